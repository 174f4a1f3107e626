//! Which constants are uncertain, and how far the total leans with all of them at once.

use super::{Chain, Footprint, footprint};
use crate::data::{Cell, Constant, FIELDS, Field, LlmKind, Provenance, cited, fields, item, value};
use crate::scenario::{
    Boundary, Decision, EnergyModel, GpuKind, Scenario, ScenarioError, ValidScenario,
};
use crate::units::J_PER_KWH;

/// Name of the measured GPU energy over the fitted one, which is no field of a scenario.
pub const GPU_ENERGY: &str = "gpu_energy";
/// Name of the years over which the making of a site is spread, which are no field either.
pub const SITE_LIFE: &str = "site_lifetime_y";

/// A constant that stands at its default and may plausibly be another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Uncertain {
    /// A field of the scenario, [`GPU_ENERGY`] or [`SITE_LIFE`].
    pub name: &'static str,
    pub unit: &'static str,
    /// Least plausible value.
    pub low: f64,
    /// What the model takes.
    pub value: f64,
    /// Greatest plausible value.
    pub high: f64,
    pub provenance: Provenance,
    pub source: Source,
}

/// What says how far an uncertain constant may lean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Source {
    Field(&'static Field),
    /// The making of the cell's site.
    Site(&'static Cell),
    Constant(&'static Constant),
}

impl Source {
    /// As the tables name it.
    pub fn cited(&self) -> &'static str {
        match self {
            Self::Field(it) => cited::field(it),
            Self::Site(it) => cited::site(it),
            Self::Constant(it) => cited::constant(it),
        }
    }
}

/// The uncertain constants of a scenario, always in the same order.
///
/// Fields that stand at an uncertain default, the site hardware where it is left to the cell, the years
/// it serves, and the measured GPU energy by its fit's error. What the user has set is taken as certain;
/// EcoLogits knows no GPU fit.
pub fn uncertain(valid: &ValidScenario) -> Vec<Uncertain> {
    let scenario = valid.scenario();
    let at_default = FIELDS.iter().filter_map(|field| {
        let (low, high, value) = (field.low?, field.high?, field.default?);
        let stands = scenario.number(field.name) == Some(value);
        (stands && counts(field, scenario.boundary)).then_some(Uncertain {
            name: field.name,
            unit: field.unit,
            low,
            value,
            high,
            provenance: field.provenance,
            source: Source::Field(field),
        })
    });
    let cell = valid.cell();
    let field = fields::SITE_EMBODIED_KG;
    let site = scenario.site_embodied_kg.is_none().then_some(Uncertain {
        name: field.name,
        unit: field.unit,
        low: cell.site_embodied_low_kg,
        value: cell.site_embodied_kg,
        high: cell.site_embodied_high_kg,
        provenance: field.provenance,
        source: Source::Site(scenario.cell.cell()),
    });
    let fitted = scenario.energy_model == EnergyModel::Calibrated;
    let fit = fitted.then(|| gpu_energy_range(valid));
    let gpu = fit.and_then(|constant| {
        Some(Uncertain {
            name: GPU_ENERGY,
            unit: "1",
            low: constant.low?,
            value: constant.value,
            high: constant.high?,
            provenance: constant.provenance,
            source: Source::Constant(constant),
        })
    });
    let life = &item::SITE_LIFETIME_Y;
    let stands = life.low.zip(life.high).filter(|_| valid.site_embodied_kg() > 0.0);
    let life = stands.map(|(low, high)| Uncertain {
        name: SITE_LIFE,
        unit: life.unit,
        low,
        value: life.value,
        high,
        provenance: life.provenance,
        source: Source::Constant(life),
    });
    at_default.chain(site).chain(life).chain(gpu).collect()
}

/// Whether a field is of account within that boundary.
fn counts(field: &Field, boundary: Boundary) -> bool {
    match field.name {
        "network_kwh_per_gb" => boundary.network(),
        "phone_power_w" => boundary.phone_use(),
        "phone_embodied_kg" => boundary.phone_making(),
        _ => true,
    }
}

/// How far measured GPU energy lies from the computed one, by kind of model and GPU: of several ranges
/// the widest.
pub fn gpu_energy_range(valid: &ValidScenario) -> &'static Constant {
    match (valid.scenario().gpu, valid.llm().kind) {
        (GpuKind::A100, LlmKind::Mixture) => &item::INFERENCE_MIXTURE_A100,
        (GpuKind::A100 | GpuKind::H200, _) => &item::INFERENCE_ELSEWHERE,
        (_, LlmKind::Dense) => &item::INFERENCE_DENSE,
        (_, LlmKind::Mixture) => &item::INFERENCE_MIXTURE,
        (_, LlmKind::Hybrid) => &item::INFERENCE_HYBRID,
    }
}

