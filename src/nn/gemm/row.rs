//! One row times a matrix: nothing is packed.

#[cfg(target_arch = "x86_64")]
use super::x86::{has_avx2, weighted_block_avx2};

/// `y = x·w` for one row; x `[k]`, w `[k, n]`, y `[n]`.
pub(super) fn weighted_rows(x: &[f32], w: &[f32], y: &mut [f32]) {
    let n = y.len();
    let mut column = 0;
    while column + 64 <= n {
        #[cfg(target_arch = "x86_64")]
        if has_avx2() {
            // SAFETY: the processor has AVX2, as just asked.
            unsafe { weighted_block_avx2(x, w, n, column, &mut y[column..column + 64]) };
            column += 64;
            continue;
        }
        weighted_block::<32>(x, w, n, column, &mut y[column..column + 32]);
        column += 32;
    }
    while column + 32 <= n {
        weighted_block::<32>(x, w, n, column, &mut y[column..column + 32]);
        column += 32;
    }
    while column + 4 <= n {
        weighted_block::<4>(x, w, n, column, &mut y[column..column + 4]);
        column += 4;
    }
    while column < n {
        weighted_block::<1>(x, w, n, column, &mut y[column..column + 1]);
        column += 1;
    }
}

#[inline(always)]
pub(super) fn weighted_body<const N: usize>(
    x: &[f32],
    w: &[f32],
    n: usize,
    column: usize,
    y: &mut [f32],
) {
    let mut sum = [0.0f32; N];
    for (&x, row) in x.iter().zip(w.chunks_exact(n)) {
        let row = &row[column..column + N];
        for j in 0..N {
            sum[j] += x * row[j];
        }
    }
    y.copy_from_slice(&sum);
}

#[inline(never)]
fn weighted_block<const N: usize>(x: &[f32], w: &[f32], n: usize, column: usize, y: &mut [f32]) {
    weighted_body::<N>(x, w, n, column, y);
}
