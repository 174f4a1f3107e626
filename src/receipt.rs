//! What a learner hands in: the link that restores the answer, and what it is said to reach.
//!
//! A receipt proves nothing by itself. Whoever checks it computes the answer of its link again: a
//! changed figure does not fit, a changed link is not the assignment that was set.

use crate::link::{self, LinkIssue, View};
use crate::numeral::{self, Numeral};
use crate::scenario::Decision;
use crate::scenario::plain::turns;
use crate::teach::assignment::{Assignment, Verdict};
use thiserror::Error;

/// The first line; a later form will count on.
const HEAD: &str = "AOLO receipt 1";
/// The longest name, letters.
pub const NAME_MAX: usize = 60;
/// Figures are stated to a millionth of a milligram, and of QoE.
const DIGITS: f64 = 1e6;

/// What is handed in.
#[derive(Clone, Debug, PartialEq)]
pub struct Receipt {
    /// Who hands it in; may be empty.
    pub name: String,
    pub total_mg: f64,
    pub qoe: f64,
    pub passed: bool,
    /// Since the assignment was opened, as that browser's clock says; none if it kept no time.
    pub minutes: Option<u32>,
    pub link: String,
}

/// Text that is no receipt.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum ReceiptError {
    #[error("a receipt begins with the line {HEAD:?}")]
    Head,
    #[error("the line {name} is missing or not readable")]
    Line { name: &'static str },
    #[error("the link holds no assignment")]
    NoAssignment,
    #[error("{0}")]
    Link(LinkIssue),
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
    OtherAssignment,
}

/// What came of checking a receipt.
#[derive(Clone, Debug, PartialEq)]
pub struct Checked {
    pub receipt: Receipt,
    /// As computed here.
    pub verdict: Verdict,
    pub misfits: Vec<Misfit>,
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

/// Judges the answer of a view; none without an assignment.
pub fn judge(view: &View) -> Option<Verdict> {
    view.task.as_ref()?.judge(&view.scenario, fixed(view)).ok()
}

/// A name as it is shown: no controls, and nothing that turns the letters after it around.
fn name_of(text: &str) -> String {
    let letters = text.chars().filter(|letter| !letter.is_control() && !turns(*letter));
    letters.take(NAME_MAX).collect::<String>().trim().to_string()
}

impl Receipt {
    /// The receipt for the answer of a view; `link` restores that view.
    pub fn new(view: &View, name: &str, minutes: Option<u32>, link: String) -> Option<Self> {
        let verdict = judge(view)?;
        Some(Self {
            name: name_of(name),
            total_mg: rounded(verdict.print.total_g * 1e3),
            qoe: rounded(verdict.print.qoe.total),
            passed: verdict.passed,
            minutes,
            link,
        })
    }

    /// The text that is handed in.
    pub fn to_text(&self) -> String {
        let Self { name, total_mg, qoe, passed, minutes, link } = self;
        let passed = if *passed { "yes" } else { "no" };
        let minutes = minutes.map_or_else(|| "unknown".to_string(), |it| it.to_string());
        format!(
            "{HEAD}\nname: {name}\nemissions_mg: {total_mg}\nqoe: {qoe}\npassed: {passed}\nminutes: {minutes}\nlink: {link}\n"
        )
    }

