//! Days that tests plan.

use super::{Date, Grids, Today};
use crate::data::day::GridYear;

/// Home and one site that is cleaner, on made-up grids.
pub fn two_zones() -> Today {
    let hour = |base: f64, hour: usize| base + 10.0 * ((hour * 7) % 12) as f64;
    let of = |base: f64| std::array::from_fn(|it| hour(base, it));
    Today {
        date: Date { year: 2020, month: 7, day: 27 },
        grids: Grids { g_per_kwh: vec![of(300.0), of(120.0)] },
        yesterday: None,
    }
}

/// A day of 2020, from 1, in four zones of the record, and the day before.
pub fn recorded(day: usize) -> Today {
    let year = GridYear::carried(2020).unwrap();
    let grids =
        |day| Grids { g_per_kwh: [0, 1, 5, 2].map(|zone| year.day(zone, day).unwrap()).into() };
    Today { date: Date::of(2020, day).unwrap(), grids: grids(day), yesterday: Some(grids(day - 1)) }
}
