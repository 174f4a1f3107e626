//! The signals of Day: what is given, the grids that are fetched for it, and the plans that the worker
//! makes. While something is moved only the newest day is asked for, and the last plan stays.

use super::assumed::Assumed;
use super::given::{Given, Rule};
use super::shown::Shown;
use super::year::Year;
use crate::data::day::{GridYear, Record};
use crate::day::{Date, Forecast, KnownThen, Plan, Setting, Today};
use crate::protocol::day::{Answer, Asked, Found, Plans, What};
use crate::protocol::{Question, Refusal, Reply};
use crate::ui::load::{self, Missing};
use crate::ui::state::{Gesture, Store};
use crate::ui::words::explain;
use crate::ui::worker::{Asker, WorkerHandle};
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use std::sync::Arc;
use std::time::Duration;

/// Changes that follow each other faster are one: what takes long is asked for once they have ended.
pub const SETTLED: Duration = Duration::from_millis(250);

/// The grids of a year.
#[derive(Clone, Debug)]
pub enum Fetched {
    Coming,
    There(Arc<GridYear>),
    /// They could not be fetched, or are damaged.
    Missing(Missing),
}

/// What a day was asked for with.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct About {
    pub given: Given,
    pub setting: Setting,
    pub today: Today,
}

/// Plans, and what they are about.
type Planned = (About, Plans);
/// The same by each forecast.
type Forecasted = (About, Vec<Option<Plan>>);

/// What each hour knew, by which forecast.
pub(super) type KnownBy = (About, Forecast, Option<Vec<KnownThen>>);

/// The view's signals; copies refer to the same.
#[derive(Clone, Copy)]
pub struct Model {
    pub store: Store,
    pub given: Memo<Given>,
    pub(super) setting: Memo<Setting>,
    pub year: RwSignal<Fetched>,
    pub(super) plans: RwSignal<Option<Arc<Planned>>>,
    pub(super) forecasts: RwSignal<Option<Arc<Forecasted>>>,
    /// What each hour knew; it may trail.
    pub(super) known: RwSignal<Option<Arc<KnownBy>>>,
    /// The last day that was planned; it may trail.
    pub shown: Memo<Option<Arc<Shown>>>,
    /// What is possible on the days of the year, as far as it is found.
    pub days: RwSignal<Option<Year>>,
    /// Why nothing was planned.
    pub refused: RwSignal<Option<String>>,
    /// Numbers the years that were asked for.
    days_asked: StoredValue<u32>,
    /// The hour that is looked at.
    pub hour: RwSignal<usize>,
    /// Whether the best day is shown beside the one that is drawn.
    pub reveal: RwSignal<bool>,
}

impl Model {
    /// Starts to fetch, to ask and to hear.
    pub fn start(store: Store, worker: WorkerHandle) -> Self {
        let given = store.memo(|results| Given::read(&results.view.day).0);
        let setting = Memo::new(move |_| {
            let given = given.get();
            store.with(|results| given.setting(&results.view.scenario))
        });
        let plans = RwSignal::new(None::<Arc<Planned>>);
        let forecasts = RwSignal::new(None::<Arc<Forecasted>>);
        let shown = Memo::new(move |_| {
            let (about, plans) = &*plans.get()?;
            // Who plans changes no plan.
            let (rule, forecast) = given.with(|now| (now.rule, now.forecast));
            let given = Given { rule, forecast, ..about.given.clone() };
            let of_this = forecasts.get().filter(|it| is_same(&it.0, about));
            Some(Arc::new(Shown {
                given,
                setting: about.setting.clone(),
                grids: about.today.grids.clone(),
                plans: plans.clone(),
                forecasts: of_this.map(|it| it.1.clone()).unwrap_or_default(),
            }))
        });
        let model = Self {
            store,
            given,
            setting,
            year: RwSignal::new(Fetched::Coming),
            plans,
            forecasts,
            known: RwSignal::new(None),
            shown,
            days: RwSignal::new(None),
            refused: RwSignal::new(None),
            days_asked: StoredValue::new(0),
            hour: RwSignal::new(12),
            reveal: RwSignal::new(false),
        };
        model.fetch_grids();
        model.ask_plans(worker);
        model.ask_forecasts(worker);
        model.ask_known(worker);
        model.ask_days(worker);
        model
    }

    /// Changes what the day is given.
    pub fn edit(self, gesture: Gesture, change: impl FnOnce(&mut Given)) {
        self.store.edit(gesture, |view| {
            let mut given = Given::read(&view.day).0;
            change(&mut given);
            view.day = given.written();
        });
    }

