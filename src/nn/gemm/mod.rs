//! Matrix products of f32 in a fixed order of summation.
//!
//! Every element of a result is one running sum over k = 0, 1, 2, … of `product rounded, then sum
//! rounded`. Vector width, tile shape and batch size decide only which elements are computed side
//! by side, never the order within one, and nothing is fused; hence the bits are the same native
//! and in wasm, and for one row as for many. Behind a rectifier about half of a matrix is zero, and
//! so is half of its gradient; such products skip the zeros, which changes no bit of a finite
//! result. Left out: spikes (see `snn::events`), threads, and blocking over k, which the sizes met
//! here (k ≤ about 1000) do not need.

mod pack;
mod row;
mod skip;
mod tiles;
#[cfg(target_arch = "x86_64")]
pub(crate) mod x86;

use super::bits::{WORD, set_nonzero};
use super::slices::{add, grown};
use pack::{View, pack, transpose};
use row::weighted_block;
#[cfg(any(test, target_arch = "x86_64"))]
use skip::SKIP_WIDE;
use skip::{SKIP_NARROW, skipping, skipping_words};
use tiles::{NARROW, ROWS, SLIM, row_tiles, slim_row_tiles, slim_tiles, tiles};
#[cfg(target_arch = "x86_64")]
use x86::{
    WIDE, WIDEST, has_avx2, has_avx512, row_tiles_avx2, row_tiles_avx512, skipping_avx2,
    skipping_avx512, tiles_avx2, tiles_avx512, weighted_block_avx2,
};

/// Sums of so few products are done before a tile would have begun.
const FEW: usize = 4;

/// Matrix products, with the buffers they pack operands into (reused between calls).
#[derive(Clone, Debug, Default)]
pub struct Gemm {
    a: Vec<f32>,
    b: Vec<f32>,
    /// A panel of a result that does not fill it.
    c: Vec<f32>,
    /// Which elements of a are not zero: a bit each, whole words a row.
    bits: Vec<u64>,
}

impl Gemm {
    /// `y = x·w + bias`; x `[m, k]`, w `[k, n]`, bias `[n]`, y `[m, n]`, with k = `x.len() / m`.
    pub fn forward(&mut self, m: usize, x: &[f32], w: &[f32], bias: &[f32], y: &mut [f32]) {
        self.multiply([m, bias.len()], x, w, y);
        y.chunks_exact_mut(bias.len()).for_each(|y| add(y, bias));
    }

    /// `y = max(x·w + bias, 0)`, as [`Self::forward`]; but NaN stays NaN: a divergence must show.
    pub fn forward_rectified(
        &mut self,
        m: usize,
        x: &[f32],
        w: &[f32],
        bias: &[f32],
        y: &mut [f32],
    ) {
        self.multiply([m, bias.len()], x, w, y);
        for y in y.chunks_exact_mut(bias.len()) {
            for (y, &bias) in y.iter_mut().zip(bias) {
                let sum = *y + bias;
                *y = if sum < 0.0 { 0.0 } else { sum };
            }
        }
    }

    /// `y = x·w`; x `[m, k]`, w `[k, n]`, y `[m, n]`.
    fn multiply(&mut self, [m, n]: [usize; 2], x: &[f32], w: &[f32], y: &mut [f32]) {
        let k = x.len() / m;
        if m < ROWS {
            for (x, y) in x.chunks_exact(k).zip(y.chunks_exact_mut(n)) {
                weighted_rows(x, w, y);
            }
            return;
        }
        let w = View { data: w, row: n, column: 1 };
        if worth_skipping([m, n, k], x, k) {
            self.skipping_product([m, n, k], x, w, y);
        } else {
            let x = View { data: x, row: k, column: 1 };
            self.product([m, n, k], x, w, y);
        }
    }

