//! A training run as the page knows it: one plan, several seeds, each in a worker of its own or
//! waiting for one.

mod shown;

pub use shown::{Judged, Standing};

use crate::learn::{Algorithm, Record, Score};
use crate::protocol::{Plan, Progress, RunId, RunState};
use serde::{Deserialize, Serialize};

/// What a learner had become after its last update.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Learned {
    pub algorithm: Algorithm,
    pub update: u64,
    /// Of every weight's bits.
    pub digest: u64,
    /// It ended because its gap no longer fell.
    pub settled: bool,
}

/// The run of one seed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SeedRun {
    pub id: RunId,
    pub seed: u64,
    /// The worker that has taken it.
    pub worker: Option<usize>,
    /// None until that worker has begun.
    pub state: Option<RunState>,
    pub progress: Progress,
    pub records: Vec<Record>,
    pub learned: Vec<Learned>,
    pub failure: Option<String>,
}

impl SeedRun {
    /// Nothing more comes of it.
    pub fn over(&self) -> bool {
        matches!(self.state, Some(RunState::Finished | RunState::Stopped))
    }
}

/// So often in a row a run goes on by itself without coming any further.
const MOST_LOSSES: u32 = 3;

/// How often in a row its worker, or its page, was lost before the next checkpoint.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Losses {
    in_a_row: u32,
    /// The most updates that a checkpoint held at a loss.
    reached: u64,
}

impl Losses {
    /// Counts one; whether to try again.
    fn count(&mut self, reached: u64) -> bool {
        self.in_a_row = if reached > self.reached { 1 } else { self.in_a_row + 1 };
        self.reached = self.reached.max(reached);
        !self.in_vain()
    }

    /// It is not tried again.
    pub fn in_vain(&self) -> bool {
        self.in_a_row >= MOST_LOSSES
    }
}

/// A run went on by itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WentOn {
    /// From so many updates; none until a worker has begun.
    pub at: Option<u64>,
    /// What the worker said that was lost; none where the page ended.
    pub lost: Option<String>,
}

/// A run: a plan and its seeds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Run {
    pub plan: Plan,
    pub seeds: Vec<SeedRun>,
    /// The user has stopped it: what waits is not begun.
    pub stopped: bool,
    /// What the natural length at full power reaches.
    pub natural: Option<Score>,
    /// Updates that the last checkpoint holds, of all seeds together.
    reached: u64,
    pub losses: Losses,
    pub went_on: Option<WentOn>,
    /// Somebody started it to see whether it gives what a link says.
    pub again: bool,
}

impl Run {
    /// A run of `count` seeds from `first` on; ids count up from `first_id`.
    pub fn new(plan: Plan, first: u64, count: u64, first_id: RunId) -> Self {
        let seed = |index: u64| SeedRun {
            id: first_id.wrapping_add(index as RunId),
            seed: first + index,
            worker: None,
            state: None,
            progress: Progress::default(),
            records: Vec::new(),
            learned: Vec::new(),
            failure: None,
        };
        Self {
            plan,
            seeds: (0..count.max(1)).map(seed).collect(),
            stopped: false,
            natural: None,
            reached: 0,
            losses: Losses::default(),
            went_on: None,
            again: false,
        }
    }

    /// Hands the next waiting seed to a worker; none once all are taken or the run is stopped.
    ///
    /// Worker 0 answers with what the first seed learns: where it is among the workers that are
    /// `there` nobody else takes that seed, and it takes no other while somebody else could.
    pub fn take_next(&mut self, worker: usize, there: &[usize]) -> Option<(RunId, u64)> {
        if self.stopped {
            return None;
        }
        let helped = there.iter().any(|other| *other != 0);
        if worker == 0 && helped && self.seeds.iter().any(|seed| seed.worker == Some(0)) {
            return None;
        }
        let reserved = usize::from(worker != 0 && there.contains(&0));
        let mut waiting = self.seeds.iter_mut().skip(reserved);
        let seed = waiting.find(|seed| seed.worker.is_none() && !seed.over())?;
        seed.worker = Some(worker);
        Some((seed.id, seed.seed))
    }

