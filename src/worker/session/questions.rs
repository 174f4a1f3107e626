//! The policies at hand, and what they answer.

use super::Session;
use crate::agent::{Actor, CheckpointError, Policy, PolicyScratch};
use crate::carbon::{Chain, footprint};
use crate::env::{Family, outside_family};
use crate::learn::effort::effort;
use crate::learn::evaluate::{self, MisfitError};
use crate::learn::{Algorithm, LayerSpikes};
use crate::optimum::optimum;
use crate::protocol::{Answer, Choice, Event, PolicyFault, Stop};
use crate::scenario::{Scenario, ScenarioError, ValidScenario};

/// Distances of a sweep; more would hold up everything else.
const MOST_STOPS: usize = 500;

/// A policy at hand.
pub struct Held {
    pub policy: Policy,
    /// Updates it has learnt from here; none if it was loaded.
    pub update: Option<u64>,
    /// Came with the page.
    pub shipped: bool,
}

/// The policies that can be asked.
#[derive(Default)]
pub struct Policies {
    pub held: [Option<Held>; 2],
    /// Those for any scenario; they stand in for shipped ones.
    any: [Option<Policy>; 2],
}

/// Who answers a request, as which it is asked.
struct Asked<'a> {
    policy: &'a Policy,
    update: Option<u64>,
    any: bool,
    outside: Vec<&'static str>,
}

impl Policies {
    /// The policy that answers for an algorithm; none where there is none yet.
    fn asked(&self, algorithm: Algorithm, valid: &ValidScenario) -> Option<Asked<'_>> {
        let held = self.held[algorithm as usize].as_ref()?;
        let family = Family::of_obs_dim(held.policy.obs_dim()).unwrap_or_default();
        let outside = outside_family(family, valid);
        match &self.any[algorithm as usize] {
            Some(policy) if held.shipped && !outside.is_empty() => {
                let outside = outside_family(Family::Any, valid);
                Some(Asked { policy, update: None, any: true, outside })
            }
            _ => Some(Asked { policy: &held.policy, update: held.update, any: false, outside }),
        }
    }
}

impl Session {
    pub(super) fn load(
        &mut self,
        algorithm: Algorithm,
        bytes: &[u8],
        update: Option<u64>,
    ) -> Vec<Event> {
        match usable(bytes) {
            Ok(policy) => {
                let of = algorithm as usize;
                if Family::of_obs_dim(policy.obs_dim()) == Some(Family::Any) {
                    self.policies.any[of] = Some(policy);
                } else {
                    self.policies.held[of] =
                        Some(Held { policy, update, shipped: update.is_none() });
                }
                Vec::new()
            }
            Err(error) => vec![Event::Failed {
                run: None,
                message: format!("{} policy: {error}", algorithm.word()),
            }],
        }
    }

    pub(super) fn import(&mut self, bytes: &[u8]) -> Event {
        match usable(bytes) {
            Ok(policy) => {
                let algorithm = match policy.actor() {
                    Actor::Mlp(_) => Algorithm::Sac,
                    Actor::PopSan { .. } | Actor::Direct(_) | Actor::FewSpikes(_) => {
                        Algorithm::Sdrl
                    }
                };
                self.policies.held[algorithm as usize] =
                    Some(Held { policy, update: None, shipped: false });
                Event::Imported { algorithm }
            }
            Err(error) => Event::Unusable { fault: error.fault() },
        }
    }

    pub(super) fn act(&mut self, request: u32, scenario: &Scenario) -> Event {
        let valid = match scenario.validate() {
            Ok(valid) => valid,
            Err(error) => return Event::Failed { run: None, message: error.to_string() },
        };
        let (mut answers, mut outside) = (Vec::new(), Vec::<String>::new());
        for algorithm in Algorithm::ALL {
            if let Some(asked) = self.policies.asked(algorithm, &valid) {
                let decision = evaluate::act(asked.policy, &mut self.scratch, &valid);
                let activity = self.scratch.activity();
                for name in asked.outside {
                    if !outside.iter().any(|known| known == name) {
                        outside.push(name.to_string());
                    }
                }
                answers.push(Answer {
                    algorithm,
                    decision,
                    update: asked.update,
                    any: asked.any,
                    spike_rate: activity.mean_firing_rate(),
                    spikes: spikes(&self.scratch),
                    effort: effort(asked.policy, activity),
                });
            }
        }
        Event::Acted { request, answers, outside }
    }

