//! The commands of the day: one day, and a year of them.

use super::Failure;
use super::load::loads;
use super::output::{remark_text, say, say_text};
use super::scene::Scene;
use crate::answer::{self, Asked, Shape};
use crate::data::day::Record;
use crate::scenario::Scenario;
use clap::Args;
use serde_json::Value;
use std::fmt::Write;
use std::io::{IsTerminal, stderr};

/// What both commands are asked.
#[derive(Args)]
pub(super) struct Of {
    #[command(flatten)]
    scene: Scene,
    /// Other zones that answers can be computed in, by commas; those near by where none is given
    #[arg(long, value_name = "Z,Z", value_delimiter = ',')]
    sites: Option<Vec<String>>,
    /// Room of each of them, as a share of the load's peak
    #[arg(long)]
    capacity: Option<f64>,
    /// What the way to each of them adds to the round trip, s; where none is given, 0.02 on home's continent and 0.15
    /// beyond
    #[arg(long)]
    extra_rtt_s: Option<f64>,
    /// Share of the answers that can wait
    #[arg(long)]
    wait_share: Option<f64>,
    /// The longest that they wait, hours; the day ends at midnight UTC
    #[arg(long)]
    wait_hours: Option<f64>,
    /// Quality that the day's answers have in the mean; what the scenario asks of each where none is given
    #[arg(long)]
    qoe_day: Option<f64>,
    /// Quality that each answer has at least; a tenth less than the day's where none is given
    #[arg(long)]
    qoe_floor: Option<f64>,
    /// Load by its name (default, flat, conversation-2024-05-14, coding-2024-05-14, …), or 24 numbers
    #[arg(long, value_name = "NAME|FILE")]
    load: Option<String>,
    /// Answers a day
    #[arg(long)]
    answers: Option<f64>,
    /// Of the errors of real forecasts
    #[arg(long)]
    seed: Option<u64>,
    /// Print Markdown in place of JSON
    #[arg(long, visible_alias = "table")]
    markdown: bool,
}

/// One day.
#[derive(Args)]
pub(super) struct Day {
    /// Home: a zone of the year's record, such as DE
    #[arg(long, value_name = "Z")]
    country: Option<String>,
    /// A day of 2017 to 2020, 2022 or 2023
    #[arg(long, value_name = "YYYY-MM-DD")]
    date: Option<String>,
    /// Who plans
    #[arg(long, value_name = "home|cleanest|forecast|best")]
    rule: Option<String>,
    /// What the rule forecast knows of the hours to come
    #[arg(long, value_name = "yesterday|bent|real|perfect")]
    forecast: Option<String>,
    #[command(flatten)]
    of: Of,
}

/// All days of a year.
#[derive(Args)]
pub(super) struct Year {
    /// Homes, by commas; all zones of the year's record where none is given
    #[arg(long, value_name = "Z,Z", value_delimiter = ',')]
    country: Option<Vec<String>>,
    /// 2017 to 2020, 2022, 2023
    #[arg(long, default_value_t = 2020)]
    year: u16,
    /// Only the levers and what needs no forecast
    #[arg(long)]
    levers: bool,
    /// Every so many days
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=366))]
    every: u16,
    #[command(flatten)]
    of: Of,
}

impl Of {
    fn scenario(&self) -> Result<Scenario, Failure> {
        Ok(self.scene.read()?.scenario().clone())
    }

    fn asked(&self) -> Result<Asked, Failure> {
        let default = Asked::default();
        let load = match &self.load {
            None => default.load,
            Some(name) => Shape::Hours(loads("load", name)?.load.to_vec()),
        };
        Ok(Asked {
            sites: self
                .sites
                .clone()
                .map(|it| it.into_iter().filter(|it| !it.is_empty()).collect()),
            capacity: self.capacity.unwrap_or(default.capacity),
            extra_rtt_s: self.extra_rtt_s,
            wait_share: self.wait_share.unwrap_or(default.wait_share),
            wait_hours: self.wait_hours.unwrap_or(default.wait_hours),
            qoe_day: self.qoe_day,
            qoe_floor: self.qoe_floor,
            answers: self.answers.unwrap_or(default.answers),
            seed: self.seed.unwrap_or(default.seed),
            load,
            ..default
        })
    }
}

pub(super) fn day(command: &Day) -> Result<(), Failure> {
    let mut asked = command.of.asked()?;
    asked.country = command.country.clone().unwrap_or(asked.country);
    asked.date = command.date.clone().unwrap_or(asked.date);
    asked.rule = command.rule.clone().unwrap_or(asked.rule);
    asked.forecast = command.forecast.clone();
    let object = answer::day(command.of.scenario()?, &asked)?;
    if command.of.markdown { say_text(day_table(&object)?) } else { say(object) }
}

pub(super) fn year(command: &Year) -> Result<(), Failure> {
    let asked = command.of.asked()?;
    let scenario = command.of.scenario()?;
    let all = || {
        let zones = Record::of(command.year).map_or(&[][..], |it| it.zones);
        zones.iter().map(|it| it.to_string()).collect()
    };
    let mut homes: Vec<String> = command.country.clone().unwrap_or_else(all);
    if homes.is_empty() {
        // What is wrong with the year is said of any zone.
        homes = vec![asked.country.clone()];
    }
    let every = usize::from(command.every);
    let mut years = Vec::new();
    for country in homes {
        let asked = Asked { country: country.clone(), ..asked.clone() };
        let shown = stderr().is_terminal();
        let progress = |done: usize, all: usize| {
            if shown {
                let end = if done == all { "\n" } else { "" };
                remark_text(format_args!("\r{country}: {done} of {all} days{end}"));
            }
        };
        let forecasts = !command.levers;
        years.push(answer::year(
            scenario.clone(),
            &asked,
            command.year,
            forecasts,
            every,
            progress,
        )?);
    }
    if command.of.markdown {
        return say_text(year_table(&years)?);
    }
    match <[Value; 1]>::try_from(years) {
        Ok([one]) => say(one),
        Err(many) => say(Value::from(many)),
    }
}

