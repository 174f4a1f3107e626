//! The message pump: bytes in, a slice of work, bytes out.
//!
//! The worker starts with what answers as the agents; what trains, sweeps and draws is fetched then, and
//! what plans a day once somebody asks for one. Commands wait for what they take: `docs/cut.md`.

use super::session::{Part, Session};
use crate::protocol::{self, Command, Event, Fault, VERSION};
use js_sys::{Array, Uint8Array};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_split_helpers::{SplitLoaderError, wasm_split};
use web_sys::{DedicatedWorkerGlobalScope, MessageChannel, MessageEvent};

/// Rest after a slice while throttled, ms: about a tenth of a core is left.
const REST_MS: i32 = 270;
/// Rest of each worker after a slice while somebody moves something, ms for each worker there is:
/// together they take a third to a half of a core, so that on two of them the page has one to itself.
const GIVE_WAY_MS: f64 = 60.0;
/// So long somebody still moves something after a worker was asked to give way, ms.
const MOVING_MS: f64 = 100.0;

#[wasm_bindgen]
extern "C" {
    /// The page hears it as the `error` event of its worker.
    #[wasm_bindgen(js_name = reportError)]
    fn report_error(error: &JsValue);
}

/// What trains, sweeps and draws, as functions of the part that is fetched after the worker has started.
#[derive(Clone, Copy)]
struct Learning {
    handle: Handle,
    slice: fn(&mut Session, &dyn Fn() -> f64) -> Vec<Event>,
}

#[wasm_split(learning, fallible)]
fn learning() -> Result<Learning, SplitLoaderError> {
    Ok(Learning {
        handle: |session, command| session.learn(command),
        slice: |session, now_s| session.slice(now_s),
    })
}

/// Obeys a command.
type Handle = fn(&mut Session, Command) -> Vec<Event>;

/// What plans a day.
#[wasm_split(day, fallible)]
fn day() -> Result<Handle, SplitLoaderError> {
    Ok(|session, command| session.plan_day(command))
}

/// Everything that the callbacks share.
struct Pump {
    scope: DedicatedWorkerGlobalScope,
    session: RefCell<Session>,
    /// There once it is fetched.
    learning: Cell<Option<Learning>>,
    day: Cell<Option<Handle>>,
    /// Commands that wait for a part, and those that came behind them.
    waiting: RefCell<Vec<Command>>,
    /// Work asks for itself through this channel: a timer would be held back to 4 ms.
    channel: MessageChannel,
    /// A request of that kind is under way.
    asked: Cell<bool>,
    /// Until when it gives way, and how long it rests after a slice till then, ms.
    gives_way_ms: Cell<(f64, f64)>,
}

/// Starts listening and says so.
pub fn start() {
    console_error_panic_hook::set_once();
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let channel = match MessageChannel::new() {
        Ok(channel) => channel,
        Err(error) => return web_sys::console::error_1(&error),
    };
    let pump = Rc::new(Pump {
        scope,
        session: RefCell::default(),
        learning: Cell::new(None),
        day: Cell::new(None),
        waiting: RefCell::default(),
        channel,
        asked: Cell::new(false),
        gives_way_ms: Cell::new((f64::NEG_INFINITY, 0.0)),
    });
    let work = {
        let pump = Rc::clone(&pump);
        Closure::<dyn Fn()>::new(move || pump.work())
    };
    pump.channel.port1().set_onmessage(Some(work.as_ref().unchecked_ref()));
    let listen = {
        let pump = Rc::clone(&pump);
        Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| pump.hear(&event))
    };
    pump.scope.set_onmessage(Some(listen.as_ref().unchecked_ref()));
    // The worker lives as long as its callbacks: for good.
    work.forget();
    listen.forget();
    pump.post(&Event::Ready { version: VERSION });
    wasm_bindgen_futures::spawn_local(async move {
        // What fails now is tried again when it is needed.
        if let Ok(learning) = learning().await {
            pump.learning.set(Some(learning));
        }
    });
}

