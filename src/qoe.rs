//! Quality of experience: is the answer complete, does it flow, how long does one wait?
//!
//! q_length measures completeness, not judged quality.

use crate::data::value;
use crate::math;
use crate::units::{BitsPerSecond, Seconds};
use serde::{Deserialize, Serialize};

/// The three factors and their product, each in [0, 1].
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Qoe {
    pub length: f64,
    pub speed: f64,
    pub wait: f64,
    pub total: f64,
    /// Mean opinion score 1 + 4·QoE.
    pub mos: f64,
}

impl Qoe {
    /// QoE = q_length·q_speed·q_wait.
    pub fn new(length: f64, speed: f64, wait: f64) -> Self {
        let total = length * speed * wait;
        Self { length, speed, wait, total, mos: 1.0 + 4.0 * total }
    }
}

/// Share of questions whose needed length is at most κ: Φ(ln(κ/κ50)/σ).
///
/// Source: log-normal fitted to natural chat lengths in ML.ENERGY leaderboard v3.
pub fn completeness(tokens: f64, kappa50: f64, sigma: f64) -> f64 {
    math::normal_cdf(math::ln(tokens / kappa50) / sigma)
}

/// Stream rate over reading rate, at most 1; the slower of GPU and radio sets the stream.
///
/// Source: reading rate, Brysbaert 2019.
pub fn speed(inter_token: Seconds, rate: BitsPerSecond, payload_bytes_per_token: f64) -> f64 {
    let stream = (1.0 / inter_token.0).min(rate.0 / (8.0 * payload_bytes_per_token));
    (stream / value::READING_RATE_TOKENS_PER_S).min(1.0)
}

/// clip(1 − ln(max(TTFT, T0)/T0)/ln(T_max/T0), 0, 1).
///
/// Source: logarithmic waiting law, Reichl, Egger et al. 2010.
pub fn wait(first_token: Seconds) -> f64 {
    let relative = first_token.0.max(value::WAIT_UNNOTICED_S) / value::WAIT_UNNOTICED_S;
    (1.0 - math::ln(relative) / math::ln(value::WAIT_UNBEARABLE_S / value::WAIT_UNNOTICED_S))
        .clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn factors_at_known_points() {
        assert_eq!(completeness(245.0, 245.0, 1.09), 0.5);
        // One deviation above the median: Φ(1).
        assert!(
            (completeness(245.0 * math::exp(1.09), 245.0, 1.09) - 0.841_344_746_068_542_9).abs()
                < 1e-12
        );
        assert_eq!(wait(Seconds(0.2)), 1.0);
        assert!((wait(Seconds(30f64.sqrt())) - 0.5).abs() < 1e-12);
        assert_eq!(wait(Seconds(100.0)), 0.0);
        // The radio carries 2.65 tokens/s of 100 B: half the reading rate.
        assert!((speed(Seconds(0.01), BitsPerSecond(2.65 * 800.0), 100.0) - 0.5).abs() < 1e-12);
        assert!((speed(Seconds(1.0), BitsPerSecond(1e9), 100.0) - 1.0 / 5.3).abs() < 1e-12);
        assert_eq!(Qoe::new(0.5, 1.0, 1.0).mos, 3.0);
    }
}
