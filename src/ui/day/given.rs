//! What a day is given: read from what a link says of it, and written back there.
//!
//! One value out of range is named and left at its default; the rest is kept.

use crate::data::day::{GridYear, HOURS, LOADS, Load, RECORDS, Record, days_of, is_leap};
use crate::day::{self, Forecast, Grids, Setting, Site as DaySite, Today};
use crate::link::day::{GIVEN, Written};
use crate::math::decimal;
use crate::scenario::{Allowed, Scenario, ScenarioError, Span};

/// Sites beside home.
pub const MOST_SITES: usize = 4;
/// Room of a site that is added, as a share of the load's peak.
const ROOM: f64 = 0.6;

pub const SHARE: Span = Span::real(0.0, 1.0, "1");
pub const ROOMS: Span = Span::real(0.0, 10.0, "1");
pub const WAIT_HOURS: Span = Span::integer(0.0, HOURS as f64);
pub const ANSWERS: Span = Span::integer(1.0, 1e9);

/// A day of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    pub year: u16,
    /// From 0.
    pub day: usize,
}

impl Date {
    /// `2020-07-27`; none that no record holds.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let mut next = |digits: usize| {
            let part = parts.next().filter(|it| it.len() == digits)?;
            part.bytes().all(|it| it.is_ascii_digit()).then(|| part.parse::<u16>().ok())?
        };
        let (year, month, day) = (next(4)?, next(2)?, next(2)?);
        if parts.next().is_some() {
            return None;
        }
        let (month, day) = (usize::from(month), usize::from(day));
        let months = months(year);
        let length = *months.get(month.checked_sub(1)?)?;
        Record::of(year)?;
        (1..=length)
            .contains(&day)
            .then(|| Self { year, day: months[..month - 1].iter().sum::<usize>() + day - 1 })
    }

    /// Month and day of it, both from 1.
    pub fn month_day(self) -> (usize, usize) {
        let (mut month, mut day) = (0, self.day);
        let months = months(self.year);
        while month < 11 && day >= months[month] {
            day -= months[month];
            month += 1;
        }
        (month + 1, day + 1)
    }

    pub fn text(self) -> String {
        let (month, day) = self.month_day();
        format!("{}-{month:02}-{day:02}", self.year)
    }

    /// The day after it, or before it, where its record has one.
    pub fn beside(self, after: bool) -> Option<Self> {
        let record = Record::of(self.year)?;
        let Self { year, day } = self;
        let next = match (after, day) {
            (true, _) if day + 1 < days_of(year) => Self { year, day: day + 1 },
            (true, _) => Self { year: year + 1, day: 0 },
            (false, 0) => Self { year: year - 1, day: days_of(year - 1) - 1 },
            (false, _) => Self { year, day: day - 1 },
        };
        (record.first_year..=record.last_year).contains(&next.year).then_some(next)
    }
}

fn months(year: u16) -> [usize; 12] {
    [31, if is_leap(year) { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
}

/// A site beside home.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Site {
    pub zone: &'static str,
    /// As a share of the load's peak.
    pub room: f64,
}

/// Who plans.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Rule {
    Home,
    Cleanest,
    Forecast,
    #[default]
    Best,
}

impl Rule {
    pub const ALL: [Self; 4] = [Self::Home, Self::Cleanest, Self::Forecast, Self::Best];

    pub const fn word(self) -> &'static str {
        ["home", "cleanest", "forecast", "best"][self as usize]
    }
}

/// All of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Given {
    pub date: Date,
    pub home: &'static str,
    pub sites: Vec<Site>,
    pub wait_share: f64,
    pub wait_hours: f64,
    /// What the scene asks for where it is none.
    pub qoe_day: Option<f64>,
    /// A tenth below the mean where it is none.
    pub qoe_floor: Option<f64>,
    pub answers: f64,
    /// A shape of [`LOADS`], the first of its days.
    pub load: &'static str,
    pub rule: Rule,
    pub forecast: Forecast,
}

impl Default for Given {
    fn default() -> Self {
        Self::of_year(Date { year: 2020, day: 208 })
    }
}

impl Given {
    /// The default in the record of that day.
    pub fn of_year(date: Date) -> Self {
        let (home, sites): (_, &[(&str, f64)]) = match Record::of(date.year).map(|it| it.name) {
            Some("us") => ("PJM", &[("CISO", ROOM), ("NYIS", ROOM), ("BPAT", 0.3)]),
            Some("world") => ("DE-LU", &[("GB", ROOM), ("US-CAL-CISO", ROOM), ("CA-ON", 0.3)]),
            _ => ("DE", &[("GB", ROOM), ("DK", ROOM), ("FR", 0.3)]),
        };
        let sites = sites.iter().map(|&(zone, room)| Site { zone, room }).collect();
        Self {
            date,
            home,
            sites,
            wait_share: 0.3,
            wait_hours: 6.0,
            qoe_day: None,
            qoe_floor: None,
            answers: 100_000.0,
            load: LOADS[0].shape,
            rule: Rule::default(),
            forecast: Forecast::Yesterday,
        }
    }

