//! The roof: what is shown where, and the bar above it.

mod header;
mod page;

pub use header::PlaceLink;
pub use page::{mount, show_dock};
