//! Two small charts of the Lab: energy of a decision as bars, and what was saved as intervals.

use super::kit::marks::{Hatching, reference, unique};
use super::kit::scale::{Linear, axis_from_zero, ticks_around};
use super::kit::table::{DataTable, Table};
use crate::ui::words::format::{number, plain, plain_significant};
use crate::ui::words::lab as words;
use leptos::prelude::*;

/// Energy of one decision.
#[derive(Clone, Debug, PartialEq)]
pub struct DecisionEnergy {
    pub name: &'static str,
    pub spiking: bool,
    /// Of synapses alone, nJ.
    pub synapses_nj: f64,
    /// Of the updates of the neurons, nJ.
    pub neurons_nj: f64,
}

/// A bar for each agent: synapses, then the updates of the neurons, hatched.
#[component]
pub fn EnergyBars(
    #[prop(into)] width: Signal<f64>,
    #[prop(into)] energies: Signal<Vec<DecisionEnergy>>,
) -> impl IntoView {
    const LEFT: f64 = 64.0;
    const ROW: f64 = 30.0;
    let hatch = unique("neuron-updates");
    let hatched = reference(&hatch);
    let bottom = move || 8.0 + ROW * energies.with(Vec::len) as f64;
    let content = move || {
        energies.with(|energies| {
            let sum = |it: &DecisionEnergy| it.synapses_nj + it.neurons_nj;
            let most = energies.iter().map(sum).fold(0.0, f64::max);
            let (top, ticks) = axis_from_zero(most.max(1e-9), 3);
            let x = Linear { domain: (0.0, top), range: (LEFT, (width.get() - 96.0).max(160.0)) };
            let bottom = bottom();
            let axis = ticks.iter().map(|&tick| {
                let at = x.at(tick);
                let class = if tick == 0.0 { "base" } else { "grid" };
                view! {
                    <path d=format!("M{at:.1} 4V{bottom}") class=class />
                    <text x=format!("{at:.1}") y=bottom + 15.0 class="ax mid">{plain(tick)}</text>
                }
            });
            let rows = energies.iter().enumerate().map(|(index, it)| {
                let y = 11.0 + ROW * index as f64;
                let (start, middle, end) = (x.at(0.0), x.at(it.synapses_nj), x.at(sum(it)));
                let class = if it.spiking { "e-agent" } else { "e-sac" };
                let rest = (it.neurons_nj > 0.0).then(|| {
                    let width = format!("{:.1}", end - middle);
                    let x = format!("{middle:.1}");
                    view! {
                        <rect x=x.clone() y=y width=width.clone() height="16" class="e-rest" />
                        <rect x=x y=y width=width height="16" fill=hatched.clone() />
                    }
                });
                let label = if it.neurons_nj > 0.0 {
                    words::and_updates(&number(it.synapses_nj), &number(it.neurons_nj))
                } else {
                    number(it.synapses_nj)
                };
                // A long label stands over its own bar's end rather than outside the chart.
                let text = if end + 8.0 + 6.4 * label.chars().count() as f64 > width.get() {
                    view! { <text x=width.get() y=y + 12.5 class="tb end halo">{label}</text> }
                        .into_any()
                } else {
                    view! { <text x=format!("{:.1}", end + 7.0) y=y + 12.5 class="tb halo">{label}</text> }
                        .into_any()
                };
                view! {
                    <text x="0" y=y + 12.5 class="tl">{it.name}</text>
                    <rect
                        x=format!("{start:.1}")
                        y=y
                        width=format!("{:.1}", middle - start)
                        height="16"
                        class=class
                    />
                    {rest}
                    {text}
                }
            });
            view! {
                {axis.collect_view()}
                <text x=width.get() y=bottom + 15.0 class="ax end">"nJ"</text>
                {rows.collect_view()}
            }
        })
    };
    let table = move || Table {
        head: vec![
            words::agent().to_string(),
            words::synapses_nj().to_string(),
            words::updates_nj().to_string(),
        ],
        rows: energies.with(|energies| {
            let row = |it: &DecisionEnergy| {
                vec![it.name.to_string(), number(it.synapses_nj), number(it.neurons_nj)]
            };
            energies.iter().map(row).collect()
        }),
    };
    view! {
        <svg
            class="chart"
            role="img"
            aria-label=words::energy_title()
            width=width
            height=move || bottom() + 20.0
            viewBox=move || format!("0 0 {} {}", width.get(), bottom() + 20.0)
        >
            <Hatching name=hatch line="h-line" gap=5 />
            {content}
        </svg>
        <DataTable file="energy" caption=words::energy_title() table=table />
    }
}

