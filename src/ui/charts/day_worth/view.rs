//! What each way to plan costs, as SVG and as a table.

use super::plan::{BESIDE, TOP, Worth, plan};
use crate::ui::charts::kit::marks::{DIAMOND, at};
use crate::ui::charts::kit::table::{DataTable, Table};
use leptos::prelude::*;

/// A dot for each way to plan.
#[component]
pub fn ForecastWorth(
    /// Pixels to lay out for.
    #[prop(into)]
    width: Signal<f64>,
    #[prop(into)] ways: Signal<Vec<Worth>>,
    /// What the dots count.
    title: &'static str,
    /// What it shows, for those who do not see it.
    #[prop(into)]
    summary: Signal<String>,
    /// Name of the files that it is saved as.
    file: &'static str,
    /// What the table holds.
    caption: &'static str,
    /// As numbers.
    #[prop(into)]
    table: Signal<Table>,
) -> impl IntoView {
    let plan = Memo::new(move |_| ways.with(|ways| plan(width.get(), ways)));
    let drawn = move || {
        plan.with(|plan| {
            let ticks = plan.ticks.iter().enumerate().map(|(index, (x, text))| {
                let class = if index == 0 { "base" } else { "grid" };
                view! {
                    <path d=format!("M{x:.1} {TOP}V{}", plan.bottom) class=class />
                    <text x=format!("{x:.1}") y=plan.bottom + 16.0 class="ax mid">{text.clone()}</text>
                }
            });
            let reference = plan.reference.map(|x| {
                view! { <path d=format!("M{x:.1} {TOP}V{}", plan.bottom) class="usual" /> }
            });
            let rows = ways.with(|ways| {
                let row = |(way, row): (&Worth, &super::plan::Row)| {
                    let (x, y) = (row.x, row.y);
                    let stem = if way.reference { "stem thin" } else { "stem" };
                    let dot = if way.reference { "ink-o" } else { "ink-d" };
                    let name = if way.reference { "ts" } else { "tl" };
                    let mark = if way.best {
                        view! { <g transform=at(x, y)><path d=DIAMOND class="m-opt" /></g> }.into_any()
                    } else {
                        view! { <circle cx=format!("{x:.1}") cy=y r="4.5" class=dot /> }.into_any()
                    };
                    let value = if way.reference { "tx halo" } else { "tb halo" };
                    view! {
                        <text x="0" y=y + 4.0 class=name>{way.name.clone()}</text>
                        <path d=format!("M{:.1} {y:.1}H{x:.1}", plan.zero) class=stem />
                        {mark}
                        <text x=format!("{:.1}", x + BESIDE) y=y + 4.5 class=value>{row.value.clone()}</text>
                    }
                    .into_any()
                };
                ways.iter().zip(&plan.rows).map(row).collect::<Vec<_>>()
            });
            view! { {ticks.collect_view()} {reference} {rows} }.into_any()
        })
    };
    view! {
        <svg
            class="chart"
            role="img"
            aria-label=summary
            width=move || plan.with(|plan| plan.width)
            height=move || plan.with(|plan| plan.height)
            viewBox=move || plan.with(|plan| format!("0 0 {} {}", plan.width, plan.height))
        >
            <text x="0" y="11" class="ax">{title}</text>
            {drawn}
        </svg>
        <DataTable file caption table=move || table.get() />
    }
}
