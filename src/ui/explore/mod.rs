//! Explore: one answer, what it emits, and what can be done about it.

pub mod beside;
pub mod caveats;
pub mod equivalents;
pub mod levers_said;
pub mod limits_plan;
pub mod limits_sentence;
pub mod model_rows;
pub mod moves;

#[cfg(test)]
mod extremes;

#[cfg(browser)]
pub mod beside_panel;
#[cfg(browser)]
mod controls;
#[cfg(browser)]
pub mod headline;
#[cfg(browser)]
mod levers_panel;
#[cfg(browser)]
pub mod limits_panel;
#[cfg(browser)]
mod map_panel;
#[cfg(browser)]
pub mod model_picker;
#[cfg(browser)]
mod my_questions;
#[cfg(browser)]
mod show;
#[cfg(browser)]
mod sticky_total;
#[cfg(browser)]
pub mod training_panel;
#[cfg(browser)]
mod view;
#[cfg(browser)]
pub mod waterfall_panel;
#[cfg(browser)]
pub mod what_counts;
#[cfg(browser)]
pub mod whose;

#[cfg(browser)]
pub use view::{Explore, below_waterfall, what_helps};
