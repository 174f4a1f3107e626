//! The learning curves over the seeds, where the agents stand, and what was learnt.

use super::claim::{Claimed, PutIntoLink};
use super::form::{seeds_words, settings_words};
use super::verified;
use crate::learn::{Algorithm, Recipe};
use crate::ui::charts::who_decides::plan::above;
use crate::ui::charts::{Earlier, LearningCurve, Measured, Table, class_of, filled};
use crate::ui::equation::Equation;
use crate::ui::equation::agents::gap;
use crate::ui::equation::view::EquationView;
use crate::ui::explore::training_panel::{curve_of, planned_updates};
use crate::ui::frame::linked::Linked;
use crate::ui::results::names::recipe;
use crate::ui::run_form::Form;
use crate::ui::words::format::percent;
use crate::ui::words::lab as words;
use crate::ui::words::{comma, learning as said, values};
use crate::ui::worker::WorkerHandle;
use crate::ui::worker::run::Run;
use leptos::prelude::*;

/// The panel.
#[component]
pub fn Learning() -> impl IntoView {
    let worker = expect_context::<WorkerHandle>();
    let (sdrl, sac) = (curve_of(worker, Algorithm::Sdrl), curve_of(worker, Algorithm::Sac));
    let planned = planned_updates(worker);
    let aside = Memo::new(move |_| {
        match worker.run.with(|run| run.as_ref().map_or(0, |run| run.seeds.len())) {
            0 => "",
            1 => words::one_seed_only(),
            _ => words::seeds_band(),
        }
    });
    let called = [Algorithm::Sdrl, Algorithm::Sac].map(|it| name_of(worker, it));
    let names = Memo::new(move |_| called.map(|it| it.get()));
    let natural = Memo::new(move |_| {
        worker.run.with(|run| run.as_ref().and_then(|run| run.natural).map(|score| score.gap))
    });
    let earlier = Memo::new(move |_| worker.earlier.with(|runs| curves_of(runs)));
    view! {
        <section class="run main" aria-labelledby="hl">
            <header class="lh">
                <h2 id="hl">{words::tab_learning()}</h2>
                <span class="sub">{aside}</span>
            </header>
            <Claimed />
            <figure>
                <Measured let:width>
                    <LearningCurve width sdrl sac planned_updates=planned fixed_rule=natural names earlier />
                </Measured>
            </figure>
            <Before />
            <Standings />
            <Unlearnt />
            <Learnt />
            <PutIntoLink />
            <KeptHere />
        </section>
    }
}

/// A gap with the digits that tell agents apart, and the ends of its interval: 0.27 %, not 0.3 %.
fn share_above(gap: f64) -> String {
    above(100.0 * gap)
}

/// The curves of earlier runs.
fn curves_of(runs: &[Run]) -> Vec<Earlier> {
    let of = |(run, it): (usize, &Run)| {
        let curve = |recipe: &Recipe| {
            let algorithm = recipe.algorithm();
            let points = it.curve(algorithm, &mut Vec::new());
            Earlier { run, spiking: algorithm == Algorithm::Sdrl, points }
        };
        it.plan.recipes.iter().map(curve).collect::<Vec<_>>()
    };
    runs.iter().enumerate().flat_map(of).collect()
}

/// What the dashed lines are: each earlier run by its name, and where its agents came to.
#[component]
fn Before() -> impl IntoView {
    let worker = expect_context::<WorkerHandle>();
    let any = Memo::new(move |_| worker.earlier.with(|runs| !runs.is_empty()));
    let of = |(index, run): (usize, &Run)| {
        let mut about = vec![seeds_words(run)];
        about.push(said::updates_of(&values::whole(run.plan.updates as f64)));
        about.extend(settings_words(&run.plan.hyperparameters));
        let agents = run.plan.recipes.iter().map(|it| {
            let spiking = it.algorithm() == Algorithm::Sdrl;
            let came = run.standing(it.algorithm()).map(|it| share_above(it.gap.point));
            let name = [recipe(*it), came.unwrap_or_default()].join(" ");
            view! {
                <svg class="mk" width="30" height="8" aria-hidden="true">
                    <path d="M0 4H30" class=class_of(index, spiking) />
                </svg>
                {name.trim_end().to_string()}
                {comma()}
            }
        });
        view! { <li>{agents.collect_view()} {about.join(comma())}</li> }
    };
    let list = move || worker.earlier.with(|runs| runs.iter().enumerate().map(of).collect_view());
    view! {
        {move || any.get().then(|| view! {
            <div class="note earlier">
                {said::earlier_runs()}
                " "
                <button type="button" class="btn quiet" on:click=move |_| worker.earlier.set(Vec::new())>
                    {said::leave_earlier()}
                </button>
                <ul>{list}</ul>
            </div>
        })}
    }
}

