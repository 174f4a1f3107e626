//! What lies outside the paper's chain, whether it counts or not: the network, the phone in use, and its
//! making.

use super::{Chain, Footprint, footprint};
use crate::data::{Field, fields};
use crate::scenario::{Boundary, Decision, Scenario, ValidScenario};

/// A part outside the paper's chain.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outside {
    /// What it emits, or would if it counted, g.
    pub grams: f64,
    /// The same at both plausible ends of its constant; where that is set by the user, no range.
    pub range_g: (f64, f64),
}

/// The constant of each, in the order in which they are counted.
pub const OUTSIDE: [&Field; 3] =
    [fields::NETWORK_KWH_PER_GB, fields::PHONE_POWER_W, fields::PHONE_EMBODIED_KG];

/// The footprint of a decision with all counted that can be.
pub fn counting_all(scenario: &Scenario, decision: Decision) -> Option<Footprint> {
    let scenario = Scenario { boundary: Boundary::Phone, ..scenario.clone() };
    Some(footprint(&Chain::new(&scenario.validate().ok()?), decision))
}

/// Network, phone in use, its making: of one answer.
pub fn outside(valid: &ValidScenario, decision: Decision) -> [Outside; 3] {
    let scenario = valid.scenario();
    let grams = counting_all(scenario, decision).map_or([0.0; 3], |all| {
        [all.network.operational_g, all.phone.operational_g, all.phone.embodied_g]
    });
    std::array::from_fn(|index| {
        let (field, grams) = (OUTSIDE[index], grams[index]);
        // Each grows in proportion to its constant.
        let lean = |end: Option<f64>| {
            let default = field.default.filter(|it| scenario.number(field.name) == Some(*it))?;
            Some(grams * end? / default)
        };
        let range_g = (lean(field.low).unwrap_or(grams), lean(field.high).unwrap_or(grams));
        Outside { grams, range_g }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::carbon::Leaning;

    #[test]
    fn what_is_left_out_is_what_counting_it_adds() {
        let decision = Decision { tokens: 400, power_w: 20.0 };
        let with = |boundary| Scenario { boundary, ..Scenario::default() }.validate().unwrap();
        let total_g = |valid: &ValidScenario| footprint(&Chain::new(valid), decision).total_g;
        let steps = Boundary::ALL.iter().map(|it| total_g(&with(*it))).collect::<Vec<_>>();
        for &boundary in Boundary::ALL {
            let found = outside(&with(boundary), decision);
            for (step, part) in steps.windows(2).zip(found) {
                assert!(((step[1] - step[0]) / part.grams - 1.0).abs() < 1e-9, "{boundary:?}");
            }
        }
        // The phone's making is more than all the rest.
        let found = outside(&with(Boundary::Service), decision);
        assert!(found[2].grams > steps[2], "{} {}", found[2].grams, steps[2]);
    }

    #[test]
    fn the_range_of_each_is_that_of_its_constant() {
        let valid =
            Scenario { boundary: Boundary::Phone, ..Scenario::default() }.validate().unwrap();
        let decision = Decision { tokens: 400, power_w: 20.0 };
        let here = footprint(&Chain::new(&valid), decision).total_g;
        let leaning = Leaning::new(&valid);
        for (field, part) in OUTSIDE.into_iter().zip(outside(&valid, decision)) {
            for (end, grams) in [(field.low, part.range_g.0), (field.high, part.range_g.1)] {
                let there = leaning.total_with_g(field.name, end.unwrap(), decision).unwrap();
                let moved = there - here;
                assert!((moved - (grams - part.grams)).abs() < 1e-9 * here, "{}", field.name);
            }
            assert!(part.range_g.0 < part.grams && part.grams < part.range_g.1);
        }
        // What the user has set is certain.
        let set = Scenario { phone_power_w: 2.0, ..Scenario::default() }.validate().unwrap();
        let [_, phone, _] = outside(&set, decision);
        assert_eq!(phone.range_g, (phone.grams, phone.grams));
    }
}
