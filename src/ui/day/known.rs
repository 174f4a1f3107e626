//! What an hour knew of the rest of the day, what it planned with it, and what came.

use super::shown::Shown;
use super::{amounts, zones};
use crate::data::day::HOURS;
use crate::day::KnownThen;
use crate::ui::words::format::{mass, whole};
use crate::ui::words::{day as words, gap};

/// What was wrong most of all that an hour expected.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wrong {
    pub zone: &'static str,
    pub hour: usize,
    pub expected: f64,
    pub came: f64,
}

/// Of all sites and later hours the one that was expected worst; none where all came as expected.
pub fn wrong(shown: &Shown, then: &KnownThen, now: usize) -> Option<Wrong> {
    let rows = then.grids.g_per_kwh.iter().zip(&shown.grids.g_per_kwh).zip(shown.zones());
    let all = rows.flat_map(|((expected, came), zone)| {
        (now + 1..HOURS).map(move |hour| Wrong {
            zone,
            hour,
            expected: expected[hour],
            came: came[hour],
        })
    });
    let off = |it: &Wrong| (it.expected - it.came).abs();
    all.filter(|it| off(it) > 0.0)
        .max_by(|a, b| off(a).total_cmp(&off(b)).then(b.hour.cmp(&a.hour)))
}

/// Less than that share of a plan is its rounding.
const ROUNDING: f64 = 2e-4;

/// What the plan believed, what it was, and what it cost.
pub fn said(shown: &Shown, then: &KnownThen, now: usize) -> String {
    let Some(it) = wrong(shown, then, now) else {
        return words::known_all(&amounts::carbon(then.was_g));
    };
    let wrong = words::known_wrong(
        zones::name(it.zone),
        &it.hour.to_string(),
        &whole(it.expected),
        &whole(it.came),
    );
    let cost_g = then.was_g - then.best_g;
    let (believed, was) = (grams(then.believed_g, then), grams(then.was_g, then));
    let cost = if cost_g > ROUNDING * then.best_g {
        words::known_cost(&believed, &was, &mass(cost_g))
    } else {
        words::known_harmless(&believed, &was)
    };
    [wrong, cost].join(gap())
}

/// Grams of which the difference counts.
fn grams(grams: f64, then: &KnownThen) -> String {
    use crate::ui::words::format::{resolved, with_unit};
    let span = (then.believed_g - then.was_g).abs().max(then.was_g - then.best_g);
    if grams < 1e3 {
        with_unit(&resolved(grams, span), "g")
    } else {
        with_unit(&resolved(grams / 1e3, span / 1e3), "kg")
    }
}

/// What was expected and what came, hour by hour: head and rows.
pub fn table(shown: &Shown, then: &KnownThen, now: usize) -> (Vec<String>, Vec<Vec<String>>) {
    let mut head = vec![words::utc_hour().to_string()];
    for zone in shown.zones() {
        let name = zones::name(zone);
        head.extend([words::expected_of(name), words::came_of(name)]);
    }
    let row = |hour: usize| {
        let mut row = vec![format!("{hour}:00")];
        for (expected, came) in then.grids.g_per_kwh.iter().zip(&shown.grids.g_per_kwh) {
            row.extend([whole(expected[hour]), whole(came[hour])]);
        }
        row
    };
    (head, (now + 1..HOURS).map(row).collect())
}

#[cfg(test)]
mod tests {
    use super::super::given::Given;
    use super::*;
    use crate::day::{Grids, Setting};
    use crate::protocol::day::Plans;
    use crate::scenario::Scenario;

    /// Denmark is expected at 90 all day and comes at 90, but for one hour.
    fn day() -> (Shown, KnownThen) {
        let given = Given::default();
        let rows = [400.0, 200.0, 90.0, 50.0].map(|it| [it; HOURS]);
        let mut came = rows;
        came[2][15] = 210.0;
        came[1][14] = 190.0;
        let shown = Shown {
            setting: Setting::of(Scenario::default(), 3),
            given,
            grids: Grids { g_per_kwh: came.to_vec() },
            plans: Plans { home: None, cleanest: None, best: None, levers: None },
            forecasts: Vec::new(),
        };
        let grids = Grids { g_per_kwh: rows.to_vec() };
        (shown, KnownThen { grids, believed_g: 412.0, was_g: 431.0, best_g: 425.0 })
    }

    #[test]
    fn the_worst_of_what_was_expected_is_named_until_it_has_come() {
        let (shown, then) = day();
        let it = wrong(&shown, &then, 9).unwrap();
        assert_eq!((it.zone, it.hour, it.expected, it.came), ("DK", 15, 90.0, 210.0));
        assert_eq!(wrong(&shown, &then, 14).unwrap().hour, 15);
        assert_eq!(wrong(&shown, &then, 15), None);
        let said = said(&shown, &then, 9);
        for part in ["Denmark", "15:00", "90", "210", "412.0\u{a0}g", "431.0\u{a0}g", "6.00\u{a0}g"]
        {
            assert!(said.contains(part), "{part}: {said}");
        }
    }

    #[test]
    fn what_costs_nothing_is_not_said_to_cost() {
        let (shown, mut then) = day();
        then.best_g = then.was_g - 0.01;
        assert!(!said(&shown, &then, 9).contains("cost"));
        assert!(
            said(&shown, &then, 9).contains(&words::known_harmless("412.0\u{a0}g", "431.0\u{a0}g"))
        );
    }

    #[test]
    fn the_table_has_the_hours_to_come_with_both_of_each_site() {
        let (shown, then) = day();
        let (head, rows) = table(&shown, &then, 13);
        assert_eq!((head.len(), rows.len()), (9, 10));
        assert_eq!(rows[1][5..7], ["90".to_string(), "210".to_string()]);
    }
}
