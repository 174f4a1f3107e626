//! PopSAN: population encoder, fully connected LIF layers, output populations, rate decoder.
//!
//! The network gives the mean of an action before squashing; it is the only spiking part of the
//! actor, whose standard deviation comes from a ReLU network (`agent::actor`).
//!
//! Source: Tang et al., CoRL 2020; code combra-lab/pop-spiking-deep-rl. Deviation: none in the
//! equations. The backward pass of the encoder sums over time before it multiplies (see there).

use super::activity::{Activity, LayerActivity};
use super::decoder::Decoder;
use super::encoder::{Encoder, time_weight};
use super::events::Events;
use super::lif::POPSAN_LIF;
use crate::nn::slices::{column_sums, grown};
use crate::nn::{Gemm, Linear};
use crate::rng::Rng;

/// Dimensions of the network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PopSanShape {
    pub obs_dim: usize,
    pub act_dim: usize,
    pub hidden_sizes: Vec<usize>,
    pub encoder_population: usize,
    pub decoder_population: usize,
    pub time_steps: usize,
}

/// How the parameters start.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PopSanStart {
    /// Centres of the receptive fields spread over ± this.
    pub encoder_range: f32,
    /// Weights of the decoder start uniform within ± this over the root of the population.
    pub decoder_scale: f32,
}

/// The network with its parameters in one flat vector: encoder, synapses layer by layer, decoder.
#[derive(Clone, Debug, PartialEq)]
pub struct PopSan {
    encoder: Encoder,
    synapses: Vec<Linear>,
    decoder: Decoder,
    time_steps: usize,
    pub params: Vec<f32>,
}

/// What a forward pass leaves for the backward pass, and scratch; reused, it allocates only once.
#[derive(Clone, Debug, Default)]
pub struct PopSanWorkspace {
    batch: usize,
    obs: Vec<f32>,
    /// Receptive fields `[batch, encoder neurons]`, and scratch of that shape.
    activation: Vec<f32>,
    encoder_scratch: Vec<f32>,
    /// Spikes of the encoder and of each LIF layer, `[time_steps · batch, neurons]`.
    spikes: Vec<Events>,
    /// Membranes of each LIF layer, `[time_steps · batch, neurons]`.
    membranes: Vec<Vec<f32>>,
    /// Firing rates of the output populations and their gradient, `[batch, output neurons]`.
    rate: Vec<f32>,
    d_rate: Vec<f32>,
    mean: Vec<f32>,
    delta: Vec<f32>,
    delta_before: Vec<f32>,
    gemm: Gemm,
    activity: Activity,
}

impl PopSanWorkspace {
    /// Result of the last forward pass, `[batch, act_dim]`.
    pub fn mean(&self) -> &[f32] {
        &self.mean
    }

    /// Firing rates of the output populations in the last forward pass, `[batch, neurons]`.
    pub fn population_activity(&self) -> &[f32] {
        &self.rate
    }

    /// Spikes of the encoder in the last forward pass, summed over time, `[batch, neurons]`.
    pub fn encoder_spike_counts(&self) -> Vec<f32> {
        let mut counts = vec![0.0; self.activation.len()];
        if let Some(spikes) = self.spikes.first() {
            count_spikes(spikes, self.batch, &mut counts);
        }
        counts
    }

    /// Spikes of the encoder and of each LIF layer in the last forward pass, a row for each time step of each input.
    pub fn spikes(&self) -> &[Events] {
        &self.spikes
    }

    /// Empties [`Self::activity`].
    pub fn forget_activity(&mut self) {
        self.activity = Activity::default();
    }

    /// What fired in the last forward pass.
    pub fn activity(&self) -> &Activity {
        &self.activity
    }
}

impl PopSan {
    /// Weights from U(±1/√fan_in); the encoder's fields evenly spread.
    pub fn new(shape: &PopSanShape, start: &PopSanStart, rng: &mut Rng) -> Self {
        let mut net = Self::zeros(shape);
        net.encoder.init(&mut net.params, start.encoder_range);
        for layer in &net.synapses {
            layer.init(&mut net.params, rng);
        }
        let bound = f64::from(start.decoder_scale) / (net.decoder.population as f64).sqrt();
        for p in &mut net.params[net.decoder.offset..] {
            *p = rng.uniform_in(-bound, bound) as f32;
        }
        net
    }

    /// The same with every parameter zero, to be filled from elsewhere.
    pub fn zeros(shape: &PopSanShape) -> Self {
        let encoder = Encoder { obs_dim: shape.obs_dim, population: shape.encoder_population };
        let outputs = shape.act_dim * shape.decoder_population;
        let (mut synapses, mut offset) = (Vec::new(), encoder.param_count());
        let mut in_dim = encoder.neurons();
        for &out_dim in shape.hidden_sizes.iter().chain([&outputs]) {
            let layer = Linear { in_dim, out_dim, offset };
            (in_dim, offset) = (out_dim, layer.end());
            synapses.push(layer);
        }
        let decoder =
            Decoder { act_dim: shape.act_dim, population: shape.decoder_population, offset };
        let params = vec![0.0; decoder.end()];
        Self { encoder, synapses, decoder, time_steps: shape.time_steps, params }
    }

    pub fn encoder(&self) -> &Encoder {
        &self.encoder
    }

    /// Synapses into each LIF layer, the output populations last.
    pub fn synapses(&self) -> &[Linear] {
        &self.synapses
    }

