//! The message pump: bytes in, a slice of work, bytes out.

use super::session::Session;
use crate::protocol::{self, Command, Event, Fault, VERSION};
use js_sys::{Array, Uint8Array};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageChannel, MessageEvent};

/// Rest after a slice while throttled, ms: about a tenth of a core is left.
const REST_MS: i32 = 270;
/// Rest after a slice while somebody moves something, ms: a third of a core is left, so that on
/// two of them the page has one to itself.
const GIVE_WAY_MS: i32 = 60;
/// So long after a scenario came somebody still moves something, ms.
const MOVING_MS: f64 = 100.0;

/// Everything that the callbacks share.
struct Pump {
    scope: DedicatedWorkerGlobalScope,
    session: RefCell<Session>,
    /// Work asks for itself through this channel: a timer would be held back to 4 ms.
    channel: MessageChannel,
    /// A request of that kind is under way.
    asked: Cell<bool>,
    /// When the page last sent another scenario, ms.
    moved_ms: Cell<f64>,
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
        channel,
        asked: Cell::new(false),
        moved_ms: Cell::new(f64::NEG_INFINITY),
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
}

impl Pump {
    fn hear(&self, event: &MessageEvent) {
        let bytes = Uint8Array::new(&event.data()).to_vec();
        let events = match protocol::decode::<Command>(&bytes) {
            Ok(command) => self.session.borrow_mut().handle(command),
            Err(_) => vec![Event::Failed { run: None, fault: Fault::Message }],
        };
        events.iter().for_each(|event| self.post(event));
        if self.session.borrow().moved() {
            self.moved_ms.set(self.now_ms());
        }
        self.ask();
    }

    fn now_ms(&self) -> f64 {
        self.scope.performance().map_or(0.0, |clock| clock.now())
    }

    fn work(&self) {
        self.asked.set(false);
        let events = self.session.borrow_mut().slice(|| self.now_ms() / 1000.0);
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
            let moving = self.now_ms() - self.moved_ms.get() < MOVING_MS;
            (moving && !session.awaited()).then_some(GIVE_WAY_MS)
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
