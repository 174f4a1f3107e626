//! Functions of `libm` without branches, so that a loop over them runs in vector registers.
//!
//! Each takes the steps of its namesake in `libm`, all of them for every argument, and then chooses
//! between results instead of between ways; so the bits are the same, which tests hold.
//!
//! Source of methods and constants: FreeBSD's msun (Sun Microsystems 1993), which `libm` follows:
//! e_expf, s_expm1f, s_tanhf, s_log1pf, e_log, e_rem_pio2, k_cos, k_sin.

/// 1/ln 2, ½ ln 2, 1½ ln 2
const INV_LN_2: f32 = f32::from_bits(0x3fb8_aa3b);
const HALF_LN_2: f32 = f32::from_bits(0x3eb1_7218);
const LN_2_AND_HALF: f32 = f32::from_bits(0x3f85_1592);

/// ln 2: upper bits of it, so that a small whole number times them is exact, and what is missing.
const LN_2_HIGH: f32 = f32::from_bits(0x3f31_7180);
const LN_2_LOW: f32 = f32::from_bits(0x3717_f7d1);

/// 2ⁿ for n from −126 to 127.
#[inline(always)]
fn power_of_two(n: i32) -> f32 {
    f32::from_bits((n.wrapping_add(127) << 23) as u32)
}

/// eˣ. Dimensionless.
#[inline(always)]
pub fn expf(x: f32) -> f32 {
    /// ln 2 with fewer bits in its upper part, for n to 150.
    const LN_2_HIGHER: f32 = f32::from_bits(0x3f31_7200);
    const LN_2_LOWER: f32 = f32::from_bits(0x35bf_be8e);
    const P1: f32 = f32::from_bits(0x3e2a_aa8f);
    const P2: f32 = f32::from_bits(0xbb35_5215);
    /// From here on the result is infinite, and below 0.
    const OVERFLOW: f32 = f32::from_bits(0x42b1_7218);
    const UNDERFLOW: f32 = f32::from_bits(0xc2cf_f1b5);
    /// 2⁻¹⁴: up to here eˣ is 1 + x.
    const SMALL: f32 = f32::from_bits(0x3900_0000);

    let (size, negative) = (x.abs(), x < 0.0);
    // x = n ln 2 + r
    let nearest = (INV_LN_2 * x + if negative { -0.5 } else { 0.5 }) as i32;
    let one = if negative { -1 } else { 1 };
    let n = if size > LN_2_AND_HALF { nearest } else { one };
    let n = if size > HALF_LN_2 { n } else { 0 };
    let high = x - n as f32 * LN_2_HIGHER;
    let low = n as f32 * LN_2_LOWER;
    let r = high - low;
    let square = r * r;
    let c = r - square * (P1 + square * P2);
    let y = 1.0 + (r * c / (2.0 - c) - low + high);
    // In two steps, of which only the last can round.
    let result = y * power_of_two(n >> 1) * power_of_two(n - (n >> 1));
    let result = if size > SMALL { result } else { 1.0 + x };
    let result = if x >= OVERFLOW { f32::INFINITY } else { result };
    if x <= UNDERFLOW { 0.0 } else { result }
}

