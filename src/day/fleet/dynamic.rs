//! The least carbon of a day over machines and lengths, by dynamic programming.
//!
//! For a multiplier λ on quality each slot has, for each number of units, a least of grams − λ·quality over
//! its ways; over the day the units' path of least sum is found slot by slot (Viterbi). Whatever λ is, that
//! sum + λ·(quality owed) is below any day that keeps the day's quality: the bound. The multiplier where
//! quality is just met follows from the two days on either side of it, whose lines it cuts. The plan is the
//! best along the paths that were met on the way: where a path is given, quality is bought in the slot where it
//! costs least, as long as some is owed.

use super::house::{House, Way};
use super::load::SLOTS;
use crate::carbon::TOLERANCE;
use crate::math;
use crate::units::BitsPerSecond;
use std::cmp::Ordering;

/// Ways of a slot by units, those that some multiplier picks, from the least carbon up. What a start costs is
/// not among it: it is asked of the house.
pub(super) struct Table {
    slots: Vec<Slot>,
    /// Σ answers·QoE that is owed.
    owed: f64,
}

struct Slot {
    /// Its place in the day.
    slot: usize,
    answers: f64,
    cells: Vec<Cell>,
}

impl Slot {
    /// Carbon of a unit that was not on before: it is started in the slot before, g.
    fn start_g(&self, house: &House) -> f64 {
        house.start_g(self.slot.saturating_sub(1))
    }
}

/// A number of units in a slot.
#[derive(Default)]
struct Cell {
    /// None: so many cannot carry it.
    ways: Vec<Way>,
    /// The least carbon of answers that are good enough for the day by themselves.
    good: Option<Way>,
}

/// A day: units and way of each slot.
#[derive(Clone, Debug)]
pub(super) struct Day {
    pub units: Vec<u32>,
    pub ways: Vec<Way>,
    /// Starts among it, g.
    pub total_g: f64,
    /// Σ answers·QoE.
    pub quality: f64,
}

impl Day {
    fn by_carbon(&self, other: &Self) -> Ordering {
        self.total_g.total_cmp(&other.total_g)
    }
}

/// The best day that was found, and below what none can be.
pub(super) struct Found {
    pub day: Day,
    pub bound_g: f64,
    pub multiplier: f64,
}

impl Table {
    pub fn new(house: &House) -> Self {
        Self::of(house, &Vec::from_iter(0..SLOTS))
    }

    /// Of some slots of the day, one after the other.
    pub fn of(house: &House, slots: &[usize]) -> Self {
        let good = house.given.settings.qoe_day * (1.0 - TOLERANCE);
        let slots = slots.iter().map(|&slot| {
            let answers = house.answers.get(slot).copied().unwrap_or_default();
            let cells = (0..=house.most).map(|units| cell(house, slot, answers, units, good));
            Slot { slot, answers, cells: cells.collect() }
        });
        let owed = house.given.settings.qoe_day * house.answers.iter().sum::<f64>();
        Self { slots: slots.collect(), owed }
    }

    /// The way of a rule: the least carbon of answers that are good enough by themselves.
    pub fn good(&self, slot: usize, units: u32) -> Option<Way> {
        self.cell(slot, units)?.good
    }

    fn cell(&self, slot: usize, units: u32) -> Option<&Cell> {
        self.slots.get(slot)?.cells.get(units as usize)
    }

    /// The way of least grams − λ·quality.
    fn way(&self, slot: usize, units: u32, multiplier: f64) -> Option<(f64, Way)> {
        let cell = self.cell(slot, units)?;
        let answers = self.slots.get(slot)?.answers;
        let value = |way: &Way| way.total_g - multiplier * answers * way.qoe;
        let mut best: Option<(f64, Way)> = None;
        for way in &cell.ways {
            let here = value(way);
            // Along a convex curve it falls, then rises.
            if best.is_some_and(|(least, _)| here >= least) {
                break;
            }
            best = Some((here, *way));
        }
        best
    }

    /// The day of least grams − λ·quality.
    fn least(&self, house: &House, multiplier: f64) -> Option<Day> {
        let units = least_path(
            self.slots.len(),
            None,
            house.most,
            |slot, units| self.way(slot, units, multiplier).map(|(value, _)| value),
            |slot| self.start_g(house, slot),
        )?;
        self.least_along(house, units, multiplier)
    }

    /// The same along a path of units.
    fn least_along(&self, house: &House, units: Vec<u32>, multiplier: f64) -> Option<Day> {
        let ways = units.iter().enumerate().map(|(slot, &units)| self.way(slot, units, multiplier));
        let ways: Vec<Way> = ways.map(|it| it.map(|(_, way)| way)).collect::<Option<_>>()?;
        Some(self.day(house, units, ways))
    }

