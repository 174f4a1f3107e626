//! The action: two numbers that stand for a length and a power.
//!
//! | space | length, −1 … 1 | power, −1 … 1 |
//! |---|---|---|
//! | [`ActionSpace::Box`] | ln κ, from 1 to κ_max | dB, from P_min to P_max |
//! | [`ActionSpace::Feasible`] | ln κ, from the shortest to the longest that keeps all limits at that power | dB, from the least at which some length keeps all limits to P_max |
//!
//! In the feasible set every decision keeps every limit, whatever the action; where the set is empty it
//! is the safe action. Its ends are where the best decisions often are, so an action of ±0.7 is there.

use super::Context;
use crate::carbon::footprint;
use crate::math;
use crate::scenario::Decision;
use serde::{Deserialize, Serialize};

/// Length of an action: length, power.
pub const ACT_DIM: usize = 2;

/// From here on an action of the feasible set is its end.
const END: f32 = 0.7;

/// What an action means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ActionSpace {
    /// A place in the box of all lengths and powers, as in the paper: limits can be broken.
    #[default]
    Box,
    /// A place in the set of decisions that keep all limits.
    Feasible,
}

impl ActionSpace {
    pub const ALL: [Self; 2] = [Self::Box, Self::Feasible];

    /// The space of that number, as policies write it.
    pub fn of_number(number: u16) -> Option<Self> {
        Self::ALL.get(usize::from(number)).copied()
    }

    /// The decision that an action in [−1, 1]² stands for; values outside are clipped, NaN counts as 1.
    pub fn decide(self, context: &Context, action: &[f32; ACT_DIM]) -> Decision {
        match self {
            Self::Box => {
                let share = |value: f32| 0.5 * (f64::from(value) + 1.0);
                context.valid.decision_at(share(action[0]), share(action[1]))
            }
            Self::Feasible => feasible(context, action),
        }
    }
}

fn feasible(context: &Context, action: &[f32; ACT_DIM]) -> Decision {
    let Context { chain, feasible: Some(set), .. } = context else { return context.safe };
    let [length, power] = action.map(place);
    let power_w = between(set.least_power_w, chain.power_max_w, power);
    let tokens = if length == 0.0 {
        set.shortest(chain, power_w)
    } else {
        let (shortest, longest) = set.lengths(chain, power_w);
        between(f64::from(shortest), f64::from(longest), length).round() as u32
    };
    let decision = Decision { tokens, power_w };
    // True by construction; this holds it against the last bit of rounding.
    if footprint(chain, decision).feasible() { decision } else { context.safe }
}

/// Where an action lies between the ends of a band, 0 to 1.
fn place(value: f32) -> f64 {
    let place = 0.5 * (f64::from(value / END) + 1.0);
    if place.is_nan() { 1.0 } else { math::clamp(place, 0.0, 1.0) }
}

/// By equal factors from `low` to `high`, which are reached exactly.
fn between(low: f64, high: f64, share: f64) -> f64 {
    if share == 0.0 {
        low
    } else if share == 1.0 {
        high
    } else {
        math::clamp(low * math::pow(high / low, share), low, high)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::env::Family;
    use crate::rng::{Rng, Stream};

    #[test]
    fn whatever_an_action_says_in_the_feasible_set_every_limit_is_kept() {
        let mut rng = Rng::new(26, Stream::TuneContexts);
        for index in 0..4000 {
            let family = if index % 2 == 0 { Family::Bench } else { Family::Any };
            let context = Context::new(&family.scenario(&mut rng));
            for corner in [[-1.0, -1.0], [1.0, -1.0], [-1.0, 1.0], [1.0, 1.0]] {
                let random = corner.map(|x: f32| x * rng.uniform_in(0.0, 1.2) as f32);
                for action in [corner, random] {
                    let decision = ActionSpace::Feasible.decide(&context, &action);
                    let print = footprint(&context.chain, decision);
                    assert!(print.feasible(), "{action:?} {decision:?} {:?}", context.valid);
                }
            }
        }
    }

    #[test]
    fn its_ends_are_reached_and_an_empty_one_is_answered_safely() {
        let mut rng = Rng::new(27, Stream::TuneContexts);
        let mut context = Context::new(&Family::Bench.scenario(&mut rng));
        let at = |context: &Context, action| ActionSpace::Feasible.decide(context, &action);
        let set = context.feasible.unwrap();
        assert_eq!(at(&context, [-0.7, -0.7]).power_w, set.least_power_w);
        assert_eq!(at(&context, [-0.7, 0.7]), context.safe);
        assert_eq!(at(&context, [f32::NAN, 5.0]), at(&context, [1.0, 1.0]));
        assert!(at(&context, [0.0, 0.0]).power_w > set.least_power_w);
        context.feasible = None;
        assert_eq!(at(&context, [0.3, -0.2]), context.safe);
    }
}
