//! How the learners come to the optimum.

pub mod plan;
#[cfg(browser)]
mod view;

pub use plan::{Earlier, Point};
#[cfg(browser)]
pub use view::{LearningCurve, class_of};
