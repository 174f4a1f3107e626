//! Directly coded spiking network, read out in time.
//!
//! ```text
//! layer 1 : the observation enters as a constant current, x[t] = W o + b
//! layer l : spikes of the layer below, x[t] = W s[t] + b
//! output  : y = b + Σ_layers Σ_t R[layer, t] · s[layer, t]
//! ```
//!
//! Every layer is read, and each time step by weights of its own: when a neuron fires says as much
//! as whether it does, so an output is not rounded to the few rates that a handful of steps can
//! count. Nothing but spikes reaches the output.
//!
//! Sources: direct coding, Rathi and Roy 2021; neurons, see [`SoftLif`].

use super::activity::{Activity, LayerActivity};
use super::events::Events;
use super::rate_band::RateBand;
use super::soft_lif::SoftLif;
use crate::nn::slices::{add, column_sums};
use crate::nn::{Gemm, Linear};
use crate::rng::Rng;

/// Dimensions and constants of the network.
#[derive(Clone, Debug, PartialEq)]
pub struct DirectShape {
    pub obs_dim: usize,
    pub out_dim: usize,
    pub hidden_sizes: Vec<usize>,
    pub time_steps: usize,
    /// Whether the observation also enters the layers above the first.
    pub current_to_all: bool,
    pub lif: SoftLif,
}

/// The network with its parameters in one flat vector: layers, then read-outs
/// `[time_steps, neurons, out_dim]` layer by layer, then the output's bias.
#[derive(Clone, Debug, PartialEq)]
pub struct DirectNet {
    shape: DirectShape,
    layers: Vec<Linear>,
    /// Currents into the layers above the first.
    currents: Vec<Linear>,
    read_outs: Vec<usize>,
    pub params: Vec<f32>,
}

/// What a forward pass leaves for the backward pass, and scratch; reused, it allocates only once.
#[derive(Clone, Debug, Default)]
pub struct DirectWorkspace {
    batch: usize,
    obs: Vec<f32>,
    /// Currents of the first layer, `[batch, neurons]`.
    current: Vec<f32>,
    /// Spikes and membranes of each layer, `[time_steps · batch, neurons]`.
    spikes: Vec<Events>,
    membranes: Vec<Vec<f32>>,
    output: Vec<f32>,
    rates: Vec<f32>,
    delta: Vec<f32>,
    delta_above: Vec<f32>,
    gemm: Gemm,
    activity: Activity,
}

impl DirectWorkspace {
    /// Result of the last forward pass, `[batch, out_dim]`.
    pub fn output(&self) -> &[f32] {
        &self.output
    }

    /// What fired in the last forward pass.
    pub fn activity(&self) -> &Activity {
        &self.activity
    }

    /// Spikes of each layer in the last forward pass, a row for each time step of each input.
    pub fn spikes(&self) -> &[Events] {
        &self.spikes
    }

    /// Empties [`Self::activity`].
    pub fn forget_activity(&mut self) {
        self.activity = Activity::default();
    }
}

impl DirectNet {
    /// Weights from U(±1/√fan_in), read-outs as one layer over all they read.
    pub fn new(shape: &DirectShape, rng: &mut Rng) -> Self {
        let mut net = Self::zeros(shape);
        for layer in net.layers.iter().chain(&net.currents) {
            layer.init(&mut net.params, rng);
        }
        let start = net.read_outs[0];
        let fan_in = shape.time_steps * shape.hidden_sizes.iter().sum::<usize>();
        let bound = 1.0 / (fan_in as f64).sqrt();
        for p in &mut net.params[start..] {
            *p = rng.uniform_in(-bound, bound) as f32;
        }
        net
    }

