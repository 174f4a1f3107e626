//! What the plan of a day, and a year of them, answer: as objects of JSON, in the zones of the records.

use crate::data::day::{GridYear, HOURS, LOADS, Record};
use crate::day::{
    Date, DayError, DayTotals, Forecast, Grids, Hourly, Planner, Rule, Setting, Site, Spread,
    Today, Year, YearSummary, floor_below,
};
use crate::report::{
    self,
    day::{Of, rule_words},
};
use crate::scenario::{Allowed, Scenario, Span};
use serde::Deserialize;
use serde_json::{Value, json};

/// What is asked of a day, or of a year; what is left out is the default.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Asked {
    /// Home: a zone of the year's record.
    pub country: String,
    pub date: String,
    /// Other zones; its neighbours where none are named.
    pub sites: Option<Vec<String>>,
    /// Of each site beside home, a share of the load's peak.
    pub capacity: f64,
    /// Of each site beside home, s.
    pub extra_rtt_s: f64,
    pub wait_share: f64,
    pub wait_hours: f64,
    /// The scenario's where none is given.
    pub qoe_day: Option<f64>,
    /// A tenth below that of the day where none is given.
    pub qoe_floor: Option<f64>,
    pub rule: String,
    /// With the rule `forecast` alone.
    pub forecast: Option<String>,
    /// A shape of the table (`default`, `flat`, `conversation-2024-05-14`), or 24 numbers of mean 1.
    pub load: Shape,
    pub answers: f64,
    pub seed: u64,
}

/// How a day's answers fall on its hours.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum Shape {
    Named(String),
    Hours(Vec<f64>),
}

impl Default for Asked {
    fn default() -> Self {
        let Site { capacity, extra_rtt_s } = Site::default();
        Self {
            country: "DE".to_string(),
            date: "2020-07-27".to_string(),
            sites: None,
            capacity,
            extra_rtt_s,
            wait_share: 0.3,
            wait_hours: 6.0,
            qoe_day: None,
            qoe_floor: None,
            rule: "best".to_string(),
            forecast: None,
            load: Shape::Named("default".to_string()),
            answers: 100_000.0,
            seed: 1,
        }
    }
}

fn one_of(field: &'static str, value: &str, words: Vec<&'static str>) -> DayError {
    DayError::OutOfRange { field, value: value.into(), allowed: Allowed::OneOf(words) }
}

impl Shape {
    /// Its hours.
    ///
    /// # Errors
    /// There is no such shape, or there are not 24 numbers.
    pub fn hours(&self) -> Result<Hourly, DayError> {
        match self {
            Self::Named(name) => {
                let found = LOADS.iter().find(|it| it.word() == *name);
                found.map(|it| it.mean1).ok_or_else(|| {
                    let words = ["default", "flat", "conversation-2024-05-12 to -18"];
                    let words = words.into_iter().chain(["coding-2024-05-10 to -16"]);
                    one_of("load", name, words.collect())
                })
            }
            Self::Hours(hours) => {
                let found: Result<Hourly, _> = hours.clone().try_into();
                found.map_err(|_| DayError::OutOfRange {
                    field: "hours of load",
                    value: hours.len().to_string().into(),
                    allowed: Span::integer(HOURS as f64, HOURS as f64).into(),
                })
            }
        }
    }
}

/// The year that holds a day.
fn year_of(date: Date) -> Result<GridYear, DayError> {
    GridYear::carried(date.year).ok_or_else(|| DayError::NoDay { date: date.to_string() })
}

fn zone_of(record: &Record, field: &'static str, code: &str) -> Result<usize, DayError> {
    record.zone(code).ok_or_else(|| one_of(field, code, record.zones.to_vec()))
}

/// The hours of a zone on a day, g/kWh.
///
/// # Errors
/// No record holds the day, or that zone on it.
pub fn grid(field: &'static str, code: &str, date: Date) -> Result<Hourly, DayError> {
    let year = year_of(date)?;
    let zone = zone_of(year.record, field, code)?;
    year.day(zone, date.day_of_year()).ok_or_else(|| DayError::NoDay { date: date.to_string() })
}

/// Zones of a record, home first, and what is planned there.
struct Place {
    grid: GridYear,
    zones: Vec<usize>,
    setting: Setting,
}

impl Place {
    fn new(asked: &Asked, scenario: Scenario, date: Date) -> Result<Self, DayError> {
        let grid = year_of(date)?;
        let record = grid.record;
        let zone = |field, code: &str| zone_of(record, field, code);
        let mut zones = vec![zone("country", &asked.country)?];
        let beside = || record.neighbours(&asked.country).into_iter().map(str::to_string).collect();
        for code in asked.sites.clone().unwrap_or_else(beside) {
            let place = zone("sites", &code)?;
            // Home is always among them.
            if !zones.contains(&place) {
                zones.push(place);
            }
        }
        let mut setting = Setting::of(scenario, zones.len() - 1);
        let site = Site { capacity: asked.capacity, extra_rtt_s: asked.extra_rtt_s };
        setting.sites.fill(site);
        setting.load = asked.load.hours()?;
        (setting.answers, setting.seed) = (asked.answers, asked.seed);
        setting.wait_share = asked.wait_share;
        let longest = Span::integer(0.0, HOURS as f64);
        if !longest.holds(asked.wait_hours) {
            return Err(DayError::OutOfRange {
                field: "wait_hours",
                value: asked.wait_hours.into(),
                allowed: longest.into(),
            });
        }
        setting.wait_hours = asked.wait_hours as u32;
        setting.qoe_day = asked.qoe_day.unwrap_or(setting.qoe_day);
        let floor = asked.qoe_floor.unwrap_or(floor_below(setting.qoe_day));
        setting.qoe_floor = floor;
        setting.check()?;
        Ok(Self { grid, zones, setting })
    }

