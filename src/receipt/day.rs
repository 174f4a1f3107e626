//! Assignments on a day, as links have them: who asks, what an answer comes to, what differs.

use super::{Difference, Outcome, ReceiptError};
use crate::data::day::GridYear;
use crate::day::said::{Aim, Given, NAMES};
use crate::link::View;
use crate::link::day::Written;
use crate::scenario::ScenarioError;
use crate::teach::day_task::{judge, reach, verdict};
use std::sync::Arc;

/// Whether a view's assignment is one on a day.
pub fn is_asked(view: &View) -> bool {
    view.task.is_some() && view.day.pairs().any(|(name, _)| name == Aim::OPEN)
}

/// What the day of a view is given.
pub fn given(view: &View) -> Given {
    Given::read(view.day.pairs()).0
}

/// The first of what a link says of its day that is not usable, where an assignment asks for it.
pub fn issue(view: &View) -> Option<ScenarioError> {
    let (given, issues) = is_asked(view).then(|| Given::read(view.day.pairs()))?;
    let outside = || given.aim.as_ref()?.check(&given, &view.scenario).err();
    issues.into_iter().next().or_else(outside)
}

/// A day as a link says it.
pub fn written(given: &Given) -> Written {
    Written::of(given.words())
}

/// Puts back what an assignment leaves open of a day to how it is given out; all else stays.
pub fn put_back(view: &mut View) {
    let given = given(view);
    if let Some(aim) = given.aim.clone() {
        view.day = written(&aim.given_out(given, &view.scenario));
    }
}

/// What came of the day of a view that is charged so much.
pub fn charged(view: &View, total_g: f64) -> Outcome {
    let it = verdict(&given(view), &view.scenario, total_g);
    let passed = it.passed && issue(view).is_none();
    Outcome { total_g, qoe: it.qoe, passed, broken: Vec::new() }
}

fn year_of<'a>(given: &Given, years: &'a [Arc<GridYear>]) -> Option<&'a Arc<GridYear>> {
    years.iter().find(|it| it.year == given.date.year)
}

/// Plans the day of a view.
pub(super) fn outcome(view: &View, years: &[Arc<GridYear>]) -> Result<Outcome, ReceiptError> {
    let given = given(view);
    let year = given.date.year;
    let grids = year_of(&given, years).ok_or(ReceiptError::NoGrids { year })?;
    let it = judge(&given, &view.scenario, grids).ok_or(ReceiptError::NoPlan)?;
    Ok(charged(view, it.total_g))
}

/// The least that the day of a view can be charged with what is open, g.
pub(super) fn least_g(view: &View, years: &[Arc<GridYear>]) -> Option<f64> {
    let given = given(view);
    reach(&given, &view.scenario, year_of(&given, years)?).map(|it| it.total_g)
}

/// The assignment that was set with what a link has answered; none where that may not be answered there.
pub(super) fn answered(set: &View, found: &View) -> Option<View> {
    let (asked, answer) = (given(set), given(found));
    let aim = asked.aim.as_ref()?;
    let held = aim.held(&asked, answer.clone());
    // What its bounds do not allow is no answer.
    let kept = aim.open.iter().all(|it| held.word(it.what.word()) == answer.word(it.what.word()));
    kept.then(|| View { day: written(&held), ..set.clone() })
}

/// What two links set otherwise, after what they set otherwise of the scene.
pub(super) fn differences(set: &View, found: &View, scene: Vec<Difference>) -> Vec<Difference> {
    let (asked, answer) = (given(set), given(found));
    let fixed = Aim::default();
    let aim = asked.aim.as_ref().unwrap_or(&fixed);
    let mut all = scene;
    for name in aim.differing(&asked, &answer) {
        let name_of = NAMES.iter().position(|it| *it == name);
        let Some(place) = name_of else { continue };
        let (set, found) = (asked.word(name), answer.word(name));
        all.push(Difference { name: WORDS[place], set, found });
    }
    let words = |given: &Given| {
        let open = |aim: &Aim| {
            let mut open: Vec<_> = aim.open.clone();
            open.sort_by_key(|it| it.what);
            Aim { open, ..aim.clone() }.words().collect::<Vec<_>>()
        };
        given.aim.as_ref().map(open).unwrap_or_default()
    };
    let (set, found) = (words(&asked), words(&answer));
    for (name, full) in [(Aim::AT_MOST, "day.at_most_g"), (Aim::OPEN, "day.open")] {
        let of = |all: &[(&str, String)]| {
            all.iter().find(|it| it.0 == name).map(|it| it.1.clone()).unwrap_or_default()
        };
        let (set, found) = (of(&set), of(&found));
        if set != found {
            all.push(Difference { name: full, set, found });
        }
    }
    all
}