    /// The record that holds the day.
    pub fn record(&self) -> &'static Record {
        Record::of(self.date.year).unwrap_or(&RECORDS[0])
    }

    /// Goes to another day; one of another record brings its own zones.
    pub fn go_to(&mut self, date: Date) {
        let Self { home, sites, .. } = Self::of_year(date);
        let (before, after) = (self.record().name, Record::of(date.year).map(|it| it.name));
        self.date = date;
        if after != Some(before) {
            (self.home, self.sites) = (home, sites);
        }
    }

    /// Answers are asked for there; a site that was there makes room for the former home.
    pub fn move_home(&mut self, zone: &'static str) {
        let before = std::mem::replace(&mut self.home, zone);
        for site in &mut self.sites {
            if site.zone == zone {
                site.zone = before;
            }
        }
    }

    /// Another site, the first that is neither there nor home.
    pub fn add(&mut self, zone: &'static str) {
        if self.sites.len() < MOST_SITES {
            self.sites.push(Site { zone, room: ROOM });
        }
    }

    /// Zones of the record that are not there yet.
    pub fn others(&self) -> Vec<&'static str> {
        let here = |zone: &&str| *zone == self.home || self.sites.iter().any(|it| it.zone == *zone);
        self.record().zones.iter().copied().filter(|zone| !here(zone)).collect()
    }

    /// Quality in the mean, and that of each answer at least.
    pub fn quality(&self, scenario: &Scenario) -> (f64, f64) {
        let mean = self.qoe_day.unwrap_or(scenario.qoe_min);
        (mean, self.qoe_floor.unwrap_or(mean - 0.1).clamp(0.0, mean))
    }

    /// The load that is given: where several days were measured, one in the middle of the week.
    pub fn load(&self) -> &'static Load {
        let mut days = LOADS.iter().filter(|it| it.shape == self.load);
        let first = days.next().unwrap_or(&LOADS[0]);
        days.find(|it| it.date == MEASURED_DAY).unwrap_or(first)
    }

    /// What the science plans by, whatever the date.
    pub fn setting(&self, scenario: &Scenario) -> Setting {
        let (qoe_day, qoe_floor) = self.quality(scenario);
        let site = |it: &Site| DaySite {
            capacity: it.room,
            extra_rtt_s: way_s(self.home, it.zone).min(60.0 - scenario.rtt_s).max(0.0),
        };
        Setting {
            sites: self.sites.iter().map(site).collect(),
            load: self.load().mean1,
            answers: self.answers,
            wait_share: self.wait_share,
            wait_hours: self.wait_hours as u32,
            qoe_day,
            qoe_floor,
            ..Setting::of(scenario.clone(), self.sites.len())
        }
    }

    /// A day of a year that was fetched, with the day before where that is of the same year.
    pub fn today(&self, year: &GridYear, date: Date) -> Option<Today> {
        let of = |date: Date| (date.year == year.year).then(|| self.grids(year, date.day))?;
        Some(Today {
            date: day::Date::of(date.year, date.day)?,
            grids: of(date)?,
            yesterday: date.beside(false).and_then(of),
        })
    }

    /// The grids of home and sites on a day of a year, from 0.
    fn grids(&self, year: &GridYear, day: usize) -> Option<Grids> {
        let zones = [self.home].into_iter().chain(self.sites.iter().map(|it| it.zone));
        let hours = zones.map(|code| year.day(year.record.zone(code)?, day));
        Some(Grids { g_per_kwh: hours.collect::<Option<_>>()? })
    }

    /// Reads what a link says, and names what of it is not usable.
    pub fn read(written: &Written) -> (Self, Vec<ScenarioError>) {
        let mut issues = Vec::new();
        let find = |name: &str| written.pairs().find(|(it, _)| *it == name).map(|(_, it)| it);
        let refused = |name: &str, value: &str, allowed: Allowed| {
            ScenarioError::range(&format!("{GIVEN}{name}"), value, allowed)
        };
        let mut given = Self::default();
        // First, since it says which zones there are.
        if let Some(text) = find("date") {
            match Date::parse(text) {
                Some(date) => given = Self::of_year(date),
                None => issues.push(refused("date", text, Allowed::Exactly(dates()))),
            }
        }
        for (name, value) in written.pairs() {
            let number = |span: Span| {
                let read = decimal::read(value).filter(|it| span.holds(*it));
                read.ok_or_else(|| refused(name, value, span.into()))
            };
            let word = |words: Vec<&'static str>| {
                let place = words.iter().position(|it| *it == value);
                place.ok_or_else(|| refused(name, value, Allowed::OneOf(words)))
            };
            let zones = given.record().zones;
            let read = match name {
                "date" => Ok(()),
                "home" => word(zones.to_vec()).map(|it| given.move_home(zones[it])),
                "sites" => match read_sites(value, &given) {
                    Some(sites) => {
                        given.sites = sites;
                        Ok(())
                    }
                    None => Err(refused(name, value, Allowed::Exactly(sites_allowed(zones)))),
                },
                "wait_share" => number(SHARE).map(|it| given.wait_share = it),
                "wait_hours" => number(WAIT_HOURS).map(|it| given.wait_hours = it),
                "qoe_day" => number(SHARE).map(|it| given.qoe_day = Some(it)),
                "qoe_floor" => number(SHARE).map(|it| given.qoe_floor = Some(it)),
                "answers" => number(ANSWERS).map(|it| given.answers = it),
                "load" => word(shapes()).map(|it| given.load = shapes()[it]),
                "rule" => {
                    word(Rule::ALL.map(Rule::word).to_vec()).map(|it| given.rule = Rule::ALL[it])
                }
                "forecast" => word(Forecast::ALL.map(Forecast::word).to_vec())
                    .map(|it| given.forecast = Forecast::ALL[it]),
                _ => Err(ScenarioError::UnknownField { field: format!("{GIVEN}{name}") }),
            };
            issues.extend(read.err());
        }
        // Home is a site of its own.
        let home = given.home;
        given.sites.retain(|it| it.zone != home);
        (given, issues)
    }

    /// As a link says it: what differs from the default.
    pub fn written(&self) -> Written {
        let mut written = Written::default();
        let fresh = Self::default();
        if self.date != fresh.date {
            written.take("date", &self.date.text());
        }
        let mut of_record = Self::of_year(self.date);
        if self.home != of_record.home {
            written.take("home", self.home);
            of_record.move_home(self.home);
        }
        if self.sites != of_record.sites {
            let sites = self.sites.iter().map(|it| format!("{}:{}", it.zone, it.room));
            written.take("sites", &sites.collect::<Vec<_>>().join(","));
        }
        for (name, value, default) in [
            ("wait_share", Some(self.wait_share), Some(fresh.wait_share)),
            ("wait_hours", Some(self.wait_hours), Some(fresh.wait_hours)),
            ("qoe_day", self.qoe_day, fresh.qoe_day),
            ("qoe_floor", self.qoe_floor, fresh.qoe_floor),
            ("answers", Some(self.answers), Some(fresh.answers)),
        ] {
            if let Some(value) = value.filter(|_| value != default) {
                written.take(name, &value.to_string());
            }
        }
        for (name, word, default) in [
            ("load", self.load, fresh.load),
            ("rule", self.rule.word(), fresh.rule.word()),
            ("forecast", self.forecast.word(), fresh.forecast.word()),
        ] {
            if word != default {
                written.take(name, word);
            }
        }
        written
    }
}

