//! The waterfall from prompt to phone, and what stands behind it.

use super::equivalents;
use super::what_counts::what_counts;
use crate::data::item;
use crate::ui::charts::kit::parts::Part;
use crate::ui::charts::{Measured, Waterfall};
use crate::ui::controls::{accounting_choice, boundary_choice};
use crate::ui::equation::bars::equation;
use crate::ui::equation::view::EquationView;
use crate::ui::load::Parts;
use crate::ui::state::store;
use crate::ui::words::format::percent;
use crate::ui::words::{bar, bracketed, colon, gap, panels as words, sources, values};
use leptos::prelude::*;

/// `id` of the open equation of a bar.
const BAR_EQUATION: &str = "equation";

/// The waterfall from prompt to phone, its equation, and the accounting.
#[component]
pub fn FromPromptToPhone() -> impl IntoView {
    let store = store();
    let parts = expect_context::<Parts>();
    let footprint = store.memo(|results| results.chosen.clone());
    let energy_model = store.memo(|results| results.view.scenario.energy_model);
    let boundary = store.memo(|results| results.view.scenario.boundary);
    let outside = Memo::new(move |_| {
        let find = parts.rest.get().map(|rest| rest.outside)?;
        Some(store.with(|results| find(&results.valid, results.chosen.decision)))
    });
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
                        boundary
                        outside
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
    view! {
        <EquationView equation=opened id=BAR_EQUATION swatch />
        {boundary_choice()}
        {what_counts()}
        {accounting_choice()}
        <Equivalents />
        {pin_here()}
    }
    .into_any()
}

/// Pins what is shown where the bar has no button for it.
fn pin_here() -> impl IntoView {
    let (store, parts) = (store(), expect_context::<Parts>());
    let none = store.memo(|results| results.view.beside.is_none());
    let keep = move |_| parts.with_views(store, move |views| (views.pin)(store));
    move || {
        none.get().then(|| {
            view! { <button type="button" class="btn line pin-here" on:click=keep>{bar::pin()}</button> }
        })
    }
}

/// The total beside what people can picture, with its source.
#[component]
fn Equivalents() -> impl IntoView {
    let store = store();
    let boil = store.memo(|results| {
        equivalents::boil(results.chosen.total_g, results.view.scenario.grid_dc_g_per_kwh)
    });
    let water = &item::BOIL_WATER_J_PER_L;
    let source = [values::constant(water).as_str(), sources::constant(water)].join(colon());
    view! {
        <p class="note like">
            {move || boil.get().map(|amount| words::like_water(&amount))}
            {gap()}
            <span class="cite">{bracketed(&source)}</span>
        </p>
    }
}