/// tanh x. Dimensionless.
#[inline(always)]
pub fn tanhf(x: f32) -> f32 {
    const Q1: f32 = f32::from_bits(0xbd08_8868);
    const Q2: f32 = f32::from_bits(0x3acf_3010);
    /// ½ ln 3 and ½ ln 5/3
    const HALF_LN_3: f32 = f32::from_bits(0x3f0c_9f54);
    const HALF_LN_5_3: f32 = f32::from_bits(0x3e82_c578);

    // Of expm1(±2|x|), for |x| up to 10, beyond which the result is 1.
    let size = x.abs();
    let held = if size > 10.0 { 10.0 } else { size };
    let y = if size > HALF_LN_5_3 { 2.0 * held } else { -2.0 * held };
    let nearest = (INV_LN_2 * y + 0.5) as i32;
    let n = if y.abs() < LN_2_AND_HALF { 1 } else { nearest };
    let n = if y < 0.0 { -1 } else { n };
    let n = if y.abs() > HALF_LN_2 { n } else { 0 };
    let high = y - n as f32 * LN_2_HIGH;
    let low = n as f32 * LN_2_LOW;
    let r = high - low;
    let c = (high - r) - low;
    let half = 0.5 * r;
    let square = r * half;
    let r1 = 1.0 + square * (Q1 + square * Q2);
    let t = 3.0 - r1 * half;
    let e = square * ((r1 - t) / (6.0 - r * t));
    let e = r * (e - c) - c - square;
    let [scale, inverse] = [power_of_two(n), power_of_two(-n)];
    let small_n = ((r - e) + (1.0 - inverse)) * scale;
    let large_n = (r - (e + inverse) + 1.0) * scale;
    let expm1 = if n < 23 { small_n } else { large_n };
    let expm1 = if n == 1 { 1.0 + 2.0 * (r - e) } else { expm1 };
    let expm1 = if n == 0 { r - e } else { expm1 };
    let expm1 = if n == -1 { 0.5 * (r - e) - 0.5 } else { expm1 };

    let over = if size > HALF_LN_3 { -2.0 } else { expm1 };
    let over = if size > HALF_LN_5_3 { over } else { -expm1 };
    let quotient = over / (expm1 + 2.0);
    let result = if size > HALF_LN_3 { 1.0 + quotient } else { quotient };
    let result = if size > 10.0 { 1.0 } else { result };
    let result = if x.is_nan() { x } else { result };
    result.copysign(x)
}

/// ln(1 + eˣ). Dimensionless.
#[inline(always)]
pub fn softplusf(x: f32) -> f32 {
    (if x > 0.0 { x } else { 0.0 }) + ln_1pf_unit(expf(-x.abs()))
}

/// ln(1 + x) for x from 0 to 1. Dimensionless.
#[inline(always)]
fn ln_1pf_unit(x: f32) -> f32 {
    const LG1: f32 = f32::from_bits(0x3f2a_aaaa);
    const LG2: f32 = f32::from_bits(0x3ecc_ce13);
    const LG3: f32 = f32::from_bits(0x3e91_e9ee);
    const LG4: f32 = f32::from_bits(0x3e78_9e26);
    /// √2 − 1
    const ROOT_2_LESS_1: f32 = f32::from_bits(0x3ed4_13d0);
    /// 2⁻²⁴: below, ln(1 + x) is x.
    const SMALL: f32 = f32::from_bits(0x3380_0000);

    // 1 + x = 2ⁿ (1 + f), with what rounding took from the sum in c.
    let halved = x >= ROOT_2_LESS_1;
    let sum = 1.0 + x;
    let c = if halved { (x - (sum - 1.0)) / sum } else { 0.0 };
    let f = if halved { 0.5 * sum - 1.0 } else { x };
    let n = if halved { 1.0 } else { 0.0 };
    let s = f / (2.0 + f);
    let z = s * s;
    let w = z * z;
    let odd = w * (LG2 + w * LG4);
    let even = z * (LG1 + w * LG3);
    let half_square = 0.5 * f * f;
    let result =
        s * (half_square + (even + odd)) + (n * LN_2_LOW + c) - half_square + f + n * LN_2_HIGH;
    if x < SMALL { x } else { result }
}

