//! An assignment: what a learner may change and within which bounds, what they see, and the target.
//!
//! All of it stands in the link, and so does the learner's answer, beside the scenario and not in
//! it: what is locked cannot be changed by answering.

use crate::carbon::{Chain, Constraint, Footprint, Limits, footprint, violations};
use crate::data;
use crate::math;
use crate::math::decimal;
use crate::optimum::optimum;
use crate::scenario::{Allowed, Bound, Decision, LlmChoice, Scenario, ScenarioError, Span};

/// The two halves of a decision, beside the names of a scenario's fields.
pub const DECISION: [&str; 2] = ["tokens", "power_w"];
/// Choices among names.
pub const CHOICES: [&str; 4] = ["model", "energy_model", "cell", "accounting"];
/// The longest title, and the longest hint, letters.
pub const TITLE_MAX: usize = 80;
pub const HINT_MAX: usize = 300;
/// The longest time, minutes.
pub const MINUTES_MAX: u32 = 240;

/// A control that may be turned.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened {
    pub name: String,
    /// From and to, in the control's unit; none where its own range holds.
    pub bounds: Option<(f64, f64)>,
}

/// A chart of one's own answer, which a teacher may add.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tool {
    /// What each part of the way emits.
    Waterfall,
    /// Length and power, with the limits; without the optimum.
    Map,
}

impl Tool {
    pub const ALL: [Self; 2] = [Self::Waterfall, Self::Map];

    /// Its name in a link.
    pub const fn word(self) -> &'static str {
        ["waterfall", "map"][self as usize]
    }
}

/// What is set, without the answer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Assignment {
    pub title: String,
    pub hint: String,
    pub minutes: Option<u32>,
    /// The most that the answer may emit, mg CO₂e.
    pub at_most_mg: Option<f64>,
    /// The least quality that it has to reach, beside the scenario's own limits.
    pub qoe_least: Option<f64>,
    pub open: Vec<Opened>,
    /// Locked, and still to be seen.
    pub shown: Vec<String>,
    /// What learners have to think with.
    pub tools: Vec<Tool>,
    /// What the learner has set, as text, in the order in which it was set first.
    pub answer: Vec<(String, String)>,
}

/// Whether a control of that name exists.
pub fn known(name: &str) -> bool {
    DECISION.contains(&name) || CHOICES.contains(&name) || data::field(name).is_some()
}

/// Names of all controls that can be opened, decision first.
pub fn names() -> impl Iterator<Item = &'static str> {
    DECISION.into_iter().chain(CHOICES).chain(data::FIELDS.iter().map(|field| field.name))
}

/// The word of a choice as a scenario has it; the numbers of a model of one's own.
pub fn chosen(scenario: &Scenario, name: &str) -> String {
    match (name, &scenario.model) {
        ("model", LlmChoice::Named(name)) => name.clone(),
        ("model", LlmChoice::Custom(shape)) => {
            shape.numbers().map(|it| it.map_or(String::new(), |it| it.to_string())).join(":")
        }
        ("gpu", _) => scenario.gpu.word().to_string(),
        ("boundary", _) => scenario.boundary.word().to_string(),
        ("energy_model", _) => scenario.energy_model.word().to_string(),
        ("cell", _) => scenario.cell.word().to_string(),
        ("accounting", _) => scenario.accounting.word().to_string(),
        _ => String::new(),
    }
}

impl Assignment {
    /// How a control is opened; none if it is locked.
    pub fn opened(&self, name: &str) -> Option<&Opened> {
        self.open.iter().find(|it| it.name == name)
    }

    /// Whether a control is to be seen.
    pub fn visible(&self, name: &str) -> bool {
        self.opened(name).is_some() || self.shown.iter().any(|it| it == name)
    }

