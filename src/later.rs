//! What brings the later part of the page's or the worker's module: code that is fetched after the
//! module has started.
//!
//! A function whose name begins with `later_`, and that is not inlined, is where a module is cut:
//! what is reached through such functions alone, code and data, comes later. `cargo xtask
//! finish-dist` takes it out (`xtask/src/split`) and leaves stubs in its place that call
//! [`load_later`]. Where nothing of it is there yet when it is needed, the module waits until it is.
//! The page has another such part, of functions that begin with `soon_`: see `src/ui/load`.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(js_namespace = aolo)]
extern "C" {
    /// Puts the later part in its place before it returns; see `www/boot.js` and
    /// `www/start_worker.js`.
    #[wasm_bindgen(js_name = loadNow)]
    fn load_now(exports: &JsValue);
}

/// What a stub calls.
#[wasm_bindgen]
pub fn load_later() {
    load_now(&wasm_bindgen::exports());
}
