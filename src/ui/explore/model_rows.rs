//! What each model of the table would emit in place of the one that answers.

use crate::carbon::{
    Chain, Footprint, GPU_ENERGY, Leaning, Warning, footprint, gpu_energy_range, warnings,
};
use crate::data::{LLMS, Llm, LlmKind, TASKS, Task};
use crate::inference::memory_of_gpus;
use crate::link::{Choice, View};
use crate::optimum::optimum;
use crate::scenario::{EnergyModel, LlmChoice, Scenario};

/// How the figure of a model is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// This model on this GPU, in this task.
    Measured,
    /// By the formula, within what it was fitted to.
    Computed,
    /// By the formula, beyond that.
    Extrapolated,
}

impl Known {
    pub const ALL: [Self; 3] = [Self::Measured, Self::Computed, Self::Extrapolated];
}

/// A model, and what computing one answer by it emits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ModelRow {
    pub llm: &'static Llm,
    pub known: Known,
    /// The fewest that hold it, as far as there are as many.
    pub gpus: f64,
    pub tokens: u32,
    /// Whether its lengths are its own, or the median over models; none where no task is set.
    pub own_lengths: Option<bool>,
    /// Electricity and hardware of the data centre, g.
    pub compute_g: f64,
    /// The same at both ends of what the fit leaves open.
    pub range_g: (f64, f64),
}

/// The task that a scenario stands at.
pub fn standing_task(scenario: &Scenario) -> Option<&'static Task> {
    TASKS.iter().find(|task| task.stands(scenario))
}

/// Whether answers of the model to that task are known: who was not given pictures takes none.
pub fn takes(llm: &Llm, task: Option<&Task>) -> bool {
    let seen = |task: &&Task| matches!(task.name, "image" | "video");
    task.filter(seen).is_none_or(|task| measured_in(llm, task))
}

fn measured_in(llm: &Llm, task: &Task) -> bool {
    let place = LLMS.iter().position(|it| it.name == llm.name);
    task.lengths.iter().any(|(of, ..)| Some(*of) == place)
}

/// The scenario with that model in it: on the fewest GPUs that hold it, answering as long as it does
/// where a task is set.
pub fn taking(view: &View, llm: &'static Llm) -> Scenario {
    let mut scenario = view.scenario.clone();
    let task = standing_task(&scenario);
    scenario.model = LlmChoice::Named(llm.name.to_string());
    if let Some(task) = task {
        task.set(&mut scenario);
    }
    scenario.gpus = 1.0;
    while scenario.gpus < MOST_GPUS && !held(view, &scenario) {
        scenario.gpus *= 2.0;
    }
    scenario
}

const MOST_GPUS: f64 = 64.0;

fn held(view: &View, scenario: &Scenario) -> bool {
    let Ok(valid) = scenario.validate() else { return true };
    let chain = Chain::new(&valid);
    let weights = chain.serving.model.shared_bytes + chain.serving.model.expert_bytes;
    // Where not even the weights fit, how long the answer is need not be known.
    weights <= memory_of_gpus(&chain.serving) && !decided(view, &chain).out_of_memory
}

/// The answer as it is decided there: by hand it stays, else the optimum moves.
fn decided(view: &View, chain: &Chain) -> Footprint {
    match view.choice {
        Choice::Manual(decision) => footprint(chain, chain.nearest(decision)),
        _ => optimum(chain).footprint().clone(),
    }
}

/// All models that can take the task, the one that emits least first.
pub fn model_rows(view: &View) -> Vec<ModelRow> {
    let task = standing_task(&view.scenario);
    let able = LLMS.iter().filter(|llm| takes(llm, task));
    let mut rows: Vec<_> = able.filter_map(|llm| row(view, llm, task)).collect();
    rows.sort_by(|a, b| a.compute_g.total_cmp(&b.compute_g));
    rows
}

