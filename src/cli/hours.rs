//! Hours of a day as the command line names them: a zone's grid on a date, a load.

use super::{Failure, read};
use crate::data::day::{GridYear, HOURS, LOADS, Load, RECORDS, Record, days_of, is_leap};
use crate::math::decimal;

/// A number for each hour, UTC.
pub(super) type Hourly = [f64; HOURS];

/// A date of a record: the record, year, and day from 0.
#[derive(Clone, Copy)]
pub(super) struct Date {
    pub record: &'static Record,
    pub year: u16,
    pub day: usize,
}

impl Date {
    /// Reads `YYYY-MM-DD`.
    pub fn parse(text: &str) -> Result<Self, Failure> {
        let wrong = || {
            let years: Vec<String> = RECORDS
                .iter()
                .map(|it| match it.first_year == it.last_year {
                    true => it.first_year.to_string(),
                    false => format!("{} to {}", it.first_year, it.last_year),
                })
                .collect();
            let years = years.join(", ");
            Failure(format!("date = {text:?} is out of range: YYYY-MM-DD in {years}"))
        };
        let parts: Vec<&str> = text.split('-').collect();
        let &[year, month, day] = parts.as_slice() else { return Err(wrong()) };
        let digits =
            |it: &str, count| it.len() == count && it.bytes().all(|it| it.is_ascii_digit());
        if !(digits(year, 4) && digits(month, 2) && digits(day, 2)) {
            return Err(wrong());
        }
        let number = |it: &str| it.parse::<usize>().unwrap_or_default();
        let year = number(year) as u16;
        let record = Record::of(year).ok_or_else(wrong)?;
        let february = if is_leap(year) { 29 } else { 28 };
        let months = [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
        let (month, day) = (number(month), number(day));
        let length = month.checked_sub(1).and_then(|it| months.get(it)).ok_or_else(wrong)?;
        if !(1..=*length).contains(&day) {
            return Err(wrong());
        }
        let before: usize = months.iter().take(month - 1).sum();
        debug_assert!(before + day <= days_of(year));
        Ok(Self { record, year, day: before + day - 1 })
    }

    /// The hours of a zone, g/kWh.
    pub fn grid(&self, field: &str, zone: &str) -> Result<Hourly, Failure> {
        let zones = self.record.zones.join(", ");
        let wrong = || {
            let year = self.year;
            Failure(format!("{field} = {zone:?} is out of range: in {year} {zones}"))
        };
        let place = self.record.zone(zone).ok_or_else(wrong)?;
        let year = GridYear::carried(self.year).ok_or_else(wrong)?;
        year.day(place, self.day).ok_or_else(wrong)
    }
}

/// A load of mean 1, and that of the day before where it is a measured one.
pub(super) struct Loads {
    pub load: Hourly,
    pub before: Option<Hourly>,
}

/// A load by its word, `default`, `flat`, `conversation-2024-05-14`, or a file of 24 numbers, or a table
/// whose last column they are.
pub(super) fn loads(field: &str, name: &str) -> Result<Loads, Failure> {
    let word = |it: &Load| match it.date {
        "" => it.shape.to_string(),
        date => format!("{}-{date}", it.shape),
    };
    if let Some(place) = LOADS.iter().position(|it| word(it) == name) {
        let before = place.checked_sub(1).and_then(|it| LOADS.get(it));
        let before = before.filter(|it| it.shape == LOADS[place].shape).map(|it| it.mean1);
        return Ok(Loads { load: LOADS[place].mean1, before });
    }
    let words: Vec<String> = LOADS.iter().map(word).collect();
    let wrong = |what: String| {
        let words = words.join(", ");
        Failure(format!(
            "{field} = {what} is out of range: 24 numbers from 0 of which one is above it, or {words}"
        ))
    };
    if name != "-" && !std::path::Path::new(name).exists() {
        return Err(wrong(format!("{name:?}")));
    }
    let text = read(name)?;
    let inside = text.trim().trim_start_matches('[').trim_end_matches(']');
    // A table with a head has the load in its last column.
    let table = text.lines().next().is_some_and(|it| it.contains(',') && it.contains("load"));
    let last = |line: &str| line.rsplit(',').next().unwrap_or_default().to_string();
    let inside = match table {
        true => text.lines().skip(1).map(last).collect::<Vec<_>>().join(","),
        false => inside.to_string(),
    };
    let mut load = Hourly::default();
    let mut count = 0;
    for cell in inside.split([',', ';', ' ', '\t', '\r', '\n']).filter(|it| !it.is_empty()) {
        let value = decimal::read(cell).filter(|it| it.is_finite() && *it >= 0.0);
        let value = value.ok_or_else(|| wrong(format!("{:?}", crate::written::quoted(cell))))?;
        if let Some(hour) = load.get_mut(count) {
            *hour = value;
        }
        count += 1;
    }
    let sum: f64 = load.iter().sum();
    if count != HOURS || !(sum > 0.0 && sum.is_finite()) {
        return Err(wrong(format!("{count} numbers of sum {sum}")));
    }
    Ok(Loads { load: load.map(|it| it * HOURS as f64 / sum), before: None })
}
