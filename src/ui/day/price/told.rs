//! What is told of the price of quality, without a browser.

use crate::day::{Plan, Price};
use crate::ui::charts::day_price::Prices;
use crate::ui::day::amounts;
use crate::ui::words::format::{mass, number, share};
use crate::ui::words::{gap, price as words};

/// As the chart has it: mg for each answer.
pub fn drawn(curve: &[Price], best: &Plan) -> Prices {
    let point = |quality: f64, price_g: f64| (quality, 1e3 * price_g);
    Prices {
        curve: curve.iter().map(|it| point(it.qoe_mean, it.price_g)).collect(),
        here: best.multiplier.map(|price_g| point(best.qoe_mean, price_g)),
    }
}

/// What a hundredth more of the day's mean is charged, here and at the end of the curve.
pub fn sentence(curve: &[Price], best: &Plan, answers: f64) -> Option<String> {
    let own_g = best.multiplier?;
    if own_g <= 0.0 {
        return Some(words::nothing(&share(best.qoe_mean)));
    }
    let hundredth = |price_g: f64| 0.01 * price_g * answers;
    let here = words::here(&share(best.qoe_mean), &amounts::carbon(hundredth(own_g)));
    let then = curve.last().filter(|last| last.price_g > 1.5 * own_g).map(|last| {
        let times = number(last.price_g / own_g);
        words::further(&share(last.qoe_mean), &times)
    });
    Some([Some(here), then].into_iter().flatten().collect::<Vec<_>>().join(gap()))
}

/// For those who do not see the line.
pub fn summary(curve: &[Price]) -> String {
    match (curve.first(), curve.last()) {
        (Some(first), Some(last)) => words::summary(
            &mass(first.price_g),
            &share(first.qoe_mean),
            &mass(last.price_g),
            &share(last.qoe_mean),
        ),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::day::{Date, Grids, Planner, Rule, Setting, Today};
    use crate::scenario::Scenario;

    #[test]
    fn the_sentence_says_what_a_hundredth_more_is_charged_over_the_day() {
        let setting = Setting::of(Scenario::default(), 0);
        let planner = Planner::new(&setting).unwrap();
        let today = Today {
            date: Date { year: 2020, month: 7, day: 27 },
            grids: Grids { g_per_kwh: vec![[300.0; 24]] },
            yesterday: None,
        };
        let best = planner.plan(&today, Rule::Best).unwrap().unwrap();
        let own_g = best.multiplier.unwrap();
        let curve = planner.prices(&today).unwrap();
        let said = sentence(&curve, &best, setting.answers).unwrap();
        // 100 000 answers, a hundredth each.
        assert!(said.contains(&amounts::carbon(1e3 * own_g)), "{said}");
        assert_eq!(drawn(&curve, &best).here.unwrap().1, 1e3 * own_g);
        assert!(summary(&curve).contains(&mass(curve[0].price_g)));
    }
}
