//! What a slot emits: so many answers of a length, sent with a power, by so many machines.

use super::batch::{Shared, machine_s, shared};
use super::load::{SLOT_S, SLOTS, by_slot, hour};
use super::{Given, Parts, Settings};
use crate::carbon::{
    Chain, GenerationTimes, InferencePart, TOLERANCE, generation_times, inference_part, waited,
};
use crate::data::value;
use crate::inference::{Serving, memory_bytes, memory_of_gpus, own_s};
use crate::math;
use crate::optimum::{best_power, power_that_carries};
use crate::qoe::{self, Qoe};
use crate::scenario::ValidScenario;
use crate::units::{BitsPerSecond, CarbonIntensity, J_PER_KWH, Pue, TransmitPower};

/// Units of machines that are switched by themselves; a larger house switches several at a time.
const MOST_UNITS: u64 = 32;
/// Lengths that are tried, on either side of the shortest that is good enough.
const LENGTHS_SHORTER: u32 = 10;
const LENGTHS_LONGER: u32 = 20;
/// The longest that is tried leaves this share of the questions unanswered.
const LEFT_OPEN: f64 = 0.01;
/// Powers that are tried where the one of least carbon is slower than people read.
const POWERS: u32 = 8;
/// What a house has beyond the day's peak.
pub(super) const HEADROOM: f64 = 0.2;

/// A length that is tried.
#[derive(Clone, Copy, Debug)]
pub(super) struct Length {
    pub tokens: u32,
    /// Time of a machine that it takes whatever the batch, s.
    own: f64,
    completeness: f64,
    /// The most that may be under way: what was set, and what memory holds.
    most_batch: f64,
}

/// A power that is tried.
#[derive(Clone, Copy, Debug)]
struct Sending {
    power_w: f64,
    rate: BitsPerSecond,
}

/// An hour's grids, and what follows from them.
struct Hour {
    chain: Chain,
    /// The least first.
    powers: Vec<Sending>,
    /// Grid of a unit that idles, and its wear, g/s.
    idle_g_per_s: f64,
    worn_g_per_s: f64,
    /// Grid and wear of the start of a unit, g.
    start_g: f64,
    start_worn_g: f64,
}

impl Hour {
    /// Sets what the start of a unit of so many machines takes.
    fn starting(&mut self, unit: f64, settings: &Settings) {
        let Settings { start_w, start_s, .. } = *settings;
        let (gpus, Pue(pue)) = (unit * self.chain.serving.gpus, self.chain.pue);
        let g_per_j = pue * self.chain.data_centre.0 / J_PER_KWH;
        self.start_g = gpus * start_w * start_s * g_per_j;
        self.start_worn_g = start_s * self.worn_g_per_s;
    }
}

/// The way of a slot.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Way {
    /// All of the slot, g; starts are not among it.
    pub total_g: f64,
    pub qoe: f64,
    /// Its place among the lengths.
    pub length: usize,
    pub power_w: f64,
    /// Of the link at that power.
    pub rate: BitsPerSecond,
}

/// The length that takes the least time of machines and is good enough for the day by itself, sent with the
/// most power.
#[derive(Clone, Copy, Debug)]
pub(super) struct Densest {
    pub length: usize,
    pub power_w: f64,
    pub rate: BitsPerSecond,
    /// Time of a machine for an answer where as many are under way as may be, s.
    pub machine_s: f64,
}

/// Scenario, grids, load and machines, prepared.
pub(super) struct House {
    pub given: Given,
    /// Answers of each slot.
    pub answers: Vec<f64>,
    /// And what was expected of it.
    pub expected: Option<Vec<f64>>,
    pub lengths: Vec<Length>,
    pub densest: Densest,
    /// Machines that are switched together.
    pub unit: u64,
    /// Units of the house.
    pub most: u32,
    hours: Vec<Hour>,
}

