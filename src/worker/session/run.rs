//! A training run: its learners in turn, scored along the way.

use super::questions::Held;
use super::{SLICE_S, Session};
use crate::agent::{ConfigError, PolicyScratch};
use crate::learn::evaluate::HeldOut;
use crate::learn::train::{TrainError, Trainer};
use crate::learn::{Ending, Recipe, Record};
use crate::protocol::{Event, Fault, Origin, Plan, Progress, RunId, RunState};
use crate::rng::Stream;

/// Telemetry leaves at most ten times a second.
const TELEMETRY_S: f64 = 0.1;
/// A slice ends after so many steps, also where the clock stands still.
const SLICE_STEPS: usize = 256;
/// What a slice counts at most: the machine may have slept in it, or the clock been set.
const LONGEST_SLICE_S: f64 = 10.0;
/// It waits, and checkpoints with it, while so many have not been heard: a page that stands still, behind
/// a dialogue for an hour say, would hear thousands at once, and as many megabytes.
const MOST_UNHEARD: u32 = 4;
/// A run leaves a checkpoint that often, in seconds of computing …
const CHECKPOINT_S: f64 = 5.0;
/// … and the first so soon after it began or went on.
const FIRST_CHECKPOINT_S: f64 = 1.0;
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

/// One learner of a run, and its curve.
pub struct Learner {
    pub trainer: Trainer,
    /// Updates at which it is judged next; none once it is done.
    pub(super) next_score: Option<u64>,
    /// Its gaps so far, where the run ends by them.
    pub(super) gaps: Vec<f64>,
}

/// A run under way.
pub struct Run {
    pub id: RunId,
    pub learners: Vec<Learner>,
    pub(super) plan: Plan,
    pub(super) seed: u64,
    held_out: HeldOut,
    /// Contexts by which a run ends once it has settled, if it may: what results are judged by must
    /// not choose them.
    tuning: Option<HeldOut>,
    /// Whether its policies answer, of each algorithm.
    pub answers: [bool; 2],
    pub paused: bool,
    pub(super) elapsed_s: f64,
    last_sent_s: f64,
    /// Telemetry that the page has not heard yet.
    unheard: u32,
    /// When it left a checkpoint last, and how long after that it leaves the next.
    pub(super) last_kept_s: f64,
    keep_s: f64,
    records: Vec<Record>,
}

impl Session {
    /// Begins a run in the place of the one under way, from a checkpoint where that is one of it.
    pub(super) fn begin(
        &mut self,
        run: RunId,
        plan: &Plan,
        seed: u64,
        answers: bool,
        checkpoint: Option<&[u8]>,
    ) -> Vec<Event> {
        let mut events = self.end(RunState::Stopped);
        match Run::new(run, plan, seed, answers) {
            Ok(mut started) => {
                if let Some(checkpoint) = checkpoint {
                    started.go_on_from(checkpoint);
                }
                events.push(Event::Rule { run, natural: started.held_out.natural() });
                events.push(started.begun());
                events.push(started.telemetry());
                self.run = Some(started);
                events.push(Event::State { run, state: RunState::Running });
            }
            Err(error) => {
                events.push(Event::Failed { run: Some(run), fault: error.into() });
            }
        }
        events
    }

    /// Goes on with the run under way.
    pub(super) fn train(&mut self, now_s: &dyn Fn() -> f64) -> Vec<Event> {
        let Some(run) = self.run.as_mut().filter(|run| !run.paused) else {
            return Vec::new();
        };
        let started = now_s();
        let before = run.elapsed_s;
        let mut events = Vec::new();
        let mut failure = None;
        for _ in 0..SLICE_STEPS {
            if failure.is_some() || run.finished() {
                break;
            }
            failure = run.step(&mut self.policies.own, &mut self.scratch, &mut events).err();
            let spent = now_s() - started;
            run.elapsed_s = if spent > 0.0 { before + spent.min(LONGEST_SLICE_S) } else { before };
            // A clock that was set back tells nothing.
            if !(0.0..SLICE_S).contains(&spent) {
                break;
            }
        }
        if let Some(error) = failure {
            let run = Some(run.id);
            events.extend(self.end(RunState::Stopped));
            events.push(Event::Failed { run, fault: error.into() });
        } else if run.finished() {
            events.extend(self.end(RunState::Finished));
        } else if run.unheard >= MOST_UNHEARD {
            // What is not told now is told later, at the end at the latest.
        } else if run.elapsed_s - run.last_kept_s >= run.keep_s {
            run.keep_s = CHECKPOINT_S;
            events.extend(run.checkpoint());
        } else if run.elapsed_s - run.last_sent_s >= TELEMETRY_S {
            events.push(run.telemetry());
        }
        events
    }

