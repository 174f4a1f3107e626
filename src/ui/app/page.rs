//! The page as a whole.

use super::header::{Announcer, Header, PlaceLink, StickyTotal};
use crate::data::field;
use crate::link::Place;
use crate::ui::controls::{
    AnswerLength, Chooser, FieldControl, GridControl, Parameters, Presets, TransmitPower,
};
use crate::ui::controls::{Scale, Track};
use crate::ui::explore::headline::{Lede, RulerBox};
use crate::ui::explore::panels::{FromPromptToPhone, PowerAndLength, WhatBinds};
use crate::ui::explore::training_panel::Training;
use crate::ui::frame::language;
use crate::ui::frame::toast::Toast;
use crate::ui::lab::Lab;
use crate::ui::load::{Soon, SoonFailed, SoonPart};
use crate::ui::run_form::Form;
use crate::ui::state::history;
use crate::ui::state::{Store, store};
use crate::ui::teach::Teach;
use crate::ui::text;
use crate::ui::words::format::plain;
use crate::ui::words::panels as words;
use crate::ui::worker_link;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;

/// Shows the page in place of the static shell.
pub fn mount() {
    console_error_panic_hook::set_once();
    let (view, issues) = history::view_of_address();
    let Some(store) = Store::new(&view) else { return };
    let Some(app) = document().get_element_by_id("app").and_then(|it| it.dyn_into().ok()) else {
        return;
    };
    let app: web_sys::HtmlElement = app;
    app.set_inner_html("");
    leptos::mount::mount_to(app, move || view! { <Page store=store /> }).forget();
    history::follow(store);
    store.restore(&view, &issues);
}

/// Everything. Store, worker and language live as long as the page; what is shown is built again
/// when another view or language is asked for.
#[component]
fn Page(store: Store) -> impl IntoView {
    provide_context(store);
    let link = worker_link::start(store);
    provide_context(link);
    provide_context(Form::new());
    provide_context(SoonPart::start());
    let language = language::start();
    provide_context(language);
    let place = store.memo(|results| results.view.place);
    // On paper nothing else leads back to what is seen.
    let address = store.memo(|results| history::address(&results.view));
    move || {
        let _ = language.0.get();
        let shown = move || match place.get() {
            Place::Explore => view! { <Explore /> }.into_any(),
            place if place.in_teach() => later_teach(place),
            place => later_lab(place),
        };
        view! {
            <Header />
            {shown}
            <p class="printed">{address}</p>
            <Announcer />
            <Toast />
        }
    }
}

#[inline(never)]
fn later_teach(place: Place) -> AnyView {
    view! { <Teach place /> }.into_any()
}

#[inline(never)]
fn later_lab(place: Place) -> AnyView {
    view! { <Lab place /> }.into_any()
}

/// What comes after the waterfall.
#[inline(never)]
fn soon_rest() -> AnyView {
    view! {
        <PowerAndLength />
        <WhatBinds />
        <Training />
    }
    .into_any()
}

/// Explore: one answer, what it emits, and what can be done about it.
#[component]
fn Explore() -> impl IntoView {
    let soon = expect_context::<SoonPart>();
    view! {
        <StickyTotal />
        <main class="explore" class:partial=move || soon.is_coming() id="main" tabindex="-1">
            <Lede />
            <RulerBox />
            <Controls />
            <FromPromptToPhone />
            <Soon shown=soon_rest />
            <SoonFailed />
        </main>
    }
}

/// What the dock of a phone shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tab {
    Grid,
    Bandwidth,
    Quality,
    Length,
    Power,
}

#[derive(Clone, Copy)]
struct Dock(RwSignal<Tab>);

/// Brings the main control that holds that id into the dock of a phone.
pub fn show_dock(id: &str) {
    let tab = match id {
        "grid" | "grid_dc_g_per_kwh" | "grid_bs_g_per_kwh" => Tab::Grid,
        "bandwidth_mhz" => Tab::Bandwidth,
        "qoe_min" => Tab::Quality,
        "tokens" => Tab::Length,
        "power_w" => Tab::Power,
        _ => return,
    };
    DOCK.with(|dock| {
        if let Some(Dock(shown)) = dock.get() {
            shown.set(tab);
        }
    });
}

thread_local! {
    /// The one dock of the page: words of the sentence lead there too.
    static DOCK: std::cell::Cell<Option<Dock>> = const { std::cell::Cell::new(None) };
}

/// Presets, who chooses, the main controls (a dock on phones), and all parameters.
#[component]
fn Controls() -> impl IntoView {
    let store = store();
    let tab = RwSignal::new(Tab::Length);
    DOCK.set(Some(Dock(tab)));
    let quality_track = store.memo(|results| {
        let scale = Scale { from: 0.0, to: 1.0, log: false, integer: false };
        let most =
            if results.manual_chooses() { results.chosen.qoe.total } else { results.greatest_qoe };
        Track { infeasible: vec![(scale.share(most), 1.0)], best: None }
    });
    let quality_note = store.memo(|results| {
        if results.manual_chooses() {
            words::quality_here(
                &text::whole(results.chosen.decision.tokens.into()),
                &text::share(results.chosen.qoe.total),
            )
        } else {
            let most = (results.greatest_qoe * 100.0).floor() / 100.0;
            words::quality_most(&text::share(most))
        }
    });
    let row = move |of: Tab, content: AnyView| {
        view! { <div class="ctl" class:on=move || tab.get() == of>{content}</div> }
    };
    let main_field = |name: &str| field(name);
    view! {
        <section class="controls" aria-labelledby="hc">
            <h2 class="vh" id="hc">{words::controls()}</h2>
            <Presets />
            <Chooser />
            <div class="dock">
                {row(Tab::Grid, view! { <GridControl /> }.into_any())}
                {main_field("bandwidth_mhz").map(|it| row(Tab::Bandwidth, view! { <FieldControl field=it /> }.into_any()))}
                {main_field("qoe_min").map(|it| row(Tab::Quality, view! {
                    <FieldControl field=it track=quality_track note=quality_note />
                }.into_any()))}
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
    let quality = store.memo(|results| text::share(results.view.scenario.qoe_min));
    let length = store.memo(|results| text::whole(results.chosen.decision.tokens.into()));
    let power = store.memo(|results| text::power(results.chosen.decision.power_w));
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
