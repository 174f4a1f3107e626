//! The exact optimum: the length and power of least carbon under all limits.
//!
//! It rests on the structure of the problem, and the tests hold it against brute force:
//!
//! - At a given power, ln QoE is a concave function of x = ln κ as long as the time between tokens is a
//!   sum of powers of κ with positive weights: ln(1 − exp(−e^y)) is concave and y is affine in x;
//!   times and waits are such sums, whose logarithms are convex in x. So QoE has one peak, and
//!   bisection left of the peak finds the smallest κ that meets a threshold exactly. Windowed caches
//!   bend the time between tokens downwards at one length ([`Chain::bend`]): on either side of it all this
//!   holds, so each side has a peak of its own and is searched by itself, the shorter answers first.
//! - At a given κ, every limit bounds power from below, through the rate or the outage, so the
//!   feasible powers are an interval [P_low(κ), P_max].
//! - Carbon is A(κ) + κ·g(P). Whatever else is counted fits in: the phone draws as long as the answer
//!   is on air, which adds a constant to the g/s of g, and its other seconds, like the network, belong to
//!   A, which rises with κ. And g, affine over concave, is quasiconvex: with P* its minimum, the best
//!   power for κ is max(P*, P_low(κ)).
//!
//! What remains is a search over the few κ between the smallest that any power allows and the
//! smallest that P* allows, on either side of the bend.
//!
//! [`Frontier`] prepares the lengths of a scenario for many grids and prices of quality.
//!
//! [`rule`] is what an expert would do without a search: the best power in closed form, as if nothing
//! faded.

mod feasible;
mod frontier;
mod lengths;
mod rule;

pub use feasible::{FeasibleSet, feasible_lengths};
pub use frontier::{Air, Frontier, Priced};
pub use lengths::{greatest_qoe, smallest_tokens};
pub use rule::{expert_power, rule};

use crate::carbon::{
    Chain, Constraint, Footprint, TOLERANCE, footprint, generation_times, inference_part, quality,
};
use crate::data::value;
use crate::math;
use crate::scenario::Decision;
use crate::units::BitsPerSecond;
use crate::wireless::ergodic_snr;
use lengths::{completeness_peak, pieces, qoe_at, rate_at, smallest_in};
use serde::{Deserialize, Serialize};

/// A constraint binds where it is used up to this relative margin.
const BINDING_MARGIN: f64 = 1e-6;

/// The best that can be done, or that nothing can be.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Optimum {
    Feasible {
        footprint: Footprint,
        /// What keeps carbon from going lower.
        binding: Vec<Constraint>,
    },
    /// No decision keeps all limits; the footprint is that of the safe action.
    Infeasible { footprint: Footprint },
}

impl Optimum {
    /// The footprint at the optimum, or at the safe action.
    pub fn footprint(&self) -> &Footprint {
        match self {
            Self::Feasible { footprint, .. } | Self::Infeasible { footprint } => footprint,
        }
    }

    /// Whether any decision keeps all limits.
    pub fn feasible(&self) -> bool {
        matches!(self, Self::Feasible { .. })
    }

    /// What keeps carbon from going lower; empty where nothing is feasible.
    pub fn binding(&self) -> &[Constraint] {
        match self {
            Self::Feasible { binding, .. } => binding,
            Self::Infeasible { .. } => &[],
        }
    }
}

/// The exact optimum of a scenario.
pub fn optimum(chain: &Chain) -> Optimum {
    let safe = safe_action(chain);
    let safe_print = footprint(chain, safe);
    // At P_max with the smallest κ, rate and latency are at their best: if this fails, all fail.
    if !safe_print.feasible() {
        return Optimum::Infeasible { footprint: safe_print };
    }
    let search = Search::new(chain);
    let unhurried = rate_at(chain, search.power_for(0.0));
    let full = rate_at(chain, chain.power_max_w);
    let mut best = safe_print;
    for piece in pieces(chain) {
        let Some(shortest) = smallest_in(chain, piece, full) else { continue };
        let longest = smallest_in(chain, piece, unhurried);
        let longest = longest.unwrap_or_else(|| completeness_peak(chain, piece)).max(shortest);
        let tokens = search.best_tokens(shortest, longest);
        if let Some(power_w) = search.best_power(tokens) {
            let print = footprint(chain, Decision { tokens, power_w });
            if print.feasible() && print.total_g < best.total_g {
                best = print;
            }
        }
    }
    let binding = binding(chain, &best);
    Optimum::Feasible { footprint: best, binding }
}

/// The safe action: most power with its smallest κ, κ_max where no κ meets the QoE threshold.
pub fn safe_action(chain: &Chain) -> Decision {
    let power_w = chain.power_max_w;
    let tokens = smallest_tokens(chain, power_w).unwrap_or(chain.tokens_max);
    Decision { tokens, power_w }
}

/// The power of least carbon that keeps all limits at that length, if any does.
pub fn best_power(chain: &Chain, tokens: u32) -> Option<f64> {
    Search::new(chain).best_power(tokens)
}

