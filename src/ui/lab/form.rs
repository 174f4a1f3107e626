//! The form of a run, and the progress of the one under way.

use crate::learn::{Algorithm, Hyperparameters, Recipe};
use crate::scenario::Span;
use crate::ui::browser::listen;
use crate::ui::frame::linked::Linked;
use crate::ui::run_form::{
    BATCH, Form, HIDDEN, Number, RUN_UPDATES, RunButtons, RunField, RunWords, SEED, SEEDS, SHARE,
    TIME_STEPS, each_words, left_words,
};
use crate::ui::state::store;
use crate::ui::words::lab as words;
use crate::ui::words::{comma, learning as said, values};
use crate::ui::worker::WorkerHandle;
use crate::ui::worker::run::Run;
use leptos::prelude::*;

/// What an agent may learn with, the first as it ships.
fn variants(algorithm: Algorithm) -> Vec<(Recipe, &'static str)> {
    match algorithm {
        Algorithm::Sdrl => vec![
            (Recipe::Sdrl, words::as_shipped()),
            (Recipe::SdrlFreeBox, words::free_box()),
            (Recipe::SdrlMixedReward, words::mixed_reward()),
            (Recipe::SdrlFreeRates, words::free_rates()),
            (Recipe::SdrlDirectCoding, words::direct_coding()),
            (Recipe::PopSan, words::popsan()),
            (Recipe::SdrlFewRequests, words::few_requests()),
        ],
        Algorithm::Sac => vec![
            (Recipe::Sac, words::as_shipped()),
            (Recipe::SacFreeBox, words::free_box()),
            (Recipe::SacMixedReward, words::mixed_reward()),
            (Recipe::BenchmarkSac, words::benchmark_sac()),
        ],
    }
}

/// The panel.
#[component]
pub fn RunPanel() -> impl IntoView {
    let worker = expect_context::<WorkerHandle>();
    let form = expect_context::<Form>();
    form.follow(worker);
    let claimed = store().memo(|results| results.view.run.is_some());
    let ready = Signal::derive(move || form.sdrl.get().is_some() || form.sac.get().is_some());
    let start = move |()| {
        if let Some(plan) = form.plan() {
            let seeds = form.seeds.get_untracked() as u64;
            worker.train_own(plan, form.first_seed.get_untracked() as u64, seeds);
        }
    };
    let field = |id: &'static str, label: &'static str, range: Span, number: RwSignal<f64>| {
        view! { <RunField id label range number /> }
    };
    let own = move |id: &'static str,
                    name: &'static str,
                    label: &'static str,
                    range: Span,
                    number: RwSignal<Option<f64>>| {
        view! { <RunField id label range number=Number::or_own(form, number, name) /> }
    };
    view! {
        <section class="run form" aria-labelledby="hr">
            <h2 id="hr" class="vh">{words::run()}</h2>
            <RunButtons first=words::train() again=said::train_again() start ready quiet=claimed />
            <Progress />
            <RunWords />
            <fieldset class="fld">
                <legend>{words::agents()}</legend>
                <AgentCheck algorithm=Algorithm::Sac chosen=form.sac />
                <AgentCheck algorithm=Algorithm::Sdrl chosen=form.sdrl />
            </fieldset>
            {move || (!ready.get()).then(|| view! {
                <p class="note bad">{words::one_agent_at_least()}</p>
            })}
            {field("seeds", words::seeds(), SEEDS, form.seeds)}
            {field("first-seed", words::first_seed(), SEED, form.first_seed)}
            {field("updates", said::updates(), RUN_UPDATES, form.updates)}
            {own("hidden", "hidden", words::hidden_units(), HIDDEN, form.hidden)}
            {own("batch", "batch", words::batch(), BATCH, form.batch)}
            {own("time-steps", "time_steps", words::time_steps_field(), TIME_STEPS, form.time_steps)}
            <details class="more-f">
                <summary>{words::rates_and_temperature()}</summary>
                {own("actor-lr", "actor_lr", words::actor_lr(), SHARE, form.actor_lr)}
                {own("critic-lr", "critic_lr", words::critic_lr(), SHARE, form.critic_lr)}
                {own("temperature", "temperature", words::temperature(), SHARE, form.temperature)}
            </details>
            <h3 class="abl">{words::ablations()}</h3>
            <Variant
                id="sdrl-variant"
                label=words::sdrl_learns()
                algorithm=Algorithm::Sdrl
                chosen=form.sdrl
            />
            <Variant
                id="sac-variant"
                label=words::sac_learns()
                algorithm=Algorithm::Sac
                chosen=form.sac
            />
            <label class="ck">
                <input
                    type="checkbox"
                    prop:checked=move || form.until_settled.get()
                    on:change=listen::while_here(move |event| {
                        form.until_settled.set(event_target_checked(&event));
                    })
                />
                {words::until_settled()}
            </label>
            <label class="ck">
                <input
                    type="checkbox"
                    prop:checked=move || worker.hidden_at_full_speed.get()
                    on:change=listen::while_here(move |event| {
                        worker.hidden_at_full_speed.set(event_target_checked(&event));
                        worker.pace();
                    })
                />
                {words::hidden_at_full_speed()}
            </label>
            <p class="note"><Linked text=words::next_run() /></p>
        </section>
    }
}

