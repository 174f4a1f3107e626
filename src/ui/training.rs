//! Train your own: both learners on the same seed, progress, and their learning curves.

use super::charts::format::{percent, with_unit};
use super::charts::{LearningCurve, Measured, Point};
use super::controls::{Allowed, NumberBox};
use super::results_panel::Reproduction;
use super::state::store;
use super::text;
use super::words::learning as words;
use super::worker_link::{Run, Standing, WorkerLink};
use crate::protocol::{Command, RunState};
use crate::telemetry::{Algorithm, Record, Score};
use leptos::prelude::*;

/// Updates of each learner: enough to come within a few per cent of the optimum.
const UPDATES: f64 = 5_000.0;
/// A run longer than this would take hours.
const MOST_UPDATES: f64 = 1_000_000.0;
/// Seeds beyond this would lose digits in a number box.
const GREATEST_SEED: f64 = 999_999.0;

/// The points of a learner's curve.
fn curve(records: &[Record], algorithm: Algorithm) -> Vec<Point> {
    records
        .iter()
        .filter(|record| record.algorithm == algorithm)
        .map(|record| Point {
            update: u32::try_from(record.update).unwrap_or(u32::MAX),
            gap: record.score.gap,
            band: None,
            violation_rate: record.score.violation_rate,
        })
        .collect()
}

fn finished(run: &Run) -> bool {
    matches!(run.state, Some(RunState::Finished | RunState::Stopped))
}

/// The panel.
#[component]
pub fn Training() -> impl IntoView {
    let link = expect_context::<WorkerLink>();
    let running =
        Memo::new(move |_| link.run.with(|run| run.as_ref().is_some_and(|it| !finished(it))));
    let paused = Memo::new(move |_| {
        link.run.with(|run| run.as_ref().is_some_and(|it| it.state == Some(RunState::Paused)))
    });
    let any = Memo::new(move |_| link.run.with(Option::is_some));
    let ready = Memo::new(move |_| link.standing.get() == Standing::Ready);
    let answered = store();
    let shipped = Memo::new(move |_| answered.answers.with(|answers| !answers.is_empty()));
    let seed = RwSignal::new(1.0);
    let updates = RwSignal::new(UPDATES);
    let start = move |_| link.train(seed.get_untracked() as u64, updates.get_untracked() as u64);
    let pause = move |_| {
        if paused.get_untracked() {
            link.tell_run(|run| Command::Resume { run });
        } else {
            link.tell_run(|run| Command::Pause { run });
        }
    };
    let stop = move |_| link.tell_run(|run| Command::Stop { run });
    let sdrl = Memo::new(move |_| link.records.with(|all| curve(all, Algorithm::Sdrl)));
    let sac = Memo::new(move |_| link.records.with(|all| curve(all, Algorithm::Sac)));
    let planned = Signal::derive(move || {
        link.run
            .with(|run| run.as_ref().map_or(0, |run| run.updates))
            .try_into()
            .unwrap_or(u32::MAX)
    });
    view! {
        <section class="panel train" aria-labelledby="ht">
            <header>
                <h2 id="ht">{words::title()}</h2>
                <span class="sub">{words::title_aside()}</span>
            </header>
            <div class="train-grid">
                <div>
                    <Speaker />
                    <p class="train-words">{move || standing_words(link)}</p>
                    {move || link.complaint.get().map(|what| view! {
                        <p class="note bad complaint">{what}</p>
                    })}
                    <div class="run-fields">
                        <RunField id="seed" label=words::seed() least=0.0 most=GREATEST_SEED value=seed />
                        <RunField id="updates" label=words::updates() least=1.0 most=MOST_UPDATES value=updates />
                    </div>
                    <div class="row">
                        {move || if running.get() {
                            view! {
                                <button type="button" class="btn line" on:click=pause>
                                    {move || if paused.get() { words::resume() } else { words::pause() }}
                                </button>
                                <button type="button" class="btn line" on:click=stop>{words::stop()}</button>
                            }.into_any()
                        } else {
                            view! {
                                <button
                                    type="button"
                                    class="btn solid"
                                    disabled=move || !ready.get()
                                    on:click=start
                                >
                                    {move || if any.get() { words::train_again() } else { words::train_own() }}
                                </button>
                            }.into_any()
                        }}
                    </div>
                    <RunProgress />
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
            <Reproduction />
        </section>
    }
}