    /// Below what no day can be that keeps quality, where `day` is the least of them at that multiplier.
    fn bound(&self, day: &Day, multiplier: f64) -> f64 {
        day.total_g + multiplier * (self.owed - day.quality)
    }

    fn start_g(&self, house: &House, slot: usize) -> f64 {
        self.slots.get(slot).map_or(0.0, |it| it.start_g(house))
    }

    pub fn day(&self, house: &House, units: Vec<u32>, ways: Vec<Way>) -> Day {
        let mut total_g: f64 = ways.iter().map(|it| it.total_g).sum();
        for (pair, slot) in units.windows(2).zip(self.slots.iter().skip(1)) {
            if let [before, after] = pair {
                total_g += f64::from(after.saturating_sub(*before)) * slot.start_g(house);
            }
        }
        let quality = self.slots.iter().zip(&ways).map(|(slot, way)| slot.answers * way.qoe).sum();
        Day { units, ways, total_g, quality }
    }

    fn enough(&self, day: &Day) -> bool {
        day.quality >= self.owed * (1.0 - TOLERANCE)
    }

    /// The days on either side of the multiplier that quality asks for.
    fn around(&self, house: &House) -> Option<Around> {
        let low = self.least(house, 0.0)?;
        if self.enough(&low) {
            let bound_g = low.total_g;
            let seen = vec![low.units.clone()];
            return Some(Around { low: low.clone(), high: low, bound_g, multiplier: 0.0, seen });
        }
        // The greatest bound, and the multiplier that has it.
        let mut bound = (low.total_g, 0.0);
        let raise = |bound: &mut (f64, f64), to: (f64, f64)| {
            if to.0 > bound.0 {
                *bound = to;
            }
        };
        let mut low = low;
        let mut multiplier = low.total_g / self.owed;
        let mut high = None;
        let mut seen = vec![low.units.clone()];
        for _ in 0..MOST_STEPS {
            let day = self.least(house, multiplier)?;
            raise(&mut bound, (self.bound(&day, multiplier), multiplier));
            seen.push(day.units.clone());
            if self.enough(&day) {
                high = Some(day);
                break;
            }
            (low, multiplier) = (day, 4.0 * multiplier);
        }
        let mut high = high?;
        for _ in 0..MOST_STEPS {
            // Where the lines of both days cross.
            let crossing = (high.total_g - low.total_g) / (high.quality - low.quality);
            if !(crossing.is_finite() && crossing > 0.0) {
                break;
            }
            multiplier = crossing;
            let day = self.least(house, multiplier)?;
            let here = self.bound(&day, multiplier);
            raise(&mut bound, (here, multiplier));
            seen.push(day.units.clone());
            if here >= self.bound(&high, multiplier) * (1.0 - 1e-12) {
                break;
            }
            if self.enough(&day) { high = day } else { low = day }
        }
        let (bound_g, multiplier) = bound;
        Some(Around { low, high, bound_g, multiplier, seen })
    }

    /// A good day along a path of units: from the least carbon up, step by step, each time in the slot where
    /// quality costs least, until enough is there. From the days around that one a single slot then brings what
    /// is missing, or gives back what is more than enough, for the least carbon.
    pub fn along(&self, house: &House, path: &[u32]) -> Option<Day> {
        let cells = self.slots.iter().zip(path).map(|(it, &units)| it.cells.get(units as usize));
        let cells: Vec<&Cell> = cells.collect::<Option<_>>()?;
        let ways = cells.iter().map(|it| it.ways.first().copied()).collect::<Option<_>>()?;
        let mut day = self.day(house, path.to_vec(), ways);
        // Those of a slot stay in their order: its curve is convex.
        let mut steps: Vec<Step> = Vec::new();
        for (at, (slot, cell)) in self.slots.iter().zip(&cells).enumerate() {
            steps.extend(cell.ways.windows(2).filter_map(|pair| Step::new(at, slot.answers, pair)));
        }
        let order = math::rising(steps.iter().map(|it| it.grams / it.quality));
        let steps: Vec<&Step> = order.iter().filter_map(|&at| steps.get(at)).collect();
        // The other half is left to rounding.
        let enough = self.owed * (1.0 - 0.5 * TOLERANCE);
        let mut quality = day.quality;
        let mut brought = std::iter::once(0.0).chain(steps.iter().map(|it| it.quality));
        let needed = brought.position(|it| {
            quality += it;
            quality >= enough
        })?;
        let mut places = vec![0; cells.len()];
        let mut best: Option<(f64, Vec<Way>)> = None;
        for taken in 0..needed + AROUND {
            if taken + AROUND >= needed
                && let Some((at, way, grams)) =
                    self.last_step(&cells, &day.ways, enough - day.quality)
                && best.as_ref().is_none_or(|(least, _)| day.total_g + grams < *least)
            {
                let mut ways = day.ways.clone();
                *ways.get_mut(at)? = way;
                best = Some((day.total_g + grams, ways));
            }
            let Some(step) = steps.get(taken) else { break };
            let place = places.get_mut(step.at)?;
            *place += 1;
            *day.ways.get_mut(step.at)? = *cells.get(step.at)?.ways.get(*place)?;
            day.total_g += step.grams;
            day.quality += step.quality;
        }
        let (_, ways) = best?;
        Some(self.day(house, day.units, ways))
    }

