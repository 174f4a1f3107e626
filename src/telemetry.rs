//! Plain records of a training run, and what names it: as they travel and as they are kept.

use crate::data::value;
use serde::{Deserialize, Serialize};

/// Which agent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Algorithm {
    /// Soft actor-critic with a dense actor.
    Sac,
    /// Soft actor-critic with a spiking actor (PopSAN).
    Sdrl,
}

impl Algorithm {
    /// Both, the spiking one first.
    pub const ALL: [Self; 2] = [Self::Sdrl, Self::Sac];

    /// Its word on the command line and in file names.
    pub fn word(self) -> &'static str {
        match self {
            Self::Sac => "sac",
            Self::Sdrl => "sdrl",
        }
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sac => "SAC",
            Self::Sdrl => "SDRL",
        }
    }

    /// The algorithm of that word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|algorithm| algorithm.word() == word)
    }
}

/// A named configuration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Recipe {
    /// The spiking agent at its best.
    Sdrl,
    /// The dense agent, tuned as hard.
    Sac,
    /// The spiking agent with the benchmark's number of requests: more updates from each.
    SdrlFewRequests,
    /// The actor of Tang et al. with one mixed reward.
    PopSan,
    /// SAC with the defaults of public code.
    BenchmarkSac,
    /// The spiking agent learning from one mixed reward.
    SdrlMixedReward,
    /// The spiking agent without a band for its rates.
    SdrlFreeRates,
    /// The spiking agent with spikes that all count the same, read by weights for each time step.
    SdrlDirectCoding,
    /// The dense agent learning from one mixed reward.
    SacMixedReward,
}

impl Recipe {
    pub const ALL: [Self; 9] = [
        Self::Sdrl,
        Self::Sac,
        Self::SdrlFewRequests,
        Self::PopSan,
        Self::BenchmarkSac,
        Self::SdrlMixedReward,
        Self::SdrlFreeRates,
        Self::SdrlDirectCoding,
        Self::SacMixedReward,
    ];

    /// Its word on the command line and in file names.
    pub fn word(self) -> &'static str {
        match self {
            Self::Sdrl => "sdrl",
            Self::Sac => "sac",
            Self::SdrlFewRequests => "sdrl-few-requests",
            Self::PopSan => "popsan",
            Self::BenchmarkSac => "benchmark-sac",
            Self::SdrlMixedReward => "sdrl-mixed-reward",
            Self::SdrlFreeRates => "sdrl-free-rates",
            Self::SdrlDirectCoding => "sdrl-direct-coding",
            Self::SacMixedReward => "sac-mixed-reward",
        }
    }

    /// The recipe of the policy that ships with the page.
    pub fn shipped(algorithm: Algorithm) -> Self {
        match algorithm {
            Algorithm::Sdrl => Self::Sdrl,
            Algorithm::Sac => Self::Sac,
        }
    }

    /// The recipe of that word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|recipe| recipe.word() == word)
    }

    /// Which agent it makes.
    pub fn algorithm(self) -> Algorithm {
        match self {
            Self::Sac | Self::BenchmarkSac | Self::SacMixedReward => Algorithm::Sac,
            _ => Algorithm::Sdrl,
        }
    }
}

/// What a run may change in its recipes; what stands as in [`Self::SHIPPED`] stays each recipe's.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Hyperparameters {
    /// Neurons of each hidden layer of the actor.
    pub hidden: u32,
    /// Transitions per update.
    pub batch: u32,
    /// Time steps of a spiking actor.
    pub time_steps: u32,
    pub actor_lr: f32,
    pub critic_lr: f32,
    /// Weight of entropy at the first update.
    pub temperature: f32,
}

impl Hyperparameters {
    /// Those of the policies that ship with the page.
    pub const SHIPPED: Self = Self {
        hidden: 96,
        batch: 128,
        time_steps: 12,
        actor_lr: 0.003,
        critic_lr: 0.005,
        temperature: 0.05,
    };

