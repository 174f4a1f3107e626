//! A design that was kept to compare with, and what both are called:
//! `a.distance_m=900&a.choice=manual&a.tokens=400&a.power_w=2&a.name=Today&b.name=Tomorrow`. What it leaves
//! out is at its default, as in the rest of a link.

use super::{Choice, View};
use crate::day::said::GIVEN;
use crate::scenario::{Decision, Scenario};
use crate::written::is_hidden;

/// The design that was kept, and the names of it and of the one that is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Beside {
    pub names: [String; 2],
    pub scenario: Scenario,
    /// The optimum, or a decision: what an agent answered stays as it was.
    pub choice: Choice,
    pub zone: Option<String>,
}

/// What they are called before anybody gives them names.
const NAMES: [&str; 2] = ["A", "B"];
/// Letters of a name.
pub const NAME_MAX: usize = 40;
/// The parts that hold the names.
pub const NAMED: [&str; 2] = ["a.name", "b.name"];
/// What stands before each part of the kept design.
pub const KEPT: &str = "a.";
/// What the kept design has none of.
const FOREIGN: [&str; 10] = [
    "agent",
    "answer",
    "lesson",
    "questions",
    "round",
    "run",
    "sample_seed",
    "samples",
    "try",
    "view",
];

impl Beside {
    /// Keeps what a view shows, with the decision that was made there.
    pub fn keep(view: &View, decided: Decision) -> Self {
        let choice = match view.choice {
            Choice::Optimum => Choice::Optimum,
            Choice::Agent | Choice::Manual(_) => Choice::Manual(decided),
        };
        let (scenario, zone) = (view.scenario.clone(), view.zone.clone());
        Self { names: NAMES.map(str::to_string), scenario, choice, zone }
    }

    /// The kept design as a view.
    pub fn view(&self) -> View {
        let (scenario, zone) = (self.scenario.clone(), self.zone.clone());
        View { scenario, choice: self.choice, zone, ..View::default() }
    }

    /// Calls one of the two something: the kept one is the first. Without a name it has a letter.
    pub fn call(&mut self, which: usize, text: &str) {
        let seen: String = text.chars().filter(|it| !is_hidden(*it)).take(NAME_MAX).collect();
        let name = seen.split_whitespace().collect::<Vec<_>>().join(" ");
        if let (Some(own), Some(letter)) = (self.names.get_mut(which), NAMES.get(which)) {
            *own = if name.is_empty() { letter.to_string() } else { name };
        }
    }
}

/// Keeps what is shown, and shows what was kept.
pub fn swap(view: &mut View, decided: Decision) {
    let shown = Beside::keep(view, decided);
    if let Some(beside) = &mut view.beside {
        let kept = std::mem::replace(&mut **beside, shown);
        let [first, second] = kept.names;
        beside.names = [second, first];
        (view.scenario, view.choice, view.zone) = (kept.scenario, kept.choice, kept.zone);
    }
}

