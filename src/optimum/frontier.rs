//! What each length costs and is worth, whatever the grids: for who prices quality in many hours and at
//! many places at once.
//!
//! At a price λ of quality the best decision is that of least C(κ, P) − λ·QoE(κ, P) under the limits.
//! Carbon is A(κ) + bits(κ)·g(P) with A affine in both grids, so a length is prepared once for all of
//! them. Power enters quality only where the radio is slower than people read and than the GPUs write;
//! elsewhere the best power is max(P*, P_low(κ)) as ever. Where the radio is slower, carbon is
//! α(P)/R per bit with P a convex function of the rate R, and worth is linear in R: the best power lies
//! between max(P*, P_low(κ)) and the one that is fast enough, where the sum has one minimum.
//!
//! Along κ completeness rises fast, then ever slower, and carbon ever faster: C − λ·QoE has its minimum at
//! the shortest length or where the price is met, and may have both on either side of the bend. Lengths
//! sampled along each feasible stretch say near which; from there it is narrowed to every one.

use super::feasible::{FeasibleSet, asked, easiest_in};
use super::lengths::{completeness_peak, first_false, last_true, meets, pieces, rate_at};
use super::{Search, TOLERANCE, golden_minimum, power_that_carries};
use crate::carbon::{Chain, generation_times, inference_part};
use crate::data::value;
use crate::math;
use crate::units::{BitsPerSecond, CarbonIntensity};
use std::cell::RefCell;

/// Lengths sampled along a feasible stretch.
const SAMPLES: usize = 24;

/// The feasible lengths of a chain, prepared; its grids play no part.
pub struct Frontier {
    /// With grids of 0, and one of them 1 g/kWh.
    chain: Chain,
    only_centre: Chain,
    only_station: Chain,
    /// Feasible at some power, as far as quality may rise with length.
    stretches: Vec<Stretch>,
    /// The least power that outage and least rate ask for, W.
    floor_w: f64,
    /// That carries the stream as fast as people read, bit/s.
    reading_bps: f64,
    /// By length, from the first of the first stretch on.
    points: RefCell<Vec<Option<Point>>>,
    first: u32,
}

struct Stretch {
    from: u32,
    to: u32,
    samples: Vec<(u32, Point)>,
}

/// A length, whatever the grids.
#[derive(Clone, Copy)]
struct Point {
    /// Carbon but for that on air: fixed, and for each g/kWh of either grid, g.
    fixed_g: f64,
    centre_g: f64,
    station_g: f64,
    bits: f64,
    /// The least power that keeps all limits, W, and its rate.
    low_w: f64,
    low_bps: f64,
    /// Completeness times wait, and the share of the reading rate that the GPUs write.
    worth: f64,
    speed: f64,
}

/// The radio at a base station's grid.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Air {
    station_g_per_kwh: f64,
    /// The power that is best where nothing hurries, W, its rate, and its carbon per bit.
    free_w: f64,
    free_bps: f64,
    free_g_per_bit: f64,
    /// Carbon of a second on air: at no power, and for each watt.
    idle_g_per_s: f64,
    slope_g_per_s: f64,
}

impl Air {
    fn g_per_bit(&self, power_w: f64, bps: f64) -> f64 {
        (self.idle_g_per_s + self.slope_g_per_s * power_w) / bps
    }
}

/// A decision at a price of quality.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Priced {
    pub tokens: u32,
    pub power_w: f64,
    /// Carbon of one answer, g.
    pub carbon_g: f64,
    pub qoe: f64,
    /// Carbon less what its quality is worth, g.
    pub value_g: f64,
}

