//! A curve that somebody draws.

pub mod plan;
#[cfg(browser)]
mod view;

#[cfg(browser)]
pub use view::{Placed, Sketch};
