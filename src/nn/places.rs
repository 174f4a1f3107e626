//! Which elements of a row pass a test: a bit for each, or a list of their places in ascending order.
//!
//! Many elements are tested at once, and for a list a table gives the places of those of eight that
//! passed: no branch to mispredict, and no step per element.

/// For each outcome of eight tests, bit by bit: which passed.
static PASSED: [[u32; 8]; 256] = {
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

/// Appends to the first `len` of `places` those of the elements above `threshold`, and returns the
/// new length; what lies beyond it is scratch.
pub(crate) fn push_above(row: &[f32], threshold: f32, places: &mut Vec<u32>, len: usize) -> usize {
    if places.len() < len + row.len() + 8 {
        places.resize(len + row.len() + 8, 0);
    }
    let to = &mut places[len..];
    let (eights, rest) = row.as_chunks::<8>();
    let (mut count, mut first) = (0, 0);
    // Written always, kept only if passed.
    for eight in eights {
        let bits = usize::from(lanes::above(eight, threshold));
        let Some(to) = to[count..].first_chunk_mut::<8>() else { break };
        *to = PASSED[bits].map(|lane| lane + first);
        count += usize::from(COUNT[bits]);
        first += 8;
    }
    for (place, &x) in (first..).zip(rest) {
        to[count] = place;
        count += usize::from(x > threshold);
    }
    len + count
}

/// Elements whose bits one word holds.
pub(crate) const WORD: usize = u64::BITS as usize;

/// Sets the bits of the elements other than zero, the first lowest, and clears the others;
/// not-a-number is other than zero.
pub(crate) fn nonzero_bits(row: &[f32], bits: &mut [u64]) {
    for (row, bits) in row.chunks(WORD).zip(bits) {
        let (sixteens, rest) = row.as_chunks::<16>();
        let mut word = 0;
        for (i, sixteen) in sixteens.iter().enumerate() {
            word |= u64::from(lanes::nonzero(sixteen)) << (16 * i);
        }
        for (place, &x) in (16 * sixteens.len()..).zip(rest) {
            word |= u64::from(x != 0.0) << place;
        }
        *bits = word;
    }
}

/// One bit per lane: whether it passes.
#[cfg(target_arch = "x86_64")]
mod lanes {
    use std::arch::x86_64::{
        __m128i, _mm_castps_si128, _mm_cmpgt_ps, _mm_cmpneq_ps, _mm_loadu_ps, _mm_movemask_epi8,
        _mm_packs_epi16, _mm_packs_epi32, _mm_set1_ps, _mm_setzero_ps, _mm_setzero_si128,
    };

    #[inline(always)]
    pub fn above(eight: &[f32; 8], threshold: f32) -> u8 {
        let test = |four: &[f32; 4]| {
            // SAFETY: four numbers, and x86-64 has SSE2.
            unsafe {
                let four = _mm_cmpgt_ps(_mm_loadu_ps(four.as_ptr()), _mm_set1_ps(threshold));
                _mm_castps_si128(four)
            }
        };
        bits(eight.as_chunks::<4>().0, test) as u8
    }

    #[inline(always)]
    pub fn nonzero(sixteen: &[f32; 16]) -> u16 {
        let test = |four: &[f32; 4]| {
            // SAFETY: four numbers, and x86-64 has SSE2.
            unsafe {
                _mm_castps_si128(_mm_cmpneq_ps(_mm_loadu_ps(four.as_ptr()), _mm_setzero_ps()))
            }
        };
        bits(sixteen.as_chunks::<4>().0, test)
    }

    /// Of up to sixteen lanes.
    #[inline(always)]
    fn bits(fours: &[[f32; 4]], test: impl Fn(&[f32; 4]) -> __m128i) -> u16 {
        // SAFETY: x86-64 has SSE2.
        unsafe {
            let lane = |i| fours.get(i).map_or(_mm_setzero_si128(), &test);
            let low = _mm_packs_epi32(lane(0), lane(1));
            let high = _mm_packs_epi32(lane(2), lane(3));
            _mm_movemask_epi8(_mm_packs_epi16(low, high)) as u16
        }
    }
}

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod lanes {
    use std::arch::wasm32::{
        f32x4, f32x4_gt, f32x4_ne, f32x4_splat, i8x16_bitmask, i8x16_narrow_i16x8,
        i16x8_narrow_i32x4, v128,
    };

    #[inline(always)]
    pub fn above(eight: &[f32; 8], threshold: f32) -> u8 {
        bits(eight.as_chunks::<4>().0, |four| f32x4_gt(four, f32x4_splat(threshold))) as u8
    }

    #[inline(always)]
    pub fn nonzero(sixteen: &[f32; 16]) -> u16 {
        bits(sixteen.as_chunks::<4>().0, |four| f32x4_ne(four, f32x4_splat(0.0)))
    }

    /// Of up to sixteen lanes.
    #[inline(always)]
    fn bits(fours: &[[f32; 4]], test: impl Fn(v128) -> v128) -> u16 {
        let none = f32x4_splat(0.0);
        let lane = |i: usize| fours.get(i).map_or(none, |&[a, b, c, d]| test(f32x4(a, b, c, d)));
        let low = i16x8_narrow_i32x4(lane(0), lane(1));
        let high = i16x8_narrow_i32x4(lane(2), lane(3));
        i8x16_bitmask(i8x16_narrow_i16x8(low, high))
    }
}

#[cfg(not(any(target_arch = "x86_64", all(target_arch = "wasm32", target_feature = "simd128"))))]
mod lanes {
    pub fn above(eight: &[f32; 8], threshold: f32) -> u8 {
        eight.iter().rev().fold(0, |bits, &x| bits << 1 | u8::from(x > threshold))
    }

    pub fn nonzero(sixteen: &[f32; 16]) -> u16 {
        sixteen.iter().rev().fold(0, |bits, &x| bits << 1 | u16::from(x != 0.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::{Rng, Stream};

    #[test]
    fn places_are_those_of_the_definition() {
        let mut rng = Rng::new(9, Stream::Init);
        for n in [0, 1, 3, 8, 9, 16, 37, 64, 101] {
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
                let mut bits = vec![u64::MAX; n.div_ceil(WORD)];
                nonzero_bits(&row, &mut bits);
                let bit = |i: usize| bits[i / WORD] >> (i % WORD) & 1 == 1;
                let got: Vec<u32> =
                    (0..bits.len() * WORD).filter(|&i| bit(i)).map(|i| i as u32).collect();
                assert_eq!(got, places(&|x| x != 0.0));
            }
        }
    }
}
