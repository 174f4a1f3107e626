//! The page as a whole.

use super::announcer::Announcer;
use super::header::Header;
use crate::link::Place;
use crate::ui::explore::Explore;
use crate::ui::frame::language;
use crate::ui::frame::toast::Toast;
use crate::ui::lab::Lab;
use crate::ui::load::SoonPart;
use crate::ui::run_form::Form;
use crate::ui::state::{Store, history};
use crate::ui::teach::Teach;
use crate::ui::worker;
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
    let worker = worker::start(store);
    provide_context(worker);
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
