//! The page as a whole.

use super::announcer::Announcer;
use super::header::Header;
use crate::carbon::outside;
use crate::link::Place;
use crate::receipt;
use crate::ui::controls::{fields_of, question, zones};
use crate::ui::day::DayView;
use crate::ui::explore::beside_panel::{beside, pin};
use crate::ui::explore::caveats::caveats;
use crate::ui::explore::model_picker::models;
use crate::ui::explore::waterfall_panel::behind_waterfall;
use crate::ui::explore::what_counts::moves;
use crate::ui::explore::whose::WhoseAgent;
use crate::ui::explore::{Explore, below_waterfall, what_helps};
use crate::ui::frame::language::{self, Language};
use crate::ui::frame::toast::Toast;
use crate::ui::lab::Lab;
use crate::ui::load::{self, Parts, Rest, Views};
use crate::ui::run_form::Form;
use crate::ui::share::ShareDialog;
use crate::ui::state::{Store, history, notice};
use crate::ui::teach::{Beside, DayTask, Teach, arrive_at_lesson};
use crate::ui::words::explain;
use crate::ui::words::lang;
use crate::ui::words::shipped::Part;
use crate::ui::words::typed;
use crate::ui::worker::{self, WorkerHandle};
use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen::prelude::*;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

/// What the module does first.
pub fn start() {
    std::panic::set_hook(Box::new(|panic| {
        console_error_panic_hook::hook(panic);
        load::panicked();
    }));
}

/// Shows the page in place of the static shell, once what its address leads to is there.
///
/// # Errors
/// What could not be fetched, in the page's words if they are there.
#[wasm_bindgen(js_name = openPage)]
pub async fn open() -> Result<(), JsValue> {
    let language = language::start();
    load::words(lang(), Part::Opening).await?;
    let parts = Parts::new(|| Box::pin(rest_part()), || Box::pin(views_part()));
    let (view, issues) = history::view_of_address();
    if view.place != Place::Explore {
        parts.views().await.map_err(|why| why.said())?;
    }
    let Some(store) = Store::new(&view) else { return Ok(()) };
    let Some(app) = document().get_element_by_id("app").and_then(|it| it.dyn_into().ok()) else {
        return Ok(());
    };
    let app: web_sys::HtmlElement = app;
    app.set_text_content(None);
    leptos::mount::mount_to(app, move || view! { <Page store=store parts language /> }).forget();
    history::follow(store, move || {
        let (view, _) = history::view_of_address();
        // By then the address may lead elsewhere.
        parts.towards(view.place, store, move || {
            let (view, issues) = history::view_of_address();
            store.of_model_1.set(history::of_model_1());
            store.restore(&view, &issues);
        });
    });
    store.of_model_1.set(history::of_model_1());
    store.restore(&view, &issues);
    parts.follow();
    Ok(())
}

/// The rest of Explore.
#[wasm_split(rest, fallible)]
fn rest_part() -> Result<Rest, SplitLoaderError> {
    Ok(Rest {
        below: below_waterfall,
        behind: behind_waterfall,
        outside,
        levers: what_helps,
        whose: || view! { <WhoseAgent headline=true /> }.into_any(),
        announcer: || view! { <Announcer /> }.into_any(),
        fields: fields_of,
        share: |node| view! { <ShareDialog node /> }.into_any(),
        zones,
        caveats,
        read: typed::outcome,
        ask: question,
        said: notice::said,
        not_trained_on: explain::outside,
        replay: history::replay,
        connect: worker::connect,
    })
}

/// The other views.
#[wasm_split(views, fallible)]
fn views_part() -> Result<Views, SplitLoaderError> {
    Ok(Views {
        pin,
        two: beside,
        lab: |place| view! { <Lab place /> }.into_any(),
        teach: |place| match place {
            Place::Task => view! { <Assigned /> }.into_any(),
            _ => view! { <Teach place /> }.into_any(),
        },
        day: || view! { <DayView /> }.into_any(),
        beside: || view! { <Beside /> }.into_any(),
        models,
        moves,
        arrive_at_lesson,
    })
}

/// The assignment of the address: one on a day is answered in Day.
#[component]
fn Assigned() -> impl IntoView {
    let of_day = expect_context::<Store>().memo(|results| receipt::day::is_asked(&results.view));
    let over = |charged| view! { <DayTask charged /> }.into_any();
    move || match of_day.get() {
        true => view! { <DayView over=Some(over) /> }.into_any(),
        false => view! { <Teach place=Place::Task /> }.into_any(),
    }
}

/// Everything. Store, worker and language live as long as the page; what is shown is built again
/// when another view or language is asked for.
#[component]
fn Page(store: Store, parts: Parts, language: Language) -> impl IntoView {
    provide_context(store);
    provide_context(parts);
    provide_context(WorkerHandle::new(store));
    provide_context(Form::new());
    provide_context(language);
    let owner = Owner::current();
    Effect::new(move |_| {
        let (Some(rest), Some(owner)) = (parts.rest.get(), owner.clone()) else { return };
        // After what is seen of it.
        set_timeout(move || owner.with(rest.connect), Duration::ZERO);
    });
    let place = store.memo(|results| results.view.place);
    // On paper nothing else leads back to what is seen.
    let address = store.memo(|results| history::address(&results.view));
    move || {
        let _ = language.0.get();
        let shown = move || match place.get() {
            Place::Explore => Some(view! { <Explore /> }.into_any()),
            place => parts.views.get().map(|views| match place {
                Place::Day => (views.day)(),
                _ if place.in_teach() => (views.teach)(place),
                _ => (views.lab)(place),
            }),
        };
        view! {
            <Header />
            {move || parts.views.get().map(|views| (views.beside)())}
            {shown}
            <p class="printed">{address}</p>
            {move || parts.rest.get().map(|rest| (rest.announcer)())}
            <Toast />
        }
    }
}
