//! Who decides, and how far above the exact optimum.

pub mod plan;
#[cfg(browser)]
mod view;

pub use plan::{Family, Group, Kind, Row, Stand};
#[cfg(browser)]
pub use view::WhoDecides;
