//! The commands that need an agent: act, train, evaluate, bench.

use super::Failure;
use super::output::{remark, remark_text, say};
use crate::agent::{Agent, Policy, PolicyScratch};
use crate::env::{Context, Family, outside_family};
use crate::learn::evaluate::{self, HeldOut};
use crate::learn::train::{TrainConfig, Trainer};
use crate::learn::{Algorithm, Recipe, Score};
use crate::optimum;
use crate::rng::{Rng, Stream};
use crate::scenario::{Decision, MODEL_VERSION, ValidScenario};
use crate::study::{Any, FINAL_CONTEXTS, FINAL_SEED};
use serde_json::{Value, json};
use std::io::{IsTerminal, Write};
use std::time::Instant;

/// The policies that ship with the page.
const SHIPPED: [(&str, &[u8]); 2] = [
    ("sdrl", include_bytes!("../../www/policies/sdrl.aolo")),
    ("sac", include_bytes!("../../www/policies/sac.aolo")),
];

fn policy(name: &str) -> Result<Policy, Failure> {
    let read;
    let bytes = match SHIPPED.iter().find(|(word, _)| *word == name) {
        Some((_, bytes)) => *bytes,
        None => {
            read = std::fs::read(name)
                .map_err(|error| Failure(format!("policy = {name}: {error}")))?;
            read.as_slice()
        }
    };
    let policy =
        Policy::from_bytes(bytes).map_err(|error| Failure(format!("policy = {name}: {error}")))?;
    evaluate::check_fit(&policy).map_err(|error| Failure(format!("policy = {name}: {error}")))?;
    Ok(policy)
}

pub(super) fn act(name: &str, scenarios: &[ValidScenario]) -> Result<(), Failure> {
    let policy = policy(name)?;
    let mut scratch = PolicyScratch::default();
    for valid in scenarios {
        let decision = evaluate::act(&policy, &mut scratch, valid);
        let family = Family::of_obs_dim(policy.obs_dim()).unwrap_or_default();
        let outside = outside_family(family, valid);
        say(json!({
            "tokens": decision.tokens,
            "power_w": decision.power_w,
            "in_family": outside.is_empty(),
            "outside": outside,
        }))?;
    }
    Ok(())
}

fn object(score: &Score) -> Value {
    json!(score)
}

pub(super) fn train(
    algorithm: &str,
    family: Option<Family>,
    seed: u64,
    updates: u64,
    out: &str,
    config: Option<&str>,
    tune: bool,
) -> Result<(), Failure> {
    let Some(recipe) = Recipe::parse(algorithm) else {
        let words = Recipe::ALL.map(Recipe::word).join(", ");
        return Err(Failure(format!("algorithm = {algorithm:?} is out of range: {words}")));
    };
    let fresh = match family {
        Some(family) => recipe.config_for(family, updates),
        None => recipe.config(updates),
    };
    let config = match config {
        Some(text) => {
            let given = serde_json::from_str::<TrainConfig>(text)
                .map_err(|error| Failure(format!("config: {error}")))?;
            TrainConfig { algorithm: fresh.algorithm, updates, ..given }
        }
        None => fresh,
    };
    let mut trainer = Trainer::new(&config, seed)?;
    // A file that cannot be written is known before the work, not after it.
    let mut file =
        std::fs::File::create(out).map_err(|error| Failure(format!("out = {out}: {error}")))?;
    let started = Instant::now();
    let terminal = std::io::stderr().is_terminal();
    while !trainer.finished() {
        let record = trainer.step()?;
        let done = trainer.updates();
        if terminal && (done % 100 == 0 || trainer.finished()) {
            let left = started.elapsed().as_secs_f64() * (updates - done) as f64 / done as f64;
            remark_text(format_args!(
                "\rupdate {done} of {updates}, about {left:.0} s left, critic loss {:.4}, α {:.4}   ",
                record.critic_loss, record.alpha
            ));
        }
    }
    if terminal {
        remark(format_args!(""));
    }
    let seconds = started.elapsed().as_secs_f64();
    let policy = trainer.policy();
    let bytes = policy.to_bytes()?;
    file.write_all(&bytes).map_err(|error| Failure(format!("out = {out}: {error}")))?;
    let stream = if tune { Stream::TuneContexts } else { Stream::EvalContexts };
    let held_out = HeldOut::new(FINAL_CONTEXTS, FINAL_SEED, stream);
    let mut scratch = PolicyScratch::default();
    let mut report = object(&held_out.score(&policy, &mut scratch));
    if config.family == Family::Any {
        let held_out = HeldOut::of(Family::Any, FINAL_CONTEXTS, FINAL_SEED, stream);
        let decisions = held_out.decisions(&policy, &mut PolicyScratch::default());
        report["any"] = json!(Any::new(&held_out, decisions));
    }
    let activity = scratch.activity();
    let rates: Vec<f64> = (0..activity.layers.len()).map(|i| activity.firing_rate(i)).collect();
    report["layer_rates"] = json!(rates);
    report["algorithm"] = json!(recipe.word());
    report["seed"] = json!(seed);
    report["updates"] = json!(updates);
    report["seconds"] = json!(seconds);
    report["bytes"] = json!(bytes.len());
    report["digest"] = json!(format!("{:016x}", trainer.digest()));
    say(report)
}

