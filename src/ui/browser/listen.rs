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

/// A handler that falls silent together with what listens. A browser tells a box that it was
/// changed, and an element that it has lost the focus, while they are being taken away; Firefox a range
/// that is being dragged, too, also where it is only shown anew. What the handler would read is gone by
/// then, and what was typed and not confirmed goes with it.
pub fn while_here<E: 'static>(mut handler: impl FnMut(E) + 'static) -> impl FnMut(E) + 'static {
    let here = StoredValue::new(());
    move |event| {
        if !here.is_disposed() {
            handler(event);
        }
    }
}
