//! The reward: less carbon is better, and a broken limit costs.

use crate::carbon::{Chain, Footprint};
use crate::math;
use serde::{Deserialize, Serialize};

/// QoE, latency, outage, rate.
pub const LIMITS: usize = 4;

/// What a broken limit costs beside the answer that is asked for again, in units of ln C.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PenaltyConfig {
    /// For each limit that is broken at all.
    pub broken: f64,
    /// Times how far it is broken, relative and at most 1.
    pub slope: f64,
}

impl Default for PenaltyConfig {
    fn default() -> Self {
        Self { broken: 0.5, slope: 2.0 }
    }
}

/// How far QoE, latency, outage and rate are from their limits, as a ratio: negative is broken.
///
/// ln(Q/Q_min), ln(T_max/T), ln(ε/outage), ln(R/R_min), each within ±1.
pub fn slacks(chain: &Chain, footprint: &Footprint) -> [f64; LIMITS] {
    let limits = &chain.limits;
    let ratio = |better: f64, worse: f64| {
        let slack = math::ln(better / worse);
        // 0/0: nothing is asked and nothing is given, which is kept.
        if slack.is_nan() { 1.0 } else { math::clamp(slack, -1.0, 1.0) }
    };
    [
        ratio(footprint.qoe.total, limits.qoe_min),
        ratio(limits.latency_max_s, footprint.latency_s),
        ratio(limits.outage_max, footprint.wireless.outage),
        ratio(footprint.wireless.rate_bps, limits.rate_min.0),
    ]
}

/// ln(C/C_ref); 0 where nothing emits.
pub fn ln_ratio(total_g: f64, reference_g: f64) -> f64 {
    if total_g == reference_g { 0.0 } else { math::ln(total_g / reference_g) }
}

/// −ln(C_charged/C_ref) − Σ over broken limits of (broken + slope·|slack|).
///
/// The charge alone would not do: an answer of one token that breaks everything costs hardly more
/// than the safe answer that follows it.
pub fn reward(
    chain: &Chain,
    footprint: &Footprint,
    charged_g: f64,
    reference_g: f64,
    penalty: &PenaltyConfig,
) -> f64 {
    let mut reward = -ln_ratio(charged_g, reference_g);
    for (slack, kept) in slacks(chain, footprint).into_iter().zip(footprint.kept) {
        if !kept {
            reward -= penalty.broken + penalty.slope * slack.min(0.0).abs();
        }
    }
    reward
}
