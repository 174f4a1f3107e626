//! The width that a chart has, so that it is laid out for it instead of being scaled.

use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;

/// Before the first measurement, pixels.
const UNMEASURED: f64 = 358.0;

/// A box as wide as its place, which tells its content that width in whole pixels.
#[component]
pub fn Measured<F, V>(
    /// Makes the content from the width.
    children: F,
) -> impl IntoView
where
    F: FnOnce(Signal<f64>) -> V + 'static,
    V: IntoView,
{
    let node = NodeRef::<Div>::new();
    let (width, set_width) = signal(UNMEASURED);
    let observed = StoredValue::new_local(None);
    Effect::new(move |_| {
        let Some(element) = node.get() else { return };
        // At once: the observer comes only after a first paint, and then everything below moves.
        let width_now = f64::from(element.client_width());
        if width_now > 0.0 && width_now != width.get_untracked() {
            set_width.set(width_now);
        }
        let on_resize = Closure::<dyn Fn(js_sys::Array)>::new(move |entries: js_sys::Array| {
            let entry = entries.get(0).dyn_into::<web_sys::ResizeObserverEntry>();
            let measured = entry.map_or(0.0, |entry| entry.content_rect().width().floor());
            // A hidden box measures nothing: keep the last width for when it comes back.
            if measured > 0.0 && measured != width.get_untracked() {
                set_width.set(measured);
            }
        });
        if let Ok(observer) = web_sys::ResizeObserver::new(on_resize.as_ref().unchecked_ref()) {
            observer.observe(&element);
            observed.set_value(Some((observer, on_resize)));
        }
    });
    on_cleanup(move || {
        observed.try_update_value(|observed| {
            if let Some((observer, _)) = observed.take() {
                observer.disconnect();
            }
        });
    });
    view! {
        <div class="measured" node_ref=node>
            {children(width.into())}
        </div>
    }
}
