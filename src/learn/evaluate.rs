//! Judging a policy or a rule: held-out contexts, charged carbon, gap to the exact optimum.

use super::Score;
use super::effort::effort;
use crate::agent::{Policy, PolicyScratch};
use crate::carbon::footprint;
use crate::env::{ACT_DIM, ActionSpace, Context, Family, OBS_DIM, SIGNALS, charged_g};
use crate::optimum::optimum;
use crate::rng::{Rng, Stream};
use crate::scenario::{Decision, ValidScenario};

/// A fixed set of contexts with their exact optima.
#[derive(Clone, Debug)]
pub struct HeldOut {
    contexts: Vec<Context>,
    /// Carbon of each optimum, g.
    optima_g: Vec<f64>,
    optimum_g: f64,
}

impl HeldOut {
    /// `n` contexts of AOLO-Bench v2 from that stream: [`Stream::EvalContexts`] to judge,
    /// [`Stream::TuneContexts`] to choose hyperparameters.
    pub fn new(n: usize, seed: u64, stream: Stream) -> Self {
        Self::of(Family::Bench, n, seed, stream)
    }

    /// The same of a family.
    pub fn of(family: Family, n: usize, seed: u64, stream: Stream) -> Self {
        let mut rng = Rng::new(seed, stream);
        let contexts: Vec<_> = (0..n).map(|_| Context::new(&family.scenario(&mut rng))).collect();
        let optima_g: Vec<_> =
            contexts.iter().map(|context| optimum(&context.chain).footprint().total_g).collect();
        let optimum_g = optima_g.iter().sum();
        Self { contexts, optima_g, optimum_g }
    }

    /// The contexts.
    pub fn contexts(&self) -> &[Context] {
        &self.contexts
    }

    /// Judges decisions, one for each context.
    pub fn judge(&self, decisions: impl IntoIterator<Item = Decision>) -> Score {
        let (mut charged, mut broken) = (0.0, 0usize);
        for (context, decision) in self.contexts.iter().zip(decisions) {
            let print = footprint(&context.chain, decision);
            charged += charged_g(context, &print);
            broken += usize::from(!print.feasible());
        }
        Score {
            contexts: self.contexts.len(),
            charged_g: charged,
            optimum_g: self.optimum_g,
            gap: charged / self.optimum_g - 1.0,
            violation_rate: broken as f64 / self.contexts.len() as f64,
            spike_rate: 0.0,
            synops_per_decision: 0.0,
            effort: None,
        }
    }

    /// Mean over requests of what a decision is charged beyond that request's optimum, as a share
    /// of it: each request counts the same, where the gap counts each gram the same.
    pub fn mean_excess(&self, decisions: impl IntoIterator<Item = Decision>) -> f64 {
        let excess = self.contexts.iter().zip(decisions).zip(&self.optima_g).map(
            |((context, decision), optimum_g)| {
                charged_g(context, &footprint(&context.chain, decision)) / optimum_g - 1.0
            },
        );
        excess.sum::<f64>() / self.contexts.len() as f64
    }

    /// Judges the natural length at full power, what a service does that optimises nothing.
    pub fn natural(&self) -> Score {
        self.judge(self.contexts.iter().map(|context| context.chain.natural()))
    }

    /// Judges the safe action: full power with the smallest length that it allows.
    pub fn safe(&self) -> Score {
        self.judge(self.contexts.iter().map(|context| context.safe))
    }

    /// Judges one action, in [−1, 1]², for all contexts.
    pub fn fixed(&self, action: &[f32; ACT_DIM]) -> Score {
        self.judge(self.contexts.iter().map(|context| ActionSpace::Box.decide(context, action)))
    }

    /// Judges actions drawn uniformly from [−1, 1]² by [`Stream::Baseline`].
    pub fn random(&self, seed: u64) -> Score {
        let mut rng = Rng::new(seed, Stream::Baseline);
        self.judge(self.contexts.iter().map(|context| {
            let action = [(); ACT_DIM].map(|()| rng.uniform_in(-1.0, 1.0) as f32);
            ActionSpace::Box.decide(context, &action)
        }))
    }

    /// The action that is charged least when it is taken in all of these contexts.
    ///
    /// What may be judged must not choose: call it on contexts of [`Stream::TuneContexts`] and
    /// judge its result, by [`Self::fixed`], on others. It comes to break every limit: the shortest
    /// answer followed by the safe action is cheaper than any one length that fits most requests.
    pub fn cheapest_fixed(&self) -> [f32; ACT_DIM] {
        self.search_fixed(|score| (score.charged_g, 0.0))
    }

    /// The action that breaks limits in the fewest of these contexts, and of such the one that is
    /// charged least; see [`Self::cheapest_fixed`].
    pub fn mildest_fixed(&self) -> [f32; ACT_DIM] {
        self.search_fixed(|score| (score.violation_rate, score.charged_g))
    }

    /// The action with the least cost on a grid of 17 × 17, refined six times: each time the 5 × 5
    /// points around the best one, at half the spacing.
    fn search_fixed(&self, cost: impl Fn(&Score) -> (f64, f64)) -> [f32; ACT_DIM] {
        let (mut best, mut least) = ([0.0; ACT_DIM], (f64::INFINITY, f64::INFINITY));
        let (mut centre, mut spacing, mut reach) = (best, 0.125, 8i16);
        for _ in 0..7 {
            for i in -reach..=reach {
                for j in -reach..=reach {
                    let near = |x: f32, step: i16| (x + f32::from(step) * spacing).clamp(-1.0, 1.0);
                    let action = [near(centre[0], i), near(centre[1], j)];
                    let found = cost(&self.fixed(&action));
                    if found < least {
                        (best, least) = (action, found);
                    }
                }
            }
            (centre, spacing, reach) = (best, 0.5 * spacing, 2);
        }
        best
    }

