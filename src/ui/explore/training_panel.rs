//! Train your own: both learners on the same seed, progress, and their learning curves.

use crate::learn::Algorithm;
use crate::link::Place;
use crate::ui::browser::listen;
use crate::ui::charts::{LearningCurve, Measured, Point};
use crate::ui::frame::place_link::PlaceLink;
use crate::ui::run_form::{Form, RUN_UPDATES, RunButtons, RunField, RunWords, SEED, left_words};
use crate::ui::state::store;
use crate::ui::words::format::{percent, with_unit};
use crate::ui::words::{learning as words, values};
use crate::ui::worker::WorkerHandle;
use leptos::prelude::*;

/// The learning curve of an agent over the seeds of the present run.
pub fn curve_of(worker: WorkerHandle, algorithm: Algorithm) -> Memo<Vec<Point>> {
    let known = StoredValue::new((None, Vec::new()));
    worker.follow_scores(move |run| {
        let Some(run) = run else { return Vec::new() };
        let id = run.seeds.first().map(|seed| seed.id);
        let mut curve = Vec::new();
        known.update_value(|(of, points)| {
            // Points of an older run are none of this one's.
            if *of != id {
                (*of, *points) = (id, Vec::new());
            }
            curve = run.curve(algorithm, points);
        });
        curve
    })
}

/// The panel.
#[component]
pub fn Training() -> impl IntoView {
    let worker = expect_context::<WorkerHandle>();
    let form = expect_context::<Form>();
    form.follow(worker);
    let any = Memo::new(move |_| worker.run.with(Option::is_some));
    let answered = store();
    let shipped = Memo::new(move |_| answered.answers.with(|answers| !answers.is_empty()));
    let start = move |()| {
        worker.train_own(form.plain_plan(), form.first_seed.get_untracked() as u64, 1);
    };
    let (sdrl, sac) = (curve_of(worker, Algorithm::Sdrl), curve_of(worker, Algorithm::Sac));
    let planned = planned_updates(worker);
    view! {
        <section class="panel train" aria-labelledby="ht">
            <header>
                <h2 id="ht">{words::title()}</h2>
                <span class="sub">{words::title_aside()}</span>
            </header>
            <div class="train-grid">
                <div>
                    <Speaker />
                    <RunWords />
                    <div class="run-fields">
                        <RunField id="seed" label=words::seed() range=SEED number=form.first_seed />
                        <RunField id="updates" label=words::updates() range=RUN_UPDATES number=form.updates />
                    </div>
                    <RunButtons
                        first=words::train_own()
                        again=words::train_again()
                        start
                        ready=Signal::stored(true)
                    />
                    {move || any.get().then(|| view! { <RunProgress /> })}
                </div>
                <figure>
                    {move || any.get().then(|| view! {
                        <Measured let:width>
                            <LearningCurve width sdrl sac planned_updates=planned />
                        </Measured>
                    })}
                    {move || (!any.get()).then(|| view! {
                        <p class="empty sub">
                            {move || if shipped.get() { words::no_run_shipped() } else { words::no_run() }}
                        </p>
                    })}
                </figure>
            </div>
            <p class="note"><PlaceLink place=Place::Results name=words::results() here=|_| false /></p>
        </section>
    }
}

/// Updates that each learner of the present run was asked for, else of the next.
pub fn planned_updates(worker: WorkerHandle) -> Signal<u32> {
    let form = expect_context::<Form>();
    Signal::derive(move || {
        let updates = worker.run.with(|run| run.as_ref().map(|run| run.plan.updates));
        let updates = updates.unwrap_or_else(|| form.updates.get() as u64);
        updates.try_into().unwrap_or(u32::MAX)
    })
}

/// Progress with time left, and how far each agent is.
#[component]
fn RunProgress() -> impl IntoView {
    let worker = expect_context::<WorkerHandle>();
    let progress =
        Memo::new(move |_| worker.run.with(|run| run.as_ref().map(|run| run.progress())));
    let last = move |algorithm: Algorithm| {
        worker.follow_scores(move |run| {
            let it = run?.standing(algorithm)?;
            Some((it.gap.point, it.violation_rate, it.spike_rate, it.energy_pj))
        })
    };
    let (sdrl, sac) = (last(Algorithm::Sdrl), last(Algorithm::Sac));
    let row = |name: &'static str, now: Memo<Option<(f64, f64, f64, f64)>>| {
        let cell = move |read: fn((f64, f64, f64, f64)) -> String| {
            move || now.get().map_or_else(|| "–".to_string(), read)
        };
        view! {
            <tr>
                <th scope="row" class="who-is">{name}</th>
                <td><b>{cell(|it| percent(it.0))}</b></td>
                <td>{cell(|it| percent(it.1))}</td>
                <td>{cell(|it| if it.2 > 0.0 { percent(it.2) } else { "–".to_string() })}</td>
                <td>{cell(|it| with_unit(&format!("{:.1}", it.3 / 1e3), "nJ"))}</td>
            </tr>
        }
    };
    let left = move || {
        worker.run.with(|run| {
            run.as_ref().map(|run| {
                let progress = run.progress();
                words::progress(
                    &values::whole(progress.done as f64),
                    &values::whole(progress.total as f64),
                    &left_words(run),
                )
            })
        })
    };
    let shown = Memo::new(move |_| progress.get().is_some());
    view! {
        {move || shown.get().then(|| view! {
            <div class="progress">
                <progress
                    aria-label=words::training()
                    max=move || progress.get().map_or(1, |it| it.total.max(1)).to_string()
                    prop:value=move || progress.get().map_or(0.0, |it| it.done as f64)
                ></progress>
                <p class="note">{left}</p>
                <table class="res">
                    <caption class="vh">{words::agents_caption()}</caption>
                    <thead>
                        <tr>
                            <th scope="col"><span class="vh">{words::agent()}</span></th>
                            <th scope="col">{words::gap_to_best()}</th>
                            <th scope="col">{words::break_a_limit()}</th>
                            <th scope="col">{words::neurons_firing()}</th>
                            <th scope="col">{words::decision_energy()}</th>
                        </tr>
                    </thead>
                    <tbody>{row("SDRL", sdrl)} {row("SAC", sac)}</tbody>
                </table>
                <p class="note">
                    {words::decision_energy_note()}
                </p>
            </div>
        })}
    }
}

/// Which agent stands on the map.
#[component]
fn Speaker() -> impl IntoView {
    let store = store();
    let shown = Memo::new(move |_| store.answers.with(|answers| answers.len() > 1));
    let segment = move |algorithm: Algorithm, name: &'static str| {
        let take = move |_| store.speak(algorithm);
        view! {
            <label>
                <input
                    type="radio"
                    name="speaker"
                    prop:checked=move || store.speaker.get() == algorithm
                    on:change=listen::while_here(take)
                />
                {name}
            </label>
        }
    };
    view! {
        {move || shown.get().then(|| view! {
            <fieldset class="speaker row">
                <legend class="vh">{words::agent_on_map()}</legend>
                <span class="sub" aria-hidden="true">{words::agent_on_map()}</span>
                <div class="seg">{segment(Algorithm::Sdrl, "SDRL")} {segment(Algorithm::Sac, "SAC")}</div>
            </fieldset>
        })}
    }
}
