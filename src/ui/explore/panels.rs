//! The panels of the centre: waterfall, map, what binds.

use super::binds;
use super::equivalents;
use crate::carbon::{Constraint, Footprint};
use crate::data::{Constant, item};
use crate::ui::charts::kit::parts::Part;
use crate::ui::charts::{DIAMOND, Gauge, Mark, Measured, PowerLengthMap, TRIANGLE, Waterfall};
use crate::ui::controls::AccountingChoice;
use crate::ui::equation::bars::equation;
use crate::ui::equation::limits::limit_equation;
use crate::ui::equation::view::EquationView;
use crate::ui::load::Parts;
use crate::ui::state::results::Results;
use crate::ui::state::{Gesture, store};
use crate::ui::words::format::{percent, plain, with_unit};
use crate::ui::words::{panels as words, sources, values};
use leptos::prelude::*;
use std::sync::Arc;

/// `id` of the open equation of a bar.
const BAR_EQUATION: &str = "equation";
/// `id` of the open equation of a limit.
const LIMIT_EQUATION: &str = "limit-equation";

fn mark(print: &Footprint) -> Mark {
    Mark { decision: print.decision, total_g: print.total_g }
}

/// The waterfall from prompt to phone, its equation, and the accounting.
#[component]
pub fn FromPromptToPhone() -> impl IntoView {
    let store = store();
    let parts = expect_context::<Parts>();
    let footprint = store.memo(|results| results.chosen.clone());
    let energy_model = store.memo(|results| results.view.scenario.energy_model);
    let range_g = store.memo(|results| results.range_g);
    let best_g = store.memo(|results| results.best().map(|best| best.total_g));
    let part = RwSignal::new(Part::RadioElectricity);
    let selected = Signal::derive(move || Some(part.get()));
    let aside = Memo::new(move |_| {
        let radio = store.with(|results| percent(results.chosen.radio_share()));
        let total = store.with(|results| results.chosen.total_g);
        let aside = words::radio_share(&radio);
        store.pinned.with(|pinned| match pinned {
            Some(it) => words::against(&aside, &it.name, &values::against(total, it.total_g)),
            None => aside,
        })
    });
    view! {
        <section class="panel fall" aria-labelledby="hw">
            <header>
                <h2 id="hw">{words::from_prompt()}</h2>
                <span class="sub">{aside}</span>
            </header>
            <figure>
                <Measured let:width>
                    <Waterfall
                        width
                        footprint
                        energy_model
                        range_g
                        best_g
                        pinned=store.pinned
                        selected
                        on_select=move |it| part.set(it)
                        equation_id=BAR_EQUATION.to_string()
                    />
                </Measured>
            </figure>
            {move || parts.rest.get().map(|rest| (rest.behind)(part))}
        </section>
    }
}

/// What stands behind the waterfall: the equation of a bar, what is charged, what it compares to.
pub fn behind_waterfall(part: RwSignal<Part>) -> AnyView {
    let store = store();
    let opened = store.memo(move |results| equation(part.get(), results));
    let swatch = Signal::derive(move || part.get().class());
    let warning = store.memo(|results| results.chosen.out_of_memory);
    view! {
        <EquationView equation=opened id=BAR_EQUATION swatch />
        {move || warning.get().then(|| view! {
            <p class="note bad warn">{words::out_of_memory()}</p>
        })}
        <AccountingChoice />
        <Equivalents />
    }
    .into_any()
}

/// The total beside what people can picture, with sources.
#[component]
fn Equivalents() -> impl IntoView {
    let store = store();
    let drive = store.memo(|results| equivalents::drive(results.chosen.total_g));
    let boil = store.memo(|results| {
        equivalents::boil(results.chosen.total_g, results.view.scenario.grid_dc_g_per_kwh)
    });
    let source = |it: &Constant| {
        format!("{}: {}", with_unit(&plain(it.value), values::unit(it.unit)), sources::constant(it))
    };
    view! {
        <p class="note like">
            {move || words::like_a_drive(&drive.get())}
            " "
            {move || boil.get().map(|amount| words::like_water(&amount))}
            " "
            <span class="cite">
                "("
                {source(&item::NEW_CAR_G_PER_KM)}
                "; "
                {source(&item::BOIL_WATER_J_PER_L)}
                ")"
            </span>
        </p>
    }
}

/// The map, and who stands where.
#[component]
pub fn PowerAndLength() -> impl IntoView {
    let store = store();
    let chain = Memo::new_with_compare(
        move |_| store.with(|results| Arc::clone(&results.chain)),
        |before: Option<&Arc<_>>, after| before != after,
    );
    let best = store.memo(|results| results.best().map(mark));
    let agent = store.memo(|results| results.agent.as_ref().map(|agent| mark(&agent.footprint)));
    let agent_trails = store.memo(Results::agent_trails);
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
                    <PowerLengthMap width chain best agent agent_trails you on_move on_release />
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
    let you = store.memo(move |results| row(Some(&results.manual), results.best()));
    // Beside the best of this scenario the answer to another one says nothing.
    let agent = store.memo(move |results| {
        let print = results.agent.as_ref().map(|agent| &agent.footprint);
        row(print, results.best().filter(|_| !results.agent_trails()))
    });
    let trails = store.memo(Results::agent_trails);
    let best = store.memo(move |results| row(results.best(), results.best()));
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
                        {words::agent()}
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

/// What binds, in words, and how much of each limit is used.
#[component]
pub fn WhatBinds() -> impl IntoView {
    let store = store();
    let said = store.memo(binds::say);
    let limits = store.memo(|results| results.chain.limits);
    let footprint = store.memo(|results| results.chosen.clone());
    let factors = store.memo(|results| binds::factors(&results.chosen));
    let open = RwSignal::new(None::<Constraint>);
    let toggle = move |limit| {
        open.update(|open| *open = if *open == Some(limit) { None } else { Some(limit) });
    };
    let opened = store.memo(move |results| {
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
                    {crate::ui::words::gap()}
                    {move || said.with(|it| it.rest.clone())}
                </p>
                <div class="row ways">{ways}</div>
                <p class="sub">{factors}</p>
            </div>
            <div>
                <p class="note gcap">{crate::ui::words::charts::limits_used()}</p>
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
