//! What is wrong with what was given.

use crate::data::day::RECORDS;
use crate::scenario::{Allowed, Refused, ScenarioError, Span};
use thiserror::Error;

/// What is wrong with what was given.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum DayError {
    #[error(transparent)]
    Scenario(#[from] ScenarioError),
    #[error("{field} = {value} is out of range: {allowed}")]
    OutOfRange { field: &'static str, value: Refused, allowed: Allowed },
    #[error("{field} is no field of a day; the fields are {}", known.join(", "))]
    UnknownField { field: String, known: Vec<&'static str> },
    /// No record holds the day.
    #[error("date = {date} is out of range: a day of {}", years())]
    NoDay { date: String },
    /// A forecast from the day before, on the first day of a record.
    #[error(
        "date = {date} is out of range: the forecast asks for the day before, and records begin in {}",
        years()
    )]
    NoYesterday { date: String },
}

impl DayError {
    /// No record holds the year.
    pub fn no_year(year: u16) -> Self {
        let allowed = Allowed::Exactly(years());
        Self::OutOfRange { field: "year", value: f64::from(year).into(), allowed }
    }
}

/// Years that the records hold.
fn years() -> String {
    let years = RECORDS.iter().map(|it| match it.last_year {
        last if last == it.first_year => last.to_string(),
        last => format!("{} to {last}", it.first_year),
    });
    years.collect::<Vec<_>>().join(", ")
}

/// A number that lies in its range.
pub(super) fn within(field: &'static str, value: f64, allowed: Span) -> Result<(), DayError> {
    if allowed.holds(value) {
        return Ok(());
    }
    Err(DayError::OutOfRange { field, value: value.into(), allowed: allowed.into() })
}
