//! The parts of the page that are fetched after it has opened: code (see [`crate::later`]) and words
//! of the other views. Where one is needed before it is there the page stands still; who leads to
//! another view waits with [`when_there`] instead, and what does not hold up the page shows itself
//! [`Soon`].

use crate::ui::browser::{error_text, focus};
use crate::ui::state::{Notice, Store};
use crate::ui::words::{Lang, bar};
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
    /// Resolves once it could, whoever has seen to it.
    #[wasm_bindgen(js_name = whenSoon)]
    fn when_soon() -> js_sys::Promise;
    /// Whether the later part is in its place, and the words of a language, the styles of all views
    /// and what saves charts are there; see `www/boot.js`.
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
                lines: vec![error_text(&error)],
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

/// Whether the soon part is there, for the whole page.
#[derive(Clone, Copy)]
pub struct SoonPart {
    there: RwSignal<bool>,
    failed: RwSignal<Option<String>>,
}

impl SoonPart {
    /// Waits for it.
    pub fn start() -> Self {
        let soon =
            Self { there: RwSignal::new(is_soon_there()), failed: RwSignal::new(None::<String>) };
        if !soon.there.get_untracked() {
            leptos::task::spawn_local(async move {
                until_soon().await;
                if soon.failed.get_untracked().is_some() {
                    // The button that had the focus goes.
                    focus("main");
                }
                soon.failed.set(None);
                soon.there.set(true);
            });
            soon.fetch();
        }
        soon
    }

    /// It is on its way.
    pub fn is_coming(self) -> bool {
        !self.there.get() && self.failed.with(Option::is_none)
    }

    fn fetch(self) {
        leptos::task::spawn_local(async move {
            if let Err(error) = JsFuture::from(fetch_soon()).await {
                self.failed.set(Some(error_text(&error)));
            }
        });
    }
}

/// Waits until the soon part is there.
pub async fn until_soon() {
    drop(JsFuture::from(when_soon()).await);
}

/// Shows what is in the soon part once that is there: at once, as a rule.
#[component]
pub fn Soon(#[prop(into)] shown: ViewFn) -> impl IntoView {
    let soon = expect_context::<SoonPart>();
    move || soon.there.get().then(|| shown.run())
}

/// Says so if the soon part cannot be fetched.
#[component]
pub fn SoonFailed() -> impl IntoView {
    let soon = expect_context::<SoonPart>();
    let failed = Memo::new(move |_| soon.failed.with(Option::is_some));
    let error = move || soon.failed.get().unwrap_or_default();
    move || {
        failed.get().then(|| {
            view! {
                <p class="note bad" role="alert">
                    {bar::not_fetched()}
                    " "
                    {error}
                    " "
                    <button type="button" class="btn line" on:click=move |_| soon.fetch()>
                        {bar::fetch_again()}
                    </button>
                </p>
            }
        })
    }
}
