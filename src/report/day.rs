//! The plan of a day as an object: the same from the command line, from Python and from the page.

use crate::data::day::Record;
use crate::day::said::Given;
use crate::day::{Date, Grids, Levers, Parts, Plan, Rule, Served, Setting, Site};
use crate::link::day::Written;
use crate::link::{self, Place, View};
use crate::scenario::{MODEL_VERSION, Scenario};
use serde_json::{Value, json};

/// Name of the shape that [`day`] has.
pub const SCHEMA: &str = "aolo-day-1";

/// The link that opens a day on the page.
pub fn link(scenario: &Scenario, given: &Given) -> String {
    let (place, day) = (Place::Day, Written::of(given.words()));
    let view = View { place, day, scenario: scenario.clone(), ..View::default() };
    format!("#{}", link::encode(&view))
}

/// What a day is planned for, at its place.
#[derive(Clone, Copy, Debug)]
pub struct Of<'a> {
    pub record: &'a Record,
    /// Home and sites.
    pub zones: &'a [&'a str],
    pub setting: &'a Setting,
}

impl Of<'_> {
    /// What is given, whatever the date: with the record all that a plan follows from.
    pub fn object(&self) -> Value {
        let setting = self.setting;
        let of_sites = |of: fn(&Site) -> f64| {
            let all: Vec<f64> = setting.sites.iter().map(of).collect();
            // One number where all sites have it.
            match all.split_first() {
                Some((first, rest)) if rest.iter().any(|it| it != first) => json!(all),
                first => json!(first.map(|it| it.0)),
            }
        };
        json!({
            "model_version": MODEL_VERSION,
            "country": self.zones.first(),
            "sites": self.zones.get(1..),
            "basis": self.record.basis.word(),
            "signal": "average",
            "source": self.record.source(),
            "quality": self.record.quality()[0],
            "capacity": of_sites(|it| it.capacity),
            "extra_rtt_s": of_sites(|it| it.extra_rtt_s),
            "wait_share": setting.wait_share,
            "wait_hours": setting.wait_hours,
            "qoe_day": setting.qoe_day,
            "qoe_floor": setting.qoe_floor,
            "answers": setting.answers,
            "load": setting.arrivals(),
            "seed": setting.seed,
            "scenario": setting.scenario.to_json(),
        })
    }
}

/// The word of a rule, and of its forecast.
pub fn rule_words(rule: Rule) -> (&'static str, Option<&'static str>) {
    match rule {
        Rule::Home => ("home", None),
        Rule::Cleanest => ("cleanest", None),
        Rule::Best => ("best", None),
        Rule::Forecast(forecast) => ("forecast", Some(forecast.word())),
    }
}

