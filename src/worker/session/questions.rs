//! The policies at hand, and what they answer.

use super::Session;
use crate::agent::{Actor, CheckpointError, Policy, PolicyScratch};
use crate::carbon::{Chain, footprint};
use crate::env::{Family, outside_family};
use crate::learn::effort::effort;
use crate::learn::evaluate::{self, MisfitError};
use crate::learn::{Algorithm, LayerSpikes};
use crate::optimum::optimum;
use crate::protocol::{
    Acted, Answer, Choice, Event, Fault, Origin, PolicyFault, Refusal, Reply, Stop,
};
use crate::scenario::{Scenario, ScenarioError, ValidScenario};

/// Distances of a sweep; more would hold up everything else.
const MOST_STOPS: usize = 500;

/// One's own policy.
pub struct Held {
    pub policy: Policy,
    pub origin: Origin,
}

/// The policies that can be asked.
#[derive(Default)]
pub struct Policies {
    shipped: [Option<Policy>; 2],
    /// Trained here, or opened.
    pub own: [Option<Held>; 2],
}

/// Who answers a request, as which it is asked.
struct Asked<'a> {
    policy: &'a Policy,
    origin: Origin,
    outside: Vec<&'static str>,
}

impl Policies {
    /// The policy that answers for an algorithm, one's own where that is asked for and there; none
    /// where there is none yet.
    fn asked(&self, algorithm: Algorithm, valid: &ValidScenario, own: bool) -> Option<Asked<'_>> {
        let own = self.own[algorithm as usize].as_ref().filter(|_| own);
        let (policy, origin) = match own {
            Some(Held { policy, origin }) => (policy, *origin),
            None => (self.shipped[algorithm as usize].as_ref()?, Origin::Shipped),
        };
        let family = Family::of_obs_dim(policy.obs_dim()).unwrap_or_default();
        Some(Asked { policy, origin, outside: outside_family(family, valid) })
    }

    /// What was trained here is forgotten.
    pub fn forget_trained(&mut self) {
        for held in &mut self.own {
            held.take_if(|held| matches!(held.origin, Origin::Trained { .. }));
        }
    }
}

impl Session {
    pub(super) fn load(
        &mut self,
        algorithm: Algorithm,
        bytes: &[u8],
        origin: Origin,
    ) -> Vec<Event> {
        let policy = match usable(bytes) {
            Ok(policy) => policy,
            Err(error) => {
                let fault = Fault::Policy { algorithm, fault: error.fault() };
                return vec![Event::Failed { run: None, fault }];
            }
        };
        let of = algorithm as usize;
        let Policies { shipped, own } = &mut self.policies;
        match origin {
            Origin::Shipped => shipped[of] = Some(policy),
            _ if own[of].as_ref().is_none_or(|it| it.origin.gives_way_to(origin)) => {
                own[of] = Some(Held { policy, origin });
            }
            _ => {}
        }
        Vec::new()
    }

    pub(super) fn import(&mut self, bytes: &[u8]) -> Result<Reply, Refusal> {
        let policy = usable(bytes).map_err(|error| Refusal::Policy(error.fault()))?;
        let algorithm = match policy.actor() {
            Actor::Mlp(_) => Algorithm::Sac,
            Actor::PopSan { .. } | Actor::Direct(_) | Actor::FewSpikes(_) => Algorithm::Sdrl,
        };
        self.policies.own[algorithm as usize] = Some(Held { policy, origin: Origin::Imported });
        if let Some(run) = &mut self.run {
            // Who brings an agent wants to see that one, and not what is learnt beside it.
            run.answers[algorithm as usize] = false;
        }
        Ok(Reply::Imported { algorithm })
    }

