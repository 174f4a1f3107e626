//! Plain records of a training run, as they travel and as they are kept.

use super::Algorithm;
use crate::data::value;
use serde::{Deserialize, Serialize};

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

impl Score {
    /// What the agents that ship are to stay within on AOLO-Bench, a gap.
    pub const GOAL_BENCH: f64 = 0.0015;
    /// The same on requests of any kind, a mean over requests.
    pub const GOAL_ANY: f64 = 0.003;
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
    /// An update of a few-spikes neuron, pJ: the input doubles by being added to itself, the reset is added.
    pub const FEW_SPIKES_UPDATE_PJ: f64 = 2.0 * Self::ADD_PJ;
    /// Of a neuron whose membrane decays, and whose reset is added.
    pub const DIRECT_UPDATE_PJ: f64 = Self::MAC_PJ + Self::ADD_PJ;
    /// Of a neuron of PopSAN: current and membrane decay, each with something added.
    pub const POPSAN_UPDATE_PJ: f64 = 2.0 * Self::MAC_PJ;
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
