//! Places of the elements of a row that pass a test, in ascending order.
//!
//! Four elements are tested at once, and a table gives the places of those that passed: no branch
//! to mispredict, and no step per element.

/// For each outcome of four tests, bit by bit: which passed, and how many.
const PASSED: [([u32; 4], u32); 16] = {
    let mut table = [([0; 4], 0); 16];
    let mut bits = 0;
    while bits < 16 {
        let (mut places, mut count, mut lane) = ([0; 4], 0, 0);
        while lane < 4 {
            if bits >> lane & 1 == 1 {
                places[count] = lane;
                count += 1;
            }
            lane += 1;
        }
        table[bits] = (places, count as u32);
        bits += 1;
    }
    table
};

/// Appends to the first `len` of `places` those of the elements above `threshold`, and returns the
/// new length; what lies beyond it is scratch.
pub(crate) fn push_above(row: &[f32], threshold: f32, places: &mut Vec<u32>, len: usize) -> usize {
    push(row, places, len, |four| lanes::above(four, threshold), |x| x > threshold)
}

/// The same of the elements other than zero; not-a-number is one.
pub(crate) fn push_nonzero(row: &[f32], places: &mut Vec<u32>, len: usize) -> usize {
    push(row, places, len, lanes::nonzero, |x| x != 0.0)
}

#[inline(always)]
fn push(
    row: &[f32],
    places: &mut Vec<u32>,
    len: usize,
    test_four: impl Fn(&[f32; 4]) -> usize,
    test: impl Fn(f32) -> bool,
) -> usize {
    if places.len() < len + row.len() + 4 {
        places.resize(len + row.len() + 4, 0);
    }
    let to = &mut places[len..];
    let (fours, rest) = row.as_chunks::<4>();
    let mut count = 0;
    let mut first = 0;
    // Written always, kept only if passed.
    for four in fours {
        let (lanes, passed) = &PASSED[test_four(four) & 15];
        let Some(to) = to.get_mut(count..count + 4) else { break };
        for (to, lane) in to.iter_mut().zip(lanes) {
            *to = first + lane;
        }
        count += *passed as usize;
        first += 4;
    }
    for (i, &x) in rest.iter().enumerate() {
        to[count] = first + i as u32;
        count += usize::from(test(x));
    }
    len + count
}

/// One bit per lane: whether it passes.
mod lanes {
    #[cfg(target_arch = "x86_64")]
    use std::arch::x86_64::{
        _mm_cmpgt_ps, _mm_cmpneq_ps, _mm_loadu_ps, _mm_movemask_ps, _mm_set1_ps, _mm_setzero_ps,
    };

    #[cfg(target_arch = "x86_64")]
    #[inline(always)]
    pub fn above(four: &[f32; 4], threshold: f32) -> usize {
        // SAFETY: four numbers, and x86-64 has SSE.
        unsafe {
            let passed = _mm_cmpgt_ps(_mm_loadu_ps(four.as_ptr()), _mm_set1_ps(threshold));
            _mm_movemask_ps(passed) as usize
        }
    }

    #[cfg(target_arch = "x86_64")]
    #[inline(always)]
    pub fn nonzero(four: &[f32; 4]) -> usize {
        // SAFETY: as above.
        unsafe {
            let passed = _mm_cmpneq_ps(_mm_loadu_ps(four.as_ptr()), _mm_setzero_ps());
            _mm_movemask_ps(passed) as usize
        }
    }

    #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
    use std::arch::wasm32::{f32x4, f32x4_gt, f32x4_ne, f32x4_splat, i32x4_bitmask};

    #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
    #[inline(always)]
    pub fn above(&[a, b, c, d]: &[f32; 4], threshold: f32) -> usize {
        usize::from(i32x4_bitmask(f32x4_gt(f32x4(a, b, c, d), f32x4_splat(threshold))))
    }

    #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
    #[inline(always)]
    pub fn nonzero(&[a, b, c, d]: &[f32; 4]) -> usize {
        usize::from(i32x4_bitmask(f32x4_ne(f32x4(a, b, c, d), f32x4_splat(0.0))))
    }

    #[cfg(not(any(
        target_arch = "x86_64",
        all(target_arch = "wasm32", target_feature = "simd128")
    )))]
    mod plain {
        fn bits(passed: [bool; 4]) -> usize {
            passed.iter().rev().fold(0, |bits, &passed| bits << 1 | usize::from(passed))
        }

        pub fn above(four: &[f32; 4], threshold: f32) -> usize {
            bits(four.map(|x| x > threshold))
        }

        pub fn nonzero(four: &[f32; 4]) -> usize {
            bits(four.map(|x| x != 0.0))
        }
    }

    #[cfg(not(any(
        target_arch = "x86_64",
        all(target_arch = "wasm32", target_feature = "simd128")
    )))]
    pub use plain::{above, nonzero};
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::{Rng, Stream};

    #[test]
    fn places_are_those_of_the_definition() {
        let mut rng = Rng::new(9, Stream::Init);
        for n in [0, 1, 3, 4, 5, 16, 37, 64] {
            for rate in [0.0, 0.2, 0.5, 1.0] {
                let mut value = || if rng.uniform() < rate { rng.normal() as f32 } else { -0.0 };
                let mut row: Vec<f32> = (0..n).map(|_| value()).collect();
                if n > 16 {
                    row[n - 1] = f32::NAN;
                    row[7] = f32::NAN;
                }
                let places = |test: &dyn Fn(f32) -> bool| -> Vec<u32> {
                    (0..n as u32).filter(|&i| test(row[i as usize])).collect()
                };
                let mut got = vec![77];
                let len = push_above(&row, 0.3, &mut got, 1);
                assert_eq!(got[0], 77);
                assert_eq!(got[1..len], places(&|x| x > 0.3));
                let end = push_nonzero(&row, &mut got, len);
                assert_eq!(got[1..len], places(&|x| x > 0.3));
                assert_eq!(got[len..end], places(&|x| x != 0.0));
            }
        }
    }
}
