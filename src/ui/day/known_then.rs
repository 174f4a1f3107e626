//! What was known in the hour under the finger.

use super::controls::forecast_name;
use super::known;
use super::model::Model;
use crate::data::day::HOURS;
use crate::day::Grids;
use crate::ui::charts::{DataTable, Table};
use crate::ui::words::{day as words, values};
use leptos::prelude::*;

impl Model {
    /// What each hour expected of the grids of the day that is shown; it does not depend on who waits.
    pub(super) fn expected(self) -> Vec<Grids> {
        let forecast = self.given.with(|given| given.forecast);
        self.known.with(|known| {
            self.plans.with(|planned| {
                let (Some(known), Some(planned)) = (known, planned) else { return Vec::new() };
                let (by, hours) = &**known;
                let fits = by.forecast == forecast && by.about.today == planned.0.today;
                hours.iter().flatten().filter(|_| fits).map(|it| it.grids.clone()).collect()
            })
        })
    }
}

/// What the plan of an hour believed, what it was, and what it cost.
#[component]
pub fn WhatWasKnown(model: Model) -> impl IntoView {
    let hour = move || model.hour.get().min(HOURS - 1);
    let title = move || words::known_title(&hour().to_string());
    let by = move || {
        let asked = model.given.with(|it| it.forecast);
        let forecast = model.known.with(|it| it.as_ref().map_or(asked, |it| it.0.forecast));
        words::known_by(&values::lowered(forecast_name(forecast)))
    };
    let said = move || {
        let now = hour();
        model.known.with(|it| match it.as_deref() {
            Some((by, Some(hours))) => {
                let then = hours.get(now)?;
                Some(known::said(&by.about.today.grids, &by.about.given.zones(), then, now))
            }
            // Of a day that no rule can plan nothing is said here.
            Some((_, None)) => Some(words::known_never().to_string()),
            None => Some(words::known_awaited().to_string()),
        })
    };
    let table = move || {
        let now = hour();
        let table = model.known.with(|it| {
            let (by, hours) = it.as_deref()?;
            let then = hours.as_ref()?.get(now)?;
            Some(known::table(&by.about.today.grids, &by.about.given.zones(), then, now))
        });
        let (head, rows) = table.unwrap_or_default();
        Table { head, rows }
    };
    view! {
        <section class="known-then" aria-labelledby="hdk" class:waits=model.known.trails>
            <header><h2 id="hdk">{title}</h2> <span class="sub">{by}</span></header>
            <p class="fc-say">{said}</p>
            <DataTable file="day-known" caption=words::known_table() table=table />
        </section>
    }
}