    /// The same with every parameter zero, to be filled from elsewhere.
    pub fn zeros(shape: &DirectShape) -> Self {
        let (mut layers, mut offset, mut in_dim) = (Vec::new(), 0, shape.obs_dim);
        for &out_dim in &shape.hidden_sizes {
            let layer = Linear { in_dim, out_dim, offset };
            (in_dim, offset) = (out_dim, layer.end());
            layers.push(layer);
        }
        let mut currents = Vec::new();
        if shape.current_to_all {
            for &out_dim in shape.hidden_sizes.iter().skip(1) {
                let current = Linear { in_dim: shape.obs_dim, out_dim, offset };
                offset = current.end();
                currents.push(current);
            }
        }
        let mut read_outs = Vec::new();
        for &neurons in &shape.hidden_sizes {
            read_outs.push(offset);
            offset += shape.time_steps * neurons * shape.out_dim;
        }
        let params = vec![0.0; offset + shape.out_dim];
        Self { shape: shape.clone(), layers, currents, read_outs, params }
    }

    pub fn shape(&self) -> &DirectShape {
        &self.shape
    }

    /// The output's bias.
    pub fn bias_mut(&mut self) -> &mut [f32] {
        let start = self.params.len() - self.shape.out_dim;
        &mut self.params[start..]
    }

    /// Multiply-accumulates of one decision: the currents. The rest are spikes.
    pub fn macs(&self) -> u64 {
        self.layers[..1].iter().chain(&self.currents).map(|l| (l.in_dim * l.out_dim) as u64).sum()
    }

    /// The most that any output can be in size, whoever fires.
    pub fn bound(&self) -> f64 {
        let out_dim = self.shape.out_dim;
        // Read-outs and bias are all that an output is a sum of, and they lie side by side.
        let mut sums = vec![0.0; out_dim];
        let start = self.read_outs.first().map_or(0, |start| *start);
        for row in self.params[start..].chunks_exact(out_dim) {
            sums.iter_mut().zip(row).for_each(|(sum, w)| *sum += f64::from(w.abs()));
        }
        sums.into_iter().fold(0.0, f64::max)
    }

    /// obs `[batch, obs_dim]`; the result is `ws.output()`, `[batch, out_dim]`.
    pub fn forward(&self, ws: &mut DirectWorkspace, batch: usize, obs: &[f32]) {
        let DirectShape { out_dim, time_steps, lif, .. } = self.shape;
        ws.batch = batch;
        ws.obs.clear();
        ws.obs.extend_from_slice(obs);
        ws.spikes.resize_with(self.layers.len(), Events::default);
        ws.membranes.resize_with(self.layers.len(), Vec::new);
        ws.output.clear();
        for _ in 0..batch {
            ws.output.extend_from_slice(&self.params[self.params.len() - out_dim..]);
        }
        for (i, layer) in self.layers.iter().enumerate() {
            let width = batch * layer.out_dim;
            let v = &mut ws.membranes[i];
            v.resize(time_steps * width, 0.0);
            if i == 0 {
                ws.current.resize(width, 0.0);
                layer.forward(&self.params, batch, obs, &mut ws.current, &mut ws.gemm);
                v[..width].copy_from_slice(&ws.current);
                for t in 1..time_steps {
                    let (before, now) = v.split_at_mut(t * width);
                    lif.step(&before[(t - 1) * width..], &ws.current, &mut now[..width]);
                }
            } else {
                let (w, b) = (&self.params[layer.weight()], &self.params[layer.bias()]);
                ws.spikes[i - 1].forward(w, b, v);
                if let Some(current) = self.currents.get(i - 1) {
                    ws.current.resize(width, 0.0);
                    current.forward(&self.params, batch, obs, &mut ws.current, &mut ws.gemm);
                    v.chunks_exact_mut(width).for_each(|v| add(v, &ws.current));
                }
                for t in 1..time_steps {
                    let (before, now) = v.split_at_mut(t * width);
                    lif.step_in_place(&before[(t - 1) * width..], &mut now[..width]);
                }
            }
            let spikes = &mut ws.spikes[i];
            spikes.clear(layer.out_dim);
            spikes.push_rows(v, lif.v_threshold);
            let read_size = time_steps * layer.out_dim * out_dim;
            let read = &self.params[self.read_outs[i]..][..read_size];
            match out_dim {
                4 => read_four(spikes, read, &mut ws.output),
                _ => read_any(spikes, read, out_dim, &mut ws.output),
            }
        }
        self.count_activity(ws);
    }

