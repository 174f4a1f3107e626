//! The workers from the page's side: starts them, loads the shipped policies, sends commands, hears
//! events. Whatever goes wrong becomes a message; the page goes on without.
//!
//! The first worker lives as long as the page, answers for the agents and trains the first seed of
//! a run. Further seeds take further workers, as many as there are cores to spare, which end with
//! the run.

use super::kept::{self, Policies};
use super::run::{Learned, Run, SeedRun};
use crate::analysis::Spread;
use crate::learn::Algorithm;
use crate::protocol::{self, Answer, Command, Event, Plan, RunId, RunState, Stop, VERSION};
use crate::scenario::{Decision, Scenario};
use crate::ui::browser::{error_text, now_ms};
use crate::ui::load::until_soon;
use crate::ui::state::{Notice, Store};
use crate::ui::words::explain;
use crate::ui::words::files;
use crate::ui::words::learning as said;
use js_sys::{Array, Uint8Array};
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{MessageEvent, Worker, WorkerOptions, WorkerType};

/// Whether there is a worker to talk to.
#[derive(Clone, Debug, PartialEq)]
pub enum Standing {
    Starting,
    Ready,
    /// It is not there; says what happened and where.
    Failed(String),
}

/// Handle on the worker; copies refer to the same.
#[derive(Clone, Copy)]
pub struct WorkerHandle {
    pub standing: RwSignal<Standing>,
    pub run: RwSignal<Option<Run>>,
    /// What the worker could not do, outside any run.
    pub complaint: RwSignal<Option<String>>,
    /// Decisions in the scenarios that were asked for last.
    pub stops: RwSignal<Vec<Stop>>,
    /// Weights of the policies that answer, as files.
    pub weights: RwSignal<[Option<Vec<u8>>; 2]>,
    /// What the first seed of the run has learnt: updates and weights.
    pub trained: StoredValue<Policies>,
    /// Whether the browser has kept the run.
    pub kept: RwSignal<bool>,
    /// When the run was kept last, ms.
    kept_ms: StoredValue<f64>,
    /// The policies for any scenario were asked for, by this worker.
    any_fetched: StoredValue<bool>,
    /// Weights that were sent and not yet taken.
    importing: StoredValue<Vec<u8>>,
    /// How the total spreads, as asked for last, or why it is not known.
    pub spread: RwSignal<Option<Result<Spread, String>>>,
    /// Seconds of computing of the runs before the present one, all workers together.
    pub earlier_s: RwSignal<f64>,
    /// Whether a run goes on at full speed while nobody looks at the page.
    pub hidden_at_full_speed: RwSignal<bool>,
    /// The first one answers; the others train further seeds.
    workers: StoredValue<Vec<Option<Worker>>, LocalStorage>,
    /// Request, whether it is under way, and the one that waits.
    swept: StoredValue<(u32, bool, Option<Vec<Scenario>>)>,
    /// The last question, and the scenario that waits while one is under way.
    asked: StoredValue<(u32, bool, Option<Scenario>)>,
    /// What the agents answered about another scenario than that of Explore.
    pub inquiry: RwSignal<Vec<Answer>>,
    /// The question it answers.
    inquired: StoredValue<u32>,
    /// The last drawing that was asked for; an older one is of no use any more.
    sampled: StoredValue<u32>,
    runs: StoredValue<RunId>,
    pub store: Store,
}

