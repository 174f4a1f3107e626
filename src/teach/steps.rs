//! The lessons and their steps: each step is a scenario and a prediction to make in it.

use crate::scenario::{Boundary, LlmChoice, PRESETS, Scenario};
use crate::written::holds;

/// A lesson, in the order in which they are taught.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lesson {
    /// Where the carbon goes.
    Carbon,
    Grid,
    Radio,
    /// Quality of experience.
    Quality,
    /// What is counted.
    Counted,
    /// Which model, and how long it thinks.
    Model,
    /// Where, when and how long: a day on the grid.
    Day,
    /// How many machines are on, and what a forecast is worth.
    Machines,
    /// Why a cell cannot sleep between tokens.
    Rest,
    Agent,
    /// Whether it needs learning.
    Rule,
    Spikes,
}

impl Lesson {
    pub const ALL: [Self; 12] = [
        Self::Carbon,
        Self::Grid,
        Self::Radio,
        Self::Quality,
        Self::Counted,
        Self::Model,
        Self::Day,
        Self::Machines,
        Self::Rest,
        Self::Agent,
        Self::Rule,
        Self::Spikes,
    ];

    /// Its name in a link.
    pub const fn word(self) -> &'static str {
        [
            "carbon", "grid", "radio", "quality", "counted", "model", "day", "machines", "rest",
            "agent", "rule", "spikes",
        ][self as usize]
    }

    /// How long it takes in class, minutes.
    pub const fn minutes(self) -> u32 {
        [6, 6, 8, 7, 7, 8, 8, 8, 5, 8, 8, 7][self as usize]
    }
}

/// Steps of every lesson.
pub const STEPS: u8 = 3;

/// One step of a lesson; steps count from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StepId {
    pub lesson: Lesson,
    step: u8,
}

impl StepId {
    /// The first step of a lesson.
    pub const fn first(lesson: Lesson) -> Self {
        Self { lesson, step: 1 }
    }

    /// All steps, in the order in which they are taught.
    pub fn all() -> impl Iterator<Item = Self> {
        Lesson::ALL
            .into_iter()
            .flat_map(|lesson| (1..=STEPS).map(move |step| Self { lesson, step }))
    }

    /// Its number, from 1.
    pub const fn number(self) -> u8 {
        self.step
    }

    /// `radio.2`, as in a link.
    pub fn encode(self) -> String {
        format!("{}.{}", self.lesson.word(), self.step)
    }

    /// Reads [`Self::encode`]; a lesson alone is its first step.
    pub fn parse(text: &str) -> Option<Self> {
        let text = if holds(text, '.') { text.to_string() } else { format!("{text}.1") };
        Self::all().find(|step| step.encode() == text)
    }

    /// The step that comes next, in the next lesson after the last one.
    pub fn next(self) -> Option<Self> {
        Self::all().skip_while(|step| *step != self).nth(1)
    }

    /// The step before.
    pub fn previous(self) -> Option<Self> {
        Self::all().take_while(|step| *step != self).last()
    }
}

/// What an axis counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantity {
    /// A share, written in percent.
    Share,
    /// W.
    Watts,
    /// g/kWh.
    GridIntensity,
    /// 0 to 1.
    Qoe,
    /// g CO₂e.
    Emissions,
    /// Requests that are answered at once.
    Batch,
}

/// An axis to predict on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Axis {
    pub quantity: Quantity,
    pub from: f64,
    pub to: f64,
    pub log: bool,
}

/// The prediction that a step asks for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Ask {
    /// Place one value.
    Place(Axis),
    /// Choose one of so many answers and say why.
    Choose(usize),
    /// Draw how emissions change along this axis.
    Sketch(Axis),
    /// Decide ten requests by hand.
    Round,
    /// Place the value that a training run will reach, then see it trained.
    Train(Axis),
}

const PERCENT: Axis = Axis { quantity: Quantity::Share, from: 0.0, to: 1.0, log: false };
/// Transmit power, from where a station still sends to what a macro cell may.
pub const WATTS: Axis = Axis { quantity: Quantity::Watts, from: 0.2, to: 20.0, log: true };
/// Grids, from no emissions to coal.
pub const GRID: Axis = Axis { quantity: Quantity::GridIntensity, from: 0.0, to: 800.0, log: false };
/// Batches as they are served.
pub const BATCH: Axis = Axis { quantity: Quantity::Batch, from: 8.0, to: 512.0, log: true };
const QOE: Axis = Axis { quantity: Quantity::Qoe, from: 0.2, to: 1.0, log: false };

/// Updates of the run that the lesson on the agent trains.
pub const LESSON_UPDATES: u64 = 1_500;
/// Its seed.
pub const LESSON_SEED: u64 = 1;

