//! The worker: computes apart from the page, so that the page never stalls.

pub mod session;

#[cfg(all(feature = "worker", target_arch = "wasm32"))]
mod memory;
#[cfg(all(feature = "worker", target_arch = "wasm32"))]
mod pump;
#[cfg(all(feature = "worker", target_arch = "wasm32"))]
pub use pump::start;
