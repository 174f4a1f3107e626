//! Light or dark.

use crate::ui::browser;
use crate::ui::frame::icon::{self, Icon};
use crate::ui::words::bar;
use leptos::prelude::*;

/// Changes between light and dark; the system's wish holds until then. `www/boot.js` brings the
/// choice back when the page is opened again.
#[component]
pub fn ThemeButton() -> impl IntoView {
    let dark_system = || browser::matches("(prefers-color-scheme: dark)");
    let root = document().document_element();
    let chosen = root.and_then(|root| root.get_attribute("data-theme"));
    let (dark, set_dark) = signal(chosen.map_or_else(dark_system, |theme| theme == "dark"));
    let change = move |_| {
        let to = !dark.get_untracked();
        let word = if to { "dark" } else { "light" };
        if let Some(root) = document().document_element() {
            let _ = root.set_attribute("data-theme", word);
        }
        // Where nothing may be kept, the choice holds until the page is left.
        if let Ok(Some(storage)) = window().local_storage() {
            let _ = storage.set_item("theme", word);
        }
        set_dark.set(to);
    };
    view! {
        <button
            type="button"
            class="btn icon"
            title=bar::theme()
            aria-label=move || if dark.get() { bar::theme_dark() } else { bar::theme_light() }
            on:click=change
        >
            <Icon path=icon::THEME />
        </button>
    }
}
