//! Hourly carbon intensity of eight countries in 2020, read from `grid_hourly_2020.csv`.
//!
//! Parsed on demand and only by who asks: the page does not carry it.

use super::DataError;
use super::measured::{cell, lines};

/// The countries of the record, ISO 3166 alpha-2, in the order of its columns.
pub const HOURLY_ZONES: [&str; 8] = ["DE", "GB", "FR", "ES", "PL", "DK", "IT", "NL"];

/// A year of hours.
#[derive(Clone, Debug)]
pub struct HourlyGrid {
    /// Start of each hour, `2020-01-01T00:00Z`.
    pub utc: Vec<&'static str>,
    /// Carbon intensity in g/kWh, `[zone][hour]`, zones as in [`HOURLY_ZONES`].
    pub g_per_kwh: [Vec<f64>; 8],
}

/// Reads the record.
///
/// # Errors
/// Names file, line and column of a value that is not a number.
pub fn hourly_2020() -> Result<HourlyGrid, DataError> {
    const FILE: &str = "grid_hourly_2020.csv";
    let mut grid = HourlyGrid { utc: Vec::new(), g_per_kwh: Default::default() };
    for (line, cells) in lines(include_str!("grid_hourly_2020.csv")) {
        grid.utc.push(cells.first().copied().unwrap_or_default());
        for (zone, series) in grid.g_per_kwh.iter_mut().enumerate() {
            series.push(cell(FILE, line, &cells, zone + 1)?);
        }
    }
    Ok(grid)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_record_is_a_leap_year_of_plausible_hours() {
        let grid = hourly_2020().unwrap();
        assert_eq!(grid.utc.len(), 8784);
        assert_eq!(grid.utc.last(), Some(&"2020-12-31T23:00Z"));
        let header = include_str!("grid_hourly_2020.csv").lines().next().unwrap();
        assert_eq!(header, format!("utc,{}", HOURLY_ZONES.join(",")));
        for series in &grid.g_per_kwh {
            assert!(series.iter().all(|g| (5.0..=900.0).contains(g)));
        }
        let mean = |zone: usize| grid.g_per_kwh[zone].iter().sum::<f64>() / 8784.0;
        assert!(mean(2) < 80.0 && mean(4) > 500.0, "France is clean, Poland is not");
    }
}
