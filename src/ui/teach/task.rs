//! An assignment as the learner sees it: what may be turned, how the answer stands, the receipt.

use super::answer::answer;
use super::tools::Tools;
use super::{control, under_way};
use crate::carbon::{Chain, Constraint};
use crate::link::{Place, View};
use crate::math::decimal;
use crate::receipt::{self, Receipt};
use crate::teach::assignment::{Assignment, CHOICES, DECISION, chosen, names};
use crate::teach::reach::{OutOfReach, out_of_reach};
use crate::ui::browser::{self, listen};
use crate::ui::charts::uses;
use crate::ui::charts::words as chart_words;
use crate::ui::controls::Slider;
use crate::ui::frame::linked::Linked;
use crate::ui::frame::place_link::Go;
use crate::ui::state::history;
use crate::ui::state::results::away;
use crate::ui::state::{Gesture, store};
use crate::ui::words::format::mass;
use crate::ui::words::{assignment as words, comma, gap, values};
use leptos::prelude::*;
use std::time::Duration;

/// Whether a target can be met is known within that, ms.
const LATEST_MS: u32 = 1_000;
/// Milliseconds of a minute.
const MINUTE_MS: f64 = 60_000.0;

/// When this assignment was first opened on this device, ms of the clock; kept through reloads.
fn opened_at(task: &Assignment, scene: &str) -> f64 {
    let bare = Assignment { answer: Vec::new(), ..task.clone() };
    let key = format!("task.{scene}{bare:?}");
    let now = js_sys::Date::now();
    let Some(storage) = window().session_storage().ok().flatten() else { return now };
    let kept = storage.get_item(&key).ok().flatten().and_then(|it| decimal::read(&it));
    kept.unwrap_or_else(|| {
        let _ = storage.set_item(&key, &now.to_string());
        now
    })
}

/// Away from the assignment: its scene stays behind.
fn to_lessons(view: &mut View) {
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
    move || match set.get() {
        None => view! {
            <article class="step">
                <h1>{words::task()}</h1>
                <p class="prose"><Linked text=words::none() /></p>
            </article>
        }
        .into_any(),
        Some((task, _)) => view! { <Answer task /> }.into_any(),
    }
}

#[component]
fn Answer(task: Assignment) -> impl IntoView {
    let store = store();
    let verdict = store.memo(|results| receipt::judge(&results.view));
    let scene = store.peek(|results| format!("{:?}", results.view.scenario));
    let began = opened_at(&task, &scene);
    let spent = RwSignal::new(0u32);
    let tick = move || spent.set(((js_sys::Date::now() - began) / MINUTE_MS).max(0.0) as u32);
    tick();
    if let Ok(handle) = set_interval_with_handle(tick, Duration::from_secs(15)) {
        on_cleanup(move || handle.clear());
    }
    let (limit, most) = (task.minutes, task.at_most_mg);
    let time = move || {
        limit.map(|most| match most.saturating_sub(spent.get()) {
            0 => view! { <p class="bad" role="status">{words::time_over()}</p> }.into_any(),
            left => view! { <p class="sub">{words::left(&left.to_string())}</p> }.into_any(),
        })
    };
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
                        <th scope="row">{if kept { "✓ " } else { "✗ " }}{chart_words::limit(it.limit)}</th>
                        <td>{it.value}</td>
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
    let hint = (!task.hint.is_empty()).then(|| {
        view! {
            <details class="hint">
                <summary>{words::hint()}</summary>
                <p class="prose">{task.hint.clone()}</p>
            </details>
        }
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
            <h2>{words::given()}</h2>
            <dl class="facts">{given.collect_view()}</dl>
            <h2>{words::now()}</h2>
            {stands}
            <Tools task />
            <HandIn spent />
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
                values::three_digits(it.power_w)
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

/// Name, receipt, copy.
#[component]
fn HandIn(#[prop(into)] spent: Signal<u32>) -> impl IntoView {
    let store = store();
    let name = RwSignal::new(under_way::name());
    let receipt = Memo::new(move |_| {
        store.with(|results| {
            let link = history::address(&results.view);
            Receipt::new(&results.view, &name.get(), Some(spent.get()), link)
                .map(|it| it.to_text())
                .unwrap_or_default()
        })
    });
    let copied = RwSignal::new("");
    let copy = move |_| {
        let text = receipt.get_untracked();
        leptos::task::spawn_local(async move {
            let done = browser::copy(&text).await;
            let bar = (crate::ui::words::bar::copied(), crate::ui::words::bar::refused());
            copied.set(if done { bar.0 } else { bar.1 });
        });
    };
    view! {
        <h2>{words::hand_in()}</h2>
        <label class="why" for="task-name">{words::your_name()}</label>
        <input
            id="task-name"
            class="text"
            maxlength=receipt::NAME_MAX
            autocomplete="off"
            prop:value=name
            on:input=move |event| {
                let typed = event_target_value(&event);
                under_way::keep_name(&typed);
                name.set(typed);
            }
        />
        <label class="why" for="receipt">{words::receipt()}</label>
        <textarea id="receipt" rows="8" readonly prop:value=receipt aria-describedby="receipt-note"></textarea>
        <p class="note" id="receipt-note"><Linked text=words::receipt_note() /></p>
        <p class="row">
            <button type="button" class="btn solid" on:click=copy>{words::copy()}</button>
            <span class="sub" role="status">{copied}</span>
        </p>
    }
}
