//! Soft actor-critic: twin critics, target networks, squashed Gaussian actor, temperature.
//!
//! One update, in this order, with α as it was before:
//!
//! ```text
//! y       = r + γ (1 − terminated) (min(Q̄₁, Q̄₂)(o', a') − α log π(a'|o')),  a' from the actor
//! critics : mean((Q₁ − y)²) + mean((Q₂ − y)²)                               (no ½)
//! actor   : mean(α log π(a|o) − min(Q₁, Q₂)(o, a)),  critics as just updated
//! log α   : −log α · mean(log π(a|o) + target_entropy),  the same log π
//! targets : Q̄ ← Q̄ + τ (Q − Q̄)
//! ```
//!
//! Source: Haarnoja et al. 2018, "Soft Actor-Critic Algorithms and Applications". With γ = 0 the
//! target y is the reward, and the target networks stay as they are, unused.
//!
//! With the structured objective, the one that ships, critics have a head for the cost and for the
//! slack of each limit, and the update is
//!
//! ```text
//! critics : Σ over critics and heads of mean((head − y)²),  y = cost, asinh(slack/scale)
//! actor   : mean(α log π(a|o) + ½ Σ over critics of their cost),  see `structured`
//! ```
//!
//! and, unless they are left out, the band of rates adds to the actor's gradient (not to the loss
//! that is told), the gradient is clipped to a norm, and α follows the share of the run that is done.
//! Left out: where batches and noise come from (`Agent`). A divergence is a value in the record.

use super::actor::{Actor, ActorWorkspace, sizes};
use super::config::{
    ConfigError, Objective, SacConfig, Temperature, validate_dims, validate_start,
};
use super::replay::Batch;
use super::structured::geometric;
use super::{Fnv, gaussian};
use crate::math;
use crate::nn::slices::{add, all_finite};
use crate::nn::{Adam, Mlp, MlpWorkspace};
use crate::rng::Rng;
use crate::snn::{Activity, PopSanStart};

/// What one update did. After one that is not `finite` the parameters are lost.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct UpdateRecord {
    /// Of both critics.
    pub critic_loss: f32,
    /// Without what the rates of a spiking actor cost.
    pub actor_loss: f32,
    /// 0 unless the temperature is learned.
    pub alpha_loss: f32,
    /// Temperature after the update.
    pub alpha: f32,
    /// Estimate of the policy's entropy, −mean(log π), in nats.
    pub entropy: f32,
    /// Mean over the actor's own actions of the smaller critic; with the structured objective, of
    /// minus the cost that both critics say on average.
    pub mean_q: f32,
    /// Share of neurons but an encoder's that fire in a time step, 0 to 1; 0 for a dense actor.
    pub firing_rate: f32,
    /// Synaptic operations per decision; 0 for a dense actor.
    pub synops: f32,
    /// Whether every loss and every parameter is still a finite number.
    pub finite: bool,
}

/// Networks, temperature and optimisers.
#[derive(Clone, Debug)]
pub struct Sac {
    pub actor: Actor,
    /// Input `[obs | action]`, output Q, or the cost and the encoded slack of each limit.
    pub critics: [Mlp; 2],
    pub targets: [Mlp; 2],
    pub log_alpha: f32,
    pub config: SacConfig,
    /// Share of the run that is done, 0 to 1: what anneals follows it.
    pub progress: f32,
    obs_dim: usize,
    act_dim: usize,
    pub(super) actor_adam: [Adam; 2],
    pub(super) critic_adam: [Adam; 2],
    pub(super) alpha_adam: Adam,
    scratch: Scratch,
}

/// Buffers of an update, `[n, …]`.
#[derive(Clone, Debug, Default)]
struct Scratch {
    actor: ActorWorkspace,
    critics: [MlpWorkspace; 2],
    critic_grads: Vec<f32>,
    action: Vec<f32>,
    log_prob: Vec<f32>,
    target: Vec<f32>,
    d_q: [Vec<f32>; 2],
    d_input: Vec<f32>,
    d_action: Vec<f32>,
    d_mean: Vec<f32>,
    d_log_std: Vec<f32>,
}

