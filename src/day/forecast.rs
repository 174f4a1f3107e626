//! What is known of the hours to come.

use super::{Forecast, Grids, Today};
use crate::data::day::{FORECAST_ERRORS, HOURS};
use crate::math;
use crate::rng::{Rng, Stream};

/// How long it takes until what is now says a third as much of what differs from yesterday, hours.
///
/// The differences of eight European zones from the day before, 2017 to 2019, are correlated with those k
/// hours later by 0.96, 0.81, 0.70 and 0.59 at 1, 4, 6 and 8 hours: about exp(−k/16).
const BEND_H: f64 = 16.0;
/// The stream of a day's errors has room for so many zones.
const ZONES: usize = 8;

impl Today {
    /// What a forecast says in an hour: the truth up to then, the forecast after it, in whole g/kWh as the
    /// records are. None where it needs
    /// the day before and that is not known.
    pub fn known(&self, forecast: Forecast, hour: usize, seed: u64) -> Option<Grids> {
        let mut grids = self.grids.clone();
        let rows = grids.g_per_kwh.iter_mut();
        match forecast {
            Forecast::Perfect => {}
            Forecast::Yesterday => {
                let before = self.yesterday.as_ref()?;
                for (site, row) in rows.enumerate() {
                    let before = before.g_per_kwh.get(site)?;
                    row[hour + 1..].copy_from_slice(&before[hour + 1..]);
                }
            }
            Forecast::Bent => {
                let before = self.yesterday.as_ref()?;
                for (site, row) in rows.enumerate() {
                    let before = before.g_per_kwh.get(site)?;
                    let differs = row[hour] - before[hour];
                    for later in hour + 1..HOURS {
                        let fades = math::exp(-((later - hour) as f64) / BEND_H);
                        row[later] = (before[later] + differs * fades).max(0.0).round();
                    }
                }
            }
            Forecast::Real => {
                let mut rng = Rng::new(seed, Stream::Forecast);
                rng.skip_normals(self.date.number() * ZONES * HOURS);
                for row in rows {
                    let mean = row.iter().sum::<f64>() / HOURS as f64;
                    let normals: [f64; HOURS] = std::array::from_fn(|_| rng.normal());
                    for later in hour + 1..HOURS {
                        let (bias, deviation) = error(later - hour);
                        let error = mean * (bias + deviation * normals[later]);
                        row[later] = (row[later] + error).max(0.0).round();
                    }
                }
            }
        }
        Some(grids)
    }
}

/// Mean and deviation of a real forecast's error at a lead, as shares of the mean: those of both areas,
/// beyond the longest lead that was measured as at that.
fn error(lead_h: usize) -> (f64, f64) {
    let longest = FORECAST_ERRORS.iter().map(|it| it.lead_h).fold(0.0, f64::max);
    let lead_h = (lead_h as f64).min(longest);
    let (mut bias, mut square, mut areas) = (0.0, 0.0, 0.0);
    for it in FORECAST_ERRORS.iter().filter(|it| it.lead_h == lead_h) {
        let mean = it.mean_g_per_kwh;
        bias += it.bias_g_per_kwh / mean;
        square += (it.rmse_g_per_kwh * it.rmse_g_per_kwh) / (mean * mean);
        areas += 1.0;
    }
    (bias, square) = (bias / areas, square / areas);
    (bias, (square - bias * bias).max(0.0).sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::day::Date;

    fn today(day: usize) -> Today {
        let row = |shift: f64| std::array::from_fn(|hour| 200.0 + shift + 5.0 * hour as f64);
        Today {
            date: Date::of(2020, day).unwrap(),
            grids: Grids { g_per_kwh: vec![row(0.0), row(50.0)] },
            yesterday: Some(Grids { g_per_kwh: vec![row(30.0), row(20.0)] }),
        }
    }

    #[test]
    fn up_to_now_every_forecast_is_the_truth_and_then_what_its_name_says() {
        let today = today(5);
        for forecast in Forecast::ALL {
            let known = today.known(forecast, 9, 1).unwrap();
            for (known, truth) in known.g_per_kwh.iter().zip(&today.grids.g_per_kwh) {
                assert_eq!(known[..=9], truth[..=9], "{forecast:?}");
                assert_eq!(known[10..] == truth[10..], forecast == Forecast::Perfect);
            }
        }
        let at = |forecast| today.known(forecast, 9, 1).unwrap().g_per_kwh;
        let before = &today.yesterday.as_ref().unwrap().g_per_kwh;
        assert_eq!(at(Forecast::Yesterday)[1][10..], before[1][10..]);
        // Home is 30 less than yesterday: 8 hours later still e^(−1/2) of it.
        assert_eq!(at(Forecast::Bent)[0][17], (before[0][17] - 30.0 * 0.606_53).round());
        let unknown = Today { yesterday: None, ..today.clone() };
        assert_eq!(unknown.known(Forecast::Yesterday, 9, 1), None);
        assert_eq!(unknown.known(Forecast::Bent, 9, 1), None);
        assert!(unknown.known(Forecast::Real, 9, 1).is_some());
    }

    #[test]
    fn the_error_of_a_real_forecast_is_as_large_as_it_was_measured() {
        // Both areas at 1 and 3 h: (75.6/243.2)² and (75.3/264.4)², (88.2/243.2)² and (88.2/264.4)².
        for (lead, expected) in [(1, 0.298_2), (3, 0.348_5), (9, 0.348_5)] {
            let (mut square, mut count) = (0.0, 0.0);
            for day in 0..366 {
                let today = today(day);
                let known = today.known(Forecast::Real, 2, 7).unwrap();
                for (known, truth) in known.g_per_kwh.iter().zip(&today.grids.g_per_kwh) {
                    let mean = truth.iter().sum::<f64>() / 24.0;
                    let error = (known[2 + lead] - truth[2 + lead]) / mean;
                    square += error * error;
                    count += 1.0;
                }
            }
            let found = f64::sqrt(square / count);
            assert!((found / expected - 1.0).abs() < 0.08, "{lead} h: {found}");
        }
        let seeds = [7, 7, 8].map(|seed| today(3).known(Forecast::Real, 0, seed));
        assert!(seeds[0] == seeds[1] && seeds[0] != seeds[2]);
        let days = [3, 4].map(|day| today(day).known(Forecast::Real, 0, 7));
        assert_ne!(days[0], days[1]);
    }
}
