//! The waterfall from prompt to phone: four parts, their sum, and how uncertain it is.

use super::format::{MassUnit, mass, percent, plain};
use super::marks::{DIAMOND, Hatching, at, reference, unique};
use super::parts::Part;
use super::scale::{Linear, axis_from_zero};
use super::table::{DataTable, Table};
use super::words;
use crate::carbon::Footprint;
use crate::scenario::EnergyModel;
use leptos::ev;
use leptos::prelude::*;

/// A baseline that was pinned to compare with.
#[derive(Clone, Debug, PartialEq)]
pub struct Pinned {
    /// As it is called on the page, short.
    pub name: String,
    pub total_g: f64,
}

/// Sizes that follow from the width, pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Size {
    width: f64,
    /// Where the axis begins: the names of the bars stand left of it.
    zero: f64,
    /// The values of the longest bars stand right of it.
    end: f64,
    pitch: f64,
    most_ticks: usize,
}

const TOP: f64 = 20.0;
const BAR: f64 = 20.0;
/// Below the last row: whisker, then tick labels.
const BELOW: f64 = 4.0;
const AXIS_TEXT: f64 = 24.0;

impl Size {
    fn for_width(width: f64) -> Self {
        let width = width.max(260.0);
        if width < 440.0 {
            Self { width, zero: 128.0, end: width - 36.0, pitch: 46.0, most_ticks: 4 }
        } else {
            Self { width, zero: 150.0, end: width - 40.0, pitch: 51.0, most_ticks: 5 }
        }
    }

    fn bottom(&self) -> f64 {
        TOP + 5.0 * self.pitch + BELOW
    }

    fn height(&self) -> f64 {
        self.bottom() + AXIS_TEXT
    }

    /// Middle of a row.
    fn row(&self, index: usize) -> f64 {
        TOP + (index as f64 + 0.5) * self.pitch
    }
}

/// A bar in pixels, and what is written with it.
#[derive(Clone, Debug, Default, PartialEq)]
struct Bar {
    from: f64,
    to: f64,
    y: f64,
    value: String,
    cause: String,
    spoken: String,
}

#[derive(Clone, Debug, PartialEq)]
struct Plan {
    size: Size,
    unit: MassUnit,
    /// Place and number.
    ticks: Vec<(f64, String)>,
    bars: [Bar; 5],
    whisker: (f64, f64),
    best: Option<f64>,
    /// Place and label.
    pinned: Option<(f64, String)>,
}

fn plan(
    width: f64,
    footprint: &Footprint,
    model: EnergyModel,
    range_g: (f64, f64),
    best_g: Option<f64>,
    pinned: Option<&Pinned>,
) -> Plan {
    let size = Size::for_width(width);
    let top_g = [footprint.total_g, range_g.1, best_g.unwrap_or(0.0)]
        .into_iter()
        .chain(pinned.map(|pinned| pinned.total_g))
        .fold(0.0, f64::max);
    let unit = MassUnit::reaching(top_g);
    let (end, ticks) = axis_from_zero(unit.count(top_g), size.most_ticks);
    let axis = Linear { domain: (0.0, end), range: (size.zero, size.end) };
    let place = |grams: f64| axis.at(unit.count(grams));
    let bars = std::array::from_fn(|index| {
        let part = Part::ALL[index];
        let (before, grams) = (part.before(footprint), part.grams(footprint));
        let value = unit.number(grams);
        let cause = if part == Part::Total {
            words::range(&unit.number(range_g.0), &unit.number(range_g.1))
        } else {
            words::part_cause(part, footprint, model)
        };
        let spoken = format!("{}: {}, {cause}", words::part(part), mass(grams));
        Bar {
            from: place(before),
            to: place(before + grams),
            y: size.row(index) - BAR / 2.0,
            value,
            cause,
            spoken,
        }
    });
    Plan {
        size,
        unit,
        ticks: ticks.iter().map(|&tick| (axis.at(tick), plain(tick))).collect(),
        bars,
        whisker: (place(range_g.0), place(range_g.1)),
        best: best_g.map(place),
        pinned: pinned.map(|pinned| {
            let label = format!("{} {}", pinned.name, unit.number(pinned.total_g));
            (place(pinned.total_g), label)
        }),
    }
}

