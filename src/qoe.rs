//! Quality of experience: is the answer complete, does it flow, how long does one wait?
//!
//! q_length measures completeness, not judged quality.

use crate::data::value;
use crate::math;
use crate::units::{BitsPerSecond, Seconds};
use serde::{Deserialize, Serialize};
use std::f64::consts::LN_2;

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

/// Share of questions whose needed length is at most κ: 1 − exp(−ln 2·(κ/κ50)^s).
///
/// Source: Weibull distribution fitted to natural lengths in ML.ENERGY leaderboard v3.
pub fn completeness(tokens: f64, kappa50: f64, shape: f64) -> f64 {
    -math::expm1(-LN_2 * math::pow(tokens / kappa50, shape))
}

/// The length with that completeness, 0 to below 1: κ50·(−ln(1 − q)/ln 2)^(1/s).
pub fn tokens_for(completeness: f64, kappa50: f64, shape: f64) -> f64 {
    kappa50 * math::pow(-math::ln_1p(-completeness) / LN_2, 1.0 / shape)
}

/// Stream rate over reading rate, at most 1; the slower of GPU and radio sets the stream.
///
/// Source: reading rate, Brysbaert 2019.
pub fn speed(inter_token: Seconds, rate: BitsPerSecond, payload_bytes_per_token: f64) -> f64 {
    let stream = (1.0 / inter_token.0).min(rate.0 / (8.0 * payload_bytes_per_token));
    (stream / value::READING_RATE_TOKENS_PER_S).min(1.0)
}

/// The longest wait that costs nothing, T0: a thirtieth of the patience.
pub fn unnoticed(patience: Seconds) -> Seconds {
    Seconds(patience.0 / value::WAIT_SPAN)
}

/// clip(1 − ln(max(w, T0)/T0)/ln(T_patience/T0), 0, 1).
///
/// Source: logarithmic waiting law, Reichl, Egger et al. 2010.
pub fn wait(waited: Seconds, patience: Seconds) -> f64 {
    let unnoticed = unnoticed(patience).0;
    let relative = waited.0.max(unnoticed) / unnoticed;
    math::clamp(1.0 - math::ln(relative) / math::ln(value::WAIT_SPAN), 0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn factors_at_known_points() {
        assert!((completeness(280.0, 280.0, 1.02) - 0.5).abs() < 1e-15);
        // Twice the median with shape 2: 1 − 2^−4.
        assert!((completeness(560.0, 280.0, 2.0) - 0.9375).abs() < 1e-14);
        assert!((tokens_for(0.9375, 280.0, 2.0) - 560.0).abs() < 1e-9);
        assert_eq!(wait(Seconds(0.2), Seconds(30.0)), 1.0);
        assert!((wait(Seconds(30f64.sqrt()), Seconds(30.0)) - 0.5).abs() < 1e-12);
        assert_eq!(wait(Seconds(100.0), Seconds(30.0)), 0.0);
        // Who has an hour notices nothing for two minutes.
        assert_eq!(wait(Seconds(120.0), Seconds(3600.0)), 1.0);
        assert!(wait(Seconds(121.0), Seconds(3600.0)) < 1.0);
        // The radio carries 2.65 tokens/s of 100 B: half the reading rate.
        assert!((speed(Seconds(0.01), BitsPerSecond(2.65 * 800.0), 100.0) - 0.5).abs() < 1e-12);
        assert!((speed(Seconds(1.0), BitsPerSecond(1e9), 100.0) - 1.0 / 5.3).abs() < 1e-12);
        assert_eq!(Qoe::new(0.5, 1.0, 1.0).mos, 3.0);
    }
}
