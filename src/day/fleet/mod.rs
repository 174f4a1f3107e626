//! How many machines are on: the load of a day or of a site, in slots of a quarter of an hour.
//!
//! A machine holds the model once, on the scenario's GPUs. Those that are on share what comes; how many answers
//! each writes at once follows from Little's law ([`batch`]), and with it time, energy and quality of an
//! answer, as section 1 of the model has them at that batch. A machine that waits draws its idle power;
//! one that starts takes a slot and, at its end, the start's power; both are worn as one that works is, by
//! the second. As idle machines are counted themselves, the share of idle machines of others, f_idle, is left
//! out. More than the most that may be under way is not allowed, nor more than memory holds.
//!
//! Four rules: `static`, `reactive`, `planned` ([`rules`]) and `best` ([`dynamic`]). Who is on in the first
//! slot was started the day before.

mod batch;
mod dynamic;
mod house;
mod load;
mod machines;
mod rules;
mod sites;
#[cfg(test)]
mod trial;

pub use load::{SLOT_S, SLOTS, by_slot};
pub use machines::{Machines, Running};
pub use sites::{Sites, of_sites};

use super::error::{DayError, within};
use super::{Grids, Hourly, Setting};
use crate::scenario::{Span, ValidScenario};
use dynamic::Table;
use house::House;
use serde::{Deserialize, Serialize};
use std::ops::Add;

/// A day of a site, as given.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Given {
    /// Carbon intensity of the machines' grid in each hour, g/kWh.
    pub data_centre: Hourly,
    /// Of the base station's.
    pub base_station: Hourly,
    /// Answers in each hour.
    pub load: Hourly,
    /// What was expected of each hour, for who plans ahead; where none, it goes on as in the last hour.
    pub expected: Option<Hourly>,
    pub settings: Settings,
}

/// What is assumed of machines, and what is owed.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Settings {
    /// Mean QoE of the day's answers.
    pub qoe_day: f64,
    /// QoE that no answer goes below.
    pub qoe_floor: f64,
    /// The most answers that a machine writes at once.
    pub batch_max: f64,
    /// Power of a GPU that waits, W.
    pub idle_w: f64,
    /// Power of a GPU while its machine starts, W.
    pub start_w: f64,
    /// How long that takes, s.
    pub start_s: f64,
}

impl Settings {
    /// What the power of a GPU that waits or starts may be.
    pub const POWER_W: Span = Span::real(0.0, 2000.0, "W");
    /// How long a start may take: a slot.
    pub const START_S: Span = Span::real(0.0, SLOT_S, "s");
    /// How many answers a machine may write at once.
    pub const BATCH_MAX: Span = Span::real(1.0, 4096.0, "requests");

    /// As assumed, for a day that owes that quality.
    pub fn of(qoe_day: f64, qoe_floor: f64) -> Self {
        Self { qoe_day, qoe_floor, batch_max: 128.0, idle_w: 80.0, start_w: 430.0, start_s: 300.0 }
    }
}

/// Most answers of an hour.
pub const MOST_LOAD: f64 = 2e12;

impl Given {
    /// The gate.
    ///
    /// # Errors
    /// Names the first field that is wrong, its value and what is allowed.
    pub fn check(&self) -> Result<(), DayError> {
        let Settings { qoe_day, qoe_floor, batch_max, idle_w, start_w, start_s } = self.settings;
        within("qoe_day", qoe_day, Setting::SHARE)?;
        within("qoe_floor", qoe_floor, Span::real(0.0, qoe_day, "1"))?;
        within("batch_max", batch_max, Settings::BATCH_MAX)?;
        within("idle_w", idle_w, Settings::POWER_W)?;
        within("start_w", start_w, Settings::POWER_W)?;
        within("start_s", start_s, Settings::START_S)?;
        let answers = Span::real(0.0, MOST_LOAD, "answers");
        let expected = self.expected.unwrap_or_default();
        for (field, hours, span) in [
            ("data_centre", &self.data_centre, Grids::INTENSITY),
            ("base_station", &self.base_station, Grids::INTENSITY),
            ("load", &self.load, answers),
            ("expected", &expected, answers),
        ] {
            for &value in hours {
                within(field, value, span)?;
            }
        }
        Ok(())
    }
}

/// Who decides how many machines are on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Rule {
    /// The machines of the peak, all day.
    Static,
    /// What the last hour asked for, and a fifth more.
    Reactive,
    /// Two hours ahead, by a forecast of the load.
    Planned,
    /// The least carbon, the whole day known.
    Best,
}

impl Rule {
    pub const ALL: [Self; 4] = [Self::Static, Self::Reactive, Self::Planned, Self::Best];

    /// Its word in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Static => "static",
            Self::Reactive => "reactive",
            Self::Planned => "planned",
            Self::Best => "best",
        }
    }
}

