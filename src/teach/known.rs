//! What the answers of lessons need beside the model: the agents at hand, and what was reached over seeds.

use crate::learn::Effort;

/// What the last lesson needs of the two agents' decisions in the scenario at hand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Agents {
    pub sdrl: Effort,
    pub sac: Effort,
    /// Spikes of SDRL per neuron and time step.
    pub spike_rate: f64,
}

/// What was reached on many held-out requests, as the repository keeps it: gaps to the exact optimum.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reached {
    pub requests: f64,
    pub rule: f64,
    /// SDRL as it ships, over seeds.
    pub sdrl: f64,
    /// SAC that is tuned as hard.
    pub sac: f64,
    /// Full power, the shortest answer there.
    pub safe: f64,
    /// SAC of a public library, as it ships.
    pub library: f64,
    /// Share of requests in which that one breaks a limit.
    pub library_broken: f64,
    /// Requests that it has learnt from.
    pub library_requests: f64,
    /// What the paper saves over its own SAC.
    pub paper_saved: f64,
}

/// What a lesson needs to know that the model alone does not say.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Known {
    pub agents: Option<Agents>,
    pub reached: Option<Reached>,
}
