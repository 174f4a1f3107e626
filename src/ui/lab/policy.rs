//! The policy under the microscope: what optimum and agents do as the phone moves across the cell.

use super::side::Spikes;
use crate::data::fields;
use crate::learn::Algorithm;
use crate::link::Whose;
use crate::math;
use crate::protocol::{Question, Reply, Stop};
use crate::scenario::{Decision, Scenario};
use crate::ui::charts::{AlongDistance, At, Measured};
use crate::ui::controls::FieldControl;
use crate::ui::explore::limits_panel::WhatBinds;
use crate::ui::explore::whose::WhoseAgent;
use crate::ui::frame::linked::Linked;
use crate::ui::state::store;
use crate::ui::words::lab as words;
use crate::ui::worker::{Asker, WorkerHandle};
use leptos::prelude::*;

/// Distances that are asked for.
const STOPS: u32 = 61;
/// The nearest, m, where the model's path loss begins.
const NEAREST_M: f64 = 10.0;
/// The farthest, m, unless the phone is further away.
const FARTHEST_M: f64 = 2_000.0;

/// Evenly spaced in their logarithm.
fn distances_m(farthest_m: f64) -> Vec<f64> {
    let (from, to) = (math::ln(NEAREST_M), math::ln(farthest_m));
    let at = |index: u32| math::exp(from + f64::from(index) / f64::from(STOPS - 1) * (to - from));
    (0..STOPS).map(at).collect()
}

fn at(stop: &Stop) -> At {
    let numbers = |it: Decision| (f64::from(it.tokens), it.power_w);
    let agent = |algorithm: Algorithm| {
        let it = stop.agents.iter().find(|it| it.algorithm == algorithm)?;
        let (tokens, watts) = numbers(it.decision);
        Some((tokens, watts, it.feasible))
    };
    At {
        distance_m: stop.distance_m,
        best: stop.best.map(numbers),
        agents: [agent(Algorithm::Sdrl), agent(Algorithm::Sac)],
    }
}

/// The view.
#[component]
pub fn Policy() -> impl IntoView {
    let store = store();
    let worker = expect_context::<WorkerHandle>();
    let now_m = store.memo(|results| results.view.scenario.distance_m);
    // Once it has reached further it does so to the end: no axis moves under a hand that holds the slider.
    let farthest_m = Memo::new(move |before: Option<&f64>| {
        let further = now_m.get() > FARTHEST_M;
        if further { fields::DISTANCE_M.max } else { before.copied().unwrap_or(FARTHEST_M) }
    });
    // All that the decisions depend on; the distance only in how far the axis reaches.
    let scene =
        store.memo(|results| Scenario { distance_m: NEAREST_M, ..results.view.scenario.clone() });
    let own = store.memo(|results| results.view.agent == Whose::Own);
    let stops = RwSignal::new(Vec::new());
    let microscope = Asker::new(worker, move |answer| {
        if let Ok(Reply::Swept(found)) = answer {
            stops.set(found.iter().map(at).collect());
        }
    });
    Effect::new(move |_| {
        let (scenario, farthest_m) = (scene.get(), farthest_m.get());
        // Again when others answer, or have learnt more.
        let _ = worker.policies.read();
        let at = |distance_m| Scenario { distance_m, ..scenario.clone() };
        let scenarios = distances_m(farthest_m).into_iter().map(at).collect();
        microscope.ask(Question::Sweep { scenarios, own: own.get() });
    });
    let none = Memo::new(move |_| stops.with(Vec::is_empty));
    view! {
        <section class="run main wide2" aria-labelledby="hmi">
            <header class="lh">
                <h2 id="hmi">{words::microscope()}</h2>
                <span class="sub"><Linked text=words::microscope_aside() /></span>
            </header>
            <div class="ctl along">
                <FieldControl
                    field=fields::DISTANCE_M
                    reach=Signal::derive(move || Some((NEAREST_M, farthest_m.get())))
                />
            </div>
            <WhoseAgent />
            <figure>
                {move || if none.get() {
                    view! { <p class="empty sub">{words::asking()}</p> }.into_any()
                } else {
                    view! {
                        <Measured let:width>
                            <AlongDistance width stops now_m />
                        </Measured>
                        <p class="note"><Linked text=words::legend() /></p>
                    }.into_any()
                }}
            </figure>
        </section>
        <aside class="side">
            <section aria-labelledby="hhere">
                <header>
                    <h2 id="hhere">{words::here()}</h2>
                </header>
                <WhatBinds />
            </section>
            <Spikes />
        </aside>
    }
}
