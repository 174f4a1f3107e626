//! Which values stand at the axes of the learners' sheet.

use crate::teach::steps::Axis;
use crate::ui::charts::kit::scale::{one_two_five, ticks_from_zero};
use crate::ui::controls::Scale;

/// Values between the ends of an axis, about so many.
const BETWEEN: usize = 5;
/// What stands nearer to an end of the axis than that, as a share of it, would lie on the end's label.
const ASIDE: f64 = 0.08;
/// Grams to the milligrams that are round.
const MG: f64 = 1e3;

/// The ends of an axis and round values between them, each with its place from 0 to 1.
pub fn labelled(axis: &Axis) -> Vec<(f64, f64)> {
    let scale = Scale { from: axis.from, to: axis.to, log: axis.log, integer: false };
    let round =
        if axis.log { one_two_five(axis.from, axis.to) } else { ticks_from_zero(axis.to, BETWEEN) };
    let inside = round.into_iter().map(|value| (scale.share(value), value));
    let inside = inside.filter(|(share, _)| (ASIDE..=1.0 - ASIDE).contains(share));
    [(0.0, axis.from)].into_iter().chain(inside).chain([(1.0, axis.to)]).collect()
}

/// Round emissions up to the top of a chart, g.
pub fn up_to(top_g: f64) -> Vec<f64> {
    let all = ticks_from_zero(top_g * MG, 3).into_iter().map(|mg| mg / MG);
    all.filter(|g| *g > 0.0 && *g <= top_g).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::teach::StepId;
    use crate::teach::steps::{Ask, ask};

    fn axes() -> impl Iterator<Item = (StepId, Axis)> {
        StepId::all().filter_map(|step| match ask(step) {
            Ask::Place(axis) | Ask::Train(axis) | Ask::Sketch(axis) => Some((step, axis)),
            _ => None,
        })
    }

    #[test]
    fn an_axis_on_paper_has_its_ends_and_round_values_apart_from_each_other() {
        for (step, axis) in axes() {
            let all = labelled(&axis);
            assert_eq!((all[0], all[all.len() - 1]), ((0.0, axis.from), (1.0, axis.to)));
            assert!(all.len() >= 3, "{}: {all:?}", step.encode());
            for pair in all.windows(2) {
                assert!(pair[1].0 - pair[0].0 >= ASIDE, "{}: {all:?}", step.encode());
            }
        }
        let (_, watts) = axes().find(|(step, _)| step.encode() == "radio.1").unwrap();
        let values: Vec<f64> = labelled(&watts).into_iter().map(|it| it.1).collect();
        assert_eq!(values, [0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0]);
    }

    #[test]
    fn emissions_on_paper_are_round() {
        assert_eq!(up_to(0.149), [0.05, 0.1]);
        assert_eq!(up_to(0.0266), [0.01, 0.02]);
    }
}
