//! Products that skip the zeros of their left operand.

use crate::nn::bits::{Ones, WORD};

/// Columns of a row that skips zeros: eight registers again, of four or of eight lanes.
pub(super) const SKIP_NARROW: usize = 32;
#[cfg(any(test, target_arch = "x86_64"))]
pub(super) const SKIP_WIDE: usize = 64;

/// A panel of a product, `c = a·b` over the elements of a that have their bit, from the lowest on;
/// b is a panel `[k][N]`, the rows of c lie `stride` apart.
#[inline(always)]
pub(super) fn skipping_body<const N: usize>(
    bits: &[u64],
    a: &[f32],
    b: &[f32],
    c: &mut [f32],
    stride: usize,
) {
    let k = b.len() / N;
    let rows = a.chunks_exact(k).zip(bits.chunks_exact(k.div_ceil(WORD)));
    for ((a, bits), c) in rows.zip(c.chunks_mut(stride)) {
        let mut sum = [0.0f32; N];
        for ((&bits, a), b) in bits.iter().zip(a.chunks(WORD)).zip(b.chunks(WORD * N)) {
            let b = b.as_chunks::<N>().0;
            // As long as b, so that one check holds for both.
            add_products(bits, &a[..b.len()], b, &mut sum);
        }
        c[..N].copy_from_slice(&sum);
    }
}

/// Adds the products of the elements of a that have their bit with their rows of b.
#[inline(always)]
fn add_products<const N: usize>(bits: u64, a: &[f32], b: &[[f32; N]], sum: &mut [f32; N]) {
    for place in Ones(bits) {
        let (a, b) = (a[place], &b[place]);
        for j in 0..N {
            sum[j] += a * b[j];
        }
    }
}

/// As [`skipping_body`] for rows of one word: without a loop over words V8 keeps more in registers.
#[inline(never)]
pub(super) fn skipping_words(bits: &[u64], a: &[f32], b: &[f32], c: &mut [f32], stride: usize) {
    let b = b.as_chunks::<SKIP_NARROW>().0;
    let rows = a.chunks_exact(b.len()).zip(bits);
    for ((a, &bits), c) in rows.zip(c.chunks_mut(stride)) {
        let mut sum = [0.0; SKIP_NARROW];
        add_products(bits, a, b, &mut sum);
        c[..SKIP_NARROW].copy_from_slice(&sum);
    }
}

#[inline(never)]
pub(super) fn skipping(bits: &[u64], a: &[f32], b: &[f32], c: &mut [f32], stride: usize) {
    skipping_body::<SKIP_NARROW>(bits, a, b, c, stride);
}