    /// The change of one slot that brings the quality that is missing, or keeps what is not, for the least grams.
    fn last_step(&self, cells: &[&Cell], ways: &[Way], missing: f64) -> Option<(usize, Way, f64)> {
        let slots = self.slots.iter().zip(cells).zip(ways).enumerate();
        let steps = slots.filter_map(|(at, ((slot, cell), now))| {
            // They rise in quality and grams.
            let too_low = |it: &Way| slot.answers * (it.qoe - now.qoe) < missing;
            let way = cell.ways.get(cell.ways.partition_point(too_low))?;
            Some((at, *way, way.total_g - now.total_g))
        });
        steps.min_by(|a, b| a.2.total_cmp(&b.2))
    }

    /// The least carbon over machines alone: each answer is good enough for the day by itself.
    pub fn by_machines(&self, house: &House) -> Option<Day> {
        let units = least_path(
            self.slots.len(),
            None,
            house.most,
            |slot, units| self.good(slot, units).map(|way| way.total_g),
            |slot| self.start_g(house, slot),
        )?;
        let ways = units.iter().enumerate().map(|(slot, &units)| self.good(slot, units));
        let ways = ways.collect::<Option<_>>()?;
        Some(self.day(house, units, ways))
    }

    /// Paths that leave one day's for the other's where that just meets quality.
    fn between(&self, first: &Day, then: &Day) -> Vec<Vec<u32>> {
        let mut quality = then.quality;
        let mut paths = Vec::new();
        for (at, ((slot, a), b)) in self.slots.iter().zip(&first.ways).zip(&then.ways).enumerate() {
            let before = quality;
            quality += slot.answers * (a.qoe - b.qoe);
            let owed = before.min(quality)..=before.max(quality);
            if owed.contains(&self.owed) && paths.len() < 2 * MOST_CROSSINGS {
                for from in [at, at + 1] {
                    let (one, other) = (first.units.iter(), then.units.iter());
                    paths.push(one.take(from).chain(other.skip(from)).copied().collect());
                }
            }
        }
        paths
    }

    /// The best day, and the bound. `others` are days that keep quality too, and paths worth a look.
    pub fn best(&self, house: &House, others: Vec<Day>) -> Option<Found> {
        let around = self.around(house);
        let bound_g = around.as_ref().map_or(0.0, |it| it.bound_g);
        let multiplier = around.as_ref().map_or(0.0, |it| it.multiplier);
        let mut days: Vec<Day> = others;
        let mut paths: Vec<Vec<u32>> = days.iter().map(|it| it.units.clone()).collect();
        if let Some(Around { low, high, seen, .. }) = around {
            paths.extend(seen);
            paths.extend(self.between(&low, &high));
            paths.extend(self.between(&high, &low));
            days.push(high);
        }
        // The promising first, and those no more that cannot be below what was found.
        let mut bounds: Vec<(f64, Vec<u32>)> = Vec::new();
        for path in paths {
            if bounds.iter().all(|(_, known)| *known != path)
                && let Some(day) = self.least_along(house, path, multiplier)
            {
                bounds.push((self.bound(&day, multiplier), day.units));
            }
        }
        let order = math::rising(bounds.iter().map(|(bound, _)| *bound));
        let mut found = days.into_iter().filter(|day| self.enough(day)).min_by(Day::by_carbon);
        for (bound, path) in order.iter().filter_map(|&at| bounds.get(at)) {
            if found.as_ref().is_some_and(|it| it.total_g <= *bound) {
                break;
            }
            let here = self.along(house, path).filter(|day| self.enough(day));
            found = found.into_iter().chain(here).min_by(Day::by_carbon);
        }
        let day = found?;
        // What is kept within a tolerance may lie below by as much.
        let bound_g = bound_g.min(day.total_g);
        Some(Found { day, bound_g, multiplier })
    }
}

/// From one way of a slot to the next better one.
struct Step {
    /// The slot's place.
    at: usize,
    grams: f64,
    quality: f64,
}

impl Step {
    fn new(at: usize, answers: f64, pair: &[Way]) -> Option<Self> {
        let [now, next] = pair else { return None };
        let (grams, quality) = (next.total_g - now.total_g, answers * (next.qoe - now.qoe));
        Some(Self { at, grams, quality })
    }
}

