//! Files of runs: all that a run depended on, and how its policy did on the way.
//!
//! A file is named RECIPE-SEED.json. It holds nothing of the machine or the time, so that equal
//! settings give equal bytes wherever they ran. Left out: training (`reproduce`), what many runs
//! say together (`summary`).

use super::Failure;
use super::agents::{FINAL_CONTEXTS, FINAL_SEED};
use crate::agent::PolicyScratch;
use crate::env::Family;
use crate::learn::Recipe;
use crate::learn::evaluate::HeldOut;
use crate::learn::train::{TrainConfig, Trainer};
use crate::rng::Stream;
use crate::scenario::MODEL_VERSION;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::fs;
use std::path::Path;

/// Environment steps at which a policy is judged, besides the end; fixed before looking.
pub(super) const MILESTONES: [u64; 4] = [10_000, 20_000, 50_000, 100_000];

/// Environment steps after which the benchmark and its rival end, whatever the others do.
const BENCHMARK_STEPS: u64 = MILESTONES[3];

/// Whether a recipe's runs end at [`BENCHMARK_STEPS`].
fn ends_by_steps(recipe: Recipe) -> bool {
    matches!(recipe, Recipe::BenchmarkSac | Recipe::SdrlFewRequests)
}

/// Names of files in the folder that hold no run.
pub(super) const SUMMARY_JSON: &str = "summary.json";
pub(super) const SUMMARY_MARKDOWN: &str = "summary.md";

/// The content of a file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Run {
    pub settings: Value,
    /// Digest of every weight's bits at the end, in hexadecimal.
    pub digest: String,
    /// The update that left a loss or a weight that is no number: the run ended there.
    pub diverged_at: Option<u64>,
    /// In the order of time; the last is that of the end, unless the run diverged.
    pub evaluations: Vec<Evaluation>,
}

/// The deterministic policy on the held-out contexts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Evaluation {
    /// The one of [`MILESTONES`] that it was due at; none at an end that is at none.
    pub milestone: Option<u64>,
    /// Requests answered so far, those at random before the first update included.
    pub environment_steps: u64,
    pub updates: u64,
    pub gap: f64,
    /// Share of contexts in which a limit is broken.
    pub violation_rate: f64,
    pub charged_g: f64,
    pub optimum_g: f64,
    /// Spikes per neuron and time step, layer by layer; empty for a dense actor.
    pub layer_rates: Vec<f64>,
    /// Synaptic operations of a decision; 0 for a dense actor.
    pub synops_per_decision: f64,
    /// Membrane updates of a decision; 0 for a dense actor.
    pub neuron_updates_per_decision: u64,
    /// Multiply-accumulates of a decision in dense layers.
    pub macs: u64,
    /// The same policy on requests of any kind, where it has learnt to answer them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub any: Option<Any>,
}

/// How a policy does on requests of any kind that the page can set.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Any {
    pub gap: f64,
    /// Mean over requests of what is charged beyond that request's optimum, as a share of it.
    pub mean_excess: f64,
    pub violation_rate: f64,
}

/// The held-out requests that runs are judged on.
pub(super) struct Judges {
    pub bench: HeldOut,
    pub any: HeldOut,
}

impl Judges {
    /// Of both families, each from the stream of its own that nothing is trained or tuned on.
    pub fn new() -> Self {
        let of = |family| HeldOut::of(family, FINAL_CONTEXTS, FINAL_SEED, Stream::EvalContexts);
        Self { bench: of(Family::Bench), any: of(Family::Any) }
    }
}

/// What a run depends on. The configuration is in it, so a file from before a recipe was tuned is
/// not taken for one from after.
#[derive(Serialize)]
struct Settings {
    /// Of the carbon model that requests were answered by; version 1 did not say it.
    model_version: u32,
    recipe: &'static str,
    seed: u64,
    updates: u64,
    contexts_per_update: usize,
    version: &'static str,
    held_out_contexts: usize,
    held_out_seed: u64,
    milestones: [u64; 4],
    config: TrainConfig,
}

/// A run by what it is called.
pub(super) struct NamedRun {
    pub recipe: Recipe,
    pub seed: u64,
    pub run: Run,
}

impl Run {
    /// How the policy did when training was over; none if the run diverged.
    pub fn end(&self) -> Option<&Evaluation> {
        if self.diverged_at.is_some() { None } else { self.evaluations.last() }
    }

    /// The version of the carbon model that it was done with.
    pub fn model_version(&self) -> u32 {
        model_version(&self.settings)
    }

    /// How the policy did at one of [`MILESTONES`].
    pub fn at(&self, milestone: u64) -> Option<&Evaluation> {
        self.evaluations.iter().find(|evaluation| evaluation.milestone == Some(milestone))
    }
}

