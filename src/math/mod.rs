//! Elementary functions that give the same bits on every machine.
//!
//! The standard library hands `exp`, `ln` and the like to the platform, and platforms differ in
//! the last place; one such bit is enough to make two training runs part. Everything here goes to
//! the `libm` crate, which is the same code native and in wasm. `clippy.toml` forbids the others.

pub use libm::{asinhf, expf, log1pf as ln_1pf, logf as lnf, tanhf};
pub use libm::{cos, sin, tanh};
pub use libm::{exp, exp2, expm1, log as ln, log1p as ln_1p, log2, log10, pow};

pub mod decimal;
pub mod lane;

/// Distribution function of the standard normal, Φ(x). Dimensionless.
///
/// Source: Φ(x) = erfc(−x/√2)/2, NIST DLMF 7.1; erfc of libm is accurate to the last place.
pub fn normal_cdf(x: f64) -> f64 {
    0.5 * libm::erfc(-x * std::f64::consts::FRAC_1_SQRT_2)
}

/// Places of values, from the least value up; of equal ones the first comes first. One function for all that is
/// sorted by a value, since each kind of sort is some KiB in the browser.
pub fn rising(values: impl IntoIterator<Item = f64>) -> Vec<usize> {
    fn sorted(values: &[f64]) -> Vec<usize> {
        let mut places: Vec<usize> = (0..values.len()).collect();
        let value = |place: usize| values.get(place).copied().unwrap_or_default();
        places.sort_by(|&a, &b| value(a).total_cmp(&value(b)));
        places
    }
    sorted(&Vec::from_iter(values))
}

/// x, but no less than `low` and no more than `high`; NaN stays NaN. As `f64::clamp`, which panics where
/// the ends are the wrong way round and brings along what prints numbers to say so; here `high` counts.
pub fn clamp(x: f64, low: f64, high: f64) -> f64 {
    let x = if x < low { low } else { x };
    if x > high { high } else { x }
}

/// ln(1 + eˣ) without overflow, in f32. Dimensionless.
pub fn softplusf(x: f32) -> f32 {
    x.max(0.0) + ln_1pf(expf(-x.abs()))
}

/// eˣ in f32 to within 2 units in the last place, free of branches, so that a loop over it runs in
/// vector registers; below −87 it is 0, above 88 it is held, NaN stays NaN. Dimensionless.
///
/// x = n ln 2 + r with |r| ≤ ½ ln 2; eʳ by its Taylor polynomial of degree 7, whose remainder is
/// below 6e-9; 2ⁿ by its exponent bits. Source: the usual reduction, e.g. Muller, "Elementary
/// Functions", 3rd ed., section 11.1, with ln 2 in two parts so that n·ln 2 does not round.
#[inline(always)]
pub fn expf_vectorisable(x: f32) -> f32 {
    /// Adding and subtracting 1.5 · 2²³ rounds to a whole number, which the low bits then hold.
    const ROUND: f32 = 12_582_912.0;
    /// 355/512: nine bits, so that its product with n is exact; then what is missing to ln 2.
    const LN_2_HIGH: f32 = 0.693_359_4;
    const LN_2_LOW: f32 = -2.121_944_4e-4;
    let held = if x < -87.0 { -87.0 } else { x };
    let held = if held > 88.0 { 88.0 } else { held };
    let shifted = held * std::f32::consts::LOG2_E + ROUND;
    let n = shifted - ROUND;
    let r = held - n * LN_2_HIGH - n * LN_2_LOW;
    let mut sum = 1.0 / 5040.0;
    for factor in [1.0 / 720.0, 1.0 / 120.0, 1.0 / 24.0, 1.0 / 6.0, 0.5, 1.0, 1.0] {
        sum = sum * r + factor;
    }
    let exponent = shifted.to_bits().wrapping_sub(ROUND.to_bits()).wrapping_add(127);
    let result = sum * f32::from_bits(exponent << 23);
    if x < -87.0 { 0.0 } else { result }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_rise_with_their_values_and_keep_their_order_where_these_are_equal() {
        assert_eq!(rising([2.0, -1.0, 2.0, f64::INFINITY, 0.5, 2.0]), [1, 4, 0, 2, 5, 3]);
        assert!(rising([]).is_empty());
    }

    #[test]
    fn the_vectorisable_exponential_is_within_two_units_in_the_last_place() {
        let mut worst = 0.0f64;
        for i in 0..350_000 {
            let x = -87.0 + 5e-4 * i as f32;
            let expected = exp(f64::from(x));
            let ulp = f64::from((expected as f32).next_up()) - f64::from(expected as f32);
            worst = worst.max((f64::from(expf_vectorisable(x)) - expected).abs() / ulp);
        }
        assert!(worst < 2.0, "{worst}");
        assert_eq!(expf_vectorisable(0.0), 1.0);
        assert_eq!(expf_vectorisable(-100.0), 0.0);
        assert_eq!(expf_vectorisable(f32::NEG_INFINITY), 0.0);
        assert!(expf_vectorisable(f32::NAN).is_nan());
    }
}
