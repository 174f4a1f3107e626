//! Which model answers: all of them by carbon, to find and to choose from.

use super::model_rows::{
    Known, ModelRow, by_family, found, model_rows, standing_task, takes, taking,
};
use crate::data::{LLMS, LlmKind, TASKS};
use crate::inference::memory_of_gpus;
use crate::link::Choice;
use crate::scenario::{GpuKind, LlmChoice, LlmShape, Scenario, task};
use crate::ui::browser::{focus, listen};
use crate::ui::charts::kit::scale::Log;
use crate::ui::frame::dock::go_to;
use crate::ui::load::Parts;
use crate::ui::state::{Gesture, store};
use crate::ui::words::format::{MassUnit, plain, plain_significant, whole, with_unit};
use crate::ui::words::{
    colon, controls, gap, listed, models as words, names, sources, stop, values,
};
use leptos::prelude::*;
use leptos::{ev, html};
use std::time::Duration;
use wasm_bindgen::JsCast;

/// `id` of the box to find a model by: what leads to the model leads there.
const FIND: &str = "model";

/// The folded list, below the panels; what is in it comes with the other views.
#[component]
pub fn Models() -> impl IntoView {
    let store = store();
    let parts = expect_context::<Parts>();
    let here = NodeRef::<html::Details>::new();
    let open = RwSignal::new(false);
    // Where somebody came from, to lead them back.
    let from = StoredValue::new_local(None::<web_sys::HtmlElement>);
    let chosen = store.memo(|results| values::model(&results.view.scenario.model));
    let on_toggle = move |_: ev::Event| {
        let Some(details) = here.get_untracked() else { return };
        if !details.open() {
            return open.set(false);
        }
        let before = document().active_element().filter(|it| !details.contains(Some(it)));
        from.set_value(before.and_then(|it| it.dyn_into().ok()));
        parts.with_views(store, move |_| {
            open.set(true);
            // Once it is there.
            set_timeout(|| focus(FIND), Duration::ZERO);
        });
    };
    let on_key = move |event: ev::KeyboardEvent| {
        let Some(details) = here.get_untracked().filter(|it| event.key() == "Escape" && it.open())
        else {
            return;
        };
        details.set_open(false);
        let summary = details.first_element_child().and_then(|it| it.dyn_into().ok());
        if let Some(it) = from.get_value().filter(|it| it.is_connected()).or(summary) {
            let _ = it.focus();
        }
    };
    view! {
        <details
            id="models"
            class="models"
            node_ref=here
            on:toggle=listen::while_here(on_toggle)
            on:keydown=on_key
        >
            <summary>
                <h2>{words::title()}</h2>
                <span class="sub">{chosen}</span>
            </summary>
            {move || open.get().then(|| parts.views.get().map(|views| (views.models)()))}
        </details>
    }
}

/// The places of a chart in a row, in percent of its width.
fn axis(rows: &[ModelRow]) -> Log {
    let least = rows.iter().map(|row| row.range_g.0).fold(f64::MAX, f64::min);
    let most = rows.iter().map(|row| row.range_g.1).fold(0.0, f64::max);
    // Where a grid and all hardware emit nothing, so does every model.
    let (least, most) = if least > 0.0 && most.is_finite() { (least, most) } else { (1e-3, 1.0) };
    Log::new((least, most), (3.0, 97.0))
}

