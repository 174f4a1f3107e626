//! What stands behind the switch of what is counted: source and range of each step, who decides over
//! which bars, and what a choice moves.

use super::moves::{moves_table, too_short};
use crate::carbon::{OUTSIDE, outside};
use crate::ui::browser::listen;
use crate::ui::charts::kit::parts::Part;
use crate::ui::charts::words as names;
use crate::ui::charts::{Table, filled};
use crate::ui::load::Parts;
use crate::ui::state::store;
use crate::ui::words::{colon, counted as words, fields, gap, names as kinds, values};
use leptos::ev;
use leptos::prelude::*;

/// Below the switch.
pub fn what_counts() -> AnyView {
    let store = store();
    let found = store.memo_later(|results| outside(&results.valid, results.chosen.decision));
    let line = move |(index, part): (usize, Part)| {
        let amount = move || {
            let it = found.get()[index];
            let (low, high) = it.range_g;
            let here = values::mass(it.grams);
            match low < high {
                true => words::leaning(&here, &values::mass(low), &values::mass(high)),
                false => here,
            }
        };
        let field = OUTSIDE[index];
        view! {
            <li>
                <svg class="sw" width="10" height="10" aria-hidden="true">
                    <rect width="10" height="10" class=part.class() />
                </svg>
                {names::part(part)} {colon()} {amount} {gap()}
                <span class="cite">{fields::source(field)}</span> " "
                <span class="tag">{values::provenance(field.provenance)}</span>
            </li>
        }
    };
    let parts = Part::ALL.into_iter().filter_map(|part| Some((part.outside()?, part)));
    view! {
        <ul class="note steps">
            <li>
                {words::coloured()} {gap()} <span class="cite">"AOLO, arXiv 2503.04418"</span> " "
                <span class="tag">{kinds::paper()}</span>
            </li>
            {parts.map(line).collect_view()}
            <li>{words::grey()}</li>
        </ul>
        <Moves />
    }
    .into_any()
}

/// What a choice moves, worked out while it is looked at.
#[component]
fn Moves() -> impl IntoView {
    let store = store();
    let parts = expect_context::<Parts>();
    let open = RwSignal::new(false);
    let on_toggle = move |event: ev::Event| {
        if event_target::<web_sys::Element>(&event).has_attribute("open") {
            parts.with_views(store, move |_| open.set(true));
        } else {
            open.set(false);
        }
    };
    view! {
        <details class="behind" on:toggle=listen::while_here(on_toggle)>
            <summary>{words::what_moves()}</summary>
            {move || open.get().then(|| parts.views.get().map(|views| (views.moves)()))}
        </details>
    }
}

/// The table itself; it comes with the other views.
pub fn moves() -> AnyView {
    let store = store();
    let table = store.memo_later(moves_table);
    let short = store.memo_later(too_short);
    view! {
        {move || {
            let (head, rows) = table.get();
            filled(words::what_moves(), Table { head, rows })
        }}
        <p class="note">{words::dash()} {gap()} {short}</p>
    }
    .into_any()
}
