//! The worker from the page's side: starts it, loads the shipped policies, sends commands, hears
//! events. Whatever goes wrong becomes a message; the page goes on without.

use super::state::{AgentAnswer, Store};
use super::words::learning as said;
use crate::protocol::{self, Command, Event, Progress, RunId, RunState, VERSION};
use crate::scenario::Scenario;
use crate::telemetry::{Algorithm, Record};
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

/// A run as the page knows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    pub id: RunId,
    pub updates: u64,
    /// None until the worker has taken it up.
    pub state: Option<RunState>,
    pub progress: Progress,
    pub failure: Option<String>,
}

/// Handle on the worker; copies refer to the same.
#[derive(Clone, Copy)]
pub struct WorkerLink {
    pub standing: RwSignal<Standing>,
    pub run: RwSignal<Option<Run>>,
    pub records: RwSignal<Vec<Record>>,
    /// What the worker could not do, outside any run.
    pub complaint: RwSignal<Option<String>>,
    worker: StoredValue<Option<Worker>, LocalStorage>,
    /// The last question, and the scenario that waits while one is under way.
    asked: StoredValue<(u32, bool, Option<Scenario>)>,
    runs: StoredValue<RunId>,
    store: Store,
}

/// Starts the worker of the same build as this page; index.html carries the build's stamp.
pub fn start(store: Store) -> WorkerLink {
    let link = WorkerLink {
        standing: RwSignal::new(Standing::Starting),
        run: RwSignal::new(None),
        records: RwSignal::new(Vec::new()),
        complaint: RwSignal::new(None),
        worker: StoredValue::new_local(None),
        asked: StoredValue::new((0, false, None)),
        runs: StoredValue::new(0),
        store,
    };
    match open(link) {
        Ok(worker) => link.worker.set_value(Some(worker)),
        Err(error) => link.standing.set(Standing::Failed(said::not_started(&words(&error)))),
    }
    store.ask_agents.set_value(Some(Callback::new(move |scenario| link.ask(scenario))));
    link
}

fn build() -> String {
    document()
        .document_element()
        .and_then(|html| html.get_attribute("data-build"))
        .unwrap_or_default()
}

fn open(link: WorkerLink) -> Result<Worker, JsValue> {
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    let address = format!("./www/start_worker.js?v={}", build());
    let worker = Worker::new_with_options(&address, &options)?;
    let on_message =
        Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| link.hear(&event));
    worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    let on_error = Closure::<dyn Fn(web_sys::Event)>::new(move |event: web_sys::Event| {
        let message = event
            .dyn_ref::<web_sys::ErrorEvent>()
            .map(web_sys::ErrorEvent::message)
            .filter(|message| !message.is_empty())
            .unwrap_or_else(|| said::not_loaded().to_string());
        link.fail(&message);
    });
    worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
    // Both live as long as the page.
    on_message.forget();
    on_error.forget();
    Ok(worker)
}

fn words(error: &JsValue) -> String {
    error
        .dyn_ref::<js_sys::Error>()
        .map_or_else(|| format!("{error:?}"), |error| String::from(error.message()))
}

impl WorkerLink {
    /// Starts a run of both learners; one that is under way is stopped.
    pub fn train(&self, seed: u64, updates: u64) {
        let run = self.runs.get_value() + 1;
        self.runs.set_value(run);
        self.records.set(Vec::new());
        self.run.set(Some(Run {
            id: run,
            updates,
            state: None,
            progress: Progress::default(),
            failure: None,
        }));
        self.send(&Command::Start { run, algorithms: Algorithm::ALL.to_vec(), seed, updates });
    }

    /// Sends a command about the present run.
    pub fn tell_run(&self, command: impl FnOnce(RunId) -> Command) {
        if let Some(id) = self.run.with_untracked(|run| run.as_ref().map(|run| run.id)) {
            self.send(&command(id));
        }
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
        self.send(&Command::Act { request, scenario: Box::new(scenario) });
    }