impl Sac {
    /// Random networks; the targets start as copies of the critics.
    pub fn new(
        config: &SacConfig,
        obs_dim: usize,
        act_dim: usize,
        rng: &mut Rng,
    ) -> Result<Self, ConfigError> {
        config.validate()?;
        validate_dims(obs_dim, act_dim)?;
        validate_start(&config.start_mean, act_dim)?;
        let start = PopSanStart {
            encoder_range: config.encoder_range,
            decoder_scale: config.decoder_scale,
        };
        let mut actor = Actor::new(&config.actor, obs_dim, act_dim, &start, rng);
        actor.shift_mean(&config.start_mean);
        let critic_sizes =
            sizes(obs_dim + act_dim, &config.critic_hidden_sizes, config.objective.outcome_dim());
        let critics = [Mlp::new(&critic_sizes, rng), Mlp::new(&critic_sizes, rng)];
        let log_alpha = math::lnf(config.temperature.initial());
        Ok(Self {
            actor_adam: actor.params().map(|params| Adam::new(params.len())),
            critic_adam: [(); 2].map(|()| Adam::new(critics[0].params.len())),
            alpha_adam: Adam::new(1),
            targets: critics.clone(),
            actor,
            critics,
            log_alpha,
            config: config.clone(),
            progress: 0.0,
            obs_dim,
            act_dim,
            scratch: Scratch::default(),
        })
    }

    pub fn obs_dim(&self) -> usize {
        self.obs_dim
    }

    pub fn act_dim(&self) -> usize {
        self.act_dim
    }

    /// Weight of entropy.
    pub fn alpha(&self) -> f32 {
        match self.config.temperature {
            Temperature::Fixed { alpha } => alpha,
            Temperature::Automatic { .. } => math::expf(self.log_alpha),
            Temperature::Annealed { from, to } => geometric((from, to), self.progress),
        }
    }

    /// Spikes of the actor in the last update, by layer; empty for a dense actor.
    pub fn activity(&self) -> &Activity {
        self.scratch.actor.activity()
    }

    /// One update. `next_noise` is that of the targets' actions (unused with γ = 0), `noise` that
    /// of the actor's; both `[n, act_dim]`, standard normal.
    pub fn update(&mut self, batch: &Batch, next_noise: &[f32], noise: &[f32]) -> UpdateRecord {
        let alpha = self.alpha();
        self.bellman_targets(batch, next_noise, alpha);
        let critic_loss = self.update_critics(batch);
        let (actor_loss, mean_q) = self.update_actor(batch, noise, alpha);
        let mean_log_prob = mean(self.scratch.log_prob.iter().copied());
        let alpha_loss = self.update_temperature(mean_log_prob);
        self.update_targets();
        let losses = [critic_loss, actor_loss, alpha_loss, self.log_alpha];
        let finite = all_finite(&losses[..3])
            && !self.log_alpha.is_nan()
            && self.actor.params().iter().all(|params| all_finite(params))
            && self.critics.iter().all(|critic| all_finite(&critic.params));
        let activity = self.activity();
        UpdateRecord {
            critic_loss,
            actor_loss,
            alpha_loss,
            alpha: self.alpha(),
            entropy: -mean_log_prob,
            mean_q,
            firing_rate: activity.mean_firing_rate() as f32,
            synops: activity.synops_per_decision() as f32,
            finite,
        }
    }

    /// Leaves y in `scratch.target`.
    fn bellman_targets(&mut self, batch: &Batch, next_noise: &[f32], alpha: f32) {
        let Scratch { actor, critics, action, log_prob, target, .. } = &mut self.scratch;
        target.clear();
        if let Objective::Structured(structured) = &self.config.objective {
            return structured.encode(&batch.outcome, target);
        }
        target.extend_from_slice(&batch.outcome);
        let gamma = self.config.gamma;
        if gamma == 0.0 {
            return;
        }
        let n = batch.terminated.len();
        action.resize(n * self.act_dim, 0.0);
        log_prob.resize(n, 0.0);
        self.actor.forward(actor, n, &batch.next_obs);
        gaussian::sample(&actor.mean, &actor.log_std, next_noise, action, log_prob);
        for (net, ws) in self.targets.iter().zip(critics.iter_mut()) {
            net.forward_with(ws, n, join(&batch.next_obs, self.obs_dim, action, self.act_dim));
        }
        let [q1, q2] = critics.each_ref().map(MlpWorkspace::output);
        for i in 0..n {
            let value = smaller(q1[i], q2[i]) - alpha * log_prob[i];
            target[i] += gamma * (1.0 - batch.terminated[i]) * value;
        }
    }