    fn count_activity(&self, ws: &mut DirectWorkspace) {
        ws.activity.decisions = ws.batch as u64;
        ws.activity.time_steps = self.shape.time_steps;
        ws.activity.layers.clear();
        for (i, spikes) in ws.spikes.iter().enumerate() {
            let above = self.layers.get(i + 1).map_or(0, |layer| layer.out_dim);
            ws.activity.layers.push(LayerActivity {
                neurons: spikes.width(),
                fan_out: above + self.shape.out_dim,
                spikes: spikes.count() as u64,
            });
        }
    }

    /// Backward pass of the last forward pass with `ws`: d_output `[batch, out_dim]`; `grads` like
    /// `params`, overwritten. Returns what the rates cost.
    pub fn backward(
        &self,
        ws: &mut DirectWorkspace,
        d_output: &[f32],
        band: Option<RateBand>,
        grads: &mut [f32],
    ) -> f32 {
        let DirectShape { out_dim, time_steps, lif, .. } = self.shape;
        let (batch, rows) = (ws.batch, ws.batch * time_steps);
        let bias = self.params.len() - out_dim;
        column_sums(d_output, &mut grads[bias..]);
        let mut cost = 0.0;
        for (i, layer) in self.layers.iter().enumerate().rev() {
            let neurons = layer.out_dim;
            let width = batch * neurons;
            let read_size = neurons * out_dim;
            let read = &self.params[self.read_outs[i]..][..time_steps * read_size];
            ws.delta.resize(rows * neurons, 0.0);
            for t in 0..time_steps {
                let (read, delta) =
                    (&read[t * read_size..][..read_size], &mut ws.delta[t * width..][..width]);
                ws.gemm.backward_input(batch, d_output, read, delta);
            }
            if i + 1 < self.layers.len() {
                add(&mut ws.delta, &ws.delta_above);
            }
            let spikes = &mut ws.spikes[i];
            let d_read = &mut grads[self.read_outs[i]..][..time_steps * read_size];
            d_read.fill(0.0);
            ws.rates.clear();
            ws.rates.resize(neurons, 0.0);
            match out_dim {
                4 => read_four_backward(spikes, d_output, d_read),
                _ => read_any_backward(spikes, d_output, out_dim, d_read),
            }
            if let Some(band) = band {
                spikes.add_counts(&mut ws.rates);
                cost += band.backward(rows, &mut ws.rates);
                for delta in ws.delta.chunks_exact_mut(neurons) {
                    add(delta, &ws.rates);
                }
            }
            lif.backward(width, &ws.membranes[i], &mut ws.delta);
            if i > 0 {
                ws.spikes[i - 1].backward_weight(&ws.delta, &mut grads[layer.weight()]);
                column_sums(&ws.delta, &mut grads[layer.bias()]);
                ws.delta_above.resize(rows * layer.in_dim, 0.0);
                let above = &mut ws.delta_above;
                layer.backward_input(&self.params, rows, &ws.delta, above, &mut ws.gemm);
            }
            let current = if i == 0 { Some(layer) } else { self.currents.get(i - 1) };
            if let Some(current) = current {
                let (first, later) = ws.delta.split_at_mut(width);
                later.chunks_exact(width).for_each(|later| add(first, later));
                current.backward_params(grads, batch, &ws.obs, first, &mut ws.gemm);
            }
        }
        cost
    }
}

