//! What the radio is charged for, with the total under each choice.

use crate::scenario::Accounting;
use crate::ui::browser::listen;
use crate::ui::state::{Gesture, store};
use crate::ui::words::{controls as words, values};
use leptos::prelude::*;

/// The switch.
#[component]
pub fn AccountingChoice() -> impl IntoView {
    let store = store();
    let now = store.memo(|results| results.view.scenario.accounting);
    let segment = move |(index, &accounting): (usize, &Accounting)| {
        let total = store.memo(move |results| values::mass(results.by_accounting_g[index]));
        let take = move |_| {
            store.edit_scenario(Gesture::Done, |scenario| scenario.accounting = accounting);
        };
        view! {
            <label>
                <input
                    id=accounting.word()
                    type="radio"
                    name="accounting"
                    prop:checked=move || now.get() == accounting
                    on:change=listen::while_here(take)
                />
                {values::accounting(accounting)}
                <small>{total}</small>
            </label>
        }
    };
    view! {
        <div class="acc" id="accounting">
            <fieldset>
                <legend class="sub">{words::charge_for()}</legend>
                <div class="seg two">
                    {Accounting::ALL.iter().enumerate().map(segment).collect_view()}
                </div>
            </fieldset>
            <p class="note">{move || values::accounting_meaning(now.get())}</p>
        </div>
    }
}
