//! What binds, and how much of each limit is used.

use super::limits_sentence::{factors, say};
use crate::carbon::Constraint;
use crate::ui::charts::Gauge;
use crate::ui::equation::limits::limit_equation;
use crate::ui::equation::view::EquationView;
use crate::ui::state::{Gesture, store};
use crate::ui::words::{charts, gap, panels as words};
use leptos::prelude::*;

/// `id` of the open equation of a limit.
const LIMIT_EQUATION: &str = "limit-equation";

/// What binds, in words, and how much of each limit is used.
#[component]
pub fn WhatBinds() -> impl IntoView {
    let store = store();
    let said = store.memo_later(say);
    let limits = store.memo_later(|results| results.chain.limits);
    let footprint = store.memo_later(|results| results.chosen.clone());
    let factors = store.memo_later(|results| factors(&results.chosen));
    let open = RwSignal::new(None::<Constraint>);
    let toggle = move |limit| {
        open.update(|open| *open = if *open == Some(limit) { None } else { Some(limit) });
    };
    let opened = store.memo_later(move |results| {
        open.get().map(|limit| limit_equation(limit, results)).unwrap_or_default()
    });
    let is_open = Memo::new(move |_| open.get().is_some());
    let ways = move || {
        said.with(|said| said.ways_out.clone())
            .into_iter()
            .map(|way| {
                let take = move |_| {
                    store.edit_scenario(Gesture::Done, |scenario| {
                        if scenario.set(way.field, way.value).is_err() {
                            scenario.reset(way.field);
                        }
                    });
                };
                view! {
                    <button type="button" class="btn line" on:click=take>{way.label.clone()}</button>
                }
            })
            .collect_view()
    };
    view! {
        <section class="binds" aria-labelledby="hb">
            <div>
                <h2 class="vh" id="hb">{words::what_binds()}</h2>
                <p class="say" class:no=move || said.with(|it| it.bad)>
                    <b>{move || said.with(|it| it.bold.clone())}</b>
                    {gap()}
                    {move || said.with(|it| it.rest.clone())}
                </p>
                <div class="row ways">{ways}</div>
                <p class="sub">{factors}</p>
            </div>
            <div>
                <p class="note gcap">{charts::limits_used()}</p>
                <Gauge
                    limits
                    footprint
                    selected=open
                    on_select=toggle
                    equation_id=LIMIT_EQUATION
                />
                {move || is_open.get().then(|| view! {
                    <EquationView equation=opened id=LIMIT_EQUATION />
                })}
            </div>
        </section>
    }
}
