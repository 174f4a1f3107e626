//! The Lab: what was reached over many seeds, the learners at work, what a policy does, which constant matters.

pub mod assumption;
pub mod verified;

#[cfg(browser)]
mod assumptions;
#[cfg(browser)]
mod claim;
#[cfg(browser)]
mod form;
#[cfg(browser)]
mod learning;
#[cfg(browser)]
mod policy;
#[cfg(browser)]
mod results;
#[cfg(browser)]
mod side;
#[cfg(browser)]
mod view;

#[cfg(browser)]
pub use view::Lab;
