//! The waterfall from prompt to phone: its parts, their sum, and how uncertain it is.

use super::plan::{BAR, Bar, TOP, plan};
use crate::carbon::{Footprint, Outside};
use crate::scenario::{Boundary, EnergyModel};
use crate::ui::charts::kit::marks::{DIAMOND, Hatching, at, reference, unique};
use crate::ui::charts::kit::parts::{Part, Pinned};
use crate::ui::charts::kit::table::{DataTable, Table};
use crate::ui::charts::words;
use crate::ui::words::charts as said;
use crate::ui::words::format::{mass, percent};
use leptos::ev;
use leptos::prelude::*;

/// The waterfall. Where somebody listens each row is a button that opens its equation.
#[component]
pub fn Waterfall(
    /// Pixels to lay out for.
    #[prop(into)]
    width: Signal<f64>,
    #[prop(into)] footprint: Signal<Footprint>,
    #[prop(into)] energy_model: Signal<EnergyModel>,
    /// What is counted; the rest keeps its row.
    #[prop(into)]
    boundary: Signal<Boundary>,
    /// What the parts outside the paper's chain emit; none before that is known.
    #[prop(into, optional)]
    outside: Signal<Option<[Outside; 3]>>,
    /// Least and greatest total as the uncertain constants lean, g.
    #[prop(into)]
    range_g: Signal<(f64, f64)>,
    /// The total at the optimum, g; none where nothing is feasible.
    #[prop(into)]
    best_g: Signal<Option<f64>>,
    #[prop(into, optional)] pinned: Signal<Option<Pinned>>,
    /// The row whose equation is open.
    #[prop(into, optional)]
    selected: Signal<Option<Part>>,
    /// Called with the row that was pressed; where nobody listens rows are no buttons.
    #[prop(into, optional)]
    on_select: Option<Callback<Part>>,
    /// `id` of the element that holds the open equation.
    #[prop(into, optional)]
    equation_id: Option<String>,
) -> impl IntoView {
    let plan = Memo::new(move |_| {
        footprint.with(|footprint| {
            pinned.with(|pinned| {
                let (width, model) = (width.get(), energy_model.get());
                plan(
                    width,
                    footprint,
                    model,
                    (boundary.get(), outside.get()),
                    range_g.get(),
                    best_g.get(),
                    pinned.as_ref(),
                )
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
            let parts = plan.bars.len().saturating_sub(1);
            plan.bars
                .iter()
                .take(parts)
                .map(|bar| format!("M{:.1} {:.1}v{down}", bar.to, bar.y + BAR))
                .collect::<String>()
        })
    };
    let row = move |(index, part): (usize, Part)| {
        let hatched = hatched.clone();
        let bar = move || plan.with(|plan| plan.bars.get(index).cloned().unwrap_or_default());
        let number = move |read: fn(&Bar) -> f64| {
            plan.with(|plan| format!("{:.1}", plan.bars.get(index).map_or(0.0, read)))
        };
        let extent = move || {
            plan.with(|plan| {
                let Some(bar) = plan.bars.get(index) else { return String::new() };
                // A part is never invisible.
                let least = if bar.counted { 1.0 } else { 0.0 };
                format!("{:.1}", (bar.to - bar.from).max(least))
            })
        };
        let open = move || selected.get() == Some(part);
        let select = move || on_select.iter().for_each(|it| it.run(part));
        let on_key = move |event: ev::KeyboardEvent| {
            if matches!(event.key().as_str(), "Enter" | " ") {
                event.prevent_default();
                select();
            }
        };
        let box_top = move || plan.with(|plan| TOP + index as f64 * plan.size.pitch);
        let value_at = move || {
            plan.with(|plan| {
                let Some(bar) = plan.bars.get(index) else { return String::new() };
                let end = match (part, &plan.pinned) {
                    // A ghost beside the total would cross its number.
                    (Part::Total, Some((ghost, _)))
                        if *ghost > bar.to && *ghost < bar.to + 40.0 =>
                    {
                        *ghost
                    }
                    // Nor may the mark of the best cover it.
                    (Part::Total, _) if plan.best.is_some_and(|x| (x - bar.to).abs() < 8.0) => {
                        bar.to + 6.0
                    }
                    _ => bar.to,
                };
                format!("{:.1}", end + 7.0)
            })
        };
        view! {
            <g
                role=if on_select.is_some() { "button" } else { "img" }
                tabindex=on_select.map(|_| "0")
                class="row-button"
                class:open=open
                class:off=move || !bar().counted
                aria-expanded=move || on_select.map(|_| open().to_string())
                aria-controls=equation_id.clone()
                aria-label=move || bar().spoken
                on:click=move |_| select()
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
                // Keeps the texts apart where they are read without their places.
                " "
                <text x="0" y=move || number(|bar| bar.y + 24.0) class="ts">
                    {move || bar().cause}
                </text>
                " "
                <rect
                    x=move || number(|bar| bar.from)
                    y=move || number(|bar| bar.y)
                    width=extent
                    height=BAR
                    class=part.class()
                />
                <path class="whisk" d=move || bar().whisker.map(|ends| whisker(ends, bar().y + BAR)) />
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
            let y = plan.bars.last().map_or(0.0, |total| total.y);
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
            let best = plan.best.map(|x| {
                view! {
                    <g transform=at(x, y + BAR / 2.0)>
                        <path d=DIAMOND class="m-opt" />
                    </g>
                }
            });
            view! {
                {ghost}
                <path d=whisker(plan.whisker, y + BAR) class="whisk" />
                {best}
            }
        })
    };
    let summary = move || {
        plan.with(|plan| {
            let spoken = plan.bars.last().map_or("", |total| total.spoken.as_str());
            let (unit, total) = (plan.unit.symbol(), spoken);
            match best_g.get() {
                Some(best) => said::waterfall_best(unit, total, &mass(best)),
                None => said::waterfall(unit, total),
            }
        })
    };
    let table = move || {
        footprint.with(|footprint| {
            let rows = Part::ALL.into_iter().enumerate().map(|(index, part)| {
                let grams = part.grams(footprint);
                let bar = plan.with(|plan| plan.bars.get(index).cloned().unwrap_or_default());
                // Of what is not counted, what it would add; it has no share.
                let apart = outside.get().zip(part.outside()).map(|(all, place)| all[place].grams);
                vec![
                    words::part(part).to_string(),
                    mass(apart.unwrap_or(grams)),
                    percent(grams / footprint.total_g),
                    bar.cause,
                ]
            });
            Table {
                head: [said::part(), said::per_answer(), said::share(), said::cause()]
                    .map(String::from)
                    .into(),
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
                {move || plan.with(|plan| said::unit_per_answer(plan.unit.symbol()))}
            </text>
            {axis}
            <path d=links class="link" />
            <path
                class="grid"
                d=move || format!("M0 {:.1}H{}", size().above_total(), size().width)
            />
            {Part::ALL.into_iter().enumerate().map(row).collect_view()}
            {over_total}
        </svg>
        <DataTable file="waterfall" caption=said::waterfall_table() table=table />
    }
}

/// A range below a bar that ends there.
fn whisker((low, high): (f64, f64), bottom: f64) -> String {
    let below = bottom + 4.0;
    format!("M{low:.1} {below}v6M{low:.1} {}H{high:.1}M{high:.1} {below}v6", below + 3.0)
}