fn row(view: &View, llm: &'static Llm, task: Option<&Task>) -> Option<ModelRow> {
    let scenario = taking(view, llm);
    let valid = scenario.validate().ok()?;
    let chain = Chain::new(&valid);
    let print = decided(view, &chain);
    let compute_g = print.inference.operational_g + print.inference.embodied_g;
    let fit = gpu_energy_range(&valid);
    let leaning = Leaning::new(&valid);
    let lean = |end: Option<f64>| {
        let total_g = leaning.total_with_g(GPU_ENERGY, end?, print.decision).ok()?;
        Some(compute_g + total_g - print.total_g)
    };
    let own_lengths = task.map(|task| measured_in(llm, task));
    let found = warnings(&valid, &chain, &print);
    let holds = |it: Warning| found.contains(&it);
    let beyond = [Warning::Extrapolated, Warning::Batch, Warning::Weights].into_iter().any(holds)
        || (holds(Warning::Transferred) && llm.kind != LlmKind::Dense);
    let known = if beyond {
        Known::Extrapolated
    } else if holds(Warning::Unmeasured)
        || holds(Warning::Transferred)
        || own_lengths == Some(false)
        || scenario.energy_model == EnergyModel::Ecologits
    {
        Known::Computed
    } else {
        Known::Measured
    };
    Some(ModelRow {
        llm,
        known,
        gpus: scenario.gpus,
        tokens: print.decision.tokens,
        own_lengths,
        compute_g,
        range_g: (lean(fit.low).unwrap_or(compute_g), lean(fit.high).unwrap_or(compute_g)),
    })
}

/// The rows that somebody looks for: every word of what was typed stands in name or family, and the kind
/// is wanted.
pub fn found(rows: &[ModelRow], typed: &str, kinds: [bool; 3]) -> Vec<ModelRow> {
    let typed = typed.to_lowercase();
    let wanted = |row: &&ModelRow| {
        let ModelRow { llm, .. } = row;
        let said = [llm.label, llm.name, llm.family].join(" ").to_lowercase();
        kinds[llm.kind as usize] && typed.split_whitespace().all(|word| said.contains(word))
    };
    rows.iter().filter(wanted).copied().collect()
}

