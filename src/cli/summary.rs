//! What many runs say together: each recipe, the rules beside it, and three comparisons.
//!
//! Two recipes are compared seed by seed, over the seeds that both have, and the interquartile
//! mean of the seeds is quoted. Left out: how it is printed (`markdown`).

use super::Failure;
use super::runs::NamedRun;
use crate::env::{ACT_DIM, ActionSpace, Context};
use crate::learn::evaluate::HeldOut;
use crate::learn::{Recipe, Score};
use crate::optimum::{optimum, rule};
use crate::rng::Stream;
use crate::scenario::{Decision, MODEL_VERSION};
use crate::stats::{
    COVERAGE, Interval, StatsError, interquartile_mean, interquartile_mean_interval,
    probability_of_improvement_interval,
};
use crate::study::{
    Any, BOOTSTRAP_SEED, Evaluation, FINAL_CONTEXTS, FINAL_SEED, Judges, MILESTONES, RESAMPLES, Run,
};
use serde::Serialize;

/// Share of contexts with a broken limit above which a policy counts as infeasible.
pub(super) const GATE: f64 = 0.005;

/// Carbon that the paper's spiking agent saves over its benchmark, as a share.
///
/// Source: Wang, Du, Gao, Kim 2025, arXiv 2503.04418.
pub(super) const PAPER_SAVED: f64 = 0.1877;

#[derive(Serialize)]
pub(super) struct Summary {
    pub version: &'static str,
    /// Of the carbon model that the runs were done with.
    pub model_version: u32,
    pub held_out_contexts: usize,
    pub held_out_seed: u64,
    /// Greatest share of broken limits that passes.
    pub gate: f64,
    /// Share of bootstrap statistics inside each interval.
    pub coverage: f64,
    pub resamples: usize,
    pub paper_saved: f64,
    pub recipes: Vec<Row>,
    pub baselines: Vec<Baseline>,
    /// SDRL with as few requests against the benchmark, at equal environment steps.
    pub against_benchmark: Vec<Comparison>,
    /// SDRL against SAC at the end.
    pub against_sac: Option<Comparison>,
    /// The SDRL that ships against agents that act in the box, at the end of each.
    pub against_box: Vec<Comparison>,
    pub ablations: Vec<Ablation>,
}

/// A recipe.
#[derive(Serialize)]
pub(super) struct Row {
    pub recipe: &'static str,
    /// Runs that came to their end.
    pub seeds: usize,
    /// Runs that did not.
    pub diverged: usize,
    /// How the runs ended; none if no run did.
    pub end: Option<Standing>,
    /// How they stood at the milestones that they reached.
    pub curve: Vec<Standing>,
}

/// The policies of a recipe at one time.
#[derive(Serialize)]
pub(super) struct Standing {
    pub seeds: usize,
    pub environment_steps: u64,
    pub updates: u64,
    /// Interquartile mean.
    pub gap: Interval,
    pub mean_gap: f64,
    pub worst_gap: f64,
    /// Means over the seeds, from here on.
    pub violation_rate: f64,
    pub passes_gate: bool,
    pub layer_rates: Vec<f64>,
    pub synops_per_decision: f64,
    pub neuron_updates_per_decision: u64,
    pub macs: u64,
    /// On requests of any kind, of recipes that learn to answer them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub any: Option<AnyStanding>,
}

/// The policies of a recipe on requests of any kind: mean excesses over the requests.
#[derive(Serialize)]
pub(super) struct AnyStanding {
    /// Interquartile mean.
    pub mean_excess: Interval,
    pub worst_mean_excess: f64,
    /// Mean over the seeds.
    pub violation_rate: f64,
}

/// A rule that learns nothing.
#[derive(Serialize)]
pub(super) struct Baseline {
    pub rule: &'static str,
    pub gap: f64,
    pub violation_rate: f64,
    pub passes_gate: bool,
    /// Of a fixed action: length and power in [−1, 1].
    pub action: Option<[f32; ACT_DIM]>,
    /// The same on requests of any kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub any: Option<Any>,
}

