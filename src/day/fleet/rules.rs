//! Who does not know the day: all machines always, as many as the last hour asked for, a plan two hours ahead.
//!
//! They decide at the beginning of a slot for the next one: a start takes a slot. Each of their answers is good
//! enough for the day by itself. What comes beyond what their machines carry is answered one slot later
//! by the safe action, on machines that are started for it.

use super::dynamic::{Day, Table, least_path};
use super::house::{HEADROOM, House, Way};
use super::load::{SLOTS, hour};
use super::{Parts, Plan, Rule};
use crate::day::Hourly;
use crate::math;

/// How long a machine stays that was needed: an hour.
const STAYS: usize = 4;
/// How far a plan looks: two hours.
const HORIZON: usize = 8;
/// What a plan adds to its forecast.
const MARGIN: f64 = 0.1;

/// Units of each slot under a rule that does not know the day.
pub(super) fn units(house: &House, rule: Rule) -> Vec<u32> {
    match rule {
        Rule::Reactive => reactive(house),
        Rule::Planned => planned(house),
        Rule::Static | Rule::Best => {
            let peak = house.answers.iter().copied().fold(0.0, f64::max);
            vec![house.units_for(peak).min(house.most); SLOTS]
        }
    }
}

/// Answers that came in a slot; before the day it was as in its first slot.
fn came(house: &House, slot: isize) -> f64 {
    let slot = usize::try_from(slot).unwrap_or_default();
    house.answers.get(slot).copied().unwrap_or_default()
}

/// For each slot what the greatest of the last four slots that were over when it was decided asks for, and
/// a fifth more.
fn reactive(house: &House) -> Vec<u32> {
    let decide = |slot: usize| {
        let last = slot as isize - 2;
        let seen = (0..STAYS as isize).map(|back| came(house, last - back)).fold(0.0, f64::max);
        held(house, house.units_for(seen * (1.0 + HEADROOM)))
    };
    (0..SLOTS).map(decide).collect()
}

/// One unit is always on where anything comes at all.
fn held(house: &House, units: u32) -> u32 {
    units.max(1).min(house.most)
}

/// For each slot the first of the eight that carry the forecast with the least carbon of machines.
fn planned(house: &House) -> Vec<u32> {
    let mut path = vec![held(house, house.units_for(came(house, 0) * (1.0 + MARGIN)))];
    for slot in 1..SLOTS {
        let ahead: Vec<f64> =
            (0..HORIZON).map(|it| (1.0 + MARGIN) * forecast(house, slot, slot + it)).collect();
        let before = path.last().copied().unwrap_or_default();
        let needs: Vec<u32> = ahead.iter().map(|it| held(house, house.units_for(*it))).collect();
        let most = needs.iter().copied().fold(before, u32::max);
        let now = slot - 1;
        let stage = |at: usize, units: u32| {
            let (answers, need) = (ahead.get(at).copied()?, needs.get(at).copied()?);
            if units < need {
                return None;
            }
            // A house that is full carries what it can.
            let answers = answers.min(house.carried(units));
            Some(house.densest_g(now, answers, units))
        };
        let found = least_path(HORIZON, Some(before), most, stage, |_| house.start_g(now));
        let next = found.and_then(|it| it.first().copied());
        path.push(next.unwrap_or_else(|| needs.first().copied().unwrap_or(before)));
    }
    path
}

/// The load of a slot as it was forecast when `decided` for was decided, one slot before it: what was expected, bent
/// toward what came last, or where nothing was expected, on as it went in the last hour.
fn forecast(house: &House, decided: usize, slot: usize) -> f64 {
    let last = decided as isize - 2;
    let known = came(house, last);
    if let Some(expected) = &house.expected {
        let of = |slot: usize| expected.get(slot % SLOTS).copied().unwrap_or_default();
        let then = of(usize::try_from(last).unwrap_or_default());
        let bend = if then > 0.0 { math::clamp(known / then, 0.5, 2.0) } else { 1.0 };
        return of(slot) * bend;
    }
    let steps = slot as f64 - last as f64;
    let rise = (known - came(house, last - STAYS as isize)) / STAYS as f64;
    math::clamp(known + steps * rise, 0.5 * known, 2.0 * known)
}

