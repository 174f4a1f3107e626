//! Decisions along the distance: what the best answer and the agents do as the phone moves away.

use super::plan::{At, Panel, plan};
use crate::ui::charts::kit::table::{DataTable, Table};
use crate::ui::words::format::{number, plain_significant, whole};
use crate::ui::words::lab as words;
use leptos::prelude::*;

/// Length and power along the distance, with a line at the present one.
#[component]
pub fn AlongDistance(
    #[prop(into)] width: Signal<f64>,
    /// Ascending in distance.
    #[prop(into)]
    stops: Signal<Vec<At>>,
    #[prop(into)] now_m: Signal<f64>,
) -> impl IntoView {
    let plan = Memo::new(move |_| stops.with(|stops| plan(width.get(), stops, now_m.get())));
    let panel = |it: &Panel, left: f64, right: f64, title: &'static str| {
        let ticks = it.ticks.iter().map(|(y, text)| {
            view! {
                <path d=format!("M{left} {y:.1}H{right}") class="grid" />
                <text x=left - 8.0 y=format!("{:.1}", y + 4.0) class="ax end">{text.clone()}</text>
            }
        });
        let [sdrl, sac] = it.agents.clone();
        view! {
            <text x="0" y=it.top - 10.0 class="ax">{title}</text>
            {ticks.collect_view()}
            <path d=sac class="l-sac" />
            <path d=sdrl class="l-agent" />
            <path d=it.best.clone() class="l-opt" />
        }
    };
    let content = move || {
        plan.with(|plan| {
            let (left, right) = (plan.left, plan.right);
            let hopeless = plan.hopeless_from.map(|x| {
                view! {
                    <rect
                        x=format!("{x:.1}")
                        y=plan.length.top
                        width=format!("{:.1}", (right - x).max(1.0))
                        height=plan.power.bottom - plan.length.top
                        class="future"
                    />
                    <text x=right - 4.0 y=plan.length.top + 14.0 class="ts end halo">
                        {words::nothing_fits()}
                    </text>
                }
            });
            let rows = ["SDRL", "SAC"].into_iter().zip(&plan.broken).enumerate();
            let rows = rows.map(|(index, (name, broken))| {
                let y = plan.rows_top + 16.0 * index as f64;
                let bars = broken.iter().map(|(from, to)| {
                    view! {
                        <rect
                            x=format!("{from:.1}")
                            y=y
                            width=format!("{:.1}", (to - from).max(2.0))
                            height="10"
                            class="broken-bar"
                        />
                    }
                });
                view! {
                    <path d=format!("M{left} {}H{right}", y + 5.0) class="grid" />
                    <text x=left - 8.0 y=y + 9.0 class="ax end">{name}</text>
                    {bars.collect_view()}
                }
            });
            let bottom = plan.rows_top + 44.0;
            let ticks = plan.distance_ticks.iter().map(|(x, text)| {
                view! { <text x=format!("{x:.1}") y=bottom class="ax mid">{text.clone()}</text> }
            });
            view! {
                {hopeless}
                {panel(&plan.length, left, right, words::length_axis())}
                {panel(&plan.power, left, right, words::power_axis())}
                <text x="0" y=plan.rows_top - 6.0 class="ax">{words::breaks_axis()}</text>
                {rows.collect_view()}
                {ticks.collect_view()}
                <text x=right y=bottom + 18.0 class="ax end">{words::distance_axis()}</text>
                <path
                    d=format!("M{:.1} {}V{}", plan.now, plan.length.top, plan.rows_top + 30.0)
                    class="now-line"
                />
            }
        })
    };
    let summary = move || {
        stops.with(|stops| {
            let broken = |index: usize| {
                let of = |it: &&At| it.agents[index].is_some_and(|(_, _, kept)| !kept);
                stops.iter().filter(|it| it.best.is_some()).filter(of).count().to_string()
            };
            let possible = stops.iter().filter(|it| it.best.is_some()).count().to_string();
            words::along_summary(&stops.len().to_string(), &possible, &broken(0), &broken(1))
        })
    };
    let table = move || stops.with(|stops| rows(stops));
    view! {
        <svg
            class="chart"
            role="img"
            aria-label=summary
            width=move || plan.with(|it| it.width)
            height=move || plan.with(|it| it.height)
            viewBox=move || plan.with(|it| format!("0 0 {} {}", it.width, it.height))
        >
            {content}
        </svg>
        <DataTable file="distance" caption=words::along_table() table=table />
    }
}

/// Every third distance is enough to read.
fn rows(stops: &[At]) -> Table {
    let decision = |it: Option<(f64, f64)>| match it {
        Some((tokens, watts)) => [whole(tokens), number(watts)],
        None => ["–".to_string(), "–".to_string()],
    };
    let rows = stops.iter().step_by(3).map(|it| {
        let mut row = vec![plain_significant(it.distance_m, 3)];
        row.extend(decision(it.best));
        for agent in it.agents {
            row.extend(decision(agent.map(|(tokens, watts, _)| (tokens, watts))));
            row.push(match agent {
                Some((_, _, true)) => words::kept().to_string(),
                Some(_) => words::broken().to_string(),
                None => "–".to_string(),
            });
        }
        row
    });
    let tokens = |who: &str| words::who_tokens(who);
    let watts = |who: &str| words::who_watts(who);
    let limits = |who: &str| words::who_limits(who);
    let best = words::best();
    let mut head = vec![words::metres().to_string(), tokens(best), watts(best)];
    for who in ["SDRL", "SAC"] {
        head.extend([tokens(who), watts(who), limits(who)]);
    }
    Table { head, rows: rows.collect() }
}
