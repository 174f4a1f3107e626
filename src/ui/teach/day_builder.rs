//! What a teacher sets of a day: what is open, and a target that can be met.

use super::control::day_label;
use super::handed_out::handed_out;
use super::numbers::{Number, NumberOf, ends_of, take_near};
use crate::day::said::{Aim, Given, Open, Opened};
use crate::link::Place;
use crate::math::decimal;
use crate::receipt::day;
use crate::scenario::{Scenario, Span};
use crate::teach::day_task::{judge, reach};
use crate::teach::reach::suggested;
use crate::ui::browser::{self, listen};
use crate::ui::frame::place_link::PlaceLink;
use crate::ui::load::{Missing, grid_year};
use crate::ui::state::{Gesture, store};
use crate::ui::words::assignment as words;
use crate::ui::words::format::{plain_significant, with_unit};
use leptos::prelude::*;

/// Changes that follow each other faster are one, ms.
const SETTLED_MS: u32 = 600;

/// Changes what is asked of the day.
pub fn edit_day(change: impl FnOnce(&mut Option<Aim>)) {
    store().edit(Gesture::Done, |view| {
        let mut given = day::given(view);
        change(&mut given.aim);
        view.day = day::written(&given);
        view.task.get_or_insert_default();
    });
}

fn edit(change: impl FnOnce(&mut Aim)) {
    edit_day(|aim| change(aim.get_or_insert_default()));
}

fn set_most(grams: Option<f64>) {
    edit(|aim| aim.at_most_g = grams);
}

/// What is known of the least that can be reached.
#[derive(Clone, Debug, PartialEq)]
enum Least {
    Awaited,
    /// No plan keeps all limits.
    None,
    Grams(f64),
    Missing(Missing),
}

/// A day of which the least is looked for: what is asked of it but the target, as learners get it, and its
/// scene.
#[derive(Clone, PartialEq)]
struct Asked {
    given: Given,
    begins: Given,
    scenario: Scenario,
}

/// A day without its target.
fn untargeted(given: Given) -> Given {
    let aim = given.aim.map(|aim| Aim { at_most_g: None, ..aim });
    Given { aim, drawn: None, ..given }
}

/// Grams in the unit of the box beside which they stand.
fn grams(it: f64) -> String {
    with_unit(&plain_significant(it, 3), "g")
}

/// What is asked of the day, and whether it can be met.
#[derive(Clone, Copy)]
pub struct DayAsked {
    pub aim: Memo<Option<Aim>>,
    least: Signal<Least>,
    /// What the day is charged before a learner has changed anything, g.
    begins: Signal<Option<f64>>,
    /// Whether there is a target that can be met.
    pub met: Memo<bool>,
}

impl DayAsked {
    /// Starts to look for the least, whenever something else is asked.
    pub fn start() -> Self {
        let store = store();
        let aim = store.memo(|results| day::given(&results.view).aim);
        let asked = store.memo(|results| {
            let view = &results.view;
            let given = untargeted(day::given(view));
            given.aim.as_ref().and(view.task.as_ref())?;
            let begins = untargeted(day::given(&handed_out(view)));
            Some(Asked { given, begins, scenario: view.scenario.clone() })
        });
        let found = RwSignal::new(None::<(Asked, Least, Option<f64>)>);
        Effect::new(move |_| {
            let Some(now) = asked.get() else { return };
            leptos::task::spawn_local(async move {
                let year = grid_year(now.given.date.year).await;
                browser::when_idle(SETTLED_MS, move || {
                    // By then something else may be asked.
                    if asked.try_get_untracked().flatten().as_ref() != Some(&now) {
                        return;
                    }
                    let (least, begins) = match year {
                        Ok(year) => (
                            reach(&now.given, &now.scenario, &year)
                                .map_or(Least::None, |it| Least::Grams(it.target_g())),
                            judge(&now.begins, &now.scenario, &year).map(|it| it.total_g),
                        ),
                        Err(why) => (Least::Missing(why), None),
                    };
                    found.try_set(Some((now, least, begins)));
                });
            });
        });
        let of_now = move || {
            let of_now = |it: &&(Asked, Least, _)| asked.with(|now| now.as_ref() == Some(&it.0));
            found.with(|it| it.as_ref().filter(of_now).map(|it| (it.1.clone(), it.2)))
        };
        let least = Signal::derive(move || of_now().map_or(Least::Awaited, |it| it.0));
        let begins = Signal::derive(move || of_now().and_then(|it| it.1));
        let met = Memo::new(move |_| {
            let most = aim.with(|aim| aim.as_ref().and_then(|it| it.at_most_g));
            matches!((least.get(), most), (Least::Grams(least), Some(most)) if most >= least)
        });
        Self { aim, least, begins, met }
    }

