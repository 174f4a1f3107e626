//! Whether a request lies inside what the agents were trained on, and if not, why.

use super::families::{Family, bench};
use crate::carbon::{Chain, footprint};
use crate::data::FIELDS;
use crate::optimum::safe_action;
use crate::scenario::{Accounting, EnergyModel, LlmChoice, Scenario, ValidScenario};

/// Fields that are drawn, or whose effect is seen through a drawn one.
const DRAWN: [&str; 11] = [
    "batch",
    "prompt_tokens",
    "kappa50",
    "qoe_min",
    "rate_min_kbps",
    "latency_max_s",
    "grid_dc_g_per_kwh",
    "grid_bs_g_per_kwh",
    "distance_m",
    "bandwidth_mhz",
    "payload_bytes_per_token",
];

/// The fields that put a request outside what agents of that family learn; empty inside it.
pub fn outside_family(family: Family, valid: &ValidScenario) -> Vec<&'static str> {
    match family {
        Family::Bench => {
            let mut outside = outside_bench(valid);
            outside.extend(too_tight(valid));
            outside
        }
        // Whatever can be set is drawn.
        Family::Any => Vec::new(),
    }
}

/// Limits that leave less room than any that are drawn.
fn too_tight(valid: &ValidScenario) -> impl Iterator<Item = &'static str> {
    let chain = Chain::new(valid);
    let limits = &chain.limits;
    let safe_latency_s = footprint(&chain, safe_action(&chain)).latency_s;
    let rate = limits.rate_min.0 > bench::RATE_USE.1 * chain.outage_rate().0;
    let latency = limits.latency_max_s < bench::LATENCY_SLACK.0 * safe_latency_s;
    [(rate, "rate_min_kbps"), (latency, "latency_max_s")]
        .into_iter()
        .filter_map(|(tight, name)| tight.then_some(name))
}

fn outside_bench(valid: &ValidScenario) -> Vec<&'static str> {
    let scenario = valid.scenario();
    let fresh = Scenario::default();
    let mut outside = Vec::new();
    if !matches!(&scenario.model, LlmChoice::Named(name) if bench::MODELS.contains(&name.as_str()))
    {
        outside.push("model");
    }
    if scenario.gpu != fresh.gpu {
        outside.push("gpu");
    }
    if scenario.boundary != fresh.boundary {
        outside.push("boundary");
    }
    if scenario.energy_model != EnergyModel::Calibrated {
        outside.push("energy_model");
    }
    if !bench::CELLS.contains(&scenario.cell) {
        outside.push("cell");
    }
    if scenario.accounting != Accounting::Marginal {
        outside.push("accounting");
    }
    for field in FIELDS {
        let value = scenario.number(field.name);
        let inside = match bench::FEATURES.iter().find(|feature| feature.name == field.name) {
            Some(feature) => {
                value.is_some_and(|value| (feature.low..=feature.high).contains(&value))
            }
            // Unused by the accounting that the agents know.
            None => {
                DRAWN.contains(&field.name)
                    || field.name == "session_users"
                    || value == fresh.number(field.name)
            }
        };
        if !inside {
            outside.push(field.name);
        }
    }
    outside
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::env::{TrainingFamily, training_scenario};
    use crate::rng::{Rng, Stream};
    use crate::scenario::{CellKind, PRESETS};

    #[test]
    fn training_draws_lie_inside_but_for_the_tail_of_the_needed_length() {
        let mut rng = Rng::new(1, Stream::TrainContexts);
        let mut tail = 0;
        for _ in 0..1000 {
            let request = training_scenario(&mut rng, TrainingFamily::default());
            let outside = outside_family(Family::Bench, &request);
            tail += usize::from(outside == ["kappa50"]);
            assert!(outside.is_empty() || outside == ["kappa50"], "{outside:?}");
        }
        assert!(tail < 12, "three deviations: 0.3 %");
    }

    #[test]
    fn the_opening_scene_is_inside_and_a_stranger_is_named() {
        let opening = PRESETS[0].scenario();
        let outside =
            |family, scenario: &Scenario| outside_family(family, &scenario.validate().unwrap());
        assert_eq!(outside(Family::Bench, &opening), Vec::<&str>::new());
        let strange = Scenario { cell: CellKind::Pico, distance_m: 20.0, pue: 1.5, ..opening };
        assert_eq!(outside(Family::Bench, &strange), ["cell", "pue", "distance_m"]);
        assert_eq!(outside(Family::Any, &strange), Vec::<&str>::new());
    }
}
