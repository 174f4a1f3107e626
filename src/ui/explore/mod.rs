//! Explore: one answer, what it emits, and what can be done about it.

pub mod caveats;
pub mod equivalents;
pub mod limits_plan;
pub mod limits_sentence;
pub mod reproduced;
pub mod summary;

#[cfg(test)]
mod extremes;

#[cfg(all(feature = "ui", target_arch = "wasm32"))]
mod controls;
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
pub mod headline;
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
pub mod limits_panel;
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
mod map_panel;
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
pub mod reproduction;
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
mod sticky_total;
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
pub mod training_panel;
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
mod view;
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
pub mod waterfall_panel;

#[cfg(all(feature = "ui", target_arch = "wasm32"))]
pub use view::{Explore, below_waterfall};