/// Says that a run that is over is kept, and forgets it.
#[component]
fn KeptHere() -> impl IntoView {
    let worker = expect_context::<WorkerHandle>();
    let over = Memo::new(move |_| worker.run.with(|run| run.as_ref().is_some_and(Run::over)));
    // It cannot be brought back: it is asked first.
    let asked = RwSignal::new(false);
    let forget = move |_| {
        asked.set(false);
        worker.drop_run();
    };
    view! {
        {move || over.get().then(|| view! {
            <div class="row saves">
                {move || if asked.get() {
                    view! {
                        <button type="button" class="btn line" on:click=forget>
                            {words::forget_for_good()}
                        </button>
                        <button type="button" class="btn line" on:click=move |_| asked.set(false)>
                            {words::keep_it()}
                        </button>
                    }.into_any()
                } else {
                    view! {
                        <button type="button" class="btn line" on:click=move |_| asked.set(true)>
                            {words::forget_kept()}
                        </button>
                    }.into_any()
                }}
                <span class="sub">
                    {move || (worker.kept.get() == Some(true)).then(words::kept_here)}
                </span>
            </div>
        })}
    }
}

/// What an agent of the present run is called: by its ablation, where it is one.
fn name_of(worker: WorkerHandle, algorithm: Algorithm) -> Memo<String> {
    Memo::new(move |_| {
        worker.run.with(|run| {
            let recipes = run.iter().flat_map(|run| run.plan.recipes.iter().copied());
            let mut recipes = recipes;
            let of = recipes.find(|it| it.algorithm() == algorithm);
            of.map_or_else(|| algorithm.name().to_string(), recipe)
        })
    })
}

/// `id` of the open equation of a gap.
const GAP_EQUATION: &str = "gap-equation";

/// A row of the standings.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Row {
    Agent(Algorithm),
    /// Natural length at full power.
    Natural,
}

impl Row {
    fn equation(self, run: &Run) -> Option<Equation> {
        match self {
            Self::Agent(algorithm) => {
                gap(algorithm.name(), &run.last_scores(algorithm).collect::<Vec<_>>())
            }
            Self::Natural => gap(words::full_power_rule(), &[(0, run.natural?)]),
        }
    }
}

/// Where the agents stand over the seeds; each gap opens its equation.
#[component]
fn Standings() -> impl IntoView {
    let worker = expect_context::<WorkerHandle>();
    let any = Memo::new(move |_| worker.run.with(Option::is_some));
    // Whose gap is open.
    let open = RwSignal::new(None::<Row>);
    let gap_of = move |row: Row, text: Signal<String>| {
        let opens = move || open.update(|open| *open = (*open != Some(row)).then_some(row));
        view! {
            <button
                type="button"
                class="src"
                aria-expanded=move || (open.get() == Some(row)).to_string()
                aria-controls=GAP_EQUATION
                on:click=move |_| opens()
            >
                {text}
            </button>
        }
    };
    let row = move |algorithm: Algorithm| {
        let of = move |run: &Run| {
            let it = run.standing(algorithm)?;
            let interval = if it.seeds > 1 {
                words::from_to(&share_above(it.gap.low), &share_above(it.gap.high))
            } else {
                "–".to_string()
            };
            let alpha = run.temperature(algorithm).map_or_else(
                || "–".to_string(),
                |alpha| crate::ui::words::format::significant(f64::from(alpha), 2),
            );
            let firing =
                if it.spike_rate > 0.0 { percent(it.spike_rate) } else { "–".to_string() };
            let done = run.seeds_done(algorithm).to_string();
            Some([
                share_above(it.gap.point),
                interval,
                percent(it.violation_rate),
                firing,
                alpha,
                words::of_seeds(&done, &run.seeds.len().to_string()),
            ])
        };
        let cells = worker.follow_scores(move |run| run.and_then(of));
        let there = Memo::new(move |_| cells.with(Option::is_some));
        let name = name_of(worker, algorithm);
        let cell = move |index: usize| {
            move || cells.with(|it| it.as_ref().map_or_else(String::new, |it| it[index].clone()))
        };
        move || {
            there.get().then(|| {
                let class = match algorithm {
                    Algorithm::Sdrl => "l-agent",
                    Algorithm::Sac => "l-sac",
                };
                view! {
                    <tr role="row">
                        <th scope="row" role="rowheader" class="who-is">
                            <svg class="mk" width="22" height="8" aria-hidden="true">
                                <path d="M0 4H22" class=class />
                            </svg>
                            {name}
                        </th>
                        <td role="cell">{gap_of(Row::Agent(algorithm), Signal::derive(cell(0)))}</td>
                        {(1..6).map(|index| view! { <td role="cell">{cell(index)}</td> }).collect_view()}
                    </tr>
                }
            })
        }
    };
    let natural = Memo::new(move |_| worker.run.with(|run| run.as_ref().and_then(|it| it.natural)));
    let rule = move || {
        natural.get().map(|it| {
            view! {
                <tr role="row">
                    <th scope="row" role="rowheader" class="who-is">
                        <svg class="mk" width="22" height="8" aria-hidden="true">
                            <path d="M0 4H22" class="l-ref" />
                        </svg>
                        {words::full_power_rule()}
                    </th>
                    <td role="cell">{gap_of(Row::Natural, Signal::stored(share_above(it.gap)))}</td>
                    <td role="cell"></td>
                    <td role="cell">{percent(it.violation_rate)}</td>
                    <td role="cell"></td>
                    <td role="cell"></td>
                    <td role="cell"></td>
                </tr>
            }
        })
    };
    let opened = Memo::new(move |_| {
        let row = open.get()?;
        worker.run.with(|run| run.as_ref().and_then(|run| row.equation(run)))
    });
    let is_open = Memo::new(move |_| opened.with(Option::is_some));
    let opened = Memo::new(move |_| opened.get().unwrap_or_default());
    let head = [
        words::gap,
        words::interval,
        words::limits_broken,
        words::firing,
        words::alpha,
        words::seeds_done,
    ];
    view! {
        {move || any.get().then(|| view! {
            <div class="scroll" tabindex="0" role="group" aria-label=said::agents_caption()>
                <table class="res" role="table">
                    <caption class="vh">{said::agents_caption()}</caption>
                    <thead role="rowgroup">
                        <tr role="row">
                            <th scope="col" role="columnheader">{words::held_out()}</th>
                            {head.map(|name| view! { <th scope="col" role="columnheader">{name()}</th> }).collect_view()}
                        </tr>
                    </thead>
                    <tbody role="rowgroup">
                        {row(Algorithm::Sdrl)}
                        {row(Algorithm::Sac)}
                        {rule}
                    </tbody>
                </table>
            </div>
        })}
        {move || is_open.get().then(|| view! {
            <EquationView equation=opened id=GAP_EQUATION />
        })}
    }
}

