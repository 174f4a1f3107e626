//! Hourly carbon intensities of real days, how a day's load lies, and how far forecasts are off.
//!
//! A record is of one source and of whole years, each packed as a file of its own (`build/day.rs` says
//! how): the command line carries all of them, the page fetches one when it is asked for.

use std::ops::Range;
use std::slice::Iter;
use thiserror::Error;

include!(concat!(env!("OUT_DIR"), "/day_tables.rs"));

/// Hours of a day.
pub const HOURS: usize = 24;
/// The most that an hour of any grid is, g/kWh; more is no grid's.
const MOST_G_PER_KWH: u16 = 2000;

/// Whose electricity an intensity is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// Generated there; imports are left out.
    Production,
    /// Used there; imports are traced to where they come from.
    Consumption,
}

impl Basis {
    /// Its word in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Production => "production",
            Self::Consumption => "consumption",
        }
    }
}

/// What may be done with a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Licence {
    /// Free with the source named (ENTSO-E Transparency Platform).
    Attribution,
    PublicDomain,
    /// Open Database License 1.0: attribution, and what is made of it under the same.
    Odbl,
}

/// Years of hourly grids of one source. All are averages of what runs in an hour, life-cycle, by
/// location; none is marginal.
#[derive(Debug, PartialEq, Eq)]
pub struct Record {
    /// Its row in the table, from 0.
    pub place: usize,
    pub name: &'static str,
    pub first_year: u16,
    pub last_year: u16,
    /// In the order of its columns.
    pub zones: &'static [&'static str],
    pub basis: Basis,
    pub licence: Licence,
}

impl Record {
    /// The record that holds a year; no year is in two.
    pub fn of(year: u16) -> Option<&'static Self> {
        RECORDS.iter().find(|it| (it.first_year..=it.last_year).contains(&year))
    }

    /// The file of one of its years: `day/europe-2020.bin`.
    pub fn file(&self, year: u16) -> String {
        format!("day/{}-{year}.bin", self.name)
    }

    /// The place of a zone by its code.
    pub fn zone(&self, code: &str) -> Option<usize> {
        self.zones.iter().position(|it| *it == code)
    }

    /// The zones beside one of its zones that a service there would take, the nearest by land or sea.
    pub fn neighbours(&self, code: &str) -> Vec<&'static str> {
        let rows = NEIGHBOURS.iter().filter(|(zone, _)| *zone == code);
        let beside = rows.flat_map(|(_, beside)| beside.iter().copied());
        beside.filter(|it| self.zone(it).is_some()).collect()
    }

    /// Where it is from.
    pub fn source(&self) -> &'static str {
        RECORD_SOURCES[self.place]
    }

    /// What is known to be wrong with it: in English, Chinese, Spanish.
    pub fn quality(&self) -> [&'static str; 3] {
        let place = self.place;
        [RECORD_QUALITY[place], RECORD_QUALITY_ZH[place], RECORD_QUALITY_ES[place]]
    }
}

/// How the answers of a day fall on its hours, UTC.
#[derive(Debug, PartialEq)]
pub struct Load {
    /// `default`, `flat`, or a measured service: `conversation`, `coding`.
    pub shape: &'static str,
    /// The day that was measured; empty where none was.
    pub date: &'static str,
    /// Of mean 1.
    pub mean1: [f64; HOURS],
}

impl Load {
    /// `default`, `conversation-2024-05-14`.
    pub fn word(&self) -> String {
        match self.date {
            "" => self.shape.to_string(),
            date => format!("{}-{date}", self.shape),
        }
    }
}

/// How far forecasts of an area's marginal emissions were off in the mean, at a lead; g/kWh.
#[derive(Debug, PartialEq)]
pub struct ForecastError {
    pub area: &'static str,
    pub lead_h: f64,
    /// Of the marginal emissions themselves.
    pub mean_g_per_kwh: f64,
    pub mae_g_per_kwh: f64,
    pub rmse_g_per_kwh: f64,
    pub bias_g_per_kwh: f64,
    /// Of taking what is now for what will be.
    pub persistence_mae_g_per_kwh: f64,
    /// Of taking the same hour yesterday.
    pub yesterday_mae_g_per_kwh: f64,
}

