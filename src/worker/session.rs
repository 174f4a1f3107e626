//! What the worker does between messages: trains in time slices and answers with its policies.
//!
//! No browser in here: commands come in, events go out, and the time is told from outside. What a
//! method does whose name begins with `later_` is fetched after the worker has started
//! (`xtask/src/parts.rs`).

use crate::agent::{Actor, CheckpointError, Policy, PolicyScratch};
use crate::analysis::{AnalysisError, MonteCarlo};
use crate::carbon::{Chain, footprint};
use crate::effort::effort;
use crate::env::{Family, outside_family};
use crate::evaluate::{self, HeldOut, MisfitError};
use crate::optimum::optimum;
use crate::protocol::{
    Answer, Choice, Command, Event, Plan, PolicyFault, Progress, RunId, RunState, Stop,
};
use crate::rng::Stream;
use crate::scenario::{Decision, Scenario, ScenarioError, ValidScenario};
use crate::telemetry::{Algorithm, LayerSpikes, Recipe, Record};
use crate::train::{TrainError, Trainer};

/// Length of a slice, s: short enough that a Pause is heard at once.
const SLICE_S: f64 = 0.03;
/// Telemetry leaves at most ten times a second.
const TELEMETRY_S: f64 = 0.1;
/// Held-out contexts of the learning curve.
const CURVE_CONTEXTS: usize = 256;
/// Seed of those contexts: the same for every run, so that curves compare.
const CURVE_SEED: u64 = 1;
/// Points of a learning curve.
const CURVE_POINTS: u64 = 80;
/// A gap has settled when that many points in a row have not lowered it …
///
/// The recipes that ship anneal to the last update, and their gap falls to the last update: over
/// seeds 1 and 2 and 5 000, 20 000 and 60 000 updates this never ends one early, while a rule that
/// also bears with half a point in 16 ends one at a gap of 17 % that goes on to 1.2 %.
const SETTLED_POINTS: usize = 20;
/// … by this share of itself, and …
const SETTLED_SHARE: f64 = 0.01;
/// … not before this update: short runs are over soon anyway.
const SETTLED_UPDATES: u64 = 2_000;
/// Drawings between two looks at the clock.
const DRAWN_AT_ONCE: usize = 100;
/// Distances of a sweep; more would hold up everything else.
const MOST_STOPS: usize = 500;

/// A policy at hand.
struct Held {
    policy: Policy,
    /// Updates it has learnt from here; none if it was loaded.
    update: Option<u64>,
    /// Came with the page.
    shipped: bool,
}

/// The policies that can be asked.
#[derive(Default)]
struct Policies {
    held: [Option<Held>; 2],
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

/// One learner of a run, and its curve.
struct Learner {
    trainer: Trainer,
    /// Updates at which it is judged next; none once it is done.
    next_score: Option<u64>,
    /// Its gaps so far.
    gaps: Vec<f64>,
}

/// A run under way.
struct Run {
    id: RunId,
    learners: Vec<Learner>,
    held_out: HeldOut,
    until_settled: bool,
    /// Its policies answer.
    answers: bool,
    paused: bool,
    elapsed_s: f64,
    last_sent_s: f64,
    records: Vec<Record>,
}

/// The worker's state.
#[derive(Default)]
pub struct Session {
    run: Option<Run>,
    /// A drawing of the uncertain constants under way, and the request that it answers.
    sampling: Option<(u32, MonteCarlo)>,
    policies: Policies,
    scratch: PolicyScratch,
    throttled: bool,
    /// What the policies were last asked about, and whether that was something new.
    asked: Option<Box<Scenario>>,
    moved: bool,
}

impl Session {
    /// Whether to leave most of the processor to others.
    pub fn throttled(&self) -> bool {
        self.throttled
    }

    /// Whether the last command brought another scenario than the one before: somebody moves
    /// something, and the page wants the processor.
    pub fn moved(&self) -> bool {
        self.moved
    }

    /// Whether somebody waits for what is being computed.
    pub fn awaited(&self) -> bool {
        self.sampling.is_some()
    }

    /// Whether there is something to compute without being asked.
    pub fn busy(&self) -> bool {
        self.sampling.is_some() || self.run.as_ref().is_some_and(|run| !run.paused)
    }

