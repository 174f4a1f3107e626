//! What a learner hands in: the link that restores the answer, and what it is said to reach.
//!
//! A receipt proves nothing by itself. Whoever checks it computes the answer of its link again: a
//! changed figure does not fit, a changed link is not the assignment that was set. Words of an
//! assignment, its time and its charts change no answer: a receipt is of it whatever they are.

pub mod class;
pub mod day;
mod text;

pub use text::NAME_MAX;

use crate::carbon::Constraint;
use crate::data::day::GridYear;
use crate::link::{self, LinkIssue, View};
use crate::scenario::{Decision, MODEL_VERSION};
use crate::teach::assignment::{Assignment, DECISION, Opened, Verdict, chosen, names};
use std::sync::Arc;
use text::{FORM, HEAD, LINES, name_of};
use thiserror::Error;

/// Figures are stated to a millionth of a milligram, and of QoE.
const DIGITS: f64 = 1e6;
/// What is handed in.
#[derive(Clone, Debug, PartialEq)]
pub struct Receipt {
    /// Who hands it in; may be empty.
    pub name: String,
    /// None where its line is missing or not readable, as of the two that follow.
    pub total_mg: Option<f64>,
    pub qoe: Option<f64>,
    pub passed: Option<bool>,
    /// Since the assignment was opened, as that browser's clock says; none if it kept no time.
    pub minutes: Option<u32>,
    pub link: String,
}

/// Text that is no receipt.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum ReceiptError {
    #[error("there is no receipt in it, which begins with {HEAD} {FORM}, and no link of an answer")]
    Head,
    /// Its link was cut on the way, or all of it: nothing says that anybody meant to.
    #[error("the receipt is not whole: its link was cut on its way")]
    Cut,
    #[error("the link holds no assignment")]
    NoAssignment,
    #[error("{0}")]
    Link(LinkIssue),
    /// Its day is of a year whose grids are not at hand.
    #[error("the grids of {year} are not at hand")]
    NoGrids { year: u16 },
    #[error("no plan of its day keeps all limits")]
    NoPlan,
}

/// How an answer stands, whatever it is about.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    pub total_g: f64,
    pub qoe: f64,
    pub passed: bool,
    /// Limits of the scenario that it breaks; a day that is planned breaks none.
    pub broken: Vec<Constraint>,
}

impl From<Verdict> for Outcome {
    fn from(Verdict { passed, broken, print, .. }: Verdict) -> Self {
        Self { total_g: print.total_g, qoe: print.qoe.total, passed, broken }
    }
}

/// What does not fit.
#[derive(Clone, Debug, PartialEq)]
pub enum Misfit {
    /// The link's answer emits something else than is stated, mg.
    Emissions {
        stated: f64,
        computed: f64,
    },
    Quality {
        stated: f64,
        computed: f64,
    },
    /// Whether the target is met is stated wrongly.
    Passed {
        computed: bool,
    },
    /// The link is not of the assignment that was set.
    OtherAssignment(Vec<Difference>),
}

/// What a link sets otherwise than the assignment that was set, as a link writes it; empty where it
/// sets nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// A control, or a part of an assignment.
    pub name: &'static str,
    pub set: String,
    pub found: String,
}

/// What came of checking a receipt.
#[derive(Clone, Debug, PartialEq)]
pub struct Checked {
    pub receipt: Receipt,
    /// As computed here.
    pub verdict: Outcome,
    /// How its answer stands in the assignment that was set; without that one, in its own.
    pub stands: Outcome,
    pub misfits: Vec<Misfit>,
    /// Lines whose figures are not stated, or not readably.
    pub unstated: Vec<&'static str>,
    /// The version of the carbon model that its figures are of. Those of an earlier one are not compared:
    /// this program cannot compute them.
    pub model_version: u32,
}

fn rounded(value: f64) -> f64 {
    (value * DIGITS).round() / DIGITS
}

