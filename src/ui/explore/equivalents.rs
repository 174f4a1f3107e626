//! What answers emit, beside things that people can picture; sources in `data`.

use crate::data::value::{BOIL_WATER_J_PER_L, NEW_CAR_G_PER_KM};
use crate::ui::words::format::{number, plain_significant, with_unit};
use crate::units::J_PER_KWH;

const DAYS_PER_WEEK: f64 = 7.0;
const DAYS_PER_YEAR: f64 = 365.0;

/// What so many answers a day emit in a week and in a year, g.
pub fn in_time(total_g: f64, a_day: f64) -> (f64, f64) {
    (total_g * a_day * DAYS_PER_WEEK, total_g * a_day * DAYS_PER_YEAR)
}

/// Distance that a new car drives for as much, m.
pub fn drive_m(emitted_g: f64) -> f64 {
    1e3 * emitted_g / NEW_CAR_G_PER_KM
}

/// Water that can be brought to the boil for as much as one answer emits, on that grid, l; none
/// where the grid emits nothing.
pub fn boil_l(total_g: f64, grid_g_per_kwh: f64) -> Option<f64> {
    let energy_j = total_g / grid_g_per_kwh * J_PER_KWH;
    (grid_g_per_kwh > 0.0).then_some(energy_j / BOIL_WATER_J_PER_L)
}

/// A distance as people say it.
pub fn drive(emitted_g: f64) -> String {
    let metres = drive_m(emitted_g);
    if metres < 1.0 {
        with_unit(&plain_significant(1e2 * metres, 2), "cm")
    } else if metres < 1000.0 {
        with_unit(&format!("{metres:.0}"), "m")
    } else {
        // Nobody drives megametres.
        with_unit(&number(1e-3 * metres), "km")
    }
}

/// Emissions of a year: `49.7 g`, `1.2 kg`, `3.4 t`.
pub fn mass(grams: f64) -> String {
    match grams {
        below if below < 999.5 => crate::ui::words::format::mass(grams),
        below if below < 999.5e3 => with_unit(&number(1e-3 * grams), "kg"),
        _ => with_unit(&number(1e-6 * grams), "t"),
    }
}

/// An amount of water as people say it.
pub fn boil(total_g: f64, grid_g_per_kwh: f64) -> Option<String> {
    let millilitres = 1e3 * boil_l(total_g, grid_g_per_kwh)?;
    Some(match millilitres {
        below if below < 999.5 => with_unit(&number(millilitres), "mL"),
        _ => with_unit(&number(1e-3 * millilitres), "L"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        // 20 a day at 13.62 mg: 1.9068 g in seven days, 99.426 g in 365.
        let (week_g, year_g) = in_time(0.01362, 20.0);
        assert!((week_g - 1.9068).abs() < 1e-9 && (year_g - 99.426).abs() < 1e-9);
        assert_eq!((mass(week_g), mass(year_g)), ("1.91\u{a0}g".into(), "99.4\u{a0}g".into()));
        // At 106.6 g/km.
        assert!((drive_m(year_g) - 932.70).abs() < 0.01);
        assert_eq!(drive(year_g), "933\u{a0}m");
        assert_eq!(drive(0.01362), "13\u{a0}cm");
        assert_eq!(drive(10.0 * year_g), "9.33\u{a0}km");
        assert_eq!((mass(1234.0), mass(2.5e6)), ("1.23\u{a0}kg".into(), "2.50\u{a0}t".into()));
        // 0.01362 g at 473 g/kWh are 103.7 J.
        assert!((boil_l(0.01362, 473.0).unwrap() - 103.66 / 334_900.0).abs() < 1e-6);
        assert_eq!(boil(0.01362, 473.0).unwrap(), "0.31\u{a0}mL");
        assert_eq!(boil(0.01362, 0.0), None);
        // A service of a million a day, and an answer that nothing can carry: in the units that people say.
        let far = drive(261e6).replace('\u{202f}', " ");
        assert_eq!(far.replace('\u{a0}', " "), "2 450 000 km");
        assert_eq!(drive(106.6 * 1234.0), "1\u{202f}230\u{a0}km");
        assert_eq!(boil(71_400.0, 473.0).unwrap(), "1\u{202f}620\u{a0}L");
    }
}