    /// Judges the deterministic policy.
    pub fn score(&self, policy: &Policy, scratch: &mut PolicyScratch) -> Score {
        let mut score = self.judge(self.decisions(policy, scratch));
        let activity = scratch.activity();
        score.spike_rate = activity.mean_firing_rate();
        score.synops_per_decision = activity.synops_per_decision();
        score.effort = Some(effort(policy, activity));
        score
    }

    /// What the deterministic policy decides, request by request.
    pub fn decisions(
        &self,
        policy: &Policy,
        scratch: &mut PolicyScratch,
    ) -> impl Iterator<Item = Decision> + use<'_> {
        let mut actions = vec![0.0; self.contexts.len() * ACT_DIM];
        let (family, space) = world(policy);
        let mut observations = vec![0.0; self.contexts.len() * family.obs_dim()];
        for (context, row) in
            self.contexts.iter().zip(observations.chunks_exact_mut(family.obs_dim()))
        {
            family.see(context, row);
        }
        policy.act(scratch, &observations, &mut actions);
        let mut actions = actions.into_iter();
        self.contexts.iter().map(move |context| {
            let action = std::array::from_fn(|_| actions.next().unwrap_or_default());
            space.decide(context, &action)
        })
    }
}

/// A policy does not fit the observations and actions of this environment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "the policy takes {obs_dim} observations and gives {act_dim} actions of meaning {action_space}; this \
     environment has {OBS_DIM} or {SIGNALS}, {ACT_DIM}, and meanings 0 and 1"
)]
pub struct MisfitError {
    pub obs_dim: usize,
    pub act_dim: usize,
    pub action_space: u16,
}

/// Whether a policy fits the environment.
///
/// # Errors
/// Says what it takes and gives.
pub fn check_fit(policy: &Policy) -> Result<(), MisfitError> {
    let (obs_dim, act_dim) = (policy.obs_dim(), policy.act_dim());
    let action_space = policy.action_space;
    let seen = Family::of_obs_dim(obs_dim).is_some();
    if seen && act_dim == ACT_DIM && ActionSpace::of_number(action_space).is_some() {
        Ok(())
    } else {
        Err(MisfitError { obs_dim, act_dim, action_space })
    }
}

/// The decision of the deterministic policy for any scenario.
pub fn act(policy: &Policy, scratch: &mut PolicyScratch, valid: &ValidScenario) -> Decision {
    let context = Context::new(valid);
    let mut action = [0.0; ACT_DIM];
    let (family, space) = world(policy);
    let mut observation = vec![0.0; family.obs_dim()];
    family.see(&context, &mut observation);
    policy.act(scratch, &observation, &mut action);
    space.decide(&context, &action)
}

/// What a policy sees and what its actions mean; of one that fits.
fn world(policy: &Policy) -> (Family, ActionSpace) {
    let family = Family::of_obs_dim(policy.obs_dim()).unwrap_or_default();
    (family, ActionSpace::of_number(policy.action_space).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_optimum_has_no_gap_and_the_rules_have_one() {
        let held_out = HeldOut::new(300, 1, Stream::TuneContexts);
        let best = held_out
            .judge(held_out.contexts().iter().map(|c| optimum(&c.chain).footprint().decision));
        assert!(best.gap.abs() < 1e-12 && best.violation_rate == 0.0);
        let safe = held_out.safe();
        assert!(safe.gap > 0.02 && safe.violation_rate == 0.0);
        // The natural length at full power breaks quality where much is asked.
        let natural = held_out.natural();
        assert!(natural.gap > 0.1 && natural.violation_rate > 0.3, "{natural:?}");
    }

    #[test]
    fn fixed_actions_are_the_best_of_their_kind_and_random_ones_repeat() {
        let held_out = HeldOut::new(200, 1, Stream::TuneContexts);
        let cheapest = held_out.fixed(&held_out.cheapest_fixed());
        let mildest = held_out.fixed(&held_out.mildest_fixed());
        for i in 0..40 {
            for j in 0..40 {
                let at = |k: u8| -1.0 + f32::from(k) / 19.5;
                let score = held_out.fixed(&[at(i), at(j)]);
                assert!(cheapest.charged_g <= 1.001 * score.charged_g, "{i} {j}");
                // A share of contexts comes in steps: a peak may lie between the points searched.
                assert!(mildest.violation_rate <= score.violation_rate + 0.02, "{i} {j}");
            }
        }
        assert!(mildest.violation_rate > 0.5, "no one action suits half of the requests");
        assert_eq!(held_out.random(3), held_out.random(3));
        assert_ne!(held_out.random(3), held_out.random(4));
    }

    #[test]
    fn a_policy_whose_actions_mean_what_nobody_knows_is_refused() {
        let config = crate::learn::Recipe::Sdrl.config(1);
        let mut policy = crate::learn::train::Trainer::new(&config, 1).unwrap().policy();
        assert_eq!(check_fit(&policy), Ok(()));
        policy.action_space = 2;
        let error = check_fit(&policy).unwrap_err();
        assert!(error.to_string().contains("of meaning 2"), "{error}");
    }

    #[test]
    fn judging_and_training_share_no_context() {
        let held_out = HeldOut::new(50, 5, Stream::EvalContexts);
        for other in [Stream::TrainContexts, Stream::TuneContexts] {
            let others = HeldOut::new(50, 5, other);
            assert!(held_out.contexts().iter().all(|context| !others.contexts().contains(context)));
        }
    }
}