impl Frontier {
    /// Prepares a chain whose limits are those of each answer; none where nothing keeps them.
    pub fn new(chain: &Chain) -> Option<Self> {
        FeasibleSet::of(chain)?;
        let full = rate_at(chain, chain.power_max_w);
        let mut stretches = Vec::new();
        for piece in pieces(chain) {
            stretches.extend(stretch(chain, piece, full));
        }
        let with = |centre: f64, station: f64| Chain {
            data_centre: CarbonIntensity(centre),
            base_station: CarbonIntensity(station),
            ..chain.clone()
        };
        let first = stretches.first()?.0;
        let last = stretches.last()?.1;
        let snr = chain.link.outage_snr(chain.limits.rate_min, chain.limits.outage_max);
        let link_w = snr / chain.link.snr_per_w;
        let floor_w = chain.power_min_w.max(link_w).min(chain.power_max_w);
        let mut frontier = Self {
            floor_w: power_that_carries(chain, floor_w, chain.limits.rate_min.0),
            reading_bps: value::READING_RATE_TOKENS_PER_S * 8.0 * chain.payload_bytes_per_token,
            points: RefCell::new(vec![None; (last - first + 1) as usize]),
            first,
            stretches: Vec::new(),
            chain: with(0.0, 0.0),
            only_centre: with(1.0, 0.0),
            only_station: with(0.0, 1.0),
        };
        for (from, to) in stretches {
            let samples = sampled(from, to).map(|tokens| (tokens, frontier.point(tokens)));
            let samples = samples.collect();
            frontier.stretches.push(Stretch { from, to, samples });
        }
        Some(frontier)
    }

    /// The radio at that intensity of the base station's grid, g/kWh.
    pub fn air(&self, station_g_per_kwh: f64) -> Air {
        let base_station = CarbonIntensity(station_g_per_kwh);
        let chain = Chain { base_station, ..self.chain.clone() };
        let free_w = Search::new(&chain).power_for(0.0);
        let rate = rate_at(&chain, free_w);
        let idle_g_per_s = chain.on_air_g_per_s(0.0);
        Air {
            station_g_per_kwh,
            free_w,
            free_bps: rate.0,
            free_g_per_bit: chain.carbon_per_bit(free_w, rate),
            idle_g_per_s,
            slope_g_per_s: chain.on_air_g_per_s(1.0) - idle_g_per_s,
        }
    }

    /// The decision of least carbon less λ times quality, `price_g` being λ.
    pub fn best(&self, air: &Air, centre_g_per_kwh: f64, price_g: f64) -> Priced {
        let at = |point: &Point| self.valued(point, air, centre_g_per_kwh, price_g);
        let value = |tokens: u32| at(&self.point(tokens)).3;
        let mut best: Option<(u32, f64)> = None;
        for stretch in &self.stretches {
            let mut values = [f64::INFINITY; SAMPLES];
            for (value, (_, point)) in values.iter_mut().zip(&stretch.samples) {
                *value = at(point).3;
            }
            let sample = |place: usize| stretch.samples.get(place).map(|it| it.0);
            let mut take = |tokens: u32, here: f64| {
                if best.is_none_or(|(_, value)| here < value) {
                    best = Some((tokens, here));
                }
            };
            for (place, (tokens, _)) in stretch.samples.iter().enumerate() {
                // Each that is below both its neighbours may be near the least: of two, the one that was
                // sampled at its very bottom only seems the lower.
                let falls = place == 0 || values[place] < values[place - 1];
                let rises = values.get(place + 1).is_none_or(|next| values[place] <= *next);
                if !(falls && rises) {
                    continue;
                }
                take(*tokens, values[place]);
                let mut high = sample(place + 1).unwrap_or(stretch.to);
                // The shortest may be the least, and a few tokens on a dip as deep.
                let Some(mut low) = place.checked_sub(1).and_then(sample) else {
                    (stretch.from..=high).for_each(|it| take(it, value(it)));
                    continue;
                };
                while low < high {
                    let middle = low + (high - low) / 2;
                    if value(middle + 1) < value(middle) { low = middle + 1 } else { high = middle }
                }
                take(low, value(low));
            }
        }
        let tokens = best.map_or(self.first, |it| it.0);
        self.at(air, centre_g_per_kwh, price_g, tokens)
    }

