//! What is given, what follows from it, and the address that follows it.

pub mod entries;
pub mod line;
pub mod results;

#[cfg(browser)]
pub mod history;
#[cfg(browser)]
mod store;

pub use entries::Gesture;
#[cfg(browser)]
pub use store::{Notice, Offer, Store, said, store};