    /// Reads [`Self::to_text`], whatever spaces a messenger has added.
    ///
    /// # Errors
    /// Names the line that is missing or not readable.
    pub fn parse(text: &str) -> Result<Self, ReceiptError> {
        let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        if lines.next() != Some(HEAD) {
            return Err(ReceiptError::Head);
        }
        let pairs: Vec<(&str, &str)> = lines
            .filter_map(|line| line.split_once(':'))
            .map(|(a, b)| (a.trim(), b.trim()))
            .collect();
        let line = |name: &'static str| {
            let found = pairs.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| *value).ok_or(ReceiptError::Line { name })
        };
        let number = |name: &'static str| {
            // A spreadsheet may have written it with a comma, or its unit behind it.
            let read = numeral::read(line(name)?, false, &["mg"]);
            read.map(Numeral::ungrouped).map_err(|_| ReceiptError::Line { name })
        };
        let whole = |name: &'static str| {
            let minutes = numeral::read(line(name)?, true, &["min"]).map(Numeral::ungrouped);
            let least = minutes.ok().filter(|it| it.fract() == 0.0 && (0.0..1e9).contains(it));
            least.map(|it| it as u32).ok_or(ReceiptError::Line { name })
        };
        Ok(Self {
            name: name_of(line("name")?),
            total_mg: number("emissions_mg")?,
            qoe: number("qoe")?,
            passed: match line("passed")? {
                "yes" => true,
                "no" => false,
                _ => return Err(ReceiptError::Line { name: "passed" }),
            },
            minutes: match line("minutes")? {
                "unknown" => None,
                _ => Some(whole("minutes")?),
            },
            link: line("link")?.to_string(),
        })
    }

    /// Computes the answer again. `set` is the assignment as it was given out, if it is at hand.
    ///
    /// # Errors
    /// Says what of the link is not usable.
    pub fn check(self, set: Option<&View>) -> Result<Checked, ReceiptError> {
        let (view, issues) = link::decode(&self.link);
        if let Some(issue) = issues.first() {
            return Err(ReceiptError::Link(issue.clone()));
        }
        let verdict = judge(&view).ok_or(ReceiptError::NoAssignment)?;
        let mut misfits = Vec::new();
        let (emits, quality) =
            (rounded(verdict.print.total_g * 1e3), rounded(verdict.print.qoe.total));
        // A last digit may turn over where a text was read and written again.
        let same = |a: f64, b: f64| (a - b).abs() <= 1.5 / DIGITS;
        if !same(self.total_mg, emits) {
            misfits.push(Misfit::Emissions { stated: self.total_mg, computed: emits });
        }
        if !same(self.qoe, quality) {
            misfits.push(Misfit::Quality { stated: self.qoe, computed: quality });
        }
        if self.passed != verdict.passed {
            misfits.push(Misfit::Passed { computed: verdict.passed });
        }
        if set.is_some_and(|set| !same_assignment(set, &view)) {
            misfits.push(Misfit::OtherAssignment);
        }
        Ok(Checked { receipt: self, verdict, misfits })
    }
}

