//! Emissions and limits over transmit power and answer length, sampled so that any level curve and
//! the edge of what is feasible follow by table look-up.
//!
//! Carbon is A(κ) + κ·g(P): one value per length, one per power, and both grow along their axis or
//! fall and rise smoothly, so a few dozen samples of each carry the whole surface. Quality and
//! latency part the same way, through the rate. Nothing here knows pixels.

use crate::carbon::{Chain, Constraint, TOLERANCE, generation_times, inference_part, waited};
use crate::data::value;
use crate::math;
use crate::qoe;
use crate::scenario::Decision;
use crate::units::{BitsPerSecond, TransmitPower};

/// Samples along each axis: about one for every 7 pixels of power and 5 of length.
const POWER_STEPS: usize = 60;
const LENGTH_STEPS: usize = 72;
/// Lengths sampled beyond the map, as a share of its height, so that curves leave it straight.
const MARGIN: f64 = 0.15;

/// What depends on length only.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Row {
    ln_tokens: f64,
    tokens: f64,
    /// Carbon that power does not change: inference, and a session's standing power meanwhile, g.
    fixed_g: f64,
    generation_s: f64,
    /// Completeness times wait.
    patience: f64,
    /// Tokens per second that the GPUs deliver.
    gpu_stream: f64,
}

/// What depends on power only.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Column {
    ln_power: f64,
    /// Radio carbon of a token, g.
    per_token_g: f64,
}

/// The lengths that keep all limits at one power, and what stops them at both ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Slice {
    pub ln_power: f64,
    /// Natural logarithm of the shortest and longest answer.
    pub ln_shortest: f64,
    pub ln_longest: f64,
    /// What forbids shorter answers; none at the edge of the map.
    pub below: Option<Constraint>,
    /// What forbids longer answers; none at the edge of the map.
    pub above: Option<Constraint>,
}

/// The decisions on the map that keep all limits.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Region {
    /// By power, the least first; empty where nothing is feasible.
    pub slices: Vec<Slice>,
    /// What forbids less power, where it is not quality or latency closing in.
    pub left: Option<Constraint>,
}

/// The sampled surface.
#[derive(Clone, Debug, PartialEq)]
pub struct Surface {
    rows: Vec<Row>,
    columns: Vec<Column>,
    /// Rows that lie on the map: from and to, both inclusive.
    inside: (usize, usize),
}

impl Surface {
    /// Samples the surface over `powers` (W) and `lengths` (tokens), and exactly at `best`.
    pub fn new(
        chain: &Chain,
        powers: (f64, f64),
        lengths: (f64, f64),
        best: Option<Decision>,
    ) -> Self {
        let (from, to) = (math::ln(lengths.0), math::ln(lengths.1));
        let margin = MARGIN * (to - from);
        let mut ln_lengths = spread(from - margin, to + margin, LENGTH_STEPS);
        ln_lengths.extend([from, to]);
        // A region that is one token high must not fall between two samples.
        ln_lengths.extend(best.map(|best| math::ln(f64::from(best.tokens))));
        ln_lengths.sort_unstable_by(f64::total_cmp);
        let rows: Vec<Row> = ln_lengths.into_iter().map(|ln| Row::new(chain, ln)).collect();
        let first = rows.iter().position(|row| row.ln_tokens >= from).unwrap_or(0);
        let last = rows.iter().rposition(|row| row.ln_tokens <= to).unwrap_or(0);
        let columns = spread(math::ln(powers.0), math::ln(powers.1), POWER_STEPS)
            .into_iter()
            .map(|ln_power| Column {
                ln_power,
                per_token_g: per_token_g(chain, math::exp(ln_power), rate(chain, ln_power)),
            })
            .collect();
        Self { rows, columns, inside: (first, last.max(first)) }
    }