/// Of the measured days a Wednesday.
const MEASURED_DAY: &str = "2024-05-15";
/// What the way to another site adds to a round trip, s: on the same continent, and to another one.
/// Assumptions.
const NEAR_S: f64 = 0.02;
const FAR_S: f64 = 0.15;

/// What the way from home to a site adds to a round trip, s.
fn way_s(home: &str, zone: &str) -> f64 {
    if continent(home) == continent(zone) { NEAR_S } else { FAR_S }
}

/// Of a zone of the record that spans several; zones of others lie on one.
fn continent(zone: &str) -> u8 {
    match zone.split('-').next() {
        Some("AU") => 1,
        Some("BR" | "CL") => 2,
        Some("CA" | "US") => 3,
        Some("DE" | "GB" | "FR" | "ES" | "PL" | "DK" | "IT" | "NL") => 4,
        Some("IN" | "JP" | "KR" | "SG") => 5,
        Some("ZA") => 6,
        _ => 0,
    }
}

/// The shapes of a load, each once.
pub fn shapes() -> Vec<&'static str> {
    let mut shapes: Vec<&str> = LOADS.iter().map(|load| load.shape).collect();
    shapes.dedup();
    shapes
}

/// `GB:0.6,DK:1`; nothing for none. Each zone once.
fn read_sites(text: &str, given: &Given) -> Option<Vec<Site>> {
    let zones = given.record().zones;
    let mut sites: Vec<Site> = Vec::new();
    for part in text.split(',').filter(|it| !it.is_empty()) {
        let (zone, room) = part.split_once(':')?;
        let zone = *zones.iter().find(|it| **it == zone)?;
        let room = decimal::read(room).filter(|it| ROOMS.holds(*it))?;
        if sites.len() == MOST_SITES || sites.iter().any(|it| it.zone == zone) {
            return None;
        }
        sites.push(Site { zone, room });
    }
    Some(sites)
}

