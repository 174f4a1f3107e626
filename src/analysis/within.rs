//! What a range holds: the constants alone, the way energy is computed besides, and the accounting of
//! the radio besides those.

use crate::carbon::range;
use crate::scenario::{Accounting, Decision, EnergyModel, Scenario, ScenarioError, ValidScenario};

/// Least and greatest total of a decision, g, over more and more of what is not known or agreed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Within {
    /// All uncertain constants.
    pub constants_g: (f64, f64),
    /// These, and both energy models of inference.
    pub methods_g: (f64, f64),
    /// These, and every accounting of the radio.
    pub accountings_g: (f64, f64),
}

impl Within {
    /// Computes them.
    ///
    /// # Errors
    /// Names the field that does not fit another method.
    pub fn new(valid: &ValidScenario, decision: Decision) -> Result<Self, ScenarioError> {
        let constants_g = range(valid, decision);
        let (mut methods_g, mut accountings_g) = (constants_g, constants_g);
        for &energy_model in EnergyModel::ALL {
            for &accounting in Accounting::ALL {
                let other = Scenario { energy_model, accounting, ..valid.scenario().clone() };
                let found = range(&other.validate()?, decision);
                accountings_g = joined(accountings_g, found);
                if accounting == valid.scenario().accounting {
                    methods_g = joined(methods_g, found);
                }
            }
        }
        Ok(Self { constants_g, methods_g, accountings_g })
    }
}

fn joined(one: (f64, f64), other: (f64, f64)) -> (f64, f64) {
    (one.0.min(other.0), one.1.max(other.1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::carbon::{Chain, footprint};
    use crate::scenario::PRESETS;

    #[test]
    fn tour_7_a_range_holds_what_its_name_says() {
        let decision = Decision { tokens: 323, power_w: 6.4 };
        for preset in PRESETS {
            let scenario = preset.scenario();
            let found = Within::new(&scenario.validate().unwrap(), decision).unwrap();
            let inside = |(low, high): (f64, f64), changed: &Scenario| {
                let chain = Chain::new(&changed.validate().unwrap());
                let total_g = footprint(&chain, chain.nearest(decision)).total_g;
                low <= total_g && total_g <= high
            };
            for &energy_model in EnergyModel::ALL {
                let other = Scenario { energy_model, ..scenario.clone() };
                assert!(inside(found.methods_g, &other), "{}", preset.key);
                for &accounting in Accounting::ALL {
                    let other = Scenario { accounting, ..other.clone() };
                    assert!(inside(found.accountings_g, &other), "{}", preset.key);
                }
            }
            for (name, value) in [("batch", 32.0), ("batch", 128.0), ("coding_efficiency", 0.65)] {
                // What is set is certain.
                if scenario.number(name) != Scenario::default().number(name) {
                    continue;
                }
                let mut other = scenario.clone();
                other.set(name, value).unwrap();
                assert!(inside(found.constants_g, &other), "{} {name}", preset.key);
            }
            let widths = [found.constants_g, found.methods_g, found.accountings_g]
                .map(|(low, high)| high - low);
            assert!(widths[0] <= widths[1] && widths[1] <= widths[2], "{widths:?}");
        }
    }
}
