//! All parameters, grouped: each with unit, default, range and provenance.

use super::number_box::{Entry, EntryNote, NumberBox};
use super::scale::Scale;
use super::slider::{Slider, Track};
use crate::data::{FIELDS, Field, LLMS, Llm, LlmKind, PATH_LOSS, PathLossKind, Provenance, TASKS};
use crate::inference::memory_of_gpus;
use crate::scenario::{CellKind, EnergyModel, GpuKind, LlmChoice, LlmShape, Span, task};
use crate::ui::browser::listen;
use crate::ui::frame::dock::go_to;
use crate::ui::frame::icon::{self, Icon};
use crate::ui::load::Parts;
use crate::ui::state::results::Results;
use crate::ui::state::{Gesture, store};
use crate::ui::words::format::{plain, plain_significant, whole, with_unit};
use crate::ui::words::{controls as words, fields, gap, listed, models, sources, values};
use leptos::ev;
use leptos::prelude::*;

/// Fields that stand among the main controls.
const MAIN: [&str; 4] = ["grid_dc_g_per_kwh", "grid_bs_g_per_kwh", "bandwidth_mhz", "qoe_min"];

/// Groups in the order of the page.
const GROUPS: [&str; 6] = ["model", "centre", "cell", "link", "phone", "limits"];

/// The folded groups.
#[component]
pub fn Parameters() -> impl IntoView {
    view! {
        <div class="groups">
            <h3>{words::all_parameters()}</h3>
            {GROUPS.map(|group| view! { <Group group=group /> }).collect_view()}
        </div>
    }
}

/// A folded group; filled when it is first opened, by what comes after the opening.
#[component]
fn Group(group: &'static str) -> impl IntoView {
    let store = store();
    let summary = store.memo(move |results| values::group_summary(group, &results.view.scenario));
    let filled = RwSignal::new(false);
    let on_toggle = move |event: ev::Event| {
        if event_target::<web_sys::Element>(&event).has_attribute("open") {
            filled.set(true);
        }
    };
    let parts = expect_context::<Parts>();
    view! {
        <details class="group" id=format!("group-{group}") on:toggle=listen::while_here(on_toggle)>
            <summary class="allp">
                <span>{values::group(group)}</span>
                <span class="sub">{summary}</span>
                <Icon path=icon::RIGHT />
            </summary>
            {move || filled.get().then(|| parts.rest.get().map(|rest| (rest.fields)(group)))}
        </details>
    }
}

/// What stands in a group.
pub fn fields_of(group: &'static str) -> AnyView {
    let fields = FIELDS
        .iter()
        .filter(|field| field.group == group && !MAIN.contains(&field.name))
        .map(|field| view! { <div class="ctl"><FieldControl field=field with_pedigree=true /></div> })
        .collect_view();
    view! {
        {(group == "model").then(|| view! { <ModelChoice /> })}
        {(group == "cell").then(|| view! { <CellChoice /> })}
        {fields}
    }
    .into_any()
}

/// Range of a field's number box, and its slider.
fn shape_of(field: &'static Field, results: &Results) -> (Span, Option<Scale>) {
    let allowed = results.valid.span(field);
    let scale = field.slider.map(|(from, to)| Scale {
        from,
        to: to.min(allowed.to),
        log: field.log_scale,
        integer: field.integer,
    });
    (allowed, scale)
}

/// The control of a field.
#[component]
pub fn FieldControl(
    field: &'static Field,
    /// Adds default, range, provenance and source.
    #[prop(optional)]
    with_pedigree: bool,
    /// Where the slider goes in place of the field's own ends, as a chart beside it does.
    #[prop(into, optional)]
    reach: Signal<Option<(f64, f64)>>,
    #[prop(into, optional)] track: Signal<Track>,
    #[prop(into, optional)] note: Signal<String>,
) -> impl IntoView {
    let store = store();
    let shape = store.memo(move |results| shape_of(field, results));
    let value = store.memo(move |results| results.valid.number(field.name).unwrap_or_default());
    let changed =
        store.memo(move |results| results.view.scenario.number(field.name) != field.default);
    let set = move |(value, gesture): (f64, Gesture)| {
        store.edit_scenario(gesture, |scenario| {
            // The box and the slider only offer what is allowed; the gate checks again.
            if scenario.set(field.name, value).is_err() {
                scenario.reset(field.name);
            }
        });
    };
    let reset = move |()| store.edit_scenario(Gesture::Done, |scenario| scenario.reset(field.name));
    let allowed = Signal::derive(move || shape.get().0);
    let pedigree = with_pedigree.then(|| view! { <Pedigree field=field /> });
    let row = if shape.get_untracked().1.is_some() {
        let scale = Signal::derive(move || {
            let own = Scale { from: 0.0, to: 1.0, log: false, integer: false };
            let own = shape.get().1.unwrap_or(own);
            reach.get().map_or(own, |(from, to)| Scale { from, to, ..own })
        });
        view! {
            <Slider
                id=field.name
                label=fields::label(field)
                scale=scale
                allowed=allowed
                value=value
                set=set
                changed=changed
                reset=reset
                track=track
                note=note
            />
        }
        .into_any()
    } else {
        let take = Callback::new(move |number| set((number, Gesture::Done)));
        let entry = Entry::new(allowed, Signal::derive(move || Some(value.get())), take);
        let note_id = format!("{}-note", field.name);
        view! {
            <div class="ctl-h">
                <label for=field.name>{fields::label(field)}</label>
                <button
                    type="button"
                    class="rst"
                    aria-label=words::reset_what(&values::lowered(fields::label(field)))
                    title=words::reset()
                    disabled=move || !changed.get()
                    on:click=move |_| reset(())
                >
                    <Icon path=icon::RESET />
                </button>
                <NumberBox id=field.name.to_string() entry note_id=note_id.clone() />
            </div>
            <EntryNote id=note_id entry box_id=field.name.to_string() />
        }
        .into_any()
    };
    view! { {row} {pedigree} }
}