pub(super) fn evaluate(
    name: &str,
    family: Family,
    contexts: usize,
    seed: u64,
) -> Result<(), Failure> {
    if !(1..=1_000_000).contains(&contexts) {
        return Err(Failure(format!(
            "contexts = {contexts} is out of range: an integer from 1 to 1000000"
        )));
    }
    let policy = if ["rule", "safe"].contains(&name) { None } else { Some(policy(name)?) };
    let held_out = HeldOut::of(family, contexts, seed, Stream::EvalContexts);
    let safe: Vec<_> = held_out.contexts().iter().map(|context| context.safe).collect();
    let rule: Vec<_> = held_out.contexts().iter().map(rule_of).collect();
    let (score, decisions) = match &policy {
        Some(policy) => {
            let score = held_out.score(policy, &mut PolicyScratch::default());
            let decisions = held_out.decisions(policy, &mut PolicyScratch::default());
            (score, decisions.collect::<Vec<_>>())
        }
        None => {
            let decisions = if name == "rule" { rule.clone() } else { safe.clone() };
            (held_out.judge(decisions.iter().copied()), decisions)
        }
    };
    let mut report = object(&score);
    report["model_version"] = json!(MODEL_VERSION);
    report["policy_model_version"] = json!(policy.as_ref().map(|it| it.made_with));
    report["mean_excess"] = json!(held_out.mean_excess(decisions));
    let baseline = |decisions: Vec<Decision>| {
        let mut it = object(&held_out.judge(decisions.iter().copied()));
        it["mean_excess"] = json!(held_out.mean_excess(decisions));
        it
    };
    let natural = held_out.contexts().iter().map(|context| context.chain.natural()).collect();
    report["baselines"] = json!({
        "natural_length_full_power": baseline(natural),
        "safe_action": baseline(safe),
        "rule": baseline(rule),
    });
    say(report)
}

/// What the rule of an expert decides; the safe action where nothing keeps all limits.
fn rule_of(context: &Context) -> Decision {
    optimum::rule(&context.chain).map_or(context.safe, |print| print.decision)
}

/// Updates and single decisions per second at batch 128, obs 8, act 2.
pub(super) fn bench(seconds: f64) -> Result<(), Failure> {
    if !(0.01..=3600.0).contains(&seconds) {
        return Err(Failure(format!("seconds = {seconds} is out of range: from 0.01 to 3600")));
    }
    let mut rows = Vec::new();
    for hidden in [64, 256] {
        for algorithm in Algorithm::ALL {
            rows.push(bench_row(algorithm, hidden, seconds)?);
        }
    }
    say(json!({ "batch": 128, "obs_dim": 8, "act_dim": 2, "rows": rows }))
}

fn bench_row(algorithm: Algorithm, hidden: usize, seconds: f64) -> Result<Value, Failure> {
    const OBS: usize = 8;
    const ACT: usize = 2;
    let mut config = Recipe::shipped(algorithm).config(1).sac;
    config.batch_size = 128;
    config.critic_hidden_sizes = vec![hidden; 2];
    config.actor.hidden_sizes_mut().fill(hidden);
    let mut agent = Agent::new(&config, OBS, ACT, 1)?;
    let mut rng = Rng::new(1, Stream::Baseline);
    let mut obs = [0.0; OBS];
    let mut outcome = vec![0.0; config.objective.outcome_dim()];
    for _ in 0..4096 {
        obs.fill_with(|| rng.uniform_in(-1.0, 1.0) as f32);
        let action = [(); ACT].map(|()| rng.uniform_in(-1.0, 1.0) as f32);
        outcome.fill_with(|| rng.uniform_in(-1.0, 1.0) as f32);
        agent.observe(&obs, &action, &outcome, &obs, true);
    }
    let rate = |work: &mut dyn FnMut()| {
        work();
        let (started, mut done) = (Instant::now(), 0.0);
        while started.elapsed().as_secs_f64() < seconds {
            work();
            done += 1.0;
        }
        done / started.elapsed().as_secs_f64()
    };
    let updates_per_s = rate(&mut || {
        agent.update();
    });
    let (policy, mut scratch, mut action) = (agent.policy(), PolicyScratch::default(), [0.0; ACT]);
    let decisions_per_s = 100.0
        * rate(&mut || {
            for _ in 0..100 {
                policy.act(&mut scratch, &obs, &mut action);
            }
        });
    Ok(json!({
        "algorithm": algorithm.word(),
        "hidden": hidden,
        "updates_per_s": updates_per_s,
        "decisions_per_s": decisions_per_s,
    }))
}
