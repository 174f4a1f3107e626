//! A day on the grid: where, when, how long the answers of a day are computed.
//!
//! | file | what it holds |
//! |---|---|
//! | [`given`] | what the day is given, from a link and back |
//! | [`zones`] | what the zones of the grids are called |
//! | [`amounts`] | grams and shares as the view writes them |
//! | [`shown`] | what is shown of a day, from what was planned |
//! | [`year`] | the days of a year as they are found |
//! | `model` | the signals of the view: grids fetched, plans asked for and heard |
//! | `view`, `lede`, `controls`, `calendar`, `load_bars`, `levers`, `hours`, `worth` | what is seen |
//! | `dates` | days as the browser writes them |

pub mod amounts;
pub mod given;
pub mod shown;
pub mod year;
pub mod zones;

#[cfg(browser)]
mod calendar;
#[cfg(browser)]
mod controls;
#[cfg(browser)]
mod dates;
#[cfg(browser)]
mod hours;
#[cfg(browser)]
mod lede;
#[cfg(browser)]
mod levers;
#[cfg(browser)]
mod load_bars;
#[cfg(browser)]
mod model;
#[cfg(browser)]
mod view;
#[cfg(browser)]
mod worth;

#[cfg(browser)]
pub use view::DayView;
