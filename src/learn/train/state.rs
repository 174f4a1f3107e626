//! A run between two updates, so that another can go on from there to the same bits.

use super::{TrainConfig, Trainer};
use crate::agent::AgentState;
use crate::env::ACT_DIM;
use serde::{Deserialize, Serialize};

/// A run between two updates.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TrainerState {
    updates: u64,
    /// Where the stream of contexts was before the oldest batch of them that the agent remembers,
    /// and where it is.
    contexts: [u64; 2],
    exploration: u64,
    agent: AgentState,
}

impl Trainer {
    /// What it is now.
    pub fn state(&self) -> TrainerState {
        let now = self.contexts.position();
        TrainerState {
            updates: self.updates,
            contexts: [self.drawn_from.front().copied().unwrap_or(now), now],
            exploration: self.exploration.position(),
            agent: self.agent.state(),
        }
    }

    /// A run as it was, which goes on to the same bits: the requests that it remembers are drawn
    /// and judged once more. None if that state is not of such a run.
    pub fn restored(config: &TrainConfig, seed: u64, state: &TrainerState) -> Option<Self> {
        let mut it = Self::new(config, seed).ok()?;
        let (n, sac) = (config.contexts_per_update, &config.sac);
        // What is answered before the first update comes in whole batches of requests.
        let warm_up = config.warm_up.max(sac.batch_size).div_ceil(n);
        let batches = match state.updates {
            0 => 0,
            updates if updates > config.updates => return None,
            updates => warm_up + usize::try_from(updates).ok()?,
        };
        let total = batches * n;
        let actions = state.agent.actions.as_chunks::<ACT_DIM>().0;
        if actions.len() != total.min(sac.replay_capacity) {
            return None;
        }
        // The ring may begin in the middle of a batch.
        let first = total - actions.len();
        let drawn = batches - first / n;
        it.contexts.move_to(state.contexts[0]);
        for batch in 0..drawn {
            it.draw();
            let begin = batch * n;
            for (row, to) in it.actions.as_chunks_mut::<ACT_DIM>().0.iter_mut().enumerate() {
                // Those before the ring are pushed out again by what comes after them.
                if let Some(action) =
                    (begin + row).checked_sub(first % n).and_then(|at| actions.get(at))
                {
                    *to = *action;
                }
            }
            it.remember();
        }
        let sound = it.contexts.position() == state.contexts[1];
        it.updates = state.updates;
        it.answered = total as u64;
        it.exploration.move_to(state.exploration);
        (sound && it.agent.restore(&state.agent, total)).then_some(it)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agent::{ActorConfig, SacConfig};
    use crate::learn::Recipe;

    fn small(gamma: f32, replay_capacity: usize, updates: u64) -> TrainConfig {
        // One reward and a learnt temperature where it looks ahead, else as it ships.
        let recipe = if gamma > 0.0 { Recipe::BenchmarkSac } else { Recipe::Sac };
        let config = recipe.config(updates);
        let sac = SacConfig {
            actor: ActorConfig::Mlp { hidden_sizes: vec![6] },
            critic_hidden_sizes: vec![5],
            gamma,
            replay_capacity,
            batch_size: 16,
            ..config.sac
        };
        TrainConfig { sac, warm_up: 50, contexts_per_update: 7, ..config }
    }

    fn advance(trainer: &mut Trainer, to: u64) {
        while trainer.updates() < to {
            trainer.step().unwrap();
        }
    }

    /// With a memory that is not full, full, and full from the middle of a batch on; looking ahead
    /// or not; before the first update and after the last.
    #[test]
    fn a_run_that_is_restored_goes_on_to_the_same_bits() {
        for (gamma, capacity) in [(0.0, 10_000), (0.0, 63), (0.9, 100)] {
            let config = small(gamma, capacity, 30);
            let mut whole = Trainer::new(&config, 3).unwrap();
            advance(&mut whole, 30);
            for stop in [0, 1, 17, 30] {
                let mut first = Trainer::new(&config, 3).unwrap();
                advance(&mut first, stop);
                let state = first.state();
                let mut second = Trainer::restored(&config, 3, &state).unwrap();
                assert_eq!(second.state(), state, "{gamma} {capacity} {stop}");
                assert_eq!(second.alpha(), first.alpha());
                advance(&mut second, 30);
                assert_eq!(second.digest(), whole.digest(), "{gamma} {capacity} {stop}");
                assert_eq!(second.state(), whole.state());
                assert_eq!(second.answered(), whole.answered());
            }
        }
    }

    #[test]
    fn what_is_no_state_of_that_run_is_refused() {
        let config = small(0.0, 100, 9);
        let mut trainer = Trainer::new(&config, 3).unwrap();
        advance(&mut trainer, 5);
        let state = trainer.state();
        assert!(Trainer::restored(&config, 3, &state).is_some());
        // Another seed draws other requests: nothing here can tell, who calls compares seeds.
        let cut = |change: &dyn Fn(&mut TrainerState)| {
            let mut state = state.clone();
            change(&mut state);
            Trainer::restored(&config, 3, &state)
        };
        assert!(cut(&|it| it.updates = 10).is_none(), "more updates than planned");
        assert!(cut(&|it| it.updates = u64::MAX).is_none());
        assert!(cut(&|it| it.contexts[1] += 1).is_none());
        assert!(cut(&|it| it.agent.actions.truncate(2)).is_none());
        let wider = TrainConfig { contexts_per_update: 8, ..config.clone() };
        assert!(Trainer::restored(&wider, 3, &state).is_none());
        let mut other = config.clone();
        other.sac.critic_hidden_sizes = vec![4];
        assert!(Trainer::restored(&other, 3, &state).is_none());
    }
}
