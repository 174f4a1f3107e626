//! The total that stays in sight on a phone.

use crate::ui::state::store;
use crate::ui::words::{bar, values};
use leptos::prelude::*;

/// The total that stays in sight on a phone.
#[component]
pub fn StickyTotal() -> impl IntoView {
    let store = store();
    let total = store.memo(|results| values::mass(results.chosen.total_g));
    let aside = store.memo(|results| {
        let aside = bar::qoe_of(
            &values::share(results.chosen.qoe.total),
            &values::share(results.chain.limits.qoe_min),
        );
        match results.best() {
            Some(best) => bar::best_too(&aside, &values::mass(best.total_g)),
            None => aside,
        }
    });
    view! {
        <div class="total" aria-hidden="true">
            <b translate="no">{total}</b>
            <span>"CO₂e"</span>
            <span class="sub">{aside}</span>
        </div>
    }
}
