//! What a policy does along the distance.

pub mod plan;
#[cfg(browser)]
mod view;

pub use plan::At;
#[cfg(browser)]
pub use view::AlongDistance;