/// Starts the worker of the same build as this page; index.html carries the build's stamp.
pub fn start(store: Store) -> WorkerHandle {
    let link = WorkerHandle {
        standing: RwSignal::new(Standing::Starting),
        run: RwSignal::new(None),
        complaint: RwSignal::new(None),
        stops: RwSignal::new(Vec::new()),
        weights: RwSignal::new([None, None]),
        trained: StoredValue::new([None, None]),
        kept: RwSignal::new(false),
        kept_ms: StoredValue::new(0.0),
        any_fetched: StoredValue::new(false),
        importing: StoredValue::new(Vec::new()),
        spread: RwSignal::new(None),
        earlier_s: RwSignal::new(0.0),
        hidden_at_full_speed: RwSignal::new(false),
        workers: StoredValue::new_local(Vec::new()),
        swept: StoredValue::new((0, false, None)),
        asked: StoredValue::new((0, false, None)),
        inquiry: RwSignal::new(Vec::new()),
        inquired: StoredValue::new(INQUIRIES),
        sampled: StoredValue::new(0),
        runs: StoredValue::new(0),
        store,
    };
    leptos::task::spawn_local(async move {
        // Would share the line with what people look at first, and is heard by that part.
        until_soon().await;
        link.restart();
    });
    store.ask_agents.set_value(Some(Callback::new(move |scenario| link.ask(scenario))));
    let on_visibility = Closure::<dyn Fn()>::new(move || {
        link.pace();
        // A tab that is closed is hidden first. What is over was kept then.
        let under_way = link.run.with_untracked(|run| run.as_ref().is_some_and(|run| !run.over()));
        if document().hidden() && under_way {
            link.keep(0.0);
        }
    });
    let watched = document().add_event_listener_with_callback(
        "visibilitychange",
        on_visibility.as_ref().unchecked_ref(),
    );
    if let Err(error) = watched {
        web_sys::console::error_1(&error);
    }
    // Lives as long as the page.
    on_visibility.forget();
    link
}

/// Inquiries are numbered from here, so that no question about Explore has the number of one.
const INQUIRIES: u32 = 1 << 31;

/// While a run goes on it is kept that often at most.
const KEEP_MS: f64 = 5_000.0;

/// Workers that a run may take: one core is left to the page.
fn spare_cores() -> usize {
    const MOST: usize = 8;
    (window().navigator().hardware_concurrency() as usize).saturating_sub(1).clamp(1, MOST)
}

fn build() -> String {
    document()
        .document_element()
        .and_then(|html| html.get_attribute("data-build"))
        .unwrap_or_default()
}

fn open(link: WorkerHandle, index: usize) -> Result<Worker, JsValue> {
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    let address = format!("./www/start_worker.js?v={}", build());
    let worker = Worker::new_with_options(&address, &options)?;
    let on_message =
        Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| link.hear(index, &event));
    worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    let on_error = Closure::<dyn Fn(web_sys::Event)>::new(move |event: web_sys::Event| {
        let message = event
            .dyn_ref::<web_sys::ErrorEvent>()
            .map(web_sys::ErrorEvent::message)
            .filter(|message| !message.is_empty())
            .unwrap_or_else(|| said::not_loaded().to_string());
        link.fail(index, &message);
    });
    worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
    // Both live as long as the page.
    on_message.forget();
    on_error.forget();
    Ok(worker)
}

impl WorkerHandle {
    /// Starts a run of `count` seeds from `first` on; one that is under way is stopped.
    pub fn train(&self, plan: Plan, first: u64, count: u64) {
        self.end_run();
        self.run.update(|run| {
            if let Some(run) = run {
                self.earlier_s.update(|sum| *sum += run.progress().elapsed_s);
            }
        });
        self.trained.set_value([None, None]);
        let first_id = self.runs.get_value() + 1;
        self.runs.set_value(first_id + count as RunId);
        let run = Run::new(plan, first, count, first_id);
        let more = run.seeds.len().saturating_sub(1).min(spare_cores() - 1);
        self.run.set(Some(run));
        self.begin_next(0);
        for index in 1..=more {
            // Begins once it is ready.
            match open(*self, index) {
                Ok(worker) => self.workers.update_value(|all| {
                    all.resize(all.len().max(index + 1), None);
                    all[index] = Some(worker);
                }),
                Err(error) => self.complaint.set(Some(said::not_started(&error_text(&error)))),
            }
        }
        self.pace();
    }

