//! The signals of Day: what is given, what was planned and found for it, and what is looked at. Each follows
//! once from the others, for all of the view.

use super::asked::{Heard, SETTLED, asked, lasts};
use super::days::{self, YearOf};
use super::fetched::{self, Fetched};
use super::plans::{About, DrawnOf, KnownBy, ask_forecasts, ask_known, ask_plans};
use super::shown::{self, Hour, Shown};
use super::year::Year;
use crate::day::said::{Aim, Given, Open, Rule};
use crate::day::{Draft, KnownThen, Plan, Setting, Today};
use crate::link::{Place, View};
use crate::protocol::day::Plans;
use crate::receipt;
use crate::teach::day_task::Planned;
use crate::ui::state::{Gesture, Store, results};
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
    /// The same, once that lasts: panels are marked then.
    pub waits: RwSignal<bool>,
    /// What is possible on the days of the year, as far as it is found, and whether that is of another setting.
    pub days: RwSignal<Option<Year>>,
    pub days_trail: Memo<bool>,
    /// The hour that is looked at, and what happens in it.
    pub hour: RwSignal<usize>,
    pub now: Memo<Option<Hour>>,
    pub draft: Memo<Drafted>,
    /// Whether the best day is shown beside the one that is drawn.
    pub reveal: RwSignal<bool>,
    /// What an assignment asks of the day, where it is answered here.
    pub aim: Memo<Option<Aim>>,
    /// Whether somebody draws a day, and is not to see yet how others do it.
    pub covered: Memo<bool>,
}

/// Puts back what was set here: in an assignment on a day what is open of it.
fn put_back(view: &mut View) {
    match view.place == Place::Task && receipt::day::is_asked(view) {
        true => receipt::day::put_back(view),
        false => results::put_back(view),
    }
}

impl Model {
    /// Starts to fetch, to ask and to hear.
    pub fn start(store: Store, worker: WorkerHandle) -> Self {
        store.puts_back.set_value(put_back);
        let given = store.memo(|results| Given::read(results.view.day.pairs()).0);
        let setting = Memo::new(move |_| {
            let given = given.get();
            store.with(|results| given.setting(&results.view.scenario))
        });
        let year = fetched::fetched(given);
        let plans = ask_plans(worker, given, setting, year);
        let forecasts = ask_forecasts(worker, plans);
        let draft = Memo::new(move |_| setting.with(|it| Drafted(Draft::of(it))));
        let reveal = RwSignal::new(false);
        let answered = store.memo(|results| {
            results.view.place == Place::Task && receipt::day::is_asked(&results.view)
        });
        let aim =
            Memo::new(move |_| answered.get().then(|| given.with(|it| it.aim.clone())).flatten());
        let covered = Memo::new(move |_| {
            let draws = given.with(|it| it.drawn.is_some()) && !reveal.get();
            (draws || aim.with(|it| it.as_ref().is_some_and(Aim::is_drawn)))
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
        let (days, days_of) = days::ask(worker, year_of, given, year);
        let days_trail = Memo::new(move |_| {
            let now = setting.with(|setting| YearOf::given(&given.get(), setting));
            days_of.with(|of| of.as_ref().is_some_and(|of| *of != now))
        });
        Self {
            store,
            given,
            year,
            plans,
            forecasts,
            known,
            shown,
            trails,
            waits: lasts(trails),
            days,
            days_trail,
            hour,
            now,
            draft,
            reveal,
            aim,
            covered,
        }
    }

    /// Changes what the day is given; of an assignment's day what is the learner's.
    pub fn edit(self, gesture: Gesture, change: impl FnOnce(&mut Given)) {
        let aim = self.aim.get_untracked();
        self.store.edit(gesture, |view| {
            let before = Given::read(view.day.pairs()).0;
            let mut given = before.clone();
            change(&mut given);
            if let Some(aim) = &aim {
                given = aim.held(&before, given);
            }
            view.day = receipt::day::written(&given);
        });
    }

    /// Bounds of an open number of an assignment's day; none elsewhere.
    pub fn bounds(self, what: Open) -> Option<(f64, f64)> {
        self.aim.with(|aim| aim.as_ref()?.opened(what)?.bounds)
    }

    /// What the day of an assignment is charged: as it is drawn, or as its rule plans it.
    pub fn charged(self, worker: WorkerHandle) -> Signal<Planned> {
        let about = Memo::new(move |_| {
            let is_drawn = self.aim.with(|it| it.as_ref().is_some_and(Aim::is_drawn));
            let planned = is_drawn.then(|| self.plans.of_now()).flatten()?;
            let nobody_waits = || self.draft.with(|it| it.0.nobody_waits());
            let drawn = self.given.with(|it| it.drawn).unwrap_or_else(nobody_waits);
            Some(DrawnOf { about: planned.0.clone(), drawn })
        });
        let drawn = asked(worker, about, Some(SETTLED), DrawnOf::what, DrawnOf::take);
        Signal::derive(move || {
            let Some(planned) = self.plans.of_now() else { return Planned::Awaited };
            let Some(home) = &planned.1.home else { return Planned::None };
            let total_g = if about.with(Option::is_some) {
                drawn.of_now().map(|it| it.1.map(|it| it.drawn_g))
            } else if self.trails.get() {
                None
            } else {
                self.shown.with(|shown| {
                    let shown = shown.as_ref()?;
                    Some(shown.plan(shown.given.rule).map(|plan| plan.total_g))
                })
            };
            match total_g {
                None => Planned::Awaited,
                Some(None) => Planned::None,
                Some(Some(total_g)) => Planned::At { total_g, home_g: home.total_g },
            }
        })
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