/// Default, range, provenance and source of a field.
#[component]
fn Pedigree(field: &'static Field) -> impl IntoView {
    let default = field
        .default
        .map_or_else(|| words::by_the_cell().to_string(), |value| values::value_of(field, value));
    let note = values::sentence(fields::note(field));
    let allowed = store().memo(move |results| results.valid.span(field));
    let facts = move || {
        let range = if field.max == f64::MAX {
            words::up_to_cell().to_string()
        } else {
            let Span { from, to, .. } = allowed.get();
            values::span(from, to, values::unit(field.unit))
        };
        match field.low.zip(field.high) {
            Some((low, high)) => {
                let plausible = values::span(low, high, values::unit(field.unit));
                words::facts_plausible(&note, &default, &range, &plausible)
            }
            None => words::facts(&note, &default, &range),
        }
    };
    view! {
        <p class="note ped">
            {facts} {gap()} <span class="tag">{values::provenance(field.provenance)}</span> " "
            <span class="cite">{fields::source(field)}</span> "."
        </p>
    }
}

/// Which language model, which energy model, and the numbers of one's own model.
#[component]
fn ModelChoice() -> impl IntoView {
    let store = store();
    let name = store.memo(|results| values::model(&results.view.scenario.model));
    let label = Memo::new(move |_| words::labelled(words::language_model(), &name.get()));
    let own = store.memo(|results| matches!(results.view.scenario.model, LlmChoice::Custom(_)));
    let source = store.memo(|results| match &results.view.scenario.model {
        LlmChoice::Named(name) => {
            LLMS.iter().find(|llm| llm.name == name).map_or(String::new(), |llm| {
                sentences(&kind(llm), &words::sizes_from(sources::llm(llm)))
            })
        }
        LlmChoice::Custom(_) => words::own_numbers_note().to_string(),
    });
    let energy = store.memo(|results| results.view.scenario.energy_model);
    let on_energy = move |event: ev::Event| {
        let word = event_target_value(&event);
        if let Some(&model) = EnergyModel::ALL.iter().find(|model| model.word() == word) {
            store.edit_scenario(Gesture::Done, |scenario| scenario.energy_model = model);
        }
    };
    view! {
        <div class="ctl">
            <div class="ctl-h"><span class="name">{words::language_model()}</span></div>
            <button type="button" class="pick" aria-label=label on:click=|_| go_to("model", Some("models"))>
                <span class="zone">{name}</span>
                <Icon path=icon::DOWN />
            </button>
            <p class="note">{source}</p>
            {move || own.get().then(|| view! { <OwnModel /> })}
        </div>
        <GpuChoice />
        <TaskChoice />
        <div class="ctl">
            <div class="ctl-h"><label for="energy_model">{words::energy_model()}</label></div>
            <select id="energy_model" class="pick" on:change=listen::while_here(on_energy)>
                {EnergyModel::ALL
                    .iter()
                    .map(|&model| view! {
                        <option value=model.word() selected=move || energy.get() == model>
                            {values::energy_model(model)}
                        </option>
                    })
                    .collect_view()}
            </select>
            <p class="note">{words::second_opinion()}</p>
        </div>
    }
}

/// What a model is made of.
fn kind(llm: &Llm) -> String {
    match llm.kind {
        LlmKind::Dense => words::dense().to_string(),
        LlmKind::Hybrid => words::hybrid().to_string(),
        LlmKind::Mixture => words::mixture(
            &plain_significant(llm.active_billion, 3),
            &plain_significant(llm.total_billion, 3),
        ),
    }
}

