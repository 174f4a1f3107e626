//! All at once: the uncertain constants drawn at random, and how the total spreads.
//!
//! Each constant is drawn by itself from the triangular distribution over its plausible range with
//! its peak at the value that the model takes: nothing more is known of most of them than those
//! three numbers. That they are independent is an assumption too.

use crate::carbon::{Leaning, Uncertain, uncertain};
use crate::math;
use crate::rng::{Rng, Stream};
use crate::scenario::{Decision, ScenarioError, ValidScenario};
use crate::stats::quantile;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Fewer samples say nothing about the tails.
pub const LEAST_SAMPLES: u32 = 100;
/// More would only cost time.
pub const MOST_SAMPLES: u32 = 1_000_000;
/// Bins of the histogram.
const BINS: usize = 40;
/// Most strata of a constant that its share of the variance is read from.
const STRATA: usize = 32;

/// Why there is no result.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum AnalysisError {
    #[error("samples = {0} is out of range: an integer from {LEAST_SAMPLES} to {MOST_SAMPLES}")]
    Samples(u32),
    #[error(transparent)]
    Scenario(#[from] ScenarioError),
}

/// Share of the total's variance that one constant makes by itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Share {
    /// As in [`Uncertain`].
    pub name: String,
    /// Var(E[total | constant]) / Var(total), from 0 to 1; 0 where nothing spreads.
    pub share: f64,
}

/// How the total of a decision spreads.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Spread {
    pub samples: u32,
    pub seed: u64,
    pub mean_g: f64,
    pub std_g: f64,
    pub least_g: f64,
    pub q05_g: f64,
    pub median_g: f64,
    pub q95_g: f64,
    pub greatest_g: f64,
    /// Samples in bins of equal width from `least_g` to `greatest_g`; one bin where all are equal.
    pub histogram: Vec<u32>,
    /// The constants, the one with the greatest share first. What is missing to 1 comes of constants
    /// that act together.
    pub shares: Vec<Share>,
}

/// Samples that share a stratum of one constant.
#[derive(Clone, Copy, Debug, Default)]
struct Stratum {
    count: u32,
    sum_g: f64,
}

/// A sampling under way, to be advanced in pieces.
#[derive(Clone, Debug)]
pub struct MonteCarlo {
    decision: Decision,
    inputs: Vec<Uncertain>,
    leaning: Leaning,
    rng: Rng,
    samples: u32,
    seed: u64,
    totals_g: Vec<f64>,
    /// For each constant, its range cut into strata of equal probability.
    strata: Vec<Vec<Stratum>>,
}

impl MonteCarlo {
    /// A sampling that has not begun.
    ///
    /// # Errors
    /// Says how many samples are allowed.
    pub fn new(
        valid: &ValidScenario,
        decision: Decision,
        samples: u32,
        seed: u64,
    ) -> Result<Self, AnalysisError> {
        if !(LEAST_SAMPLES..=MOST_SAMPLES).contains(&samples) {
            return Err(AnalysisError::Samples(samples));
        }
        let inputs = uncertain(valid);
        // A score of samples in each, so that the noise of a mean does not pass for an effect.
        let strata = (samples as usize / 20).clamp(5, STRATA);
        Ok(Self {
            decision,
            strata: vec![vec![Stratum::default(); strata]; inputs.len()],
            inputs,
            leaning: Leaning::new(valid),
            rng: Rng::new(seed, Stream::Uncertainty),
            samples,
            seed,
            totals_g: Vec::with_capacity(samples as usize),
        })
    }

    /// Whether all samples are drawn.
    pub fn finished(&self) -> bool {
        self.totals_g.len() == self.samples as usize
    }

    /// Draws so many samples more, or those that are left.
    ///
    /// # Errors
    /// Names the field that a drawn value does not fit.
    pub fn advance(&mut self, most: usize) -> Result<(), AnalysisError> {
        let mut drawn = vec![0; self.inputs.len()];
        for _ in 0..most.min(self.samples as usize - self.totals_g.len()) {
            for (input, stratum) in self.inputs.iter().zip(&mut drawn) {
                let quantile = self.rng.uniform();
                let value = triangular(input.low, input.value, input.high, quantile);
                self.leaning.set(input.name, value)?;
                *stratum = (quantile * self.strata[0].len() as f64) as usize;
            }
            let total_g = self.leaning.total_g(self.decision)?;
            for (strata, &stratum) in self.strata.iter_mut().zip(&drawn) {
                strata[stratum].count += 1;
                strata[stratum].sum_g += total_g;
            }
            self.totals_g.push(total_g);
        }
        Ok(())
    }

