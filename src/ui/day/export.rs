//! The plan that is shown, as files.

use super::fetched::Fetched;
use super::model::Model;
use super::shown::Shown;
use crate::day;
use crate::day::said::{Given, Rule};
use crate::report::day::{Of, day as object, link, served_csv};
use crate::ui::browser::download;
use crate::ui::words::day as words;
use leptos::prelude::*;

/// A file's name, its media type, what is in it.
type Written = (&'static str, &'static str, String);

/// Two buttons.
#[component]
pub fn SavePlan(model: Model) -> impl IntoView {
    let none = Memo::new(move |_| {
        model.shown.with(|it| it.as_deref().is_none_or(|it| it.plan(it.given.rule).is_none()))
    });
    let save = move |write: fn(&Shown, &Fetched, Given) -> Option<Written>| {
        let (year, given) = (model.year.get_untracked(), model.given.get_untracked());
        let written =
            model.shown.with_untracked(|it| it.as_deref().and_then(|it| write(it, &year, given)));
        if let Some((name, media, text)) = written {
            download(name, media, text.as_bytes());
        }
    };
    let button = move |name: &'static str, write| {
        view! {
            <button type="button" class="btn line" prop:disabled=none on:click=move |_| save(write)>
                {name}
            </button>
        }
    };
    view! {
        <div class="row saves save-plan">
            {button(words::plan_json(), json)} {button(words::plan_csv(), csv)}
        </div>
    }
}

fn json(shown: &Shown, year: &Fetched, now: Given) -> Option<Written> {
    let rule = match shown.given.rule {
        Rule::Home => day::Rule::Home,
        Rule::Cleanest => day::Rule::Cleanest,
        Rule::Forecast => day::Rule::Forecast(shown.given.forecast),
        Rule::Best => day::Rule::Best,
    };
    let zones = shown.zones();
    let of = Of { record: shown.given.record(), zones: &zones, setting: &shown.setting };
    let plan = shown.plan(shown.given.rule)?;
    let levers = shown.plans.levers.as_ref();
    let filled = year.filled(&shown.given);
    let mut object = object(&of, shown.given.date, rule, &shown.grids, &filled, Some(plan), levers);
    // The plan that is shown may trail what is given; what is drawn and assumed beside it is no part of it.
    let given = Given { drawn: now.drawn, machines: now.machines, ..shown.given.clone() };
    object["link"] = link(&shown.setting.scenario, &given).into();
    Some(("aolo-day.json", "application/json", format!("{object:#}\n")))
}

fn csv(shown: &Shown, _: &Fetched, _: Given) -> Option<Written> {
    let plan = shown.plan(shown.given.rule)?;
    Some(("aolo-day.csv", "text/csv", served_csv(&shown.zones(), plan)))
}
