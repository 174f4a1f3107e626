//! How the learners come to the optimum.

pub mod plan;
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
mod view;

pub use plan::Point;
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
pub use view::LearningCurve;