    /// The best power at one of its lengths; none where it has not that length.
    pub fn at_length(
        &self,
        air: &Air,
        centre_g_per_kwh: f64,
        price_g: f64,
        tokens: u32,
    ) -> Option<Priced> {
        let inside = |it: &Stretch| (it.from..=it.to).contains(&tokens);
        self.stretches.iter().any(inside).then(|| self.at(air, centre_g_per_kwh, price_g, tokens))
    }

    fn at(&self, air: &Air, centre_g_per_kwh: f64, price_g: f64, tokens: u32) -> Priced {
        let point = self.point(tokens);
        let (power_w, carbon_g, qoe, value_g) = self.valued(&point, air, centre_g_per_kwh, price_g);
        Priced { tokens, power_w, carbon_g, qoe, value_g }
    }

    /// Power, carbon, quality, and carbon less what quality is worth.
    fn valued(
        &self,
        point: &Point,
        air: &Air,
        centre_g_per_kwh: f64,
        price_g: f64,
    ) -> (f64, f64, f64, f64) {
        let (power_w, bps, g_per_bit) = if air.free_w >= point.low_w {
            (air.free_w, air.free_bps, air.free_g_per_bit)
        } else {
            (point.low_w, point.low_bps, air.g_per_bit(point.low_w, point.low_bps))
        };
        let standing_g = point.fixed_g
            + point.centre_g * centre_g_per_kwh
            + point.station_g * air.station_g_per_kwh;
        let carried = bps / self.reading_bps;
        if carried < point.speed && price_g > 0.0 {
            return self.hurried(point, air, standing_g, price_g, power_w);
        }
        let qoe = point.worth * point.speed.min(carried);
        let carbon_g = standing_g + point.bits * g_per_bit;
        (power_w, carbon_g, qoe, carbon_g - price_g * qoe)
    }

    /// The same where more power makes the stream faster, from `floor_w` up.
    #[cold]
    fn hurried(
        &self,
        point: &Point,
        air: &Air,
        standing_g: f64,
        price_g: f64,
        floor_w: f64,
    ) -> (f64, f64, f64, f64) {
        let chain = &self.chain;
        let enough_w = power_that_carries(chain, floor_w, point.speed * self.reading_bps);
        let at = |power_w: f64| {
            let rate = rate_at(chain, power_w);
            let qoe = point.worth * point.speed.min(rate.0 / self.reading_bps);
            let carbon_g = standing_g + point.bits * air.g_per_bit(power_w, rate.0);
            (power_w, carbon_g, qoe, carbon_g - price_g * qoe)
        };
        let value = |ln_power: f64| at(math::exp(ln_power)).3;
        let ln_power = golden_minimum(math::ln(floor_w), math::ln(enough_w), value);
        at(math::clamp(math::exp(ln_power), floor_w, chain.power_max_w))
    }

    fn point(&self, tokens: u32) -> Point {
        let place = (tokens.saturating_sub(self.first)) as usize;
        let known = self.points.borrow().get(place).copied().flatten();
        if let Some(point) = known {
            return point;
        }
        let point = self.prepare(tokens);
        if let Some(to) = self.points.borrow_mut().get_mut(place) {
            *to = Some(point);
        }
        point
    }

    fn prepare(&self, tokens: u32) -> Point {
        let chain = &self.chain;
        let kappa = f64::from(tokens);
        let times = generation_times(chain, kappa);
        let off_air = |chain: &Chain| {
            let inference = inference_part(chain, kappa, &times);
            let standing_g = chain.standing_g(kappa, times.generation);
            inference.operational_g + inference.embodied_g + standing_g
        };
        let fixed_g = off_air(chain);
        let asked = asked(chain, tokens);
        let need_bps = asked.for_quality_bps.max(asked.for_latency_bps);
        let low_w = power_that_carries(chain, self.floor_w, need_bps);
        Point {
            fixed_g,
            centre_g: off_air(&self.only_centre) - fixed_g,
            station_g: off_air(&self.only_station) - fixed_g,
            bits: chain.bits(kappa),
            low_w,
            low_bps: rate_at(chain, low_w).0,
            worth: asked.completeness,
            speed: if asked.completeness > 0.0 { asked.quality / asked.completeness } else { 1.0 },
        }
    }
}

