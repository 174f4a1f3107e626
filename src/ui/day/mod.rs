//! A day on the grid: where, when, how long the answers of a day are computed.
//!
//! | file | what it holds |
//! |---|---|
//! | [`zones`] | what the zones of the grids are called |
//! | [`amounts`] | grams and shares as the view writes them |
//! | [`shown`] | what is shown of a day, from what was planned |
//! | [`decided`] | what others would decide in an hour |
//! | [`drawn`] | what is said of a day that was drawn |
//! | [`known`] | what an hour knew, and what it cost not to know more |
//! | [`machines`] | how many machines are on: asked for, shown |
//! | [`price`], [`doubts`] | what quality costs, and what an assumption that is wrong comes to |
//! | [`year`] | the days of a year as they are found |
//! | `model` | the signals of the view |
//! | `fetched`, `plans` | grids of a year, and the plans asked for with them |
//! | `view`, `lede`, `controls`, `calendar`, `load_bars`, `levers`, `hours`, `draw`, `known_then`, `who_decides`, `worth` | what is seen |
//! | `asked`, `days` | what is asked of the worker, and the days of a year of it |
//! | `export`, `sticky` | the plan as files; the line that stays in sight on a phone |
//! | `dates` | days as the browser writes them |

pub mod amounts;
pub mod decided;
pub mod doubts;
pub mod drawn;
pub mod known;
pub mod machines;
pub mod price;
pub mod shown;
pub mod year;
pub mod zones;

#[cfg(browser)]
mod asked;
#[cfg(browser)]
mod calendar;
#[cfg(browser)]
mod controls;
#[cfg(browser)]
mod dates;
#[cfg(browser)]
mod days;
#[cfg(browser)]
mod draw;
#[cfg(browser)]
mod export;
#[cfg(browser)]
mod fetched;
#[cfg(browser)]
mod hours;
#[cfg(browser)]
mod known_then;
#[cfg(browser)]
mod lede;
#[cfg(browser)]
mod levers;
#[cfg(browser)]
mod load_bars;
#[cfg(browser)]
mod model;
#[cfg(browser)]
mod plans;
#[cfg(browser)]
mod sticky;
#[cfg(browser)]
mod view;
#[cfg(browser)]
mod who_decides;
#[cfg(browser)]
mod worth;

#[cfg(browser)]
pub use view::DayView;
