//! The levers of a day laid out in pixels: of each the parts of what is emitted with it alone, and what
//! is gone since the baseline.

use crate::ui::charts::kit::labels::text_width;
use crate::ui::charts::kit::parts::Part;
use crate::ui::charts::kit::scale::{Linear, axis_from_zero};
use crate::ui::words::format::plain;

/// A day with one lever, or with all of them; the first is the one without any.
#[derive(Clone, Debug, PartialEq)]
pub struct Lever {
    pub name: String,
    pub about: String,
    /// What counts, from prompt to phone, g.
    pub parts: Vec<(Part, f64)>,
    /// What is written beside it: what it emits, what is less, and that on nine days of ten.
    pub emits: String,
    pub less: String,
    pub usual: String,
    /// All levers at once: the best.
    pub best: bool,
}

impl Lever {
    pub fn total_g(&self) -> f64 {
        self.parts.iter().map(|(_, grams)| grams).sum()
    }
}

/// Unit and the names of the parts come first.
pub const TOP: f64 = 36.0;
const AXIS_TEXT: f64 = 24.0;
/// How far the baseline stands out of a bar; the names end above it.
const BESIDE_BAR: f64 = 4.0;
/// Narrower than that names stand above the bars, and of the columns one is left.
const WIDE: f64 = 640.0;

/// Sizes that follow from the width, pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Size {
    pub width: f64,
    pub wide: bool,
    /// Where bars begin, and where the axis ends.
    pub zero: f64,
    pub end: f64,
    pub pitch: f64,
    pub bar: f64,
    /// From the top of a row to its bar.
    pub bar_top: f64,
    /// Where the columns end: what is emitted, what is less, that on nine days of ten.
    pub columns: [f64; 3],
    pub rows: usize,
}

impl Size {
    pub fn new(width: f64, rows: usize) -> Self {
        let width = width.max(280.0);
        if width < WIDE {
            let (end, columns) = (width - 84.0, [width; 3]);
            return Self {
                width,
                wide: false,
                zero: 0.0,
                end,
                pitch: 60.0,
                bar: 20.0,
                bar_top: 24.0,
                columns,
                rows,
            };
        }
        let usual = if width < 760.0 { 0.0 } else { 124.0 };
        Self {
            width,
            wide: true,
            zero: 204.0,
            end: width - 168.0 - usual,
            pitch: 52.0,
            bar: 22.0,
            bar_top: 10.0,
            columns: [width - 92.0 - usual, width - usual, width],
            rows,
        }
    }

    /// Whether there is room for what is less on nine days of ten.
    pub fn has_usual(&self) -> bool {
        self.columns[1] < self.columns[2]
    }

    /// Whether there is room for what a lever is about beside its name, whose letters are larger.
    pub fn has_about(&self, lever: &Lever) -> bool {
        1.15 * text_width(&lever.name) + 8.0 + text_width(&lever.about) <= self.width
    }

    pub fn row(&self, index: usize) -> f64 {
        TOP + index as f64 * self.pitch
    }

    pub fn bottom(&self) -> f64 {
        self.row(self.rows)
    }

    pub fn height(&self) -> f64 {
        self.bottom() + AXIS_TEXT
    }
}

/// A stretch of a bar.
#[derive(Clone, Debug, PartialEq)]
pub struct Stretch {
    pub part: Part,
    pub from: f64,
    pub to: f64,
}

/// The bar of a lever; it ends where its last stretch does.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    pub y: f64,
    pub stretches: Vec<Stretch>,
    pub end: f64,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    pub size: Size,
    /// Place and number, kg.
    pub ticks: Vec<(f64, String)>,
    pub bars: Vec<Bar>,
    /// Where the day without any lever ends.
    pub baseline: f64,
    /// Of that day: where the parts of the data centre and of the radio begin, to be named there.
    pub named: [f64; 2],
}

impl Plan {
    /// From where to where the line at the baseline goes: through all rows, or beside the bars alone where
    /// names stand above them, which it would cross.
    pub fn baseline_spans(&self) -> Vec<(f64, f64)> {
        if self.size.wide {
            return vec![(TOP - 8.0, self.size.bottom())];
        }
        let beside = |bar: &Bar| (bar.y - BESIDE_BAR, bar.y + self.size.bar + BESIDE_BAR);
        self.bars.iter().map(beside).collect()
    }
}

