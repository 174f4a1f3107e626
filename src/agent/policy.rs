//! A trained actor on its own: deterministic decisions, and what they cost in operations.

use super::actor::{Actor, ActorWorkspace};
use crate::math;
use crate::snn::{Activity, Events};

/// What is needed to act; independent of critics, memory and random numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Policy {
    pub(super) actor: Actor,
    pub(super) obs_dim: usize,
    pub(super) act_dim: usize,
    /// Version of the world that it learnt in, as whoever taught it says; 0 where nobody did.
    pub made_with: u16,
    /// What its actions mean there, by that world's numbers; 0 where nobody said.
    pub action_space: u16,
}

/// Buffers of a policy, and the spikes of its last decisions.
#[derive(Clone, Debug, Default)]
pub struct PolicyScratch(ActorWorkspace);

impl PolicyScratch {
    /// Spikes of the last call of [`Policy::act`]; empty for a dense actor.
    pub fn activity(&self) -> &Activity {
        self.0.activity()
    }

    /// Who fired in the last call of [`Policy::act`], layer by layer; a row for each time step of
    /// each observation. None for a dense actor.
    pub fn spikes(&self) -> &[Events] {
        self.0.spikes()
    }
}

impl Policy {
    pub(super) fn new(actor: Actor, obs_dim: usize, act_dim: usize) -> Self {
        Self { actor, obs_dim, act_dim, made_with: 0, action_space: 0 }
    }

    pub fn obs_dim(&self) -> usize {
        self.obs_dim
    }

    pub fn act_dim(&self) -> usize {
        self.act_dim
    }

    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// tanh(mean) of each observation; obs `[n, obs_dim]`, actions `[n, act_dim]`. An observation
    /// gives the same bits alone and among others.
    pub fn act(&self, scratch: &mut PolicyScratch, obs: &[f32], actions: &mut [f32]) {
        self.actor.forward_mean(&mut scratch.0, obs.len() / self.obs_dim, obs);
        for (action, &mean) in actions.iter_mut().zip(&scratch.0.mean) {
            *action = math::tanhf(mean);
        }
    }
}
