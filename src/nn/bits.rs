//! Which elements of a row pass a test, a bit each: the first element's is the lowest of the first
//! word, and rows begin with a word.
//!
//! Sixteen elements are tested at once, and those that passed are found by counting trailing zeros:
//! no list to write, and none to read where loads are what bounds.

/// Elements whose bits one word holds.
pub(crate) const WORD: usize = u64::BITS as usize;

/// Sets the bits of the elements above `threshold` and clears the others.
pub(crate) fn set_above(row: &[f32], threshold: f32, bits: &mut [u64]) {
    set(row, bits, |sixteen| lanes::above(sixteen, threshold), |x| x > threshold);
}

/// The same of the elements other than zero; not-a-number is one.
pub(crate) fn set_nonzero(row: &[f32], bits: &mut [u64]) {
    set(row, bits, lanes::nonzero, |x| x != 0.0);
}

/// The bits of up to sixteen elements that are above `threshold`.
#[inline(always)]
pub(crate) fn above<const N: usize>(row: &[f32; N], threshold: f32) -> u64 {
    match row.as_slice().as_array() {
        Some(sixteen) => u64::from(lanes::above(sixteen, threshold)),
        None => {
            let bits = row.iter().enumerate().map(|(i, &x)| u64::from(x > threshold) << i);
            bits.fold(0, |all, bit| all | bit)
        }
    }
}

#[inline(always)]
fn set(
    row: &[f32],
    bits: &mut [u64],
    test_sixteen: impl Fn(&[f32; 16]) -> u16,
    test: impl Fn(f32) -> bool,
) {
    for (row, bits) in row.chunks(WORD).zip(bits) {
        let (sixteens, rest) = row.as_chunks::<16>();
        let mut word = 0;
        for (i, sixteen) in sixteens.iter().enumerate() {
            word |= u64::from(test_sixteen(sixteen)) << (16 * i);
        }
        for (place, &x) in (16 * sixteens.len()..).zip(rest) {
            word |= u64::from(test(x)) << place;
        }
        *bits = word;
    }
}

/// How many bits are set.
pub(crate) fn count(bits: &[u64]) -> usize {
    bits.iter().map(|word| word.count_ones() as usize).sum()
}

/// Places of the bits that are set, ascending.
pub(crate) fn places(bits: &[u64]) -> impl Iterator<Item = usize> + Clone {
    let words = bits.iter().enumerate();
    words.flat_map(|(i, &word)| Ones(word).map(move |place| i * WORD + place))
}

/// Places of the bits of one word that are set, ascending.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ones(pub u64);

impl Iterator for Ones {
    type Item = usize;

    #[inline(always)]
    fn next(&mut self) -> Option<usize> {
        if self.0 == 0 {
            return None;
        }
        let place = self.0.trailing_zeros() as usize;
        self.0 &= self.0 - 1;
        Some(place)
    }
}

/// The transpose of a matrix of bits: `from` `[rows]` of `width` bits each, `to` `[width]` of
/// `from`'s rows each.
pub(crate) fn transpose(from: &[u64], width: usize, to: &mut Vec<u64>) {
    let (words, mut block) = (width.div_ceil(WORD), [0; WORD]);
    let rows = from.len() / words.max(1);
    let to_words = rows.div_ceil(WORD);
    to.clear();
    to.resize(width * to_words, 0);
    for (i, rows) in from.chunks(WORD * words).enumerate() {
        for word in 0..words {
            block.fill(0);
            for (block, row) in block.iter_mut().zip(rows.chunks_exact(words)) {
                *block = row[word];
            }
            transpose_block(&mut block);
            let to = to.chunks_exact_mut(to_words).skip(word * WORD);
            to.zip(block).for_each(|(to, bits)| to[i] = bits);
        }
    }
}

/// In place; halves of halves change sides. Source: Warren, "Hacker's Delight", 2nd ed., section 7-3.
fn transpose_block(block: &mut [u64; WORD]) {
    let (mut half, mut low) = (WORD / 2, u64::MAX >> (WORD / 2));
    while half > 0 {
        for pair in block.chunks_exact_mut(2 * half) {
            let (upper, lower) = pair.split_at_mut(half);
            for (a, b) in upper.iter_mut().zip(lower) {
                let swapped = ((*a >> half) ^ *b) & low;
                *b ^= swapped;
                *a ^= swapped << half;
            }
        }
        half /= 2;
        low ^= low << half;
    }
}

/// One bit per lane: whether it passes.
#[cfg(target_arch = "x86_64")]
mod lanes {
    use std::arch::x86_64::{
        __m128, _mm_castps_si128, _mm_cmpgt_ps, _mm_cmpneq_ps, _mm_loadu_ps, _mm_movemask_epi8,
        _mm_packs_epi16, _mm_packs_epi32, _mm_set1_ps, _mm_setzero_ps,
    };

