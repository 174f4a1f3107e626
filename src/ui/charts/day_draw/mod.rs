//! A day that somebody draws: a bar for each hour, under the grids.

pub mod plan;
#[cfg(browser)]
mod view;

pub use plan::Drawing;
#[cfg(browser)]
pub use view::{DrawBars, Draws};
