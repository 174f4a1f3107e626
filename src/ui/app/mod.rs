//! The roof: what is shown where, and the bar above it.

mod announcer;
mod header;
mod page;
mod shortcuts;
mod theme;

pub use page::start;
