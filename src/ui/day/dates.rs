//! Days and months as people write them, by the browser.

use crate::day::Date;
use crate::ui::browser::date_text;
use crate::ui::words::lang;

/// `27 July 2020`.
pub fn long(date: Date) -> String {
    date_text(date.year, date.month.into(), date.day.into(), lang().tag(), true)
}

/// The first three letters or so of a month, from 1.
pub fn month(year: u16, month: usize) -> String {
    date_text(year, month, 1, lang().tag(), false)
}
