//! What is given, what follows from it, and the address that follows it.

pub mod entries;
pub mod line;
pub mod notice;
pub mod results;

#[cfg(browser)]
pub mod history;
#[cfg(browser)]
pub mod picked;
#[cfg(browser)]
mod store;

pub use entries::Gesture;
pub use notice::{Line, Notice};
#[cfg(browser)]
pub use store::{Offer, Store, store};