    /// Least and greatest total on the map, g.
    pub fn extent_g(&self) -> (f64, f64) {
        let (low, high) = (&self.rows[self.inside.0], &self.rows[self.inside.1]);
        let per_token = self.columns.iter().map(|column| column.per_token_g);
        let least = per_token.clone().fold(f64::INFINITY, f64::min);
        let most = per_token.fold(0.0, f64::max);
        (low.fixed_g + low.tokens * least, high.fixed_g + high.tokens * most)
    }

    /// The curve on which the total is `level_g`: ln of power and length, by power.
    ///
    /// Where the curve lies beyond the samples it is held at their end, outside the map.
    pub fn level(&self, level_g: f64) -> Vec<(f64, f64)> {
        let ln_level = math::ln(level_g);
        self.columns
            .iter()
            .map(|column| (column.ln_power, self.length_at(column, level_g, ln_level)))
            .collect()
    }

    fn length_at(&self, column: &Column, level_g: f64, ln_level: f64) -> f64 {
        let total = |row: &Row| row.fixed_g + row.tokens * column.per_token_g;
        // The total rises with length: the first row above the level.
        let above = self.rows.partition_point(|row| total(row) <= level_g);
        if above == 0 {
            return self.rows[0].ln_tokens;
        }
        let Some(upper) = self.rows.get(above) else {
            return self.rows[above - 1].ln_tokens;
        };
        let lower = &self.rows[above - 1];
        // Between two rows the total is a power of length, to a thousandth of a pixel.
        let ln_lower = math::ln(total(lower));
        let share = (ln_level - ln_lower) / (math::ln(total(upper)) - ln_lower);
        lower.ln_tokens + share * (upper.ln_tokens - lower.ln_tokens)
    }

    /// The decisions that keep all limits; `best` is on it where given.
    pub fn region(&self, chain: &Chain, best: Option<Decision>) -> Region {
        let link = |ln_power: f64| broken_link(chain, math::exp(ln_power), rate(chain, ln_power));
        let slice = |ln_power: f64| match link(ln_power) {
            None => self.slice(chain, ln_power, rate(chain, ln_power)),
            Some(_) => None,
        };
        let (Some(first), Some(last)) = (self.columns.first(), self.columns.last()) else {
            return Region::default();
        };
        // More power never breaks a limit, so the region reaches from its least power to the most.
        let mut slices: Vec<Slice> =
            self.columns.iter().filter_map(|column| slice(column.ln_power)).collect();
        if slices.is_empty() {
            slices.extend(slice(last.ln_power));
            slices.extend(best.and_then(|best| slice(math::ln(best.power_w))));
        }
        let Some(&leftmost) = slices.first() else {
            return Region::default();
        };
        let mut left = None;
        if leftmost.ln_power > first.ln_power {
            let step = (last.ln_power - first.ln_power) / POWER_STEPS as f64;
            let (mut low, mut high) = (leftmost.ln_power - step, leftmost.ln_power);
            for _ in 0..12 {
                let middle = 0.5 * (low + high);
                if slice(middle).is_some() { high = middle } else { low = middle }
            }
            left = link(low);
            // The tip of the region bends more than a column is wide.
            let tip: Vec<Slice> = [0.0, 0.02, 0.08, 0.2, 0.4, 0.7]
                .into_iter()
                .map(|share| high + share * (leftmost.ln_power - high))
                .filter(|&ln_power| ln_power < leftmost.ln_power)
                .filter_map(slice)
                .collect();
            slices.splice(0..0, tip);
        }
        Region { slices, left }
    }

