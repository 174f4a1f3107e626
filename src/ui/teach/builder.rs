//! What a teacher sets: controls, target, hint, time; the link with its QR code. A target that nobody
//! can meet is not taken, and one that the controls have left behind is not given out.

use super::checker::Checker;
use super::control;
use super::day_builder::{DayAsked, DayControls, DayTarget, edit_day};
use super::handed_out::handed_out;
use super::numbers::{Number, NumberOf, ends_of, take_near};
use crate::day::said::{Aim, Open, Opened as OpenedOfDay};
use crate::link::View;
use crate::math::decimal;
use crate::receipt;
use crate::scenario::Span;
use crate::teach::assignment::{
    Assignment, CHOICES, HINT_MAX, MINUTES_MAX, Opened, TITLE_MAX, Tool, names,
};
use crate::teach::reach::{reach, suggested};
use crate::ui::browser::listen;
use crate::ui::frame::copied::Copied;
use crate::ui::frame::linked::Linked;
use crate::ui::frame::place_link::Go;
use crate::ui::share::qr::Qr;
use crate::ui::state::history;
use crate::ui::state::{Gesture, store};
use crate::ui::words::assignment as words;
use crate::ui::words::format::{plain_significant, with_unit};
use leptos::prelude::*;

/// Controls that most assignments are about.
const MAIN: [&str; 10] = [
    "tokens",
    "power_w",
    "bandwidth_mhz",
    "distance_m",
    "payload_bytes_per_token",
    "qoe_min",
    "grid_dc_g_per_kwh",
    "grid_bs_g_per_kwh",
    "model",
    "cell",
];

fn edit(change: impl FnOnce(&mut Assignment)) {
    store().edit(Gesture::Done, |view| change(view.task.get_or_insert_default()));
}

fn set_minutes(minutes: Option<f64>) {
    edit(|task| task.minutes = minutes.map(|it| it as u32));
}

fn set_most(mg: Option<f64>) {
    edit(|task| task.at_most_mg = mg);
}

fn set_quality(qoe: Option<f64>) {
    edit(|task| task.qoe_least = qoe);
}

const MINUTES: Span = Span::integer(1.0, MINUTES_MAX as f64);
const MASS: Span = Span::real(0.0, f64::INFINITY, "1");
const QUALITY: Span = Span::real(0.0, 1.0, "1");

fn as_learner(view: &mut View) {
    *view = handed_out(view);
}

/// The task as it stands.
fn task() -> Memo<Assignment> {
    store().memo(|results| results.view.task.clone().unwrap_or_default())
}

