//! Tests that run in a dedicated worker of a headless browser, as the learner does.
#![cfg(target_arch = "wasm32")]

#[path = "it/determinism.rs"]
mod determinism;
mod shared;

use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_dedicated_worker);

#[wasm_bindgen_test]
fn these_tests_run_in_a_dedicated_worker() {
    let global = js_sys::global();
    assert!(global.dyn_into::<web_sys::DedicatedWorkerGlobalScope>().is_ok());
}

#[wasm_bindgen_test]
fn same_seed_same_bits() {
    shared::assert_same_bits();
}

#[wasm_bindgen_test]
fn same_seed_same_training() {
    shared::assert_same_training();
}