    /// The lengths on the map that keep quality and latency at that power and rate, bit/s.
    fn slice(&self, chain: &Chain, ln_power: f64, rate_bps: f64) -> Option<Slice> {
        let rows = &self.rows[self.inside.0..=self.inside.1];
        let radio_stream = rate_bps / (8.0 * chain.payload_bytes_per_token);
        let quality = |row: &Row| {
            let stream = row.gpu_stream.min(radio_stream);
            row.patience * (stream / value::READING_RATE_TOKENS_PER_S).min(1.0)
        };
        let latency = |row: &Row| row.generation_s + chain.bits(row.tokens) / rate_bps;
        let quality_min = chain.limits.qoe_min * (1.0 - TOLERANCE);
        let latency_max = chain.limits.latency_max_s * (1.0 + TOLERANCE);
        let keeps = |row: &Row| quality(row) >= quality_min && latency(row) <= latency_max;
        let from = rows.iter().position(keeps)?;
        let to = rows.iter().rposition(keeps)?;
        let crossing = |a: &Row, b: &Row, value: &dyn Fn(&Row) -> f64, limit: f64| {
            let (at_a, at_b) = (value(a), value(b));
            let share = if at_a == at_b { 0.0 } else { (limit - at_a) / (at_b - at_a) };
            a.ln_tokens + math::clamp(share, 0.0, 1.0) * (b.ln_tokens - a.ln_tokens)
        };
        let (ln_shortest, below) = match from.checked_sub(1) {
            // Latency only grows with length, so it is quality that forbids the shorter answer.
            Some(under) => {
                (crossing(&rows[under], &rows[from], &quality, quality_min), Some(Constraint::Qoe))
            }
            None => (rows[from].ln_tokens, None),
        };
        let (ln_longest, above) = match rows.get(to + 1) {
            Some(over) => {
                let at =
                    |value: &dyn Fn(&Row) -> f64, limit| crossing(&rows[to], over, value, limit);
                let by_latency = if latency(over) > latency_max {
                    at(&latency, latency_max)
                } else {
                    f64::INFINITY
                };
                let by_quality = if quality(over) < quality_min {
                    at(&quality, quality_min)
                } else {
                    f64::INFINITY
                };
                if by_latency <= by_quality {
                    (by_latency, Some(Constraint::Latency))
                } else {
                    (by_quality, Some(Constraint::Qoe))
                }
            }
            None => (rows[to].ln_tokens, None),
        };
        Some(Slice { ln_power, ln_shortest, ln_longest: ln_longest.max(ln_shortest), below, above })
    }
}

impl Row {
    fn new(chain: &Chain, ln_tokens: f64) -> Self {
        let tokens = math::exp(ln_tokens);
        let times = generation_times(chain, tokens);
        let inference = inference_part(chain, tokens, &times);
        Self {
            ln_tokens,
            tokens,
            fixed_g: inference.operational_g
                + inference.embodied_g
                + chain.standing_g(tokens, times.generation),
            generation_s: times.generation.0,
            patience: qoe::completeness(tokens, chain.kappa50, chain.shape)
                * qoe::wait(waited(chain, tokens, &times), chain.patience),
            gpu_stream: 1.0 / times.inter_token.0,
        }
    }
}

/// g(P): radio carbon of a token, g.
fn per_token_g(chain: &Chain, power_w: f64, rate_bps: f64) -> f64 {
    chain.bits(1.0) / rate_bps * chain.on_air_g_per_s(power_w)
}

fn rate(chain: &Chain, ln_power: f64) -> f64 {
    chain.link.rate(chain.link.mean_snr(TransmitPower(math::exp(ln_power)))).0
}

/// The limit of the link that is broken at that power, if one is.
fn broken_link(chain: &Chain, power_w: f64, rate_bps: f64) -> Option<Constraint> {
    let limits = &chain.limits;
    if rate_bps < limits.rate_min.0 * (1.0 - TOLERANCE) {
        return Some(Constraint::Rate);
    }
    let outage = chain
        .link
        .outage(BitsPerSecond(limits.rate_min.0), chain.link.mean_snr(TransmitPower(power_w)));
    (outage > limits.outage_max * (1.0 + TOLERANCE)).then_some(Constraint::Outage)
}