/// What is found, and what it depends on.
pub fn models() -> AnyView {
    let store = store();
    let rows = store.memo_later(|results| model_rows(&results.view));
    let typed = RwSignal::new(String::new());
    let kinds = [LlmKind::Dense, LlmKind::Mixture, LlmKind::Hybrid].map(|_| RwSignal::new(true));
    let families = RwSignal::new(false);
    let shown = Memo::new(move |_| {
        rows.with(|rows| typed.with(|typed| found(rows, typed, kinds.map(|kind| kind.get()))))
    });
    let chosen = store.memo(|results| match &results.view.scenario.model {
        LlmChoice::Named(name) => Some(name.clone()),
        LlmChoice::Custom(_) => None,
    });
    let take = move |name: &str| {
        if let Some(llm) = LLMS.iter().find(|llm| llm.name == name) {
            let scenario = store.peek(|results| taking(&results.view, llm));
            store.edit_scenario(Gesture::Done, |it| *it = scenario);
        }
    };
    let on_key = move |event: ev::KeyboardEvent| match event.key().as_str() {
        "Enter" => {
            if let Some(row) = shown.with_untracked(|shown| shown.first().copied()) {
                take(row.llm.name);
            }
        }
        "ArrowDown" => {
            event.prevent_default();
            let find = |what: &str| document().query_selector(what).ok().flatten();
            let first = find("#model-list :checked").or_else(|| find("#model-list input"));
            if let Some(it) = first.and_then(|it| it.dyn_into::<web_sys::HtmlElement>().ok()) {
                let _ = it.focus();
            }
        }
        _ => {}
    };
    let row = move |row: ModelRow, axis: Log, ticks: Vec<f64>| {
        let name = row.llm.name;
        let place = |grams: f64| format!("{:.2}%", axis.at(grams));
        let lines = ticks.iter().map(|&tick| {
            view! { <line class="grid" x1=place(tick) x2=place(tick) y1="0" y2="100%" /> }
        });
        let star = (row.own_lengths == Some(false)).then_some("*");
        view! {
            <li>
                <label class="model">
                    <input
                        type="radio"
                        name="llm"
                        prop:checked=move || chosen.with(|it| it.as_deref() == Some(name))
                        on:change=listen::while_here(move |_| take(name))
                    />
                    <span class="name">{row.llm.label}</span>
                    <span class="of">{parameters(&row)}</span>
                    <svg class=known_class(row.known) aria-hidden="true">
                        {lines.collect_view()}
                        <line class="rng" x1=place(row.range_g.0) x2=place(row.range_g.1) y1="50%" y2="50%" />
                        <circle cx=place(row.compute_g) cy="50%" r="4.5" />
                    </svg>
                    <b>{values::mass(row.compute_g)}</b>
                    <span class="n">{whole(row.tokens.into())}{star}<span class="vh">{gap()}{values::counted("tokens", row.tokens.into())}</span></span>
                    <span class="n">{plain(row.gpus)}<span class="vh">{gap()}{values::counted("GPUs", row.gpus)}</span></span>
                    <span class="tag">{known(row.known)}</span>
                </label>
            </li>
        }
    };
    let list = move || {
        let shown = shown.get();
        if shown.is_empty() {
            return view! { <p class="note">{words::no_match()}</p> }.into_any();
        }
        // The scale is that of all models, whatever is found.
        let axis = rows.with(|rows| axis(rows));
        let ticks = axis.ticks(18.0);
        let of = |rows: Vec<ModelRow>| {
            rows.into_iter().map(|it| row(it, axis, ticks.clone())).collect_view()
        };
        let labels = ticks.iter().map(|&tick| {
            let x = format!("{:.2}%", axis.at(tick));
            let unit = MassUnit::reaching(tick);
            let said = with_unit(&plain(unit.count(tick)), unit.symbol());
            view! { <text class="ax mid" x=x y="14">{said}</text> }
        });
        let scale = labels.collect_view();
        let content = if families.get() {
            by_family(&shown)
                .into_iter()
                .map(|(family, rows)| view! { <li class="family">{family}</li> {of(rows)} })
                .collect_view()
                .into_any()
        } else {
            of(shown).into_any()
        };
        view! {
            <ul id="model-list">{content}</ul>
            <p class="model scale" aria-hidden="true"><svg>{scale}</svg></p>
        }
        .into_any()
    };
    let count = move || shown.with(|shown| counted(shown));
    let tally = move |kind: LlmKind, name: &'static str| {
        let on = kinds[kind as usize];
        view! {
            <label class="ck">
                <input
                    type="checkbox"
                    prop:checked=on
                    on:change=listen::while_here(move |event| on.set(event_target_checked(&event)))
                />
                {name}
            </label>
        }
    };
    let enter_own = move |_| {
        store.edit_scenario(Gesture::Done, |scenario| {
            if let LlmChoice::Named(_) = scenario.model {
                let shape = store.peek(|results| LlmShape::of_llm(results.valid.llm()));
                scenario.model = LlmChoice::Custom(shape);
            }
        });
        go_to("own-params", Some("group-model"));
    };
    view! {
        <div class="models-of"><div>
            <TaskOf />
            <GpuOf />
            <div class="ctl">
                <label class="num find">
                    <input
                        id=FIND
                        type="text"
                        autocomplete="off"
                        placeholder=words::find()
                        aria-label=words::find()
                        prop:value=typed
                        on:input=listen::while_here(move |event| typed.set(event_target_value(&event)))
                        on:keydown=on_key
                    />
                </label>
                <div class="row">
                    {tally(LlmKind::Dense, controls::dense())}
                    {tally(LlmKind::Mixture, words::mixture())}
                    {tally(LlmKind::Hybrid, words::hybrid())}
                </div>
                <label class="ck">
                    <input
                        type="checkbox"
                        prop:checked=families
                        on:change=listen::while_here(move |event| families.set(event_target_checked(&event)))
                    />
                    {words::by_family()}
                </label>
            </div>
            <div class="ctl row">
                <span>{words::not_listed()}</span>
                <button type="button" class="btn line" on:click=enter_own>{words::enter_own()}</button>
            </div>
        </div>
        <div class="picked">
            <p class="sub" role="status">{count}</p>
            <p class="model head" aria-hidden="true">
                <span class="name">{words::head_model()}</span>
                <span class="of">{words::head_parameters()}</span>
                <span>{words::head_compute()}</span>
                <span></span>
                <span class="n">{values::unit("tokens")}</span>
                <span class="n">{values::unit("GPUs")}</span>
                <span class="tag">{words::head_known()}</span>
            </p>
            <fieldset>
                <legend class="vh">{words::title()}</legend>
                {list}
            </fieldset>
            <Legend />
            <p class="note">{store.memo_later(|results| foot(&results.view.scenario, results.view.choice))}</p>
        </div></div>
    }
    .into_any()
}