/// The view.
#[component]
pub fn Builder() -> impl IntoView {
    let store = store();
    let task = task();
    // The least that can be reached with what is open, mg.
    let least = store.memo(|results| {
        let view = &results.view;
        if receipt::day::is_asked(view) {
            return None;
        }
        let task = view.task.clone().unwrap_or_default();
        reach(&task, &view.scenario, receipt::fixed(view)).map(|it| it.target_mg())
    });
    // In the unit of the box beside which it stands.
    let written = |mg: f64| with_unit(&plain_significant(mg, 3), "mg");
    let beyond = Memo::new(move |_| {
        task.with(|it| it.at_most_mg).zip(least.get()).is_some_and(|(most, least)| most < least)
    });
    let asked = DayAsked::start();
    let of_day = Memo::new(move |_| asked.aim.with(Option::is_some));
    let met = Memo::new(move |_| match of_day.get() {
        true => asked.met.get(),
        false => least.with(Option::is_some) && !beyond.get(),
    });
    let said = move || match least.get() {
        Some(least) if beyond.get() => words::out_of_reach(&written(least)),
        Some(least) => words::reachable(&written(least)),
        None => words::none_reachable().to_string(),
    };
    let near = move |_| {
        if let Some(least) = least.get_untracked() {
            let most = decimal::read(&plain_significant(suggested(least, None), 3));
            edit(|task| task.at_most_mg = most);
        }
    };
    let within = Signal::derive(move || Span { from: least.get().unwrap_or_default(), ..MASS });
    let link = store.memo(move |results| history::address(&handed_out(&results.view)));
    // What a learner would find given away, if anything.
    let of_answer = store.memo(|results| {
        let view = &results.view;
        if receipt::day::is_asked(view) {
            return None;
        }
        let task = view.task.clone().unwrap_or_default();
        if task.open.is_empty() {
            return Some(words::opens_nothing());
        }
        task.at_most_mg.or(task.qoe_least)?;
        let begins = receipt::judge(&handed_out(view))?;
        begins.passed.then(words::begins_met)
    });
    let given_away = move || asked.given_away().or_else(|| of_answer.get());
    let row = |name: &'static str| view! { <ControlRow name /> };
    let tool = move |tool: Tool| {
        let has = move || task.with(|it| it.tools.contains(&tool));
        let name = match tool {
            Tool::Waterfall => words::with_waterfall(),
            Tool::Map => words::with_map(),
        };
        let turn = move |_| {
            edit(|task| {
                if task.tools.contains(&tool) {
                    task.tools.retain(|it| *it != tool);
                } else {
                    task.tools.push(tool);
                    task.tools.sort_by_key(|it| *it as usize);
                }
            });
        };
        view! {
            <label class="check">
                <input type="checkbox" prop:checked=has on:change=listen::while_here(turn) />
                <span>{name}</span>
            </label>
        }
    };
    let give = move || {
        if met.get() {
            view! {
                <p class="note bad" role="status">{given_away}</p>
                <p class="sub" id="task-link-name">{words::the_link()}</p>
                <code class="url" id="task-link" tabindex="0" aria-labelledby="task-link-name">{link}</code>
                <Copied text=link label=words::copy()>
                    <Go change=as_learner class="btn line">{words::see_as_learner()}</Go>
                </Copied>
                <Qr text=link label=words::qr() />
            }
            .into_any()
        } else {
            view! { <p class="bad">{move || asked.not_given()}</p> }.into_any()
        }
    };
    let about = move |day: bool, name: &'static str| {
        // Whoever begins with a day draws it: that asks for no bounds.
        let begun = || Aim {
            open: vec![OpenedOfDay { what: Open::Drawn, bounds: None }],
            ..Aim::default()
        };
        let take = move |_| edit_day(|aim| *aim = day.then(begun));
        view! {
            <label class="check">
                <input
                    type="radio"
                    name="task-about"
                    prop:checked=move || of_day.get() == day
                    on:change=listen::while_here(take)
                />
                <span>{name}</span>
            </label>
        }
    };
    let target = move || {
        match of_day.get() {
        true => view! { <DayTarget asked /> }.into_any(),
        false => view! {
                <Number
                    id="task-most"
                    label=words::target()
                    note=words::no_target()
                    value=Signal::derive(move || task.with(|it| it.at_most_mg))
                    allowed=within
                    set=set_most
                />
                <p class="note" class:bad=move || !met.get() role="status">
                    {said}" "
                    <button type="button" class="btn quiet" disabled=move || least.get().is_none() on:click=near>
                        {take_near(1.0, None)}
                    </button>
                </p>
                <Number
                    id="task-quality"
                    label=words::quality()
                    note=words::only_scene()
                    value=Signal::derive(move || task.with(|it| it.qoe_least))
                    allowed=Signal::stored(QUALITY)
                    set=set_quality
                />
        }
        .into_any(),
    }
    };
    let controls = move || match of_day.get() {
        true => view! {
            <h2>{words::controls()}</h2>
            <DayControls aim=asked.aim />
        }
        .into_any(),
        false => view! {
            <fieldset class="tools-of">
                <legend>{words::tools()}</legend>
                {Tool::ALL.map(tool).collect_view()}
            </fieldset>
            <h2>{words::controls()}</h2>
            {MAIN.map(row).collect_view()}
            <details class="more-f">
                <summary>{words::more()}</summary>
                {names().filter(|name| !MAIN.contains(name)).map(row).collect_view()}
            </details>
        }
        .into_any(),
    };
    view! {
        <article class="step">
            <h1>{words::title()}</h1>
            <p class="prose"><Linked text=words::intro() /></p>
            <h2>{words::what_to_do()}</h2>
            <fieldset class="tools-of">
                <legend>{words::about()}</legend>
                {about(false, words::about_answer())}
                {about(true, words::about_day())}
            </fieldset>
            <div class="form">
                <label for="task-title">{words::name_of_it()}</label>
                <input
                    id="task-title"
                    class="text"
                    maxlength=TITLE_MAX
                    prop:value=move || task.with(|it| it.title.clone())
                    on:change=listen::while_here(move |event| {
                        let text = event_target_value(&event);
                        edit(|task| task.title = text);
                    })
                />
                <label for="task-hint">{words::hint()}</label>
                <textarea
                    id="task-hint"
                    rows="2"
                    maxlength=HINT_MAX
                    prop:value=move || task.with(|it| it.hint.clone())
                    on:change=listen::while_here(move |event| {
                        let text = event_target_value(&event);
                        edit(|task| task.hint = text);
                    })
                ></textarea>
                <Number
                    id="task-minutes"
                    label=words::minutes()
                    note=words::no_limit()
                    value=Signal::derive(move || task.with(|it| it.minutes.map(f64::from)))
                    allowed=Signal::stored(MINUTES)
                    set=set_minutes
                />
                {target}
            </div>
            {controls}
            <h2>{words::give_out()}</h2>
            {give}
            <Checker />
        </article>
    }
}

