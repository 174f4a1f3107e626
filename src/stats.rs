//! Statistics over few runs: interquartile mean, probability of improvement, bootstrap intervals.
//!
//! A run is one seed; its score is one number; runs are independent. Intervals are percentile
//! bootstraps. The source's bootstrap is stratified: it resamples the runs within each task. Here
//! there is one task, AOLO-Bench, so it resamples the runs.
//!
//! Source: Agarwal et al. 2021, "Deep Reinforcement Learning at the Edge of the Statistical
//! Precipice", and its library rliable, whose figures the tests compare with. Left out: what the
//! numbers mean, and whether more is better.

use crate::rng::{Rng, Stream};
use serde::Serialize;
use thiserror::Error;

/// Share of bootstrap statistics inside an interval.
pub const COVERAGE: f64 = 0.95;

/// A statistic with the ends of its 95 % interval, in the unit of the scores.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Interval {
    pub point: f64,
    pub low: f64,
    pub high: f64,
}

/// Scores that have no statistic.
#[derive(Clone, Copy, Debug, PartialEq, Error)]
pub enum StatsError {
    #[error("there are no runs to take a statistic of")]
    Empty,
    #[error("run {index} has the score {value}, which is not a finite number")]
    NotFinite { index: usize, value: f64 },
    #[error("resamples = 0 is out of range: at least 1")]
    NoResamples,
}

/// Mean of what is left after ⌊n/4⌋ scores are cut from either side; of scores `[n]`.
///
/// The same as `scipy.stats.trim_mean(x, 0.25)`; below four runs it is the mean.
///
/// # Errors
/// No score, or one that is not finite.
pub fn interquartile_mean(scores: &[f64]) -> Result<f64, StatsError> {
    check(scores)?;
    Ok(trimmed_mean(&mut scores.to_vec()))
}

/// [`interquartile_mean`] of scores `[n]` with its bootstrap interval: `resamples` times, n scores
/// are drawn with replacement from [`Stream::Bootstrap`] under `seed`.
///
/// # Errors
/// No score, one that is not finite, or no resample.
pub fn interquartile_mean_interval(
    scores: &[f64],
    resamples: usize,
    seed: u64,
) -> Result<Interval, StatsError> {
    let point = interquartile_mean(scores)?;
    percentile_interval(point, &resampled_means(scores, resamples, seed))
}

/// P(X > Y) + ½ P(X = Y) over all pairs of a run of `x` `[n]` and a run of `y` `[m]`, 0 to 1.
///
/// It is U/(n·m) with the statistic U of Mann and Whitney 1947.
///
/// # Errors
/// No score, or one that is not finite; the index counts within its own slice.
pub fn probability_of_improvement(x: &[f64], y: &[f64]) -> Result<f64, StatsError> {
    check(x)?;
    check(y)?;
    Ok(share_of_wins(x, y))
}

/// [`probability_of_improvement`] with its bootstrap interval: `resamples` times, n scores of `x`
/// and m of `y` are drawn, independently, from [`Stream::Bootstrap`] under `seed`.
///
/// # Errors
/// No score, one that is not finite, or no resample.
pub fn probability_of_improvement_interval(
    x: &[f64],
    y: &[f64],
    resamples: usize,
    seed: u64,
) -> Result<Interval, StatsError> {
    let point = probability_of_improvement(x, y)?;
    percentile_interval(point, &resampled_probabilities(x, y, resamples, seed))
}

fn check(scores: &[f64]) -> Result<(), StatsError> {
    if scores.is_empty() {
        return Err(StatsError::Empty);
    }
    match scores.iter().position(|score| !score.is_finite()) {
        Some(index) => Err(StatsError::NotFinite { index, value: scores[index] }),
        None => Ok(()),
    }
}

fn resample(from: &[f64], to: &mut [f64], rng: &mut Rng) {
    to.fill_with(|| from[rng.below(from.len())]);
}