/// Adds to outputs `[batch, out_dim]` what a layer's spikes are read as, `[time_steps, neurons,
/// out_dim]`.
fn read_any(spikes: &Events, read: &[f32], out_dim: usize, output: &mut [f32]) {
    let mut rows = spikes.rows();
    for read in read.chunks_exact(spikes.width() * out_dim) {
        for (y, fired) in output.chunks_exact_mut(out_dim).zip(&mut rows) {
            for neuron in fired {
                add(y, &read[neuron * out_dim..][..out_dim]);
            }
        }
    }
}

/// The same for four outputs, two actions' mean and log σ: they fit one register.
#[inline(never)]
fn read_four(spikes: &Events, read: &[f32], output: &mut [f32]) {
    let mut rows = spikes.rows();
    for read in read.as_chunks::<4>().0.chunks_exact(spikes.width()) {
        for (y, fired) in output.as_chunks_mut::<4>().0.iter_mut().zip(&mut rows) {
            let mut sum = *y;
            for neuron in fired {
                let read = &read[neuron];
                sum = [sum[0] + read[0], sum[1] + read[1], sum[2] + read[2], sum[3] + read[3]];
            }
            *y = sum;
        }
    }
}

/// Adds to the read-outs' gradient, from that of the outputs.
fn read_any_backward(spikes: &Events, d_output: &[f32], out_dim: usize, d_read: &mut [f32]) {
    let mut rows = spikes.rows();
    for d_read in d_read.chunks_exact_mut(spikes.width() * out_dim) {
        for (d_y, fired) in d_output.chunks_exact(out_dim).zip(&mut rows) {
            for neuron in fired {
                add(&mut d_read[neuron * out_dim..][..out_dim], d_y);
            }
        }
    }
}

