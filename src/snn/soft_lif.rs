//! Leaky integrate-and-fire neurons with soft reset and a smooth surrogate.
//!
//! With synaptic input x, membrane v and spikes s, from rest:
//!
//! ```text
//! v[t] = decay · v[t−1] − v_threshold · s[t−1] + x[t]
//! s[t] = v[t] > v_threshold                    (strictly)
//! ```
//!
//! A spike takes the threshold off the membrane instead of clearing it, so what was above the
//! threshold is not lost, and the times of the spikes say more about the input. Backward, ∂s/∂v is
//! replaced by 1/(1 + ((v − v_threshold)/surrogate_width)²), the derivative of an arctangent, and
//! the reset is taken as constant.
//!
//! Source: soft reset, Rueckauer et al. 2017; arctangent surrogate, Fang et al. 2021.

/// Constants of a population. A spike needs no storage: it is `v > v_threshold`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SoftLif {
    pub decay: f32,
    pub v_threshold: f32,
    /// Where the surrogate has fallen to one half.
    pub surrogate_width: f32,
}

impl SoftLif {
    /// One time step of all neurons: `v` are the membranes, turned from those of the step before.
    #[inline]
    pub fn step(&self, before: &[f32], input: &[f32], v: &mut [f32]) {
        for ((v, &before), &x) in v.iter_mut().zip(before).zip(input) {
            *v = self.after(before) + x;
        }
    }

    /// The same where `v` holds the input.
    #[inline]
    pub fn step_in_place(&self, before: &[f32], v: &mut [f32]) {
        for (v, &before) in v.iter_mut().zip(before) {
            *v += self.after(before);
        }
    }

    /// What a membrane leaves to the next time step.
    #[inline(always)]
    fn after(&self, v: f32) -> f32 {
        self.decay * v - if v > self.v_threshold { self.v_threshold } else { 0.0 }
    }

    /// Turns gradients of spikes into gradients of synaptic input, in place; `grad` and the
    /// membranes of the forward pass are `[time_steps, width]`.
    pub fn backward(&self, width: usize, v: &[f32], grad: &mut [f32]) {
        let steps = v.len() / width;
        for t in (0..steps).rev() {
            let (now, later) = grad.split_at_mut((t + 1) * width);
            let now = &mut now[t * width..];
            let v = &v[t * width..][..width];
            for (d, &v) in now.iter_mut().zip(v) {
                *d *= self.surrogate(v);
            }
            // Nothing follows the last step.
            for (d, &later) in now.iter_mut().zip(&*later) {
                *d += self.decay * later;
            }
        }
    }

    #[inline(always)]
    fn surrogate(&self, v: f32) -> f32 {
        let x = (v - self.v_threshold) / self.surrogate_width;
        1.0 / (1.0 + x * x)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::{Rng, Stream};

    const LIF: SoftLif = SoftLif { decay: 0.8, v_threshold: 0.5, surrogate_width: 0.25 };

    fn forward(input: &[f32], width: usize) -> Vec<f32> {
        let mut v = input.to_vec();
        for t in 1..input.len() / width {
            let (before, now) = v.split_at_mut(t * width);
            LIF.step_in_place(&before[(t - 1) * width..], &mut now[..width]);
        }
        v
    }

    #[test]
    fn constant_input_by_hand() {
        // v = 0.3, 0.54 (fires), 0.8·0.54 − 0.5 + 0.3 = 0.232, 0.4856, 0.68848 (fires).
        let v = forward(&[0.3; 5], 1);
        for (v, expected) in v.iter().zip([0.3, 0.54, 0.232, 0.4856, 0.68848]) {
            assert!((v - expected).abs() < 1e-6);
        }
    }

    /// Forward-mode differentiation of the equations, one scalar at a time, with the surrogate and
    /// without the path through the reset. Returns ∂s[t]/∂x[from] for every t.
    fn tangent(x: &[f32], from: usize) -> Vec<f64> {
        let (mut v, mut dv) = (0.0f64, 0.0f64);
        let mut out = Vec::new();
        for (t, &x) in x.iter().enumerate() {
            let reset = if v > 0.5 { 0.5 } else { 0.0 };
            v = f64::from(LIF.decay) * v - reset + f64::from(x);
            dv = f64::from(LIF.decay) * dv + f64::from(u8::from(t == from));
            let away = (v - 0.5) / 0.25;
            out.push(dv / (1.0 + away * away));
        }
        out
    }

    #[test]
    fn backward_matches_forward_mode_with_the_same_surrogate() {
        let mut rng = Rng::new(8, Stream::Init);
        let (steps, width) = (7, 60);
        let x: Vec<f32> = (0..steps * width).map(|_| rng.uniform_in(-0.3, 0.7) as f32).collect();
        let upstream: Vec<f32> = (0..steps * width).map(|_| rng.normal() as f32).collect();
        let v = forward(&x, width);
        let fired = v.iter().filter(|&&v| v > 0.5).count();
        assert!(fired > 50 && fired < steps * width - 50, "both branches are exercised");
        let mut grad = upstream.clone();
        LIF.backward(width, &v, &mut grad);
        for neuron in 0..width {
            let series: Vec<f32> = (0..steps).map(|t| x[t * width + neuron]).collect();
            for from in 0..steps {
                let expected: f64 = tangent(&series, from)
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
