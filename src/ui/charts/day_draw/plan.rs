//! The drawn day laid out in pixels: the grids above, below them the answers that cannot wait, on them
//! those that were drawn, and what the best plan does, once it is shown.

use crate::math;
use crate::ui::charts::day_hours::Ink;
pub use crate::ui::charts::kit::hours::HOURS;
use crate::ui::charts::kit::hours::{BESIDE, HourAxis};
use crate::ui::charts::kit::labels::text_width;
use crate::ui::charts::kit::scale::{Linear, axis_from_zero};
use crate::ui::words::format::plain;

pub const HEIGHT: f64 = 320.0;
/// Tops and bottoms of the grids and of the bars.
pub const GRIDS: (f64, f64) = (22.0, 100.0);
pub const BARS: (f64, f64) = (134.0, 292.0);
const LEFT: f64 = 48.0;
/// So far beyond the last hour as its number needs.
const RIGHT: f64 = 10.0;

/// What is drawn.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drawing {
    /// Ink and intensity of each site.
    pub grids: Vec<(Ink, [f64; HOURS])>,
    /// Answers that cannot wait.
    pub at_once: [f64; HOURS],
    /// Those that can, where they were drawn.
    pub drawn: [f64; HOURS],
    /// All that the best plan computes, where it is shown.
    pub best: Option<[f64; HOURS]>,
    /// The most that one hour can compute.
    pub most: f64,
}

/// Place and number of each tick.
type Ticks = Vec<(f64, String)>;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    pub width: f64,
    pub axis: HourAxis,
    pub lines: Vec<(Ink, String)>,
    /// Left edge, width, and the heights of what cannot wait and of all.
    pub bars: Vec<(f64, f64, f64, f64)>,
    pub best: Option<String>,
    pub grid_ticks: Ticks,
    pub bar_ticks: Ticks,
    top: f64,
}

impl Plan {
    /// Answers at a height: all that an hour computes.
    pub fn answers_at(&self, y: f64) -> f64 {
        self.top * math::clamp((BARS.1 - y) / (BARS.1 - BARS.0), 0.0, 1.0)
    }
}

/// Lays it out for a width.
pub fn plan(width: f64, day: &Drawing) -> Plan {
    let width = width.max(280.0);
    let most = day.grids.iter().flat_map(|it| it.1).fold(0.0, f64::max);
    let (grids, grid_ticks) = upwards(GRIDS, most, 3);
    let (bars, bar_ticks) = upwards(BARS, day.most, 4);
    let numbers = grid_ticks.iter().chain(&bar_ticks).map(|it| text_width(&it.1) + BESIDE);
    let axis = HourAxis { left: numbers.fold(LEFT, f64::max), right: width - RIGHT };
    let mut plan = Plan { width, axis, ..Plan::default() };
    (plan.grid_ticks, plan.bar_ticks, plan.top) = (grid_ticks, bar_ticks, bars.domain.1);
    let line =
        |(ink, row): &(Ink, [f64; HOURS])| (*ink, axis.through(0, |hour| grids.at(row[hour])));
    plan.lines = day.grids.iter().map(line).collect();
    let bar = |hour: usize| {
        let (once, all) = (day.at_once[hour], day.at_once[hour] + day.drawn[hour]);
        let (from, to) = axis.edges(hour);
        (from + 0.75, to - from - 1.5, bars.at(once), bars.at(all))
    };
    plan.bars = (0..HOURS).map(bar).collect();
    plan.best = day.best.map(|best| axis.stepped(|hour| Some(bars.at(best[hour]))));
    plan
}

/// An axis from zero, and its ticks.
fn upwards(span: (f64, f64), top: f64, most: usize) -> (Linear, Ticks) {
    let (last, ticks) = axis_from_zero(top, most);
    let axis = Linear { domain: (0.0, last), range: (span.1, span.0) };
    (axis, ticks.iter().map(|&tick| (axis.at(tick), plain(tick))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawing() -> Drawing {
        Drawing {
            grids: vec![(Ink(0), [400.0; HOURS]), (Ink(1), [90.0; HOURS])],
            at_once: [2_900.0; HOURS],
            drawn: std::array::from_fn(|hour| 100.0 * hour as f64),
            best: Some([4_000.0; HOURS]),
            most: 11_800.0,
        }
    }

    #[test]
    fn a_finger_finds_the_height_of_what_it_points_at() {
        for width in [280.0, 358.0, 700.0] {
            let plan = plan(width, &drawing());
            for hour in 0..HOURS {
                // The top of a bar is as many answers as it stands for.
                let (.., top) = plan.bars[hour];
                let all = 2_900.0 + 100.0 * hour as f64;
                assert!((plan.answers_at(top) / all - 1.0).abs() < 1e-9, "{hour}");
            }
            assert_eq!(plan.answers_at(1e9), 0.0);
            assert!(plan.answers_at(-1e9) >= 11_800.0);
        }
    }

    #[test]
    fn nothing_leaves_its_chart() {
        let plan = plan(358.0, &drawing());
        for (x, width, once, all) in plan.bars {
            assert!(x >= plan.axis.left && x + width <= plan.axis.right);
            assert!(BARS.0 <= all && all <= once && once < BARS.1);
        }
        let inside = |ticks: &Ticks, (top, bottom)| {
            ticks.len() > 2 && ticks.iter().all(|(y, _)| (top..=bottom).contains(y))
        };
        assert!(inside(&plan.grid_ticks, GRIDS) && inside(&plan.bar_ticks, BARS));
        assert!(super::plan(358.0, &Drawing::default()).best.is_none());
    }
}
