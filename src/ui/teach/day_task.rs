//! An assignment on a day as the learner sees it, over the day: target, what is theirs, how the day stands,
//! the receipt.

use super::control::opened_of_day;
use super::hand_in::{HandIn, hint, minutes_since, time_left};
use super::task::to_lessons;
use super::under_way;
use crate::day::said::Aim;
use crate::link::Place;
use crate::receipt::{Receipt, day};
use crate::teach::assignment::Assignment;
use crate::teach::day_task::{Planned, reach};
use crate::ui::browser;
use crate::ui::frame::linked::Linked;
use crate::ui::frame::place_link::Go;
use crate::ui::load::grid_year;
use crate::ui::state::{history, store};
use crate::ui::words::format::day_mass;
use crate::ui::words::{assignment as words, comma, gap};
use leptos::prelude::*;

/// Whether a target can be met is known within that, ms.
const LATEST_MS: u32 = 1_000;

/// Over the day: nothing before it is whole.
#[component]
pub fn DayTask(charged: Signal<Planned>) -> impl IntoView {
    let store = store();
    // What is asked is the same as long as the address is; only the answer changes.
    let asked = store.memo(|results| {
        let task = results.view.task.clone()?;
        let given = day::given(&results.view);
        Some((task, given.aim?, given.date))
    });
    Effect::new(move |_| {
        store.with(|results| {
            if results.view.place == Place::Task && results.view.task.is_some() {
                under_way::keep(&results.view);
            }
        });
    });
    move || {
        match asked.get() {
        None => view! {
            <section class="panel asked-day"><p class="prose"><Linked text=words::none() /></p></section>
        }
        .into_any(),
        Some((task, aim, _)) => view! { <Answer task aim charged /> }.into_any(),
    }
    }
}

#[component]
fn Answer(task: Assignment, aim: Aim, charged: Signal<Planned>) -> impl IntoView {
    let store = store();
    let (given, scenario) =
        store.peek(|results| (day::given(&results.view), results.view.scenario.clone()));
    let spent = minutes_since(&task, &format!("{}{}{aim:?}{scenario:?}", given.date, given.home));
    let time = time_left(task.minutes, spent);
    let title = if task.title.is_empty() { words::task().to_string() } else { task.title.clone() };
    let most = aim.at_most_g;
    let target = most.map(|most| words::aim(&words::aim_day(&day_mass(most))));
    let theirs: Vec<String> = aim.open.iter().map(opened_of_day).collect();
    let turn = match theirs.is_empty() {
        true => words::nothing_open().to_string(),
        false => words::day_turn(&theirs.join(comma())),
    };
    let stands = move || match charged.get() {
        Planned::Awaited => {
            view! { <p class="sub" role="status">{words::day_awaited()}</p> }.into_any()
        }
        Planned::None => view! { <p class="bad" role="status">{words::no_plan()}</p> }.into_any(),
        Planned::At { total_g, home_g } => {
            let outcome = store.with(|results| day::charged(&results.view, total_g));
            let emits = match most {
                Some(most) => words::emits_of(&day_mass(total_g), &day_mass(most)),
                None => words::emits(&day_mass(total_g)),
            };
            let over = most.map(|most| total_g - most).filter(|over| *over > 0.0);
            let over = over.map(|over| format!("{}{}", gap(), words::day_over(&day_mass(over))));
            let kept = outcome.passed;
            view! {
                <ul class="stands">
                    <li class:kept=kept class:bad=!kept>
                        {if kept { "✓ " } else { "✗ " }}{emits}
                    </li>
                </ul>
                <p class="say" role="status">
                    <b>{if kept { words::passed() } else { words::not_yet() }}</b>{over}
                </p>
                <p class="note">{words::day_home(&day_mass(home_g))}</p>
            }
            .into_any()
        }
    };
    // A link that was changed, or made elsewhere, may ask for what cannot be: it takes a moment to know.
    let beyond = RwSignal::new(None::<String>);
    leptos::task::spawn_local(async move {
        let Ok(year) = grid_year(given.date.year).await else { return };
        browser::when_idle(LATEST_MS, move || {
            let least = reach(&given, &scenario, &year).map(|it| it.target_g());
            let said = match (least, most) {
                (None, _) => Some(words::none_reachable().to_string()),
                (Some(least), Some(most)) if most < least => {
                    Some(words::out_of_reach(&day_mass(least)))
                }
                _ => None,
            };
            let _ =
                beyond.try_set(said.map(|it| format!("{it}{}{}", gap(), words::ask_who_set_it())));
        });
    });
    let beyond = move || beyond.get().map(|it| view! { <p class="bad" role="status">{it}</p> });
    let hint = hint(&task);
    let made = Callback::new(move |name: String| {
        let Planned::At { total_g, .. } = charged.get() else { return None };
        store.with(|results| {
            let outcome = day::charged(&results.view, total_g);
            let link = history::address(&results.view);
            Some(Receipt::of(&outcome, &name, Some(spent.get()), link))
        })
    });
    view! {
        <section class="panel asked-day task" aria-labelledby="asked-day">
            <header><h2 id="asked-day">{title}</h2></header>
            <p class="prose"><b>{target}</b></p>
            {beyond}
            {time}
            {hint}
            <p class="prose">{turn}</p>
            {stands}
            <details class="more-f hand-in">
                <summary>{words::hand_in()}</summary>
                <HandIn made />
            </details>
            <p class="row leave"><Go change=to_lessons class="btn line">{words::to_lessons()}</Go></p>
        </section>
    }
}
