//! Operands laid out so that a kernel reads them from front to back.

use crate::nn::slices::grown;

/// A matrix as a slice with strides: element (i, j) is `data[i * row + j * column]`.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub data: &'a [f32],
    pub row: usize,
    pub column: usize,
}

impl View<'_> {
    pub fn transposed(self) -> Self {
        View { row: self.column, column: self.row, ..self }
    }
}

/// The transpose of a matrix with rows of `width` elements, as contiguous rows.
pub(super) fn transpose<'a>(from: &[f32], width: usize, to: &'a mut Vec<f32>) -> &'a [f32] {
    let rows = from.len() / width;
    let to = grown(to, from.len());
    let mut fours = from.chunks_exact(4 * width);
    let mut i = 0;
    for four in &mut fours {
        let (a, rest) = four.split_at(width);
        let (b, rest) = rest.split_at(width);
        let (c, d) = rest.split_at(width);
        let columns = a.iter().zip(b).zip(c.iter().zip(d));
        for (to, ((&a, &b), (&c, &d))) in to.chunks_exact_mut(rows).zip(columns) {
            to[i..i + 4].copy_from_slice(&[a, b, c, d]);
        }
        i += 4;
    }
    for row in fours.remainder().chunks_exact(width) {
        for (to, &x) in to.chunks_exact_mut(rows).zip(row) {
            to[i] = x;
        }
        i += 1;
    }
    to
}

/// The front of `buffer`, `len` long, from where a cache line begins: a vector register that is
/// loaded across two lines takes twice as long.
fn aligned(buffer: &mut Vec<f32>, len: usize) -> &mut [f32] {
    const LINE: usize = 64;
    const SPARE: usize = LINE / size_of::<f32>() - 1;
    let buffer = grown(buffer, len + SPARE);
    let start = buffer.as_ptr().align_offset(LINE).min(SPARE);
    &mut buffer[start..start + len]
}

/// Copies a `[k, n]` matrix into panels `[n / N][k][N]`, the last one filled up with zeros.
#[inline(always)]
pub(super) fn pack<'a, const N: usize>(
    from: View,
    [k, n]: [usize; 2],
    to: &'a mut Vec<f32>,
) -> &'a [f32] {
    let to = aligned(to, n.div_ceil(N) * N * k);
    for (panel, j) in to.chunks_exact_mut(N * k).zip((0..n).step_by(N)) {
        let width = N.min(n - j);
        if width < N {
            panel.fill(0.0);
        }
        if from.column == 1 {
            for (kk, row) in panel.chunks_exact_mut(N).enumerate() {
                let start = kk * from.row + j;
                if width == N {
                    row.copy_from_slice(&from.data[start..start + N]);
                } else {
                    row[..width].copy_from_slice(&from.data[start..start + width]);
                }
            }
        } else {
            // Here rows of the source become columns of the panel, four at a time.
            let source = |jj: usize| &from.data[(j + jj) * from.column..][..k];
            let fours = width / 4 * 4;
            for jj in (0..fours).step_by(4) {
                let [a, b, c, d] = [0, 1, 2, 3].map(|i| source(jj + i));
                let columns = a.iter().zip(b).zip(c.iter().zip(d));
                for (row, ((&a, &b), (&c, &d))) in panel.chunks_exact_mut(N).zip(columns) {
                    row[jj..jj + 4].copy_from_slice(&[a, b, c, d]);
                }
            }
            for jj in fours..width {
                for (row, &value) in panel.chunks_exact_mut(N).zip(source(jj)) {
                    row[jj] = value;
                }
            }
        }
    }
    to
}
