//! Population encoder: Gaussian receptive fields, fired deterministically.
//!
//! Each observation dimension o drives a population with learned centres μ and widths σ,
//!
//! ```text
//! a = exp(−½ ((o − μ)/σ)²)
//! v ← v + a;  s = v > 0.999;  v ← v − 0.999 s      each time step, from v = 0
//! ```
//!
//! Backward, ∂s/∂v is replaced by 1. The gradient of a is then a fixed weighted sum over time of
//! the gradients of s, see [`time_weight`]; so the synapses behind the encoder are walked back once
//! per input instead of once per time step. Left out: Poisson spikes.
//!
//! Source: Tang et al., CoRL 2020, equations 1 to 3, and its public code.

use super::events::Events;
use crate::math;

/// Threshold, and what a spike takes off.
const THRESHOLD: f32 = 0.999;
/// Centres of the public code start evenly spread over ±this, in units of the observation.
pub const PUBLIC_RANGE: f32 = 3.0;
/// Squared width at the start, at that range.
const VARIANCE: f32 = 0.15;

/// Encoder of `obs_dim` dimensions by `population` neurons each; its parameters are the means
/// `[obs_dim, population]`, then the standard deviations, at the start of its network's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Encoder {
    pub obs_dim: usize,
    pub population: usize,
}

impl Encoder {
    pub fn neurons(&self) -> usize {
        self.obs_dim * self.population
    }

    pub fn param_count(&self) -> usize {
        2 * self.neurons()
    }

    /// Centres evenly over ±`range`, widths in proportion.
    pub fn init(&self, params: &mut [f32], range: f32) {
        let (mean, std) = params[..self.param_count()].split_at_mut(self.neurons());
        let last = (self.population - 1).max(1) as f32;
        for population in mean.chunks_exact_mut(self.population) {
            for (i, mean) in population.iter_mut().enumerate() {
                *mean = -range + 2.0 * range * i as f32 / last;
            }
        }
        std.fill(VARIANCE.sqrt() * (range / PUBLIC_RANGE));
    }

    /// Activations of the receptive fields; obs `[batch, obs_dim]`, activation `[batch, neurons]`.
    pub fn activate(&self, params: &[f32], obs: &[f32], activation: &mut [f32]) {
        let (mean, std) = params[..self.param_count()].split_at(self.neurons());
        let rows = activation.chunks_exact_mut(self.neurons());
        for (obs, activation) in obs.chunks_exact(self.obs_dim).zip(rows) {
            let populations = activation.chunks_exact_mut(self.population);
            for (&obs, population) in obs.iter().zip(populations) {
                population.fill(obs);
            }
            for ((a, mean), std) in activation.iter_mut().zip(mean).zip(std) {
                let z = (*a - mean) / std;
                *a = math::expf_vectorisable(-0.5 * z * z);
            }
        }
    }

    /// Fires `time_steps` times; activation and scratch `voltage` `[batch, neurons]`, spikes
    /// `[time_steps · batch, neurons]`.
    pub fn fire(
        &self,
        time_steps: usize,
        activation: &[f32],
        voltage: &mut [f32],
        spikes: &mut Events,
    ) {
        voltage.fill(0.0);
        spikes.clear(self.neurons());
        for _ in 0..time_steps {
            for (v, a) in voltage.iter_mut().zip(activation) {
                // First what the spike of the step before takes off.
                let left = *v - if *v > THRESHOLD { THRESHOLD } else { 0.0 };
                *v = left + a;
            }
            spikes.push_rows(voltage, THRESHOLD);
        }
    }