    /// All samples, and what they say.
    ///
    /// # Errors
    /// Those of [`Self::advance`].
    pub fn finish(mut self) -> Result<Spread, AnalysisError> {
        self.advance(self.samples as usize)?;
        let totals_g = &mut self.totals_g;
        let count = totals_g.len() as f64;
        let mean_g = totals_g.iter().sum::<f64>() / count;
        let squares = totals_g.iter().map(|total| (total - mean_g) * (total - mean_g)).sum::<f64>();
        totals_g.sort_unstable_by(f64::total_cmp);
        let (least_g, greatest_g) = (quantile(totals_g, 0.0), quantile(totals_g, 1.0));
        let equal = least_g == greatest_g;
        let share = |(input, strata): (&Uncertain, &Vec<Stratum>)| Share {
            name: input.name.to_string(),
            share: if equal { 0.0 } else { share(strata, count, mean_g, squares) },
        };
        let mut shares: Vec<Share> = self.inputs.iter().zip(&self.strata).map(share).collect();
        shares.sort_by(|a, b| b.share.total_cmp(&a.share));
        Ok(Spread {
            samples: self.samples,
            seed: self.seed,
            mean_g: if equal { least_g } else { mean_g },
            std_g: if equal { 0.0 } else { (squares / (count - 1.0)).sqrt() },
            least_g,
            q05_g: quantile(totals_g, 0.05),
            median_g: quantile(totals_g, 0.5),
            q95_g: quantile(totals_g, 0.95),
            greatest_g,
            histogram: histogram(totals_g, least_g, greatest_g),
            shares,
        })
    }
}

/// The quantile of the triangular distribution over [low, high] with its peak at `peak`.
///
/// F⁻¹(u) = low + √(u·(high − low)·(peak − low)) below the peak, and its mirror above.
pub fn triangular(low: f64, peak: f64, high: f64, quantile: f64) -> f64 {
    let (width, rise) = (high - low, peak - low);
    if quantile * width < rise {
        low + (quantile * width * rise).sqrt()
    } else {
        high - ((1.0 - quantile) * width * (high - peak)).sqrt()
    }
}

/// Correlation ratio of a constant, freed of the bias that finite strata have (Kelley's ε²).
///
/// ε² = 1 − [SS_within/(n − k)] / [SS_total/(n − 1)]. Source: Kelley, PNAS 21 (1935) 554. It
/// estimates the first-order index of Sobol.
fn share(strata: &[Stratum], count: f64, mean_g: f64, squares: f64) -> f64 {
    let filled = strata.iter().filter(|stratum| stratum.count > 0);
    let (mut between, mut groups) = (0.0, 0.0);
    for stratum in filled {
        let size = f64::from(stratum.count);
        let apart = stratum.sum_g / size - mean_g;
        between += size * apart * apart;
        groups += 1.0;
    }
    let within = (squares - between) / (count - groups);
    math::clamp(1.0 - within / (squares / (count - 1.0)), 0.0, 1.0)
}

