//! Links inside the page: each address restores the scenario too, a click goes there at once.

use crate::link::{self, Place, View};
use crate::ui::load::Parts;
use crate::ui::state::results::away;
use crate::ui::state::{Gesture, store};
use leptos::ev;
use leptos::prelude::*;
use std::sync::Arc;

/// The same scene in another place; but an assignment keeps its scene to itself, which would show its
/// answer elsewhere, and is a part of Teach.
pub fn towards(view: &View, place: Place) -> View {
    match (view.place, place) {
        (Place::Task, Place::Teach) => view.clone(),
        (Place::Task, _) => View { place, ..away(view) },
        // What is tried out is left with Teach.
        _ if place.in_teach() => View { place, trying: None, ..view.clone() },
        _ => View { place, ..view.clone() },
    }
}

/// A link to a place with the scenario as it is; `here` says whether that place is shown.
#[component]
pub fn PlaceLink(place: Place, name: &'static str, here: fn(Place) -> bool) -> impl IntoView {
    let store = store();
    let parts = expect_context::<Parts>();
    let address =
        store.memo(move |results| format!("#{}", link::encode(&towards(&results.view, place))));
    let shown = store.memo(move |results| here(results.view.place));
    let go = move |event: ev::MouseEvent| {
        if !is_for_page(&event) {
            return;
        }
        parts.towards(place, store, move || {
            store.edit(Gesture::Done, |view| {
                let from = view.place;
                *view = towards(view, place);
                if let (Place::Teach, Some(views)) = (view.place, parts.views.get_untracked()) {
                    (views.arrive_at_lesson)(view, from);
                }
            });
            to_top();
        });
    };
    view! {
        <a href=address aria-current=move || shown.get().then_some("page") on:click=go>{name}</a>
    }
}

/// Whether the page follows a link by itself; another tab is the browser's own affair.
pub fn is_for_page(event: &ev::MouseEvent) -> bool {
    let is = !(event.ctrl_key() || event.meta_key() || event.shift_key());
    if is {
        event.prevent_default();
    }
    is
}

/// Another place is read from its beginning.
fn to_top() {
    window().scroll_to_with_x_and_y(0.0, 0.0);
}

/// How a link changes the view. One type for all: each type of closure would be a component of its
/// own in the binary.
#[derive(Clone)]
pub struct Change(Arc<dyn Fn(&mut View) + Send + Sync>);

impl<F: Fn(&mut View) + Send + Sync + 'static> From<F> for Change {
    fn from(change: F) -> Self {
        Self(Arc::new(change))
    }
}

/// A link that changes the view: its address restores it, a click goes there.
#[component]
pub fn Go(
    #[prop(into)] change: Change,
    #[prop(optional)] class: &'static str,
    #[prop(into, optional)] current: Signal<Option<&'static str>>,
    children: Children,
) -> impl IntoView {
    let store = store();
    let changed = change.clone();
    let address = store.memo(move |results| {
        let mut view = results.view.clone();
        changed.0(&mut view);
        format!("#{}", link::encode(&view))
    });
    let go = move |event: ev::MouseEvent| {
        if !is_for_page(&event) {
            return;
        }
        store.edit(Gesture::Done, |view| change.0(view));
        to_top();
    };
    view! {
        <a href=address class=class aria-current=current on:click=go>{children()}</a>
    }
}