/// Whether two links set the same, whatever is answered.
fn same_assignment(set: &View, handed_in: &View) -> bool {
    let bare = |view: &View| {
        let task = view.task.clone().map(|task| Assignment { answer: Vec::new(), ..task });
        (task, view.scenario.clone(), fixed(view))
    };
    bare(set) == bare(handed_in)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::{Place, encode};
    use crate::scenario::Scenario;
    use crate::teach::assignment::Opened;

    fn set() -> View {
        let open = |name: &str| Opened { name: name.to_string(), bounds: None };
        View {
            place: Place::Task,
            scenario: Scenario { distance_m: 600.0, ..Scenario::default() },
            task: Some(Assignment {
                at_most_mg: Some(9.0),
                open: vec![open("tokens"), open("power_w")],
                ..Assignment::default()
            }),
            ..View::default()
        }
    }

    fn handed_in() -> Receipt {
        let mut view = set();
        let task = view.task.as_mut().unwrap();
        task.set("tokens", "330").unwrap();
        task.set("power_w", "6.5").unwrap();
        let link = format!("https://aolo.example/lab/#{}", encode(&view));
        Receipt::new(&view, "Ana\nGarcía", Some(7), link).unwrap()
    }

    #[test]
    fn a_name_turns_no_letters_around_and_is_short() {
        let mut receipt = handed_in();
        let typed = "<b>Ana\u{202e}\u{7}".to_string() + &"x".repeat(1_000_000);
        receipt.name = typed.clone();
        let read = Receipt::parse(&receipt.to_text()).unwrap();
        let made = Receipt::new(&set(), &typed, None, String::new()).unwrap();
        for name in [read.name, made.name] {
            assert!(name.starts_with("<b>Anax") && name.chars().count() == NAME_MAX, "{name}");
        }
    }

    fn misfits(receipt: Receipt) -> Vec<Misfit> {
        receipt.check(Some(&set())).unwrap().misfits
    }

    #[test]
    fn an_honest_receipt_holds() {
        let receipt = handed_in();
        assert!(receipt.passed && receipt.name == "AnaGarcía");
        let read = Receipt::parse(&receipt.to_text().replace('\n', "  \r\n\n ")).unwrap();
        assert_eq!(read, receipt);
        assert_eq!(misfits(read), []);
    }

    #[test]
    fn field_1_a_receipt_that_went_through_a_spreadsheet_is_read() {
        let honest = Receipt { total_mg: 1013.9, qoe: 0.61, ..handed_in() };
        let text = honest.to_text();
        for (from, to) in [
            ("emissions_mg: 1013.9", "emissions_mg: 1013,9"),
            ("emissions_mg: 1013.9", "emissions_mg: 1.013,9 mg"),
            ("emissions_mg: 1013.9", "emissions_mg: 1\u{202f}013,900"),
            ("qoe: 0.61", "qoe: 0,61"),
            ("minutes: 7", "minutes: ７ min"),
        ] {
            assert!(text.contains(from), "{text}");
            assert_eq!(Receipt::parse(&text.replace(from, to)), Ok(honest.clone()), "{to}");
        }
        // Programs write no groups: one separator before three digits is the decimal sign.
        let precise = Receipt { total_mg: 13.912, ..honest };
        let comma = precise.to_text().replace("13.912", "13,912");
        assert_eq!(Receipt::parse(&comma), Ok(precise));
    }

    #[test]
    fn a_manipulated_receipt_is_recognised() {
        let honest = handed_in();
        let lighter = Receipt { total_mg: honest.total_mg - 0.001, ..honest.clone() };
        assert!(matches!(misfits(lighter)[..], [Misfit::Emissions { .. }]));
        let better = Receipt { qoe: 0.9, ..honest.clone() };
        assert!(matches!(misfits(better)[..], [Misfit::Quality { .. }]));
        let failed = Receipt { passed: false, ..honest.clone() };
        assert_eq!(misfits(failed), [Misfit::Passed { computed: true }]);
        // An answer that is moved in the link does not fit the figures.
        let moved =
            Receipt { link: honest.link.replace("tokens:330", "tokens:100"), ..honest.clone() };
        assert_eq!(misfits(moved).len(), 3);
        // Nor does an easier assignment: a target that is raised, a phone that is nearer.
        for (from, to) in [("at_most_mg=9", "at_most_mg=90"), ("distance_m=600", "distance_m=50")] {
            let link = honest.link.replace(from, to);
            let (view, _) = link::decode(&link);
            let forged = Receipt::new(&view, "", None, link).unwrap();
            assert_eq!(misfits(forged), [Misfit::OtherAssignment], "{to}");
        }
        // What is locked is not taken from the answer.
        let link = honest.link.replace("answer=", "answer=distance_m:50,");
        let refused = Receipt { link, ..honest }.check(Some(&set()));
        assert!(
            matches!(refused, Err(ReceiptError::Link(issue)) if issue.to_string().contains("locked"))
        );
    }

    #[test]
    fn what_is_no_receipt_is_named() {
        assert_eq!(Receipt::parse("hello"), Err(ReceiptError::Head));
        let text = handed_in().to_text();
        let missing = text.replace("qoe:", "quality:");
        assert_eq!(Receipt::parse(&missing), Err(ReceiptError::Line { name: "qoe" }));
        let not_a_number = text.replace("minutes: 7", "minutes: NaN");
        assert_eq!(Receipt::parse(&not_a_number), Err(ReceiptError::Line { name: "minutes" }));
        let receipt = Receipt { link: "#v1&distance_m=5".to_string(), ..handed_in() };
        assert_eq!(receipt.check(None), Err(ReceiptError::NoAssignment));
    }
}
