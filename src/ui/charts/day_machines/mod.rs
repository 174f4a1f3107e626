//! The machines of a day: how many write answers and how many wait, and how many answers each writes.

pub mod plan;
#[cfg(browser)]
mod view;

pub use plan::Machines;
#[cfg(browser)]
pub use view::MachineHours;
