//! Leaky integrate-and-fire neurons: charge, fire, reset; and back through time.
//!
//! With synaptic input x, current c, membrane v and spikes s, from rest:
//!
//! ```text
//! c[t] = current_decay · c[t−1] + x[t]
//! v[t] = voltage_decay · v[t−1] · (1 − s[t−1]) + c[t]
//! s[t] = v[t] > v_threshold                    (strictly)
//! ```
//!
//! Backward, ∂s/∂v is replaced by a surrogate: 1 where |v − v_threshold| < surrogate_window, else 0.
//! The reset (1 − s[t−1]) is not detached, so the surrogate is also felt through it.
//! Left out: the synapses that make x, and any learned time constant.
//!
//! Source: Tang et al., "Deep Reinforcement Learning with Population-Coded Spiking Neural Network
//! for Continuous Control", CoRL 2020, equations 4 to 7, and its public code.

use super::events::Events;
use crate::nn::bits::{WORD, above};

/// Constants of a population. A spike needs no storage: it is `v > v_threshold`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lif {
    pub current_decay: f32,
    pub voltage_decay: f32,
    pub v_threshold: f32,
    /// Half width of the rectangular surrogate.
    pub surrogate_window: f32,
}

/// The constants of Tang et al.
pub const POPSAN_LIF: Lif =
    Lif { current_decay: 0.5, voltage_decay: 0.75, v_threshold: 0.5, surrogate_window: 0.5 };

/// Neurons walked through time side by side, their state in registers.
const BLOCK: usize = 16;

impl Lif {
    /// Turns synaptic input into membranes, in place; `[time_steps, batch, neurons]`. What fired
    /// is left in `spikes`, `[time_steps · batch, neurons]`.
    pub fn forward(&self, batch: usize, neurons: usize, input: &mut [f32], spikes: &mut Events) {
        let (fired, words) = spikes.silent(neurons, input.len() / neurons);
        let size = [batch, neurons, words];
        let (blocks, fours) = (neurons / BLOCK * BLOCK, neurons / 4 * 4);
        for first in (0..blocks).step_by(BLOCK) {
            self.forward_block::<BLOCK>(size, first, input, fired);
        }
        (blocks..fours).step_by(4).for_each(|i| self.forward_block::<4>(size, i, input, fired));
        (fours..neurons).for_each(|i| self.forward_block::<1>(size, i, input, fired));
    }

    /// N neurons of every row, from `first` on.
    #[inline(never)]
    fn forward_block<const N: usize>(
        &self,
        [batch, neurons, words]: [usize; 3],
        first: usize,
        input: &mut [f32],
        fired: &mut [u64],
    ) {
        let Lif { current_decay, voltage_decay, v_threshold, .. } = *self;
        for row in 0..batch {
            let (mut c, mut v) = ([0.0f32; N], [0.0f32; N]);
            let input = input[row * neurons + first..].chunks_mut(batch * neurons);
            let fired = fired[row * words + first / WORD..].chunks_mut(batch * words);
            for (x, fired) in input.filter_map(<[f32]>::first_chunk_mut::<N>).zip(fired) {
                for j in 0..N {
                    let kept = if v[j] > v_threshold { 0.0 } else { v[j] };
                    c[j] = current_decay * c[j] + x[j];
                    v[j] = voltage_decay * kept + c[j];
                }
                *x = v;
                fired[0] |= above(&v, v_threshold) << (first % WORD);
            }
        }
    }

    /// Turns gradients of spikes into gradients of synaptic input, in place; `grad` and the
    /// membranes of the forward pass are `[time_steps, width]`.
    pub fn backward(&self, width: usize, v: &[f32], grad: &mut [f32]) {
        let blocks = width / BLOCK * BLOCK;
        (0..blocks)
            .step_by(BLOCK)
            .for_each(|i| self.backward_block::<BLOCK>(width, &v[i..], &mut grad[i..]));
        (blocks..width).for_each(|i| self.backward_block::<1>(width, &v[i..], &mut grad[i..]));
    }

