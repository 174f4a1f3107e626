//! What a day is planned from.

use super::error::within;
use super::fill::Windows;
use super::{Date, DayError, Hourly};
use crate::carbon::Chain;
use crate::data::day::{HOURS, LOADS};
use crate::optimum::FeasibleSet;
use crate::scenario::{Scenario, ScenarioError, Span};
use serde::{Deserialize, Serialize};

/// Where else answers can be computed.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Site {
    /// The most that it computes in an hour, as a share of the load's peak.
    pub capacity: f64,
    /// What the way there adds to the round trip, s.
    pub extra_rtt_s: f64,
}

impl Site {
    /// Room of a site, as a share of the load's peak, where none is given; assumed.
    pub const ROOM: f64 = 0.6;
    /// What the way to a site of the same continent adds to the round trip, s; assumed.
    pub const WAY_S: f64 = 0.02;
    /// What its room may be.
    pub const CAPACITY: Span = Span::real(0.0, 100.0, "1");
    /// What the way may add, where the scenario's own round trip is none.
    pub const EXTRA_RTT_S: Span = Span::real(0.0, LONGEST_RTT_S, "s");
}

impl Default for Site {
    fn default() -> Self {
        Self { capacity: Self::ROOM, extra_rtt_s: Self::WAY_S }
    }
}

/// What each answer is at least where nobody says: a tenth below what the day has in the mean.
pub fn floor_below(qoe_day: f64) -> f64 {
    (qoe_day - 0.1).max(0.0)
}

/// What is given whatever the date.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Setting {
    /// Both its grids are overridden by the day's.
    pub scenario: Scenario,
    /// Beside home, which has room for its whole load.
    pub sites: Vec<Site>,
    /// How the answers fall on the hours, of mean 1.
    pub load: Hourly,
    /// Answers a day.
    pub answers: f64,
    /// Share of the answers that can wait.
    pub wait_share: f64,
    /// The longest that they wait, whole hours; the day ends at midnight.
    pub wait_hours: u32,
    /// Quality that the day's answers have in the mean.
    pub qoe_day: f64,
    /// Quality that each answer has at least.
    pub qoe_floor: f64,
    /// Of the errors of [`super::Forecast::Real`].
    pub seed: u64,
}

impl Setting {
    /// The most sites beside home.
    pub const MOST_SITES: usize = 4;
    /// What a share and a quality may be.
    pub const SHARE: Span = Span::real(0.0, 1.0, "1");
    /// How long answers may wait, h.
    pub const WAIT_HOURS: Span = Span::integer(0.0, HOURS as f64);
    /// What an hour of a load of mean 1 may be.
    pub const LOAD: Span = Span::real(0.0, HOURS as f64 + 1.0, "1");
    /// How many answers a day may have.
    pub const ANSWERS: Span = Span::real(1.0, 1e12, "1");

    /// A scenario's day with so many sites beside home; quality is what the scenario asks for, and a
    /// tenth less for a single answer.
    pub fn of(scenario: Scenario, sites: usize) -> Self {
        let qoe_day = scenario.qoe_min;
        Self {
            sites: vec![Site::default(); sites],
            load: LOADS[0].mean1,
            answers: 100_000.0,
            wait_share: 0.3,
            wait_hours: 6,
            qoe_day,
            qoe_floor: floor_below(qoe_day),
            seed: 1,
            scenario,
        }
    }

    /// Answers that arrive in each hour.
    pub fn arrivals(&self) -> Hourly {
        self.load.map(|it| it * self.answers / HOURS as f64)
    }

    /// The most that each site computes in an hour, home first.
    pub(super) fn room(&self) -> Vec<f64> {
        let peak = self.arrivals().into_iter().fold(0.0, f64::max);
        let sites = self.sites.iter().map(|it| it.capacity * peak);
        std::iter::once(peak).chain(sites).collect()
    }

    /// The chain at a site so much farther, whose answers are each that good.
    pub(super) fn chain(&self, extra_rtt_s: f64, qoe_min: f64) -> Result<Chain, ScenarioError> {
        let rtt_s = self.scenario.rtt_s + extra_rtt_s;
        let scenario = Scenario { rtt_s, qoe_min, ..self.scenario.clone() };
        Ok(Chain::new(&scenario.validate()?))
    }

    /// The most that all sites compute together in an hour, those left out that are too far to answer well
    /// enough.
    pub(super) fn room_in_time(&self) -> f64 {
        let answers = |it: &Site| {
            let chain = self.chain(it.extra_rtt_s, self.qoe_floor);
            chain.is_ok_and(|chain| FeasibleSet::of(&chain).is_some())
        };
        let in_time = std::iter::once(true).chain(self.sites.iter().map(answers));
        self.room().into_iter().zip(in_time).filter(|it| it.1).map(|it| it.0).sum()
    }

    /// Who may wait until when.
    pub(super) fn windows(&self) -> Windows {
        Windows::of_day(&self.arrivals(), self.wait_share, self.wait_hours as usize)
    }

    /// Holds every number to its range.
    ///
    /// # Errors
    /// Names the first field that is out of range, its value, and the range.
    pub fn check(&self) -> Result<(), DayError> {
        self.scenario.validate()?;
        within("sites", self.sites.len() as f64, Span::integer(0.0, Self::MOST_SITES as f64))?;
        // An hour is the longest round trip of a scenario; so is this one's with the way.
        let way_s = Span { to: LONGEST_RTT_S - self.scenario.rtt_s, ..Site::EXTRA_RTT_S };
        for site in &self.sites {
            within("capacity", site.capacity, Site::CAPACITY)?;
            within("extra_rtt_s", site.extra_rtt_s, way_s)?;
        }
        within("answers", self.answers, Self::ANSWERS)?;
        within("wait_share", self.wait_share, Self::SHARE)?;
        within("wait_hours", f64::from(self.wait_hours), Self::WAIT_HOURS)?;
        within("qoe_day", self.qoe_day, Self::SHARE)?;
        within("qoe_floor", self.qoe_floor, Span::real(0.0, self.qoe_day, "1"))?;
        for value in self.load {
            within("load", value, Self::LOAD)?;
        }
        let mean = self.load.iter().sum::<f64>() / HOURS as f64;
        within("mean of load", mean, Span::real(1.0 - MEAN_SLACK, 1.0 + MEAN_SLACK, "1"))
    }
}

/// The longest round trip that a scenario may have.
const LONGEST_RTT_S: f64 = 60.0;
/// Loads that were written with four digits are of mean 1 to this.
const MEAN_SLACK: f64 = 1e-3;

/// Carbon intensities of a day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Grids {
    /// g/kWh, `[site][hour]`: home, whose grid is the base station's too, then the setting's sites.
    pub g_per_kwh: Vec<Hourly>,
}

impl Grids {
    /// What an intensity may be.
    pub const INTENSITY: Span = Span::real(0.0, 2000.0, "g/kWh");

    /// Holds them to the range of intensities and to a setting's sites.
    ///
    /// # Errors
    /// Names `grids` where there are not as many as home and sites, or an intensity out of range.
    pub fn check(&self, setting: &Setting) -> Result<(), DayError> {
        let due = 1.0 + setting.sites.len() as f64;
        within("grids", self.g_per_kwh.len() as f64, Span::integer(due, due))?;
        for &value in self.g_per_kwh.iter().flatten() {
            within("g_per_kwh", value, Self::INTENSITY)?;
        }
        Ok(())
    }
}

/// A day of the calendar.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Today {
    pub date: Date,
    pub grids: Grids,
    /// Of the day before, where they are known: forecasts ask for them.
    pub yesterday: Option<Grids>,
}
