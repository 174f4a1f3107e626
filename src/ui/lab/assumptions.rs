//! Which assumption matters: each uncertain constant alone, and all of them at once.
//!
//! The tornado is a dozen footprints and follows every change at once; the samples are drawn in the
//! worker after changes have settled, and only while this is shown.

use super::assumption as said;
use crate::analysis::{Bar, Spread, Tornado, Within};
use crate::data::{Field, fields};
use crate::link::Drawing;
use crate::protocol::{Question, Refusal, Reply};
use crate::ui::browser::timer::Timer;
use crate::ui::charts::{
    FIVE, Measured, NINETY_FIVE, SpreadChart, Table, TornadoChart, words as chart_words,
};
use crate::ui::controls::{Chooser, FieldControl};
use crate::ui::frame::linked::Linked;
use crate::ui::run_form::{Number, RunField, whole as whole_numbers};
use crate::ui::state::{Gesture, store};
use crate::ui::words::format::{MassUnit, mass, percent, significant, whole, with_unit};
use crate::ui::words::{assumptions as words, explain, learning, values};
use crate::ui::worker::{Asker, Standing, WorkerHandle};
use leptos::prelude::*;
use std::time::Duration;

/// Changes that follow each other faster are one.
const SETTLED: Duration = Duration::from_millis(250);
/// `id` of the sentences about the open row.
const TOLD: &str = "told-assumption";

/// Both charts, and what changes them.
#[component]
pub fn Assumptions() -> impl IntoView {
    let store = store();
    let tornado = store.memo(|results| Tornado::new(&results.valid, results.chosen.decision));
    let within = store.memo(|results| {
        let found = Within::new(&results.valid, results.chosen.decision).ok();
        found.map_or(String::new(), |it| {
            let said = |(low, high): (f64, f64)| chart_words::range(&mass(low), &mass(high));
            words::within(&said(it.constants_g), &said(it.methods_g), &said(it.accountings_g))
        })
    });
    let about = store.memo(|results| words::about(&chart_words::decision(results.chosen.decision)));
    let control = |field: &'static Field| {
        view! { <div class="ctl on"><FieldControl field /></div> }
    };
    view! {
        <div class="assume">
            <p class="about sub"><Linked text=about /></p>
            <p class="about">{within}</p>
            <section class="run" aria-labelledby="hto">
                <header class="lh">
                    <h2 id="hto">{words::tornado_title()}</h2>
                    <span class="sub">{words::tornado_aside()}</span>
                </header>
                <Each tornado />
            </section>
            <section class="run" aria-labelledby="hal">
                <header class="lh">
                    <h2 id="hal">{words::spread_title()}</h2>
                    <span class="sub">{words::spread_aside()}</span>
                </header>
                <AllAtOnce tornado />
            </section>
            <div class="turn">
                <Chooser />
                {control(fields::DISTANCE_M)}
                {control(fields::PAYLOAD_BYTES_PER_TOKEN)}
            </div>
        </div>
    }
}

type Found = Result<Tornado, crate::scenario::ScenarioError>;

fn total_g(found: &Found) -> f64 {
    found.as_ref().map_or(0.0, |it| it.total_g)
}

fn bars(found: &Found) -> &[Bar] {
    found.as_ref().map_or(&[], |it| &it.bars)
}

