//! A day's load as the command line names it.

use super::{Failure, read};
use crate::data::day::{HOURS, LOADS, Load};
use crate::day::Hourly;
use crate::math::decimal;

/// A load of mean 1, and that of the day before where it is a measured one.
pub(super) struct Loads {
    pub load: Hourly,
    pub before: Option<Hourly>,
}

/// A load by its word, `default`, `flat`, `conversation-2024-05-14`, or a file of 24 numbers, or a table
/// whose last column they are.
pub(super) fn loads(field: &str, name: &str) -> Result<Loads, Failure> {
    if let Some(place) = LOADS.iter().position(|it| it.word() == name) {
        let before = place.checked_sub(1).and_then(|it| LOADS.get(it));
        let before = before.filter(|it| it.shape == LOADS[place].shape).map(|it| it.mean1);
        return Ok(Loads { load: LOADS[place].mean1, before });
    }
    let words: Vec<String> = LOADS.iter().map(Load::word).collect();
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
