//! What scenarios said before, in the words of today.

use super::Span;
use crate::math;
use std::f64::consts::LN_2;

/// The version of the model that results, links, claims and policies name.
pub const MODEL_VERSION: u32 = 2;

/// Needed lengths as version 1 described them: mean and deviation of their logarithm.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LogNormal {
    pub kappa50: f64,
    pub sigma: f64,
}

impl Default for LogNormal {
    /// What version 1 took where nothing was said.
    fn default() -> Self {
        Self { kappa50: 245.0, sigma: 1.09 }
    }
}

impl LogNormal {
    /// What the deviation may be.
    pub const SIGMA: Span = Span::real(0.05, 5.0, "1");

    /// Median and shape of the Weibull distribution whose logarithm has the same mean and deviation, as
    /// far as fields allow: s = 1.2825/σ, scale = κ50·e^(0.5772/s).
    pub fn weibull(self) -> (f64, f64) {
        let shape = 1.2825 / self.sigma;
        let scale = self.kappa50 * math::exp(0.5772 / shape);
        let median = scale * math::pow(LN_2, 1.0 / shape);
        (math::clamp(median, 1.0, 1e5), math::clamp(shape, 0.3, 5.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_mean_and_deviation_of_the_logarithm() {
        let (median, shape) = LogNormal::default().weibull();
        // Of ln x: mean ln(scale) − γ/s, deviation π/(s·√6).
        let scale = median / math::pow(LN_2, 1.0 / shape);
        let mean = math::ln(scale) - 0.577_215_664_9 / shape;
        let deviation = std::f64::consts::PI / (shape * 6.0_f64.sqrt());
        assert!((mean - math::ln(245.0)).abs() < 1e-4, "{mean}");
        assert!((deviation - 1.09).abs() < 1e-4, "{deviation}");
        for sigma in [0.05, 5.0] {
            let (_, shape) = LogNormal { kappa50: 245.0, sigma }.weibull();
            assert!((0.3..=5.0).contains(&shape));
        }
    }
}