/// Sorts, and averages the middle; at least one score is left, as 2⌊n/4⌋ < n.
fn trimmed_mean(scores: &mut [f64]) -> f64 {
    scores.sort_unstable_by(f64::total_cmp);
    let cut = scores.len() / 4;
    let kept = &scores[cut..scores.len() - cut];
    kept.iter().sum::<f64>() / kept.len() as f64
}

fn share_of_wins(x: &[f64], y: &[f64]) -> f64 {
    // Counted in halves, so that the sum is exact.
    let halves = |x: &f64| -> u64 {
        y.iter().map(|y| if x > y { 2 } else { u64::from(x == y) }).sum::<u64>()
    };
    x.iter().map(halves).sum::<u64>() as f64 / (2.0 * x.len() as f64 * y.len() as f64)
}

/// Interquartile means of resampled scores, sorted.
fn resampled_means(scores: &[f64], resamples: usize, seed: u64) -> Vec<f64> {
    let mut rng = Rng::new(seed, Stream::Bootstrap);
    let mut drawn = vec![0.0; scores.len()];
    sorted(resamples, || {
        resample(scores, &mut drawn, &mut rng);
        trimmed_mean(&mut drawn)
    })
}

/// Probabilities of improvement of resampled scores, sorted.
fn resampled_probabilities(x: &[f64], y: &[f64], resamples: usize, seed: u64) -> Vec<f64> {
    let mut rng = Rng::new(seed, Stream::Bootstrap);
    let (mut drawn_x, mut drawn_y) = (vec![0.0; x.len()], vec![0.0; y.len()]);
    sorted(resamples, || {
        resample(x, &mut drawn_x, &mut rng);
        resample(y, &mut drawn_y, &mut rng);
        share_of_wins(&drawn_x, &drawn_y)
    })
}

fn sorted(n: usize, statistic: impl FnMut() -> f64) -> Vec<f64> {
    let mut statistics: Vec<f64> = std::iter::repeat_with(statistic).take(n).collect();
    statistics.sort_unstable_by(f64::total_cmp);
    statistics
}

fn percentile_interval(point: f64, sorted: &[f64]) -> Result<Interval, StatsError> {
    if sorted.is_empty() {
        return Err(StatsError::NoResamples);
    }
    let tail = 0.5 * (1.0 - COVERAGE);
    Ok(Interval { point, low: quantile(sorted, tail), high: quantile(sorted, 1.0 - tail) })
}