    /// A worker is lost. What it was at waits for another, and goes on there from its checkpoint;
    /// true if one is to be started for it. Where that was in vain too often, and where none ever
    /// began, it is over, and what waits is so too once nobody is left.
    pub fn lose(&mut self, worker: usize, none_left: bool, what: &str) -> bool {
        if self.over() {
            return false;
        }
        let at_it = |seed: &SeedRun| seed.worker == Some(worker) && !seed.over();
        let again = self.seeds.iter().any(at_it) || none_left && self.went_on.is_some();
        if again && self.losses.count(self.reached) {
            self.seeds.iter_mut().filter(|seed| at_it(seed)).for_each(|seed| seed.worker = None);
            self.went_on = Some(WentOn { at: None, lost: Some(what.to_string()) });
            return true;
        }
        for seed in self.seeds.iter_mut().filter(|seed| !seed.over()) {
            if seed.worker == Some(worker) {
                seed.state = Some(RunState::Stopped);
                seed.failure = Some(what.to_string());
            } else if none_left && seed.worker.is_none() {
                seed.failure = Some(what.to_string());
            }
        }
        self.stopped |= none_left;
        false
    }

    /// Its page has ended, and it was kept. It goes on by itself if nobody else is at it, or stays paused;
    /// else, or where that was in vain too often, it is over.
    pub fn come_back(&mut self, nobody_at_it: bool) {
        if self.over() {
            return;
        }
        let paused = self.state() == Some(RunState::Paused);
        let goes_on = nobody_at_it && (paused || self.losses.count(self.reached));
        for seed in self.seeds.iter_mut().filter(|seed| !seed.over()) {
            seed.worker = None;
            if !goes_on {
                seed.state = seed.state.map(|_| RunState::Stopped);
            }
        }
        self.stopped |= !goes_on;
        self.went_on = (goes_on && !paused).then_some(WentOn { at: None, lost: None });
    }

    /// Whether it was stopped before its end, and can go on where it was.
    pub fn resumable(&self) -> bool {
        self.state() == Some(RunState::Stopped) && self.reached > 0 && self.failure().is_none()
    }

    /// It goes on where it was stopped.
    pub fn resume(&mut self) {
        for seed in self.seeds.iter_mut().filter(|seed| seed.state != Some(RunState::Finished)) {
            (seed.state, seed.worker) = (None, None);
        }
        self.stopped = false;
        self.losses = Losses::default();
        self.went_on = None;
    }

    /// Whether leaving the page now would lose what no checkpoint holds.
    pub fn unkept(&self) -> bool {
        !self.over() && self.progress().done > 0 && self.reached == 0
    }

    /// A worker has begun with a seed, from a checkpoint or anew: what it tells again is forgotten.
    pub fn begun(&mut self, id: RunId, next: &[(Algorithm, Option<u64>)]) {
        if let Some(seed) = self.seed_mut(id) {
            let told = |algorithm: Algorithm, update: u64| {
                let next = next.iter().find(|(of, _)| *of == algorithm);
                next.is_some_and(|(_, next)| next.is_none_or(|next| update < next))
            };
            seed.records.retain(|it| told(it.algorithm, it.update));
            let done = |algorithm| next.contains(&(algorithm, None));
            seed.learned.retain(|it| done(it.algorithm));
        }
    }

    /// A worker has left a checkpoint of how far it has told to be.
    pub fn keep(&mut self) {
        self.reached = self.progress().done;
    }

    /// A worker has told how far a seed is.
    pub fn heard(&mut self, id: RunId, progress: Progress, records: Vec<Record>) {
        if let Some(seed) = self.seed_mut(id) {
            seed.progress = progress;
            seed.records.extend(records);
        }
        let done = self.progress().done;
        if let Some(WentOn { at: at @ None, .. }) = &mut self.went_on {
            *at = Some(done);
        }
    }

    pub fn seed_mut(&mut self, id: RunId) -> Option<&mut SeedRun> {
        self.seeds.iter_mut().find(|seed| seed.id == id)
    }

