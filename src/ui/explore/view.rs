//! The view: the sentence, the controls, the panels.

use super::controls::Controls;
use super::headline::{Lede, RulerBox};
use super::levers_panel::levers;
use super::limits_panel::WhatBinds;
use super::map_panel::PowerAndLength;
use super::model_picker::Models;
use super::sticky_total::StickyTotal;
use super::training_panel::Training;
use super::waterfall_panel::FromPromptToPhone;
use crate::ui::load::{Parts, RestMissing};
use crate::ui::words::frame;
use leptos::prelude::*;
use std::time::Duration;

/// What helps most, in its place.
pub fn what_helps(awaited: bool) -> AnyView {
    view! { {in_turn(awaited, levers)} }.into_any()
}

/// What comes after the waterfall.
pub fn below_waterfall(awaited: bool) -> AnyView {
    let parts = expect_context::<Parts>();
    view! {
        {in_turn(awaited, || view! { <PowerAndLength /> }.into_any())}
        {move || parts.views.get().map(|views| (views.two)())}
        {in_turn(awaited, || view! { <WhatBinds /> }.into_any())}
        {in_turn(awaited, || view! { <Training /> <Models /> }.into_any())}
    }
    .into_any()
}

/// Where people wait for it, each panel is built in a task of its own, so that the page answers in
/// between.
fn in_turn(awaited: bool, build: fn() -> AnyView) -> impl Fn() -> Option<AnyView> {
    let due = RwSignal::new(!awaited);
    if awaited {
        // By then another view may be shown.
        set_timeout(
            move || {
                let _ = due.try_set(true);
            },
            Duration::ZERO,
        );
    }
    move || due.get().then(build)
}

/// Explore: one answer, what it emits, and what can be done about it.
#[component]
pub fn Explore() -> impl IntoView {
    let parts = expect_context::<Parts>();
    let awaited = parts.rest.get_untracked().is_none();
    document().set_title(&format!("{} · AOLO Lab", frame::explore()));
    view! {
        <StickyTotal />
        <main class="explore" class:partial=move || parts.is_coming() id="main" tabindex="-1">
            <Lede />
            <RulerBox />
            <div class="levers">{move || parts.rest.get().map(|rest| (rest.levers)(awaited))}</div>
            {in_turn(awaited, || view! { <Controls /> }.into_any())}
            {in_turn(awaited, || view! { <FromPromptToPhone /> }.into_any())}
            {move || parts.rest.get().map(|rest| (rest.below)(awaited))}
            <RestMissing />
        </main>
    }
}
