//! The handle on the workers: starts them, loads the shipped policies, sends commands, hears events.
//! Whatever goes wrong becomes a message; the page goes on without.
//!
//! The first worker lives as long as the page, answers for the agents and trains the first seed of
//! a run. Further seeds take further workers, as many as there are cores to spare, which end with
//! the run. A command to a worker that does not listen yet is an error: what it was for waits until
//! the worker says that it does.

mod keeping;
mod training;

use super::kept::{Checkpoints, Learnt};
use super::policies::Policies;
use super::pool::{NotSent, Pool};
use super::questions::Pending;
use super::run::Run;
use super::watch::Watch;
use crate::learn::Algorithm;
use crate::link::Whose;
use crate::protocol::{
    self, Command, Event, Origin, Plan, ProtocolError, Question, Refusal, Reply, RunId, VERSION,
};
use crate::scenario::Scenario;
use crate::ui::browser::error_text;
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

/// How often silence is listened for.
const TURN: Duration = Duration::from_secs(5);

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
                    lines: vec![lab::opened_not_kept().to_string().into()],
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
