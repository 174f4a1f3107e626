//! A curve that somebody draws, and the model's over it, laid out in pixels.

use crate::math;
use crate::ui::charts::kit::path::Path;
use crate::ui::charts::kit::scale::{Linear, Log, one_two_five, ticks_from_zero};
use crate::ui::words::format::{plain, plain_significant};

/// The axis along which is drawn, and the greatest value of the other one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    pub from: f64,
    pub to: f64,
    pub log: bool,
    /// In the unit of the other axis; that one begins at 0.
    pub top: f64,
}

const LEFT: f64 = 40.0;
const TOP: f64 = 24.0;
const HEIGHT: f64 = 300.0;
/// Between tick labels, pixels.
const GAP: f64 = 44.0;

/// Where everything lies.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    pub width: f64,
    pub height: f64,
    pub left: f64,
    pub right: f64,
    pub top: f64,
    pub bottom: f64,
    pub across: Vec<(f64, String)>,
    pub up: Vec<(f64, String)>,
    frame: Frame,
}

/// Lays out a frame for that width.
pub fn plan(width: f64, frame: Frame) -> Plan {
    let width = width.max(260.0);
    let mut plan = Plan {
        width,
        height: TOP + HEIGHT + 44.0,
        left: LEFT,
        right: width - 12.0,
        top: TOP,
        bottom: TOP + HEIGHT,
        across: Vec::new(),
        up: Vec::new(),
        frame,
    };
    let ticks = if frame.log {
        let axis = Log::new((frame.from, frame.to), (plan.left, plan.right));
        let all = one_two_five(frame.from, frame.to);
        if all.len() as f64 * GAP <= plan.right - plan.left { all } else { axis.ticks(GAP) }
    } else {
        let all = ticks_from_zero(frame.to, ((plan.right - plan.left) / 70.0) as usize);
        all.into_iter().filter(|it| (frame.from..=frame.to * 1.000_001).contains(it)).collect()
    };
    plan.across = ticks.into_iter().map(|it| (plan.x(it), plain(it))).collect();
    let up = ticks_from_zero(frame.top, 5).into_iter().filter(|it| *it <= frame.top * 1.000_001);
    plan.up = up.map(|it| (plan.y(it), plain_significant(it, 3))).collect();
    plan
}

impl Plan {
    /// Pixels of a value across.
    pub fn x(&self, value: f64) -> f64 {
        let Frame { from, to, log, .. } = self.frame;
        let range = (self.left, self.right);
        if log {
            Log::new((from, to), range).at(value)
        } else {
            Linear { domain: (from, to), range }.at(value)
        }
    }

    /// Pixels of a value up.
    pub fn y(&self, value: f64) -> f64 {
        Linear { domain: (0.0, self.frame.top), range: (self.bottom, self.top) }.at(value)
    }

    /// Where the words of a mark stand, and whether they end there: under it, or beside it where the frame
    /// ends under it, so that they do not lie on it.
    pub fn words_of(&self, (x, y): (f64, f64)) -> (f64, f64, bool) {
        let end = x > 0.5 * (self.left + self.right);
        let lowest = self.bottom - 6.0;
        let aside = if y + 24.0 <= lowest { 0.0 } else { 11.0 };
        (if end { x - aside } else { x + aside }, (y + 24.0).min(lowest), end)
    }

    /// The value at a height, inside the frame.
    pub fn value_at(&self, y: f64) -> f64 {
        let share = (self.bottom - y) / (self.bottom - self.top);
        math::clamp(share, 0.0, 1.0) * self.frame.top
    }

    /// Pixels across of a knot, of `count` evenly spaced ones.
    pub fn knot_x(&self, index: usize, count: usize) -> f64 {
        let share = index as f64 / (count.max(2) - 1) as f64;
        self.left + share * (self.right - self.left)
    }

