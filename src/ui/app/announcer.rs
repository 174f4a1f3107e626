//! What those hear who do not see the page.

use crate::ui::browser::timer::Timer;
use crate::ui::explore::limits_sentence;
use crate::ui::state::store;
use crate::ui::words::{bar, values};
use leptos::prelude::*;
use std::time::Duration;

/// After so long without a change somebody has stopped moving.
const SETTLED: Duration = Duration::from_millis(900);

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
    let timer = Timer::here();
    Effect::new(move |first: Option<()>| {
        let words = settled.get();
        if first.is_none() {
            return;
        }
        timer.stop();
        let Some(words) = words else { return };
        timer.start(SETTLED, move || set_spoken.set(words));
    });
    view! { <p class="vh" role="status">{spoken}</p> }
}
