//! The start: opens the first worker, and lets Explore ask it.

use super::asker::Asker;
use super::link::WorkerHandle;
use crate::protocol::Question;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;

/// Starts the first worker, once what hears it is there. Nothing of this is in what opens the page.
pub fn connect() {
    let worker: WorkerHandle = expect_context();
    let explore = Asker::new(worker, move |answer| worker.acted(answer));
    let shown = StoredValue::new(None);
    worker.store.ask_agents.set_value(Some(Callback::new(move |scenario| {
        let own = worker.asks_own();
        // Of what stands as it stood, a policy is asked that has learnt meanwhile: nobody moves anything.
        let view = worker.store.peek(|results| Some(results.view.clone()));
        if shown.with_value(|shown| *shown != view) {
            worker.give_way();
            shown.set_value(view);
        }
        explore.ask(Question::Act { scenario: Box::new(scenario), own });
    })));
    // Browsers ask in their own words.
    let on_leave = Closure::<dyn Fn(web_sys::Event)>::new(move |event: web_sys::Event| {
        if worker.would_lose() {
            event.prevent_default();
        }
    });
    let asked = window()
        .add_event_listener_with_callback("beforeunload", on_leave.as_ref().unchecked_ref());
    if let Err(error) = asked {
        web_sys::console::error_1(&error);
    }
    on_leave.forget();
    let on_visibility = Closure::<dyn Fn()>::new(move || {
        worker.pace();
        // A tab that is closed is hidden first. What is over was kept then.
        let under_way =
            worker.run.with_untracked(|run| run.as_ref().is_some_and(|run| !run.over()));
        if document().hidden() && under_way {
            worker.keep_now();
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
    worker.restart();
}