    /// Obeys a command.
    pub fn handle(&mut self, command: Command) -> Vec<Event> {
        self.moved = false;
        match command {
            Command::Start { run, plan, seed, answers } => {
                self.later_start(run, &plan, seed, answers)
            }
            Command::Pause { run } => self.set_paused(run, true),
            Command::Resume { run } => self.set_paused(run, false),
            Command::Stop { run } if self.run.as_ref().is_some_and(|r| r.id == run) => {
                self.end(RunState::Stopped)
            }
            // Of a run that is over: nothing is left to stop.
            Command::Stop { .. } => Vec::new(),
            Command::Load { algorithm, policy, update } => self.load(algorithm, &policy, update),
            Command::Import { policy } => vec![self.import(&policy)],
            Command::Act { request, scenario } => {
                let answered = self.act(request, &scenario);
                self.moved = self.asked.as_ref() != Some(&scenario);
                self.asked = Some(scenario);
                vec![answered]
            }
            Command::Sweep { request, scenarios } => {
                vec![match self.later_sweep(&scenarios) {
                    Ok(stops) => Event::Swept { request, stops },
                    Err(error) => Event::Failed { run: None, message: error.to_string() },
                }]
            }
            Command::Sample { request, scenario, decision, samples, seed } => {
                self.later_draw(request, &scenario, decision, samples, seed)
            }
            Command::Throttle { on } => {
                self.throttled = on;
                Vec::new()
            }
        }
    }

    /// Works for one slice; `now_s` tells the time in seconds. Somebody waits for a drawing, which
    /// is short: it gets a slice of its own, and training goes on behind it.
    pub fn slice(&mut self, now_s: impl Fn() -> f64) -> Vec<Event> {
        let mut events = Vec::new();
        if self.sampling.is_some() {
            events.extend(self.later_sample(&now_s));
        }
        if self.run.is_some() {
            events.extend(self.later_train(&now_s));
        }
        events
    }

    /// Begins a run in the place of the one under way.
    #[inline(never)]
    fn later_start(&mut self, run: RunId, plan: &Plan, seed: u64, answers: bool) -> Vec<Event> {
        let mut events = self.end(RunState::Stopped);
        match Run::new(run, plan, seed, answers) {
            Ok(started) => {
                events.push(Event::Rule { run, natural: started.held_out.natural() });
                self.run = Some(started);
                events.push(Event::State { run, state: RunState::Running });
            }
            Err(error) => {
                events.push(Event::Failed { run: Some(run), message: error.to_string() });
            }
        }
        events
    }

    /// Begins a drawing in the place of the one under way.
    #[inline(never)]
    fn later_draw(
        &mut self,
        request: u32,
        scenario: &Scenario,
        decision: Decision,
        samples: u32,
        seed: u64,
    ) -> Vec<Event> {
        self.sampling = None;
        match sampling(scenario, decision, samples, seed) {
            Ok(begun) => {
                self.sampling = Some((request, begun));
                Vec::new()
            }
            Err(error) => vec![Event::Sampled { request, spread: Err(error.to_string()) }],
        }
    }

    /// Goes on with the drawing under way; its answer once it is done.
    #[inline(never)]
    fn later_sample(&mut self, now_s: &dyn Fn() -> f64) -> Option<Event> {
        let (request, mut sampling) = self.sampling.take()?;
        let started = now_s();
        while !sampling.finished() && now_s() - started < SLICE_S {
            if let Err(error) = sampling.advance(DRAWN_AT_ONCE) {
                return Some(Event::Sampled { request, spread: Err(error.to_string()) });
            }
        }
        if sampling.finished() {
            let spread = sampling.finish().map_err(|error| error.to_string());
            return Some(Event::Sampled { request, spread });
        }
        self.sampling = Some((request, sampling));
        None
    }

    /// Goes on with the run under way.
    #[inline(never)]
    fn later_train(&mut self, now_s: &dyn Fn() -> f64) -> Vec<Event> {
        let Some(run) = self.run.as_mut().filter(|run| !run.paused) else {
            return Vec::new();
        };
        let started = now_s();
        let before = run.elapsed_s;
        let mut events = Vec::new();
        let mut failure = None;
        while failure.is_none() && !run.finished() {
            failure = run.step(&mut self.policies.held, &mut self.scratch, &mut events).err();
            run.elapsed_s = before + (now_s() - started);
            if now_s() - started >= SLICE_S {
                break;
            }
        }
        if let Some(error) = failure {
            let message = error.to_string();
            let run = Some(run.id);
            events.extend(self.end(RunState::Stopped));
            events.push(Event::Failed { run, message });
        } else if run.finished() {
            events.extend(self.end(RunState::Finished));
        } else if run.elapsed_s - run.last_sent_s >= TELEMETRY_S {
            events.push(run.telemetry());
        }
        events
    }

    fn set_paused(&mut self, id: RunId, paused: bool) -> Vec<Event> {
        let Some(run) = self.run.as_mut().filter(|run| run.id == id) else {
            return Vec::new();
        };
        run.paused = paused;
        let state = if paused { RunState::Paused } else { RunState::Running };
        vec![run.telemetry(), Event::State { run: id, state }]
    }

