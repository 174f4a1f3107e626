//! What is said of a drawn day beside the best one.

use super::amounts;
use super::shown::Shown;
use crate::data::day::HOURS;
use crate::day::{Bound, Draft, Drawn, DrawnDay};
use crate::math;
use crate::ui::words::format::{day_mass, percent};
use crate::ui::words::{day as words, gap};

/// Less than that share of a day is its rounding.
const ROUNDING: f64 = 5e-4;

/// Answers that a plan computes in each hour.
pub fn computed(plan: &crate::day::Plan) -> [f64; HOURS] {
    let mut all = [0.0; HOURS];
    plan.served.iter().for_each(|it| all[usize::from(it.hour)] += it.amount);
    all
}

/// How far the drawn day is from the best, and where it differs most.
pub fn beside_the_best(
    shown: &Shown,
    draft: &Draft,
    drawn: &Drawn,
    day: DrawnDay,
) -> Option<String> {
    let best = shown.plans.best.as_ref()?;
    let above = day.drawn_g / best.total_g - 1.0;
    let (yours, least) = (day_mass(day.drawn_g), day_mass(best.total_g));
    let mut said = Vec::new();
    if above > ROUNDING {
        said.push(words::draw_above(&yours, &percent(above), &least));
    } else {
        said.push(words::draw_best(&yours));
    }
    let possible = day.at_once_g - best.total_g;
    if possible > ROUNDING * best.total_g {
        let reached = (day.at_once_g - day.drawn_g) / possible;
        said.push(match reached {
            less if less < -0.005 => words::draw_worse(&day_mass(day.at_once_g)),
            _ => words::draw_reached(&day_mass(day.at_once_g), &share(reached)),
        });
    }
    if above > ROUNDING {
        let (here, there) = (draft.computed(drawn), computed(best));
        let off = |hour: usize| (here[hour] - there[hour]).abs();
        let hour = (0..HOURS).fold(0, |at, it| if off(it) > off(at) { it } else { at });
        let count = |all: f64| amounts::count((all - draft.at_once()[hour]).max(0.0));
        said.push(words::draw_differs(&hour.to_string(), &count(there[hour]), &count(here[hour])));
    }
    Some(said.join(gap()))
}

/// Of what waiting can bring: `74 %`, never above all of it.
fn share(reached: f64) -> String {
    let reached = math::clamp(reached, 0.0, 1.0);
    if reached < 0.005 {
        format!("0{}%", crate::ui::words::format::THIN_SPACE)
    } else {
        percent(reached)
    }
}

/// Why a bar stopped.
pub fn stopped(bound: Bound, hour: usize) -> String {
    let now = hour.to_string();
    match bound {
        Bound::Room => words::draw_no_room(&now),
        Bound::Asked { since } if since == hour => words::draw_only_own(&now),
        Bound::Asked { since } => words::draw_only_since(&now, &since.to_string()),
        Bound::Due => words::draw_due(&now),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::day::GridYear;
    use crate::day::said::Given;
    use crate::day::{Planner, Rule};
    use crate::protocol::day::Plans;
    use crate::scenario::Scenario;

    #[test]
    fn a_drawn_day_is_told_beside_the_best_and_beside_nobody_waiting() {
        let mut given = Given::default();
        // Where the cleanest site is soon full, waiting for a dirty hour is worse than not to wait.
        given.sites[2].room = 0.3;
        let setting = given.setting(&Scenario::default());
        let today = given.today(&GridYear::carried(2020).unwrap(), given.date).unwrap();
        let planner = Planner::new(&setting).unwrap();
        let best = planner.plan(&today, Rule::Best).unwrap();
        let draft = Draft::of(&setting);
        let shown = Shown {
            given,
            grids: today.grids.clone(),
            plans: Plans { home: None, cleanest: None, best: best.clone(), levers: None },
            setting,
            forecasts: Vec::new(),
        };
        let told = |drawn: &Drawn| {
            let day = planner.drawn(&today, drawn).unwrap().unwrap();
            (beside_the_best(&shown, &draft, drawn, day).unwrap(), day)
        };
        let nobody = draft.nobody_waits();
        let (said, day) = told(&nobody);
        let above = day.drawn_g / best.as_ref().unwrap().total_g - 1.0;
        assert!(above > 0.01 && said.contains(&percent(above)), "{said}");
        assert!(said.contains("0\u{202f}% of what"), "{said}");
        // The worst hour for all who can be computed in it is worse than nobody waiting.
        let dirtiest = (0..HOURS).max_by(|&a, &b| {
            let sum = |hour: usize| today.grids.g_per_kwh.iter().map(|it| it[hour]).sum::<f64>();
            sum(a).total_cmp(&sum(b))
        });
        let hour = dirtiest.unwrap();
        let (worst, _) = draft.set(&nobody, hour, draft.can_wait(), &[]);
        let (said, day) = told(&worst);
        assert!(day.drawn_g > day.at_once_g, "{day:?}");
        assert!(said.contains("less if nobody waited"), "{said}");
        // The best plan's hours.
        let mut hours = computed(best.as_ref().unwrap());
        hours.iter_mut().zip(draft.at_once()).for_each(|(it, once)| *it -= once);
        let mut drawn = nobody;
        let order: Vec<usize> = (0..HOURS).collect();
        for round in 0..3 {
            for &hour in &order {
                (drawn, _) = draft.set(&drawn, hour, hours[hour].max(0.0), &order[..hour]);
            }
            assert_eq!(drawn.iter().sum::<u16>(), crate::day::PARTS, "{round}");
        }
        let (said, _) = told(&drawn);
        assert!(said.contains("none is better"), "{said}");
    }
}
