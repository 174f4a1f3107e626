//! Two waterfalls laid out in pixels: of each part both bars, one above the other, on one scale.

use crate::carbon::Footprint;
use crate::scenario::Boundary;
use crate::ui::charts::kit::parts::Part;
use crate::ui::charts::kit::scale::{Linear, axis_from_zero};
use crate::ui::words::format::{MassUnit, plain};

/// A footprint, and what counts of it.
pub type Counted = (Footprint, Boundary);

pub const TOP: f64 = 20.0;
pub const BAR: f64 = 14.0;
/// From the top of a row to its first bar, and from there to the second.
const FIRST: f64 = 7.0;
const SECOND: f64 = 17.0;
const PITCH: f64 = 46.0;
const AXIS_TEXT: f64 = 24.0;

/// Of a part, in one of the two.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    pub from: f64,
    pub to: f64,
    pub y: f64,
    pub value: String,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub part: Part,
    /// Middle of the row.
    pub y: f64,
    /// Of the kept one and of the shown one; none where it does not count.
    pub bars: [Option<Bar>; 2],
}

#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    pub width: f64,
    pub bottom: f64,
    pub height: f64,
    pub unit: MassUnit,
    /// Place and number.
    pub ticks: Vec<(f64, String)>,
    pub rows: Vec<Row>,
}

/// Lays out the parts that count in either.
pub fn plan(width: f64, both: [&Counted; 2]) -> Plan {
    let width = width.max(260.0);
    let (zero, end, most_ticks) =
        if width < 440.0 { (128.0, width - 48.0, 4) } else { (150.0, width - 56.0, 6) };
    let top_g = both.iter().map(|(print, _)| print.total_g).fold(0.0, f64::max);
    let unit = MassUnit::reaching(top_g);
    let (last, ticks) = axis_from_zero(unit.count(top_g), most_ticks);
    let axis = Linear { domain: (0.0, last), range: (zero, end) };
    let place = |grams: f64| axis.at(unit.count(grams));
    let counts = |part: Part, boundary| Part::counted(boundary).any(|it| it == part);
    let parts = Part::ALL.into_iter().filter(|part| both.iter().any(|it| counts(*part, it.1)));
    // How far each has come.
    let mut sums = [0.0; 2];
    let rows = parts.enumerate().map(|(index, part)| {
        let top = TOP + index as f64 * PITCH;
        let bars = std::array::from_fn(|which| {
            let (print, boundary) = both[which];
            counts(part, *boundary).then(|| {
                let grams = part.grams(print);
                let before = if part == Part::Total { 0.0 } else { sums[which] };
                sums[which] += grams;
                Bar {
                    from: place(before),
                    to: place(before + grams),
                    y: top + FIRST + which as f64 * SECOND,
                    value: unit.number(grams),
                }
            })
        });
        Row { part, y: top + PITCH / 2.0, bars }
    });
    let rows: Vec<_> = rows.collect();
    let bottom = TOP + rows.len() as f64 * PITCH + 2.0;
    Plan {
        width,
        bottom,
        height: bottom + AXIS_TEXT,
        unit,
        ticks: ticks.iter().map(|&tick| (axis.at(tick), plain(tick))).collect(),
        rows,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::carbon::{Chain, footprint};
    use crate::scenario::{Decision, PRESETS, Scenario};

    #[test]
    fn tour_18_both_waterfalls_stand_on_one_scale() {
        let counted = |scenario: &Scenario, tokens| {
            let chain = Chain::new(&scenario.validate().unwrap());
            (footprint(&chain, chain.nearest(Decision { tokens, power_w: 5.0 })), scenario.boundary)
        };
        for preset in PRESETS {
            for (kept, shown) in [
                (Boundary::Service, Boundary::Service),
                (Boundary::Phone, Boundary::Service),
                (Boundary::Network, Boundary::PhoneUse),
            ] {
                let a = counted(&Scenario { boundary: kept, ..preset.scenario() }, 400);
                let b = counted(&Scenario { boundary: shown, ..Scenario::default() }, 90);
                for width in [200.0, 358.0, 900.0] {
                    let plan = plan(width, [&a, &b]);
                    for (which, (print, boundary)) in [&a, &b].into_iter().enumerate() {
                        let bars: Vec<_> =
                            plan.rows.iter().filter_map(|row| row.bars[which].as_ref()).collect();
                        assert_eq!(bars.len(), Part::counted(*boundary).count());
                        let [parts @ .., total] = &bars[..] else { panic!("no bars") };
                        for pair in parts.windows(2) {
                            assert!((pair[0].to - pair[1].from).abs() < 1e-9);
                        }
                        assert!((parts[parts.len() - 1].to - total.to).abs() < 1e-6);
                        assert_eq!(total.value, plan.unit.number(print.total_g));
                        let room = total.to <= plan.width - 48.0 + 1e-9;
                        assert!(room && total.y + BAR < plan.bottom, "{width}");
                    }
                    // Twice as much is twice as long, whichever it is.
                    let length = |which: usize| {
                        let row = plan.rows.last().unwrap();
                        row.bars[which].as_ref().map(|it| it.to - it.from).unwrap()
                    };
                    let ratio = length(0) / length(1) / (a.0.total_g / b.0.total_g);
                    assert!((ratio - 1.0).abs() < 1e-9, "{ratio}");
                }
            }
        }
    }
}
