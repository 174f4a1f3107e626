//! A view as a link: what differs from the default, in the order in which links have it.

use super::beside::{Beside, KEPT, NAMED};
use super::letters::escape;
use super::{Choice, Daily, Drawing, END, Place, VERSION, View, Whose, task};
use crate::data;
use crate::scenario::{Decision, LlmChoice, LlmShape, Scenario};
use std::fmt::Display;

/// The fragment that restores a view, without `#`.
pub fn encode(view: &View) -> String {
    let mut parts = settings(view);
    parts.insert(0, VERSION.to_string());
    parts.push(END.to_string());
    parts.join("&")
}

/// How many settings of what is shown differ from the default. Which view it is shown in is none, and a
/// design that is kept beside it has its own.
pub fn changed(view: &View) -> usize {
    settings(&View { place: Place::default(), beside: None, ..view.clone() }).len()
}

/// What differs from the default, as parts of a link.
pub fn settings(view: &View) -> Vec<String> {
    let mut parts = Vec::new();
    if view.place != Place::default() {
        parts.push(part("view", &view.place.word()));
    }
    let (scenario, fresh) = (&view.scenario, Scenario::default());
    match &scenario.model {
        model if *model == fresh.model => {}
        LlmChoice::Named(name) => parts.push(part("model", name)),
        LlmChoice::Custom(shape) => {
            let numbers = LlmShape::NAMES.into_iter().zip(shape.numbers());
            parts.extend(numbers.filter_map(|(name, it)| Some(part(name, &it?))));
        }
    }
    for (name, word, default) in [
        ("gpu", scenario.gpu.word(), fresh.gpu.word()),
        ("energy_model", scenario.energy_model.word(), fresh.energy_model.word()),
        ("cell", scenario.cell.word(), fresh.cell.word()),
        ("accounting", scenario.accounting.word(), fresh.accounting.word()),
        ("boundary", scenario.boundary.word(), fresh.boundary.word()),
    ] {
        if word != default {
            parts.push(part(name, &word));
        }
    }
    for field in data::FIELDS {
        match scenario.number(field.name) {
            Some(value) if field.default != Some(value) => parts.push(part(field.name, &value)),
            _ => {}
        }
    }
    if let Some(run) = &view.run {
        parts.push(part("run", &run.encode()));
    }
    if let Some(zone) = &view.zone {
        parts.push(part("zone", zone));
    }
    // Elsewhere it would only lengthen the link.
    if let Some(step) = view.step.filter(|_| view.place == Place::Teach) {
        parts.push(part("lesson", &step.encode()));
    }
    if let Some(step) = view.trying.filter(|_| !view.place.in_teach()) {
        parts.push(part("try", &step.encode()));
    }
    if let Some(round) = view.round.as_ref().filter(|_| view.place == Place::Round) {
        parts.push(part("round", &round.encode()));
    }
    let Drawing { samples, seed } = view.drawing;
    if view.place == Place::Assumptions {
        let fresh = Drawing::default();
        if samples != fresh.samples {
            parts.push(part("samples", &samples));
        }
        if seed != fresh.seed {
            parts.push(part("sample_seed", &seed));
        }
    }
    if view.daily != Daily::default() {
        parts.push(part("questions", &view.daily.0));
    }
    parts.extend(view.day.parts());
    match view.choice {
        Choice::Optimum => {}
        Choice::Agent => parts.push(part("choice", &"agent")),
        Choice::Manual(Decision { tokens, power_w }) => {
            parts.push(part("choice", &"manual"));
            parts.push(part("tokens", &tokens));
            parts.push(part("power_w", &power_w));
        }
    }
    if view.agent != Whose::Shipped {
        parts.push(part("agent", &"own"));
    }
    match (&view.task, &view.beside) {
        (Some(task), _) => parts.extend(task::encode(task)),
        (None, Some(beside)) => parts.extend(kept(beside)),
        (None, None) => {}
    }
    parts
}

/// One function for all kinds of values: each place that formats is code that the page opens with.
fn part(name: &str, value: &dyn Display) -> String {
    format!("{name}={value}")
}

/// The parts of the kept design: those that people write come last.
fn kept(beside: &Beside) -> Vec<String> {
    let mut parts: Vec<_> =
        settings(&beside.view()).into_iter().map(|part| format!("{KEPT}{part}")).collect();
    let names = NAMED.iter().zip(&beside.names);
    parts.extend(names.map(|(named, name)| part(named, &escape(name))));
    parts
}
