//! The same kernels for processors with wider registers: more elements side by side, the same bits.

use super::row::weighted_body;
use super::skip::{SKIP_WIDE, skipping_body};
use super::tiles::{ROWS, packed_columns, row_columns, row_tiles_body, tiles_body};

/// Columns of a tile where registers hold eight lanes.
pub(super) const WIDE: usize = 16;
/// And where they hold sixteen.
pub(super) const WIDEST: usize = 32;

/// Eight lanes only change how many elements are computed at once, not their bits.
#[inline(always)]
pub(crate) fn has_avx2() -> bool {
    std::arch::is_x86_feature_detected!("avx2")
}

/// The same for sixteen.
#[inline(always)]
pub(crate) fn has_avx512() -> bool {
    std::arch::is_x86_feature_detected!("avx512f")
}

#[target_feature(enable = "avx2")]
#[inline(never)]
pub(super) fn tiles_avx2(a: &[f32], b: &[f32], c: &mut [f32], stride: usize) {
    tiles_body::<WIDE>(a, b, c, stride);
}

#[target_feature(enable = "avx2")]
#[inline(never)]
pub(super) fn row_tiles_avx2(a: &[f32], b: &[f32], c: &mut [f32], stride: usize) {
    row_tiles_body::<WIDE>(a, b, c, stride);
}

/// As [`tile_body`], which the compiler kept in memory at this width.
#[target_feature(enable = "avx512f")]
#[inline]
fn tile_body_avx512(a: impl Iterator<Item = [f32; ROWS]>, b: &[f32], c: &mut [f32], stride: usize) {
    use std::arch::x86_64::{
        _mm512_add_ps, _mm512_loadu_ps, _mm512_mul_ps, _mm512_set1_ps, _mm512_setzero_ps,
        _mm512_storeu_ps,
    };
    let mut sum = [[_mm512_setzero_ps(); 2]; ROWS];
    for (a, b) in a.zip(b.as_chunks::<WIDEST>().0) {
        // SAFETY: b holds twice sixteen numbers.
        let b = unsafe { [_mm512_loadu_ps(b.as_ptr()), _mm512_loadu_ps(b[16..].as_ptr())] };
        for i in 0..ROWS {
            for j in 0..2 {
                sum[i][j] = _mm512_add_ps(sum[i][j], _mm512_mul_ps(_mm512_set1_ps(a[i]), b[j]));
            }
        }
    }
    for (r, sum) in sum.into_iter().enumerate() {
        let c = &mut c[r * stride..][..WIDEST];
        // SAFETY: c now holds twice sixteen numbers.
        unsafe {
            _mm512_storeu_ps(c.as_mut_ptr(), sum[0]);
            _mm512_storeu_ps(c[16..].as_mut_ptr(), sum[1]);
        }
    }
}

#[target_feature(enable = "avx512f")]
#[inline(never)]
pub(super) fn tiles_avx512(a: &[f32], b: &[f32], c: &mut [f32], stride: usize) {
    for (a, c) in a.chunks_exact(ROWS * b.len() / WIDEST).zip(c.chunks_mut(ROWS * stride)) {
        tile_body_avx512(packed_columns(a), b, c, stride);
    }
}

#[target_feature(enable = "avx512f")]
#[inline(never)]
pub(super) fn row_tiles_avx512(a: &[f32], b: &[f32], c: &mut [f32], stride: usize) {
    for (a, c) in a.chunks_exact(ROWS * b.len() / WIDEST).zip(c.chunks_mut(ROWS * stride)) {
        tile_body_avx512(row_columns(a), b, c, stride);
    }
}

#[target_feature(enable = "avx2")]
#[inline(never)]
pub(super) fn skipping_avx2(bits: &[u64], a: &[f32], b: &[f32], c: &mut [f32], stride: usize) {
    skipping_body::<SKIP_WIDE>(bits, a, b, c, stride);
}

#[target_feature(enable = "avx512f")]
#[inline(never)]
pub(super) fn skipping_avx512(bits: &[u64], a: &[f32], b: &[f32], c: &mut [f32], stride: usize) {
    skipping_body::<SKIP_WIDE>(bits, a, b, c, stride);
}

#[target_feature(enable = "avx2")]
#[inline(never)]
pub(super) fn weighted_block_avx2(x: &[f32], w: &[f32], n: usize, column: usize, y: &mut [f32]) {
    weighted_body::<64>(x, w, n, column, y);
}
