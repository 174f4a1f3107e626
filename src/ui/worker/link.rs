//! The handle on the workers: starts them, loads the shipped policies, sends commands, hears events.
//! Whatever goes wrong becomes a message; the page goes on without.
//!
//! The first worker lives as long as the page, answers for the agents and trains the first seed of
//! a run. Further seeds take further workers, as many as there are cores to spare, which end with
//! the run. A command to a worker that does not listen yet is an error: what it was for waits until
//! the worker says that it does.

use super::kept::{Checkpoints, Kept, Learnt, device};
use super::policies::Policies;
use super::pool::{NotSent, Pool};
use super::questions::Pending;
use super::run::{Learned, Run, SeedRun};
use super::watch::Watch;
use crate::learn::Algorithm;
use crate::link::Whose;
use crate::protocol::{
    self, Command, Event, Origin, Plan, ProtocolError, Question, Refusal, Reply, RunId, RunState,
    VERSION,
};
use crate::scenario::Scenario;
use crate::ui::browser::{error_text, now_ms};
use crate::ui::load::{self, Missing};
use crate::ui::state::{Notice, Store};
use crate::ui::words::learning as said;
use crate::ui::words::{explain, files, lab};
use js_sys::Uint8Array;
use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen::prelude::*;
use web_sys::MessageEvent;

/// Whether there is a worker to talk to.
#[derive(Clone, Debug, PartialEq)]
pub enum Standing {
    Starting,
    Ready,
    /// It is not there; says what happened and where.
    Failed(String),
}

/// Hears the answer to a question; none where the worker was lost.
type Listener = Box<dyn FnOnce(Option<Result<Reply, Refusal>>)>;

/// Handle on the worker; copies refer to the same.
#[derive(Clone, Copy)]
pub struct WorkerHandle {
    pub standing: RwSignal<Standing>,
    pub run: RwSignal<Option<Run>>,
    /// What the worker could not do, outside any run.
    pub complaint: RwSignal<Option<String>>,
    /// The policies at hand.
    pub policies: RwSignal<Policies>,
    /// What the first seed of the run has learnt.
    learnt: StoredValue<Learnt>,
    /// Where its seeds are that are under way.
    checkpoints: StoredValue<Checkpoints>,
    /// Whether the browser has kept the run, once it was asked to.
    pub kept: RwSignal<Option<bool>>,
    /// When the run was kept last, ms.
    kept_ms: StoredValue<f64>,
    /// What is kept was looked for.
    looked: StoredValue<bool>,
    /// A run that was brought back, with its first seed and how many: the form is to be as it was.
    pub brought_back: RwSignal<Option<(Plan, u64, u64)>>,
    /// Seconds of computing of the runs before the present one, all workers together.
    pub earlier_s: RwSignal<f64>,
    /// The runs before the present one, the last first, to compare with.
    pub earlier: RwSignal<Vec<Run>>,
    /// Whether a run goes on at full speed while nobody looks at the page.
    pub hidden_at_full_speed: RwSignal<bool>,
    /// The first one answers; the others train further seeds.
    pool: StoredValue<Pool, LocalStorage>,
    pending: StoredValue<Pending<Listener>, LocalStorage>,
    watch: StoredValue<Watch>,
    runs: StoredValue<RunId>,
    pub store: Store,
}

/// Runs before the present one that it is compared with.
const MOST_EARLIER: usize = 3;

/// While a run goes on it is kept that often at most.
const KEEP_MS: f64 = 5_000.0;

/// How often silence is listened for.
const TURN: Duration = Duration::from_secs(5);

/// Workers that a run may take: one core is left to the page.
fn spare_cores() -> usize {
    const MOST: usize = 8;
    (window().navigator().hardware_concurrency() as usize).saturating_sub(1).clamp(1, MOST)
}

impl WorkerHandle {
    /// The handle on workers none of which has been started.
    pub fn new(store: Store) -> Self {
        Self {
            standing: RwSignal::new(Standing::Starting),
            run: RwSignal::new(None),
            complaint: RwSignal::new(None),
            policies: RwSignal::new(Policies::default()),
            learnt: StoredValue::new([None, None]),
            checkpoints: StoredValue::new(Checkpoints::new()),
            kept: RwSignal::new(None),
            kept_ms: StoredValue::new(f64::NEG_INFINITY),
            looked: StoredValue::new(false),
            brought_back: RwSignal::new(None),
            earlier_s: RwSignal::new(0.0),
            earlier: RwSignal::new(Vec::new()),
            hidden_at_full_speed: RwSignal::new(false),
            pool: StoredValue::new_local(Pool::default()),
            pending: StoredValue::new_local(Pending::default()),
            watch: StoredValue::new(Watch::default()),
            runs: StoredValue::new(0),
            store,
        }
    }

