//! What is given, what follows from it, and the address that follows it.

pub mod entries;
pub mod line;
pub mod results;

#[cfg(all(feature = "ui", target_arch = "wasm32"))]
pub mod history;
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
mod store;

pub use entries::Gesture;
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
pub use store::{Notice, Offer, Store, said, store};
