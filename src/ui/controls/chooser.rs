//! Who chooses length and power: the optimum, the agent, or you. All three totals stay in sight.

use super::super::state::store;
use super::super::text;
use crate::link::Choice;
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
    let segment = move |who: Who, name: &'static str| {
        let total = store.memo(move |results| {
            let print = match who {
                Who::Optimum => results.best(),
                Who::Agent => results.agent.as_ref(),
                Who::You => Some(&results.manual),
            };
            match (print, who) {
                (Some(print), _) if print.feasible() => text::mass(print.total_g),
                (Some(print), _) => format!("{}, breaks a limit", text::mass(print.total_g)),
                (None, Who::Agent) => "no policy yet".to_string(),
                (None, _) => "none holds".to_string(),
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
                    on:change=take
                />
                {name}
                <small>{total}</small>
            </label>
        }
    };
    let note = store.memo(move |results| match Who::of(results.view.choice) {
        Who::Optimum if !results.optimum.feasible() => {
            "Nothing holds. Shown: full power and the shortest answer of enough quality."
        }
        Who::Optimum => {
            "The exact least under all limits. Move length or power to choose yourself."
        }
        Who::Agent if results.agent.is_some() => "What the trained agent would do.",
        Who::Agent => "The agent has not answered; the optimum stands in.",
        Who::You => "Your choice. Can you beat the best?",
    });
    view! {
        <div class="ctl who">
            <fieldset>
                <legend class="name">"Who chooses length and power"</legend>
                <div class="seg two three">
                    {segment(Who::Optimum, "Optimum")}
                    {segment(Who::Agent, "Agent")}
                    {segment(Who::You, "You")}
                </div>
            </fieldset>
            <p class="note">{note}</p>
        </div>
    }
}
