//! Seeded, named streams of random numbers.
//!
//! Each purpose draws from a stream of its own, so that adding a draw in one place moves no number
//! elsewhere, and so that the held-out contexts share nothing with the training contexts even
//! under the same seed. ChaCha8 is a named, portable generator: the same bits on every machine.

use crate::math::{self, lane};
use rand::SeedableRng;
use rand::rand_core::Rng as _;
use rand_chacha::ChaCha8Rng;

/// What a stream is for. The number is part of every published result: never reuse one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u64)]
pub enum Stream {
    /// Contexts that an agent learns from.
    TrainContexts = 1,
    /// Held-out contexts that an agent is judged on; never used in training or tuning.
    EvalContexts = 2,
    /// Contexts for choosing hyperparameters; neither learnt from nor judged on.
    TuneContexts = 3,
    /// Initial weights.
    Init = 4,
    /// Exploration noise and the noise of sampled actions.
    Noise = 5,
    /// Which transitions a batch holds.
    Replay = 6,
    /// Random actions of baselines.
    Baseline = 7,
    /// Resampling of the bootstrap.
    Bootstrap = 8,
    /// Uncertain constants of the Monte Carlo analysis.
    Uncertainty = 9,
    /// Requests of the lessons.
    Lessons = 10,
    /// Errors of forecasts.
    Forecast = 11,
}

/// A source of random numbers; cheap to clone, equal seeds and streams give equal numbers.
#[derive(Clone, Debug)]
pub struct Rng(ChaCha8Rng);

impl Rng {
    /// The stream named `stream` under `seed`.
    pub fn new(seed: u64, stream: Stream) -> Self {
        let mut inner = ChaCha8Rng::seed_from_u64(seed);
        inner.set_stream(stream as u64);
        Self(inner)
    }

    /// Uniform on [0, 1), 53 random bits.
    pub fn uniform(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 * (1.0 / (1u64 << 53) as f64)
    }

    /// Uniform on [low, high).
    pub fn uniform_in(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.uniform()
    }

    /// Log-uniform on [low, high); both positive.
    pub fn log_uniform_in(&mut self, low: f64, high: f64) -> f64 {
        math::exp(self.uniform_in(math::ln(low), math::ln(high)))
    }

    /// Uniform on {0, …, n − 1}; `n` must be positive. Without modulo bias beyond 2⁻³².
    pub fn below(&mut self, n: usize) -> usize {
        ((u128::from(self.0.next_u64()) * n as u128) >> 64) as usize
    }

    /// Standard normal, by Box and Muller's method.
    ///
    /// Not a library's: those call the platform's logarithm in the tails, and the bits would part.
    pub fn normal(&mut self) -> f64 {
        let radius = (-2.0 * math::ln(1.0 - self.uniform())).sqrt();
        radius * math::cos(2.0 * std::f64::consts::PI * self.uniform())
    }

    /// Overwrites `numbers` with what as many calls of [`Self::normal`] give, in single precision.
    pub fn fill_normal(&mut self, numbers: &mut [f32]) {
        const LANES: usize = 4;
        let (mut radius, mut turn) = ([0.0; LANES], [0.0; LANES]);
        for numbers in numbers.chunks_mut(LANES) {
            for (radius, turn) in radius.iter_mut().zip(&mut turn).take(numbers.len()) {
                *radius = 1.0 - self.uniform();
                *turn = 2.0 * std::f64::consts::PI * self.uniform();
            }
            let normals = box_muller(&radius, &turn);
            numbers.iter_mut().zip(normals).for_each(|(number, normal)| *number = normal as f32);
        }
    }

    /// How many words it has given so far.
    pub fn position(&self) -> u64 {
        self.0.get_word_pos() as u64
    }

    /// Goes to where it has given so many words.
    pub fn move_to(&mut self, position: u64) {
        self.0.set_word_pos(u128::from(position));
    }

    /// Moves on as `n` calls of [`Self::normal`] do, without the numbers.
    pub fn skip_normals(&mut self, n: usize) {
        // Two numbers of two words each.
        self.0.set_word_pos(self.0.get_word_pos() + 4 * n as u128);
    }
}

/// `√(−2 ln radius) cos turn`.
#[inline(never)]
fn box_muller<const N: usize>(radius: &[f64; N], turn: &[f64; N]) -> [f64; N] {
    let (mut result, mut near) = ([0.0; N], [false; N]);
    for i in 0..N {
        let cosine;
        (cosine, near[i]) = lane::cos(turn[i]);
        result[i] = (-2.0 * lane::ln(radius[i])).sqrt() * cosine;
    }
    // About one turn in a million.
    if near.contains(&true) {
        for i in 0..N {
            result[i] = (-2.0 * math::ln(radius[i])).sqrt() * math::cos(turn[i]);
        }
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_of_one_seed_differ_and_repeat() {
        let draw = |stream| {
            let mut rng = Rng::new(7, stream);
            (0..4).map(|_| rng.uniform()).collect::<Vec<_>>()
        };
        assert_eq!(draw(Stream::EvalContexts), draw(Stream::EvalContexts));
        assert_ne!(draw(Stream::EvalContexts), draw(Stream::TrainContexts));
    }

    #[test]
    fn many_normals_are_those_of_as_many_calls() {
        for n in [1, 2, 3, 4, 7, 256] {
            let (mut one, mut many) = (Rng::new(3, Stream::Noise), Rng::new(3, Stream::Noise));
            let mut numbers = vec![0.0; n];
            for _ in 0..2000 {
                many.fill_normal(&mut numbers);
                for number in &numbers {
                    assert_eq!(number.to_bits(), (one.normal() as f32).to_bits());
                }
            }
            assert_eq!(one.uniform(), many.uniform());
        }
    }

    #[test]
    fn moments_are_those_of_the_distributions() {
        let mut rng = Rng::new(1, Stream::Noise);
        let n = 100_000;
        let (mut mean, mut square, mut uniform, mut below) = (0.0, 0.0, 0.0, [0u32; 3]);
        for _ in 0..n {
            let z = rng.normal();
            mean += z / f64::from(n);
            square += z * z / f64::from(n);
            uniform += rng.uniform_in(2.0, 4.0) / f64::from(n);
            below[rng.below(3)] += 1;
        }
        assert!(mean.abs() < 0.01 && (square - 1.0).abs() < 0.02);
        assert!((uniform - 3.0).abs() < 0.01);
        assert!(below.iter().all(|&count| (32_500..34_200).contains(&count)));
    }
}
