//! All decisions that keep every limit: powers from a least one up, and for each a band of lengths.
//!
//! - More power makes the link better and changes nothing else that a limit looks at, so what is kept
//!   at one power is kept at any above it: the feasible powers are a band up to P_max.
//! - A length κ asks for a rate, the greater of two: what quality leaves the stream to carry,
//!   Q_min/(q_length·q_wait)·r_read·8·payload, which falls while longer answers are better, and what latency
//!   leaves, bits/(T_max − generation), which rises. So the length that is easiest to carry lies where the
//!   two cross, or is the shortest that is good enough over any link.
//! - At a given rate the lengths that are good enough are a band around the easiest, and so are those of
//!   them that come in time. All this holds on either side of the bend ([`Chain::bend`]).

use super::lengths::{Piece, first_false, last_true, meets, near_shortest, pieces, rate_at};
use super::{TOLERANCE, power_that_carries};
use crate::carbon::{Chain, generation_times, waited};
use crate::data::value;
use crate::qoe;
use crate::units::BitsPerSecond;

/// Every decision that keeps all limits of a scenario.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FeasibleSet {
    /// The least power at which some length keeps all limits, W; all above it up to P_max do.
    pub least_power_w: f64,
    /// On either side of the bend.
    easiest: [Option<Easiest>; 2],
}

/// The length of a piece that is carried by the least rate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Easiest {
    piece: Piece,
    pub(super) tokens: u32,
    /// That quality and latency ask for.
    pub(super) rate_bps: f64,
}

impl FeasibleSet {
    /// The set; none where it is empty.
    pub fn of(chain: &Chain) -> Option<Self> {
        let mut easiest = [None; 2];
        for (to, piece) in easiest.iter_mut().zip(pieces(chain)) {
            *to = easiest_in(chain, piece);
        }
        let rate_bps = easiest.iter().flatten().map(|it| it.rate_bps).reduce(f64::min)?;
        let rate_bps = rate_bps.max(chain.limits.rate_min.0);
        let snr = chain.link.outage_snr(chain.limits.rate_min, chain.limits.outage_max);
        let link_power_w = snr / chain.link.snr_per_w;
        let most = |at_most: f64| at_most * (1.0 + TOLERANCE);
        let full = rate_at(chain, chain.power_max_w);
        if link_power_w > most(chain.power_max_w) || rate_bps > most(full.0) {
            return None;
        }
        let floor = chain.power_min_w.max(link_power_w).min(chain.power_max_w);
        Some(Self { least_power_w: power_that_carries(chain, floor, rate_bps), easiest })
    }

    /// The shortest answer that keeps all limits at a feasible power, and so the one of least carbon.
    pub fn shortest(&self, chain: &Chain, power_w: f64) -> u32 {
        self.at(chain, power_w).0
    }

    /// The shortest and the longest answer that keep all limits at a feasible power; so do all between.
    pub fn lengths(&self, chain: &Chain, power_w: f64) -> (u32, u32) {
        let (shortest, rate, start) = self.at(chain, power_w);
        let keeps = |tokens: u32| meets(chain, tokens, rate) && in_time(chain, tokens, rate);
        let mut longest = shortest;
        for (index, piece) in pieces(chain).enumerate().filter(|(_, (_, to))| *to >= shortest) {
            let from = if index == start.0 { start.1 } else { piece.0 };
            // Beyond the bend it goes on only where nothing was broken before.
            if !keeps(from) || (index != start.0 && longest + 1 != from) {
                break;
            }
            longest = last_true(from, piece.1, keeps);
        }
        (shortest, longest)
    }

    /// The shortest length, the rate, and the piece and length that are easiest.
    fn at(&self, chain: &Chain, power_w: f64) -> (u32, BitsPerSecond, (usize, u32)) {
        let rate = rate_at(chain, power_w);
        let easy = |(index, it): (usize, &Option<Easiest>)| it.map(|it| (index, it));
        let mut all = self.easiest.iter().enumerate().filter_map(easy);
        let carried = |it: &Easiest| it.rate_bps <= rate.0 * (1.0 + TOLERANCE);
        // At the least power one is carried, but for rounding.
        let found = all
            .clone()
            .find(|(_, it)| carried(it))
            .or_else(|| all.by_ref().min_by(|(_, a), (_, b)| a.rate_bps.total_cmp(&b.rate_bps)));
        let Some((index, Easiest { piece: (from, _), tokens, .. })) = found else {
            return (1, rate, (0, 1));
        };
        // From there down quality only falls.
        let too_short = |length: u32| !meets(chain, length, rate);
        let near = near_shortest(chain, rate).clamp(from, tokens);
        let shortest = first_false((from, tokens), near, too_short);
        (shortest, rate, (index, tokens))
    }
}

