//! What each lever moves of a day's carbon: a bar each, on one scale.

pub mod plan;
#[cfg(browser)]
mod view;

pub use plan::Lever;
#[cfg(browser)]
pub use view::LeverBars;
