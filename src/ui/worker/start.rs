//! The start: lets Explore ask the first worker, which is opened once what hears it is there.

use super::asker::Asker;
use super::link::WorkerHandle;
use crate::protocol::Question;
use crate::ui::state::Store;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;

/// The handle on workers, none of which is started yet.
pub fn start(store: Store) -> WorkerHandle {
    let worker = WorkerHandle::new(store);
    let explore = Asker::new(worker, move |answer| worker.acted(answer));
    store.ask_agents.set_value(Some(Callback::new(move |scenario| {
        explore.ask(Question::Act { scenario: Box::new(scenario) });
    })));
    let on_visibility = Closure::<dyn Fn()>::new(move || {
        worker.pace();
        // A tab that is closed is hidden first. What is over was kept then.
        let under_way =
            worker.run.with_untracked(|run| run.as_ref().is_some_and(|run| !run.over()));
        if document().hidden() && under_way {
            worker.keep(0.0);
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
    worker
}
