//! Learning curves: how far an agent's answers are above the optimum, and how many break a limit,
//! update by update, as a run goes on.

use super::format::{number, percent, plain, whole};
use super::labels::spread_apart;
use super::marks::{reference, unique};
use super::path::Path;
use super::scale::{Linear, axis_from_zero, ticks_from_zero};
use super::table::{DataTable, Table};
use leptos::prelude::*;

/// One evaluation during a run; over several seeds, their mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    pub update: u32,
    /// Carbon above the optimum, as a share of it.
    pub gap: f64,
    /// Low and high end of the band around the gap, where there are several seeds.
    pub band: Option<(f64, f64)>,
    /// Share of answers that break a limit.
    pub violation_rate: f64,
}

/// An agent: its names and marks.
struct Agent {
    name: &'static str,
    long_name: &'static str,
    line: &'static str,
    area: &'static str,
    text: &'static str,
    dot: &'static str,
}

const SDRL: Agent = Agent {
    name: "SDRL",
    long_name: "SDRL, spiking",
    line: "l-agent",
    area: "a-agent",
    text: "tb c-agent",
    dot: "d-agent",
};
const SAC: Agent = Agent {
    name: "SAC",
    long_name: "SAC",
    line: "l-sac",
    area: "a-sac",
    text: "tb c-sac",
    dot: "d-sac",
};

/// The axis reaches at least this gap, percent.
const LEAST_TOP: f64 = 10.0;

/// Places that follow from the width, pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Size {
    width: f64,
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
    /// The small chart of broken limits.
    small_top: f64,
    small_bottom: f64,
    height: f64,
}

impl Size {
    fn for_width(width: f64) -> Self {
        let width = width.max(280.0);
        let (plot, margin) = if width < 440.0 { (236.0, 78.0) } else { (366.0, 104.0) };
        let (top, bottom) = (24.0, 24.0 + plot);
        let small_top = bottom + 64.0;
        let small_bottom = small_top + 42.0;
        let height = small_bottom + 34.0;
        Self {
            width,
            left: 44.0,
            right: width - margin,
            top,
            bottom,
            small_top,
            small_bottom,
            height,
        }
    }
}

/// Top of the gap axis, percent: what is still interesting fits, the first blunders do not.
fn top_of(curves: [&[Point]; 2], fixed_rule: Option<f64>) -> f64 {
    let all = || curves.into_iter().flatten();
    let greatest = all().map(|point| point.gap).fold(0.0, f64::max) * 100.0;
    // Four times the worse of the agents' best so far, so that the bend of both curves shows.
    let settled = curves
        .into_iter()
        .filter_map(|curve| curve.iter().map(|point| point.gap).reduce(f64::min))
        .fold(0.0, f64::max)
        * 400.0;
    let wanted = settled.max(fixed_rule.unwrap_or(0.0) * 130.0);
    let wanted =
        if curves.iter().all(|curve| curve.is_empty()) { wanted.max(80.0) } else { wanted };
    wanted.min(greatest.max(fixed_rule.unwrap_or(0.0) * 110.0).max(80.0)).max(LEAST_TOP)
}

#[derive(Clone, Debug, PartialEq)]
struct Curve {
    line: String,
    area: Option<String>,
    broken: String,
    end: Option<(f64, f64)>,
    broken_end: Option<(f64, f64)>,
    /// The first gap, where it is above the chart.
    started_at: Option<f64>,
}

#[derive(Clone, Debug, PartialEq)]
struct Plan {
    size: Size,
    gap_ticks: Vec<(f64, String)>,
    broken_ticks: Vec<(f64, String)>,
    update_ticks: Vec<(f64, String)>,
    /// From where nothing has happened yet.
    now: f64,
    fixed_rule: Option<(f64, String)>,
    sdrl: Curve,
    sac: Curve,
    /// Baselines of the names at the ends.
    name_y: [f64; 2],
}

