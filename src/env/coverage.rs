//! Whether a request lies inside what the agents were trained on, and if not, why.

use super::families::{Family, any, bench};
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
    let mut outside = match family {
        Family::Bench => outside_bench(valid),
        Family::Any => outside_any(valid),
    };
    outside.extend(too_tight(valid));
    outside
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

/// Fields beyond their range, and what no request is drawn with.
fn outside_any(valid: &ValidScenario) -> Vec<&'static str> {
    let scenario = valid.scenario();
    let mut outside: Vec<_> = any::DRAWN
        .iter()
        .filter(|drawn| {
            let value = scenario.number(drawn.name);
            value.is_some_and(|value| !(drawn.low..=drawn.high).contains(&value))
        })
        .map(|drawn| drawn.name)
        .collect();
    let fresh = Scenario::default();
    outside.extend(of_no_draw(scenario, &fresh));
    if !any::CELLS.contains(&scenario.cell) {
        outside.push("cell");
    }
    if !matches!(&scenario.model, LlmChoice::Named(name) if any::MODELS.contains(&name.as_str())) {
        outside.push("model");
    }
    // A cell of one's own, or a least power; the making of a site is felt, and drawn by none.
    let own = FIELDS.iter().filter(|field| field.default.is_none());
    let set = own.filter(|field| scenario.number(field.name).is_some());
    outside.extend(set.map(|field| field.name).filter(|name| *name != "site_embodied_kg"));
    outside
}

/// What came with version 2 of the model, and no request is drawn with yet.
fn of_no_draw(scenario: &Scenario, fresh: &Scenario) -> Vec<&'static str> {
    const FIELDS: [&str; 4] = ["prompt_cached", "length_cv2", "thinking_share", "patience_s"];
    let mut outside = Vec::new();
    if scenario.gpu != fresh.gpu {
        outside.push("gpu");
    }
    if scenario.boundary != fresh.boundary {
        outside.push("boundary");
    }
    let moved = |name: &&str| scenario.number(name) != fresh.number(name);
    outside.extend(FIELDS.into_iter().filter(moved));
    outside
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
    use crate::env::{TrainingFamily, any_scenario, training_scenario};
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
        let stranger = Scenario { shape: 0.4, lifetime_y: 20.0, ..strange };
        assert_eq!(outside(Family::Any, &stranger), ["shape", "lifetime_y"]);
    }

    #[test]
    fn every_preset_and_every_draw_is_inside_for_the_agents_of_any_scenario() {
        for preset in PRESETS {
            let valid = preset.scenario().validate().unwrap();
            let outside = outside_family(Family::Any, &valid);
            let expected: &[&str] = match preset.key {
                "reasoning" => &["tokens_max", "kappa50", "thinking_share", "patience_s"],
                "mixture-8" | "mixture-256" | "image-question" => &["model"],
                "massive-mimo" => &["cell"],
                _ => &[],
            };
            assert_eq!(outside, expected, "{}", preset.key);
        }
        let mut rng = Rng::new(1, Stream::TrainContexts);
        for _ in 0..500 {
            // The limits that the page opens with may be tight on what is drawn.
            let outside = outside_family(Family::Any, &any_scenario(&mut rng));
            let limits = ["rate_min_kbps", "latency_max_s"];
            assert!(outside.iter().all(|name| limits.contains(name)), "{outside:?}");
        }
    }
}
