//! Native half of the promise that equal seeds give equal bits; the browser tests hold the other.
#![cfg(not(target_arch = "wasm32"))]

mod shared;

#[test]
fn same_seed_same_bits() {
    shared::assert_same_bits();
}

#[test]
fn same_seed_same_training() {
    shared::assert_same_training();
}
