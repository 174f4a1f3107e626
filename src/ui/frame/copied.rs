//! A row whose button copies a text, and that says whether it could.

use crate::ui::browser;
use crate::ui::words::bar as words;
use leptos::prelude::*;

/// The button, what else stands in its row, and what came of it; nothing to copy where the text is empty.
#[component]
pub fn Copied(
    #[prop(into)] text: Signal<String>,
    label: &'static str,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let said = RwSignal::new("");
    let copy = move |_| {
        let text = text.get_untracked();
        said.set("");
        leptos::task::spawn_local(async move {
            let copied = browser::copy(&text).await;
            // By then the row may be gone.
            said.try_set(if copied { words::copied() } else { words::refused() });
        });
    };
    view! {
        <div class="row">
            <button
                type="button"
                class="btn solid"
                disabled=move || text.with(String::is_empty)
                on:click=copy
            >
                {label}
            </button>
            {children.map(|children| children())}
            <span class="sub" role="status">{said}</span>
        </div>
    }
}