/// ln x for normal positive x. Dimensionless.
#[inline(always)]
pub fn ln(x: f64) -> f64 {
    const LN_2_HIGH: f64 = f64::from_bits(0x3fe6_2e42_fee0_0000);
    const LN_2_LOW: f64 = f64::from_bits(0x3dea_39ef_3579_3c76);
    const LG1: f64 = f64::from_bits(0x3fe5_5555_5555_5593);
    const LG2: f64 = f64::from_bits(0x3fd9_9999_9997_fa04);
    const LG3: f64 = f64::from_bits(0x3fd2_4924_9422_9359);
    const LG4: f64 = f64::from_bits(0x3fcc_71c5_1d8e_78af);
    const LG5: f64 = f64::from_bits(0x3fc7_4664_96cb_03de);
    const LG6: f64 = f64::from_bits(0x3fc3_9a09_d078_c69f);
    const LG7: f64 = f64::from_bits(0x3fc2_f112_df3e_5244);
    /// √½, the upper half of its bits.
    const ROOT_HALF: u64 = 0x3fe6_a09e << 32;
    const ONE: u64 = 0x3ff0_0000 << 32;
    const MANTISSA: u64 = (1 << 52) - 1;
    /// 2⁵²: in its lowest bits a number holds a whole one.
    const WHOLE: f64 = 4_503_599_627_370_496.0;

    // x = 2ⁿ (1 + f) with 1 + f from √½ to √2
    let moved = x.to_bits().wrapping_add(ONE - ROOT_HALF);
    let n = f64::from_bits(WHOLE.to_bits() | (moved >> 52)) - (WHOLE + 1023.0);
    let f = f64::from_bits((moved & MANTISSA) + ROOT_HALF) - 1.0;
    let half_square = 0.5 * f * f;
    let s = f / (2.0 + f);
    let z = s * s;
    let w = z * z;
    let odd = w * (LG2 + w * (LG4 + w * LG6));
    let even = z * (LG1 + w * (LG3 + w * (LG5 + w * LG7)));
    s * (half_square + (even + odd)) + n * LN_2_LOW - half_square + f + n * LN_2_HIGH
}