    /// Lets the policy of a file answer.
    pub fn import(&self, policy: Vec<u8>) {
        self.importing.set_value(policy.clone());
        self.send(0, &Command::Import { policy });
    }

    /// Pauses the run, or lets it go on.
    pub fn pause(&self, paused: bool) {
        for (index, run) in self.open_seeds() {
            let command = if paused { Command::Pause { run } } else { Command::Resume { run } };
            self.send(index, &command);
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
            self.send(index, &Command::Stop { run });
        }
    }

    /// Seeds under way, each with its worker.
    fn open_seeds(&self) -> Vec<(usize, RunId)> {
        let open = |seed: &SeedRun| seed.worker.filter(|_| !seed.over()).map(|it| (it, seed.id));
        self.run
            .with_untracked(|run| run.iter().flat_map(|run| &run.seeds).filter_map(open).collect())
    }

    /// Gives a worker the next seed that waits; with none left, one that was opened for the run
    /// ends. The first worker takes the first seed alone where others can take the rest, so that
    /// it keeps answering with it.
    fn begin_next(&self, index: usize) {
        let others = || self.workers.with_value(|all| all.iter().skip(1).any(Option::is_some));
        let helped = index == 0 && others();
        let mut next = None;
        self.run.update(|run| {
            if let Some(run) = run
                && !(helped && run.seeds.iter().any(|seed| seed.worker == Some(0)))
            {
                next = run.take_next(index).map(|(id, seed)| (id, seed, run.plan.clone()));
            }
        });
        if let Some((run, seed, plan)) = next {
            let first = self.run.with_untracked(|it| {
                it.as_ref().and_then(|it| it.seeds.first()).is_some_and(|seed| seed.id == run)
            });
            self.send(index, &Command::Start { run, plan, seed, answers: first });
        } else if index > 0 {
            self.close(index);
        }
    }

    fn close(&self, index: usize) {
        self.workers.update_value(|all| {
            if let Some(worker) = all.get_mut(index).and_then(Option::take) {
                // What it still has to say is not of the worker that may take its place.
                worker.set_onmessage(None);
                worker.set_onerror(None);
                worker.terminate();
            }
        });
    }

    /// Ends what is under way without waiting for it.
    fn end_run(&self) {
        let count = self.workers.with_value(Vec::len);
        (1..count).for_each(|index| self.close(index));
    }

    /// While nobody looks, the workers leave the processor to others, unless asked not to.
    pub fn pace(&self) {
        let on = document().hidden() && !self.hidden_at_full_speed.get_untracked();
        for index in 0..self.workers.with_value(Vec::len) {
            self.send(index, &Command::Throttle { on });
        }
    }

    /// Asks for the decisions of optimum and agents in each scenario; while one question is under
    /// way the last one waits.
    pub fn sweep(&self, scenarios: Vec<Scenario>) {
        if self.standing.get_untracked() != Standing::Ready {
            return;
        }
        let (request, busy, _) = self.swept.get_value();
        if busy {
            self.swept.update_value(|swept| swept.2 = Some(scenarios));
            return;
        }
        let request = request.wrapping_add(1);
        self.swept.set_value((request, true, None));
        self.send(0, &Command::Sweep { request, scenarios });
    }

    /// What is being drawn is of no use any more.
    pub fn forget_sample(&self) {
        self.sampled.update_value(|request| *request = request.wrapping_add(1));
    }

    /// Asks how the total of a decision spreads with its uncertain constants.
    pub fn sample(&self, scenario: Scenario, decision: Decision, samples: u32, seed: u64) {
        self.forget_sample();
        let request = self.sampled.get_value();
        let scenario = Box::new(scenario);
        self.send(0, &Command::Sample { request, scenario, decision, samples, seed });
    }

