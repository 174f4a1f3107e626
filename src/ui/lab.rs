//! The Lab: the learners at work.

use super::training::Training;
use super::words::frame as words;
use leptos::prelude::*;

/// The view.
#[component]
pub fn Lab() -> impl IntoView {
    view! {
        <main class="lab" id="main" tabindex="-1">
            <section class="lede" aria-label=words::lab()>
                <h1>{words::lab_title()}</h1>
            </section>
            <Training />
        </main>
    }
}
