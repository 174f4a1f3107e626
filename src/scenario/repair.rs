//! A scenario that does not pass the gate, put right.

use super::{Scenario, ScenarioError, WORDS};
use crate::data::FIELDS;

impl Scenario {
    /// Puts back to their defaults, one after the other, the fields that the gate names; what was wrong
    /// with each.
    ///
    /// Fields that are fine alone may not fit together: a least power may be above the most of the
    /// cell.
    pub fn repair(&mut self) -> Vec<ScenarioError> {
        let mut wrong = Vec::new();
        // Each round resets one field, and a scenario of defaults is valid.
        for _ in 0..FIELDS.len() + WORDS.len() {
            let Err(error) = self.validate() else { break };
            // `model.layers` is of `model`.
            let Some(field) = error.field().and_then(|name| name.split('.').next()) else { break };
            self.reset(field);
            wrong.push(error);
        }
        wrong
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{CellKind, LlmChoice, LlmShape};

    #[test]
    fn what_is_wrong_is_put_back_and_the_rest_stays() {
        let numbers = [8.0, 2.0, 4096.0, 0.5];
        let shape = LlmShape::of_numbers(std::array::from_fn(|it| numbers.get(it).copied()));
        let shape = shape.unwrap();
        let mut scenario = Scenario {
            model: LlmChoice::Custom(shape),
            cell: CellKind::Pico,
            pue: 9.0,
            power_min_w: Some(5.0),
            bandwidth_mhz: 40.0,
            ..Scenario::default()
        };
        let wrong = scenario.repair();
        let fields: Vec<_> = wrong.iter().filter_map(ScenarioError::field).collect();
        assert_eq!(fields, ["pue", "model.layers", "power_min_w"]);
        let kept = Scenario { cell: CellKind::Pico, bandwidth_mhz: 40.0, ..Scenario::default() };
        assert_eq!(scenario, kept);
        assert_eq!(scenario.repair(), []);
    }

    #[test]
    fn a_scenario_of_which_nothing_is_right_ends_as_the_default() {
        let mut scenario =
            Scenario { model: LlmChoice::Named("moon".into()), ..Scenario::default() };
        for field in FIELDS {
            scenario.put(field.name, f64::NAN);
        }
        assert_eq!(scenario.repair().len(), FIELDS.len() + 1);
        assert_eq!(scenario, Scenario::default());
    }
}
