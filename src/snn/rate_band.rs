//! A cost on neurons that fire too rarely or too often: the first are dead weight, the others cost
//! energy.

use serde::{Deserialize, Serialize};

/// How often neurons should fire, and what it costs when they do not.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct RateBand {
    /// Rates below cost, per neuron.
    pub low: f32,
    /// Rates above cost, per neuron.
    pub high: f32,
    /// Cost of a rate that is 1 too far off, as a mean over the neurons of a layer.
    pub weight: f32,
}

impl RateBand {
    /// Turns spike counts over `rows` chances into the gradient of each spike; returns the cost.
    pub(super) fn backward(&self, rows: usize, counts: &mut [f32]) -> f32 {
        let unit = self.weight / counts.len() as f32;
        let mut cost = 0.0;
        for count in counts {
            let rate = *count / rows as f32;
            let off = (rate - self.high).max(0.0) - (self.low - rate).max(0.0);
            cost += unit * off.abs();
            *count = if off == 0.0 { 0.0 } else { off.signum() * unit / rows as f32 };
        }
        cost
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_outside_the_band_cost_and_those_inside_do_not() {
        let band = RateBand { low: 0.02, high: 0.12, weight: 3.0 };
        // Of 100 chances: silent, inside, and far above.
        let mut counts = [0.0, 5.0, 52.0];
        let cost = band.backward(100, &mut counts);
        assert!((cost - (0.02 + 0.40)).abs() < 1e-6);
        assert!(
            (counts[0] + 0.01).abs() < 1e-9 && counts[1] == 0.0 && (counts[2] - 0.01).abs() < 1e-9
        );
    }
}
