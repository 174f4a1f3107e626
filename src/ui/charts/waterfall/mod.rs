//! The footprint from prompt to phone.

pub mod plan;
#[cfg(browser)]
mod view;

#[cfg(browser)]
pub use view::Waterfall;
