//! Multilayer perceptron: linear layers with ReLU between them, none after the last.

use super::Gemm;
use super::linear::Linear;
use super::slices::grown;
use crate::rng::Rng;

/// A perceptron with its parameters in one flat vector, layer after layer.
#[derive(Clone, Debug, PartialEq)]
pub struct Mlp {
    layers: Vec<Linear>,
    pub params: Vec<f32>,
}

/// What a forward pass leaves for the backward pass, and scratch; reused, it allocates only once.
#[derive(Clone, Debug, Default)]
pub struct MlpWorkspace {
    batch: usize,
    /// Input of each layer, and at the end the output: `[batch, in_dim]` each.
    activations: Vec<Vec<f32>>,
    /// Gradient of the activation being worked on, and of the one before; only ever longer.
    delta: Vec<f32>,
    delta_before: Vec<f32>,
    gemm: Gemm,
}

impl MlpWorkspace {
    /// Output of the last forward pass, `[batch, out_dim]`.
    pub fn output(&self) -> &[f32] {
        self.activations.last().map_or(&[], Vec::as_slice)
    }
}

impl Mlp {
    /// `sizes` = input, hidden layers, output; weights from U(±1/√fan_in).
    pub fn new(sizes: &[usize], rng: &mut Rng) -> Self {
        let mut mlp = Self::zeros(sizes);
        for layer in &mlp.layers {
            layer.init(&mut mlp.params, rng);
        }
        mlp
    }

    /// The same with every parameter zero, to be filled from elsewhere.
    pub fn zeros(sizes: &[usize]) -> Self {
        let mut layers = Vec::new();
        let mut offset = 0;
        for pair in sizes.windows(2) {
            let layer = Linear { in_dim: pair[0], out_dim: pair[1], offset };
            offset = layer.end();
            layers.push(layer);
        }
        Self { layers, params: vec![0.0; offset] }
    }

    pub fn layers(&self) -> &[Linear] {
        &self.layers
    }

    /// Multiply-accumulates of one forward pass of one input.
    pub fn macs(&self) -> u64 {
        self.layers.iter().map(|l| (l.in_dim * l.out_dim) as u64).sum()
    }

    /// The most that any activation or output can be in size, for inputs within ±1.
    pub fn bound(&self) -> f64 {
        let mut most = vec![1.0; self.layers.first().map_or(0, |layer| layer.in_dim)];
        let mut bound = 0.0;
        for layer in &self.layers {
            most = layer.bound(&self.params, &most);
            bound = most.iter().copied().fold(bound, f64::max);
        }
        bound
    }

    /// x `[batch, in_dim]`; the result is `ws.output()`, `[batch, out_dim]`.
    pub fn forward(&self, ws: &mut MlpWorkspace, batch: usize, x: &[f32]) {
        self.forward_with(ws, batch, |input| input.copy_from_slice(x));
    }

    /// Forward pass of an input that `fill` writes in place, `[batch, in_dim]`.
    pub fn forward_with(&self, ws: &mut MlpWorkspace, batch: usize, fill: impl FnOnce(&mut [f32])) {
        ws.batch = batch;
        ws.activations.resize_with(self.layers.len() + 1, Vec::new);
        ws.activations[0].resize(batch * self.layers[0].in_dim, 0.0);
        fill(&mut ws.activations[0]);
        for (i, layer) in self.layers.iter().enumerate() {
            let (before, after) = ws.activations.split_at_mut(i + 1);
            let (x, y) = (&before[i], &mut after[0]);
            y.resize(batch * layer.out_dim, 0.0);
            if i + 1 < self.layers.len() {
                layer.forward_rectified(&self.params, batch, x, y, &mut ws.gemm);
            } else {
                layer.forward(&self.params, batch, x, y, &mut ws.gemm);
            }
        }
    }

    /// Backward pass of the last forward pass with `ws`: d_output `[batch, out_dim]`; `grads` like
    /// `params`, overwritten; `d_input` `[batch, up to in_dim]`, of the last inputs, overwritten.
    /// Only what is asked for is computed.
    pub fn backward(
        &self,
        ws: &mut MlpWorkspace,
        d_output: &[f32],
        mut grads: Option<&mut [f32]>,
        mut d_input: Option<&mut [f32]>,
    ) {
        let batch = ws.batch;
        grown(&mut ws.delta, d_output.len()).copy_from_slice(d_output);
        for (i, layer) in self.layers.iter().enumerate().rev() {
            let (x, delta) = (&ws.activations[i], &ws.delta[..batch * layer.out_dim]);
            if let Some(grads) = grads.as_deref_mut() {
                layer.backward_params(grads, batch, x, delta, &mut ws.gemm);
            }
            if i > 0 {
                let dx = grown(&mut ws.delta_before, x.len());
                layer.backward_input(&self.params, batch, delta, dx, &mut ws.gemm);
                relu_backward(x, dx);
                std::mem::swap(&mut ws.delta, &mut ws.delta_before);
            } else if let Some(dx) = d_input.as_deref_mut() {
                layer.backward_last_inputs(&self.params, batch, delta, dx, &mut ws.gemm);
            }
        }
    }
}

