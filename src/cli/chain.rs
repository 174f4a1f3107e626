//! The commands that need the model only: footprint, optimum, contexts, links.

use super::Failure;
use super::output::{remark, say, say_text};
use crate::answer;
use crate::carbon::{self, Chain};
use crate::env::Family;
use crate::link::{Choice, View, decode, encode};
use crate::optimum;
use crate::report;
use crate::scenario::{Decision, ValidScenario};
use serde_json::json;

pub(super) fn footprint(valid: &ValidScenario, tokens: f64, power_w: f64) -> Result<(), Failure> {
    say(answer::footprint(valid, tokens, power_w)?)
}

pub(super) fn optimum(valid: &ValidScenario) -> Result<(), Failure> {
    say(answer::optimum(valid))
}

/// What an expert's rule of three lines decides, printed like the optimum.
pub(super) fn rule(valid: &ValidScenario) -> Result<(), Failure> {
    say(answer::rule(valid))
}

pub(super) fn contexts(family: Family, n: usize, seed: u64) -> Result<(), Failure> {
    for valid in answer::contexts(family, n, seed)? {
        say(valid.scenario().to_json())?;
    }
    Ok(())
}

pub(super) fn link(valid: &ValidScenario) -> Result<(), Failure> {
    let view = View { scenario: valid.scenario().clone(), ..View::default() };
    say(json!({ "link": format!("#{}", encode(&view)) }))
}

pub(super) fn unlink(url: &str) -> Result<(), Failure> {
    let (view, issues) = decode(url);
    if let Some(issue) = issues.first() {
        return Err(Failure(issue.to_string()));
    }
    if let Choice::Manual(decision) = view.choice {
        let Decision { tokens, power_w } = decision;
        remark(format_args!("the link shows {tokens} tokens at {power_w} W"));
    }
    say(view.scenario.to_json())
}

/// What a report is printed as.
#[derive(Clone, Copy, clap::ValueEnum)]
pub(super) enum Shape {
    Json,
    Csv,
    Text,
    Latex,
}

pub(super) fn report(url: &str, shape: Shape) -> Result<(), Failure> {
    let (view, issues) = decode(url);
    if let Some(issue) = issues.first() {
        return Err(Failure(issue.to_string()));
    }
    let chain = Chain::new(&view.scenario.validate()?);
    let chosen = match view.choice {
        Choice::Optimum => optimum::optimum(&chain).footprint().clone(),
        Choice::Manual(decision) => carbon::footprint(&chain, decision),
        Choice::Agent => {
            let why = "choice = agent: its decision depends on its weights; give optimum or manual";
            return Err(Failure(why.to_string()));
        }
    };
    match shape {
        Shape::Json => say(format_args!("{:#}", report::result(&view, &chosen)?)),
        Shape::Csv => say_text(report::csv(&report::result(&view, &chosen)?)),
        Shape::Text => say_text(report::methods(&view, &chosen, None, false)?),
        Shape::Latex => say_text(report::methods(&view, &chosen, None, true)?),
    }
}