    /// The first N of each row of `width`.
    #[inline(never)]
    fn backward_block<const N: usize>(&self, width: usize, v: &[f32], grad: &mut [f32]) {
        let Lif { current_decay, voltage_decay, v_threshold, surrogate_window } = *self;
        // Of the time step after the one at hand.
        let (mut dc, mut dv) = ([0.0f32; N], [0.0f32; N]);
        for (v, grad) in v.chunks(width).zip(grad.chunks_mut(width)).rev() {
            let (Some(v), Some(grad)) = (v.first_chunk::<N>(), grad.first_chunk_mut::<N>()) else {
                continue;
            };
            for j in 0..N {
                let ds = grad[j] - voltage_decay * v[j] * dv[j];
                let through_decay = if v[j] > v_threshold { 0.0 } else { voltage_decay * dv[j] };
                let surrogate = (v[j] - v_threshold).abs() < surrogate_window;
                dv[j] = through_decay + if surrogate { ds } else { 0.0 };
                // From here `dv` is also what the current of this step feels.
                dc[j] = dv[j] + current_decay * dc[j];
            }
            *grad = dc;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::{Rng, Stream};

    #[test]
    fn constant_input_by_hand() {
        // x = 0.3: c = 0.3, 0.45, 0.525; v = 0.3, 0.675 (fires), then 0 + 0.525 (fires).
        let mut v = [0.3f32; 3];
        let mut spikes = Events::default();
        POPSAN_LIF.forward(1, 1, &mut v, &mut spikes);
        for (v, expected) in v.iter().zip([0.3, 0.675, 0.525]) {
            assert!((v - expected).abs() < 1e-6);
        }
        let rows: Vec<Vec<usize>> = spikes.rows().map(Iterator::collect).collect();
        assert_eq!(rows, [vec![], vec![0], vec![0]]);
    }

    #[test]
    fn spikes_are_membranes_above_the_threshold() {
        let mut rng = Rng::new(9, Stream::Init);
        for (batch, neurons) in [(1, 1), (3, 7), (5, 20), (4, 64), (2, 151)] {
            let mut v: Vec<f32> =
                (0..6 * batch * neurons).map(|_| rng.uniform_in(-0.3, 0.7) as f32).collect();
            let series = |v: &[f32], neuron: usize| -> Vec<f32> {
                v.iter().skip(neuron).step_by(batch * neurons).copied().collect()
            };
            let alone: Vec<Vec<f32>> = (0..batch * neurons)
                .map(|neuron| {
                    let mut v = series(&v, neuron);
                    POPSAN_LIF.forward(1, 1, &mut v, &mut Events::default());
                    v
                })
                .collect();
            let mut spikes = Events::default();
            POPSAN_LIF.forward(batch, neurons, &mut v, &mut spikes);
            for (neuron, alone) in alone.iter().enumerate() {
                assert_eq!(series(&v, neuron), *alone);
            }
            for (v, fired) in v.chunks_exact(neurons).zip(spikes.rows()) {
                assert!(fired.eq((0..neurons).filter(|&i| v[i] > POPSAN_LIF.v_threshold)));
            }
        }
    }

    /// Forward-mode differentiation of the equations, one scalar at a time: an independent way to
    /// the Jacobian that uses the same surrogate. Returns ∂s[t]/∂x[from] for every t.
    fn tangent(lif: &Lif, x: &[f32], from: usize) -> Vec<f64> {
        let (mut c, mut v, mut s) = (0.0f64, 0.0f64, 0.0f64);
        let (mut dc, mut dv, mut ds) = (0.0f64, 0.0f64, 0.0f64);
        let (decay, leak) = (f64::from(lif.current_decay), f64::from(lif.voltage_decay));
        let mut out = Vec::new();
        for (t, &x) in x.iter().enumerate() {
            dc = decay * dc + f64::from(u8::from(t == from));
            dv = leak * (dv * (1.0 - s) - v * ds) + dc;
            c = decay * c + f64::from(x);
            v = leak * v * (1.0 - s) + c;
            s = f64::from(u8::from(v > f64::from(lif.v_threshold)));
            let near = (v - f64::from(lif.v_threshold)).abs() < f64::from(lif.surrogate_window);
            ds = if near { dv } else { 0.0 };
            out.push(ds);
        }
        out
    }

    #[test]
    fn backward_matches_forward_mode_with_the_same_surrogate() {
        let mut rng = Rng::new(8, Stream::Init);
        let (steps, width) = (7, 60);
        let x: Vec<f32> = (0..steps * width).map(|_| rng.uniform_in(-0.3, 0.7) as f32).collect();
        let upstream: Vec<f32> = (0..steps * width).map(|_| rng.normal() as f32).collect();
        let (mut v, mut grad) = (x.clone(), upstream.clone());
        POPSAN_LIF.forward(1, width, &mut v, &mut Events::default());
        POPSAN_LIF.backward(width, &v, &mut grad);
        let fired = v.iter().filter(|&&v| v > 0.5).count();
        assert!(fired > 50 && fired < steps * width - 50, "both branches are exercised");
        for neuron in 0..width {
            let series: Vec<f32> = (0..steps).map(|t| x[t * width + neuron]).collect();
            for from in 0..steps {
                let expected: f64 = tangent(&POPSAN_LIF, &series, from)
                    .iter()
                    .enumerate()
                    .map(|(t, ds)| ds * f64::from(upstream[t * width + neuron]))
                    .sum();
                let got = f64::from(grad[from * width + neuron]);
                assert!((got - expected).abs() < 1e-4, "{got} {expected}");
            }
        }
    }
}
