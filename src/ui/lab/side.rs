//! One decision of the agents, and what training costs.

use crate::carbon::{Footprint, footprint};
use crate::learn::{Algorithm, Effort};
use crate::protocol::{Answer, Origin};
use crate::ui::charts::{DecisionEnergy, EnergyBars, Measured, Raster};
use crate::ui::equation::agents::{decision_energy, pays_back, spent, spent_g};
use crate::ui::equation::view::EquationView;
use crate::ui::explore::whose::WhoseAgent;
use crate::ui::frame::linked::Linked;
use crate::ui::run_form::computing;
use crate::ui::state::results::Results;
use crate::ui::state::{Store, store};
use crate::ui::words::format::{mass, number, plain, with_unit};
use crate::ui::words::{lab as words, values};
use crate::ui::worker::WorkerHandle;
use leptos::prelude::*;

/// All of it.
#[component]
pub fn Side() -> impl IntoView {
    view! {
        <aside class="side">
            <WhoseAgent />
            <Spikes />
            <Energy />
            <Cost />
        </aside>
    }
}

/// The last answer of an agent; whether it is about what is shown says `agent_trails`.
fn answer(store: Store, algorithm: Algorithm) -> Memo<Option<Answer>> {
    Memo::new(move |_| {
        store.answers.with(|all| all.iter().find(|it| it.algorithm == algorithm).cloned())
    })
}

/// The raster of SDRL's decision.
#[component]
pub fn Spikes() -> impl IntoView {
    let store = store();
    let sdrl = answer(store, Algorithm::Sdrl);
    let layers =
        Memo::new(move |_| sdrl.with(|it| it.as_ref().map_or(vec![], |it| it.spikes.clone())));
    let silent = Memo::new(move |_| layers.with(Vec::is_empty));
    let tag = move || {
        sdrl.with(|it| {
            let it = it.as_ref()?;
            Some(match it.origin {
                Origin::Trained { update } => words::at_update(&values::whole(update as f64)),
                Origin::Imported => words::imported().to_string(),
                Origin::Shipped => words::shipped().to_string(),
            })
        })
    };
    let trails = store.memo(Results::agent_trails);
    view! {
        <section aria-labelledby="hs" class:trails=trails>
            <header>
                <h2 id="hs">{words::spikes_title()}</h2>
                {move || tag().map(|tag| view! { <span class="tag">{tag}</span> })}
            </header>
            {move || if silent.get() {
                view! { <p class="sub">{words::no_spikes_yet()}</p> }.into_any()
            } else {
                view! {
                    <Measured let:width>
                        <Raster width layers />
                    </Measured>
                }.into_any()
            }}
        </section>
    }
}

/// What a decision takes, in operations and in an estimate of their energy.
#[component]
fn Energy() -> impl IntoView {
    let store = store();
    let (sdrl, sac) = (answer(store, Algorithm::Sdrl), answer(store, Algorithm::Sac));
    let energies = Memo::new(move |_| {
        [sac, sdrl]
            .into_iter()
            .filter_map(|it| {
                it.with(|it| {
                    let it = it.as_ref()?;
                    let synapses_nj = 1e-3 * it.effort.synapses_pj;
                    Some(DecisionEnergy {
                        name: it.algorithm.name(),
                        spiking: it.algorithm == Algorithm::Sdrl,
                        synapses_nj,
                        neurons_nj: 1e-3 * it.effort.with_neurons_pj - synapses_nj,
                    })
                })
            })
            .collect::<Vec<_>>()
    });
    let silent = Memo::new(move |_| energies.with(Vec::is_empty));
    let effort = |it: Memo<Option<Answer>>| it.with(|it| it.as_ref().map(|it| it.effort));
    let note = move || {
        let (sdrl, sac) = (effort(sdrl)?, effort(sac)?);
        let nj = |it: &Effort| with_unit(&number(1e-3 * it.with_memory_pj()), "nJ");
        let word = with_unit(&plain(Effort::WORD_PJ), "pJ");
        Some(words::memory_note(&word, &nj(&sdrl), &nj(&sac)))
    };
    let note = Signal::derive(move || note().unwrap_or_default());
    let opened = move |answer: Memo<Option<Answer>>, algorithm, id, class: &'static str| {
        let there = Memo::new(move |_| answer.with(Option::is_some));
        let equation = Memo::new(move |_| {
            effort(answer).map(|it| decision_energy(algorithm, &it)).unwrap_or_default()
        });
        move || {
            there.get().then(|| {
                let swatch = Signal::stored(class);
                view! { <EquationView equation id swatch /> }
            })
        }
    };
    let trails = store.memo(Results::agent_trails);
    view! {
        <section aria-labelledby="he" class:trails=trails>
            <header>
                <h2 id="he">{words::energy_title()}</h2>
                <span class="tag">{words::estimate()}</span>
            </header>
            {move || if silent.get() {
                view! { <p class="sub">{words::no_spikes_yet()}</p> }.into_any()
            } else {
                view! {
                    <Measured let:width>
                        <EnergyBars width energies />
                    </Measured>
                }.into_any()
            }}
            {opened(sac, Algorithm::Sac, "sac-energy", "e-sac")}
            {opened(sdrl, Algorithm::Sdrl, "sdrl-energy", "e-agent")}
            <p class="note"><Linked text=note /></p>
        </section>
    }
}

