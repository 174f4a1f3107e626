//! Energy of a decision, as bars.

use super::kit::labels::text_width;
use super::kit::marks::{Hatching, reference, unique};
use super::kit::scale::{Linear, axis_from_zero};
use super::kit::table::{DataTable, Table};
use crate::ui::words::format::{number, plain};
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
            let label = |it: &DecisionEnergy| match it.neurons_nj > 0.0 {
                true => words::and_updates(&number(it.synapses_nj), &number(it.neurons_nj)),
                false => number(it.synapses_nj),
            };
            // Beside the bars there is room for what they come to.
            let room = energies.iter().map(|it| text_width(&label(it)) + 10.0).fold(0.0, f64::max);
            let x = Linear { domain: (0.0, top), range: (LEFT, (width.get() - room).max(160.0)) };
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
                let label = label(it);
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
