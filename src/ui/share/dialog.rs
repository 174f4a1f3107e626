//! The share dialog: the link that restores what is seen.

use super::files::Files;
use super::qr::Qr;
use super::single::{LinkOfFile, SingleFile};
use crate::link;
use crate::ui::browser;
use crate::ui::frame::copied::Copied;
use crate::ui::frame::icon::{self, Icon};
use crate::ui::state::history::address;
use crate::ui::state::store;
use crate::ui::words::{bar as words, files};
use leptos::html;
use leptos::prelude::*;

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
    let differ = store.memo(|results| link::changed(&results.view));
    let frame = store.memo(|results| snippet(&address(&results.view)));
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
        <Copied text=link label=words::copy_link()>
            {browser::can_send().then(|| view! {
                <button type="button" class="btn line" on:click=move |_| link.with_untracked(|it| browser::send(it))>
                    {files::send()}
                </button>
            })}
        </Copied>
        <details class="more-f">
            <summary>{words::as_qr()}</summary>
            <Qr text=link label=words::as_qr() />
        </details>
        <details class="more-f">
            <summary>{files::in_a_page()}</summary>
            <p class="sub">{files::in_a_page_how()}</p>
            <code class="url" id="share-frame" tabindex="0">{frame}</code>
            <Copied text=frame label=files::copy_html() />
        </details>
        <Files />
        <SingleFile />
    }
}

/// The scene as a frame for another page, as high as `www/boot.js` says; where no script may be, as
/// high as it is on a wide screen.
fn snippet(address: &str) -> String {
    let (page, fragment) = address.split_once('#').unwrap_or((address, ""));
    let fragment = fragment.replace('&', "&amp;");
    format!(
        "<iframe src=\"{page}?embed#{fragment}\" title=\"AOLO Lab\" width=\"100%\" height=\"900\" \
         style=\"border:0\"></iframe>\n\
         <script>addEventListener(\"message\", (said) => {{\n  \
           if (said.data?.type !== \"aolo.height\") return;\n  \
           for (const it of document.querySelectorAll(\"iframe\")) {{\n    \
             if (it.contentWindow === said.source) it.height = said.data.height;\n  \
           }}\n}});</script>"
    )
}