/// The waterfall. Each row is a button that opens its equation.
#[component]
pub fn Waterfall(
    /// Pixels to lay out for.
    #[prop(into)]
    width: Signal<f64>,
    #[prop(into)] footprint: Signal<Footprint>,
    #[prop(into)] energy_model: Signal<EnergyModel>,
    /// Least and greatest total as the uncertain constants lean, g.
    #[prop(into)]
    range_g: Signal<(f64, f64)>,
    /// The total at the optimum, g; none where nothing is feasible.
    #[prop(into)]
    best_g: Signal<Option<f64>>,
    #[prop(into, optional)] pinned: Signal<Option<Pinned>>,
    /// The row whose equation is open.
    #[prop(into)]
    selected: Signal<Option<Part>>,
    /// Called with the row that was pressed.
    #[prop(into)]
    on_select: Callback<Part>,
    /// `id` of the element that holds the open equation.
    #[prop(into, optional)]
    equation_id: Option<String>,
) -> impl IntoView {
    let plan = Memo::new(move |_| {
        footprint.with(|footprint| {
            pinned.with(|pinned| {
                let (width, model) = (width.get(), energy_model.get());
                plan(width, footprint, model, range_g.get(), best_g.get(), pinned.as_ref())
            })
        })
    });
    let size = move || plan.with(|plan| plan.size);
    let hatching = unique("hardware");
    let hatched = reference(&hatching);

    let axis = move || {
        plan.with(|plan| {
            let bottom = plan.size.bottom();
            let tick = |(index, (x, text)): (usize, &(f64, String))| {
                let class = if index == 0 { "base" } else { "grid" };
                view! {
                    <path d=format!("M{x:.1} {TOP}V{bottom}") class=class />
                    <text x=format!("{x:.1}") y=bottom + 16.0 class="ax mid">{text.clone()}</text>
                }
            };
            plan.ticks.iter().enumerate().map(tick).collect_view()
        })
    };
    // From the end of each bar down to the next.
    let links = move || {
        plan.with(|plan| {
            let down = plan.size.pitch - BAR;
            plan.bars[..4]
                .iter()
                .map(|bar| format!("M{:.1} {:.1}v{down}", bar.to, bar.y + BAR))
                .collect::<String>()
        })
    };
    let row = move |index: usize| {
        let part = Part::ALL[index];
        let hatched = hatched.clone();
        let bar = move || plan.with(|plan| plan.bars[index].clone());
        let number = move |read: fn(&Bar) -> f64| {
            plan.with(|plan| format!("{:.1}", read(&plan.bars[index])))
        };
        let extent = move || {
            plan.with(|plan| {
                let bar = &plan.bars[index];
                format!("{:.1}", (bar.to - bar.from).max(0.0))
            })
        };
        let open = move || selected.get() == Some(part);
        let on_key = move |event: ev::KeyboardEvent| {
            if matches!(event.key().as_str(), "Enter" | " ") {
                event.prevent_default();
                on_select.run(part);
            }
        };
        let box_top = move || plan.with(|plan| TOP + index as f64 * plan.size.pitch);
        let value_at = move || {
            plan.with(|plan| {
                let bar = &plan.bars[index];
                let end = match (part, &plan.pinned) {
                    // A ghost beside the total would cross its number.
                    (Part::Total, Some((ghost, _)))
                        if *ghost > bar.to && *ghost < bar.to + 40.0 =>
                    {
                        *ghost
                    }
                    _ => bar.to,
                };
                format!("{:.1}", end + 7.0)
            })
        };
        view! {
            <g
                role="button"
                tabindex="0"
                class="row-button"
                class:open=open
                aria-expanded=move || open().to_string()
                aria-controls=equation_id.clone()
                aria-label=move || bar().spoken
                on:click=move |_| on_select.run(part)
                on:keydown=on_key
            >
                <rect
                    class="hit"
                    x="0"
                    y=box_top
                    width=move || size().width
                    height=move || size().pitch
                />
                <text x="0" y=move || number(|bar| bar.y + 8.0) class=if part == Part::Total { "tb name" } else { "tl name" }>
                    {words::part(part)}
                </text>
                <text x="0" y=move || number(|bar| bar.y + 24.0) class="ts">
                    {move || bar().cause}
                </text>
                <rect
                    x=move || number(|bar| bar.from)
                    y=move || number(|bar| bar.y)
                    width=extent
                    height=BAR
                    class=part.class()
                />
                {part.hatched().then(|| view! {
                    <rect
                        x=move || number(|bar| bar.from)
                        y=move || number(|bar| bar.y)
                        width=extent
                        height=BAR
                        fill=hatched
                    />
                })}
                <text x=value_at y=move || number(|bar| bar.y + 14.5) class="tb halo">
                    {move || bar().value}
                </text>
            </g>
        }
    };
    let over_total = move || {
        plan.with(|plan| {
            let y = plan.bars[4].y;
            let below = y + BAR + 4.0;
            let (low, high) = plan.whisker;
            let ghost = plan.pinned.clone().map(|(x, label)| {
                let zero = plan.size.zero;
                view! {
                    <rect
                        x=zero
                        y=y
                        width=format!("{:.1}", (x - zero).max(0.0))
                        height=BAR
                        class="ghost"
                    />
                    <text x=format!("{:.1}", x - 4.0) y=y - 4.0 class="ts end halo">{label}</text>
                }
            });
            let whisker = format!(
                "M{low:.1} {below}v6M{low:.1} {}H{high:.1}M{high:.1} {below}v6",
                below + 3.0
            );
            let best = plan.best.map(|x| {
                view! {
                    <g transform=at(x, y + BAR / 2.0)>
                        <path d=DIAMOND class="m-opt" />
                    </g>
                }
            });
            view! {
                {ghost}
                <path d=whisker class="whisk" />
                {best}
            }
        })
    };
    let summary = move || {
        plan.with(|plan| {
            let best = best_g.get().map(|best| format!(", best possible {}", mass(best)));
            format!(
                "Waterfall of one answer in {} CO₂e, {}{}",
                plan.unit.symbol(),
                plan.bars[4].spoken,
                best.unwrap_or_default()
            )
        })
    };
    let table = move || {
        footprint.with(|footprint| {
            let rows = Part::ALL.iter().map(|&part| {
                let grams = part.grams(footprint);
                vec![
                    words::part(part).to_string(),
                    mass(grams),
                    percent(grams / footprint.total_g),
                    if part == Part::Total {
                        plan.with(|plan| plan.bars[4].cause.clone())
                    } else {
                        words::part_cause(part, footprint, energy_model.get())
                    },
                ]
            });
            Table {
                head: ["part", "CO₂e per answer", "share", "cause"].map(String::from).into(),
                rows: rows.collect(),
            }
        })
    };
    view! {
        <svg
            class="chart"
            role="group"
            aria-label=summary
            width=move || size().width
            height=move || size().height()
            viewBox=move || format!("0 0 {} {}", size().width, size().height())
        >
            <Hatching name=hatching line="h-line" gap=5 />
            <text x="0" y="11" class="ax">
                {move || plan.with(|plan| plan.unit.symbol())}
                " CO₂e per answer"
            </text>
            {axis}
            <path d=links class="link" />
            <path
                class="grid"
                d=move || format!("M0 {:.1}H{}", TOP + 4.0 * size().pitch - 0.5, size().width)
            />
            {(0..5).map(row).collect_view()}
            {over_total}
        </svg>
        <DataTable caption="Emissions of one answer by part" table=table />
    }
}