/// [`NAMES`] as links have them.
const WORDS: [&str; NAMES.len()] = [
    "day.date",
    "day.home",
    "day.sites",
    "day.wait_share",
    "day.wait_hours",
    "day.qoe_day",
    "day.qoe_floor",
    "day.answers",
    "day.load",
    "day.rule",
    "day.forecast",
    "day.drawn",
];

#[cfg(test)]
mod tests {
    use super::super::class::{self, Standing};
    use super::super::{Misfit, Receipt};
    use super::*;
    use crate::day::said::{GIVEN, Open, Opened, Rule};
    use crate::link::{self, Place, encode};
    use crate::teach::assignment::Assignment;

    fn years() -> Vec<Arc<GridYear>> {
        vec![Arc::new(GridYear::carried(2020).unwrap())]
    }

    fn set() -> View {
        let open = |what, bounds| Opened { what, bounds };
        let open = vec![open(Open::WaitShare, Some((0.0, 0.6))), open(Open::WaitHours, None)];
        let aim = Aim { at_most_g: Some(595.0), open };
        let given = Given { aim: Some(aim), wait_share: 0.1, ..Given::default() };
        let title = "Warten, aber nicht zu lange".to_string();
        View {
            place: Place::Task,
            day: written(&given),
            task: Some(Assignment { title, minutes: Some(20), ..Assignment::default() }),
            ..View::default()
        }
    }

    fn answered_by(change: impl FnOnce(&mut Given)) -> View {
        let mut given = given(&set());
        change(&mut given);
        View { day: written(&given), ..set() }
    }

    fn handed_in(view: &View) -> Receipt {
        let outcome = outcome(view, &years()).unwrap();
        let link = format!("https://aolo.example/lab/#{}", encode(view));
        Receipt::of(&outcome, "Ana", Some(7), link)
    }

    #[test]
    fn a_day_is_handed_in_and_computed_again() {
        assert_eq!(WORDS.map(|it| it.strip_prefix(GIVEN).unwrap()), NAMES);
        // The link says it all, and opens as it was.
        let link = encode(&set());
        assert_eq!(link::decode(&link), (set(), vec![]));
        assert!(
            link.contains("&day.open=wait_share:0:0.6,wait_hours&day.at_most_g=595&"),
            "{link}"
        );
        let view = answered_by(|it| (it.wait_share, it.wait_hours) = (0.6, 12.0));
        let receipt = handed_in(&view);
        let read = Receipt::parse(&receipt.to_text()).unwrap();
        assert_eq!(read, receipt);
        let checked = read.check(Some(&set()), &years()).unwrap();
        assert_eq!((checked.misfits, checked.unstated), (vec![], vec![]));
        assert_eq!(checked.verdict.passed, checked.verdict.total_g <= 595.0);
        assert_eq!(checked.stands, checked.verdict);
        // Without its grids nobody can tell.
        let read = Receipt::parse(&receipt.to_text()).unwrap();
        assert_eq!(read.check(Some(&set()), &[]), Err(ReceiptError::NoGrids { year: 2020 }));
    }