/// The rows by family: where the one that emits least comes first, so does its family.
pub fn by_family(rows: &[ModelRow]) -> Vec<(&'static str, Vec<ModelRow>)> {
    let mut families: Vec<(&str, Vec<ModelRow>)> = Vec::new();
    for row in rows {
        match families.iter_mut().find(|(family, _)| *family == row.llm.family) {
            Some((_, of)) => of.push(*row),
            None => families.push((row.llm.family, vec![*row])),
        }
    }
    families
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Decision, GpuKind, task};
    use crate::ui::state::results::{FIRST_MANUAL, Results};

    fn view_of(task_name: Option<&str>, gpu: GpuKind) -> View {
        let mut view = View::default();
        view.scenario.gpu = gpu;
        if let Some(task) = task_name.and_then(task) {
            task.set(&mut view.scenario);
        }
        view
    }

    #[test]
    fn what_is_promised_of_a_model_is_what_choosing_it_gives() {
        let by_hand = Choice::Manual(Decision { tokens: 500, power_w: 2.0 });
        for (task, choice) in [
            (None, Choice::Optimum),
            (Some("reasoning"), Choice::Optimum),
            (Some("image"), by_hand),
        ] {
            let view = View { choice, ..view_of(task, GpuKind::H100) };
            let rows = model_rows(&view);
            for row in &rows {
                let after = View { scenario: taking(&view, row.llm), ..view.clone() };
                let results = Results::new(&after, FIRST_MANUAL, None).unwrap();
                let inference = results.chosen.inference;
                assert_eq!(inference.operational_g + inference.embodied_g, row.compute_g);
                assert_eq!(results.chosen.decision.tokens, row.tokens, "{}", row.llm.name);
                assert!(!results.chosen.out_of_memory, "{}", row.llm.name);
                // Whoever looks again finds the same: nothing moves under the arrow keys.
                assert_eq!(model_rows(&after), rows, "{}", row.llm.name);
            }
        }
    }

    #[test]
    fn models_are_sorted_by_carbon_and_those_that_take_no_pictures_go() {
        for (task, many) in
            [(None, 42), (Some("chat"), 42), (Some("image"), 10), (Some("video"), 5)]
        {
            let rows = model_rows(&view_of(task, GpuKind::H100));
            assert_eq!(rows.len(), many, "{task:?}");
            assert!(rows.is_sorted_by_key(|row| row.compute_g));
            let families = by_family(&rows);
            assert_eq!(families.iter().map(|(_, of)| of.len()).sum::<usize>(), many);
            for (_, of) in families {
                assert!(of.is_sorted_by_key(|row| row.compute_g));
            }
        }
    }

    #[test]
    fn how_a_figure_is_known_follows_model_gpu_and_task() {
        let known = |name: &str, task: Option<&str>, gpu| {
            let rows = model_rows(&view_of(task, gpu));
            rows.iter().find(|row| row.llm.name == name).unwrap().known
        };
        for (name, task, gpu, expected) in [
            ("llama-3.1-8b", Some("chat"), GpuKind::H100, Known::Measured),
            ("llama-3.1-8b", Some("reasoning"), GpuKind::H100, Known::Computed),
            ("llama-3.2-1b", None, GpuKind::H100, Known::Computed),
            ("kimi-k2", Some("chat"), GpuKind::B200, Known::Computed),
            ("llama-4-scout", Some("chat"), GpuKind::B200, Known::Computed),
            ("llama-3.1-8b", Some("chat"), GpuKind::A100, Known::Computed),
            ("mixtral-8x7b", Some("chat"), GpuKind::A100, Known::Extrapolated),
            ("llama-3.1-8b", Some("chat"), GpuKind::H200, Known::Extrapolated),
        ] {
            assert_eq!(known(name, task, gpu), expected, "{name} {task:?} {gpu:?}");
        }
        // A batch that nobody measured is beyond the fit.
        let mut view = view_of(Some("chat"), GpuKind::H100);
        view.scenario.batch = 2.0;
        assert!(model_rows(&view).iter().all(|row| row.known == Known::Extrapolated));
    }

    #[test]
    fn few_active_parameters_are_not_little_carbon() {
        let rows = model_rows(&view_of(None, GpuKind::H100));
        let of = |name: &str| *rows.iter().find(|row| row.llm.name == name).unwrap();
        let (mixture, dense) = (of("qwen3-235b-a22b"), of("llama-3.3-70b"));
        assert!(mixture.llm.active_billion < 0.4 * dense.llm.active_billion);
        assert_eq!((mixture.gpus, dense.gpus), (8.0, 2.0));
        assert!(mixture.compute_g > 2.0 * dense.compute_g);
        // The ends are those of what was measured for each kind.
        for row in rows {
            let (low, high) = (row.range_g.0 / row.compute_g, row.range_g.1 / row.compute_g);
            let most = if row.llm.kind == LlmKind::Mixture { 0.3 } else { 0.25 };
            assert!(low < 1.0 && high > 1.0 && high - 1.0 < most, "{}: {low} {high}", row.llm.name);
        }
    }

    #[test]
    fn a_model_is_found_by_any_of_its_words() {
        let rows = model_rows(&View::default());
        let names = |typed, kinds| {
            let found = found(&rows, typed, kinds);
            found.iter().map(|row| row.llm.name).collect::<Vec<_>>()
        };
        assert_eq!(names("405B fp8", [true; 3]), ["llama-3.1-405b-fp8"]);
        assert_eq!(names("  KIMI ", [true; 3]), ["kimi-k2"]);
        assert_eq!(names("kimi", [true, false, true]), [""; 0]);
        assert_eq!(names("", [false, false, true]).len(), 3);
        assert_eq!(names("gpt-9", [true; 3]), [""; 0]);
    }
}
