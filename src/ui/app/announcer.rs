//! What those hear who do not see the page.

use crate::ui::explore::limits_sentence;
use crate::ui::state::store;
use crate::ui::words::{bar, values};
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;

/// Says the result once it has settled, for those who hear the page.
#[component]
pub fn Announcer() -> impl IntoView {
    let store = store();
    let settled = store.memo_later(|results| {
        // As long as the agent has not answered nothing has settled.
        if results.choice_trails() {
            return None;
        }
        let said = limits_sentence::say(results);
        Some(bar::settled(&values::spoken(&results.chosen), &said.bold, &said.rest))
    });
    let (spoken, set_spoken) = signal(String::new());
    let pending = StoredValue::new(None::<TimeoutHandle>);
    let clear = move || {
        if let Some(pending) = pending.try_update_value(Option::take).flatten() {
            pending.clear();
        }
    };
    on_cleanup(clear);
    Effect::new(move |first: Option<()>| {
        let words = settled.get();
        if first.is_none() {
            return;
        }
        clear();
        let Some(words) = words else { return };
        let wait = std::time::Duration::from_millis(900);
        let handle = set_timeout_with_handle(move || set_spoken.set(words.clone()), wait).ok();
        pending.set_value(handle);
    });
    view! { <p class="vh" role="status">{spoken}</p> }
}
