//! The total over power and length, and who stands where.

pub mod labels;
pub mod plan;
pub mod surface;
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
mod view;

#[cfg(all(feature = "ui", target_arch = "wasm32"))]
pub use view::{Mark, PowerLengthMap};
