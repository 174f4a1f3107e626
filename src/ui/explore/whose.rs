//! Whose agent answers: the one that ships, or one's own, one tap from one to the other.

use crate::learn::Algorithm;
use crate::link::{Choice, Whose};
use crate::protocol::Origin;
use crate::ui::state::store;
use crate::ui::words::{lab as words, values};
use crate::ui::worker::WorkerHandle;
use leptos::prelude::*;

/// What one's own agent is.
fn which(origin: Origin) -> String {
    match origin {
        Origin::Trained { update } => words::own_trained(&values::whole(update as f64)),
        Origin::Imported | Origin::Shipped => words::own_opened().to_string(),
    }
}

/// Says it.
#[component]
pub fn WhoseAgent(
    /// Only where the agent chooses, or somebody might expect another.
    #[prop(optional)]
    headline: bool,
) -> impl IntoView {
    let store = store();
    let worker = expect_context::<WorkerHandle>();
    let agent = store.memo(|results| results.view.agent);
    let chooses = store.memo(|results| results.view.choice == Choice::Agent);
    // That of the agent that speaks for both, where there is one.
    let own = Memo::new(move |_| {
        let speaker = store.speaker.get();
        worker.policies.with(|all| {
            let others = Algorithm::ALL.into_iter().filter(|it| *it != speaker);
            let held = std::iter::once(speaker).chain(others).find_map(|it| all.own(it));
            held.map(|held| held.origin)
        })
    });
    let said = move || match (agent.get(), own.get().map(which)) {
        (Whose::Own, Some(which)) => {
            let other = (words::use_shipped().to_string(), Whose::Shipped);
            (words::agent_yours(&which), Some(other))
        }
        (Whose::Own, None) => (words::agent_missing().to_string(), None),
        (whose, own) => {
            let text = if whose == Whose::Senders {
                words::agent_senders()
            } else {
                words::agent_shipped()
            };
            (text.to_string(), own.map(|which| (words::use_yours(&which), Whose::Own)))
        }
    };
    let shown = Memo::new(move |_| {
        !headline || chooses.get() || agent.get() != Whose::Shipped || own.get().is_some()
    });
    move || {
        shown.get().then(|| {
            let (text, other) = said();
            let button = other.map(|(name, whose)| {
                view! {
                    " "
                    <button type="button" class="btn quiet" on:click=move |_| store.answer_by(whose)>
                        {name}
                    </button>
                }
            });
            view! { <p class="note whose">{text} {button}</p> }
        })
    }
}
