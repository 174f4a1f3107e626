//! The bar: name, undo, redo, reset, pin, share, theme.

use crate::link::{self, Place, View};
use crate::ui::browser;
use crate::ui::frame::icon::{self, Icon};
use crate::ui::frame::language::LanguagePicker;
use crate::ui::load::when_there;
use crate::ui::share::ShareDialog;
use crate::ui::state::history;
use crate::ui::state::{Baseline, Gesture, store};
use crate::ui::teach::arrive_at_lesson;
use crate::ui::text;
use crate::ui::words::{bar, frame as words, lang};
use leptos::ev;
use leptos::html;
use leptos::prelude::*;

/// The bar at the top.
#[component]
pub fn Header() -> impl IntoView {
    let store = store();
    let dialog = NodeRef::<html::Dialog>::new();
    // What is in the dialog is made once somebody asks for it.
    let shared = RwSignal::new(false);
    let share = move |_| {
        when_there(store, lang(), move || {
            shared.set(true);
            leptos::task::spawn_local(async move {
                leptos::task::tick().await;
                if let Some(dialog) = dialog.get_untracked() {
                    // Refused only if it is open already.
                    let _ = dialog.show_modal();
                }
            });
        });
    };
    let pin = move |_| {
        let now = store
            .peek(|results| Baseline { name: "A".to_string(), total_g: results.chosen.total_g });
        store.pinned.update(|pinned| *pinned = if pinned.is_some() { None } else { Some(now) });
    };
    let pinned = move || store.pinned.with(Option::is_some);
    let pin_words = move || if pinned() { bar::unpin() } else { bar::pin() };
    window_event_listener(ev::keydown, move |event| {
        if !(event.ctrl_key() || event.meta_key()) || in_text(&event) {
            return;
        }
        match (event.key().as_str(), event.shift_key()) {
            ("z", false) if store.undoable.get_untracked() => history::undo(),
            ("Z" | "z", true) | ("y", _) if store.redoable.get_untracked() => history::redo(),
            _ => return,
        }
        event.prevent_default();
    });
    // Inside another page the name leads to the whole page, with the same scenario.
    let embedded = embedded();
    let brand =
        store.memo(
            move |results| {
                if embedded { history::address(&results.view) } else { "#main".to_string() }
            },
        );
    view! {
        <header class="bar">
            <a class="brand" href=brand target=embedded.then_some("_blank") rel="noopener">
                <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true">
                    <path d="M2 4h7" class="brand-a" />
                    <path d="M9 10h7" class="brand-b" />
                    <path d="M2 16h14" class="brand-c" />
                </svg>
                <span>"AOLO Lab"</span>
            </a>
            <Views />
            <div class="tools">
                <button
                    type="button"
                    class="btn icon"
                    aria-label=bar::undo()
                    title=bar::undo_title()
                    disabled=move || !store.undoable.get()
                    on:click=move |_| history::undo()
                >
                    <Icon path=icon::UNDO />
                </button>
                <button
                    type="button"
                    class="btn icon"
                    aria-label=bar::redo()
                    title=bar::redo_title()
                    disabled=move || !store.redoable.get()
                    on:click=move |_| history::redo()
                >
                    <Icon path=icon::REDO />
                </button>
                <button
                    type="button"
                    class="btn icon hide-m"
                    aria-label=bar::replay()
                    title=bar::replay()
                    disabled=move || !store.undoable.get()
                    on:click=move |_| history::later_replay(store)
                >
                    <Icon path=icon::REPLAY />
                </button>
                <button
                    type="button"
                    class="btn icon"
                    aria-label=bar::reset_all()
                    title=bar::reset_title()
                    on:click=move |_| store.reset()
                >
                    <Icon path=icon::RESET />
                </button>
                <hr class="hide-m" />
                <button
                    type="button"
                    class="btn hide-m"
                    aria-pressed=move || pinned().to_string()
                    aria-label=pin_words
                    title=bar::pin_title()
                    on:click=pin
                >
                    <Icon path=icon::PIN />
                    <span class="txt">{pin_words}</span>
                </button>
                <button type="button" class="btn line" aria-label=bar::share() on:click=share>
                    <Icon path=icon::SHARE />
                    <span class="txt">{bar::share()}</span>
                </button>
                <hr class="hide-m" />
                <LanguagePicker />
                <ThemeButton />
            </div>
            <dialog class="dlg" node_ref=dialog aria-labelledby="share-title">
                {move || shared.get().then(|| later_share(dialog))}
            </dialog>
        </header>
    }
}

#[inline(never)]
fn later_share(node: NodeRef<html::Dialog>) -> AnyView {
    view! { <ShareDialog node /> }.into_any()
}

#[inline(never)]
fn later_arrive(view: &mut View) {
    arrive_at_lesson(view);
}

