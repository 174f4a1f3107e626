//! What is fetched after the page has opened: two parts of its module, words, styles, scripts.
//!
//! The module is cut at the functions that say `#[wasm_split(part)]`, both in `app::page`: what
//! is reached through one of them alone is in that part. Such a function is asynchronous, and gives
//! the functions of its part as pointers, so that nothing can be called that has not been fetched,
//! and nothing ever waits in the middle of something. `docs/cut.md` tells how the module is cut.

mod grids;

pub use grids::grid_year;

use crate::carbon::Outside;
use crate::data::Zone;
use crate::link::{Place, View};
use crate::scenario::{Decision, Span, ValidScenario};
use crate::ui::browser::focus;
use crate::ui::charts::kit::parts::Part as Bar;
use crate::ui::state::results::Results;
use crate::ui::state::{Line, Notice, Store};
use crate::ui::words::shipped::Part;
use crate::ui::words::typed::Outcome;
use crate::ui::words::{Lang, bar, fetched, lang};
use js_sys::Uint8Array;
use leptos::html::Dialog;
use leptos::prelude::*;
use std::pin::Pin;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use wasm_split_helpers::SplitLoaderError;

#[wasm_bindgen(js_namespace = aolo)]
extern "C" {
    /// Starts a worker of this build; see `www/load.js` for all of these.
    ///
    /// # Errors
    /// What the browser says.
    #[wasm_bindgen(catch)]
    pub fn worker() -> Result<web_sys::Worker, JsValue>;
    /// A text of this build, fetched once.
    fn text(file: &str) -> js_sys::Promise;
    /// A file of this build.
    #[wasm_bindgen(js_name = bytes)]
    fn fetch_bytes(file: &str) -> js_sys::Promise;
    /// Styles of the views.
    fn styles() -> js_sys::Promise;
    /// What keeps runs and saves charts.
    fn scripts() -> js_sys::Promise;
    /// Whether this page is older than what its host serves.
    #[wasm_bindgen(js_name = isOld)]
    fn is_old() -> js_sys::Promise;
    /// Says that the page has stopped.
    pub fn panicked();
    /// Lets the service worker keep the page.
    #[wasm_bindgen(js_name = keepForOffline)]
    fn keep_for_offline();
}

/// What Explore shows below its waterfall, and what its controls open.
#[derive(Clone, Copy)]
pub struct Rest {
    /// Told whether people have waited for it.
    pub below: fn(bool) -> AnyView,
    /// Behind the waterfall, about one of its bars.
    pub behind: fn(RwSignal<Bar>) -> AnyView,
    /// What lies outside the paper's chain.
    pub outside: fn(&ValidScenario, Decision) -> [Outside; 3],
    /// What helps most.
    pub levers: fn(bool) -> AnyView,
    /// Whose agent answers, below the headline.
    pub whose: fn() -> AnyView,
    /// Says the result to those who hear the page.
    pub announcer: fn() -> AnyView,
    /// The controls of a folded group.
    pub fields: fn(&'static str) -> AnyView,
    pub share: fn(NodeRef<Dialog>) -> AnyView,
    pub zones: fn(String, String, Callback<&'static Zone>, Callback<()>) -> AnyView,
    /// What has to be said beside a result.
    pub caveats: fn(&Results, bool) -> Vec<String>,
    /// Reads the text in a number box.
    pub read: fn(&str, &Span) -> Outcome,
    /// Asks which of two numbers is meant, grouped or with a fraction, and tells what comes of it.
    pub ask: fn([f64; 2], Span, Callback<Outcome>) -> AnyView,
    /// What a line of a message says.
    pub said: fn(&Line) -> String,
    /// What agents were not trained on.
    pub not_trained_on: fn(&[String]) -> String,
    pub replay: fn(Store),
    /// Starts the worker.
    pub connect: fn(),
}

/// The other views.
#[derive(Clone, Copy)]
pub struct Views {
    /// Keeps the shown design to compare with, or forgets the kept one.
    pub pin: fn(Store),
    /// Two designs side by side, while one is kept.
    pub two: fn() -> AnyView,
    pub lab: fn(Place) -> AnyView,
    pub teach: fn(Place) -> AnyView,
    pub day: fn() -> AnyView,
    /// What a lesson asks to try, over the view where it is tried.
    pub beside: fn() -> AnyView,
    /// What a choice moves.
    pub moves: fn() -> AnyView,
    /// All models, to choose one.
    pub models: fn() -> AnyView,
    /// Told where somebody comes from.
    pub arrive_at_lesson: fn(&mut View, Place),
}

/// Fetches a part.
type Fetch<T> = fn() -> Pin<Box<dyn Future<Output = Result<T, SplitLoaderError>>>>;

/// Why a part is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// It could not be fetched, or is not what this build holds.
    Part,
    /// The host serves another build by now.
    Old,
}

/// The content of a file of this build.
pub async fn bytes(file: &str) -> Result<Vec<u8>, JsValue> {
    Ok(Uint8Array::new(&JsFuture::from(fetch_bytes(file)).await?).to_vec())
}

impl Missing {
    /// Asks the host.
    pub async fn why() -> Self {
        let old = JsFuture::from(is_old()).await;
        if old.is_ok_and(|old| old.is_truthy()) { Self::Old } else { Self::Part }
    }

    /// In the page's words.
    pub fn said(self) -> &'static str {
        match self {
            Self::Part => bar::not_fetched(),
            Self::Old => bar::newer(),
        }
    }
}

/// The parts; copies refer to the same.
#[derive(Clone, Copy)]
pub struct Parts {
    pub rest: RwSignal<Option<Rest>>,
    pub views: RwSignal<Option<Views>>,
    missing: RwSignal<Option<Missing>>,
    fetch_rest: Fetch<Rest>,
    fetch_views: Fetch<Views>,
}

