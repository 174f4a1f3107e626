//! The plans of a day that the worker makes: by each rule, by each forecast, and by what each hour knew.

use super::asked::{Heard, SETTLED, asked};
use super::fetched::Fetched;
use crate::day::said::Assumed;
use crate::day::said::{Given, Rule};
use crate::day::{Drawn, DrawnDay, Forecast, KnownThen, Plan, Setting, Today};
use crate::protocol::day::{Answer, Plans, What};
use crate::ui::worker::WorkerHandle;
use leptos::prelude::*;

/// What a day is asked for with; who plans it is no part of that.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct About {
    pub given: Given,
    pub setting: Setting,
    pub today: Today,
}

/// What of a day decides which plans there are.
pub(super) fn places(given: Given) -> Given {
    let (rule, forecast) = (Rule::Best, Forecast::Yesterday);
    Given { rule, forecast, machines: Assumed::default(), drawn: None, aim: None, ..given }
}

/// Asks for the day that is given, once its grids are there.
pub(super) fn ask_plans(
    worker: WorkerHandle,
    given: Memo<Given>,
    setting: Memo<Setting>,
    year: RwSignal<Fetched>,
) -> Heard<About, Plans> {
    let about = Memo::new(move |_| {
        let (given, setting) = (given.get(), setting.get());
        year.with(|year| {
            let Fetched::There(year) = year else { return None };
            let today = given.today(year, given.date)?;
            Some(About { given: places(given), setting, today })
        })
    });
    let what = |about: &About| What::Plans {
        setting: Box::new(about.setting.clone()),
        today: Box::new(about.today.clone()),
    };
    let take = |answer| match answer {
        Answer::Plans(plans) => Some(*plans),
        _ => None,
    };
    asked(worker, about, None, what, take)
}

/// What a drawn day is asked for with.
#[derive(Clone, PartialEq)]
pub(super) struct DrawnOf {
    pub about: About,
    pub drawn: Drawn,
}

impl DrawnOf {
    pub fn what(&self) -> What {
        What::Drawn {
            setting: Box::new(self.about.setting.clone()),
            today: Box::new(self.about.today.clone()),
            drawn: self.drawn,
        }
    }

    pub fn take(answer: Answer) -> Option<Option<DrawnDay>> {
        match answer {
            Answer::Drawn(day) => Some(day),
            _ => None,
        }
    }
}

/// Asks for the day by every forecast, once the day itself is there.
pub(super) fn ask_forecasts(
    worker: WorkerHandle,
    plans: Heard<About, Plans>,
) -> Heard<About, Vec<Option<Plan>>> {
    let about = Memo::new(move |_| plans.of_now().map(|it| it.0.clone()));
    let what = |about: &About| What::Forecasts {
        setting: Box::new(about.setting.clone()),
        today: Box::new(about.today.clone()),
    };
    let take = |answer| match answer {
        Answer::Forecasts(plans) => Some(plans),
        _ => None,
    };
    asked(worker, about, Some(SETTLED), what, take)
}

/// What each hour is asked for with.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct KnownBy {
    pub about: About,
    pub forecast: Forecast,
}

/// Asks what each hour knew, once the day is planned by every forecast, and is to be seen.
pub(super) fn ask_known(
    worker: WorkerHandle,
    forecasts: Heard<About, Vec<Option<Plan>>>,
    given: Memo<Given>,
    covered: Memo<bool>,
) -> Heard<KnownBy, Option<Vec<KnownThen>>> {
    let about = Memo::new(move |_| {
        let forecast = given.with(|given| given.forecast);
        let planned = (!covered.get()).then(|| forecasts.of_now()).flatten()?;
        Some(KnownBy { about: planned.0.clone(), forecast })
    });
    let what = |by: &KnownBy| What::Known {
        setting: Box::new(by.about.setting.clone()),
        today: Box::new(by.about.today.clone()),
        forecast: by.forecast,
    };
    let take = |answer| match answer {
        Answer::Known(hours) => Some(hours),
        _ => None,
    };
    asked(worker, about, None, what, take)
}
