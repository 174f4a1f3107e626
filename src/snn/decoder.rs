//! Rate decoder: each action dimension is a linear function of its own population's firing rates.
//!
//! `mean[a] = Σ_p w[a, p] · rate[a, p] + b[a]`, the rate being spikes over time steps. No
//! non-linearity: the squashing comes after the noise (`agent`).

/// Decoder of `act_dim` populations of `population` neurons; its parameters are w
/// `[act_dim, population]`, then b `[act_dim]`, from `offset` on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decoder {
    pub act_dim: usize,
    pub population: usize,
    pub offset: usize,
}

impl Decoder {
    pub fn neurons(&self) -> usize {
        self.act_dim * self.population
    }

    pub fn end(&self) -> usize {
        self.offset + self.neurons() + self.act_dim
    }

    /// The most that any mean can be in size: a rate is at most 1.
    pub fn bound(&self, params: &[f32]) -> f64 {
        let (w, b) = params[self.offset..self.end()].split_at(self.neurons());
        let sum = |group: &[f32]| group.iter().map(|w| f64::from(w.abs())).sum::<f64>();
        let groups = w.chunks_exact(self.population).zip(b);
        groups.map(|(w, b)| sum(w) + f64::from(b.abs())).fold(0.0, f64::max)
    }

    /// rate `[batch, act_dim · population]`, mean `[batch, act_dim]`.
    pub fn forward(&self, params: &[f32], rate: &[f32], mean: &mut [f32]) {
        let (w, b) = params[self.offset..self.end()].split_at(self.neurons());
        for (rate, mean) in
            rate.chunks_exact(self.neurons()).zip(mean.chunks_exact_mut(self.act_dim))
        {
            let groups = w.chunks_exact(self.population).zip(rate.chunks_exact(self.population));
            for ((mean, b), (w, rate)) in mean.iter_mut().zip(b).zip(groups) {
                *mean = w.iter().zip(rate).fold(*b, |sum, (w, r)| sum + w * r);
            }
        }
    }

    /// Gradients of the parameters, overwritten in `grads`, and of the rates; shapes as above.
    pub fn backward(
        &self,
        params: &[f32],
        rate: &[f32],
        d_mean: &[f32],
        grads: &mut [f32],
        d_rate: &mut [f32],
    ) {
        let w = &params[self.offset..][..self.neurons()];
        let (dw, db) = grads[self.offset..self.end()].split_at_mut(self.neurons());
        dw.fill(0.0);
        db.fill(0.0);
        let rows = rate.chunks_exact(self.neurons()).zip(d_rate.chunks_exact_mut(self.neurons()));
        for ((rate, d_rate), d_mean) in rows.zip(d_mean.chunks_exact(self.act_dim)) {
            for i in 0..self.neurons() {
                let d = d_mean[i / self.population];
                dw[i] += d * rate[i];
                d_rate[i] = d * w[i];
            }
            crate::nn::slices::add(db, d_mean);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gradients_match_central_differences() {
        let decoder = Decoder { act_dim: 2, population: 3, offset: 1 };
        let mut params: Vec<f32> = (0..9).map(|i| 0.1 * i as f32 - 0.4).collect();
        let mut rate: Vec<f32> = (0..12).map(|i| (0.17 * i as f32) % 1.0).collect();
        let d_mean = [1.0, -0.5, 0.25, 2.0];
        let loss = |params: &[f32], rate: &[f32]| -> f64 {
            let mut mean = [0.0; 4];
            decoder.forward(params, rate, &mut mean);
            mean.iter().zip(d_mean).map(|(&m, d)| f64::from(m * d)).sum()
        };
        let (mut grads, mut d_rate) = (vec![0.0; 9], vec![0.0; 12]);
        decoder.backward(&params, &rate, &d_mean, &mut grads, &mut d_rate);
        let h = 0.05;
        for i in 1..9 {
            let p = params[i];
            params[i] = p + h;
            let up = loss(&params, &rate);
            params[i] = p - h;
            let n = (up - loss(&params, &rate)) / f64::from(2.0 * h);
            params[i] = p;
            assert!((n - f64::from(grads[i])).abs() < 1e-4);
        }
        for i in 0..12 {
            let p = rate[i];
            rate[i] = p + h;
            let up = loss(&params, &rate);
            rate[i] = p - h;
            let n = (up - loss(&params, &rate)) / f64::from(2.0 * h);
            rate[i] = p;
            assert!((n - f64::from(d_rate[i])).abs() < 1e-4);
        }
    }
}