impl Evaluation {
    /// Judges the policy as it stands.
    pub fn new(trainer: &Trainer, judges: &Judges, milestone: Option<u64>) -> Self {
        let (policy, mut scratch) = (trainer.policy(), PolicyScratch::default());
        let score = judges.bench.score(&policy, &mut scratch);
        let any = (trainer.config().family == Family::Any).then(|| {
            let score = judges.any.score(&policy, &mut PolicyScratch::default());
            let decisions = judges.any.decisions(&policy, &mut PolicyScratch::default());
            Any {
                gap: score.gap,
                mean_excess: judges.any.mean_excess(decisions),
                violation_rate: score.violation_rate,
            }
        });
        let activity = scratch.activity();
        Self {
            milestone,
            environment_steps: trainer.answered(),
            updates: trainer.updates(),
            gap: score.gap,
            violation_rate: score.violation_rate,
            charged_g: score.charged_g,
            optimum_g: score.optimum_g,
            layer_rates: (0..activity.layers.len()).map(|i| activity.firing_rate(i)).collect(),
            synops_per_decision: score.synops_per_decision,
            neuron_updates_per_decision: activity.neuron_updates_per_decision(),
            macs: policy.actor().mean_macs(),
            any,
        }
    }
}

/// The configuration of a run; the benchmark and its rival have lengths of their own.
pub(super) fn config(recipe: Recipe, updates: u64) -> TrainConfig {
    if !ends_by_steps(recipe) {
        return recipe.config(updates);
    }
    let config = recipe.config(1);
    let per_update = config.contexts_per_update.max(1);
    // What the trainer answers before its first update, in whole batches of requests.
    let before = config.warm_up.max(config.sac.batch_size).next_multiple_of(per_update) as u64;
    recipe.config(BENCHMARK_STEPS.saturating_sub(before).div_ceil(per_update as u64))
}

/// The settings of a run, as they are in its file.
pub(super) fn settings(recipe: Recipe, seed: u64, updates: u64) -> Result<Value, Failure> {
    let config = config(recipe, updates);
    let settings = Settings {
        model_version: MODEL_VERSION,
        recipe: recipe.word(),
        seed,
        updates: config.updates,
        contexts_per_update: config.contexts_per_update,
        version: env!("CARGO_PKG_VERSION"),
        held_out_contexts: FINAL_CONTEXTS,
        held_out_seed: FINAL_SEED,
        milestones: MILESTONES,
        config,
    };
    // By way of text: an f32 has other digits there than as a number of twice its width.
    Ok(serde_json::from_str(&serde_json::to_string(&settings)?)?)
}

/// The file of a run.
pub(super) fn file_name(recipe: Recipe, seed: u64) -> String {
    format!("{}-{seed}.json", recipe.word())
}

/// All runs of a folder, in the order of recipes, then seeds, and the updates that they have in
/// common: `updates`, or if that is none, what the first file says.
///
/// # Errors
/// Names the first file that cannot be read, or that comes of other settings.
pub(super) fn read_all(dir: &Path, updates: Option<u64>) -> Result<Vec<NamedRun>, Failure> {
    let at = |error| Failure(format!("dir = {}: {error}", dir.display()));
    let mut found = Vec::new();
    for entry in fs::read_dir(dir).map_err(at)? {
        let name = entry.map_err(at)?.file_name();
        match name.to_str().and_then(parse_name) {
            Some((recipe, seed)) => found.push((recipe, seed)),
            None if is_stray(&name.to_string_lossy()) => {
                eprintln!("{} is left alone: no RECIPE-SEED.json", dir.join(name).display());
            }
            None => {}
        }
    }
    found.sort_by_key(|&(recipe, seed)| (Recipe::ALL.iter().position(|r| *r == recipe), seed));
    let mut common = updates;
    let mut runs = Vec::with_capacity(found.len());
    for (recipe, seed) in found {
        let run = read(&dir.join(file_name(recipe, seed)), recipe, seed, &mut common)?;
        runs.push(NamedRun { recipe, seed, run });
    }
    Ok(runs)
}

fn parse_name(name: &str) -> Option<(Recipe, u64)> {
    let (word, digits) = name.strip_suffix(".json")?.rsplit_once('-')?;
    let (recipe, seed) = (Recipe::parse(word)?, digits.parse().ok()?);
    // One name for each run: no leading zeros.
    (file_name(recipe, seed) == name).then_some((recipe, seed))
}

fn is_stray(name: &str) -> bool {
    name.ends_with(".json") && !name.starts_with('.') && name != SUMMARY_JSON
}

