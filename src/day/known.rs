//! What was known in an hour, what was planned with it, and what it cost not to know more.

use super::{DayError, Forecast, Grids, Planner, Served, Today};
use crate::data::day::HOURS;
use serde::{Deserialize, Serialize};

/// An hour that planned the rest of the day, itself included.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KnownThen {
    /// The truth up to that hour, the forecast after it.
    pub grids: Grids,
    /// What the plan was to be charged, g.
    pub believed_g: f64,
    /// What it is charged on the grids that came.
    pub was_g: f64,
    /// The least from there, had one known them.
    pub best_g: f64,
    /// Sites and hours in which that plan, or the best from there, computes anything: what was wrong of
    /// others has changed nothing.
    pub used: Vec<[bool; HOURS]>,
}

/// How close to the least each is, as a share; a plan of that day is no closer.
const CLOSE: f64 = 1e-6;

impl Planner {
    /// Each hour as a forecast planned it; none where no answer is good enough, or the forecast needs the
    /// day before and that is not known.
    ///
    /// # Errors
    /// As [`Self::plan`].
    pub fn known(
        &self,
        today: &Today,
        forecast: Forecast,
    ) -> Result<Option<Vec<KnownThen>>, DayError> {
        self.check(today)?;
        if !self.feasible() {
            return Ok(None);
        }
        let truth = &today.grids;
        let mut hours = Vec::new();
        let whole = self.hour_by_hour(today, forecast, |then| {
            let was_g = self.charged_g(truth, then.planned);
            let owed = (then.need, then.slack);
            let best = self.rest(truth, then.windows, owed, Some(then.price_g), CLOSE);
            let best = best.map_or_else(Vec::new, |(served, _)| served);
            let best_g = if best.is_empty() { was_g } else { self.charged_g(truth, &best) };
            let mut used = vec![[false; HOURS]; truth.g_per_kwh.len()];
            let computed = |it: &&Served| it.amount > 0.0;
            for it in then.planned.iter().chain(&best).filter(computed) {
                used[usize::from(it.site)][usize::from(it.hour)] = true;
            }
            hours.push(KnownThen {
                grids: then.known.clone(),
                believed_g: self.charged_g(then.known, then.planned),
                was_g,
                best_g: best_g.min(was_g),
                used,
            });
        });
        Ok(whole.map(|_| hours))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::day::HOURS;
    use crate::day::fixtures::recorded;
    use crate::day::{Rule, Setting};
    use crate::scenario::Scenario;

    #[test]
    fn each_hour_believes_its_forecast_and_pays_what_came() {
        let planner = Planner::new(&Setting::of(Scenario::default(), 3)).unwrap();
        let today = recorded(208);
        for forecast in Forecast::ALL {
            let hours = planner.known(&today, forecast).unwrap().unwrap();
            assert_eq!(hours.len(), HOURS);
            for (hour, then) in hours.iter().enumerate() {
                assert_eq!(Some(&then.grids), today.known(forecast, hour, 1).as_ref());
                assert!(then.best_g <= then.was_g, "{forecast:?} {hour}");
                let wrong = forecast != Forecast::Perfect && hour < HOURS - 1;
                assert_eq!(then.believed_g != then.was_g, wrong, "{forecast:?} {hour}");
            }
            // Who knows nothing yet plans the whole day: its best is the day's.
            let best_g = planner.plan(&today, Rule::Best).unwrap().unwrap().total_g;
            assert!((hours[0].best_g / best_g - 1.0).abs() < 2e-5, "{forecast:?}");
            // Less is left from hour to hour, and the last hour has nothing left to be wrong about.
            assert!(hours.is_sorted_by(|a, b| b.best_g < a.best_g));
            assert!(hours[HOURS - 1].was_g / hours[HOURS - 1].best_g < 1.0 + 1e-4);
            let cost_g = |then: &KnownThen| then.was_g - then.best_g;
            if forecast == Forecast::Perfect {
                assert!(hours.iter().all(|it| cost_g(it) < 2e-4 * it.best_g));
            } else {
                assert!(hours.iter().any(|it| cost_g(it) > 1e-3 * it.best_g), "{forecast:?}");
            }
        }
        let first = Today { yesterday: None, ..today };
        assert_eq!(planner.known(&first, Forecast::Yesterday), Ok(None));
        assert!(planner.known(&first, Forecast::Real).unwrap().is_some());
    }
}