/// Whether a control is hidden, shown, open or bounded.
#[component]
fn ControlRow(name: &'static str) -> impl IntoView {
    let task = task();
    let store = store();
    let state = Memo::new(move |_| {
        task.with(|task| match task.opened(name).map(|it| it.bounds) {
            Some(None) => "open",
            Some(Some(_)) => "bounded",
            None if task.visible(name) => "shown",
            None => "hidden",
        })
    });
    let bounds = Memo::new(move |_| task.with(|task| task.opened(name).and_then(|it| it.bounds)));
    let set_bounds = move |bounds: Option<(f64, f64)>| {
        edit(|task| {
            if let Some(opened) = task.open.iter_mut().find(|it| it.name == name) {
                opened.bounds = bounds;
            }
        });
    };
    let choose = move |event| {
        let word = event_target_value(&event);
        let range = store.peek(|results| control::range(name, &results.chain, None));
        edit(|task| {
            task.open.retain(|it| it.name != name);
            task.shown.retain(|it| it != name);
            let whole = range.map(|(scale, _)| (scale.from, scale.to));
            match word.as_str() {
                "open" => task.open.push(Opened { name: name.to_string(), bounds: None }),
                "bounded" => task.open.push(Opened { name: name.to_string(), bounds: whole }),
                "shown" => task.shown.push(name.to_string()),
                _ => {}
            }
        });
    };
    let is_bounded = Memo::new(move |_| bounds.with(Option::is_some));
    let whole = store.memo(move |results| control::range(name, &results.chain, None));
    let ends = move || {
        let of = NumberOf {
            name,
            label: control::label(name),
            bounds,
            whole: Signal::derive(move || whole.get().map_or(Span::any(), |it| it.1)),
            set: Callback::new(move |bounds| set_bounds(Some(bounds))),
        };
        is_bounded.get().then(|| ends_of(of))
    };
    let option = move |word: &'static str, label: &'static str| {
        view! { <option value=word selected=move || state.get() == word>{label}</option> }
    };
    let id = format!("state-{name}");
    view! {
        <div class="set">
            <label for=id.clone()>{control::label(name)}</label>
            {ends}
            <select id=id prop:value=state on:change=listen::while_here(choose)>
                {option("hidden", words::hidden())}
                {option("shown", words::shown())}
                {option("open", words::open())}
                {(!CHOICES.contains(&name)).then(|| option("bounded", words::bounded()))}
            </select>
        </div>
    }
}