/// A day by a rule, every slot as it comes.
pub(super) fn run(house: &House, table: &Table, rule: Rule, units: &[u32]) -> (Plan, Option<Day>) {
    let mut plan = Plan::new(rule);
    let mut ways = Some(Vec::with_capacity(SLOTS));
    for (slot, &on) in units.iter().enumerate() {
        let answers = came(house, slot as isize);
        let good = table.good(slot, on);
        let way = good.unwrap_or_else(|| {
            let carried = answers.min(house.carried(on));
            house.densest_way(slot, carried, on)
        });
        let carried = if good.is_some() { answers } else { answers.min(house.carried(on)) };
        plan.serve(house, slot, carried, on, &way);
        match (&mut ways, good) {
            (Some(all), Some(way)) => all.push(way),
            _ => ways = None,
        }
        if carried < answers {
            plan.answer_later(house, slot, answers - carried);
        }
    }
    plan.charge_starts(house, units);
    plan.finish(house);
    (plan, ways.map(|ways| table.day(house, units.to_vec(), ways)))
}

impl Plan {
    pub(super) fn new(rule: Rule) -> Self {
        Self {
            rule,
            total_g: 0.0,
            parts: Parts::default(),
            qoe_mean: 0.0,
            overload: 0.0,
            starts: 0,
            machine_hours: 0.0,
            machines: Vec::with_capacity(SLOTS),
            batch: Vec::with_capacity(SLOTS),
            busy: Vec::with_capacity(SLOTS),
            tokens: Vec::with_capacity(SLOTS),
            power_w: Vec::with_capacity(SLOTS),
            grams: vec![0.0; SLOTS],
        }
    }

    fn charge(&mut self, slot: usize, parts: Parts) {
        if let Some(grams) = self.grams.get_mut(slot) {
            *grams += parts.total();
        }
        self.parts = self.parts + parts;
    }

    /// What comes in a slot and is answered in it.
    pub(super) fn serve(&mut self, house: &House, slot: usize, answers: f64, on: u32, way: &Way) {
        let (parts, shared) = if answers > 0.0 && on > 0 {
            house.parts(slot, answers, on, way)
        } else {
            (house.idle_parts(slot, f64::from(on)), None)
        };
        self.charge(slot, parts);
        self.qoe_mean += answers * way.qoe;
        self.machines.push(house.machines(on) as u64);
        self.batch.push(shared.map_or(0.0, |it| it.batch));
        self.busy.push(shared.map_or(0.0, |it| it.busy));
        let served = shared.and_then(|_| house.lengths.get(way.length));
        self.tokens.push(served.map_or(0, |it| it.tokens));
        self.power_w.push(if served.is_some() { way.power_w } else { 0.0 });
    }

    /// What found no room in a slot is answered in the next one, at midnight right away, by the safe action.
    fn answer_later(&mut self, house: &House, slot: usize, answers: f64) {
        let then = (slot + 1).min(SLOTS - 1);
        let units = house.units_for(answers).max(1);
        self.charge(slot, house.start_parts(slot, f64::from(units)));
        let way = house.densest_way(then, answers, units);
        self.charge(then, house.parts(then, answers, units, &way).0);
        self.qoe_mean += answers * house.qoe_a_slot_later(then, answers, units);
        self.overload += answers;
        self.starts += (house.machines(units)) as u64;
        self.machine_hours += house.machines(units) * 0.25;
    }

    /// Starts are charged in the slot before the machine is on.
    pub(super) fn charge_starts(&mut self, house: &House, units: &[u32]) {
        for (slot, pair) in units.windows(2).enumerate() {
            if let &[before, after] = pair {
                let started = after.saturating_sub(before);
                if started > 0 {
                    self.charge(slot, house.start_parts(slot, f64::from(started)));
                    self.starts += house.machines(started) as u64;
                }
            }
        }
    }

    pub(super) fn finish(&mut self, house: &House) {
        let all: f64 = house.answers.iter().sum();
        self.qoe_mean = if all > 0.0 { self.qoe_mean / all } else { 0.0 };
        self.total_g = self.parts.total();
        self.machine_hours += self.machines.iter().map(|it| *it as f64 * 0.25).sum::<f64>();
    }

    /// Emissions up to the end of each hour, g.
    pub fn by_hour(&self) -> Hourly {
        let mut hours = [0.0; 24];
        for (slot, grams) in self.grams.iter().enumerate() {
            if let Some(to) = hours.get_mut(hour(slot)) {
                *to += grams;
            }
        }
        hours
    }
}