    /// Returns the loss.
    fn update_critics(&mut self, batch: &Batch) -> f32 {
        let n = batch.terminated.len();
        let Scratch { critics, critic_grads, target, d_q: [d_q, _], .. } = &mut self.scratch;
        let mut loss = 0.0;
        for ((net, ws), adam) in
            self.critics.iter_mut().zip(critics.iter_mut()).zip(&mut self.critic_adam)
        {
            net.forward_with(ws, n, join(&batch.obs, self.obs_dim, &batch.action, self.act_dim));
            let error = |(q, y): (&f32, &f32)| q - y;
            // Heads are summed, rows averaged.
            let heads = (target.len() / n) as f32;
            loss += heads * mean(ws.output().iter().zip(&*target).map(error).map(|e| e * e));
            d_q.clear();
            d_q.extend(ws.output().iter().zip(&*target).map(error).map(|e| 2.0 * e / n as f32));
            critic_grads.resize(net.params.len(), 0.0);
            net.backward(ws, d_q, Some(critic_grads), None);
            adam.step(&mut net.params, critic_grads, self.config.critic_lr);
        }
        loss
    }

    /// Returns the loss and the mean of the smaller critic; leaves log π in `scratch.log_prob`.
    fn update_actor(&mut self, batch: &Batch, noise: &[f32], alpha: f32) -> (f32, f32) {
        let n = batch.terminated.len();
        let (obs_dim, act_dim) = (self.obs_dim, self.act_dim);
        let s = &mut self.scratch;
        s.action.resize(n * act_dim, 0.0);
        s.log_prob.resize(n, 0.0);
        self.actor.forward(&mut s.actor, n, &batch.obs);
        let (mean_, log_std) = (&s.actor.mean, &s.actor.log_std);
        gaussian::sample(mean_, log_std, noise, &mut s.action, &mut s.log_prob);
        for (net, ws) in self.critics.iter().zip(&mut s.critics) {
            net.forward_with(ws, n, join(&batch.obs, obs_dim, &s.action, act_dim));
        }
        let [q1, q2] = s.critics.each_ref().map(MlpWorkspace::output);
        // Each row's gradient by both critics' outputs.
        let mean_q = match &self.config.objective {
            // It flows through the critic that was smaller, and there alone.
            Objective::Reward => {
                for (d_q, chosen) in s.d_q.iter_mut().zip([true, false]) {
                    let share = |first| if first == chosen { -1.0 / n as f32 } else { 0.0 };
                    d_q.clear();
                    d_q.extend(q1.iter().zip(q2).map(|(q1, q2)| share(q1 <= q2)));
                }
                mean(q1.iter().zip(q2).map(|(&q1, &q2)| smaller(q1, q2)))
            }
            Objective::Structured(structured) => {
                let softness = structured.softness_at(self.progress);
                let heads = 1 + structured.limits;
                let mut total = 0.0;
                for (d_q, q) in s.d_q.iter_mut().zip([q1, q2]) {
                    d_q.resize(q.len(), 0.0);
                    for (d_q, q) in d_q.chunks_exact_mut(heads).zip(q.chunks_exact(heads)) {
                        total += f64::from(structured.cost(softness, q, d_q));
                    }
                    d_q.iter_mut().for_each(|d| *d *= 0.5 / n as f32);
                }
                (-0.5 * total / n as f64) as f32
            }
        };
        let loss = alpha * mean(s.log_prob.iter().copied()) - mean_q;
        s.d_action.clear();
        s.d_action.resize(n * act_dim, 0.0);
        s.d_input.resize(n * act_dim, 0.0);
        for (net, (ws, d_q)) in self.critics.iter().zip(s.critics.iter_mut().zip(&s.d_q)) {
            net.backward(ws, d_q, None, Some(&mut s.d_input));
            add(&mut s.d_action, &s.d_input);
        }
        s.d_mean.resize(n * act_dim, 0.0);
        s.d_log_std.resize(n * act_dim, 0.0);
        let weight = |_| alpha / n as f32;
        let (d_mean, d_log_std) = (&mut s.d_mean, &mut s.d_log_std);
        let (action, d_action) = (&s.action, &s.d_action);
        gaussian::backward(&s.actor.log_std, noise, action, d_action, weight, d_mean, d_log_std);
        self.actor.backward(&mut s.actor, act_dim, d_mean, d_log_std, self.config.rate_band);
        if let Some(most) = self.config.actor_clip {
            clip(&mut s.actor.grads, most);
        }
        let rates = [self.config.actor_lr, self.config.log_std_lr];
        let groups = self.actor.params_mut().into_iter().zip(&s.actor.grads);
        for ((params, grads), (adam, lr)) in groups.zip(self.actor_adam.iter_mut().zip(rates)) {
            adam.step(params, grads, lr);
        }
        (loss, mean_q)
    }

