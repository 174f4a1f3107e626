//! The commands that ask which assumption matters: tornado, uncertainty.

use super::Failure;
use super::decided::Decided;
use super::output::{say, say_text};
use crate::analysis::{MonteCarlo, Spread, Tornado};
use crate::carbon::{Chain, footprint};
use crate::optimum::optimum;
use crate::scenario::{Decision, ValidScenario};
use clap::Args;
use serde_json::{Value, json};
use std::fmt::Write;

/// Which decision is looked at, and how it is printed.
#[derive(Args)]
pub(super) struct Of {
    #[command(flatten)]
    pub decided: Decided,
    /// Print a Markdown table in place of JSON
    #[arg(long)]
    table: bool,
}

impl Of {
    fn decision(&self, valid: &ValidScenario) -> Result<Decision, Failure> {
        Ok(match self.decided.given() {
            Some((tokens, power_w)) => valid.any_decision(tokens, power_w)?,
            None => optimum(&Chain::new(valid)).footprint().decision,
        })
    }
}

/// What both commands print of the decision.
fn looked_at(valid: &ValidScenario, decision: Decision) -> Value {
    let print = footprint(&Chain::new(valid), decision);
    json!({
        "tokens": decision.tokens,
        "power_w": decision.power_w,
        "feasible": print.feasible(),
        "total_g": print.total_g,
    })
}

pub(super) fn tornado(of: &Of, valid: &ValidScenario) -> Result<(), Failure> {
    let decision = of.decision(valid)?;
    let tornado = Tornado::new(valid, decision)?;
    if of.table {
        return say_text(tornado_table(&tornado)?);
    }
    let mut object = looked_at(valid, decision);
    let bars = tornado.bars.iter().map(|bar| {
        let input = bar.input;
        json!({
            "name": input.name,
            "unit": input.unit,
            "low": input.low,
            "value": input.value,
            "high": input.high,
            "at_low_g": bar.at_low_g,
            "at_high_g": bar.at_high_g,
            "swing_g": bar.swing_g(),
            "provenance": input.provenance.word(),
            "source": input.source.cited(),
        })
    });
    object["bars"] = bars.collect();
    say(object)
}

fn tornado_table(tornado: &Tornado) -> Result<String, std::fmt::Error> {
    let mut out = String::new();
    writeln!(
        out,
        "Total {:.4} mg. Each constant alone at both ends of its plausible range.\n\n\
         | constant | unit | low | value | high | at low, mg | at high, mg | swing, mg | source |\n\
         |---|---|---|---|---|---|---|---|---|",
        1e3 * tornado.total_g
    )?;
    for bar in &tornado.bars {
        let it = bar.input;
        writeln!(
            out,
            "| {} | {} | {} | {} | {} | {:.4} | {:.4} | {:.4} | {}: {} |",
            it.name,
            it.unit,
            it.low,
            it.value,
            it.high,
            1e3 * bar.at_low_g,
            1e3 * bar.at_high_g,
            1e3 * bar.swing_g(),
            it.provenance.word(),
            it.source.cited(),
        )?;
    }
    Ok(out)
}

pub(super) fn uncertainty(
    of: &Of,
    valid: &ValidScenario,
    samples: u32,
    seed: u64,
) -> Result<(), Failure> {
    let decision = of.decision(valid)?;
    let spread = MonteCarlo::new(valid, decision, samples, seed)?.finish()?;
    let here = looked_at(valid, decision);
    if of.table {
        return say_text(spread_table(&spread, &here)?);
    }
    let mut object = json!(spread);
    if let (Value::Object(object), Value::Object(here)) = (&mut object, here) {
        object.extend(here);
    }
    object["distribution"] = json!("triangular over low, value, high; independent");
    say(object)
}

fn spread_table(spread: &Spread, here: &Value) -> Result<String, std::fmt::Error> {
    let mut out = String::new();
    writeln!(
        out,
        "{} samples, seed {}. Constants drawn independently, triangular over low, value, high.\n\n\
         | total | mg |\n|---|---|",
        spread.samples, spread.seed
    )?;
    let at_values = here["total_g"].as_f64().unwrap_or(f64::NAN);
    for (name, grams) in [
        ("constants at their values", at_values),
        ("mean", spread.mean_g),
        ("standard deviation", spread.std_g),
        ("5 % quantile", spread.q05_g),
        ("median", spread.median_g),
        ("95 % quantile", spread.q95_g),
    ] {
        writeln!(out, "| {name} | {:.4} |", 1e3 * grams)?;
    }
    writeln!(out, "\n| constant | share of the variance |\n|---|---|")?;
    for it in &spread.shares {
        writeln!(out, "| {} | {:.1} % |", it.name, 100.0 * it.share)?;
    }
    Ok(out)
}
