//! Tiles: four rows of a result at a time, in registers.

/// Rows of a tile. With `NARROW` columns of four lanes, or `x86::WIDE` columns of eight, a tile takes
/// eight vector registers; more made the compiler of V8 spill.
pub(super) const ROWS: usize = 4;
pub(super) const NARROW: usize = 8;
/// Columns of the tiles for results of a few columns.
pub(super) const SLIM: usize = 4;

/// A panel of a product, `c = a·b`, with a and b as panels `[m / ROWS][k][ROWS]` and `[k][N]`, tile
/// after tile; the rows of c lie `stride` apart.
///
/// All tiles in one call, and that out of line: a call per tile cost as much as a short sum, and
/// inlined into its caller V8's code for it lost a third of its speed.
#[inline(always)]
pub(super) fn tiles_body<const N: usize>(a: &[f32], b: &[f32], c: &mut [f32], stride: usize) {
    for (a, c) in a.chunks_exact(ROWS * b.len() / N).zip(c.chunks_mut(ROWS * stride)) {
        tile_body::<N>(packed_columns(a), b, c, stride);
    }
}

/// The same with a as it is, `[m, k]`.
#[inline(always)]
pub(super) fn row_tiles_body<const N: usize>(a: &[f32], b: &[f32], c: &mut [f32], stride: usize) {
    for (a, c) in a.chunks_exact(ROWS * b.len() / N).zip(c.chunks_mut(ROWS * stride)) {
        tile_body::<N>(row_columns(a), b, c, stride);
    }
}

/// One tile, `c = a·b`, of the columns of a, ROWS at a time, and a panel b `[k][N]`.
#[inline(always)]
fn tile_body<const N: usize>(
    a: impl Iterator<Item = [f32; ROWS]>,
    b: &[f32],
    c: &mut [f32],
    stride: usize,
) {
    let mut sum = [[0.0f32; N]; ROWS];
    for (a, b) in a.zip(b.as_chunks::<N>().0) {
        for i in 0..ROWS {
            for j in 0..N {
                sum[i][j] += a[i] * b[j];
            }
        }
    }
    for (r, sum) in sum.iter().enumerate() {
        c[r * stride..][..N].copy_from_slice(sum);
    }
}

/// The columns of a panel `[k][ROWS]`.
#[inline(always)]
pub(super) fn packed_columns(a: &[f32]) -> impl Iterator<Item = [f32; ROWS]> {
    a.as_chunks::<ROWS>().0.iter().copied()
}

/// The columns of ROWS rows.
#[inline(always)]
pub(super) fn row_columns(a: &[f32]) -> impl Iterator<Item = [f32; ROWS]> {
    let (a01, a23) = a.split_at(a.len() / 2);
    let ((a0, a1), (a2, a3)) = (a01.split_at(a01.len() / 2), a23.split_at(a23.len() / 2));
    a0.iter().zip(a1).zip(a2.iter().zip(a3)).map(|((&a0, &a1), (&a2, &a3))| [a0, a1, a2, a3])
}

#[inline(never)]
pub(super) fn tiles(a: &[f32], b: &[f32], c: &mut [f32], stride: usize) {
    tiles_body::<NARROW>(a, b, c, stride);
}

#[inline(never)]
pub(super) fn row_tiles(a: &[f32], b: &[f32], c: &mut [f32], stride: usize) {
    row_tiles_body::<NARROW>(a, b, c, stride);
}

#[inline(never)]
pub(super) fn slim_tiles(a: &[f32], b: &[f32], c: &mut [f32], stride: usize) {
    tiles_body::<SLIM>(a, b, c, stride);
}

#[inline(never)]
pub(super) fn slim_row_tiles(a: &[f32], b: &[f32], c: &mut [f32], stride: usize) {
    row_tiles_body::<SLIM>(a, b, c, stride);
}