fn sites_allowed(zones: &[&str]) -> String {
    format!("zone:0…10, 0 to {MOST_SITES} of {}", zones.join(" "))
}

/// `2017-01-01…2020-12-31, …`.
fn dates() -> String {
    let of = |it: &Record| format!("{}-01-01…{}-12-31", it.first_year, it.last_year);
    RECORDS.iter().map(of).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(pairs: &[(&str, &str)]) -> Written {
        let mut day = Written::default();
        pairs.iter().for_each(|(name, value)| day.take(name, value));
        day
    }

    #[test]
    fn the_default_is_no_word_of_a_link_and_comes_back_from_none() {
        let given = Given::default();
        assert_eq!(given.written(), Written::default());
        assert_eq!(Given::read(&Written::default()), (given.clone(), vec![]));
        assert_eq!(given.date.text(), "2020-07-27");
    }

    #[test]
    fn whatever_is_set_comes_back() {
        for date in ["2017-01-01", "2020-02-29", "2022-12-31", "2023-06-15"] {
            let mut given = Given::of_year(Date::parse(date).unwrap());
            assert_eq!(Given::read(&given.written()), (given.clone(), vec![]), "{date}");
            let zones = given.record().zones;
            assert!(zones.contains(&given.home));
            assert!(given.sites.iter().all(|it| zones.contains(&it.zone)));
            let before = given.home;
            given.move_home(given.sites[1].zone);
            assert_eq!(given.sites[1].zone, before);
            given.add(given.others()[0]);
            given.sites.remove(0);
            given.sites[0].room = 0.05;
            (given.wait_share, given.wait_hours) = (0.0, 23.0);
            (given.qoe_day, given.qoe_floor, given.answers) = (Some(0.72), Some(0.0), 1.0);
            given.load = "coding";
            (given.rule, given.forecast) = (Rule::Home, Forecast::Bent);
            assert_eq!(Given::read(&given.written()), (given.clone(), vec![]), "{date}");
            given.sites.clear();
            assert_eq!(Given::read(&given.written()), (given, vec![]), "{date}");
        }
    }

    #[test]
    fn a_hostile_value_is_named_and_the_rest_is_kept() {
        let long = "9".repeat(500);
        for (name, value) in [
            ("date", "2021-01-01"),
            ("date", "2020-02-30"),
            ("date", "2020-7-27"),
            ("date", "+020-01-01"),
            ("date", "2020-01-01-01"),
            ("home", "XX"),
            ("sites", "GB"),
            ("sites", "GB:-1"),
            ("sites", "GB:0.5,GB:0.6"),
            ("sites", "GB:1,FR:1,ES:1,PL:1,IT:1"),
            ("sites", "US:1"),
            ("wait_share", "1.1"),
            ("wait_hours", "25"),
            ("wait_hours", "2.5"),
            ("qoe_day", "NaN"),
            ("qoe_floor", ""),
            ("answers", long.as_str()),
            ("load", "_b_"),
            ("rule", "agent"),
            ("forecast", "oracle"),
            ("colour", "red"),
        ] {
            let (given, issues) = Given::read(&written(&[(name, value), ("qoe_floor", "0.4")]));
            let [issue, ..] = &issues[..] else { panic!("{name}={value} was taken") };
            assert_eq!(issue.field(), Some(format!("day.{name}").as_str()), "{issue}");
            let fresh = Given { qoe_floor: Some(0.4), ..Given::default() };
            assert_eq!(given, fresh, "{name}={value}");
        }
    }

    #[test]
    fn days_follow_each_other_over_the_years_of_a_record() {
        let date = |text| Date::parse(text).unwrap();
        let beside = |text, after| date(text).beside(after).map(Date::text);
        assert_eq!(beside("2019-12-31", true).as_deref(), Some("2020-01-01"));
        assert_eq!(beside("2020-03-01", false).as_deref(), Some("2020-02-29"));
        assert_eq!(beside("2017-01-01", false), None);
        assert_eq!(beside("2020-12-31", true), None);
        assert_eq!(beside("2022-12-31", true), None, "another record");
        let mut given = Given::default();
        given.sites[0].room = 0.1;
        let mut moved = given.clone();
        moved.go_to(date("2018-05-05"));
        assert_eq!((moved.home, &moved.sites), (given.home, &given.sites));
        moved.go_to(date("2023-05-05"));
        assert_eq!(moved.home, "DE-LU");
        for day in 0..366 {
            let date = Date { year: 2020, day };
            assert_eq!(Date::parse(&date.text()), Some(date));
        }
    }
}
