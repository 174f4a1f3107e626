//! A day of the calendar.

use super::error::{DayError, within};
use crate::data::day::{Record, days_of, is_leap};
use crate::scenario::{Allowed, Span};
use serde::{Deserialize, Serialize};
use std::fmt::{Display, Formatter, Result as Written};

/// A day of the calendar that we use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Date {
    pub year: u16,
    /// From 1.
    pub month: u8,
    /// From 1.
    pub day: u8,
}

impl Date {
    /// Reads `2020-07-27`.
    ///
    /// # Errors
    /// There is no such day.
    pub fn read(text: &str) -> Result<Self, DayError> {
        let none = || DayError::OutOfRange {
            field: "date",
            value: text.into(),
            allowed: Allowed::Exactly("YYYY-MM-DD".to_string()),
        };
        let digits = |text: &str| {
            text.bytes().all(|it| it.is_ascii_digit()).then(|| text.parse::<u16>().ok()).flatten()
        };
        let parts: Vec<_> = text.split('-').collect();
        let [year, month, day] = parts[..] else { return Err(none()) };
        if [year, month, day].map(str::len) != [4, 2, 2] {
            return Err(none());
        }
        let [Some(year), Some(month), Some(day)] = [year, month, day].map(digits) else {
            return Err(none());
        };
        let date = Self { year, month: month as u8, day: day as u8 };
        let months = Span::integer(1.0, 12.0);
        within("month", f64::from(month), months)?;
        let most = Span::integer(1.0, f64::from(lengths(year)[usize::from(date.month) - 1]));
        within("day", f64::from(day), most)?;
        Ok(date)
    }

    /// The day of a year, from 0; none where the year is over.
    pub fn of(year: u16, day_of_year: usize) -> Option<Self> {
        let mut left = day_of_year;
        for (month, length) in (1..).zip(lengths(year)) {
            if left < usize::from(length) {
                return Some(Self { year, month, day: left as u8 + 1 });
            }
            left -= usize::from(length);
        }
        None
    }

    /// Its place in its year, from 0.
    pub fn day_of_year(self) -> usize {
        let before = lengths(self.year).into_iter().take(usize::from(self.month).saturating_sub(1));
        before.map(usize::from).sum::<usize>() + usize::from(self.day).saturating_sub(1)
    }

    /// The day after it, or before it, where the record that holds it has one.
    pub fn beside(self, after: bool) -> Option<Self> {
        let record = Record::of(self.year)?;
        let next = match (after, self.day_of_year()) {
            (true, day) => Self::of(self.year, day + 1).or(Self::of(self.year + 1, 0)),
            (false, 0) => Self::of(self.year - 1, days_of(self.year - 1) - 1),
            (false, day) => Self::of(self.year, day - 1),
        };
        next.filter(|it| (record.first_year..=record.last_year).contains(&it.year))
    }

    /// Days since the first of the year 2000; what is before counts as that day.
    pub(super) fn number(self) -> usize {
        (2000..self.year).map(days_of).sum::<usize>() + self.day_of_year()
    }
}

impl Display for Date {
    fn fmt(&self, out: &mut Formatter) -> Written {
        write!(out, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

fn lengths(year: u16) -> [u8; 12] {
    [31, if is_leap(year) { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_of_a_year_is_found_back() {
        for year in [2019, 2020] {
            for day in 0..days_of(year) {
                let date = Date::of(year, day).unwrap();
                assert_eq!(date.day_of_year(), day);
                assert_eq!(Date::read(&date.to_string()), Ok(date));
                let before = date.beside(false).unwrap();
                assert!(before.beside(true) == Some(date));
                assert!(before < date && before.number() + 1 == date.number());
            }
            assert_eq!(Date::of(year, days_of(year)), None);
        }
        // The day of the mock-up is the 209th of a leap year.
        assert_eq!(Date::read("2020-07-27").unwrap().day_of_year(), 208);
    }

    #[test]
    fn what_is_no_day_is_refused_with_its_field() {
        for (text, field) in [
            ("2021-02-29", "day"),
            ("2020-13-01", "month"),
            ("2020-00-01", "month"),
            ("2020-01-00", "day"),
            ("2020-1-1", "date"),
            ("27.7.2020", "date"),
            ("2020-07-27T00", "date"),
            ("", "date"),
        ] {
            let Err(DayError::OutOfRange { field: found, .. }) = Date::read(text) else {
                panic!("{text} is no day");
            };
            assert_eq!(found, field, "{text}");
        }
    }
}