    #[inline(always)]
    pub fn above(sixteen: &[f32; 16], threshold: f32) -> u16 {
        // SAFETY: x86-64 has SSE.
        bits(sixteen, |four| unsafe { _mm_cmpgt_ps(four, _mm_set1_ps(threshold)) })
    }

    #[inline(always)]
    pub fn nonzero(sixteen: &[f32; 16]) -> u16 {
        // SAFETY: x86-64 has SSE.
        bits(sixteen, |four| unsafe { _mm_cmpneq_ps(four, _mm_setzero_ps()) })
    }

    #[inline(always)]
    fn bits(sixteen: &[f32; 16], test: impl Fn(__m128) -> __m128) -> u16 {
        // SAFETY: four times four numbers, and x86-64 has SSE2.
        unsafe {
            let four = |i: usize| _mm_castps_si128(test(_mm_loadu_ps(sixteen[4 * i..].as_ptr())));
            let low = _mm_packs_epi32(four(0), four(1));
            let high = _mm_packs_epi32(four(2), four(3));
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
    pub fn above(sixteen: &[f32; 16], threshold: f32) -> u16 {
        bits(sixteen, |four| f32x4_gt(four, f32x4_splat(threshold)))
    }

    #[inline(always)]
    pub fn nonzero(sixteen: &[f32; 16]) -> u16 {
        bits(sixteen, |four| f32x4_ne(four, f32x4_splat(0.0)))
    }

    #[inline(always)]
    fn bits(x: &[f32; 16], test: impl Fn(v128) -> v128) -> u16 {
        let four = |i: usize| test(f32x4(x[i], x[i + 1], x[i + 2], x[i + 3]));
        let low = i16x8_narrow_i32x4(four(0), four(4));
        let high = i16x8_narrow_i32x4(four(8), four(12));
        i8x16_bitmask(i8x16_narrow_i16x8(low, high))
    }
}

#[cfg(not(any(target_arch = "x86_64", all(target_arch = "wasm32", target_feature = "simd128"))))]
mod lanes {
    pub fn above(sixteen: &[f32; 16], threshold: f32) -> u16 {
        bits(sixteen, |x| x > threshold)
    }

    pub fn nonzero(sixteen: &[f32; 16]) -> u16 {
        bits(sixteen, |x| x != 0.0)
    }

    fn bits(sixteen: &[f32; 16], test: impl Fn(f32) -> bool) -> u16 {
        sixteen.iter().rev().fold(0, |bits, &x| bits << 1 | u16::from(test(x)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::{Rng, Stream};

    #[test]
    fn bits_are_those_of_the_definition() {
        let mut rng = Rng::new(9, Stream::Init);
        for n in [0usize, 1, 3, 8, 16, 17, 37, 64, 101, 128] {
            for rate in [0.0, 0.2, 0.5, 1.0] {
                let mut value = || if rng.uniform() < rate { rng.normal() as f32 } else { -0.0 };
                let mut row: Vec<f32> = (0..n).map(|_| value()).collect();
                if n > 16 {
                    row[n - 1] = f32::NAN;
                    row[7] = f32::NAN;
                }
                let expected = |test: &dyn Fn(f32) -> bool| -> Vec<usize> {
                    (0..n).filter(|&i| test(row[i])).collect()
                };
                let mut bits = vec![u64::MAX; n.div_ceil(WORD)];
                set_above(&row, 0.3, &mut bits);
                assert!(places(&bits).eq(expected(&|x| x > 0.3)));
                set_nonzero(&row, &mut bits);
                assert!(places(&bits).eq(expected(&|x| x != 0.0)));
                assert_eq!(count(&bits), expected(&|x| x != 0.0).len());
            }
        }
    }

    #[test]
    fn a_transpose_has_each_bit_at_its_mirrored_place() {
        let mut rng = Rng::new(10, Stream::Init);
        for [rows, width] in [[1usize, 1], [3, 70], [64, 64], [130, 20], [640, 96]] {
            let words = width.div_ceil(WORD);
            let mut from = vec![0; rows * words];
            let mut expected = vec![Vec::new(); width];
            for (i, row) in from.chunks_exact_mut(words).enumerate() {
                for (j, expected) in expected.iter_mut().enumerate() {
                    if rng.uniform() < 0.3 {
                        row[j / WORD] |= 1 << (j % WORD);
                        expected.push(i);
                    }
                }
            }
            let mut to = Vec::new();
            transpose(&from, width, &mut to);
            let rows = to.chunks_exact(rows.div_ceil(WORD));
            assert_eq!(rows.len(), width);
            rows.zip(expected).for_each(|(row, expected)| assert!(places(row).eq(expected)));
        }
    }
}
