//! The part of the page that is fetched after it has opened: code and words of the other views.
//!
//! A function whose name begins with `later_`, and that is not inlined, is where the page is cut:
//! what is reached through such functions alone, code and data, comes later. `cargo xtask
//! finish-dist` takes it out of the page's module (`xtask/src/split`) and leaves stubs in its place
//! that call [`load_later`]. Where nothing of it is there yet when it is needed, the page stands
//! still until it is; who leads to another view waits with [`when_there`] instead.

use super::state::{Notice, Store};
use super::words::{Lang, bar};
use super::worker_link::words;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen(js_namespace = aolo)]
extern "C" {
    /// Puts the later part in its place before it returns; see `www/boot.js`.
    #[wasm_bindgen(js_name = loadNow)]
    fn load_now(exports: &JsValue);
    /// Whether the later part is in its place and the words of a language are there.
    #[wasm_bindgen(js_name = isThere)]
    fn is_there(language: &str) -> bool;
    /// Sees to it that they are.
    #[wasm_bindgen(js_name = fetchAll)]
    fn fetch_all(language: &str) -> js_sys::Promise;
}

/// What a stub calls.
#[wasm_bindgen]
pub fn load_later() {
    load_now(&wasm_bindgen::exports());
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