/// Each constant alone.
#[component]
fn Each(tornado: Memo<Found>) -> impl IntoView {
    let open = RwSignal::new(None::<&'static str>);
    let select = Callback::new(move |name| {
        open.update(|open| *open = if *open == Some(name) { None } else { Some(name) });
    });
    let rows = Memo::new(move |_| {
        tornado.with(|found| bars(found).iter().map(said::row).collect::<Vec<_>>())
    });
    let total = Memo::new(move |_| tornado.with(total_g));
    let none = Memo::new(move |_| rows.with(Vec::is_empty));
    let wrong = move || tornado.with(|found| found.as_ref().err().map(explain::error));
    let told = move || {
        let name = open.get();
        tornado.with(|found| {
            let bar = bars(found).iter().find(|bar| Some(said::name(bar.input.name)) == name);
            bar.map_or_else(
                || words::press_bar().into_any(),
                |bar| {
                    let it = &bar.input;
                    view! {
                        {said::told(bar)}
                        " "
                        {words::told_source(values::provenance(it.provenance))}
                        " "
                        <span class="cite">{said::source(it)}</span>
                    }
                    .into_any()
                },
            )
        })
    };
    let table = move || {
        let row = |bar: &Bar| {
            let it = &bar.input;
            vec![
                said::name(it.name).to_string(),
                said::range(it),
                said::value(it, it.value),
                mass(bar.at_low_g),
                mass(bar.at_high_g),
                mass(bar.swing_g()),
                values::provenance(it.provenance).to_string(),
            ]
        };
        Table {
            head: [
                words::constant(),
                words::range(),
                words::taken(),
                words::at_low(),
                words::at_high(),
                words::swing(),
                words::kind(),
            ]
            .map(String::from)
            .into(),
            rows: tornado.with(|found| bars(found).iter().map(row).collect()),
        }
    };
    view! {
        <figure>
            {move || wrong().map(|what| view! { <p class="note bad">{what}</p> })}
            {move || if none.get() {
                view! { <p class="empty sub">{words::nothing_uncertain()}</p> }.into_any()
            } else {
                view! {
                    <Measured let:width>
                        <TornadoChart
                            width
                            total_g=total
                            rows
                            selected=open
                            on_select=select
                            told_id=TOLD
                            table
                        />
                    </Measured>
                    <p class="sub told" id=TOLD aria-live="polite">{told}</p>
                }.into_any()
            }}
        </figure>
    }
}

/// All constants at once, drawn in the worker.
#[component]
fn AllAtOnce(tornado: Memo<Found>) -> impl IntoView {
    let store = store();
    let worker = expect_context::<WorkerHandle>();
    let drawing = store.memo(|results| results.view.drawing);
    let number = move |of: fn(&mut Drawing) -> &mut u32| Number {
        value: Signal::derive(move || Some(f64::from(*of(&mut drawing.get())))),
        unset: None,
        take: Callback::new(move |number| {
            store.edit(Gesture::Done, |view| *of(&mut view.drawing) = number as u32);
        }),
    };
    let samples = number(|drawing| &mut drawing.samples);
    let seed = number(|drawing| &mut drawing.seed);
    let asked = store.memo(|results| (results.view.scenario.clone(), results.chosen.decision));
    let waiting = RwSignal::new(true);
    let timer = Timer::here();
    // How the total spreads, or why it is not known.
    let spread = RwSignal::new(None::<Result<Spread, String>>);
    let asker = Asker::new(worker, move |answer| {
        spread.set(match answer {
            Ok(Reply::Sampled(found)) => Some(Ok(found)),
            Err(Refusal::Because(fault)) => Some(Err(explain::fault(&fault))),
            _ => return,
        });
        waiting.set(false);
    });
    Effect::new(move |_| {
        let Drawing { samples, seed } = drawing.get();
        let (scenario, decision) = asked.get();
        asker.forget();
        waiting.set(true);
        let draw = move || {
            let (scenario, seed) = (Box::new(scenario), seed.into());
            asker.ask_instead(Question::Sample { scenario, decision, samples, seed });
        };
        timer.start(SETTLED, draw);
    });
    let total = Memo::new(move |_| tornado.with(total_g));
    let drawn = Memo::new(move |before: Option<&Option<Spread>>| {
        // The last picture stays while the next is drawn.
        let now = spread.with(|it| it.clone().and_then(Result::ok));
        now.or_else(|| before.cloned().flatten())
    });
    let any = Memo::new(move |_| drawn.with(Option::is_some));
    let instead = move || match worker.standing.get() {
        Standing::Failed(what) => Some(learning::worker_failed(&what)),
        Standing::Starting => Some(learning::worker_starting().to_string()),
        Standing::Ready => spread
            .with(|it| {
                it.as_ref().and_then(|it| it.as_ref().err().map(|why| words::not_drawn(why)))
            })
            .or_else(|| (!any.get()).then(|| words::drawing().to_string())),
    };
    view! {
        <figure aria-busy=move || waiting.get().to_string() class="spread">
            {move || instead().map(|what| view! { <p class="sub">{what}</p> })}
            {move || any.get().then(|| {
                let spread = Signal::derive(move || drawn.get().unwrap_or_else(nothing));
                let figures = move || spread.with(|it| figures(it, total.get()));
                view! {
                    <p class="sub nine">{move || spread.with(in_words)}</p>
                    <Measured let:width>
                        <SpreadChart width spread total_g=total figures />
                    </Measured>
                }
            })}
            <div class="run-fields">
                <RunField id="samples" label=words::samples() range=whole_numbers(Drawing::SAMPLES) number=samples />
                <RunField id="sample-seed" label=learning::seed() range=whole_numbers(Drawing::SEEDS) number=seed />
            </div>
            <p class="note"><Linked text=words::spread_how() /></p>
        </figure>
    }
}

/// What stands in before anything was drawn; it is not shown.
fn nothing() -> Spread {
    Spread {
        samples: 0,
        seed: 0,
        mean_g: 0.0,
        std_g: 0.0,
        least_g: 0.0,
        q05_g: 0.0,
        median_g: 0.0,
        q95_g: 0.0,
        greatest_g: 0.0,
        histogram: Vec::new(),
        shares: Vec::new(),
    }
}

fn in_words(spread: &Spread) -> String {
    let between = words::spread_words(
        &mass(spread.q05_g),
        &mass(spread.q95_g),
        &whole(f64::from(spread.samples)),
        &spread.seed.to_string(),
    );
    match spread.shares.first().filter(|first| first.share > 0.0) {
        Some(first) => {
            let most = words::spread_most(said::name(&first.name), &percent(first.share));
            format!("{between} {most}")
        }
        None => between,
    }
}

fn figures(spread: &Spread, total_g: f64) -> Table {
    let mut rows = vec![
        vec![words::values_taken().to_string(), mass(total_g)],
        vec![words::mean().to_string(), mass(spread.mean_g)],
        vec![words::deviation().to_string(), mass(spread.std_g)],
        vec![words::quantile_name(FIVE), mass(spread.q05_g)],
        vec![words::median_name().to_string(), mass(spread.median_g)],
        vec![words::quantile_name(NINETY_FIVE), mass(spread.q95_g)],
        vec![words::samples().to_string(), whole(f64::from(spread.samples))],
        vec![learning::seed().to_string(), spread.seed.to_string()],
    ];
    rows.extend(
        spread
            .shares
            .iter()
            .map(|it| vec![words::share_of(said::name(&it.name)), percent(it.share)]),
    );
    rows.extend(bins(spread));
    Table { head: vec![words::figure().to_string(), words::figure_value().to_string()], rows }
}

/// The bins of the histogram, empty ones too.
fn bins(spread: &Spread) -> impl Iterator<Item = Vec<String>> {
    let (least_g, greatest_g) = (spread.least_g, spread.greatest_g);
    let unit = MassUnit::reaching(greatest_g);
    let count = spread.histogram.len() as f64;
    // Neighbouring edges are closer than what is told of a total elsewhere.
    let edge = move |bin: usize| {
        let grams = least_g + bin as f64 / count * (greatest_g - least_g);
        with_unit(&significant(unit.count(grams), 5), unit.symbol())
    };
    spread.histogram.iter().enumerate().map(move |(index, &samples)| {
        let between = words::samples_between(&edge(index), &edge(index + 1));
        vec![between, whole(f64::from(samples))]
    })
}
