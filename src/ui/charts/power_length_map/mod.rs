//! The total over power and length, and who stands where.

pub mod labels;
pub mod plan;
pub mod surface;
#[cfg(browser)]
mod view;

#[cfg(browser)]
pub use view::{Mark, PowerLengthMap};
