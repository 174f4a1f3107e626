//! What a lesson asks to try, over the view where it is tried, and the assignment that was left there,
//! with the way back.

use super::{texts, under_way};
use crate::link::{Place, View};
use crate::teach::StepId;
use crate::teach::steps;
use crate::ui::frame::icon::{self, Icon};
use crate::ui::frame::place_link::Go;
use crate::ui::state::{Gesture, store};
use crate::ui::words::{assignment, bar, teach as words};
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
    let outside = store.memo(|results| !results.view.place.in_teach());
    let ended = RwSignal::new(());
    let end = move |_| {
        under_way::end();
        ended.set(());
    };
    let left = move || {
        ended.get();
        let outside = outside.get();
        let task = under_way::task().filter(|_| outside)?;
        let title = under_way::title(&task);
        let back = move |view: &mut View| *view = View { place: Place::Task, ..task.clone() };
        Some(view! {
            <aside class="trying" aria-label=assignment::under_way()>
                <p><b>{assignment::under_way()}</b>" "{assignment::another_scene()}</p>
                <Go change=back class="btn line">{assignment::back_to(&title)}</Go>
                <button type="button" class="rst" aria-label=assignment::done_with() on:click=end>
                    <Icon path=icon::CLOSE />
                </button>
            </aside>
        })
    };
    move || match trying.get() {
        Some(step) => Some(shown(step).into_any()),
        None => left().map(|it| it.into_any()),
    }
}
