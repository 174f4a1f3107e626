//! Runs: seeds handed to workers, and what these tell of them.

use super::{Standing, WorkerHandle};
use crate::link::Whose;
use crate::protocol::{Command, Event, Origin, Plan, RunId, RunState};
use crate::ui::browser::error_text;
use crate::ui::words::explain;
use crate::ui::words::learning as said;
use crate::ui::worker::kept::Checkpoints;
use crate::ui::worker::pool::Pool;
use crate::ui::worker::run::{Learned, Run, SeedRun};
use leptos::prelude::*;

/// Runs before the present one that it is compared with.
const MOST_EARLIER: usize = 3;

/// While a run goes on it is kept that often at most.
const KEEP_MS: f64 = 5_000.0;

/// Workers that a run may take: one core is left to the page.
fn spare_cores() -> usize {
    const MOST: usize = 8;
    (window().navigator().hardware_concurrency() as usize).saturating_sub(1).clamp(1, MOST)
}

impl WorkerHandle {
    /// Starts a run that somebody wants to see: what it learns answers from now on.
    pub fn train_own(&self, plan: Plan, first: u64, count: u64) {
        self.train(plan, first, count);
        self.store.answer_by(Whose::Own);
    }

    /// Starts a run of `count` seeds from `first` on; one that is under way is stopped. Its seeds
    /// wait for workers that listen.
    pub fn train(&self, plan: Plan, first: u64, count: u64) {
        self.end_run();
        self.run.update(|run| {
            if let Some(run) = run.take() {
                self.earlier_s.update(|sum| *sum += run.progress().elapsed_s);
                self.earlier.update(|all| {
                    all.insert(0, run);
                    all.truncate(MOST_EARLIER);
                });
            }
        });
        self.learnt.set_value([None, None]);
        self.checkpoints.set_value(Checkpoints::new());
        self.kept_ms.set_value(f64::NEG_INFINITY);
        self.kept.set(None);
        let first_id = self.runs.get_value() + 1;
        self.runs.set_value(first_id + count as RunId);
        self.run.set(Some(Run::new(plan, first, count, first_id)));
        if self.standing.with_untracked(|it| matches!(it, Standing::Failed(_))) {
            self.restart();
        }
        self.begin();
    }

    /// Lets workers take the seeds that wait: the first one, and more for further seeds.
    pub(super) fn begin(&self) {
        let open = |run: &Run| run.seeds.iter().filter(|seed| !seed.over()).count();
        let open = self.run.with_untracked(|run| run.as_ref().map_or(0, open));
        self.begin_next(0);
        for index in 1..=open.saturating_sub(1).min(spare_cores() - 1) {
            self.open_more(index);
        }
        self.pace();
    }

    /// Starts a further worker, which begins once it is ready.
    pub(super) fn open_more(&self, index: usize) {
        if let Err(error) = self.open(index) {
            self.complaint.set(Some(said::not_started(&error_text(&error))));
        }
    }

    /// Pauses the run, or lets it go on.
    pub fn pause(&self, paused: bool) {
        for (index, run) in self.open_seeds() {
            self.tell(index, if paused { Command::Pause { run } } else { Command::Resume { run } });
        }
    }

    /// Stops the run; what was learnt stays.
    pub fn stop(&self) {
        let open = self.open_seeds();
        self.run.update(|run| {
            if let Some(run) = run {
                run.stopped = true;
            }
        });
        for (index, run) in open {
            self.tell(index, Command::Stop { run });
        }
    }

    /// Lets a run that was stopped go on from its checkpoints.
    pub fn resume(&self) {
        self.run.update(|run| {
            if let Some(run) = run {
                run.resume();
            }
        });
        if self.standing.with_untracked(|it| matches!(it, Standing::Failed(_))) {
            self.restart();
        }
        self.begin();
    }

    /// Seeds under way, each with its worker.
    pub(super) fn open_seeds(&self) -> Vec<(usize, RunId)> {
        let open = |seed: &SeedRun| seed.worker.filter(|_| !seed.over()).map(|it| (it, seed.id));
        self.run
            .with_untracked(|run| run.iter().flat_map(|run| &run.seeds).filter_map(open).collect())
    }

    /// Gives a worker the next seed that waits; with none left, one that was opened for the run
    /// ends. The first worker takes the first seed, so that it keeps answering with it, and that
    /// alone where others can take the rest.
    pub(super) fn begin_next(&self, index: usize) {
        let there = self.pool.with_value(Pool::indices);
        let mut next = None;
        self.run.update(|run| {
            if let Some(run) = run {
                next = run.take_next(index, &there).map(|(id, seed)| {
                    // One that goes on where it was.
                    let state = run.seed_mut(id).and_then(|seed| seed.state);
                    (id, seed, run.plan.clone(), state == Some(RunState::Paused))
                });
            }
        });
        let Some((run, seed, plan, paused)) = next else {
            if index > 0 {
                self.close(index);
            }
            return;
        };
        let answers = self.is_first(run);
        let checkpoint = self.checkpoints.with_value(|all| {
            all.iter().find(|(of, _)| *of == run).map(|(_, state)| state.to_vec())
        });
        let start = Command::Start { run, plan, seed, answers, checkpoint };
        if self.send(index, &start).is_err() {
            // It waits until a worker listens, or there is none to wait for.
            self.update_seed(run, |seed| seed.worker = None);
        } else if paused {
            self.tell(index, Command::Pause { run });
        }
    }

    /// Whether that is the first seed of the run.
    fn is_first(&self, id: RunId) -> bool {
        self.run.with_untracked(|run| {
            run.as_ref().and_then(|run| run.seeds.first()).is_some_and(|seed| seed.id == id)
        })
    }

