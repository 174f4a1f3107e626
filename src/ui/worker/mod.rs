//! The worker from the page's side: commands out, events in, and what the page makes of them.

pub mod run;

#[cfg(all(feature = "ui", target_arch = "wasm32"))]
pub mod kept;
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
mod link;
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
pub use link::{Standing, WorkerHandle, start};
