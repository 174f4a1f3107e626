//! Plain records of a training run, as they travel and as they are kept.

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

    /// The algorithm of that word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|algorithm| algorithm.word() == word)
    }
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