/// cos x for x from 0 to 2π, in radians; and whether x is so close to a multiple of ½π that this
/// is not what `libm` gives. Dimensionless.
#[inline(always)]
pub fn cos(x: f64) -> (f64, bool) {
    /// ½π: 33 bits of it, and what is missing.
    const HALF_PI_HIGH: f64 = f64::from_bits(0x3ff9_21fb_5440_0000);
    const HALF_PI_LOW: f64 = f64::from_bits(0x3dd0_b461_1a62_6331);
    const C1: f64 = f64::from_bits(0x3fa5_5555_5555_554c);
    const C2: f64 = f64::from_bits(0xbf56_c16c_16c1_5177);
    const C3: f64 = f64::from_bits(0x3efa_01a0_19cb_1590);
    const C4: f64 = f64::from_bits(0xbe92_7e4f_809c_52ad);
    const C5: f64 = f64::from_bits(0x3e21_ee9e_bdb4_b1c4);
    const C6: f64 = f64::from_bits(0xbda8_fae9_be88_38d4);
    const S1: f64 = f64::from_bits(0xbfc5_5555_5555_5549);
    const S2: f64 = f64::from_bits(0x3f81_1111_1110_f8a6);
    const S3: f64 = f64::from_bits(0xbf2a_01a0_19c1_61d5);
    const S4: f64 = f64::from_bits(0x3ec7_1de3_57b1_fe7d);
    const S5: f64 = f64::from_bits(0xbe5a_e5e6_8a2b_9ceb);
    const S6: f64 = f64::from_bits(0x3de5_d93a_5acf_d57c);
    /// Upper halves of the bits of ¼π, ¾π, 1¼π and 1¾π.
    const QUARTERS: [u64; 4] = [0x3fe9_21fb, 0x4002_d97c, 0x400f_6a7a, 0x4015_fdbc];
    /// And of the multiples of ½π.
    const MULTIPLES: [u64; 4] = [0x3ff9_21fb, 0x4009_21fb, 0x4012_d97c, 0x4019_21fb];

    // x = n ½π + y, with what rounding took from y in tail.
    let beyond = |quarter: u64| x >= f64::from_bits((quarter + 1) << 32);
    let n = QUARTERS.map(|quarter| if beyond(quarter) { 1.0 } else { 0.0 });
    let n = n[0] + n[1] + n[2] + n[3];
    let z = x - n * HALF_PI_HIGH;
    let y = z - n * HALF_PI_LOW;
    let tail = (z - y) - n * HALF_PI_LOW;

    let z = y * y;
    let w = z * z;
    let r = z * (C1 + z * (C2 + z * C3)) + w * w * (C4 + z * (C5 + z * C6));
    let half = 0.5 * z;
    let rest = 1.0 - half;
    let cosine = rest + (((1.0 - rest) - half) + (z * r - y * tail));
    let r = S2 + z * (S3 + z * S4) + z * w * (S5 + z * S6);
    let cube = z * y;
    let sine = y - ((z * (0.5 * tail - cube * r) - tail) - cube * S1);

    let odd = n == 1.0 || n == 3.0;
    let result = if odd { sine } else { cosine };
    let negative = n == 1.0 || n == 2.0;
    let near = MULTIPLES.map(|multiple| x.to_bits() >> 32 == multiple);
    (if negative { -result } else { result }, near[0] | near[1] | near[2] | near[3])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every `step`th of all numbers, and what lies around the places where the way changes.
    fn check(step: usize, name: &str, lane: impl Fn(f32) -> f32, expected: impl Fn(f32) -> f32) {
        const EDGES: [u32; 19] = [
            0,
            0x0080_0000,
            0x3280_0000,
            0x3300_0000,
            0x3380_0000,
            0x3900_0000,
            0x3e82_c578,
            0x3eb1_7218,
            0x3ed4_13d0,
            0x3f0c_9f54,
            0x3f80_0000,
            0x3f85_1592,
            0x4120_0000,
            0x42ae_ac50,
            0x42b1_7218,
            0x42cf_f1b5,
            0x4300_0000,
            0x7f80_0000,
            0x7fc0_0000,
        ];
        let around = |edge: u32| (0..2000).map(move |i| edge.wrapping_add(i).wrapping_sub(1000));
        let edges = EDGES.into_iter().flat_map(around).flat_map(|bits| [bits, bits | 1 << 31]);
        for x in (0..=u32::MAX).step_by(step).chain(edges).map(f32::from_bits) {
            let (lane, expected) = (lane(x), expected(x));
            let same = lane.to_bits() == expected.to_bits() || lane.is_nan() && expected.is_nan();
            assert!(same, "{name} of {x:e} ({:x}): {lane:e}, not {expected:e}", x.to_bits());
        }
    }

    #[test]
    fn single_precision_has_the_bits_of_libm() {
        check(1009, "expf", expf, libm::expf);
        check(1009, "tanhf", tanhf, libm::tanhf);
        check(1009, "softplusf", softplusf, crate::math::softplusf);
    }

    #[test]
    fn double_precision_has_the_bits_of_libm() {
        use std::f64::consts::{FRAC_PI_2, TAU};
        let (mut marked, mut state) = (0, 1u64);
        for i in 0..2_000_000u64 {
            // A plain generator: `rng` stands on this module.
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let unit = (state >> 11) as f64 / (1u64 << 53) as f64;
            let power = f64::from_bits((1023 - i % 60) << 52);
            for x in [1.0 - unit, 1.0 - unit * power, 1.0 + unit * power, (1.0 - unit) * power] {
                assert_eq!(ln(x).to_bits(), libm::log(x).to_bits(), "ln {x:e}");
            }
            let near = (i % 5) as f64 * FRAC_PI_2 + (unit - 0.5) * power;
            for x in [TAU * unit, unit * power, crate::math::clamp(near, 0.0, TAU)] {
                let (cosine, outside) = cos(x);
                marked += i32::from(outside);
                assert!(outside || cosine.to_bits() == libm::cos(x).to_bits(), "cos {x:e}");
            }
        }
        // About as many as were put there.
        assert!((900_000..1_200_000).contains(&marked), "{marked}");
    }
}
