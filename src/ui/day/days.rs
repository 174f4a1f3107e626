//! The days of a year, asked for a few at a time, so that what is moved is heard in between: all of them
//! are a few seconds of the worker.

use super::asked::asked;
use super::fetched::Fetched;
use super::plans::{About, places};
use super::year::Year;
use crate::day::said::Given;
use crate::day::{Date, Forecast, Setting, Today};
use crate::protocol::day::{Answer, What};
use crate::ui::worker::WorkerHandle;
use leptos::prelude::*;

/// What the days of a year are of, whatever the date.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct YearOf {
    given: Given,
    setting: Setting,
    forecast: Forecast,
}

impl YearOf {
    pub fn new(about: &About, forecast: Forecast) -> Self {
        let date = Date { year: about.given.date.year, month: 1, day: 1 };
        let given = Given { date, ..about.given.clone() };
        Self { given, setting: about.setting.clone(), forecast }
    }

    /// As a day is given now.
    pub fn given(given: &Given, setting: &Setting) -> Self {
        let date = Date { year: given.date.year, month: 1, day: 1 };
        Self {
            given: Given { date, ..places(given.clone()) },
            setting: setting.clone(),
            forecast: given.forecast,
        }
    }
}

/// Some days of it.
#[derive(Clone, PartialEq)]
struct Part {
    of: YearOf,
    days: Vec<(u16, Today)>,
}

/// Asks for all days of the year, those nearest to the date first; what is found so far stays while nothing
/// is asked, with what they are of.
pub(super) fn ask(
    worker: WorkerHandle,
    of: Memo<Option<YearOf>>,
    given: Memo<Given>,
    grids: RwSignal<Fetched>,
) -> (RwSignal<Option<Year>>, RwSignal<Option<YearOf>>) {
    let days = RwSignal::new(None::<Year>);
    let days_of = RwSignal::new(None::<YearOf>);
    let part = Memo::new(move |_| {
        let of = of.get()?;
        let around = given.with_untracked(|given| given.date.day_of_year());
        let next = days.with(|days| days.as_ref().map(|it| it.next(around)))?;
        let days: Vec<_> = grids.with_untracked(|grids| {
            let Fetched::There(grids) = grids else { return Vec::new() };
            let day = |day: u16| {
                let date = Date::of(of.given.date.year, usize::from(day))?;
                Some((day, of.given.today(grids, date)?))
            };
            next.into_iter().filter_map(day).collect()
        });
        (!days.is_empty()).then_some(Part { of, days })
    });
    let what = |part: &Part| What::Days {
        setting: Box::new(part.of.setting.clone()),
        forecast: part.of.forecast,
        days: part.days.clone(),
    };
    let take = |answer| match answer {
        Answer::Days(found) => Some(found),
        _ => None,
    };
    let heard = asked(worker, part, None, what, take);
    Effect::new(move |begun: Option<Option<YearOf>>| {
        let begun = begun.flatten();
        let Some(of) = of.get() else { return begun };
        if begun.as_ref() != Some(&of) {
            days.set(Some(Year::new(of.given.date.year)));
            days_of.set(Some(of.clone()));
        }
        heard.with(|heard| {
            let found = heard.as_ref().filter(|it| it.0.of == of);
            if let Some(found) = found {
                days.update(|days| {
                    if let Some(days) = days {
                        days.take(found.1.clone());
                    }
                });
            }
        });
        Some(of)
    });
    (days, days_of)
}
