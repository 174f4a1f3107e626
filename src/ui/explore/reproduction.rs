//! The reproduction: what the agents reached over seeds, from the committed results.

use super::summary::Reproduced;
use crate::scenario::MODEL_VERSION;
use crate::ui::browser::listen;
use crate::ui::charts::{Table, filled};
use crate::ui::words::learning as words;
use leptos::ev;
use leptos::prelude::*;

fn table<const N: usize>(head: [&str; N], rows: Vec<Vec<String>>) -> Table {
    Table { head: head.map(str::to_owned).to_vec(), rows }
}

/// A folded part of the training panel; the file is read when it opens.
#[component]
pub fn Reproduction() -> impl IntoView {
    let (open, set_open) = signal(false);
    let on_toggle = move |event: ev::Event| {
        set_open.set(event_target::<web_sys::Element>(&event).has_attribute("open"));
    };
    view! {
        <details class="behind reproduction" on:toggle=listen::while_here(on_toggle)>
            <summary>{words::results_title()}</summary>
            {move || open.get().then(tables)}
        </details>
    }
}

fn tables() -> AnyView {
    let shown = || {
        let it = Reproduced::committed()?;
        let agents = table(
            [
                words::who_decides(),
                words::gap(),
                words::any_request(),
                words::limits_broken(),
                words::worst_seed(),
                words::seeds(),
                words::updates_axis(),
            ],
            it.agents(),
        );
        let comparisons = table(
            [
                words::sdrl_against(),
                words::requests(),
                words::carbon_saved(),
                words::most_possible(),
                words::the_paper(),
                words::seeds(),
            ],
            it.comparisons(),
        );
        Some(view! {
            {(it.model_version < MODEL_VERSION).then(|| view! {
                <p class="note">{words::of_earlier_model(&it.model_version.to_string())}</p>
            })}
            <p class="note">
                {words::agents_note(&it.held_out_contexts.to_string())}
            </p>
            {filled(words::agents_table(), agents)}
            <p class="note">
                {words::saved_note()}
            </p>
            {filled(words::saved_table(), comparisons)}
            <p class="note">
                {words::runs_note()}
            </p>
        })
    };
    shown().into_any()
}