    /// Whether one's own agent is to answer.
    pub fn asks_own(&self) -> bool {
        self.store.peek(|results| results.view.agent == Whose::Own)
    }

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
    fn begin(&self) {
        let open = |run: &Run| run.seeds.iter().filter(|seed| !seed.over()).count();
        let open = self.run.with_untracked(|run| run.as_ref().map_or(0, open));
        self.begin_next(0);
        for index in 1..=open.saturating_sub(1).min(spare_cores() - 1) {
            self.open_more(index);
        }
        self.pace();
    }

    /// Starts a further worker, which begins once it is ready.
    fn open_more(&self, index: usize) {
        if let Err(error) = self.open(index) {
            self.complaint.set(Some(said::not_started(&error_text(&error))));
        }
    }

    /// Lets the policy of a file answer.
    pub fn import(&self, policy: Vec<u8>) {
        let worker = *self;
        let question = Question::Import { policy: policy.clone() };
        let heard = move |answer| worker.imported(policy, answer);
        if self.question(question, heard).is_err() {
            let why = match self.standing.get_untracked() {
                Standing::Failed(what) => said::worker_failed(&what),
                Standing::Starting | Standing::Ready => said::worker_starting().to_string(),
            };
            self.store.notice.set(Some(Notice {
                title: files::unusable(".aolo"),
                lines: vec![why.into()],
                good: false,
            }));
        }
    }

    /// Says what came of a file.
    fn imported(&self, policy: Vec<u8>, answer: Option<Result<Reply, Refusal>>) {
        let why = match answer {
            Some(Ok(Reply::Imported { algorithm })) => {
                self.policies.update(|all| all.put(algorithm, policy, Origin::Imported));
                self.store.notice.set(Some(Notice {
                    title: files::answers_now(algorithm.name()),
                    lines: Vec::new(),
                    good: true,
                }));
                self.store.speak(algorithm);
                self.store.answer_by(Whose::Own);
                return self.ask_now();
            }
            Some(Err(Refusal::Policy(fault))) => explain::policy_fault(fault),
            Some(Err(Refusal::Because(fault))) => explain::fault(&fault),
            // What was lost with the worker is told where the worker's state is.
            Some(_) | None => return,
        };
        self.store.notice.set(Some(Notice {
            title: files::unusable(".aolo"),
            lines: vec![why.into()],
            good: false,
        }));
    }

    /// Pauses the run, or lets it go on.
    pub fn pause(&self, paused: bool) {
        for (index, run) in self.open_seeds() {
            self.tell(index, if paused { Command::Pause { run } } else { Command::Resume { run } });
        }
    }

