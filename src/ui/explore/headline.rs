//! The sentence with the live number, what it assumes, and the ruler beside it.

use crate::link::Choice;
use crate::ui::charts::{Measured, Ruler};
use crate::ui::frame::dock::go_to;
use crate::ui::load::Parts;
use crate::ui::state::results::Results;
use crate::ui::state::store;
use crate::ui::words::{panels as words, values};
use leptos::prelude::*;

/// The sentence.
#[component]
pub fn Lede() -> impl IntoView {
    let store = store();
    let total = store.memo(|results| values::mass(results.chosen.total_g));
    // Unrounded, for whoever compares the page with the command line.
    let total_g = store.memo(|results| results.chosen.total_g);
    let trails = store.memo(Results::choice_trails);
    let term = move |id: &'static str, words: Memo<String>| {
        view! {
            <button type="button" class="term" on:click=move |_| open(id)>{words}</button>
        }
    };
    let tokens =
        store.memo(|results| words::tokens(&values::whole(results.chosen.decision.tokens.into())));
    let model = store.memo(|results| values::model(&results.view.scenario.model));
    let place = store.memo(|results| values::place(&results.view));
    let distance = store.memo(|results| {
        let cell = values::kind_of_cell(&results.view.scenario);
        words::distance(&values::distance(results.view.scenario.distance_m), &cell)
    });
    let power = store.memo(|results| values::power(results.chosen.decision.power_w));
    let payload =
        store.memo(|results| values::payload(results.view.scenario.payload_bytes_per_token));
    let infeasible = store.memo(|results| !results.optimum.feasible());
    let parts = expect_context::<Parts>();
    let caveats = Memo::new(move |_| {
        let find = parts.rest.get().map(|rest| rest.caveats);
        let of_model_1 = store.of_model_1.get();
        find.map(|find| store.with(|results| find(results, of_model_1))).unwrap_or_default()
    });
    let emits = move || {
        if infeasible.get() { words::this_one_emits() } else { words::emits_before() }
    };
    let outside = move || {
        let asked = store.memo(|results| matches!(results.view.choice, Choice::Agent));
        store.outside.with(|outside| {
            (!outside.is_empty() && store.answers.with(|answers| !answers.is_empty())).then(|| {
                let said = parts.rest.get().map(|rest| (rest.not_trained_on)(outside));
                view! {
                    <p class="note outside" class:bad=asked>{said}</p>
                }
            })
        })
    };
    view! {
        <section class="lede" aria-label=words::result()>
            <h1>{emits} <span class="live" translate="no" class:trails=trails data-total-g=total_g>{total}</span> {words::emits_after()}</h1>
            <p class="given">
                {term("tokens", tokens)} {words::by()} {term("model", model)} {words::in_place()} {term("grid", place)}
                {words::sent()} {term("distance_m", distance)} {words::at()}
                {term("power_w", power)} {words::then_payload()}
                // A full stop never begins a line.
                <span class="joined">
                    {term("payload_bytes_per_token", payload)} {words::end()}
                </span>
            </p>
            {outside}
            {move || parts.rest.get().map(|rest| (rest.whose)())}
            {move || infeasible.get().then(|| view! {
                <p class="note bad outside">{words::ways_out_below()}</p>
            })}
            {move || caveats.with(|said| said.iter().map(|it| view! {
                <p class="note outside">{it.clone()}</p>
            }).collect_view())}
        </section>
    }
}

/// Goes to the control of a word in the sentence.
fn open(id: &'static str) {
    let group = match id {
        "model" => Some("models"),
        "distance_m" => Some("group-cell"),
        "payload_bytes_per_token" => Some("group-link"),
        _ => None,
    };
    go_to(id, group);
}

/// The ruler: who emits how much, on one scale.
#[component]
pub fn RulerBox() -> impl IntoView {
    let store = store();
    let you_g = store.memo(|results| results.manual.total_g);
    let best_g = store.memo(|results| results.best().map(|best| best.total_g));
    let agent_g = store.memo(|results| results.agent.as_ref().map(|agent| agent.footprint.total_g));
    let agent_trails = store.memo(Results::agent_trails);
    let range_g = store.memo(|results| results.range_g);
    view! {
        <section class="rulerbox" aria-label=words::ruler()>
            <Measured let:width>
                <Ruler width you_g range_g best_g agent_g agent_trails pinned=store.pinned />
            </Measured>
        </section>
    }
}
