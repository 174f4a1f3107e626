//! Adam, bias-corrected, with ε outside the root (Kingma & Ba 2015, Algorithm 1; PyTorch's form).

use super::slices::all_finite;
use serde::{Deserialize, Serialize};

const BETA1: f32 = 0.9;
const BETA2: f32 = 0.999;
const EPSILON: f32 = 1e-8;

/// Moments of one flat parameter vector.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Adam {
    m: Vec<f32>,
    v: Vec<f32>,
    /// β₁ᵗ and β₂ᵗ after t steps, for the bias correction.
    beta1_power: f64,
    beta2_power: f64,
}

impl Adam {
    pub fn new(len: usize) -> Self {
        Self { m: vec![0.0; len], v: vec![0.0; len], beta1_power: 1.0, beta2_power: 1.0 }
    }

    /// Parameters that it has moments for.
    pub fn len(&self) -> usize {
        self.m.len().min(self.v.len())
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether all of it is a number, of as many parameters in both moments.
    pub fn is_sound(&self) -> bool {
        let powers = [self.beta1_power, self.beta2_power];
        self.m.len() == self.v.len()
            && all_finite(&self.m)
            && all_finite(&self.v)
            && powers.iter().all(|power| (0.0..=1.0).contains(power))
    }

    /// One step down `grads` with learning rate `lr`; all slices have the same length.
    pub fn step(&mut self, params: &mut [f32], grads: &[f32], lr: f32) {
        self.beta1_power *= f64::from(BETA1);
        self.beta2_power *= f64::from(BETA2);
        let rate = (f64::from(lr) / (1.0 - self.beta1_power)) as f32;
        let root = (1.0 / (1.0 - self.beta2_power).sqrt()) as f32;
        let moments = self.m.iter_mut().zip(&mut self.v);
        for ((p, &g), (m, v)) in params.iter_mut().zip(grads).zip(moments) {
            *m = BETA1 * *m + (1.0 - BETA1) * g;
            *v = BETA2 * *v + (1.0 - BETA2) * (g * g);
            *p -= rate * *m / (v.sqrt() * root + EPSILON);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_step_is_the_learning_rate_against_the_sign() {
        let mut params = [1.0, -2.0, 3.0];
        Adam::new(3).step(&mut params, &[0.5, -7.0, 0.0], 0.01);
        for (p, expected) in params.iter().zip([0.99, -1.99, 3.0]) {
            assert!((p - expected).abs() < 1e-6);
        }
    }

    #[test]
    fn two_steps_by_hand() {
        // g = 1 then −2: m = −0.11, v = 0.004999; corrected −0.11/0.19, 0.004999/0.001999.
        let (mut adam, mut params) = (Adam::new(1), [0.0f32]);
        adam.step(&mut params, &[1.0], 0.1);
        adam.step(&mut params, &[-2.0], 0.1);
        let second = 0.1 * (0.11 / 0.19) / (0.004999f64 / 0.001999).sqrt();
        assert!((f64::from(params[0]) - (-0.1 + second)).abs() < 1e-6);
    }
}
