//! The page. Mounts into `#app`; www/boot.js has checked the browser before.

use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::{Worker, WorkerOptions, WorkerType};

/// Shows the page.
pub fn mount() {
    console_error_panic_hook::set_once();
    if let Some(app) =
        document().get_element_by_id("app").and_then(|element| element.dyn_into().ok())
    {
        leptos::mount::mount_to(app, App).forget();
    }
}

/// The whole page.
#[component]
fn App() -> impl IntoView {
    let (status, set_status) = signal(String::from("starting the worker"));
    match open_worker() {
        Ok(worker) => {
            let on_message = Closure::<dyn Fn(_)>::new(move |event: web_sys::MessageEvent| {
                set_status.set(event.data().as_string().unwrap_or_default());
            });
            worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
            on_message.forget();
        }
        Err(error) => set_status.set(format!("no worker: {error:?}")),
    }
    view! {
        <main>
            <h1>"AOLO Lab"</h1>
            <p id="worker-status">{status}</p>
        </main>
    }
}

/// Starts the worker of the same build as this page; index.html carries the build's stamp.
fn open_worker() -> Result<Worker, JsValue> {
    let build = document()
        .document_element()
        .and_then(|html| html.get_attribute("data-build"))
        .unwrap_or_default();
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    Worker::new_with_options(&format!("./www/start_worker.js?v={build}"), &options)
}