/// The search over lengths, with what does not depend on length.
struct Search<'a> {
    chain: &'a Chain,
    /// The power of least radio carbon per bit.
    free_power_w: f64,
    /// The power that outage and least rate ask for.
    link_power_w: f64,
}

impl<'a> Search<'a> {
    fn new(chain: &'a Chain) -> Self {
        let snr = chain.link.outage_snr(chain.limits.rate_min, chain.limits.outage_max);
        let outage_power_w = snr / chain.link.snr_per_w;
        let mut search = Self { chain, free_power_w: 0.0, link_power_w: chain.power_min_w };
        // Feasible at P_max within the tolerance, so what the bounds ask for beyond is rounding.
        search.link_power_w =
            search.power_for(chain.limits.rate_min.0).max(outage_power_w).min(chain.power_max_w);
        let (low, high) = (math::ln(chain.power_min_w), math::ln(chain.power_max_w));
        let free = golden_minimum(low, high, |ln_power| search.carbon_per_bit(math::exp(ln_power)));
        search.free_power_w = math::clamp(math::exp(free), chain.power_min_w, chain.power_max_w);
        search
    }

    /// Radio carbon per bit, g: the part of the cost that power decides.
    fn carbon_per_bit(&self, power_w: f64) -> f64 {
        self.chain.carbon_per_bit(power_w, rate_at(self.chain, power_w))
    }

    /// The least power that is free of hurry and carries `rate` bit/s; P_max where none does.
    fn power_for(&self, rate_bps: f64) -> f64 {
        let floor = self.link_power_w.max(self.free_power_w);
        power_that_carries(self.chain, floor, rate_bps)
    }

    /// The best power for that length; none where the length breaks a limit at any power.
    fn best_power(&self, tokens: u32) -> Option<f64> {
        let chain = self.chain;
        let kappa = f64::from(tokens);
        let times = generation_times(chain, kappa);
        let free = quality(chain, kappa, &times, BitsPerSecond(f64::INFINITY));
        let threshold = chain.limits.qoe_min;
        if free.total < threshold * (1.0 - TOLERANCE) {
            return None;
        }
        // The share of the reading rate that the radio must carry, and the time it may take.
        let rest = free.length * free.wait;
        let share = if threshold > 0.0 { (threshold / rest).min(1.0) } else { 0.0 };
        let stream_bps =
            share * value::READING_RATE_TOKENS_PER_S * 8.0 * chain.payload_bytes_per_token;
        let left_s = chain.limits.latency_max_s * (1.0 + 0.5 * TOLERANCE) - times.generation.0;
        if left_s <= 0.0 {
            return None;
        }
        let power_w = self.power_for(stream_bps.max(chain.bits(kappa) / left_s));
        footprint(chain, Decision { tokens, power_w }).feasible().then_some(power_w)
    }

    fn carbon(&self, tokens: u32) -> f64 {
        let kappa = f64::from(tokens);
        match self.best_power(tokens) {
            Some(power_w) => {
                let times = generation_times(self.chain, kappa);
                let inference = inference_part(self.chain, kappa, &times);
                inference.operational_g
                    + inference.embodied_g
                    + self.chain.standing_g(kappa, times.generation)
                    + self.chain.bits(kappa) * self.carbon_per_bit(power_w)
            }
            None => f64::INFINITY,
        }
    }

    /// The length of least carbon in {shortest, …, longest}: sampled, then narrowed to every one.
    fn best_tokens(&self, shortest: u32, longest: u32) -> u32 {
        const SAMPLES: u32 = 64;
        let (mut low, mut high) = (shortest, longest);
        while high - low > SAMPLES {
            let at = |index: u32| {
                low + (u64::from(high - low) * u64::from(index) / u64::from(SAMPLES)) as u32
            };
            let best = argmin(0..=SAMPLES, |index| self.carbon(at(index)));
            (low, high) = (at(best.saturating_sub(1)), at((best + 1).min(SAMPLES)));
        }
        argmin(low..=high, |tokens| self.carbon(tokens))
    }
}

/// The least power from `floor` up that carries `rate` bit/s; P_max where none does.
pub fn power_that_carries(chain: &Chain, floor: f64, rate_bps: f64) -> f64 {
    if rate_at(chain, floor).0 >= rate_bps {
        return floor;
    }
    let link = &chain.link;
    let target = rate_bps / (link.coding_efficiency * link.bandwidth.0);
    let most = link.snr_per_w * chain.power_max_w;
    let snr = ergodic_snr(target, most).unwrap_or(most);
    math::clamp(snr / link.snr_per_w, floor, chain.power_max_w)
}

/// The first of least value.
fn argmin(range: std::ops::RangeInclusive<u32>, value: impl Fn(u32) -> f64) -> u32 {
    let first = *range.start();
    range
        .fold((first, f64::INFINITY), |best, index| {
            let here = value(index);
            if here < best.1 { (index, here) } else { best }
        })
        .0
}

