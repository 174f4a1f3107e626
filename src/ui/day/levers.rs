//! What moves the day's carbon: the star of the view.

use super::model::Model;
use super::shown::{self, Shown};
use super::year::Year;
use super::{amounts, zones};
use crate::day::Parts;
use crate::day::said::Rule;
use crate::ui::charts::{LeverBars, Measured, Table};
use crate::ui::words::format::{percent, whole};
use crate::ui::words::{charts, day as words, gap};
use leptos::prelude::*;

/// The levers, each alone, then all.
#[component]
pub fn Levers(model: Model) -> impl IntoView {
    let shown = model.shown;
    let levers = Memo::new(move |_| {
        let usual = model.days.with(|days| days.as_ref().map(Year::usual)).unwrap_or_default();
        shown.with(|it| it.as_ref().map(|it| shown::levers(it, &usual)).unwrap_or_default())
    });
    let none = Memo::new(move |_| levers.with(Vec::is_empty));
    let sums = Memo::new(move |_| {
        let home = shown.with(|it| home_parts(it.as_deref()));
        let [centre, radio] = shown::centre_and_radio_g(&home);
        [words::compute_sum(&amounts::carbon(centre)), words::radio_sum(&amounts::carbon(radio))]
    });
    let worth =
        move || shown.with(|it| it.as_ref().and_then(|it| it.plans.levers).map(|it| it.shares()));
    let say = move || {
        worth().map(|[place, time, length, _]| {
            view! {
                {words::is_worth(words::lever_where(), &amounts::share(place))} {gap()}
                {words::then_worth(words::lever_when(), &amounts::share(time))} {gap()}
                {words::then_worth(words::lever_long(), &amounts::share(length))}
            }
        })
    };
    let summary = Memo::new(move |_| {
        shown
            .with(|it| {
                let levers = it.as_ref().and_then(|it| it.plans.levers)?;
                let [.., all] = levers.shares();
                let (home, best) = (levers.home.total_g(), levers.all.total_g());
                Some(words::levers_summary(
                    &amounts::carbon(home),
                    &amounts::carbon(best),
                    &amounts::share(all),
                ))
            })
            .unwrap_or_default()
    });
    let table = Memo::new(move |_| shown.with(|it| it.as_deref().map(table).unwrap_or_default()));
    let note = move || shown.with(|it| it.as_deref().and_then(note));
    let of_year = move || {
        model.days.with(|days| {
            let days = days.as_ref().filter(|it| it.is_whole())?;
            let ((places, hours), all) = (days.order(), days.possible().flatten().count());
            let [places, hours, all] = [places, hours, all].map(|it| whole(it as f64));
            Some(words::came_first(&places, &all, &days.year.to_string(), &hours))
        })
    };
    view! {
        <section class="panel stars" aria-labelledby="hdl" class:waits=model.waits>
            <header>
                <h2 id="hdl">{words::levers_title()}</h2>
                <span class="sub">{words::levers_aside()}</span>
            </header>
            <p class="lev-say">{say}</p>
            <figure>
                <Measured let:width>
                    {move || if none.get() {
                        view! { <div class="awaited levers-size"></div> }.into_any()
                    } else {
                        view! { <LeverBars width levers sums summary table /> }.into_any()
                    }}
                </Measured>
            </figure>
            <p class="note star-note">{note} " " {of_year}</p>
        </section>
    }
}

fn home_parts(shown: Option<&Shown>) -> Parts {
    shown.and_then(|it| it.plans.levers).map(|it| it.home).unwrap_or_default()
}

/// What the bars do not say.
fn note(shown: &Shown) -> Option<String> {
    let levers = shown.plans.levers?;
    let [.., all] = levers.shares();
    let [_, radio] = shown::centre_and_radio_g(&levers.all);
    let home = zones::name(shown.given.home);
    let mut said = vec![words::together(&amounts::share(all), &amounts::carbon(radio), home)];
    let best = shown.plan(Rule::Best)?;
    if let Some((shortest, longest)) = shown::lengths(best) {
        let usual = whole(shown::usual_tokens(shown));
        said.push(words::lengths_planned(&whole(shortest.into()), &whole(longest.into()), &usual));
    }
    said.push(words::gap_of(&percent(best.duality_gap.max(0.0))));
    said.push(words::moves_the_grid().to_string());
    Some(said.join(gap()))
}

fn table(shown: &Shown) -> Table {
    let levers = shown::levers(shown, &[None; 4]);
    let mut head = vec![words::lever().to_string()];
    let names = [
        words::compute_electricity(),
        words::compute_hardware(),
        words::radio_electricity(),
        words::radio_hardware(),
        words::outside_chain(),
    ];
    let columns = levers.first().map_or(0, |it| it.parts.len());
    head.extend(names.iter().take(columns).map(|it| format!("{it}, g")));
    head.push(format!("{}, g", charts::total()));
    head.push(words::less().to_string());
    let grams = |it: f64| crate::ui::words::format::significant(it, 4);
    let rows = levers.iter().map(|lever| {
        let mut row = vec![lever.name.clone()];
        row.extend(lever.parts.iter().map(|(_, it)| grams(*it)));
        row.push(grams(lever.total_g()));
        row.push(lever.less.clone());
        row
    });
    Table { head, rows: rows.collect() }
}
