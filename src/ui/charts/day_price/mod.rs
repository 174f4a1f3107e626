//! The price of a day's quality, as a line.

pub mod plan;
#[cfg(browser)]
mod view;

pub use plan::Prices;
#[cfg(browser)]
pub use view::PriceOfQuality;