    #[test]
    fn a_day_that_was_changed_is_recognised() {
        let honest = handed_in(&answered_by(|it| it.wait_share = 0.5));
        let less = Receipt { total_mg: honest.total_mg.map(|it| it - 1.0), ..honest.clone() };
        let misfits = |receipt: Receipt| receipt.check(Some(&set()), &years()).unwrap().misfits;
        assert_eq!(misfits(honest.clone()), []);
        assert!(matches!(misfits(less)[..], [Misfit::Emissions { .. }]));
        let link = honest.link.replace("wait_share=0.5", "wait_share=0.4");
        let moved = Receipt { link, ..honest.clone() };
        assert!(matches!(misfits(moved)[0], Misfit::Emissions { .. }));
        // What is not open, and what is asked, is compared with what was set.
        for (change, names) in [
            ((|it| it.answers = 10.0) as fn(&mut Given), &["day.answers"][..]),
            (|it| it.rule = Rule::Home, &["day.rule"]),
            (|it| it.sites[0].room = 9.0, &["day.sites"]),
            (|it| it.date.day = 1, &["day.date"]),
            (|it| it.aim.as_mut().unwrap().at_most_g = Some(9e9), &["day.at_most_g"]),
            (|it| it.aim.as_mut().unwrap().open.clear(), &["day.open"]),
            (|it| it.aim = None, &["day.at_most_g", "day.open"]),
        ] {
            let view = answered_by(change);
            let Some(receipt) = outcome(&view, &years()).ok() else { panic!("{names:?}") };
            let link = format!("#{}", encode(&view));
            let found = misfits_of(Receipt::of(&receipt, "", None, link));
            assert_eq!(found, names);
        }
        // A number outside its bounds is no answer.
        let link = honest.link.replace("wait_share=0.5", "wait_share=0.7");
        let refused = Receipt { link, ..honest }.check(Some(&set()), &years());
        let Err(ReceiptError::Link(issue)) = refused else { panic!("{refused:?}") };
        assert!(issue.to_string().contains("0.6 in this assignment"), "{issue}");
    }

    fn misfits_of(receipt: Receipt) -> Vec<&'static str> {
        let differ = |it: &Misfit| match it {
            Misfit::OtherAssignment(differ) => differ.iter().map(|it| it.name).collect(),
            _ => vec![],
        };
        let checked = receipt.check(Some(&set()), &years()).unwrap();
        checked.misfits.iter().flat_map(differ).collect()
    }

    #[test]
    fn an_easier_day_stands_in_the_one_that_was_set_as_it_is() {
        let view = answered_by(|it| {
            it.aim.as_mut().unwrap().at_most_g = Some(9e9);
            it.wait_share = 0.2;
        });
        let checked = handed_in(&view).check(Some(&set()), &years()).unwrap();
        assert!(checked.verdict.passed && !checked.stands.passed);
        assert_eq!(checked.verdict.total_g, checked.stands.total_g);
        // And the answer to a request is none to a day.
        let other = View { day: Written::default(), ..set() };
        let receipt = Receipt::new(&other, "", None, format!("#{}", encode(&other))).unwrap();
        assert!(!receipt.check(Some(&set()), &years()).unwrap().stands.passed);
    }

    #[test]
    fn reset_puts_back_what_is_open_and_nothing_else() {
        let mut given_out = set();
        put_back(&mut given_out);
        let usual = Given::default();
        let open = given(&given_out);
        assert_eq!((open.wait_share, open.wait_hours), (usual.wait_share, usual.wait_hours));
        let mut view = answered_by(|it| {
            (it.wait_share, it.wait_hours) = (0.6, 12.0);
            it.machines.idle_w *= 2.0;
        });
        view.scenario.distance_m *= 2.0;
        let before = view.clone();
        put_back(&mut view);
        let machines = given(&before).machines;
        let open = Given { wait_share: 0.3, wait_hours: usual.wait_hours, machines, ..open };
        assert_eq!(view, View { day: written(&open), ..before });
        // A day that nobody asks for stays as it is.
        let mut free = View { day: Written::of([("answers", "7")]), ..View::default() };
        let before = free.clone();
        put_back(&mut free);
        assert_eq!(free, before);
    }

    #[test]
    fn a_class_hands_in_days() {
        let of = |share: f64| handed_in(&answered_by(|it| it.wait_share = share)).to_text();
        let text = [0.2, 0.3, 0.3, 0.6].map(of).join("\n");
        let rows = class::check(&text, Some(&set()), &years());
        let standing: Vec<_> = rows.iter().map(|it| it.standing(true)).collect();
        assert_eq!(standing, [Standing::Matches; 4]);
        let same: Vec<_> = rows.iter().map(|it| it.same_as).collect();
        assert_eq!(same, [None, None, Some(1), None]);
    }
}
