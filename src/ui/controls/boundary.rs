//! What is counted, with the total under each choice.

use crate::scenario::Boundary;
use crate::ui::browser::listen;
use crate::ui::state::{Gesture, store};
use crate::ui::words::{controls as words, values};
use leptos::prelude::*;

/// The switch.
#[component]
pub fn BoundaryChoice() -> impl IntoView {
    let store = store();
    let now = store.memo(|results| results.view.scenario.boundary);
    let segment = move |(index, &boundary): (usize, &Boundary)| {
        let total = store.memo(move |results| values::mass(results.by_boundary_g[index]));
        let take = move |_| {
            store.edit_scenario(Gesture::Done, |scenario| scenario.boundary = boundary);
        };
        view! {
            <label>
                <input
                    id=format!("counted-{}", boundary.word())
                    type="radio"
                    name="boundary"
                    prop:checked=move || now.get() == boundary
                    on:change=listen::while_here(take)
                />
                {values::boundary(boundary)}
                <small>{total}</small>
            </label>
        }
    };
    view! {
        <div class="acc" id="boundary">
            <fieldset>
                <legend class="sub">{words::what_is_counted()}</legend>
                <div class="seg two">
                    {Boundary::ALL.iter().enumerate().map(segment).collect_view()}
                </div>
            </fieldset>
            <p class="note">{move || values::boundary_meaning(now.get())}</p>
        </div>
    }
}
