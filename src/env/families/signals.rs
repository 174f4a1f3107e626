//! What an agent for any scenario sees: what the place of an answer in the feasible set rests on.
//!
//! AOLO-Bench shows its agents what its requests are drawn from. These are instead quantities that a
//! decision rests on, whatever they come from: a weak signal is a weak signal, be it by distance,
//! carrier, walls or a small cell. So one agent follows every field. All are read off the limits and off
//! answers that need no search for the best: the shortest that keep all limits at the ends of the powers
//! that do. What an answer emits is seen only as the share of its air in it.

use super::feature::{Feature, log, scale};
use crate::carbon::footprint;
use crate::data::value;
use crate::env::Context;
use crate::scenario::Decision;
use crate::units::J_PER_KWH;

/// Length of an observation.
pub const SIGNALS: usize = FEATURES.len();

/// The features in order.
pub const FEATURES: [Feature; 8] = [
    // Mean SNR at P_max, linear.
    log("snr", (0.01, 1e7)),
    // Carbon per second on air that power does not change, over that of P_max.
    log("fixed_over_power", (1e-4, 1e4)),
    // P_max over the least power that keeps all limits.
    log("room", (1.0, 1e3)),
    // Rate of the radio over what reading takes, at the least power and at P_max.
    log("stream_least", (0.1, 1e4)),
    log("stream_full", (0.1, 1e4)),
    // Shortest answer at the least power over that at P_max.
    log("stretch", (1.0, 30.0)),
    // Carbon of what a second on air costs over that of all else, at P_max.
    log("air_over_rest", (1e-4, 1e3)),
    // Completeness that is asked for: how dear the next token of quality is.
    log("asked", (0.05, 1.0)),
];

/// The observation of a request, `[SIGNALS]`.
pub fn signals(context: &Context) -> [f32; SIGNALS] {
    let chain = &context.chain;
    let grid_g_per_j = chain.base_station.0 / J_PER_KWH;
    let full_w = chain.power_max_w;
    let least_w = context.feasible.map_or(full_w, |set| set.least_power_w);
    let shortest = |power_w: f64| {
        context.feasible.map_or(context.safe.tokens, |set| set.shortest(chain, power_w))
    };
    let full = footprint(chain, context.safe);
    let tokens = shortest(least_w);
    let least = footprint(chain, Decision { tokens, power_w: least_w });
    let read_bps = value::READING_RATE_TOKENS_PER_S * 8.0 * chain.payload_bytes_per_token;
    let air_g = full.wireless.airtime_s * chain.on_air_g_per_s(full_w);
    let values = [
        chain.link.snr_per_w * full_w,
        chain.on_air_g_per_s(0.0) / (chain.sector.slope * full_w * grid_g_per_j),
        full_w / least_w,
        least.wireless.rate_bps / read_bps,
        full.wireless.rate_bps / read_bps,
        f64::from(tokens) / f64::from(context.safe.tokens),
        air_g / (full.total_g - air_g),
        full.qoe.length,
    ];
    std::array::from_fn(|index| scale(&FEATURES[index], values[index]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::carbon::Chain;
    use crate::data::FIELDS;
    use crate::env::any_scenario;
    use crate::math;
    use crate::optimum::{FeasibleSet, optimum};
    use crate::rng::{Rng, Stream};
    use crate::scenario::{PRESETS, Scenario, ValidScenario};

    fn seen(scenario: &Scenario) -> [f32; SIGNALS] {
        signals(&Context::new(&scenario.validate().unwrap()))
    }

    #[test]
    fn they_are_numbers_within_the_bounds_whatever_is_asked() {
        let mut rng = Rng::new(4, Stream::TuneContexts);
        for _ in 0..300 {
            let signals = signals(&Context::new(&any_scenario(&mut rng)));
            assert!(signals.iter().all(|x| (-1.0..=1.0).contains(x)), "{signals:?}");
        }
        // No grid, no site: nothing to divide by.
        let nothing = Scenario {
            grid_bs_g_per_kwh: 0.0,
            grid_dc_g_per_kwh: 0.0,
            site_embodied_kg: Some(0.0),
            gpu_embodied_kg: 0.0,
            server_embodied_kg: 0.0,
            ..Scenario::default()
        };
        assert!(seen(&nothing).iter().all(|x| (-1.0..=1.0).contains(x)));
    }

    #[test]
    fn a_weak_signal_is_a_weak_signal() {
        let opening = PRESETS[0].scenario();
        let walls = Scenario { shadowing_db: 7.0, ..opening.clone() };
        let antenna =
            Scenario { antenna_gain_db: opening.antenna_gain_db - 7.0, ..opening.clone() };
        let far = |a: [f32; SIGNALS], b: [f32; SIGNALS]| {
            a.iter().zip(b).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max)
        };
        assert!(far(seen(&walls), seen(&antenna)) < 1e-5);
        assert!(far(seen(&walls), seen(&opening)) > 0.01);
    }

    /// Where the best place in the set moves, so does what is seen.
    #[test]
    fn what_moves_the_best_place_is_seen() {
        let mut rng = Rng::new(9, Stream::TuneContexts);
        let place = |valid: &ValidScenario| {
            let chain = Chain::new(valid);
            let set = FeasibleSet::of(&chain)?;
            let best = optimum(&chain).footprint().decision;
            let span = math::ln(chain.power_max_w / set.least_power_w);
            (span > 0.0).then(|| math::ln(best.power_w / set.least_power_w) / span)
        };
        let mut moved = 0;
        for _ in 0..300 {
            let valid = any_scenario(&mut rng);
            for field in FIELDS {
                let mut other = valid.scenario().clone();
                let Some(old) = other.number(field.name) else { continue };
                let value = math::clamp(old * 1.5 + 0.1, field.min, field.max);
                let value = if field.integer { value.round() } else { value };
                other.set(field.name, value).unwrap();
                let Ok(other) = other.validate() else { continue };
                let (Some(here), Some(there)) = (place(&valid), place(&other)) else { continue };
                if (here - there).abs() > 0.05 {
                    moved += 1;
                    let [a, b] = [&valid, &other].map(|it| signals(&Context::new(it)));
                    assert_ne!(a, b, "{} = {value}", field.name);
                }
            }
        }
        assert!(moved > 300, "{moved}");
    }
}