/// What a day emits, by what it is emitted for, g.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Parts {
    /// Electricity of machines that answer.
    pub serving_g: f64,
    /// Of machines that wait.
    pub idle_g: f64,
    /// Of machines that start.
    pub start_g: f64,
    /// Making of machines, by the time that they are on.
    pub embodied_g: f64,
    /// Radio, and what of network and phone counts.
    pub sending_g: f64,
}

impl Parts {
    pub fn total(&self) -> f64 {
        self.machines_g() + self.sending_g
    }

    /// All but the sending.
    pub fn machines_g(&self) -> f64 {
        self.serving_g + self.idle_g + self.start_g + self.embodied_g
    }
}

impl Add for Parts {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self {
            serving_g: self.serving_g + other.serving_g,
            idle_g: self.idle_g + other.idle_g,
            start_g: self.start_g + other.start_g,
            embodied_g: self.embodied_g + other.embodied_g,
            sending_g: self.sending_g + other.sending_g,
        }
    }
}

/// A day under a rule; lists have a value for each slot.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    pub rule: Rule,
    pub total_g: f64,
    pub parts: Parts,
    pub qoe_mean: f64,
    /// Answers that found no room and came one slot later.
    pub overload: f64,
    /// Machines that were started.
    pub starts: u64,
    pub machine_hours: f64,
    /// On.
    pub machines: Vec<u64>,
    /// Answers under way on a machine while it is busy; 0 where nothing is answered.
    pub batch: Vec<f64>,
    /// Share of the time in which a machine that is on is busy.
    pub busy: Vec<f64>,
    /// Length of the answers; 0 where there are none.
    pub tokens: Vec<u32>,
    pub power_w: Vec<f64>,
    /// Emitted, starts and answers of the overload among it.
    pub grams: Vec<f64>,
}

/// What either lever does to the day of the peak's machines and a single length, alone and with the other: its
/// total, g.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Levers {
    /// Neither: the rule `static`.
    pub neither_g: f64,
    /// Machines by slot, each answer good enough for the day by itself.
    pub machines_g: f64,
    /// Lengths by slot, good enough in the mean, on the machines of the peak.
    pub lengths_g: f64,
    /// Both: the best day.
    pub both_g: f64,
}

/// A day's machines under every rule.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fleet {
    /// Answers that come in each slot.
    pub answers: Vec<f64>,
    /// Machines of the house: those of the peak and a fifth more.
    pub house: u64,
    /// Machines that are switched together; 1 but in large houses.
    pub unit: u64,
    /// As in [`Rule::ALL`].
    pub plans: [Plan; 4],
    pub levers: Levers,
    /// Below what no day that keeps quality and limits can be, g.
    pub bound_g: f64,
    /// Best over bound, less 1.
    pub gap: f64,
    /// Carbon that one more answer's worth of quality costs at the best day, g.
    pub multiplier: f64,
}

impl Fleet {
    pub fn plan(&self, rule: Rule) -> &Plan {
        let [fixed, reactive, planned, best] = &self.plans;
        match rule {
            Rule::Static => fixed,
            Rule::Reactive => reactive,
            Rule::Planned => planned,
            Rule::Best => best,
        }
    }
}

/// The machines of a day under every rule; none where no machine can answer well enough at all. What is
/// given has passed [`Given::check`].
pub fn fleet(valid: &ValidScenario, given: &Given) -> Option<Fleet> {
    let house = House::new(valid, given)?;
    of_house(&house, &Table::new(&house))
}

/// The same with what is prepared.
fn of_house(house: &House, table: &Table) -> Option<Fleet> {
    let mut days = Vec::new();
    let mut by = |rule: Rule| {
        let (plan, day) = rules::run(house, table, rule, &rules::units(house, rule));
        days.extend(day);
        plan
    };
    let (fixed, reactive, planned) = (by(Rule::Static), by(Rule::Reactive), by(Rule::Planned));
    let machines = table.by_machines(house)?;
    let lengths = table.along(house, &rules::units(house, Rule::Static))?;
    let (machines_g, lengths_g) = (machines.total_g, lengths.total_g);
    days.extend([machines, lengths]);
    let found = table.best(house, days)?;
    let mut best = Plan::new(Rule::Best);
    for (slot, (&on, way)) in found.day.units.iter().zip(&found.day.ways).enumerate() {
        let answers = house.answers.get(slot).copied().unwrap_or_default();
        best.serve(house, slot, answers, on, way);
    }
    best.charge_starts(house, &found.day.units);
    best.finish(house);
    let bound_g = found.bound_g.min(best.total_g);
    let gap = if bound_g > 0.0 { best.total_g / bound_g - 1.0 } else { 0.0 };
    let (neither_g, both_g) = (fixed.total_g, best.total_g);
    Some(Fleet {
        levers: Levers { neither_g, machines_g, lengths_g, both_g },
        answers: house.answers.clone(),
        house: house.machines(house.most) as u64,
        unit: house.unit,
        plans: [fixed, reactive, planned, best],
        bound_g,
        gap,
        multiplier: found.multiplier,
    })
}
