//! Matrix products of f32 in a fixed order of summation.
//!
//! Every element of a result is one running sum over k = 0, 1, 2, … of `product rounded, then sum
//! rounded`. Vector width, tile shape and batch size decide only which elements are computed side
//! by side, never the order within one, and nothing is fused; hence the bits are the same native
//! and in wasm, and for one row as for many. Behind a rectifier about half of a matrix is zero, and
//! so is half of its gradient; such products skip the zeros, which changes no bit of a finite
//! result. Left out: spikes (see `snn::events`), threads, and blocking over k, which the sizes met
//! here (k ≤ about 1000) do not need.

use super::bits::{Ones, WORD, set_nonzero};

/// Rows of a tile. With `NARROW` columns of four lanes, or `WIDE` columns of eight, a tile takes
/// eight vector registers; more made the compiler of V8 spill.
const ROWS: usize = 4;
const NARROW: usize = 8;
/// Sums of so few products are done before a tile would have begun.
const FEW: usize = 4;
/// Columns of the tiles for results of a few columns.
const SLIM: usize = 4;
#[cfg(target_arch = "x86_64")]
const WIDE: usize = 16;
/// Columns where registers hold sixteen lanes.
#[cfg(target_arch = "x86_64")]
const WIDEST: usize = 32;

/// Columns of a row that skips zeros: eight registers again, of four or of eight lanes.
const SKIP_NARROW: usize = 32;
#[cfg(any(test, target_arch = "x86_64"))]
const SKIP_WIDE: usize = 64;

/// A matrix as a slice with strides: element (i, j) is `data[i * row + j * column]`.
#[derive(Clone, Copy)]
struct View<'a> {
    data: &'a [f32],
    row: usize,
    column: usize,
}

impl View<'_> {
    fn transposed(self) -> Self {
        View { row: self.column, column: self.row, ..self }
    }
}

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

/// The transpose of a matrix with rows of `width` elements, as contiguous rows.
fn transpose<'a>(from: &[f32], width: usize, to: &'a mut Vec<f32>) -> &'a [f32] {
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

/// The first `len` elements of a buffer that only ever grows: to shrink it and let it grow again
/// would be to clear it each time.
pub(crate) fn grown<T: Clone + Default>(buffer: &mut Vec<T>, len: usize) -> &mut [T] {
    if buffer.len() < len {
        buffer.resize(len, T::default());
    }
    &mut buffer[..len]
}

/// Copies a `[k, n]` matrix into panels `[n / N][k][N]`, the last one filled up with zeros.
#[inline(always)]
fn pack<'a, const N: usize>(from: View, [k, n]: [usize; 2], to: &'a mut Vec<f32>) -> &'a [f32] {
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

/// A panel of a product, `c = a·b`, with a and b as panels `[m / ROWS][k][ROWS]` and `[k][N]`, tile
/// after tile; the rows of c lie `stride` apart.
///
/// All tiles in one call, and that out of line: a call per tile cost as much as a short sum, and
/// inlined into its caller V8's code for it lost a third of its speed.
#[inline(always)]
fn tiles_body<const N: usize>(a: &[f32], b: &[f32], c: &mut [f32], stride: usize) {
    for (a, c) in a.chunks_exact(ROWS * b.len() / N).zip(c.chunks_mut(ROWS * stride)) {
        tile_body::<N>(packed_columns(a), b, c, stride);
    }
}

