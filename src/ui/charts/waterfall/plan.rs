//! The waterfall laid out in pixels: bars, axis, whisker, and what is written with them.

use crate::carbon::{Footprint, Outside};
use crate::scenario::{Boundary, EnergyModel};
use crate::ui::charts::kit::parts::{Part, Pinned};
use crate::ui::charts::kit::scale::{Linear, axis_from_zero};
use crate::ui::charts::words;
use crate::ui::words::charts as said;
use crate::ui::words::format::{MassUnit, plain, with_unit};

/// Sizes that follow from the width, pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Size {
    pub width: f64,
    /// Where the axis begins: the names of the bars stand left of it.
    pub zero: f64,
    /// The values of the longest bars stand right of it.
    pub end: f64,
    pub pitch: f64,
    pub most_ticks: usize,
}

/// Bars, the sum too: what is not counted keeps its place.
const ROWS: usize = Part::ALL.len();

pub const TOP: f64 = 20.0;
pub const BAR: f64 = 20.0;
/// Below the last row: whisker, then tick labels.
pub const BELOW: f64 = 4.0;
pub const AXIS_TEXT: f64 = 24.0;

impl Size {
    pub fn for_width(width: f64) -> Self {
        let width = width.max(260.0);
        if width < 440.0 {
            Self { width, zero: 128.0, end: width - 36.0, pitch: 34.0, most_ticks: 4 }
        } else {
            Self { width, zero: 150.0, end: width - 40.0, pitch: 34.0, most_ticks: 5 }
        }
    }

    pub fn bottom(&self) -> f64 {
        TOP + ROWS as f64 * self.pitch + BELOW
    }

    pub fn height(&self) -> f64 {
        self.bottom() + AXIS_TEXT
    }

    /// The line above the sum.
    pub fn above_total(&self) -> f64 {
        TOP + (ROWS - 1) as f64 * self.pitch - 0.5
    }

    /// Middle of a row.
    pub fn row(&self, index: usize) -> f64 {
        TOP + (index as f64 + 0.5) * self.pitch
    }
}

/// A bar in pixels, and what is written with it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bar {
    pub from: f64,
    pub to: f64,
    pub y: f64,
    pub value: String,
    pub cause: String,
    pub spoken: String,
    /// It is part of the total.
    pub counted: bool,
    /// Where it might end as its constant leans.
    pub whisker: Option<(f64, f64)>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    pub size: Size,
    pub unit: MassUnit,
    /// Place and number.
    pub ticks: Vec<(f64, String)>,
    pub bars: Vec<Bar>,
    pub whisker: (f64, f64),
    pub best: Option<f64>,
    /// Place and label.
    pub pinned: Option<(f64, String)>,
}

