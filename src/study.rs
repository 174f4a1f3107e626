//! Runs as they are kept: a recipe under a seed, judged on the way, with all that it depended on.
//!
//! A run holds nothing of the machine or the time, so that equal settings give equal bytes wherever
//! it ran: on the command line, in a folder that machines share, under the Python package's sweep.

use crate::agent::PolicyScratch;
use crate::env::Family;
use crate::learn::evaluate::HeldOut;
use crate::learn::train::{TrainConfig, TrainError, Trainer};
use crate::learn::{Recipe, Score};
use crate::rng::Stream;
use crate::scenario::{Decision, MODEL_VERSION};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use thiserror::Error;

/// Contexts and seed of what judges a run.
pub const FINAL_CONTEXTS: usize = 4000;
pub const FINAL_SEED: u64 = 1;

/// Environment steps at which a policy is judged, besides the end; fixed before looking.
pub const MILESTONES: [u64; 4] = [10_000, 20_000, 50_000, 100_000];

/// Environment steps after which the benchmark and its rival end, whatever the others do.
const BENCHMARK_STEPS: u64 = MILESTONES[3];

/// Whether a recipe's runs end at [`BENCHMARK_STEPS`].
pub fn ends_by_steps(recipe: Recipe) -> bool {
    matches!(recipe, Recipe::BenchmarkSac | Recipe::SdrlFewRequests)
}

/// Of intervals over seeds: as many samples as the library rliable takes where nothing else is asked for.
pub const RESAMPLES: usize = 50_000;
pub const BOOTSTRAP_SEED: u64 = 1;

/// The content of a file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Run {
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
pub struct Evaluation {
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
pub struct Any {
    pub gap: f64,
    /// Mean over requests of what is charged beyond that request's optimum, as a share of it.
    pub mean_excess: f64,
    pub violation_rate: f64,
}

impl Any {
    /// Judges decisions, one for each request.
    pub fn new(judge: &HeldOut, decisions: impl IntoIterator<Item = Decision>) -> Self {
        let decisions: Vec<_> = decisions.into_iter().collect();
        let Score { gap, violation_rate, .. } = judge.judge(decisions.iter().copied());
        Self { gap, mean_excess: judge.mean_excess(decisions), violation_rate }
    }
}

/// The held-out requests that runs are judged on.
pub struct Judges {
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

impl Default for Judges {
    fn default() -> Self {
        Self::new()
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

/// The name of a run's file.
pub fn file_name(recipe: Recipe, seed: u64) -> String {
    format!("{}-{seed}.json", recipe.word())
}

impl Run {
    /// What its file holds, to the byte.
    ///
    /// # Errors
    /// None that is known.
    pub fn text(&self) -> Result<String, serde_json::Error> {
        Ok(serde_json::to_string_pretty(self)? + "\n")
    }

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
            Any::new(&judges.any, judges.any.decisions(&policy, &mut PolicyScratch::default()))
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
pub fn config(recipe: Recipe, updates: u64) -> TrainConfig {
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
///
/// # Errors
/// None that is known: what is written is read again.
pub fn settings(recipe: Recipe, seed: u64, updates: u64) -> Result<Value, serde_json::Error> {
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
    serde_json::from_str(&serde_json::to_string(&settings)?)
}

/// The version of the carbon model that a run was done with.
pub fn model_version(settings: &Value) -> u32 {
    let said = settings.get("model_version").and_then(Value::as_u64);
    said.and_then(|it| u32::try_from(it).ok()).unwrap_or(1)
}

/// What is told while a run goes on.
pub enum Progress<'a> {
    Judged(&'a Evaluation),
    /// At that update; the run ends.
    Diverged(u64),
}

/// What may not work about a run.
#[derive(Debug, Error)]
pub enum StudyError {
    #[error(transparent)]
    Train(#[from] TrainError),
    #[error(transparent)]
    Json(#[from] serde_json::Error),
}

/// One run, judged at each milestone that it reaches and at its end.
///
/// # Errors
/// Names a hyperparameter that is out of range. A divergence is a result.
pub fn run(
    recipe: Recipe,
    seed: u64,
    updates: u64,
    judges: &Judges,
    tell: &mut dyn FnMut(Progress),
) -> Result<Run, StudyError> {
    let mut trainer = Trainer::new(&config(recipe, updates), seed)?;
    let mut evaluations: Vec<Evaluation> = Vec::new();
    let mut judge = |trainer: &Trainer, milestone, tell: &mut dyn FnMut(Progress)| {
        let evaluation = Evaluation::new(trainer, judges, milestone);
        tell(Progress::Judged(&evaluation));
        evaluations.push(evaluation);
    };
    let mut due = MILESTONES.into_iter().peekable();
    let (mut diverged_at, mut judged) = (None, 0);
    while !trainer.finished() {
        match trainer.step() {
            Ok(_) => {}
            // A result like others: to leave it out would make the recipe look better than it is.
            Err(TrainError::Diverged { update, .. }) => {
                tell(Progress::Diverged(update));
                diverged_at = Some(update);
                break;
            }
            Err(error) => return Err(error.into()),
        }
        while let Some(milestone) = due.next_if(|steps| *steps <= trainer.answered()) {
            judge(&trainer, Some(milestone), tell);
            judged = trainer.updates();
        }
    }
    if diverged_at.is_none() && judged != trainer.updates() {
        judge(&trainer, None, tell);
    }
    Ok(Run {
        settings: settings(recipe, seed, updates)?,
        digest: format!("{:016x}", trainer.digest()),
        diverged_at,
        evaluations,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

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