    /// None until a worker has begun; then what holds for all that is still open.
    pub fn state(&self) -> Option<RunState> {
        let open = |seed: &&SeedRun| !(seed.over() || self.stopped && seed.worker.is_none());
        let mut states = self.seeds.iter().filter(open).map(|seed| seed.state).peekable();
        if states.peek().is_some() {
            let begun = self.seeds.iter().find_map(|seed| seed.state)?;
            // Those that wait say nothing.
            let paused = states.clone().flatten().all(|state| state == RunState::Paused)
                && states.flatten().next().is_some();
            return Some(match begun {
                _ if paused => RunState::Paused,
                _ => RunState::Running,
            });
        }
        let finished = self.seeds.iter().all(|seed| seed.state == Some(RunState::Finished));
        Some(if finished { RunState::Finished } else { RunState::Stopped })
    }

    /// Nothing more comes of it.
    pub fn over(&self) -> bool {
        matches!(self.state(), Some(RunState::Finished | RunState::Stopped))
    }

    /// The first thing that went wrong.
    pub fn failure(&self) -> Option<&str> {
        self.seeds.iter().find_map(|seed| seed.failure.as_deref())
    }

    /// Progress of all seeds together. Seconds are those of computing, in all workers together;
    /// what is left is shared by the workers that are at it.
    pub fn progress(&self) -> Progress {
        let planned = self.plan.updates * self.plan.recipes.len() as u64;
        let mut sum = Progress::default();
        for seed in &self.seeds {
            sum.done += seed.progress.done;
            sum.total += if seed.progress.total > 0 { seed.progress.total } else { planned };
            sum.elapsed_s += seed.progress.elapsed_s;
        }
        if sum.done > 0 {
            let at_it = self.seeds.iter().filter(|seed| seed.worker.is_some() && !seed.over());
            let workers = at_it.count().max(1) as f64;
            sum.left_s = sum.elapsed_s * (sum.total - sum.done) as f64 / sum.done as f64 / workers;
        }
        sum
    }
}

#[cfg(test)]
mod fixtures {
    use super::*;
    use crate::learn::{Ending, Hyperparameters, Recipe};

    pub fn plan() -> Plan {
        Plan {
            recipes: vec![Recipe::Sdrl, Recipe::Sac],
            updates: 100,
            hyperparameters: Hyperparameters::default(),
            ending: Ending::Planned,
        }
    }

    pub fn record(update: u64, gap: f64) -> Record {
        let score = Score {
            contexts: 256,
            charged_g: 1.0 + gap,
            optimum_g: 1.0,
            gap,
            violation_rate: 0.5 * gap,
            spike_rate: 0.1,
            synops_per_decision: 1.0,
            effort: None,
        };
        Record { algorithm: Algorithm::Sdrl, update, score, alpha: 0.05 }
    }

    pub fn learned(update: u64) -> Learned {
        Learned { algorithm: Algorithm::Sdrl, update, digest: 1, settled: false }
    }
}

#[cfg(test)]
mod tests {
    use super::fixtures::{plan, record};
    use super::*;

    #[test]
    fn seeds_are_handed_out_once_each_until_the_run_is_stopped() {
        let mut run = Run::new(plan(), 7, 3, 40);
        let there = [0, 1];
        assert_eq!(run.take_next(0, &there), Some((40, 7)));
        assert_eq!(run.take_next(1, &there), Some((41, 8)));
        run.stopped = true;
        assert_eq!(run.take_next(1, &there), None);
        run.stopped = false;
        assert_eq!(run.take_next(0, &there), None, "it answers");
        assert_eq!(run.take_next(0, &[0]), Some((42, 9)), "nobody else can");
        assert_eq!(run.take_next(1, &there), None);
    }

    #[test]
    fn the_first_seed_waits_for_the_worker_that_answers() {
        let mut run = Run::new(plan(), 7, 2, 40);
        assert_eq!(run.take_next(1, &[0, 1]), Some((41, 8)));
        assert_eq!(run.take_next(1, &[0, 1]), None);
        assert_eq!(run.take_next(1, &[1]), Some((40, 7)), "that worker is gone");
    }