fn histogram(totals_g: &[f64], least_g: f64, greatest_g: f64) -> Vec<u32> {
    if least_g == greatest_g {
        return vec![u32::try_from(totals_g.len()).unwrap_or(u32::MAX)];
    }
    let mut bins = vec![0; BINS];
    for total in totals_g {
        let at = (total - least_g) / (greatest_g - least_g) * BINS as f64;
        // The greatest belongs to the last bin.
        bins[(at as usize).min(BINS - 1)] += 1;
    }
    bins
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::carbon::{SITE_LIFE, certain, range};
    use crate::scenario::Scenario;

    const DECISION: Decision = Decision { tokens: 400, power_w: 20.0 };

    fn spread(scenario: &Scenario, samples: u32, seed: u64) -> Spread {
        let valid = scenario.validate().unwrap();
        MonteCarlo::new(&valid, DECISION, samples, seed).unwrap().finish().unwrap()
    }

    fn cell_edge() -> Scenario {
        Scenario { distance_m: 1000.0, payload_bytes_per_token: 10_000.0, ..Scenario::default() }
    }

    /// Mean and variance of a triangular distribution, from its closed form.
    fn moments(it: &Uncertain) -> (f64, f64) {
        let (a, c, b) = (it.low, it.value, it.high);
        ((a + b + c) / 3.0, (a * a + b * b + c * c - a * b - a * c - b * c) / 18.0)
    }

    #[test]
    fn quantiles_of_the_triangle_are_those_of_its_area() {
        for (low, peak, high) in [(1.0, 2.0, 4.0), (164.0, 164.0, 273.0), (0.0, 1.0, 1.0)] {
            for step in 0..=20 {
                let u = f64::from(step) / 20.0;
                let x = triangular(low, peak, high, u);
                let area = if x < peak {
                    (x - low) * (x - low) / ((high - low) * (peak - low))
                } else if high > peak {
                    1.0 - (high - x) * (high - x) / ((high - low) * (high - peak))
                } else {
                    1.0
                };
                assert!((low..=high).contains(&x) && (area - u).abs() < 1e-12, "{x} {u}");
            }
        }
        assert_eq!(triangular(3.0, 3.0, 3.0, 0.4), 3.0);
    }

    /// Mean and variance of what a function makes of a constant, by the middles of its quantiles.
    fn moments_of(it: &Uncertain, of: impl Fn(f64) -> f64) -> (f64, f64) {
        let steps = 20_000;
        let at = |step: i32| (f64::from(step) + 0.5) / f64::from(steps);
        let values = (0..steps).map(|step| of(triangular(it.low, it.value, it.high, at(step))));
        let (sum, squares) =
            values.fold((0.0, 0.0), |(sum, squares), value| (sum + value, squares + value * value));
        let mean = sum / f64::from(steps);
        (mean, squares / f64::from(steps) - mean * mean)
    }

    /// What the site makes goes as its hardware over the years it serves, and the rest as PUE.
    #[test]
    fn a_sum_and_a_product_of_constants_spread_as_theory_says() {
        let scenario = Scenario { pue: 1.15, site_embodied_kg: None, ..certain(cell_edge()) };
        let valid = scenario.validate().unwrap();
        let inputs = uncertain(&valid);
        let [pue, site, life] = &inputs[..] else { panic!("{inputs:?}") };
        assert_eq!((pue.name, site.name, life.name), ("pue", "site_embodied_kg", SITE_LIFE));
        let leaning = Leaning::new(&valid);
        let here = leaning.total_g(DECISION).unwrap();
        let slope = |it: &Uncertain| {
            let at_high = leaning.total_with_g(it.name, it.high, DECISION).unwrap();
            (at_high - here) / (it.high - it.value)
        };
        let (by_pue, by_site) = (slope(pue), slope(site));
        let ((pue_mean, pue_var), (site_mean, site_var)) = (moments(pue), moments(site));
        let (life_mean, life_var) = moments_of(life, |years| life.value / years);
        let mean =
            here + by_pue * (pue_mean - pue.value) + by_site * (site_mean * life_mean - site.value);
        let parts = [
            ("pue", by_pue * by_pue * pue_var),
            ("site_embodied_kg", by_site * by_site * site_var * life_mean * life_mean),
            (SITE_LIFE, by_site * by_site * life_var * site_mean * site_mean),
        ];
        let both = by_site * by_site * site_var * life_var;
        let variance = parts.iter().map(|(_, part)| part).sum::<f64>() + both;
        let found = spread(&scenario, 20_000, 1);
        assert!((found.mean_g / mean - 1.0).abs() < 2e-3, "{} {mean}", found.mean_g);
        assert!((found.std_g / variance.sqrt() - 1.0).abs() < 0.02, "{}", found.std_g);
        for (name, part) in parts {
            let share = found.shares.iter().find(|share| share.name == name).unwrap().share;
            assert!((share - part / variance).abs() < 0.02, "{name}: {share} {}", part / variance);
        }
    }

    #[test]
    fn the_spread_lies_inside_the_envelope_and_its_figures_agree() {
        let scenario = cell_edge();
        let found = spread(&scenario, 10_000, 7);
        let (low, high) = range(&scenario.validate().unwrap(), DECISION);
        let order =
            [low, found.least_g, found.q05_g, found.median_g, found.q95_g, found.greatest_g, high];
        assert!(order.windows(2).all(|pair| pair[0] < pair[1]), "{order:?}");
        assert_eq!(found.histogram.iter().sum::<u32>(), 10_000);
        // A twentieth lies under the first mark, by the histogram too.
        let width = (found.greatest_g - found.least_g) / found.histogram.len() as f64;
        let under = |mark: f64| {
            let bins = ((mark - found.least_g) / width) as usize;
            f64::from(found.histogram[..bins].iter().sum::<u32>()) / 10_000.0
        };
        assert!(under(found.q05_g) <= 0.05 && under(found.q05_g + width) >= 0.05);
        assert!(under(found.q95_g) <= 0.95 && under(found.q95_g + width) >= 0.95);
        assert!(found.shares.windows(2).all(|pair| pair[0].share >= pair[1].share));
        let sum: f64 = found.shares.iter().map(|share| share.share).sum();
        assert!((0.95..1.02).contains(&sum), "{sum}");
    }

    #[test]
    fn a_seed_repeats_in_pieces_too_and_another_differs() {
        let valid = cell_edge().validate().unwrap();
        let whole = spread(&cell_edge(), 1000, 3);
        let mut pieces = MonteCarlo::new(&valid, DECISION, 1000, 3).unwrap();
        while !pieces.finished() {
            pieces.advance(33).unwrap();
        }
        assert_eq!(pieces.finish().unwrap(), whole);
        let other = spread(&cell_edge(), 1000, 4);
        assert_ne!(other.mean_g, whole.mean_g);
        assert!((other.mean_g / whole.mean_g - 1.0).abs() < 0.01);
    }

    #[test]
    fn where_nothing_is_uncertain_nothing_spreads() {
        let certain = certain(Scenario::default());
        let found = spread(&certain, 200, 1);
        let total_g = Leaning::new(&certain.validate().unwrap()).total_g(DECISION).unwrap();
        assert_eq!((found.mean_g, found.q05_g, found.q95_g), (total_g, total_g, total_g));
        assert_eq!((found.std_g, &found.histogram[..], found.shares.len()), (0.0, &[200][..], 0));
    }

    #[test]
    fn too_few_or_too_many_samples_are_refused() {
        let valid = Scenario::default().validate().unwrap();
        for samples in [0, 99, 1_000_001] {
            let error = MonteCarlo::new(&valid, DECISION, samples, 1).err().unwrap().to_string();
            assert!(error.contains(&format!("samples = {samples}")) && error.contains("from 100"));
        }
    }
}