    /// Asks the agents for their decisions; while one question is under way the last one waits.
    fn ask(&self, scenario: Scenario) {
        if self.standing.get_untracked() != Standing::Ready {
            return;
        }
        let (request, busy, _) = self.asked.get_value();
        if busy {
            self.asked.update_value(|asked| asked.2 = Some(scenario));
            return;
        }
        let request = request.wrapping_add(1);
        self.asked.set_value((request, true, None));
        self.send(0, &Command::Act { request, scenario: Box::new(scenario) });
    }

    /// Asks the agents about another scenario than that of Explore.
    pub fn inquire(&self, scenario: Scenario) {
        let request = self.inquired.get_value().wrapping_add(1).max(INQUIRIES);
        self.inquired.set_value(request);
        self.send(0, &Command::Act { request, scenario: Box::new(scenario) });
    }

    fn ask_now(&self) {
        let scenario = self.store.peek(|results| results.view.scenario.clone());
        self.ask(scenario);
    }

    fn send(&self, index: usize, command: &Command) {
        let bytes = match protocol::encode(command) {
            Ok(bytes) => Uint8Array::from(bytes.as_slice()),
            Err(error) => return self.fail(index, &error.to_string()),
        };
        let transfer = Array::of1(&bytes.buffer());
        let sent = self.workers.with_value(|all| {
            let worker = all.get(index).and_then(Option::as_ref);
            worker.map(|worker| worker.post_message_with_transfer(&bytes, &transfer))
        });
        if let Some(Err(error)) = sent {
            self.fail(index, &error_text(&error));
        }
    }

    fn hear(&self, index: usize, event: &MessageEvent) {
        let Ok(bytes) = event.data().dyn_into::<Uint8Array>() else {
            return self.fail(index, said::no_bytes());
        };
        match protocol::decode::<Event>(&bytes.to_vec()) {
            Ok(event) => self.take(index, event),
            Err(error) => self.fail(index, &error.to_string()),
        }
    }

    fn take(&self, index: usize, event: Event) {
        match event {
            Event::Ready { version } if version == VERSION => {
                if index == 0 {
                    self.standing.set(Standing::Ready);
                    if self.weights.with_untracked(|all| all.iter().all(Option::is_some)) {
                        self.load_weights();
                    } else {
                        self.load_shipped(false);
                    }
                } else {
                    self.begin_next(index);
                }
                self.pace();
            }
            Event::Ready { version } => self.fail(
                index,
                &format!(
                    "the worker speaks protocol version {version}, the page {VERSION}; reload the page"
                ),
            ),
            Event::Acted { request, answers, outside } => self.acted(request, answers, outside),
            Event::Failed { run: None, message } => {
                // A question that failed is no longer under way.
                self.asked.update_value(|asked| asked.1 = false);
                self.swept.update_value(|swept| swept.1 = false);
                self.complaint.set(Some(message));
            }
            other => self.later_take(index, other),
        }
    }