/// SDRL against another recipe.
#[derive(Serialize)]
pub(super) struct Comparison {
    pub sdrl: &'static str,
    pub other: &'static str,
    /// None at the end.
    pub milestone: Option<u64>,
    /// Seeds that both have.
    pub seeds: usize,
    pub gap: f64,
    pub other_gap: f64,
    pub passes_gate: bool,
    pub other_passes_gate: bool,
    /// 1 − ΣC_charged(SDRL)/ΣC_charged(other), interquartile mean.
    pub saved: Interval,
    /// The same for the exact optimum in place of SDRL: the most that any agent can save.
    pub most_possible: f64,
    /// P(SDRL is charged less), ties half.
    pub probability_of_improvement: Interval,
}

/// A recipe beside the one that it leaves something out of.
#[derive(Serialize)]
pub(super) struct Ablation {
    pub recipe: &'static str,
    pub derived_from: &'static str,
    /// Seeds that both have.
    pub seeds: usize,
    pub gap: f64,
    pub gap_derived_from: f64,
    pub passes_gate: bool,
    pub derived_from_passes_gate: bool,
    /// Gap of the recipe minus that of the other, interquartile mean.
    pub difference: Interval,
}

/// When two recipes are compared.
#[derive(Clone, Copy)]
enum When {
    Milestone(u64),
    End,
}

impl When {
    fn stood(self, run: &Run) -> Option<&Evaluation> {
        match self {
            Self::Milestone(steps) => run.at(steps),
            Self::End => run.end(),
        }
    }
}

impl Summary {
    /// Sums up runs in the order of recipes; none may be of other settings than the rest.
    ///
    /// # Errors
    /// A gap that is no number.
    pub fn new(runs: &[NamedRun], judges: &Judges) -> Result<Self, Failure> {
        let mut recipes = Vec::new();
        for recipe in Recipe::ALL {
            let of: Vec<_> = runs.iter().filter(|run| run.recipe == recipe).collect();
            if !of.is_empty() {
                recipes.push(row(recipe, &of)?);
            }
        }
        let mut against_benchmark = Vec::new();
        for milestone in MILESTONES {
            let when = When::Milestone(milestone);
            let pair = (Recipe::SdrlFewRequests, Recipe::BenchmarkSac);
            against_benchmark.extend(compare(runs, pair, when)?);
        }
        let mut against_box = Vec::new();
        for other in [Recipe::SdrlFreeBox, Recipe::SacFreeBox, Recipe::PopSan, Recipe::BenchmarkSac]
        {
            against_box.extend(compare(runs, (Recipe::Sdrl, other), When::End)?);
        }
        let mut ablations = Vec::new();
        for recipe in Recipe::ALL {
            ablations.extend(ablation(runs, recipe)?);
        }
        let model_version = runs.first().map_or(MODEL_VERSION, |it| it.run.model_version());
        Ok(Self {
            version: env!("CARGO_PKG_VERSION"),
            model_version,
            held_out_contexts: FINAL_CONTEXTS,
            held_out_seed: FINAL_SEED,
            gate: GATE,
            coverage: COVERAGE,
            resamples: RESAMPLES,
            paper_saved: PAPER_SAVED,
            recipes,
            // Rules are judged by the model of this program: beside runs of another they say nothing.
            baselines: if model_version == MODEL_VERSION { baselines(judges) } else { Vec::new() },
            against_benchmark,
            against_sac: compare(runs, (Recipe::Sdrl, Recipe::Sac), When::End)?,
            against_box,
            ablations,
        })
    }
}

/// What a recipe is a variant of; none for those that are compared by name.
fn derived_from(recipe: Recipe) -> Option<Recipe> {
    match recipe {
        Recipe::Sdrl
        | Recipe::Sac
        | Recipe::SdrlFreeBox
        | Recipe::SacFreeBox
        | Recipe::BenchmarkSac => None,
        Recipe::SdrlFewRequests
        | Recipe::PopSan
        | Recipe::SdrlMixedReward
        | Recipe::SdrlFreeRates
        | Recipe::SdrlDirectCoding => Some(Recipe::SdrlFreeBox),
        Recipe::SacMixedReward => Some(Recipe::SacFreeBox),
    }
}