/// The decision that a view fixes, for halves that are locked.
pub fn fixed(view: &View) -> Option<Decision> {
    match view.choice {
        link::Choice::Manual(decision) => Some(decision),
        _ => None,
    }
}

/// Judges the answer of a view; none without an assignment, and where it is one on a day.
pub fn judge(view: &View) -> Option<Verdict> {
    let task = view.task.as_ref().filter(|_| !day::is_asked(view))?;
    task.judge(&view.scenario, fixed(view)).ok()
}

/// Judges the answer of a view, whatever it is about.
fn outcome(view: &View, years: &[Arc<GridYear>]) -> Result<Outcome, ReceiptError> {
    match day::is_asked(view) {
        true => day::outcome(view, years),
        false => judge(view).map(Outcome::from).ok_or(ReceiptError::NoAssignment),
    }
}

impl Receipt {
    /// The receipt for the answer of a view; `link` restores that view.
    pub fn new(view: &View, name: &str, minutes: Option<u32>, link: String) -> Option<Self> {
        Some(Self::of(&judge(view)?.into(), name, minutes, link))
    }

    /// The receipt for what came of an answer; `link` restores that answer.
    pub fn of(outcome: &Outcome, name: &str, minutes: Option<u32>, link: String) -> Self {
        Self {
            name: name_of(name),
            total_mg: Some(rounded(outcome.total_g * 1e3)),
            qoe: Some(rounded(outcome.qoe)),
            passed: Some(outcome.passed),
            minutes,
            link,
        }
    }

    /// Computes the answer again. `set` is the assignment as it was given out, if it is at hand; `years` are
    /// the grids that are, for assignments on a day.
    ///
    /// # Errors
    /// Says what of the link is not usable, or whose grids are missing.
    pub fn check(
        self,
        set: Option<&View>,
        years: &[Arc<GridYear>],
    ) -> Result<Checked, ReceiptError> {
        let (view, issues) = link::decode(&self.link);
        let marked = link::found::is_marked(&self.link);
        // Figures were stated of an assignment, and an unmarked link has none left.
        let lost = self.total_mg.is_some() && !marked && view.task.is_none();
        if lost || issues.contains(&LinkIssue::Cut) {
            return Err(ReceiptError::Cut);
        }
        if let Some(issue) = issues.first() {
            return Err(ReceiptError::Link(issue.clone()));
        }
        if let Some(issue) = day::issue(&view) {
            return Err(ReceiptError::Link(LinkIssue::Value(issue)));
        }
        let verdict = outcome(&view, years)?;
        let mut misfits = Vec::new();
        let mut unstated = Vec::new();
        let model_version = link::model_version(&self.link);
        let comparable = model_version == MODEL_VERSION;
        let (emits, quality) = (rounded(verdict.total_g * 1e3), rounded(verdict.qoe));
        match self.total_mg {
            Some(stated) if comparable && !same(stated, emits) => {
                misfits.push(Misfit::Emissions { stated, computed: emits });
            }
            Some(_) => {}
            None => unstated.push(LINES[1]),
        }
        match self.qoe {
            Some(stated) if comparable && !same(stated, quality) => {
                misfits.push(Misfit::Quality { stated, computed: quality });
            }
            Some(_) => {}
            None => unstated.push(LINES[2]),
        }
        match self.passed {
            Some(stated) if comparable && stated != verdict.passed => {
                misfits.push(Misfit::Passed { computed: verdict.passed });
            }
            Some(_) => {}
            None => unstated.push(LINES[3]),
        }
        // Version 1 put the answer last, and no mark after it.
        let unanswered =
            !day::is_asked(&view) && view.task.as_ref().is_some_and(|it| it.answer.is_empty());
        let doubtful = !misfits.is_empty() || (!comparable && self.total_mg.is_some());
        if doubtful && unanswered && !marked {
            return Err(ReceiptError::Cut);
        }
        let differ = set.map(|set| differences(set, &view)).unwrap_or_default();
        // A day takes a while to plan, and in its own assignment it stands as it does.
        let own = differ.is_empty() && day::is_asked(&view);
        if !differ.is_empty() {
            misfits.push(Misfit::OtherAssignment(differ));
        }
        let stands = match set.filter(|_| !own) {
            Some(set) => stands_in(set, &view, &verdict, years),
            None => verdict.clone(),
        };
        Ok(Checked { receipt: self, verdict, stands, misfits, unstated, model_version })
    }
}