/// What a base station draws, relative to its deep sleep, and what it takes to rest.
#[derive(Debug, PartialEq)]
pub struct BsPower {
    /// 1 falls asleep in milliseconds, 2 in seconds.
    pub category: f64,
    pub set: f64,
    /// Band, bandwidth, transceivers and power.
    pub what: &'static str,
    pub deep_sleep: f64,
    pub light_sleep: f64,
    /// Nothing to send or receive, and ready to.
    pub micro_sleep: f64,
    pub sending: f64,
    pub receiving: f64,
    /// Into light sleep and out of it, ms.
    pub light_ms: f64,
    pub deep_ms: f64,
    /// What that takes beyond the sleep itself, units × ms.
    pub light_unit_ms: f64,
    pub deep_unit_ms: f64,
    /// A unit in watts: scaled, assumed.
    pub unit_w: f64,
}

/// What is wrong with the bytes of a packed year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum UnpackError {
    /// The record has no such year.
    #[error("{record} holds no year {year}")]
    NoYear { record: &'static str, year: u16 },
    /// They end inside a zone.
    #[error("the bytes end in hour {hour} of zone {zone}")]
    Ended { zone: usize, hour: usize },
    /// A varint that is too long, or an hour that is no grid's: 0 to 2000 g/kWh.
    #[error("hour {hour} of zone {zone} is no intensity from 0 to 2000 g/kWh")]
    NoIntensity { zone: usize, hour: usize },
    /// What they name as filled lies beyond the year, or is nothing.
    #[error("zone {zone} names hours as filled that are none of the year")]
    NoHours { zone: usize },
    /// There are more than belong to the year.
    #[error("{bytes} bytes too many")]
    TooMany { bytes: usize },
}

/// A year of a record.
#[derive(Clone, Debug, PartialEq)]
pub struct GridYear {
    pub record: &'static Record,
    pub year: u16,
    /// g/kWh, `[zone][hour]`.
    g_per_kwh: Vec<Vec<u16>>,
    /// Hours that the record lacks, by zone: they lie on the line between their neighbours.
    filled: Vec<Vec<Range<usize>>>,
}

/// Why there is no varint.
enum NoVarint {
    Ended,
    /// It has more than three bytes.
    Long,
}

/// Takes a varint.
fn varint(left: &mut Iter<u8>) -> Result<u32, NoVarint> {
    let (mut coded, mut shift) = (0_u32, 0);
    loop {
        let byte = *left.next().ok_or(NoVarint::Ended)?;
        coded |= u32::from(byte & 0x7f) << shift;
        shift += 7;
        if byte & 0x80 == 0 {
            return Ok(coded);
        }
        // A difference of two intensities takes two bytes.
        if shift > 14 {
            return Err(NoVarint::Long);
        }
    }
}

impl GridYear {
    /// Unpacks the bytes of a file.
    ///
    /// # Errors
    /// They are not those of a year of that record.
    pub fn unpack(record: &'static Record, year: u16, bytes: &[u8]) -> Result<Self, UnpackError> {
        if !(record.first_year..=record.last_year).contains(&year) {
            return Err(UnpackError::NoYear { record: record.name, year });
        }
        let mut left = bytes.iter();
        let mut g_per_kwh = Vec::with_capacity(record.zones.len());
        for zone in 0..record.zones.len() {
            let mut hours = Vec::with_capacity(HOURS * days_of(year));
            let mut value = 0_i32;
            for hour in 0..HOURS * days_of(year) {
                let coded = varint(&mut left).map_err(|why| match why {
                    NoVarint::Ended => UnpackError::Ended { zone, hour },
                    NoVarint::Long => UnpackError::NoIntensity { zone, hour },
                })?;
                value += (coded >> 1) as i32 ^ -((coded & 1) as i32);
                let intensity = u16::try_from(value).ok().filter(|it| *it <= MOST_G_PER_KWH);
                hours.push(intensity.ok_or(UnpackError::NoIntensity { zone, hour })?);
            }
            g_per_kwh.push(hours);
        }
        let mut filled = Vec::with_capacity(record.zones.len());
        for zone in 0..record.zones.len() {
            let wrong = UnpackError::NoHours { zone };
            let mut next = || varint(&mut left).map(|it| it as usize).map_err(|_| wrong);
            let mut runs: Vec<Range<usize>> = Vec::new();
            for _ in 0..next()? {
                let first = runs.last().map_or(0, |it| it.end) + next()?;
                let run = first..first + next()?;
                if run.is_empty() || run.end > HOURS * days_of(year) {
                    return Err(wrong);
                }
                runs.push(run);
            }
            filled.push(runs);
        }
        match left.len() {
            0 => Ok(Self { record, year, g_per_kwh, filled }),
            bytes => Err(UnpackError::TooMany { bytes }),
        }
    }

