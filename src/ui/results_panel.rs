//! The reproduction: what the agents reached over seeds, from the committed results.

use super::charts::{Table, filled};
use super::summary::Reproduced;
use leptos::ev;
use leptos::prelude::*;

fn table(head: [&str; 6], rows: Vec<Vec<String>>) -> Table {
    Table { head: head.map(str::to_owned).to_vec(), rows }
}

/// A folded part of the training panel; the file is read when it opens.
#[component]
pub fn Reproduction() -> impl IntoView {
    let (open, set_open) = signal(false);
    let on_toggle = move |event: ev::Event| {
        set_open.set(event_target::<web_sys::Element>(&event).has_attribute("open"));
    };
    let tables = || {
        let it = Reproduced::committed()?;
        let agents = table(
            ["who decides", "gap", "limits broken", "worst seed", "seeds", "updates"],
            it.agents(),
        );
        let comparisons = table(
            ["SDRL against", "requests", "carbon saved", "most possible", "the paper", "seeds"],
            it.comparisons(),
        );
        Some(view! {
            <p class="note">
                "Each policy on the same " {it.held_out_contexts} " held-out requests. Gap: carbon charged beyond the exact optimum, interquartile mean over seeds, with its 95 % bootstrap interval. Who breaks a limit in more than 0.5 % of requests counts as infeasible: its figures stand in brackets."
            </p>
            {filled("What each agent and rule reached", agents)}
            <p class="note">
                "Carbon that SDRL saves, beside the most that any agent could save there, the exact optimum, and what the paper reports. Against SAC with public defaults both learn from as many requests."
            </p>
            {filled("Carbon that SDRL saves", comparisons)}
            <p class="note">
                "Every run, with its seed and settings, and the command that makes it again are in the folder results of the source."
            </p>
        })
    };
    view! {
        <details class="behind reproduction" on:toggle=on_toggle>
            <summary>"What they reached over many seeds"</summary>
            {move || open.get().then(tables)}
        </details>
    }
}
