//! Messages that stay until they are closed: a bad link, a value that no longer fits, a failure.

use super::icon::{self, Icon};
use crate::ui::load::Parts;
use crate::ui::state::{Line, store};
use crate::ui::words::bar as words;
use leptos::prelude::*;

/// The present message.
#[component]
pub fn Toast() -> impl IntoView {
    let store = store();
    let parts = expect_context::<Parts>();
    let said = move |line: Line| match line {
        Line::Said(text) => Some(text),
        line => parts.rest.get().map(|rest| (rest.said)(&line)),
    };
    let message = move || {
        store.notice.get().map(|notice| {
            let offer = store.offer.get().filter(|offer| offer.of == notice.title).map(|offer| {
                let label = offer.label.clone();
                view! {
                    <button type="button" class="btn solid" on:click=move |_| store.accept(&offer)>
                        {label}
                    </button>
                }
            });
            view! {
                <div class="toast" class:ok=notice.good>
                    <Icon path=if notice.good { icon::CHECK } else { icon::WARNING } />
                    <div>
                        <b>{notice.title}</b>
                        <ul class="sub">
                            {notice.lines.into_iter().map(|line| view! { <li>{said(line)}</li> }).collect_view()}
                        </ul>
                        {offer}
                    </div>
                    <button type="button" class="btn" on:click=move |_| store.notice.set(None)>
                        {words::close()}
                    </button>
                </div>
            }
        })
    };
    view! { <div class="toasts" role="alert">{message}</div> }
}
