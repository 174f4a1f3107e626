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
