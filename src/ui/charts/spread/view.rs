//! The histogram of totals as the uncertain constants are drawn at random.

use super::plan::{Mark, Plan, plan};
use crate::analysis::Spread;
use crate::ui::charts::kit::labels::Anchor;
use crate::ui::charts::kit::table::{DataTable, Table};
use crate::ui::words::assumptions as words;
use crate::ui::words::format::{mass, whole};
use leptos::prelude::*;

/// The chart with its figures behind it.
#[component]
pub fn SpreadChart<F>(
    /// Pixels to lay out for.
    #[prop(into)]
    width: Signal<f64>,
    #[prop(into)] spread: Signal<Spread>,
    /// The total with every constant at its value, g.
    #[prop(into)]
    total_g: Signal<f64>,
    /// Mean, quantiles, shares and bins.
    figures: F,
) -> impl IntoView
where
    F: Fn() -> Table + Copy + Send + Sync + 'static,
{
    let plan = Memo::new(move |_| spread.with(|spread| plan(width.get(), spread, total_g.get())));
    let size = move || plan.with(|plan| plan.size);
    let summary = move || {
        spread.with(|it| {
            words::spread(&whole(f64::from(it.samples)), &mass(it.q05_g), &mass(it.q95_g))
        })
    };
    view! {
        <svg
            class="chart"
            role="img"
            aria-label=summary
            width=move || size().width
            height=move || size().height
            viewBox=move || format!("0 0 {} {}", size().width, size().height)
        >
            {move || plan.with(drawn)}
        </svg>
        <DataTable file="spread" caption=words::spread_table() table=figures />
    }
}

fn drawn(plan: &Plan) -> impl IntoView + use<> {
    let size = plan.size;
    let share = |(y, text): &(f64, String)| {
        view! {
            <path d=format!("M{} {y:.1}H{}", size.left, size.right) class="grid" />
            <text x=size.left - 8.0 y=format!("{:.1}", y + 4.0) class="ax end">{text.clone()}</text>
        }
    };
    let tick = |(x, text): &(f64, String)| {
        let y = size.bottom + 18.0;
        view! { <text x=format!("{x:.1}") y=y class="ax mid">{text.clone()}</text> }
    };
    let mark = |mark: &Mark| {
        let Mark { x, at: (label_x, y), anchor, reference, .. } = *mark;
        let line = if reference { "l-ref" } else { "s-mark" };
        let class = match anchor {
            Anchor::Start => "tl halo",
            Anchor::Middle => "tl halo mid",
            Anchor::End => "tl halo end",
        };
        let from = y + 4.0;
        (
            view! { <path d=format!("M{x:.1} {from:.1}V{}", size.bottom) class=line /> },
            view! {
                <text x=format!("{label_x:.1}") y=y class=class>{mark.label.clone()}</text>
                " "
            },
        )
    };
    let (lines, labels): (Vec<_>, Vec<_>) = plan.marks.iter().map(mark).unzip();
    view! {
        <text x="0" y="11" class="ax">{words::share_axis()}</text>
        <text x=size.width y=size.bottom + 37.0 class="ax end">
            {words::tornado_axis(plan.unit.symbol())}
        </text>
        {plan.shares.iter().map(share).collect_view()}
        <path d=plan.bars.clone() class="s-bars" />
        <path d=format!("M{} {}H{}", size.left, size.bottom, size.right) class="base" />
        {lines}
        {plan.ticks.iter().map(tick).collect_view()}
        {labels}
    }
}