    pub fn decoder(&self) -> &Decoder {
        &self.decoder
    }

    pub fn time_steps(&self) -> usize {
        self.time_steps
    }

    /// obs `[batch, obs_dim]`; the result is `ws.mean()`, `[batch, act_dim]`.
    pub fn forward(&self, ws: &mut PopSanWorkspace, batch: usize, obs: &[f32]) {
        let rows = self.time_steps * batch;
        ws.batch = batch;
        ws.obs.clear();
        ws.obs.extend_from_slice(obs);
        ws.spikes.resize_with(self.synapses.len() + 1, Events::default);
        ws.membranes.resize_with(self.synapses.len(), Vec::new);
        ws.activation.resize(batch * self.encoder.neurons(), 0.0);
        ws.encoder_scratch.resize(batch * self.encoder.neurons(), 0.0);
        self.encoder.activate(&self.params, obs, &mut ws.activation);
        let voltage = &mut ws.encoder_scratch;
        self.encoder.fire(self.time_steps, &ws.activation, voltage, &mut ws.spikes[0]);
        for (i, layer) in self.synapses.iter().enumerate() {
            let (w, b) = (&self.params[layer.weight()], &self.params[layer.bias()]);
            let v = &mut ws.membranes[i];
            v.resize(rows * layer.out_dim, 0.0);
            ws.spikes[i].forward(w, b, v);
            POPSAN_LIF.forward(batch, layer.out_dim, v, &mut ws.spikes[i + 1]);
        }
        ws.rate.resize(batch * self.decoder.neurons(), 0.0);
        ws.mean.resize(batch * self.decoder.act_dim, 0.0);
        ws.rate.fill(0.0);
        for v in ws.membranes[self.synapses.len() - 1].chunks_exact(ws.rate.len()) {
            for (rate, &v) in ws.rate.iter_mut().zip(v) {
                *rate += if v > POPSAN_LIF.v_threshold { 1.0 } else { 0.0 };
            }
        }
        ws.rate.iter_mut().for_each(|r| *r /= self.time_steps as f32);
        self.decoder.forward(&self.params, &ws.rate, &mut ws.mean);
        self.count_activity(ws);
    }

    fn count_activity(&self, ws: &mut PopSanWorkspace) {
        ws.activity.decisions = ws.batch as u64;
        ws.activity.time_steps = self.time_steps;
        ws.activity.encoders = 1;
        ws.activity.layers.clear();
        for (i, spikes) in ws.spikes.iter().enumerate() {
            // One weight of the decoder per spike of the output populations.
            let fan_out = self.synapses.get(i).map_or(1, |layer| layer.out_dim);
            let (neurons, spikes) = (spikes.width(), spikes.count() as u64);
            ws.activity.layers.push(LayerActivity { neurons, fan_out, spikes });
        }
    }

    /// Backward pass of the last forward pass with `ws`: d_mean `[batch, act_dim]`; `grads` like
    /// `params`, overwritten.
    pub fn backward(&self, ws: &mut PopSanWorkspace, d_mean: &[f32], grads: &mut [f32]) {
        let (batch, steps) = (ws.batch, self.time_steps);
        ws.d_rate.resize(ws.rate.len(), 0.0);
        self.decoder.backward(&self.params, &ws.rate, d_mean, grads, &mut ws.d_rate);
        ws.d_rate.iter_mut().for_each(|d| *d /= steps as f32);
        let delta = grown(&mut ws.delta, steps * ws.d_rate.len());
        for delta in delta.chunks_exact_mut(ws.d_rate.len()) {
            delta.copy_from_slice(&ws.d_rate);
        }
        for (i, layer) in self.synapses.iter().enumerate().rev() {
            let width = batch * layer.out_dim;
            let delta = &mut ws.delta[..steps * width];
            POPSAN_LIF.backward(width, &ws.membranes[i], delta);
            ws.spikes[i].backward_weight(delta, &mut grads[layer.weight()]);
            column_sums(delta, &mut grads[layer.bias()]);
            // Into the encoder only the weighted sum over time is needed, see `time_weight`.
            let (rows, delta) = match i {
                0 => (batch, sum_over_time(delta, width)),
                _ => (steps * batch, &*delta),
            };
            let dx = grown(&mut ws.delta_before, rows * layer.in_dim);
            layer.backward_input(&self.params, rows, delta, dx, &mut ws.gemm);
            std::mem::swap(&mut ws.delta, &mut ws.delta_before);
        }
        let d_activation = &ws.delta[..ws.activation.len()];
        self.encoder.backward(&self.params, &ws.obs, &ws.activation, d_activation, grads);
    }
}

/// Spikes per input and neuron, summed over time; counts `[batch, neurons]`.
fn count_spikes(spikes: &Events, batch: usize, counts: &mut [f32]) {
    counts.fill(0.0);
    let width = spikes.width();
    for (row, fired) in spikes.rows().enumerate() {
        let counts = &mut counts[row % batch * width..][..width];
        for neuron in fired {
            counts[neuron] += 1.0;
        }
    }
}

/// Sum over time of `[time_steps, width]`, weighted by the encoder's, `[width]`, in place.
fn sum_over_time(delta: &mut [f32], width: usize) -> &[f32] {
    let (first, later) = delta.split_at_mut(width);
    for (t, later) in later.chunks_exact(width).enumerate() {
        let weight = time_weight(t + 1);
        for (first, &later) in first.iter_mut().zip(later) {
            *first += weight * later;
        }
    }
    first
}
