//! What an answer emits, beside things that people can picture; sources in `data`.

use crate::data::value::{BOIL_WATER_J_PER_L, NEW_CAR_G_PER_KM};
use crate::ui::words::format::{prefixed, with_unit};
use crate::units::J_PER_KWH;

/// Answers that are put beside a drive: one alone is too little to picture.
pub const ANSWERS: f64 = 1000.0;

/// Distance that a new car drives for as much as [`ANSWERS`] answers emit, m.
pub fn drive_m(total_g: f64) -> f64 {
    1e3 * ANSWERS * total_g / NEW_CAR_G_PER_KM
}

/// Water that can be brought to the boil for as much as one answer emits, on that grid, l; none
/// where the grid emits nothing.
pub fn boil_l(total_g: f64, grid_g_per_kwh: f64) -> Option<f64> {
    let energy_j = total_g / grid_g_per_kwh * J_PER_KWH;
    (grid_g_per_kwh > 0.0).then_some(energy_j / BOIL_WATER_J_PER_L)
}

/// A distance as people say it.
pub fn drive(total_g: f64) -> String {
    let metres = drive_m(total_g);
    if metres < 1000.0 { with_unit(&format!("{metres:.0}"), "m") } else { prefixed(metres, "m") }
}

/// An amount of water as people say it.
pub fn boil(total_g: f64, grid_g_per_kwh: f64) -> Option<String> {
    let millilitres = 1e3 * boil_l(total_g, grid_g_per_kwh)?;
    Some(with_unit(&crate::ui::words::format::number(millilitres), "mL"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        // 13.62 g for a thousand answers, at 106.6 g/km.
        assert!((drive_m(0.01362) - 127.77).abs() < 0.01);
        assert_eq!(drive(0.01362), "128\u{a0}m");
        // 0.01362 g at 473 g/kWh are 103.7 J.
        assert!((boil_l(0.01362, 473.0).unwrap() - 103.66 / 334_900.0).abs() < 1e-6);
        assert_eq!(boil(0.01362, 473.0).unwrap(), "0.31\u{a0}mL");
        assert_eq!(boil(0.01362, 0.0), None);
    }
}
