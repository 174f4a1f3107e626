//! What an hour knew of the rest of the day, what it planned with it, and what came.

use super::amounts;
use crate::data::day::HOURS;
use crate::day::{Grids, KnownThen};
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

/// Of the sites and later hours in which anything is computed the one that was expected worst; none where
/// there all came as expected.
pub fn wrong(came: &Grids, zones: &[&'static str], then: &KnownThen, now: usize) -> Option<Wrong> {
    let rows = then.grids.g_per_kwh.iter().zip(&came.g_per_kwh).zip(&then.used).zip(zones);
    let all = rows.flat_map(|(((expected, came), used), zone)| {
        (now + 1..HOURS).filter(|hour| used[*hour]).map(|hour| Wrong {
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
pub fn said(came: &Grids, zones: &[&'static str], then: &KnownThen, now: usize) -> String {
    let Some(it) = wrong(came, zones, then, now) else {
        return words::known_all(&amounts::carbon(then.was_g));
    };
    let wrong = words::known_wrong(
        super::zones::name(it.zone),
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
pub fn table(
    came: &Grids,
    zones: &[&'static str],
    then: &KnownThen,
    now: usize,
) -> (Vec<String>, Vec<Vec<String>>) {
    let mut head = vec![words::utc_hour().to_string()];
    for zone in zones {
        let name = super::zones::name(zone);
        head.extend([words::expected_of(name), words::came_of(name)]);
    }
    let row = |hour: usize| {
        let mut row = vec![format!("{hour}:00")];
        for (expected, came) in then.grids.g_per_kwh.iter().zip(&came.g_per_kwh) {
            row.extend([whole(expected[hour]), whole(came[hour])]);
        }
        row
    };
    (head, (now + 1..HOURS).map(row).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const ZONES: [&str; 4] = ["DE", "GB", "DK", "FR"];

    /// What came, and what was known: Denmark is expected at 90 all day and comes at 90, but for one hour.
    /// Germany, where nothing is computed, comes at twice what was expected.
    fn day() -> (Grids, KnownThen) {
        let rows = [400.0, 200.0, 90.0, 50.0].map(|it| [it; HOURS]);
        let mut came = rows;
        came[0] = [800.0; HOURS];
        came[2][15] = 210.0;
        came[1][14] = 190.0;
        let (grids, came) = (Grids { g_per_kwh: rows.into() }, Grids { g_per_kwh: came.into() });
        let used = [false, true, true, true].map(|it| [it; HOURS]).into();
        (came, KnownThen { grids, believed_g: 412.0, was_g: 431.0, best_g: 425.0, used })
    }

    #[test]
    fn the_worst_of_what_was_expected_is_named_until_it_has_come_and_never_of_an_idle_site() {
        let (came, mut then) = day();
        let it = wrong(&came, &ZONES, &then, 9).unwrap();
        assert_eq!((it.zone, it.hour, it.expected, it.came), ("DK", 15, 90.0, 210.0));
        assert_eq!(wrong(&came, &ZONES, &then, 14).unwrap().hour, 15);
        assert_eq!(wrong(&came, &ZONES, &then, 15), None);
        let told = said(&came, &ZONES, &then, 9);
        for part in ["Denmark", "15:00", "90", "210", "412.0\u{a0}g", "431.0\u{a0}g", "6.00\u{a0}g"]
        {
            assert!(told.contains(part), "{part}: {told}");
        }
        then.used[0] = [true; HOURS];
        assert_eq!(wrong(&came, &ZONES, &then, 9).unwrap().zone, "DE");
    }

    #[test]
    fn what_costs_nothing_is_not_said_to_cost() {
        let (came, mut then) = day();
        then.best_g = then.was_g - 0.01;
        let told = said(&came, &ZONES, &then, 9);
        assert!(!told.contains("cost"));
        assert!(told.contains(&words::known_harmless("412.0\u{a0}g", "431.0\u{a0}g")));
    }

    #[test]
    fn the_table_has_the_hours_to_come_with_both_of_each_site() {
        let (came, then) = day();
        let (head, rows) = table(&came, &ZONES, &then, 13);
        assert_eq!((head.len(), rows.len()), (9, 10));
        assert_eq!(rows[1][5..7], ["90".to_string(), "210".to_string()]);
    }
}