    /// Takes what only runs, files and the Lab bring.
    #[inline(never)]
    fn later_take(&self, index: usize, event: Event) {
        match event {
            Event::Telemetry { run, progress, records } => {
                let news = !records.is_empty();
                let known = self.update_seed(run, |it| {
                    it.progress = progress;
                    it.records.extend(records);
                });
                if known && news && index == 0 {
                    self.ask_now();
                }
                if known && news {
                    self.keep(KEEP_MS);
                }
            }
            Event::Rule { run, natural } => {
                if self.update_seed(run, |_| ()) {
                    self.run.update(|run| {
                        if let Some(run) = run {
                            run.natural = Some(natural);
                        }
                    });
                }
            }
            Event::Snapshot { run, algorithm, policy, update } => {
                // Those of the first seed answer.
                let first = self.run.with_untracked(|it| {
                    it.as_ref().and_then(|it| it.seeds.first()).is_some_and(|it| it.id == run)
                });
                if first {
                    let learnt = Some((update, policy.clone()));
                    self.trained.update_value(|all| all[algorithm as usize] = learnt);
                    self.weights.update(|all| all[algorithm as usize] = Some(policy));
                }
            }
            Event::Imported { algorithm } => {
                let policy = self.importing.get_value();
                self.weights.update(|all| all[algorithm as usize] = Some(policy));
                self.store.speaker.set(algorithm);
                self.store.notice.set(Some(Notice {
                    title: files::answers_now(algorithm.name()),
                    lines: Vec::new(),
                    good: true,
                }));
                self.ask_now();
            }
            Event::Unusable { fault } => self.store.notice.set(Some(Notice {
                title: files::unusable(".aolo"),
                lines: vec![explain::policy_fault(fault)],
                good: false,
            })),
            Event::Learned { run, algorithm, update, digest, settled } => {
                let learned = Learned { algorithm, update, digest, settled };
                self.update_seed(run, |it| it.learned.push(learned));
            }
            Event::State { run, state } => {
                if self.update_seed(run, |it| it.state = Some(state)) {
                    if index == 0 {
                        self.ask_now();
                    }
                    if matches!(state, RunState::Finished | RunState::Stopped) {
                        self.keep(0.0);
                        self.begin_next(index);
                    }
                }
            }
            Event::Swept { request, stops } => self.heard_sweep(request, stops),
            Event::Sampled { request, spread } => {
                if request == self.sampled.get_value() {
                    self.spread.set(Some(spread));
                }
            }
            Event::Failed { run: Some(run), message } => {
                self.update_seed(run, |it| {
                    it.state = Some(RunState::Stopped);
                    it.failure = Some(message);
                });
                self.begin_next(index);
            }
            Event::Ready { .. } | Event::Acted { .. } | Event::Failed { run: None, .. } => {
                debug_assert!(false, "taken before");
            }
        }
    }

    /// Changes the seed of that id; false for events of an older run.
    fn update_seed(&self, id: RunId, change: impl FnOnce(&mut SeedRun)) -> bool {
        let known = self.run.with_untracked(|run| {
            run.as_ref().is_some_and(|run| run.seeds.iter().any(|seed| seed.id == id))
        });
        if known {
            self.run.update(|run| {
                if let Some(seed) = run.as_mut().and_then(|run| run.seed_mut(id)) {
                    change(seed);
                }
            });
        }
        known
    }

    fn heard_sweep(&self, request: u32, stops: Vec<Stop>) {
        let (last, _, waiting) = self.swept.get_value();
        if request != last {
            return;
        }
        self.swept.set_value((last, false, None));
        match waiting {
            Some(scenarios) => self.sweep(scenarios),
            None => self.stops.set(stops),
        }
    }

    fn acted(&self, request: u32, answers: Vec<Answer>, outside: Vec<String>) {
        if request == self.inquired.get_value() {
            return self.inquiry.set(answers);
        }
        let (last, _, waiting) = self.asked.get_value();
        if request != last {
            return;
        }
        self.asked.set_value((last, false, None));
        if !outside.is_empty() && !self.any_fetched.get_value() {
            // Only people who leave AOLO-Bench need the others, which answer in a moment.
            self.load_shipped(true);
        } else {
            self.store.hear_agents(answers, outside);
        }
        if let Some(scenario) = waiting {
            self.ask(scenario);
        }
    }

    /// Hands policies that ship with the page to the worker, then asks them: those of AOLO-Bench,
    /// or those for any scenario.
    fn load_shipped(&self, any: bool) {
        let link = *self;
        self.any_fetched.set_value(any);
        leptos::task::spawn_local(async move {
            for algorithm in Algorithm::ALL {
                let kind = if any { "-any" } else { "" };
                let file = format!("./www/policies/{}{kind}.aolo?v={}", algorithm.word(), build());
                match fetch(&file).await {
                    Ok(policy) => {
                        if !any {
                            let kept = Some(policy.clone());
                            link.weights.update(|all| all[algorithm as usize] = kept);
                        }
                        link.send(0, &Command::Load { algorithm, policy, update: None });
                    }
                    Err(error) => {
                        link.complaint.set(Some(format!("{file}: {}", error_text(&error))))
                    }
                }
            }
            link.ask_now();
            if !any {
                kept::bring_back(link);
            }
        });
    }