/// A scenario whose uncertain constants stand elsewhere.
#[derive(Clone, Debug)]
pub struct Leaning {
    scenario: Scenario,
    /// GPU energy over the fitted one.
    gpu_energy: f64,
    site_life_y: f64,
}

impl Leaning {
    /// The scenario as it stands.
    pub fn new(valid: &ValidScenario) -> Self {
        let site_life_y = value::SITE_LIFETIME_Y;
        Self { scenario: valid.scenario().clone(), gpu_energy: 1.0, site_life_y }
    }

    /// Puts one of the [`uncertain`] constants elsewhere.
    ///
    /// # Errors
    /// Names field, value and allowed range.
    pub fn set(&mut self, name: &str, value: f64) -> Result<(), ScenarioError> {
        if name == GPU_ENERGY {
            self.gpu_energy = value;
            return Ok(());
        }
        if name == SITE_LIFE {
            self.site_life_y = value;
            return Ok(());
        }
        self.scenario.set(name, value)
    }

    /// The total of a decision, g.
    ///
    /// # Errors
    /// Names the field that no longer fits.
    pub fn total_g(&self, decision: Decision) -> Result<f64, ScenarioError> {
        let print = footprint(&Chain::new(&self.scenario.validate()?), decision);
        let site = value::SITE_LIFETIME_Y / self.site_life_y - 1.0;
        Ok(print.total_g
            + (self.gpu_energy - 1.0) * gpu_carbon_g(&self.scenario, &print)
            + site * print.wireless.embodied_g)
    }

    /// The same with one constant at a value, all else as it is.
    ///
    /// # Errors
    /// Names the field that does not fit.
    pub fn total_with_g(
        &self,
        name: &str,
        value: f64,
        decision: Decision,
    ) -> Result<f64, ScenarioError> {
        let mut changed = self.clone();
        changed.set(name, value)?;
        changed.total_g(decision)
    }
}

/// Least and greatest total of a decision, g.
///
/// Each of the [`uncertain`] constants leans to the end of its plausible range that lowers the
/// total, or raises it. All lean the same way at once, so this is an envelope and no confidence
/// interval.
pub fn range(valid: &ValidScenario, decision: Decision) -> (f64, f64) {
    let here = footprint(&Chain::new(valid), decision).total_g;
    let end = |upwards| envelope_end(valid, decision, upwards).unwrap_or(here);
    (end(false), end(true))
}