/// Lays the levers out for a width.
pub fn plan(width: f64, levers: &[Lever]) -> Plan {
    let size = Size::new(width, levers.len());
    let top_kg = levers.iter().map(Lever::total_g).fold(0.0, f64::max) / 1e3;
    let (last, ticks) = axis_from_zero(top_kg, if size.wide { 5 } else { 4 });
    let last = last.min(top_kg.max(f64::MIN_POSITIVE) * 1.03);
    let axis = Linear { domain: (0.0, last), range: (size.zero, size.end) };
    let bar = |(index, lever): (usize, &Lever)| {
        let mut before_g = 0.0;
        let stretches: Vec<_> = lever
            .parts
            .iter()
            .map(|&(part, grams)| {
                let from = axis.at(before_g / 1e3);
                before_g += grams;
                Stretch { part, from, to: axis.at(before_g / 1e3) }
            })
            .collect();
        let end = stretches.last().map_or(size.zero, |it| it.to);
        Bar { y: size.row(index) + size.bar_top, stretches, end }
    };
    let bars: Vec<_> = levers.iter().enumerate().map(bar).collect();
    let first = bars.first();
    let begins = |part| {
        let found = first.and_then(|bar| bar.stretches.iter().find(|it| it.part == part));
        found.map_or(size.zero, |it| it.from)
    };
    Plan {
        ticks: ticks
            .iter()
            .filter(|tick| **tick <= last)
            .map(|&tick| (axis.at(tick), plain(tick)))
            .collect(),
        baseline: first.map_or(size.zero, |bar| bar.end),
        named: [Part::ComputeElectricity, Part::RadioElectricity].map(begins),
        bars,
        size,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lever(grams: [f64; 4]) -> Lever {
        let parts = [
            Part::ComputeElectricity,
            Part::ComputeHardware,
            Part::RadioElectricity,
            Part::RadioHardware,
        ];
        Lever {
            name: String::new(),
            about: String::new(),
            parts: parts.into_iter().zip(grams).collect(),
            emits: String::new(),
            less: String::new(),
            usual: String::new(),
            best: false,
        }
    }

    #[test]
    fn all_bars_stand_on_one_scale_and_end_where_their_sums_do() {
        let levers =
            [lever([437.0, 72.0, 276.0, 54.0]), lever([200.0, 72.0, 276.0, 54.0]), lever([0.0; 4])];
        for width in [200.0, 358.0, 700.0, 1048.0] {
            let plan = plan(width, &levers);
            let size = plan.size;
            assert_eq!(plan.baseline, plan.bars[0].end);
            for (bar, lever) in plan.bars.iter().zip(&levers) {
                for pair in bar.stretches.windows(2) {
                    assert!((pair[0].to - pair[1].from).abs() < 1e-9);
                }
                let share = (bar.end - size.zero) / (plan.baseline - size.zero);
                assert!((share - lever.total_g() / levers[0].total_g()).abs() < 1e-9, "{width}");
                assert!(bar.end <= size.end && bar.y + size.bar <= size.bottom(), "{width}");
            }
            // Ticks keep inside, and the axis is hardly longer than the longest bar.
            assert!(plan.ticks.iter().all(|(x, _)| *x <= size.end + 1e-9) && plan.ticks.len() > 2);
            assert!(plan.baseline > size.end - 0.05 * (size.end - size.zero));
            assert!(plan.named[1] > plan.named[0]);
            // The line at the baseline goes along every bar, and through no name above one.
            let spans = plan.baseline_spans();
            for (index, bar) in plan.bars.iter().enumerate() {
                let along = |&(from, to): &(f64, f64)| from <= bar.y && to >= bar.y + size.bar;
                assert!(spans.iter().any(along), "{width}");
                let name = (size.row(index) + 4.0, bar.y - 6.0);
                let crosses = |&(from, to): &(f64, f64)| from < name.1 && to > name.0;
                assert!(size.wide || !spans.iter().any(crosses), "{width}: {spans:?}");
            }
        }
    }

    #[test]
    fn a_day_of_nothing_and_no_day_at_all_can_be_drawn() {
        assert_eq!(plan(400.0, &[]).bars, []);
        let plan = plan(400.0, &[lever([0.0; 4])]);
        assert_eq!((plan.baseline, plan.bars[0].end), (0.0, 0.0));
    }
}
