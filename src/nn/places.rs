//! Places of the elements of a row that pass a test, in ascending order.
//!
//! Eight elements are tested at once, and a table gives the places of those that passed: no branch
//! to mispredict, and no step per element.

/// For each outcome of eight tests, bit by bit: which passed.
static PASSED: [[u16; 8]; 256] = {
    let mut table = [[0; 8]; 256];
    let mut bits = 0;
    while bits < 256 {
        let (mut count, mut lane) = (0, 0);
        while lane < 8 {
            if bits >> lane & 1 == 1 {
                table[bits][count] = lane;
                count += 1;
            }
            lane += 1;
        }
        bits += 1;
    }
    table
};

/// How many passed.
static COUNT: [u8; 256] = {
    let mut table = [0; 256];
    let mut bits = 0;
    while bits < 256 {
        table[bits] = (bits as u8).count_ones() as u8;
        bits += 1;
    }
    table
};

/// A place in a row: half as wide, it takes half as long to write down.
pub(crate) trait Place: Copy + Default {
    /// The longest row whose places it holds.
    const LONGEST: usize;

    fn new(place: u16, first: usize) -> Self;
}

impl Place for u16 {
    const LONGEST: usize = 1 << 16;

    #[inline(always)]
    fn new(place: u16, first: usize) -> Self {
        place + first as u16
    }
}

impl Place for u32 {
    const LONGEST: usize = u32::MAX as usize;

    #[inline(always)]
    fn new(place: u16, first: usize) -> Self {
        u32::from(place) + first as u32
    }
}

/// Appends to the first `len` of `places` those of the elements above `threshold`, and returns the
/// new length; what lies beyond it is scratch.
pub(crate) fn push_above(row: &[f32], threshold: f32, places: &mut Vec<u32>, len: usize) -> usize {
    push(row, places, len, |eight| lanes::above(eight, threshold), |x| x > threshold)
}

/// The same of the elements other than zero; not-a-number is one.
pub(crate) fn push_nonzero(row: &[f32], places: &mut Vec<u16>, len: usize) -> usize {
    push(row, places, len, lanes::nonzero, |x| x != 0.0)
}

#[inline(always)]
fn push<P: Place>(
    row: &[f32],
    places: &mut Vec<P>,
    len: usize,
    test_eight: impl Fn(&[f32; 8]) -> u8,
    test: impl Fn(f32) -> bool,
) -> usize {
    debug_assert!(row.len() <= P::LONGEST);
    if places.len() < len + row.len() + 8 {
        places.resize(len + row.len() + 8, P::default());
    }
    let to = &mut places[len..];
    let (eights, rest) = row.as_chunks::<8>();
    let (mut count, mut first) = (0, 0);
    // Written always, kept only if passed.
    for eight in eights {
        let bits = usize::from(test_eight(eight));
        let Some(to) = to[count..].first_chunk_mut::<8>() else { break };
        *to = PASSED[bits].map(|lane| P::new(lane, first));
        count += usize::from(COUNT[bits]);
        first += 8;
    }
    for (i, &x) in rest.iter().enumerate() {
        to[count] = P::new(i as u16, first);
        count += usize::from(test(x));
    }
    len + count
}

/// One bit per lane: whether it passes.
#[cfg(target_arch = "x86_64")]
mod lanes {
    use std::arch::x86_64::{
        __m128, _mm_cmpgt_ps, _mm_cmpneq_ps, _mm_loadu_ps, _mm_movemask_ps, _mm_set1_ps,
        _mm_setzero_ps,
    };

    #[inline(always)]
    fn bits(eight: &[f32; 8], test: impl Fn(__m128) -> __m128) -> u8 {
        // SAFETY: twice four numbers, and x86-64 has SSE.
        let [low, high] = unsafe {
            [_mm_loadu_ps(eight.as_ptr()), _mm_loadu_ps(eight[4..].as_ptr())]
                .map(|four| _mm_movemask_ps(test(four)))
        };
        (low | high << 4) as u8
    }

    #[inline(always)]
    pub fn above(eight: &[f32; 8], threshold: f32) -> u8 {
        // SAFETY: x86-64 has SSE.
        bits(eight, |four| unsafe { _mm_cmpgt_ps(four, _mm_set1_ps(threshold)) })
    }

    #[inline(always)]
    pub fn nonzero(eight: &[f32; 8]) -> u8 {
        // SAFETY: x86-64 has SSE.
        bits(eight, |four| unsafe { _mm_cmpneq_ps(four, _mm_setzero_ps()) })
    }
}

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod lanes {
    use std::arch::wasm32::{
        f32x4, f32x4_gt, f32x4_ne, f32x4_splat, i16x8_bitmask, i16x8_narrow_i32x4, v128,
    };

    #[inline(always)]
    fn bits(&[a, b, c, d, e, f, g, h]: &[f32; 8], test: impl Fn(v128) -> v128) -> u8 {
        i16x8_bitmask(i16x8_narrow_i32x4(test(f32x4(a, b, c, d)), test(f32x4(e, f, g, h))))
    }

    #[inline(always)]
    pub fn above(eight: &[f32; 8], threshold: f32) -> u8 {
        bits(eight, |four| f32x4_gt(four, f32x4_splat(threshold)))
    }

    #[inline(always)]
    pub fn nonzero(eight: &[f32; 8]) -> u8 {
        bits(eight, |four| f32x4_ne(four, f32x4_splat(0.0)))
    }
}

#[cfg(not(any(target_arch = "x86_64", all(target_arch = "wasm32", target_feature = "simd128"))))]
mod lanes {
    fn bits(eight: &[f32; 8], test: impl Fn(f32) -> bool) -> u8 {
        eight.iter().rev().fold(0, |bits, &x| bits << 1 | u8::from(test(x)))
    }

    pub fn above(eight: &[f32; 8], threshold: f32) -> u8 {
        bits(eight, |x| x > threshold)
    }

    pub fn nonzero(eight: &[f32; 8]) -> u8 {
        bits(eight, |x| x != 0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::{Rng, Stream};

    #[test]
    fn places_are_those_of_the_definition() {
        let mut rng = Rng::new(9, Stream::Init);
        for n in [0, 1, 3, 8, 9, 16, 37, 64] {
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
                let end = push_above(&row, 0.9, &mut got, len);
                assert_eq!(got[0], 77);
                assert_eq!(got[1..len], places(&|x| x > 0.3));
                assert_eq!(got[len..end], places(&|x| x > 0.9));
                let mut got = Vec::new();
                let end = push_nonzero(&row, &mut got, 0);
                let got: Vec<u32> = got[..end].iter().map(|&place| place.into()).collect();
                assert_eq!(got, places(&|x| x != 0.0));
            }
        }
    }
}