/// The same with a as it is, `[m, k]`.
#[inline(always)]
fn row_tiles_body<const N: usize>(a: &[f32], b: &[f32], c: &mut [f32], stride: usize) {
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
fn packed_columns(a: &[f32]) -> impl Iterator<Item = [f32; ROWS]> {
    a.as_chunks::<ROWS>().0.iter().copied()
}

/// The columns of ROWS rows.
#[inline(always)]
fn row_columns(a: &[f32]) -> impl Iterator<Item = [f32; ROWS]> {
    let (a01, a23) = a.split_at(a.len() / 2);
    let ((a0, a1), (a2, a3)) = (a01.split_at(a01.len() / 2), a23.split_at(a23.len() / 2));
    a0.iter().zip(a1).zip(a2.iter().zip(a3)).map(|((&a0, &a1), (&a2, &a3))| [a0, a1, a2, a3])
}

#[inline(never)]
fn tiles(a: &[f32], b: &[f32], c: &mut [f32], stride: usize) {
    tiles_body::<NARROW>(a, b, c, stride);
}

#[inline(never)]
fn row_tiles(a: &[f32], b: &[f32], c: &mut [f32], stride: usize) {
    row_tiles_body::<NARROW>(a, b, c, stride);
}

#[inline(never)]
fn slim_tiles(a: &[f32], b: &[f32], c: &mut [f32], stride: usize) {
    tiles_body::<SLIM>(a, b, c, stride);
}

#[inline(never)]
fn slim_row_tiles(a: &[f32], b: &[f32], c: &mut [f32], stride: usize) {
    row_tiles_body::<SLIM>(a, b, c, stride);
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
#[inline(never)]
fn tiles_avx2(a: &[f32], b: &[f32], c: &mut [f32], stride: usize) {
    tiles_body::<WIDE>(a, b, c, stride);
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
#[inline(never)]
fn row_tiles_avx2(a: &[f32], b: &[f32], c: &mut [f32], stride: usize) {
    row_tiles_body::<WIDE>(a, b, c, stride);
}

/// As [`tile_body`], which the compiler kept in memory at this width.
#[cfg(target_arch = "x86_64")]
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

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f")]
#[inline(never)]
fn tiles_avx512(a: &[f32], b: &[f32], c: &mut [f32], stride: usize) {
    for (a, c) in a.chunks_exact(ROWS * b.len() / WIDEST).zip(c.chunks_mut(ROWS * stride)) {
        tile_body_avx512(packed_columns(a), b, c, stride);
    }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f")]
#[inline(never)]
fn row_tiles_avx512(a: &[f32], b: &[f32], c: &mut [f32], stride: usize) {
    for (a, c) in a.chunks_exact(ROWS * b.len() / WIDEST).zip(c.chunks_mut(ROWS * stride)) {
        tile_body_avx512(row_columns(a), b, c, stride);
    }
}

/// A panel of a product, `c = a·b` over the elements of a that have their bit, from the lowest on;
/// b is a panel `[k][N]`, the rows of c lie `stride` apart.
#[inline(always)]
fn skipping_body<const N: usize>(bits: &[u64], a: &[f32], b: &[f32], c: &mut [f32], stride: usize) {
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
fn skipping_words(bits: &[u64], a: &[f32], b: &[f32], c: &mut [f32], stride: usize) {
    let b = b.as_chunks::<SKIP_NARROW>().0;
    let rows = a.chunks_exact(b.len()).zip(bits);
    for ((a, &bits), c) in rows.zip(c.chunks_mut(stride)) {
        let mut sum = [0.0; SKIP_NARROW];
        add_products(bits, a, b, &mut sum);
        c[..SKIP_NARROW].copy_from_slice(&sum);
    }
}

#[inline(never)]
fn skipping(bits: &[u64], a: &[f32], b: &[f32], c: &mut [f32], stride: usize) {
    skipping_body::<SKIP_NARROW>(bits, a, b, c, stride);
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
#[inline(never)]
fn skipping_avx2(bits: &[u64], a: &[f32], b: &[f32], c: &mut [f32], stride: usize) {
    skipping_body::<SKIP_WIDE>(bits, a, b, c, stride);
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f")]
#[inline(never)]
fn skipping_avx512(bits: &[u64], a: &[f32], b: &[f32], c: &mut [f32], stride: usize) {
    skipping_body::<SKIP_WIDE>(bits, a, b, c, stride);
}

/// `y = x·w` for one row; x `[k]`, w `[k, n]`, y `[n]`. Nothing is packed.
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

#[inline(always)]
fn weighted_body<const N: usize>(x: &[f32], w: &[f32], n: usize, column: usize, y: &mut [f32]) {
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

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
#[inline(never)]
fn weighted_block_avx2(x: &[f32], w: &[f32], n: usize, column: usize, y: &mut [f32]) {
    weighted_body::<64>(x, w, n, column, y);
}

/// `y += x`, element by element; eight at a time, for the compiler left it at one.
pub fn add(y: &mut [f32], x: &[f32]) {
    let ((y, y_rest), (x, x_rest)) = (y.as_chunks_mut::<8>(), x.as_chunks::<8>());
    for (y, x) in y.iter_mut().zip(x) {
        for j in 0..8 {
            y[j] += x[j];
        }
    }
    for (y, &x) in y_rest.iter_mut().zip(x_rest) {
        *y += x;
    }
}

/// Column sums, overwritten: `sum[j] = Σᵢ x[i, j]`; x `[m, n]`, sum `[n]`.
pub fn column_sums(x: &[f32], sum: &mut [f32]) {
    const BLOCK: usize = 32;
    let n = sum.len();
    let blocks = n / BLOCK * BLOCK;
    let (wide, rest) = sum.split_at_mut(blocks);
    for (i, sum) in wide.as_chunks_mut::<BLOCK>().0.iter_mut().enumerate() {
        let mut acc = [0.0f32; BLOCK];
        for row in x.chunks_exact(n) {
            for (acc, x) in acc.iter_mut().zip(&row[i * BLOCK..][..BLOCK]) {
                *acc += x;
            }
        }
        *sum = acc;
    }
    rest.fill(0.0);
    if blocks < n {
        x.chunks_exact(n).for_each(|row| add(rest, &row[blocks..]));
    }
}

/// Whether every element is finite. A sum of `0·x` is NaN exactly if one is not, and vectorises.
pub fn all_finite(x: &[f32]) -> bool {
    let mut lanes = [0.0f32; 16];
    let (chunks, rest) = x.as_chunks::<16>();
    for chunk in chunks {
        for (lane, &x) in lanes.iter_mut().zip(chunk) {
            *lane += 0.0 * x;
        }
    }
    lanes.iter().sum::<f32>() == 0.0 && rest.iter().all(|x| x.is_finite())
}

/// Eight lanes only change how many elements are computed at once, not their bits.
#[cfg(target_arch = "x86_64")]
#[inline(always)]
pub(crate) fn has_avx2() -> bool {
    std::arch::is_x86_feature_detected!("avx2")
}

/// The same for sixteen.
#[cfg(target_arch = "x86_64")]
#[inline(always)]
pub(crate) fn has_avx512() -> bool {
    std::arch::is_x86_feature_detected!("avx512f")
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
        for m in [1, 2, 4, 5, 17, 32, 35] {
            for n in [1, 2, 3, 5, 8, 20, 32, 64, 101] {
                for (k, rectified) in [(1, false), (3, true), (10, false), (64, false), (64, true)]
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

    #[test]
    fn finiteness_is_noticed_at_every_place() {
        for bad in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
            for at in 0..37 {
                let mut x = vec![1.0; 37];
                assert!(all_finite(&x));
                x[at] = bad;
                assert!(!all_finite(&x));
            }
        }
    }
}
