//! A linear layer, y = x·W + b, and its gradients.
//!
//! The layer is a place in its network's flat parameter vector, not an owner of memory. W is kept
//! `[in_dim, out_dim]`, the transpose of PyTorch's, so that the weights leaving one input lie side
//! by side: the forward kernel streams them and spiking layers gather them.

use super::Gemm;
use super::slices::column_sums;
use crate::rng::Rng;
use std::ops::Range;

/// Shape of a linear layer and where its parameters start: W `[in_dim, out_dim]`, then b `[out_dim]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Linear {
    pub in_dim: usize,
    pub out_dim: usize,
    pub offset: usize,
}

impl Linear {
    /// Where W lies in the network's parameters.
    pub fn weight(&self) -> Range<usize> {
        self.offset..self.offset + self.in_dim * self.out_dim
    }

    /// Where b lies in the network's parameters.
    pub fn bias(&self) -> Range<usize> {
        self.weight().end..self.end()
    }

    /// First place after this layer's parameters.
    pub fn end(&self) -> usize {
        self.offset + (self.in_dim + 1) * self.out_dim
    }

    /// Draws W and b from U(±1/√in_dim), the default of PyTorch.
    pub fn init(&self, params: &mut [f32], rng: &mut Rng) {
        let bound = 1.0 / (self.in_dim as f64).sqrt();
        for p in &mut params[self.offset..self.end()] {
            *p = rng.uniform_in(-bound, bound) as f32;
        }
    }

    /// The most that each |y| can be, and every sum on the way to it, when no |x| exceeds its entry
    /// of `most`; `[in_dim]` in, `[out_dim]` out.
    pub fn bound(&self, params: &[f32], most: &[f64]) -> Vec<f64> {
        let mut bound: Vec<f64> = params[self.bias()].iter().map(|b| f64::from(b.abs())).collect();
        let rows = params[self.weight()].chunks_exact(self.out_dim);
        for (row, most) in rows.zip(most) {
            bound.iter_mut().zip(row).for_each(|(sum, w)| *sum += f64::from(w.abs()) * most);
        }
        bound
    }

    /// y = x·W + b; x `[batch, in_dim]`, y `[batch, out_dim]`.
    pub fn forward(&self, params: &[f32], batch: usize, x: &[f32], y: &mut [f32], gemm: &mut Gemm) {
        gemm.forward(batch, x, &params[self.weight()], &params[self.bias()], y);
    }

    /// y = max(x·W + b, 0), NaN kept; shapes as in [`Self::forward`].
    pub fn forward_rectified(
        &self,
        params: &[f32],
        batch: usize,
        x: &[f32],
        y: &mut [f32],
        gemm: &mut Gemm,
    ) {
        gemm.forward_rectified(batch, x, &params[self.weight()], &params[self.bias()], y);
    }

    /// Gradients of W and b, overwritten; x `[batch, in_dim]`, dy `[batch, out_dim]`.
    pub fn backward_params(
        &self,
        grads: &mut [f32],
        batch: usize,
        x: &[f32],
        dy: &[f32],
        gemm: &mut Gemm,
    ) {
        gemm.backward_weight(batch, x, dy, &mut grads[self.weight()]);
        column_sums(dy, &mut grads[self.bias()]);
    }

    /// Gradient of x, overwritten; dy `[batch, out_dim]`, dx `[batch, in_dim]`.
    pub fn backward_input(
        &self,
        params: &[f32],
        batch: usize,
        dy: &[f32],
        dx: &mut [f32],
        gemm: &mut Gemm,
    ) {
        gemm.backward_input(batch, dy, &params[self.weight()], dx);
    }

    /// Gradient of the last columns of x alone, as many as dx has, overwritten.
    pub fn backward_last_inputs(
        &self,
        params: &[f32],
        batch: usize,
        dy: &[f32],
        dx: &mut [f32],
        gemm: &mut Gemm,
    ) {
        let unasked = self.in_dim - dx.len() / batch;
        gemm.backward_input(batch, dy, &params[self.weight()][unasked * self.out_dim..], dx);
    }
}