pub fn plan(
    width: f64,
    footprint: &Footprint,
    model: EnergyModel,
    (boundary, outside): (Boundary, Option<[Outside; 3]>),
    range_g: (f64, f64),
    best_g: Option<f64>,
    pinned: Option<&Pinned>,
) -> Plan {
    let size = Size::for_width(width);
    let top_g = [footprint.total_g, range_g.1, best_g.unwrap_or(0.0)]
        .into_iter()
        .chain(pinned.map(|pinned| pinned.total_g))
        .fold(0.0, f64::max);
    let unit = MassUnit::reaching(top_g);
    let (end, ticks) = axis_from_zero(unit.count(top_g), size.most_ticks);
    let axis = Linear { domain: (0.0, end), range: (size.zero, size.end) };
    let place = |grams: f64| axis.at(unit.count(grams));
    let bar = |(index, part): (usize, Part)| {
        let (before, grams) = (part.before(footprint), part.grams(footprint));
        let counted = part.counts(boundary);
        let apart = outside.zip(part.outside()).map(|(outside, place)| outside[place]);
        let (value, cause) = match (part, counted) {
            (_, false) => {
                let adds = apart.map(|it| said::would_add(&unit.number(it.grams)));
                (adds.unwrap_or_default(), said::not_counted().to_string())
            }
            (Part::Total, _) => {
                let range = words::range(&unit.number(range_g.0), &unit.number(range_g.1));
                (unit.number(grams), range)
            }
            _ => (unit.number(grams), words::part_cause(part, footprint, model)),
        };
        // In the order of what is seen: a name that is said to a computer has to be this one.
        let spoken = said::bar(words::part(part), &cause, &with_unit(&value, unit.symbol()));
        Bar {
            from: place(before),
            to: place(before + grams),
            y: size.row(index) - BAR / 2.0,
            value,
            cause,
            spoken,
            counted,
            whisker: apart
                .filter(|it| counted && it.range_g.0 < it.range_g.1)
                .map(|it| (place(before + it.range_g.0), place(before + it.range_g.1))),
        }
    };
    let bars = Part::ALL.into_iter().enumerate().map(bar).collect();
    Plan {
        size,
        unit,
        ticks: ticks.iter().map(|&tick| (axis.at(tick), plain(tick))).collect(),
        bars,
        whisker: (place(range_g.0), place(range_g.1)),
        best: best_g.map(place),
        pinned: pinned.map(|pinned| {
            let label = format!("{} {}", pinned.name, unit.number(pinned.total_g));
            (place(pinned.total_g), label)
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::carbon::{Chain, footprint, outside, range};
    use crate::scenario::{Decision, PRESETS, Scenario};
    use crate::ui::words::{Lang, set_lang};

    #[test]
    fn each_bar_begins_where_the_one_before_ends_and_the_total_holds_them_all() {
        for preset in PRESETS {
            for (tokens, boundary) in [1, 400, 2048, 900].into_iter().zip(Boundary::ALL.to_vec()) {
                let scenario = Scenario { boundary, ..preset.scenario() };
                let valid = scenario.validate().unwrap();
                let chain = Chain::new(&valid);
                let print = footprint(&chain, Decision { tokens, power_w: chain.power_max_w });
                let apart = outside(&valid, print.decision);
                let range = range(&valid, print.decision);
                let model = chain.energy_model;
                let plan = plan(504.0, &print, model, (boundary, Some(apart)), range, None, None);
                let parts = plan.bars.len() - 1;
                assert_eq!(parts, 7);
                for pair in plan.bars[..parts].windows(2) {
                    assert!((pair[0].to - pair[1].from).abs() < 1e-9);
                }
                let [.., last, total] = &plan.bars[..] else { panic!("no bars") };
                assert!((last.to - total.to).abs() < 1e-9);
                assert_eq!(total.from, plan.size.zero);
                // Nothing leaves the axis, and it is not much longer than what it holds.
                let ends = plan.bars.iter().filter_map(|bar| bar.whisker).map(|it| it.1);
                let most = ends.fold(plan.whisker.1, f64::max);
                assert!(most <= plan.size.end + 1e-9, "{}: {most}", preset.key);
                let used = (plan.whisker.1 - plan.size.zero) / (plan.size.end - plan.size.zero);
                assert!(used > 0.5, "{} {tokens}: {used}", preset.key);
            }
        }
    }

    /// So many letters fit, as seen in both engines at both sizes.
    #[test]
    fn the_name_of_a_part_ends_left_of_the_axis_in_every_language() {
        for lang in Lang::ALL {
            set_lang(lang);
            for name in Part::ALL.map(words::part) {
                let letters: usize =
                    name.chars().map(|it| if it as u32 > 0x2e80 { 2 } else { 1 }).sum();
                assert!(letters <= 22, "{name}");
            }
        }
        set_lang(Lang::En);
    }

    #[test]
    fn what_is_not_counted_keeps_its_row_and_says_what_it_would_add() {
        for (count, &boundary) in Boundary::ALL.iter().enumerate() {
            let valid = Scenario { boundary, ..Scenario::default() }.validate().unwrap();
            let chain = Chain::new(&valid);
            let print = footprint(&chain, Decision { tokens: 400, power_w: 20.0 });
            let apart = outside(&valid, print.decision);
            let range = range(&valid, print.decision);
            let shown = |apart| {
                let model = chain.energy_model;
                plan(504.0, &print, model, (boundary, apart), range, None, None)
            };
            let (plan, before) = (shown(Some(apart)), shown(None));
            // Nothing moves, whatever is chosen, and while the figures are on their way.
            assert_eq!(plan.size, before.size);
            for (index, (bar, part)) in plan.bars[4..7].iter().zip(apart).enumerate() {
                let counted = index < count;
                assert_eq!((bar.counted, bar.whisker.is_some()), (counted, counted));
                let number = plan.unit.number(part.grams);
                if counted {
                    assert_eq!(bar.value, number);
                } else {
                    assert_eq!((bar.to - bar.from, bar.cause.as_str()), (0.0, "not counted"));
                    assert_eq!(bar.value, format!("would add {number}"));
                    assert_eq!(before.bars[4 + index].value, "");
                }
            }
        }
    }
}