/// A whole number that the next run starts with.
#[component]
fn RunField(
    id: &'static str,
    label: &'static str,
    least: f64,
    most: f64,
    value: RwSignal<f64>,
) -> impl IntoView {
    let complain = RwSignal::new(None::<String>);
    let allowed = Allowed { min: least, max: most, above_min: false, integer: true, unit: "" };
    let note_id = format!("{id}-note");
    view! {
        <div>
            <div class="ctl-h">
                <label for=id>{label}</label>
                <NumberBox
                    id=id.to_string()
                    allowed=Signal::stored(allowed)
                    value=value
                    take=move |number| value.set(number)
                    complain=complain
                    note_id=note_id.clone()
                />
            </div>
            <p class="note bad" id=note_id>{move || complain.get()}</p>
        </div>
    }
}

/// How the worker and the run stand, in words.
fn standing_words(link: WorkerLink) -> String {
    match link.standing.get() {
        Standing::Starting => words::worker_starting().to_string(),
        Standing::Failed(what) => words::worker_failed(&what),
        Standing::Ready => link.run.with(|run| match run {
            None => words::ready().to_string(),
            Some(run) => run_words(run),
        }),
    }
}

fn run_words(run: &Run) -> String {
    let at = text::whole(run.progress.done as f64);
    match run.state {
        None => words::starting().to_string(),
        Some(RunState::Running) => words::learning().to_string(),
        Some(RunState::Paused) => words::paused_at(&at),
        Some(RunState::Stopped) => match &run.failure {
            Some(what) => words::stopped_by(&at, what),
            None => words::stopped_at(&at),
        },
        Some(RunState::Finished) => {
            words::finished(&at, &with_unit(&format!("{:.0}", run.progress.elapsed_s), "s"))
        }
    }
}

/// Progress with time left, and how far each agent is.
#[component]
fn RunProgress() -> impl IntoView {
    let link = expect_context::<WorkerLink>();
    let progress = Memo::new(move |_| {
        link.run.with(|run| run.as_ref().map(|run| (run.progress, run.updates)))
    });
    let last = move |algorithm: Algorithm| {
        Memo::new(move |_| {
            link.records.with(|all| {
                all.iter().rev().find(|record| record.algorithm == algorithm).map(|record| {
                    let energy_pj = record.score.effort.map_or(0.0, |it| it.with_neurons_pj);
                    let Score { gap, violation_rate, spike_rate, .. } = record.score;
                    (gap, violation_rate, spike_rate, energy_pj)
                })
            })
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
        progress.get().map(|(progress, _)| {
            let seconds = progress.left_s;
            let left = if progress.done >= progress.total && progress.total > 0 {
                words::done().to_string()
            } else if seconds >= 90.0 {
                words::minutes_left(&format!("{:.0}", seconds / 60.0))
            } else {
                words::seconds_left(&format!("{:.0}", seconds.ceil()))
            };
            words::progress(
                &text::whole(progress.done as f64),
                &text::whole(progress.total as f64),
                &left,
            )
        })
    };
    let shown = Memo::new(move |_| progress.get().is_some());
    view! {
        {move || shown.get().then(|| view! {
            <div class="progress">
                <progress
                    aria-label=words::training()
                    max=move || progress.get().map_or(1, |(it, _)| it.total.max(1)).to_string()
                    prop:value=move || progress.get().map_or(0.0, |(it, _)| it.done as f64)
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
        let take = move |_| {
            store.speaker.set(algorithm);
            store.hear_agents(store.answers.get_untracked(), store.outside.get_untracked());
        };
        view! {
            <label>
                <input
                    type="radio"
                    name="speaker"
                    prop:checked=move || store.speaker.get() == algorithm
                    on:change=take
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