    /// Whether somebody draws a day, and is not to see yet how others do it.
    pub fn covered(self) -> bool {
        let draws = self.given.with(|it| it.drawn.is_some() && it.wait_share > 0.0);
        draws && self.given.with(|it| it.wait_hours >= 1.0) && !self.reveal.get()
    }

    /// The last day that was planned, whoever plans it, with what it was planned from.
    pub fn planned(self) -> Option<(Setting, Today, Plans)> {
        self.plans.with(|it| {
            let (about, plans) = &**it.as_ref()?;
            Some((about.setting.clone(), about.today.clone(), plans.clone()))
        })
    }

    /// Whether what is shown is of another day than the one that is given.
    pub fn trails(self) -> bool {
        let now = self.setting.get();
        let given = self.given.get();
        self.shown.with(|shown| {
            shown.as_ref().is_some_and(|it| {
                let planned = given.rule != Rule::Forecast || it.plan(Rule::Forecast).is_some();
                it.setting != now || places(&it.given) != places(&given) || !planned
            })
        })
    }

    /// Fetches the grids of the year that is given, once more where that has failed.
    fn fetch_grids(self) {
        let year = Memo::new(move |_| self.given.with(|given| given.date.year));
        Effect::new(move |_| self.fetch(year.get()));
    }

    pub fn fetch_again(self) {
        self.fetch(self.given.with_untracked(|given| given.date.year));
    }

    fn fetch(self, year: u16) {
        let there = |it: &Fetched| matches!(it, Fetched::There(grids) if grids.year == year);
        if self.year.with_untracked(there) {
            return;
        }
        self.year.set(Fetched::Coming);
        leptos::task::spawn_local(async move {
            let found = match Record::of(year) {
                Some(record) => {
                    let bytes = load::bytes(&record.file(year)).await.ok();
                    bytes.and_then(|bytes| GridYear::unpack(record, year, &bytes).ok())
                }
                None => None,
            };
            let found = match found {
                Some(grids) => Fetched::There(Arc::new(grids)),
                None => Fetched::Missing(Missing::why().await),
            };
            // By then another year, or another view, may be shown.
            let wanted = self.given.try_with_untracked(|given| given.date.year) == Some(year);
            if wanted {
                self.year.try_set(found);
            }
        });
    }

    /// The day that is given; none before its grids are there.
    fn about(self) -> Option<About> {
        let given = self.given.get();
        let setting = self.setting.get();
        self.year.with(|year| {
            let Fetched::There(year) = year else { return None };
            let today = given.today(year, given.date)?;
            Some(About { given, setting, today })
        })
    }

    fn ask_plans(self, worker: WorkerHandle) {
        let open = Open::new();
        let asker = Asker::new(worker, move |answer| match heard(answer) {
            Ok(Some(Found { number, what: Answer::Plans(plans) })) => {
                if let Some(about) = open.take(number) {
                    self.refused.set(None);
                    self.plans.set(Some(Arc::new((about, *plans))));
                }
            }
            Ok(_) => {}
            Err(why) => self.refused.set(Some(why)),
        });
        let asked = StoredValue::new(None::<About>);
        Effect::new(move |_| {
            let Some(about) = self.about() else { return };
            // Who plans is no other day.
            if asked.with_value(|last| last.as_ref().is_some_and(|last| is_same(last, &about))) {
                return;
            }
            asked.set_value(Some(about.clone()));
            let what = What::Plans {
                setting: Box::new(about.setting.clone()),
                today: Box::new(about.today.clone()),
            };
            open.ask(asker, about, what);
        });
    }

    fn ask_forecasts(self, worker: WorkerHandle) {
        let open = Open::new();
        let asker = Asker::new(worker, move |answer| {
            if let Ok(Some(Found { number, what: Answer::Forecasts(plans) })) = heard(answer)
                && let Some(about) = open.take(number)
            {
                self.forecasts.set(Some(Arc::new((about, plans))));
            }
        });
        let timer = StoredValue::new(None::<TimeoutHandle>);
        let clear = move || {
            if let Some(timer) = timer.try_update_value(Option::take).flatten() {
                timer.clear();
            }
        };
        Effect::new(move |_| {
            // Once the day itself is there.
            let Some(planned) = self.plans.get() else { return };
            let about = planned.0.clone();
            clear();
            let ask = move || {
                let setting = Box::new(about.setting.clone());
                let today = Box::new(about.today.clone());
                open.ask(asker, about, What::Forecasts { setting, today });
            };
            timer.set_value(set_timeout_with_handle(ask, SETTLED).ok());
        });
        on_cleanup(clear);
    }
}