    /// What the learner has set a control to.
    pub fn answered(&self, name: &str) -> Option<&str> {
        self.answer.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Sets a control.
    ///
    /// # Errors
    /// Says that it is locked, or which values its bounds allow.
    pub fn set(&mut self, name: &str, value: &str) -> Result<(), ScenarioError> {
        let Some(opened) = self.opened(name) else {
            return Err(ScenarioError::range(name, value, Allowed::Locked));
        };
        if !CHOICES.contains(&name) {
            let span = opened.bounds.map_or(Span::any(), |(from, to)| {
                Span::real(from, to, "1").bound(Bound::Assignment)
            });
            if !decimal::read(value).is_some_and(|it| span.holds(it)) {
                return Err(ScenarioError::range(name, value, span));
            }
        }
        match self.answer.iter_mut().find(|(known, _)| known == name) {
            Some((_, old)) => *old = value.to_string(),
            None => self.answer.push((name.to_string(), value.to_string())),
        }
        Ok(())
    }

    /// The scenario with the answer in it.
    ///
    /// # Errors
    /// Names what of the answer the scenario refuses.
    pub fn applied(&self, base: &Scenario) -> Result<Scenario, ScenarioError> {
        let mut scenario = base.clone();
        for (name, value) in &self.answer {
            if !DECISION.contains(&name.as_str()) {
                scenario.set_text(name, value)?;
            }
        }
        Ok(scenario)
    }

    /// Judges the answer. `fixed` is the decision where its halves are locked; where both are, and
    /// none is fixed, the exact optimum decides.
    ///
    /// # Errors
    /// Names what the scenario refuses.
    pub fn judge(
        &self,
        base: &Scenario,
        fixed: Option<Decision>,
    ) -> Result<Verdict, ScenarioError> {
        let valid = self.applied(base)?.validate()?;
        let chain = Chain::new(&valid);
        let print = match (fixed, DECISION.iter().any(|name| self.opened(name).is_some())) {
            (None, false) => optimum(&chain).footprint().clone(),
            _ => {
                let start = fixed.unwrap_or_else(|| chain.natural());
                let number = |name: &str, locked: f64| {
                    let answered = self.answered(name).and_then(decimal::read);
                    let start = self.opened(name).and_then(|it| it.bounds).map_or(locked, |it| {
                        // Where the learner starts lies inside the bounds.
                        math::clamp(locked, it.0, it.1)
                    });
                    answered.unwrap_or(start)
                };
                let tokens = number("tokens", f64::from(start.tokens));
                let power_w = number("power_w", start.power_w);
                let answered = Decision { tokens: tokens.round() as u32, power_w };
                footprint(&chain, chain.nearest(answered))
            }
        };
        let broken = violations(&chain.limits, &print);
        let light = self.at_most_mg.is_none_or(|most| print.total_g * 1e3 <= most * (1.0 + 1e-9));
        let good = self.qoe_least.is_none_or(|least| print.qoe.total >= least * (1.0 - 1e-9));
        let passed = light && good && broken.is_empty();
        let qoe_min = self.qoe_least.unwrap_or(0.0).max(chain.limits.qoe_min);
        let limits = Limits { qoe_min, ..chain.limits };
        Ok(Verdict { passed, light, good, broken, limits, print })
    }
}

/// How an answer stands to its target.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    pub passed: bool,
    /// It emits no more than it may.
    pub light: bool,
    /// It reaches the least quality.
    pub good: bool,
    /// Limits of the scenario that it breaks.
    pub broken: Vec<Constraint>,
    /// What it has to keep, the assignment's least quality among it.
    pub limits: Limits,
    pub print: Footprint,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assignment() -> Assignment {
        let open = |name: &str, bounds| Opened { name: name.to_string(), bounds };
        Assignment {
            at_most_mg: Some(16.0),
            open: vec![
                open("tokens", None),
                open("power_w", Some((1.0, 10.0))),
                open("cell", None),
            ],
            shown: vec!["distance_m".to_string()],
            ..Assignment::default()
        }
    }

    fn avatar() -> Scenario {
        Scenario { payload_bytes_per_token: 5_000.0, distance_m: 600.0, ..Scenario::default() }
    }

    #[test]
    fn locks_and_bounds_hold() {
        let mut task = assignment();
        let refused = |task: &mut Assignment, name: &str, value: &str| {
            task.set(name, value).unwrap_err().to_string()
        };
        assert!(refused(&mut task, "distance_m", "10").contains("locked in this assignment"));
        assert!(refused(&mut task, "power_w", "11").contains("from 1 to 10"));
        assert!(refused(&mut task, "tokens", "NaN").contains("a number"));
        task.set("power_w", "6").unwrap();
        task.set("power_w", "7").unwrap();
        assert_eq!(task.answer, [("power_w".to_string(), "7".to_string())]);
        assert!(task.visible("distance_m") && task.visible("tokens") && !task.visible("pue"));
    }

    #[test]
    fn a_target_is_met_by_carbon_quality_and_limits_together() {
        let mut task = assignment();
        // Where a learner starts is inside the bounds: 10 W, not the cell's 20.
        let start = task.judge(&avatar(), None).unwrap();
        assert_eq!(start.print.decision, Decision { tokens: 280, power_w: 10.0 });
        assert!(!start.passed && start.light && start.broken == [Constraint::Qoe]);
        task.set("tokens", "375").unwrap();
        task.set("power_w", "6.5").unwrap();
        assert!(task.judge(&avatar(), None).unwrap().passed);
        task.qoe_least = Some(0.7);
        let verdict = task.judge(&avatar(), None).unwrap();
        assert!(!verdict.passed && !verdict.good && verdict.light);
        task.set("tokens", "900").unwrap();
        let verdict = task.judge(&avatar(), None).unwrap();
        assert!(!verdict.passed && verdict.good && !verdict.light);
    }

    #[test]
    fn the_optimum_decides_where_nobody_may() {
        let task = Assignment::default();
        let best = optimum(&Chain::new(&avatar().validate().unwrap())).footprint().clone();
        assert_eq!(task.judge(&avatar(), None).unwrap().print, best);
        let fixed = Decision { tokens: 500, power_w: 2.0 };
        assert_eq!(task.judge(&avatar(), Some(fixed)).unwrap().print.decision, fixed);
    }

    #[test]
    fn every_control_can_be_opened_and_set() {
        for name in names() {
            let value = match (name, data::field(name)) {
                ("model", _) => "llama-3.1-70b".to_string(),
                ("energy_model", _) => "ecologits".to_string(),
                ("cell", _) => "pico".to_string(),
                ("accounting", _) => "session".to_string(),
                ("power_min_w", _) | (_, None) => "0.25".to_string(),
                (_, Some(field)) => {
                    let value = field.min + 0.375 * (field.max - field.min);
                    if field.integer { value.round() } else { value }.to_string()
                }
            };
            let mut locked = Assignment::default();
            assert!(locked.set(name, &value).is_err(), "{name}");
            let open = vec![Opened { name: name.to_string(), bounds: None }];
            let mut task = Assignment { open, ..Assignment::default() };
            assert_eq!(task.set(name, &value), Ok(()), "{name} = {value}");
            assert_eq!(task.answer, [(name.to_string(), value)]);
            let changed = task.applied(&avatar()).unwrap() != avatar();
            assert_eq!(changed, !DECISION.contains(&name), "{name}");
        }
    }
}
