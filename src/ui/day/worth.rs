//! What the forecast is worth.

use super::controls::forecast_name;
use super::model::Model;
use super::shown::Shown;
use super::year::OverYear;
use super::{amounts, dates};
use crate::day::Forecast;
use crate::day::said::Rule;
use crate::ui::charts::day_worth::Worth;
use crate::ui::charts::{ForecastWorth, Measured, Table};
use crate::ui::words::format::{mass, significant, whole};
use crate::ui::words::values::lowered;
use crate::ui::words::{day as words, gap};
use leptos::prelude::*;

/// What each forecast costs against the best plan of this day.
#[component]
pub fn ForecastIsWorth(model: Model) -> impl IntoView {
    let shown = model.shown;
    let ways = Memo::new(move |before: Option<&Vec<Worth>>| {
        let now = shown.with(|it| it.as_deref().map(ways).unwrap_or_default());
        // Until the forecasts of this day are there.
        before.filter(|_| now.len() < 3 && model.forecasts.trails.get()).cloned().unwrap_or(now)
    });
    let none = Memo::new(move |_| ways.with(|it| it.len() < 3));
    let say = move || ways.with(|ways| said(ways, model.given.with(|it| it.forecast)));
    let table = Memo::new(move |_| {
        let row = |it: &Worth| vec![it.name.clone(), significant(it.above_g, 3)];
        Table {
            head: vec![words::way_to_plan().to_string(), format!("{}, g", words::above_the_best())],
            rows: ways.with(|ways| ways.iter().map(row).collect()),
        }
    });
    let over_year = move || {
        model.days.with(|days| {
            let days = days.as_ref()?;
            let Some(([forecast, nobody], harm, known)) = days.ways() else {
                return Some(words::year_awaited().to_string());
            };
            let name = forecast_name(model.given.with(|it| it.forecast));
            let month = |it: OverYear| dates::month(days.year, it.month);
            let (year, harm, known) =
                (days.year.to_string(), whole(harm as f64), whole(known as f64));
            Some(
                [
                    words::over_year(
                        &year,
                        &lowered(name),
                        &amounts::share(forecast.above),
                        &amounts::share(forecast.worst),
                        &month(forecast),
                    ),
                    words::nobody_over_year(
                        &amounts::share(nobody.above),
                        &amounts::share(nobody.worst),
                        &month(nobody),
                    ),
                    words::harm_on(&harm, &known),
                ]
                .join(gap()),
            )
        })
    };
    let summary = Signal::stored(words::worth_summary().to_string());
    view! {
        <section aria-labelledby="hdw" class:waits=model.forecasts.trails>
            <header><h2 id="hdw">{words::worth_title()}</h2></header>
            <p class="fc-say">{say}</p>
            <figure>
                <Measured let:width>
                    {move || if none.get() {
                        view! { <div class="awaited worth-size"></div> }.into_any()
                    } else {
                        view! {
                            <ForecastWorth
                                width
                                ways
                                title=words::above_the_best()
                                summary
                                file="day-forecasts"
                                caption=words::worth_table()
                                table
                            />
                        }
                        .into_any()
                    }}
                </Measured>
            </figure>
            <p class="note">{over_year}</p>
        </section>
    }
}

/// The ways to plan a day, the best first.
fn ways(shown: &Shown) -> Vec<Worth> {
    let Some(best) = shown.plan(Rule::Best) else { return Vec::new() };
    let way = |name: &str, total_g: f64, reference, is_best| Worth {
        name: name.to_string(),
        above_g: (total_g - best.total_g).max(0.0),
        reference,
        best: is_best,
    };
    let mut ways = vec![way(words::forecast_perfect(), best.total_g, false, true)];
    for forecast in [Forecast::Real, Forecast::Bent, Forecast::Yesterday] {
        if let Some(plan) = shown.forecast(forecast) {
            ways.push(way(forecast_name(forecast), plan.total_g, false, false));
        }
    }
    if let Some(plan) = shown.plan(Rule::Cleanest) {
        ways.push(way(words::nobody_waits(), plan.total_g, true, false));
    }
    ways[1..].sort_by(|a, b| a.above_g.total_cmp(&b.above_g));
    ways
}

fn said(ways: &[Worth], forecast: Forecast) -> Option<String> {
    let name = forecast_name(forecast);
    let loses = ways.iter().find(|it| it.name == name && !it.best)?;
    let nobody = ways.iter().find(|it| it.reference)?;
    let first = words::worth_loses(&lowered(name), &mass(loses.above_g));
    let then = match loses.above_g > nobody.above_g {
        true => words::worth_harm().to_string(),
        false => words::worth_gain(&mass(nobody.above_g)),
    };
    Some([first, then].join(gap()))
}