/// Whether an agent takes part.
#[component]
fn AgentCheck(algorithm: Algorithm, chosen: RwSignal<Option<Recipe>>) -> impl IntoView {
    let take = move |event| {
        chosen.set(event_target_checked(&event).then(|| Recipe::shipped(algorithm)));
    };
    view! {
        <label class="ck">
            <input
                type="checkbox"
                prop:checked=move || chosen.get().is_some()
                on:change=listen::while_here(take)
            />
            {algorithm.name()}
        </label>
    }
}

/// What an agent learns with.
#[component]
fn Variant(
    id: &'static str,
    label: &'static str,
    algorithm: Algorithm,
    chosen: RwSignal<Option<Recipe>>,
) -> impl IntoView {
    let variants = variants(algorithm);
    let options = variants.into_iter().map(|(recipe, name)| {
        view! {
            <option value=recipe.word() selected=move || chosen.get() == Some(recipe)>
                {name}
            </option>
        }
    });
    view! {
        <div class="variant">
            <label for=id>{label}</label>
            <select
                id=id
                prop:disabled=move || chosen.get().is_none()
                on:change=listen::while_here(move |event| {
                    if let Some(recipe) = Recipe::parse(&event_target_value(&event)) {
                        chosen.set(Some(recipe));
                    }
                })
            >
                {options.collect_view()}
            </select>
        </div>
    }
}

/// The seeds of a run.
pub fn seeds_words(run: &Run) -> String {
    match run.seeds.as_slice() {
        [first, .., last] => words::some_seeds(&first.seed.to_string(), &last.seed.to_string()),
        [one] => words::one_seed(&one.seed.to_string()),
        [] => String::new(),
    }
}

/// What of a run is not as its recipes have it: `hidden units 32`.
pub fn settings_words(of: &Hyperparameters) -> Vec<String> {
    let labels = [
        words::hidden_units(),
        words::batch(),
        words::time_steps_field(),
        words::actor_lr(),
        words::critic_lr(),
        words::temperature(),
    ];
    let set = of.named().into_iter().zip(labels);
    set.filter_map(|((_, value), label)| Some(format!("{} {}", values::lowered(label), value?)))
        .collect()
}

/// How far the run is, in figures.
#[component]
fn Progress() -> impl IntoView {
    let worker = expect_context::<WorkerHandle>();
    let shown = Memo::new(move |_| worker.run.with(Option::is_some));
    let of = move |read: fn(&Run) -> String| {
        Memo::new(move |_| worker.run.with(|run| run.as_ref().map(read)).unwrap_or_default())
    };
    let share = |run: &Run| {
        let progress = run.progress();
        progress.done as f64 / progress.total.max(1) as f64
    };
    let done = Memo::new(move |_| worker.run.with(|run| run.as_ref().map_or(0.0, share)));
    // Rounded down: 100 % is said when it is true.
    let percent = move || format!("{:.0}\u{202f}%", (100.0 * done.get()).floor());
    let left = of(left_words);
    let note = of(|run| {
        let progress = run.progress();
        let (done, total) =
            (values::whole(progress.done as f64), values::whole(progress.total as f64));
        let seeds = seeds_words(run);
        let at_it = run.seeds.iter().filter(|seed| seed.worker.is_some() && !seed.over()).count();
        let each = each_words(run).map(|each| said::each(&each));
        let mut parts = vec![words::of_updates(&done, &total), seeds];
        parts.extend(each);
        match at_it {
            0 => {}
            1 => parts.push(words::one_worker().to_string()),
            many => parts.push(words::some_workers(&many.to_string())),
        }
        parts.join(comma())
    });
    view! {
        {move || shown.get().then(|| view! {
            <p class="runp"><b>{percent}</b> " " <span class="sub">{left}</span></p>
            <progress aria-label=said::training() max="1" prop:value=done></progress>
            <p class="note runn">{note}</p>
        })}
    }
}
