//! The workers with what hears them; a worker ends when it is dropped, and its closures with it.

use crate::protocol::{self, Command, ProtocolError};
use crate::ui::load;
use crate::ui::words::learning as said;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{ErrorEvent, MessageEvent, Worker};

/// What a command meets that was not sent.
#[derive(Debug)]
pub enum NotSent {
    /// No worker is there, or it does not listen yet.
    Nobody,
    Encoding(ProtocolError),
    /// The browser did not take it.
    Browser(JsValue),
}

/// One worker.
struct Member {
    worker: Worker,
    /// It has said that it listens.
    ready: bool,
    _on_message: Closure<dyn Fn(MessageEvent)>,
    _on_error: Closure<dyn Fn(ErrorEvent)>,
}

impl Drop for Member {
    fn drop(&mut self) {
        // What it still has to say is not of the worker that may take its place.
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

/// All workers of the page by their index.
#[derive(Default)]
pub struct Pool {
    members: Vec<Option<Member>>,
}

impl Pool {
    /// Starts a worker of the same build as this page, in the place of the one of that index.
    ///
    /// # Errors
    /// What the browser says.
    pub fn open(
        &mut self,
        index: usize,
        hear: impl Fn(MessageEvent) + 'static,
        fail: impl Fn(&str) + 'static,
    ) -> Result<(), JsValue> {
        let worker = load::worker()?;
        let on_message = Closure::<dyn Fn(MessageEvent)>::new(hear);
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        let on_error = Closure::<dyn Fn(ErrorEvent)>::new(move |event: ErrorEvent| {
            // What could not be loaded is told by an event that is no error's and says nothing.
            let message = event.dyn_ref::<ErrorEvent>().map(ErrorEvent::message);
            let message = message.filter(|message| !message.is_empty());
            fail(message.as_deref().unwrap_or_else(|| said::not_loaded()));
        });
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        if self.members.len() <= index {
            self.members.resize_with(index + 1, || None);
        }
        if let Some(place) = self.members.get_mut(index) {
            *place =
                Some(Member { worker, ready: false, _on_message: on_message, _on_error: on_error });
        }
        Ok(())
    }

    /// A worker has said that it listens.
    pub fn ready(&mut self, index: usize) {
        if let Some(member) = self.members.get_mut(index).and_then(Option::as_mut) {
            member.ready = true;
        }
    }

    /// Ends a worker.
    pub fn close(&mut self, index: usize) {
        self.members.get_mut(index).and_then(Option::take);
    }

    /// Sends a command.
    ///
    /// # Errors
    /// Nobody listens, or it cannot be sent.
    pub fn send(&self, index: usize, command: &Command) -> Result<(), NotSent> {
        let member = self.members.get(index).and_then(Option::as_ref);
        let member = member.filter(|member| member.ready).ok_or(NotSent::Nobody)?;
        let bytes = protocol::encode(command).map_err(NotSent::Encoding)?;
        let bytes = Uint8Array::from(bytes.as_slice());
        let transfer = Array::of1(&bytes.buffer());
        member.worker.post_message_with_transfer(&bytes, &transfer).map_err(NotSent::Browser)
    }

    /// Indices of all workers, those too that do not listen yet.
    pub fn indices(&self) -> Vec<usize> {
        let there = |(index, member): (usize, &Option<Member>)| member.as_ref().map(|_| index);
        self.members.iter().enumerate().filter_map(there).collect()
    }
}
