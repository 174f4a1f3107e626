//! What is given, what follows from it, and the address that follows it.

pub mod results;

#[cfg(all(feature = "ui", target_arch = "wasm32"))]
pub mod history;
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
mod store;

#[cfg(all(feature = "ui", target_arch = "wasm32"))]
pub use store::{Gesture, Notice, Store, said, store};
