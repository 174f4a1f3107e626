//! An assignment as the learner sees it: what may be turned, how the answer stands, the receipt.

use super::answer::answer;
use super::hand_in::{HandIn, hint, minutes_since, time_left};
use super::tools::Tools;
use super::under_way::UnderWay;
use super::{control, under_way};
use crate::carbon::{Chain, Constraint};
use crate::link::{Place, View};
use crate::receipt::{self, Receipt};
use crate::teach::assignment::{Assignment, CHOICES, DECISION, chosen, names};
use crate::teach::reach::{OutOfReach, out_of_reach};
use crate::ui::browser::{self, listen};
use crate::ui::charts::uses;
use crate::ui::charts::words as chart_words;
use crate::ui::controls::Slider;
use crate::ui::frame::linked::{Linked, leading};
use crate::ui::frame::place_link::Go;
use crate::ui::state::history;
use crate::ui::state::results::away;
use crate::ui::state::{Gesture, store};
use crate::ui::words::format::mass;
use crate::ui::words::{assignment as words, comma, gap, values};
use leptos::prelude::*;

/// Whether a target can be met is known within that, ms.
const LATEST_MS: u32 = 1_000;

/// Away from the assignment: its scene stays behind.
pub fn to_lessons(view: &mut View) {
    *view = View { place: Place::Teach, ..away(view) };
}

/// The assignment of the address.
#[component]
pub fn Task() -> impl IntoView {
    let store = store();
    // What is set is the same as long as the address is; only the answer changes.
    let set = store.memo(|results| {
        let task = results.view.task.clone()?;
        Some((Assignment { answer: Vec::new(), ..task }, results.view.scenario.clone()))
    });
    Effect::new(move |_| {
        store.with(|results| {
            if results.view.place == Place::Task && results.view.task.is_some() {
                under_way::keep(&results.view);
            }
        });
    });
    move || {
        match set.get() {
        None => view! {
            <article class="step">
                <h1>{words::task()}</h1>
                <p class="prose"><Linked text=words::none() /></p>
                <UnderWay />
                <p class="row leave"><Go change=to_lessons class="btn line">{words::to_lessons()}</Go></p>
            </article>
        }
        .into_any(),
        Some((task, _)) => view! { <Answer task /> }.into_any(),
    }
    }
}

#[component]
fn Answer(task: Assignment) -> impl IntoView {
    let store = store();
    let verdict = store.memo(|results| receipt::judge(&results.view));
    let scene = store.peek(|results| format!("{:?}", results.view.scenario));
    let spent = minutes_since(&task, &scene);
    let most = task.at_most_mg;
    let time = time_left(task.minutes, spent);
    let mut aims = Vec::new();
    if let Some(most) = task.at_most_mg {
        aims.push(words::aim_emit(&mass(most / 1e3)));
    }
    if let Some(least) = task.qoe_least {
        aims.push(words::aim_quality(&values::share(least)));
    }
    aims.push(words::aim_limits().to_string());
    let title = if task.title.is_empty() { words::task().to_string() } else { task.title.clone() };
    let opened: Vec<&'static str> = names().filter(|name| task.opened(name).is_some()).collect();
    let locked: Vec<&'static str> =
        names().filter(|name| task.visible(name) && task.opened(name).is_none()).collect();
    let nobody_decides = DECISION.iter().all(|name| task.opened(name).is_none());
    let bounds = |name: &str| task.opened(name).and_then(|it| it.bounds);
    let rows: Vec<_> = opened
        .into_iter()
        .map(|name| {
            let bounds = bounds(name);
            if CHOICES.contains(&name) {
                view! { <ChoiceRow name /> }.into_any()
            } else {
                view! { <NumberRow name bounds /> }.into_any()
            }
        })
        .collect();
    let given = locked.into_iter().map(|name| {
        let value = store.memo(move |results| {
            if DECISION.contains(&name) {
                let it = receipt::judge(&results.view)?.print.decision;
                Some(control::decided(name, it.tokens, it.power_w))
            } else {
                control::value(&results.view.scenario, name)
            }
        });
        view! { <div><dt>{control::label(name)}</dt><dd>{move || value.get().unwrap_or_default()}</dd></div> }
    });
    let given: Vec<_> = given.collect();
    let stands = move || {
        verdict.get().map(|verdict| {
            let broken =
                verdict.broken.iter().map(|it| chart_words::limit(*it)).collect::<Vec<_>>();
            let item = |kept: bool, text: String| {
                view! { <li class:kept=kept class:bad=!kept>{if kept { "✓ " } else { "✗ " }}{text}</li> }
            };
            let emits = mass(verdict.print.total_g);
            let emits = match most {
                Some(most) => words::emits_of(&emits, &mass(most / 1e3)),
                None => words::emits(&emits),
            };
            let limits = if broken.is_empty() {
                words::keeps().to_string()
            } else {
                words::breaks(&broken.join(comma()))
            };
            let rows = uses(&verdict.limits, &verdict.print).map(|it| {
                let kept = it.kept && (it.limit != Constraint::Qoe || verdict.good);
                let asked = it.asked();
                view! {
                    <tr class:kept=kept class:bad=!kept>
                        <th scope="row">{if kept { "✓ " } else { "✗ " }}{leading(chart_words::limit(it.limit))}</th>
                        <td>{it.alone()}</td>
                        <td>{asked}</td>
                    </tr>
                }
            });
            view! {
                <ul class="stands">
                    {item(verdict.light, emits)}
                    {item(verdict.good && broken.is_empty(), limits)}
                </ul>
                <table class="limits-kept">
                    <caption>{words::limits()}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{words::limit()}</th>
                            <th scope="col">{words::yours()}</th>
                            <th scope="col">{words::asked()}</th>
                        </tr>
                    </thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
                <p class="say" role="status">
                    <b>{if verdict.passed { words::passed() } else { words::not_yet() }}</b>
                </p>
            }
        })
    };
    // A link that was changed, or made elsewhere, may ask for what cannot be: it takes a moment to know.
    let unmet = RwSignal::new(None);
    let (asked, base, fixed) =
        store.peek(|it| (task.clone(), it.view.scenario.clone(), receipt::fixed(&it.view)));
    browser::when_idle(LATEST_MS, move || {
        let _ = unmet.try_set(out_of_reach(&asked, &base, fixed));
    });
    let beyond = move || {
        let said = match unmet.get()? {
            OutOfReach::Limits => words::none_reachable().to_string(),
            OutOfReach::Target { least_mg } => words::out_of_reach(&mass(least_mg / 1e3)),
        };
        Some(view! { <p class="bad" role="status">{said}{gap()}{words::ask_who_set_it()}</p> })
    };
    let hint = hint(&task);
    let made = Callback::new(move |name: String| {
        store.with(|results| {
            let link = history::address(&results.view);
            Receipt::new(&results.view, &name, Some(spent.get()), link)
        })
    });
    view! {
        <article class="step task">
            <h1>{title}</h1>
            <p class="prose"><b><Linked text=words::aim(&aims.join(comma())) /></b></p>
            {beyond}
            {time}
            {hint}
            <h2>{words::you_turn()}</h2>
            {nobody_decides.then(|| view! { <p class="sub"><Linked text=words::optimum_decides() /></p> })}
            {rows}
            {(!given.is_empty()).then(|| view! {
                <h2>{words::given()}</h2>
                <dl class="facts">{given}</dl>
            })}
            <h2>{words::now()}</h2>
            {stands}
            <Tools task />
            <h2>{words::hand_in()}</h2>
            <HandIn made />
            <p class="row leave"><Go change=to_lessons class="btn line">{words::to_lessons()}</Go></p>
        </article>
    }
}

