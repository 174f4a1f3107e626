//! The share dialog: the link that restores what is seen.

use super::files::Files;
use super::qr::Qr;
use super::single::{LinkOfFile, SingleFile};
use crate::link;
use crate::ui::frame::icon::{self, Icon};
use crate::ui::state::history::address;
use crate::ui::state::store;
use crate::ui::words::bar as words;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// What is in the dialog; `node` closes it.
#[component]
pub fn ShareDialog(node: NodeRef<html::Dialog>) -> impl IntoView {
    let store = store();
    let close = move |_| {
        if let Some(dialog) = node.get_untracked() {
            dialog.close();
        }
    };
    let link = store.memo(|results| address(&results.view));
    let differ = store.memo(|results| link::encode(&results.view).matches('&').count());
    let (said, set_said) = signal("");
    let copy = move |_| {
        let text = link.get_untracked();
        set_said.set("");
        leptos::task::spawn_local(async move {
            let clipboard = window().navigator().clipboard();
            let copied = JsFuture::from(clipboard.write_text(&text)).await.is_ok();
            set_said.set(if copied { words::copied() } else { words::refused() });
        });
    };
    let settings = move || match differ.get() {
        0 => words::all_default().to_string(),
        1 => words::one_differs().to_string(),
        many => words::some_differ(&many.to_string()),
    };
    view! {
        <div class="pophead">
            <h2 id="share-title">{words::share_title()}</h2>
            <button type="button" class="rst" aria-label=words::close() on:click=close>
                <Icon path=icon::CLOSE />
            </button>
        </div>
        <code class="url" id="share-link">{link}</code>
        <p class="sub">{move || words::nothing_leaves(&settings())}</p>
        <LinkOfFile />
        <div class="row">
            <button type="button" class="btn solid" on:click=copy>{words::copy_link()}</button>
            <span role="status" class="sub">{said}</span>
        </div>
        <details class="more-f">
            <summary>{words::as_qr()}</summary>
            <Qr text=link label=words::as_qr() />
        </details>
        <Files />
        <SingleFile />
    }
}
