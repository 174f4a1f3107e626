//! What a teacher sets: controls, target, hint, time; the link with its QR code; and the check of what
//! comes back.

use super::control;
use crate::link::{Place, View};
use crate::receipt::{Misfit, Receipt, ReceiptError};
use crate::scenario::Span;
use crate::teach::assignment::{
    Assignment, CHOICES, HINT_MAX, MINUTES_MAX, Opened, TITLE_MAX, names,
};
use crate::ui::browser::{self, listen};
use crate::ui::controls::{Entry, EntryNote, NumberBox, Unset};
use crate::ui::frame::linked::Linked;
use crate::ui::frame::place_link::Go;
use crate::ui::share::qr::Qr;
use crate::ui::state::history;
use crate::ui::state::{Gesture, store};
use crate::ui::words::format::{mass, plain_significant};
use crate::ui::words::{assignment as words, comma, explain, values};
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

/// How far above the optimum a suggested target lies.
const ROOM: f64 = 1.05;

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
const MASS: Span = Span::above(0.0, 1e9, "1");
const QUALITY: Span = Span::real(0.0, 1.0, "1");

fn as_learner(view: &mut View) {
    view.place = Place::Task;
    view.task.get_or_insert_default();
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
    let best = store.memo(|results| results.best().map(|best| best.total_g));
    let said = move || match best.get() {
        Some(best) => words::best_now(&mass(best)),
        None => words::none_now().to_string(),
    };
    let near = move |_| {
        if let Some(best) = best.get_untracked() {
            let most = plain_significant(best * 1e3 * ROOM, 3).parse().ok();
            edit(|task| task.at_most_mg = most);
        }
    };
    let handed_out = |view: &View| View {
        place: Place::Task,
        task: Some(Assignment { answer: Vec::new(), ..view.task.clone().unwrap_or_default() }),
        ..view.clone()
    };
    let link = store.memo(move |results| history::address(&handed_out(&results.view)));
    let copied = RwSignal::new("");
    let copy = move |_| {
        let text = link.get_untracked();
        leptos::task::spawn_local(async move {
            let done = browser::copy(&text).await;
            let bar = (crate::ui::words::bar::copied(), crate::ui::words::bar::refused());
            copied.set(if done { bar.0 } else { bar.1 });
        });
    };
    let row = |name: &'static str| view! { <ControlRow name /> };
    view! {
        <article class="step">
            <h1>{words::title()}</h1>
            <p class="prose"><Linked text=words::intro() /></p>
            <h2>{words::what_to_do()}</h2>
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
                    allowed=MINUTES
                    set=set_minutes
                />
                <Number
                    id="task-most"
                    label=words::target()
                    note=words::no_target()
                    value=Signal::derive(move || task.with(|it| it.at_most_mg))
                    allowed=MASS
                    set=set_most
                />
                <p class="note">
                    {said}" "
                    <button type="button" class="btn quiet" disabled=move || best.get().is_none() on:click=near>
                        {words::take_near()}
                    </button>
                </p>
                <Number
                    id="task-quality"
                    label=words::quality()
                    note=words::only_scene()
                    value=Signal::derive(move || task.with(|it| it.qoe_least))
                    allowed=QUALITY
                    set=set_quality
                />
            </div>
            <h2>{words::controls()}</h2>
            {MAIN.map(row).collect_view()}
            <details class="more-f">
                <summary>{words::more()}</summary>
                {names().filter(|name| !MAIN.contains(name)).map(row).collect_view()}
            </details>
            <h2>{words::give_out()}</h2>
            <p class="sub" id="task-link-name">{words::the_link()}</p>
            <code class="url" id="task-link" tabindex="0" aria-labelledby="task-link-name">{link}</code>
            <div class="row">
                <button type="button" class="btn solid" on:click=copy>{words::copy()}</button>
                <Go change=as_learner class="btn line">
                    {words::see_as_learner()}
                </Go>
                <span class="sub" role="status">{copied}</span>
            </div>
            <Qr text=link label=words::qr() />
            <Checker />
        </article>
    }
}

