//! Integration tests: one binary, a module per subject.

#[cfg(not(target_arch = "wasm32"))]
mod architecture;
#[cfg(not(target_arch = "wasm32"))]
mod imports;
#[cfg(all(feature = "cli", not(target_arch = "wasm32")))]
mod assumptions;
#[cfg(all(feature = "cli", not(target_arch = "wasm32")))]
mod cli;
#[cfg(not(target_arch = "wasm32"))]
mod day;
mod determinism;
#[cfg(all(feature = "cli", not(target_arch = "wasm32")))]
mod documents;
#[cfg(not(target_arch = "wasm32"))]
mod field;
#[cfg(not(target_arch = "wasm32"))]
mod fields;
#[cfg(not(target_arch = "wasm32"))]
mod fuzz;
mod learning;
#[cfg(not(target_arch = "wasm32"))]
mod map;
#[cfg(not(target_arch = "wasm32"))]
mod oracle;
#[cfg(not(target_arch = "wasm32"))]
mod paths;
#[cfg(not(target_arch = "wasm32"))]
mod properties;
#[cfg(not(target_arch = "wasm32"))]
mod reference;
#[cfg(all(feature = "cli", not(target_arch = "wasm32")))]
mod reproduce;
#[cfg(not(target_arch = "wasm32"))]
mod shell;
#[cfg(not(target_arch = "wasm32"))]
mod terms;
#[cfg(not(target_arch = "wasm32"))]
mod unused;
