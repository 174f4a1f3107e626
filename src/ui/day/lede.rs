//! The sentence with the live number, and what it assumes.

use super::fetched::Fetched;
use super::model::Model;
use super::shown::{self, Shown};
use super::{amounts, dates, zones};
use crate::day::said::Rule;
use crate::ui::frame::dock::go_to;
use crate::ui::words::format::{share, whole};
use crate::ui::words::{comma, day as words, panels, values};
use leptos::prelude::*;

/// What the chosen rule emits, g; none where nothing keeps all limits, or before it is known.
pub fn total_g(shown: &Shown) -> Option<f64> {
    shown.plan(shown.given.rule).map(|plan| plan.total_g)
}

/// The sentence.
#[component]
pub fn Lede(model: Model) -> impl IntoView {
    let shown = model.shown;
    let trails = model.trails;
    let total = Memo::new(move |_| shown.with(|it| it.as_ref().and_then(|it| total_g(it))));
    // Writing a date takes a browser as long as all else of the sentence.
    let date = Memo::new(move |_| shown.with(|it| it.as_ref().map(|it| it.given.date)));
    let date = Memo::new(move |_| date.get().map(dates::long));
    let before = move || {
        shown.with(|it| {
            let (it, date) = (it.as_ref()?, date.get()?);
            let Some(home) = it.plan(Rule::Home) else {
                return Some(words::nothing_holds(&date));
            };
            let answers = whole(it.given.answers);
            let home = amounts::carbon(home.total_g);
            Some(match it.given.rule {
                Rule::Home => words::home_emits(&date, &answers),
                Rule::Cleanest => words::cleanest_emits(&date, &answers, &home),
                Rule::Forecast => words::forecast_emits(&date, &answers, &home),
                Rule::Best => words::best_emits(&date, &answers, &home),
            })
        })
    };
    let sentence = move || match before() {
        Some(before) => view! {
            {before}
            " "
            {move || total.get().map(|grams| view! {
                <span class="live" translate="no" class:trails=trails data-total-g=grams>
                    {amounts::carbon(grams)}
                </span>
                " CO₂e"
            })}
        }
        .into_any(),
        None => view! { <span class="muted">{words::title()}</span> }.into_any(),
    };
    let missing = move || match model.year.get() {
        Fetched::Missing(why) => Some(view! {
            <p class="note bad" role="alert">
                {why.said()}
                " "
                <button type="button" class="btn line" on:click=move |_| model.fetch_again()>
                    {crate::ui::words::bar::fetch_again()}
                </button>
            </p>
        }),
        _ => None,
    };
    let filled = Memo::new(move |_| {
        let given = model.given.get();
        let all = model.year.with(|it| it.filled(&given));
        let said = all
            .iter()
            .map(|(code, hours)| words::filled_hours(zones::name(code), &hours.len().to_string()));
        said.collect::<Vec<_>>().join(comma())
    });
    let note = move || {
        let filled = filled.get();
        (!filled.is_empty()).then(|| {
            view! { <p class="note filled">{words::filled_said(&filled)}</p> }
        })
    };
    view! {
        <section class="lede" aria-label=panels::result()>
            <h1>{sentence}</h1>
            <Assumed model />
            {note}
            {missing}
            {move || model.plans.refused.get().map(|why| view! { <p class="note bad" role="alert">{why}</p> })}
            {move || shown.with(|it| it.as_ref().is_some_and(|it| it.plan(Rule::Home).is_none())).then(|| {
                view! { <p class="note bad">{words::nothing_holds_note()}</p> }
            })}
        </section>
    }
}

/// What the figures assume; each word leads to its control.
#[component]
fn Assumed(model: Model) -> impl IntoView {
    let (store, given) = (model.store, model.given);
    let term = move |id: &'static str, words: Memo<String>| {
        view! { <button type="button" class="term" on:click=move |_| go_to(id, None)>{words}</button> }
    };
    let home = Memo::new(move |_| given.with(|it| zones::name(it.home).to_string()));
    let cell = store.memo(|results| {
        let kind = values::kind_of_cell(&results.view.scenario);
        panels::distance(&values::distance(results.view.scenario.distance_m), &kind)
    });
    let places = Memo::new(move |_| {
        given.with(|it| {
            let mut names = vec![zones::name(it.home)];
            names.extend(it.sites.iter().map(|site| zones::name(site.zone)));
            match names.split_last() {
                Some((last, rest)) if !rest.is_empty() => words::or(&rest.join(comma()), last),
                _ => names.concat(),
            }
        })
    });
    let wait = Memo::new(move |_| given.with(|it| words::can_wait_said(&shown::waits(it).0)));
    let hours = Memo::new(move |_| given.with(|it| words::at_most_said(&shown::waits(it).1)));
    let quality = Memo::new(move |_| {
        let given = given.get();
        let mean = store.with(|results| given.quality(&results.view.scenario).0);
        words::quality_said(&share(mean))
    });
    view! {
        <p class="given">
            {words::asked_in()} {joined(term("day-home", home), words::comma_then())} <span>{cell}</span>
            {words::computed_in()} {joined(term("room-0", places), words::semi())}
            {joined(term("wait_share", wait), words::comma_then())}
            {joined(term("wait_hours", hours), words::semi())}
            {joined(term("qoe_day", quality), words::stop())}
        </p>
    }
}

/// A word with the mark after it, which never begins a line.
fn joined(word: impl IntoView, mark: &'static str) -> impl IntoView {
    view! {
        <span class="joined">{word} {mark}</span>
        <wbr />
    }
}
