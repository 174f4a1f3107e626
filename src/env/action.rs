//! The action: two numbers that stand for a length and a power.

use super::Context;
use crate::scenario::Decision;

/// Length of an action: length, power.
pub const ACT_DIM: usize = 2;

/// The decision that an action in [−1, 1]² stands for; values outside are clipped, NaN counts as 1.
pub fn decide(context: &Context, action: &[f32; ACT_DIM]) -> Decision {
    let share = |value: f32| 0.5 * (f64::from(value) + 1.0);
    context.valid.decision_at(share(action[0]), share(action[1]))
}