/// Clears the gradient where the rectified activation `y` is zero.
fn relu_backward(y: &[f32], dy: &mut [f32]) {
    for (dy, &y) in dy.iter_mut().zip(y) {
        *dy = if y > 0.0 { *dy } else { 0.0 };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::Stream;

    #[test]
    fn gradients_match_central_differences() {
        let mut rng = Rng::new(5, Stream::Init);
        let mut mlp = Mlp::new(&[3, 7, 6, 2], &mut rng);
        let batch = 4;
        let mut draw = |n| (0..n).map(|_| rng.normal() as f32).collect::<Vec<_>>();
        let (mut x, weight) = (draw(batch * 3), draw(batch * 2));
        let mut ws = MlpWorkspace::default();
        let mut loss = |mlp: &Mlp, x: &[f32]| -> f64 {
            mlp.forward(&mut ws, batch, x);
            ws.output().iter().zip(&weight).map(|(&y, &w)| f64::from(y) * f64::from(w)).sum()
        };
        let h = 1e-2f32;
        let mut numeric = Vec::new();
        for i in 0..mlp.params.len() {
            let p = mlp.params[i];
            mlp.params[i] = p + h;
            let up = loss(&mlp, &x);
            mlp.params[i] = p - h;
            let down = loss(&mlp, &x);
            mlp.params[i] = p;
            numeric.push((up - down) / f64::from(2.0 * h));
        }
        for i in 0..x.len() {
            let p = x[i];
            x[i] = p + h;
            let up = loss(&mlp, &x);
            x[i] = p - h;
            let down = loss(&mlp, &x);
            x[i] = p;
            numeric.push((up - down) / f64::from(2.0 * h));
        }
        let mut grads = vec![0.0; mlp.params.len()];
        let mut d_input = vec![0.0; x.len()];
        mlp.forward(&mut ws, batch, &x);
        mlp.backward(&mut ws, &weight, Some(&mut grads), Some(&mut d_input));
        grads.extend(d_input);
        // A difference that steps over a kink of the ReLU is off by more; few do at this step.
        let off = |&(&a, &n): &(&f32, &f64)| (f64::from(a) - n).abs() > 2e-3 * (1.0 + n.abs());
        let wrong = grads.iter().zip(&numeric).filter(off).count();
        assert!(wrong * 20 <= grads.len(), "{wrong} of {} differ", grads.len());
        let dot: f64 = grads.iter().zip(&numeric).map(|(&a, n)| f64::from(a) * n).sum();
        let norms = |x: f64, y: f64| (x * y).sqrt();
        let a2: f64 = grads.iter().map(|&a| f64::from(a) * f64::from(a)).sum();
        let n2: f64 = numeric.iter().map(|n| n * n).sum();
        assert!(dot / norms(a2, n2) > 0.9999);
    }

    #[test]
    fn a_row_alone_and_in_a_batch_gives_the_same_bits() {
        let mut rng = Rng::new(6, Stream::Init);
        let mlp = Mlp::new(&[5, 70, 64, 3], &mut rng);
        let x: Vec<f32> = (0..8 * 5).map(|_| rng.normal() as f32).collect();
        let (mut many, mut one) = (MlpWorkspace::default(), MlpWorkspace::default());
        mlp.forward(&mut many, 8, &x);
        for (x, y) in x.chunks_exact(5).zip(many.output().chunks_exact(3)) {
            mlp.forward(&mut one, 1, x);
            assert_eq!(one.output(), y);
        }
    }

    #[test]
    fn nan_is_not_hidden_by_the_rectifier() {
        let mut mlp = Mlp::new(&[2, 4, 1], &mut Rng::new(1, Stream::Init));
        mlp.params[0] = f32::NAN;
        let mut ws = MlpWorkspace::default();
        mlp.forward(&mut ws, 1, &[1.0, 1.0]);
        assert!(ws.output()[0].is_nan());
    }
}