    pub(super) fn act(
        &mut self,
        scenario: Box<Scenario>,
        own: bool,
    ) -> Result<Acted, ScenarioError> {
        let valid = scenario.validate()?;
        let (mut answers, mut outside) = (Vec::new(), Vec::<String>::new());
        for algorithm in Algorithm::ALL {
            if let Some(asked) = self.policies.asked(algorithm, &valid, own) {
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
                    origin: asked.origin,
                    spike_rate: activity.mean_firing_rate(),
                    spikes: spikes(&self.scratch),
                    effort: effort(asked.policy, activity),
                });
            }
        }
        Ok(Acted { scenario, own, answers, outside })
    }

    pub(super) fn sweep(
        &mut self,
        scenarios: &[Scenario],
        own: bool,
    ) -> Result<Vec<Stop>, ScenarioError> {
        let at = |scenario: &Scenario| {
            let valid = scenario.validate()?;
            let chain = Chain::new(&valid);
            let best = optimum(&chain);
            let mut agents = Vec::new();
            for algorithm in Algorithm::ALL {
                if let Some(asked) = self.policies.asked(algorithm, &valid, own) {
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
    use crate::protocol::{Command, Question};
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
        let sweep = |distances_m: &[f64]| Command::Ask {
            request: 5,
            question: Question::Sweep {
                scenarios: distances_m
                    .iter()
                    .map(|&distance_m| Scenario { distance_m, ..scenario.clone() })
                    .collect(),
                own: true,
            },
        };
        let events = session.handle(sweep(&distances_m));
        let [Event::Answered { request: 5, answer: Ok(Reply::Swept(stops)) }] = &events[..] else {
            panic!("{events:?}")
        };
        assert_eq!(stops.iter().map(|stop| stop.distance_m).collect::<Vec<_>>(), distances_m);
        for stop in stops {
            let here = Scenario { distance_m: stop.distance_m, ..scenario.clone() };
            let answers = session.act(Box::new(here), true).unwrap().answers;
            for (answer, choice) in answers.iter().zip(&stop.agents) {
                assert_eq!(answer.decision, choice.decision);
                let fired = answer.spikes.iter().flat_map(|layer| &layer.steps).flatten().count();
                let neurons: u32 = answer.spikes.iter().map(|layer| layer.neurons).sum();
                if answer.algorithm == Algorithm::Sdrl {
                    assert_eq!(neurons, 128);
                    assert_eq!(answer.spike_rate, fired as f64 / (12.0 * f64::from(neurons)));
                } else {
                    assert_eq!(neurons, 0);
                }
                assert!(answer.effort.macs > 0);
            }
            assert_eq!(stop.agents.len(), 2);
        }
        let events = session.handle(sweep(&[-1.0]));
        let [Event::Answered { request: 5, answer: Err(Refusal::Because(why)) }] = &events[..]
        else {
            panic!("{events:?}")
        };
        assert_eq!(*why, Fault::Value { field: "distance_m".to_string() });
    }

    fn import(session: &mut Session, policy: Vec<u8>) -> Result<Reply, Refusal> {
        let question = Question::Import { policy };
        match session.handle(Command::Ask { request: 1, question }).pop() {
            Some(Event::Answered { request: 1, answer }) => answer,
            other => panic!("{other:?}"),
        }
    }

    fn file(recipe: Recipe, family: Family) -> Vec<u8> {
        let config = recipe.config_for(family, 1);
        Trainer::new(&config, 1).unwrap().policy().to_bytes().unwrap()
    }

    #[test]
    fn what_ships_answers_any_scenario_and_one_that_learnt_the_benchmark_says_where_it_is_lost() {
        let algorithm = Algorithm::Sdrl;
        let mut session = Session::default();
        let asked = |session: &mut Session, cell| {
            let scenario = Scenario { cell, ..PRESETS[0].scenario() };
            let acted = session.act(Box::new(scenario), true).unwrap();
            (acted.answers[0].origin, acted.outside)
        };
        let load = |policy, origin| Command::Load { algorithm, policy, origin };
        session.handle(load(file(Recipe::Sdrl, Family::Any), Origin::Shipped));
        assert_eq!(asked(&mut session, CellKind::Pico), (Origin::Shipped, vec![]));
        let trained = Origin::Trained { update: 9 };
        session.handle(load(file(Recipe::SdrlFreeBox, Family::Bench), trained));
        assert_eq!(asked(&mut session, CellKind::Pico), (trained, vec!["cell".to_string()]));
        assert_eq!(asked(&mut session, CellKind::Macro), (trained, vec![]));
    }

    #[test]
    fn tour_3_ones_own_answers_where_it_is_asked_for_and_what_ships_to_everybody_else() {
        let algorithm = Algorithm::Sdrl;
        let mut session = Session::default();
        let origins = |session: &mut Session| {
            [true, false].map(|own| {
                let acted = session.act(Box::new(PRESETS[0].scenario()), own).unwrap();
                assert_eq!(acted.own, own);
                acted.answers.first().map(|answer| answer.origin)
            })
        };
        let load = |session: &mut Session, family, origin| {
            let policy = file(Recipe::Sdrl, family);
            assert_eq!(session.handle(Command::Load { algorithm, policy, origin }), []);
        };
        let (shipped, imported) = (Some(Origin::Shipped), Some(Origin::Imported));
        let trained = Origin::Trained { update: 9 };
        load(&mut session, Family::Bench, trained);
        assert_eq!(origins(&mut session), [Some(trained), None]);
        load(&mut session, Family::Bench, Origin::Shipped);
        assert_eq!(origins(&mut session), [Some(trained), shipped]);
        // A file that somebody opened gives way to nothing that comes by itself.
        import(&mut session, file(Recipe::Sdrl, Family::Any)).unwrap();
        assert_eq!(origins(&mut session), [imported, shipped]);
        load(&mut session, Family::Bench, trained);
        assert_eq!(origins(&mut session), [imported, shipped]);
        // A worker that starts anew is told the same, and one that somebody brought is still a file's.
        let mut anew = Session::default();
        load(&mut anew, Family::Any, Origin::Imported);
        assert_eq!(origins(&mut anew), [imported, None]);
        // Forgetting a run forgets what it learnt, and what ships answers.
        let mut kept = Session::default();
        load(&mut kept, Family::Bench, trained);
        load(&mut kept, Family::Bench, Origin::Shipped);
        kept.handle(Command::Forget);
        assert_eq!(origins(&mut kept), [shipped; 2]);
    }

    #[test]
    fn a_file_that_is_opened_while_a_run_goes_on_answers_from_then_on() {
        let mut session = Session::default();
        start(&mut session, 1, 2);
        import(&mut session, file(Recipe::Sdrl, Family::Bench)).unwrap();
        let clock = clock();
        let mut snapshots = Vec::new();
        while session.busy() {
            for event in session.slice(&clock) {
                if let Event::Snapshot { algorithm, answers, .. } = event {
                    snapshots.push((algorithm, answers));
                }
            }
        }
        assert!(!snapshots.contains(&(Algorithm::Sdrl, true)), "{snapshots:?}");
        assert!(!snapshots.contains(&(Algorithm::Sac, false)), "{snapshots:?}");
        let acted = session.act(Box::default(), true).unwrap();
        let origins: Vec<_> = acted.answers.iter().map(|it| (it.algorithm, it.origin)).collect();
        let trained = Origin::Trained { update: 2 };
        assert_eq!(origins, [(Algorithm::Sdrl, Origin::Imported), (Algorithm::Sac, trained)]);
        // A run that is started after it answers again.
        start(&mut session, 2, 1);
        while session.busy() {
            session.slice(&clock);
        }
        let acted = session.act(Box::default(), true).unwrap();
        assert!(acted.answers.iter().all(|it| it.origin == Origin::Trained { update: 1 }));
    }

    #[test]
    fn a_policy_file_answers_as_the_agent_that_it_is() {
        let mut session = Session::default();
        for algorithm in Algorithm::ALL {
            let policy = file(Recipe::shipped(algorithm), Family::Bench);
            assert_eq!(import(&mut session, policy), Ok(Reply::Imported { algorithm }));
        }
        assert_eq!(session.act(Box::default(), true).unwrap().answers.len(), 2);
        let whole = file(Recipe::Sdrl, Family::Bench);
        let with = |at: usize, byte: u8| {
            let mut bytes = whole.clone();
            bytes[at] = byte;
            bytes
        };
        for (policy, fault) in [
            (vec![1, 2, 3], PolicyFault::NotOne),
            (whole[..whole.len() - 1].to_vec(), PolicyFault::Damaged),
            (with(40, !whole[40]), PolicyFault::Damaged),
            (with(8, 9), PolicyFault::Version { found: 9 }),
        ] {
            assert_eq!(import(&mut session, policy), Err(Refusal::Policy(fault)));
        }
    }
}
