//! What a lesson asks to try, over the view where it is tried, with the way back.

use super::texts;
use crate::link::{Place, View};
use crate::teach::StepId;
use crate::teach::steps;
use crate::ui::frame::icon::{self, Icon};
use crate::ui::frame::place_link::Go;
use crate::ui::state::{Gesture, store};
use crate::ui::words::{bar, teach as words};
use leptos::prelude::*;

/// The bar; nothing where nothing is tried.
#[component]
pub fn Beside() -> impl IntoView {
    let store = store();
    let trying = store.memo(|results| {
        let view = &results.view;
        view.trying.filter(|_| !view.place.in_teach())
    });
    let shown = move |step: StepId| {
        // What is to be tried takes no figure.
        let text = texts::step(step, &steps::scenario(step), &[]);
        let back = move |view: &mut View| {
            *view = View { place: Place::Teach, step: Some(step), trying: None, ..view.clone() };
        };
        let close = move |_| store.edit(Gesture::Done, |view| view.trying = None);
        view! {
            <aside class="trying" aria-label=words::try_it()>
                <p><b>{words::try_it()}</b>" "{text.try_it}</p>
                <Go change=back class="btn line">{words::back_to_question()}</Go>
                <button type="button" class="rst" aria-label=bar::close() on:click=close>
                    <Icon path=icon::CLOSE />
                </button>
            </aside>
        }
    };
    move || trying.get().map(shown)
}