    /// The knots that a stroke from one place to another sets, each with its value: those between,
    /// and the one next to where it ends.
    pub fn stroke(&self, from: (f64, f64), to: (f64, f64), count: usize) -> Vec<(usize, f64)> {
        let (low, high) = (from.0.min(to.0), from.0.max(to.0));
        let next = |x: f64| {
            let share = (x - self.left) / (self.right - self.left);
            (math::clamp(share, 0.0, 1.0) * (count - 1) as f64).round() as usize
        };
        let mut set = Vec::new();
        for index in 0..count {
            let x = self.knot_x(index, count);
            if (low..=high).contains(&x) && from.0 != to.0 {
                let share = (x - from.0) / (to.0 - from.0);
                set.push((index, self.value_at(from.1 + share * (to.1 - from.1))));
            }
        }
        let end = next(to.0);
        if set.iter().all(|(index, _)| *index != end) {
            set.push((end, self.value_at(to.1)));
        }
        set
    }

    /// The path through the points that are drawn, a gap where none is.
    pub fn drawn(&self, points: &[Option<f64>]) -> String {
        let at = |(index, value): (usize, &Option<f64>)| {
            value.map(|value| (self.knot_x(index, points.len()), self.y(value)))
        };
        pieces(points.iter().enumerate().map(at))
    }

    /// The path of the model's curve; above the frame it is cut off.
    pub fn model(&self, curve: &[(f64, Option<f64>)]) -> String {
        let top = self.frame.top;
        pieces(curve.iter().map(|&(x, value)| {
            value.filter(|value| *value <= top).map(|value| (self.x(x), self.y(value)))
        }))
    }
}

/// A path through points, broken where one is missing.
fn pieces(points: impl Iterator<Item = Option<(f64, f64)>>) -> String {
    let mut path = Path::default();
    let mut down = false;
    for point in points {
        match point {
            Some((x, y)) if down => path.line_to(x, y),
            Some((x, y)) => path.move_to(x, y),
            None => {}
        }
        down = point.is_some();
    }
    path.into_text()
}

#[cfg(test)]
mod tests {
    use super::*;

    const WATTS: Frame = Frame { from: 0.2, to: 20.0, log: true, top: 100.0 };

    #[test]
    fn a_stroke_sets_what_it_passes_and_where_it_ends() {
        let plan = plan(452.0, WATTS);
        let (left, right) = (plan.left, plan.right);
        let middle = 0.5 * (plan.top + plan.bottom);
        // A tap sets the nearest knot only.
        let tap = (left + 3.0, middle);
        assert_eq!(plan.stroke(tap, tap, 7), [(0, 50.0)]);
        let all = plan.stroke((left, plan.bottom), (right, plan.top), 7);
        assert_eq!(all.len(), 7);
        assert!(all.windows(2).all(|pair| pair[0].1 < pair[1].1));
        // Backwards it is the same, and outside it stays inside.
        assert_eq!(plan.stroke((right, plan.top), (left, plan.bottom), 7).len(), 7);
        let outside = (right + 90.0, plan.top - 50.0);
        assert_eq!(plan.stroke(outside, outside, 7), [(6, 100.0)]);
    }

    #[test]
    fn the_words_of_a_mark_stay_in_the_frame_and_off_the_mark() {
        let plan = plan(452.0, WATTS);
        let (low, high) = (plan.bottom - 12.0, plan.bottom - 80.0);
        assert_eq!(plan.words_of((100.0, high)), (100.0, high + 24.0, false));
        assert_eq!(plan.words_of((400.0, high)), (400.0, high + 24.0, true));
        // At the corner of the frame.
        assert_eq!(plan.words_of((plan.left, low)), (plan.left + 11.0, plan.bottom - 6.0, false));
        assert_eq!(plan.words_of((plan.right, low)), (plan.right - 11.0, plan.bottom - 6.0, true));
    }

    #[test]
    fn curves_break_where_there_is_nothing_and_end_at_the_frame() {
        let plan = plan(452.0, WATTS);
        let model = plan.model(&[
            (0.2, Some(200.0)),
            (1.0, Some(50.0)),
            (2.0, Some(40.0)),
            (5.0, None),
            (10.0, Some(30.0)),
        ]);
        assert_eq!((model.matches('M').count(), model.matches('L').count()), (2, 1));
        assert_eq!(plan.drawn(&[None; 7]), "");
        assert_eq!(plan.across.len(), 7);
        assert!(super::plan(300.0, WATTS).across.len() >= 2);
        let linear = Frame { from: 0.2, to: 1.0, log: false, top: 3.0 };
        let plan = super::plan(452.0, linear);
        assert!(plan.across.iter().all(|(x, _)| (plan.left - 0.1..=plan.right + 0.1).contains(x)));
    }
}