/// The lengths of a piece that some power allows, none longer than quality may rise.
fn stretch(chain: &Chain, piece: (u32, u32), full: BitsPerSecond) -> Option<(u32, u32)> {
    let easiest = easiest_in(chain, piece)?;
    if easiest.rate_bps > full.0 * (1.0 + TOLERANCE) {
        return None;
    }
    let needs = |tokens: u32| {
        let asked = asked(chain, tokens);
        asked.for_quality_bps.max(asked.for_latency_bps)
    };
    let carried = |tokens: u32| needs(tokens) <= full.0 * (1.0 + TOLERANCE);
    let keeps = |tokens: u32| meets(chain, tokens, full) && carried(tokens);
    let shortest = first_false((piece.0, easiest.tokens), easiest.tokens, |it| !keeps(it));
    let most = completeness_peak(chain, piece).clamp(shortest, piece.1);
    let from = easiest.tokens.clamp(shortest, most);
    Some((shortest, if keeps(from) { last_true(from, most, keeps) } else { shortest }))
}

/// Lengths from one to another in even ratios, both ends among them.
fn sampled(from: u32, to: u32) -> impl Iterator<Item = u32> {
    let ratio = f64::from(to) / f64::from(from);
    let mut before = None;
    (0..SAMPLES).filter_map(move |place| {
        let share = place as f64 / (SAMPLES - 1) as f64;
        let tokens = (f64::from(from) * math::pow(ratio, share)).round() as u32;
        let tokens = tokens.clamp(from, to);
        (before.replace(tokens) != Some(tokens)).then_some(tokens)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Scenario;

    #[test]
    fn the_best_length_at_a_price_is_the_best_of_all_also_where_it_jumps() {
        // A random one of the independent implementation, whose bound lay above what is possible.
        let text = r#"{"kappa50": 83.76441650809926, "shape": 1.8604006396230788,
            "payload_bytes_per_token": 8181.501741825066, "distance_m": 76.3267832226607,
            "batch": 12.247546334688778, "tokens_max": 1500, "latency_max_s": 34.47003387495292,
            "accounting": "session", "boundary": "network", "qoe_min": 0.32861856129585204}"#;
        let scenario = Scenario::from_json(text).unwrap();
        let frontier = Frontier::new(&Chain::new(&scenario.validate().unwrap())).unwrap();
        let (first, last) = (frontier.stretches[0].from, frontier.stretches[0].to);
        const PRICES: usize = 200;
        let price_g = |place: usize| 1e-3 * math::pow(100.0, place as f64 / PRICES as f64);
        for centre_g in [280.0, 390.0, 480.0, 700.0] {
            let air = frontier.air(690.0);
            let tokens = |price_g: f64| {
                let here = frontier.best(&air, centre_g, price_g);
                let value = |it| frontier.at_length(&air, centre_g, price_g, it).unwrap().value_g;
                let least = (first..=last).map(value).fold(f64::INFINITY, f64::min);
                assert!(here.value_g <= least, "{centre_g}, {price_g}: {here:?}, not {least}");
                here.tokens
            };
            // Into the greatest jump.
            let all: Vec<u32> = (0..=PRICES).map(|it| tokens(price_g(it))).collect();
            let jump = |at: usize| all[at + 1] - all[at];
            let at = (0..PRICES).max_by_key(|at| jump(*at)).unwrap();
            let (mut low, mut high) = (price_g(at), price_g(at + 1));
            for _ in 0..40 {
                let middle = 0.5 * (low + high);
                let here = tokens(middle);
                if here - all[at] < all[at + 1] - here { low = middle } else { high = middle }
            }
            assert!(jump(at) > 8, "{centre_g}: {}", jump(at));
        }
    }
}