fn row(recipe: Recipe, runs: &[&NamedRun]) -> Result<Row, StatsError> {
    let ends: Vec<_> = runs.iter().filter_map(|named| named.run.end()).collect();
    let mut curve = Vec::new();
    for milestone in MILESTONES {
        let reached: Vec<_> = runs.iter().filter_map(|named| named.run.at(milestone)).collect();
        curve.extend(standing(&reached)?);
    }
    Ok(Row {
        recipe: recipe.word(),
        seeds: ends.len(),
        diverged: runs.len() - ends.len(),
        end: standing(&ends)?,
        curve,
    })
}

fn standing(evaluations: &[&Evaluation]) -> Result<Option<Standing>, StatsError> {
    let Some(first) = evaluations.first() else { return Ok(None) };
    let gaps: Vec<f64> = evaluations.iter().map(|evaluation| evaluation.gap).collect();
    let violation_rate = mean(evaluations.iter().map(|evaluation| evaluation.violation_rate));
    let rate = |layer: usize| {
        mean(evaluations.iter().map(|e| e.layer_rates.get(layer).copied().unwrap_or(0.0)))
    };
    Ok(Some(Standing {
        seeds: evaluations.len(),
        environment_steps: first.environment_steps,
        updates: first.updates,
        gap: interquartile_mean_interval(&gaps, RESAMPLES, BOOTSTRAP_SEED)?,
        mean_gap: mean(gaps.iter().copied()),
        worst_gap: gaps.iter().copied().fold(f64::NEG_INFINITY, f64::max),
        violation_rate,
        passes_gate: violation_rate <= GATE,
        layer_rates: (0..first.layer_rates.len()).map(rate).collect(),
        synops_per_decision: mean(evaluations.iter().map(|e| e.synops_per_decision)),
        neuron_updates_per_decision: first.neuron_updates_per_decision,
        macs: first.macs,
        any: any_standing(evaluations)?,
    }))
}

fn any_standing(evaluations: &[&Evaluation]) -> Result<Option<AnyStanding>, StatsError> {
    let all: Option<Vec<Any>> = evaluations.iter().map(|it| it.any).collect();
    let Some(all) = all else { return Ok(None) };
    let excesses: Vec<f64> = all.iter().map(|it| it.mean_excess).collect();
    Ok(Some(AnyStanding {
        mean_excess: interquartile_mean_interval(&excesses, RESAMPLES, BOOTSTRAP_SEED)?,
        worst_mean_excess: excesses.iter().copied().fold(f64::NEG_INFINITY, f64::max),
        violation_rate: mean(all.iter().map(|it| it.violation_rate)),
    }))
}

/// Of at least one number.
fn mean(values: impl ExactSizeIterator<Item = f64>) -> f64 {
    let n = values.len() as f64;
    values.sum::<f64>() / n
}

/// How two recipes stood under each seed that both have.
fn pairs(
    runs: &[NamedRun],
    recipes: (Recipe, Recipe),
    when: When,
) -> Vec<(&Evaluation, &Evaluation)> {
    let of = |recipe| runs.iter().filter(move |named| named.recipe == recipe);
    let mut pairs = Vec::new();
    for one in of(recipes.0) {
        let Some(other) = of(recipes.1).find(|other| other.seed == one.seed) else { continue };
        pairs.extend(when.stood(&one.run).zip(when.stood(&other.run)));
    }
    pairs
}

fn passes(evaluations: &[&Evaluation]) -> bool {
    mean(evaluations.iter().map(|evaluation| evaluation.violation_rate)) <= GATE
}

fn gap(evaluations: &[&Evaluation]) -> Result<f64, StatsError> {
    interquartile_mean(&evaluations.iter().map(|evaluation| evaluation.gap).collect::<Vec<_>>())
}

