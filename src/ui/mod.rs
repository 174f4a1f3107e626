//! The page: one view (scenario and choice), computed once per change, shown by small components.
//!
//! | folder | what it holds |
//! |---|---|
//! | `app` | the roof: which view is shown, and the bar above it |
//! | [`frame`] | what any view may use |
//! | [`explore`] | one answer: the sentence, the controls, the panels |
//! | [`day`] | a day on the grid: where, when, how long |
//! | [`lab`] | the learners at work, what a policy does, which constant matters |
//! | [`results`] | what was reached over many seeds |
//! | [`teach`] | lessons, the round against the agent, assignments, the teacher's pages |
//! | `share` | what leaves the page: the link, its code, files |
//! | `run_form` | what the next training run is to be |
//! | [`worker`] | the learners, through the worker's protocol: the handle, runs, what is kept |
//! | [`equation`] | the equation behind a figure, and where its numbers come from |
//! | [`controls`] | what the user turns |
//! | `load` | what is fetched after the page has opened |
//! | [`state`] | what is given, what follows from it, and the address that follows it |
//! | [`charts`] | SVG charts with plain props |
//! | [`words`] | what the page says, in its languages |
//! | `browser` | small reaches into the browser |
//!
//! `www/boot.js` has checked the browser before it calls `openPage`.

pub mod charts;
pub mod controls;
pub mod day;
pub mod equation;
pub mod explore;
pub mod frame;
pub mod lab;
pub mod results;
pub mod state;
pub mod teach;
pub mod words;
pub mod worker;

#[cfg(browser)]
mod app;
#[cfg(browser)]
mod browser;
#[cfg(browser)]
mod load;
#[cfg(browser)]
mod run_form;
#[cfg(browser)]
mod share;

#[cfg(browser)]
pub use app::start;
