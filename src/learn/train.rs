//! The training loop: the one place that holds an agent and an environment.
//!
//! Every learner goes through it; they differ only in their [`TrainConfig`]. A clock is nobody's
//! business here: who calls [`Trainer::step`] decides how long a slice is.

mod state;

pub use state::TrainerState;

use super::Algorithm;
use crate::agent::{Agent, ConfigError, Objective, Policy, SacConfig, UpdateRecord};
use crate::env::{
    ACT_DIM, ActionSpace, Context, Family, LIMITS, MODEL_VERSION, PenaltyConfig, step,
};
use crate::rng::{Rng, Stream};
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;
use thiserror::Error;

/// Everything a run depends on besides its seed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrainConfig {
    pub algorithm: Algorithm,
    pub sac: SacConfig,
    /// Contexts answered per update.
    pub contexts_per_update: usize,
    /// Contexts answered at random before the first update.
    pub warm_up: usize,
    /// What it learns to answer; left out of files where it is AOLO-Bench.
    #[serde(default, skip_serializing_if = "is_bench")]
    pub family: Family,
    /// What its actions mean; left out of files where it is the box.
    #[serde(default, skip_serializing_if = "is_box")]
    pub action_space: ActionSpace,
    /// What a broken limit costs.
    pub penalty: PenaltyConfig,
    /// Share of the last updates over which the learning rates fall, 0 to 1.
    pub cool_down: f64,
    /// What they fall to, as a share of what they were, 1e-6 to 1.
    pub cool_to: f64,
    /// Updates of the whole run; the schedule depends on it.
    pub updates: u64,
}

fn is_box(space: &ActionSpace) -> bool {
    *space == ActionSpace::Box
}

fn is_bench(family: &Family) -> bool {
    *family == Family::Bench
}

/// A run that cannot start, or cannot go on.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum TrainError {
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error("{field} = {value} is out of range: {}", range(*min, *max, *integer))]
    OutOfRange { field: &'static str, value: f64, min: f64, max: f64, integer: bool },
    #[error("{} diverged at update {update}: a loss or a weight is no longer a number", algorithm.word())]
    Diverged { algorithm: Algorithm, update: u64 },
}

fn range(min: f64, max: f64, integer: bool) -> String {
    let kind = if integer { "an integer " } else { "" };
    if min == max { min.to_string() } else { format!("{kind}from {min} to {max}") }
}

impl TrainConfig {
    fn validate(&self) -> Result<(), TrainError> {
        let inside = |field, value: f64, min: f64, max: f64, integer| {
            let holds = (min..=max).contains(&value);
            let error = TrainError::OutOfRange { field, value, min, max, integer };
            if holds { Ok(()) } else { Err(error) }
        };
        inside("contexts_per_update", self.contexts_per_update as f64, 1.0, 1024.0, true)?;
        inside("warm_up", self.warm_up as f64, 0.0, 1e6, true)?;
        inside("cool_down", self.cool_down, 0.0, 1.0, false)?;
        inside("cool_to", self.cool_to, 1e-6, 1.0, false)?;
        inside("penalty.broken", self.penalty.broken, 0.0, 100.0, false)?;
        inside("penalty.slope", self.penalty.slope, 0.0, 100.0, false)?;
        if let Objective::Structured(structured) = &self.sac.objective {
            // As many slacks as the environment gives back.
            let limits = LIMITS as f64;
            inside("limits", structured.limits as f64, limits, limits, true)?;
        }
        inside("updates", self.updates as f64, 1.0, 1e8, true)
    }
}

/// A run: a learner and the requests it learns from.
#[derive(Clone, Debug)]
pub struct Trainer {
    config: TrainConfig,
    agent: Agent,
    contexts: Rng,
    exploration: Rng,
    updates: u64,
    answered: u64,
    /// Where the stream of contexts was before each batch of them that the agent remembers.
    drawn_from: VecDeque<u64>,
    /// `[contexts_per_update, obs_dim]` and `[contexts_per_update, ACT_DIM]`
    observations: Vec<f32>,
    actions: Vec<f32>,
    drawn: Vec<Context>,
}

