//! A curve that somebody draws.

pub mod plan;
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
mod view;

#[cfg(all(feature = "ui", target_arch = "wasm32"))]
pub use view::{Placed, Sketch};
