//! What a day is given: read from the words that a link has of it, and written in them.
//!
//! One value out of range is named and left at its default; the rest is kept.

mod aim;
mod machines;

pub use aim::{Aim, Open, Opened};
pub use machines::{Assumed, Which};

use super::{Date, Drawn, Forecast, Grids, PARTS, Setting, Site as DaySite, Today, floor_below};
use crate::data::day::{GridYear, HOURS, LOADS, Load, RECORDS, Record};
use crate::math;
use crate::math::decimal;
use crate::scenario::{Allowed, Scenario, ScenarioError, Span};

/// What stands before each of its words in a link.
pub const GIVEN: &str = "day.";
/// Names of its words; those of [`Which`] and of [`Aim`] beside them.
pub const NAMES: [&str; 12] = [
    "date",
    "home",
    "sites",
    "wait_share",
    "wait_hours",
    "qoe_day",
    "qoe_floor",
    "answers",
    "load",
    "rule",
    "forecast",
    "drawn",
];

/// Sites beside home.
pub const MOST_SITES: usize = Setting::MOST_SITES;
/// Room of a site that is added.
const ROOM: f64 = DaySite::ROOM;

pub const ROOMS: Span = Span::real(0.0, 10.0, "1");
pub const ANSWERS: Span = Span::integer(1.0, 1e9);

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
    /// When those that can wait are computed, as somebody has drawn it.
    pub drawn: Option<Drawn>,
    pub machines: Assumed,
    /// What an assignment asks of it.
    pub aim: Option<Aim>,
}

impl Default for Given {
    fn default() -> Self {
        Self::of_year(Date { year: 2020, month: 7, day: 27 })
    }
}