/// The shortest and the longest answer that keep all limits at that power; none where none does.
pub fn feasible_lengths(chain: &Chain, power_w: f64) -> Option<(u32, u32)> {
    let set = FeasibleSet::of(chain)?;
    (power_w >= set.least_power_w * (1.0 - TOLERANCE)).then(|| set.lengths(chain, power_w))
}

/// Whether an answer of that length is there in time over a link of that rate.
fn in_time(chain: &Chain, tokens: u32, rate: BitsPerSecond) -> bool {
    let tokens = f64::from(tokens);
    let latency_s = generation_times(chain, tokens).generation.0 + chain.bits(tokens) / rate.0;
    latency_s <= chain.limits.latency_max_s * (1.0 + TOLERANCE)
}

/// What a length asks of its link.
pub(super) struct Asked {
    /// q_length·q_wait: what quality is over a link that carries every stream.
    pub(super) completeness: f64,
    /// The same with the stream of the GPUs, at most as fast as people read.
    pub(super) quality: f64,
    /// Rates that quality and latency ask for, bit/s.
    pub(super) for_quality_bps: f64,
    pub(super) for_latency_bps: f64,
}

pub(super) fn asked(chain: &Chain, tokens: u32) -> Asked {
    let tokens = f64::from(tokens);
    let times = generation_times(chain, tokens);
    let completeness = qoe::completeness(tokens, chain.kappa50, chain.shape)
        * qoe::wait(waited(chain, tokens, &times), chain.patience);
    let free = BitsPerSecond(f64::INFINITY);
    let speed = qoe::speed(times.inter_token, free, chain.payload_bytes_per_token);
    let read_bps = value::READING_RATE_TOKENS_PER_S * 8.0 * chain.payload_bytes_per_token;
    // Halfway into the tolerances, so that rounding breaks nothing; as far as the GPUs let it.
    let stream = (chain.limits.qoe_min * (1.0 - 0.5 * TOLERANCE) / completeness).min(speed);
    let left_s = chain.limits.latency_max_s * (1.0 + 0.5 * TOLERANCE) - times.generation.0;
    Asked {
        completeness,
        quality: completeness * speed,
        for_quality_bps: if chain.limits.qoe_min > 0.0 { stream * read_bps } else { 0.0 },
        for_latency_bps: if left_s > 0.0 { chain.bits(tokens) / left_s } else { f64::INFINITY },
    }
}

