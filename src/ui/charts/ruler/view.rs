//! The ruler: the total on a scale, between the best, the agent and what is pinned, with the band
//! of the uncertain constants.

use super::plan::{HEIGHT, LINE, Label, MOST_LABELS, Plan, RING, plan};
use crate::ui::charts::kit::marks::{DIAMOND, TRIANGLE, at};
use crate::ui::charts::kit::parts::Pinned;
use crate::ui::charts::kit::table::{DataTable, Table};
use crate::ui::words::format::mass;
use crate::ui::words::{charts as words, comma};
use leptos::prelude::*;

/// The ruler.
#[component]
pub fn Ruler(
    /// Pixels to lay out for.
    #[prop(into)]
    width: Signal<f64>,
    /// The total of what is chosen, g.
    #[prop(into)]
    you_g: Signal<f64>,
    /// Least and greatest total as the uncertain constants lean, g.
    #[prop(into)]
    range_g: Signal<(f64, f64)>,
    /// The total at the optimum, g; none where nothing is feasible.
    #[prop(into)]
    best_g: Signal<Option<f64>>,
    /// The agent's total, g.
    #[prop(into, optional)]
    agent_g: Signal<Option<f64>>,
    /// That is its answer to another scenario.
    #[prop(into)]
    agent_trails: Signal<bool>,
    #[prop(into, optional)] pinned: Signal<Option<Pinned>>,
) -> impl IntoView {
    let totals = move || {
        let mut totals = vec![(words::you().to_string(), you_g.get())];
        totals.extend(best_g.get().map(|grams| (words::best_possible().to_string(), grams)));
        totals.extend(agent_g.get().map(|grams| (words::agent().to_string(), grams)));
        totals.extend(pinned.get().map(|pinned| (pinned.name, pinned.total_g)));
        let (low, high) = range_g.get();
        totals.push((words::least_lean().to_string(), low));
        totals.push((words::greatest_lean().to_string(), high));
        totals
    };
    let summary = move || {
        let parts: Vec<String> =
            totals().into_iter().map(|(name, grams)| format!("{name} {}", mass(grams))).collect();
        words::totals(&parts.join(comma()))
    };
    let table = move || Table {
        head: vec![words::total_head().to_string(), words::per_answer().to_string()],
        rows: totals().into_iter().map(|(name, grams)| vec![name, mass(grams)]).collect(),
    };
    let plan = Memo::new(move |_| {
        pinned.with(|pinned| {
            let (best_g, agent_g) = (best_g.get(), agent_g.get());
            plan(width.get(), you_g.get(), range_g.get(), best_g, agent_g, pinned.as_ref())
        })
    });
    view! {
        <svg
            class="chart"
            role="img"
            aria-label=summary
            width=move || width.get().max(260.0)
            height=HEIGHT
            viewBox=move || format!("0 0 {} {HEIGHT}", width.get().max(260.0))
        >
            {drawn(plan, agent_trails)}
        </svg>
        <DataTable file="totals" caption=words::ruler_table() table=table />
    }
}

/// What stands in the plot. It is drawn again with every move of a slider, so elements stay, and only
/// what of them has changed is written.
fn drawn(plan: Memo<Plan>, agent_trails: Signal<bool>) -> impl IntoView {
    let numbers = Memo::new(move |_| {
        let number = |(x, text): &(f64, Option<String>)| Some((*x, text.clone()?));
        plan.with(|plan| plan.ticks.iter().filter_map(number).collect::<Vec<_>>())
    });
    let numbers = move || {
        let number = |(x, text)| view! { <text x=format!("{x:.1}")>{text}</text> };
        numbers.get().into_iter().map(number).collect_view()
    };
    let band =
        move |side: fn((f64, f64)) -> f64| move || format!("{:.1}", side(plan.with(|it| it.band)));
    let mark = move |place: fn(&Plan) -> Option<f64>, shape: fn() -> AnyView| {
        let there = Memo::new(move |_| plan.with(|plan| place(plan).is_some()));
        let x = move || plan.with(|plan| place(plan).unwrap_or_default());
        move || there.get().then(|| view! { <g transform=move || at(x(), LINE)>{shape()}</g> })
    };
    let label = move |index: usize| {
        let label = Memo::new(move |_| plan.with(|plan| plan.labels.get(index).cloned()));
        let there = Memo::new(move |_| label.with(Option::is_some));
        let of = move |part: fn(&Label) -> String| {
            move || label.with(|label| label.as_ref().map(part).unwrap_or_default())
        };
        let link = |label: &Label| {
            let down = |x| format!("M{x:.1} {}V{}", label.y + 4.0, LINE - 9.0);
            label.link.map(down).unwrap_or_default()
        };
        move || {
            there.get().then(|| {
                view! {
                    <path d=of(link) class="link" />
                    <text
                        x=of(|label| format!("{:.1}", label.x))
                        y=of(|label| label.y.to_string())
                        class=of(|label| label.class.clone())
                    >
                        {of(|label| label.text.clone())}
                    </text>
                }
            })
        }
    };
    let note = move |part: fn(&Plan) -> String| move || plan.with(part);
    view! {
        <rect
            x=band(|(left, _)| left)
            y=LINE - 12.0
            width=band(|(left, right)| (right - left).max(0.0))
            height="12"
            class="band-r"
        />
        <path d=note(ticks) class="k-tick" />
        <g class="ax mid" transform="translate(0 69)">
            {numbers}
        </g>
        <path d=note(|plan| format!("M16 {LINE}H{}", plan.width - 16.0)) class="base" />
        {mark(|plan| plan.pinned, || view! { <circle r="4.5" class="m-pin" /> }.into_any())}
        <path d=note(|plan| format!("M{:.1} {}V56", plan.you, RING + 2.0)) class="needle" />
        <g transform=note(|plan| at(plan.you, RING))>
            <circle r="5.5" class="m-you" />
        </g>
        <g class:trails=agent_trails>
            {mark(|plan| plan.agent, || view! { <path d=TRIANGLE class="m-agent" /> }.into_any())}
        </g>
        {mark(|plan| plan.best, || view! { <path d=DIAMOND class="m-opt" /> }.into_any())}
        {(0..MOST_LABELS).map(label).collect_view()}
        <text
            x=note(|plan| format!("{:.1}", plan.note.0))
            y="84"
            class=note(|plan| format!("ts {}", plan.note.1.class()))
        >
            {note(|plan| plan.note.2.clone())}
        </text>
    }
}

fn ticks(plan: &Plan) -> String {
    let tick = |(x, text): &(f64, Option<String>)| {
        format!("M{x:.1} {LINE}v{}", if text.is_some() { 9 } else { 4 })
    };
    plan.ticks.iter().map(tick).collect()
}