/// The minimum of a function that falls, then rises, by golden sections.
fn golden_minimum(from: f64, to: f64, value: impl Fn(f64) -> f64) -> f64 {
    const RATIO: f64 = 0.618_033_988_749_894_9;
    let (mut low, mut high) = (from, to);
    let mut left = high - RATIO * (high - low);
    let mut right = low + RATIO * (high - low);
    let (mut at_left, mut at_right) = (value(left), value(right));
    // Near its minimum a function is flat to the square: 1e-9 in ln P is far below any digit shown.
    while high - low > 1e-9 {
        if at_left <= at_right {
            (high, right, at_right) = (right, left, at_left);
            left = high - RATIO * (high - low);
            at_left = value(left);
        } else {
            (low, left, at_left) = (left, right, at_right);
            right = low + RATIO * (high - low);
            at_right = value(right);
        }
    }
    // The sections never touch the ends, which are candidates too.
    [from, to]
        .into_iter()
        .find(|&end| value(end) <= at_left.min(at_right))
        .unwrap_or(0.5 * (low + high))
}

/// What keeps carbon from going lower at the optimum.
pub fn binding(chain: &Chain, best: &Footprint) -> Vec<Constraint> {
    let limits = &chain.limits;
    let Decision { tokens, power_w } = best.decision;
    let shorter_breaks_quality = tokens > 1 && {
        let rate = BitsPerSecond(best.wireless.rate_bps);
        qoe_at(chain, tokens - 1, rate) < limits.qoe_min * (1.0 - TOLERANCE)
    };
    let used_up = |used: f64, limit: f64| used >= limit * (1.0 - BINDING_MARGIN);
    [
        (
            Constraint::Qoe,
            shorter_breaks_quality
                || (limits.qoe_min > 0.0 && used_up(limits.qoe_min, best.qoe.total)),
        ),
        (Constraint::Latency, used_up(best.latency_s, limits.latency_max_s)),
        (
            Constraint::Outage,
            limits.rate_min.0 > 0.0 && used_up(best.wireless.outage, limits.outage_max),
        ),
        (Constraint::Rate, used_up(limits.rate_min.0, best.wireless.rate_bps)),
        (Constraint::PowerMin, used_up(chain.power_min_w, power_w)),
        (Constraint::PowerMax, used_up(power_w, chain.power_max_w)),
        (Constraint::TokensMax, tokens == chain.tokens_max),
    ]
    .into_iter()
    .filter_map(|(constraint, binds)| binds.then_some(constraint))
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Scenario;

    fn windowed(qoe_min: f64) -> Chain {
        let text = format!(
            r#"{{"model":"gemma-3-27b","gpu":"b200","batch":2049.5,"prompt_tokens":270,
            "kappa50":719.82,"shape":2.1384,"qoe_min":{qoe_min},"latency_max_s":100000}}"#
        );
        Chain::new(&Scenario::from_json(&text).unwrap().validate().unwrap())
    }

    #[test]
    fn windowed_caches_give_quality_two_peaks() {
        let chain = windowed(0.609);
        let rate = rate_at(&chain, chain.power_max_w);
        let qoe = |tokens: u32| qoe_at(&chain, tokens, rate);
        let peaks = (2..2048).filter(|&it| qoe(it) > qoe(it - 1) && qoe(it) > qoe(it + 1));
        assert_eq!(peaks.collect::<Vec<_>>(), [1402, 1812]);
        assert!((qoe(1402) - 0.6058).abs() < 5e-5 && (qoe(1812) - 0.6126).abs() < 5e-5);
        assert_eq!(smallest_tokens(&chain, chain.power_max_w), Some(1611));
        assert_eq!(greatest_qoe(&chain).1, 1812);
    }

    #[test]
    fn across_the_bend_every_length_is_where_brute_force_has_it() {
        for index in 0..60 {
            let chain = windowed(0.55 + 0.0012 * f64::from(index));
            for share in [0.02, 0.3, 1.0] {
                let power_w = share * chain.power_max_w;
                let keeps = |tokens: u32| {
                    let print = footprint(&chain, Decision { tokens, power_w });
                    [print.kept[0], print.kept[0] && print.kept[1]]
                };
                let brute = (1..=chain.tokens_max).find(|&tokens| keeps(tokens)[0]);
                assert_eq!(smallest_tokens(&chain, power_w), brute);
                let run = brute.map(|from| {
                    (from..=chain.tokens_max).take_while(|&it| keeps(it)[1]).last().unwrap_or(from)
                });
                let found = feasible_lengths(&chain, power_w);
                assert_eq!(found, brute.zip(run), "{index} {share}");
            }
            // Every length, each at its best power.
            let search = Search::new(&chain);
            let least_g = (1..=chain.tokens_max)
                .filter_map(|tokens| {
                    let power_w = search.best_power(tokens)?;
                    Some(footprint(&chain, Decision { tokens, power_w }).total_g)
                })
                .fold(f64::INFINITY, f64::min);
            let best = optimum(&chain);
            assert_eq!(best.feasible(), least_g.is_finite(), "{index}");
            if best.feasible() {
                assert!(best.footprint().total_g <= least_g * (1.0 + 1e-12), "{index}");
            }
        }
    }
}