/// Two remarks, one after the other.
fn sentences(first: &str, second: &str) -> String {
    format!("{}. {second}", values::sentence(first))
}

/// Which GPU, and whether the weights fit.
#[component]
fn GpuChoice() -> impl IntoView {
    let store = store();
    let chosen = store.memo(|results| results.view.scenario.gpu);
    let on_gpu = move |event: ev::Event| {
        let word = event_target_value(&event);
        if let Some(&gpu) = GpuKind::ALL.iter().find(|gpu| gpu.word() == word) {
            store.edit_scenario(Gesture::Done, |scenario| scenario.gpu = gpu);
        }
    };
    let fits = store.memo(|results| {
        let serving = &results.chain.serving;
        let gigabytes = |bytes: f64| with_unit(&whole(bytes / 1e9), "GB");
        words::fits(
            &gigabytes(results.chosen.inference.memory_bytes),
            &plain(serving.gpus),
            &gigabytes(memory_of_gpus(serving)),
        )
    });
    // As many as are needed, where they are more than there are.
    let needed = store.memo(|results| {
        let per_gpu = results.chain.serving.gpu.memory_gb * 1e9;
        let mut gpus = 1.0;
        while gpus * per_gpu < results.chosen.inference.memory_bytes && gpus < 64.0 {
            gpus *= 2.0;
        }
        results.chosen.out_of_memory.then_some(gpus)
    });
    let take = move |_| {
        if let Some(gpus) = needed.get_untracked() {
            store.edit_scenario(Gesture::Done, |scenario| scenario.gpus = gpus);
        }
    };
    view! {
        <div class="ctl">
            <div class="ctl-h"><label for="gpu">{words::gpu()}</label></div>
            <select id="gpu" class="pick" on:change=listen::while_here(on_gpu)>
                {GpuKind::ALL
                    .iter()
                    .map(|&gpu| view! {
                        <option value=gpu.word() selected=move || chosen.get() == gpu>
                            {gpu.gpu().label}
                        </option>
                    })
                    .collect_view()}
            </select>
            <p class="note">
                {fits} {gap()}
                <span class="cite">{move || sources::gpu(chosen.get().gpu())}</span> " "
                <span class="tag">{move || values::provenance(chosen.get().gpu().provenance)}</span>
            </p>
            {move || needed.get().map(|gpus| view! {
                <button type="button" class="btn" on:click=take>{words::take_gpus(&plain(gpus))}</button>
            })}
        </div>
    }
}

/// What is asked: sets length, prompt, limits and patience together.
#[component]
fn TaskChoice() -> impl IntoView {
    let store = store();
    let chosen = store.memo(|results| {
        TASKS.iter().find(|task| task.stands(&results.view.scenario)).map(|task| task.name)
    });
    let on_task = move |event: ev::Event| {
        if let Some(task) = task(&event_target_value(&event)) {
            store.edit_scenario(Gesture::Done, |scenario| task.set(scenario));
        }
    };
    let about = store.memo(move |results| {
        let standing = TASKS.iter().find(|task| task.stands(&results.view.scenario));
        match standing.map(|task| task.needed(&results.view.scenario.model).measured) {
            Some(true) => words::task_measured(),
            Some(false) => words::task_median(),
            None => words::task_own(),
        }
    });
    view! {
        <div class="ctl">
            <div class="ctl-h"><label for="task">{words::task()}</label></div>
            <select id="task" class="pick" on:change=listen::while_here(on_task)>
                <option value="" selected=move || chosen.get().is_none()>"–"</option>
                {TASKS
                    .iter()
                    .map(|task| view! {
                        <option value=task.name selected=move || chosen.get() == Some(task.name)>
                            {values::task(task)}
                        </option>
                    })
                    .collect_view()}
            </select>
            <p class="note">{about}</p>
        </div>
    }
}

