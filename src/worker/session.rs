//! What the worker does between messages: trains in time slices and answers with its policies.
//!
//! No browser in here: commands come in, events go out, and the time is told from outside.

use crate::agent::{Policy, PolicyScratch};
use crate::env::outside_family;
use crate::evaluate::{self, HeldOut};
use crate::protocol::{Answer, Command, Event, Progress, RunId, RunState};
use crate::recipe::Recipe;
use crate::rng::Stream;
use crate::scenario::Scenario;
use crate::telemetry::{Algorithm, Record};
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

/// A policy at hand.
struct Held {
    policy: Policy,
    /// Updates it has learnt from here; none if it was loaded.
    update: Option<u64>,
}

/// One learner of a run, and its curve.
struct Learner {
    trainer: Trainer,
    /// Updates at which it is judged next.
    next_score: u64,
}

/// A run under way.
struct Run {
    id: RunId,
    learners: Vec<Learner>,
    held_out: HeldOut,
    paused: bool,
    elapsed_s: f64,
    last_sent_s: f64,
    records: Vec<Record>,
}

/// The worker's state.
#[derive(Default)]
pub struct Session {
    run: Option<Run>,
    policies: [Option<Held>; 2],
    scratch: PolicyScratch,
}

impl Session {
    /// Whether there is something to compute without being asked.
    pub fn busy(&self) -> bool {
        self.run.as_ref().is_some_and(|run| !run.paused)
    }

    /// Obeys a command.
    pub fn handle(&mut self, command: Command) -> Vec<Event> {
        match command {
            Command::Start { run, algorithms, seed, updates } => {
                let mut events = self.end(RunState::Stopped);
                match Run::new(run, &algorithms, seed, updates) {
                    Ok(started) => {
                        self.run = Some(started);
                        events.push(Event::State { run, state: RunState::Running });
                    }
                    Err(error) => {
                        events.push(Event::Failed { run: Some(run), message: error.to_string() });
                    }
                }
                events
            }
            Command::Pause { run } => self.set_paused(run, true),
            Command::Resume { run } => self.set_paused(run, false),
            Command::Stop { run } if self.run.as_ref().is_some_and(|r| r.id == run) => {
                self.end(RunState::Stopped)
            }
            // Of a run that is over: nothing is left to stop.
            Command::Stop { .. } => Vec::new(),
            Command::Load { algorithm, policy } => self.load(algorithm, &policy),
            Command::Act { request, scenario } => vec![self.act(request, &scenario)],
        }
    }

