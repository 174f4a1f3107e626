//! `aolo._native`: the crate as Python sees it. Scenarios and answers go through as JSON, so that they
//! are those of the command line to the last digit; requests and actions as arrays.

mod action;
mod held_out;
mod requests;

use aolo::answer::{self, Asked};
use aolo::learn::Recipe;
use aolo::scenario::{Scenario, ScenarioError, ValidScenario};
use aolo::{stats, study};
use pyo3::exceptions::{PyRuntimeError, PyValueError};
use pyo3::prelude::*;
use std::fmt::Display;

/// What is wrong, with field, value and allowed range, as the command line says it.
fn wrong(error: impl Display) -> PyErr {
    PyValueError::new_err(error.to_string())
}

fn read(scenario: &str) -> Result<ValidScenario, ScenarioError> {
    Scenario::from_json(scenario)?.validate()
}

/// An integer within a range.
fn whole(field: &str, value: &Bound<PyAny>, low: u64, high: u64) -> PyResult<u64> {
    match value.extract::<u64>() {
        Ok(whole) if (low..=high).contains(&whole) => Ok(whole),
        _ => Err(wrong(format_args!(
            "{field} = {value} is out of range: an integer from {low} to {high}"
        ))),
    }
}

#[pyfunction]
fn footprint(scenario: &str, tokens: f64, power_w: f64) -> PyResult<String> {
    let valid = read(scenario).map_err(wrong)?;
    let object = answer::footprint(&valid, tokens, power_w).map_err(wrong)?;
    Ok(object.to_string())
}

#[pyfunction]
fn optimum(scenario: &str) -> PyResult<String> {
    Ok(answer::optimum(&read(scenario).map_err(wrong)?).to_string())
}

#[pyfunction]
fn rule(scenario: &str) -> PyResult<String> {
    Ok(answer::rule(&read(scenario).map_err(wrong)?).to_string())
}

#[pyfunction]
fn day(scenario: &str, asked: &str) -> PyResult<String> {
    let scenario = read(scenario).map_err(wrong)?;
    let asked = Asked::read(&serde_json::from_str(asked).map_err(wrong)?).map_err(wrong)?;
    Ok(answer::day(scenario.scenario().clone(), &asked).map_err(wrong)?.to_string())
}

#[pyfunction]
fn contexts(family: &str, n: &Bound<PyAny>, seed: &Bound<PyAny>) -> PyResult<Vec<String>> {
    let family = answer::family(family).map_err(wrong)?;
    let n = whole("n", n, 1, answer::MOST_CONTEXTS)? as usize;
    let seed = whole("seed", seed, 0, u64::MAX)?;
    let contexts = answer::contexts(family, n, seed).map_err(wrong)?;
    Ok(contexts.map(|valid| valid.scenario().to_json().to_string()).collect())
}

/// The words of all recipes.
#[pyfunction]
fn recipes() -> Vec<&'static str> {
    Recipe::ALL.map(Recipe::word).to_vec()
}

/// The name and the content of the file that `aolo reproduce` writes for a run.
#[pyfunction]
fn reproduce(
    py: Python,
    recipe: &str,
    seed: &Bound<PyAny>,
    updates: &Bound<PyAny>,
) -> PyResult<(String, String)> {
    let Some(recipe) = Recipe::parse(recipe) else {
        let words = recipes().join(", ");
        return Err(wrong(format_args!("recipe = {recipe:?} is out of range: {words}")));
    };
    let seed = whole("seed", seed, 0, 1_000_000_000)?;
    let updates = whole("updates", updates, 1, 100_000_000)?;
    py.detach(|| {
        let judges = study::Judges::new();
        let run = study::run(recipe, seed, updates, &judges, &mut |_| {}).map_err(wrong)?;
        let text = run.text().map_err(|error| PyRuntimeError::new_err(error.to_string()))?;
        Ok((study::file_name(recipe, seed), text))
    })
}

/// The interquartile mean over seeds, and both ends of its bootstrap interval, as in the summaries of
/// `aolo reproduce`.
#[pyfunction]
fn interquartile_mean(values: Vec<f64>) -> PyResult<(f64, f64, f64)> {
    let found =
        stats::interquartile_mean_interval(&values, study::RESAMPLES, study::BOOTSTRAP_SEED);
    found.map(|it| (it.point, it.low, it.high)).map_err(wrong)
}

#[pymodule]
fn _native(module: &Bound<PyModule>) -> PyResult<()> {
    module.add("MODEL_VERSION", aolo::scenario::MODEL_VERSION)?;
    module.add("VERSION", env!("CARGO_PKG_VERSION"))?;
    module.add_function(wrap_pyfunction!(footprint, module)?)?;
    module.add_function(wrap_pyfunction!(optimum, module)?)?;
    module.add_function(wrap_pyfunction!(day, module)?)?;
    module.add_function(wrap_pyfunction!(rule, module)?)?;
    module.add_function(wrap_pyfunction!(contexts, module)?)?;
    module.add_function(wrap_pyfunction!(recipes, module)?)?;
    module.add_function(wrap_pyfunction!(reproduce, module)?)?;
    module.add_function(wrap_pyfunction!(interquartile_mean, module)?)?;
    module.add_class::<requests::Requests>()?;
    module.add_class::<held_out::HeldOut>()?;
    Ok(())
}
