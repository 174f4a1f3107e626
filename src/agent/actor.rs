//! The networks that map observations to mean and log σ of an action before squashing.
//!
//! An enum, not a trait: there are as many actors as variants, and every match is a place to think
//! about each. The heads for mean and log σ are one layer of twice the width, mean first; only a
//! PopSAN has a network of its own for log σ. Left out: noise and squashing (`gaussian`), learning (`sac`).

use super::config::{ActorConfig, DirectConfig, FewSpikesConfig, PopSanConfig};
use crate::nn::{Mlp, MlpWorkspace};
use crate::rng::Rng;
use crate::snn::{
    Activity, DirectNet, DirectShape, DirectWorkspace, Events, FewSpikesNet, FewSpikesShape,
    FewSpikesWorkspace, PopSan, PopSanShape, PopSanStart, PopSanWorkspace, RateBand, SoftLif,
};

/// Networks and parameters of an actor.
#[derive(Clone, Debug, PartialEq)]
pub enum Actor {
    /// Output `[mean | log_std]`.
    Mlp(Mlp),
    /// Spiking only in its mean.
    PopSan { mean: PopSan, log_std: Mlp },
    /// Output `[mean | log_std]`.
    Direct(DirectNet),
    /// Output `[mean | log_std]`.
    FewSpikes(FewSpikesNet),
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
    direct: DirectWorkspace,
    few_spikes: FewSpikesWorkspace,
    d_output: Vec<f32>,
}

impl ActorWorkspace {
    /// Spikes of the last forward pass; empty for a dense actor.
    pub fn activity(&self) -> &Activity {
        [self.direct.activity(), self.few_spikes.activity()]
            .into_iter()
            .find(|activity| !activity.layers.is_empty())
            .unwrap_or(self.popsan.activity())
    }

    /// Spikes of the last forward pass, layer by layer; none for a dense actor.
    pub fn spikes(&self) -> &[Events] {
        if !self.direct.activity().layers.is_empty() {
            self.direct.spikes()
        } else if !self.few_spikes.activity().layers.is_empty() {
            self.few_spikes.spikes()
        } else if !self.popsan.activity().layers.is_empty() {
            self.popsan.spikes()
        } else {
            &[]
        }
    }

    /// A workspace may have served another actor before.
    fn forget_activity(&mut self) {
        self.popsan.forget_activity();
        self.direct.forget_activity();
        self.few_spikes.forget_activity();
    }

    /// The last forward pass of a PopSAN, for whoever wants to look inside.
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
            ActorConfig::Direct(c) => {
                Self::Direct(DirectNet::new(&direct_shape(c, obs_dim, act_dim), rng))
            }
            ActorConfig::FewSpikes(c) => {
                Self::FewSpikes(FewSpikesNet::new(&few_spikes_shape(c, obs_dim, act_dim), rng))
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
            ActorConfig::Direct(c) => {
                Self::Direct(DirectNet::zeros(&direct_shape(c, obs_dim, act_dim)))
            }
            ActorConfig::FewSpikes(c) => {
                Self::FewSpikes(FewSpikesNet::zeros(&few_spikes_shape(c, obs_dim, act_dim)))
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
            Self::FewSpikes(net) => {
                let FewSpikesShape { hidden_sizes, time_steps, range, .. } = net.shape().clone();
                ActorConfig::FewSpikes(FewSpikesConfig { hidden_sizes, time_steps, range })
            }
            Self::Direct(net) => {
                let DirectShape { hidden_sizes, time_steps, current_to_all, lif, .. } =
                    net.shape().clone();
                let SoftLif { decay, v_threshold, surrogate_width } = lif;
                ActorConfig::Direct(DirectConfig {
                    hidden_sizes,
                    time_steps,
                    current_to_all,
                    decay,
                    v_threshold,
                    surrogate_width,
                })
            }
        }
    }

    /// Parameters in groups that have a learning rate each; the second is a PopSAN's log σ network,
    /// and empty for all others.
    pub fn params(&self) -> [&[f32]; 2] {
        match self {
            Self::Mlp(mlp) => [&mlp.params, &[]],
            Self::PopSan { mean, log_std } => [&mean.params, &log_std.params],
            Self::Direct(net) => [&net.params, &[]],
            Self::FewSpikes(net) => [&net.params, &[]],
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
            Self::Direct(net) => net.bias_mut(),
            Self::FewSpikes(net) => net.bias_mut(),
        };
        for (bias, shift) in biases.iter_mut().zip(shift) {
            *bias += shift;
        }
    }

    pub fn params_mut(&mut self) -> [&mut [f32]; 2] {
        match self {
            Self::Mlp(mlp) => [&mut mlp.params, &mut []],
            Self::PopSan { mean, log_std } => [&mut mean.params, &mut log_std.params],
            Self::Direct(net) => [&mut net.params, &mut []],
            Self::FewSpikes(net) => [&mut net.params, &mut []],
        }
    }

    /// The most that any mean can be in size, and every sum on the way to it, for observations within
    /// ±1. What a hidden spiking neuron gathers may overflow: it fires or it does not.
    pub fn bound(&self) -> f64 {
        match self {
            Self::Mlp(mlp) => mlp.bound(),
            Self::PopSan { mean, .. } => mean.decoder().bound(&mean.params),
            Self::Direct(net) => net.bound(),
            Self::FewSpikes(net) => net.bound(),
        }
    }

