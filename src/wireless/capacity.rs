//! Rayleigh fading: ergodic spectral efficiency and outage.

use crate::math;
use std::f64::consts::LN_2;

/// Euler's constant γ.
const EULER_GAMMA: f64 = 0.577_215_664_901_532_9;

/// e^x·E1(x) for x > 0, accurate to about 1e-14 relative; 0 at infinity.
///
/// Ours and not a library's: the ones at hand form the product, which overflows for large x, and
/// call the platform's logarithm, whose last bit differs between machines. Power series up to 1,
/// continued fraction above. Source: NIST DLMF 6.6.2 and 6.9.1.
pub fn scaled_e1(x: f64) -> f64 {
    if x <= 1.0 {
        let (mut term, mut sum) = (1.0, 0.0);
        for k in 1..=30 {
            let k = f64::from(k);
            term *= -x / k;
            let addend = term / k;
            sum -= addend;
            if addend.abs() < 1e-17 * sum.abs() {
                break;
            }
        }
        return math::exp(x) * (sum - math::ln(x) - EULER_GAMMA);
    }
    if x > 1e15 {
        // The continued fraction is 1/x to the last place.
        return 1.0 / x;
    }
    // Lentz's method on 1/(x+1 − 1/(x+3 − 4/(x+5 − …))).
    let mut b = x + 1.0;
    let mut d = 1.0 / b;
    let mut c = f64::MAX;
    let mut fraction = d;
    for k in 1..=200 {
        let a = -f64::from(k * k);
        b += 2.0;
        d = 1.0 / (a * d + b);
        c = b + a / c;
        let factor = c * d;
        fraction *= factor;
        if (factor - 1.0).abs() < 1e-15 {
            break;
        }
    }
    fraction
}

/// Ergodic spectral efficiency of a Rayleigh channel, bit/s/Hz.
///
/// C(γ̄) = e^{1/γ̄}·E1(1/γ̄)/ln 2 for mean SNR γ̄ > 0; 0 at 0. Source: Alouini and Goldsmith, IEEE
/// Trans. Vehicular Technology 1999, capacity with receiver side information.
pub fn ergodic_efficiency(mean_snr: f64) -> f64 {
    if mean_snr <= 0.0 { 0.0 } else { scaled_e1(1.0 / mean_snr) / LN_2 }
}

/// The least mean SNR, up to `most`, that carries `efficiency` bit/s/Hz; none where `most` does not.
///
/// Newton's method in ln γ̄, in which C is increasing and convex: from the right it never steps past
/// the root, so it stops where rounding ends its descent. C' = (1 − x·eˣ·E1(x))/ln 2 at x = 1/γ̄.
pub fn ergodic_snr(efficiency: f64, most: f64) -> Option<f64> {
    let mut snr = most;
    let mut reached = ergodic_efficiency(snr);
    let carried = reached >= efficiency;
    if !carried {
        return None;
    }
    while reached > efficiency {
        // C·ln 2 is the scaled E1.
        let slope = (1.0 - reached * LN_2 / snr) / LN_2;
        let next = snr * math::exp((efficiency - reached) / slope);
        if !(next > 0.0 && next < snr) {
            break;
        }
        snr = next;
        reached = ergodic_efficiency(snr);
    }
    Some(snr)
}

/// Chance that a Rayleigh channel carries less than `efficiency` bit/s/Hz.
///
/// 1 − exp(−(2^r − 1)/γ̄). Source: Rayleigh fading, the SNR is exponentially distributed.
pub fn outage(efficiency: f64, mean_snr: f64) -> f64 {
    if efficiency <= 0.0 {
        return 0.0;
    }
    -math::expm1(-math::expm1(efficiency * LN_2) / mean_snr)
}

/// The mean SNR at which [`outage`] is exactly `limit`: (2^r − 1)/(−ln(1 − ε)).
pub fn outage_snr(efficiency: f64, limit: f64) -> f64 {
    if efficiency <= 0.0 {
        return 0.0;
    }
    math::expm1(efficiency * LN_2) / -math::ln_1p(-limit)
}

