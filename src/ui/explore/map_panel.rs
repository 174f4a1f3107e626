//! The map of power and length, and who stands where on it.

use crate::carbon::Footprint;
use crate::ui::charts::{DIAMOND, Mark, Measured, PowerLengthMap, TRIANGLE};
use crate::ui::state::results::Results;
use crate::ui::state::{Gesture, store};
use crate::ui::words::{charts, lab, panels as words, values};
use leptos::prelude::*;
use std::sync::Arc;

fn mark(print: &Footprint) -> Mark {
    Mark { decision: print.decision, total_g: print.total_g }
}

/// The map, and who stands where.
#[component]
pub fn PowerAndLength() -> impl IntoView {
    let store = store();
    let chain = store.memo_later(|results| Arc::clone(&results.chain));
    let best = store.memo_later(|results| results.best().map(mark));
    let agent =
        store.memo_later(|results| results.agent.as_ref().map(|agent| mark(&agent.footprint)));
    let agent_trails = store.memo_later(Results::agent_trails);
    let agent_name = store
        .memo_later(|results| if results.own_agent() { lab::own_agent() } else { charts::agent() });
    // Under the finger.
    let you = store.memo(|results| mark(&results.manual));
    let on_move = move |decision| store.decide(Gesture::Held, |it| *it = decision);
    let on_release = Callback::new(move |()| store.decide(Gesture::Done, |_| ()));
    view! {
        <section class="panel map" aria-labelledby="hm">
            <header>
                <h2 id="hm">{words::power_and_length()}</h2>
                <span class="sub">{words::below_the_line()}</span>
            </header>
            <figure>
                <Measured let:width>
                    <PowerLengthMap width chain best agent agent_name agent_trails you on_move on_release />
                </Measured>
            </figure>
            <Keys />
        </section>
    }
}

/// Who chooses what, with the difference against the best.
#[component]
fn Keys() -> impl IntoView {
    let store = store();
    #[derive(Clone, PartialEq, Default)]
    struct Row {
        tokens: String,
        power: String,
        total: String,
        against: String,
    }
    let row = |print: Option<&Footprint>, best: Option<&Footprint>| {
        print.map_or_else(
            || Row {
                tokens: "–".into(),
                power: "–".into(),
                total: "–".into(),
                against: "–".into(),
            },
            |print| Row {
                tokens: values::whole(print.decision.tokens.into()),
                power: values::figure(print.decision.power_w),
                total: values::mass(print.total_g),
                against: match best {
                    _ if !print.feasible() => words::breaks_a_limit().into(),
                    Some(best) => values::against(print.total_g, best.total_g),
                    None => "–".into(),
                },
            },
        )
    };
    let you = store.memo_later(move |results| row(Some(&results.manual), results.best()));
    // Beside the best of this scenario the answer to another one says nothing.
    let agent = store.memo_later(move |results| {
        let print = results.agent.as_ref().map(|agent| &agent.footprint);
        row(print, results.best().filter(|_| !results.agent_trails()))
    });
    let trails = store.memo_later(Results::agent_trails);
    let own = store.memo_later(Results::own_agent);
    let best = store.memo_later(move |results| row(results.best(), results.best()));
    let cells = |row: Memo<Row>| {
        view! {
            <td>{move || row.with(|it| it.tokens.clone())}</td>
            <td>{move || row.with(|it| it.power.clone())}</td>
            <td><b>{move || row.with(|it| it.total.clone())}</b></td>
            <td>{move || row.with(|it| it.against.clone())}</td>
        }
    };
    view! {
        <table class="keys">
            <caption class="vh">{words::who_chooses_what()}</caption>
            <thead>
                <tr>
                    <th scope="col"><span class="vh">{words::who()}</span></th>
                    <th scope="col">{words::tokens_head()}</th>
                    <th scope="col">"W"</th>
                    <th scope="col">"CO₂e"</th>
                    <th scope="col">{words::against_best()}</th>
                </tr>
            </thead>
            <tbody>
                <tr>
                    <th scope="row" class="who-is">
                        <svg class="mk" width="16" height="16" viewBox="-8 -8 16 16" aria-hidden="true">
                            <circle r="5.5" class="m-you" />
                        </svg>
                        {words::you_drag()}
                    </th>
                    {cells(you)}
                </tr>
                <tr class:trails=trails aria-busy=move || trails.get().then_some("true")>
                    <th scope="row" class="who-is">
                        <svg class="mk" width="16" height="16" viewBox="-8 -8 16 16" aria-hidden="true">
                            <path d=TRIANGLE class="m-agent" />
                        </svg>
                        {move || if own.get() { lab::own_agent_row() } else { words::agent() }}
                    </th>
                    {cells(agent)}
                </tr>
                <tr>
                    <th scope="row" class="who-is">
                        <svg class="mk" width="16" height="16" viewBox="-8 -8 16 16" aria-hidden="true">
                            <path d=DIAMOND class="m-opt" />
                        </svg>
                        {words::best_possible()}
                    </th>
                    {cells(best)}
                </tr>
            </tbody>
        </table>
    }
}