/// What the marks mean.
#[component]
fn Legend() -> impl IntoView {
    let means = [words::measured_means(), words::computed_means(), words::extrapolated_means()];
    let each = Known::ALL.into_iter().zip(means).map(|(it, means)| {
        view! {
            <li>
                <svg class=known_class(it) aria-hidden="true"><circle cx="50%" cy="50%" r="4.5" /></svg>
                <span><b>{known(it)}</b>{colon()}{means}</span>
            </li>
        }
    });
    view! {
        <ul class="keys-of">
            {each.collect_view()}
            <li>
                <svg aria-hidden="true"><line class="rng" x1="0" x2="100%" y1="50%" y2="50%" /></svg>
                <span>{words::range_means()}</span>
            </li>
        </ul>
    }
}

fn known(known: Known) -> &'static str {
    match known {
        Known::Measured => names::measured(),
        Known::Computed => names::computed(),
        Known::Extrapolated => words::extrapolated(),
    }
}

fn known_class(known: Known) -> &'static str {
    ["k-measured", "k-computed", "k-extrapolated"][known as usize]
}

/// `22 of 235 billion, mixture`.
fn parameters(row: &ModelRow) -> String {
    let number = |billion: f64| plain_significant(billion, 3);
    let (active, total) = (number(row.llm.active_billion), number(row.llm.total_billion));
    let (size, kind) = match row.llm.kind {
        LlmKind::Dense => (with_unit(&total, names::billion()), controls::dense()),
        LlmKind::Hybrid => (with_unit(&total, names::billion()), words::hybrid()),
        LlmKind::Mixture => (words::active_of(&active, &total), words::mixture()),
    };
    [size.as_str(), kind].join(listed())
}

