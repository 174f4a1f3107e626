//! The total that stays in sight on a phone.

use crate::ui::state::store;
use crate::ui::words::{bar, values};
use leptos::prelude::*;

/// The total that stays in sight on a phone.
#[component]
pub fn StickyTotal() -> impl IntoView {
    let store = store();
    let total = store.memo(|results| values::mass(results.chosen.total_g));
    let quality = store.memo(|results| {
        bar::qoe_of(
            &values::share(results.chosen.qoe.total),
            &values::share(results.chain.limits.qoe_min),
        )
    });
    let best = store.memo(|results| {
        results.best().map(|best| bar::best_too(&values::mass(best.total_g))).unwrap_or_default()
    });
    // What has no room goes whole.
    view! {
        <div class="total" aria-hidden="true">
            <b translate="no">{total}</b>
            <span>"CO₂e"</span>
            <span class="sub"><span>{quality}</span> <span>{best}</span></span>
        </div>
    }
}
