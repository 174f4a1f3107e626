//! What quality costs: the multiplier of the day's mean quality, by the quality that is asked for.
//!
//! At a price each cell is at its best and the cells are filled in order of rising cost, so a price says at once
//! how much quality it brings: no search is needed. Prices go up from nothing to many times the day's own.

use super::planner::Planner;
use super::{DayError, Price, Today};
use crate::math;

/// Prices on either side of the day's own, and how many of them are in a factor of two.
const SIDE: i32 = 10;
const AN_OCTAVE: f64 = 3.0;
/// Less quality than that is no step of the curve.
const STEP: f64 = 1e-6;

impl Planner {
    /// The price of quality around that of the day's best plan, the least first. Empty where no answer is good
    /// enough.
    ///
    /// # Errors
    /// Names an intensity that is out of range, or sites without grids.
    pub fn prices(&self, today: &Today) -> Result<Vec<Price>, DayError> {
        let mut curve: Vec<Price> = Vec::new();
        let Some(own_g) = self.own_price_g(today)? else { return Ok(curve) };
        let octaves = |step: i32| math::exp(math::ln(2.0) * f64::from(step) / AN_OCTAVE);
        let steps =
            (-SIDE..=SIDE).map(|step| if own_g > 0.0 { own_g * octaves(step) } else { 0.0 });
        for price_g in std::iter::once(0.0).chain(steps) {
            let Some(it) = self.at_price(today, price_g)? else { return Ok(Vec::new()) };
            if curve.last().is_none_or(|last| it.qoe_mean > last.qoe_mean + STEP) {
                curve.push(it);
            }
        }
        Ok(curve)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::day::fixtures::two_zones;
    use crate::day::{Rule, Setting};
    use crate::scenario::Scenario;

    #[test]
    fn the_curve_goes_through_the_day_and_its_slope_is_its_price() {
        let setting = Setting::of(Scenario::default(), 1);
        let planner = Planner::new(&setting).unwrap();
        let today = two_zones();
        let plan = planner.plan(&today, Rule::Best).unwrap().unwrap();
        let own_g = plan.multiplier.unwrap();
        let curve = planner.prices(&today).unwrap();
        assert!(curve.len() > 10, "{}", curve.len());
        for pair in curve.windows(2) {
            let (low, high) = (pair[0], pair[1]);
            assert!(low.qoe_mean < high.qoe_mean && low.price_g < high.price_g);
            // What more quality is charged lies between the prices at both ends.
            let slope =
                (high.total_g - low.total_g) / ((high.qoe_mean - low.qoe_mean) * setting.answers);
            assert!(
                slope >= low.price_g * (1.0 - 1e-9) && slope <= high.price_g * (1.0 + 1e-9),
                "{low:?} {high:?} {slope}"
            );
        }
        let here = curve.iter().find(|it| it.price_g == own_g).unwrap();
        assert!((here.qoe_mean - setting.qoe_day).abs() < 2e-3, "{here:?}");
        assert!((here.total_g / plan.total_g - 1.0).abs() < 5e-3, "{here:?} {}", plan.total_g);
        // Asked for what a point of the curve has, the plan has that price.
        let point = curve[curve.len() - 4];
        let asked = Setting { qoe_day: point.qoe_mean, ..setting };
        let plan = Planner::new(&asked).unwrap().plan(&today, Rule::Best).unwrap().unwrap();
        let price_g = plan.multiplier.unwrap();
        assert!((price_g / point.price_g - 1.0).abs() < 0.05, "{price_g} {point:?}");
    }

    #[test]
    fn where_no_answer_is_good_enough_there_is_no_price() {
        let setting =
            Setting { qoe_day: 1.0, qoe_floor: 1.0, ..Setting::of(Scenario::default(), 1) };
        let planner = Planner::new(&setting).unwrap();
        assert_eq!(planner.prices(&two_zones()), Ok(vec![]));
    }
}
