//! What a learner is between two updates, so that another can go on from there to the same bits.
//!
//! What its seed and configuration tell is left out. Of what it remembers only its actions are kept:
//! what it saw and what came of it follow from the environment, which whoever restores it asks again.

use super::Agent;
use crate::nn::Adam;
use crate::nn::slices::all_finite;
use serde::{Deserialize, Serialize};

/// An agent between two updates.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AgentState {
    actor: [Vec<f32>; 2],
    critics: [Vec<f32>; 2],
    /// Empty where no bootstrapping looks ahead: they stay what they were at the start.
    targets: [Vec<f32>; 2],
    log_alpha: f32,
    progress: f32,
    actor_adam: [Adam; 2],
    critic_adam: [Adam; 2],
    alpha_adam: Adam,
    /// How far its streams of random numbers are: exploration, noise of updates, choice of batches.
    positions: [u64; 3],
    /// Of what it remembers, the oldest first: `[transitions, act_dim]`.
    pub actions: Vec<f32>,
}

impl Agent {
    /// What it is now.
    pub fn state(&self) -> AgentState {
        let sac = &self.sac;
        let ahead = sac.config.gamma != 0.0;
        AgentState {
            actor: sac.actor.params().map(<[f32]>::to_vec),
            critics: sac.critics.each_ref().map(|net| net.params.clone()),
            targets: sac.targets.each_ref().map(|net| match ahead {
                true => net.params.clone(),
                false => Vec::new(),
            }),
            log_alpha: sac.log_alpha,
            progress: sac.progress,
            actor_adam: sac.actor_adam.clone(),
            critic_adam: sac.critic_adam.clone(),
            alpha_adam: sac.alpha_adam.clone(),
            positions: [&self.exploration, &self.update_noise, &self.choice]
                .map(|it| it.position()),
            actions: self.replay.actions(),
        }
    }

    /// Makes a fresh agent of the same configuration and seed, which has been told anew what it
    /// remembers as the last of `total` transitions, what the other was; false, and of no use any
    /// more, if that is none of its kind.
    pub fn restore(&mut self, state: &AgentState, total: usize) -> bool {
        let sac = &mut self.sac;
        let mut sound = state.actions.len() == self.replay.len() * sac.act_dim();
        let mut put = |to: &mut [f32], from: &[f32]| {
            sound &= to.len() == from.len() && all_finite(from);
            if sound {
                to.copy_from_slice(from);
            }
        };
        for (to, from) in sac.actor.params_mut().into_iter().zip(&state.actor) {
            put(to, from);
        }
        for (net, from) in sac.critics.iter_mut().zip(&state.critics) {
            put(&mut net.params, from);
        }
        if sac.config.gamma != 0.0 {
            for (net, from) in sac.targets.iter_mut().zip(&state.targets) {
                put(&mut net.params, from);
            }
        }
        put(std::slice::from_mut(&mut sac.progress), &[state.progress]);
        let adams = sac.actor_adam.iter_mut().chain(&mut sac.critic_adam);
        let states = state.actor_adam.iter().chain(&state.critic_adam);
        let alpha = (&mut sac.alpha_adam, &state.alpha_adam);
        for (adam, state) in adams.zip(states).chain([alpha]) {
            sound &= adam.len() == state.len() && state.is_sound();
            adam.clone_from(state);
        }
        // Minus infinity where a temperature of 0 was asked for.
        sound &= !state.log_alpha.is_nan();
        sac.log_alpha = state.log_alpha;
        let streams = [&mut self.exploration, &mut self.update_noise, &mut self.choice];
        for (stream, position) in streams.into_iter().zip(state.positions) {
            stream.move_to(position);
        }
        self.replay.turn_to(total);
        sound
    }
}
