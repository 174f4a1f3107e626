//! How many machines are on through a day, under each rule.

use super::Failure;
use super::load::loads;
use super::output::{say, say_text};
use super::scene::Scene;
use crate::answer;
use crate::data::day::HOURS;
use crate::day::fleet::{Fleet, Given, Plan, Rule, Settings, fleet};
use crate::day::{Date, DayError, Hourly, Setting, floor_below};
use crate::scenario::MODEL_VERSION;
use clap::Args;
use serde_json::{Value, json};
use std::fmt::Write;

#[derive(Args)]
pub(super) struct Of {
    #[command(flatten)]
    scene: Scene,
    /// Zone of machines and base station: DE, FR, US-CAL-CISO, …
    #[arg(long, requires = "date", conflicts_with = "grid", value_name = "Z")]
    country: Option<String>,
    /// Day of its grid, UTC
    #[arg(long, requires = "country", value_name = "YYYY-MM-DD")]
    date: Option<String>,
    /// Zone of the machines, where it is another; the base station stays
    #[arg(long, requires = "country", value_name = "Z")]
    site: Option<String>,
    /// Carbon intensity of every hour, g/kWh; the scenario's two grids where nothing is given
    #[arg(long)]
    grid: Option<f64>,
    /// Load by its name (default, flat, conversation-2024-05-14, coding-2024-05-14, …), or 24 numbers
    #[arg(long, default_value = "default", value_name = "NAME|FILE")]
    load: String,
    /// What was expected, for the rule that plans ahead; the day before of a measured load
    #[arg(long, value_name = "NAME|FILE")]
    expected: Option<String>,
    /// Answers of the day
    #[arg(long, default_value_t = 100_000.0, value_name = "N")]
    answers: f64,
    /// Mean QoE of the day; the scenario's least where none is given
    #[arg(long)]
    qoe_day: Option<f64>,
    /// QoE of each answer at least; a tenth below the day's where none is given
    #[arg(long)]
    qoe_floor: Option<f64>,
    /// Answers that a machine writes at once at most
    #[arg(long, default_value_t = 128.0)]
    batch_max: f64,
    /// Power of a GPU that waits, W
    #[arg(long, default_value_t = 80.0)]
    idle_w: f64,
    /// Power of a GPU while its machine starts, W
    #[arg(long, default_value_t = 430.0)]
    start_w: f64,
    /// How long that takes, s; at most a slot of 900
    #[arg(long, default_value_t = 300.0)]
    start_s: f64,
    /// Print a Markdown table in place of JSON
    #[arg(long)]
    table: bool,
}

pub(super) fn run(of: &Of) -> Result<(), Failure> {
    let valid = of.scene.read()?;
    let scenario = valid.scenario();
    let qoe_day = of.qoe_day.unwrap_or(scenario.qoe_min);
    let qoe_floor = of.qoe_floor.unwrap_or(floor_below(qoe_day));
    if !Setting::ANSWERS.holds(of.answers) {
        let allowed = Setting::ANSWERS.into();
        Err(DayError::OutOfRange { field: "answers", value: of.answers.into(), allowed })?;
    }
    let (data_centre, base_station) = match (&of.country, &of.date, of.grid) {
        (Some(country), Some(date), _) => {
            let date = Date::read(date)?;
            let home = answer::grid("country", country, date)?;
            let site = of.site.as_ref().map(|site| answer::grid("site", site, date));
            (site.transpose()?.unwrap_or(home), home)
        }
        (_, _, Some(grid)) => ([grid; HOURS], [grid; HOURS]),
        _ => ([scenario.grid_dc_g_per_kwh; HOURS], [scenario.grid_bs_g_per_kwh; HOURS]),
    };
    let load = loads("load", &of.load)?;
    let expected = match &of.expected {
        Some(name) => Some(loads("expected", name)?.load),
        None => load.before,
    };
    let hours = |mean1: Hourly| mean1.map(|it| it * of.answers / HOURS as f64);
    let given = Given {
        data_centre,
        base_station,
        load: hours(load.load),
        expected: expected.map(hours),
        settings: Settings {
            qoe_day,
            qoe_floor,
            batch_max: of.batch_max,
            idle_w: of.idle_w,
            start_w: of.start_w,
            start_s: of.start_s,
        },
    };
    given.check()?;
    let found = fleet(&valid, &given);
    if of.table {
        return say_text(table(found.as_ref())?);
    }
    say(object(&given, found.as_ref()))
}