/// The plan of a day, and what each lever comes to; where no answer is good enough, nulls. `filled` are the
/// hours that the record lacks, of those zones that lack any. Its [`link`] is added by whoever knows what that
/// is to say.
pub fn day(
    of: &Of,
    date: Date,
    rule: Rule,
    grids: &Grids,
    filled: &[(&str, Vec<usize>)],
    plan: Option<&Plan>,
    levers: Option<&Levers>,
) -> Value {
    let mut object = of.object();
    object["schema"] = json!(SCHEMA);
    let (word, forecast) = rule_words(rule);
    object["date"] = json!(date.to_string());
    object["rule"] = json!(word);
    object["forecast"] = json!(forecast);
    object["feasible"] = json!(plan.is_some());
    let named = grids.g_per_kwh.iter().zip(of.zones);
    object["g_per_kwh"] = named.map(|(hours, code)| (code.to_string(), json!(hours))).collect();
    object["filled_hours"] =
        filled.iter().map(|(code, hours)| (code.to_string(), json!(hours))).collect();
    object["total_g"] = json!(plan.map(|it| it.total_g));
    object["bound_g"] = json!(plan.map(|it| it.bound_g));
    object["duality_gap"] = json!(plan.map(|it| it.duality_gap));
    object["qoe_mean"] = json!(plan.map(|it| it.qoe_mean));
    object["multiplier"] = json!(plan.map(|it| it.multiplier));
    object["parts"] = json!(plan.map(|it| it.parts));
    let served = |plan: &Plan| plan.served.iter().map(|it| served(of, it)).collect::<Vec<_>>();
    object["served"] = json!(plan.map(served));
    let shares = levers.map(Levers::shares);
    let lever = |place: usize| shares.map(|it| it[place]);
    object["levers"] =
        json!({ "where": lever(0), "when": lever(1), "long": lever(2), "all": lever(3) });
    object["levers_g"] = levers.map_or(Value::Null, |it| {
        let Levers { home, r#where, when, long, all } = it;
        let total = |it: &Parts| it.total_g();
        json!({
            "home": total(home),
            "where": total(r#where),
            "when": total(when),
            "long": total(long),
            "all": total(all),
        })
    });
    object
}

/// What is told of those that are served together, at which of the zones.
type Column = (&'static str, fn(&Served, &[&str]) -> Value);

/// In objects and tables.
const COLUMNS: [Column; 8] = [
    ("arrived", |it, _| json!(it.arrived)),
    ("hour", |it, _| json!(it.hour)),
    ("site", |it, zones| json!(zones.get(usize::from(it.site)))),
    ("amount", |it, _| json!(it.amount)),
    ("tokens", |it, _| json!(it.tokens)),
    ("power_w", |it, _| json!(it.power_w)),
    ("qoe", |it, _| json!(it.qoe)),
    ("carbon_g", |it, _| json!(it.carbon_g)),
];

fn served(of: &Of, it: &Served) -> Value {
    COLUMNS.iter().map(|(name, value)| (name.to_string(), value(it, of.zones))).collect()
}

fn head() -> String {
    COLUMNS.map(|(name, _)| name.to_string()).join(",")
}

/// Whether a text is what [`served_csv`] writes.
pub fn is_table(text: &str) -> bool {
    text.starts_with(&head())
}

/// What is served as a table for programs and spreadsheets: a row for each hour of arrival, hour and site.
pub fn served_csv(zones: &[&str], plan: &Plan) -> String {
    let cell = |value: Value| match value {
        Value::String(text) => text,
        // Shorter than JSON has it: 12, not 12.0.
        Value::Number(number) => number.as_f64().map_or_else(String::new, |it| it.to_string()),
        _ => String::new(),
    };
    let mut lines = vec![head()];
    let row = |it: &Served| COLUMNS.map(|(_, value)| cell(value(it, zones))).join(",");
    lines.extend(plan.served.iter().map(row));
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::day::RECORDS;
    use crate::day::{Planner, Today};
    use crate::scenario::Scenario;

    #[test]
    fn the_object_and_the_table_have_what_is_served_and_each_sites_room() {
        let mut setting = Setting::of(Scenario::default(), 2);
        let grids = Grids { g_per_kwh: vec![[300.0; 24], [200.0; 24], [50.0; 24]] };
        let zones = ["DE", "GB", "FR"];
        let date = Date { year: 2020, month: 7, day: 27 };
        let today = Today { date, grids: grids.clone(), yesterday: None };
        let of = |setting: &Setting, plan: Option<&Plan>| {
            let of = Of { record: &RECORDS[0], zones: &zones, setting };
            day(&of, date, Rule::Best, &grids, &[("GB", vec![3, 4])], plan, None)
        };
        setting.seed = 7;
        setting.scenario.pue = 1.3;
        let given = of(&setting, None);
        assert_eq!((&given["seed"], &given["scenario"]["pue"]), (&json!(7), &json!(1.3)));
        let scenario = Scenario::from_json(&given["scenario"].to_string());
        assert_eq!(scenario, Ok(setting.scenario.clone()));
        assert_eq!(given["capacity"], json!(0.6));
        assert_eq!(given["filled_hours"], json!({ "GB": [3, 4] }));
        assert_eq!(of(&setting, None)["served"], Value::Null);
        setting.sites[1].capacity = 0.3;
        let plan = Planner::new(&setting).unwrap().plan(&today, Rule::Best).unwrap().unwrap();
        let object = of(&setting, Some(&plan));
        assert_eq!(object["capacity"], json!([0.6, 0.3]));
        let rows = object["served"].as_array().unwrap();
        let table = served_csv(&zones, &plan);
        let lines: Vec<_> = table.lines().collect();
        assert_eq!(lines.len(), rows.len() + 1);
        let amount = |line: &str| line.split(',').nth(3).unwrap().parse::<f64>().unwrap();
        let sum: f64 = lines[1..].iter().map(|line| amount(line)).sum();
        assert!((sum / setting.answers - 1.0).abs() < 1e-9, "{sum}");
        assert!(lines[1..].iter().zip(rows).all(|(line, row)| {
            line.split(',').nth(2) == row["site"].as_str()
                && Some(amount(line)) == row["amount"].as_f64()
        }));
    }
}