/// The views, as links: each address restores the scenario too.
#[component]
fn Views() -> impl IntoView {
    view! {
        <nav class="views" aria-label=words::views()>
            <PlaceLink place=Place::Explore name=words::explore() here=|it| it == Place::Explore />
            <PlaceLink place=Place::Lab name=words::lab() here=Place::in_lab />
            <PlaceLink place=Place::Teach name=words::teach() here=Place::in_teach arrive=later_arrive />
        </nav>
    }
}

/// A link to a place with the scenario as it is; `here` says whether that place is shown.
#[component]
pub fn PlaceLink(
    place: Place,
    name: &'static str,
    here: fn(Place) -> bool,
    /// What else the click changes.
    #[prop(default = |_| ())]
    arrive: fn(&mut View),
) -> impl IntoView {
    let store = store();
    let address = store
        .memo(move |results| format!("#{}", link::encode(&View { place, ..results.view.clone() })));
    let shown = store.memo(move |results| here(results.view.place));
    let go = move |event: ev::MouseEvent| {
        // Another tab is the browser's own affair.
        if event.ctrl_key() || event.meta_key() || event.shift_key() {
            return;
        }
        event.prevent_default();
        when_there(store, lang(), move || {
            store.edit(Gesture::Done, |view| {
                view.place = place;
                arrive(view);
            });
        });
    };
    view! {
        <a href=address aria-current=move || shown.get().then_some("page") on:click=go>{name}</a>
    }
}

/// Whether a key belongs to a text box, which has an undo of its own.
fn in_text(event: &ev::KeyboardEvent) -> bool {
    let Some(target) = event.target() else { return false };
    wasm_bindgen::JsCast::dyn_into::<web_sys::HtmlInputElement>(target)
        .is_ok_and(|input| input.type_() != "range" && input.type_() != "radio")
}

/// Changes between light and dark; the system's wish holds until then. `www/boot.js` brings the
/// choice back when the page is opened again.
#[component]
fn ThemeButton() -> impl IntoView {
    let dark_system = || browser::matches("(prefers-color-scheme: dark)");
    let root = document().document_element();
    let chosen = root.and_then(|root| root.get_attribute("data-theme"));
    let (dark, set_dark) = signal(chosen.map_or_else(dark_system, |theme| theme == "dark"));
    let change = move |_| {
        let to = !dark.get_untracked();
        let word = if to { "dark" } else { "light" };
        if let Some(root) = document().document_element() {
            let _ = root.set_attribute("data-theme", word);
        }
        // Where nothing may be kept, the choice holds until the page is left.
        if let Ok(Some(storage)) = window().local_storage() {
            let _ = storage.set_item("theme", word);
        }
        set_dark.set(to);
    };
    view! {
        <button
            type="button"
            class="btn icon"
            title=bar::theme()
            aria-label=move || if dark.get() { bar::theme_dark() } else { bar::theme_light() }
            on:click=change
        >
            <Icon path=icon::THEME />
        </button>
    }
}

/// The total that stays in sight on a phone.
#[component]
pub fn StickyTotal() -> impl IntoView {
    let store = store();
    let total = store.memo(|results| text::mass(results.chosen.total_g));
    let aside = store.memo(|results| {
        let aside = bar::qoe_of(
            &text::share(results.chosen.qoe.total),
            &text::share(results.chain.limits.qoe_min),
        );
        match results.best() {
            Some(best) => bar::best_too(&aside, &text::mass(best.total_g)),
            None => aside,
        }
    });
    view! {
        <div class="total" aria-hidden="true">
            <b>{total}</b>
            <span>"CO₂e"</span>
            <span class="sub">{aside}</span>
        </div>
    }
}

/// Says the result once it has settled, for those who hear the page.
#[component]
pub fn Announcer() -> impl IntoView {
    let store = store();
    let settled = store.memo(|results| {
        let said = crate::ui::explore::binds::say(results);
        bar::settled(&text::spoken(&results.chosen), &said.bold, &said.rest)
    });
    let (spoken, set_spoken) = signal(String::new());
    let pending = StoredValue::new(None::<TimeoutHandle>);
    Effect::new(move |first: Option<()>| {
        let words = settled.get();
        if first.is_none() {
            return;
        }
        if let Some(pending) = pending.get_value() {
            pending.clear();
        }
        let wait = std::time::Duration::from_millis(900);
        let handle = set_timeout_with_handle(move || set_spoken.set(words.clone()), wait).ok();
        pending.set_value(handle);
    });
    view! { <p class="vh" role="status">{spoken}</p> }
}

/// Whether the page is shown inside another one, `?embed` in its address.
fn embedded() -> bool {
    document().document_element().is_some_and(|html| html.class_list().contains("embed"))
}
