//! A day on the grid: where, when and how long answers are computed.
//!
//! A cell's answers arrive over 24 hours. Each is computed at home or at another site, at once or, where
//! it can wait, in a later hour of the day, with one length and power for all that a site computes in an
//! hour; the day's mean quality is owed. So that it is met exactly, one site in one hour has two lengths, and
//! then no plan is charged less. All hours are UTC. What a grid is charged is an average of what
//! runs in it: a plan "is charged less", which says nothing of what the grid itself does.

mod date;
mod doubt;
mod draft;
mod error;
mod fill;
#[cfg(test)]
pub mod fixtures;
pub mod fleet;
mod forecast;
mod given;
mod known;
mod planner;
mod price;
pub mod said;
mod solve;
mod year;

pub use date::Date;
pub use doubt::{Assumption, Doubt, Tried};
pub use draft::{Bound, Draft, Drawn, DrawnDay, PARTS};
pub use error::DayError;
pub use given::{Grids, Setting, Site, Today, floor_below};
pub use known::KnownThen;
pub use planner::Planner;
pub use year::{DayTotals, RuleYear, Spread, TRIED, Year, YearSummary};

use crate::data::day::HOURS;
use serde::{Deserialize, Serialize};

/// A number for each hour of a day.
pub type Hourly = [f64; HOURS];

/// Who plans the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Rule {
    /// At home and at once, each answer good enough by itself: the baseline.
    Home,
    /// At once, at the site of the cleanest grid that has room.
    Cleanest,
    /// Each hour anew, by what was forecast then.
    Forecast(Forecast),
    /// In hindsight: the least that is possible.
    Best,
}

/// What is known of the hours to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Forecast {
    /// The same hour yesterday.
    Yesterday,
    /// Yesterday, bent toward what is now.
    Bent,
    /// The truth with the error of a real operational forecast.
    Real,
    /// The truth.
    Perfect,
}

impl Forecast {
    /// All of them, the least that one can know first.
    pub const ALL: [Self; 4] = [Self::Yesterday, Self::Bent, Self::Real, Self::Perfect];

    /// The word of the command line and of JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Yesterday => "yesterday",
            Self::Bent => "bent",
            Self::Real => "real",
            Self::Perfect => "perfect",
        }
    }
}

/// What emits, g.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Parts {
    pub compute_operational_g: f64,
    pub compute_embodied_g: f64,
    pub radio_operational_g: f64,
    pub radio_embodied_g: f64,
    /// Network and phone, as far as they count.
    pub beyond_g: f64,
}

impl Parts {
    /// All of it.
    pub fn total_g(&self) -> f64 {
        self.compute_operational_g
            + self.compute_embodied_g
            + self.radio_operational_g
            + self.radio_embodied_g
            + self.beyond_g
    }
}

/// Answers that arrived in one hour and are computed at one site in one hour.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Served {
    /// Hour of arrival, from 0.
    pub arrived: u8,
    /// Hour in which they are computed.
    pub hour: u8,
    /// 0 is home, then the setting's sites.
    pub site: u8,
    /// How many answers; not a whole number.
    pub amount: f64,
    /// Length of each.
    pub tokens: u32,
    /// Transmit power for each, W.
    pub power_w: f64,
    /// Quality of each.
    pub qoe: f64,
    /// Carbon of one of them, g.
    pub carbon_g: f64,
}

/// A day as planned.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    pub parts: Parts,
    pub total_g: f64,
    /// No plan of that day that owes the same quality is charged less.
    pub bound_g: f64,
    /// `total_g` over `bound_g`, less 1.
    pub duality_gap: f64,
    /// Mean quality of the day's answers.
    pub qoe_mean: f64,
    /// What a point of one answer's quality is charged at the margin, g; none where lengths are fixed or
    /// it changes with the hour.
    pub multiplier: Option<f64>,
    pub served: Vec<Served>,
    /// Answers that arrive in each hour.
    pub load: Hourly,
}

impl Plan {
    /// Answers that each site computes in each hour, `[site][hour]`, home first; sites without any at
    /// the end are left out.
    pub fn computed(&self) -> Vec<Hourly> {
        let mut sites: Vec<Hourly> = Vec::new();
        for it in &self.served {
            let site = usize::from(it.site);
            if sites.len() <= site {
                sites.resize(site + 1, [0.0; HOURS]);
            }
            sites[site][usize::from(it.hour)] += it.amount;
        }
        sites
    }
}

/// The price of a day's quality at a mean of it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Price {
    /// Mean quality of the day's answers.
    pub qoe_mean: f64,
    /// What one more of an answer's quality is charged there, g.
    pub price_g: f64,
    /// What the day is charged, g.
    pub total_g: f64,
}

/// The day with one lever pulled at a time, and with all of them.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Levers {
    /// With none: [`Rule::Home`].
    pub home: Parts,
    /// Other sites, at once, each answer good enough by itself.
    pub r#where: Parts,
    /// Other hours, at home, each answer good enough by itself.
    pub when: Parts,
    /// Other lengths, at home and at once, quality owed on the day's mean.
    pub long: Parts,
    /// All three: [`Rule::Best`].
    pub all: Parts,
}

impl Levers {
    /// By how much less the day is charged than at home, as a share: where, when, how long, all.
    pub fn shares(&self) -> [f64; 4] {
        let home_g = self.home.total_g();
        let less = |parts: &Parts| if home_g > 0.0 { 1.0 - parts.total_g() / home_g } else { 0.0 };
        [less(&self.r#where), less(&self.when), less(&self.long), less(&self.all)]
    }
}
