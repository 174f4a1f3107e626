//! A day hour by hour: several charts above each other, on one axis of time.

pub mod plan;
#[cfg(browser)]
mod view;

pub use plan::{Curve, Hours, Ink, InkOf, Site};
#[cfg(browser)]
pub use view::DayHours;