/// The spectral efficiency at which [`outage`] is exactly `limit`: log2(1 − γ̄·ln(1 − ε)), bit/s/Hz.
pub fn outage_efficiency(mean_snr: f64, limit: f64) -> f64 {
    math::log2(1.0 - mean_snr * math::ln_1p(-limit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn e1_agrees_with_the_tables() {
        // NIST DLMF 6.3 / Abramowitz and Stegun table 5.1: E1 at 0.5, 1, 2; x·e^x·E1 at 10 (5.2).
        for (x, e1) in [
            (0.5, 0.559_773_594_776_160_8),
            (1.0, 0.219_383_934_395_520_27),
            (2.0, 0.048_900_510_708_061_12),
        ] {
            let ours = scaled_e1(x) / math::exp(x);
            assert!((ours / e1 - 1.0).abs() < 1e-13, "{x}: {ours}");
        }
        assert!((10.0 * scaled_e1(10.0) - 0.915_633_339_397_881).abs() < 1e-13);
    }

    #[test]
    fn the_least_snr_is_the_edge_of_what_carries() {
        let most = 1e4;
        for snr in [1e-6, 1e-3, 0.1, 1.0, 7.0, 300.0, 9.9e3] {
            let efficiency = ergodic_efficiency(snr);
            let least = ergodic_snr(efficiency, most).unwrap();
            assert!((least / snr - 1.0).abs() < 1e-9, "{least} {snr}");
            assert!((ergodic_efficiency(least) / efficiency - 1.0).abs() < 1e-13);
        }
        assert_eq!(ergodic_snr(ergodic_efficiency(most), most), Some(most));
        assert_eq!(ergodic_snr(ergodic_efficiency(2.0 * most), most), None);
        assert_eq!(ergodic_snr(f64::NAN, most), None);
    }

    #[test]
    fn e1_is_what_its_integral_says() {
        // e^x·E1(x) = ∫₀^∞ e^{−u}/(u+x) du = ∫₀¹ dv/(x − ln v); Simpson on u = e^s.
        for x in [1e-6, 1e-3, 0.3, 0.999, 1.001, 3.0, 40.0, 1e4] {
            let (low, high, n) = (-60.0_f64, 4.0_f64, 40_000);
            let h = (high - low) / f64::from(n);
            let f = |s: f64| {
                let u = math::exp(s);
                math::exp(-u) * u / (u + x)
            };
            let sum: f64 = (0..=n)
                .map(|i| {
                    let weight = if i == 0 || i == n {
                        1.0
                    } else if i % 2 == 1 {
                        4.0
                    } else {
                        2.0
                    };
                    weight * f(low + h * f64::from(i))
                })
                .sum();
            let integral = sum * h / 3.0;
            assert!(
                (scaled_e1(x) / integral - 1.0).abs() < 1e-9,
                "{x}: {} {integral}",
                scaled_e1(x)
            );
        }
    }

    #[test]
    fn extremes_stay_finite() {
        assert_eq!(ergodic_efficiency(0.0), 0.0);
        let tiny = ergodic_efficiency(1e-300);
        assert!((tiny * LN_2 / 1e-300 - 1.0).abs() < 1e-12, "C → γ̄/ln 2 for small γ̄");
        assert!(ergodic_efficiency(1e300).is_finite());
        assert_eq!(outage(1e6, 1.0), 1.0);
        assert_eq!(outage(0.0, 0.0), 0.0);
        assert_eq!(outage_snr(1.0, 0.0), f64::INFINITY);
        assert_eq!(outage_snr(1.0, 1.0), 0.0);
    }

    #[test]
    fn the_outage_bound_is_exact() {
        for (efficiency, limit) in [(0.01, 0.1), (3.0, 0.02), (9.0, 0.9)] {
            let snr = outage_snr(efficiency, limit);
            assert!((outage(efficiency, snr) / limit - 1.0).abs() < 1e-12);
        }
    }
}