/// Equal steps, both ends included.
fn spread(from: f64, to: f64, steps: usize) -> Vec<f64> {
    (0..=steps).map(|index| from + (to - from) * index as f64 / steps as f64).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::carbon::footprint;
    use crate::optimum::{feasible_lengths, optimum};
    use crate::scenario::{Accounting, Boundary, EnergyModel, PRESETS, Scenario};

    fn chains() -> Vec<Chain> {
        let mut chains = Vec::new();
        for preset in PRESETS {
            for &accounting in Accounting::ALL {
                for &energy_model in EnergyModel::ALL {
                    let scenario = Scenario { accounting, energy_model, ..preset.scenario() };
                    chains.push(Chain::new(&scenario.validate().unwrap()));
                }
                for &boundary in Boundary::ALL {
                    let scenario = Scenario { accounting, boundary, ..preset.scenario() };
                    chains.push(Chain::new(&scenario.validate().unwrap()));
                }
            }
        }
        chains
    }

    fn surface(chain: &Chain) -> Surface {
        let powers = (chain.power_min_w, chain.power_max_w);
        Surface::new(chain, powers, (100.0, f64::from(chain.tokens_max)), None)
    }

    #[test]
    fn level_curves_lie_on_their_level() {
        for chain in chains() {
            let surface = surface(&chain);
            let (least, most) = surface.extent_g();
            let level_g = math::exp(0.5 * (math::ln(least) + math::ln(most)));
            let mut checked = 0;
            for (ln_power, ln_tokens) in surface.level(level_g) {
                let tokens = math::exp(ln_tokens);
                if !(150.0..0.97 * f64::from(chain.tokens_max)).contains(&tokens) {
                    continue;
                }
                let decision =
                    Decision { tokens: tokens.round() as u32, power_w: math::exp(ln_power) };
                let total_g = footprint(&chain, decision).total_g;
                // Rounding to a token moves the total by at most about one part in 2·150.
                assert!((total_g / level_g - 1.0).abs() < 5e-3, "{total_g} {level_g}");
                checked += 1;
            }
            assert!(checked > 10);
        }
    }

    #[test]
    fn the_region_is_the_one_of_the_exact_solver() {
        for chain in chains() {
            let best = optimum(&chain);
            let best = best.feasible().then(|| best.footprint().decision);
            let region = surface(&chain).region(&chain, best);
            for slice in &region.slices {
                let power_w = math::exp(slice.ln_power);
                let (from, to) = feasible_lengths(&chain, power_w)
                    .unwrap_or_else(|| panic!("nothing at {power_w} W"));
                let close = |ln: f64, tokens: u32| {
                    (math::exp(ln) - f64::from(tokens)).abs() <= 1.0 + 0.004 * f64::from(tokens)
                };
                assert!(close(slice.ln_shortest, from), "{} {from}", math::exp(slice.ln_shortest));
                assert!(close(slice.ln_longest, to), "{} {to}", math::exp(slice.ln_longest));
            }
            assert_eq!(region.slices.is_empty(), best.is_none());
        }
    }

    #[test]
    fn nothing_feasible_is_an_empty_region() {
        let scenario = Scenario { qoe_min: 0.999, ..Scenario::default() };
        let chain = Chain::new(&scenario.validate().unwrap());
        assert_eq!(surface(&chain).region(&chain, None), Region::default());
    }

    #[test]
    fn a_high_least_rate_bounds_power_from_the_left() {
        let scenario = Scenario {
            rate_min_kbps: 40_000.0,
            outage_max: 1.0,
            distance_m: 600.0,
            ..Scenario::default()
        };
        let chain = Chain::new(&scenario.validate().unwrap());
        let region = surface(&chain).region(&chain, None);
        assert_eq!(region.left, Some(Constraint::Rate));
        let edge_w = math::exp(region.slices[0].ln_power);
        let rate = chain.link.rate(chain.link.mean_snr(TransmitPower(edge_w))).0;
        assert!((rate / 40e6 - 1.0).abs() < 1e-3, "{rate}");
    }
}
