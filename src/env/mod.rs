//! The environment: one request is one episode.
//!
//! A request is drawn from a family and seen as that family has it ([`Family`]); an action means a
//! length and a power, as its space has it ([`ActionSpace`]).
//!
//! The reward is −ln(C_charged/C_ref) minus what broken limits cost ([`PenaltyConfig`]); beside it
//! stand ln(C/C_ref) and the slack of each limit, for learners that keep them apart. C_ref is the carbon of the
//! natural answer in the box, and that of the safe action in the feasible set, where what actions
//! differ by is small beside what requests differ by. The environment never knows who acts.

pub mod action;
pub mod context;
pub mod coverage;
pub mod families;
pub mod reward;

pub use crate::scenario::MODEL_VERSION;
pub use action::{ACT_DIM, ActionSpace};
pub use context::Context;
pub use coverage::outside_family;
pub use families::Family;
pub use families::any::{any_scenario, any_training_scenario};
pub use families::bench::{self, OBS_DIM, TrainingFamily, bench_scenario, training_scenario};
pub use families::signals::{self, SIGNALS};
pub use reward::{LIMITS, PenaltyConfig};

use crate::carbon::{Footprint, footprint};

/// What one step gives back.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    pub footprint: Footprint,
    pub reward: f32,
    /// ln(C/C_ref), and how far each limit is from broken, see [`reward::slacks`].
    pub cost_and_slacks: [f32; 1 + LIMITS],
    /// Always: a request is an episode of its own.
    pub terminated: bool,
    /// Never: no request is cut off.
    pub truncated: bool,
}

/// Answers one request.
pub fn step(
    context: &Context,
    space: ActionSpace,
    action: &[f32; ACT_DIM],
    penalty: &PenaltyConfig,
) -> Step {
    let footprint = footprint(&context.chain, space.decide(context, action));
    let charged_g = charged_g(context, &footprint);
    let reference_g = match space {
        ActionSpace::Box => context.reference_g,
        // What the ends of the set differ by is small beside what requests differ by.
        ActionSpace::Feasible => context.safe_g,
    };
    let reward = reward::reward(&context.chain, &footprint, charged_g, reference_g, penalty) as f32;
    let slacks = reward::slacks(&context.chain, &footprint);
    let cost = reward::ln_ratio(footprint.total_g, reference_g);
    let mut cost_and_slacks = [cost as f32; 1 + LIMITS];
    for (to, from) in cost_and_slacks[1..].iter_mut().zip(slacks) {
        *to = from as f32;
    }
    Step { footprint, reward, cost_and_slacks, terminated: true, truncated: false }
}

/// What a decision is charged: a broken answer is asked for again by the safe action.
pub fn charged_g(context: &Context, footprint: &Footprint) -> f64 {
    if footprint.feasible() { footprint.total_g } else { footprint.total_g + context.safe_g }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::{Rng, Stream};
    use crate::scenario::Decision;
    use proptest::prelude::*;

    fn contexts(n: usize) -> Vec<Context> {
        let mut rng = Rng::new(11, Stream::TuneContexts);
        (0..n).map(|_| Context::new(&bench_scenario(&mut rng))).collect()
    }

    #[test]
    fn any_environment_keeps_its_contract() {
        for context in contexts(200) {
            let mut seen = [f32::NAN; OBS_DIM];
            Family::Bench.see(&context, &mut seen);
            assert!(seen.iter().all(|x| (-1.0..=1.0).contains(x)));
            assert!(context.feasible.is_some(), "a bench context has a feasible action");
            let step = step(&context, ActionSpace::Box, &[0.3, -0.2], &PenaltyConfig::default());
            assert!(step.terminated && !step.truncated);
        }
    }

    /// Any bits that an f32 can have, those that draws seldom hit more often.
    fn any_f32() -> impl Strategy<Value = f32> {
        let special = [f32::NAN, -f32::NAN, f32::INFINITY, f32::NEG_INFINITY, f32::MIN_POSITIVE];
        let edges = [f32::MAX, f32::MIN, -0.0, 1.0, -1.0, f32::from_bits(1)];
        let chosen = proptest::sample::select([&special[..], &edges[..]].concat());
        prop_oneof![3 => any::<u32>().prop_map(f32::from_bits), 1 => chosen]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn any_action_is_a_decision_in_the_box(
            seed in 0..100u64,
            bench in any::<bool>(),
            action in [any_f32(), any_f32()],
        ) {
            let mut rng = Rng::new(seed, Stream::TuneContexts);
            let family = if bench { Family::Bench } else { Family::Any };
            let context = Context::new(&family.scenario(&mut rng));
            let step = step(&context, ActionSpace::Box, &action, &PenaltyConfig::default());
            let Decision { tokens, power_w } = step.footprint.decision;
            let most = context.valid.scenario().tokens_max;
            prop_assert!((1.0..=most).contains(&f64::from(tokens)), "{tokens}");
            let powers = context.valid.power_min_w()..=context.valid.power_max_w();
            prop_assert!(powers.contains(&power_w), "{power_w}");
            prop_assert!(step.footprint.total_g.is_finite() && step.reward.is_finite());
            prop_assert!(step.cost_and_slacks.iter().all(|x| x.is_finite()));
        }
    }

    #[test]
    fn a_broken_answer_is_charged_twice() {
        for context in contexts(50) {
            let broken = step(&context, ActionSpace::Box, &[-1.0, -1.0], &PenaltyConfig::default())
                .footprint;
            assert!(!broken.feasible());
            // P_max with the shortest answer that it allows, found by trying all.
            let chain = &context.chain;
            let at = |tokens| footprint(chain, Decision { tokens, power_w: chain.power_max_w });
            let safe = (1..).map(at).find(|print| print.kept[0]).unwrap();
            assert_eq!(charged_g(&context, &broken), broken.total_g + safe.total_g);
            assert_eq!(charged_g(&context, &safe), safe.total_g);
        }
    }
}