    /// Trains for one slice; `now_s` tells the time in seconds.
    pub fn slice(&mut self, now_s: impl Fn() -> f64) -> Vec<Event> {
        let Some(run) = self.run.as_mut().filter(|run| !run.paused) else {
            return Vec::new();
        };
        let started = now_s();
        let before = run.elapsed_s;
        let mut events = Vec::new();
        let mut failure = None;
        while failure.is_none() && !run.finished() {
            failure = run.step(&mut self.policies, &mut self.scratch, &mut events).err();
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

    fn load(&mut self, algorithm: Algorithm, bytes: &[u8]) -> Vec<Event> {
        let failed = |message: String| {
            vec![Event::Failed {
                run: None,
                message: format!("{} policy: {message}", algorithm.word()),
            }]
        };
        let policy = match Policy::from_bytes(bytes) {
            Ok(policy) => policy,
            Err(error) => return failed(error.to_string()),
        };
        if let Err(error) = evaluate::check_fit(&policy) {
            return failed(error.to_string());
        }
        self.policies[algorithm as usize] = Some(Held { policy, update: None });
        Vec::new()
    }

    fn act(&mut self, request: u32, scenario: &Scenario) -> Event {
        let valid = match scenario.validate() {
            Ok(valid) => valid,
            Err(error) => return Event::Failed { run: None, message: error.to_string() },
        };
        let mut answers = Vec::new();
        for algorithm in Algorithm::ALL {
            if let Some(held) = &self.policies[algorithm as usize] {
                let decision = evaluate::act(&held.policy, &mut self.scratch, &valid);
                let spike_rate = self.scratch.activity().mean_firing_rate();
                answers.push(Answer { algorithm, decision, update: held.update, spike_rate });
            }
        }
        let outside = outside_family(&valid).into_iter().map(str::to_string).collect();
        Event::Acted { request, answers, outside }
    }
}

impl Run {
    fn new(
        id: RunId,
        algorithms: &[Algorithm],
        seed: u64,
        updates: u64,
    ) -> Result<Self, TrainError> {
        let learner = |&algorithm: &Algorithm| {
            let trainer = Trainer::new(&Recipe::shipped(algorithm).config(updates), seed)?;
            Ok(Learner { trainer, next_score: 0 })
        };
        Ok(Self {
            id,
            learners: algorithms.iter().map(learner).collect::<Result<_, TrainError>>()?,
            held_out: HeldOut::new(CURVE_CONTEXTS, CURVE_SEED, Stream::EvalContexts),
            paused: false,
            elapsed_s: 0.0,
            last_sent_s: 0.0,
            records: Vec::new(),
        })
    }

    fn finished(&self) -> bool {
        self.learners
            .iter()
            .all(|learner| learner.trainer.finished() && learner.next_score == u64::MAX)
    }

    /// One update of the learner that is furthest behind, or its score where one is due.
    fn step(
        &mut self,
        policies: &mut [Option<Held>; 2],
        scratch: &mut PolicyScratch,
        events: &mut Vec<Event>,
    ) -> Result<(), TrainError> {
        let open = |learner: &&mut Learner| learner.next_score != u64::MAX;
        let behind = |learner: &&mut Learner| learner.trainer.updates();
        let Some(learner) = self.learners.iter_mut().filter(open).min_by_key(behind) else {
            return Ok(());
        };
        let trainer = &mut learner.trainer;
        let algorithm = trainer.config().algorithm;
        if trainer.updates() < learner.next_score {
            trainer.step()?;
            return Ok(());
        }
        let policy = trainer.policy();
        let update = trainer.updates();
        self.records.push(Record {
            algorithm,
            update,
            score: self.held_out.score(&policy, scratch),
            alpha: trainer.alpha(),
        });
        if let Ok(policy) = policy.to_bytes() {
            events.push(Event::Snapshot { run: self.id, algorithm, update, policy });
        }
        policies[algorithm as usize] = Some(Held { policy, update: Some(update) });
        let total = trainer.config().updates;
        let every = total.div_ceil(CURVE_POINTS);
        learner.next_score = if update >= total { u64::MAX } else { (update + every).min(total) };
        Ok(())
    }

    fn telemetry(&mut self) -> Event {
        self.last_sent_s = self.elapsed_s;
        let done: u64 = self.learners.iter().map(|learner| learner.trainer.updates()).sum();
        let total: u64 = self.learners.iter().map(|learner| learner.trainer.config().updates).sum();
        let left_s =
            if done == 0 { 0.0 } else { self.elapsed_s * (total - done) as f64 / done as f64 };
        let progress = Progress { done, total, elapsed_s: self.elapsed_s, left_s };
        Event::Telemetry { run: self.id, progress, records: std::mem::take(&mut self.records) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
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
        session.handle(Command::Start {
            run,
            algorithms: Algorithm::ALL.to_vec(),
            seed: 1,
            updates,
        })
    }

    #[test]
    fn a_run_is_told_from_start_to_finish() {
        let mut session = Session::default();
        assert_eq!(start(&mut session, 1, 3), [Event::State { run: 1, state: RunState::Running }]);
        let clock = clock();
        let mut events = Vec::new();
        while session.busy() {
            events.extend(session.slice(&clock));
        }
        assert_eq!(events.last(), Some(&Event::State { run: 1, state: RunState::Finished }));
        let mut scored = Vec::new();
        let mut snapshots = 0;
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
                _ => {}
            }
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
    fn what_cannot_be_done_is_said() {
        let mut session = Session::default();
        let events = start(&mut session, 4, 0);
        assert!(
            matches!(&events[..], [Event::Failed { run: Some(4), message }] if message.contains("updates = 0"))
        );
        let events =
            session.handle(Command::Load { algorithm: Algorithm::Sac, policy: vec![1, 2] });
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
}