/// The length of a piece that is carried by the least rate, if any is carried at all.
pub(super) fn easiest_in(chain: &Chain, piece: Piece) -> Option<Easiest> {
    let (from, to) = piece;
    let least = chain.limits.qoe_min * (1.0 - TOLERANCE);
    let rises = |tokens: u32, what: fn(&Asked) -> f64| {
        let (here, next) = (what(&asked(chain, tokens)), what(&asked(chain, tokens + 1)));
        next > here
    };
    // The shortest that is good enough over any link: left of the peak quality only rises.
    let too_short =
        |tokens: u32| asked(chain, tokens).quality < least && rises(tokens, |it| it.quality);
    let near = near_shortest(chain, BitsPerSecond(f64::INFINITY)).clamp(from, to);
    let shortest = first_false(piece, near, too_short);
    if asked(chain, shortest).quality < least {
        return None;
    }
    // Longer ones ask for less while it is quality that asks for more than latency does.
    let easier = |tokens: u32| {
        let it = asked(chain, tokens);
        it.quality >= least
            && it.for_quality_bps > it.for_latency_bps
            && rises(tokens, |it| it.completeness)
    };
    let crossing = first_false((shortest, to), shortest, easier);
    let rate = |tokens: u32| {
        let it = asked(chain, tokens);
        let rate_bps = it.for_quality_bps.max(it.for_latency_bps);
        (it.quality >= least && rate_bps.is_finite()).then_some(Easiest { piece, tokens, rate_bps })
    };
    let before = (crossing > shortest).then(|| rate(crossing - 1)).flatten();
    let both = [before, rate(crossing)].into_iter().flatten();
    both.min_by(|a, b| a.rate_bps.total_cmp(&b.rate_bps))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::carbon::footprint;
    use crate::env::Family;
    use crate::optimum::safe_action;
    use crate::rng::{Rng, Stream};
    use crate::scenario::{Decision, Scenario, ValidScenario};

    /// Of all kinds, with limits that nothing keeps among them.
    fn requests(n: u32) -> impl Iterator<Item = ValidScenario> {
        let mut rng = Rng::new(12, Stream::TuneContexts);
        (0..n).map(move |index| {
            let family = if index % 3 == 0 { Family::Bench } else { Family::Any };
            let mut scenario = family.scenario(&mut rng).scenario().clone();
            if index % 5 == 0 {
                scenario.thinking_share = rng.uniform_in(0.0, 0.99);
                scenario.patience_s = rng.log_uniform_in(2.0, 1e5);
            }
            if index % 7 == 0 {
                scenario.latency_max_s *= rng.uniform_in(0.5, 1.2);
            }
            if index % 11 == 0 {
                scenario.payload_bytes_per_token = rng.log_uniform_in(1e4, 1e6);
            }
            scenario.validate().unwrap()
        })
    }

    #[test]
    fn from_the_least_power_up_all_that_it_names_is_kept_and_nothing_else_is() {
        let (mut none, mut bound) = (0, 0);
        for valid in requests(3000) {
            let chain = Chain::new(&valid);
            let keeps = |tokens: u32, power_w: f64| {
                footprint(&chain, Decision { tokens, power_w }).feasible()
            };
            let safe = safe_action(&chain);
            let Some(set) = FeasibleSet::of(&chain) else {
                assert!(!keeps(safe.tokens, safe.power_w), "{valid:?}");
                none += 1;
                continue;
            };
            assert!(keeps(safe.tokens, safe.power_w), "{valid:?}");
            assert_eq!(set.shortest(&chain, chain.power_max_w), safe.tokens);
            for share in [0.0, 0.3, 1.0_f64] {
                let ratio = chain.power_max_w / set.least_power_w;
                let power_w = set.least_power_w * crate::math::pow(ratio, share);
                let power_w = power_w.min(chain.power_max_w);
                let (shortest, longest) = set.lengths(&chain, power_w);
                assert_eq!(set.shortest(&chain, power_w), shortest);
                assert!(keeps(shortest, power_w) && keeps(longest, power_w), "{share} {valid:?}");
                assert!(shortest == 1 || !keeps(shortest - 1, power_w));
                assert!(longest == chain.tokens_max || !keeps(longest + 1, power_w));
            }
            if set.least_power_w > chain.power_min_w {
                bound += 1;
                // Less power has no length: not the one that is easiest there, nor any of these.
                let less_w = set.least_power_w * (1.0 - 1e-6);
                let step = (chain.tokens_max / 200).max(1) as usize;
                let near = set.shortest(&chain, set.least_power_w);
                let all = (1..=chain.tokens_max).step_by(step);
                let around = near.saturating_sub(5).max(1)..=(near + 5).min(chain.tokens_max);
                for tokens in all.chain(around) {
                    assert!(!keeps(tokens, less_w), "{tokens} {valid:?}");
                }
            }
        }
        assert!(none > 50 && bound > 1000, "{none} {bound}");
    }

    #[test]
    fn across_the_bend_it_is_where_brute_force_has_it() {
        for index in 0..40 {
            let text = format!(
                r#"{{"model":"gemma-3-27b","gpu":"b200","batch":2049.5,"prompt_tokens":270,
                "kappa50":719.82,"shape":2.1384,"qoe_min":{},"latency_max_s":{}}}"#,
                0.59 + 0.0006 * f64::from(index),
                if index % 2 == 0 { 1e5 } else { 150.0 + 10.0 * f64::from(index) },
            );
            let chain = Chain::new(&Scenario::from_json(&text).unwrap().validate().unwrap());
            let keeps = |tokens: u32, power_w: f64| {
                footprint(&chain, Decision { tokens, power_w }).feasible()
            };
            let any = |power_w: f64| (1..=chain.tokens_max).find(|&it| keeps(it, power_w));
            match FeasibleSet::of(&chain) {
                None => assert_eq!(any(chain.power_max_w), None),
                Some(set) => {
                    assert_eq!(
                        any(chain.power_max_w),
                        Some(set.shortest(&chain, chain.power_max_w))
                    );
                    assert_eq!(
                        any(set.least_power_w),
                        Some(set.shortest(&chain, set.least_power_w))
                    );
                    if set.least_power_w > chain.power_min_w {
                        assert_eq!(any(set.least_power_w * (1.0 - 1e-6)), None);
                    }
                }
            }
        }
    }
}
