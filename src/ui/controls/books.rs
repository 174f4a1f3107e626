//! What is counted, and what of it the radio is charged for: two switches that change the books and not
//! the air, with the total under each choice.

use crate::scenario::{Accounting, Boundary};
use crate::ui::browser::listen;
use crate::ui::state::results::Results;
use crate::ui::state::{Gesture, store};
use crate::ui::words::{controls as words, values};
use leptos::prelude::*;

/// What is counted.
pub fn boundary_choice() -> AnyView {
    let store = store();
    switch(
        "boundary",
        words::what_is_counted(),
        Boundary::ALL.iter().map(|it| (format!("counted-{}", it.word()), values::boundary(*it))),
        store.memo(|results| results.view.scenario.boundary as usize),
        store.memo_later(Results::by_boundary_g),
        |index| values::boundary_meaning(Boundary::ALL[index]),
        move |index| {
            store.edit_scenario(Gesture::Done, |it| it.boundary = Boundary::ALL[index]);
        },
    )
}

/// What the radio is charged for.
pub fn accounting_choice() -> AnyView {
    let store = store();
    switch(
        "accounting",
        words::charge_for(),
        Accounting::ALL.iter().map(|it| (it.word().to_string(), values::accounting(*it))),
        store.memo(|results| results.view.scenario.accounting as usize),
        store.memo_later(Results::by_accounting_g),
        |index| values::accounting_meaning(Accounting::ALL[index]),
        move |index| {
            store.edit_scenario(Gesture::Done, |it| it.accounting = Accounting::ALL[index]);
        },
    )
}

fn switch(
    id: &'static str,
    legend: &'static str,
    choices: impl Iterator<Item = (String, &'static str)>,
    now: Memo<usize>,
    totals_g: Memo<[f64; 4]>,
    meaning: fn(usize) -> &'static str,
    choose: impl Fn(usize) + Copy + Send + Sync + 'static,
) -> AnyView {
    let segment = move |(index, (own_id, label)): (usize, (String, &'static str))| {
        view! {
            <label>
                <input
                    id=own_id
                    type="radio"
                    name=id
                    prop:checked=move || now.get() == index
                    on:change=listen::while_here(move |_| choose(index))
                />
                {label}
                <small>{move || values::mass(totals_g.get()[index])}</small>
            </label>
        }
        .into_any()
    };
    view! {
        <div class="acc" id=id>
            <fieldset>
                <legend class="sub">{legend}</legend>
                <div class="seg two">{choices.enumerate().map(segment).collect::<Vec<_>>()}</div>
            </fieldset>
            <p class="note">{move || meaning(now.get())}</p>
        </div>
    }
    .into_any()
}
