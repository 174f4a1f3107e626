//! What is asked of a day, and its answers: bytes inside a question and a reply, since what knows a day
//! comes only when somebody goes there, on the page as in the worker.

use super::{ProtocolError, decode, encode};
use crate::day::fleet::{Machines, Settings};
use crate::day::{
    Doubt, Drawn, DrawnDay, Forecast, Grids, Hourly, KnownThen, Levers, Plan, Price, Rule, Setting,
    Today,
};
use serde::{Deserialize, Serialize};

/// What is asked of a day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum What {
    /// The day by every rule that no forecast plans, and its levers.
    Plans { setting: Box<Setting>, today: Box<Today> },
    /// The day by each forecast.
    Forecasts { setting: Box<Setting>, today: Box<Today> },
    /// What is possible on each of these days of a year, and what that forecast makes of it.
    Days { setting: Box<Setting>, forecast: Forecast, days: Vec<(u16, Today)> },
    /// What each hour knew by that forecast, and what it cost not to know more.
    Known { setting: Box<Setting>, today: Box<Today>, forecast: Forecast },
    /// The day as somebody has drawn it.
    Drawn { setting: Box<Setting>, today: Box<Today>, drawn: Drawn },
    /// The machines of each site for what a plan computes there, answers by site and hour, home first.
    Machines { setting: Box<Setting>, grids: Box<Grids>, computed: Vec<Hourly>, settings: Settings },
    /// The price of quality around the day's own.
    Prices { setting: Box<Setting>, today: Box<Today> },
    /// What the levers are worth where an assumption is wrong.
    Doubts { setting: Box<Setting>, today: Box<Today>, settings: Settings },
}

/// What was found; where no plan keeps all limits there is none.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Answer {
    Plans(Box<Plans>),
    /// In the order of [`Forecast::ALL`].
    Forecasts(Vec<Option<Plan>>),
    Days(Vec<(u16, Option<DayFound>)>),
    /// By hour; none where the forecast needs a day before that is not known, too.
    Known(Option<Vec<KnownThen>>),
    Drawn(Option<DrawnDay>),
    /// None where the machines of a site cannot answer.
    Machines(Option<Box<Machines>>),
    Prices(Vec<Price>),
    Doubts(Vec<Doubt>),
}

/// A day of a year.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct DayFound {
    pub levers: Levers,
    /// What is emitted where nobody waits, g.
    pub cleanest_g: f64,
    /// Where the forecast plans; none where it needs a day before that is not known.
    pub forecast_g: Option<f64>,
}

/// A day by the rules that no forecast plans.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Plans {
    pub home: Option<Plan>,
    pub cleanest: Option<Plan>,
    pub best: Option<Plan>,
    pub levers: Option<Levers>,
}

impl What {
    /// As a question carries it.
    ///
    /// # Errors
    /// None that these types can cause.
    pub fn to_bytes(&self) -> Result<Vec<u8>, ProtocolError> {
        encode(self)
    }

    /// # Errors
    /// The bytes are no such question.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ProtocolError> {
        decode(bytes)
    }
}

impl Answer {
    /// As a reply carries it.
    ///
    /// # Errors
    /// None that these types can cause.
    pub fn to_bytes(&self) -> Result<Vec<u8>, ProtocolError> {
        encode(self)
    }

    /// # Errors
    /// The bytes are no such answer.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ProtocolError> {
        decode(bytes)
    }
}

/// The rules that a forecast plans by, one for each.
pub fn forecast_rules() -> [Rule; 4] {
    Forecast::ALL.map(Rule::Forecast)
}