/// What SDRL saves over another agent, percent.
#[derive(Clone, Debug, PartialEq)]
pub struct Saving {
    pub against: String,
    pub saved: f64,
    pub low: f64,
    pub high: f64,
    pub most_possible: f64,
}

/// A row for each comparison: what was saved with its interval, the most that was possible, and
/// the paper's figure through all.
#[component]
pub fn Savings(
    #[prop(into)] width: Signal<f64>,
    savings: Vec<Saving>,
    /// The paper's figure, percent.
    paper: f64,
) -> impl IntoView {
    const ROW: f64 = 58.0;
    let lowest = savings.iter().map(|it| it.low).fold(0.0, f64::min);
    let highest = savings.iter().map(|it| it.most_possible).fold(paper, f64::max);
    let bottom = 24.0 + ROW * savings.len() as f64;
    let content = {
        let savings = savings.clone();
        move || {
            let ticks = ticks_around(lowest - 1.0, highest + 1.0, 5);
            let ends =
                (ticks.first().copied().unwrap_or(0.0), ticks.last().copied().unwrap_or(20.0));
            let x = Linear { domain: ends, range: (10.0, width.get() - 22.0) };
            let last = ticks.last().copied();
            let axis = ticks.iter().map(|&tick| {
                let at = x.at(tick);
                let class = if tick == 0.0 { "base" } else { "grid" };
                let text = plain(tick);
                let text = if Some(tick) == last { format!("{text}\u{a0}%") } else { text };
                view! {
                    <path d=format!("M{at:.1} 20V{bottom}") class=class />
                    <text x=format!("{at:.1}") y=bottom + 16.0 class="ax mid">{text}</text>
                }
            });
            let rows = savings.iter().enumerate().map(|(index, it)| {
                let y = 24.0 + ROW * index as f64;
                let (low, high, at) = (x.at(it.low), x.at(it.high), x.at(it.saved));
                let most = x.at(it.most_possible);
                let line = y + 42.0;
                let ours = words::ours(&number(it.saved));
                let possible = words::possible(&number(it.most_possible));
                // Beside its mark, on the side that has room.
                let side = |at: f64| if at > 0.55 * width.get() { (at - 9.0, "end") } else { (at + 9.0, "") };
                let (ours_x, ours_side) = side(if at > 0.55 * width.get() { low } else { high });
                let (most_x, most_side) = side(most);
                view! {
                    <text x="0" y=y + 10.0 class="tx halo">{it.against.clone()}</text>
                    <path d=format!("M{most:.1} {}V{}", y + 16.0, line + 7.0) class="l-opt" />
                    <text x=format!("{most_x:.1}") y=y + 28.0 class=format!("tb c-opt halo {most_side}")>
                        {possible}
                    </text>
                    <path
                        d=format!("M{low:.1} {line}H{high:.1}M{low:.1} {}v8M{high:.1} {}v8", line - 4.0, line - 4.0)
                        class="l-agent"
                    />
                    <circle cx=format!("{at:.1}") cy=line r="4.5" class="d-agent" />
                    <text x=format!("{ours_x:.1}") y=line + 4.0 class=format!("tb c-agent halo {ours_side}")>
                        {ours}
                    </text>
                }
            });
            let at = x.at(paper);
            view! {
                {axis.collect_view()}
                <path d=format!("M{at:.1} 14V{bottom}") class="paper-line" />
                <text x=format!("{:.1}", at - 7.0) y="12" class="tb end halo">{words::paper(&plain_significant(paper, 4))}</text>
                {rows.collect_view()}
            }
        }
    };
    let table = {
        let savings = StoredValue::new(savings);
        move || Table {
            head: vec![
                words::against_whom().to_string(),
                words::saved_percent().to_string(),
                words::interval_percent().to_string(),
                words::possible_percent().to_string(),
                words::paper_percent().to_string(),
            ],
            rows: savings.with_value(|savings| {
                let row = |it: &Saving| {
                    vec![
                        it.against.clone(),
                        number(it.saved),
                        words::from_to(&number(it.low), &number(it.high)),
                        number(it.most_possible),
                        plain_significant(paper, 4),
                    ]
                };
                savings.iter().map(row).collect()
            }),
        }
    };
    view! {
        <svg
            class="chart"
            role="img"
            aria-label=words::against_title()
            width=width
            height=bottom + 22.0
            viewBox=move || format!("0 0 {} {}", width.get(), bottom + 22.0)
        >
            {content}
        </svg>
        <DataTable file="against-paper" caption=words::against_title() table=table />
    }
}