/// A number that may be left out.
#[component]
fn Number(
    id: &'static str,
    label: &'static str,
    note: &'static str,
    value: Signal<Option<f64>>,
    allowed: Span,
    set: fn(Option<f64>),
) -> impl IntoView {
    let unset =
        Unset { stands: Signal::stored(String::new()), clear: Callback::new(move |()| set(None)) };
    let take = Callback::new(move |number| set(Some(number)));
    let entry = Entry::new(Signal::stored(allowed), value, take).or(Some(unset));
    let note_id = format!("{id}-note");
    view! {
        <label for=id>{label}</label>
        <NumberBox id=id.to_string() entry note_id=note_id.clone() />
        <EntryNote id=note_id entry box_id=id.to_string() note=Signal::stored(note.to_string()) />
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
    // One end stays on its side of the other.
    let end = move |first: bool| {
        let now = Memo::new(move |_| bounds.get().unwrap_or_default());
        let allowed = Signal::derive(move || {
            let ((from, to), span) = (now.get(), whole.get().map_or(Span::any(), |it| it.1));
            match (first, span.integer) {
                (true, true) => Span { to: to - 1.0, ..span },
                (true, false) => Span { to: to.next_down(), ..span },
                (false, _) => Span { from, above: true, ..span },
            }
        });
        let value = Signal::derive(move || Some(if first { now.get().0 } else { now.get().1 }));
        let take = Callback::new(move |number| {
            let (from, to) = now.get_untracked();
            set_bounds(Some(if first { (number, to) } else { (from, number) }));
        });
        let entry = Entry::new(allowed, value, take);
        let (id, label) = match first {
            true => (format!("from-{name}"), words::from_of(control::label(name))),
            false => (format!("to-{name}"), words::to_of(control::label(name))),
        };
        let note_id = format!("{id}-note");
        view! {
            <NumberBox id=id.clone() label=Some(label) entry note_id=note_id.clone() />
            <EntryNote id=note_id entry box_id=id />
        }
    };
    let ends = move || {
        is_bounded.get().then(|| view! { <div class="ends">{end(true)} " – " {end(false)}</div> })
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

/// Reads a receipt and computes its answer again.
#[component]
fn Checker() -> impl IntoView {
    let store = store();
    let text_of = RwSignal::new(String::new());
    // A class for how it came out, and what to say.
    let found = RwSignal::new(None::<(&'static str, Vec<String>)>);
    let check = move |_| {
        let set = store.peek(|results| results.view.clone());
        let compared = set.task.is_some();
        let checked = Receipt::parse(&text_of.get_untracked())
            .and_then(|receipt| receipt.check(compared.then_some(&set)));
        found.set(Some(match checked {
            Err(ReceiptError::Cut) => ("", vec![words::cut().to_string()]),
            Err(error) => {
                let what = match error {
                    ReceiptError::NoAssignment => words::no_assignment().to_string(),
                    ReceiptError::Link(issue) => explain::issue(&issue),
                    _ => words::no_head().to_string(),
                };
                ("bad", vec![words::unreadable(&what)])
            }
            Ok(checked) => {
                let receipt = &checked.receipt;
                let name = if receipt.name.is_empty() { words::nobody() } else { &receipt.name };
                let minutes =
                    receipt.minutes.map_or(words::unknown().to_string(), |it| it.to_string());
                let mut lines = Vec::new();
                let mut how = "bad";
                if checked.misfits.is_empty() {
                    let stated = checked.unstated.is_empty();
                    let figures = if stated { words::genuine } else { words::computed };
                    lines.push(figures(
                        &mass(checked.verdict.print.total_g),
                        &values::share(checked.verdict.print.qoe.total),
                    ));
                    lines.push(
                        if checked.verdict.passed { words::passed() } else { words::not_yet() }
                            .to_string(),
                    );
                    how = if compared && stated { "kept" } else { "" };
                    if !stated {
                        lines.push(words::unstated(&checked.unstated.join(comma())));
                    }
                    if !compared {
                        lines.push(words::uncompared().to_string());
                    }
                } else {
                    let said = checked.misfits.iter().map(|misfit| match misfit {
                        Misfit::Emissions { stated, computed } => {
                            words::misfit_emissions(&mass(stated / 1e3), &mass(computed / 1e3))
                        }
                        Misfit::Quality { stated, computed } => {
                            words::misfit_quality(&stated.to_string(), &computed.to_string())
                        }
                        Misfit::Passed { .. } => words::misfit_passed().to_string(),
                        Misfit::OtherAssignment => words::misfit_other().to_string(),
                    });
                    let said = said.collect::<Vec<_>>().join("; ");
                    lines.push(format!("{} {said}.", words::not_genuine()));
                }
                lines.push(words::handed_in(name, &minutes));
                (how, lines)
            }
        }));
    };
    view! {
        <h2>{words::check_title()}</h2>
        <p class="prose"><Linked text=words::check_intro() /></p>
        <label class="why" for="check">{words::receipt()}</label>
        <textarea
            id="check"
            rows="8"
            on:input=move |event| text_of.set(event_target_value(&event))
        ></textarea>
        <p class="row">
            <button type="button" class="btn solid" on:click=check>{words::check()}</button>
        </p>
        <div class="checked" role="status">
            {move || found.get().map(|(how, lines)| {
                let lines = lines.into_iter().map(|line| view! { <p>{line}</p> });
                view! { <div class=how>{lines.collect_view()}</div> }
            })}
        </div>
    }
}
