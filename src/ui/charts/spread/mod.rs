//! How the total spreads.

pub mod plan;
#[cfg(browser)]
mod view;

pub use plan::{FIVE, NINETY_FIVE};
#[cfg(browser)]
pub use view::SpreadChart;
