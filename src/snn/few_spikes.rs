//! Few-spikes network: when a neuron fires says how much its spike counts.
//!
//! A neuron takes its input x as a start and answers within K time steps, from rest every time:
//!
//! ```text
//! h[t] = range / 2ᵗ                            t = 1 … K
//! s[t] = v[t] > h[t]                           (strictly), v[1] = x
//! v[t+1] = v[t] − h[t] · s[t]
//! ```
//!
//! Threshold and reset halve from step to step, so the spikes are the binary digits of x, cut off
//! after K and at `range`; a negative input causes none. A spike of step t counts h[t] downstream:
//! a receiver doubles what it has gathered, then adds the weights of whoever fires now,
//!
//! ```text
//! u ← 2u + Σ W[fired, ·],   x = h[K] · u + b   after K steps
//! ```
//!
//! so a layer needs additions only, and starts when the layer before is done. Where rates over as
//! many steps tell K + 1 values apart, this tells 2ᴷ. The first layer's input is a constant
//! current, W o + b; the output is the u of a last layer that does not fire.
//!
//! Backward, what a neuron says is taken as x where it is neither silent nor at its end, and as
//! constant elsewhere (straight-through).
//!
//! Source: few-spikes neurons, Stöckl and Maass 2021, there made from trained dense networks; here
//! they are trained as they are. Straight-through estimator: Bengio, Léonard and Courville 2013.

use super::activity::{Activity, LayerActivity};
use super::events::Events;
use super::rate_band::RateBand;
use crate::nn::{Gemm, Linear};
use crate::rng::Rng;

/// Dimensions and constants of the network.
#[derive(Clone, Debug, PartialEq)]
pub struct FewSpikesShape {
    pub obs_dim: usize,
    pub out_dim: usize,
    pub hidden_sizes: Vec<usize>,
    /// K, of each layer.
    pub time_steps: usize,
    /// Input at which a neuron fires in every step.
    pub range: f32,
}

/// The network with its parameters in one flat vector, layer after layer.
#[derive(Clone, Debug, PartialEq)]
pub struct FewSpikesNet {
    shape: FewSpikesShape,
    layers: Vec<Linear>,
    pub params: Vec<f32>,
}

/// What a forward pass leaves for the backward pass, and scratch; reused, it allocates only once.
#[derive(Clone, Debug, Default)]
pub struct FewSpikesWorkspace {
    batch: usize,
    obs: Vec<f32>,
    /// Membranes of the layer being worked on, `[batch, neurons]`.
    membrane: Vec<f32>,
    /// Spikes of each hidden layer, `[time_steps · batch, neurons]`.
    spikes: Vec<Events>,
    /// What each hidden layer says, Σ h[t]·s[t], `[batch, neurons]`.
    values: Vec<Vec<f32>>,
    /// Weights gathered in each time step, `[time_steps · batch, neurons]`.
    gathered: Vec<f32>,
    output: Vec<f32>,
    rates: Vec<f32>,
    delta: Vec<f32>,
    delta_below: Vec<f32>,
    gemm: Gemm,
    activity: Activity,
}

impl FewSpikesWorkspace {
    /// Result of the last forward pass, `[batch, out_dim]`.
    pub fn output(&self) -> &[f32] {
        &self.output
    }

    /// What fired in the last forward pass.
    pub fn activity(&self) -> &Activity {
        &self.activity
    }

    /// Spikes of each hidden layer in the last forward pass, a row for each time step of each input.
    pub fn spikes(&self) -> &[Events] {
        &self.spikes
    }

    /// Empties [`Self::activity`].
    pub fn forget_activity(&mut self) {
        self.activity = Activity::default();
    }
}

impl FewSpikesShape {
    /// h[t], t from 1.
    fn height(&self, t: usize) -> f32 {
        // A power of two: scaling by it is exact.
        self.range / (1u64 << t) as f32
    }
}