/// How many are shown, and how they are known.
fn counted(shown: &[ModelRow]) -> String {
    let each = Known::ALL.map(|it| (it, shown.iter().filter(|row| row.known == it).count()));
    let each = each.iter().filter(|(_, many)| *many > 0);
    let each: Vec<_> =
        each.map(|(it, many)| words::so_many(&many.to_string(), known(*it))).collect();
    let known = each.join(listed());
    match shown.len() {
        all if all == LLMS.len() => words::count_all(&all.to_string(), &known),
        some => words::count(&some.to_string(), &LLMS.len().to_string(), &known),
    }
}

/// What the figures are of.
fn foot(scenario: &Scenario, choice: Choice) -> String {
    let batch = plain(scenario.batch);
    let grid = with_unit(&plain(scenario.grid_dc_g_per_kwh), "g/kWh");
    let lengths = match choice {
        Choice::Manual(_) => words::lengths_by_hand(),
        _ => words::lengths_best(),
    };
    let median = standing_task(scenario).is_some().then(words::lengths_median);
    let said =
        [words::foot(&batch, &grid).as_str(), lengths, median.unwrap_or_default()].join(gap());
    said.trim_end().to_string()
}

/// What is asked: sets length, prompt, limits and patience together.
#[component]
fn TaskOf() -> impl IntoView {
    let store = store();
    let chosen = store.memo(|results| standing_task(&results.view.scenario).map(|task| task.name));
    let unable = store.memo(|results| {
        let LlmChoice::Named(name) = &results.view.scenario.model else { return None };
        let task = standing_task(&results.view.scenario)?;
        let llm = LLMS.iter().find(|llm| llm.name == *name)?;
        (!takes(llm, Some(task))).then(|| words::unable(llm.label))
    });
    let segment = move |name: &'static str, label: &'static str| {
        let set = move |_| {
            if let Some(task) = task(name) {
                store.edit_scenario(Gesture::Done, |scenario| task.set(scenario));
            }
        };
        view! {
            <label>
                <input
                    type="radio"
                    name="asked"
                    prop:checked=move || chosen.get() == Some(name)
                    on:change=listen::while_here(set)
                />
                {label}
            </label>
        }
    };
    view! {
        <div class="ctl">
            <fieldset>
                <legend class="name">{controls::task()}</legend>
                <div class="seg quarters">
                    {TASKS.iter().map(|task| segment(task.name, values::task(task))).collect_view()}
                </div>
            </fieldset>
            <p class="note">
                {move || if chosen.get().is_some() { words::task_sets() } else { controls::task_own() }}
            </p>
            {move || unable.get().map(|it| view! { <p class="note bad">{it}</p> })}
        </div>
    }
}

/// Which GPU, and how many the chosen model needs.
#[component]
fn GpuOf() -> impl IntoView {
    let store = store();
    let chosen = store.memo(|results| results.view.scenario.gpu);
    let segment = move |gpu: GpuKind| {
        let set = move |_| store.edit_scenario(Gesture::Done, |scenario| scenario.gpu = gpu);
        view! {
            <label>
                <input
                    type="radio"
                    name="served-by"
                    prop:checked=move || chosen.get() == gpu
                    on:change=listen::while_here(set)
                />
                {gpu.gpu().label}
            </label>
        }
    };
    let fits = store.memo(|results| {
        let serving = &results.chain.serving;
        let gigabytes = |bytes: f64| with_unit(&whole(bytes / 1e9), "GB");
        controls::fits(
            &gigabytes(results.chosen.inference.memory_bytes),
            &plain(serving.gpus),
            &gigabytes(memory_of_gpus(serving)),
        )
    });
    view! {
        <div class="ctl">
            <fieldset>
                <legend class="name">{controls::gpu()}</legend>
                <div class="seg quarters">{GpuKind::ALL.iter().map(|&gpu| segment(gpu)).collect_view()}</div>
            </fieldset>
            <p class="note">
                {fits} {gap()}
                <span class="cite">{move || sources::gpu(chosen.get().gpu())}</span> {stop()}
                <span class="tag">{move || values::provenance(chosen.get().gpu().provenance)}</span>
            </p>
        </div>
    }
}
