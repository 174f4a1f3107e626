//! Packs the hourly grids of `src/data/day`: a file a record and year, for who asks for that year
//! (`build.rs` for the programs, `cargo xtask finish-dist` for the page).
//!
//! A file holds, zone after zone, the year's hours as differences to the hour before, the first to 0,
//! each as a zigzag varint: 2d for d ≥ 0, −2d − 1 otherwise, seven bits a byte, the low ones first. Behind
//! all zones stands, zone after zone, which of these hours the table lacks: how many runs there are, and of
//! each how many hours it begins behind the one before, and how many it has, as varints.
//! `src/data/day.rs` unpacks it.

use std::path::Path;

/// A year of a record, packed.
pub struct Packed {
    /// Of its file: `europe-2020.bin`.
    pub name: String,
    pub bytes: Vec<u8>,
}

/// The zones of a record, and its years.
pub type Record = (Vec<String>, Vec<Packed>);

/// All records of a folder, in the order of its `records.csv`: the zones and the packed years of each.
pub fn read(folder: &Path) -> Result<Vec<Record>, String> {
    let table = folder.join("records.csv");
    let text =
        std::fs::read_to_string(&table).map_err(|error| format!("{}: {error}", table.display()))?;
    let named = |line: &str| {
        let mut cells = line.split(',');
        Some((cells.next()?.to_string(), cells.next()?.to_string()))
    };
    let rows = text.lines().skip(1).filter_map(named);
    rows.map(|(record, file)| pack(&record, &folder.join(file))).collect()
}

/// Reads a table of hours (UTC, then a column a zone) and packs its years; missing hours are filled
/// linearly, and named. Gives the zones and the packed years.
fn pack(record: &str, file: &Path) -> Result<Record, String> {
    let at = |what: String| format!("{}: {what}", file.display());
    let text = std::fs::read_to_string(file).map_err(|error| at(error.to_string()))?;
    let mut lines = text.lines();
    let header = lines.next().unwrap_or_default();
    let zones: Vec<String> = header.split(',').skip(1).map(str::to_string).collect();
    let (mut starts, mut columns) = (Vec::new(), vec![Vec::new(); zones.len()]);
    for (number, line) in lines.enumerate() {
        let mut cells = line.split(',');
        starts.push(cells.next().unwrap_or_default());
        for column in &mut columns {
            let cell = cells.next().ok_or_else(|| at(format!("line {}: too short", number + 2)))?;
            column.push(match cell {
                "" => None,
                cell => {
                    let read = cell.parse::<u16>().ok().filter(|it| *it <= 2000);
                    Some(read.ok_or_else(|| at(format!("line {}: {cell:?}", number + 2)))?)
                }
            });
        }
    }
    let full = columns.iter().map(|it| filled(it)).collect::<Option<Vec<_>>>();
    let full = full.ok_or_else(|| at("a zone without any hour".to_string()))?;
    let mut packed = Vec::new();
    let mut from = 0;
    while from < starts.len() {
        let year = starts[from].get(..4).and_then(|it| it.parse::<u16>().ok());
        let year = year.ok_or_else(|| at(format!("no year in {:?}", starts[from])))?;
        let to = from + 24 * days(year);
        let hour = |index: usize| format!("{year}-{}", month_day_hour(year, index));
        for (index, start) in starts.iter().skip(from).take(to - from).enumerate() {
            if *start != hour(index) {
                return Err(at(format!("{start} where {} is due", hour(index))));
            }
        }
        if to > starts.len() {
            return Err(at(format!("{year} ends too early")));
        }
        let mut bytes = Vec::new();
        for column in &full {
            let mut before = 0;
            for &value in &column[from..to] {
                let step = i32::from(value) - before;
                before = i32::from(value);
                push(&mut bytes, ((step << 1) ^ (step >> 31)) as u32);
            }
        }
        for column in &columns {
            let runs = missing(&column[from..to]);
            push(&mut bytes, runs.len() as u32);
            let mut end = 0;
            for (first, hours) in runs {
                push(&mut bytes, (first - end) as u32);
                push(&mut bytes, hours as u32);
                end = first + hours;
            }
        }
        packed.push(Packed { name: format!("{record}-{year}.bin"), bytes });
        from = to;
    }
    Ok((zones, packed))
}

/// Adds a varint.
fn push(bytes: &mut Vec<u8>, mut left: u32) {
    while left >= 0x80 {
        bytes.push(left as u8 | 0x80);
        left >>= 7;
    }
    bytes.push(left as u8);
}

/// Runs of what is missing: the first of each, and how many.
fn missing(column: &[Option<u16>]) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for (index, _) in column.iter().enumerate().filter(|(_, value)| value.is_none()) {
        match runs.last_mut() {
            Some((first, hours)) if *first + *hours == index => *hours += 1,
            _ => runs.push((index, 1)),
        }
    }
    runs
}

/// With what is missing on the line between its neighbours; none where nothing is there.
fn filled(column: &[Option<u16>]) -> Option<Vec<u16>> {
    let mut out = Vec::with_capacity(column.len());
    let mut before: Option<(usize, u16)> = None;
    for (index, value) in column.iter().enumerate() {
        out.push(match value {
            Some(value) => {
                before = Some((index, *value));
                *value
            }
            None => {
                let after = (index..column.len()).find_map(|it| Some((it, column[it]?)));
                match (before, after) {
                    (Some((i, low)), Some((j, high))) => {
                        let share = (index - i) as f64 / (j - i) as f64;
                        (f64::from(low) + share * (f64::from(high) - f64::from(low))).round() as u16
                    }
                    (Some((_, value)), None) | (None, Some((_, value))) => value,
                    (None, None) => return None,
                }
            }
        });
    }
    Some(out)
}

fn days(year: u16) -> usize {
    if leap(year) { 366 } else { 365 }
}

fn leap(year: u16) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

/// `MM-DDTHH:00Z` of an hour of a year.
fn month_day_hour(year: u16, hour: usize) -> String {
    let lengths = [31, if leap(year) { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let (mut day, mut month) = (hour / 24, 0);
    while day >= lengths[month] {
        day -= lengths[month];
        month += 1;
    }
    format!("{:02}-{:02}T{:02}:00Z", month + 1, day + 1, hour % 24)
}