fn compare(
    runs: &[NamedRun],
    recipes: (Recipe, Recipe),
    when: When,
) -> Result<Option<Comparison>, StatsError> {
    let pairs = pairs(runs, recipes, when);
    if pairs.is_empty() {
        return Ok(None);
    }
    let (ours, theirs): (Vec<_>, Vec<_>) = pairs.iter().copied().unzip();
    let charged = |of: &[&Evaluation]| of.iter().map(|e| e.charged_g).collect::<Vec<_>>();
    let saved: Vec<f64> = pairs.iter().map(|(a, b)| 1.0 - a.charged_g / b.charged_g).collect();
    let possible: Vec<f64> = theirs.iter().map(|e| 1.0 - e.optimum_g / e.charged_g).collect();
    Ok(Some(Comparison {
        sdrl: recipes.0.word(),
        other: recipes.1.word(),
        milestone: match when {
            When::Milestone(steps) => Some(steps),
            When::End => None,
        },
        seeds: pairs.len(),
        gap: gap(&ours)?,
        other_gap: gap(&theirs)?,
        passes_gate: passes(&ours),
        other_passes_gate: passes(&theirs),
        saved: interquartile_mean_interval(&saved, RESAMPLES, BOOTSTRAP_SEED)?,
        most_possible: interquartile_mean(&possible)?,
        // Less is better: the other is the one that exceeds.
        probability_of_improvement: probability_of_improvement_interval(
            &charged(&theirs),
            &charged(&ours),
            RESAMPLES,
            BOOTSTRAP_SEED,
        )?,
    }))
}

fn ablation(runs: &[NamedRun], recipe: Recipe) -> Result<Option<Ablation>, StatsError> {
    let Some(base) = derived_from(recipe) else { return Ok(None) };
    let pairs = pairs(runs, (recipe, base), When::End);
    if pairs.is_empty() {
        return Ok(None);
    }
    let (variants, bases): (Vec<_>, Vec<_>) = pairs.iter().copied().unzip();
    let differences: Vec<f64> = pairs.iter().map(|(a, b)| a.gap - b.gap).collect();
    Ok(Some(Ablation {
        recipe: recipe.word(),
        derived_from: base.word(),
        seeds: pairs.len(),
        gap: gap(&variants)?,
        gap_derived_from: gap(&bases)?,
        passes_gate: passes(&variants),
        derived_from_passes_gate: passes(&bases),
        difference: interquartile_mean_interval(&differences, RESAMPLES, BOOTSTRAP_SEED)?,
    }))
}

fn baselines(judges: &Judges) -> Vec<Baseline> {
    // What is judged must not choose.
    let tuning = HeldOut::new(FINAL_CONTEXTS, FINAL_SEED, Stream::TuneContexts);
    let (cheapest, mildest) = (tuning.cheapest_fixed(), tuning.mildest_fixed());
    let of = |rule, score: Score, action| Baseline {
        rule,
        gap: score.gap,
        violation_rate: score.violation_rate,
        passes_gate: score.violation_rate <= GATE,
        action,
        any: None,
    };
    // Rules that are asked for requests of any kind too.
    let both = |name, rule: fn(&Context) -> Decision| {
        let decide = |judge: &HeldOut| judge.contexts().iter().map(rule).collect::<Vec<_>>();
        let any = Any::new(&judges.any, decide(&judges.any));
        Baseline { any: Some(any), ..of(name, judges.bench.judge(decide(&judges.bench)), None) }
    };
    let bench = &judges.bench;
    vec![
        both("exact optimum", |it| optimum(&it.chain).footprint().decision),
        both(
            "expert\u{2019}s rule: the power that is best without fading, the shortest answer",
            |it| rule(&it.chain).map_or(it.safe, |print| print.decision),
        ),
        both("middle of the powers that keep all limits, the shortest answer", |it| {
            ActionSpace::Feasible.decide(it, &[-1.0, 0.0])
        }),
        both("safe action: full power, its smallest length", |it| it.safe),
        both("natural length at full power", |it| it.chain.natural()),
        of("best fixed action, by carbon charged", bench.fixed(&cheapest), Some(cheapest)),
        of("best fixed action, by limits kept", bench.fixed(&mildest), Some(mildest)),
        of("random actions", bench.random(FINAL_SEED), None),
    ]
}
