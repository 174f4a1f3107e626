//! The gauge: how much of each limit an answer uses up.

use super::words;
use crate::carbon::{Constraint, Footprint, Limits};
use crate::ui::words::charts as said;
use crate::ui::words::format::{duration, percent, plain, share, significant};
use leptos::prelude::*;

/// Length of a full bar in the units of its own view box; it is stretched to its place.
const FULL: f64 = 200.0;

/// A limit and what is used of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Use {
    pub limit: Constraint,
    /// Share used; at most 1 where the limit is kept.
    share: f64,
    pub kept: bool,
    pub value: String,
    pub bound: String,
}

/// Each limit with what is used of it.
pub fn uses(limits: &Limits, print: &Footprint) -> [Use; 4] {
    let [qoe, latency, outage, rate] = print.kept;
    let ratio = |used: f64, of: f64| if of > 0.0 { used / of } else { f64::from(used > 0.0) };
    let bound = |kept: bool, limit: String, at_least: bool| match (kept, at_least) {
        (true, true) => said::of_at_least(&limit),
        (true, false) => said::of_at_most(&limit),
        (false, true) => said::is_under(&limit),
        (false, false) => said::is_over(&limit),
    };
    let rate_bps = print.wireless.rate_bps;
    [
        Use {
            limit: Constraint::Qoe,
            share: ratio(limits.qoe_min, print.qoe.total),
            kept: qoe,
            value: share(print.qoe.total),
            bound: bound(qoe, share(limits.qoe_min), true),
        },
        Use {
            limit: Constraint::Latency,
            share: ratio(print.latency_s, limits.latency_max_s),
            kept: latency,
            value: duration(print.latency_s),
            bound: bound(latency, words::seconds(limits.latency_max_s), false),
        },
        Use {
            limit: Constraint::Outage,
            share: ratio(print.wireless.outage, limits.outage_max),
            kept: outage,
            value: percent(print.wireless.outage),
            bound: bound(outage, percent(limits.outage_max), false),
        },
        Use {
            limit: Constraint::Rate,
            share: ratio(limits.rate_min.0, rate_bps),
            kept: rate,
            value: significant(rate_bps / 1e6, 2),
            bound: bound(rate, format!("{}\u{a0}Mbit/s", plain(limits.rate_min.0 / 1e6)), true),
        },
    ]
}

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
        let bar = move || format!("M0 6H{:.1}", of().share.clamp(0.01, 1.0) * FULL);
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
                {move || of().bound}
            </span>
        }
    };
    view! {
        <div class="lim" role="group" aria-label=said::limits_used()>
            {(0..4).map(row).collect_view()}
        </div>
    }
}
