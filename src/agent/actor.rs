//! The networks that map observations to mean and log σ of an action before squashing.
//!
//! An enum, not a trait: there are as many actors as variants, and every match is a place to think
//! about each. The heads for mean and log σ of the dense actor are one layer of twice the width,
//! mean first. Left out: noise and squashing (`gaussian`), learning (`sac`).

use super::config::{ActorConfig, PopSanConfig};
use crate::nn::{Mlp, MlpWorkspace};
use crate::rng::Rng;
use crate::snn::{Activity, PopSan, PopSanShape, PopSanStart, PopSanWorkspace};

/// Networks and parameters of an actor.
#[derive(Clone, Debug, PartialEq)]
pub enum Actor {
    /// Output `[mean | log_std]`.
    Mlp(Mlp),
    /// Spiking only in its mean.
    PopSan { mean: PopSan, log_std: Mlp },
}

/// Forward results, gradients and scratch of an actor; reused, it allocates only once.
#[derive(Clone, Debug, Default)]
pub struct ActorWorkspace {
    /// `[n, act_dim]`
    pub mean: Vec<f32>,
    /// As the network gives it, not clamped; `[n, act_dim]`.
    pub log_std: Vec<f32>,
    /// Gradients in the order of [`Actor::params`].
    pub grads: [Vec<f32>; 2],
    mlp: MlpWorkspace,
    popsan: PopSanWorkspace,
    d_output: Vec<f32>,
}

impl ActorWorkspace {
    /// Spikes of the last forward pass; empty for a dense actor.
    pub fn activity(&self) -> &Activity {
        self.popsan.activity()
    }

    /// The spiking part of the last forward pass, for whoever wants to look inside.
    pub fn popsan(&self) -> &PopSanWorkspace {
        &self.popsan
    }
}

impl Actor {
    /// An actor with random weights; `config` and dimensions must be valid.
    pub fn new(
        config: &ActorConfig,
        obs_dim: usize,
        act_dim: usize,
        start: &PopSanStart,
        rng: &mut Rng,
    ) -> Self {
        match config {
            ActorConfig::Mlp { hidden_sizes } => {
                Self::Mlp(Mlp::new(&sizes(obs_dim, hidden_sizes, 2 * act_dim), rng))
            }
            ActorConfig::PopSan(c) => {
                let mean = PopSan::new(&popsan_shape(c, obs_dim, act_dim), start, rng);
                let log_std = Mlp::new(&sizes(obs_dim, &c.hidden_sizes, act_dim), rng);
                Self::PopSan { mean, log_std }
            }
        }
    }

    /// The same with every parameter zero, to be filled from elsewhere.
    pub fn zeros(config: &ActorConfig, obs_dim: usize, act_dim: usize) -> Self {
        match config {
            ActorConfig::Mlp { hidden_sizes } => {
                Self::Mlp(Mlp::zeros(&sizes(obs_dim, hidden_sizes, 2 * act_dim)))
            }
            ActorConfig::PopSan(c) => {
                let mean = PopSan::zeros(&popsan_shape(c, obs_dim, act_dim));
                let log_std = Mlp::zeros(&sizes(obs_dim, &c.hidden_sizes, act_dim));
                Self::PopSan { mean, log_std }
            }
        }
    }

    /// The configuration that this actor was made from.
    pub fn config(&self) -> ActorConfig {
        match self {
            Self::Mlp(mlp) => ActorConfig::Mlp { hidden_sizes: hidden_sizes(mlp) },
            Self::PopSan { mean, log_std } => ActorConfig::PopSan(PopSanConfig {
                hidden_sizes: hidden_sizes(log_std),
                time_steps: mean.time_steps(),
                encoder_population: mean.encoder().population,
                decoder_population: mean.decoder().population,
            }),
        }
    }

    /// Parameters in groups that have a learning rate each; a dense actor's second is empty.
    pub fn params(&self) -> [&[f32]; 2] {
        match self {
            Self::Mlp(mlp) => [&mlp.params, &[]],
            Self::PopSan { mean, log_std } => [&mean.params, &log_std.params],
        }
    }

    /// Moves the mean's biases by `shift`, one per action dimension.
    pub fn shift_mean(&mut self, shift: &[f32]) {
        let biases = match self {
            // The head's outputs are `[mean | log_std]`.
            Self::Mlp(mlp) => {
                let start = mlp.layers().last().map_or(0, |head| head.bias().start);
                &mut mlp.params[start..]
            }
            Self::PopSan { mean, .. } => {
                let start = mean.params.len() - shift.len();
                &mut mean.params[start..]
            }
        };
        for (bias, shift) in biases.iter_mut().zip(shift) {
            *bias += shift;
        }
    }

