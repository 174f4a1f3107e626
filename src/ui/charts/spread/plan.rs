//! The histogram of totals laid out in pixels, with its marks.

use crate::analysis::Spread;
use crate::ui::charts::kit::labels::{Anchor, place};
use crate::ui::charts::kit::path::Path;
use crate::ui::charts::kit::scale::{Linear, apart, axis_from_zero, ticks_around};
use crate::ui::words::assumptions as words;
use crate::ui::words::format::{MassUnit, plain, resolved};

/// The outer quantiles as they are named: nine in ten samples lie between them.
pub const FIVE: &str = "5\u{202f}%";
pub const NINETY_FIVE: &str = "95\u{202f}%";

/// Sizes that follow from the width, pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Size {
    pub width: f64,
    pub left: f64,
    pub right: f64,
    pub top: f64,
    pub bottom: f64,
    pub height: f64,
}

impl Size {
    pub fn for_width(width: f64) -> Self {
        let width = width.max(260.0);
        // The unit, and up to four labels, one under the other where they would meet.
        let top = 102.0;
        let bottom = top + 150.0;
        Self { width, left: 40.0, right: width - 12.0, top, bottom, height: bottom + 42.0 }
    }
}

/// A line through the histogram, and its label.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    pub x: f64,
    pub label: String,
    /// Where the label hangs.
    pub at: (f64, f64),
    pub anchor: Anchor,
    /// Not of the samples: the total with every constant at its value.
    pub reference: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    pub size: Size,
    pub unit: MassUnit,
    /// All bars as one path.
    pub bars: String,
    /// Place and number.
    pub ticks: Vec<(f64, String)>,
    /// Share of samples in a bin: place and number.
    pub shares: Vec<(f64, String)>,
    pub marks: Vec<Mark>,
}

/// `total_g` is the total with every constant at its value.
pub fn plan(width: f64, spread: &Spread, total_g: f64) -> Plan {
    let size = Size::for_width(width);
    let unit = MassUnit::reaching(spread.greatest_g.max(total_g));
    let (least_g, greatest_g) = (spread.least_g.min(total_g), spread.greatest_g.max(total_g));
    let (low, high) = apart(unit.count(least_g), unit.count(greatest_g));
    let axis = Linear { domain: (low, high), range: (size.left, size.right) };
    let at = |grams: f64| axis.at(unit.count(grams));

    let bins = spread.histogram.len().max(1) as f64;
    let share = |count: u32| f64::from(count) / f64::from(spread.samples.max(1));
    let most = spread.histogram.iter().copied().max().map_or(1.0, share);
    let (end, share_ticks) = axis_from_zero(100.0 * most, 4);
    let shares = Linear { domain: (0.0, end), range: (size.bottom, size.top) };
    let mut bars = Path::with_points(4 * spread.histogram.len());
    for (index, &count) in spread.histogram.iter().enumerate() {
        if count == 0 {
            continue;
        }
        let edge =
            |bin: f64| at(spread.least_g + bin / bins * (spread.greatest_g - spread.least_g));
        let (left, right) = (edge(index as f64), edge(index as f64 + 1.0));
        // Where all samples are equal a bar still has a width.
        let right = (right - 1.0).max(left + 2.0);
        bars.rectangle(left, shares.at(100.0 * share(count)), right, size.bottom);
    }

    let mut taken = Vec::new();
    let mark = |(grams, label, reference): (f64, String, bool)| {
        let x = at(grams);
        let baselines = [30.0, 48.0, 66.0, 84.0];
        let places: Vec<_> = baselines
            .into_iter()
            .flat_map(|y| {
                [(x, y, Anchor::Middle), (x - 2.0, y, Anchor::Start), (x + 2.0, y, Anchor::End)]
            })
            .collect();
        let (label_x, y, anchor) = place(&label, &places, (0.0, size.width), &mut taken)
            .unwrap_or((size.left, baselines[3], Anchor::Start));
        Mark { x, label, at: (label_x, y), anchor, reference }
    };
    let number = |grams: f64| resolved(unit.count(grams), high - low);
    let marks = [
        (spread.median_g, words::median(&number(spread.median_g)), false),
        (spread.q05_g, words::quantile(FIVE, &number(spread.q05_g)), false),
        (spread.q95_g, words::quantile(NINETY_FIVE, &number(spread.q95_g)), false),
        (total_g, words::at_values(&number(total_g)), true),
    ];
    let inside = |tick: &f64| (low..=high).contains(tick);
    let ticks = ticks_around(low, high, if size.width < 440.0 { 4 } else { 6 }).into_iter();
    Plan {
        size,
        unit,
        bars: bars.into_text(),
        ticks: ticks.filter(inside).map(|tick| (axis.at(tick), plain(tick))).collect(),
        shares: share_ticks.iter().map(|&tick| (shares.at(tick), plain(tick))).collect(),
        marks: marks.into_iter().map(mark).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::MonteCarlo;
    use crate::carbon::{Chain, footprint};
    use crate::scenario::{Decision, PRESETS, Scenario};
    use crate::ui::charts::kit::labels::{overlap, text_extent};
    use crate::ui::words::{Lang, set_lang};

    fn planned(width: f64, scenario: &Scenario) -> Plan {
        let valid = scenario.validate().unwrap();
        let decision = Decision { tokens: 400, power_w: valid.power_max_w() };
        let spread = MonteCarlo::new(&valid, decision, 2000, 1).unwrap().finish().unwrap();
        plan(width, &spread, footprint(&Chain::new(&valid), decision).total_g)
    }

    #[test]
    fn marks_are_in_order_and_their_labels_apart() {
        for lang in Lang::ALL {
            set_lang(lang);
            for width in [260.0, 326.0, 640.0] {
                for preset in PRESETS {
                    let plan = planned(width, &preset.scenario());
                    let x: Vec<_> = plan.marks.iter().map(|mark| mark.x).collect();
                    assert!(x[1] < x[0] && x[0] < x[2], "5 %, median, 95 %: {x:?}");
                    let boxes: Vec<_> = plan
                        .marks
                        .iter()
                        .map(|it| text_extent(&it.label, it.at.0, it.at.1, it.anchor))
                        .collect();
                    for (index, &one) in boxes.iter().enumerate() {
                        assert!(one.0 >= 0.0 && one.2 <= plan.size.width, "{:?}", plan.marks);
                        assert!(boxes[..index].iter().all(|&other| !overlap(one, other)));
                    }
                    assert!(plan.ticks.len() >= 2 && !plan.bars.is_empty());
                }
            }
        }
        set_lang(Lang::En);
    }

    #[test]
    fn one_bar_stands_where_nothing_spreads() {
        let certain = crate::carbon::certain(Scenario::default());
        let plan = planned(400.0, &certain);
        assert_eq!(plan.bars.matches('M').count(), 1);
        assert!(plan.marks.iter().all(|mark| (mark.x - plan.marks[0].x).abs() < 1e-9));
    }
}
