//! One at a time: the total with each uncertain constant at both ends of its range.

use crate::carbon::{Leaning, Uncertain, uncertain};
use crate::scenario::{Decision, ScenarioError, ValidScenario};

/// What one constant alone does to the total.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bar {
    pub input: Uncertain,
    /// Total with the constant at its least plausible value and all else as it is, g.
    pub at_low_g: f64,
    /// Total with the constant at its greatest plausible value, g.
    pub at_high_g: f64,
}

impl Bar {
    /// How far the total goes from one end to the other, g.
    pub fn swing_g(&self) -> f64 {
        (self.at_high_g - self.at_low_g).abs()
    }
}

/// All uncertain constants of a scenario, the one that moves the total most first.
#[derive(Clone, Debug, PartialEq)]
pub struct Tornado {
    /// The total with every constant at its value, g.
    pub total_g: f64,
    /// By swing, falling; a constant that the total does not depend on has a swing of 0.
    pub bars: Vec<Bar>,
}

impl Tornado {
    /// Moves each uncertain constant alone.
    ///
    /// # Errors
    /// Names the field that a plausible value does not fit.
    pub fn new(valid: &ValidScenario, decision: Decision) -> Result<Self, ScenarioError> {
        let leaning = Leaning::new(valid);
        let bar = |input: Uncertain| {
            let total_g = |value| leaning.total_with_g(input.name, value, decision);
            Ok(Bar { input, at_low_g: total_g(input.low)?, at_high_g: total_g(input.high)? })
        };
        let mut bars =
            uncertain(valid).into_iter().map(bar).collect::<Result<Vec<_>, ScenarioError>>()?;
        bars.sort_by(|a, b| b.swing_g().total_cmp(&a.swing_g()));
        Ok(Self { total_g: leaning.total_g(decision)?, bars })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::carbon::{Chain, certain, footprint, range};
    use crate::data::field;
    use crate::scenario::{EnergyModel, PRESETS, Scenario};

    fn tornado(scenario: &Scenario, decision: Decision) -> Tornado {
        Tornado::new(&scenario.validate().unwrap(), decision).unwrap()
    }

    #[test]
    fn each_bar_is_what_the_model_says_with_that_value() {
        let decision = Decision { tokens: 400, power_w: 20.0 };
        for preset in PRESETS {
            let scenario = preset.scenario();
            let found = tornado(&scenario, decision);
            let total = |scenario: &Scenario| {
                footprint(&Chain::new(&scenario.validate().unwrap()), decision).total_g
            };
            assert_eq!(found.total_g, total(&scenario));
            for bar in found.bars.iter().filter(|bar| field(bar.input.name).is_some()) {
                for (value, at_g) in
                    [(bar.input.low, bar.at_low_g), (bar.input.high, bar.at_high_g)]
                {
                    let mut changed = scenario.clone();
                    changed.set(bar.input.name, value).unwrap();
                    assert_eq!(at_g, total(&changed), "{}", bar.input.name);
                }
            }
            assert!(found.bars.windows(2).all(|pair| pair[0].swing_g() >= pair[1].swing_g()));
        }
    }

    #[test]
    fn a_shorter_life_of_the_hardware_raises_the_total() {
        let found = tornado(&Scenario::default(), Decision { tokens: 400, power_w: 1.0 });
        let life = found.bars.iter().find(|bar| bar.input.name == "lifetime_y").unwrap();
        assert!(life.at_low_g > found.total_g && found.total_g > life.at_high_g);
        // 4 years in place of 3 to 6: the hardware's carbon goes as 1/lifetime.
        let (up, down) = (life.at_low_g - found.total_g, found.total_g - life.at_high_g);
        assert!((up / down - (4.0 / 3.0 - 1.0) / (1.0 - 4.0 / 6.0)).abs() < 1e-9);
    }

    #[test]
    fn no_single_constant_leaves_the_envelope_of_all() {
        let decision = Decision { tokens: 400, power_w: 20.0 };
        for preset in PRESETS {
            let valid = preset.scenario().validate().unwrap();
            let (low, high) = range(&valid, decision);
            let found = Tornado::new(&valid, decision).unwrap();
            for bar in &found.bars {
                let inside = low * (1.0 - 1e-12)..=high * (1.0 + 1e-12);
                assert!(inside.contains(&bar.at_low_g) && inside.contains(&bar.at_high_g));
            }
            // Together they reach further than the greatest of them alone.
            assert!(high - low > found.bars[0].swing_g());
        }
    }

    #[test]
    fn what_is_set_or_not_in_the_model_does_not_move() {
        let decision = Decision { tokens: 400, power_w: 20.0 };
        let set = Scenario {
            site_embodied_kg: None,
            gpu_embodied_kg: 164.0,
            ..certain(Scenario::default())
        };
        assert_eq!(set.energy_model, EnergyModel::Ecologits);
        let found = tornado(&set, decision);
        let names: Vec<_> = found.bars.iter().map(|bar| bar.input.name).collect();
        // EcoLogits counts the making of its own servers.
        assert_eq!(names, ["site_embodied_kg", "site_lifetime_y", "gpu_embodied_kg"]);
        assert_eq!(found.bars[2].swing_g(), 0.0);
    }
}
