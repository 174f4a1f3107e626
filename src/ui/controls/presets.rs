//! Ready-made scenarios, one press each.

use crate::scenario::PRESETS;
use crate::ui::state::{Gesture, store};
use crate::ui::words::{controls as words, values};
use leptos::prelude::*;

/// The presets; the one that is shown is pressed.
#[component]
pub fn Presets() -> impl IntoView {
    let store = store();
    let shown = store.memo(|results| {
        PRESETS.iter().find(|preset| preset.scenario() == results.view.scenario).map(|it| it.key)
    });
    let chip = move |preset: &'static crate::scenario::Preset| {
        let take = move |_| {
            store.edit(Gesture::Done, |view| {
                view.scenario = preset.scenario();
                view.zone = None;
            });
        };
        view! {
            <button
                type="button"
                class="chip"
                aria-pressed=move || (shown.get() == Some(preset.key)).to_string()
                on:click=take
            >
                {values::preset(preset)}
            </button>
        }
    };
    view! {
        <div class="presets" role="group" aria-label=words::presets()>
            {PRESETS.iter().map(chip).collect_view()}
        </div>
    }
}
