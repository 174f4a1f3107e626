//! Which constant matters.

pub mod plan;
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
mod view;

pub use plan::TornadoRow;
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
pub use view::TornadoChart;
