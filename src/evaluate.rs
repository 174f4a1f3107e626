//! Judging a policy: held-out contexts, charged carbon, gap to the exact optimum.

use crate::agent::{Policy, PolicyScratch};
use crate::carbon::footprint;
use crate::env::{ACT_DIM, Context, OBS_DIM, bench_scenario, charged_g, decide};
use crate::optimum::optimum;
use crate::rng::{Rng, Stream};
use crate::scenario::{Decision, ValidScenario};
use crate::telemetry::Score;

/// A fixed set of contexts with their exact optima.
#[derive(Clone, Debug)]
pub struct HeldOut {
    contexts: Vec<Context>,
    /// `[contexts, OBS_DIM]`
    observations: Vec<f32>,
    optimum_g: f64,
}

impl HeldOut {
    /// `n` contexts of AOLO-Bench v1 from that stream: [`Stream::EvalContexts`] to judge,
    /// [`Stream::TuneContexts`] to choose hyperparameters.
    pub fn new(n: usize, seed: u64, stream: Stream) -> Self {
        let mut rng = Rng::new(seed, stream);
        let contexts: Vec<_> = (0..n).map(|_| Context::new(&bench_scenario(&mut rng))).collect();
        let observations = contexts.iter().flat_map(|context| context.observation).collect();
        let optimum_g =
            contexts.iter().map(|context| optimum(&context.chain).footprint().total_g).sum();
        Self { contexts, observations, optimum_g }
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
        }
    }

    /// Judges the natural length at full power, what a service does that optimises nothing.
    pub fn natural(&self) -> Score {
        self.judge(
            self.contexts.iter().map(|context| Decision {
                tokens: (context.valid.scenario().kappa50.round() as u32)
                    .clamp(1, context.chain.tokens_max),
                power_w: context.chain.power_max_w,
            }),
        )
    }

    /// Judges the safe action: full power with the smallest length that it allows.
    pub fn safe(&self) -> Score {
        self.judge(self.contexts.iter().map(|context| context.safe))
    }

    /// Judges the deterministic policy.
    pub fn score(&self, policy: &Policy, scratch: &mut PolicyScratch) -> Score {
        let mut actions = vec![0.0; self.contexts.len() * ACT_DIM];
        policy.act(scratch, &self.observations, &mut actions);
        let decisions = self.contexts.iter().zip(actions.as_chunks::<ACT_DIM>().0);
        let mut score = self.judge(decisions.map(|(context, action)| decide(context, action)));
        let activity = scratch.activity();
        score.spike_rate = activity.mean_firing_rate();
        score.synops_per_decision = activity.synops_per_decision();
        score
    }
}

/// A policy does not fit the observations and actions of this environment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "the policy takes {obs_dim} observations and gives {act_dim} actions; this environment has {OBS_DIM} and {ACT_DIM}"
)]
pub struct MisfitError {
    pub obs_dim: usize,
    pub act_dim: usize,
}

/// Whether a policy fits the environment.
///
/// # Errors
/// Says what it takes and gives.
pub fn check_fit(policy: &Policy) -> Result<(), MisfitError> {
    let (obs_dim, act_dim) = (policy.obs_dim(), policy.act_dim());
    if (obs_dim, act_dim) == (OBS_DIM, ACT_DIM) {
        Ok(())
    } else {
        Err(MisfitError { obs_dim, act_dim })
    }
}

/// The decision of the deterministic policy for any scenario.
pub fn act(policy: &Policy, scratch: &mut PolicyScratch, valid: &ValidScenario) -> Decision {
    let context = Context::new(valid);
    let mut action = [0.0; ACT_DIM];
    policy.act(scratch, &context.observation, &mut action);
    decide(&context, &action)
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
    fn judging_and_training_share_no_context() {
        let held_out = HeldOut::new(50, 5, Stream::EvalContexts);
        for other in [Stream::TrainContexts, Stream::TuneContexts] {
            let others = HeldOut::new(50, 5, other);
            assert!(held_out.contexts().iter().all(|context| !others.contexts().contains(context)));
        }
    }
}