impl Trainer {
    /// A run before its first update; equal arguments give equal runs, bit for bit.
    ///
    /// # Errors
    /// Names the first hyperparameter that is out of range.
    pub fn new(config: &TrainConfig, seed: u64) -> Result<Self, TrainError> {
        config.validate()?;
        let obs_dim = config.family.obs_dim();
        let agent = Agent::new(&config.sac, obs_dim, ACT_DIM, seed)?;
        let n = config.contexts_per_update;
        Ok(Self {
            config: config.clone(),
            agent,
            contexts: Rng::new(seed, Stream::TrainContexts),
            exploration: Rng::new(seed, Stream::Baseline),
            updates: 0,
            answered: 0,
            drawn_from: VecDeque::new(),
            observations: vec![0.0; n * obs_dim],
            actions: vec![0.0; n * ACT_DIM],
            drawn: Vec::with_capacity(n),
        })
    }

    /// The configuration it was made with.
    pub fn config(&self) -> &TrainConfig {
        &self.config
    }

    /// Updates done.
    pub fn updates(&self) -> u64 {
        self.updates
    }

    /// Environment steps done: requests answered, those at random before the first update included.
    pub fn answered(&self) -> u64 {
        self.answered
    }

    /// The run has done all its updates.
    pub fn finished(&self) -> bool {
        self.updates >= self.config.updates
    }

    /// The learner.
    pub fn agent(&self) -> &Agent {
        &self.agent
    }

    /// The policy as it stands.
    pub fn policy(&self) -> Policy {
        let mut policy = self.agent.policy();
        policy.made_with = MODEL_VERSION as u16;
        policy.action_space = self.config.action_space as u16;
        policy
    }

    /// Temperature α as it stands.
    pub fn alpha(&self) -> f32 {
        self.agent.sac().alpha()
    }

    /// Digest of every weight's bits.
    pub fn digest(&self) -> u64 {
        self.agent.digest()
    }

    /// Answers some requests and learns once.
    ///
    /// # Errors
    /// The update after which a loss or a weight is no longer a finite number.
    pub fn step(&mut self) -> Result<UpdateRecord, TrainError> {
        while self.agent.transitions() < self.config.warm_up.max(self.config.sac.batch_size) {
            self.answer(true);
        }
        self.answer(false);
        self.schedule();
        self.updates += 1;
        let diverged =
            TrainError::Diverged { algorithm: self.config.algorithm, update: self.updates };
        match self.agent.update() {
            Some(record) if record.finite => Ok(record),
            _ => Err(diverged),
        }
    }

    /// Draws requests, answers them, remembers what came of it.
    fn answer(&mut self, random: bool) {
        self.draw();
        if random {
            self.actions.fill_with(|| self.exploration.uniform_in(-1.0, 1.0) as f32);
        } else {
            self.agent.sample(&self.observations, &mut self.actions);
        }
        self.remember();
    }

    /// Draws requests, and looks at them.
    fn draw(&mut self) {
        self.drawn.clear();
        let (family, n) = (self.config.family, self.config.contexts_per_update);
        self.drawn_from.push_back(self.contexts.position());
        if self.drawn_from.len() > self.config.sac.replay_capacity.div_ceil(n) {
            self.drawn_from.pop_front();
        }
        for row in self.observations.chunks_exact_mut(family.obs_dim()) {
            let context = Context::new(&family.training_scenario(&mut self.contexts));
            family.see(&context, row);
            self.drawn.push(context);
        }
    }

    /// Remembers what came of the actions.
    fn remember(&mut self) {
        let family = self.config.family;
        let rows = self.observations.chunks_exact(family.obs_dim());
        let answers = rows.zip(self.actions.as_chunks::<ACT_DIM>().0);
        for (context, (observation, action)) in self.drawn.iter().zip(answers) {
            let outcome = step(context, self.config.action_space, action, &self.config.penalty);
            let learned = match self.config.sac.objective {
                Objective::Reward => &[outcome.reward][..],
                Objective::Structured(_) => &outcome.cost_and_slacks[..],
            };
            self.agent.observe(observation, action, learned, observation, outcome.terminated);
        }
        self.answered += self.drawn.len() as u64;
    }

    /// Learning rates: constant, then falling geometrically.
    fn schedule(&mut self) {
        let total = self.config.updates as f64;
        self.agent.sac_mut().progress = (self.updates as f64 / total) as f32;
        let cooling = self.config.cool_down * total;
        let into = self.updates as f64 - (total - cooling);
        if into <= 0.0 {
            return;
        }
        let factor = crate::math::pow(self.config.cool_to, (into / cooling).min(1.0)) as f32;
        let (fresh, live) = (&self.config.sac, &mut self.agent.sac_mut().config);
        live.actor_lr = fresh.actor_lr * factor;
        live.log_std_lr = fresh.log_std_lr * factor;
        live.critic_lr = fresh.critic_lr * factor;
    }
}