impl House {
    /// None where no machine can answer well enough at all.
    pub fn new(valid: &ValidScenario, given: &Given) -> Option<Self> {
        let mut chain = Chain::new(valid);
        // Machines that stand by are counted themselves, and not as a share of what others draw.
        chain.idle_fraction = 0.0;
        let lengths = lengths(&chain, given);
        let densest = densest(&chain, given, &lengths)?;
        let answers = by_slot(&given.load);
        let peak = answers.iter().copied().fold(0.0, f64::max);
        let machines = needed(peak * (1.0 + HEADROOM), densest.machine_s);
        let unit = machines.div_ceil(MOST_UNITS).max(1);
        let hours = hours(&chain, given, unit as f64)?;
        let expected = given.expected.as_ref().map(by_slot);
        let given = given.clone();
        let most = machines.div_ceil(unit) as u32;
        Some(Self { given, answers, expected, lengths, densest, unit, most, hours })
    }

    /// The fewest units that carry so many answers in a slot.
    pub fn units_for(&self, answers: f64) -> u32 {
        needed(answers, self.densest.machine_s / self.unit as f64).min(u64::from(u32::MAX)) as u32
    }

    /// Answers of a slot that so many units carry at most.
    pub fn carried(&self, units: u32) -> f64 {
        self.machines(units) * SLOT_S / self.densest.machine_s
    }

    /// Machines of so many units.
    pub fn machines(&self, units: u32) -> f64 {
        f64::from(units) * self.unit as f64
    }

    /// Carbon of the start of a unit in a slot, g.
    pub fn start_g(&self, slot: usize) -> f64 {
        self.hour(slot).map_or(0.0, |it| it.start_g + it.start_worn_g)
    }

    /// Its machines draw that much while they start, and for so long.
    pub fn starting(&mut self, start_w: f64, start_s: f64) {
        let settings = &mut self.given.settings;
        (settings.start_w, settings.start_s) = (start_w, start_s);
        self.hours.iter_mut().for_each(|hour| hour.starting(self.unit as f64, settings));
    }

    pub fn start_parts(&self, slot: usize, units: f64) -> Parts {
        self.hour(slot).map_or(Parts::default(), |it| Parts {
            start_g: units * it.start_g,
            embodied_g: units * it.start_worn_g,
            ..Parts::default()
        })
    }

    fn hour(&self, slot: usize) -> Option<&Hour> {
        self.hours.get(hour(slot))
    }

    /// Carbon of units that idle for a slot.
    pub fn idle_parts(&self, slot: usize, units: f64) -> Parts {
        self.hour(slot).map_or(Parts::default(), |it| Parts {
            idle_g: units * SLOT_S * it.idle_g_per_s,
            embodied_g: units * SLOT_S * it.worn_g_per_s,
            ..Parts::default()
        })
    }

    /// How so many units share answers of a length; none where they cannot, or more than may be were under
    /// way.
    pub fn shared(&self, answers: f64, units: u32, length: usize) -> Option<Shared> {
        self.shared_below(answers, units, length, f64::INFINITY)
    }

    fn shared_below(&self, answers: f64, units: u32, length: usize, most: f64) -> Option<Shared> {
        let length = self.lengths.get(length)?;
        let per_s = answers / (SLOT_S * self.machines(units));
        let serving = &self.hours.first()?.chain.serving;
        let found = shared(serving, f64::from(length.tokens), length.own, per_s, most)?;
        (found.batch <= length.most_batch * (1.0 + TOLERANCE)).then_some(found)
    }