    /// Each by its name, as it is written.
    pub fn numbers(&self) -> [(&'static str, String); 6] {
        [
            ("hidden", self.hidden.to_string()),
            ("batch", self.batch.to_string()),
            ("time_steps", self.time_steps.to_string()),
            ("actor_lr", self.actor_lr.to_string()),
            ("critic_lr", self.critic_lr.to_string()),
            ("temperature", self.temperature.to_string()),
        ]
    }

    /// Sets the one of that name.
    ///
    /// # Errors
    /// What is allowed.
    pub fn set(&mut self, name: &str, text: &str) -> Result<(), HyperparameterError> {
        let whole = |most: u32| {
            let inside = |it: &u32| (1..=most).contains(it);
            text.parse().ok().filter(inside).ok_or(HyperparameterError::Integer { most })
        };
        let share = || {
            let inside = |it: &f32| *it > 0.0 && *it <= 1.0;
            text.parse().ok().filter(inside).ok_or(HyperparameterError::Share)
        };
        match name {
            "hidden" => self.hidden = whole(512)?,
            "batch" => self.batch = whole(4096)?,
            "time_steps" => self.time_steps = whole(24)?,
            "actor_lr" => self.actor_lr = share()?,
            "critic_lr" => self.critic_lr = share()?,
            "temperature" => self.temperature = share()?,
            _ => return Err(HyperparameterError::Name),
        }
        Ok(())
    }
}

/// What a hyperparameter may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HyperparameterError {
    /// An integer from 1.
    Integer { most: u32 },
    /// A number above 0 to 1.
    Share,
    /// There is none of that name.
    Name,
}

/// Spikes of one layer in one decision.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LayerSpikes {
    pub neurons: u32,
    /// For each time step the neurons that fired, ascending.
    pub steps: Vec<Vec<u32>>,
}

/// A policy judged on held-out contexts.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Score {
    /// Contexts it was judged on.
    pub contexts: usize,
    /// ΣC_charged, g.
    pub charged_g: f64,
    /// ΣC_optimum, g.
    pub optimum_g: f64,
    /// ΣC_charged/ΣC_optimum − 1.
    pub gap: f64,
    /// Share of contexts in which a limit is broken.
    pub violation_rate: f64,
    /// Spikes per neuron and time step, over all spiking layers; 0 for a dense actor.
    pub spike_rate: f64,
    /// Synaptic operations of a decision; 0 for a dense actor.
    pub synops_per_decision: f64,
    /// What a decision takes; none for a rule.
    pub effort: Option<Effort>,
}

/// What one deterministic decision takes, and an estimate of the energy of its arithmetic.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Effort {
    /// Multiply-accumulates of dense layers.
    pub macs: u64,
    /// Additions that spikes cause.
    pub synops: f64,
    /// Neurons times the time steps in which they may fire.
    pub neuron_updates: u64,
    /// Multiply-accumulates and synaptic operations of log σ, which only exploring needs.
    pub log_std_macs: u64,
    pub log_std_synops: f64,
    /// Multiply-accumulates and synaptic operations without log σ, pJ.
    pub synapses_pj: f64,
    /// The same with the updates of the neurons, pJ.
    pub with_neurons_pj: f64,
    /// The same with log σ, pJ.
    pub with_log_std_pj: f64,
    /// Words of 32 bits that the mean needs from memory: a weight for each operation, and what the
    /// neurons remember, read and written back.
    pub memory_words: f64,
}

impl Effort {
    /// An addition, pJ; sources of all three: `constants.csv`.
    pub const ADD_PJ: f64 = value::FLOAT_ADD_PJ;
    /// A multiplication and an addition, pJ.
    pub const MAC_PJ: f64 = value::FLOAT_MULTIPLY_ADD_PJ;
    /// A word of 32 bits from or to a cache of 32 KiB, pJ; a larger memory takes more.
    pub const WORD_PJ: f64 = value::CACHE_WORD_PJ;

    /// Arithmetic with the updates of the neurons, and what it needs from memory, pJ.
    pub fn with_memory_pj(&self) -> f64 {
        self.with_neurons_pj + self.memory_words * Self::WORD_PJ
    }
}

/// How a learner stands after some updates.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Record {
    pub algorithm: Algorithm,
    /// Updates done.
    pub update: u64,
    pub score: Score,
    /// Temperature α.
    pub alpha: f32,
}