impl Checked {
    /// Whether all its figures are stated, and are of the model that computes here.
    pub fn vouched(&self) -> bool {
        self.unstated.is_empty() && self.model_version == MODEL_VERSION
    }
}

/// The answer of a link in the assignment that was set, whatever target, limits and scene the link has;
/// what may not be answered there meets nothing.
fn stands_in(set: &View, found: &View, verdict: &Outcome, years: &[Arc<GridYear>]) -> Outcome {
    let judged = || {
        if day::is_asked(set) {
            return outcome(&day::answered(set, found)?, years).ok();
        }
        let mut task = Assignment { answer: Vec::new(), ..set.task.clone()? };
        for (name, value) in &found.task.as_ref()?.answer {
            task.set(name, value).ok()?;
        }
        // With what nobody has set the learner began as the link says.
        let choice = if decided(set) == decided(found) { found.choice } else { set.choice };
        judge(&View { task: Some(task), choice, ..set.clone() }).map(Outcome::from)
    };
    judged().unwrap_or_else(|| Outcome { passed: false, ..verdict.clone() })
}

/// A last digit may turn over where a text was read and written again.
fn same(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1.5 / DIGITS
}

/// What two links set otherwise of all that an answer follows from.
fn differences(set: &View, found: &View) -> Vec<Difference> {
    if day::is_asked(set) || day::is_asked(found) {
        return day::differences(set, found, scene(set, found).collect());
    }
    let target = |view: &View, quality: bool| {
        let task = view.task.as_ref();
        number(task.and_then(|it| if quality { it.qoe_least } else { it.at_most_mg }))
    };
    let of_task = [
        ("task.at_most_mg", target(set, false), target(found, false)),
        ("task.qoe_least", target(set, true), target(found, true)),
        ("task.open", opened(set), opened(found)),
        ("choice", decided(set), decided(found)),
    ];
    scene(set, found).chain(of_task.into_iter().filter_map(differing)).collect()
}

fn number(it: Option<f64>) -> String {
    it.map(|it| it.to_string()).unwrap_or_default()
}

