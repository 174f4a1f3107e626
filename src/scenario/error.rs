//! What is wrong with a scenario, a link or a file: by field and number. `Display` is for the command
//! line; the page makes its own words.

use super::{MODEL_NUMBERS, WORDS};
use crate::data::{FIELDS, Field, LLMS};
use crate::written::quoted;
use std::fmt::{Display, Formatter, Result};
use thiserror::Error;

/// What is wrong with a scenario, by field.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum ScenarioError {
    /// A value that is not one of those allowed.
    #[error("{field} = {value} is out of range: {allowed}")]
    OutOfRange { field: String, value: Refused, allowed: Allowed },
    #[error("{field} is not a field of a scenario; the fields are {}", known(field))]
    UnknownField { field: String },
    #[error("{field} is given twice")]
    Duplicate { field: String },
    /// What has to be given with what was given.
    #[error("missing: {}", fields.join(", "))]
    Missing { fields: Vec<&'static str> },
    /// Given without what it goes with.
    #[error("{field}: only with {needs}")]
    Alone { field: &'static str, needs: &'static str },
    /// Given with what says the same otherwise.
    #[error("{field} cannot be given together with {other}")]
    Together { field: &'static str, other: &'static str },
    /// More experts are used for a token than its active parameters hold.
    #[error(
        "model.experts_per_token = {used} and model.experts = {experts}: their ratio is below 1, and at \
         most active over total parameters, {most}"
    )]
    Experts { experts: f64, used: f64, most: f64 },
    #[error("the scenario is not a JSON object")]
    NoObject,
    /// Where the reader of JSON stopped, both from 1.
    #[error("the scenario is not a JSON object: line {line}, column {column}")]
    Json { line: usize, column: usize },
    /// Another tool's, or anything.
    #[error("this is no scenario of AOLO Lab")]
    NoScenario,
    /// Says when and where, not of what.
    #[error(
        "this is the table of a day's plan, without its scenario; the plan saved as JSON opens"
    )]
    PlanTable,
    /// A way to write letters as bytes that is not read.
    #[error("the text is {found}; save it as UTF-8")]
    Letters { found: &'static str },
    #[error("the schema is {found}; this program reads {reads}")]
    Schema { found: String, reads: &'static str },
}

impl ScenarioError {
    pub(crate) fn range(
        field: &str,
        value: impl Into<Refused>,
        allowed: impl Into<Allowed>,
    ) -> Self {
        Self::OutOfRange { field: quoted(field), value: value.into(), allowed: allowed.into() }
    }

    /// What [`serde_json`] says, without its words.
    pub(crate) fn json(error: &serde_json::Error) -> Self {
        if error.is_data() {
            return Self::NoObject;
        }
        Self::Json { line: error.line(), column: error.column() }
    }

    /// The field that is at fault, where it is one.
    pub fn field(&self) -> Option<&str> {
        match self {
            Self::OutOfRange { field, .. }
            | Self::UnknownField { field, .. }
            | Self::Duplicate { field } => Some(field),
            Self::Alone { field, .. } | Self::Together { field, .. } => Some(field),
            Self::Experts { .. } => Some("model.experts"),
            Self::Missing { fields } => fields.first().copied(),
            Self::NoObject
            | Self::Json { .. }
            | Self::NoScenario
            | Self::PlanTable
            | Self::Letters { .. }
            | Self::Schema { .. } => None,
        }
    }
}

/// A value that was refused. A number stays one until somebody reads it: what prints numbers is large,
/// and the worker shows none.
#[derive(Clone, Debug, PartialEq)]
pub enum Refused {
    Number(f64),
    /// As it was written, fit to be shown.
    Text(String),
}

impl From<f64> for Refused {
    fn from(value: f64) -> Self {
        Self::Number(value)
    }
}

impl From<&str> for Refused {
    fn from(text: &str) -> Self {
        Self::Text(quoted(text))
    }
}

impl From<String> for Refused {
    fn from(text: String) -> Self {
        text.as_str().into()
    }
}

impl From<&serde_json::Value> for Refused {
    fn from(value: &serde_json::Value) -> Self {
        value.to_string().into()
    }
}

impl Display for Refused {
    fn fmt(&self, out: &mut Formatter) -> Result {
        match self {
            Self::Number(value) => write!(out, "{value}"),
            Self::Text(text) => write!(out, "{text}"),
        }
    }
}

/// What a value may be.
#[derive(Clone, Debug, PartialEq)]
pub enum Allowed {
    Number(Span),
    /// One of these words of links and JSON.
    OneOf(Vec<&'static str>),
    /// A model of the table, or an object of its numbers.
    Model,
    /// A code of the table of grid zones.
    Zone,
    /// A lesson and a step of it.
    Lesson,
    /// Names of controls.
    Controls,
    /// A control, alone or with its bounds.
    Opened,
    /// Nothing: the assignment locks it.
    Locked,
    /// A text of at most so many letters.
    Letters(usize),
    /// What stands here, letter by letter.
    Exactly(String),
    /// A run: seed, updates, a digest for each recipe.
    Run,
    /// Each of these recipes once for each seed.
    EachSeed(Vec<&'static str>),
    /// Seeds of a run.
    Seeds(usize),
}

/// A range of numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Span {
    pub from: f64,
    /// Infinite where nothing ends it.
    pub to: f64,
    /// Whether `from` itself is not allowed.
    pub above: bool,
    pub integer: bool,
    /// `1` for a number that has none.
    pub unit: &'static str,
    pub bound: Bound,
}

/// What ends a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    Own,
    /// The longest answer.
    TokensMax,
    /// The most that the cell can send.
    Cell,
    /// The assignment.
    Assignment,
}

impl Span {
    /// Real numbers, the ends too.
    pub const fn real(from: f64, to: f64, unit: &'static str) -> Self {
        Self { from, to, above: false, integer: false, unit, bound: Bound::Own }
    }

    /// Integers, the ends too.
    pub const fn integer(from: f64, to: f64) -> Self {
        Self { integer: true, ..Self::real(from, to, "1") }
    }

    /// Lengths of an answer.
    pub fn tokens(most: u32) -> Self {
        Self { unit: "tokens", ..Self::integer(1.0, f64::from(most)) }
    }

    /// Real numbers above `from`.
    pub const fn above(from: f64, to: f64, unit: &'static str) -> Self {
        Self { above: true, ..Self::real(from, to, unit) }
    }

    /// Any number.
    pub const fn any() -> Self {
        Self::real(f64::NEG_INFINITY, f64::INFINITY, "1")
    }

    /// The same, ended by something else than itself.
    pub const fn bound(self, bound: Bound) -> Self {
        Self { bound, ..self }
    }

    /// Whether a number lies in it.
    pub fn holds(&self, value: f64) -> bool {
        let low = if self.above { value > self.from } else { value >= self.from };
        value.is_finite() && low && value <= self.to && (!self.integer || value.fract() == 0.0)
    }
}

impl From<Span> for Allowed {
    fn from(span: Span) -> Self {
        Self::Number(span)
    }
}

impl From<&Field> for Span {
    fn from(field: &Field) -> Self {
        let &Field { min, max, integer, unit, .. } = field;
        let span = Self { from: min, to: max, above: false, integer, unit, bound: Bound::Own };
        if field.name == "power_min_w" {
            Self { to: f64::INFINITY, bound: Bound::Cell, ..span }
        } else {
            span
        }
    }
}

impl From<&Field> for Allowed {
    fn from(field: &Field) -> Self {
        Self::Number(field.into())
    }
}

/// Names that would have been known.
fn known(unknown: &str) -> String {
    let names: Vec<_> = if unknown.starts_with("model.") {
        MODEL_NUMBERS.to_vec()
    } else {
        WORDS.into_iter().chain(FIELDS.iter().map(|field| field.name)).collect()
    };
    names.join(", ")
}

impl Display for Span {
    fn fmt(&self, out: &mut Formatter) -> Result {
        let Self { from, to, above, integer, unit, bound } = self;
        match (integer, from.is_finite()) {
            (true, _) => write!(out, "an integer ")?,
            (false, false) => return write!(out, "a number"),
            (false, true) => {}
        }
        match (above, to.is_finite()) {
            (true, true) => write!(out, "above {from} and up to {to}")?,
            (true, false) => write!(out, "above {from}")?,
            (false, true) => write!(out, "from {from} to {to}")?,
            (false, false) => write!(out, "from {from}")?,
        }
        if *unit != "1" {
            write!(out, " {unit}")?;
        }
        match bound {
            Bound::Own => Ok(()),
            Bound::TokensMax => write!(out, " (tokens_max)"),
            Bound::Cell => write!(out, ", up to the most of the cell"),
            Bound::Assignment => write!(out, " in this assignment"),
        }
    }
}

impl Display for Allowed {
    fn fmt(&self, out: &mut Formatter) -> Result {
        match self {
            Self::Number(span) => write!(out, "{span}"),
            Self::OneOf(words) => write!(out, "{}", words.join(", ")),
            Self::Model => {
                let names: Vec<_> = LLMS.iter().map(|llm| llm.name).collect();
                write!(out, "{}, or an object", names.join(", "))
            }
            Self::Zone => write!(out, "a code of the table of grid zones"),
            Self::Lesson => write!(out, "a lesson and a step from 1 to 3: radio.2"),
            Self::Controls => write!(out, "names of controls"),
            Self::Opened => write!(out, "a control, or control:from:to with from below to"),
            Self::Locked => write!(out, "locked in this assignment"),
            Self::Letters(most) => write!(out, "at most {most} letters"),
            Self::Exactly(text) => write!(out, "{text}"),
            Self::Run => write!(
                out,
                "seed,updates,recipe:digest,… with a seed up to 999999, 1 to 1000000 updates, and \
                 one recipe for an agent"
            ),
            Self::EachSeed(recipes) => {
                let pairs: Vec<_> = recipes.iter().map(|it| format!("{it}:digest")).collect();
                write!(out, "{} once for each seed", pairs.join(","))
            }
            Self::Seeds(most) => write!(out, "1 to {most} seeds"),
        }
    }
}
