//! Who emits how much, on one scale.

pub mod plan;
#[cfg(browser)]
mod view;

#[cfg(browser)]
pub use view::Ruler;