    /// The year as the programs carry it; none where no record holds it.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn carried(year: u16) -> Option<Self> {
        let record = Record::of(year)?;
        let file = record.file(year);
        let (_, bytes) = PACKED.iter().find(|(name, _)| file.ends_with(name))?;
        Self::unpack(record, year, bytes).ok()
    }

    /// Days of the year.
    pub fn days(&self) -> usize {
        days_of(self.year)
    }

    /// The hours of a zone on a day, both from 0, g/kWh.
    pub fn day(&self, zone: usize, day: usize) -> Option<[f64; HOURS]> {
        let hours = self.g_per_kwh.get(zone)?.get(HOURS * day..HOURS * (day + 1))?;
        Some(std::array::from_fn(|hour| f64::from(hours[hour])))
    }

    /// Those of these zones that lack hours of that day, and which.
    pub fn filled_of<'a>(&self, zones: &[&'a str], day: usize) -> Vec<(&'a str, Vec<usize>)> {
        let all = zones.iter().filter_map(|&code| {
            let hours = self.filled(self.record.zone(code)?, day);
            (!hours.is_empty()).then_some((code, hours))
        });
        all.collect()
    }

    /// Hours of that day that the record lacks in that zone: they were filled from those around them.
    fn filled(&self, zone: usize, day: usize) -> Vec<usize> {
        let runs = self.filled.get(zone).map_or(&[][..], Vec::as_slice);
        let hours = runs.iter().flat_map(|it| it.clone());
        hours.filter(|it| it / HOURS == day).map(|it| it % HOURS).collect()
    }
}

/// Days of a year of our calendar.
pub fn days_of(year: u16) -> usize {
    if is_leap(year) { 366 } else { 365 }
}