/// A number that the learner may turn.
#[component]
fn NumberRow(name: &'static str, bounds: Option<(f64, f64)>) -> impl IntoView {
    let store = store();
    let ranges = store.memo(move |results| {
        let task = results.view.task.clone()?;
        let valid = task.applied(&results.view.scenario).ok()?.validate().ok()?;
        control::range(name, &Chain::new(&valid), bounds)
    });
    let value = store.memo(move |results| {
        let task = results.view.task.as_ref()?;
        if DECISION.contains(&name) {
            let it = receipt::judge(&results.view)?.print.decision;
            return Some(if name == "tokens" {
                it.tokens.into()
            } else {
                values::as_written(it.power_w)
            });
        }
        task.applied(&results.view.scenario).ok()?.number(name)
    });
    let fallback = control::range(name, &store.peek(|it| (*it.chain).clone()), bounds);
    let range = Memo::new(move |_| ranges.get().or(fallback));
    let complain = RwSignal::new(String::new());
    let set = move |(value, gesture): (f64, Gesture)| {
        complain.set(answer(name, &value.to_string(), gesture).unwrap_or_default());
    };
    let shown = Signal::derive(move || {
        value.get().or_else(|| range.get().map(|it| it.0.from)).unwrap_or(0.0)
    });
    range.get_untracked().map(|first| {
        view! {
            <div class="ctl">
                <Slider
                    id=name
                    label=control::label(name)
                    scale=Signal::derive(move || range.get().unwrap_or(first).0)
                    allowed=Signal::derive(move || range.get().unwrap_or(first).1)
                    value=shown
                    set
                    changed=Signal::stored(false)
                    reset=|()| ()
                    note=complain
                />
            </div>
        }
    })
}

/// A name that the learner may choose.
#[component]
fn ChoiceRow(name: &'static str) -> impl IntoView {
    let store = store();
    let now = store.memo(move |results| {
        let task = results.view.task.as_ref();
        let applied = task.and_then(|task| task.applied(&results.view.scenario).ok());
        chosen(applied.as_ref().unwrap_or(&results.view.scenario), name)
    });
    let complain = RwSignal::new(None::<String>);
    let options = control::choices(name).into_iter().map(|(word, label)| {
        let value = word.clone();
        view! { <option value=value selected=move || now.get() == word>{label}</option> }
    });
    view! {
        <div class="ctl">
            <div class="ctl-h">
                <label for=name>{control::label(name)}</label>
                <select
                    id=name
                    prop:value=now
                    on:change=listen::while_here(move |event| {
                        complain.set(answer(name, &event_target_value(&event), Gesture::Done));
                    })
                >
                    {options.collect_view()}
                </select>
            </div>
            <p class="note bad">{complain}</p>
        </div>
    }
}