/// Quantile of sorted numbers, of which there must be one, linear between neighbours, as NumPy's
/// default does; `share` from 0 to 1.
pub fn quantile(sorted: &[f64], share: f64) -> f64 {
    let last = sorted.len() - 1;
    let place = share * last as f64;
    let below = (place as usize).min(last);
    let above = (below + 1).min(last);
    sorted[below] + (place - below as f64) * (sorted[above] - sorted[below])
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    /// Figures of the library, see `tests/oracle/make_rliable.py`.
    fn fixture() -> Value {
        serde_json::from_str(include_str!("../tests/data/rliable.json")).unwrap()
    }

    fn floats(values: &Value) -> Vec<f64> {
        values.as_array().unwrap().iter().filter_map(Value::as_f64).collect()
    }

    /// Both programs estimate the same two quantiles of the same bootstrap distribution, each from
    /// draws of its own. The share of draws below a quantile p has the standard error
    /// √(p(1 − p)/resamples), whatever the distribution; so the other's end must lie between our
    /// quantiles at p ± 5 standard errors of the difference. Comparing shares, not scores, needs no
    /// density, which these distributions of few atoms do not have. By chance one of two million
    /// comparisons would fail; the seeds are fixed, so none comes and goes.
    fn ends_agree(case: &Value, sorted: &[f64], resamples: f64) {
        let tail = 0.5 * (1.0 - COVERAGE);
        let error = (tail * (1.0 - tail) * (1.0 / sorted.len() as f64 + 1.0 / resamples)).sqrt();
        for (end, share) in [("low", tail), ("high", 1.0 - tail)] {
            let theirs = case[end].as_f64().unwrap();
            let (from, to) =
                (quantile(sorted, share - 5.0 * error), quantile(sorted, share + 5.0 * error));
            assert!(
                (from - 1e-9..=to + 1e-9).contains(&theirs),
                "{end} {theirs} is not in {from}..{to}: {case}"
            );
        }
    }

    #[test]
    fn interquartile_means_are_those_of_rliable() {
        let fixture = fixture();
        let cases = fixture["iqm"].as_array().unwrap();
        assert_eq!(cases.len(), 6);
        for case in cases {
            let scores = floats(&case["scores"]);
            let theirs = case["point"].as_f64().unwrap();
            assert!((interquartile_mean(&scores).unwrap() - theirs).abs() < 1e-9, "{case}");
            let sorted = resampled_means(&scores, 100_000, 1);
            ends_agree(case, &sorted, fixture["iqm_resamples"].as_f64().unwrap());
        }
    }

    #[test]
    fn probabilities_of_improvement_are_those_of_rliable() {
        let fixture = fixture();
        let cases = fixture["probability"].as_array().unwrap();
        assert_eq!(cases.len(), 5);
        for case in cases {
            let (x, y) = (floats(&case["x"]), floats(&case["y"]));
            let theirs = case["point"].as_f64().unwrap();
            let ours = probability_of_improvement(&x, &y).unwrap();
            assert!((ours - theirs).abs() < 1e-9, "{case}");
            let sorted = resampled_probabilities(&x, &y, 100_000, 1);
            ends_agree(case, &sorted, fixture["probability_resamples"].as_f64().unwrap());
        }
    }

    #[test]
    fn figures_by_hand() {
        assert_eq!(interquartile_mean(&[3.0]), Ok(3.0));
        assert_eq!(interquartile_mean(&[9.0, 1.0, 2.0]), Ok(4.0));
        assert_eq!(interquartile_mean(&[100.0, 1.0, 2.0, 3.0, -50.0]), Ok(2.0));
        assert_eq!(probability_of_improvement(&[2.0, 3.0], &[1.0, 2.0]), Ok(0.875));
        assert_eq!(probability_of_improvement(&[1.0], &[1.0]), Ok(0.5));
        assert_eq!(quantile(&[0.0, 1.0, 4.0], 0.75), 2.5);
    }

    #[test]
    fn bad_scores_are_errors() {
        let (nan, none) = (f64::NAN, &[][..]);
        assert_eq!(interquartile_mean(none), Err(StatsError::Empty));
        assert_eq!(interquartile_mean_interval(none, 10, 1), Err(StatsError::Empty));
        assert_eq!(probability_of_improvement(&[1.0], none), Err(StatsError::Empty));
        assert!(matches!(
            interquartile_mean_interval(&[1.0, nan], 10, 1),
            Err(StatsError::NotFinite { index: 1, .. })
        ));
        assert!(matches!(
            probability_of_improvement_interval(&[1.0], &[f64::INFINITY], 10, 1),
            Err(StatsError::NotFinite { index: 0, .. })
        ));
        assert_eq!(interquartile_mean_interval(&[1.0], 0, 1), Err(StatsError::NoResamples));
    }

    #[test]
    fn an_interval_repeats_by_seed_and_shrinks_to_a_point_where_runs_agree() {
        let scores = [0.3, 0.1, 0.4, 0.15, 0.9, 0.26];
        let interval = |seed| interquartile_mean_interval(&scores, 1000, seed);
        assert_eq!(interval(4), interval(4));
        assert_ne!(interval(4), interval(5));
        let flat = interquartile_mean_interval(&[2.0; 5], 100, 1);
        assert_eq!(flat, Ok(Interval { point: 2.0, low: 2.0, high: 2.0 }));
        let one = interquartile_mean_interval(&[2.0], 1, 1);
        assert_eq!(one, Ok(Interval { point: 2.0, low: 2.0, high: 2.0 }));
    }
}