/// The prediction that a step asks for.
pub fn ask(step: StepId) -> Ask {
    match (step.lesson, step.step) {
        (Lesson::Carbon, 1 | 2) => Ask::Place(PERCENT),
        (Lesson::Carbon, _) => Ask::Choose(4),
        (Lesson::Grid, 1) => Ask::Choose(4),
        (Lesson::Grid, 2) => Ask::Place(PERCENT),
        (Lesson::Grid, _) => Ask::Sketch(GRID),
        (Lesson::Radio, 1) => Ask::Sketch(WATTS),
        (Lesson::Radio, 2) => Ask::Choose(4),
        (Lesson::Radio, _) => Ask::Place(WATTS),
        (Lesson::Quality, 1) => Ask::Choose(4),
        (Lesson::Quality, 2) => Ask::Sketch(QOE),
        (Lesson::Quality, _) => Ask::Place(QOE),
        (Lesson::Counted, 1) => Ask::Place(PERCENT),
        (Lesson::Counted, 2) => Ask::Choose(4),
        (Lesson::Counted, _) => Ask::Place(WATTS),
        (Lesson::Model, 2) => Ask::Sketch(BATCH),
        (Lesson::Model, _) => Ask::Choose(4),
        (Lesson::Day, 1) | (Lesson::Machines, 2 | 3) | (Lesson::Rest, 1) => Ask::Choose(4),
        (Lesson::Day | Lesson::Machines | Lesson::Rest, _) => Ask::Place(PERCENT),
        (Lesson::Agent, 1) => Ask::Place(PERCENT),
        (Lesson::Agent, 2) => Ask::Round,
        (Lesson::Agent, _) => Ask::Train(PERCENT),
        (Lesson::Rule, 2) => Ask::Place(PERCENT),
        (Lesson::Rule, _) => Ask::Choose(4),
        (Lesson::Spikes, 1 | 3) => Ask::Place(PERCENT),
        (Lesson::Spikes, _) => Ask::Choose(4),
    }
}

/// Where on the axis of a step, 0 to 1, its slider stands before it is moved: away from the answer, which
/// whoever leaves it there would be told to have known.
pub fn start(step: StepId) -> f64 {
    match (step.lesson, step.step) {
        (Lesson::Carbon, 1) | (Lesson::Spikes, 1) => 0.5,
        (Lesson::Carbon | Lesson::Grid | Lesson::Agent | Lesson::Rule, _) => 0.9,
        (Lesson::Radio, _) => 0.9,
        (Lesson::Quality, _) => 0.4,
        (Lesson::Counted, 1) => 0.5,
        (Lesson::Counted, _) => 0.3,
        (Lesson::Model, _) | (Lesson::Day, 2) => 0.5,
        (Lesson::Day | Lesson::Rest, _) => 0.7,
        (Lesson::Machines, _) => 0.1,
        (Lesson::Spikes, _) => 0.8,
    }
}

pub(super) fn preset(key: &str) -> Scenario {
    let known = PRESETS.iter().find(|preset| preset.key == key);
    known.map_or_else(Scenario::default, |preset| preset.scenario())
}

/// A part of a school hour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HourPart {
    /// Everybody guesses aloud.
    Start,
    Lesson(Lesson),
    /// In pairs, all the same round.
    Round,
    /// What was wrong, and why.
    Talk,
}

/// A school hour, with minutes.
pub const HOUR: [(HourPart, u32); 6] = [
    (HourPart::Start, 5),
    (HourPart::Lesson(Lesson::Carbon), Lesson::Carbon.minutes()),
    (HourPart::Lesson(Lesson::Grid), Lesson::Grid.minutes()),
    (HourPart::Lesson(Lesson::Radio), Lesson::Radio.minutes()),
    (HourPart::Round, 12),
    (HourPart::Talk, 8),
];

/// A model of the table in the lesson on models: text, and a batch as chats have it.
pub(super) fn served(model: &str, gpus: f64) -> Scenario {
    let model = LlmChoice::Named(model.to_string());
    Scenario { model, gpus, batch: 64.0, ..preset("plain-text") }
}

/// The mixture of experts of that lesson.
pub(super) fn mixture() -> Scenario {
    served("qwen3-235b-a22b", 8.0)
}

/// The dense model that it is held against.
pub(super) fn dense() -> Scenario {
    served("llama-3.1-70b", 4.0)
}

/// The scenario of a step.
pub fn scenario(step: StepId) -> Scenario {
    let opening = || preset("avatar");
    match (step.lesson, step.step) {
        (Lesson::Carbon, 1) | (Lesson::Quality, 1) => preset("plain-text"),
        (Lesson::Grid, 2) => preset("clean-grid"),
        (Lesson::Radio, 1 | 2) => preset("cell-edge"),
        (Lesson::Radio, _) => Scenario { distance_m: 100.0, ..opening() },
        (Lesson::Quality, 3) => preset("crowded-cell"),
        (Lesson::Counted, _) => Scenario { boundary: Boundary::Phone, ..opening() },
        (Lesson::Model, 3) => preset("reasoning"),
        (Lesson::Model, _) => mixture(),
        _ => opening(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_named_and_follow_one_another() {
        assert_eq!(StepId::all().count(), 36);
        for step in StepId::all() {
            assert_eq!(StepId::parse(&step.encode()), Some(step));
            assert_eq!(step.next().and_then(StepId::previous), step.next().map(|_| step));
        }
        assert_eq!(StepId::parse("radio"), Some(StepId::first(Lesson::Radio)));
        for bad in ["", "radio.0", "radio.4", "radio.x", "moon.1", "radio.1.1"] {
            assert_eq!(StepId::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn tour_15_the_hour_has_45_minutes() {
        assert_eq!(HOUR.iter().map(|it| it.1).sum::<u32>(), 45);
    }

    #[test]
    fn every_scenario_passes_the_gate_and_can_be_served() {
        for step in StepId::all() {
            let valid = scenario(step).validate().unwrap();
            let chain = crate::carbon::Chain::new(&valid);
            assert!(crate::optimum::optimum(&chain).feasible(), "{}", step.encode());
            // What the lesson on the radio lets the base station send with is what it may.
            if matches!(step.lesson, Lesson::Radio | Lesson::Counted) {
                assert!(chain.power_min_w <= WATTS.from, "{}", step.encode());
                assert_eq!(chain.power_max_w, WATTS.to, "{}", step.encode());
            }
        }
    }
}
