//! What the model answers to a scenario, as one object: footprint, optimum, the rule of an expert,
//! requests of a family, a day and a year.
//!
//! The command line prints these, and the Python package gives them back: same fields, same numbers.

#[cfg(not(target_arch = "wasm32"))]
mod day;

#[cfg(not(target_arch = "wasm32"))]
pub use day::{Asked, Shape, day, grid, year};

use crate::carbon::{self, Chain, Footprint};
use crate::env::Family;
use crate::optimum::{self, Optimum};
use crate::rng::{Rng, Stream};
use crate::scenario::{Allowed, MODEL_VERSION, ScenarioError, Span, ValidScenario};
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

/// The footprint of a decision, with every intermediate.
///
/// # Errors
/// Names `tokens` or `power_w`, the value and the allowed range.
pub fn footprint(valid: &ValidScenario, tokens: f64, power_w: f64) -> Result<Value, ScenarioError> {
    let chain = Chain::new(valid);
    let decision = valid.any_decision(tokens, power_w)?;
    Ok(print_object(valid, &chain, &carbon::footprint(&chain, decision)))
}

/// The exact optimum; where nothing is feasible, the safe action with null for what is decided.
pub fn optimum(valid: &ValidScenario) -> Value {
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
    object
}

/// What an expert's rule of three lines decides, with the fields of the optimum.
pub fn rule(valid: &ValidScenario) -> Value {
    let chain = Chain::new(valid);
    let safe = || carbon::footprint(&chain, optimum::safe_action(&chain));
    let chosen = optimum::rule(&chain);
    let mut object = print_object(valid, &chain, &chosen.clone().unwrap_or_else(safe));
    object["tokens"] = chosen.as_ref().map_or(Value::Null, |it| json!(it.decision.tokens));
    object["power_w"] = chosen.as_ref().map_or(Value::Null, |it| json!(it.decision.power_w));
    let binding = chosen.map_or(Vec::new(), |it| optimum::binding(&chain, &it));
    object["binding"] = binding.iter().map(|limit| limit.word()).collect();
    object
}

/// The family of that word.
///
/// # Errors
/// Names what there is.
pub fn family(word: &str) -> Result<Family, ScenarioError> {
    match word {
        "bench" => Ok(Family::Bench),
        "any" => Ok(Family::Any),
        _ => {
            let allowed = Allowed::OneOf(vec!["bench", "any"]);
            Err(ScenarioError::range("family", format!("{word:?}"), allowed))
        }
    }
}

/// The most requests that are asked for at once.
pub const MOST_CONTEXTS: u64 = 1_000_000;

/// The first `n` held-out requests of a family under a seed.
///
/// # Errors
/// `n` is not from 1 to [`MOST_CONTEXTS`].
pub fn contexts(
    family: Family,
    n: usize,
    seed: u64,
) -> Result<impl Iterator<Item = ValidScenario>, ScenarioError> {
    const MANY: Span = Span::integer(1.0, MOST_CONTEXTS as f64);
    if !MANY.holds(n as f64) {
        return Err(ScenarioError::range("n", n.to_string(), MANY));
    }
    let mut rng = Rng::new(seed, Stream::EvalContexts);
    Ok((0..n).map(move |_| family.scenario(&mut rng)))
}
