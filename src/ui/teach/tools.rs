//! Charts of a learner's own answer, as the teacher wishes: what each part emits, and the map of power
//! and length without its best point.

use super::answer::{answer, applied};
use crate::carbon::{self, Chain, Footprint};
use crate::math;
use crate::receipt;
use crate::scenario::Decision;
use crate::teach::assignment::{Assignment, DECISION, Tool};
use crate::ui::charts::{Mark, Measured, PowerLengthMap, Waterfall};
use crate::ui::state::{Gesture, store};
use crate::ui::words::panels as words;
use leptos::prelude::*;
use std::sync::Arc;

/// The charts of an assignment.
#[component]
pub fn Tools(task: Assignment) -> impl IntoView {
    let store = store();
    let print = store.memo(|results| receipt::judge(&results.view).map(|it| it.print));
    let first: Option<Footprint> = print.get_untracked();
    first.map(|first| {
        let footprint = Memo::new(move |_| print.get().unwrap_or_else(|| first.clone()));
        let waterfall = task.tools.contains(&Tool::Waterfall);
        let map = task.tools.contains(&Tool::Map);
        view! {
            {waterfall.then(|| view! { <Parts footprint /> })}
            {map.then(|| view! { <Map footprint task /> })}
        }
    })
}

#[component]
fn Parts(footprint: Memo<Footprint>) -> impl IntoView {
    let store = store();
    let energy_model = store.memo(|results| {
        applied(results).map_or(results.view.scenario.energy_model, |it| it.scenario().energy_model)
    });
    let boundary = store.memo(|results| {
        applied(results).map_or(results.view.scenario.boundary, |it| it.scenario().boundary)
    });
    let range_g = store.memo(move |results| {
        let print = footprint.get();
        applied(results)
            .map_or((print.total_g, print.total_g), |it| carbon::range(&it, print.decision))
    });
    let outside = store.memo(move |results| {
        let decision = footprint.get().decision;
        applied(results).map(|it| carbon::outside(&it, decision))
    });
    view! {
        <section class="tool" aria-labelledby="tool-parts">
            <h2 id="tool-parts">{words::from_prompt()}</h2>
            <figure>
                <Measured let:width>
                    <Waterfall
                        width
                        footprint
                        energy_model
                        boundary
                        outside
                        range_g
                        best_g=Signal::stored(None)
                    />
                </Measured>
            </figure>
        </section>
    }
}

#[component]
fn Map(footprint: Memo<Footprint>, task: Assignment) -> impl IntoView {
    let store = store();
    let fallback = store.peek(|results| Arc::clone(&results.chain));
    let chain = Memo::new_with_compare(
        move |_| {
            store
                .with(|results| applied(results).map(|it| Arc::new(Chain::new(&it))))
                .unwrap_or_else(|| Arc::clone(&fallback))
        },
        |before: Option<&Arc<_>>, after| before != after,
    );
    let you = Memo::new(move |_| {
        footprint.with(|it| Mark { decision: it.decision, total_g: it.total_g })
    });
    let opened = DECISION.map(|name| task.opened(name).map(|it| it.bounds));
    let locked = opened.iter().all(Option::is_none);
    let bounded = move |half: usize, value: f64| match opened[half] {
        None => None,
        Some(None) => Some(value),
        Some(Some((from, to))) => Some(math::clamp(value, from, to)),
    };
    let on_move = move |to: Decision| {
        for (half, value) in [f64::from(to.tokens), to.power_w].into_iter().enumerate() {
            if let Some(value) = bounded(half, value) {
                // Inside its bounds nothing is refused.
                let _ = answer(DECISION[half], &value.to_string(), Gesture::Held);
            }
        }
    };
    let on_release = Callback::new(move |()| store.edit(Gesture::Done, |_| ()));
    view! {
        <section class="tool" aria-labelledby="tool-map">
            <h2 id="tool-map">{words::power_and_length()}</h2>
            <figure>
                <Measured let:width>
                    <PowerLengthMap
                        width
                        chain
                        best=Signal::stored(None)
                        agent_trails=Signal::stored(false)
                        you
                        on_move
                        on_release
                        locked=Signal::stored(locked)
                    />
                </Measured>
            </figure>
        </section>
    }
}
