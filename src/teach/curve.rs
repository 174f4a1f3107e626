//! Curves that a learner sketches: along the axis of a step, and the axis that they are drawn against.

use super::steps::{self, Axis, Quantity, StepId};
use crate::math;

/// Values along an axis that is sketched.
const CURVE: u32 = 121;

/// Values along the axis of a step that is sketched.
pub(super) fn along(step: StepId, value: impl Fn(f64) -> Option<f64>) -> Vec<(f64, Option<f64>)> {
    let steps::Ask::Sketch(axis) = steps::ask(step) else { return Vec::new() };
    (0..CURVE)
        .map(|index| value_at(&axis, f64::from(index) / f64::from(CURVE - 1)))
        .map(|x| (x, value(x)))
        .collect()
}

/// The value at a share, 0 to 1, of an axis.
pub fn value_at(axis: &Axis, share: f64) -> f64 {
    if axis.log {
        let (from, to) = (math::ln(axis.from), math::ln(axis.to));
        math::clamp(math::exp(from + share * (to - from)), axis.from, axis.to)
    } else {
        axis.from + share * (axis.to - axis.from)
    }
}

/// The least value of a curve, with where it lies.
pub fn lowest(curve: &[(f64, Option<f64>)]) -> Option<(f64, f64)> {
    let known = curve.iter().filter_map(|&(x, y)| Some((x, y?)));
    known.min_by(|a, b| a.1.total_cmp(&b.1))
}

/// The axis of emissions of a sketch, from 0. A curve that falls steeply from its greatest value may
/// leave the chart there, so that the rest can be read.
pub fn emissions_axis(curve: &[(f64, Option<f64>)]) -> Axis {
    let known = || curve.iter().filter_map(|it| it.1);
    let least = known().fold(f64::INFINITY, f64::min);
    let most = known().fold(0.0, f64::max);
    let falls = known().next().is_some_and(|first| first >= most);
    let top = if falls { most.min(4.0 * least) } else { most };
    let top = top.max(f64::MIN_POSITIVE) * 1.05;
    Axis { quantity: Quantity::Emissions, from: 0.0, to: top, log: false }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_steep_beginning_leaves_the_chart() {
        let top = |values: [f64; 3]| {
            emissions_axis(&[
                (1.0, Some(values[0])),
                (2.0, Some(values[1])),
                (3.0, Some(values[2])),
            ])
            .to
        };
        assert_eq!(top([100.0, 10.0, 12.0]), 42.0);
        assert_eq!(top([10.0, 12.0, 100.0]), 105.0);
    }
}