impl FewSpikesNet {
    /// Weights from U(±1/√fan_in).
    pub fn new(shape: &FewSpikesShape, rng: &mut Rng) -> Self {
        let mut net = Self::zeros(shape);
        for layer in &net.layers {
            layer.init(&mut net.params, rng);
        }
        net
    }

    /// The same with every parameter zero, to be filled from elsewhere.
    pub fn zeros(shape: &FewSpikesShape) -> Self {
        let (mut layers, mut offset, mut in_dim) = (Vec::new(), 0, shape.obs_dim);
        for &out_dim in shape.hidden_sizes.iter().chain([&shape.out_dim]) {
            let layer = Linear { in_dim, out_dim, offset };
            (in_dim, offset) = (out_dim, layer.end());
            layers.push(layer);
        }
        Self { shape: shape.clone(), layers, params: vec![0.0; offset] }
    }

    pub fn shape(&self) -> &FewSpikesShape {
        &self.shape
    }

    /// The output's bias.
    pub fn bias_mut(&mut self) -> &mut [f32] {
        let start = self.params.len() - self.shape.out_dim;
        &mut self.params[start..]
    }

    /// Multiply-accumulates of one decision: the current of the first layer. The rest are spikes.
    pub fn macs(&self) -> u64 {
        (self.layers[0].in_dim * self.layers[0].out_dim) as u64
    }

    /// The most that any output can be in size, and every sum on the way to it, whoever fires.
    pub fn bound(&self) -> f64 {
        let Some(last) = self.layers.last() else { return 0.0 };
        // Before it is scaled, what is gathered counts in units of the last spike.
        let most = f64::from(self.shape.range).max((1u64 << self.shape.time_steps) as f64);
        last.bound(&self.params, &vec![most; last.in_dim]).into_iter().fold(0.0, f64::max)
    }

    /// obs `[batch, obs_dim]`; the result is `ws.output()`, `[batch, out_dim]`.
    pub fn forward(&self, ws: &mut FewSpikesWorkspace, batch: usize, obs: &[f32]) {
        let hidden = self.layers.len() - 1;
        ws.batch = batch;
        ws.obs.clear();
        ws.obs.extend_from_slice(obs);
        ws.spikes.resize_with(hidden, Events::default);
        ws.values.resize_with(hidden, Vec::new);
        for (i, layer) in self.layers.iter().enumerate() {
            ws.membrane.resize(batch * layer.out_dim, 0.0);
            if i == 0 {
                layer.forward(&self.params, batch, obs, &mut ws.membrane, &mut ws.gemm);
            } else {
                self.receive(layer, &ws.spikes[i - 1], &mut ws.gathered, &mut ws.membrane);
            }
            if i < hidden {
                let value = &mut ws.values[i];
                value.clear();
                value.resize(batch * layer.out_dim, 0.0);
                self.fire(layer.out_dim, &mut ws.membrane, value, &mut ws.spikes[i]);
            }
        }
        ws.output.clear();
        ws.output.extend_from_slice(&ws.membrane);
        self.count_activity(ws);
    }

    /// Input of a layer from the spikes of the one before.
    fn receive(&self, layer: &Linear, spikes: &Events, gathered: &mut Vec<f32>, input: &mut [f32]) {
        let steps = self.shape.time_steps;
        gathered.resize(steps * input.len(), 0.0);
        spikes.gather(&self.params[layer.weight()], layer.out_dim, gathered);
        input.fill(0.0);
        for now in gathered.chunks_exact(input.len()) {
            for (u, &now) in input.iter_mut().zip(now) {
                *u = 2.0 * *u + now;
            }
        }
        let unit = self.shape.height(steps);
        let bias = &self.params[layer.bias()];
        for row in input.chunks_exact_mut(layer.out_dim) {
            for (u, &b) in row.iter_mut().zip(bias) {
                *u = unit * *u + b;
            }
        }
    }

