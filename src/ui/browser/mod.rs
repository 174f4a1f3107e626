//! Small reaches into the browser: clock, idle time, focus, clipboard, names of regions.

pub mod listen;
pub mod timer;

use js_sys::Intl::{DisplayNames, DisplayNamesOptions, DisplayNamesType};
use js_sys::{Array, Function, Object, Promise, Reflect};
use leptos::prelude::*;
use std::cell::{OnceCell, RefCell};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Clipboard, HtmlElement, HtmlTextAreaElement, IdleRequestOptions};

thread_local! {
    static DRAWS_MATHML: OnceCell<bool> = const { OnceCell::new() };
    static NAMES: RefCell<Option<(&'static str, DisplayNames)>> = const { RefCell::new(None) };
}

/// What the browser calls a region in the language of that tag, by its ISO 3166 or UN M49 code.
pub fn region_name(code: &str, tag: &'static str) -> Option<String> {
    NAMES.with_borrow_mut(|names| {
        if names.as_ref().is_none_or(|(of, _)| *of != tag) {
            let options = DisplayNamesOptions::new();
            options.set_type(DisplayNamesType::Region);
            let made = DisplayNames::new(&Array::of1(&tag.into()), options.as_ref());
            *names = Some((tag, made));
        }
        names.as_ref().and_then(|(_, names)| names.of(code)).map(String::from)
    })
}

/// A day in the language of that tag, whole, or its month alone and short.
pub fn date_text(year: u16, month: usize, day: usize, tag: &'static str, whole: bool) -> String {
    // The order of Europe, as everywhere in the page's English.
    let locale = if tag == "en" { "en-GB" } else { tag };
    let options = Object::new();
    let set = |name: &str, value: &str| {
        // An object that was just made takes any value.
        let _ = Reflect::set(&options, &name.into(), &value.into());
    };
    set("timeZone", "UTC");
    match whole {
        true => set("dateStyle", "long"),
        false => set("month", "short"),
    }
    let at = js_sys::Date::utc(f64::from(year), month as f64 - 1.0);
    let date = js_sys::Date::new(&(at + (day as f64 - 1.0) * 86_400_000.0).into());
    date.to_locale_date_string(locale, &options).into()
}

/// What the browser says went wrong.
pub fn error_text(error: &JsValue) -> String {
    error
        .dyn_ref::<js_sys::Error>()
        .map_or_else(|| format!("{error:?}"), |error| String::from(error.message()))
}

/// Whether the page is a file on this device; then it has no address that others could open.
pub fn is_single_file() -> bool {
    window().location().protocol().is_ok_and(|protocol| protocol == "file:")
}

/// Whether the page stands in a frame that takes its origin from it: then it keeps nothing, and
/// starts no worker.
pub fn is_sandboxed() -> bool {
    window().origin() == "null" && !is_single_file()
}

/// Whether the browser lays MathML out; where it does not, the parts of an equation run into each
/// other.
pub fn draws_mathml() -> bool {
    DRAWS_MATHML.with(|known| *known.get_or_init(|| measured_mathml().unwrap_or_default()))
}

fn measured_mathml() -> Option<bool> {
    let (tried, body) = (document().create_element("div").ok()?, document().body()?);
    tried.set_inner_html("<math><mspace width=\"9px\"></mspace></math>");
    body.append_child(&tried).ok()?;
    let width = tried.first_element_child()?.get_bounding_client_rect().width();
    tried.remove();
    Some(width >= 9.0)
}

/// Whether a media query holds.
pub fn matches(query: &str) -> bool {
    window().match_media(query).ok().flatten().is_some_and(|query| query.matches())
}

/// Whether the page stands in another one's frame.
pub fn is_framed() -> bool {
    // Whose window that is may not be asked, but whether it is this one.
    window().parent().ok().flatten().is_some_and(|parent| !Object::is(&parent, &window()))
}

/// The device's own way to hand an address to others, which phones have and a page may not use
/// everywhere.
fn send_on() -> Option<Function> {
    let send = Reflect::get(&window().navigator(), &"share".into()).ok()?;
    send.dyn_into().ok().filter(|_| !is_single_file())
}

/// Whether the device can hand an address to others.
pub fn can_send() -> bool {
    send_on().is_some()
}

/// Hands an address to others by the device's own way. Who thinks better of it has sent nothing.
pub fn send(address: &str) {
    let what = Object::new();
    // An object that was just made takes any value.
    let _ = Reflect::set(&what, &"url".into(), &address.into());
    let _ = Reflect::set(&what, &"title".into(), &"AOLO Lab".into());
    let asked = send_on().and_then(|send| send.call1(&window().navigator(), &what).ok());
    if let Some(asked) = asked.and_then(|it| it.dyn_into::<Promise>().ok()) {
        leptos::task::spawn_local(async move { drop(JsFuture::from(asked).await) });
    }
}

/// Puts a text on the clipboard; whether it is there. Where there is none to be asked, as over http in a
/// local network, or it refuses, a text is selected and copied as by hand.
pub async fn copy(text: &str) -> bool {
    let clipboard = Reflect::get(&window().navigator(), &"clipboard".into());
    if let Some(clipboard) = clipboard.ok().and_then(|it| it.dyn_into::<Clipboard>().ok())
        && JsFuture::from(clipboard.write_text(text)).await.is_ok()
    {
        return true;
    }
    copied_by_hand(text).unwrap_or_default()
}

fn copied_by_hand(text: &str) -> Option<bool> {
    let document = document();
    let before = document.active_element();
    let area = document.create_element("textarea").ok()?.dyn_into::<HtmlTextAreaElement>().ok()?;
    area.set_value(text);
    area.set_read_only(true);
    area.set_class_name("vh");
    // Below an open dialog nothing can be selected.
    let dialog = document.query_selector("dialog[open]").ok().flatten();
    let place = dialog.or_else(|| document.body().map(Into::into))?;
    place.append_child(&area).ok()?;
    area.select();
    let copy = Reflect::get(&document, &"execCommand".into()).ok();
    let copy = copy.and_then(|it| it.dyn_into::<Function>().ok());
    let done = copy.and_then(|it| it.call1(&document, &"copy".into()).ok());
    area.remove();
    if let Some(element) = before.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
    Some(done.is_some_and(|it| it.is_truthy()))
}

/// Milliseconds since the page was opened.
pub fn now_ms() -> f64 {
    window().performance().map_or(0.0, |clock| clock.now())
}

/// Calls that once the browser has nothing more urgent to do, and at the latest after `at_most_ms`.
pub fn when_idle(at_most_ms: u32, call: impl FnOnce() + 'static) {
    let call = Closure::once_into_js(call);
    let options = IdleRequestOptions::new();
    options.set_timeout(at_most_ms);
    let known = Reflect::has(&window(), &"requestIdleCallback".into()).unwrap_or_default();
    let call = call.unchecked_ref();
    // Safari has none.
    let _ = if known {
        window().request_idle_callback_with_options(call, &options).map(drop)
    } else {
        window().set_timeout_with_callback(call).map(drop)
    };
}

/// Moves the focus to the element of that id, opening folded parents.
pub fn focus(id: &str) {
    let Some(element) = document().get_element_by_id(id) else { return };
    let mut parent = element.parent_element();
    while let Some(here) = parent {
        if here.tag_name().eq_ignore_ascii_case("details") {
            let _ = here.set_attribute("open", "");
        }
        parent = here.parent_element();
    }
    if let Ok(element) = element.dyn_into::<HtmlElement>() {
        let _ = element.focus();
        // To the top, under the line with the total: at the foot the dock lies over it.
        element.scroll_into_view_with_bool(true);
    }
}

/// Hands bytes to the browser as a file to keep.
pub fn download(name: &str, media: &str, bytes: &[u8]) {
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(media);
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes));
    let address = web_sys::Blob::new_with_u8_array_sequence_and_options(&parts, &options)
        .and_then(|blob| web_sys::Url::create_object_url_with_blob(&blob));
    let link = document().create_element("a").ok().and_then(|it| it.dyn_into().ok());
    let (Ok(address), Some(link)): (_, Option<HtmlElement>) = (address, link) else { return };
    let _ = link.set_attribute("href", &address);
    let _ = link.set_attribute("download", name);
    link.click();
    // After the browser has taken it.
    set_timeout(
        move || {
            let _ = web_sys::Url::revoke_object_url(&address);
        },
        std::time::Duration::from_secs(10),
    );
}
