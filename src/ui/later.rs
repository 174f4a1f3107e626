//! The parts of the page that are fetched after it has opened: code (see [`crate::later`]) and words
//! of the other views. Where one is needed before it is there the page stands still; who leads to
//! another view waits with [`when_there`] instead, and what does not hold up the page shows itself
//! [`Soon`].

use super::state::{Notice, Store};
use super::words::{Lang, bar};
use super::worker_link::words;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen(js_namespace = aolo)]
extern "C" {
    /// Puts the soon part in its place before it returns; see `www/boot.js`.
    #[wasm_bindgen(js_name = loadSoonNow)]
    fn load_soon_now(exports: &JsValue);
    /// Whether it could be without waiting.
    #[wasm_bindgen(js_name = isSoonThere)]
    fn is_soon_there() -> bool;
    /// Sees to it that it could.
    #[wasm_bindgen(js_name = fetchSoon)]
    fn fetch_soon() -> js_sys::Promise;
    /// Whether the later part is in its place and the words of a language are there; see
    /// `www/boot.js`.
    #[wasm_bindgen(js_name = isThere)]
    fn is_there(language: &str) -> bool;
    /// Sees to it that they are.
    #[wasm_bindgen(js_name = fetchAll)]
    fn fetch_all(language: &str) -> js_sys::Promise;
}

/// Does something once the page and its words in that language are all there: at once, as a rule.
pub fn when_there(store: Store, language: Lang, then: impl FnOnce() + 'static) {
    if is_there(language.tag()) {
        return then();
    }
    let fetched = fetch_all(language.tag());
    leptos::task::spawn_local(async move {
        match JsFuture::from(fetched).await {
            Ok(_) => then(),
            Err(error) => store.notice.set(Some(Notice {
                title: bar::not_fetched().to_string(),
                lines: vec![words(&error)],
                good: false,
            })),
        }
    });
}

/// What a stub of the soon part calls.
#[wasm_bindgen]
pub fn load_soon() {
    load_soon_now(&wasm_bindgen::exports());
}

/// Shows what is in the soon part as soon as that is there, at once as a rule; says so if it can't be
/// fetched.
#[component]
pub fn Soon(shown: fn() -> AnyView) -> impl IntoView {
    let there = RwSignal::new(is_soon_there());
    let failed = RwSignal::new(None::<String>);
    let fetch = move || {
        failed.set(None);
        leptos::task::spawn_local(async move {
            match JsFuture::from(fetch_soon()).await {
                Ok(_) => there.set(true),
                Err(error) => failed.set(Some(words(&error))),
            }
        });
    };
    if !there.get_untracked() {
        fetch();
    }
    move || {
        if there.get() {
            return Some(shown());
        }
        failed.get().map(|error| {
            view! {
                <p class="note bad" role="alert">
                    {bar::not_fetched()}
                    " "
                    {error}
                    " "
                    <button type="button" class="btn line" on:click=move |_| fetch()>
                        {bar::fetch_again()}
                    </button>
                </p>
            }
            .into_any()
        })
    }
}
