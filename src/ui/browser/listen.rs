//! Listeners that end with whoever listens: with the component that is shown anew in another
//! language, or never where the page itself listens.

use leptos::ev::EventDescriptor;
use leptos::prelude::*;

/// Hears an event of the window.
pub fn window<E>(event: E, handler: impl Fn(E::EventType) + 'static)
where
    E: EventDescriptor + 'static,
    E::EventType: wasm_bindgen::JsCast,
{
    let listener = window_event_listener(event, handler);
    on_cleanup(move || listener.remove());
}
