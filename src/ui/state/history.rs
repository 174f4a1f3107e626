//! The address follows the view: a share link at any time, and Back undoes. What gets an entry is
//! [`super::entries`]' to say; here it is written, and whether it was is looked at. In a frame the
//! browser's history gets none: [`super::line`] is what undo and redo walk there.

use super::entries::{Back, Entries, Gesture, Write};
use super::line::Line;
use super::results::opening;
use super::store::Store;
use crate::link::{self, LinkIssue, View, Whose};
use crate::ui::browser::{self, listen, now_ms};
use leptos::ev;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;
use wasm_bindgen::JsValue;

thread_local! {
    /// Of the page; none before it follows its address.
    static ENTRIES: RefCell<Option<Entries>> = const { RefCell::new(None) };
    /// In a frame only.
    static FRAMED: RefCell<Option<Framed>> = const { RefCell::new(None) };
    /// Writes what is due later.
    static TIMER: Cell<Option<TimeoutHandle>> = const { Cell::new(None) };
    /// Tells one write from another: some browsers refuse without a word.
    static WRITES: Cell<u32> = const { Cell::new(0) };
}

/// What stands in for the browser's history.
struct Framed {
    line: Line,
    store: Store,
    /// Shows what the address says.
    show: Rc<dyn Fn()>,
}

/// The view of the address, the opening scene if it has none.
pub fn view_of_address() -> (View, Vec<LinkIssue>) {
    let fragment = window().location().hash().unwrap_or_default();
    // Earlier versions of the page went to their content by that address.
    if matches!(fragment.as_str(), "" | "#" | "#main") {
        return (opening(), Vec::new());
    }
    let (mut view, issues) = view_of(&fragment);
    // In an address that was not written here "own" is said by somebody else.
    let state = window().history().and_then(|history| history.state()).unwrap_or_default();
    if view.agent == Whose::Own && !is_own(&state) {
        view.agent = Whose::Senders;
    }
    (view, issues)
}

/// Whether the address is of version 1 of the carbon model.
pub fn of_model_1() -> bool {
    let fragment = window().location().hash().unwrap_or_default();
    link::model_version(&fragment) == 1 && fragment != "#main"
}

fn view_of(fragment: &str) -> (View, Vec<LinkIssue>) {
    let (view, issues) = link::decode(fragment);
    // Of a link that cannot be read nothing is used: what everybody sees first is shown.
    if let [LinkIssue::Version { .. }] = issues[..] { (opening(), issues) } else { (view, issues) }
}

/// The address that restores a view.
pub fn address(view: &View) -> String {
    let whole = window().location().href().unwrap_or_default();
    // Without a query: a link to what is embedded leads to the whole page.
    let base = whole.split(['#', '?']).next().unwrap_or_default();
    // A file's folders are nobody's business, and nobody else's.
    let base =
        if browser::is_single_file() { base.rsplit('/').next().unwrap_or_default() } else { base };
    format!("{base}#{}", link::encode(view))
}

/// Takes down every change, and follows Back and Forward, from now on: `show` is called to show what
/// the address says then.
pub fn follow(store: Store, show: impl Fn() + 'static) {
    let show: Rc<dyn Fn()> = Rc::new(show);
    let framed = browser::is_framed();
    if framed {
        let line = Line::new(shown(store));
        FRAMED.replace(Some(Framed { line, store, show: show.clone() }));
    }
    let state = window().history().ok().and_then(|history| history.state().ok());
    // Of a line that a reload has ended nothing is known.
    let state = state.filter(|_| !framed);
    let number = state.and_then(|state| number_of(&state)).unwrap_or_default();
    number_entry(number, shown(store).agent);
    ENTRIES.replace(Some(Entries::new(number, shown(store))));
    tell(store);
    store.on_edit.set_value(Some(Callback::new(
        move |(before, after, gesture): (View, View, _)| {
            record(store, &before, &after, gesture);
        },
    )));
    listen::window(ev::popstate, move |event| {
        let (view, _) = view_of_address();
        // In a frame it is an address that somebody typed or followed.
        let known = number_of(&event.state()).filter(|_| !framed);
        FRAMED.with_borrow_mut(|it| {
            if let Some(framed) = it {
                framed.line.write(&Write::Push(view.clone()));
            }
        });
        let agent = view.agent;
        let number = with(|entries| entries.gone(known, view));
        if let (None, Some(number)) = (known, number) {
            number_entry(number, agent);
        }
        tell(store);
        show();
    });
}

fn shown(store: Store) -> View {
    store.peek(|results| results.view.clone())
}

fn with<T>(act: impl FnOnce(&mut Entries) -> T) -> Option<T> {
    ENTRIES.with_borrow_mut(|entries| entries.as_mut().map(act))
}

fn record(store: Store, before: &View, after: &View, gesture: Gesture) {
    let writes = with(|entries| entries.change(before, after, gesture, now_ms()));
    carry_out(store, writes.unwrap_or_default());
}

