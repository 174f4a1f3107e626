//! The worker from the page's side: commands out, events in, and what the page makes of them.
//!
//! | file | what it holds |
//! |---|---|
//! | `start` | opens the first worker, and lets Explore ask it |
//! | `link` | the handle: starts workers, sends, hears; in it `training`, the runs, and `keeping`, the run on the device |
//! | `pool` | the workers with their closures |
//! | `asker` | a view that asks, with its own questions and answers |
//! | [`questions`] | who waits for which answer; one question under way, the last one waits |
//! | [`policies`] | the policies that answer, and who gives way to whom |
//! | [`run`] | a training run: one plan, several seeds |
//! | [`kept`] | the last run, on the device |
//! | [`watch`] | who has fallen silent |

pub mod kept;
pub mod policies;
pub mod questions;
pub mod run;
pub mod watch;

#[cfg(browser)]
mod asker;
#[cfg(browser)]
mod link;
#[cfg(browser)]
mod pool;
#[cfg(browser)]
mod start;
#[cfg(browser)]
pub use asker::Asker;
#[cfg(browser)]
pub use link::{Standing, WorkerHandle};
#[cfg(browser)]
pub use start::connect;