    /// Every way in which so many units can answer a slot, the day's floor and all limits kept, given to
    /// `each`.
    pub fn ways(&self, slot: usize, answers: f64, units: u32, mut each: impl FnMut(Way)) {
        let Some(hour) = self.hour(slot) else { return };
        let mut chain = hour.chain.clone();
        let floor = self.given.settings.qoe_floor * (1.0 - TOLERANCE);
        let latest = chain.limits.latency_max_s;
        let mut most = f64::INFINITY;
        // The longest first: shorter ones share a machine with fewer.
        for (place, length) in self.lengths.iter().enumerate().rev() {
            let Some(shared) = self.shared_below(answers, units, place, most) else { continue };
            most = shared.batch;
            chain.serving.batch = shared.batch;
            let tokens = f64::from(length.tokens);
            let at = At::new(&chain, length);
            let idle = f64::from(units) * SLOT_S * (1.0 - shared.busy);
            let base_g = answers * (at.inference.operational_g + at.inference.embodied_g)
                + idle * (hour.idle_g_per_s + hour.worn_g_per_s);
            let standing_g = chain.standing_g(tokens, at.times.generation);
            let bits = chain.bits(tokens);
            for &Sending { mut power_w, mut rate } in &hour.powers {
                let left_s = latest * (1.0 + 0.5 * TOLERANCE) - at.times.generation.0;
                if bits > left_s * rate.0 {
                    // Only more power is in time.
                    if left_s <= 0.0 {
                        break;
                    }
                    power_w = power_that_carries(&chain, power_w, bits / left_s);
                    rate = rate_at(&chain, power_w);
                    if at.times.generation.0 + bits / rate.0 > latest * (1.0 + TOLERANCE) {
                        break;
                    }
                }
                let qoe = at.qoe(&chain, length, rate);
                if qoe >= floor {
                    let sent_g = standing_g + bits * chain.carbon_per_bit(power_w, rate);
                    let total_g = base_g + answers * sent_g;
                    each(Way { total_g, qoe, length: place, power_w, rate });
                }
                // More power would only cost more.
                if at.streams(&chain, rate) {
                    break;
                }
            }
        }
    }

    /// What a way emits, by parts, and how its answers are shared.
    pub fn parts(
        &self,
        slot: usize,
        answers: f64,
        units: u32,
        way: &Way,
    ) -> (Parts, Option<Shared>) {
        let found = self.hour(slot).zip(self.lengths.get(way.length));
        let Some(((hour, length), shared)) = found.zip(self.shared(answers, units, way.length))
        else {
            return (self.idle_parts(slot, f64::from(units)), None);
        };
        let mut chain = hour.chain.clone();
        chain.serving.batch = shared.batch;
        let tokens = f64::from(length.tokens);
        let at = At::new(&chain, length);
        let mut parts = self.idle_parts(slot, f64::from(units) * (1.0 - shared.busy));
        parts.serving_g += answers * at.inference.operational_g;
        parts.embodied_g += answers * at.inference.embodied_g;
        parts.sending_g += answers
            * (chain.standing_g(tokens, at.times.generation)
                + chain.bits(tokens) * chain.carbon_per_bit(way.power_w, way.rate));
        (parts, Some(shared))
    }

    /// Quality of the densest answer where `units` share so many, and people waited for a slot before.
    pub fn qoe_a_slot_later(&self, slot: usize, answers: f64, units: u32) -> f64 {
        let place = self.densest.length;
        let found = self.hour(slot).zip(self.lengths.get(place));
        let Some(((hour, length), shared)) = found.zip(self.shared(answers, units, place)) else {
            return 0.0;
        };
        let mut chain = hour.chain.clone();
        chain.serving.batch = shared.batch;
        chain.serving.queue_s += SLOT_S;
        At::new(&chain, length).qoe(&chain, length, self.densest.rate)
    }

    /// The way of the densest answer.
    pub fn densest_way(&self, slot: usize, answers: f64, units: u32) -> Way {
        let Densest { length, rate, .. } = self.densest;
        let mut way = self.densest_bare();
        let found = self.hour(slot).zip(self.lengths.get(length));
        if let Some(((hour, of), shared)) = found.zip(self.shared(answers, units, length)) {
            let mut chain = hour.chain.clone();
            chain.serving.batch = shared.batch;
            way.qoe = At::new(&chain, of).qoe(&chain, of, rate);
            way.total_g = self.densest_g(slot, answers, units);
        }
        way
    }