    /// Ends what is under way in further workers without waiting for it.
    pub(super) fn end_run(&self) {
        self.pool
            .with_value(Pool::indices)
            .into_iter()
            .skip_while(|index| *index == 0)
            .for_each(|index| self.close(index));
    }

    /// While nobody looks, the workers leave the processor to others, unless asked not to.
    pub fn pace(&self) {
        let on = document().hidden() && !self.hidden_at_full_speed.get_untracked();
        for index in self.pool.with_value(Pool::indices) {
            // One that does not listen yet is told once it does.
            let _ = self.send(index, &Command::Throttle { on });
        }
    }

    /// Somebody moves something: while a run is under way, its workers leave the page the processor.
    pub fn give_way(&self) {
        let under_way = self.run.with_untracked(|run| run.as_ref().is_some_and(|run| !run.over()));
        if under_way {
            let all = self.pool.with_value(Pool::indices);
            let workers = all.len() as u32;
            for index in all {
                let _ = self.send(index, &Command::GiveWay { workers });
            }
        }
    }

    /// Takes what only runs bring.
    pub(super) fn take_more(&self, index: usize, event: Event) {
        match event {
            Event::Telemetry { run, progress, records } => {
                // One that is gone has nothing more to tell.
                let _ = self.send(index, &Command::Heard);
                let news = !records.is_empty();
                let known = self.update_run(run, |it| it.heard(run, progress, records));
                if known && news && index == 0 {
                    self.ask_now();
                }
            }
            Event::Begun { run, next } => {
                self.update_run(run, |it| it.begun(run, &next));
            }
            Event::Checkpoint { run, state } => {
                if self.forget_checkpoint(run) {
                    self.checkpoints.update_value(|all| all.push((run, state.into())));
                    self.update_run(run, Run::keep);
                    // All of them are written at once; a tab that is hidden may be closed next.
                    let seldom = KEEP_MS * self.open_seeds().len() as f64;
                    self.keep(if document().hidden() { 0.0 } else { seldom });
                }
            }
            Event::Rule { run, natural } => {
                self.update_run(run, |it| it.natural = Some(natural));
            }
            Event::Snapshot { run, algorithm, policy, update, answers } => {
                // Those of the first seed answer.
                if self.is_first(run) {
                    let learnt = Some((update, policy.clone()));
                    self.learnt.update_value(|all| all[algorithm as usize] = learnt);
                    if answers {
                        let origin = Origin::Trained { update };
                        self.policies.update(|all| all.put(algorithm, policy, origin));
                    }
                }
            }
            Event::Learned { run, algorithm, update, digest, settled } => {
                let learned = Learned { algorithm, update, digest, settled };
                self.update_seed(run, |it| it.learned.push(learned));
            }
            Event::State { run, state } => {
                let mut before = None;
                if self.update_seed(run, |it| before = it.state.replace(state)) {
                    if index == 0 {
                        self.ask_now();
                    }
                    self.watch.update_value(|watch| match state {
                        RunState::Running => watch.begin(index),
                        _ => watch.end(index),
                    });
                    if matches!(state, RunState::Finished | RunState::Stopped) {
                        // One that was stopped can go on.
                        if state == RunState::Finished {
                            self.forget_checkpoint(run);
                        }
                        self.keep(0.0);
                        self.begin_next(index);
                    } else if [Some(state), before].contains(&Some(RunState::Paused))
                        && !document().hidden()
                    {
                        // Whoever comes back finds it as it was left. (A tab that is hidden pauses for a
                        // moment, to have where it is.)
                        self.keep(0.0);
                    }
                }
            }
            Event::Failed { run: Some(run), fault } => {
                self.update_seed(run, |it| {
                    it.state = Some(RunState::Stopped);
                    it.failure = Some(explain::fault(&fault));
                });
                self.forget_checkpoint(run);
                self.begin_next(index);
            }
            Event::Ready { .. } | Event::Answered { .. } | Event::Failed { run: None, .. } => {
                debug_assert!(false, "taken before");
            }
        }
    }

    /// Changes the seed of that id; false for events of an older run.
    fn update_seed(&self, id: RunId, change: impl FnOnce(&mut SeedRun)) -> bool {
        self.update_run(id, |run| {
            if let Some(seed) = run.seed_mut(id) {
                change(seed);
            }
        })
    }

    /// What follows from the scores of the present run: computed anew once there are others, and
    /// not whenever a worker says how far it is.
    pub fn follow_scores<T: PartialEq + Send + Sync + 'static>(
        self,
        read: impl Fn(Option<&Run>) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        let judged = Memo::new(move |_| self.run.with(|run| run.as_ref().map(Run::judged)));
        Memo::new(move |_| {
            // Read, not only tracked: what nobody reads is never computed, and tells nobody.
            judged.get();
            self.run.with_untracked(|run| read(run.as_ref()))
        })
    }

    /// Changes the run that has a seed of that id; false for events of an older run.
    fn update_run(&self, id: RunId, change: impl FnOnce(&mut Run)) -> bool {
        let known = self.run.with_untracked(|run| {
            run.as_ref().is_some_and(|run| run.seeds.iter().any(|seed| seed.id == id))
        });
        if known {
            self.run.update(|run| {
                if let Some(run) = run {
                    change(run);
                }
            });
        }
        known
    }

    /// What is kept of a seed is of no use any more; false for one of an older run.
    fn forget_checkpoint(&self, id: RunId) -> bool {
        self.checkpoints.update_value(|all| all.retain(|(of, _)| *of != id));
        self.run.with_untracked(|run| {
            run.as_ref().is_some_and(|run| run.seeds.iter().any(|seed| seed.id == id))
        })
    }
}
