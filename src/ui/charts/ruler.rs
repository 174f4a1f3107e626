//! The ruler: the total on a scale, between the best, the agent and what is pinned, with the band
//! of the uncertain constants.

use super::format::{MassUnit, mass, plain};
use super::labels::{Anchor, Extent, place, text_width};
use super::marks::{DIAMOND, TRIANGLE, at};
use super::scale::{Linear, ticks_around};
use super::table::{DataTable, Table};
use super::waterfall::Pinned;
use leptos::prelude::*;

const HEIGHT: f64 = 92.0;
/// The line of the scale.
const LINE: f64 = 46.0;
/// Baselines of the labels, the upper one first.
const ROWS: [f64; 2] = [15.0, 33.0];
/// Middle of the ring at the head of the needle.
const RING: f64 = 27.0;

/// A label: text, place and classes.
#[derive(Clone, Debug, PartialEq)]
struct Label {
    text: String,
    x: f64,
    y: f64,
    class: String,
    /// A line from the label down to its mark at this place.
    link: Option<f64>,
}

#[derive(Clone, Debug, PartialEq)]
struct Plan {
    width: f64,
    unit: MassUnit,
    /// Place, text where it is a major one.
    ticks: Vec<(f64, Option<String>)>,
    band: (f64, f64),
    you: f64,
    best: Option<f64>,
    agent: Option<f64>,
    pinned: Option<f64>,
    labels: Vec<Label>,
    note: (f64, Anchor, String),
}

fn plan(
    width: f64,
    you_g: f64,
    range_g: (f64, f64),
    best_g: Option<f64>,
    agent_g: Option<f64>,
    pinned: Option<&Pinned>,
) -> Plan {
    let width = width.max(260.0);
    let all = [Some(you_g), best_g, agent_g, pinned.map(|pinned| pinned.total_g)];
    let (low, high) = all
        .into_iter()
        .flatten()
        .fold(range_g, |(low, high), total| (low.min(total), high.max(total)));
    let unit = MassUnit::reaching(high);
    let major = ticks_around(unit.count(low), unit.count(high), if width < 440.0 { 4 } else { 5 });
    let (first, last) = (major[0], major[major.len() - 1]);
    let axis = Linear { domain: (first, last), range: (22.0, width - 22.0) };
    let x = |grams: f64| axis.at(unit.count(grams));
    let mut ticks = Vec::new();
    for (index, &tick) in major.iter().enumerate() {
        let text = plain(tick);
        let text = if index == 0 { format!("{text} {}", unit.symbol()) } else { text };
        ticks.push((axis.at(tick), Some(text)));
        if let Some(next) = major.get(index + 1) {
            ticks.extend(
                (1..5).map(|part| (axis.at(tick + (next - tick) * f64::from(part) / 5.0), None)),
            );
        }
    }
    let you = x(you_g);
    let mut taken: Vec<Extent> = vec![(you - 9.0, RING - 8.0, you + 9.0, LINE)];
    let mut labels = Vec::new();
    let mut label = |text: String, here: f64, class: &str, upper_first: bool| {
        let rows = if upper_first { ROWS } else { [ROWS[1], ROWS[0]] };
        let places: Vec<_> = [
            (Anchor::Middle, 0.0),
            (Anchor::End, -12.0),
            (Anchor::Start, 12.0),
            (Anchor::End, 14.0),
            (Anchor::Start, -14.0),
        ]
        .into_iter()
        .flat_map(|(anchor, away)| rows.map(|y| (here + away, y, anchor)))
        .collect();
        if let Some((label_x, y, anchor)) = place(&text, &places, (0.0, width), &mut taken) {
            let class = format!("{class} {}", anchor.class());
            let link = (y == ROWS[0] && !upper_first && anchor == Anchor::Middle).then_some(here);
            labels.push(Label { text, x: label_x, y, class, link });
        }
    };
    let total = |name: &str, grams: f64| format!("{name} {}", unit.number(grams));
    label(total("you", you_g), you, "tb", true);
    if let Some(best_g) = best_g {
        label(total("best", best_g), x(best_g), "tx c-opt", false);
    }
    if let Some(agent_g) = agent_g {
        label(total("agent", agent_g), x(agent_g), "tx c-agent", false);
    }
    if let Some(pinned) = pinned {
        label(total(&pinned.name, pinned.total_g), x(pinned.total_g), "tx", false);
    }
    let band = (x(range_g.0), x(range_g.1));
    let (least, most) = (unit.number(range_g.0), unit.number(range_g.1));
    let note = format!(
        "shaded: {least} to {most} {}{}",
        unit.symbol(),
        if width < 440.0 { "" } else { ", as the uncertain constants lean" }
    );
    // Small text is narrower than the labels.
    let room = text_width(&note) * 0.82;
    let note = if band.0 + room <= width {
        (band.0, Anchor::Start, note)
    } else {
        (band.1.max(room).min(width), Anchor::End, note)
    };
    Plan {
        width,
        unit,
        ticks,
        band,
        you,
        best: best_g.map(x),
        agent: agent_g.map(x),
        pinned: pinned.map(|pinned| x(pinned.total_g)),
        labels,
        note,
    }
}

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
    #[prop(into, optional)] pinned: Signal<Option<Pinned>>,
) -> impl IntoView {
    let totals = move || {
        let mut totals = vec![("you".to_string(), you_g.get())];
        totals.extend(best_g.get().map(|grams| ("best possible".to_string(), grams)));
        totals.extend(agent_g.get().map(|grams| ("agent".to_string(), grams)));
        totals.extend(pinned.get().map(|pinned| (pinned.name, pinned.total_g)));
        let (low, high) = range_g.get();
        totals.push(("least, as the uncertain constants lean".to_string(), low));
        totals.push(("greatest, as the uncertain constants lean".to_string(), high));
        totals
    };
    let summary = move || {
        let parts: Vec<String> =
            totals().into_iter().map(|(name, grams)| format!("{name} {}", mass(grams))).collect();
        format!("Totals on one scale: {}", parts.join(", "))
    };
    let table = move || Table {
        head: vec!["total".to_string(), "CO₂e per answer".to_string()],
        rows: totals().into_iter().map(|(name, grams)| vec![name, mass(grams)]).collect(),
    };
    let drawn = move || {
        let plan = pinned.with(|pinned| {
            let (best_g, agent_g) = (best_g.get(), agent_g.get());
            plan(width.get(), you_g.get(), range_g.get(), best_g, agent_g, pinned.as_ref())
        });
        draw(plan)
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
        <DataTable caption="The totals on the ruler" table=table />
    }
}

fn draw(plan: Plan) -> impl IntoView {
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
            <g transform=at(x, LINE)>
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
