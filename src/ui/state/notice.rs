//! Messages, and what they say of values that are not usable.

use crate::data;
use crate::link::{LinkIssue, View};
use crate::scenario::ScenarioError;
use crate::ui::words::format::plain;
use crate::ui::words::{errors as words, explain, values};
use std::sync::Arc;

/// A message that stays until it is closed.
#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    pub title: String,
    pub lines: Vec<Line>,
    pub good: bool,
}

impl Notice {
    /// Whether it is about the scene that was shown when it came, and says nothing of another.
    pub fn is_of_scene(&self) -> bool {
        self.good || self.lines.iter().any(|it| !matches!(it, Line::Said(_)))
    }
}

/// A line of a message. Why something was refused becomes words only when it is shown: those are not
/// among what the page opens with.
#[derive(Clone, Debug, PartialEq)]
pub enum Line {
    Said(String),
    /// A value that nothing was done with.
    Refused(ScenarioError),
    /// A value that is back at its default.
    Reset(ScenarioError),
    /// What was wrong in a link or a file, and what was read of it.
    Unusable(LinkIssue, Arc<View>),
}

impl From<String> for Line {
    fn from(text: String) -> Self {
        Self::Said(text)
    }
}

impl From<ScenarioError> for Line {
    fn from(error: ScenarioError) -> Self {
        Self::Refused(error)
    }
}

/// What a line says.
pub fn said(line: &Line) -> String {
    match line {
        Line::Said(text) => text.clone(),
        Line::Refused(error) => explain::error(error),
        Line::Reset(error) => words::back_at_default(&explain::error(error)),
        Line::Unusable(issue, view) => unusable(issue, view),
    }
}

/// What was wrong in a link, and what stands in its place.
fn unusable(issue: &LinkIssue, view: &View) -> String {
    let kept = match issue {
        // Its own message lists all fields: too much for a glance.
        LinkIssue::Value(ScenarioError::UnknownField { field, .. }) => {
            return words::left_out(field);
        }
        LinkIssue::Value(error) => error.field().and_then(|name| match name {
            "samples" => Some(plain(f64::from(view.drawing.samples))),
            "sample_seed" => Some(plain(f64::from(view.drawing.seed))),
            "questions" => Some(plain(f64::from(view.daily.0))),
            _ => {
                let field = data::field(name)?;
                Some(values::value_of(field, view.scenario.number(field.name)?))
            }
        }),
        _ => None,
    };
    let what = explain::issue(issue);
    match kept {
        Some(value) => words::kept_at(&what, &value),
        None => words::full_stop(&what),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_said_of_a_scene_goes_with_it_and_a_failure_stays() {
        let refused = ScenarioError::NoObject;
        for (line, good, of_scene) in [
            (Line::Reset(refused.clone()), false, true),
            (Line::Unusable(LinkIssue::Cut, Arc::new(View::default())), false, true),
            ("The file is open.".to_string().into(), true, true),
            ("The worker is lost.".to_string().into(), false, false),
        ] {
            let notice = Notice { title: String::new(), lines: vec![line], good };
            assert_eq!(notice.is_of_scene(), of_scene, "{notice:?}");
        }
    }
}
