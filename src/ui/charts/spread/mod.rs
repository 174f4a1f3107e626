//! How the total spreads.

pub mod plan;
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
mod view;

pub use plan::{FIVE, NINETY_FIVE};
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
pub use view::SpreadChart;