/// Whether a kept design may have a part of that name.
pub fn has(name: &str) -> bool {
    let foreign = ["task.", KEPT, GIVEN].iter().any(|begin| name.starts_with(begin));
    !foreign && !FOREIGN.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::super::{LinkIssue, decode, encode, model_version};
    use super::*;
    use crate::scenario::{CellKind, LlmChoice, LlmShape};

    fn compared() -> View {
        let kept = View {
            scenario: Scenario {
                cell: CellKind::Micro,
                distance_m: 900.0,
                grid_dc_g_per_kwh: 44.0,
                ..Scenario::default()
            },
            choice: Choice::Manual(Decision { tokens: 400, power_w: 2.5 }),
            zone: Some("FRA".to_string()),
            ..View::default()
        };
        let mut beside = Beside::keep(&kept, Decision { tokens: 400, power_w: 2.5 });
        beside.call(0, "Today");
        beside.call(1, "如果 100 % & más");
        let scenario = Scenario { bandwidth_mhz: 40.0, ..Scenario::default() };
        View { scenario, beside: Some(Box::new(beside)), ..View::default() }
    }

    #[test]
    fn tour_18_both_designs_and_their_names_are_in_the_link() {
        let link = encode(&compared());
        assert_eq!(decode(&link), (compared(), vec![]), "{link}");
        assert!(link.starts_with("v4&bandwidth_mhz=40&a.cell=micro&a.grid_dc"), "{link}");
        assert!(link.contains("&a.choice=manual&a.tokens=400&a.power_w=2.5&a.name=Today&b.name="));
        let plain = |it: char| it.is_ascii_alphanumeric() || "&=-._~+:,".contains(it);
        assert!(link.chars().all(plain), "{link}");
        // As messengers send it.
        let mangled = link.replace('&', "&amp;").replace('=', "%3D").replace('.', "%2E");
        assert_eq!(decode(&mangled), (compared(), vec![]));
        // The default beside itself, without a change, is a comparison too.
        let beside = Beside::keep(&View::default(), Decision { tokens: 1, power_w: 1.0 });
        let same = View { beside: Some(Box::new(beside)), ..View::default() };
        assert_eq!(encode(&same), "v4&a.name=A&b.name=B&end");
        assert_eq!(decode("v4&a.name=A&b.name=B&end"), (same, vec![]));
        // Its own model of five numbers there, one of the table here.
        let mut view = compared();
        let shape = LlmShape::of_llm(&crate::data::LLMS[3]);
        view.beside.as_mut().unwrap().scenario.model = LlmChoice::Custom(shape);
        assert_eq!(decode(&encode(&view)), (view, vec![]));
    }

    #[test]
    fn tour_18_older_links_open_as_before_and_a_cut_one_keeps_no_half_design() {
        for link in ["#v1&distance_m=600", "#v3&distance_m=600&end", "v4&distance_m=600&end"] {
            assert_eq!(decode(link).0.beside, None);
        }
        assert_eq!(model_version(&encode(&compared())), 2);
        let link = encode(&compared());
        for length in 3..link.len() {
            let (view, issues) = decode(&link[..length]);
            assert_eq!(issues, [LinkIssue::Cut], "{}", &link[..length]);
            let beside = view.beside.map(|it| (it.scenario, it.choice));
            let whole = compared().beside.map(|it| (it.scenario, it.choice));
            assert!(beside.is_none() || beside == whole, "{}", &link[..length]);
        }
    }

    #[test]
    fn what_is_wrong_in_the_kept_design_is_named_as_its() {
        for (part, said) in [
            ("a.distance_m=-40", "distance_m = -40 is out of range"),
            ("a.nonsense=1", "nonsense is not a field"),
            ("a.view=lab", "view is not a field"),
            ("a.a.name=x", "a.name is not a field"),
            ("a.task.title=x", "task.title is not a field"),
            ("a.day.date=2020-01-01", "day.date is not a field"),
            ("a.choice=agent", "choice = agent is out of range: optimum, manual"),
            ("a.choice=manual&a.tokens=5", "missing: power_w"),
            ("a.zone=XXX", "zone = XXX"),
            ("a.cell", "\"a.cell\" is not of the form"),
        ] {
            let link = format!("v4&bandwidth_mhz=40&{part}&a.pue=1.2&a.name=x&b.name=y&end");
            let (view, issues) = decode(&link);
            let [issue] = &issues[..] else { panic!("{link}: {issues:?}") };
            assert!(issue.to_string().contains(said), "{link}: {issue}");
            let beside = view.beside.unwrap();
            assert_eq!((beside.scenario.pue, beside.choice), (1.2, Choice::Optimum), "{link}");
            assert_eq!(
                (view.scenario.bandwidth_mhz, view.scenario.pue),
                (40.0, Scenario::default().pue)
            );
        }
        let (view, issues) = decode("v4&a.pue=1.2&end");
        assert_eq!(view.beside, None);
        assert!(issues[0].to_string().contains("missing: a.name"), "{issues:?}");
        let long = "x".repeat(NAME_MAX + 1);
        let (view, issues) = decode(&format!("v4&a.name={long}&b.name=ok&end"));
        assert_eq!((view.beside, issues.len()), (None, 1));
    }

    #[test]
    fn names_are_text_without_what_nobody_sees() {
        let mut beside = *compared().beside.unwrap();
        for (typed, kept) in [
            ("<b>x</b> & \"y\"", "<b>x</b> & \"y\""),
            ("  a\u{202e}b\n\u{0}c\u{200b}  d ", "abc d"),
            ("", "A"),
            ("\u{202e} \u{200b}", "A"),
            ("=1+1", "=1+1"),
        ] {
            beside.call(0, typed);
            assert_eq!(beside.names[0], kept, "{typed:?}");
            let view = View { beside: Some(Box::new(beside.clone())), ..View::default() };
            assert_eq!(decode(&encode(&view)), (view, vec![]), "{typed:?}");
        }
        beside.call(1, &"ü".repeat(100));
        assert_eq!(beside.names[1], "ü".repeat(NAME_MAX));
    }

    #[test]
    fn a_swap_and_another_are_none() {
        let mut view = compared();
        let decided = Decision { tokens: 7, power_w: 3.0 };
        swap(&mut view, decided);
        let beside = view.beside.as_ref().unwrap();
        assert_eq!(beside.names, ["如果 100 % & más", "Today"].map(str::to_string));
        assert_eq!((view.scenario.distance_m, beside.scenario.bandwidth_mhz), (900.0, 40.0));
        assert_eq!(view.zone.as_deref(), Some("FRA"));
        swap(&mut view, Decision { tokens: 400, power_w: 2.5 });
        assert_eq!(view, compared());
    }
}