/// Whether February has 29 days.
pub fn is_leap(year: u16) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The table that a record is packed from, without its missing hours.
    fn cells(text: &'static str) -> Vec<Vec<&'static str>> {
        text.lines().map(|line| line.split(',').collect()).collect()
    }

    #[test]
    fn every_year_unpacks_to_what_the_tables_hold() {
        let tables = [
            include_str!("day/europe.csv"),
            include_str!("day/us.csv"),
            include_str!("day/world/world.csv"),
        ];
        for (record, table) in RECORDS.iter().zip(tables) {
            let rows = cells(table);
            assert_eq!(record.zones, &rows[0][1..]);
            let mut at = 1;
            let mut missing = vec![0; record.zones.len()];
            for year in record.first_year..=record.last_year {
                let grid = GridYear::carried(year).unwrap();
                assert_eq!(grid.record, record);
                for day in 0..grid.days() {
                    for zone in 0..record.zones.len() {
                        let hours = grid.day(zone, day).unwrap();
                        let filled = grid.filled(zone, day);
                        missing[zone] += filled.len();
                        for (hour, value) in hours.into_iter().enumerate() {
                            match rows[at + 24 * day + hour][zone + 1] {
                                "" => assert!(filled.contains(&hour)),
                                cell => {
                                    assert_eq!(cell.parse::<f64>(), Ok(value));
                                    assert!(!filled.contains(&hour));
                                }
                            }
                        }
                    }
                }
                at += 24 * grid.days();
                assert_eq!(grid.day(0, grid.days()), None);
            }
            assert_eq!(at, rows.len());
            // What is said of the record says how many, and of whom the most.
            let said = record.quality();
            let all = missing.iter().sum::<usize>().to_string();
            let most = missing.iter().max().unwrap().to_string();
            assert!(said.iter().all(|it| it.contains(&all) && it.contains(&most)), "{all} {most}");
        }
    }

    /// A report that had not come in is no clean hour: all but wind and sun were missing in it.
    #[test]
    fn no_hour_falls_to_a_third_and_comes_back() {
        for record in RECORDS {
            for year in record.first_year..=record.last_year {
                let grid = GridYear::carried(year).unwrap();
                for (zone, name) in record.zones.iter().enumerate() {
                    let days = (0..grid.days()).filter_map(|day| grid.day(zone, day));
                    let hours: Vec<_> = days.flatten().collect();
                    for long in 1..=5 {
                        for window in hours.windows(long + 2).enumerate() {
                            let (at, window) = window;
                            let around = window[0].min(window[long + 1]);
                            let most = window[1..=long].iter().copied().fold(0.0, f64::max);
                            assert!(3.0 * most >= around, "{name} {year}, hour {at}: {window:?}");
                        }
                    }
                }
            }
        }
    }

    /// Each hour is named by its start: where much of the power is the sun's, grids are cleanest about its noon.
    #[test]
    fn the_cleanest_hours_of_sunny_grids_lie_about_noon() {
        // The noon of their solar plants, UTC, in the mean of a year.
        for (zone, year, noon) in [
            ("CISO", 2022, 19.9),
            ("SOCO", 2022, 17.6),
            ("US-CAL-CISO", 2023, 19.9),
            ("AU-NSW", 2023, 2.1),
            ("CL-SIC", 2023, 16.7),
            ("JP-TK", 2023, 2.7),
            ("DE", 2017, 11.3),
            ("DE", 2020, 11.3),
        ] {
            let grid = GridYear::carried(year).unwrap();
            let place = grid.record.zone(zone).unwrap();
            let days: Vec<_> = (0..grid.days()).filter_map(|it| grid.day(place, it)).collect();
            let around = (-6..=6).map(|away| f64::from(away) + f64::floor(noon));
            // The middle of each hour, away from noon, and its mean over the year.
            let means = around.map(|hour| {
                let of_day = hour.rem_euclid(24.0) as usize;
                let sum: f64 = days.iter().map(|it| it[of_day]).sum();
                (hour + 0.5 - noon, sum / days.len() as f64)
            });
            let means: Vec<_> = means.filter(|(away, _)| away.abs() <= 6.0).collect();
            let most = means.iter().map(|it| it.1).fold(0.0, f64::max);
            let weight: f64 = means.iter().map(|it| most - it.1).sum();
            let middle = means.iter().map(|it| it.0 * (most - it.1)).sum::<f64>() / weight;
            assert!(middle.abs() < 0.35, "{zone} {year}: {middle} h from noon");
        }
    }

    #[test]
    fn what_is_missing_lies_on_the_line_between_its_neighbours() {
        // CISO, hour 3282: between 3281 and 3283.
        let rows = cells(include_str!("day/us.csv"));
        let around = [3282, 3284].map(|row| rows[row][3].parse::<f64>().unwrap());
        assert_eq!(rows[3283][3], "");
        let grid = GridYear::carried(2022).unwrap();
        let found = grid.day(2, 3282 / 24).unwrap()[3282 % 24];
        assert_eq!(found, (0.5 * (around[0] + around[1])).round());
        assert_eq!(grid.filled(2, 3282 / 24), [3282 % 24]);
        assert!(grid.filled(2, 3282 / 24 + 1).is_empty() && grid.filled(9, 0).is_empty());
    }

    /// At most 25 KiB a zone and year is asked for.
    #[test]
    fn a_zone_and_year_takes_nine_kilobytes() {
        for (name, bytes) in PACKED {
            let year = name.rsplit_once('-').unwrap().1[..4].parse().unwrap();
            let zones = Record::of(year).unwrap().zones.len();
            assert!(bytes.len() < 9 * 1024 * zones, "{name}: {}", bytes.len());
        }
        assert_eq!(PACKED.len(), 6);
    }

    #[test]
    fn years_and_zones_are_found_and_no_others() {
        assert_eq!(Record::of(2020).map(|it| it.name), Some("europe"));
        assert_eq!(Record::of(2023).and_then(|it| it.zone("JP-TK")), Some(8));
        assert!(Record::of(2016).is_none() && Record::of(2021).is_none());
        let europe = Record::of(2017).unwrap();
        assert_eq!(europe.file(2017), "day/europe-2017.bin");
        assert_eq!((europe.basis, europe.licence), (Basis::Production, Licence::Attribution));
        assert_eq!(europe.zone("DE-LU"), None);
        assert!(RECORDS.iter().all(|it| it.quality().iter().all(|text| text.len() > 20)));
        assert!([2020, 2000, 1904].into_iter().all(is_leap));
        assert!(![2019, 1900, 2022].into_iter().any(is_leap));
    }

    #[test]
    fn the_neighbours_of_a_zone_are_other_zones_of_its_record() {
        let zones = RECORDS.iter().flat_map(|it| it.zones.iter().map(move |zone| (it, zone)));
        for (record, zone) in zones {
            let beside = record.neighbours(zone);
            let most = if *zone == "ZA" { 0 } else { 1 };
            assert!((most..=3).contains(&beside.len()) && !beside.contains(zone), "{zone}");
        }
        assert_eq!(RECORDS[0].neighbours("DE"), ["GB", "DK", "FR"]);
        // Great Britain is in two records.
        assert_eq!(RECORDS[0].neighbours("GB"), ["FR", "NL", "DK"]);
        assert_eq!(RECORDS[2].neighbours("GB"), ["DE-LU"]);
        // Each zone of the table is one of a record, and so is what stands beside it.
        for (zone, beside) in NEIGHBOURS {
            for code in beside.iter().chain([zone]) {
                assert!(RECORDS.iter().any(|it| it.zone(code).is_some()), "{code}");
            }
        }
    }

    #[test]
    fn every_load_has_mean_one() {
        assert_eq!(LOADS.len(), 16);
        for load in LOADS {
            let mean = load.mean1.iter().sum::<f64>() / 24.0;
            assert!((mean - 1.0).abs() < 1e-12, "{} {}", load.shape, load.date);
        }
        assert_eq!(
            (LOADS[0].shape, LOADS[1].shape, LOADS[1].mean1),
            ("default", "flat", [1.0; 24])
        );
        // Of the Sunday's 2481938 conversations 91236 come in its first hour.
        let sunday = &LOADS[2];
        assert_eq!((sunday.shape, sunday.date), ("conversation", "2024-05-12"));
        assert!((sunday.mean1[0] - 24.0 * 91236.0 / 2481938.0).abs() < 1e-12);
    }

    #[test]
    fn a_forecast_is_worse_the_further_it_looks_and_better_than_yesterday() {
        for area in ["SCE", "PGE"] {
            let rows: Vec<_> = FORECAST_ERRORS.iter().filter(|it| it.area == area).collect();
            assert_eq!(rows.iter().map(|it| it.lead_h).collect::<Vec<_>>(), [1.0, 2.0, 3.0]);
            assert!(rows.windows(2).all(|it| it[0].rmse_g_per_kwh <= it[1].rmse_g_per_kwh));
            assert!(rows.iter().all(|it| it.mae_g_per_kwh < it.yesterday_mae_g_per_kwh));
        }
    }

    #[test]
    fn hostile_bytes_are_refused() {
        let record = Record::of(2022).unwrap();
        let (_, bytes) = PACKED.iter().find(|(name, _)| *name == "us-2022.bin").unwrap();
        let read = |bytes: &[u8]| GridYear::unpack(record, 2022, bytes).err();
        assert_eq!(read(bytes), None);
        assert_eq!(read(&[]), Some(UnpackError::Ended { zone: 0, hour: 0 }));
        let long = [&bytes[..], &[0, 0]].concat();
        assert_eq!(read(&long), Some(UnpackError::TooMany { bytes: 2 }));
        // The last zone lacks its last hour alone: one run, so many hours on, of one hour.
        assert_eq!(read(&bytes[..bytes.len() - 1]), Some(UnpackError::NoHours { zone: 7 }));
        for (place, value) in [(1, 0), (1, 2), (2, 127)] {
            let mut other = bytes.to_vec();
            let at = other.len() - place;
            other[at] = value;
            assert_eq!(read(&other), Some(UnpackError::NoHours { zone: 7 }), "{place} {value}");
        }
        let hours = bytes.len() - 8 * 2;
        assert!(matches!(read(&bytes[..hours / 2]), Some(UnpackError::Ended { zone: 3, .. })));
        // Below 0, above 2000, and a varint without an end.
        for start in [&[1][..], &[0xa2, 0x1f], &[0xff; 9]] {
            assert_eq!(read(start), Some(UnpackError::NoIntensity { zone: 0, hour: 0 }));
        }
        let none = UnpackError::NoYear { record: "us", year: 2020 };
        assert_eq!(GridYear::unpack(record, 2020, bytes).err(), Some(none));
    }

    proptest! {
        #[test]
        fn no_bytes_break_the_reader(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
            let record = Record::of(2022).unwrap();
            prop_assert!(GridYear::unpack(record, 2022, &bytes).is_err());
        }
    }
}