/// Many more than the lines of two days ever take.
const MOST_STEPS: u32 = 60;

/// Steps before and after quality is met from where a single slot is looked for that does the rest.
const AROUND: usize = 8;

/// Places at which a day is left for another.
const MOST_CROSSINGS: usize = 4;

struct Around {
    /// Below the quality that is owed, or the day without a multiplier.
    low: Day,
    /// At or above it.
    high: Day,
    bound_g: f64,
    multiplier: f64,
    /// Paths on the way there.
    seen: Vec<Vec<u32>>,
}

fn cell(house: &House, slot: usize, answers: f64, units: u32, good: f64) -> Cell {
    if answers == 0.0 {
        let total_g = house.idle_parts(slot, f64::from(units)).total();
        let rate = BitsPerSecond(0.0);
        let way = Way { total_g, qoe: 0.0, length: 0, power_w: 0.0, rate };
        return Cell { ways: vec![way], good: Some(way) };
    }
    if units == 0 {
        return Cell::default();
    }
    let (mut all, mut best): (Vec<Way>, Option<Way>) = (Vec::new(), None);
    house.ways(slot, answers, units, |way| {
        if way.qoe >= good && best.is_none_or(|it| way.total_g < it.total_g) {
            best = Some(way);
        }
        all.push(way);
    });
    Cell { ways: lower_edge(all), good: best }
}

/// The ways that are least in grams − λ·quality for some λ ≥ 0, from the least grams up.
fn lower_edge(mut all: Vec<Way>) -> Vec<Way> {
    all.sort_by(|a, b| a.total_g.total_cmp(&b.total_g).then(b.qoe.total_cmp(&a.qoe)));
    let mut edge: Vec<Way> = Vec::with_capacity(all.len());
    for way in all {
        if edge.last().is_some_and(|last| way.qoe <= last.qoe) {
            continue;
        }
        while let [.., before, last] = edge.as_slice() {
            let (dg, dq) = (last.total_g - before.total_g, last.qoe - before.qoe);
            let (to_g, to_q) = (way.total_g - before.total_g, way.qoe - before.qoe);
            if to_g * dq > dg * to_q {
                break;
            }
            edge.pop();
        }
        edge.push(way);
    }
    edge
}

/// The path of units of least sum over stages and starts: `stage` is what so many cost in a slot, none where
/// they cannot carry it, `start` what one more in a slot than in the one before costs. Free at the
/// first slot, or from `before` on.
pub(super) fn least_path(
    slots: usize,
    before: Option<u32>,
    most: u32,
    stage: impl Fn(usize, u32) -> Option<f64>,
    start: impl Fn(usize) -> f64,
) -> Option<Vec<u32>> {
    let width = most as usize + 1;
    let mut sums: Vec<f64> = match before {
        None => vec![0.0; width],
        Some(units) => (0..=most).map(|it| if it == units { 0.0 } else { f64::INFINITY }).collect(),
    };
    let mut came: Vec<u32> = Vec::with_capacity(slots * width);
    let mut from_above: Vec<(f64, u32)> = vec![(f64::INFINITY, 0); width];
    for slot in 0..slots {
        let start_g = if slot == 0 && before.is_none() { 0.0 } else { start(slot) };
        // The least of as many or more, which are switched off for nothing.
        let mut least = (f64::INFINITY, 0);
        for (units, sum) in sums.iter().enumerate().rev() {
            if *sum <= least.0 {
                least = (*sum, units as u32);
            }
            if let Some(to) = from_above.get_mut(units) {
                *to = least;
            }
        }
        // The least of fewer, each of which is started.
        let mut below = (f64::INFINITY, 0);
        let mut next = Vec::with_capacity(width);
        for (units, (sum, above)) in sums.iter().zip(&from_above).enumerate() {
            let at = units as f64 * start_g;
            let (reached, from) =
                if below.0 + at < above.0 { (below.0 + at, below.1) } else { *above };
            let here = if reached.is_finite() { stage(slot, units as u32) } else { None };
            next.push(here.map_or(f64::INFINITY, |it| reached + it));
            came.push(from);
            if sum - at < below.0 {
                below = (sum - at, units as u32);
            }
        }
        sums = next;
    }
    let (mut units, least) = sums.iter().enumerate().fold((0, f64::INFINITY), |best, (at, sum)| {
        if *sum < best.1 { (at as u32, *sum) } else { best }
    });
    if !least.is_finite() {
        return None;
    }
    let mut path = vec![0; slots];
    for slot in (0..slots).rev() {
        if let Some(to) = path.get_mut(slot) {
            *to = units;
        }
        units = came.get(slot * width + units as usize).copied().unwrap_or_default();
    }
    Some(path)
}
