//! How many machines are on: what is asked of the worker, and what is shown.

pub mod told;

#[cfg(browser)]
mod ask;
#[cfg(browser)]
mod controls;
#[cfg(browser)]
mod tables;
#[cfg(browser)]
mod view;

#[cfg(browser)]
pub use {controls::MachineControls, view::HowManyMachines};
