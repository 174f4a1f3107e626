//! Spikes as events, and the two products with a matrix of zeros and ones that follow from them.
//!
//! A synapse whose source did not fire costs nothing: the input of a neuron is the sum of the
//! weight rows of the neurons that fired, and the gradient of a weight row is the sum of the
//! gradient rows of the times at which its neuron fired. Both are one kernel, which sums the rows
//! that have a bit, in ascending order, into registers. Skipping zeros changes no bit against a
//! dense product. Left out: the gradient with respect to spikes, which is dense (`nn::Gemm`).

use crate::nn::bits::{self, Ones, WORD};
#[cfg(target_arch = "x86_64")]
use crate::nn::gemm::x86::{has_avx2, has_avx512};

/// Which neurons fired, row by row; a row is one time step of one input.
#[derive(Clone, Debug, Default)]
pub struct Events {
    width: usize,
    /// A bit per neuron, whole words a row.
    fired: Vec<u64>,
    /// The same by neuron, a bit per row; scratch.
    by_neuron: Vec<u64>,
}

impl Events {
    /// Forgets everything and takes rows of `width` neurons from now on.
    pub fn clear(&mut self, width: usize) {
        self.width = width;
        self.fired.clear();
    }

    pub fn width(&self) -> usize {
        self.width
    }

    /// Number of spikes in all rows.
    pub fn count(&self) -> usize {
        bits::count(&self.fired)
    }

    /// Adds how often each neuron fired to `counts`, `[width]`.
    pub fn add_counts(&mut self, counts: &mut [f32]) {
        self.turn();
        for (count, times) in counts.iter_mut().zip(self.by_neuron.chunks_exact(self.time_words()))
        {
            *count += bits::count(times) as f32;
        }
    }

    /// Becomes that many rows of `width` neurons of which none has fired; returns the words for
    /// their bits, and how many words a row has.
    pub(super) fn silent(&mut self, width: usize, rows: usize) -> (&mut [u64], usize) {
        self.clear(width);
        let words = self.words();
        self.fired.resize(rows * words, 0);
        (&mut self.fired, words)
    }

    /// Appends rows of the neurons whose potential is above `threshold`; potentials `[rows, width]`.
    pub fn push_rows(&mut self, potentials: &[f32], threshold: f32) {
        let (start, words) = (self.fired.len(), self.words());
        self.fired.resize(start + potentials.len() / self.width * words, 0);
        let rows = self.fired[start..].chunks_exact_mut(words);
        let potentials = potentials.chunks_exact(self.width);
        rows.zip(potentials).for_each(|(row, v)| bits::set_above(v, threshold, row));
    }

    /// The neurons that fired, row by row, ascending.
    pub fn rows(&self) -> impl Iterator<Item = impl Iterator<Item = usize> + Clone> {
        self.fired.chunks_exact(self.words()).map(bits::places)
    }

    /// `y = s·w + bias`; s `[rows, width]` these spikes, w `[width, n]`, y `[rows, n]`.
    pub fn forward(&self, w: &[f32], bias: &[f32], y: &mut [f32]) {
        let (words, n) = (self.words(), bias.len());
        Sums { places: &self.fired, words, table: w, n, bias: Some(bias) }.write(y);
    }

    /// `y = s·w`; s `[rows, width]` these spikes, w `[width, n]`, y `[rows, n]`.
    pub fn gather(&self, w: &[f32], n: usize, y: &mut [f32]) {
        Sums { places: &self.fired, words: self.words(), table: w, n, bias: None }.write(y);
    }

    /// `dw = sᵀ·dy`, overwritten; dy `[rows, n]`, dw `[width, n]`.
    pub fn backward_weight(&mut self, dy: &[f32], dw: &mut [f32]) {
        self.turn();
        let (words, n) = (self.time_words(), dw.len() / self.width);
        Sums { places: &self.by_neuron, words, table: dy, n, bias: None }.write(dw);
    }

    /// Fills `by_neuron`.
    fn turn(&mut self) {
        bits::transpose(&self.fired, self.width, &mut self.by_neuron);
    }

    /// Words that hold a bit for each row.
    fn time_words(&self) -> usize {
        (self.fired.len() / self.words()).div_ceil(WORD).max(1)
    }

