//! The worker: computes apart from the page, so that the page never stalls.

use wasm_bindgen::prelude::*;

/// Tells the page that the worker runs.
pub fn start() {
    console_error_panic_hook::set_once();
    let scope: web_sys::DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    if let Err(error) = scope.post_message(&JsValue::from_str("worker ready")) {
        web_sys::console::error_1(&error);
    }
}
