//! On a phone the day's total stays in sight, with the hour that is looked at.

use super::model::Model;
use super::shown::short;
use super::{amounts, lede};
use crate::ui::words::day as words;
use crate::ui::words::format::mass;
use leptos::prelude::*;

/// The line. Who hears the page has the sentence and the hour's own words.
#[component]
pub fn StickyDay(model: Model) -> impl IntoView {
    let total = Memo::new(move |_| {
        let total_g = model.shown.with(|it| it.as_deref().and_then(lede::total_g));
        total_g.map_or_else(|| "–".to_string(), amounts::carbon)
    });
    let rule = Memo::new(move |_| model.given.with(|it| short(it.rule)));
    let hour = Memo::new(move |_| {
        model.now.with(|it| {
            let it = it.as_ref().filter(|it| it.served > 0.0)?;
            Some(format!("{}:00 · {}", it.hour, words::each_answer(&mass(it.each_g))))
        })
    });
    view! {
        <div class="total" aria-hidden="true">
            <b translate="no" class:trails=model.trails>{total}</b>
            <span>"CO₂e"</span>
            <span class="sub"><span>{rule}</span> <span>{hour}</span></span>
        </div>
    }
}