    /// Words of a row.
    fn words(&self) -> usize {
        self.width.div_ceil(WORD).max(1)
    }
}

/// Sums of rows of a table `[·, n]`: one sum for each run of `words` of `places`, over the rows
/// that have a bit there, ascending, and a bias `[n]` at the end.
struct Sums<'a> {
    places: &'a [u64],
    words: usize,
    table: &'a [f32],
    n: usize,
    bias: Option<&'a [f32]>,
}

impl Sums<'_> {
    /// Overwrites `to`, `[sums, n]`.
    fn write(&self, to: &mut [f32]) {
        let n = self.n;
        let mut column = 0;
        #[cfg(target_arch = "x86_64")]
        if has_avx512() {
            while column + 128 <= n {
                // SAFETY: the processor has AVX-512, as just asked.
                unsafe { sum_block_avx512::<8>(self, column, to) };
                column += 128;
            }
            while column + 64 <= n {
                // SAFETY: as above.
                unsafe { sum_block_avx512::<4>(self, column, to) };
                column += 64;
            }
        }
        #[cfg(target_arch = "x86_64")]
        if has_avx2() {
            while column + 64 <= n {
                // SAFETY: the processor has AVX2, as just asked.
                unsafe { sum_block_avx2(self, column, to) };
                column += 64;
            }
        }
        while column + 32 <= n {
            sum_block::<32>(self, column, to);
            column += 32;
        }
        match (n - column) / 4 {
            0 => {}
            1 => sum_block::<4>(self, column, to),
            2 => sum_block::<8>(self, column, to),
            3 => sum_block::<12>(self, column, to),
            4 => sum_block::<16>(self, column, to),
            5 => sum_block::<20>(self, column, to),
            6 => sum_block::<24>(self, column, to),
            _ => sum_block::<28>(self, column, to),
        }
        for column in column + (n - column) / 4 * 4..n {
            sum_block::<1>(self, column, to);
        }
    }
}

/// N columns of every sum, from `column` on.
#[inline(always)]
fn sum_body<const N: usize>(sums: &Sums, column: usize, to: &mut [f32]) {
    let &Sums { places, words, table, n, bias } = sums;
    let bias = bias.and_then(|bias| bias[column..].first_chunk::<N>());
    for (places, to) in places.chunks_exact(words).zip(to.chunks_exact_mut(n)) {
        let mut acc = [0.0f32; N];
        for (&word, table) in places.iter().zip(table.chunks(WORD * n)) {
            for row in Ones(word) {
                let row = &table[row * n + column..][..N];
                for j in 0..N {
                    acc[j] += row[j];
                }
            }
        }
        if let Some(bias) = bias {
            for j in 0..N {
                acc[j] += bias[j];
            }
        }
        to[column..][..N].copy_from_slice(&acc);
    }
}