/// The numbers of one's own model.
#[component]
fn OwnModel() -> impl IntoView {
    let numbers = [
        ("own-params", words::active_parameters()),
        ("own-weight", words::weight()),
        ("own-cache", words::cache()),
        ("own-layers", words::layers()),
        ("own-total", words::total_parameters()),
        ("own-moe-layers", words::moe_layers()),
        ("own-experts", words::experts()),
        ("own-experts-per-token", words::experts_per_token()),
        ("own-attention", words::attention_width()),
    ];
    let store = store();
    let mixture = store.memo(|results| results.valid.llm().kind == LlmKind::Mixture);
    let number = move |index: usize| {
        let (id, label) = numbers[index];
        let value = store.memo(move |results| in_force(results.valid.llm(), index));
        let note_id = format!("{id}-note");
        let take = Callback::new(move |number: f64| {
            store.edit_scenario(Gesture::Done, |scenario| {
                // The box takes what its range allows.
                if let LlmChoice::Custom(shape) = &mut scenario.model
                    && let Ok(changed) = shape.with(index, number)
                {
                    *shape = changed;
                }
            });
        });
        let allowed = store.memo(move |results| {
            let shape = match &results.view.scenario.model {
                LlmChoice::Custom(shape) => *shape,
                LlmChoice::Named(_) => LlmShape::of_llm(results.valid.llm()),
            };
            shape.allowed(index)
        });
        let entry = Entry::new(allowed, Signal::derive(move || Some(value.get())), take);
        view! {
            <div class="ctl-h">
                <label for=id>{label}</label>
                <NumberBox id=id.to_string() entry note_id=note_id.clone() />
            </div>
            <EntryNote id=note_id entry box_id=id.to_string() />
        }
    };
    // Only a mixture has experts.
    view! {
        {(0..5).map(number).collect_view()}
        {move || mixture.get().then(|| (5..8).map(number).collect_view())}
        {number(8)}
        <p class="note">{models::from_config(
            "num_hidden_layers",
            "num_attention_heads × head_dim",
            "2 × num_hidden_layers × num_key_value_heads × head_dim",
            "num_experts, num_local_experts",
            "num_experts_per_tok",
        )}</p>
    }
}

/// A number of one's own model, in the order of [`LlmShape::NAMES`].
fn in_force(llm: &Llm, index: usize) -> f64 {
    [
        llm.compute_billion,
        llm.weight_bytes_per_param,
        llm.kv_bytes_per_token,
        llm.layers,
        llm.total_billion,
        llm.moe_layers,
        llm.experts,
        llm.experts_per_token,
        llm.attention_width,
    ]
    .get(index)
    .copied()
    .unwrap_or_default()
}

/// Which base station, or one's own.
#[component]
fn CellChoice() -> impl IntoView {
    let store = store();
    let own = store.memo(|results| results.view.scenario.own_cell());
    let base = store.memo(|results| results.view.scenario.cell);
    let chosen = move |cell: CellKind| !own.get() && base.get() == cell;
    let on_cell = move |event: ev::Event| {
        let word = event_target_value(&event);
        let cell = CellKind::ALL.iter().find(|cell| cell.word() == word);
        store.edit_scenario(Gesture::Done, |scenario| match cell {
            Some(&cell) => scenario.take_cell(cell),
            None => scenario.make_cell_own(),
        });
    };
    view! {
        <div class="ctl">
            <div class="ctl-h"><label for="cell">{words::base_station()}</label></div>
            <select id="cell" class="pick" on:change=listen::while_here(on_cell)>
                {CellKind::ALL
                    .iter()
                    .map(|&cell| view! {
                        <option value=cell.word() selected=move || chosen(cell)>
                            {values::cell_label(cell.cell())} {listed()} {values::power(cell.cell().power_max_w)}
                        </option>
                    })
                    .collect_view()}
                <option value="own" selected=own>{words::own_numbers()}</option>
            </select>
            <p class="note">
                {move || if own.get() {
                    words::own_cell_note().into_any()
                } else {
                    view! {
                        <span class="cite">{sources::cell(base.get().cell())}</span> " "
                        <span class="tag">{values::provenance(Provenance::Literature)}</span>
                    }
                    .into_any()
                }}
            </p>
            {move || own.get().then(|| view! { <OwnPathLoss /> })}
        </div>
    }
}

/// Whose path loss a base station of one's own has.
#[component]
fn OwnPathLoss() -> impl IntoView {
    let store = store();
    let now = store.memo(|results| results.valid.cell().path_loss);
    let on_loss = move |event: ev::Event| {
        let umi = event_target_value(&event) == "umi";
        let cell = if umi { CellKind::Micro } else { CellKind::Macro };
        store.edit_scenario(Gesture::Done, |scenario| scenario.lose_as(cell));
    };
    let option = move |kind: PathLossKind| {
        let loss = &PATH_LOSS[kind as usize];
        view! { <option value=loss.name selected=move || now.get() == kind>{loss.label}</option> }
    };
    view! {
        <div class="ctl-h"><label for="path_loss">{words::path_loss()}</label></div>
        <select id="path_loss" class="pick" on:change=listen::while_here(on_loss)>
            {option(PathLossKind::Uma)}
            {option(PathLossKind::Umi)}
        </select>
        <p class="note"><span class="cite">{move || sources::path_loss(now.get())}</span></p>
    }
}
