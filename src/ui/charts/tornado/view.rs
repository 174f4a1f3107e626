//! The tornado: what each uncertain constant alone does to the total.

use super::plan::{BAR, Row, TOP, TornadoRow, plan};
use crate::ui::charts::kit::table::{DataTable, Table};
use crate::ui::words::assumptions as words;
use crate::ui::words::format::mass;
use leptos::ev;
use leptos::prelude::*;

/// The chart. Each row is a button that tells where its range comes from.
#[component]
pub fn TornadoChart<F>(
    /// Pixels to lay out for.
    #[prop(into)]
    width: Signal<f64>,
    /// The total with every constant at its value, g.
    #[prop(into)]
    total_g: Signal<f64>,
    /// In the order in which they are shown.
    #[prop(into)]
    rows: Signal<Vec<TornadoRow>>,
    /// Name of the row that is open.
    #[prop(into)]
    selected: Signal<Option<&'static str>>,
    #[prop(into)] on_select: Callback<&'static str>,
    /// `id` of the element that tells about the open row.
    told_id: &'static str,
    /// The table behind the chart.
    table: F,
) -> impl IntoView
where
    F: Fn() -> Table + Copy + Send + Sync + 'static,
{
    let plan = Memo::new(move |_| rows.with(|rows| plan(width.get(), total_g.get(), rows)));
    let size = move || plan.with(|plan| plan.size);
    let count = Memo::new(move |_| rows.with(Vec::len));
    let axis = move || {
        plan.with(|plan| {
            let bottom = plan.size.bottom();
            let tick = |(x, text): &(f64, String)| {
                view! {
                    <path d=format!("M{x:.1} {TOP}V{bottom}") class="grid" />
                    <text x=format!("{x:.1}") y=bottom + 16.0 class="ax mid">{text.clone()}</text>
                }
            };
            plan.ticks.iter().map(tick).collect_view()
        })
    };
    let here = move || {
        plan.with(|plan| {
            let (x, bottom) = (plan.here, plan.size.bottom());
            view! {
                <path d=format!("M{x:.1} {}V{bottom}", TOP - 4.0) class="base" />
                <text x=format!("{x:.1}") y=TOP - 8.0 class="tb mid">{plan.here_text.clone()}</text>
            }
        })
    };
    // Rows are buttons: they stay while their figures move, so that the focus does.
    let row = move |index: usize| {
        let read = move |read: fn(&Row) -> String| {
            plan.with(|plan| plan.rows.get(index).map(read).unwrap_or_default())
        };
        let name =
            move || rows.with(|rows| rows.get(index).map(|row| row.name)).unwrap_or_default();
        let open = move || selected.get() == Some(name());
        let on_key = move |event: ev::KeyboardEvent| {
            if matches!(event.key().as_str(), "Enter" | " ") {
                event.prevent_default();
                on_select.run(name());
            }
        };
        let top = move || size().row(index);
        let name_y = move || if size().narrow { top() + 16.0 } else { top() + 19.0 };
        let range_at =
            move || if size().narrow { (size().width, name_y()) } else { (0.0, top() + 36.0) };
        let bars = move || {
            plan.with(|plan| {
                plan.rows
                    .get(index)
                    .map(|row| bars(row, plan.here, plan.size.row(index) + plan.size.bar_top))
            })
        };
        view! {
            <g
                role="button"
                tabindex="0"
                class="row-button"
                class:open=open
                aria-expanded=move || open().to_string()
                aria-controls=told_id
                aria-label=move || read(|row| row.spoken.clone())
                on:click=move |_| on_select.run(name())
                on:keydown=on_key
            >
                <rect class="hit" x="0" y=top width=move || size().width height=move || size().pitch />
                <text x="0" y=name_y class="tl name">{name}</text>
                " "
                <text
                    x=move || range_at().0
                    y=move || range_at().1
                    class="ts"
                    class:end=move || size().narrow
                >
                    {move || read(|row| row.range.clone())}
                </text>
                " "
                {bars}
            </g>
        }
    };
    let key = |x: f64, class: &'static str, text: &'static str| {
        view! {
            <rect x=x y="21" width="12" height="10" class=class />
            <text x=x + 17.0 y="30" class="ts">{text}</text>
        }
    };
    let second_key = 17.0 + crate::ui::charts::kit::labels::text_width(words::key_low()) + 20.0;
    view! {
        <svg
            class="chart"
            role="group"
            aria-label=move || words::tornado(&mass(total_g.get()))
            width=move || size().width
            height=move || size().height()
            viewBox=move || format!("0 0 {} {}", size().width, size().height())
        >
            <text x="0" y="11" class="ax">
                {move || plan.with(|plan| words::tornado_axis(plan.unit.symbol()))}
            </text>
            {key(0.5, "t-low", words::key_low())}
            {key(second_key, "t-high", words::key_high())}
            {axis}
            {move || (0..count.get()).map(row).collect_view()}
            {here}
        </svg>
        <DataTable file="tornado" caption=words::tornado_table() table=table />
    }
}

/// Both halves of a bar with the totals at their ends.
fn bars(row: &Row, here: f64, y: f64) -> AnyView {
    let baseline = y + 13.5;
    if row.idle {
        let x = format!("{:.1}", here + 8.0);
        return view! { <text x=x y=baseline class="ts halo">{words::no_effect()}</text> }
            .into_any();
    }
    let half = |end: f64, other: f64, text: &str, solid: bool| {
        let (left, width) = (end.min(here), (end - here).abs().max(1.0));
        let class = match (solid, row.radio) {
            (true, true) => "f-rad",
            (true, false) => "f-inf",
            (false, true) => "t-low rad",
            (false, false) => "t-low inf",
        };
        // An end that is where the total is leaves its side to the other.
        let on_left = end < here || (end == here && other > here);
        let (x, anchor) = if on_left { (end - 6.0, "tl halo end") } else { (end + 6.0, "tl halo") };
        let text = text.to_string();
        view! {
            <rect x=format!("{left:.1}") y=y width=format!("{width:.1}") height=BAR class=class />
            <text x=format!("{x:.1}") y=baseline class=anchor>{text}</text>
            " "
        }
    };
    view! {
        {half(row.at_low, row.at_high, &row.low_text, false)}
        {half(row.at_high, row.at_low, &row.high_text, true)}
    }
    .into_any()
}