/// Writes as far as the browser takes it, and sees to what is due later.
fn carry_out(store: Store, writes: Vec<Write>) {
    for write in writes {
        let done = with(|entries| entries.number(&write)).is_some_and(|it| is_written(&write, it));
        with(|entries| entries.wrote(write, done, now_ms()));
        if !done {
            break;
        }
    }
    tell(store);
    if let Some(timer) = TIMER.take() {
        timer.clear();
    }
    let due = with(|entries| entries.due_in_ms(&shown(store))).flatten();
    let timer = due.and_then(|ms| {
        let write = move || {
            let writes = with(|entries| entries.due(&shown(store)));
            carry_out(store, writes.unwrap_or_default());
        };
        set_timeout_with_handle(write, Duration::from_millis(ms as u64)).ok()
    });
    TIMER.set(timer);
}

/// One step back.
pub fn undo(store: Store) {
    match with(|entries| entries.back(&shown(store))).flatten() {
        Some(Back::Entry(writes)) => {
            carry_out(store, writes);
            step(true);
        }
        Some(Back::Show(view)) => {
            store.show(&view);
            carry_out(store, Vec::new());
        }
        None => {}
    }
}

/// One entry forth.
pub fn redo() {
    step(false);
}

/// One entry back or forth.
fn step(back: bool) {
    let own = FRAMED.with_borrow_mut(|it| {
        let framed = it.as_mut()?;
        Some((framed.line.step(back), framed.store, framed.show.clone()))
    });
    match own {
        None => go(|history| if back { history.back() } else { history.forward() }),
        Some((Some((number, view)), store, show)) => {
            with(|entries| entries.gone(Some(number), view.clone()));
            if is_in_address(&Write::Replace(view.clone()), number) {
                show();
            } else {
                store.show(&view);
            }
            tell(store);
        }
        Some((None, ..)) => {}
    }
}

/// How long what was there before is shown, and how long the change takes then, ms.
const STAND_MS: f64 = 600.0;
const MOVE_MS: f64 = 900.0;

/// Shows what was there before the last change, then the change again: in motion, unless that is
/// not wanted, and given up for whatever somebody changes meanwhile.
pub fn replay(store: Store) {
    if !with(|entries| entries.is_written()).unwrap_or_default() {
        return;
    }
    let after = shown(store);
    undo(store);
    let stand = Duration::from_millis(STAND_MS as u64);
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

fn go(step: impl FnOnce(&web_sys::History) -> Result<(), JsValue>) {
    if let Ok(history) = window().history() {
        // A browser that forbids it leaves the page as it is.
        let _ = step(&history);
    }
}

fn tell(store: Store) {
    let told = with(|entries| (entries.undoable(), entries.redoable()));
    let (undoable, redoable) = told.unwrap_or_default();
    store.undoable.set(undoable);
    store.redoable.set(redoable);
}

/// The number of an entry, from its state: that, and which write it comes from.
fn number_of(state: &JsValue) -> Option<u32> {
    state.as_string()?.split(' ').next()?.parse().ok()
}

/// Whether the agent that an entry calls one's own is that of this page, and not of who sent its link.
fn is_own(state: &JsValue) -> bool {
    state.as_string().is_some_and(|state| !state.ends_with(SENDERS))
}

/// The end of the state of an entry that came as somebody's link, and means their agent.
const SENDERS: &str = " sender";

fn state_of(number: u32, agent: Whose) -> JsValue {
    WRITES.set(WRITES.get() + 1);
    let end = if agent == Whose::Senders { SENDERS } else { "" };
    JsValue::from(format!("{number} {}{end}", WRITES.get()))
}

/// Gives the present entry its number, by which it is known again.
fn number_entry(number: u32, agent: Whose) {
    go(|history| history.replace_state_with_url(&state_of(number, agent), "", None));
}

/// Writes an entry of that number; whether it is there.
fn is_written(write: &Write, number: u32) -> bool {
    let framed = FRAMED.with_borrow_mut(|it| it.as_mut().map(|it| it.line.write(write)).is_some());
    if framed {
        let (Write::Replace(view) | Write::Push(view)) = write;
        is_in_address(&Write::Replace(view.clone()), number);
        return true;
    }
    is_in_address(write, number)
}

/// Writes an entry of the browser's; whether it has taken it.
fn is_in_address(write: &Write, number: u32) -> bool {
    let Ok(history) = window().history() else { return false };
    let (Write::Replace(view) | Write::Push(view)) = write;
    let state = state_of(number, view.agent);
    let url = format!("#{}", link::encode(view));
    // Refused also where a sandbox has no history: the page works without.
    let refused = match write {
        Write::Replace(_) => history.replace_state_with_url(&state, "", Some(&url)).is_err(),
        Write::Push(_) => history.push_state_with_url(&state, "", Some(&url)).is_err(),
    };
    !refused && history.state().is_ok_and(|now| now == state)
}