    /// Returns the loss before the step.
    fn update_temperature(&mut self, mean_log_prob: f32) -> f32 {
        let Temperature::Automatic { target_entropy, lr, .. } = self.config.temperature else {
            return 0.0;
        };
        let excess = mean_log_prob + target_entropy.unwrap_or(-(self.act_dim as f32));
        let loss = -self.log_alpha * excess;
        self.alpha_adam.step(std::slice::from_mut(&mut self.log_alpha), &[-excess], lr);
        loss
    }

    fn update_targets(&mut self) {
        if self.config.gamma == 0.0 {
            return;
        }
        let tau = self.config.tau;
        for (target, critic) in self.targets.iter_mut().zip(&self.critics) {
            for (t, &p) in target.params.iter_mut().zip(&critic.params) {
                *t += tau * (p - *t);
            }
        }
    }

    /// FNV-1a digest of the bits of every parameter: actor, critics, targets, log α. Equal digests
    /// native and in a browser mean that nothing in between differed.
    pub fn digest(&self) -> u64 {
        let mut fnv = Fnv::new();
        for params in self.actor.params() {
            fnv.floats(params);
        }
        for net in self.critics.iter().chain(&self.targets) {
            fnv.floats(&net.params);
        }
        fnv.floats(&[self.log_alpha]);
        fnv.0
    }
}

/// Writes rows `[obs | action]`.
fn join<'a>(
    obs: &'a [f32],
    obs_dim: usize,
    action: &'a [f32],
    act_dim: usize,
) -> impl FnOnce(&mut [f32]) + 'a {
    move |input| {
        let rows = obs.chunks_exact(obs_dim).zip(action.chunks_exact(act_dim));
        for (input, (obs, action)) in input.chunks_exact_mut(obs_dim + act_dim).zip(rows) {
            input[..obs_dim].copy_from_slice(obs);
            input[obs_dim..].copy_from_slice(action);
        }
    }
}

/// Scales gradients down to a norm of at most `most`.
fn clip(grads: &mut [Vec<f32>; 2], most: f32) {
    let squares = grads.iter().flatten().map(|&g| f64::from(g) * f64::from(g)).sum::<f64>();
    let norm = squares.sqrt() as f32;
    if norm > most {
        grads.iter_mut().flatten().for_each(|g| *g *= most / norm);
    }
}

/// The smaller of two; NaN if either is, unlike `f32::min`.
fn smaller(a: f32, b: f32) -> f32 {
    if a <= b || a.is_nan() { a } else { b }
}

/// Mean, summed in order in f64.
fn mean(values: impl ExactSizeIterator<Item = f32>) -> f32 {
    let n = values.len().max(1);
    (values.map(f64::from).sum::<f64>() / n as f64) as f32
}
