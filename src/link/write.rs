//! A view as a link: what differs from the default, in the order in which links have it.

use super::beside::{Beside, KEPT, NAMED};
use super::letters::escape;
use super::{Choice, Daily, Drawing, END, Place, VERSION, View, Whose, task};
use crate::data;
use crate::scenario::{Decision, LlmChoice, LlmShape, Scenario};

/// The fragment that restores a view, without `#`.
pub fn encode(view: &View) -> String {
    let mut parts = settings(view);
    parts.insert(0, VERSION.to_string());
    parts.push(END.to_string());
    parts.join("&")
}

/// What differs from the default, as parts of a link.
pub fn settings(view: &View) -> Vec<String> {
    let mut parts = Vec::new();
    if view.place != Place::default() {
        parts.push(format!("view={}", view.place.word()));
    }
    let (scenario, fresh) = (&view.scenario, Scenario::default());
    match &scenario.model {
        model if *model == fresh.model => {}
        LlmChoice::Named(name) => parts.push(format!("model={name}")),
        LlmChoice::Custom(shape) => {
            let numbers = LlmShape::NAMES.into_iter().zip(shape.numbers());
            parts.extend(numbers.filter_map(|(name, it)| Some(format!("{name}={}", it?))));
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
            parts.push(format!("{name}={word}"));
        }
    }
    for field in data::FIELDS {
        match scenario.number(field.name) {
            Some(value) if field.default != Some(value) => {
                parts.push(format!("{}={value}", field.name))
            }
            _ => {}
        }
    }
    if let Some(run) = &view.run {
        parts.push(format!("run={}", run.encode()));
    }
    if let Some(zone) = &view.zone {
        parts.push(format!("zone={zone}"));
    }
    // Elsewhere it would only lengthen the link.
    if let Some(step) = view.step.filter(|_| view.place == Place::Teach) {
        parts.push(format!("lesson={}", step.encode()));
    }
    if let Some(step) = view.trying.filter(|_| !view.place.in_teach()) {
        parts.push(format!("try={}", step.encode()));
    }
    if let Some(round) = view.round.as_ref().filter(|_| view.place == Place::Round) {
        parts.push(format!("round={}", round.encode()));
    }
    let Drawing { samples, seed } = view.drawing;
    if view.place == Place::Assumptions {
        let fresh = Drawing::default();
        parts.extend((samples != fresh.samples).then(|| format!("samples={samples}")));
        parts.extend((seed != fresh.seed).then(|| format!("sample_seed={seed}")));
    }
    if view.daily != Daily::default() {
        parts.push(format!("questions={}", view.daily.0));
    }
    parts.extend(view.day.parts());
    match view.choice {
        Choice::Optimum => {}
        Choice::Agent => parts.push("choice=agent".to_string()),
        Choice::Manual(Decision { tokens, power_w }) => parts.extend([
            "choice=manual".to_string(),
            format!("tokens={tokens}"),
            format!("power_w={power_w}"),
        ]),
    }
    if view.agent != Whose::Shipped {
        parts.push("agent=own".to_string());
    }
    match (&view.task, &view.beside) {
        (Some(task), _) => parts.extend(task::encode(task)),
        (None, Some(beside)) => parts.extend(kept(beside)),
        (None, None) => {}
    }
    parts
}

/// The parts of the kept design: those that people write come last.
fn kept(beside: &Beside) -> Vec<String> {
    let mut parts: Vec<_> =
        settings(&beside.view()).into_iter().map(|part| format!("{KEPT}{part}")).collect();
    let names = NAMED.iter().zip(&beside.names);
    parts.extend(names.map(|(part, name)| format!("{part}={}", escape(name))));
    parts
}