    /// Multiply-accumulates that the mean of one decision takes in dense layers; a PopSAN has none
    /// there: what it does follows from its activity.
    pub fn mean_macs(&self) -> u64 {
        match self {
            Self::Mlp(mlp) => mlp.macs() - self.log_std_macs(),
            Self::PopSan { .. } => 0,
            Self::Direct(net) => net.macs(),
            Self::FewSpikes(net) => net.macs(),
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
            // Read from the same spikes.
            Self::Direct(_) | Self::FewSpikes(_) => 0,
        }
    }

    /// Writes mean and log σ of obs `[n, obs_dim]` to `ws`.
    pub fn forward(&self, ws: &mut ActorWorkspace, n: usize, obs: &[f32]) {
        self.forward_mean(ws, n, obs);
        ws.log_std.clear();
        match self {
            Self::Mlp(_) => second_halves(ws.mlp.output(), n, &mut ws.log_std),
            Self::PopSan { log_std, .. } => {
                log_std.forward(&mut ws.mlp, n, obs);
                ws.log_std.extend_from_slice(ws.mlp.output());
            }
            Self::Direct(_) => second_halves(ws.direct.output(), n, &mut ws.log_std),
            Self::FewSpikes(_) => second_halves(ws.few_spikes.output(), n, &mut ws.log_std),
        }
    }

    /// Writes the mean alone, all that a deterministic decision needs.
    pub fn forward_mean(&self, ws: &mut ActorWorkspace, n: usize, obs: &[f32]) {
        ws.forget_activity();
        ws.mean.clear();
        match self {
            Self::Mlp(mlp) => {
                mlp.forward(&mut ws.mlp, n, obs);
                first_halves(ws.mlp.output(), n, &mut ws.mean);
            }
            Self::PopSan { mean, .. } => {
                mean.forward(&mut ws.popsan, n, obs);
                ws.mean.extend_from_slice(ws.popsan.mean());
            }
            Self::Direct(net) => {
                net.forward(&mut ws.direct, n, obs);
                first_halves(ws.direct.output(), n, &mut ws.mean);
            }
            Self::FewSpikes(net) => {
                net.forward(&mut ws.few_spikes, n, obs);
                first_halves(ws.few_spikes.output(), n, &mut ws.mean);
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
        rate_band: Option<RateBand>,
    ) {
        for (grads, params) in ws.grads.iter_mut().zip(self.params()) {
            grads.resize(params.len(), 0.0);
        }
        let [grads, log_std_grads] = &mut ws.grads;
        match self {
            Self::Mlp(mlp) => {
                join_halves(d_mean, d_log_std, act_dim, &mut ws.d_output);
                mlp.backward(&mut ws.mlp, &ws.d_output, Some(grads), None);
            }
            Self::PopSan { mean, log_std } => {
                mean.backward(&mut ws.popsan, d_mean, grads);
                log_std.backward(&mut ws.mlp, d_log_std, Some(log_std_grads), None);
            }
            Self::Direct(net) => {
                join_halves(d_mean, d_log_std, act_dim, &mut ws.d_output);
                net.backward(&mut ws.direct, &ws.d_output, rate_band, grads);
            }
            Self::FewSpikes(net) => {
                join_halves(d_mean, d_log_std, act_dim, &mut ws.d_output);
                net.backward(&mut ws.few_spikes, &ws.d_output, rate_band, grads);
            }
        }
    }
}

/// Appends the first half of each of `n` rows.
fn first_halves(rows: &[f32], n: usize, to: &mut Vec<f32>) {
    let width = rows.len() / n;
    rows.chunks_exact(width).for_each(|row| to.extend_from_slice(&row[..width / 2]));
}

/// Appends the second half of each of `n` rows.
fn second_halves(rows: &[f32], n: usize, to: &mut Vec<f32>) {
    let width = rows.len() / n;
    rows.chunks_exact(width).for_each(|row| to.extend_from_slice(&row[width / 2..]));
}

/// Rows of both, side by side.
fn join_halves(first: &[f32], second: &[f32], width: usize, rows: &mut Vec<f32>) {
    rows.clear();
    for (first, second) in first.chunks_exact(width).zip(second.chunks_exact(width)) {
        rows.extend_from_slice(first);
        rows.extend_from_slice(second);
    }
}

fn direct_shape(config: &DirectConfig, obs_dim: usize, act_dim: usize) -> DirectShape {
    let DirectConfig { time_steps, current_to_all, decay, v_threshold, surrogate_width, .. } =
        *config;
    DirectShape {
        obs_dim,
        out_dim: 2 * act_dim,
        hidden_sizes: config.hidden_sizes.clone(),
        time_steps,
        current_to_all,
        lif: SoftLif { decay, v_threshold, surrogate_width },
    }
}

fn few_spikes_shape(config: &FewSpikesConfig, obs_dim: usize, act_dim: usize) -> FewSpikesShape {
    let FewSpikesConfig { ref hidden_sizes, time_steps, range } = *config;
    let hidden_sizes = hidden_sizes.clone();
    FewSpikesShape { obs_dim, out_dim: 2 * act_dim, hidden_sizes, time_steps, range }
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
