//! The part of the page that is fetched after it has opened: code (see [`crate::later`]) and words of
//! the other views. Where it is needed before it is there the page stands still; who leads to another
//! view waits with [`when_there`] instead.

use super::state::{Notice, Store};
use super::words::{Lang, bar};
use super::worker_link::words;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen(js_namespace = aolo)]
extern "C" {
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
