//! What every assignment has: its hint, its time, and the receipt that is handed in.

use super::under_way;
use crate::math::decimal;
use crate::receipt::{self, Receipt};
use crate::teach::assignment::Assignment;
use crate::ui::frame::copied::Copied;
use crate::ui::frame::linked::Linked;
use crate::ui::words::assignment as words;
use leptos::prelude::*;
use std::time::Duration;

/// Milliseconds of a minute.
const MINUTE_MS: f64 = 60_000.0;

/// When this assignment was first opened on this device, ms of the clock; kept through reloads.
fn opened_at(task: &Assignment, scene: &str) -> f64 {
    let bare = Assignment { answer: Vec::new(), ..task.clone() };
    let key = format!("task.{scene}{bare:?}");
    let now = js_sys::Date::now();
    let Some(storage) = window().session_storage().ok().flatten() else { return now };
    let kept = storage.get_item(&key).ok().flatten().and_then(|it| decimal::read(&it));
    kept.unwrap_or_else(|| {
        let _ = storage.set_item(&key, &now.to_string());
        now
    })
}

/// Minutes since this assignment was opened.
pub fn minutes_since(task: &Assignment, scene: &str) -> RwSignal<u32> {
    let began = opened_at(task, scene);
    let spent = RwSignal::new(0u32);
    let tick = move || spent.set(((js_sys::Date::now() - began) / MINUTE_MS).max(0.0) as u32);
    tick();
    if let Ok(handle) = set_interval_with_handle(tick, Duration::from_secs(15)) {
        on_cleanup(move || handle.clear());
    }
    spent
}

/// What is left of the time, where there is a limit.
pub fn time_left(limit: Option<u32>, spent: RwSignal<u32>) -> impl Fn() -> Option<AnyView> {
    move || {
        limit.map(|most| match most.saturating_sub(spent.get()) {
            0 => view! { <p class="bad" role="status">{words::time_over()}</p> }.into_any(),
            left => view! { <p class="sub">{words::left(&left.to_string())}</p> }.into_any(),
        })
    }
}

/// The hint, folded; nothing where there is none.
pub fn hint(task: &Assignment) -> Option<AnyView> {
    (!task.hint.is_empty()).then(|| {
        view! {
            <details class="hint">
                <summary>{words::hint()}</summary>
                <p class="prose">{task.hint.clone()}</p>
            </details>
        }
        .into_any()
    })
}

/// Name, receipt, copy; `made` gives the receipt of a name, once there is one.
#[component]
pub fn HandIn(made: Callback<String, Option<Receipt>>) -> impl IntoView {
    let name = RwSignal::new(under_way::name());
    let receipt =
        Memo::new(move |_| made.run(name.get()).map(|it| it.to_text()).unwrap_or_default());
    view! {
        <label class="why" for="task-name">{words::your_name()}</label>
        <input
            id="task-name"
            class="text"
            maxlength=receipt::NAME_MAX
            autocomplete="off"
            prop:value=name
            on:input=move |event| {
                let typed = event_target_value(&event);
                under_way::keep_name(&typed);
                name.set(typed);
            }
        />
        <label class="why" for="receipt">{words::receipt()}</label>
        <textarea id="receipt" rows="8" readonly prop:value=receipt aria-describedby="receipt-note"></textarea>
        <p class="note" id="receipt-note"><Linked text=words::receipt_note() /></p>
        <Copied text=receipt label=words::copy() />
    }
}