fn number(of: &Value) -> f64 {
    of.as_f64().unwrap_or(f64::NAN)
}

fn text(of: &Value) -> &str {
    of.as_str().unwrap_or_default()
}

fn percent(of: &Value) -> String {
    of.as_f64().map_or("none".to_string(), |it| format!("{:.1}", 100.0 * it))
}

fn names(of: &Value) -> String {
    let all: Vec<_> = of.as_array().into_iter().flatten().map(text).collect();
    all.join(", ")
}

fn day_table(day: &Value) -> Result<String, std::fmt::Error> {
    let mut out = String::new();
    let rule = match day["forecast"].as_str() {
        Some(forecast) => format!("forecast ({forecast})"),
        None => text(&day["rule"]).to_string(),
    };
    if day["feasible"] != Value::Bool(true) {
        writeln!(out, "No answer is as good as {} in the mean.", day["qoe_day"])?;
        return Ok(out);
    }
    writeln!(
        out,
        "{}, {}, beside {}: by the rule {rule} {} answers are charged {:.1} g, at least {:.1} g are \
         possible; mean quality {:.4}. Grids: {}-based averages, {}.\n",
        text(&day["country"]),
        text(&day["date"]),
        names(&day["sites"]),
        day["answers"],
        number(&day["total_g"]),
        number(&day["bound_g"]),
        number(&day["qoe_mean"]),
        text(&day["basis"]),
        text(&day["source"]),
    )?;
    for (zone, hours) in day["filled_hours"].as_object().into_iter().flatten() {
        let hours: Vec<_> = hours.as_array().into_iter().flatten().map(Value::to_string).collect();
        writeln!(out, "Hours of {zone} that the record lacks, filled: {}.\n", hours.join(", "))?;
    }
    writeln!(out, "| lever | g | charged less than at home, % |\n|---|---|---|")?;
    writeln!(out, "| home, at once | {:.1} | |", number(&day["levers_g"]["home"]))?;
    for lever in ["where", "when", "long", "all"] {
        let grams = number(&day["levers_g"][lever]);
        writeln!(out, "| {lever} | {grams:.1} | {} |", percent(&day["levers"][lever]))?;
    }
    writeln!(
        out,
        "\n| arrived | hour, UTC | site | answers | tokens | power, W | QoE | mg each |\n\
         |---|---|---|---|---|---|---|---|"
    )?;
    for it in day["served"].as_array().into_iter().flatten() {
        writeln!(
            out,
            "| {} | {} | {} | {:.0} | {} | {:.3} | {:.4} | {:.3} |",
            it["arrived"],
            it["hour"],
            text(&it["site"]),
            number(&it["amount"]),
            it["tokens"],
            number(&it["power_w"]),
            number(&it["qoe"]),
            1e3 * number(&it["carbon_g"]),
        )?;
    }
    Ok(out)
}

fn year_table(years: &[Value]) -> Result<String, std::fmt::Error> {
    let mut out = String::new();
    let Some(first) = years.first() else { return Ok(out) };
    writeln!(
        out,
        "By how much less than at home and at once a day of {} is charged, %: the median, and in brackets \
         what one day in twenty is below and above.\n\n\
         | home | beside | where | when | how long | all |\n|---|---|---|---|---|---|",
        first["year"]
    )?;
    let spread = |it: &Value| {
        let [median, low, high] = ["median", "low", "high"].map(|end| percent(&it[end]));
        format!("{median} [{low}, {high}]")
    };
    for year in years {
        let [at, when, long, all] =
            ["where", "when", "long", "all"].map(|lever| spread(&year["levers"][lever]));
        writeln!(
            out,
            "| {} | {} | {at} | {when} | {long} | {all} |",
            text(&year["country"]),
            names(&year["sites"]),
        )?;
    }
    writeln!(
        out,
        "\n| home | who plans | days | kg | charged less than at home, % | reached of what planning ahead \
         could, % | worst month, % | worst day, % | days of harm |\n|---|---|---|---|---|---|---|---|---|"
    )?;
    for year in years {
        for it in year["rules"].as_array().into_iter().flatten() {
            let rule = match it["forecast"].as_str() {
                Some(forecast) => format!("forecast, {forecast}"),
                None => text(&it["rule"]).to_string(),
            };
            let plans_ahead = !matches!(text(&it["rule"]), "home" | "cleanest");
            writeln!(
                out,
                "| {} | {rule} | {} | {:.1} | {} | {} | {:+.1} ({}) | {:+.1} ({}) | {} |",
                text(&year["country"]),
                it["days"],
                1e-3 * number(&it["total_g"]),
                percent(&it["charged_less"]),
                if plans_ahead { percent(&it["reached"]) } else { String::new() },
                100.0 * number(&it["worst_month"]["beside"]),
                it["worst_month"]["month"],
                100.0 * number(&it["worst_day"]["beside"]),
                text(&it["worst_day"]["date"]),
                it["harms"],
            )?;
        }
    }
    writeln!(
        out,
        "\nWorst month and day: beside who needs no forecast, the cleanest site with room for a forecast, \
         home for the others."
    )?;
    Ok(out)
}