// A year is a few seconds of the worker: it is asked for day by day, so that what is moved is heard in
// between.
impl Model {
    fn ask_days(self, worker: WorkerHandle) {
        // What the days are of, whatever the date.
        let of = StoredValue::new(None::<About>);
        let asker = StoredValue::new(None::<Asker>);
        let next = move || {
            let (Some(asker), Some(about)) = (asker.get_value(), of.get_value()) else { return };
            let around = self.given.with_untracked(|given| given.date.day_of_year());
            let days = self.days.with_untracked(|days| days.as_ref().map(|it| it.next(around)));
            let Some(days) = days.filter(|it| !it.is_empty()) else { return };
            let days = self.year.with_untracked(|year| {
                let Fetched::There(year) = year else { return Vec::new() };
                let day = |day: &u16| {
                    let date = Date::of(year.year, usize::from(*day))?;
                    Some((*day, about.given.today(year, date)?))
                };
                days.iter().filter_map(day).collect()
            });
            if days.is_empty() {
                return;
            }
            let (setting, forecast) = (Box::new(about.setting), about.given.forecast);
            let what = What::Days { setting, forecast, days };
            let number = self.days_asked.get_value();
            if let Ok(bytes) = (Asked { number, what }).to_bytes() {
                asker.ask(Question::Day(bytes));
            }
        };
        asker.set_value(Some(Asker::new(worker, move |answer| {
            if let Ok(Some(Found { number, what: Answer::Days(found) })) = heard(answer)
                && number == self.days_asked.get_value()
            {
                self.days.update(|days| {
                    if let Some(days) = days {
                        days.take(found);
                    }
                });
                next();
            }
        })));
        let forecast = Memo::new(move |_| self.given.with(|given| given.forecast));
        Effect::new(move |_| {
            // Last of all: by then nothing is moved.
            let Some(planned) = self.forecasts.get() else { return };
            // Another forecast is another year.
            let forecast = forecast.get();
            let about =
                About { given: Given { forecast, ..planned.0.given.clone() }, ..planned.0.clone() };
            let same = of.with_value(|last| {
                last.as_ref().is_some_and(|last| {
                    let any_day = |it: &Given| Given { date: about.given.date, ..places(it) };
                    last.given.date.year == about.given.date.year
                        && last.given.forecast == forecast
                        && last.setting == about.setting
                        && any_day(&last.given) == any_day(&about.given)
                })
            });
            if same {
                return;
            }
            self.days_asked.update_value(|it| *it = it.wrapping_add(1));
            self.days.set(Some(Year::new(about.given.date.year)));
            of.set_value(Some(about));
            if let Some(asker) = asker.get_value() {
                asker.forget();
            }
            next();
        });
    }
}

/// What of a day decides which plans there are.
fn places(given: &Given) -> Given {
    let (rule, forecast) = (Rule::Best, Forecast::Yesterday);
    Given { rule, forecast, machines: Assumed::default(), drawn: None, ..given.clone() }
}

pub(super) fn is_same(a: &About, b: &About) -> bool {
    a.setting == b.setting && a.today == b.today && places(&a.given) == places(&b.given)
}

/// Questions that may still be answered, by their numbers, and what they are about.
pub struct Open<T: Send + Sync + 'static>(StoredValue<(u32, Vec<(u32, T)>)>);

impl<T: Send + Sync + 'static> Clone for Open<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Open<T> {}

impl<T: Send + Sync + 'static> Open<T> {
    /// As many as can be under way or wait.
    const MOST: usize = 2;

    pub fn new() -> Self {
        Self(StoredValue::new((0, Vec::new())))
    }

    pub fn ask(self, asker: Asker, about: T, what: What) {
        let number = self.0.try_update_value(|(last, open)| {
            *last = last.wrapping_add(1);
            // Of those that wait the newest alone is sent.
            if open.len() >= Self::MOST {
                open.truncate(Self::MOST - 1);
            }
            open.push((*last, about));
            *last
        });
        let bytes = number.and_then(|number| Asked { number, what }.to_bytes().ok());
        if let Some(bytes) = bytes {
            asker.ask(Question::Day(bytes));
        }
    }

    /// What the question of that number was about; none older is answered any more.
    pub fn take(self, number: u32) -> Option<T> {
        self.0.try_update_value(|(_, open)| {
            let at = open.iter().position(|(open, _)| *open == number)?;
            open.drain(..=at).next_back().map(|(_, about)| about)
        })?
    }
}

/// What an answer says; none where a newer question has taken its place.
pub fn heard(answer: Result<Reply, Refusal>) -> Result<Option<Found>, String> {
    match answer {
        Ok(Reply::Day(bytes)) => {
            Found::from_bytes(&bytes).map(Some).map_err(|why| explain::protocol(&why))
        }
        Err(Refusal::Because(fault)) => Err(explain::fault(&fault)),
        _ => Ok(None),
    }
}
