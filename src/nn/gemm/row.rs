//! One row times a matrix: nothing is packed.

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
pub(super) fn weighted_block<const N: usize>(
    x: &[f32],
    w: &[f32],
    n: usize,
    column: usize,
    y: &mut [f32],
) {
    weighted_body::<N>(x, w, n, column, y);
}
