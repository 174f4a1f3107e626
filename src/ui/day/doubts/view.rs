//! A row for each assumption: what the lever that rests on it is worth with half of it, and with twice.

use crate::day::fleet::Settings;
use crate::day::{Assumption, Doubt, Setting, Today};
use crate::protocol::day::{Answer, What};
use crate::ui::day::amounts;
use crate::ui::day::asked::asked;
use crate::ui::day::model::{Model, SETTLED};
use crate::ui::words::{day, doubts as words, machines};
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
        let (name, lever) = match it.assumption {
            Assumption::Room => (words::room(), day::lever_where()),
            Assumption::WaitShare => (day::can_wait(), day::lever_when()),
            Assumption::WaitHours => (day::waits_at_most(), day::lever_when()),
            Assumption::Idle => (machines::idle_power(), words::machines()),
            Assumption::Start => (machines::start_power(), words::machines()),
        };
        let [half, given, twice] = it.shares.map(amounts::share);
        view! {
            <tr>
                <th scope="row">{name}<small>{lever}</small></th>
                <td>{half}</td>
                <td><b>{given}</b></td>
                <td>{twice}</td>
            </tr>
        }
    };
    let rows =
        move || found.with(|it| it.as_deref().map(|it| it.1.iter().map(row).collect::<Vec<_>>()));
    view! {
        <section class="wrong" aria-labelledby="hdx">
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