fn differing((name, set, found): (&'static str, String, String)) -> Option<Difference> {
    (set != found).then_some(Difference { name, set, found })
}

/// What two links set otherwise of the scene.
fn scene<'a>(set: &'a View, found: &'a View) -> impl Iterator<Item = Difference> + 'a {
    let controls = names().filter(|name| !DECISION.contains(name)).map(move |name| {
        let of = |view: &View| match view.scenario.number(name) {
            None => chosen(&view.scenario, name),
            value => number(value),
        };
        (name, of(set), of(found))
    });
    controls.filter_map(differing)
}

/// What is decided of what is locked: where the learner begins with the rest is no part of what is set.
fn decided(view: &View) -> String {
    let Some(decision) = fixed(view) else { return String::new() };
    let task = view.task.as_ref();
    let halves = [decision.tokens.to_string(), decision.power_w.to_string()];
    let locked = DECISION
        .into_iter()
        .zip(halves)
        .filter(|(name, _)| task.is_none_or(|task| task.opened(name).is_none()));
    locked.map(|(_, half)| half).collect::<Vec<_>>().join(":")
}

/// What is open, in whatever order it was opened.
fn opened(view: &View) -> String {
    let written = |it: &Opened| match it.bounds {
        Some((from, to)) => format!("{}:{from}:{to}", it.name),
        None => it.name.clone(),
    };
    let mut all: Vec<_> = view.task.iter().flat_map(|task| task.open.iter().map(written)).collect();
    all.sort();
    all.join(",")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::{Choice, Place, encode, settings};
    use crate::scenario::{CellKind, Scenario};
    use crate::teach::assignment::Tool;

    pub(super) fn set() -> View {
        let open = |name: &str| Opened { name: name.to_string(), bounds: None };
        View {
            place: Place::Task,
            // Neither the default of today nor that of old links.
            scenario: Scenario {
                distance_m: 610.0,
                payload_bytes_per_token: 210.0,
                qoe_min: 0.55,
                ..Scenario::default()
            },
            task: Some(Assignment {
                title: "Weniger CO₂: años y señales".to_string(),
                hint: "Think of the time on air; then of the phone’s distance.".to_string(),
                at_most_mg: Some(9.0),
                open: vec![open("tokens"), open("power_w")],
                ..Assignment::default()
            }),
            ..View::default()
        }
    }

    pub(super) fn answered() -> View {
        let mut view = set();
        let task = view.task.as_mut().unwrap();
        task.set("tokens", "330").unwrap();
        task.set("power_w", "6.5").unwrap();
        view
    }

    pub(super) fn handed_in() -> Receipt {
        let link = format!("https://aolo.example/lab/#{}", encode(&answered()));
        Receipt::new(&answered(), "Ana\nGarcía", Some(7), link).unwrap()
    }

    /// As a page of version 1 wrote it: what people wrote before what is open, the answer last.
    pub(super) fn of_version_1() -> Receipt {
        let mut parts = settings(&answered());
        let place = |parts: &[String], name: &str| parts.iter().position(|it| it.starts_with(name));
        let texts: Vec<String> = parts.split_off(place(&parts, "task.title").unwrap());
        let first = place(&parts, "task.").unwrap();
        parts.splice(first..first, texts);
        // With needed lengths in the words of today, so that it is the assignment that was set.
        let parts = parts.join("&");
        let link = format!("https://aolo.example/lab/#v1&kappa50=280&shape=1.02&{parts}");
        assert!(link.ends_with("&answer=tokens:330,power_w:6.5"), "{link}");
        Receipt { link, ..handed_in() }
    }

    /// Links are out there that begin with what their maker had decided.
    #[test]
    fn where_a_learner_begins_with_what_is_open_is_no_part_of_what_is_set() {
        let decided = |tokens| Choice::Manual(Decision { tokens, power_w: 6.5 });
        let set = View { choice: decided(371), ..set() };
        assert_eq!(handed_in().check(Some(&set), &[]).unwrap().misfits, []);
        // One half alone is open, and the other is decided.
        let half = |tokens, answer: &str| {
            let mut view = View { choice: decided(tokens), ..set.clone() };
            let task = view.task.as_mut().unwrap();
            task.open.retain(|it| it.name == "power_w");
            if !answer.is_empty() {
                task.set("power_w", answer).unwrap();
            }
            view
        };
        let answered = |tokens| {
            let view = half(tokens, "6.4");
            Receipt::new(&view, "Ana", None, format!("#{}", encode(&view))).unwrap()
        };
        assert_eq!(answered(371).check(Some(&half(371, "")), &[]).unwrap().misfits, []);
        let other = answered(200).check(Some(&half(371, "")), &[]).unwrap().misfits;
        let [Misfit::OtherAssignment(differ)] = &other[..] else { panic!("{other:?}") };
        assert_eq!((differ[0].name, differ[0].set.as_str()), ("choice", "371"));
    }

    fn misfits(receipt: Receipt) -> Vec<Misfit> {
        receipt.check(Some(&set()), &[]).unwrap().misfits
    }

    #[test]
    fn an_honest_receipt_holds() {
        let receipt = handed_in();
        assert!(receipt.passed == Some(true) && receipt.name == "AnaGarcía");
        assert_eq!(Receipt::parse(&receipt.to_text()), Ok(receipt.clone()));
        assert_eq!(misfits(receipt), []);
        assert_eq!(misfits(of_version_1()), []);
        // One that kept no time and has no name.
        let bare = Receipt { name: String::new(), minutes: None, ..handed_in() };
        assert_eq!(Receipt::parse(&bare.to_text()), Ok(bare));
    }

    #[test]
    fn a_manipulated_receipt_is_recognised() {
        let honest = handed_in();
        let less = honest.total_mg.map(|it| it - 0.001);
        let lighter = Receipt { total_mg: less, ..honest.clone() };
        assert!(matches!(misfits(lighter)[..], [Misfit::Emissions { .. }]));
        let better = Receipt { qoe: Some(0.9), ..honest.clone() };
        assert!(matches!(misfits(better)[..], [Misfit::Quality { .. }]));
        let failed = Receipt { passed: Some(false), ..honest.clone() };
        assert_eq!(misfits(failed), [Misfit::Passed { computed: true }]);
        // An answer that is moved in the link does not fit the figures.
        let moved =
            Receipt { link: honest.link.replace("tokens:330", "tokens:100"), ..honest.clone() };
        assert_eq!(misfits(moved).len(), 3);
        // Figures of version 1 of the model are not ours to compare: that is said, and nothing vouched for.
        let old = Receipt { total_mg: Some(1.0), qoe: Some(0.99), ..of_version_1() };
        let checked = old.check(Some(&set()), &[]).unwrap();
        assert_eq!((checked.misfits, checked.model_version), (vec![], 1));
        // Nor does an easier assignment: a target that is raised, a phone that is nearer.
        for (from, to) in [("at_most_mg=9", "at_most_mg=90"), ("distance_m=610", "distance_m=50")] {
            let link = honest.link.replace(from, to);
            let (view, _) = link::decode(&link);
            let forged = Receipt::new(&view, "", None, link).unwrap();
            let [Misfit::OtherAssignment(differ)] = &misfits(forged)[..] else { panic!("{to}") };
            let (name, found) = to.split_once('=').unwrap();
            let [only] = &differ[..] else { panic!("{differ:?}") };
            assert!(only.name.ends_with(name) && only.found == found, "{only:?}");
        }
        // What is locked is not taken from the answer.
        let link = honest.link.replace("answer=", "answer=distance_m:50,");
        let refused = Receipt { link, ..honest }.check(Some(&set()), &[]);
        assert!(
            matches!(refused, Err(ReceiptError::Link(issue)) if issue.to_string().contains("locked"))
        );
    }

    #[test]
    fn tour_13_words_time_and_charts_of_an_assignment_may_be_mended() {
        let mut mended = set();
        let task = mended.task.as_mut().unwrap();
        task.title = "Weniger CO₂".to_string();
        task.hint.clear();
        task.minutes = Some(20);
        task.tools = Tool::ALL.to_vec();
        task.shown = vec!["distance_m".to_string()];
        task.open.reverse();
        for receipt in [handed_in(), of_version_1()] {
            assert_eq!(receipt.check(Some(&mended), &[]).unwrap().misfits, []);
        }
        // What is open, and what nobody may choose, matters.
        let task = mended.task.as_mut().unwrap();
        task.open[0].bounds = Some((1.0, 5.0));
        task.open.pop();
        mended.scenario.cell = CellKind::Micro;
        mended.choice = Choice::Manual(Decision { tokens: 300, power_w: 2.0 });
        let Misfit::OtherAssignment(differ) =
            &handed_in().check(Some(&mended), &[]).unwrap().misfits[0]
        else {
            panic!()
        };
        let names: Vec<_> = differ.iter().map(|it| it.name).collect();
        assert_eq!(names, ["cell", "task.open", "choice"]);
        assert_eq!((differ[0].set.as_str(), differ[0].found.as_str()), ("micro", "macro"));
    }
}