fn plan(width: f64, sdrl: &[Point], sac: &[Point], planned: u32, fixed_rule: Option<f64>) -> Plan {
    let size = Size::for_width(width);
    let last = sdrl.iter().chain(sac).map(|point| point.update).max();
    let end = f64::from(planned.max(last.unwrap_or(0)).max(1));
    let x = Linear { domain: (0.0, end), range: (size.left, size.right) };
    let (top, gap_ticks) = axis_from_zero(top_of([sdrl, sac], fixed_rule), 4);
    let y = Linear { domain: (0.0, top), range: (size.bottom, size.top) };
    let most_broken =
        sdrl.iter().chain(sac).map(|point| point.violation_rate).fold(0.0, f64::max) * 100.0;
    let broken_ticks = ticks_from_zero(most_broken.max(4.0), 2);
    let broken_top = broken_ticks.last().copied().unwrap_or(1.0);
    let small = Linear { domain: (0.0, broken_top), range: (size.small_bottom, size.small_top) };
    let curve = |points: &[Point]| {
        let line = |value: &dyn Fn(&Point) -> f64| {
            let places: Vec<_> =
                points.iter().map(|point| (x.at(f64::from(point.update)), value(point))).collect();
            let mut path = Path::with_points(places.len());
            path.through(&places);
            (path.into_text(), places.last().copied())
        };
        // Far above the chart the line is held: what is clipped need not be exact.
        let gap_y = |gap: f64| y.at((100.0 * gap).min(4.0 * top));
        let (gap_line, gap_end) = line(&|point| gap_y(point.gap));
        let (broken, broken_end) = line(&|point| small.at(100.0 * point.violation_rate));
        let edge = |high: bool| {
            points.iter().filter_map(move |point| {
                let (low_gap, high_gap) = point.band?;
                Some((x.at(f64::from(point.update)), gap_y(if high { high_gap } else { low_gap })))
            })
        };
        let mut around: Vec<_> = edge(false).collect();
        let upper: Vec<_> = edge(true).collect();
        around.extend(upper.into_iter().rev());
        let area = (around.len() > 2).then(|| {
            let mut path = Path::with_points(around.len());
            path.through(&around);
            path.close();
            path.into_text()
        });
        let started_at =
            points.first().map(|point| point.gap).filter(|gap| 100.0 * gap > 1.05 * top);
        Curve { line: gap_line, area, broken, end: gap_end, broken_end, started_at }
    };
    let (sdrl, sac) = (curve(sdrl), curve(sac));
    let end_y =
        |curve: &Curve| curve.end.map_or(size.bottom, |(_, y)| y.max(size.top + 10.0) + 4.0);
    let mut name_y = [end_y(&sdrl), end_y(&sac)];
    // The name of the optimum stands at the foot of the right margin.
    spread_apart(&mut name_y, 17.0, size.bottom - 13.0);
    Plan {
        size,
        gap_ticks: gap_ticks.iter().map(|&tick| (y.at(tick), plain(tick))).collect(),
        broken_ticks: broken_ticks.iter().map(|&tick| (small.at(tick), plain(tick))).collect(),
        update_ticks: ticks_from_zero(end, if width < 440.0 { 2 } else { 4 })
            .into_iter()
            .filter(|&tick| tick <= end * (1.0 + 1e-9))
            .map(|tick| (x.at(tick), whole(tick)))
            .collect(),
        now: x.at(f64::from(last.unwrap_or(0))),
        fixed_rule: fixed_rule
            .filter(|gap| 100.0 * gap <= top)
            .map(|gap| (y.at(100.0 * gap), percent(gap))),
        sdrl,
        sac,
        name_y,
    }
}

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
) -> impl IntoView {
    let plan = Memo::new(move |_| {
        sdrl.with(|sdrl| {
            sac.with(|sac| plan(width.get(), sdrl, sac, planned_updates.get(), fixed_rule.get()))
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
            view! {
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
                let (dot, text, name) = (agent.dot, agent.text, agent.long_name);
                let first = curve
                    .started_at
                    .map(|gap| format!("{} starts at {}", agent.name, percent(gap)));
                curve.end.map(|(x, y)| {
                    let y = y.max(size.top);
                    view! {
                        <circle cx=format!("{x:.1}") cy=format!("{y:.1}") r="3.5" class=dot />
                        <text x=format!("{:.1}", x + 8.0) y=format!("{name_y:.1}") class=text>
                            {name}
                            <title>{first}</title>
                        </text>
                    }
                })
            };
            let clipped_starts: Vec<String> = [(&SDRL, &plan.sdrl), (&SAC, &plan.sac)]
                .into_iter()
                .filter_map(|(agent, curve)| {
                    Some(format!("{} from {}", agent.name, percent(curve.started_at?)))
                })
                .collect();
            let above = (!clipped_starts.is_empty()).then(|| {
                let text = format!("↑ {}", clipped_starts.join(", "));
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
                    let y = y.clamp(size.small_top + 6.0, size.small_bottom);
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
                format!(
                    "{} at update {}: {} above the optimum, {} of answers break a limit",
                    agent.name,
                    whole(f64::from(point.update)),
                    percent(point.gap),
                    percent(point.violation_rate)
                )
            })
        };
        let parts: Vec<String> =
            [sdrl.with(|points| last(&SDRL, points)), sac.with(|points| last(&SAC, points))]
                .into_iter()
                .flatten()
                .collect();
        if parts.is_empty() {
            "Learning curves: no run yet".to_string()
        } else {
            format!("Learning curves. {}", parts.join(". "))
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
        <DataTable caption="Gap to the optimum and broken limits by update" table=table />
    }
}

/// Axes, the optimum, the fixed rule, and what is still to come.
fn backdrop(plan: &Plan, empty: bool) -> impl IntoView + use<> {
    let size = plan.size;
    let Size { left, right, top, bottom, small_top, small_bottom, .. } = size;
    let now = if empty { left } else { plan.now };
    let to_come = (right - now > 1.0).then(|| {
        let width = format!("{:.1}", right - now);
        let x = format!("{now:.1}");
        let fits = !empty && right - now > 90.0;
        view! {
            <rect x=x.clone() y=top width=width.clone() height=bottom - top class="future" />
            <rect x=x y=small_top width=width height=small_bottom - small_top class="future" />
            {fits.then(|| view! {
                <text x=format!("{:.1}", 0.5 * (now + right)) y=top + 18.0 class="ts mid">
                    "still to come"
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
            <text x=right + 8.0 y=format!("{:.1}", y - 1.0) class="tx">
                "fixed rule"
            </text>
            <text x=right + 8.0 y=format!("{:.1}", y + 14.0) class="tx">
                {text}
            </text>
        }
    });
    let nothing = empty.then(|| {
        let (x, y) = (0.5 * (left + right), 0.5 * (top + bottom));
        view! {
            <text x=x y=y - 8.0 class="tl mid">
                "No run yet."
            </text>
            <text x=x y=y + 12.0 class="tx mid">
                "The curves of SDRL and SAC grow here."
            </text>
        }
    });
    view! {
        <text x="0" y="11" class="ax">
            "gap to the optimum, % of carbon"
        </text>
        {to_come}
        {horizontal(&plan.gap_ticks)}
        <path d=format!("M{left} {bottom}H{right}") class="l-opt" />
        <text x=right + 8.0 y=bottom + 4.0 class="tb c-opt">
            "optimum 0"
        </text>
        {rule}
        {nothing}
        <text x="0" y=small_top - 14.0 class="ax">
            "answers that break a limit, %"
        </text>
        {horizontal(&plan.broken_ticks)}
        {updates.collect_view()}
        <text x=size.width y=small_bottom + 18.0 class="ax end">
            "updates"
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
        head: ["update", "SDRL gap, %", "SDRL broken, %", "SAC gap, %", "SAC broken, %"]
            .map(String::from)
            .into(),
        rows: rows.collect(),
    }
}
