//! Two waterfalls as SVG: the kept one pale, the shown one full.

use super::plan::{BAR, Bar, Counted, Plan, Row, TOP, plan};
use crate::ui::charts::kit::marks::{Hatching, reference, unique};
use crate::ui::charts::kit::parts::Part;
use crate::ui::charts::words;
use crate::ui::words::charts as said;
use leptos::prelude::*;

/// Both, drawn anew when either changes. What it says is a table beside it, too.
#[component]
pub fn PairedWaterfalls(
    /// Pixels to lay out for.
    #[prop(into)]
    width: Signal<f64>,
    /// The kept one and the shown one.
    #[prop(into)]
    both: Signal<Option<[Counted; 2]>>,
    /// What it shows, for those who do not see it.
    #[prop(into)]
    summary: Signal<String>,
) -> impl IntoView {
    let plan = Memo::new(move |_| {
        both.with(|both| both.as_ref().map(|[kept, shown]| plan(width.get(), [kept, shown])))
    });
    let size = move |of: fn(&Plan) -> f64| plan.with(|plan| plan.as_ref().map_or(0.0, of));
    let hatching = unique("pair");
    let hatched = reference(&hatching);
    let bar = move |part: Part, kept: bool, bar: &Bar| {
        // A part is never invisible.
        let size = format!("{:.1}", (bar.to - bar.from).max(1.0));
        let (x, class) = (format!("{:.1}", bar.from), part.class());
        let class = if kept { format!("{class} kept") } else { class.to_string() };
        let hatch = part.hatched().then(|| {
            let (x, size) = (x.clone(), size.clone());
            view! { <rect x=x y=bar.y width=size height=BAR fill=hatched.clone() /> }
        });
        view! {
            <rect x=x y=bar.y width=size height=BAR class=class />
            {hatch}
            <text x=format!("{:.1}", bar.to + 6.0) y=bar.y + 11.5 class=if kept { "tx halo" } else { "tb halo" }>
                {bar.value.clone()}
            </text>
        }
        .into_any()
    };
    let row = move |row: &Row| {
        let class = if row.part == Part::Total { "tb" } else { "tl" };
        let bars = row.bars.iter().zip([true, false]);
        let bars: Vec<_> = bars
            .filter_map(|(it, kept)| it.as_ref().map(|it| bar.clone()(row.part, kept, it)))
            .collect();
        view! {
            <text x="0" y=row.y + 4.0 class=class>{words::part(row.part)}</text>
            {bars}
        }
        .into_any()
    };
    let drawn = move || {
        plan.with(|plan| {
            let Some(plan) = plan else { return ().into_any() };
            let ticks = plan.ticks.iter().enumerate().map(|(index, (x, text))| {
                let class = if index == 0 { "base" } else { "grid" };
                view! {
                    <path d=format!("M{x:.1} {TOP}V{}", plan.bottom) class=class />
                    <text x=format!("{x:.1}") y=plan.bottom + 16.0 class="ax mid">{text.clone()}</text>
                }
                .into_any()
            });
            let rows: Vec<_> = plan.rows.iter().map(&row).collect();
            view! {
                <text x="0" y="11" class="ax">{said::unit_per_answer(plan.unit.symbol())}</text>
                {ticks.collect::<Vec<_>>()}
                {rows}
            }
            .into_any()
        })
    };
    view! {
        <svg
            class="chart"
            role="img"
            aria-label=summary
            width=move || size(|plan| plan.width)
            height=move || size(|plan| plan.height)
            viewBox=move || format!("0 0 {} {}", size(|plan| plan.width), size(|plan| plan.height))
        >
            <Hatching name=hatching line="h-line" gap=5 />
            {drawn}
        </svg>
    }
}