/// Says that an agent has not learnt, and offers the settings that it learns with.
#[component]
fn Unlearnt() -> impl IntoView {
    let worker = expect_context::<WorkerHandle>();
    let form = expect_context::<Form>();
    let unlearnt = worker.follow_scores(|run| run.map(Run::unlearnt).unwrap_or_default());
    let said = |(algorithm, gap, rule): (Algorithm, f64, f64)| {
        let text = words::not_learnt(algorithm.name(), &percent(gap), &percent(rule));
        view! { <p class="note bad">{text}</p> }
    };
    move || {
        let all = unlearnt.get();
        (!all.is_empty()).then(|| {
            view! {
                <div class="unlearnt" role="status">
                    {all.into_iter().map(said).collect_view()}
                    <button type="button" class="btn line" on:click=move |_| form.restore()>
                        {words::take_defaults()}
                    </button>
                </div>
            }
        })
    }
}

/// Each learner that is done, with the digest of what it has become.
#[component]
fn Learnt() -> impl IntoView {
    let worker = expect_context::<WorkerHandle>();
    let rows = worker.follow_scores(|run| {
        let seeds = run.iter().flat_map(|run| &run.seeds);
        let row = |seed: u64, it: &crate::ui::worker::run::Learned| {
            let ended = if it.settled { words::settled() } else { words::as_planned() };
            vec![
                seed.to_string(),
                it.algorithm.name().to_string(),
                values::whole(it.update as f64),
                ended.to_string(),
                format!("{:016x}", it.digest),
            ]
        };
        seeds
            .flat_map(|seed| seed.learned.iter().map(move |it| row(seed.seed, it)))
            .collect::<Vec<_>>()
    });
    let table = move || {
        let head =
            [words::seed(), words::agent(), words::last_update(), words::ended(), words::digest()];
        filled(
            words::what_was_learnt(),
            Table { head: head.map(str::to_owned).to_vec(), rows: rows.get() },
        )
    };
    view! {
        {move || rows.with(|rows| !rows.is_empty()).then(|| view! {
            <details class="behind learnt">
                <summary>{words::what_was_learnt()}</summary>
                {table}
                <p class="note"><Linked text=words::digest_note() /></p>
                {filled(words::verified_title(), Table { head: verified::head(), rows: verified::rows() })}
                <p class="note">{words::verified_not()}</p>
            </details>
        })}
    }
}
