//! Who chooses length and power: the optimum, the agent, or you. All three totals stay in sight.

use crate::link::Choice;
use crate::ui::browser::listen;
use crate::ui::state::results::Results;
use crate::ui::state::store;
use crate::ui::words::{controls as words, values};
use leptos::prelude::*;

/// The three who may choose.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Who {
    Optimum,
    Agent,
    You,
}

impl Who {
    fn of(choice: Choice) -> Self {
        match choice {
            Choice::Optimum => Self::Optimum,
            Choice::Agent => Self::Agent,
            Choice::Manual(_) => Self::You,
        }
    }
}

/// Segments that choose who chooses.
#[component]
pub fn Chooser() -> impl IntoView {
    let store = store();
    let now = store.memo(|results| Who::of(results.view.choice));
    let silent = store.memo(|results| results.agent.is_none());
    let trails = store.memo(Results::agent_trails);
    let segment = move |who: Who, name: &'static str| {
        let total = store.memo(move |results| {
            let print = match who {
                Who::Optimum => results.best(),
                Who::Agent => results.agent.as_ref().map(|agent| &agent.footprint),
                Who::You => Some(&results.manual),
            };
            match (print, who) {
                (Some(print), _) if print.feasible() => values::mass(print.total_g),
                (Some(print), _) => words::breaking(&values::mass(print.total_g)),
                (None, Who::Agent) => words::no_policy().to_string(),
                (None, _) => words::none_holds().to_string(),
            }
        });
        let take = move |_| {
            store.choose(match who {
                Who::Optimum => Choice::Optimum,
                Who::Agent => Choice::Agent,
                Who::You => Choice::Manual(store.last_manual()),
            });
        };
        view! {
            <label>
                <input
                    type="radio"
                    name="who"
                    prop:checked=move || now.get() == who
                    prop:disabled=move || who == Who::Agent && silent.get()
                    on:change=listen::while_here(take)
                />
                {name}
                <small class:trails=move || who == Who::Agent && trails.get()>{total}</small>
            </label>
        }
    };
    let note = store.memo(move |results| match Who::of(results.view.choice) {
        Who::Optimum if !results.optimum.feasible() => words::nothing_holds_shown(),
        Who::Optimum => words::optimum_note(),
        Who::Agent if results.agent_trails() => words::agent_trails(),
        Who::Agent if results.own_agent() => words::agent_note(),
        Who::Agent if results.agent.is_some() => words::agent_shipped(),
        Who::Agent => words::agent_silent(),
        Who::You => words::you_note(),
    });
    view! {
        <div class="ctl who">
            <fieldset>
                <legend class="name">{words::who_chooses()}</legend>
                <div class="seg two three">
                    {segment(Who::Optimum, words::optimum())}
                    {segment(Who::Agent, words::agent())}
                    {segment(Who::You, words::you())}
                </div>
            </fieldset>
            <p class="note">{note}</p>
        </div>
    }
}
