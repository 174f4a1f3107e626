//! The controls of Explore: presets, who chooses, the main ones, all parameters.

use crate::data::fields;
use crate::link::Place;
use crate::ui::controls::{
    AnswerLength, Chooser, FieldControl, GridControl, Parameters, Presets, Scale, Track,
    TransmitPower,
};
use crate::ui::frame::dock::{Dock, Tab};
use crate::ui::frame::place_link::PlaceLink;
use crate::ui::state::store;
use crate::ui::words::format::plain;
use crate::ui::words::{panels as words, values};
use leptos::prelude::*;

/// Presets, who chooses, the main controls (a dock on phones), and all parameters.
#[component]
pub fn Controls() -> impl IntoView {
    let store = store();
    let Dock(tab) = Dock::start();
    let quality_track = store.memo(|results| {
        let scale = Scale { from: 0.0, to: 1.0, log: false, integer: false };
        let most =
            if results.manual_chooses() { results.chosen.qoe.total } else { results.greatest_qoe };
        Track { infeasible: vec![(scale.share(most), 1.0)], best: None }
    });
    let quality_note = store.memo(|results| {
        if results.manual_chooses() {
            words::quality_here(
                &values::whole(results.chosen.decision.tokens.into()),
                &values::share(results.chosen.qoe.total),
            )
        } else {
            let most = (results.greatest_qoe * 100.0).floor() / 100.0;
            words::quality_most(&values::share(most))
        }
    });
    let row = move |of: Tab, content: AnyView| {
        view! { <div class="ctl" class:on=move || tab.get() == of>{content}</div> }
    };
    view! {
        <section class="controls" aria-labelledby="hc">
            <h2 class="vh" id="hc">{words::controls()}</h2>
            <Presets />
            <Chooser />
            <div class="dock">
                {row(Tab::Grid, view! { <GridControl /> }.into_any())}
                {row(Tab::Bandwidth, view! { <FieldControl field=fields::BANDWIDTH_MHZ /> }.into_any())}
                {row(Tab::Quality, view! {
                    <FieldControl field=fields::QOE_MIN track=quality_track note=quality_note />
                }.into_any())}
                {row(Tab::Length, view! { <AnswerLength /> }.into_any())}
                {row(Tab::Power, view! { <TransmitPower /> }.into_any())}
                <DockTabs tab />
            </div>
            <Parameters />
            <p class="note glossed">
                <PlaceLink place=Place::Glossary name=words::what_words_mean() here=|_| false />
            </p>
        </section>
    }
}

/// The tabs of the dock, with the value of each control.
#[component]
fn DockTabs(tab: RwSignal<Tab>) -> impl IntoView {
    let store = store();
    let button = move |of: Tab, name: &'static str, value: Memo<String>| {
        view! {
            <button
                type="button"
                aria-pressed=move || (tab.get() == of).to_string()
                on:click=move |_| tab.set(of)
            >
                <b>{value}</b>
                {name}
            </button>
        }
    };
    let grid = store.memo(|results| {
        let scenario = &results.view.scenario;
        if scenario.grid_dc_g_per_kwh == scenario.grid_bs_g_per_kwh {
            format!("{:.0}\u{a0}g", scenario.grid_dc_g_per_kwh)
        } else {
            words::two().to_string()
        }
    });
    let band =
        store.memo(|results| format!("{}\u{a0}MHz", plain(results.view.scenario.bandwidth_mhz)));
    let quality = store.memo(|results| values::share(results.view.scenario.qoe_min));
    let length = store.memo(|results| values::whole(results.chosen.decision.tokens.into()));
    let power = store.memo(|results| values::power(results.chosen.decision.power_w));
    view! {
        <div class="docktabs" role="group" aria-label=words::which_control()>
            {button(Tab::Grid, words::dock_grid(), grid)}
            {button(Tab::Bandwidth, words::dock_band(), band)}
            {button(Tab::Quality, "QoE", quality)}
            {button(Tab::Length, words::dock_length(), length)}
            {button(Tab::Power, words::dock_power(), power)}
        </div>
    }
}