impl Parts {
    /// None is there yet.
    pub fn new(fetch_rest: Fetch<Rest>, fetch_views: Fetch<Views>) -> Self {
        let (rest, views) = (RwSignal::new(None), RwSignal::new(None));
        Self { rest, views, missing: RwSignal::new(None), fetch_rest, fetch_views }
    }

    /// The rest of Explore, with its words.
    pub async fn rest(self) -> Result<Rest, Missing> {
        if let Some(rest) = self.rest.get_untracked() {
            return Ok(rest);
        }
        match self.get_rest().await {
            Some(rest) => {
                if self.missing.get_untracked().is_some() {
                    // The button that had the focus goes.
                    focus("main");
                }
                self.missing.set(None);
                self.rest.set(Some(rest));
                Ok(rest)
            }
            None => {
                let why = Missing::why().await;
                self.missing.set(Some(why));
                Err(why)
            }
        }
    }

    async fn get_rest(self) -> Option<Rest> {
        let (words, scripts) = (words(lang(), Part::Later), JsFuture::from(scripts()));
        let rest = (self.fetch_rest)().await.ok()?;
        words.await.ok()?;
        scripts.await.ok()?;
        Some(rest)
    }

    /// The other views, with their words and styles.
    pub async fn views(self) -> Result<Views, Missing> {
        if let Some(views) = self.views.get_untracked() {
            return Ok(views);
        }
        match self.get_views().await {
            Some(views) => {
                self.views.set(Some(views));
                Ok(views)
            }
            None => Err(Missing::why().await),
        }
    }

    async fn get_views(self) -> Option<Views> {
        let words = words(lang(), Part::Later);
        let beside = [styles(), scripts()].map(JsFuture::from);
        let views = (self.fetch_views)().await.ok()?;
        words.await.ok()?;
        for promise in beside {
            promise.await.ok()?;
        }
        Some(views)
    }

    /// Fetches what is not there, one after the other: all at once would share the line.
    pub fn follow(self) {
        leptos::task::spawn_local(async move {
            if self.rest().await.is_ok() {
                // What fails now is tried again when it is asked for.
                let _ = self.views().await;
            }
            keep_for_offline();
        });
    }

    /// Whether the rest of Explore is on its way.
    pub fn is_coming(self) -> bool {
        self.rest.with(Option::is_none) && self.missing.with(Option::is_none)
    }

    /// Does something with the rest of Explore: at once, as a rule.
    pub fn with_rest(self, store: Store, then: impl FnOnce(Rest) + 'static) {
        when(self.rest.get_untracked(), self.rest(), store, then);
    }

    /// Does something with the other views: at once, as a rule.
    pub fn with_views(self, store: Store, then: impl FnOnce(Views) + 'static) {
        when(self.views.get_untracked(), self.views(), store, then);
    }

    /// Does something that leads to a place, once that can be shown.
    pub fn towards(self, place: Place, store: Store, then: impl FnOnce() + 'static) {
        if place == Place::Explore { then() } else { self.with_views(store, |_| then()) }
    }
}

/// Does something with what is there, or once it is; else says why it is not.
fn when<T: 'static>(
    there: Option<T>,
    coming: impl Future<Output = Result<T, Missing>> + 'static,
    store: Store,
    then: impl FnOnce(T) + 'static,
) {
    if let Some(there) = there {
        return then(there);
    }
    // On a slow line nothing else shows that the tap was heard.
    let wait = Notice { title: bar::coming().to_string(), lines: Vec::new(), good: true };
    let before = store.notice.get_untracked();
    store.notice.set(Some(wait.clone()));
    leptos::task::spawn_local(async move {
        match coming.await {
            Ok(it) => {
                if store.notice.with_untracked(|now| now.as_ref() == Some(&wait)) {
                    store.notice.set(before);
                }
                then(it);
            }
            Err(why) => store.notice.set(Some(Notice {
                title: why.said().to_string(),
                lines: Vec::new(),
                good: false,
            })),
        }
    });
}

/// Asks for words at once; they are there once that has been waited for.
pub fn words(lang: Lang, part: Part) -> impl Future<Output = Result<(), JsValue>> {
    let suffix = if part == Part::Opening { "" } else { "-later" };
    let file = format!("words/{}{suffix}.txt", lang.tag());
    let asked = (!fetched::holds(lang, part)).then(|| JsFuture::from(text(&file)));
    async move {
        if let Some(asked) = asked {
            let text = asked.await?.as_string().unwrap_or_default();
            let taken = fetched::take(lang, part, text);
            taken.map_err(|why| JsValue::from(format!("{file}: {why:?}")))?;
        }
        Ok(())
    }
}

/// Does something once the page can speak a language.
pub fn with_words(lang: Lang, store: Store, then: impl FnOnce() + 'static) {
    let asked = Part::ALL.map(|part| words(lang, part));
    let coming = async move {
        for words in asked {
            if words.await.is_err() {
                return Err(Missing::why().await);
            }
        }
        Ok(())
    };
    when(None, coming, store, |()| then());
}

/// Says so if the rest of Explore could not be fetched.
#[component]
pub fn RestMissing() -> impl IntoView {
    let parts = expect_context::<Parts>();
    let again = move |_| match parts.missing.get_untracked() {
        Some(Missing::Old) => drop(window().location().reload()),
        _ => parts.follow(),
    };
    move || {
        parts.missing.get().map(|why| {
            let next = if why == Missing::Old { bar::reload() } else { bar::fetch_again() };
            view! {
                <p class="note bad" role="alert">
                    {why.said()}
                    " "
                    <button type="button" class="btn line" on:click=again>{next}</button>
                </p>
            }
        })
    }
}
