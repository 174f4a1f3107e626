//! Keys that work everywhere.

use crate::ui::browser::listen;
use crate::ui::state::{Store, history};
use leptos::ev;
use leptos::prelude::*;

/// Undo and redo by their usual keys.
pub fn listen(store: Store) {
    listen::window(ev::keydown, move |event| {
        if !(event.ctrl_key() || event.meta_key()) || in_text(&event) {
            return;
        }
        match (event.key().as_str(), event.shift_key()) {
            ("z", false) if store.undoable.get_untracked() => history::undo(store),
            ("Z" | "z", true) | ("y", _) if store.redoable.get_untracked() => history::redo(),
            _ => return,
        }
        event.prevent_default();
    });
}

/// Whether a key belongs to a text box, which has an undo of its own.
fn in_text(event: &ev::KeyboardEvent) -> bool {
    let Some(target) = event.target() else { return false };
    wasm_bindgen::JsCast::dyn_into::<web_sys::HtmlInputElement>(target)
        .is_ok_and(|input| input.type_() != "range" && input.type_() != "radio")
}
