//! Learning curves: how far an agent's answers are above the optimum, and how many break a limit,
//! update by update, as a run goes on.

use super::plan::{Curve, Earlier, Plan, Point, Size, plan};
use crate::math;
use crate::ui::charts::kit::labels::text_width;
use crate::ui::charts::kit::marks::{reference, unique};
use crate::ui::charts::kit::table::{DataTable, Table};
use crate::ui::words::format::{number, percent, whole};
use crate::ui::words::{learning as words, listed};
use leptos::prelude::*;

/// An agent: its names and marks.
struct Agent {
    name: &'static str,
    long_name: fn() -> &'static str,
    line: &'static str,
    area: &'static str,
    text: &'static str,
    dot: &'static str,
}

const SDRL: Agent = Agent {
    name: "SDRL",
    long_name: words::spiking,
    line: "l-agent",
    area: "a-agent",
    text: "tb c-agent",
    dot: "d-agent",
};
const SAC: Agent = Agent {
    name: "SAC",
    long_name: || "SAC",
    line: "l-sac",
    area: "a-sac",
    text: "tb c-sac",
    dot: "d-sac",
};

/// The curves of both agents, and the broken limits below. Points may be appended while it shows.
#[component]
pub fn LearningCurve(
    /// Pixels to lay out for.
    #[prop(into)]
    width: Signal<f64>,
    #[prop(into)] sdrl: Signal<Vec<Point>>,
    #[prop(into)] sac: Signal<Vec<Point>>,
    /// Updates that the run was asked for.
    #[prop(into)]
    planned_updates: Signal<u32>,
    /// Gap of a fixed rule to compare with, as a share.
    #[prop(into, optional)]
    fixed_rule: Signal<Option<f64>>,
    /// What the agents are called where they are others than the usual: that of SDRL, of SAC.
    #[prop(into, optional)]
    names: Option<Signal<[String; 2]>>,
    /// What earlier runs came to.
    #[prop(into, optional)]
    earlier: Signal<Vec<Earlier>>,
) -> impl IntoView {
    let called = move |agent: &Agent| match names {
        Some(names) => names.get()[usize::from(agent.name == "SAC")].clone(),
        None => agent.name.to_string(),
    };
    let plan = Memo::new(move |_| {
        sdrl.with(|sdrl| {
            sac.with(|sac| {
                let (width, planned) = (width.get(), planned_updates.get());
                earlier.with(|earlier| plan(width, sdrl, sac, planned, fixed_rule.get(), earlier))
            })
        })
    });
    let size = move || plan.with(|plan| plan.size);
    let clip = unique("curves");
    let clipped = reference(&clip);
    let empty = move || sdrl.with(Vec::is_empty) && sac.with(Vec::is_empty);
    let backdrop = move || plan.with(|plan| backdrop(plan, empty()));
    let curves = move || {
        plan.with(|plan| {
            let area = |agent: &Agent, curve: &Curve| {
                let class = agent.area;
                curve.area.clone().map(|d| view! { <path d=d class=class /> })
            };
            let line = |agent: &Agent, d: &str| {
                view! { <path d=d.to_string() class=agent.line /> }
            };
            let before = plan.earlier.iter().map(|(run, spiking, d)| {
                view! { <path d=d.clone() class=class_of(*run, *spiking) /> }
            });
            view! {
                {before.collect_view()}
                {area(&SAC, &plan.sac)}
                {area(&SDRL, &plan.sdrl)}
                {line(&SAC, &plan.sac.line)}
                {line(&SDRL, &plan.sdrl.line)}
            }
        })
    };
    let over = move || {
        plan.with(|plan| {
            let size = plan.size;
            let line = |agent: &Agent, d: &str| {
                view! { <path d=d.to_string() class=agent.line /> }
            };
            let end = |agent: &Agent, curve: &Curve, name_y: f64| {
                let dot = agent.dot;
                let first = curve.started_at.map(|gap| words::starts_at(agent.name, &percent(gap)));
                curve.end.map(|(x, y)| {
                    let y = y.max(size.top);
                    let (name, fits) = name_in(size.width - x - 8.0, agent, called(agent));
                    let text = if fits {
                        agent.text.to_string()
                    } else {
                        format!("{} halo end", agent.text)
                    };
                    let name_x = if fits { x + 8.0 } else { size.right - 4.0 };
                    view! {
                        <circle cx=format!("{x:.1}") cy=format!("{y:.1}") r="3.5" class=dot />
                        <text x=format!("{name_x:.1}") y=format!("{name_y:.1}") class=text>
                            {name}
                            <title>{first}</title>
                        </text>
                    }
                })
            };
            let clipped_starts: Vec<String> = [(&SDRL, &plan.sdrl), (&SAC, &plan.sac)]
                .into_iter()
                .filter_map(|(agent, curve)| {
                    Some(words::from(agent.name, &percent(curve.started_at?)))
                })
                .collect();
            let above = (!clipped_starts.is_empty()).then(|| {
                let text = format!("↑ {}", clipped_starts.join(listed()));
                view! {
                    <text x=size.left + 22.0 y=size.top + 12.0 class="ts halo">
                        {text}
                    </text>
                }
            });
            let small_name = |agent: &'static Agent, curve: &Curve, above: bool| {
                let class = if agent.name == "SAC" { "tx c-sac" } else { "tx c-agent" };
                curve.broken_end.map(|(x, y)| {
                    let y = if above { y - 4.0 } else { y + 4.0 };
                    let y = math::clamp(y, size.small_top + 6.0, size.small_bottom);
                    view! {
                        <text x=format!("{:.1}", x + 8.0) y=format!("{y:.1}") class=class>
                            {agent.name}
                        </text>
                    }
                })
            };
            // Where both would stand in one line, one name is enough: the higher curve's.
            let ends = (plan.sdrl.broken_end, plan.sac.broken_end);
            let close = matches!(ends, (Some(a), Some(b)) if (a.1 - b.1).abs() < 15.0);
            let sac_higher = matches!(ends, (Some(a), Some(b)) if b.1 < a.1);
            let names = view! {
                {(!(close && sac_higher)).then(|| small_name(&SDRL, &plan.sdrl, close))}
                {(!close || sac_higher).then(|| small_name(&SAC, &plan.sac, close))}
            };
            view! {
                {end(&SAC, &plan.sac, plan.name_y[1])}
                {end(&SDRL, &plan.sdrl, plan.name_y[0])}
                {above}
                {line(&SAC, &plan.sac.broken)}
                {line(&SDRL, &plan.sdrl.broken)}
                {names}
            }
        })
    };
    let summary = move || {
        let last = |agent: &Agent, points: &Vec<Point>| {
            points.last().map(|point| {
                words::curve_at(
                    agent.name,
                    &whole(f64::from(point.update)),
                    &percent(point.gap),
                    &percent(point.violation_rate),
                )
            })
        };
        let parts: Vec<String> =
            [sdrl.with(|points| last(&SDRL, points)), sac.with(|points| last(&SAC, points))]
                .into_iter()
                .flatten()
                .collect();
        match parts.as_slice() {
            [] => words::curves_none().to_string(),
            [one] => words::curves_one(one),
            [one, other, ..] => words::curves_two(one, other),
        }
    };
    let table = move || sdrl.with(|sdrl| sac.with(|sac| sampled(sdrl, sac)));
    view! {
        <svg
            class="chart"
            role="img"
            aria-label=summary
            width=move || size().width
            height=move || size().height
            viewBox=move || format!("0 0 {} {}", size().width, size().height)
        >
            <defs>
                <clipPath id=clip>
                    <rect
                        x=move || size().left
                        y=move || size().top
                        width=move || size().right - size().left
                        height=move || size().bottom - size().top + 3.0
                    />
                </clipPath>
            </defs>
            {backdrop}
            <g clip-path=clipped>{curves}</g>
            {over}
        </svg>
        <DataTable file="learning" caption=words::curves_table() table=table />
    }
}