fn read(path: &Path, recipe: Recipe, seed: u64, common: &mut Option<u64>) -> Result<Run, Failure> {
    let at = |what: &dyn std::fmt::Display| Failure(format!("{}: {what}", path.display()));
    let text = fs::read_to_string(path).map_err(|error| at(&error))?;
    // Settings first: a file of another version may hold other fields.
    let value: Value = serde_json::from_str(&text).map_err(|error| at(&error))?;
    let found = &value["settings"];
    let of_today = model_version(found) == MODEL_VERSION;
    let updates = match (ends_by_steps(recipe), *common, found["updates"].as_u64()) {
        (true, ..) => 1,
        (_, Some(updates), _) => updates,
        (_, None, Some(updates)) => *common.insert(updates),
        (_, None, None) => return Err(at(&"settings.updates is missing")),
    };
    let mut expected = settings(recipe, seed, updates)?;
    if let (false, Value::Object(settings)) = (of_today, &mut expected) {
        settings.remove("model_version");
    }
    if let Some((field, expected, found)) = difference("settings", &expected, found) {
        return Err(at(&format!(
            "{field} = {found} is out of range: {expected}, like the other runs and this program; \
             move the file away or choose another folder"
        )));
    }
    serde_json::from_value(value).map_err(|error| at(&error))
}

/// The version of the carbon model that a run was done with.
fn model_version(settings: &Value) -> u32 {
    let said = settings.get("model_version").and_then(Value::as_u64);
    said.and_then(|it| u32::try_from(it).ok()).unwrap_or(1)
}

/// The first field in which two values differ, with both.
fn difference(name: &str, expected: &Value, found: &Value) -> Option<(String, String, String)> {
    if let (Value::Object(a), Value::Object(b)) = (expected, found) {
        let mut keys: Vec<_> = a.keys().chain(b.keys()).collect();
        keys.sort();
        return keys
            .into_iter()
            .find_map(|key| difference(&format!("{name}.{key}"), &expected[key], &found[key]));
    }
    (expected != found).then(|| (name.to_owned(), expected.to_string(), found.to_string()))
}

/// Writes a run's file.
pub(super) fn write_run(dir: &Path, recipe: Recipe, seed: u64, run: &Run) -> Result<(), Failure> {
    let mut text = serde_json::to_string_pretty(run)?;
    text.push('\n');
    write(dir, &file_name(recipe, seed), &text)
}

/// Writes a file under another name and renames it, so that whoever is killed leaves no half file.
pub(super) fn write(dir: &Path, name: &str, text: &str) -> Result<(), Failure> {
    let path = dir.join(name);
    // Jobs that share the folder must not share the name.
    let temporary = dir.join(format!(".{name}.{}", std::process::id()));
    let written = fs::write(&temporary, text).and_then(|()| fs::rename(&temporary, &path));
    written.map_err(|error| Failure(format!("{}: {error}", path.display())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn names_go_there_and_back() {
        for recipe in Recipe::ALL {
            assert_eq!(parse_name(&file_name(recipe, 12)), Some((recipe, 12)));
        }
        for name in ["sdrl-01.json", "sdrl.json", "sdrl-1.txt", "ppo-1.json", "sdrl--1.json"] {
            assert_eq!(parse_name(name), None, "{name}");
        }
    }

    #[test]
    fn settings_survive_their_file_and_differ_by_field() {
        for recipe in Recipe::ALL {
            let Ok(ours) = settings(recipe, 3, 500) else { panic!("{}", recipe.word()) };
            let text = serde_json::to_string_pretty(&ours).unwrap();
            assert_eq!(difference("s", &ours, &serde_json::from_str(&text).unwrap()), None);
        }
        let (a, b) = (json!({"x": {"y": 1, "z": 2}}), json!({"x": {"y": 1, "z": 3}}));
        assert_eq!(difference("s", &a, &b), Some(("s.x.z".into(), "2".into(), "3".into())));
        assert_eq!(
            difference("s", &json!({}), &json!({"a": 1})),
            Some(("s.a".into(), "null".into(), "1".into()))
        );
    }

    /// Both must reach the last milestone, and end there.
    #[test]
    fn the_benchmark_and_its_rival_have_lengths_of_their_own() {
        for (recipe, updates, per_update) in
            [(Recipe::BenchmarkSac, 99_000, 1), (Recipe::SdrlFewRequests, 12_375, 8)]
        {
            let config = config(recipe, 20);
            assert_eq!((config.updates, config.contexts_per_update as u64), (updates, per_update));
            let mut trainer = Trainer::new(&config, 1).unwrap();
            trainer.step().unwrap();
            assert_eq!(trainer.answered() + per_update * (updates - 1), 100_000);
        }
    }
}