    /// Starts the first worker, or anew after it was lost; the policies that answered answer again.
    pub fn restart(&self) {
        self.standing.set(Standing::Starting);
        self.any_fetched.set_value(false);
        match open(*self, 0) {
            Ok(worker) => self.workers.update_value(|all| {
                all.resize(all.len().max(1), None);
                all[0] = Some(worker);
            }),
            Err(error) => {
                self.standing.set(Standing::Failed(said::not_started(&error_text(&error))))
            }
        }
    }

    /// Hands the worker the policies that answer, and asks them.
    fn load_weights(&self) {
        let weights = self.weights.get_untracked();
        for algorithm in Algorithm::ALL {
            let Some(policy) = weights[algorithm as usize].clone() else { continue };
            let update = self.trained.with_value(|all| {
                all[algorithm as usize].as_ref().filter(|it| it.1 == policy).map(|it| it.0)
            });
            self.send(0, &Command::Load { algorithm, policy, update });
        }
        self.ask_now();
    }

    /// Keeps the run on the device, if the last time is that long ago.
    fn keep(&self, pause_ms: f64) {
        let now = now_ms();
        if self.run.with_untracked(Option::is_some) && now - self.kept_ms.get_value() >= pause_ms {
            self.kept_ms.set_value(now);
            kept::later_keep(*self);
        }
    }

    /// Shows a run that was kept, whose policies answer from now on.
    pub fn show_kept(&self, run: Run, policies: Policies) {
        self.runs.set_value(run.seeds.iter().map(|seed| seed.id).max().unwrap_or_default());
        self.weights.update(|all| {
            for (answers, learnt) in all.iter_mut().zip(&policies) {
                if let Some((_, policy)) = learnt {
                    *answers = Some(policy.clone());
                }
            }
        });
        self.trained.set_value(policies);
        self.run.set(Some(run));
        self.load_weights();
    }

    /// Lets the policies that ship answer again.
    pub fn forget_run(&self) {
        self.end_run();
        self.run.set(None);
        self.trained.set_value([None, None]);
        self.load_shipped(false);
    }

    /// A worker is lost: what it was at is over, the others go on.
    fn fail(&self, index: usize, what: &str) {
        if index == 0 {
            self.asked.update_value(|asked| asked.1 = false);
            self.swept.update_value(|swept| swept.1 = false);
            self.standing.set(Standing::Failed(what.to_string()));
        }
        self.close(index);
        self.run.update(|run| {
            let Some(run) = run else { return };
            let open = run.seeds.iter_mut().filter(|seed| !seed.over());
            for seed in open.filter(|seed| seed.worker == Some(index)) {
                seed.state = Some(RunState::Stopped);
                seed.failure = Some(what.to_string());
            }
            // Without a worker left nobody would ever take what waits.
            run.stopped |= self.workers.with_value(|all| all.iter().all(Option::is_none));
        });
        // What waited for this worker falls to the first one, if that is idle.
        if index > 0 && self.open_seeds().iter().all(|(worker, _)| *worker != 0) {
            self.begin_next(0);
        }
    }
}

async fn fetch(address: &str) -> Result<Vec<u8>, JsValue> {
    let response = JsFuture::from(window().fetch_with_str(address)).await?;
    let response: web_sys::Response = response.dyn_into()?;
    if !response.ok() {
        return Err(js_sys::Error::new(&said::status(&response.status().to_string())).into());
    }
    let buffer = JsFuture::from(response.array_buffer()?).await?;
    Ok(Uint8Array::new(&buffer).to_vec())
}
