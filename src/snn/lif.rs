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

/// State carried from one time step to the next, in either direction; reused between passes.
#[derive(Clone, Debug, Default)]
pub struct LifState {
    current: Vec<f32>,
    voltage: Vec<f32>,
}

impl LifState {
    fn reset(&mut self, width: usize) {
        for state in [&mut self.current, &mut self.voltage] {
            state.clear();
            state.resize(width, 0.0);
        }
    }
}

impl Lif {
    /// Turns synaptic input into membranes, in place; `[time_steps, width]`, where `width` is
    /// batch times neurons.
    pub fn forward(&self, width: usize, input: &mut [f32], state: &mut LifState) {
        state.reset(width);
        let Lif { current_decay, voltage_decay, v_threshold, .. } = *self;
        // At rest before the first step; afterwards the membranes are what the step before left.
        let mut before: &[f32] = &state.voltage;
        for x in input.chunks_exact_mut(width) {
            for ((x, c), &v) in x.iter_mut().zip(&mut state.current).zip(before) {
                let kept = if v > v_threshold { 0.0 } else { v };
                *c = current_decay * *c + *x;
                *x = voltage_decay * kept + *c;
            }
            before = x;
        }
    }

    /// Turns gradients of spikes into gradients of synaptic input, in place; `grad` and the
    /// membranes of the forward pass are `[time_steps, width]`.
    pub fn backward(&self, width: usize, v: &[f32], grad: &mut [f32], state: &mut LifState) {
        state.reset(width);
        let Lif { current_decay, voltage_decay, v_threshold, surrogate_window } = *self;
        for (v, grad) in v.chunks_exact(width).zip(grad.chunks_exact_mut(width)).rev() {
            let states = state.current.iter_mut().zip(&mut state.voltage);
            for ((&v, grad), (dc, dv)) in v.iter().zip(grad).zip(states) {
                // dc and dv still hold the gradients of the time step after this one.
                let ds = *grad - voltage_decay * v * *dv;
                let fired = v > v_threshold;
                let through_decay = if fired { 0.0 } else { voltage_decay * *dv };
                let surrogate = (v - v_threshold).abs() < surrogate_window;
                *dv = through_decay + if surrogate { ds } else { 0.0 };
                // From here `dv` is also what the current of this step feels.
                *dc = *dv + current_decay * *dc;
                *grad = *dc;
            }
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
        POPSAN_LIF.forward(1, &mut v, &mut LifState::default());
        for (v, expected) in v.iter().zip([0.3, 0.675, 0.525]) {
            assert!((v - expected).abs() < 1e-6);
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
        let (mut v, mut grad, mut state) = (x.clone(), upstream.clone(), LifState::default());
        POPSAN_LIF.forward(width, &mut v, &mut state);
        POPSAN_LIF.backward(width, &v, &mut grad, &mut state);
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