    /// What it emits, g; nothing where so many units cannot carry it.
    pub fn densest_g(&self, slot: usize, answers: f64, units: u32) -> f64 {
        let (parts, shared) = self.parts(slot, answers, units, &self.densest_bare());
        shared.map_or(0.0, |_| parts.total())
    }

    fn densest_bare(&self) -> Way {
        let Densest { length, power_w, rate, .. } = self.densest;
        Way { total_g: 0.0, qoe: 0.0, length, power_w, rate }
    }
}

/// A length at a batch.
struct At {
    times: GenerationTimes,
    inference: InferencePart,
    wait: f64,
}

impl At {
    fn new(chain: &Chain, length: &Length) -> Self {
        let tokens = f64::from(length.tokens);
        let times = generation_times(chain, tokens);
        let inference = inference_part(chain, tokens, &times);
        let wait = qoe::wait(waited(chain, tokens, &times), chain.patience);
        Self { times, inference, wait }
    }

    fn qoe(&self, chain: &Chain, length: &Length, rate: BitsPerSecond) -> f64 {
        let speed = qoe::speed(self.times.inter_token, rate, chain.payload_bytes_per_token);
        Qoe::new(length.completeness, speed, self.wait).total
    }

    /// Whether a link of that rate carries the tokens as fast as they come, or as people read.
    fn streams(&self, chain: &Chain, rate: BitsPerSecond) -> bool {
        let stream = (1.0 / self.times.inter_token.0).min(value::READING_RATE_TOKENS_PER_S);
        rate.0 >= stream * 8.0 * chain.payload_bytes_per_token
    }
}

fn rate_at(chain: &Chain, power_w: f64) -> BitsPerSecond {
    chain.link.rate(chain.link.mean_snr(TransmitPower(power_w)))
}

/// Machines for so many answers in a slot.
fn needed(answers: f64, machine_s: f64) -> u64 {
    let machines = answers * machine_s / SLOT_S;
    (machines * (1.0 - TOLERANCE)).ceil() as u64
}

/// From the shortest answer that the day's floor lets be to nearly all that can be asked, close together
/// around the one that is good enough by itself.
fn lengths(chain: &Chain, given: &Given) -> Vec<Length> {
    let longest = f64::from(chain.tokens_max);
    let of = |completeness: f64| {
        let completeness = completeness.min(1.0 - LEFT_OPEN);
        math::clamp(qoe::tokens_for(completeness, chain.kappa50, chain.shape), 1.0, longest)
    };
    let middle = of(given.settings.qoe_day);
    let (shortest, most) = (of(given.settings.qoe_floor), of(1.0).max(middle));
    let steps = |count: u32, to: f64| {
        let span = math::ln(to / middle);
        (0..=count).map(move |step| {
            let share = f64::from(step) / f64::from(count);
            math::clamp((middle * math::exp(share * share * span)).ceil(), 1.0, longest) as u32
        })
    };
    let mut all: Vec<u32> =
        steps(LENGTHS_SHORTER, shortest).chain(steps(LENGTHS_LONGER, most)).collect();
    all.sort_unstable();
    all.dedup();
    let memory =
        |batch: f64, tokens: f64| memory_bytes(&Serving { batch, ..chain.serving }, tokens);
    let holds = memory_of_gpus(&chain.serving);
    let length = |tokens: u32| {
        let kappa = f64::from(tokens);
        let weights = memory(0.0, kappa);
        let fits = (holds - weights) / (memory(1.0, kappa) - weights);
        Length {
            tokens,
            own: own_s(&chain.serving, kappa),
            completeness: qoe::completeness(kappa, chain.kappa50, chain.shape),
            most_batch: given.settings.batch_max.min(fits),
        }
    };
    all.into_iter().map(length).collect()
}