    #[test]
    fn a_run_that_waits_for_a_worker_that_never_comes_is_over() {
        let mut run = Run::new(plan(), 7, 1, 40);
        assert_eq!(run.state(), None);
        assert!(!run.lose(0, true, "out of luck"));
        assert_eq!((run.state(), run.failure()), (Some(RunState::Stopped), Some("out of luck")));
        // What is over stays as it is.
        let mut done = Run::new(plan(), 7, 1, 40);
        done.seeds[0].state = Some(RunState::Finished);
        assert!(!done.lose(0, true, "out of luck"));
        assert_eq!((done.state(), done.failure()), (Some(RunState::Finished), None));
    }

    /// A run under way whose only worker has done so many updates.
    fn under_way(done: u64) -> Run {
        let mut run = Run::new(plan(), 7, 1, 40);
        run.take_next(0, &[0]);
        run.seeds[0].state = Some(RunState::Running);
        run.heard(40, Progress { done, total: 200, ..Progress::default() }, Vec::new());
        run.keep();
        run
    }

    #[test]
    fn what_a_lost_worker_was_at_goes_on_in_another() {
        let mut run = under_way(50);
        run.seeds[0].records = vec![record(0, 1.0), record(25, 0.5)];
        assert!(run.lose(0, true, "out of luck"));
        assert_eq!((run.state(), run.failure()), (Some(RunState::Running), None));
        assert_eq!(run.take_next(0, &[0]), Some((40, 7)));
        // From a checkpoint of update 20 on: what comes after it is told again.
        run.begun(40, &[(Algorithm::Sdrl, Some(25)), (Algorithm::Sac, Some(50))]);
        let at_20 = Progress { done: 40, total: 200, ..Progress::default() };
        run.heard(40, at_20, vec![record(25, 0.5)]);
        let updates: Vec<u64> = run.seeds[0].records.iter().map(|it| it.update).collect();
        assert_eq!(updates, [0, 25]);
        let lost = Some("out of luck".to_string());
        assert_eq!(run.went_on, Some(WentOn { at: Some(40), lost }));
        // Others go on meanwhile, and what an idle worker was lost for is nothing.
        let mut run = Run::new(plan(), 7, 2, 40);
        run.take_next(0, &[0, 1]);
        assert!(!run.lose(1, false, "out of luck") && run.went_on.is_none());
        assert!(run.lose(0, false, "out of luck") && !run.over());
        assert_eq!(run.take_next(1, &[0, 1]), Some((41, 8)));
        assert_eq!(run.take_next(0, &[0, 1]), Some((40, 7)));
    }

    #[test]
    fn a_run_gives_up_when_it_comes_no_further_and_only_then() {
        let lose = |run: &mut Run, done| {
            run.take_next(0, &[0]);
            run.heard(40, Progress { done, total: 200, ..Progress::default() }, Vec::new());
            run.keep();
            // What it does after its checkpoint it does again.
            run.heard(40, Progress { done: 99, total: 200, ..Progress::default() }, Vec::new());
            run.lose(0, true, "out of luck")
        };
        let mut run = under_way(0);
        assert_eq!([10, 20, 20, 30, 30].map(|done| lose(&mut run, done)), [true; 5]);
        assert!(!lose(&mut run, 30) && run.losses.in_vain());
        assert_eq!((run.state(), run.failure()), (Some(RunState::Stopped), Some("out of luck")));
        // A worker that cannot even be started counts too, though it was at nothing yet.
        let mut run = under_way(30);
        assert_eq!([(); 3].map(|()| run.lose(0, true, "not loaded")), [true, true, false]);
        assert!(run.over());
    }