/// By how much a day lies above the best one.
fn above(grams: f64, best_g: f64) -> Option<f64> {
    (best_g > 0.0).then(|| grams / best_g - 1.0)
}

fn object(given: &Given, found: Option<&Fleet>) -> Value {
    let mut rules = serde_json::Map::new();
    for rule in Rule::ALL {
        let value = found.map_or(Value::Null, |it| {
            let (plan, best) = (it.plan(rule), it.plan(Rule::Best));
            let mut value = json!(plan);
            value["machines_g"] = json!(plan.parts.machines_g());
            value["above_best"] = json!(above(plan.total_g, best.total_g));
            let machines = above(plan.parts.machines_g(), best.parts.machines_g());
            value["machines_above_best"] = json!(machines);
            value
        });
        rules.insert(rule.word().to_string(), value);
    }
    json!({
        "schema": "aolo-fleet-1",
        "model_version": MODEL_VERSION,
        "feasible": found.is_some(),
        "given": given,
        "answers": found.map(|it| &it.answers),
        "house": found.map(|it| it.house),
        "unit": found.map(|it| it.unit),
        "rules": rules,
        "levers": found.map(|it| it.levers),
        "bound_g": found.map(|it| it.bound_g),
        "gap": found.map(|it| it.gap),
        "multiplier": found.map(|it| it.multiplier),
    })
}

fn table(found: Option<&Fleet>) -> Result<String, std::fmt::Error> {
    let mut out = String::new();
    let Some(found) = found else {
        writeln!(out, "No machine can answer well enough here.")?;
        return Ok(out);
    };
    let best = found.plan(Rule::Best);
    writeln!(
        out,
        "{} {} in the house; the best day is within {:.2} % of the bound, {:.1} g.\n\n\
         | rule | total, g | above best | machines alone | serving | idle | starts | making | sending | \
         machine-hours | started | QoE | one slot late |\n|---|---|---|---|---|---|---|---|---|---|---|---|---|",
        found.house,
        if found.house == 1 { "machine" } else { "machines" },
        100.0 * found.gap,
        found.bound_g,
    )?;
    // What rounds to nothing has no sign.
    let percent = |share: Option<f64>| {
        share
            .map_or(String::new(), |it| format!("{:.1} %", 100.0 * it))
            .replacen("-0.0 ", "0.0 ", 1)
    };
    for plan in &found.plans {
        let Plan { rule, total_g, parts, qoe_mean, overload, starts, machine_hours, .. } = plan;
        writeln!(
            out,
            "| {} | {total_g:.1} | {} | {} | {:.1} | {:.1} | {:.1} | {:.1} | {:.1} | \
             {machine_hours:.1} | {starts} | {qoe_mean:.3} | {overload:.0} |",
            rule.word(),
            percent(above(*total_g, best.total_g)),
            percent(above(parts.machines_g(), best.parts.machines_g())),
            parts.serving_g,
            parts.idle_g,
            parts.start_g,
            parts.embodied_g,
            parts.sending_g,
        )?;
    }
    let levers = found.levers;
    writeln!(out, "\n| lever alone | total, g | less than `static` |\n|---|---|---|")?;
    for (name, grams) in [
        ("machines by slot, one length", levers.machines_g),
        ("lengths by slot, the machines of the peak", levers.lengths_g),
        ("both", levers.both_g),
    ] {
        let less = percent((levers.neither_g > 0.0).then(|| 1.0 - grams / levers.neither_g));
        writeln!(out, "| {name} | {grams:.1} | {less} |")?;
    }
    Ok(out)
}
