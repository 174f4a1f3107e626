//! The bar: name, undo, redo, reset, pin, share, theme.

use super::shortcuts;
use super::theme::ThemeButton;
use crate::link::{Place, View};
use crate::ui::browser::focus;
use crate::ui::frame::icon::{self, Icon};
use crate::ui::frame::language::LanguagePicker;
use crate::ui::frame::place_link::{PlaceLink, is_for_page};
use crate::ui::load::Parts;
use crate::ui::state::{Gesture, history, store};
use crate::ui::words::{bar, frame as words};
use leptos::html;
use leptos::prelude::*;

/// The bar at the top.
#[component]
pub fn Header() -> impl IntoView {
    let store = store();
    let parts = expect_context::<Parts>();
    let dialog = NodeRef::<html::Dialog>::new();
    // What is in the dialog is made once somebody asks for it.
    let shared = RwSignal::new(None);
    let share = move |_| {
        parts.with_rest(store, move |rest| {
            shared.set(Some(rest.share));
            leptos::task::spawn_local(async move {
                leptos::task::tick().await;
                // The bar may have been built anew meanwhile, in another language.
                if let Some(dialog) = dialog.try_get_untracked().flatten() {
                    // Refused only if it is open already.
                    let _ = dialog.show_modal();
                }
            });
        });
    };
    let pin = move |_| parts.with_views(store, move |views| (views.pin)(store));
    let pinned = store.memo(|results| results.view.beside.is_some());
    let pin_words = move || if pinned.get() { bar::unpin() } else { bar::pin() };
    shortcuts::listen(store);
    view! {
        <header class="bar">
            // A button: going to the content is no address of its own.
            <button type="button" class="btn line skip" on:click=|_| focus("main")>{bar::skip()}</button>
            <Brand />
            <Views />
            <div class="tools">
                <button
                    type="button"
                    class="btn icon"
                    aria-label=bar::undo()
                    title=bar::undo_title()
                    disabled=move || !store.undoable.get()
                    on:click=move |_| history::undo(store)
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
                    on:click=move |_| parts.with_rest(store, move |rest| (rest.replay)(store))
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
                    aria-pressed=move || pinned.get().to_string()
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
                {move || shared.get().map(|share| share(dialog))}
            </dialog>
        </header>
    }
}

/// The name, which leads home with the scene as it is. An assignment is at home where it is; inside
/// another page home is the whole page.
#[component]
fn Brand() -> impl IntoView {
    let store = store();
    let embedded = embedded();
    let address = store.memo(move |results| {
        let mut view = results.view.clone();
        if !embedded {
            go_home(&mut view);
        }
        history::address(&view)
    });
    let go = move |event| {
        if !embedded && is_for_page(&event) {
            store.edit(Gesture::Done, go_home);
        }
    };
    view! {
        <a
            class="brand"
            href=address
            target=embedded.then_some("_blank")
            rel="noopener"
            on:click=go
        >
            <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true">
                <path d="M2 4h7" class="brand-a" />
                <path d="M9 10h7" class="brand-b" />
                <path d="M2 16h14" class="brand-c" />
            </svg>
            <span>"AOLO Lab"</span>
        </a>
    }
}

fn go_home(view: &mut View) {
    if view.place != Place::Task {
        view.place = Place::Explore;
    }
}

/// The views, as links: each address restores the scenario too.
#[component]
fn Views() -> impl IntoView {
    view! {
        <nav class="views" aria-label=words::views()>
            <PlaceLink place=Place::Explore name=words::explore() here=|it| it == Place::Explore />
            <PlaceLink place=Place::Results name=words::lab() here=Place::in_lab />
            <PlaceLink place=Place::Day name=words::day() here=|it| it == Place::Day />
            <PlaceLink place=Place::Teach name=words::teach() here=Place::in_teach />
        </nav>
    }
}

/// Whether the page is shown inside another one, `?embed` in its address.
fn embedded() -> bool {
    document().document_element().is_some_and(|html| html.class_list().contains("embed"))
}
