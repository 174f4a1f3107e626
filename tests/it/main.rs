//! Integration tests: one binary, a module per subject.

mod determinism;
mod learning;
#[cfg(not(target_arch = "wasm32"))]
mod reference;
#[cfg(not(target_arch = "wasm32"))]
mod shell;