    /// `dx = dy·wᵀ`; dy `[m, n]`, w `[k, n]`, dx `[m, k]`.
    pub fn backward_input(&mut self, m: usize, dy: &[f32], w: &[f32], dx: &mut [f32]) {
        let (n, k) = (dy.len() / m, dx.len() / m);
        if n <= FEW {
            let w_transposed = transpose(w, n, &mut self.b);
            for (dy, dx) in dy.chunks_exact(n).zip(dx.chunks_exact_mut(k)) {
                weighted_rows(dy, w_transposed, dx);
            }
            return;
        }
        let w_transposed = View { data: w, row: 1, column: n };
        if worth_skipping([m, k, n], dy, n) {
            return self.skipping_product([m, k, n], dy, w_transposed, dx);
        }
        let dy = View { data: dy, row: n, column: 1 };
        self.product([m, k, n], dy, w_transposed, dx);
    }

    /// `dw = xᵀ·dy`, overwritten; x `[m, k]`, dy `[m, n]`, dw `[k, n]`.
    pub fn backward_weight(&mut self, m: usize, x: &[f32], dy: &[f32], dw: &mut [f32]) {
        let (k, n) = (x.len() / m, dy.len() / m);
        if n == 1 {
            return weighted_rows(dy, x, dw);
        }
        let dy = View { data: dy, row: n, column: 1 };
        if worth_skipping([k, n, m], x, k) {
            let mut x_transposed = std::mem::take(&mut self.a);
            let transposed = transpose(x, k, &mut x_transposed);
            self.skipping_product([k, n, m], transposed, dy, dw);
            self.a = x_transposed;
            return;
        }
        let x_transposed = View { data: x, row: 1, column: k };
        self.product([k, n, m], x_transposed, dy, dw);
    }

    /// `c = a·b` with a `[m, k]` contiguous, c `[m, n]` contiguous, without the zeros of a.
    fn skipping_product(&mut self, [m, n, k]: [usize; 3], a: &[f32], b: View, c: &mut [f32]) {
        let words = k.div_ceil(WORD);
        let rows = grown(&mut self.bits, m * words).chunks_exact_mut(words);
        rows.zip(a.chunks_exact(k)).for_each(|(bits, row)| set_nonzero(row, bits));
        #[cfg(target_arch = "x86_64")]
        if has_avx512() {
            let kernel = |bits: &[u64], a: &[f32], b: &[f32], c: &mut [f32], stride| {
                // SAFETY: the processor has AVX-512, as just asked.
                unsafe { skipping_avx512(bits, a, b, c, stride) }
            };
            return self.skipping::<SKIP_WIDE>([n, k], a, b, c, kernel);
        }
        #[cfg(target_arch = "x86_64")]
        if has_avx2() {
            let kernel = |bits: &[u64], a: &[f32], b: &[f32], c: &mut [f32], stride| {
                // SAFETY: the processor has AVX2, as just asked.
                unsafe { skipping_avx2(bits, a, b, c, stride) }
            };
            return self.skipping::<SKIP_WIDE>([n, k], a, b, c, kernel);
        }
        if k <= WORD {
            return self.skipping::<SKIP_NARROW>([n, k], a, b, c, skipping_words);
        }
        self.skipping::<SKIP_NARROW>([n, k], a, b, c, skipping);
    }

    /// Packs b into panels and runs a kernel over all rows of a with each.
    fn skipping<const N: usize>(
        &mut self,
        [n, k]: [usize; 2],
        a: &[f32],
        b: View,
        c: &mut [f32],
        kernel: impl Fn(&[u64], &[f32], &[f32], &mut [f32], usize),
    ) {
        let b = pack::<N>(b, [k, n], &mut self.b);
        let m = a.len() / k;
        for (jb, b) in b.chunks_exact(N * k).enumerate() {
            let columns = N.min(n - jb * N);
            if columns == N {
                kernel(&self.bits, a, b, &mut c[jb * N..], n);
                continue;
            }
            let panel = grown(&mut self.c, m * N);
            kernel(&self.bits, a, b, panel, N);
            for (panel, c) in panel.chunks_exact(N).zip(c.chunks_exact_mut(n)) {
                c[jb * N..].copy_from_slice(&panel[..columns]);
            }
        }
    }

