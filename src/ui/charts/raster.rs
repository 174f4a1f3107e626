//! The spike raster of one decision: a column a neuron, a row a time step, layer below layer.

use super::kit::path::Path;
use super::kit::table::{DataTable, Table};
use crate::learn::LayerSpikes;
use crate::ui::words::format::percent;
use crate::ui::words::{lab as words, listed};
use leptos::prelude::*;

/// Pixels left of the layers, for their names, and right of them, for their rates.
const LEFT: f64 = 64.0;
const RIGHT: f64 = 50.0;
/// Pixels of a time step.
const STEP: f64 = 5.0;
const GAP: f64 = 12.0;

fn count(layer: &LayerSpikes) -> usize {
    layer.steps.iter().map(Vec::len).sum()
}

/// Share of the neurons that fire in a time step.
fn rate(layer: &LayerSpikes) -> f64 {
    let chances = layer.neurons as usize * layer.steps.len();
    count(layer) as f64 / chances.max(1) as f64
}

/// The spikes of each layer, with its rate.
#[component]
pub fn Raster(
    #[prop(into)] width: Signal<f64>,
    #[prop(into)] layers: Signal<Vec<LayerSpikes>>,
) -> impl IntoView {
    let height = move || {
        let of = |layer: &LayerSpikes| STEP * layer.steps.len() as f64 + GAP;
        layers.with(|layers| layers.iter().map(of).sum::<f64>()).max(1.0)
    };
    let content = move || {
        layers.with(|layers| {
            let mut top = 0.0;
            let mut shown = Vec::new();
            for (index, layer) in layers.iter().enumerate() {
                let full = STEP * layer.steps.len() as f64;
                let column = (width.get() - LEFT - RIGHT) / f64::from(layer.neurons.max(1));
                let mut path = Path::with_points(2 * count(layer));
                for (row, fired) in layer.steps.iter().enumerate() {
                    let y = top + STEP * (row as f64 + 0.1);
                    for &neuron in fired {
                        let x = LEFT + column * (f64::from(neuron) + 0.5);
                        path.through(&[(x, y), (x, y + 0.8 * STEP)]);
                    }
                }
                let middle = top + 0.5 * full + 4.0;
                shown.push(view! {
                    <text x="0" y=middle class="tx">{words::hidden(&(index + 1).to_string())}</text>
                    <rect
                        x=LEFT
                        y=top
                        width=format!("{:.1}", column * f64::from(layer.neurons))
                        height=full
                        class="future"
                    />
                    <path
                        d=path.into_text()
                        class="spikes"
                        stroke-width=format!("{:.2}", (0.72 * column).max(0.8))
                    />
                    <text x=width.get() y=middle class="tb end">{percent(rate(layer))}</text>
                });
                top += full + GAP;
            }
            shown.collect_view()
        })
    };
    let summary = move || {
        layers.with(|layers| {
            let spikes: usize = layers.iter().map(count).sum();
            let rates: Vec<String> = layers.iter().map(|layer| percent(rate(layer))).collect();
            words::raster_summary(&spikes.to_string(), &rates.join(listed()))
        })
    };
    let table = move || {
        let row = |(index, layer): (usize, &LayerSpikes)| {
            vec![
                words::hidden(&(index + 1).to_string()),
                layer.neurons.to_string(),
                layer.steps.len().to_string(),
                count(layer).to_string(),
                percent(rate(layer)),
            ]
        };
        Table {
            head: [
                words::layer(),
                words::neurons(),
                words::time_steps(),
                words::spikes(),
                words::rate(),
            ]
            .map(str::to_owned)
            .to_vec(),
            rows: layers.with(|layers| layers.iter().enumerate().map(row).collect()),
        }
    };
    view! {
        <svg
            class="chart"
            role="img"
            aria-label=summary
            width=width
            height=height
            viewBox=move || format!("0 0 {} {}", width.get(), height())
        >
            {content}
        </svg>
        <p class="ax-note">{words::raster_axes()}</p>
        <DataTable file="spikes" caption=words::raster_table() table=table />
    }
}