    /// Gradients of means and deviations, overwritten in the front of `grads`; obs
    /// `[batch, obs_dim]`, activation and its gradient `[batch, neurons]`.
    pub fn backward(
        &self,
        params: &[f32],
        obs: &[f32],
        activation: &[f32],
        d_activation: &[f32],
        grads: &mut [f32],
    ) {
        let neurons = self.neurons();
        let (mean, std) = params[..self.param_count()].split_at(neurons);
        let (d_mean, d_std) = grads[..self.param_count()].split_at_mut(neurons);
        d_mean.fill(0.0);
        d_std.fill(0.0);
        // What each neuron sees: one loop over all neurons is one over full vector registers.
        let mut seen = vec![0.0; neurons];
        for ((obs, a), d) in obs
            .chunks_exact(self.obs_dim)
            .zip(activation.chunks_exact(neurons))
            .zip(d_activation.chunks_exact(neurons))
        {
            for (&obs, population) in obs.iter().zip(seen.chunks_exact_mut(self.population)) {
                population.fill(obs);
            }
            let fields = mean.iter().zip(std);
            let upstream = a.iter().zip(d);
            let grads = d_mean.iter_mut().zip(d_std.iter_mut());
            for (((obs, (mean, std)), (a, d)), (d_mean, d_std)) in
                seen.iter().zip(fields).zip(upstream).zip(grads)
            {
                let z = (obs - mean) / std;
                let slope = d * a * z / std;
                *d_mean += slope;
                *d_std += slope * z;
            }
        }
    }
}

/// Weight of the spikes' gradient at time step `t` (from 0) in the gradient of the activation.
///
/// With ∂s/∂v = 1 a spike leaves ∂v_after/∂v_before = 1 − 0.999, so the activation, which enters at
/// every step up to t, is felt at t with weight Σ_{j=0..t} (1 − 0.999)ʲ.
pub fn time_weight(t: usize) -> f32 {
    let mut weight = 0.0;
    for _ in 0..=t {
        weight = weight * (1.0 - THRESHOLD) + 1.0;
    }
    weight
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spike_counts_follow_the_activation() {
        // a = 1 fires at every step; a = 0.5 at v = 1.0 in steps 2 and 4; a = 0.2 at step 5.
        let encoder = Encoder { obs_dim: 1, population: 4 };
        let mut spikes = Events::default();
        encoder.fire(5, &[1.0, 0.5, 0.2, 0.19], &mut [0.0; 4], &mut spikes);
        let rows: Vec<Vec<usize>> = spikes.rows().map(Iterator::collect).collect();
        assert_eq!(rows, [&[0][..], &[0, 1], &[0], &[0, 1], &[0, 2]]);
    }

    #[test]
    fn receptive_field_gradients_match_central_differences() {
        let encoder = Encoder { obs_dim: 2, population: 3 };
        let mut params = vec![0.0; 12];
        encoder.init(&mut params, PUBLIC_RANGE);
        params.iter_mut().enumerate().for_each(|(i, p)| *p += 0.03 * i as f32);
        let obs = [0.4, -1.1, 2.5, 0.2];
        let weight: Vec<f32> = (0..12).map(|i| 1.0 - 0.3 * i as f32).collect();
        let mut a = vec![0.0; 12];
        let loss = |params: &[f32], a: &mut Vec<f32>| -> f64 {
            encoder.activate(params, &obs, a);
            a.iter().zip(&weight).map(|(&a, &w)| f64::from(a * w)).sum()
        };
        let mut numeric = Vec::new();
        for i in 0..12 {
            let (p, h) = (params[i], 2e-3);
            params[i] = p + h;
            let up = loss(&params, &mut a);
            params[i] = p - h;
            let down = loss(&params, &mut a);
            params[i] = p;
            numeric.push((up - down) / f64::from(2.0 * h));
        }
        loss(&params, &mut a);
        let mut grads = vec![f32::NAN; 12];
        encoder.backward(&params, &obs, &a, &weight, &mut grads);
        for (g, n) in grads.iter().zip(numeric) {
            assert!((f64::from(*g) - n).abs() < 1e-3 * (1.0 + n.abs()), "{g} {n}");
        }
    }

    #[test]
    fn time_weights_are_those_of_the_recursion() {
        // Backward through v_pre[t] = v_post[t−1] + a, s = v_pre, v_post = v_pre − 0.999 s.
        let gradient_of_spikes = [0.3, -1.0, 2.0, 0.5, -0.7];
        let (mut d_post, mut d_a) = (0.0f64, 0.0f64);
        for ds in gradient_of_spikes.iter().rev() {
            d_post = ds + d_post * (1.0 - 0.999);
            d_a += d_post;
        }
        let weighted: f64 = gradient_of_spikes
            .iter()
            .enumerate()
            .map(|(t, ds)| ds * f64::from(time_weight(t)))
            .sum();
        assert!((weighted - d_a).abs() < 1e-6);
    }
}