/// The line of an agent in one of the earlier runs.
pub fn class_of(run: usize, spiking: bool) -> String {
    format!("le le-{run} {}", if spiking { "le-sdrl" } else { "le-sac" })
}

/// What an agent is called beside its curve, and whether that fits: the usual one is said at length
/// where there is room.
fn name_in(room: f64, agent: &Agent, called: String) -> (String, bool) {
    let at_length = (agent.long_name)();
    if called == agent.name && text_width(at_length) <= room {
        return (at_length.to_string(), true);
    }
    let fits = text_width(&called) <= room;
    (called, fits)
}

/// Axes, the optimum, the fixed rule, and what is still to come.
fn backdrop(plan: &Plan, empty: bool) -> impl IntoView + use<> {
    let size = plan.size;
    let Size { left, right, top, bottom, small_top, small_bottom, .. } = size;
    let (now, until) = if empty { (left, right) } else { (plan.now, plan.until) };
    let to_come = (until - now > 1.0).then(|| {
        let width = format!("{:.1}", until - now);
        let x = format!("{now:.1}");
        let fits = !empty && until - now > 90.0;
        // Under the line that says where the curves start, and under the fixed rule.
        let clipped = plan.sdrl.started_at.is_some() || plan.sac.started_at.is_some();
        let y = top + if clipped { 34.0 } else { 18.0 };
        let rule = plan.fixed_rule.as_ref().map(|(y, _)| *y);
        let y = rule.filter(|rule| (rule - y).abs() < 34.0).map_or(y, |rule| rule + 18.0);
        view! {
            <rect x=x.clone() y=top width=width.clone() height=bottom - top class="future" />
            <rect x=x y=small_top width=width height=small_bottom - small_top class="future" />
            {fits.then(|| view! {
                <text x=format!("{:.1}", 0.5 * (now + until)) y=y class="ts mid">
                    {words::to_come()}
                </text>
            })}
        }
    });
    let horizontal = |ticks: &[(f64, String)]| {
        let line = |(y, text): &(f64, String)| {
            view! {
                <path d=format!("M{left} {y:.1}H{right}") class="grid" />
                <text x=left - 8.0 y=format!("{:.1}", y + 4.0) class="ax end">
                    {text.clone()}
                </text>
            }
        };
        ticks.iter().map(line).collect_view()
    };
    let updates = plan.update_ticks.iter().map(|(x, text)| {
        view! {
            <text x=format!("{x:.1}") y=small_bottom + 18.0 class="ax mid">
                {text.clone()}
            </text>
        }
    });
    let rule = plan.fixed_rule.clone().map(|(y, text)| {
        view! {
            <path d=format!("M{left} {y:.1}H{right}") class="l-ref" />
            // In the margin it would meet the names of the curves.
            <text x=right - 4.0 y=format!("{:.1}", plan.rule_y) class="tx halo end">
                {format!("{} {text}", words::fixed_rule())}
            </text>
        }
    });
    let nothing = empty.then(|| {
        let (x, y) = (0.5 * (left + right), 0.5 * (top + bottom));
        view! {
            <text x=x y=y - 8.0 class="tl mid">
                {words::no_run_short()}
            </text>
            <text x=x y=y + 12.0 class="tx mid">
                {words::curves_grow()}
            </text>
        }
    });
    view! {
        <text x="0" y="11" class="ax">
            {words::gap_axis()}
        </text>
        {to_come}
        {horizontal(&plan.gap_ticks)}
        <path d=format!("M{:.1} {:.1}l8-4m-8 8l8-4", left - 4.0, 0.5 * (plan.foot + bottom)) class="k-tick" />
        <path d=format!("M{left} {bottom}H{right}") class="l-opt" />
        <text x=right + 8.0 y=bottom + 4.0 class="tb c-opt">
            {words::optimum_0()}
        </text>
        {rule}
        {nothing}
        <text x="0" y=small_top - 14.0 class="ax">
            {words::broken_axis()}
        </text>
        {horizontal(&plan.broken_ticks)}
        {updates.collect_view()}
        <text x=size.width y=format!("{:.1}", plan.updates_y) class="ax end">
            {words::updates_axis()}
        </text>
    }
}

/// At most twenty rows, the last one always among them.
fn sampled(sdrl: &[Point], sac: &[Point]) -> Table {
    let mut updates: Vec<u32> = sdrl.iter().chain(sac).map(|point| point.update).collect();
    updates.sort_unstable();
    updates.dedup();
    let every = updates.len().div_ceil(20).max(1);
    let last = updates.last().copied();
    let rows = updates
        .iter()
        .copied()
        .enumerate()
        .filter(|&(index, update)| index % every == 0 || Some(update) == last)
        .map(|(_, update)| {
            let mut row = vec![whole(f64::from(update))];
            for points in [sdrl, sac] {
                let point = points.iter().find(|point| point.update == update);
                row.push(point.map_or("–".to_string(), |point| number(100.0 * point.gap)));
                row.push(
                    point.map_or("–".to_string(), |point| number(100.0 * point.violation_rate)),
                );
            }
            row
        });
    Table {
        head: vec![
            words::update().to_string(),
            words::agent_gap(SDRL.name),
            words::agent_broken(SDRL.name),
            words::agent_gap(SAC.name),
            words::agent_broken(SAC.name),
        ],
        rows: rows.collect(),
    }
}
