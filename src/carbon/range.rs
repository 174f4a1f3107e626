//! How far the total leans with the constants that are uncertain.

use super::{Chain, Footprint, footprint};
use crate::data::{FIELDS, constant, value};
use crate::scenario::{Decision, EnergyModel, Scenario, ValidScenario};
use crate::units::J_PER_KWH;

/// Least and greatest total of a decision, g.
///
/// Every field that stands at an uncertain default leans to the end of its plausible range that
/// lowers the total, or raises it; so does the site hardware where it is left to the cell, and the
/// measured GPU energy by its fit's error. What the user has set is taken as certain. All lean the
/// same way at once, so this is an envelope and no confidence interval.
pub fn range(valid: &ValidScenario, decision: Decision) -> (f64, f64) {
    let scenario = valid.scenario();
    let total = |changed: &Scenario| at(changed, decision).map(|print| print.total_g);
    let (mut low, mut high) = (scenario.clone(), scenario.clone());
    for field in FIELDS {
        let (Some(least), Some(most)) = (field.low, field.high) else { continue };
        if scenario.number(field.name) == field.default {
            lean(field.name, least, most, &total, &mut low, &mut high);
        }
    }
    if scenario.site_embodied_kg.is_none() {
        let cell = valid.cell();
        let (least, most) = (cell.site_embodied_low_kg, cell.site_embodied_high_kg);
        lean("site_embodied_kg", least, most, &total, &mut low, &mut high);
    }
    let here = footprint(&Chain::new(valid), decision).total_g;
    let end = |changed: &Scenario, gpu_share: f64| {
        at(changed, decision)
            .map_or(here, |print| print.total_g + (gpu_share - 1.0) * gpu_carbon_g(changed, &print))
    };
    let (least, most) = gpu_energy_shares();
    (end(&low, least), end(&high, most))
}

/// Puts the value of the lower total into `low` and the other into `high`.
fn lean(
    name: &str,
    least: f64,
    most: f64,
    total: &impl Fn(&Scenario) -> Option<f64>,
    low: &mut Scenario,
    high: &mut Scenario,
) {
    let with = |scenario: &Scenario, value| {
        let mut changed = scenario.clone();
        changed.set(name, value).ok().map(|()| changed)
    };
    let ends = |scenario: &Scenario| Some((with(scenario, least)?, with(scenario, most)?));
    for (scenario, wants_more) in [(low, false), (high, true)] {
        let Some((a, b)) = ends(scenario) else { continue };
        *scenario = if (total(&a) > total(&b)) == wants_more { a } else { b };
    }
}

fn at(scenario: &Scenario, decision: Decision) -> Option<Footprint> {
    scenario.validate().ok().map(|valid| footprint(&Chain::new(&valid), decision))
}

/// Carbon of the GPUs' own electricity, the part that the fit's error scales; EcoLogits has none.
fn gpu_carbon_g(scenario: &Scenario, print: &Footprint) -> f64 {
    match scenario.energy_model {
        EnergyModel::Calibrated => {
            print.inference.gpu_energy_j * (1.0 + scenario.idle_fraction) * scenario.pue / J_PER_KWH
                * scenario.grid_dc_g_per_kwh
        }
        EnergyModel::Ecologits => 0.0,
    }
}

/// Least and greatest GPU energy over the fitted one.
fn gpu_energy_shares() -> (f64, f64) {
    constant("GPU_ENERGY_PER_WEIGHT_BYTE_J")
        .and_then(|constant| Some((constant.low?, constant.high?)))
        .map_or((1.0, 1.0), |(low, high)| {
            let fitted = value::GPU_ENERGY_PER_WEIGHT_BYTE_J;
            (low / fitted, high / fitted)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell_edge() -> Scenario {
        Scenario {
            distance_m: 1000.0,
            payload_bytes_per_token: 10_000.0,
            grid_dc_g_per_kwh: 342.0,
            grid_bs_g_per_kwh: 342.0,
            ..Scenario::default()
        }
    }

    #[test]
    fn the_cell_edge_leans_from_27_6_to_31_8_mg() {
        let valid = cell_edge().validate().unwrap();
        let (low, high) = range(&valid, Decision { tokens: 400, power_w: 20.0 });
        assert!((low * 1e3 - 27.6).abs() < 0.05, "{low}");
        assert!((high * 1e3 - 31.8).abs() < 0.05, "{high}");
    }

    #[test]
    fn what_the_user_has_set_does_not_lean() {
        let decision = Decision { tokens: 400, power_w: 20.0 };
        let width = |scenario: &Scenario| {
            let (low, high) = range(&scenario.validate().unwrap(), decision);
            high - low
        };
        let mut set = cell_edge();
        set.pue = 1.3;
        set.site_embodied_kg = Some(2500.0);
        assert!(width(&set) < width(&cell_edge()));
        set.gpu_embodied_kg = 200.0;
        set.lifetime_y = 5.0;
        set.energy_model = EnergyModel::Ecologits;
        assert!(width(&set) < 1e-12);
    }
}