impl Given {
    /// The default in the record of that day.
    pub fn of_year(date: Date) -> Self {
        let (home, sites): (_, &[&str]) = match Record::of(date.year).map(|it| it.name) {
            Some("us") => ("PJM", &["CISO", "NYIS", "BPAT"]),
            Some("world") => ("DE-LU", &["GB", "US-CAL-CISO", "CA-ON"]),
            _ => ("DE", &["GB", "DK", "FR"]),
        };
        let sites = sites.iter().map(|&zone| Site { zone, room: ROOM }).collect();
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
            drawn: None,
            machines: Assumed::default(),
            aim: None,
        }
    }

    /// Who plans, as the science has it.
    pub fn planned_by(&self) -> super::Rule {
        match self.rule {
            Rule::Home => super::Rule::Home,
            Rule::Cleanest => super::Rule::Cleanest,
            Rule::Forecast => super::Rule::Forecast(self.forecast),
            Rule::Best => super::Rule::Best,
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

    /// What a link can say of a day that is planned at those zones, home first; none where something of it
    /// is no word of a link, as a load or a way of its own.
    pub fn of(zones: &[&str], setting: &Setting, date: Date, rule: super::Rule) -> Option<Self> {
        let scenario = &setting.scenario;
        let mut given = Self::of_year(date);
        let known = given.record().zones;
        let code = |zone: &str| known.iter().copied().find(|it| *it == zone);
        let (home, beside) = zones.split_first()?;
        given.home = code(home)?;
        let site =
            |(zone, it): (&&str, &DaySite)| Some(Site { zone: code(zone)?, room: it.capacity });
        given.sites = beside.iter().zip(&setting.sites).map(site).collect::<Option<_>>()?;
        (given.rule, given.forecast) = match rule {
            super::Rule::Home => (Rule::Home, given.forecast),
            super::Rule::Cleanest => (Rule::Cleanest, given.forecast),
            super::Rule::Forecast(forecast) => (Rule::Forecast, forecast),
            super::Rule::Best => (Rule::Best, given.forecast),
        };
        let shape =
            |load: &&'static str| Self { load, ..given.clone() }.load().mean1 == setting.load;
        given.load = shapes().into_iter().find(shape)?;
        (given.wait_share, given.wait_hours) = (setting.wait_share, f64::from(setting.wait_hours));
        let (mean, floor) = (setting.qoe_day, setting.qoe_floor);
        given.qoe_day = (mean != scenario.qoe_min).then_some(mean);
        given.qoe_floor = (floor != floor_below(mean)).then_some(floor);
        given.answers = setting.answers;
        let words = given.words();
        let read = Self::read(words.iter().map(|(name, value)| (*name, value.as_str())));
        (read == (given.clone(), Vec::new()) && given.setting(scenario) == *setting)
            .then_some(given)
    }

    /// Answers are asked for there. Sites that nobody chose become those near by; of others, one that was
    /// there makes room for the former home.
    pub fn move_home(&mut self, zone: &'static str) {
        let fresh = Self::of_year(self.date);
        let nobody_chose = self.sites == self.near(self.home)
            || (self.home, &self.sites) == (fresh.home, &fresh.sites);
        if nobody_chose {
            let sites = if zone == fresh.home { fresh.sites } else { self.near(zone) };
            (self.home, self.sites) = (zone, sites);
        } else {
            self.swap_home(zone);
        }
    }

    /// The sites near by a zone, as the command line takes them.
    fn near(&self, zone: &str) -> Vec<Site> {
        let zones = self.record().neighbours(zone).into_iter();
        zones.map(|zone| Site { zone, room: ROOM }).collect()
    }

    /// What a link means that says where home is, and no sites.
    fn swap_home(&mut self, zone: &'static str) {
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

    /// Codes of home and sites.
    pub fn zones(&self) -> Vec<&'static str> {
        [self.home].into_iter().chain(self.sites.iter().map(|it| it.zone)).collect()
    }

    /// Quality in the mean, and that of each answer at least.
    pub fn quality(&self, scenario: &Scenario) -> (f64, f64) {
        let mean = self.qoe_day.unwrap_or(scenario.qoe_min);
        (mean, math::clamp(self.qoe_floor.unwrap_or(floor_below(mean)), 0.0, mean))
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
            extra_rtt_s: way_s(self.home, it.zone, scenario),
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
        let of =
            |date: Date| (date.year == year.year).then(|| self.grids(year, date.day_of_year()))?;
        Some(Today { date, grids: of(date)?, yesterday: date.beside(false).and_then(of) })
    }

    /// The grids of home and sites on a day of a year, from 0.
    fn grids(&self, year: &GridYear, day: usize) -> Option<Grids> {
        let hours = self.zones().into_iter().map(|code| year.day(year.record.zone(code)?, day));
        Some(Grids { g_per_kwh: hours.collect::<Option<_>>()? })
    }

    /// Reads names and values, and names what of them is not usable.
    pub fn read<'a>(
        words: impl Iterator<Item = (&'a str, &'a str)> + Clone,
    ) -> (Self, Vec<ScenarioError>) {
        let mut issues = Vec::new();
        let find = |name: &str| words.clone().find(|(it, _)| *it == name).map(|(_, it)| it);
        let refused = |name: &str, value: &str, allowed: Allowed| {
            ScenarioError::range(&format!("{GIVEN}{name}"), value, allowed)
        };
        let mut given = Self::default();
        // First, since it says which zones there are.
        if let Some(text) = find("date") {
            match read_date(text) {
                Ok(date) => given = Self::of_year(date),
                Err(refused) => issues.push(refused),
            }
        }
        for (name, value) in words.clone() {
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
                "date" | Aim::OPEN | Aim::AT_MOST => Ok(()),
                "home" => word(zones.to_vec()).map(|it| given.swap_home(zones[it])),
                "sites" => match read_sites(value, &given) {
                    Some(sites) => {
                        given.sites = sites;
                        Ok(())
                    }
                    None => Err(refused(name, value, Allowed::Exactly(sites_allowed(zones)))),
                },
                "wait_share" => number(Setting::SHARE).map(|it| given.wait_share = it),
                "wait_hours" => number(Setting::WAIT_HOURS).map(|it| given.wait_hours = it),
                "qoe_day" => number(Setting::SHARE).map(|it| given.qoe_day = Some(it)),
                "qoe_floor" => number(Setting::SHARE).map(|it| given.qoe_floor = Some(it)),
                "answers" => number(ANSWERS).map(|it| given.answers = it),
                "load" => word(shapes()).map(|it| given.load = shapes()[it]),
                "rule" => {
                    word(Rule::ALL.map(Rule::word).to_vec()).map(|it| given.rule = Rule::ALL[it])
                }
                "forecast" => word(Forecast::ALL.map(Forecast::word).to_vec())
                    .map(|it| given.forecast = Forecast::ALL[it]),
                "drawn" => match read_drawn(value) {
                    Some(drawn) => {
                        given.drawn = Some(drawn);
                        Ok(())
                    }
                    None => Err(refused(name, value, Allowed::Exactly(drawn_allowed()))),
                },
                _ => match Which::ALL.into_iter().find(|it| it.word() == name) {
                    Some(which) => number(which.allowed()).map(|it| given.machines.set(which, it)),
                    None => Err(ScenarioError::UnknownField { field: format!("{GIVEN}{name}") }),
                },
            };
            issues.extend(read.err());
        }
        // Home is a site of its own.
        let home = given.home;
        given.sites.retain(|it| it.zone != home);
        match Aim::read(find(Aim::OPEN), find(Aim::AT_MOST)) {
            Ok(aim) => given.aim = aim,
            Err(refused) => issues.push(refused),
        }
        (given, issues)
    }

    /// One of [`NAMES`] as a link says it; nothing where none is given.
    pub fn word(&self, name: &str) -> String {
        let number = |it: Option<f64>| it.map(|it| it.to_string()).unwrap_or_default();
        match name {
            "date" => self.date.to_string(),
            "home" => self.home.to_string(),
            "sites" => {
                let sites = self.sites.iter().map(|it| format!("{}:{}", it.zone, it.room));
                sites.collect::<Vec<_>>().join(",")
            }
            "wait_share" => self.wait_share.to_string(),
            "wait_hours" => self.wait_hours.to_string(),
            "qoe_day" => number(self.qoe_day),
            "qoe_floor" => number(self.qoe_floor),
            "answers" => self.answers.to_string(),
            "load" => self.load.to_string(),
            "rule" => self.rule.word().to_string(),
            "forecast" => self.forecast.word().to_string(),
            "drawn" => {
                let parts = self.drawn.iter().flatten().map(|it| it.to_string());
                parts.collect::<Vec<_>>().join(",")
            }
            _ => String::new(),
        }
    }

    /// What differs from the default, by name.
    pub fn words(&self) -> Vec<(&'static str, String)> {
        let mut of_record = Self::of_year(self.date);
        let home = of_record.home;
        of_record.swap_home(self.home);
        let fresh = |name: &str| match name {
            "date" => Self::default().word(name),
            "home" => home.to_string(),
            _ => of_record.word(name),
        };
        let own = NAMES.into_iter().map(|name| (name, self.word(name)));
        let mut words: Vec<_> = own.filter(|(name, value)| *value != fresh(name)).collect();
        words.extend(self.machines.words());
        words.extend(self.aim.iter().flat_map(Aim::words));
        words
    }
}

