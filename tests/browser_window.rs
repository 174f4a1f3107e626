//! Tests that run in the window of a headless browser.
#![cfg(target_arch = "wasm32")]

mod shared;

use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn these_tests_run_in_a_window() {
    assert!(web_sys::window().is_some());
}

#[wasm_bindgen_test]
fn same_seed_same_bits() {
    shared::assert_same_bits();
}