    /// Why there is no link to give out.
    pub fn not_given(&self) -> &'static str {
        let no_target = self.aim.with(|aim| aim.as_ref().is_some_and(|it| it.at_most_g.is_none()));
        if no_target { words::day_needs_target() } else { words::not_given() }
    }

    /// What a learner would find given away, if anything.
    pub fn given_away(&self) -> Option<&'static str> {
        let (nothing, most) = self.aim.with(|aim| {
            let aim = aim.as_ref()?;
            Some((aim.open.is_empty(), aim.at_most_g))
        })?;
        let begins_met =
            || most.zip(self.begins.get()).is_some_and(|(most, begins)| begins <= most);
        match nothing {
            true => Some(words::opens_nothing()),
            false => begins_met().then(words::day_begins_met),
        }
    }
}

/// The target, what can be reached, and where the day is set.
#[component]
pub fn DayTarget(asked: DayAsked) -> impl IntoView {
    let DayAsked { aim, least, begins, .. } = asked;
    let most = Signal::derive(move || aim.with(|aim| aim.as_ref().and_then(|it| it.at_most_g)));
    let reached = move || match least.get() {
        Least::Grams(grams) => Some(grams),
        _ => None,
    };
    let within = Signal::derive(move || match reached() {
        Some(from) => Span { from, above: false, ..Aim::MOST_G },
        None => Aim::MOST_G,
    });
    let said = move || match least.get() {
        Least::Awaited => words::day_awaited().to_string(),
        Least::None => words::none_reachable().to_string(),
        Least::Missing(why) => why.said().to_string(),
        Least::Grams(least) if most.get().is_some_and(|most| most < least) => {
            words::out_of_reach(&grams(least))
        }
        Least::Grams(least) => words::reachable(&grams(least)),
    };
    let bad = move || match least.get() {
        Least::Awaited => false,
        Least::Grams(least) => most.get().is_some_and(|most| most < least),
        Least::None | Least::Missing(_) => true,
    };
    let near = move |_| {
        if let Some(grams) = untrack(reached) {
            let most = suggested(grams, begins.get_untracked());
            set_most(decimal::read(&plain_significant(most, 3)));
        }
    };
    let take = move || take_near(reached().unwrap_or(1.0), begins.get());
    view! {
        <p class="note">
            {words::day_stands()} " "
            <PlaceLink place=Place::Day name=words::to_day() here=|_| false />
        </p>
        <Number
            id="task-day-most"
            label=words::day_target()
            note=words::day_needs_target()
            value=most
            allowed=within
            set=set_most
        />
        <p class="note" class:bad=bad role="status">
            {said}" "
            <button type="button" class="btn quiet" disabled=move || reached().is_none() on:click=near>
                {take}
            </button>
        </p>
    }
}

/// What can be left open of a day.
#[component]
pub fn DayControls(aim: Memo<Option<Aim>>) -> impl IntoView {
    let row = move |what: Open| view! { <OpenRow aim what /> };
    view! { {Open::ALL.map(row).collect_view()} }
}

/// In which unit the numbers of a control are written: so many to one of its own.
fn times(what: Open) -> f64 {
    if matches!(what, Open::Sites | Open::WaitShare) { 100.0 } else { 1.0 }
}

#[component]
fn OpenRow(aim: Memo<Option<Aim>>, what: Open) -> impl IntoView {
    let opened = Memo::new(move |_| aim.with(|aim| aim.as_ref()?.opened(what).copied()));
    let state = Memo::new(move |_| match opened.get().map(|it| it.bounds) {
        None => "locked",
        Some(None) => "open",
        Some(Some(_)) => "bounded",
    });
    let whole = what.span().map(|span| {
        let unit = if times(what) > 1.0 { "%" } else { span.unit };
        Span { from: span.from * times(what), to: span.to * times(what), unit, ..span }
    });
    let set = move |bounds: Option<(f64, f64)>| {
        edit(|aim| {
            aim.open.retain(|it| it.what != what);
            aim.open.push(Opened { what, bounds });
            aim.open.sort_by_key(|it| Open::ALL.iter().position(|known| *known == it.what));
        });
    };
    let choose = move |event| match event_target_value(&event).as_str() {
        "open" => set(None),
        "bounded" => set(what.span().map(|it| (it.from, it.to))),
        _ => edit(|aim| aim.open.retain(|it| it.what != what)),
    };
    let bounds = Memo::new(move |_| {
        let (from, to) = opened.get().and_then(|it| it.bounds)?;
        Some((from * times(what), to * times(what)))
    });
    let ends = move || {
        let of = NumberOf {
            name: what.word(),
            label: day_label(what),
            bounds,
            whole: Signal::stored(whole.unwrap_or(Span::any())),
            set: Callback::new(move |(from, to)| set(Some((from / times(what), to / times(what))))),
        };
        (state.get() == "bounded").then(|| ends_of(of))
    };
    let option = move |word: &'static str, label: &'static str| {
        view! { <option value=word selected=move || state.get() == word>{label}</option> }
    };
    let id = format!("day-state-{}", what.word());
    view! {
        <div class="set">
            <label for=id.clone()>{day_label(what)}</label>
            {ends}
            <select id=id prop:value=state on:change=listen::while_here(choose)>
                {option("locked", words::locked())}
                {option("open", words::open())}
                {whole.is_some().then(|| option("bounded", words::bounded()))}
            </select>
        </div>
    }
}
