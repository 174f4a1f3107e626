//! What was known in the hour under the finger: asked of the worker, and said.

use super::controls::forecast_name;
use super::known;
use super::model::{KnownBy, Model, Open, heard, is_same};
use crate::data::day::HOURS;
use crate::day::{Forecast, Grids, KnownThen};
use crate::protocol::day::{Answer, Found, What};
use crate::ui::charts::{DataTable, Table};
use crate::ui::words::{day as words, values};
use crate::ui::worker::{Asker, WorkerHandle};
use leptos::prelude::*;
use std::sync::Arc;

impl Model {
    /// Asks what each hour knew, once the day is planned by every forecast.
    pub(super) fn ask_known(self, worker: WorkerHandle) {
        let (open, by) =
            (Open::<super::model::About>::new(), StoredValue::new(Forecast::Yesterday));
        let asker = Asker::new(worker, move |answer| {
            if let Ok(Some(Found { number, what: Answer::Known(hours) })) = heard(answer)
                && let Some(about) = open.take(number)
            {
                let known: KnownBy = (about, by.get_value(), hours);
                self.known.set(Some(Arc::new(known)));
            }
        });
        let forecast = Memo::new(move |_| self.given.with(|given| given.forecast));
        Effect::new(move |_| {
            let forecast = forecast.get();
            let Some(planned) = self.forecasts.get() else { return };
            let about = planned.0.clone();
            if by.get_value() != forecast {
                // What is under way is of another forecast.
                by.set_value(forecast);
                asker.forget();
            }
            let (setting, today) = (Box::new(about.setting.clone()), Box::new(about.today.clone()));
            open.ask(asker, about, What::Known { setting, today, forecast });
        });
    }

    /// What each hour expected of the grids of the day that is shown; it does not depend on who waits.
    pub(super) fn expected(self) -> Vec<Grids> {
        self.known_if(|known, planned| known.today == planned.today, |it| it.grids.clone())
    }

    /// What each hour knew and planned of the day that is shown.
    fn known_now(self) -> Vec<KnownThen> {
        self.known_if(is_same, KnownThen::clone)
    }

    fn known_if<T>(
        self,
        fits: impl Fn(&super::model::About, &super::model::About) -> bool,
        take: impl Fn(&KnownThen) -> T,
    ) -> Vec<T> {
        let forecast = self.given.with(|given| given.forecast);
        self.known.with(|known| {
            self.plans.with(|planned| {
                let (Some(known), Some(planned)) = (known, planned) else { return Vec::new() };
                let (about, by, hours) = &**known;
                let fits = *by == forecast && fits(about, &planned.0);
                hours.iter().flatten().filter(|_| fits).map(take).collect()
            })
        })
    }
}

/// What the plan of an hour believed, what it was, and what it cost.
#[component]
pub fn WhatWasKnown(model: Model) -> impl IntoView {
    let hours = Memo::new(move |_| model.known_now());
    let hour = move || model.hour.get().min(HOURS - 1);
    let title = move || words::known_title(&hour().to_string());
    let by = move || {
        let name = forecast_name(model.given.with(|it| it.forecast));
        words::known_by(&values::lowered(name))
    };
    let at = move |say: fn(&super::shown::Shown, &KnownThen, usize) -> String| {
        let now = hour();
        model.shown.with(|shown| hours.with(|it| Some(say(shown.as_deref()?, it.get(now)?, now))))
    };
    let impossible = move || {
        let known = model.known.with(|it| it.as_ref().map(|it| it.2.is_none()));
        let shown = model.shown.with(|it| it.as_ref().map(|it| it.plans.best.is_some()));
        known == Some(true) && shown == Some(true)
    };
    let said = move || {
        at(known::said).unwrap_or_else(|| match impossible() {
            true => words::known_never().to_string(),
            false => words::known_awaited().to_string(),
        })
    };
    let table = move || {
        let now = hour();
        let table = model.shown.with(|shown| {
            hours.with(|it| Some(known::table(shown.as_deref()?, it.get(now)?, now)))
        });
        let (head, rows) = table.unwrap_or_default();
        Table { head, rows }
    };
    view! {
        <section class="known-then" aria-labelledby="hdk">
            <header><h2 id="hdk">{title}</h2> <span class="sub">{by}</span></header>
            <p class="fc-say">{said}</p>
            <DataTable file="day-known" caption=words::known_table() table=table />
        </section>
    }
}
