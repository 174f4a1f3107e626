//! The tornado laid out in pixels: a bar about the present total for each uncertain constant.

use crate::ui::charts::kit::scale::{Linear, apart, ticks_around};
use crate::ui::words::assumptions as words;
use crate::ui::words::format::{MassUnit, plain, resolved};

/// What one constant does to the total.
#[derive(Clone, Debug, PartialEq)]
pub struct TornadoRow {
    pub name: &'static str,
    /// Its plausible range with the unit.
    pub range: String,
    /// Total with the constant at its least value, g.
    pub at_low_g: f64,
    /// Total with the constant at its greatest value, g.
    pub at_high_g: f64,
    /// Of the radio, not of the compute.
    pub radio: bool,
}

/// Sizes that follow from width and number of rows, pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Size {
    pub width: f64,
    /// Ends of the axis; the totals at the ends of the bars stand beyond.
    pub from: f64,
    pub to: f64,
    pub pitch: f64,
    /// From the top of a row to its bar.
    pub bar_top: f64,
    /// Name and range in one line above the bar, not in two beside it.
    pub narrow: bool,
    pub rows: usize,
}

/// Unit, key, and the number over the line of the total come first.
pub const TOP: f64 = 58.0;
pub const BAR: f64 = 18.0;
/// Room for a number at the end of a bar.
const NUMBER: f64 = 46.0;

impl Size {
    pub fn new(width: f64, rows: usize) -> Self {
        let width = width.max(260.0);
        let narrow = width < 520.0;
        let (beside, pitch, bar_top) = if narrow { (0.0, 56.0, 26.0) } else { (190.0, 48.0, 14.0) };
        Self { width, from: beside + NUMBER, to: width - NUMBER, pitch, bar_top, narrow, rows }
    }

    pub fn row(&self, index: usize) -> f64 {
        TOP + index as f64 * self.pitch
    }

    pub fn bottom(&self) -> f64 {
        self.row(self.rows)
    }

    pub fn height(&self) -> f64 {
        self.bottom() + 24.0
    }
}

/// A bar in pixels, and what is written with it.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub name: &'static str,
    pub range: String,
    /// Where the total stands with the constant at its least and at its greatest value.
    pub at_low: f64,
    pub at_high: f64,
    pub low_text: String,
    pub high_text: String,
    pub radio: bool,
    /// Both ends are where the total is.
    pub idle: bool,
    pub spoken: String,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    pub size: Size,
    pub unit: MassUnit,
    /// Place and number.
    pub ticks: Vec<(f64, String)>,
    pub here: f64,
    pub here_text: String,
    pub rows: Vec<Row>,
}

pub fn plan(width: f64, total_g: f64, rows: &[TornadoRow]) -> Plan {
    let size = Size::new(width, rows.len());
    let ends = || rows.iter().flat_map(|row| [row.at_low_g, row.at_high_g]);
    let most_g = ends().fold(total_g, f64::max);
    let least_g = ends().fold(total_g, f64::min);
    let unit = MassUnit::reaching(most_g);
    let (low, high) = apart(unit.count(least_g), unit.count(most_g));
    let axis = Linear { domain: (low, high), range: (size.from, size.to) };
    let place = |grams: f64| axis.at(unit.count(grams));
    let number = |grams: f64| resolved(unit.count(grams), high - low);
    let inside = |tick: &f64| (low..=high).contains(tick);
    let ticks = ticks_around(low, high, if size.narrow { 4 } else { 5 }).into_iter();
    let laid_out = |row: &TornadoRow| {
        let (low_text, high_text) = (number(row.at_low_g), number(row.at_high_g));
        let idle = row.at_low_g == row.at_high_g;
        Row {
            name: row.name,
            range: row.range.clone(),
            at_low: place(row.at_low_g),
            at_high: place(row.at_high_g),
            spoken: if idle {
                words::bar_idle(row.name, &row.range)
            } else {
                words::bar(row.name, &row.range, &low_text, &high_text, unit.symbol())
            },
            low_text,
            high_text,
            radio: row.radio,
            idle,
        }
    };
    Plan {
        size,
        unit,
        ticks: ticks.filter(inside).map(|tick| (axis.at(tick), plain(tick))).collect(),
        here: place(total_g),
        here_text: number(total_g),
        rows: rows.iter().map(laid_out).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Tornado;
    use crate::scenario::{Decision, PRESETS};
    use crate::ui::lab::assumption;

    fn planned(width: f64, tokens: u32) -> Vec<Plan> {
        let plan_of = |scenario: crate::scenario::Scenario| {
            let valid = scenario.validate().unwrap();
            let decision = Decision { tokens, power_w: valid.power_max_w() };
            let tornado = Tornado::new(&valid, decision).unwrap();
            let rows: Vec<_> = tornado.bars.iter().map(assumption::row).collect();
            plan(width, tornado.total_g, &rows)
        };
        PRESETS.iter().map(|preset| plan_of(preset.scenario())).collect()
    }

    #[test]
    fn bars_lie_about_the_total_and_inside_the_picture() {
        for width in [260.0, 358.0, 640.0] {
            for plan in planned(width, 400) {
                let size = plan.size;
                for row in &plan.rows {
                    let (left, right) = (row.at_low.min(row.at_high), row.at_low.max(row.at_high));
                    assert!(left <= plan.here + 1e-9 && plan.here <= right + 1e-9, "{row:?}");
                    assert!(left >= size.from - 1e-9 && right <= size.to + 1e-9);
                    assert!(row.spoken.contains(&row.range));
                }
                // The widest bar comes first and uses much of the axis.
                let width_of = |row: &Row| (row.at_high - row.at_low).abs();
                assert!(plan.rows.windows(2).all(|it| width_of(&it[0]) >= width_of(&it[1]) - 1e-9));
                assert!(width_of(&plan.rows[0]) > 0.4 * (size.to - size.from));
                assert!(!plan.ticks.is_empty() && plan.ticks.len() <= 7);
            }
        }
    }

    #[test]
    fn where_nothing_moves_the_axis_still_has_a_middle() {
        let idle = TornadoRow {
            name: "x",
            range: "1 to 2".to_string(),
            at_low_g: 0.01,
            at_high_g: 0.01,
            radio: false,
        };
        for rows in [vec![], vec![idle]] {
            let plan = plan(400.0, 0.01, &rows);
            assert!((plan.here - 0.5 * (plan.size.from + plan.size.to)).abs() < 1.0);
            assert!(plan.rows.iter().all(|row| row.idle));
        }
    }
}