    /// `c = a·b` with a `[m, k]`, b `[k, n]`, c `[m, n]` contiguous.
    fn product(&mut self, [m, n, k]: [usize; 3], a: View, b: View, c: &mut [f32]) {
        // A result of a few columns would leave most of a tile empty. Rows that can be read in
        // place get a slim tile; else the transpose of the result is computed.
        if n <= SLIM && a.column == 1 {
            return self.tiles::<SLIM>([m, n, k], a, b, c, [n, 1], slim_tiles, slim_row_tiles);
        }
        let (size, a, b, strides) = if n <= SLIM && m > n {
            ([n, m, k], b.transposed(), a.transposed(), [1, n])
        } else {
            ([m, n, k], a, b, [n, 1])
        };
        // A last panel that is more than half empty costs more than wider registers gain.
        #[cfg(target_arch = "x86_64")]
        if has_avx512() && size[1].wrapping_sub(1) % WIDEST >= WIDE {
            // SAFETY: the processor has AVX-512, as just asked.
            let packed = |a: &[f32], b: &[f32], c: &mut [f32], stride| unsafe {
                tiles_avx512(a, b, c, stride);
            };
            // SAFETY: as above.
            let rows = |a: &[f32], b: &[f32], c: &mut [f32], stride| unsafe {
                row_tiles_avx512(a, b, c, stride);
            };
            return self.tiles::<WIDEST>(size, a, b, c, strides, packed, rows);
        }
        #[cfg(target_arch = "x86_64")]
        if has_avx2() {
            // SAFETY: the processor has AVX2, as just asked.
            let packed = |a: &[f32], b: &[f32], c: &mut [f32], stride| unsafe {
                tiles_avx2(a, b, c, stride);
            };
            // SAFETY: as above.
            let rows = |a: &[f32], b: &[f32], c: &mut [f32], stride| unsafe {
                row_tiles_avx2(a, b, c, stride);
            };
            return self.tiles::<WIDE>(size, a, b, c, strides, packed, rows);
        }
        self.tiles::<NARROW>(size, a, b, c, strides, tiles, row_tiles);
    }

    /// Packs b into panels, and a too unless its rows can be read in place, and runs a kernel over
    /// all of a with each panel.
    #[expect(clippy::too_many_arguments, reason = "one caller, and each is a different thing")]
    fn tiles<const N: usize>(
        &mut self,
        [m, n, k]: [usize; 3],
        a: View,
        b: View,
        c: &mut [f32],
        [c_row, c_column]: [usize; 2],
        packed: impl Fn(&[f32], &[f32], &mut [f32], usize),
        rows: impl Fn(&[f32], &[f32], &mut [f32], usize),
    ) {
        let b = pack::<N>(b, [k, n], &mut self.b);
        let whole = m.is_multiple_of(ROWS);
        let a_packed = match whole && a.column == 1 && a.row == k {
            true => None,
            false => Some(pack::<ROWS>(a.transposed(), [k, m], &mut self.a)),
        };
        let run = |b: &[f32], c: &mut [f32], stride: usize| match a_packed {
            Some(a) => packed(a, b, c, stride),
            None => rows(&a.data[..m * k], b, c, stride),
        };
        for (jb, b) in b.chunks_exact(N * k).enumerate() {
            let columns = N.min(n - jb * N);
            if whole && c_column == 1 && columns == N {
                run(b, &mut c[jb * N..], c_row);
                continue;
            }
            let panel = grown(&mut self.c, m.next_multiple_of(ROWS) * N);
            run(b, panel, N);
            let c = &mut c[jb * N * c_column..];
            for (i, row) in panel.chunks_exact(N).take(m).enumerate() {
                for (j, &value) in row[..columns].iter().enumerate() {
                    c[i * c_row + j * c_column] = value;
                }
            }
        }
    }
}

