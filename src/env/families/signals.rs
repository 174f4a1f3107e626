//! What an agent for any scenario sees: how the natural answer at full power would go.
//!
//! AOLO-Bench shows its agents what its requests are drawn from. These are instead the quantities
//! that a decision rests on, whatever they come from: a weak signal is a weak signal, be it by
//! distance, carrier, walls or a small cell. So one agent follows every field. All are read off the
//! limits and off answers that need no search for the best: κ50 tokens at P_max, the latency of the
//! safe action, and what inference alone emits for one token and for twice κ50.

use super::feature::{Feature, linear, log, scale};
use crate::carbon::{Footprint, footprint, generation_times, inference_part};
use crate::data::value;
use crate::env::Context;
use crate::units::J_PER_KWH;

/// Length of an observation.
pub const SIGNALS: usize = FEATURES.len();

/// The features in order.
pub const FEATURES: [Feature; 19] = [
    log("kappa50", (20.0, 2000.0)),
    // Of the logarithm of the needed length, π/(s·√6).
    linear("spread", (0.1, 2.0)),
    log("tokens_max", (64.0, 8192.0)),
    linear("qoe_min", (0.0, 1.0)),
    // R_min/R_ε(P_max).
    linear("rate_use", (0.0, 1.0)),
    // T(safe action)/T_max.
    linear("latency_use", (0.0, 1.0)),
    log("outage_max", (0.005, 0.5)),
    // q_wait.
    linear("wait", (0.0, 1.0)),
    // Stream of the GPUs, and of the radio, over the reading rate.
    log("gpu_stream", (0.3, 50.0)),
    log("radio_stream", (0.1, 100_000.0)),
    // Mean SNR, linear.
    log("snr", (0.01, 1e7)),
    // Carbon per second on air that power does not change, over that of P_max.
    log("fixed_over_power", (1e-3, 1e3)),
    // Carbon of radio over inference.
    log("radio_over_inference", (1e-4, 1e4)),
    // Share of the carbon that a held session takes for its latency.
    linear("standing_share", (0.0, 1.0)),
    // Shares of the latency until the first token, and on air.
    linear("first_token_share", (0.0, 1.0)),
    linear("airtime_share", (0.0, 1.0)),
    // Share of the carbon of inference that the prompt takes.
    linear("prompt_share", (0.0, 1.0)),
    // Carbon of inference of an answer twice as long, over twice that of the answer.
    linear("growth", (0.5, 2.0)),
    // Span of powers.
    log("power_span", (1.0, 1e6)),
];

/// The observation of a request, `[SIGNALS]`.
pub fn signals(context: &Context) -> [f32; SIGNALS] {
    let chain = &context.chain;
    let limits = &chain.limits;
    let reference = footprint(chain, chain.natural());
    let Footprint { inference, wireless, latency_s, .. } = &reference;
    let grid_g_per_j = chain.base_station.0 / J_PER_KWH;
    let inference_g = |tokens: f64| {
        let part = inference_part(chain, tokens, &generation_times(chain, tokens));
        part.operational_g + part.embodied_g
    };
    let tokens = f64::from(reference.decision.tokens);
    let (prompt_g, answer_g) = (inference_g(1.0), inference_g(tokens));
    let values = [
        chain.kappa50,
        1.2825 / chain.shape,
        f64::from(chain.tokens_max),
        limits.qoe_min,
        limits.rate_min.0 / chain.outage_rate().0,
        context.safe_latency_s / limits.latency_max_s,
        limits.outage_max,
        reference.qoe.wait,
        1.0 / (inference.inter_token_s * value::READING_RATE_TOKENS_PER_S),
        tokens / (wireless.airtime_s * value::READING_RATE_TOKENS_PER_S),
        chain.link.snr_per_w * chain.power_max_w,
        (chain.sector.fixed_w * grid_g_per_j + chain.sector_embodied_g_per_s)
            / (chain.sector.slope * chain.power_max_w * grid_g_per_j),
        (wireless.operational_g + wireless.embodied_g)
            / (inference.operational_g + inference.embodied_g),
        chain.sector.standing_w * latency_s * grid_g_per_j / reference.total_g,
        inference.ttft_s / latency_s,
        wireless.airtime_s / latency_s,
        prompt_g / answer_g,
        inference_g(2.0 * tokens) / (2.0 * answer_g),
        chain.power_max_w / chain.power_min_w,
    ];
    std::array::from_fn(|index| scale(&FEATURES[index], values[index]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::FIELDS;
    use crate::env::any_scenario;
    use crate::rng::{Rng, Stream};
    use crate::scenario::{PRESETS, Scenario};

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

    #[test]
    fn every_field_is_felt() {
        for field in FIELDS {
            // Held sessions, or their number would be of no account; sleep is of account elsewhere.
            let accounting = match field.name {
                "sleep_power_w" => crate::scenario::Accounting::Marginal,
                _ => crate::scenario::Accounting::Session,
            };
            // And of network and phone all counts.
            let boundary = crate::scenario::Boundary::Phone;
            let opening = Scenario { accounting, boundary, ..PRESETS[0].scenario() };
            let mut moved = opening.clone();
            let old = opening.number(field.name).unwrap_or(500.0);
            let value = (old * 0.5 + 0.25).clamp(field.min, field.max);
            let value = if field.integer { value.ceil() } else { value };
            let value = match field.name {
                "power_min_w" => 0.5,
                "gpus" => 2.0,
                "sleep_power_w" => 10.0,
                "patience_s" => 2.0,
                _ => value,
            };
            moved.set(field.name, value).unwrap();
            assert_ne!(seen(&moved), seen(&opening), "{} = {value}", field.name);
        }
    }
}