    pub fn params_mut(&mut self) -> [&mut [f32]; 2] {
        match self {
            Self::Mlp(mlp) => [&mut mlp.params, &mut []],
            Self::PopSan { mean, log_std } => [&mut mean.params, &mut log_std.params],
        }
    }

    /// Multiply-accumulates that the mean of one decision takes in dense layers; a PopSAN has none
    /// there: what it does follows from its activity.
    pub fn mean_macs(&self) -> u64 {
        match self {
            Self::Mlp(mlp) => mlp.macs() - self.log_std_macs(),
            Self::PopSan { .. } => 0,
        }
    }

    /// Multiply-accumulates of log σ alone, which only training and exploration need.
    pub fn log_std_macs(&self) -> u64 {
        match self {
            Self::Mlp(mlp) => {
                let head = mlp.layers().last();
                head.map_or(0, |head| (head.in_dim * head.out_dim / 2) as u64)
            }
            Self::PopSan { log_std, .. } => log_std.macs(),
        }
    }

    /// Writes mean and log σ of obs `[n, obs_dim]` to `ws`.
    pub fn forward(&self, ws: &mut ActorWorkspace, n: usize, obs: &[f32]) {
        self.forward_mean(ws, n, obs);
        match self {
            Self::Mlp(_) => {
                let act_dim = ws.mlp.output().len() / n / 2;
                ws.log_std.clear();
                for row in ws.mlp.output().chunks_exact(2 * act_dim) {
                    ws.log_std.extend_from_slice(&row[act_dim..]);
                }
            }
            Self::PopSan { log_std, .. } => {
                log_std.forward(&mut ws.mlp, n, obs);
                ws.log_std.clear();
                ws.log_std.extend_from_slice(ws.mlp.output());
            }
        }
    }

    /// Writes the mean alone, all that a deterministic decision needs.
    pub fn forward_mean(&self, ws: &mut ActorWorkspace, n: usize, obs: &[f32]) {
        ws.mean.clear();
        match self {
            Self::Mlp(mlp) => {
                // A workspace may have served a spiking actor before.
                ws.popsan.forget_activity();
                mlp.forward(&mut ws.mlp, n, obs);
                let act_dim = ws.mlp.output().len() / n / 2;
                for row in ws.mlp.output().chunks_exact(2 * act_dim) {
                    ws.mean.extend_from_slice(&row[..act_dim]);
                }
            }
            Self::PopSan { mean, .. } => {
                mean.forward(&mut ws.popsan, n, obs);
                ws.mean.extend_from_slice(ws.popsan.mean());
            }
        }
    }

    /// Backward pass of the last [`Self::forward`] with `ws`; d_mean and d_log_std `[n, act_dim]`;
    /// the gradients are left in `ws.grads`.
    pub fn backward(
        &self,
        ws: &mut ActorWorkspace,
        act_dim: usize,
        d_mean: &[f32],
        d_log_std: &[f32],
    ) {
        for (grads, params) in ws.grads.iter_mut().zip(self.params()) {
            grads.resize(params.len(), 0.0);
        }
        let [grads, log_std_grads] = &mut ws.grads;
        match self {
            Self::Mlp(mlp) => {
                ws.d_output.clear();
                let rows = d_mean.chunks_exact(act_dim).zip(d_log_std.chunks_exact(act_dim));
                for (d_mean, d_log_std) in rows {
                    ws.d_output.extend_from_slice(d_mean);
                    ws.d_output.extend_from_slice(d_log_std);
                }
                mlp.backward(&mut ws.mlp, &ws.d_output, Some(grads), None);
            }
            Self::PopSan { mean, log_std } => {
                mean.backward(&mut ws.popsan, d_mean, grads);
                log_std.backward(&mut ws.mlp, d_log_std, Some(log_std_grads), None);
            }
        }
    }
}

/// Sizes of all layers of a perceptron.
pub(super) fn sizes(input: usize, hidden: &[usize], output: usize) -> Vec<usize> {
    [&[input], hidden, &[output]].concat()
}

fn hidden_sizes(mlp: &Mlp) -> Vec<usize> {
    mlp.layers().iter().skip(1).map(|layer| layer.in_dim).collect()
}

fn popsan_shape(config: &PopSanConfig, obs_dim: usize, act_dim: usize) -> PopSanShape {
    PopSanShape {
        obs_dim,
        act_dim,
        hidden_sizes: config.hidden_sizes.clone(),
        encoder_population: config.encoder_population,
        decoder_population: config.decoder_population,
        time_steps: config.time_steps,
    }
}
