//! What the agent sees of a request: every drawn quantity, mapped to [−1, 1] by fixed bounds.
//!
//! The two limits are seen as they are drawn, relative to what the link and the model can do.

use super::context::{self, outage_rate};
use crate::carbon::Chain;
use crate::math;
use crate::scenario::{CellKind, ValidScenario};

/// Length of an observation.
pub const OBS_DIM: usize = FEATURES.len();
/// Length of an action: length, power.
pub const ACT_DIM: usize = 2;

/// A feature of the observation: bounds that map to −1 and 1.
#[derive(Clone, Copy, Debug)]
pub struct Feature {
    pub name: &'static str,
    pub low: f64,
    pub high: f64,
    /// Mapped by its logarithm.
    pub log: bool,
}

pub(super) const fn linear(name: &'static str, (low, high): (f64, f64)) -> Feature {
    Feature { name, low, high, log: false }
}

pub(super) const fn log(name: &'static str, (low, high): (f64, f64)) -> Feature {
    Feature { name, low, high, log: true }
}

/// The features in order.
pub const FEATURES: [Feature; 13] = [
    log("params_billion", (1.24, 8.03)),
    log("batch", context::BATCH),
    log("prompt_tokens", context::PROMPT_TOKENS),
    // Three deviations of the log-normal: 240·e^±0.9.
    log("kappa50", (97.576_718_337_743_76, 590.304_746_677_709_5)),
    linear("qoe_min", context::QOE_MIN),
    // R_min/R_ε(P_max).
    linear("rate_use", (0.0, 1.0)),
    // T(safe action)/T_max.
    linear("latency_use", (0.0, 1.0)),
    linear("grid_dc_g_per_kwh", context::CARBON_INTENSITY),
    linear("grid_bs_g_per_kwh", context::CARBON_INTENSITY),
    // Macro 0, micro 1.
    linear("cell", (0.0, 1.0)),
    log("distance_m", context::DISTANCE_M),
    log("bandwidth_mhz", context::BANDWIDTH_MHZ),
    log("payload_bytes_per_token", context::PAYLOAD_BYTES),
];

/// The observation of a request, `[OBS_DIM]`; `safe_latency_s` is the safe action's.
pub fn observe(valid: &ValidScenario, chain: &Chain, safe_latency_s: f64) -> [f32; OBS_DIM] {
    let scenario = valid.scenario();
    let limit_rate = outage_rate(&chain.link, chain.power_max_w, scenario.outage_max);
    let values = [
        chain.params_billion,
        scenario.batch,
        scenario.prompt_tokens,
        scenario.kappa50,
        scenario.qoe_min,
        chain.limits.rate_min.0 / limit_rate,
        safe_latency_s / scenario.latency_max_s,
        scenario.grid_dc_g_per_kwh,
        scenario.grid_bs_g_per_kwh,
        if scenario.cell == CellKind::Macro { 0.0 } else { 1.0 },
        scenario.distance_m,
        scenario.bandwidth_mhz,
        scenario.payload_bytes_per_token,
    ];
    std::array::from_fn(|index| scale(&FEATURES[index], values[index]))
}

/// Maps a value to [−1, 1] and clips it; not-a-number, 0/0, counts as a tight limit.
pub(super) fn scale(feature: &Feature, value: f64) -> f32 {
    let (low, high, value) = if feature.log {
        (math::ln(feature.low), math::ln(feature.high), math::ln(value))
    } else {
        (feature.low, feature.high, value)
    };
    let scaled = (value - low) / (high - low) * 2.0 - 1.0;
    if scaled.is_nan() { 1.0 } else { scaled.clamp(-1.0, 1.0) as f32 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_map_to_the_ends_and_beyond_is_clipped() {
        for feature in &FEATURES {
            assert_eq!(scale(feature, feature.low), -1.0);
            assert_eq!(scale(feature, feature.high), 1.0);
            assert_eq!(scale(feature, feature.high * 9.0), 1.0);
            assert_eq!(scale(feature, f64::NAN), 1.0);
            let middle = if feature.log {
                (feature.low * feature.high).sqrt()
            } else {
                0.5 * (feature.low + feature.high)
            };
            assert!(scale(feature, middle).abs() < 1e-6, "{}", feature.name);
        }
    }

    #[test]
    fn three_deviations_of_the_needed_length() {
        let (median, deviation) = context::KAPPA50;
        assert!((FEATURES[3].low / (median * math::exp(-3.0 * deviation)) - 1.0).abs() < 1e-12);
        assert!((FEATURES[3].high / (median * math::exp(3.0 * deviation)) - 1.0).abs() < 1e-12);
    }
}
