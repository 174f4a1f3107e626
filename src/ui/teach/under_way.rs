//! The assignment that is being answered in this tab. It is a place of its own: elsewhere its scene is
//! not shown, and this leads back to it with the answer as it was. Where nothing may be kept, Back does.

use crate::link::{self, Place, View};
use crate::ui::frame::place_link::Go;
use crate::ui::words::assignment as words;
use leptos::prelude::*;

const TASK: &str = "task.under_way";
const NAME: &str = "task.name";

fn storage() -> Option<web_sys::Storage> {
    window().session_storage().ok().flatten()
}

fn kept(key: &str) -> Option<String> {
    storage()?.get_item(key).ok().flatten().filter(|it| !it.is_empty())
}

fn keep_text(key: &str, text: &str) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(key, text);
    }
}

/// Keeps the assignment as it stands.
pub fn keep(view: &View) {
    keep_text(TASK, &link::encode(view));
}

/// The assignment that is under way.
pub fn task() -> Option<View> {
    let (view, issues) = link::decode(&kept(TASK)?);
    (issues.is_empty() && view.task.is_some()).then_some(view)
}

/// What it is called.
pub fn title(task: &View) -> String {
    let title = task.task.as_ref().map(|it| it.title.clone()).filter(|it| !it.is_empty());
    title.unwrap_or_else(|| words::task().to_string())
}

/// Ends it.
pub fn end() {
    keep_text(TASK, "");
}

/// The name that was typed last.
pub fn name() -> String {
    kept(NAME).unwrap_or_default()
}

/// Keeps a name as long as the tab is open.
pub fn keep_name(name: &str) {
    keep_text(NAME, name);
}

/// The way back to the assignment that is under way, if one is.
#[component]
pub fn UnderWay() -> impl IntoView {
    let shown = RwSignal::new(task());
    move || {
        shown.get().map(|view| {
            let title = title(&view);
            let change = move |now: &mut View| *now = View { place: Place::Task, ..view.clone() };
            let done = move |_| {
                end();
                shown.set(None);
            };
            view! {
                <p class="back-to noprint">
                    <span class="sub">{words::under_way()}</span>
                    <Go change>{words::back_to(&title)}</Go>
                    <button type="button" class="btn quiet" on:click=done>{words::done_with()}</button>
                </p>
            }
        })
    }
}