/// Of the measured days a Wednesday.
const MEASURED_DAY: &str = "2024-05-15";
/// What the way to another site adds to a round trip, s: on the same continent, and to another one.
/// Assumptions.
const NEAR_S: f64 = DaySite::WAY_S;
const FAR_S: f64 = 0.15;

/// What the way from home to a site adds to the round trip of a scenario, s.
pub fn way_s(home: &str, zone: &str, scenario: &Scenario) -> f64 {
    let way_s = if continent(home) == continent(zone) { NEAR_S } else { FAR_S };
    way_s.min(60.0 - scenario.rtt_s).max(0.0)
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

/// `0,12,…`: a number for each hour.
fn read_drawn(text: &str) -> Option<Drawn> {
    let mut drawn = [0; HOURS];
    let mut parts = text.split(',');
    for hour in &mut drawn {
        *hour = parts.next()?.parse().ok().filter(|it| *it <= PARTS)?;
    }
    let sum: u16 = drawn.iter().fold(0, |sum: u16, it| sum.saturating_add(*it));
    (parts.next().is_none() && sum == PARTS).then_some(drawn)
}

fn drawn_allowed() -> String {
    format!("{HOURS}×0…{PARTS}, Σ = {PARTS}")
}

fn sites_allowed(zones: &[&str]) -> String {
    format!("zone:0…10, 0 to {MOST_SITES} of {}", zones.join(" "))
}

/// A day that a record holds.
///
/// # Errors
/// It is none; names those that are.
pub fn read_date(text: &str) -> Result<Date, ScenarioError> {
    let date = Date::read(text).ok().filter(|it| Record::of(it.year).is_some());
    let wrong = || ScenarioError::range(&format!("{GIVEN}date"), text, Allowed::Exactly(dates()));
    date.ok_or_else(wrong)
}

/// Whether more keys are to come: a box for dates has a year from its first digit on, 0002 on the way to
/// 2019, and is empty while a part of it is.
pub fn is_half_typed(text: &str) -> bool {
    text.is_empty() || text.starts_with('0')
}

/// `2017-01-01…2020-12-31, …`.
fn dates() -> String {
    let of = |it: &Record| format!("{}-01-01…{}-12-31", it.first_year, it.last_year);
    RECORDS.iter().map(of).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Writes it and reads it again.
    fn again(given: &Given) -> (Given, Vec<ScenarioError>) {
        let words = given.words();
        Given::read(words.iter().map(|(name, value)| (*name, value.as_str())))
    }

    #[test]
    fn a_year_is_judged_once_its_digits_are_there() {
        for text in ["", "0002-03-15", "0020-03-15", "0201-03-15"] {
            assert!(is_half_typed(text) && read_date(text).is_err(), "{text}");
        }
        assert!(!is_half_typed("2019-03-15") && read_date("2019-03-15").is_ok());
        assert!(!is_half_typed("2021-03-15") && read_date("2021-03-15").is_err());
    }

    #[test]
    fn the_default_is_no_word_of_a_link_and_comes_back_from_none() {
        let given = Given::default();
        assert_eq!(given.words(), []);
        assert_eq!(Given::read([].into_iter()), (given.clone(), vec![]));
        assert_eq!(given.date.to_string(), "2020-07-27");
        // As the command line plans it where nothing is said.
        let setting = given.setting(&Scenario::default());
        assert_eq!(setting, Setting::of(Scenario::default(), 3));
    }

    #[test]
    fn whatever_is_set_comes_back() {
        for date in ["2017-01-01", "2020-02-29", "2022-12-31", "2023-06-15"] {
            let mut given = Given::of_year(Date::read(date).unwrap());
            assert_eq!(again(&given), (given.clone(), vec![]), "{date}");
            let zones = given.record().zones;
            assert!(zones.contains(&given.home));
            assert!(given.sites.iter().all(|it| zones.contains(&it.zone)));
            let before = given.home;
            let to = given.sites[1].zone;
            given.sites[1].room = 0.5;
            given.move_home(to);
            assert_eq!((given.home, given.sites[1].zone), (to, before));
            given.add(given.others()[0]);
            given.sites.remove(0);
            given.sites[0].room = 0.05;
            (given.wait_share, given.wait_hours) = (0.0, 23.0);
            (given.qoe_day, given.qoe_floor, given.answers) = (Some(0.72), Some(0.0), 1.0);
            given.load = "coding";
            (given.rule, given.forecast) = (Rule::Home, Forecast::Bent);
            given.drawn = Some(std::array::from_fn(|hour| if hour < 16 { 42 } else { 41 }));
            given.machines = Assumed { idle_w: 0.0, start_w: 2000.0, start_s: 12.5 };
            let open = Open::ALL.map(|what| Opened {
                what,
                bounds: what.span().map(|it| (it.from, it.from + 0.25 * (it.to - it.from))),
            });
            given.aim = Some(Aim { at_most_g: Some(20_500.0), open: open.to_vec() });
            assert_eq!(again(&given), (given.clone(), vec![]), "{date}");
            given.sites.clear();
            assert_eq!(again(&given), (given, vec![]), "{date}");
        }
    }

    #[test]
    fn home_brings_the_sites_that_the_command_line_takes_until_they_are_chosen() {
        let mut given = Given::default();
        let codes = |given: &Given| given.sites.iter().map(|it| it.zone).collect::<Vec<_>>();
        for home in ["FR", "IT", "PL", "DE"] {
            given.move_home(home);
            assert_eq!(codes(&given), RECORDS[0].neighbours(home));
            assert_eq!(again(&given), (given.clone(), vec![]));
        }
        given.sites.remove(1);
        given.move_home("FR");
        assert_eq!((given.home, codes(&given)), ("FR", vec!["GB", "DE"]));
        // What links say that are out there.
        let read = |words: &[(&'static str, &'static str)]| Given::read(words.iter().copied()).0;
        assert_eq!(codes(&read(&[("home", "FR")])), ["GB", "DK", "DE"]);
        assert_eq!(codes(&read(&[("home", "IT")])), ["GB", "DK", "FR"]);
    }

    #[test]
    fn what_is_planned_elsewhere_is_said_by_a_link_or_by_none() {
        let mut given = Given::of_year(Date::read("2023-06-15").unwrap());
        (given.load, given.wait_share, given.qoe_day) = ("coding", 0.1, Some(0.5));
        (given.rule, given.forecast) = (Rule::Forecast, Forecast::Real);
        let mut setting = given.setting(&Scenario::default());
        let of =
            |setting: &Setting| Given::of(&given.zones(), setting, given.date, given.planned_by());
        assert_eq!(of(&setting), Some(given.clone()));
        setting.load[3] *= 2.0;
        assert_eq!(of(&setting), None);
        setting.load = given.load().mean1;
        setting.sites[0].extra_rtt_s += 0.01;
        assert_eq!(of(&setting), None);
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
            ("drawn", "500,500"),
            ("drawn", "1000,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0"),
            ("drawn", "999,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0"),
            ("drawn", "-1,1001,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0"),
            ("idle_w", "-1"),
            ("start_w", "2001"),
            ("start_s", "901"),
            ("colour", "red"),
            ("open", "moon"),
            ("open", "rule:0:1"),
            ("open", "wait_share:0.5:0.5"),
            ("open", "wait_share:0:2"),
            ("open", "wait_hours:0"),
            ("open", "sites:0:NaN"),
            ("open", "rule,rule"),
            ("at_most_g", "20"),
        ] {
            let (given, issues) = Given::read([(name, value), ("qoe_floor", "0.4")].into_iter());
            let [issue, ..] = &issues[..] else { panic!("{name}={value} was taken") };
            assert_eq!(issue.field(), Some(format!("day.{name}").as_str()), "{issue}");
            let fresh = Given { qoe_floor: Some(0.4), ..Given::default() };
            assert_eq!(given, fresh, "{name}={value}");
        }
    }

    #[test]
    fn days_follow_each_other_over_the_years_of_a_record() {
        let date = |text| Date::read(text).unwrap();
        let beside = |text, after| date(text).beside(after).map(|it| it.to_string());
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
    }
}
