//! The view as a whole.

use super::doubts::WhatIfWrong;
use super::machines::HowManyMachines;
use super::model::Model;
use super::price::WhatQualityCosts;
use super::sticky::StickyDay;
use super::{controls, draw, hours, known_then, lede, levers, who_decides, worth};
use crate::day::said::{Given, Rule};
use crate::link::LinkIssue;
use crate::teach::day_task::Planned;
use crate::ui::frame::linked::Reading;
use crate::ui::state::{Line, Notice, store};
use crate::ui::words::{bar, day as words, frame};
use crate::ui::worker::WorkerHandle;
use leptos::prelude::*;
use std::sync::Arc;

/// What stands over a day that an assignment asks for, from what it is charged.
pub type Over = fn(Signal<Planned>) -> AnyView;

/// Day.
#[component]
pub fn DayView(#[prop(optional_no_strip)] over: Option<Over>) -> impl IntoView {
    Reading::begin();
    let store = store();
    document().set_title(&format!("{} · AOLO Lab", frame::day()));
    let worker = expect_context::<WorkerHandle>();
    let model = Model::start(store, worker);
    let of_task = over.is_some();
    let over = over.map(|over| over(model.charged(worker)));
    // What of a link's day is not usable is said once it is read: here.
    let written = store.memo(|results| results.view.day.clone());
    Effect::new(move |_| {
        let (_, issues) = written.with(|it| Given::read(it.pairs()));
        if issues.is_empty() {
            return;
        }
        let read = Arc::new(store.peek(|results| results.view.clone()));
        let line = |it| Line::Unusable(LinkIssue::Value(it), read.clone());
        let lines: Vec<_> = issues.into_iter().map(line).collect();
        store.notice.update(|notice| {
            let before = notice.take().map(|it| it.lines).unwrap_or_default();
            let lines = [before, lines].concat();
            let title = match lines.len() {
                1 => bar::one_unusable().to_string(),
                many => bar::some_unusable(&many.to_string()),
            };
            *notice = Some(Notice { title, lines, good: false });
        });
    });
    // Nothing to show but why, and what can be set.
    let unplanned = Memo::new(move |_| {
        model.shown.with(|shown| match shown {
            Some(shown) => shown.plan(Rule::Home).is_none(),
            None => model.plans.refused.with(Option::is_some),
        })
    });
    view! {
        <StickyDay model />
        <main class="day" class:of-task=of_task class:covered=model.covered class:unplanned=unplanned id="main" tabindex="-1">
            <lede::Lede model />
            {over}
            <controls::Controls model />
            <levers::Levers model />
            <draw::DrawYourOwn model />
            <hours::HourByHour model />
            <aside class="side" aria-label=words::beside()>
                <hours::OneHour model />
                <who_decides::WhoDecidesHere model />
                <known_then::WhatWasKnown model />
                <worth::ForecastIsWorth model />
                <WhatQualityCosts model />
                <WhatIfWrong model />
            </aside>
            <HowManyMachines model />
        </main>
    }
}
