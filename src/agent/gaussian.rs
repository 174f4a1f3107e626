//! The squashed Gaussian: a = tanh(u), u = mean + σ·noise, and the density of a.
//!
//! ```text
//! log π(a) = Σ_dims [ −½ noise² − log σ − ½ ln 2π ] − Σ_dims 2 (ln 2 − u − softplus(−2u))
//! ```
//!
//! The second sum is Σ ln(1 − tanh² u) in a form that does not cancel. log σ is clamped to
//! [−20, 2]; outside, its gradient is zero. Source: Haarnoja et al. 2018, appendix C; the form of
//! the correction from the spinningup implementation.

use crate::math::lane;

pub const LOG_STD_MIN: f32 = -20.0;
pub const LOG_STD_MAX: f32 = 2.0;
/// ½ ln 2π
const HALF_LN_TAU: f32 = 0.918_938_5;

/// Actions and their log densities; mean, log_std (as the network gives it), noise and action
/// `[n, act_dim]`, log_prob `[n]`.
pub fn sample(
    mean: &[f32],
    log_std: &[f32],
    noise: &[f32],
    action: &mut [f32],
    log_prob: &mut [f32],
) {
    let act_dim = mean.len() / log_prob.len();
    log_prob.fill(0.0);
    // Row and column of the next action.
    let (mut row, mut column) = (0, 0);
    let mut inputs = [[0.0; LANES]; 3];
    for (i, actions) in action.chunks_mut(LANES).enumerate() {
        let n = actions.len();
        for (input, from) in inputs.iter_mut().zip([mean, log_std, noise]) {
            input[..n].copy_from_slice(&from[i * LANES..][..n]);
        }
        let (squashed, density) = squash(&inputs);
        actions.copy_from_slice(&squashed[..n]);
        for density in &density[..n] {
            log_prob[row] += density;
            column += 1;
            if column == act_dim {
                (row, column) = (row + 1, 0);
            }
        }
    }
}

/// Numbers that are worked on side by side.
const LANES: usize = 8;

/// Actions and what each adds to the log density, of mean, log_std and noise.
#[inline(never)]
fn squash([mean, log_std, noise]: &[[f32; LANES]; 3]) -> ([f32; LANES], [f32; LANES]) {
    let (mut action, mut density) = ([0.0; LANES], [0.0; LANES]);
    for i in 0..LANES {
        let log_std = log_std[i].clamp(LOG_STD_MIN, LOG_STD_MAX);
        let u = mean[i] + lane::expf(log_std) * noise[i];
        action[i] = lane::tanhf(u);
        let gaussian = -0.5 * noise[i] * noise[i] - log_std - HALF_LN_TAU;
        let squash = 2.0 * (std::f32::consts::LN_2 - u - lane::softplusf(-2.0 * u));
        density[i] = gaussian - squash;
    }
    (action, density)
}

/// Gradients of mean and log_std, overwritten, from those of the action `[n, act_dim]` and of the
/// log density, the same for every row's.
///
/// With the noise held fixed, ∂log π/∂u = 2 tanh u, ∂log π/∂log σ = −1 + ∂log π/∂u · σ·noise.
pub fn backward(
    log_std: &[f32],
    noise: &[f32],
    action: &[f32],
    d_action: &[f32],
    d_log_prob: impl Fn(usize) -> f32,
    d_mean: &mut [f32],
    d_log_std: &mut [f32],
) {
    for i in 0..action.len() {
        let (a, weight) = (action[i], d_log_prob(i));
        let d_u = d_action[i] * (1.0 - a * a) + weight * 2.0 * a;
        d_mean[i] = d_u;
        let free = (LOG_STD_MIN..=LOG_STD_MAX).contains(&log_std[i]);
        let through_std = d_u * lane::expf(log_std[i]) * noise[i] - weight;
        d_log_std[i] = if free { through_std } else { 0.0 };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math;

    #[test]
    fn density_is_that_of_the_transformed_variable() {
        // One dimension, u = 0.3 + e^−0.5 · 0.7, by the definition of a change of variables.
        let (mut action, mut log_prob) = ([0.0], [0.0]);
        sample(&[0.3], &[-0.5], &[0.7], &mut action, &mut log_prob);
        let std = math::exp(-0.5);
        let u = 0.3 + std * 0.7;
        let normal = math::exp(-0.5 * 0.7 * 0.7) / (std * (2.0 * std::f64::consts::PI).sqrt());
        let expected = math::ln(normal / (1.0 - math::tanh(u) * math::tanh(u)));
        assert!((f64::from(log_prob[0]) - expected).abs() < 1e-6);
        assert!((f64::from(action[0]) - math::tanh(u)).abs() < 1e-6);
    }

    #[test]
    fn gradients_match_central_differences_and_stop_at_the_clamp() {
        let mut mean = [0.3f32, -1.2, 0.1, 0.8];
        let mut log_std = [-0.5f32, 0.4, 3.0, -0.1];
        let noise = [0.7f32, -0.3, 0.2, 1.5];
        let (d_action, d_log_prob) = ([1.0f32, -2.0, 0.5, 0.3], 0.6f32);
        let loss = |mean: &[f32], log_std: &[f32]| -> f64 {
            let (mut action, mut log_prob) = ([0.0; 4], [0.0; 2]);
            sample(mean, log_std, &noise, &mut action, &mut log_prob);
            let of_action: f64 = action.iter().zip(d_action).map(|(a, d)| f64::from(a * d)).sum();
            of_action + log_prob.iter().map(|l| f64::from(l * d_log_prob)).sum::<f64>()
        };
        let (mut action, mut log_prob) = ([0.0; 4], [0.0; 2]);
        sample(&mean, &log_std, &noise, &mut action, &mut log_prob);
        let (mut d_mean, mut d_log_std) = ([0.0; 4], [0.0; 4]);
        let weight = |_| d_log_prob;
        backward(&log_std, &noise, &action, &d_action, weight, &mut d_mean, &mut d_log_std);
        let h = 5e-3;
        for i in 0..4 {
            let p = mean[i];
            mean[i] = p + h;
            let up = loss(&mean, &log_std);
            mean[i] = p - h;
            let n = (up - loss(&mean, &log_std)) / f64::from(2.0 * h);
            mean[i] = p;
            assert!((n - f64::from(d_mean[i])).abs() < 2e-3, "mean {i}: {n} {}", d_mean[i]);
            let p = log_std[i];
            log_std[i] = p + h;
            let up = loss(&mean, &log_std);
            log_std[i] = p - h;
            let n = (up - loss(&mean, &log_std)) / f64::from(2.0 * h);
            log_std[i] = p;
            assert!((n - f64::from(d_log_std[i])).abs() < 2e-3, "log_std {i}: {n}");
        }
        assert_eq!(d_log_std[2], 0.0);
    }
}
