//! The commands that need the model only: footprint, optimum, contexts, links.

use super::Failure;
use crate::carbon::{self, Chain, Footprint};
use crate::env::Family;
use crate::link::{Choice, View, decode, encode};
use crate::optimum::{self, Optimum};
use crate::report;
use crate::rng::{Rng, Stream};
use crate::scenario::{MODEL_VERSION, ValidScenario};
use serde_json::{Value, json};

fn print_object(valid: &ValidScenario, chain: &Chain, print: &Footprint) -> Value {
    let violations: Vec<_> =
        carbon::violations(&chain.limits, print).into_iter().map(|limit| limit.word()).collect();
    let warnings: Vec<_> =
        carbon::warnings(valid, chain, print).into_iter().map(|it| it.word()).collect();
    json!({
        "model_version": MODEL_VERSION,
        "inference": print.inference,
        "wireless": print.wireless,
        "network": print.network,
        "phone": print.phone,
        "qoe": print.qoe,
        "latency_s": print.latency_s,
        "total_g": print.total_g,
        "feasible": print.feasible(),
        "violations": violations,
        "warnings": warnings,
    })
}

pub(super) fn footprint(valid: &ValidScenario, tokens: f64, power_w: f64) -> Result<(), Failure> {
    let chain = Chain::new(valid);
    let decision = valid.any_decision(tokens, power_w)?;
    println!("{}", print_object(valid, &chain, &carbon::footprint(&chain, decision)));
    Ok(())
}

pub(super) fn optimum(valid: &ValidScenario) {
    let chain = Chain::new(valid);
    let best = optimum::optimum(&chain);
    let mut object = print_object(valid, &chain, best.footprint());
    let (tokens, power_w) = match &best {
        Optimum::Feasible { footprint, .. } => {
            (json!(footprint.decision.tokens), json!(footprint.decision.power_w))
        }
        Optimum::Infeasible { .. } => (Value::Null, Value::Null),
    };
    object["tokens"] = tokens;
    object["power_w"] = power_w;
    object["binding"] = best.binding().iter().map(|limit| limit.word()).collect();
    println!("{object}");
}

/// What an expert's rule of three lines decides, printed like the optimum.
pub(super) fn rule(valid: &ValidScenario) {
    let chain = Chain::new(valid);
    let safe = || carbon::footprint(&chain, optimum::safe_action(&chain));
    let chosen = optimum::rule(&chain);
    let mut object = print_object(valid, &chain, &chosen.clone().unwrap_or_else(safe));
    object["tokens"] = chosen.as_ref().map_or(Value::Null, |it| json!(it.decision.tokens));
    object["power_w"] = chosen.as_ref().map_or(Value::Null, |it| json!(it.decision.power_w));
    let binding = chosen.map_or(Vec::new(), |it| optimum::binding(&chain, &it));
    object["binding"] = binding.iter().map(|limit| limit.word()).collect();
    println!("{object}");
}

pub(super) fn contexts(family: Family, n: usize, seed: u64) -> Result<(), Failure> {
    if !(1..=1_000_000).contains(&n) {
        return Err(Failure(format!("n = {n} is out of range: an integer from 1 to 1000000")));
    }
    let mut rng = Rng::new(seed, Stream::EvalContexts);
    for _ in 0..n {
        println!("{}", family.scenario(&mut rng).scenario().to_json());
    }
    Ok(())
}

pub(super) fn link(valid: &ValidScenario) {
    let view = View { scenario: valid.scenario().clone(), ..View::default() };
    println!("{}", json!({ "link": format!("#{}", encode(&view)) }));
}

pub(super) fn unlink(url: &str) -> Result<(), Failure> {
    let (view, issues) = decode(url);
    if let Some(issue) = issues.first() {
        return Err(Failure(issue.to_string()));
    }
    if let Choice::Manual(decision) = view.choice {
        eprintln!("the link shows {} tokens at {} W", decision.tokens, decision.power_w);
    }
    println!("{}", view.scenario.to_json());
    Ok(())
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
        Shape::Json => println!("{:#}", report::result(&view, &chosen)?),
        Shape::Csv => print!("{}", report::csv(&report::result(&view, &chosen)?)),
        Shape::Text => print!("{}", report::methods(&view, &chosen, false)?),
        Shape::Latex => print!("{}", report::methods(&view, &chosen, true)?),
    }
    Ok(())
}
