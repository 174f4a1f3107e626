//! The signals of Day: what is given, what was planned and found for it, and what is looked at. Each follows
//! once from the others, for all of the view.

use super::asked::Heard;
use super::days::{self, YearOf};
use super::fetched::{self, Fetched};
use super::given::{Given, Rule};
use super::plans::{About, KnownBy, ask_forecasts, ask_known, ask_plans};
use super::shown::{self, Hour, Shown};
use super::year::Year;
use crate::day::{Draft, KnownThen, Plan, Setting, Today};
use crate::protocol::day::Plans;
use crate::ui::state::{Gesture, Store};
use crate::ui::worker::WorkerHandle;
use leptos::prelude::*;
use std::sync::Arc;

/// What can be drawn of a day: never the same as another, since what it is made of is compared before.
#[derive(Clone, Debug)]
pub struct Drafted(pub Draft);

impl PartialEq for Drafted {
    fn eq(&self, _: &Self) -> bool {
        false
    }
}

/// The view's signals; copies refer to the same.
#[derive(Clone, Copy)]
pub struct Model {
    pub store: Store,
    pub given: Memo<Given>,
    pub year: RwSignal<Fetched>,
    pub(super) plans: Heard<About, Plans>,
    pub(super) forecasts: Heard<About, Vec<Option<Plan>>>,
    /// What each hour knew.
    pub(super) known: Heard<KnownBy, Option<Vec<KnownThen>>>,
    /// The last day that was planned; it may trail.
    pub shown: Memo<Option<Arc<Shown>>>,
    /// Whether it is of another day than the one that is given.
    pub trails: Memo<bool>,
    /// What is possible on the days of the year, as far as it is found.
    pub days: RwSignal<Option<Year>>,
    /// The hour that is looked at, and what happens in it.
    pub hour: RwSignal<usize>,
    pub now: Memo<Option<Hour>>,
    pub draft: Memo<Drafted>,
    /// Whether the best day is shown beside the one that is drawn.
    pub reveal: RwSignal<bool>,
    /// Whether somebody draws a day, and is not to see yet how others do it.
    pub covered: Memo<bool>,
}

impl Model {
    /// Starts to fetch, to ask and to hear.
    pub fn start(store: Store, worker: WorkerHandle) -> Self {
        let given = store.memo(|results| Given::read(&results.view.day).0);
        let setting = Memo::new(move |_| {
            let given = given.get();
            store.with(|results| given.setting(&results.view.scenario))
        });
        let year = fetched::fetched(given);
        let plans = ask_plans(worker, given, setting, year);
        let forecasts = ask_forecasts(worker, plans);
        let draft = Memo::new(move |_| setting.with(|it| Drafted(Draft::of(it))));
        let reveal = RwSignal::new(false);
        let covered = Memo::new(move |_| {
            given.with(|it| it.drawn.is_some())
                && !reveal.get()
                && draft.with(|it| it.0.can_be_drawn())
        });
        let shown = Memo::new(move |_| {
            let planned = plans.with(Clone::clone)?;
            let (about, plans) = &*planned;
            // Who plans changes no plan.
            let (rule, forecast) = given.with(|now| (now.rule, now.forecast));
            let given = Given { rule, forecast, ..about.given.clone() };
            let of_this = forecasts.with(|it| it.clone().filter(|it| it.0 == *about));
            Some(Arc::new(Shown {
                given,
                setting: about.setting.clone(),
                grids: about.today.grids.clone(),
                plans: plans.clone(),
                forecasts: of_this.map(|it| it.1.clone()).unwrap_or_default(),
            }))
        });
        let trails = Memo::new(move |_| {
            let awaited = |it: &Arc<Shown>| {
                it.given.rule == Rule::Forecast && it.plan(Rule::Forecast).is_none()
            };
            plans.trails.get() || shown.with(|it| it.as_ref().is_some_and(awaited))
        });
        let hour = RwSignal::new(12);
        let now = Memo::new(move |_| {
            let hour = hour.get();
            shown.with(|it| shown::at_hour(it.as_deref()?, hour))
        });
        let known = ask_known(worker, forecasts, given, covered);
        let year_of = Memo::new(move |_| {
            let forecast = given.with(|it| it.forecast);
            // Last of all: by then nothing is moved.
            forecasts.of_now().map(|it| YearOf::new(&it.0, forecast))
        });
        let days = days::ask(worker, year_of, given, year);
        Self {
            store,
            given,
            year,
            plans,
            forecasts,
            known,
            shown,
            trails,
            days,
            hour,
            now,
            draft,
            reveal,
            covered,
        }
    }

    /// Changes what the day is given.
    pub fn edit(self, gesture: Gesture, change: impl FnOnce(&mut Given)) {
        self.store.edit(gesture, |view| {
            let mut given = Given::read(&view.day).0;
            change(&mut given);
            view.day = given.written();
        });
    }

    /// The day that is given, once it is planned, with what it was planned from; none where nobody is to see
    /// how others plan it.
    pub fn planned(self) -> Option<(Setting, Today, Plans)> {
        let planned = (!self.covered.get()).then(|| self.plans.of_now()).flatten()?;
        let (about, plans) = &*planned;
        Some((about.setting.clone(), about.today.clone(), plans.clone()))
    }

    pub fn fetch_again(self) {
        fetched::fetch(self.year, self.given);
    }
}