    #[inline(never)]
    pub(super) fn later_sweep(
        &mut self,
        scenarios: &[Scenario],
    ) -> Result<Vec<Stop>, ScenarioError> {
        let at = |scenario: &Scenario| {
            let valid = scenario.validate()?;
            let chain = Chain::new(&valid);
            let best = optimum(&chain);
            let mut agents = Vec::new();
            for algorithm in Algorithm::ALL {
                if let Some(asked) = self.policies.asked(algorithm, &valid) {
                    let decision = evaluate::act(asked.policy, &mut self.scratch, &valid);
                    let feasible = footprint(&chain, decision).feasible();
                    agents.push(Choice { algorithm, decision, feasible });
                }
            }
            let best = best.feasible().then(|| best.footprint().decision);
            Ok(Stop { distance_m: scenario.distance_m, best, agents })
        };
        scenarios.iter().take(MOST_STOPS).map(at).collect()
    }
}

/// The policy of a file, if it fits this environment.
fn usable(bytes: &[u8]) -> Result<Policy, UsableError> {
    let policy = Policy::from_bytes(bytes)?;
    evaluate::check_fit(&policy)?;
    Ok(policy)
}

/// Why a file cannot answer here.
#[derive(Debug, thiserror::Error)]
enum UsableError {
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    #[error(transparent)]
    Misfit(#[from] MisfitError),
}

impl UsableError {
    /// The same for the page, which words it.
    fn fault(&self) -> PolicyFault {
        match self {
            Self::Checkpoint(CheckpointError::Magic) => PolicyFault::NotOne,
            Self::Checkpoint(CheckpointError::Version { found }) => {
                PolicyFault::Version { found: *found }
            }
            Self::Checkpoint(_) => PolicyFault::Damaged,
            // Both are bounded by the checkpoint, far below u32.
            Self::Misfit(it) => {
                PolicyFault::Misfit { obs_dim: it.obs_dim as u32, act_dim: it.act_dim as u32 }
            }
        }
    }
}

/// The spikes of the one decision that was just taken.
fn spikes(scratch: &PolicyScratch) -> Vec<LayerSpikes> {
    let layer = scratch.spikes().iter().map(|layer| LayerSpikes {
        neurons: layer.width() as u32,
        steps: layer.rows().map(|fired| fired.map(|neuron| neuron as u32).collect()).collect(),
    });
    layer.collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{clock, start};
    use super::*;
    use crate::learn::Recipe;
    use crate::learn::train::Trainer;
    use crate::protocol::Command;
    use crate::scenario::{CellKind, PRESETS};

    #[test]
    fn a_sweep_asks_for_each_scenario() {
        let mut session = Session::default();
        start(&mut session, 1, 1);
        let clock = clock();
        while session.busy() {
            session.slice(&clock);
        }
        let scenario = Scenario::default();
        let distances_m = vec![50.0, 400.0, 1000.0];
        let sweep = |distances_m: &[f64]| Command::Sweep {
            request: 5,
            scenarios: distances_m
                .iter()
                .map(|&distance_m| Scenario { distance_m, ..scenario.clone() })
                .collect(),
        };
        let events = session.handle(sweep(&distances_m));
        let [Event::Swept { request: 5, stops }] = &events[..] else { panic!("{events:?}") };
        assert_eq!(stops.iter().map(|stop| stop.distance_m).collect::<Vec<_>>(), distances_m);
        for stop in stops {
            let here = Scenario { distance_m: stop.distance_m, ..scenario.clone() };
            let Event::Acted { answers, .. } = session.act(1, &here) else { panic!() };
            for (answer, choice) in answers.iter().zip(&stop.agents) {
                assert_eq!(answer.decision, choice.decision);
                let fired = answer.spikes.iter().flat_map(|layer| &layer.steps).flatten().count();
                let neurons: u32 = answer.spikes.iter().map(|layer| layer.neurons).sum();
                if answer.algorithm == Algorithm::Sdrl {
                    assert_eq!(neurons, 192);
                    assert_eq!(answer.spike_rate, fired as f64 / (12.0 * f64::from(neurons)));
                } else {
                    assert_eq!(neurons, 0);
                }
                assert!(answer.effort.macs > 0);
            }
            assert_eq!(stop.agents.len(), 2);
        }
        let events = session.handle(sweep(&[-1.0]));
        assert!(
            matches!(&events[..], [Event::Failed { run: None, message }] if message.contains("distance_m = -1"))
        );
    }

    #[test]
    fn the_policy_for_any_scenario_answers_where_the_other_is_at_a_loss() {
        let file = |family| {
            let config = Recipe::Sdrl.config_for(family, 1);
            Trainer::new(&config, 1).unwrap().policy().to_bytes().unwrap()
        };
        let mut session = Session::default();
        let asked = |session: &mut Session, cell| {
            let scenario = Scenario { cell, ..PRESETS[0].scenario() };
            let events = session.handle(Command::Act { request: 1, scenario: Box::new(scenario) });
            let [Event::Acted { answers, outside, .. }] = &events[..] else { panic!("{events:?}") };
            (answers[0].any, outside.clone())
        };
        let algorithm = Algorithm::Sdrl;
        session.handle(Command::Load { algorithm, policy: file(Family::Bench), update: None });
        assert_eq!(asked(&mut session, CellKind::Pico), (false, vec!["cell".to_string()]));
        session.handle(Command::Load { algorithm, policy: file(Family::Any), update: None });
        assert_eq!(asked(&mut session, CellKind::Pico), (true, vec![]));
        assert_eq!(asked(&mut session, CellKind::Macro), (false, vec![]));
        // What was trained here once says how far it had come.
        let kept = Command::Load { algorithm, policy: file(Family::Bench), update: Some(9) };
        session.handle(kept);
        let Event::Acted { answers, .. } = session.act(1, &PRESETS[0].scenario()) else { panic!() };
        assert_eq!(answers[0].update, Some(9));
        // Who brings an agent wants to see that one.
        session.handle(Command::Import { policy: file(Family::Bench) });
        assert_eq!(asked(&mut session, CellKind::Pico), (false, vec!["cell".to_string()]));
    }

    #[test]
    fn a_policy_file_answers_as_the_agent_that_it_is() {
        let mut session = Session::default();
        for algorithm in Algorithm::ALL {
            let trainer = Trainer::new(&Recipe::shipped(algorithm).config(1), 1).unwrap();
            let policy = trainer.policy().to_bytes().unwrap();
            let events = session.handle(Command::Import { policy });
            assert_eq!(events, [Event::Imported { algorithm }]);
        }
        let Event::Acted { answers, .. } = session.act(1, &Scenario::default()) else { panic!() };
        assert_eq!(answers.len(), 2);
        let events = session.handle(Command::Import { policy: vec![1, 2, 3] });
        assert_eq!(events, [Event::Unusable { fault: PolicyFault::NotOne }]);
        let whole = Trainer::new(&Recipe::Sdrl.config(1), 1).unwrap().policy().to_bytes().unwrap();
        let with = |at: usize, byte: u8| {
            let mut bytes = whole.clone();
            bytes[at] = byte;
            bytes
        };
        for (policy, fault) in [
            (whole[..whole.len() - 1].to_vec(), PolicyFault::Damaged),
            (with(40, !whole[40]), PolicyFault::Damaged),
            (with(8, 9), PolicyFault::Version { found: 9 }),
        ] {
            let events = session.handle(Command::Import { policy });
            assert_eq!(events, [Event::Unusable { fault }]);
        }
    }
}