    /// The page has heard a telemetry.
    pub(super) fn heard(&mut self) {
        if let Some(run) = &mut self.run {
            run.unheard = run.unheard.saturating_sub(1);
        }
    }

    pub(super) fn set_paused(&mut self, id: RunId, paused: bool) -> Vec<Event> {
        let Some(run) = self.run.as_mut().filter(|run| run.id == id) else {
            return Vec::new();
        };
        run.paused = paused;
        let state = if paused { RunState::Paused } else { RunState::Running };
        let told = if paused { run.checkpoint() } else { vec![run.telemetry()] };
        [told, vec![Event::State { run: id, state }]].concat()
    }

    /// Ends the run that is under way, if any, and tells what is not told yet.
    pub(super) fn end(&mut self, state: RunState) -> Vec<Event> {
        let Some(mut run) = self.run.take() else {
            return Vec::new();
        };
        vec![run.telemetry(), Event::State { run: run.id, state }]
    }
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
            plan: plan.clone(),
            seed,
            answers: [answers; 2],
            held_out: HeldOut::new(CURVE_CONTEXTS, CURVE_SEED, Stream::EvalContexts),
            tuning: (plan.ending == Ending::Settled)
                .then(|| HeldOut::new(CURVE_CONTEXTS, CURVE_SEED, Stream::TuneContexts)),
            paused: false,
            elapsed_s: 0.0,
            last_sent_s: 0.0,
            unheard: 0,
            last_kept_s: 0.0,
            keep_s: FIRST_CHECKPOINT_S,
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
        match (self.plan.ending, &self.tuning) {
            (Ending::Planned, _) => {}
            (Ending::Settled, Some(tuning)) => {
                learner.gaps.push(tuning.judge(tuning.decisions(&policy, scratch)).gap);
            }
            (Ending::Settled | Ending::SettledWhereJudged, _) => learner.gaps.push(score.gap),
        }
        self.records.push(Record { algorithm, update, score, alpha: trainer.alpha() });
        let answers = self.answers[algorithm as usize];
        if let Ok(policy) = policy.to_bytes() {
            events.push(Event::Snapshot { run: self.id, algorithm, update, policy, answers });
        }
        if answers {
            let origin = Origin::Trained { update };
            policies[algorithm as usize] = Some(Held { policy, origin });
        }
        let total = trainer.config().updates;
        let settled = (SETTLED_UPDATES..total).contains(&update) && settled(&learner.gaps);
        if update >= total || settled {
            learner.next_score = None;
            let digest = trainer.digest();
            events.push(Event::Learned { run: self.id, algorithm, update, digest, settled });
        } else {
            learner.next_score = Some((update + total.div_ceil(CURVE_POINTS)).min(total));
        }
        Ok(())
    }

    pub(super) fn telemetry(&mut self) -> Event {
        self.last_sent_s = self.elapsed_s;
        self.unheard += 1;
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

impl From<TrainError> for Fault {
    fn from(error: TrainError) -> Self {
        match error {
            TrainError::Config(ConfigError::OutOfRange { field, .. })
            | TrainError::OutOfRange { field, .. } => Self::Value { field: field.to_string() },
            TrainError::Diverged { algorithm, update } => Self::Diverged { algorithm, update },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{clock, start};
    use super::*;
    use crate::agent::Policy;
    use crate::learn::{Algorithm, Hyperparameters};
    use crate::protocol::Command;

    #[test]
    fn a_run_is_told_from_start_to_finish() {
        let mut session = Session::default();
        let events = start(&mut session, 1, 3);
        let natural = HeldOut::new(CURVE_CONTEXTS, CURVE_SEED, Stream::EvalContexts).natural();
        assert_eq!(events[0], Event::Rule { run: 1, natural });
        let next = Algorithm::ALL.map(|algorithm| (algorithm, Some(0)));
        assert_eq!(events[1], Event::Begun { run: 1, next: next.to_vec() });
        assert_eq!(events.last(), Some(&Event::State { run: 1, state: RunState::Running }));
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
        let answers = session.act(Box::default(), true).unwrap().answers;
        let trained = Origin::Trained { update: 3 };
        assert!(answers.iter().all(|answer| answer.origin == trained) && answers.len() == 2);
    }

    #[test]
    fn a_page_that_hears_nothing_is_told_a_little_and_all_once_it_does() {
        let mut session = Session::default();
        // Seconds a slice: each would be told of, and leave a checkpoint.
        let now = std::cell::Cell::new(0.0);
        let clock = || {
            now.set(now.get() + 3.0);
            now.get()
        };
        let mut told = start(&mut session, 1, 40);
        let count = |events: &[Event], what: fn(&Event) -> bool| {
            events.iter().filter(|it| what(it)).count() as u32
        };
        let telemetry = |it: &Event| matches!(it, Event::Telemetry { .. });
        let checkpoint = |it: &Event| matches!(it, Event::Checkpoint { .. });
        for _ in 0..30 {
            told.extend(session.slice(clock));
        }
        assert_eq!(count(&told, telemetry), MOST_UNHEARD);
        assert!((1..MOST_UNHEARD).contains(&count(&told, checkpoint)));
        // Once heard, the next slice tells again.
        session.handle(Command::Heard);
        let next = session.slice(clock);
        assert_eq!((count(&next, telemetry), count(&next, checkpoint)), (1, 1));
        told.extend(next);
        assert_eq!(count(&session.slice(clock), telemetry), 0);
        while session.busy() {
            told.extend(session.slice(clock));
        }
        // All that was scored is told in the end.
        let scored = told.iter().map(|it| match it {
            Event::Telemetry { records, .. } => records.len(),
            _ => 0,
        });
        assert_eq!(scored.sum::<usize>(), 2 * 41);
        assert_eq!(told.last(), Some(&Event::State { run: 1, state: RunState::Finished }));
    }

    #[test]
    fn whether_a_learner_has_settled_is_decided_on_contexts_that_it_is_not_judged_by() {
        let judged = HeldOut::new(CURVE_CONTEXTS, CURVE_SEED, Stream::EvalContexts);
        let tuning = HeldOut::new(CURVE_CONTEXTS, CURVE_SEED, Stream::TuneContexts);
        let endings = [Ending::Planned, Ending::Settled, Ending::SettledWhereJudged];
        let digests = endings.map(|ending| {
            let hyperparameters = Hyperparameters::default();
            let plan = Plan { recipes: vec![Recipe::Sac], updates: 3, hyperparameters, ending };
            let mut run = Run::new(1, &plan, 1, false).unwrap();
            let (mut scratch, mut events) = (PolicyScratch::default(), Vec::new());
            while !run.finished() {
                run.step(&mut [None, None], &mut scratch, &mut events).unwrap();
            }
            let snapshots: Vec<Policy> = events
                .iter()
                .filter_map(|event| match event {
                    Event::Snapshot { policy, .. } => Policy::from_bytes(policy).ok(),
                    _ => None,
                })
                .collect();
            let mut gaps = |held_out: &HeldOut| -> Vec<f64> {
                snapshots.iter().map(|it| held_out.score(it, &mut scratch).gap).collect()
            };
            // What is told as the result is always of the contexts that judge.
            let told: Vec<f64> = run.records.iter().map(|record| record.score.gap).collect();
            assert_eq!((told.len(), &told), (4, &gaps(&judged)));
            let decides = match ending {
                Ending::Planned => Vec::new(),
                Ending::Settled => gaps(&tuning),
                Ending::SettledWhereJudged => gaps(&judged),
            };
            assert_eq!(run.learners[0].gaps, decides, "{ending:?}");
            assert_ne!(gaps(&judged), gaps(&tuning));
            run.learners[0].trainer.digest()
        });
        assert!(digests.iter().all(|digest| *digest == digests[0]), "nothing is learnt from it");
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
            session.handle(Command::Heard);
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
}