    fn codes(&self) -> Vec<&'static str> {
        self.zones.iter().map(|&it| self.grid.record.zones[it]).collect()
    }

    fn of(&self, grid: &GridYear, day: usize) -> Option<Grids> {
        let rows = self.zones.iter().map(|&zone| grid.day(zone, day));
        Some(Grids { g_per_kwh: rows.collect::<Option<_>>()? })
    }

    fn today(&self, date: Date) -> Result<Today, DayError> {
        let grids = self
            .of(&self.grid, date.day_of_year())
            .ok_or_else(|| DayError::NoDay { date: date.to_string() })?;
        let yesterday = date.beside(false).and_then(|before| {
            if before.year == date.year {
                return self.of(&self.grid, before.day_of_year());
            }
            self.of(&GridYear::carried(before.year)?, before.day_of_year())
        });
        Ok(Today { date, grids, yesterday })
    }
}

fn rule(asked: &Asked) -> Result<Rule, DayError> {
    let forecasts = || Forecast::ALL.map(Forecast::word).to_vec();
    let forecast = |word: &str| {
        let found = Forecast::ALL.into_iter().find(|it| it.word() == word);
        found.ok_or_else(|| one_of("forecast", word, forecasts()))
    };
    match (asked.rule.as_str(), asked.forecast.as_deref()) {
        ("home", None) => Ok(Rule::Home),
        ("cleanest", None) => Ok(Rule::Cleanest),
        ("best", None) => Ok(Rule::Best),
        ("forecast", word) => Ok(Rule::Forecast(forecast(word.unwrap_or("yesterday"))?)),
        ("home" | "cleanest" | "best", Some(_)) => {
            Err(one_of("rule with a forecast", &asked.rule, vec!["forecast"]))
        }
        (word, _) => Err(one_of("rule", word, vec!["home", "cleanest", "forecast", "best"])),
    }
}

/// The plan of a day, and what each lever comes to; where no answer is good enough, nulls.
///
/// # Errors
/// Names the field that is out of range, its value and what is allowed.
pub fn day(scenario: Scenario, asked: &Asked) -> Result<Value, DayError> {
    let date = Date::read(&asked.date)?;
    let rule = rule(asked)?;
    let place = Place::new(asked, scenario, date)?;
    let today = place.today(date)?;
    if matches!(rule, Rule::Forecast(Forecast::Yesterday | Forecast::Bent))
        && today.yesterday.is_none()
    {
        return Err(DayError::NoYesterday { date: date.to_string() });
    }
    let planner = Planner::new(&place.setting)?;
    let plan = planner.plan(&today, rule)?;
    let levers = planner.levers(&today)?;
    let zones = place.codes();
    let of = Of { record: place.grid.record, zones: &zones, setting: &place.setting };
    Ok(report::day::day(&of, date, rule, &today.grids, plan.as_ref(), levers.as_ref()))
}

/// A year of days: what each lever and each rule comes to. `progress` hears how many days are planned, and
/// of how many.
///
/// # Errors
/// As [`day`].
pub fn year(
    scenario: Scenario,
    asked: &Asked,
    year: u16,
    forecasts: bool,
    every: usize,
    mut progress: impl FnMut(usize, usize),
) -> Result<Value, DayError> {
    let date = Date { year, month: 1, day: 1 };
    let place = Place::new(asked, scenario, date)?;
    let grid = place.grid.clone();
    let mut run = Year::new(&place.setting, grid, &place.zones, forecasts, every)?;
    while run.step()? {
        let (done, all) = run.progress();
        progress(done, all);
    }
    let zones = place.codes();
    let of = Of { record: place.grid.record, zones: &zones, setting: &place.setting };
    let mut object = of.object();
    object["year"] = json!(year);
    object["every"] = json!(every);
    let summary = YearSummary::of(run.days());
    object["feasible"] = json!(summary.is_some());
    object["days"] = json!(run.days().len());
    let spread = |place: usize| summary.as_ref().map_or(Value::Null, |it| spread(it.levers[place]));
    object["levers"] =
        json!({ "where": spread(0), "when": spread(1), "long": spread(2), "all": spread(3) });
    object["rules"] =
        summary.as_ref().map_or(Value::Null, |it| it.rules.iter().map(over).collect());
    object["by_day"] = run.days().iter().map(by_day).collect();
    Ok(object)
}

fn spread(it: Spread) -> Value {
    json!({ "median": it.median, "low": it.low, "high": it.high })
}

fn over(it: &crate::day::RuleYear) -> Value {
    let (rule, forecast) = rule_words(it.rule);
    json!({
        "rule": rule,
        "forecast": forecast,
        "days": it.days,
        "total_g": it.total_g,
        "charged_less": it.less,
        "reached": it.reached,
        "worst_day": { "date": it.worst_day.0.to_string(), "beside": it.worst_day.1 },
        "worst_month": { "month": it.worst_month.0, "beside": it.worst_month.1 },
        "harms": it.harms,
    })
}

fn by_day(it: &DayTotals) -> Value {
    let [at, when, long, all] = it.levers.shares();
    json!({
        "date": it.date.to_string(),
        "home_g": it.levers.home.total_g(),
        "cleanest_g": it.cleanest_g,
        "forecast_g": it.forecast_g,
        "best_g": it.levers.all.total_g(),
        "where": at,
        "when": when,
        "long": long,
        "all": all,
    })
}
