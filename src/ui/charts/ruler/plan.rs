//! The ruler laid out in pixels: ticks, band, marks, and labels that keep clear of each other.

use crate::ui::charts::kit::labels::{Anchor, Extent, overlap, place, text_width};
use crate::ui::charts::kit::parts::Pinned;
use crate::ui::charts::kit::scale::{Linear, ticks_around};
use crate::ui::words::charts as words;
use crate::ui::words::format::{MassUnit, plain};

pub const HEIGHT: f64 = 92.0;
/// The line of the scale.
pub const LINE: f64 = 46.0;
/// Baselines of the labels, the upper one first.
pub const ROWS: [f64; 2] = [15.0, 33.0];
/// Middle of the ring at the head of the needle.
pub const RING: f64 = 27.0;

/// You, the best, the agent, and what is pinned.
pub const MOST_LABELS: usize = 4;

/// A label: text, place and classes.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    pub text: String,
    pub x: f64,
    pub y: f64,
    pub class: String,
    /// A line from the label down to its mark at this place.
    pub link: Option<f64>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    pub width: f64,
    pub unit: MassUnit,
    /// Place, text where it is a major one.
    pub ticks: Vec<(f64, Option<String>)>,
    pub band: (f64, f64),
    pub you: f64,
    pub best: Option<f64>,
    pub agent: Option<f64>,
    pub pinned: Option<f64>,
    pub labels: Vec<Label>,
    pub note: (f64, Anchor, String),
}

pub fn plan(
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
        .filter(|&(_, y, anchor)| {
            // The line down from an upper label must not cross a lower one.
            let linked = y == ROWS[0] && !upper_first && anchor == Anchor::Middle;
            let line = (here - 2.0, ROWS[0], here + 2.0, LINE);
            !linked || !taken.iter().any(|&other| overlap(line, other))
        })
        .collect();
        if let Some((label_x, y, anchor)) = place(&text, &places, (0.0, width), &mut taken) {
            let class = format!("{class} {}", anchor.class());
            let link = (y == ROWS[0] && !upper_first && anchor == Anchor::Middle).then_some(here);
            labels.push(Label { text, x: label_x, y, class, link });
        }
    };
    let total = |name: &str, grams: f64| format!("{name} {}", unit.number(grams));
    label(total(words::you(), you_g), you, "tb", true);
    if let Some(best_g) = best_g {
        label(total(words::best(), best_g), x(best_g), "tx c-opt", false);
    }
    if let Some(agent_g) = agent_g {
        label(total(words::agent(), agent_g), x(agent_g), "tx c-agent", false);
    }
    if let Some(pinned) = pinned {
        label(total(&pinned.name, pinned.total_g), x(pinned.total_g), "tx", false);
    }
    let band = (x(range_g.0), x(range_g.1));
    let (least, most) = (unit.number(range_g.0), unit.number(range_g.1));
    // Small text is narrower than the labels.
    let room = |note: &String| text_width(note) * 0.82;
    let note = Some(words::shaded_lean(&least, &most, unit.symbol()))
        .filter(|note| room(note) <= width)
        .unwrap_or_else(|| words::shaded(&least, &most, unit.symbol()));
    let room = room(&note);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::charts::kit::labels::text_extent;
    use crate::ui::words::{Lang, set_lang};

    fn extents(plan: &Plan) -> Vec<Extent> {
        let anchor = |class: &str| match class.split_whitespace().last() {
            Some("mid") => Anchor::Middle,
            Some("end") => Anchor::End,
            _ => Anchor::Start,
        };
        plan.labels
            .iter()
            .map(|label| text_extent(&label.text, label.x, label.y, anchor(&label.class)))
            .collect()
    }

    #[test]
    fn what_the_shade_is_stands_on_the_chart_in_every_language() {
        for lang in Lang::ALL {
            set_lang(lang);
            for width in [260.0, 358.0, 440.0, 504.0, 556.0, 700.0] {
                for range in [(0.0086, 0.0277), (0.02, 0.03)] {
                    let (x, anchor, note) = plan(width, 0.0154, range, None, None, None).note;
                    let room = text_width(&note) * 0.82;
                    let left = if matches!(anchor, Anchor::End) { x - room } else { x };
                    assert!(
                        left >= 0.0 && left + room <= width + 1e-9,
                        "{width}: {note} at {left}"
                    );
                }
            }
        }
        set_lang(Lang::En);
    }

    #[test]
    fn labels_keep_clear_even_where_all_totals_are_the_same() {
        let pinned = Pinned { name: "A".to_string(), total_g: 0.024 };
        for width in [260.0, 358.0, 504.0] {
            for (best, agent, you) in
                [(0.023, 0.023, 0.023), (0.023, 0.0263, 0.0297), (0.023, 0.0231, 0.4)]
            {
                let range = (0.93 * you, 1.07 * you);
                let plan = plan(width, you, range, Some(best), Some(agent), Some(&pinned));
                assert!(plan.labels.iter().any(|label| label.text.starts_with("you")));
                let extents = extents(&plan);
                for (index, &one) in extents.iter().enumerate() {
                    assert!(one.0 >= 0.0 && one.2 <= width);
                    assert!(extents[..index].iter().all(|&other| !overlap(one, other)));
                }
            }
        }
    }

    #[test]
    fn the_mockups_scale_is_drawn() {
        let plan = plan(504.0, 0.0297, (0.0276, 0.0318), Some(0.0231), Some(0.0263), None);
        let major: Vec<_> = plan.ticks.iter().filter_map(|(_, text)| text.as_deref()).collect();
        assert_eq!(major.first(), Some(&"22 mg"));
        assert!(plan.band.0 < plan.you && plan.you < plan.band.1);
    }
}