/// Whether enough of `a` is zero for skipping to pay, by its first rows of `width` elements.
fn worth_skipping([m, n, k]: [usize; 3], a: &[f32], width: usize) -> bool {
    /// Below these, finding the zeros costs more than it saves.
    const LEAST: [usize; 3] = [32, 32, 16];
    if m < LEAST[0] || n < LEAST[1] || k < LEAST[2] {
        return false;
    }
    // A panel that is read in any order has to fit the nearest cache.
    #[cfg(target_arch = "x86_64")]
    if has_avx2() && k * SKIP_WIDE > 16384 {
        return false;
    }
    let sample = &a[..a.len().min(8 * width)];
    let zeros: usize = sample.iter().map(|&x| usize::from(x == 0.0)).sum();
    4 * zeros >= sample.len()
}

/// `y = x·w` for one row; x `[k]`, w `[k, n]`, y `[n]`.
fn weighted_rows(x: &[f32], w: &[f32], y: &mut [f32]) {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::{Rng, Stream};

    /// The definition: one running sum per element, in order of k.
    fn naive([m, n, k]: [usize; 3], a: View, b: View) -> Vec<f32> {
        let mut c = vec![0.0f32; m * n];
        for i in 0..m {
            for j in 0..n {
                for kk in 0..k {
                    c[i * n + j] +=
                        a.data[i * a.row + kk * a.column] * b.data[kk * b.row + j * b.column];
                }
            }
        }
        c
    }

    fn random(rng: &mut Rng, n: usize) -> Vec<f32> {
        (0..n).map(|_| rng.uniform_in(-1.0, 1.0) as f32).collect()
    }

    fn bits(x: &[f32]) -> Vec<u32> {
        x.iter().map(|x| x.to_bits()).collect()
    }

    #[test]
    fn products_have_the_bits_of_the_definition() {
        let mut rng = Rng::new(3, Stream::Init);
        let mut gemm = Gemm::default();
        // Miri takes a thousand times as long; these have tiles and every rest of one.
        let (rows, columns): (&[usize], &[usize]) = match cfg!(miri) {
            true => (&[1, 5, 17], &[3, 20, 33]),
            false => (&[1, 2, 4, 5, 17, 32, 35], &[1, 2, 3, 5, 8, 20, 32, 64, 101]),
        };
        for &m in rows {
            for &n in columns {
                for (k, rectified) in [(1, false), (3, true), (10, false), (64, false), (64, true)]
                    .into_iter()
                    .filter(|(k, _)| !cfg!(miri) || *k < 64)
                {
                    let (mut x, w) = (random(&mut rng, m * k), random(&mut rng, k * n));
                    let (mut dy, bias) = (random(&mut rng, m * n), vec![0.0; n]);
                    if rectified {
                        x.iter_mut().chain(&mut dy).for_each(|x| *x = x.max(0.0));
                    }
                    let [x_view, dy_view, w_view] = [(&x, k), (&dy, n), (&w, n)]
                        .map(|(data, row)| View { data, row, column: 1 });

                    let mut y = vec![f32::NAN; m * n];
                    gemm.forward(m, &x, &w, &bias, &mut y);
                    let expected = naive([m, n, k], x_view, w_view);
                    assert_eq!(bits(&y), bits(&expected), "forward {m} {n} {k}");

                    let bias = random(&mut rng, n);
                    gemm.forward_rectified(m, &x, &w, &bias, &mut y);
                    let sums = expected.chunks_exact(n).flat_map(|row| row.iter().zip(&bias));
                    let expected: Vec<f32> = sums.map(|(y, bias)| (y + bias).max(0.0)).collect();
                    assert_eq!(y, expected, "forward_rectified {m} {n} {k}");

                    let mut dx = vec![f32::NAN; m * k];
                    gemm.backward_input(m, &dy, &w, &mut dx);
                    let expected = naive([m, k, n], dy_view, w_view.transposed());
                    assert_eq!(bits(&dx), bits(&expected), "backward_input {m} {n} {k}");

                    let mut dw = vec![f32::NAN; k * n];
                    gemm.backward_weight(m, &x, &dy, &mut dw);
                    let expected = naive([k, n, m], x_view.transposed(), dy_view);
                    assert_eq!(bits(&dw), bits(&expected), "backward_weight {m} {n} {k}");
                }
            }
        }
    }

    /// Products of another library, in double precision, are nearer than f32 can be off: each of k products
    /// and sums by half a unit in its last place.
    #[cfg(not(target_arch = "wasm32"))]
    #[test]
    fn products_agree_with_those_of_nalgebra() {
        use nalgebra::DMatrix;
        let mut rng = Rng::new(5, Stream::Init);
        let mut gemm = Gemm::default();
        let wide = |rows, columns, data: &[f32]| {
            DMatrix::from_row_iterator(rows, columns, data.iter().map(|it| f64::from(*it)))
        };
        let near = |ours: &[f32], a: DMatrix<f64>, b: DMatrix<f64>, what: &str| {
            let (exact, sizes) = (&a * &b, a.abs() * b.abs());
            let steps = a.ncols() as f64 + 1.0;
            for (at, ours) in ours.iter().enumerate() {
                let at = (at / b.ncols(), at % b.ncols());
                let off = (f64::from(*ours) - exact[at]).abs();
                let most = steps * f64::from(f32::EPSILON) / 2.0 * sizes[at];
                assert!(off <= most, "{what} {at:?}: off by {off:e}, at most {most:e}");
            }
        };
        for [m, n, k] in [[1, 1, 1], [3, 5, 2], [17, 33, 20], [35, 101, 64], [64, 20, 256]] {
            let (x, w) = (random(&mut rng, m * k), random(&mut rng, k * n));
            let dy = random(&mut rng, m * n);
            let (mut y, mut dx, mut dw) =
                (vec![f32::NAN; m * n], vec![f32::NAN; m * k], vec![f32::NAN; k * n]);
            gemm.forward(m, &x, &w, &vec![0.0; n], &mut y);
            near(&y, wide(m, k, &x), wide(k, n, &w), "forward");
            gemm.backward_input(m, &dy, &w, &mut dx);
            near(&dx, wide(m, n, &dy), wide(k, n, &w).transpose(), "backward_input");
            gemm.backward_weight(m, &x, &dy, &mut dw);
            near(&dw, wide(m, k, &x).transpose(), wide(m, n, &dy), "backward_weight");
        }
    }

    /// A machine has one widest path, and only that one is taken above.
    #[cfg(target_arch = "x86_64")]
    #[test]
    fn tiles_of_every_width_have_the_same_bits() {
        let mut rng = Rng::new(7, Stream::Init);
        // Two tiles of rows.
        let (m, k) = (2 * ROWS, 37);
        let a = random(&mut rng, m * k);
        let b = random(&mut rng, k * WIDEST);
        let view = |data, row| View { data, row, column: 1 };
        let (a_view, b_view) = (view(&a, k), view(&b, WIDEST));
        let expected = naive([m, WIDEST, k], a_view, b_view);
        let mut buffer = Vec::new();
        let a_packed = pack::<ROWS>(a_view.transposed(), [k, m], &mut buffer);
        fn check<const N: usize>(
            expected: &[f32],
            b: View,
            k: usize,
            tiles: impl Fn(&[f32], &mut [f32], usize),
        ) {
            // Wider than a tile, and what lies beside it has to stay.
            let (mut buffer, stride) = (Vec::new(), N + 3);
            let mut c = vec![77.0; expected.len() / WIDEST * stride];
            tiles(pack::<N>(b, [k, N], &mut buffer), &mut c, stride);
            for (c, expected) in c.chunks_exact(stride).zip(expected.chunks_exact(WIDEST)) {
                assert_eq!(bits(&c[..N]), bits(&expected[..N]), "{N}");
                assert_eq!(c[N..], [77.0; 3], "{N}");
            }
        }
        check::<SLIM>(&expected, b_view, k, |b, c, s| slim_tiles(a_packed, b, c, s));
        check::<SLIM>(&expected, b_view, k, |b, c, s| slim_row_tiles(&a, b, c, s));
        check::<NARROW>(&expected, b_view, k, |b, c, s| tiles(a_packed, b, c, s));
        check::<NARROW>(&expected, b_view, k, |b, c, s| row_tiles(&a, b, c, s));
        if has_avx2() {
            // SAFETY: the processor has AVX2, as just asked.
            check::<WIDE>(&expected, b_view, k, |b, c, s| unsafe { tiles_avx2(a_packed, b, c, s) });
            // SAFETY: as above.
            check::<WIDE>(&expected, b_view, k, |b, c, s| unsafe { row_tiles_avx2(&a, b, c, s) });
        }
        if has_avx512() {
            // SAFETY: the processor has AVX-512, as just asked.
            check::<WIDEST>(&expected, b_view, k, |b, c, s| unsafe {
                tiles_avx512(a_packed, b, c, s)
            });
            // SAFETY: as above.
            check::<WIDEST>(&expected, b_view, k, |b, c, s| unsafe {
                row_tiles_avx512(&a, b, c, s)
            });
        }
    }

    #[test]
    fn rows_that_skip_zeros_have_the_same_bits_at_every_width() {
        let mut rng = Rng::new(8, Stream::Init);
        let m = 5;
        for k in [20, WORD, 101] {
            let a: Vec<f32> = random(&mut rng, m * k).iter().map(|a| a.max(-0.0)).collect();
            let b = random(&mut rng, k * SKIP_WIDE);
            let view = |data, row| View { data, row, column: 1 };
            let b_view = view(&b, SKIP_WIDE);
            let expected = naive([m, SKIP_WIDE, k], view(&a, k), b_view);
            let mut bits_of_a = vec![0; m * k.div_ceil(WORD)];
            let rows = a.chunks_exact(k).zip(bits_of_a.chunks_exact_mut(k.div_ceil(WORD)));
            rows.for_each(|(a, bits)| set_nonzero(a, bits));
            // Wider than a panel, and what lies beside it has to stay.
            let check = |n: usize, kernel: &dyn Fn(&mut [f32], usize)| {
                let mut c = vec![77.0; m * (n + 3)];
                kernel(&mut c, n + 3);
                for (c, expected) in c.chunks_exact(n + 3).zip(expected.chunks_exact(SKIP_WIDE)) {
                    assert_eq!(bits(&c[..n]), bits(&expected[..n]), "{n} {k}");
                    assert_eq!(c[n..], [77.0; 3], "{n} {k}");
                }
            };
            let mut buffer = Vec::new();
            let narrow = pack::<SKIP_NARROW>(b_view, [k, SKIP_NARROW], &mut buffer);
            check(SKIP_NARROW, &|c, stride| skipping(&bits_of_a, &a, narrow, c, stride));
            if k <= WORD {
                check(SKIP_NARROW, &|c, stride| skipping_words(&bits_of_a, &a, narrow, c, stride));
            }
            #[cfg(target_arch = "x86_64")]
            if has_avx2() {
                // SAFETY: the processor has AVX2, as just asked.
                check(SKIP_WIDE, &|c, stride| unsafe {
                    skipping_avx2(&bits_of_a, &a, &b, c, stride);
                });
            }
            #[cfg(target_arch = "x86_64")]
            if has_avx512() {
                // SAFETY: the processor has AVX-512, as just asked.
                check(SKIP_WIDE, &|c, stride| unsafe {
                    skipping_avx512(&bits_of_a, &a, &b, c, stride);
                });
            }
        }
    }
}