    /// Ends the run that is under way, if any, and tells what is not told yet.
    fn end(&mut self, state: RunState) -> Vec<Event> {
        let Some(mut run) = self.run.take() else {
            return Vec::new();
        };
        vec![run.telemetry(), Event::State { run: run.id, state }]
    }

    fn load(&mut self, algorithm: Algorithm, bytes: &[u8], update: Option<u64>) -> Vec<Event> {
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

    fn import(&mut self, bytes: &[u8]) -> Event {
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

    fn act(&mut self, request: u32, scenario: &Scenario) -> Event {
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
    fn later_sweep(&mut self, scenarios: &[Scenario]) -> Result<Vec<Stop>, ScenarioError> {
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

/// A drawing that can begin.
fn sampling(
    scenario: &Scenario,
    decision: Decision,
    samples: u32,
    seed: u64,
) -> Result<MonteCarlo, AnalysisError> {
    MonteCarlo::new(&scenario.validate()?, decision, samples, seed)
}

/// The spikes of the one decision that was just taken.
fn spikes(scratch: &PolicyScratch) -> Vec<LayerSpikes> {
    let layer = scratch.spikes().iter().map(|layer| LayerSpikes {
        neurons: layer.width() as u32,
        steps: layer.rows().map(|fired| fired.map(|neuron| neuron as u32).collect()).collect(),
    });
    layer.collect()
}

/// Whether a gap has stopped falling: the latest points are no better than those before.
fn settled(gaps: &[f64]) -> bool {
    let Some(split) = gaps.len().checked_sub(SETTLED_POINTS).filter(|&split| split > 0) else {
        return false;
    };
    let least = |gaps: &[f64]| gaps.iter().copied().fold(f64::INFINITY, f64::min);
    let (before, after) = (least(&gaps[..split]), least(&gaps[split..]));
    after > before - SETTLED_SHARE * before.abs()
}

impl Run {
    fn new(id: RunId, plan: &Plan, seed: u64, answers: bool) -> Result<Self, TrainError> {
        let learner = |recipe: &Recipe| {
            let config = recipe.changed(plan.updates, &plan.hyperparameters);
            let trainer = Trainer::new(&config, seed)?;
            Ok(Learner { trainer, next_score: Some(0), gaps: Vec::new() })
        };
        Ok(Self {
            id,
            learners: plan.recipes.iter().map(learner).collect::<Result<_, TrainError>>()?,
            until_settled: plan.until_settled,
            answers,
            held_out: HeldOut::new(CURVE_CONTEXTS, CURVE_SEED, Stream::EvalContexts),
            paused: false,
            elapsed_s: 0.0,
            last_sent_s: 0.0,
            records: Vec::new(),
        })
    }

    fn finished(&self) -> bool {
        self.learners.iter().all(|learner| learner.next_score.is_none())
    }

    /// One update of the learner that is furthest behind, or its score where one is due.
    fn step(
        &mut self,
        policies: &mut [Option<Held>; 2],
        scratch: &mut PolicyScratch,
        events: &mut Vec<Event>,
    ) -> Result<(), TrainError> {
        let behind = |learner: &(&mut Learner, u64)| learner.0.trainer.updates();
        let open = self.learners.iter_mut().filter_map(|it| it.next_score.map(|next| (it, next)));
        let Some((learner, next_score)) = open.min_by_key(behind) else {
            return Ok(());
        };
        let trainer = &mut learner.trainer;
        let algorithm = trainer.config().algorithm;
        if trainer.updates() < next_score {
            trainer.step()?;
            return Ok(());
        }
        let policy = trainer.policy();
        let update = trainer.updates();
        let score = self.held_out.score(&policy, scratch);
        learner.gaps.push(score.gap);
        self.records.push(Record { algorithm, update, score, alpha: trainer.alpha() });
        if let Ok(policy) = policy.to_bytes() {
            events.push(Event::Snapshot { run: self.id, algorithm, update, policy });
        }
        if self.answers {
            policies[algorithm as usize] =
                Some(Held { policy, update: Some(update), shipped: false });
        }
        let total = trainer.config().updates;
        let settled = self.until_settled
            && (SETTLED_UPDATES..total).contains(&update)
            && settled(&learner.gaps);
        if update >= total || settled {
            learner.next_score = None;
            let digest = trainer.digest();
            events.push(Event::Learned { run: self.id, algorithm, update, digest, settled });
        } else {
            learner.next_score = Some((update + total.div_ceil(CURVE_POINTS)).min(total));
        }
        Ok(())
    }

    fn telemetry(&mut self) -> Event {
        self.last_sent_s = self.elapsed_s;
        let done: u64 = self.learners.iter().map(|learner| learner.trainer.updates()).sum();
        let planned = |learner: &Learner| match learner.next_score {
            Some(_) => learner.trainer.config().updates,
            None => learner.trainer.updates(),
        };
        let total: u64 = self.learners.iter().map(planned).sum();
        let left_s =
            if done == 0 { 0.0 } else { self.elapsed_s * (total - done) as f64 / done as f64 };
        let progress = Progress { done, total, elapsed_s: self.elapsed_s, left_s };
        Event::Telemetry { run: self.id, progress, records: std::mem::take(&mut self.records) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{CellKind, PRESETS};
    use crate::telemetry::Hyperparameters;
    use std::cell::Cell;

    /// A clock that a step costs 4 ms.
    fn clock() -> impl Fn() -> f64 {
        let now = Cell::new(0.0);
        move || {
            now.set(now.get() + 0.004);
            now.get()
        }
    }

    fn start(session: &mut Session, run: RunId, updates: u64) -> Vec<Event> {
        let plan = Plan {
            recipes: vec![Recipe::Sdrl, Recipe::Sac],
            updates,
            hyperparameters: Hyperparameters::SHIPPED,
            until_settled: false,
        };
        session.handle(Command::Start { run, plan, seed: 1, answers: true })
    }

    #[test]
    fn a_run_is_told_from_start_to_finish() {
        let mut session = Session::default();
        let events = start(&mut session, 1, 3);
        let natural = HeldOut::new(CURVE_CONTEXTS, CURVE_SEED, Stream::EvalContexts).natural();
        let running = Event::State { run: 1, state: RunState::Running };
        assert_eq!(events, [Event::Rule { run: 1, natural }, running]);
        let clock = clock();
        let mut events = Vec::new();
        while session.busy() {
            events.extend(session.slice(&clock));
        }
        assert_eq!(events.last(), Some(&Event::State { run: 1, state: RunState::Finished }));
        let mut scored = Vec::new();
        let mut snapshots = 0;
        let mut digests = Vec::new();
        for event in &events {
            match event {
                Event::Telemetry { records, progress, .. } => {
                    scored.extend(records.iter().map(|record| (record.algorithm, record.update)));
                    assert_eq!(progress.total, 6);
                }
                Event::Snapshot { policy, .. } => {
                    assert!(Policy::from_bytes(policy).is_ok());
                    snapshots += 1;
                }
                Event::Learned { algorithm, update, digest, settled, .. } => {
                    assert_eq!((*update, *settled), (3, false));
                    digests.push((*algorithm, *digest));
                }
                _ => {}
            }
        }
        for algorithm in Algorithm::ALL {
            let mut alone = Trainer::new(&Recipe::shipped(algorithm).config(3), 1).unwrap();
            while !alone.finished() {
                alone.step().unwrap();
            }
            assert!(digests.contains(&(algorithm, alone.digest())), "a run on its own");
        }
        for algorithm in Algorithm::ALL {
            let updates: Vec<_> =
                scored.iter().filter(|(a, _)| *a == algorithm).map(|(_, u)| *u).collect();
            assert_eq!(updates, [0, 1, 2, 3]);
        }
        assert_eq!(snapshots, 8);
        let Event::Acted { answers, .. } = session.act(1, &Scenario::default()) else { panic!() };
        assert!(answers.iter().all(|answer| answer.update == Some(3)) && answers.len() == 2);
    }

    #[test]
    fn it_notices_when_somebody_moves_something() {
        let mut session = Session::default();
        let mut act = |bandwidth_mhz| {
            let scenario = Box::new(Scenario { bandwidth_mhz, ..Scenario::default() });
            session.handle(Command::Act { request: 1, scenario });
            session.moved()
        };
        // The second time a policy that has learnt is asked about the same.
        assert_eq!([10.0, 10.0, 12.0, 12.0, 10.0].map(&mut act), [true, false, true, false, true]);
        session.handle(Command::Throttle { on: false });
        assert!(!session.moved());
    }

    #[test]
    fn a_pause_stops_the_work_and_a_resume_goes_on() {
        let mut session = Session::default();
        start(&mut session, 1, 1000);
        let clock = clock();
        session.slice(&clock);
        let events = session.handle(Command::Pause { run: 1 });
        assert_eq!(events.last(), Some(&Event::State { run: 1, state: RunState::Paused }));
        assert!(!session.busy() && session.slice(&clock).is_empty());
        assert_eq!(session.handle(Command::Pause { run: 7 }), [], "of another run");
        session.handle(Command::Resume { run: 1 });
        assert!(session.busy());
        // A new run stops the old one and says so.
        let events = start(&mut session, 2, 1000);
        assert!(events.contains(&Event::State { run: 1, state: RunState::Stopped }));
        assert_eq!(session.handle(Command::Stop { run: 1 }), []);
        session.handle(Command::Stop { run: 2 });
        assert!(!session.busy());
    }

    #[test]
    fn telemetry_leaves_ten_times_a_second_at_most() {
        let mut session = Session::default();
        start(&mut session, 1, 100_000);
        let clock = clock();
        let mut batches = 0;
        for _ in 0..60 {
            batches += session
                .slice(&clock)
                .iter()
                .filter(|event| matches!(event, Event::Telemetry { .. }))
                .count();
        }
        let elapsed_s = session.run.as_ref().unwrap().elapsed_s;
        assert!(batches >= 5 && batches as f64 <= 10.0 * elapsed_s, "{batches} in {elapsed_s} s");
    }

    #[test]
    fn a_gap_has_settled_when_it_no_longer_falls() {
        let falling: Vec<f64> = (0..60).map(|i| 1.0 / f64::from(i + 1)).collect();
        assert!((0..60).all(|n| !settled(&falling[..n])));
        let flat = [vec![0.5, 0.1], vec![0.1; SETTLED_POINTS]].concat();
        assert!(settled(&flat) && !settled(&flat[..flat.len() - 1]));
        let late = [vec![0.5, 0.1], vec![0.1; SETTLED_POINTS - 1], vec![0.09]].concat();
        assert!(!settled(&late));
    }

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

    #[test]
    fn what_cannot_be_done_is_said() {
        let mut session = Session::default();
        let events = start(&mut session, 4, 0);
        assert!(
            matches!(&events[..], [Event::Failed { run: Some(4), message }] if message.contains("updates = 0"))
        );
        let events = session.handle(Command::Load {
            algorithm: Algorithm::Sac,
            policy: vec![1, 2],
            update: None,
        });
        assert!(
            matches!(&events[..], [Event::Failed { message, .. }] if message.starts_with("sac policy:"))
        );
        let scenario = Scenario { pue: 9.0, ..Scenario::default() };
        assert!(
            matches!(session.act(1, &scenario), Event::Failed { message, .. } if message.contains("pue = 9"))
        );
        assert!(
            matches!(session.act(1, &Scenario::default()), Event::Acted { answers, .. } if answers.is_empty())
        );
    }

    fn sample(request: u32, samples: u32) -> Command {
        Command::Sample {
            request,
            scenario: Box::default(),
            decision: Decision { tokens: 400, power_w: 20.0 },
            samples,
            seed: 3,
        }
    }

    #[test]
    fn a_drawing_answers_in_slices_while_training_goes_on() {
        let mut session = Session::default();
        start(&mut session, 1, 1000);
        let updates = |session: &Session| {
            let run = session.run.as_ref().unwrap();
            run.learners.iter().map(|it| it.trainer.updates()).sum::<u64>()
        };
        assert_eq!(session.handle(sample(1, 5000)), []);
        // A newer question takes the place of the older one.
        assert_eq!(session.handle(sample(2, 5000)), []);
        let clock = clock();
        let (mut answers, mut slices) = (Vec::new(), 0);
        while answers.is_empty() {
            let before = updates(&session);
            let events = session.slice(&clock);
            answers.extend(events.into_iter().filter(|it| matches!(it, Event::Sampled { .. })));
            assert!(updates(&session) > before, "training goes on");
            slices += 1;
        }
        // 30 ms of a clock that a look costs 4 ms are at most 8 times 100 drawings.
        assert!(slices >= 5000 / 800, "{slices}");
        let valid = Scenario::default().validate().unwrap();
        let decision = Decision { tokens: 400, power_w: 20.0 };
        let alone = MonteCarlo::new(&valid, decision, 5000, 3).unwrap().finish().unwrap();
        assert_eq!(answers, [Event::Sampled { request: 2, spread: Ok(alone) }]);
        // Without a run too.
        let mut idle = Session::default();
        idle.handle(sample(3, 100));
        assert!(idle.busy());
        assert!(matches!(idle.slice(&clock)[..], [Event::Sampled { request: 3, spread: Ok(_) }]));
        assert!(!idle.busy());
        let [Event::Sampled { request: 4, spread: Err(why) }] = &idle.handle(sample(4, 5))[..]
        else {
            panic!()
        };
        assert!(why.contains("samples = 5"), "{why}");
    }
}
