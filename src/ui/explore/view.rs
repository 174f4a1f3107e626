//! The view: the sentence, the controls, the panels.

use super::controls::Controls;
use super::headline::{Lede, RulerBox};
use super::limits_panel::WhatBinds;
use super::map_panel::PowerAndLength;
use super::sticky_total::StickyTotal;
use super::training_panel::Training;
use super::waterfall_panel::FromPromptToPhone;
use crate::ui::load::{Parts, RestMissing};
use leptos::prelude::*;

/// What comes after the waterfall.
pub fn below_waterfall() -> AnyView {
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
    let parts = expect_context::<Parts>();
    view! {
        <StickyTotal />
        <main class="explore" class:partial=move || parts.is_coming() id="main" tabindex="-1">
            <Lede />
            <RulerBox />
            <Controls />
            <FromPromptToPhone />
            {move || parts.rest.get().map(|rest| (rest.below)())}
            <RestMissing />
        </main>
    }
}
