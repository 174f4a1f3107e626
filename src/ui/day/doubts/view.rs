//! A row for each assumption: what the lever that rests on it is worth with half of it, and with twice.

use super::told::{NOMINAL, lever, name, times};
use crate::day::fleet::Settings;
use crate::day::{Doubt, Setting, Today};
use crate::protocol::day::{Answer, What};
use crate::ui::day::amounts;
use crate::ui::day::asked::{SETTLED, asked};
use crate::ui::day::model::Model;
use crate::ui::words::{day, doubts as words};
use crate::ui::worker::WorkerHandle;
use leptos::prelude::*;

/// What they follow from.
#[derive(Clone, PartialEq)]
struct About {
    setting: Setting,
    today: Today,
    settings: Settings,
}

/// The table.
#[component]
pub fn WhatIfWrong(model: Model) -> impl IntoView {
    let about = Memo::new(move |_| {
        let assumed = model.given.with(|given| given.machines);
        let (setting, today, plans) = model.planned()?;
        plans.best?;
        let settings = assumed.settings(setting.qoe_day, setting.qoe_floor);
        Some(About { setting, today, settings })
    });
    let found = asked(
        expect_context::<WorkerHandle>(),
        about,
        Some(SETTLED),
        |about| What::Doubts {
            setting: Box::new(about.setting.clone()),
            today: Box::new(about.today.clone()),
            settings: about.settings,
        },
        |answer| match answer {
            Answer::Doubts(found) => Some(found),
            _ => None,
        },
    );
    let row = |it: &Doubt| {
        let [half, given, twice] = [0, 1, 2].map(|place| {
            let other = times(it.tried[place].times, NOMINAL[place]);
            let small = other.map(|it| view! { <small>{it}</small> });
            (amounts::share(it.tried[place].share), small)
        });
        view! {
            <tr>
                <th scope="row">{name(it.assumption)}<small>{lever(it.assumption)}</small></th>
                <td>{half}</td>
                <td><b>{given}</b></td>
                <td>{twice}</td>
            </tr>
        }
    };
    let rows =
        move || found.with(|it| it.as_deref().map(|it| it.1.iter().map(row).collect::<Vec<_>>()));
    view! {
        <section class="wrong" aria-labelledby="hdx" class:waits=found.trails>
            <header>
                <h2 id="hdx">{words::title()}</h2>
                <span class="tag">{day::assumed()}</span>
            </header>
            <p class="fc-say">{words::about()}</p>
            <table class="hr-t">
                <caption class="vh">{words::title()}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words::assumption()}</th>
                        <th scope="col">{words::half()}</th>
                        <th scope="col">{words::as_given()}</th>
                        <th scope="col">{words::twice()}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
}