fn envelope_end(
    valid: &ValidScenario,
    decision: Decision,
    upwards: bool,
) -> Result<f64, ScenarioError> {
    let mut leaning = Leaning::new(valid);
    for it in uncertain(valid) {
        let at_low = leaning.total_with_g(it.name, it.low, decision)?;
        let at_high = leaning.total_with_g(it.name, it.high, decision)?;
        leaning.set(it.name, if (at_low > at_high) == upwards { it.low } else { it.high })?;
    }
    leaning.total_g(decision)
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

/// The scenario with everything set that is uncertain.
#[cfg(test)]
pub fn certain(scenario: Scenario) -> Scenario {
    let mut set =
        Scenario { energy_model: EnergyModel::Ecologits, site_embodied_kg: Some(0.0), ..scenario };
    for it in set.validate().map(|valid| uncertain(&valid)).unwrap_or_default() {
        let _ = set.set(it.name, 0.3 * it.low + 0.7 * it.high);
    }
    set
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
    fn the_cell_edge_leans_from_22_2_to_45_1_mg() {
        let valid = cell_edge().validate().unwrap();
        let (low, high) = range(&valid, Decision { tokens: 400, power_w: 20.0 });
        assert!((low * 1e3 - 22.24).abs() < 0.05, "{low}");
        assert!((high * 1e3 - 45.10).abs() < 0.05, "{high}");
    }

    #[test]
    fn the_range_of_gpu_energy_follows_model_and_gpu() {
        for (scenario, low, high) in [
            (r#"{}"#, 0.85, 1.15),
            (r#"{"model":"qwen3-30b-a3b"}"#, 0.7, 1.3),
            (r#"{"model":"nemotron-nano-9b-v2"}"#, 0.75, 1.25),
            (r#"{"gpu":"h200"}"#, 0.6, 1.4),
            (r#"{"gpu":"a100"}"#, 0.6, 1.4),
            (r#"{"model":"qwen3-30b-a3b","gpu":"a100"}"#, 0.4, 1.0),
        ] {
            let valid = Scenario::from_json(scenario).unwrap().validate().unwrap();
            let found = *uncertain(&valid).iter().find(|it| it.name == GPU_ENERGY).unwrap();
            assert_eq!((found.low, found.value, found.high), (low, 1.0, high), "{scenario}");
            // The ends are those of the energy itself.
            let decision = Decision { tokens: 400, power_w: 1.0 };
            let leaning = Leaning::new(&valid);
            let at = |share| leaning.total_with_g(GPU_ENERGY, share, decision).unwrap();
            let print = footprint(&Chain::new(&valid), decision);
            let gpu_g = gpu_carbon_g(valid.scenario(), &print);
            assert!(((at(high) - at(low)) / (gpu_g * (high - low)) - 1.0).abs() < 1e-9);
        }
    }

    #[test]
    fn what_is_not_counted_does_not_lean() {
        let names = |boundary| {
            let valid = Scenario { boundary, ..Scenario::default() }.validate().unwrap();
            uncertain(&valid).into_iter().map(|it| it.name).collect::<Vec<_>>()
        };
        let beyond = ["network_kwh_per_gb", "phone_power_w", "phone_embodied_kg"];
        for (count, &boundary) in Boundary::ALL.iter().enumerate() {
            let found = names(boundary);
            assert_eq!(beyond.map(|it| found.contains(&it)), [0, 1, 2].map(|it| it < count));
        }
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
        assert!(width(&certain(set)) < 1e-12);
    }

    #[test]
    fn tour_7_every_assumed_constant_leans_by_plausible_and_allowed_values() {
        for &cell in crate::scenario::CellKind::ALL {
            let valid = Scenario { cell, ..Scenario::default() }.validate().unwrap();
            let found = uncertain(&valid);
            let names: Vec<_> = found.iter().map(|it| it.name).collect();
            let expected = [
                "batch",
                "pue",
                "host_power_w",
                "idle_fraction",
                "gpu_embodied_kg",
                "server_embodied_kg",
                "lifetime_y",
                "utilisation",
                "coding_efficiency",
                "site_embodied_kg",
                SITE_LIFE,
                GPU_ENERGY,
            ];
            assert_eq!(names, expected);
            let decision = valid.decision_at(0.5, 0.5);
            for it in found {
                for value in [it.low, it.value, it.high] {
                    let leaning = Leaning::new(&valid);
                    leaning.total_with_g(it.name, value, decision).unwrap();
                }
                assert!(it.low <= it.value && it.value <= it.high, "{}", it.name);
            }
        }
    }
}
