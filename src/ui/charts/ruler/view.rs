//! The ruler: the total on a scale, between the best, the agent and what is pinned, with the band
//! of the uncertain constants.

use super::plan::{HEIGHT, LINE, Plan, RING, plan};
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
    let drawn = move || {
        let plan = pinned.with(|pinned| {
            let (best_g, agent_g) = (best_g.get(), agent_g.get());
            plan(width.get(), you_g.get(), range_g.get(), best_g, agent_g, pinned.as_ref())
        });
        draw(plan, agent_trails)
    };
    view! {
        <svg
            class="chart"
            role="img"
            aria-label=summary
            width=move || width.get().max(260.0)
            height=HEIGHT
            viewBox=move || format!("0 0 {} {HEIGHT}", width.get().max(260.0))
        >
            {drawn}
        </svg>
        <DataTable file="totals" caption=words::ruler_table() table=table />
    }
}

fn draw(plan: Plan, agent_trails: Signal<bool>) -> impl IntoView {
    let ticks = plan.ticks.into_iter().map(|(x, text)| {
        let length = if text.is_some() { 9 } else { 4 };
        view! {
            <path d=format!("M{x:.1} {LINE}v{length}") class="k-tick" />
            {text.map(|text| view! { <text x=format!("{x:.1}") y="69" class="ax mid">{text}</text> })}
        }
    });
    let labels = plan.labels.into_iter().map(|label| {
        let link = label.link.map(|x| {
            view! { <path d=format!("M{x:.1} {}V{}", label.y + 4.0, LINE - 9.0) class="link" /> }
        });
        view! {
            {link}
            <text x=format!("{:.1}", label.x) y=label.y class=label.class>{label.text}</text>
        }
    });
    let (left, right) = plan.band;
    let you = plan.you;
    let (note_x, note_anchor, note) = plan.note;
    view! {
        <rect
            x=format!("{left:.1}")
            y=LINE - 12.0
            width=format!("{:.1}", (right - left).max(0.0))
            height="12"
            class="band-r"
        />
        {ticks.collect_view()}
        <path d=format!("M16 {LINE}H{}", plan.width - 16.0) class="base" />
        {plan.pinned.map(|x| view! {
            <g transform=at(x, LINE)>
                <circle r="4.5" class="m-pin" />
            </g>
        })}
        <path d=format!("M{you:.1} {}V56", RING + 2.0) class="needle" />
        <g transform=at(you, RING)>
            <circle r="5.5" class="m-you" />
        </g>
        {plan.agent.map(|x| view! {
            <g transform=at(x, LINE) class:trails=agent_trails>
                <path d=TRIANGLE class="m-agent" />
            </g>
        })}
        {plan.best.map(|x| view! {
            <g transform=at(x, LINE)>
                <path d=DIAMOND class="m-opt" />
            </g>
        })}
        {labels.collect_view()}
        <text x=format!("{note_x:.1}") y="84" class=format!("ts {}", note_anchor.class())>
            {note}
        </text>
    }
}