/// The length that takes the least time of machines of those that are good enough for the day by
/// themselves: with the most power, and as many under way as memory, limits and that quality allow.
fn densest(chain: &Chain, given: &Given, lengths: &[Length]) -> Option<Densest> {
    let power_w = chain.power_max_w;
    let rate = rate_at(chain, power_w);
    let snr = chain.link.mean_snr(TransmitPower(power_w));
    let limits = &chain.limits;
    if chain.link.outage(limits.rate_min, snr) > limits.outage_max * (1.0 + TOLERANCE)
        || rate.0 < limits.rate_min.0 * (1.0 - TOLERANCE)
    {
        return None;
    }
    let mut chain = chain.clone();
    let mut best: Option<Densest> = None;
    for (place, length) in lengths.iter().enumerate() {
        let tokens = f64::from(length.tokens);
        let mut keeps = |batch: f64| {
            chain.serving.batch = batch;
            let at = At::new(&chain, length);
            let latency_s = at.times.generation.0 + chain.bits(tokens) / rate.0;
            latency_s <= chain.limits.latency_max_s
                && at.qoe(&chain, length, rate) >= given.settings.qoe_day
        };
        if length.most_batch < 1.0 || !keeps(1.0) {
            continue;
        }
        let (mut low, mut high) = (1.0, length.most_batch);
        if keeps(high) {
            low = high;
        }
        while high - low > 1e-9 * high {
            let middle = 0.5 * (low + high);
            if keeps(middle) { low = middle } else { high = middle }
        }
        let machine_s = machine_s(&chain.serving, tokens, low);
        if best.is_none_or(|it| machine_s < it.machine_s) {
            best = Some(Densest { length: place, power_w, rate, machine_s });
        }
    }
    best
}

/// The hours; none where no power keeps outage and least rate.
fn hours(chain: &Chain, given: &Given, unit: f64) -> Option<Vec<Hour>> {
    let settings = &given.settings;
    let gpus = unit * chain.serving.gpus;
    let worn_g_per_s = gpus * chain.gpu_embodied_g_per_s;
    let grids = given.data_centre.iter().zip(&given.base_station);
    let mut hours = Vec::<Hour>::with_capacity(SLOTS / 4);
    for (&data_centre, &base_station) in grids {
        let mut chain = chain.clone();
        chain.data_centre = CarbonIntensity(data_centre);
        chain.base_station = CarbonIntensity(base_station);
        let known = hours.iter().find(|it| it.chain.base_station == chain.base_station);
        let powers = match known {
            Some(hour) => hour.powers.clone(),
            None => powers(&chain)?,
        };
        let Pue(pue) = chain.pue;
        let g_per_j = pue * data_centre / J_PER_KWH;
        let idle_g_per_s = gpus * settings.idle_w * g_per_j;
        let (start_g, start_worn_g) = (0.0, 0.0);
        let mut hour = Hour { chain, powers, idle_g_per_s, worn_g_per_s, start_g, start_worn_g };
        hour.starting(unit, settings);
        hours.push(hour);
    }
    Some(hours)
}

/// Powers from the one of least carbon that the link's limits allow, up to what carries a stream as fast
/// as people read, or the most.
fn powers(chain: &Chain) -> Option<Vec<Sending>> {
    let mut unhurried = chain.clone();
    unhurried.limits.qoe_min = 0.0;
    unhurried.limits.latency_max_s = f64::INFINITY;
    let least = best_power(&unhurried, 1)?;
    let of = |power_w: f64| Sending { power_w, rate: rate_at(chain, power_w) };
    let read_bps = value::READING_RATE_TOKENS_PER_S * 8.0 * chain.payload_bytes_per_token;
    let most = power_that_carries(chain, least, read_bps);
    if most <= least {
        return Some(vec![of(least)]);
    }
    let span = math::ln(most / least);
    let step = |index: u32| {
        let share = f64::from(index) / f64::from(POWERS);
        of(math::clamp(least * math::exp(share * span), least, most))
    };
    Some((0..POWERS).map(step).chain([of(most)]).collect())
}
