//! Which constant matters.

pub mod plan;
#[cfg(browser)]
mod view;

pub use plan::TornadoRow;
#[cfg(browser)]
pub use view::TornadoChart;
