//! The levers of a day as SVG, and as a table.

use super::plan::{Bar, Lever, Size, TOP, plan};
use crate::ui::charts::kit::labels::text_width;
use crate::ui::charts::kit::marks::{DIAMOND, Hatching, at, reference, unique};
use crate::ui::charts::kit::piece::piece;
use crate::ui::charts::kit::table::{DataTable, Table};
use crate::ui::charts::words;
use crate::ui::words::day as said;
use leptos::prelude::*;

/// What heads keep between each other, pixels.
const GAP: f64 = 8.0;

/// The bars, drawn anew when a lever changes.
#[component]
pub fn LeverBars(
    /// Pixels to lay out for.
    #[prop(into)]
    width: Signal<f64>,
    /// The day without any lever first.
    #[prop(into)]
    levers: Signal<Vec<Lever>>,
    /// What data centre and radio emit without any, written where their bars begin.
    #[prop(into)]
    sums: Signal<[String; 2]>,
    /// What it shows, for those who do not see it.
    #[prop(into)]
    summary: Signal<String>,
    /// As numbers.
    #[prop(into)]
    table: Signal<Table>,
) -> impl IntoView {
    let plan = Memo::new(move |_| levers.with(|levers| plan(width.get(), levers)));
    let size = move || plan.with(|plan| plan.size);
    let hatching = unique("levers");
    let hatched = reference(&hatching);
    let axes = piece(
        move || plan.with(|plan| (plan.size, plan.ticks.clone())),
        |(size, ticks)| axis(*size, ticks),
    );
    let count = Memo::new(move |_| plan.with(|plan| plan.bars.len()));
    let rows = move || {
        let one = |index: usize| {
            let hatched = hatched.clone();
            let row_of = move || {
                let lever = levers.with(|levers| levers.get(index).cloned())?;
                plan.with(|plan| {
                    Some((plan.size, plan.baseline, lever, plan.bars.get(index)?.clone()))
                })
            };
            piece(row_of, move |it| {
                let Some((size, baseline, lever, bar)) = it else { return ().into_any() };
                row(*size, *baseline, index, (lever, bar), &hatched)
            })
        };
        (0..count.get()).map(one).collect::<Vec<_>>()
    };
    let line = piece(
        move || plan.with(|plan| (plan.baseline, plan.baseline_spans())),
        |(x, spans)| baseline(*x, spans),
    );
    let head = move || {
        let (size, [centre, radio]) = (size(), plan.with(|plan| plan.named));
        let [centre_sum, radio_sum] = sums.get();
        let column = |x: f64, name: &'static str| {
            view! { <text x=x y="14" class="ax end">{name}</text> }
        };
        // Over its part of the bar, as far as the head of the next column leaves it room.
        let (next, head) = if size.wide { (0, said::emits()) } else { (1, said::less()) };
        let most = size.columns[next] - text_width(head) - GAP - text_width(&radio_sum);
        let radio = radio.min(most);
        view! {
            <text x=format!("{centre:.1}") y="14" class="ax c-inf">{centre_sum}</text>
            <text x=format!("{radio:.1}") y="14" class="ax c-rad">{radio_sum}</text>
            {size.wide.then(|| column(size.columns[0], said::emits()))}
            {column(size.columns[1], said::less())}
            {size.has_usual().then(|| column(size.columns[2], said::nine_of_ten()))}
        }
    };
    view! {
        <svg
            class="chart"
            role="img"
            aria-label=summary
            width=move || size().width
            height=move || size().height()
            viewBox=move || format!("0 0 {} {}", size().width, size().height())
        >
            <Hatching name=hatching line="h-line" gap=5 />
            {head}
            {axes}
            {rows}
            {line}
        </svg>
        <DataTable file="day-levers" caption=said::levers_table() table=move || table.get() />
    }
}

/// Half the width of a number.
const EDGE: f64 = 8.0;

fn axis(size: Size, ticks: &[(f64, String)]) -> AnyView {
    let bottom = size.bottom();
    let ticks = ticks.iter().enumerate().map(|(index, (x, text))| {
        let class = if index == 0 { "base" } else { "grid" };
        // At the edge of the chart it would stand outside.
        let number = if *x < EDGE { "ax" } else { "ax mid" };
        view! {
            <path d=format!("M{x:.1} {}V{bottom}", TOP - 8.0) class=class />
            <text x=format!("{x:.1}") y=bottom + 16.0 class=number>{text.clone()}</text>
        }
    });
    view! {
        {ticks.collect_view()}
        <text x=size.width y=bottom + 16.0 class="ax end">"kg CO₂e"</text>
    }
    .into_any()
}

fn baseline(x: f64, spans: &[(f64, f64)]) -> AnyView {
    let lines = spans.iter().map(|(from, to)| {
        view! { <path d=format!("M{x:.1} {from}V{to}") class="l-base" /> }
    });
    lines.collect_view().into_any()
}

fn row(
    size: Size,
    baseline: f64,
    index: usize,
    (lever, bar): (&Lever, &Bar),
    hatched: &str,
) -> AnyView {
    let (y, height) = (bar.y, size.bar);
    let stretches = bar.stretches.iter().map(|it| {
        let (x, long) = (format!("{:.1}", it.from), format!("{:.1}", (it.to - it.from).max(0.0)));
        let over = it.part.hatched().then(|| {
            let fill = hatched.to_string();
            view! { <rect x=x.clone() y=y width=long.clone() height=height fill=fill /> }
        });
        view! {
            <rect x=x y=y width=long height=height class=it.part.class()>
                <title>{words::part(it.part)}</title>
            </rect>
            {over}
        }
    });
    // What is gone; a day that emits more than the first has nothing there.
    let gone = (baseline - bar.end > 1.0).then(|| {
        let (x, long) = (format!("{:.1}", bar.end), format!("{:.1}", baseline - bar.end));
        view! { <rect x=x y=y + 0.5 width=long height=height - 1.0 class="gone-k" /> }
    });
    let best = lever.best.then(|| {
        view! { <g transform=at(bar.end, y + height / 2.0)><path d=DIAMOND class="m-opt" /></g> }
    });
    let texts = if size.wide {
        let less = if lever.best { "lv-v end c-opt" } else { "lv-v end" };
        view! {
            <text x="0" y=y + 9.0 class="lv-n">{lever.name.clone()}</text>
            <text x="0" y=y + 26.0 class="ts">{lever.about.clone()}</text>
            <text x=size.columns[0] y=y + 16.0 class=if index == 0 { "lv-k end" } else { "tx end" }>
                {lever.emits.clone()}
            </text>
            <text x=size.columns[1] y=y + 18.0 class=less>{lever.less.clone()}</text>
            {size.has_usual().then(|| view! {
                <text x=size.columns[2] y=y + 16.0 class="ts end">{lever.usual.clone()}</text>
            })}
        }
        .into_any()
    } else {
        let less = if lever.best { "lv-k end c-opt" } else { "lv-k end" };
        let beside = if index == 0 { lever.emits.clone() } else { lever.less.clone() };
        let about = size.has_about(lever).then(|| {
            view! { <tspan class="ts" dx="8">{lever.about.clone()}</tspan> }
        });
        view! {
            <text x="0" y=y - 8.0 class="lv-n">{lever.name.clone()} {about}</text>
            <text x=size.width y=y + 15.0 class=less>{beside}</text>
        }
        .into_any()
    };
    view! { {texts} {stretches.collect_view()} {gone} {best} }.into_any()
}