#[inline(never)]
fn sum_block<const N: usize>(sums: &Sums, column: usize, to: &mut [f32]) {
    sum_body::<N>(sums, column, to);
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
#[inline(never)]
fn sum_block_avx2(sums: &Sums, column: usize, to: &mut [f32]) {
    sum_body::<64>(sums, column, to);
}

/// As [`sum_body`] for N times sixteen columns.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f")]
#[inline(never)]
fn sum_block_avx512<const N: usize>(sums: &Sums, column: usize, to: &mut [f32]) {
    use std::arch::x86_64::{_mm512_add_ps, _mm512_loadu_ps, _mm512_setzero_ps, _mm512_storeu_ps};
    let &Sums { places, words, table, n, bias } = sums;
    let add = |acc: &mut [_; N], row: &[f32]| {
        for (acc, row) in acc.iter_mut().zip(row.as_chunks::<16>().0) {
            // SAFETY: the chunk holds sixteen numbers.
            *acc = unsafe { _mm512_add_ps(*acc, _mm512_loadu_ps(row.as_ptr())) };
        }
    };
    for (places, to) in places.chunks_exact(words).zip(to.chunks_exact_mut(n)) {
        let mut acc = [_mm512_setzero_ps(); N];
        for (&word, table) in places.iter().zip(table.chunks(WORD * n)) {
            for row in Ones(word) {
                add(&mut acc, &table[row * n + column..][..16 * N]);
            }
        }
        if let Some(bias) = bias {
            add(&mut acc, &bias[column..][..16 * N]);
        }
        for (to, acc) in to[column..][..16 * N].as_chunks_mut::<16>().0.iter_mut().zip(acc) {
            // SAFETY: as above.
            unsafe { _mm512_storeu_ps(to.as_mut_ptr(), acc) };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nn::Gemm;
    use crate::rng::{Rng, Stream};

    #[test]
    fn products_have_the_bits_of_dense_ones() {
        let mut rng = Rng::new(4, Stream::Init);
        let (mut events, mut gemm) = (Events::default(), Gemm::default());
        for (rows, width, n) in [(1, 3, 1), (7, 20, 20), (40, 33, 101), (20, 64, 64)] {
            for rate in [0.0, 0.1, 0.5, 1.0] {
                let mut draw = |n| (0..n).map(|_| rng.normal() as f32).collect::<Vec<_>>();
                let (w, bias, dy) = (draw(width * n), draw(n), draw(rows * n));
                let spikes: Vec<f32> =
                    (0..rows * width).map(|_| f32::from(rng.uniform() < rate)).collect();
                events.clear(width);
                events.push_rows(&spikes, 0.5);
                assert_eq!(events.count() as f32, spikes.iter().sum::<f32>());
                let (mut y, mut dense) = (vec![0.0; rows * n], vec![0.0; rows * n]);
                events.forward(&w, &bias, &mut y);
                gemm.forward(rows, &spikes, &w, &bias, &mut dense);
                assert_eq!(y, dense);
                let (mut dw, mut dense) = (vec![f32::NAN; width * n], vec![0.0; width * n]);
                events.backward_weight(&dy, &mut dw);
                gemm.backward_weight(rows, &spikes, &dy, &mut dense);
                assert_eq!(dw, dense);
            }
        }
    }

    /// A machine has one widest path, and only that one is taken above.
    #[cfg(target_arch = "x86_64")]
    #[test]
    fn sums_of_every_width_have_the_same_bits() {
        let mut rng = Rng::new(5, Stream::Init);
        let (rows, n) = ([1, 3, 4, 9, 30, 66], 130);
        let mut draw = |n| (0..n).map(|_| rng.normal() as f32).collect::<Vec<_>>();
        let (table, bias) = (draw(67 * n), draw(n));
        let mut expected = [0.0; 128];
        for row in rows {
            expected.iter_mut().zip(&table[row * n + 2..]).for_each(|(e, x)| *e += x);
        }
        // Of two sums the second has nothing to add.
        let places = [rows[..5].iter().fold(0, |bits, row| bits | 1 << row), 1 << 2, 0, 0];
        let check = |width: usize, kernel: &dyn Fn(&Sums, &mut [f32])| {
            for bias in [None, Some(bias.as_slice())] {
                let sums = Sums { places: &places, words: 2, table: &table, n, bias };
                let mut to = vec![77.0; 2 * n];
                kernel(&sums, &mut to);
                for (to, expected) in to.chunks_exact(n).zip([expected, [0.0; 128]]) {
                    let bias = |j: usize| bias.map_or(0.0, |bias| bias[2 + j]);
                    let expected = expected.iter().enumerate().map(|(j, e)| e + bias(j));
                    assert!(to[2..2 + width].iter().copied().eq(expected.take(width)), "{width}");
                    assert!(to[..2].iter().chain(&to[2 + width..]).all(|&x| x == 77.0), "{width}");
                }
            }
        };
        check(4, &|sums, to| sum_block::<4>(sums, 2, to));
        check(16, &|sums, to| sum_block::<16>(sums, 2, to));
        check(32, &|sums, to| sum_block::<32>(sums, 2, to));
        if has_avx2() {
            // SAFETY: the processor has AVX2, as just asked.
            check(64, &|sums, to| unsafe { sum_block_avx2(sums, 2, to) });
        }
        if has_avx512() {
            // SAFETY: the processor has AVX-512, as just asked.
            check(64, &|sums, to| unsafe { sum_block_avx512::<4>(sums, 2, to) });
            // SAFETY: as above.
            check(128, &|sums, to| unsafe { sum_block_avx512::<8>(sums, 2, to) });
        }
    }
}