/// What an answer emits at the natural length and full power, what the agent's does, and whether that
/// keeps all limits.
fn compared(results: &Results, agent: &Footprint) -> (f64, f64, bool) {
    let natural_g = footprint(&results.chain, results.chain.natural()).total_g;
    (natural_g, agent.total_g, agent.feasible())
}

/// What the training of this page took, and when it has paid for itself.
#[component]
fn Cost() -> impl IntoView {
    let store = store();
    let worker = expect_context::<WorkerHandle>();
    let seconds = Memo::new(move |_| {
        let now = worker.run.with(|run| run.as_ref().map_or(0.0, |run| run.progress().elapsed_s));
        // Whole seconds: the sentence is not to flicker.
        (worker.earlier_s.get() + now).ceil()
    });
    let grid = store.memo(|results| results.view.scenario.grid_dc_g_per_kwh);
    // What an answer emits at the natural length and full power, and what the agent's does; none
    // where it has not answered.
    let answers_g = Memo::new(move |before: Option<&Option<(f64, f64, bool)>>| {
        store.with(|results| {
            let agent = results.agent.as_ref()?;
            if agent.trails {
                // Until it has answered about what is shown.
                return before.copied().flatten();
            }
            Some(compared(results, &agent.footprint))
        })
    });
    let spent = Memo::new(move |_| spent(seconds.get(), grid.get()));
    let trained = Memo::new(move |_| seconds.get() >= 1.0);
    // Where training is paid back.
    let back = Memo::new(move |_| match answers_g.get() {
        Some((natural_g, agent_g, true)) if natural_g > agent_g => {
            Some(pays_back(spent_g(seconds.get(), grid.get()), natural_g, agent_g))
        }
        _ => None,
    });
    let said = Signal::derive(move || {
        let grid_words = with_unit(&number(grid.get()), "g/kWh");
        if !trained.get() {
            return words::nothing_spent(&grid_words);
        }
        let spent = spent.with(|it| it.result.clone());
        let spent = words::spent(&spent, &computing(seconds.get()), &grid_words);
        let back = match (answers_g.get(), back.get()) {
            (Some((natural_g, agent_g, _)), Some(back)) => {
                words::pays_back(&mass(natural_g - agent_g), &back.result)
            }
            (None, _) => String::new(),
            (Some((_, _, false)), _) => words::breaks_here().to_string(),
            (Some(_), None) => words::pays_never().to_string(),
        };
        format!("{spent} {back}")
    });
    let pays = Memo::new(move |_| back.with(Option::is_some));
    let back = Memo::new(move |_| back.get().unwrap_or_default());
    view! {
        <section aria-labelledby="hcost" class="cost">
            <header>
                <h2 id="hcost">{words::cost_title()}</h2>
                <span class="tag">{words::cost_tag()}</span>
            </header>
            <p><Linked text=said /></p>
            {move || trained.get().then(|| view! {
                <EquationView equation=spent id="spent" />
                {move || pays.get().then(|| view! { <EquationView equation=back id="pays-back" /> })}
            })}
        </section>
    }
}
