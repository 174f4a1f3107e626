//! What SDRL saves over whom.

pub mod plan;
#[cfg(browser)]
mod view;

pub use plan::Saving;
#[cfg(browser)]
pub use view::Savings;
