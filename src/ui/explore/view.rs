//! The view: the sentence, the controls, the panels.

use super::controls::Controls;
use super::headline::{Lede, RulerBox};
use super::panels::{FromPromptToPhone, PowerAndLength, WhatBinds};
use super::sticky_total::StickyTotal;
use super::training_panel::Training;
use crate::ui::load::{Soon, SoonFailed, SoonPart};
use leptos::prelude::*;

/// What comes after the waterfall.
#[inline(never)]
fn soon_rest() -> AnyView {
    view! {
        <PowerAndLength />
        <WhatBinds />
        <Training />
    }
    .into_any()
}

/// Explore: one answer, what it emits, and what can be done about it.
#[component]
pub fn Explore() -> impl IntoView {
    let soon = expect_context::<SoonPart>();
    view! {
        <StickyTotal />
        <main class="explore" class:partial=move || soon.is_coming() id="main" tabindex="-1">
            <Lede />
            <RulerBox />
            <Controls />
            <FromPromptToPhone />
            <Soon shown=soon_rest />
            <SoonFailed />
        </main>
    }
}
