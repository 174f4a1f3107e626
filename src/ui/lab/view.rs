//! The view, one part of it at a time.

use super::assumptions::Assumptions;
use super::{form, learning, policy, results, side};
use crate::link::Place;
use crate::protocol::Progress;
use crate::ui::frame::linked::Reading;
use crate::ui::frame::place_link::PlaceLink;
use crate::ui::words::frame;
use crate::ui::words::{lab as words, results as said};
use crate::ui::worker::WorkerHandle;
use crate::ui::worker::run::Run;
use leptos::prelude::*;

/// One part of the Lab, with a way to the others.
#[component]
pub fn Lab(place: Place) -> impl IntoView {
    Reading::begin();
    let part = match place {
        Place::Policy => view! { <policy::Policy /> }.into_any(),
        Place::Assumptions => view! { <Assumptions /> }.into_any(),
        Place::Results => view! { <results::Results /> }.into_any(),
        _ => view! {
            <form::RunPanel />
            <learning::Learning />
            <side::Side />
        }
        .into_any(),
    };
    let title = match place {
        Place::Policy => words::policy_title().to_owned(),
        Place::Assumptions => words::assumptions_title().to_owned(),
        Place::Results => results::title(),
        _ => frame::lab_title().to_owned(),
    };
    let tab = match place {
        Place::Policy => words::tab_policy(),
        Place::Assumptions => words::tab_assumptions(),
        Place::Results => said::tab(),
        _ => frame::lab(),
    };
    // Whoever left a run alone for the other parts sees how far it is, and behind which of them.
    let worker = expect_context::<WorkerHandle>();
    let share_done = Memo::new(move |_| {
        let open = |run: &Run| (place != Place::Lab && !run.over()).then(|| run.progress());
        let Progress { done, total, .. } = worker.run.with(|run| run.as_ref().and_then(open))?;
        Some(100 * done / total.max(1))
    });
    let under_way = move || {
        let said = |share| view! { <span class="sub">{format!("{share}\u{202f}%")}</span> };
        share_done.get().map(said)
    };
    document().set_title(&format!("{tab} · AOLO Lab"));
    view! {
        <main class="lab" id="main" tabindex="-1">
            <section class="lede" aria-label=frame::lab()>
                <h1>{title}</h1>
                <nav class="tabs" aria-label=words::parts()>
                    <PlaceLink
                        place=Place::Results
                        name=said::tab()
                        here=|it| it == Place::Results
                    />
                    <PlaceLink
                        place=Place::Lab
                        name=words::tab_learning()
                        here=|it| it == Place::Lab
                    />
                    {under_way}
                    <PlaceLink
                        place=Place::Policy
                        name=words::tab_policy()
                        here=|it| it == Place::Policy
                    />
                    <PlaceLink
                        place=Place::Assumptions
                        name=words::tab_assumptions()
                        here=|it| it == Place::Assumptions
                    />
                </nav>
            </section>
            {part}
        </main>
    }
}
