//! The gauge: how much of each limit an answer uses up.

use super::used::uses;
use super::words;
use crate::carbon::{Constraint, Footprint, Limits};
use crate::math;
use crate::ui::words::charts as said;
use leptos::prelude::*;

/// Length of a full bar in the units of its own view box; it is stretched to its place.
const FULL: f64 = 200.0;

/// A bar for each limit, whose name opens its equation; the numbers beside them are text, so no
/// table stands behind.
#[component]
pub fn Gauge(
    #[prop(into)] limits: Signal<Limits>,
    #[prop(into)] footprint: Signal<Footprint>,
    /// The limit whose equation is open.
    #[prop(into)]
    selected: Signal<Option<Constraint>>,
    /// Called with the limit that was pressed.
    #[prop(into)]
    on_select: Callback<Constraint>,
    /// `id` of the element that holds the open equation.
    equation_id: &'static str,
) -> impl IntoView {
    let uses = Memo::new(move |_| footprint.with(|print| uses(&limits.get(), print)));
    let row = move |index: usize| {
        let of = move || uses.with(|uses| uses[index].clone());
        let limit = uses.with_untracked(|uses| uses[index].limit);
        let bar = move || format!("M0 6H{:.1}", math::clamp(of().share, 0.01, 1.0) * FULL);
        view! {
            <button
                type="button"
                aria-expanded=move || (selected.get() == Some(limit)).to_string()
                aria-controls=equation_id
                on:click=move |_| on_select.run(limit)
            >
                {words::limit(limit)}
            </button>
            <svg viewBox="0 0 200 12" preserveAspectRatio="none" aria-hidden="true">
                <path d="M0 6H200" class="lim-t" />
                <path d=bar class="lim-f" class:over=move || !of().kept />
                <path d="M199 0V12" class="lim-m" />
            </svg>
            <span class="v" class:broken=move || !of().kept>
                <b>{move || of().value}</b>
                " "
                {move || of().bound()}
            </span>
        }
    };
    view! {
        <div class="lim" role="group" aria-label=said::limits_used()>
            {(0..4).map(row).collect_view()}
        </div>
    }
}