/// The same for four outputs.
#[inline(never)]
fn read_four_backward(spikes: &Events, d_output: &[f32], d_read: &mut [f32]) {
    let mut rows = spikes.rows();
    for d_read in d_read.as_chunks_mut::<4>().0.chunks_exact_mut(spikes.width()) {
        for (d_y, fired) in d_output.as_chunks::<4>().0.iter().zip(&mut rows) {
            for neuron in fired {
                let d = &mut d_read[neuron];
                *d = [d[0] + d_y[0], d[1] + d_y[1], d[2] + d_y[2], d[3] + d_y[3]];
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::Stream;

    fn net(hidden_sizes: Vec<usize>, seed: u64) -> DirectNet {
        let lif = SoftLif { decay: 0.9, v_threshold: 0.5, surrogate_width: 0.25 };
        let shape = DirectShape {
            obs_dim: 3,
            out_dim: 4,
            hidden_sizes,
            time_steps: 5,
            current_to_all: true,
            lif,
        };
        let mut net = DirectNet::new(&shape, &mut Rng::new(seed, Stream::Init));
        // Enough current that both layers fire.
        let synapses = net.read_outs[0];
        net.params[..synapses].iter_mut().for_each(|w| *w *= 2.0);
        net
    }

    fn observations(n: usize) -> Vec<f32> {
        let mut rng = Rng::new(2, Stream::Noise);
        (0..3 * n).map(|_| rng.uniform_in(-1.0, 1.0) as f32).collect()
    }

    /// The definition, one neuron at a time: spikes of every layer and step, and the output.
    fn by_definition(net: &DirectNet, obs: &[f32]) -> (Vec<Vec<Vec<f32>>>, Vec<f32>) {
        let DirectShape { time_steps, out_dim, lif, .. } = net.shape;
        let mut output = net.params[net.params.len() - out_dim..].to_vec();
        let mut below = vec![obs.to_vec(); time_steps];
        let mut spikes = Vec::new();
        for (l, (layer, read)) in net.layers.iter().zip(&net.read_outs).enumerate() {
            let (mut v, mut fired) = (vec![0.0; layer.out_dim], vec![vec![]; time_steps]);
            for t in 0..time_steps {
                for (j, v) in v.iter_mut().enumerate() {
                    let mut x = net.params[layer.bias()][j];
                    for (i, below) in below[t].iter().enumerate() {
                        x += below * net.params[layer.weight()][i * layer.out_dim + j];
                    }
                    if let Some(current) = l.checked_sub(1).map(|l| &net.currents[l]) {
                        x += net.params[current.bias()][j];
                        for (i, o) in obs.iter().enumerate() {
                            x += o * net.params[current.weight()][i * layer.out_dim + j];
                        }
                    }
                    let reset = if *v > lif.v_threshold { lif.v_threshold } else { 0.0 };
                    *v = lif.decay * *v - reset + x;
                    let spike = if *v > lif.v_threshold { 1.0 } else { 0.0 };
                    fired[t].push(spike);
                    for (a, y) in output.iter_mut().enumerate() {
                        *y += spike * net.params[read + (t * layer.out_dim + j) * out_dim + a];
                    }
                }
            }
            spikes.push(fired.clone());
            below = fired;
        }
        (spikes, output)
    }

    #[test]
    fn four_outputs_are_read_as_any_number_is() {
        let (net, mut ws) = (net(vec![9, 7], 3), DirectWorkspace::default());
        net.forward(&mut ws, 6, &observations(6));
        for (spikes, &start) in ws.spikes.iter().zip(&net.read_outs) {
            assert!(spikes.count() > 20);
            let read = &net.params[start..][..5 * spikes.width() * 4];
            let (mut four, mut any) = (vec![0.5; 6 * 4], vec![0.5; 6 * 4]);
            read_four(spikes, read, &mut four);
            read_any(spikes, read, 4, &mut any);
            assert_eq!(four, any);
            let (mut d_four, mut d_any) = (vec![0.0; read.len()], vec![0.0; read.len()]);
            read_four_backward(spikes, &four, &mut d_four);
            read_any_backward(spikes, &four, 4, &mut d_any);
            assert_eq!(d_four, d_any);
        }
    }

    #[test]
    fn forward_is_the_definition() {
        let (net, obs, mut ws) = (net(vec![9, 7], 1), observations(6), DirectWorkspace::default());
        net.forward(&mut ws, 6, &obs);
        let mut fired = vec![0.0; 2];
        for (obs, y) in obs.chunks_exact(3).zip(ws.output().chunks_exact(4)) {
            let (spikes, expected) = by_definition(&net, obs);
            assert!(
                y.iter().zip(&expected).all(|(y, e)| (y - e).abs() < 1e-5),
                "{y:?} {expected:?}"
            );
            for (fired, layer) in fired.iter_mut().zip(spikes) {
                *fired += layer.iter().flatten().sum::<f32>();
            }
        }
        assert!(fired.iter().all(|&fired| fired > 10.0), "{fired:?}");
        let counted: Vec<f32> = ws.activity().layers.iter().map(|it| it.spikes as f32).collect();
        assert_eq!(counted, fired);
    }

    #[test]
    fn a_row_alone_and_in_a_batch_gives_the_same_bits() {
        let (net, obs, mut many) =
            (net(vec![20, 33], 3), observations(9), DirectWorkspace::default());
        net.forward(&mut many, 9, &obs);
        let mut one = DirectWorkspace::default();
        for (obs, y) in obs.chunks_exact(3).zip(many.output().chunks_exact(4)) {
            net.forward(&mut one, 1, obs);
            assert_eq!(one.output(), y);
        }
    }

    #[test]
    fn read_out_gradients_match_central_differences() {
        let (mut net, obs, mut ws) =
            (net(vec![6, 5], 4), observations(4), DirectWorkspace::default());
        let d_output: Vec<f32> = (0..16).map(|i| 0.3 * i as f32 - 2.0).collect();
        let mut grads = vec![f32::NAN; net.params.len()];
        net.forward(&mut ws, 4, &obs);
        net.backward(&mut ws, &d_output, None, &mut grads);
        assert!(grads.iter().all(|g| g.is_finite()));
        let mut loss = |net: &DirectNet| -> f64 {
            net.forward(&mut ws, 4, &obs);
            ws.output().iter().zip(&d_output).map(|(&y, &d)| f64::from(y) * f64::from(d)).sum()
        };
        // The output is linear in what it reads.
        for (i, &grad) in grads.iter().enumerate().skip(net.read_outs[0]) {
            let p = net.params[i];
            net.params[i] = p + 0.5;
            let up = loss(&net);
            net.params[i] = p - 0.5;
            let numeric = up - loss(&net);
            net.params[i] = p;
            assert!((numeric - f64::from(grad)).abs() < 1e-4, "{i}: {numeric} {grad}");
        }
    }

    /// Forward-mode differentiation of one weight through [`by_definition`] with the surrogate.
    #[test]
    fn synapse_gradients_match_forward_mode_with_the_same_surrogate() {
        let (net, obs, mut ws) = (net(vec![6, 5], 5), observations(4), DirectWorkspace::default());
        let DirectShape { time_steps, out_dim, lif, .. } = net.shape;
        let d_output: Vec<f32> = (0..16).map(|i| (0.7 * i as f32) % 1.3 - 0.6).collect();
        let mut grads = vec![f32::NAN; net.params.len()];
        net.forward(&mut ws, 4, &obs);
        net.backward(&mut ws, &d_output, None, &mut grads);
        for (p, &grad) in grads.iter().enumerate().take(net.read_outs[0]) {
            let mut expected = 0.0f64;
            for (obs, d_y) in obs.chunks_exact(3).zip(d_output.chunks_exact(out_dim)) {
                let mut below = vec![obs.to_vec(); time_steps];
                let mut d_below = vec![vec![0.0f64; 3]; time_steps];
                for (l, (layer, read)) in net.layers.iter().zip(&net.read_outs).enumerate() {
                    let mut fired = vec![vec![0.0; layer.out_dim]; time_steps];
                    let mut d_fired = vec![vec![0.0f64; layer.out_dim]; time_steps];
                    for j in 0..layer.out_dim {
                        let (mut v, mut dv) = (0.0f32, 0.0f64);
                        for t in 0..time_steps {
                            let bias = layer.bias().start + j;
                            let (mut x, mut dx) =
                                (net.params[bias], f64::from(u8::from(bias == p)));
                            for i in 0..layer.in_dim {
                                let place = layer.offset + i * layer.out_dim + j;
                                x += below[t][i] * net.params[place];
                                dx += d_below[t][i] * f64::from(net.params[place]);
                                dx += if place == p { f64::from(below[t][i]) } else { 0.0 };
                            }
                            if let Some(current) = l.checked_sub(1).map(|l| &net.currents[l]) {
                                let bias = current.bias().start + j;
                                x += net.params[bias];
                                dx += f64::from(u8::from(bias == p));
                                for (i, &o) in obs.iter().enumerate() {
                                    let place = current.offset + i * layer.out_dim + j;
                                    x += o * net.params[place];
                                    dx += if place == p { f64::from(o) } else { 0.0 };
                                }
                            }
                            v = lif.decay * v - if v > 0.5 { 0.5 } else { 0.0 } + x;
                            dv = f64::from(lif.decay) * dv + dx;
                            let away = f64::from(v - 0.5) / 0.25;
                            fired[t][j] = if v > 0.5 { 1.0 } else { 0.0 };
                            d_fired[t][j] = dv / (1.0 + away * away);
                            for (a, &d_y) in d_y.iter().enumerate() {
                                let w = net.params[read + (t * layer.out_dim + j) * out_dim + a];
                                expected += d_fired[t][j] * f64::from(w * d_y);
                            }
                        }
                    }
                    (below, d_below) = (fired, d_fired);
                }
            }
            assert!(
                (expected - f64::from(grad)).abs() < 1e-4 * (1.0 + expected.abs()),
                "{p}: {expected} {grad}"
            );
        }
    }
}
