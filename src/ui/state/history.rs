//! The address follows the view: a share link at any time, and Back undoes.
//!
//! While something is held the address is replaced; on release the entry gets back what stood
//! there before, and a new one is pushed. Browsers allow few changes a second, so those of a held
//! slider are thinned.

use super::results::opening;
use super::{Gesture, Store};
use crate::link::{self, LinkIssue, View};
use crate::ui::browser::{self, now_ms};
use leptos::ev;
use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsValue;

/// Least time between two replacements, ms; Safari allows 100 in 30 s.
const PAUSE_MS: f64 = 500.0;

thread_local! {
    /// Number of the present entry and of the last one.
    static AT: Cell<(u32, u32)> = const { Cell::new((0, 0)) };
    static REPLACED_MS: Cell<f64> = const { Cell::new(0.0) };
    /// What stood in the entry when something was taken hold of.
    static HELD_FROM: RefCell<Option<View>> = const { RefCell::new(None) };
}

/// The view of the address, the opening scene if it has none.
pub fn view_of_address() -> (View, Vec<LinkIssue>) {
    let fragment = window().location().hash().unwrap_or_default();
    if fragment.trim_start_matches('#').is_empty() {
        (opening(), Vec::new())
    } else {
        soon_view_of(&fragment)
    }
}

/// The view of a link; `www/boot.js` waits for the soon part where the page opens with one.
#[inline(never)]
fn soon_view_of(fragment: &str) -> (View, Vec<LinkIssue>) {
    let (view, issues) = link::decode(fragment);
    // Of a link that cannot be read nothing is used: what everybody sees first is shown.
    if let [LinkIssue::Version { .. }] = issues[..] { (opening(), issues) } else { (view, issues) }
}

/// The address that restores a view.
pub fn address(view: &View) -> String {
    let whole = window().location().href().unwrap_or_default();
    // Without a query: a link to what is embedded leads to the whole page.
    let base = whole.split(['#', '?']).next().unwrap_or_default();
    format!("{base}#{}", link::encode(view))
}

/// Takes down every change, and follows Back and Forward, from now on.
pub fn follow(store: Store) {
    let number = window().history().ok().and_then(|history| history.state().ok());
    let number = number.and_then(|state| state.as_f64()).unwrap_or(0.0) as u32;
    AT.set((number, number));
    tell(store);
    store.on_edit.set_value(Some(Callback::new(
        move |(before, after, gesture): (View, View, _)| {
            record(store, &before, &after, gesture);
        },
    )));
    window_event_listener(ev::popstate, move |event| {
        let (_, last) = AT.get();
        // A typed address has no number: it starts a new line of entries.
        let number = event.state().as_f64().map_or(last, |number| number as u32);
        AT.set((number, last.max(number)));
        tell(store);
        let (view, issues) = view_of_address();
        store.restore(&view, &issues);
    });
}

/// Takes down a change.
fn record(store: Store, before: &View, after: &View, gesture: Gesture) {
    match gesture {
        Gesture::Held => {
            HELD_FROM.with_borrow_mut(|held| {
                held.get_or_insert_with(|| before.clone());
            });
            let now = now_ms();
            if now - REPLACED_MS.get() >= PAUSE_MS {
                REPLACED_MS.set(now);
                write(false, AT.get().0, after);
            }
        }
        Gesture::Done => {
            let from = HELD_FROM.take().unwrap_or_else(|| before.clone());
            if from == *after {
                return;
            }
            let (at, _) = AT.get();
            write(false, at, &from);
            write(true, at + 1, after);
            AT.set((at + 1, at + 1));
            tell(store);
        }
    }
}

/// One entry back.
pub fn undo() {
    step(|history| history.back());
}

/// One entry forth.
pub fn redo() {
    step(|history| history.forward());
}

/// How long what was there before is shown, and how long the change takes then, ms.
const STAND_MS: f64 = 600.0;
const MOVE_MS: f64 = 900.0;

/// Shows what was there before the last change, then the change again: in motion, unless that is
/// not wanted, and given up for whatever somebody changes meanwhile.
#[inline(never)]
pub fn later_replay(store: Store) {
    let after = store.peek(|results| results.view.clone());
    undo();
    let stand = std::time::Duration::from_millis(STAND_MS as u64);
    if browser::matches("(prefers-reduced-motion: reduce)") {
        return set_timeout(redo, 2 * stand);
    }
    let begin = move || {
        if !store.redoable.get_untracked() {
            return;
        }
        let before = store.peek(|results| results.view.clone());
        let shown = before.clone();
        go_on(store, Rc::new((before, after)), shown, now_ms());
    };
    set_timeout(begin, stand);
}

/// Shows the next picture of a change that began at `from_ms`, if the last one is still there.
fn go_on(store: Store, ends: Rc<(View, View)>, shown: View, from_ms: f64) {
    request_animation_frame(move || {
        if store.peek(|results| results.view != shown) {
            return;
        }
        let (before, after) = &*ends;
        let share = (now_ms() - from_ms) / MOVE_MS;
        if share >= 1.0 || before == after {
            return redo();
        }
        let next = before.towards(after, share);
        if next.scenario.validate().is_ok() {
            store.show(&next);
        }
        let shown = store.peek(|results| results.view.clone());
        go_on(store, ends, shown, from_ms);
    });
}

fn step(go: impl FnOnce(&web_sys::History) -> Result<(), JsValue>) {
    if let Ok(history) = window().history() {
        // A browser that forbids it leaves the page as it is.
        let _ = go(&history);
    }
}

fn tell(store: Store) {
    let (at, last) = AT.get();
    store.undoable.set(at > 0);
    store.redoable.set(at < last);
}

fn write(push: bool, number: u32, view: &View) {
    let Ok(history) = window().history() else { return };
    let (state, url) = (JsValue::from_f64(f64::from(number)), format!("#{}", link::encode(view)));
    let written = if push {
        history.push_state_with_url(&state, "", Some(&url))
    } else {
        history.replace_state_with_url(&state, "", Some(&url))
    };
    // Refused where a sandbox has no history: the page works without.
    drop(written);
}
