//! What is assumed of machines: read from what a link says of it.

use crate::day::fleet::Settings;
use crate::scenario::Span;

/// Power and time of a machine that does not answer; each GPU's.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Assumed {
    pub idle_w: f64,
    pub start_w: f64,
    pub start_s: f64,
}

/// One of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    Idle,
    StartPower,
    StartTime,
}

impl Which {
    pub const ALL: [Self; 3] = [Self::Idle, Self::StartPower, Self::StartTime];

    /// Its name in links, which is also the id of its control.
    pub const fn word(self) -> &'static str {
        ["idle_w", "start_w", "start_s"][self as usize]
    }

    /// What it may be.
    pub const fn allowed(self) -> Span {
        match self {
            Self::Idle | Self::StartPower => Settings::POWER_W,
            Self::StartTime => Settings::START_S,
        }
    }
}

impl Default for Assumed {
    fn default() -> Self {
        let Settings { idle_w, start_w, start_s, .. } = Settings::of(0.0, 0.0);
        Self { idle_w, start_w, start_s }
    }
}

impl Assumed {
    pub fn get(&self, which: Which) -> f64 {
        [self.idle_w, self.start_w, self.start_s][which as usize]
    }

    pub fn set(&mut self, which: Which, value: f64) {
        *match which {
            Which::Idle => &mut self.idle_w,
            Which::StartPower => &mut self.start_w,
            Which::StartTime => &mut self.start_s,
        } = value;
    }

    /// For a day that owes that quality.
    pub fn settings(&self, qoe_day: f64, qoe_floor: f64) -> Settings {
        let Self { idle_w, start_w, start_s } = *self;
        Settings { idle_w, start_w, start_s, ..Settings::of(qoe_day, qoe_floor) }
    }

    /// What differs from the default, by name.
    pub fn words(&self) -> impl Iterator<Item = (&'static str, String)> {
        let fresh = Self::default();
        let differ = Which::ALL.into_iter().filter(move |it| self.get(*it) != fresh.get(*it));
        differ.map(|which| (which.word(), self.get(which).to_string()))
    }
}