    fn ask_now(&self) {
        let scenario = self.store.peek(|results| results.view.scenario.clone());
        self.ask(scenario);
    }

    fn send(&self, command: &Command) {
        let bytes = match protocol::encode(command) {
            Ok(bytes) => Uint8Array::from(bytes.as_slice()),
            Err(error) => return self.fail(&error.to_string()),
        };
        let transfer = Array::of1(&bytes.buffer());
        let sent = self.worker.with_value(|worker| {
            worker.as_ref().map(|worker| worker.post_message_with_transfer(&bytes, &transfer))
        });
        if let Some(Err(error)) = sent {
            self.fail(&words(&error));
        }
    }

    fn hear(&self, event: &MessageEvent) {
        let Ok(bytes) = event.data().dyn_into::<Uint8Array>() else {
            return self.fail(said::no_bytes());
        };
        match protocol::decode::<Event>(&bytes.to_vec()) {
            Ok(event) => self.take(event),
            Err(error) => self.fail(&error.to_string()),
        }
    }

    fn take(&self, event: Event) {
        match event {
            Event::Ready { version } if version == VERSION => {
                self.standing.set(Standing::Ready);
                self.load_shipped();
            }
            Event::Ready { version } => self.fail(&format!(
                "the worker speaks protocol version {version}, the page {VERSION}; reload the page"
            )),
            Event::Telemetry { run, progress, records } => {
                if self.update_run(run, |it| it.progress = progress) && !records.is_empty() {
                    self.records.update(|all| all.extend(records));
                    self.ask_now();
                }
            }
            Event::Snapshot { .. } => {}
            Event::State { run, state } => {
                if self.update_run(run, |it| it.state = Some(state)) {
                    self.ask_now();
                }
            }
            Event::Acted { request, answers, outside } => self.acted(request, answers, outside),
            Event::Failed { run: Some(run), message } => {
                self.update_run(run, |it| {
                    it.state = Some(RunState::Stopped);
                    it.failure = Some(message);
                });
            }
            Event::Failed { run: None, message } => self.complaint.set(Some(message)),
        }
    }

    /// Changes the present run; false for events of an older one.
    fn update_run(&self, id: RunId, change: impl FnOnce(&mut Run)) -> bool {
        let present = self.run.with_untracked(|run| run.as_ref().is_some_and(|run| run.id == id));
        if present {
            self.run.update(|run| {
                if let Some(run) = run {
                    change(run);
                }
            });
        }
        present
    }

    fn acted(&self, request: u32, answers: Vec<protocol::Answer>, outside: Vec<String>) {
        let (last, _, waiting) = self.asked.get_value();
        if request != last {
            return;
        }
        self.asked.set_value((last, false, None));
        let answers = answers
            .into_iter()
            .map(|it| AgentAnswer {
                algorithm: it.algorithm,
                decision: it.decision,
                update: it.update,
                spike_rate: it.spike_rate,
            })
            .collect();
        self.store.hear_agents(answers, outside);
        if let Some(scenario) = waiting {
            self.ask(scenario);
        }
    }

    /// Hands the policies that ship with the page to the worker, then asks them.
    fn load_shipped(&self) {
        let link = *self;
        leptos::task::spawn_local(async move {
            for algorithm in Algorithm::ALL {
                let file = format!("./www/policies/{}.aolo?v={}", algorithm.word(), build());
                match fetch(&file).await {
                    Ok(policy) => link.send(&Command::Load { algorithm, policy }),
                    Err(error) => link.complaint.set(Some(format!("{file}: {}", words(&error)))),
                }
            }
            link.ask_now();
        });
    }

    fn fail(&self, what: &str) {
        self.asked.update_value(|asked| asked.1 = false);
        self.standing.set(Standing::Failed(what.to_string()));
        self.run.update(|run| {
            if let Some(run) = run
                && !matches!(run.state, Some(RunState::Finished | RunState::Stopped))
            {
                run.state = Some(RunState::Stopped);
                run.failure = Some(what.to_string());
            }
        });
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