impl Pump {
    fn hear(self: &Rc<Self>, event: &MessageEvent) {
        let bytes = Uint8Array::new(&event.data()).to_vec();
        match protocol::decode::<Command>(&bytes) {
            Ok(command) => self.obey(command),
            Err(_) => self.post(&Event::Failed { run: None, fault: Fault::Message }),
        }
        if let Some(workers) = self.session.borrow().gives_way() {
            self.gives_way_ms.set((self.now_ms() + MOVING_MS, GIVE_WAY_MS * f64::from(workers)));
        }
        self.ask();
    }

    fn obey(self: &Rc<Self>, command: Command) {
        if !self.waiting.borrow().is_empty() {
            return self.waiting.borrow_mut().push(command);
        }
        let answered = self.session.borrow_mut().answer(command);
        let (part, command) = match answered {
            Ok(events) => return events.iter().for_each(|event| self.post(event)),
            Err(back) => *back,
        };
        let handle = match part {
            Part::Learning => self.learning.get().map(|it| it.handle),
            Part::Day => self.day.get(),
        };
        match handle {
            Some(handle) => {
                let events = handle(&mut self.session.borrow_mut(), command);
                events.iter().for_each(|event| self.post(event));
            }
            None => {
                self.waiting.borrow_mut().push(command);
                let pump = Rc::clone(self);
                wasm_bindgen_futures::spawn_local(async move { pump.obey_waiting(part).await });
            }
        }
    }

    /// Obeys what waits once the part is there that the first of it takes.
    async fn obey_waiting(self: &Rc<Self>, part: Part) {
        let file = match part {
            Part::Learning => match learning().await {
                Ok(learning) => {
                    self.learning.set(Some(learning));
                    None
                }
                Err(_) => Some("split_learning.wasm"),
            },
            Part::Day => match day().await {
                Ok(day) => {
                    self.day.set(Some(day));
                    None
                }
                Err(_) => Some("split_day.wasm"),
            },
        };
        let waiting = self.waiting.take();
        match file {
            None => {
                waiting.into_iter().for_each(|command| self.obey(command));
                self.ask();
            }
            Some(file) => report_error(&js_sys::Error::new(file).into()),
        }
    }

    fn now_ms(&self) -> f64 {
        self.scope.performance().map_or(0.0, |clock| clock.now())
    }

    fn work(&self) {
        self.asked.set(false);
        let Some(learning) = self.learning.get() else { return };
        let events = (learning.slice)(&mut self.session.borrow_mut(), &|| self.now_ms() / 1000.0);
        events.iter().for_each(|event| self.post(event));
        self.ask();
    }

    /// Asks for another slice; messages that came meanwhile are heard first. Throttled, or while
    /// somebody moves something, it comes after a rest.
    fn ask(&self) {
        let session = self.session.borrow();
        if !session.busy() || self.asked.replace(true) {
            return;
        }
        let rest_ms = if session.throttled() {
            Some(REST_MS)
        } else {
            let (until_ms, rest_ms) = self.gives_way_ms.get();
            (self.now_ms() < until_ms && !session.awaited()).then_some(rest_ms as i32)
        };
        // What a message of the channel would call.
        let work = self.channel.port1().onmessage();
        let asked = match rest_ms.zip(work) {
            Some((rest_ms, work)) => self
                .scope
                .set_timeout_with_callback_and_timeout_and_arguments_0(&work, rest_ms)
                .map(|_| ()),
            None => self.channel.port2().post_message(&JsValue::NULL),
        };
        if let Err(error) = asked {
            web_sys::console::error_1(&error);
        }
    }

    fn post(&self, event: &Event) {
        let bytes = match protocol::encode(event) {
            Ok(bytes) => Uint8Array::from(bytes.as_slice()),
            Err(error) => return web_sys::console::error_1(&error.to_string().into()),
        };
        let transfer = Array::of1(&bytes.buffer());
        if let Err(error) = self.scope.post_message_with_transfer(&bytes, &transfer) {
            web_sys::console::error_1(&error);
        }
    }
}