    #[test]
    fn a_run_that_was_kept_goes_on_unless_somebody_is_at_it() {
        let mut run = under_way(30);
        run.come_back(true);
        assert_eq!(run.state(), Some(RunState::Running));
        assert_eq!(run.went_on, Some(WentOn { at: None, lost: None }));
        assert_eq!(run.take_next(0, &[0]), Some((40, 7)));
        let mut run = under_way(30);
        run.come_back(false);
        assert_eq!(run.state(), Some(RunState::Stopped));
        // A page that dies of it each time must not do so for ever; one that pauses may wait.
        let mut run = under_way(30);
        let states = [(); 3].map(|()| {
            run.come_back(true);
            run.state()
        });
        assert_eq!(states.map(|it| it == Some(RunState::Stopped)), [false, false, true]);
        let mut paused = under_way(30);
        paused.seeds[0].state = Some(RunState::Paused);
        (0..5).for_each(|_| paused.come_back(true));
        assert_eq!((paused.state(), paused.went_on), (Some(RunState::Paused), None));
        // Who stopped it meant it.
        let mut stopped = under_way(30);
        stopped.seeds[0].state = Some(RunState::Stopped);
        stopped.stopped = true;
        stopped.come_back(true);
        assert_eq!((stopped.state(), stopped.went_on), (Some(RunState::Stopped), None));
    }

    #[test]
    fn the_state_is_that_of_all_seeds() {
        let mut run = Run::new(plan(), 1, 2, 0);
        assert_eq!(run.state(), None);
        run.take_next(0, &[0]);
        run.seeds[0].state = Some(RunState::Running);
        assert_eq!(run.state(), Some(RunState::Running));
        run.seeds[0].state = Some(RunState::Paused);
        assert_eq!(run.state(), Some(RunState::Paused));
        run.seeds[0].state = Some(RunState::Finished);
        assert_eq!(run.state(), Some(RunState::Running), "one waits");
        run.take_next(0, &[0]);
        run.seeds[1].state = Some(RunState::Running);
        assert_eq!(run.state(), Some(RunState::Running));
        run.seeds[1].state = Some(RunState::Finished);
        assert_eq!(run.state(), Some(RunState::Finished));
        let mut stopped = Run::new(plan(), 1, 3, 0);
        stopped.take_next(0, &[0]);
        stopped.seeds[0].state = Some(RunState::Stopped);
        stopped.stopped = true;
        assert_eq!(stopped.state(), Some(RunState::Stopped));
    }

    #[test]
    fn progress_counts_those_that_wait() {
        let mut run = Run::new(plan(), 1, 4, 0);
        for worker in 0..2 {
            run.take_next(worker, &[0, 1]);
            run.seeds[worker].progress =
                Progress { done: 50, total: 200, elapsed_s: 10.0, left_s: 30.0 };
        }
        let sum = run.progress();
        assert_eq!((sum.done, sum.total, sum.elapsed_s), (100, 800, 20.0));
        // 700 updates at 0.2 s each, in two workers.
        assert!((sum.left_s - 70.0).abs() < 1e-9);
    }

    #[test]
    fn tour_4_a_run_that_was_stopped_goes_on_with_what_is_open() {
        let mut run = Run::new(plan(), 7, 3, 40);
        run.take_next(0, &[0]);
        run.seeds[0].state = Some(RunState::Finished);
        run.take_next(0, &[0]);
        run.seeds[1].state = Some(RunState::Running);
        run.heard(41, Progress { done: 30, total: 100, ..Progress::default() }, vec![]);
        // Before the first checkpoint leaving would lose it.
        assert!(run.unkept() && !run.resumable());
        run.keep();
        assert!(!run.unkept());
        // It is stopped, or its page comes back while another is at it.
        let mut stopped = run.clone();
        stopped.seeds[1].state = Some(RunState::Stopped);
        stopped.stopped = true;
        run.come_back(false);
        for mut run in [stopped, run] {
            assert!(run.over() && run.resumable());
            run.resume();
            assert!(!run.over() && !run.resumable());
            assert_eq!(
                [run.take_next(0, &[0]), run.take_next(0, &[0])],
                [Some((41, 8)), Some((42, 9))]
            );
        }
        // What went wrong would go wrong again.
        let mut failed = Run::new(plan(), 7, 1, 40);
        failed.heard(40, Progress { done: 30, total: 100, ..Progress::default() }, vec![]);
        failed.keep();
        failed.seeds[0].state = Some(RunState::Stopped);
        failed.seeds[0].failure = Some("diverged".to_string());
        assert!(!failed.resumable());
    }
}