    /// Spikes of a layer from its input `v`, which is used up, and what they count.
    fn fire(&self, neurons: usize, v: &mut [f32], value: &mut [f32], spikes: &mut Events) {
        spikes.clear(neurons);
        for t in 1..=self.shape.time_steps {
            let height = self.shape.height(t);
            spikes.push_rows(v, height);
            for (v, value) in v.iter_mut().zip(&mut *value) {
                let counts = if *v > height { height } else { 0.0 };
                *v -= counts;
                *value += counts;
            }
        }
    }

    fn count_activity(&self, ws: &mut FewSpikesWorkspace) {
        ws.activity.decisions = ws.batch as u64;
        ws.activity.time_steps = self.shape.time_steps;
        ws.activity.layers.clear();
        for (spikes, next) in ws.spikes.iter().zip(&self.layers[1..]) {
            ws.activity.layers.push(LayerActivity {
                neurons: spikes.width(),
                fan_out: next.out_dim,
                spikes: spikes.count() as u64,
            });
        }
    }

    /// Backward pass of the last forward pass with `ws`: d_output `[batch, out_dim]`; `grads` like
    /// `params`, overwritten. Returns what the rates cost.
    pub fn backward(
        &self,
        ws: &mut FewSpikesWorkspace,
        d_output: &[f32],
        band: Option<RateBand>,
        grads: &mut [f32],
    ) -> f32 {
        let (batch, most) = (ws.batch, self.shape.range - self.shape.height(self.shape.time_steps));
        let rows = batch * self.shape.time_steps;
        ws.delta.clear();
        ws.delta.extend_from_slice(d_output);
        let mut cost = 0.0;
        for (i, layer) in self.layers.iter().enumerate().rev() {
            let Some(below) = i.checked_sub(1) else {
                layer.backward_params(grads, batch, &ws.obs, &ws.delta, &mut ws.gemm);
                break;
            };
            let value = &ws.values[below];
            layer.backward_params(grads, batch, value, &ws.delta, &mut ws.gemm);
            ws.delta_below.resize(value.len(), 0.0);
            let (delta, below_delta) = (&ws.delta, &mut ws.delta_below);
            layer.backward_input(&self.params, batch, delta, below_delta, &mut ws.gemm);
            std::mem::swap(&mut ws.delta, &mut ws.delta_below);
            for (d, &value) in ws.delta.iter_mut().zip(value) {
                *d = if value > 0.0 && value < most { *d } else { 0.0 };
            }
            if let Some(band) = band {
                ws.rates.clear();
                ws.rates.resize(layer.in_dim, 0.0);
                ws.spikes[below].add_counts(&mut ws.rates);
                cost += band.backward(rows, &mut ws.rates);
                // By its input, not by each spike: as strong a pull for every K.
                let steps = self.shape.time_steps as f32;
                ws.rates.iter_mut().for_each(|rate| *rate *= steps);
                for (d, value) in
                    ws.delta.chunks_exact_mut(layer.in_dim).zip(value.chunks_exact(layer.in_dim))
                {
                    for ((d, &value), &pull) in d.iter_mut().zip(value).zip(&ws.rates) {
                        // A neuron that is silent too often is woken where it is silent, too.
                        *d += if pull < 0.0 || value > 0.0 { pull } else { 0.0 };
                    }
                }
            }
        }
        cost
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::Stream;

    const OBS: usize = 3;
    const OUT: usize = 4;

    fn net(hidden_sizes: Vec<usize>, seed: u64) -> FewSpikesNet {
        let shape =
            FewSpikesShape { obs_dim: OBS, out_dim: OUT, hidden_sizes, time_steps: 6, range: 2.0 };
        let mut net = FewSpikesNet::new(&shape, &mut Rng::new(seed, Stream::Init));
        // Enough current that some neurons reach their end.
        net.params.iter_mut().for_each(|w| *w *= 3.0);
        net
    }

    fn observations(n: usize) -> Vec<f32> {
        let mut rng = Rng::new(2, Stream::Noise);
        (0..OBS * n).map(|_| rng.uniform_in(-1.0, 1.0) as f32).collect()
    }

    /// Inputs, spikes and values of the hidden layers, and the output, of one observation.
    struct Pass {
        inputs: Vec<Vec<f64>>,
        fired: Vec<u64>,
        values: Vec<Vec<f64>>,
        output: Vec<f64>,
    }

    /// The definition, one neuron at a time in f64.
    fn by_definition(net: &FewSpikesNet, obs: &[f32]) -> Pass {
        let mut said: Vec<f64> = obs.iter().map(|&o| f64::from(o)).collect();
        let mut pass = Pass { inputs: vec![], fired: vec![], values: vec![], output: vec![] };
        for (l, layer) in net.layers.iter().enumerate() {
            let input: Vec<f64> = (0..layer.out_dim)
                .map(|j| {
                    let weight = |i: usize| net.params[layer.offset + i * layer.out_dim + j];
                    let sum: f64 =
                        said.iter().enumerate().map(|(i, s)| s * f64::from(weight(i))).sum();
                    sum + f64::from(net.params[layer.bias().start + j])
                })
                .collect();
            if l + 1 == net.layers.len() {
                pass.output = input;
                break;
            }
            let mut spikes = 0;
            said = input
                .iter()
                .map(|&x| {
                    let (mut v, mut value, mut height) = (x, 0.0, f64::from(net.shape.range));
                    for _ in 0..net.shape.time_steps {
                        height *= 0.5;
                        if v > height {
                            (v, value, spikes) = (v - height, value + height, spikes + 1);
                        }
                    }
                    value
                })
                .collect();
            pass.inputs.push(input);
            pass.fired.push(spikes);
            pass.values.push(said.clone());
        }
        pass
    }

    #[test]
    fn spikes_are_the_digits_of_the_input() {
        let net = net(vec![5], 1);
        let mut v = [0.7f32, 1.3, -0.2, 2.5, 0.0];
        let (mut value, mut spikes) = ([0.0f32; 5], Events::default());
        net.fire(5, &mut v, &mut value, &mut spikes);
        // In units of 2/64: 22 = 010110, 41 = 101001, nothing, all, nothing.
        assert_eq!(value, [22.0 / 32.0, 41.0 / 32.0, 0.0, 63.0 / 32.0, 0.0]);
        let fired: Vec<Vec<usize>> = spikes.rows().map(Iterator::collect).collect();
        let expected: [&[usize]; 6] = [&[1, 3], &[0, 3], &[1, 3], &[0, 3], &[0, 3], &[1, 3]];
        assert_eq!(fired, expected);
    }

    #[test]
    fn forward_is_the_definition() {
        let (net, obs, mut ws) =
            (net(vec![19, 17], 1), observations(8), FewSpikesWorkspace::default());
        net.forward(&mut ws, 8, &obs);
        let mut fired = [0; 2];
        for (obs, y) in obs.chunks_exact(OBS).zip(ws.output().chunks_exact(OUT)) {
            let pass = by_definition(&net, obs);
            let close = |(y, e): (&f32, &f64)| (f64::from(*y) - e).abs() < 1e-4;
            assert!(y.iter().zip(&pass.output).all(close), "{y:?} {:?}", pass.output);
            fired[0] += pass.fired[0];
            fired[1] += pass.fired[1];
        }
        let counted: Vec<u64> = ws.activity().layers.iter().map(|it| it.spikes).collect();
        assert_eq!(counted, fired);
        assert!(fired.iter().all(|&fired| fired > 100), "{fired:?}");
    }

    #[test]
    fn a_row_alone_and_in_a_batch_gives_the_same_bits() {
        let (net, obs, mut many) =
            (net(vec![20, 33], 3), observations(9), FewSpikesWorkspace::default());
        net.forward(&mut many, 9, &obs);
        let mut one = FewSpikesWorkspace::default();
        for (obs, y) in obs.chunks_exact(OBS).zip(many.output().chunks_exact(OUT)) {
            net.forward(&mut one, 1, obs);
            assert_eq!(one.output(), y);
        }
    }

    /// Backpropagation in f64 through the values of [`by_definition`], straight through where a
    /// neuron is neither silent nor at its end.
    fn straight_through(net: &FewSpikesNet, obs: &[f32], d_output: &[f32], grads: &mut [f64]) {
        let pass = by_definition(net, obs);
        let most = f64::from(net.shape.range - net.shape.height(net.shape.time_steps));
        let mut delta: Vec<f64> = d_output.iter().map(|&d| f64::from(d)).collect();
        for (l, layer) in net.layers.iter().enumerate().rev() {
            let said: Vec<f64> = match l.checked_sub(1) {
                Some(l) => pass.values[l].clone(),
                None => obs.iter().map(|&o| f64::from(o)).collect(),
            };
            let mut below = vec![0.0; said.len()];
            for (j, d) in delta.iter().enumerate() {
                grads[layer.bias().start + j] += d;
                for (i, said) in said.iter().enumerate() {
                    let place = layer.offset + i * layer.out_dim + j;
                    grads[place] += d * said;
                    below[i] += d * f64::from(net.params[place]);
                }
            }
            for (d, &said) in below.iter_mut().zip(&said) {
                *d = if said > 0.0 && said < most { *d } else { 0.0 };
            }
            delta = below;
        }
    }

    #[test]
    fn gradients_are_straight_through_and_exact_for_the_last_layer() {
        let n = 5;
        let (mut net, obs, mut ws) =
            (net(vec![9, 8], 5), observations(n), FewSpikesWorkspace::default());
        let d_output: Vec<f32> = (0..n * OUT).map(|i| (0.7 * i as f32) % 1.3 - 0.6).collect();
        let mut grads = vec![f32::NAN; net.params.len()];
        net.forward(&mut ws, n, &obs);
        net.backward(&mut ws, &d_output, None, &mut grads);
        let mut expected = vec![0.0; grads.len()];
        for (obs, d) in obs.chunks_exact(OBS).zip(d_output.chunks_exact(OUT)) {
            straight_through(&net, obs, d, &mut expected);
        }
        for (p, (&grad, expected)) in grads.iter().zip(&expected).enumerate() {
            let off = (f64::from(grad) - expected).abs();
            assert!(off < 1e-4 * (1.0 + expected.abs()), "{p}: {grad} {expected}");
        }
        let mut loss = |net: &FewSpikesNet| -> f64 {
            net.forward(&mut ws, n, &obs);
            ws.output().iter().zip(&d_output).map(|(&y, &d)| f64::from(y) * f64::from(d)).sum()
        };
        for (p, &grad) in grads.iter().enumerate().skip(net.layers[2].offset) {
            let before = net.params[p];
            net.params[p] = before + 0.5;
            let up = loss(&net);
            net.params[p] = before - 0.5;
            let numeric = up - loss(&net);
            net.params[p] = before;
            assert!((numeric - f64::from(grad)).abs() < 1e-3, "{p}: {numeric} {grad}");
        }
    }

    #[test]
    fn the_band_wakes_the_silent_and_calms_the_loud() {
        let (mut net, obs, mut ws) =
            (net(vec![4], 6), observations(20), FewSpikesWorkspace::default());
        let biases = net.layers[0].bias();
        // Without weights a neuron says its bias: never, often.
        net.params.iter_mut().for_each(|w| *w = 0.0);
        net.params[biases.clone()].copy_from_slice(&[-0.5, -0.01, 1.9, 1.0]);
        let band = RateBand { low: 0.02, high: 0.12, weight: 1.0 };
        let mut grads = vec![0.0; net.params.len()];
        net.forward(&mut ws, 20, &obs);
        let cost = net.backward(&mut ws, &[0.0; 20 * OUT], Some(band), &mut grads);
        assert!(cost > 0.0);
        let signs: Vec<f32> = grads[biases].iter().map(|g| g.signum()).collect();
        assert_eq!(signs, [-1.0, -1.0, 1.0, 1.0]);
    }
}