    /// Has where the run is kept while there is time: a pause leaves a checkpoint.
    pub(super) fn keep_now(&self) {
        self.keep(0.0);
        if self.run.with_untracked(|run| run.as_ref().and_then(Run::state))
            == Some(RunState::Running)
        {
            self.pause(true);
            self.pause(false);
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

    /// Whether leaving the page now would lose something of a run.
    pub fn would_lose(&self) -> bool {
        let kept = self.kept.get_untracked() == Some(true);
        self.run.with_untracked(|run| {
            run.as_ref().is_some_and(|run| run.unkept() || !run.over() && !kept)
        })
    }

    /// Seeds under way, each with its worker.
    fn open_seeds(&self) -> Vec<(usize, RunId)> {
        let open = |seed: &SeedRun| seed.worker.filter(|_| !seed.over()).map(|it| (it, seed.id));
        self.run
            .with_untracked(|run| run.iter().flat_map(|run| &run.seeds).filter_map(open).collect())
    }

    /// Gives a worker the next seed that waits; with none left, one that was opened for the run
    /// ends. The first worker takes the first seed, so that it keeps answering with it, and that
    /// alone where others can take the rest.
    fn begin_next(&self, index: usize) {
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

    fn open(&self, index: usize) -> Result<(), JsValue> {
        let worker = *self;
        let hear = move |event: MessageEvent| worker.hear(index, &event);
        let fail = move |what: &str| {
            worker.fail(index, what);
            leptos::task::spawn_local(async move {
                if index == 0 && Missing::why().await == Missing::Old {
                    worker.standing.set(Standing::Failed(Missing::Old.said().to_string()));
                }
            });
        };
        self.pool.try_update_value(|pool| pool.open(index, hear, fail)).unwrap_or(Ok(()))
    }

    fn close(&self, index: usize) {
        self.watch.update_value(|watch| watch.end(index));
        self.pool.update_value(|pool| pool.close(index));
    }

    /// Gives up workers that should have something to say, and do not.
    fn listen_for_silence(&self) {
        for index in self.watch.try_update_value(Watch::turn).unwrap_or_default() {
            self.fail(index, said::silent());
        }
    }

    /// Ends what is under way in further workers without waiting for it.
    fn end_run(&self) {
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

    /// Asks the worker something; `hear` hears its answer, once, or that the worker was lost.
    ///
    /// # Errors
    /// Nobody listens; then nothing will be heard.
    pub fn question(
        &self,
        question: Question,
        hear: impl FnOnce(Option<Result<Reply, Refusal>>) + 'static,
    ) -> Result<(), NotSent> {
        let listener: Listener = Box::new(hear);
        let request = self.pending.try_update_value(|pending| pending.add(listener));
        let request = request.ok_or(NotSent::Nobody)?;
        let sent = self.send(0, &Command::Ask { request, question });
        if sent.is_err() {
            self.pending.update_value(|pending| drop(pending.take(request)));
        }
        sent
    }

    fn ask_now(&self) {
        let scenario = self.store.peek(|results| results.view.scenario.clone());
        self.ask(scenario);
    }

    fn ask(&self, scenario: Scenario) {
        if let Some(ask) = self.store.ask_agents.get_value() {
            ask.run(scenario);
        }
    }

    /// Sends a command. A worker that cannot be reached is lost.
    ///
    /// # Errors
    /// Nobody has heard it.
    fn send(&self, index: usize, command: &Command) -> Result<(), NotSent> {
        let sent = self.pool.with_value(|pool| pool.send(index, command));
        match &sent {
            Ok(()) | Err(NotSent::Nobody) => {}
            Err(NotSent::Encoding(error)) => self.fail(index, &explain::protocol(error)),
            Err(NotSent::Browser(error)) => self.fail(index, &error_text(error)),
        }
        sent
    }

    /// Sends a command to a worker that has taken something: if it is gone, so is that.
    fn tell(&self, index: usize, command: Command) {
        if self.send(index, &command).is_err() {
            self.fail(index, said::not_loaded());
        }
    }

    /// Tells the first worker which policies answer; one that starts hears all of them.
    fn tell_policies(&self, commands: impl IntoIterator<Item = Command>) {
        for command in commands {
            if self.send(0, &command).is_err() {
                return;
            }
        }
    }

    fn hear(&self, index: usize, event: &MessageEvent) {
        let Ok(bytes) = event.data().dyn_into::<Uint8Array>() else {
            return self.fail(index, said::no_bytes());
        };
        match protocol::decode::<Event>(&bytes.to_vec()) {
            Ok(event) => self.take(index, event),
            Err(error) => self.fail(index, &explain::protocol(&error)),
        }
    }

    fn take(&self, index: usize, event: Event) {
        self.watch.update_value(|watch| watch.heard(index));
        match event {
            Event::Ready { version } if version == VERSION => {
                self.pool.update_value(|pool| pool.ready(index));
                if index == 0 {
                    self.tell_policies(self.policies.with_untracked(Policies::retell));
                    self.standing.set(Standing::Ready);
                    self.load_shipped();
                }
                // The first one too: a run may have been started before it listened.
                self.begin_next(index);
                self.pace();
            }
            Event::Ready { version: found } => {
                self.fail(index, &explain::protocol(&ProtocolError::Version { found }));
            }
            Event::Answered { request, answer } => {
                let listener = self.pending.try_update_value(|pending| pending.take(request));
                if let Some(listener) = listener.flatten() {
                    listener(Some(answer));
                }
            }
            Event::Failed { run: None, fault } => self.complaint.set(Some(explain::fault(&fault))),
            other => self.take_more(index, other),
        }
    }

    /// Takes what only runs bring.
    fn take_more(&self, index: usize, event: Event) {
        match event {
            Event::Telemetry { run, progress, records } => {
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
                if self.update_seed(run, |it| it.state = Some(state)) {
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

    /// Takes what the agents decide about a scenario of Explore.
    pub(super) fn acted(&self, answer: Result<Reply, Refusal>) {
        match answer {
            Ok(Reply::Acted(acted)) => self.store.hear_agents(acted),
            Err(Refusal::Because(fault)) => self.complaint.set(Some(explain::fault(&fault))),
            _ => {}
        }
    }

    /// Fetches the policies that ship and have not come, then looks for what was kept.
    fn load_shipped(&self) {
        let worker = *self;
        leptos::task::spawn_local(async move {
            for algorithm in worker.policies.with_untracked(Policies::missing) {
                if let Some(file) = worker.fetch_policy(algorithm).await {
                    let load = |all: &mut Policies| all.load(algorithm, file, Origin::Shipped);
                    worker.tell_policies(worker.policies.try_update(load).flatten());
                }
            }
            worker.ask_now();
            if !worker.looked.get_value() {
                worker.looked.set_value(true);
                set_interval(move || worker.listen_for_silence(), TURN);
                worker.bring_back().await;
            }
        });
    }

    /// A policy that ships with the page; none, and said so, where it cannot be fetched.
    async fn fetch_policy(&self, algorithm: Algorithm) -> Option<Vec<u8>> {
        match load::bytes(&format!("www/policies/{}.aolo", algorithm.word())).await {
            Ok(policy) => Some(policy),
            Err(error) => {
                self.complaint.set(Some(error_text(&error)));
                None
            }
        }
    }

    /// Starts the first worker, or anew after it was lost; the policies that answered answer again.
    pub fn restart(&self) {
        self.standing.set(Standing::Starting);
        if let Err(error) = self.open(0) {
            self.fail(0, &said::not_started(&error_text(&error)));
        }
    }

    /// Keeps the run on the device, if the last time is that long ago.
    pub(super) fn keep(&self, pause_ms: f64) {
        let now = now_ms();
        if now - self.kept_ms.get_value() >= pause_ms
            && let Some(run) = self.run.get_untracked()
        {
            self.kept_ms.set_value(now);
            let worker = *self;
            let (learnt, checkpoints) = (self.learnt.get_value(), self.checkpoints.get_value());
            if let Ok(bytes) = (Kept { run, learnt, checkpoints }).to_bytes() {
                leptos::task::spawn_local(async move {
                    worker.kept.set(Some(device::write(bytes).await));
                });
            }
        }
    }

    /// Shows the run that was kept.
    async fn bring_back(&self) {
        if let Some((found, nobody_at_it)) = device::read().await {
            self.show(&found, nobody_at_it);
        }
    }

    /// Shows a run that was kept, has its policies at hand, and lets it go on, unless another has
    /// begun meanwhile.
    fn show(&self, found: &[u8], nobody_at_it: bool) {
        if self.run.with_untracked(Option::is_some) {
            return;
        }
        let Ok(Kept { run, learnt, checkpoints }) = Kept::from_bytes(found, nobody_at_it) else {
            return self.store.notice.set(Some(Notice {
                title: lab::kept_by_another().to_string(),
                lines: Vec::new(),
                good: false,
            }));
        };
        self.kept.set(Some(true));
        self.runs.set_value(run.seeds.iter().map(|seed| seed.id).max().unwrap_or_default());
        self.learnt.set_value(learnt.clone());
        self.checkpoints.set_value(checkpoints);
        let goes_on = !run.over();
        let first = run.seeds.first().map_or(0, |seed| seed.seed);
        self.brought_back.set(Some((run.plan.clone(), first, run.seeds.len() as u64)));
        self.run.set(Some(run));
        for algorithm in Algorithm::ALL {
            if let Some((update, file)) = learnt[algorithm as usize].clone() {
                let load =
                    |all: &mut Policies| all.load(algorithm, file, Origin::Trained { update });
                self.tell_policies(self.policies.try_update(load).flatten());
            }
        }
        self.ask_now();
        if goes_on {
            // That it has gone on, first: should the page die of it, the next one knows.
            self.keep(0.0);
            self.begin();
        }
    }

    /// Forgets the run and what it learnt, here and on the device; the policies that ship answer
    /// in its place.
    pub fn drop_run(&self) {
        let worker = *self;
        self.end_run();
        self.run.set(None);
        self.learnt.set_value([None, None]);
        self.checkpoints.set_value(Checkpoints::new());
        self.policies.update(Policies::forget_trained);
        self.tell_policies([Command::Forget]);
        if self.policies.with_untracked(|all| !all.any_own()) && self.asks_own() {
            self.store.answer_by(Whose::Shipped);
        }
        self.ask_now();
        leptos::task::spawn_local(async move {
            device::forget().await;
            worker.kept.set(None);
        });
    }

    /// A worker is lost: what it was at goes on in another, from its last checkpoint, unless it comes
    /// no further there.
    fn fail(&self, index: usize, what: &str) {
        self.close(index);
        if index == 0 {
            self.standing.set(Standing::Failed(what.to_string()));
            let lost = self.pending.try_update_value(Pending::take_all).unwrap_or_default();
            lost.into_iter().for_each(|listener| listener(None));
        }
        let none_left = self.pool.with_value(|pool| pool.indices().is_empty());
        let mut again = false;
        self.run.update(|run| {
            if let Some(run) = run {
                again = run.lose(index, none_left, what);
            }
        });
        match (again, index) {
            (true, 0) => self.restart(),
            (true, _) => self.open_more(index),
            // What waited for this worker falls to the first one, if that is idle.
            (false, 1..) if self.open_seeds().iter().all(|(worker, _)| *worker != 0) => {
                self.begin_next(0);
            }
            (false, _) => {}
        }
    }
}
