//! What the plan of a day, and a year of them, answer: as objects of JSON, in the zones of the records.

use crate::data::day::{GridYear, HOURS, LOADS, Record};
use crate::day::{
    Date, DayError, DayTotals, Forecast, Grids, Hourly, Planner, Rule, Setting, Site, Spread,
    Today, Year, YearSummary, floor_below, said,
};
use crate::report::{
    self,
    day::{Of, rule_words},
};
use crate::scenario::{Allowed, Refused, Scenario, Span};
use crate::written::quoted;
use serde_json::{Map, Value, json};

/// What is asked of a day, or of a year; what is left out is the default.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Home: a zone of the year's record.
    pub country: String,
    pub date: String,
    /// Other zones; its neighbours where none are named.
    pub sites: Option<Vec<String>>,
    /// Of each site beside home, a share of the load's peak.
    pub capacity: f64,
    /// Of each site beside home, s; by their continents where none is given.
    pub extra_rtt_s: Option<f64>,
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
#[derive(Clone, Debug)]
pub enum Shape {
    Named(String),
    Hours(Vec<f64>),
}

impl Default for Asked {
    fn default() -> Self {
        Self {
            country: "DE".to_string(),
            date: "2020-07-27".to_string(),
            sites: None,
            capacity: Site::ROOM,
            extra_rtt_s: None,
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

/// Text of JSON.
fn text(field: &'static str, value: &Value) -> Result<String, DayError> {
    let allowed = Allowed::Exactly("a text".to_string());
    let wrong = || DayError::OutOfRange { field, value: value.into(), allowed };
    value.as_str().map(str::to_string).ok_or_else(wrong)
}

/// A number of JSON in its range.
fn number(field: &'static str, value: &Value, allowed: Span) -> Result<f64, DayError> {
    let wrong = || DayError::OutOfRange { field, value: value.into(), allowed: allowed.into() };
    value.as_f64().filter(|it| allowed.holds(*it)).ok_or_else(wrong)
}

/// Null where nothing is given.
fn given<T>(
    value: &Value,
    read: impl FnOnce(&Value) -> Result<T, DayError>,
) -> Result<Option<T>, DayError> {
    (!value.is_null()).then(|| read(value)).transpose()
}

impl Asked {
    /// What can be asked, by its names in JSON.
    const FIELDS: [&str; 14] = [
        "country",
        "date",
        "sites",
        "capacity",
        "extra_rtt_s",
        "wait_share",
        "wait_hours",
        "qoe_day",
        "qoe_floor",
        "rule",
        "forecast",
        "load",
        "answers",
        "seed",
    ];

    /// Reads an object of JSON; what it leaves out is the default.
    ///
    /// # Errors
    /// Names the field that there is not, or that is out of range, its value and what is allowed.
    pub fn read(object: &Map<String, Value>) -> Result<Self, DayError> {
        let mut asked = Self::default();
        for (name, value) in object {
            match name.as_str() {
                "country" => asked.country = text("country", value)?,
                "date" => asked.date = text("date", value)?,
                "sites" => asked.sites = given(value, sites)?,
                "capacity" => asked.capacity = number("capacity", value, Site::CAPACITY)?,
                "extra_rtt_s" => {
                    asked.extra_rtt_s =
                        given(value, |it| number("extra_rtt_s", it, Site::EXTRA_RTT_S))?;
                }
                "wait_share" => asked.wait_share = number("wait_share", value, Setting::SHARE)?,
                "wait_hours" => {
                    asked.wait_hours = number("wait_hours", value, Setting::WAIT_HOURS)?;
                }
                "qoe_day" => {
                    asked.qoe_day = given(value, |it| number("qoe_day", it, Setting::SHARE))?;
                }
                "qoe_floor" => {
                    asked.qoe_floor = given(value, |it| number("qoe_floor", it, Setting::SHARE))?;
                }
                "rule" => asked.rule = text("rule", value)?,
                "forecast" => asked.forecast = given(value, |it| text("forecast", it))?,
                "load" => asked.load = Shape::read(value)?,
                "answers" => asked.answers = number("answers", value, Setting::ANSWERS)?,
                "seed" => {
                    let allowed = Span::integer(0.0, u64::MAX as f64);
                    let whole = value.as_u64().ok_or_else(|| DayError::OutOfRange {
                        field: "seed",
                        value: value.into(),
                        allowed: allowed.into(),
                    });
                    asked.seed = whole?;
                }
                _ => {
                    let (field, known) = (quoted(name), Self::FIELDS.to_vec());
                    return Err(DayError::UnknownField { field, known });
                }
            }
        }
        Ok(asked)
    }
}

fn sites(value: &Value) -> Result<Vec<String>, DayError> {
    let Value::Array(all) = value else {
        let allowed = Allowed::Exactly("a list of zones".to_string());
        return Err(DayError::OutOfRange { field: "sites", value: value.into(), allowed });
    };
    all.iter().map(|it| text("sites", it)).collect()
}

impl Shape {
    /// Reads a name, or numbers.
    fn read(value: &Value) -> Result<Self, DayError> {
        match value {
            Value::String(name) => Ok(Self::Named(name.clone())),
            Value::Array(all) => {
                let hours = all.iter().map(|it| number("load", it, Setting::LOAD));
                Ok(Self::Hours(hours.collect::<Result<_, _>>()?))
            }
            other => Err(Self::refused(other)),
        }
    }

    fn refused(value: impl Into<Refused>) -> DayError {
        let words = "default, flat, conversation-2024-05-12 to -18, coding-2024-05-10 to -16";
        let allowed = Allowed::Exactly(format!("{HOURS} numbers of mean 1, or {words}"));
        DayError::OutOfRange { field: "load", value: value.into(), allowed }
    }

    /// Its hours.
    ///
    /// # Errors
    /// There is no such shape, or there are not 24 numbers: names what is given and what is allowed.
    pub fn hours(&self) -> Result<Hourly, DayError> {
        match self {
            Self::Named(name) => {
                let found = LOADS.iter().find(|it| it.word() == *name);
                found.map(|it| it.mean1).ok_or_else(|| Self::refused(name.as_str()))
            }
            Self::Hours(hours) => {
                let found: Result<Hourly, _> = hours.clone().try_into();
                found.map_err(|_| Self::refused(format!("{} numbers", hours.len())))
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
        let way_s = |zone: usize| said::way_s(&asked.country, record.zones[zone], &scenario);
        let site = |&zone: &usize| Site {
            capacity: asked.capacity,
            extra_rtt_s: asked.extra_rtt_s.unwrap_or_else(|| way_s(zone)),
        };
        let sites = zones.iter().skip(1).map(site).collect();
        let mut setting = Setting { sites, ..Setting::of(scenario.clone(), 0) };
        setting.load = asked.load.hours()?;
        (setting.answers, setting.seed) = (asked.answers, asked.seed);
        setting.wait_share = asked.wait_share;
        if !Setting::WAIT_HOURS.holds(asked.wait_hours) {
            return Err(DayError::OutOfRange {
                field: "wait_hours",
                value: asked.wait_hours.into(),
                allowed: Setting::WAIT_HOURS.into(),
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
    let filled = place.grid.filled_of(&zones, date.day_of_year());
    let (plan, levers) = (plan.as_ref(), levers.as_ref());
    let mut object = report::day::day(&of, date, rule, &today.grids, &filled, plan, levers);
    let given = said::Given::of(&zones, &place.setting, date, rule);
    object["link"] = json!(given.map(|it| report::day::link(&place.setting.scenario, &it)));
    Ok(object)
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
    if Record::of(year).is_none() {
        return Err(DayError::no_year(year));
    }
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
    object["schema"] = json!("aolo-year-1");
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::Place;

    /// What reading, or planning, says of an object.
    fn refused(text: &str) -> String {
        let object: Map<String, Value> = serde_json::from_str(text).unwrap();
        let found = Asked::read(&object).and_then(|asked| day(Scenario::default(), &asked));
        found.unwrap_err().to_string()
    }

    #[test]
    fn what_is_wrong_is_named_with_its_value_and_what_is_allowed() {
        let hours =
            |count: usize, value: &str| format!("{{\"load\":[{}]}}", vec![value; count].join(","));
        let load = "24 numbers of mean 1, or default, flat, conversation-2024-05-12 to -18";
        for (text, expected) in [
            (hours(23, "1"), format!("load = 23 numbers is out of range: {load}")),
            (hours(0, "1"), format!("load = 0 numbers is out of range: {load}")),
            (hours(24, "26"), "load = 26 is out of range: from 0 to 25".into()),
            (hours(24, "-1"), "load = -1 is out of range: from 0 to 25".into()),
            (hours(24, "\"1\""), "is out of range: from 0 to 25".into()),
            (hours(24, "0.5"), "mean of load = 0.5 is out of range: from 0.999 to 1.001".into()),
            (r#"{"load":"monday"}"#.into(), format!("load = monday is out of range: {load}")),
            (r#"{"load":5}"#.into(), format!("load = 5 is out of range: {load}")),
            (r#"{"load":null}"#.into(), format!("load = null is out of range: {load}")),
            (r#"{"capacity":"much"}"#.into(), "is out of range: from 0 to 100".into()),
            (r#"{"wait_hours":1.5}"#.into(), "wait_hours = 1.5 is out of range: an integer".into()),
            (r#"{"seed":-1}"#.into(), "seed = -1 is out of range: an integer from 0".into()),
            (r#"{"sites":"FR"}"#.into(), "is out of range: a list of zones".into()),
            (r#"{"sites":[1]}"#.into(), "sites = 1 is out of range: a text".into()),
            (r#"{"date":20200727}"#.into(), "date = 20200727 is out of range: a text".into()),
            (
                r#"{"wait":1}"#.into(),
                "wait is no field of a day; the fields are country, date".into(),
            ),
        ] {
            let said = refused(&text);
            assert!(said.contains(&expected), "{text}: {said}");
        }
    }

    /// As the page opens it, and as it plans it.
    #[test]
    fn the_link_of_a_day_says_all_of_it_or_there_is_none() {
        let answered = |text: &str| {
            let asked = Asked::read(&serde_json::from_str(text).unwrap()).unwrap();
            let scenario = Scenario { distance_m: 600.0, ..Scenario::default() };
            (day(scenario.clone(), &asked).unwrap(), scenario)
        };
        for text in [
            "{}",
            r#"{"country":"FR"}"#,
            r#"{"country":"US-CAL-CISO","date":"2023-05-05","rule":"forecast","load":"flat"}"#,
            r#"{"date":"2023-05-05","country":"DE-LU","sites":["US-CAL-CISO","JP-TK"],"capacity":0.25}"#,
            r#"{"sites":[],"qoe_day":0.5,"wait_hours":0,"answers":12}"#,
        ] {
            let (object, scenario) = answered(text);
            let (view, issues) = report::read(&object.to_string()).unwrap();
            assert_eq!((view.place, &view.scenario, issues), (Place::Day, &scenario, vec![]));
            let (given, issues) = said::Given::read(view.day.pairs());
            assert_eq!(
                (given.date.to_string().as_str(), issues),
                (text_of(&object["date"]), vec![])
            );
            let setting = given.setting(&scenario);
            let of = Of { record: given.record(), zones: &given.zones(), setting: &setting };
            for (name, value) in of.object().as_object().unwrap() {
                assert_eq!(&object[name], value, "{text}: {name}");
            }
            let (word, forecast) = rule_words(given.planned_by());
            assert_eq!((&object["rule"], &object["forecast"]), (&json!(word), &json!(forecast)));
        }
        for text in [r#"{"seed":7}"#, r#"{"load":"coding-2024-05-10"}"#, r#"{"extra_rtt_s":0.3}"#] {
            let (object, _) = answered(text);
            let refused = report::read(&object.to_string()).unwrap_err().to_string();
            assert_eq!((&object["link"], refused.as_str()), (&Value::Null, "missing: link"));
        }
        let (mut object, _) = answered("{}");
        object["link"] = json!("#v9&view=day&end");
        let (_, issues) = report::read(&object.to_string()).unwrap();
        assert_eq!(issues.len(), 1);
        object["schema"] = json!("aolo-fleet-1");
        let refused = report::read(&object.to_string()).unwrap_err().to_string();
        assert!(refused.contains("aolo-fleet-1") && refused.contains("aolo-day-1"), "{refused}");
    }

    fn text_of(it: &Value) -> &str {
        it.as_str().unwrap()
    }

    #[test]
    fn what_is_left_out_is_the_default_and_every_field_is_read() {
        let text = r#"{"country":"DK","date":"2020-03-12","sites":["DE"],"capacity":0.5,"extra_rtt_s":0.01,
            "wait_share":0.4,"wait_hours":3,"qoe_day":0.6,"qoe_floor":0.4,"rule":"forecast","forecast":"bent",
            "load":"flat","answers":5000,"seed":18446744073709551615}"#;
        let object: Map<String, Value> = serde_json::from_str(text).unwrap();
        assert_eq!(object.len(), Asked::FIELDS.len());
        assert!(Asked::FIELDS.iter().all(|field| object.contains_key(*field)));
        let asked = format!("{:?}", Asked::read(&object).unwrap());
        let fresh = format!("{:?}", Asked::default());
        for (ours, fresh) in asked.split(", ").zip(fresh.split(", ")) {
            assert_ne!(ours, fresh);
        }
        let none = r#"{"sites":null,"qoe_day":null,"qoe_floor":null,"forecast":null}"#;
        let none = Asked::read(&serde_json::from_str(none).unwrap()).unwrap();
        assert_eq!(format!("{none:?}"), fresh);
    }
}
