//! What has passed the gate, and decisions inside it.

use super::{Bound, Scenario, ScenarioError, Span};
use crate::data::{Cell, Field, Llm};
use crate::math;
use serde::{Deserialize, Serialize};

/// A scenario that passed the gate.
#[derive(Clone, Debug, PartialEq)]
pub struct ValidScenario {
    pub(super) scenario: Scenario,
    pub(super) llm: Llm,
    pub(super) cell: Cell,
    pub(super) power_min_w: f64,
    pub(super) site_embodied_kg: f64,
}

impl PartialEq for Cell {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl ValidScenario {
    /// What was written.
    pub fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    /// The language model's numbers.
    pub fn llm(&self) -> &Llm {
        &self.llm
    }

    /// The base station.
    pub fn cell(&self) -> &Cell {
        &self.cell
    }

    /// The number of that name that is in force: as written, or by the cell.
    pub fn number(&self, name: &str) -> Option<f64> {
        self.scenario.number(name).or(match name {
            "site_embodied_kg" => Some(self.site_embodied_kg),
            "static_power_w" => Some(self.cell.static_power_w),
            "sleep_power_w" => Some(self.cell.sleep_power_w),
            "power_slope" => Some(self.cell.slope),
            "power_max_w" => Some(self.cell.power_max_w),
            "transceivers" => Some(self.cell.serving_transceivers),
            "sectors" => Some(self.cell.sectors_per_site),
            "power_min_w" => Some(self.power_min_w),
            _ => None,
        })
    }

    /// What a field may be as long as the others stay: a cell sends no less than its least and no more
    /// than its most, and draws no more asleep than awake.
    pub fn span(&self, field: &Field) -> Span {
        let span = Span::from(field);
        match field.name {
            "power_min_w" => Span { to: self.cell.power_max_w, ..span },
            "sleep_power_w" => Span { to: self.cell.static_power_w, ..span },
            _ => span,
        }
    }

    /// Least transmit power, W.
    pub fn power_min_w(&self) -> f64 {
        self.power_min_w
    }

    /// Most transmit power, W.
    pub fn power_max_w(&self) -> f64 {
        self.cell.power_max_w
    }

    /// Longest answer, tokens.
    pub fn tokens_max(&self) -> u32 {
        self.scenario.tokens_max as u32
    }

    /// Making of the site, kgCO2e.
    pub fn site_embodied_kg(&self) -> f64 {
        self.site_embodied_kg
    }

    /// A decision inside the scenario's box.
    ///
    /// # Errors
    /// Names `tokens` or `power_w`, the value and the allowed range.
    pub fn decision(&self, tokens: f64, power_w: f64) -> Result<Decision, ScenarioError> {
        let length = Span::integer(1.0, self.scenario.tokens_max).bound(Bound::TokensMax);
        if !length.holds(tokens) {
            return Err(ScenarioError::range("tokens", tokens, length));
        }
        // A printed bound may have lost its last digits: forgive a relative 1e-9.
        let (low, high) = (self.power_min_w, self.power_max_w());
        if !(low * (1.0 - 1e-9)..=high * (1.0 + 1e-9)).contains(&power_w) {
            return Err(ScenarioError::range("power_w", power_w, Span::real(low, high, "W")));
        }
        Ok(Decision { tokens: tokens as u32, power_w: math::clamp(power_w, low, high) })
    }

    /// A decision that the cell can carry out, whether or not it lies inside the scenario's box:
    /// what an answer would emit is a fair question beyond `tokens_max` too.
    ///
    /// # Errors
    /// Names `tokens` or `power_w`, the value and the allowed range.
    pub fn any_decision(&self, tokens: f64, power_w: f64) -> Result<Decision, ScenarioError> {
        const LENGTH: Span = Span::integer(1.0, 1e6);
        if !LENGTH.holds(tokens) {
            return Err(ScenarioError::range("tokens", tokens, LENGTH));
        }
        let high = self.power_max_w();
        if !(power_w > 0.0 && power_w <= high * (1.0 + 1e-9)) {
            return Err(ScenarioError::range("power_w", power_w, Span::above(0.0, high, "W")));
        }
        Ok(Decision { tokens: tokens as u32, power_w: power_w.min(high) })
    }

    /// The decision whose length and power lie at fractions of their logarithmic ranges: clipped to
    /// 0 … 1, and what is not a number counts as 1, the long answer and the strong signal.
    pub fn decision_at(&self, length: f64, power: f64) -> Decision {
        let share = |x: f64| if x.is_nan() { 1.0 } else { math::clamp(x, 0.0, 1.0) };
        let tokens = math::exp(share(length) * math::ln(self.scenario.tokens_max)).round();
        let (low, high) = (math::ln(self.power_min_w), math::ln(self.power_max_w()));
        let power_w = math::exp(low + share(power) * (high - low));
        Decision {
            tokens: (tokens as u32).clamp(1, self.tokens_max()),
            power_w: math::clamp(power_w, self.power_min_w, self.power_max_w()),
        }
    }
}

/// What is chosen for a request: how long the answer is, and how strongly the cell sends.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Decision {
    /// Output length κ, tokens.
    pub tokens: u32,
    /// Transmit power P of a transceiver, W.
    pub power_w: f64,
}

#[cfg(test)]
mod tests {
    use crate::data::FIELDS;
    use crate::scenario::{CellKind, Scenario};

    /// What a box offers, the gate takes: no value has to be put back.
    #[test]
    fn field_2_the_ends_of_what_a_field_may_be_are_taken_at_every_cell() {
        for cell in CellKind::ALL {
            let scenario = Scenario { cell: *cell, ..Scenario::default() };
            let valid = scenario.validate().unwrap();
            for field in FIELDS {
                let span = valid.span(field);
                for end in [span.from, span.to] {
                    let mut set = scenario.clone();
                    set.set(field.name, end).unwrap();
                    let refused = set.validate().err();
                    let refused = refused.as_ref().and_then(|it| it.field());
                    assert_ne!(refused, Some(field.name), "{} = {end}", field.name);
                }
            }
        }
    }
}
