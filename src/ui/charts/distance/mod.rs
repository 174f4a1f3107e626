//! What a policy does along the distance.

pub mod plan;
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
mod view;

pub use plan::At;
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
pub use view::AlongDistance;
