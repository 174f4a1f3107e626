//! A number that an agent sees: a quantity, mapped to [−1, 1] by fixed bounds.

use crate::math;

/// A feature of the observation: bounds that map to −1 and 1.
#[derive(Clone, Copy, Debug)]
pub struct Feature {
    pub name: &'static str,
    pub low: f64,
    pub high: f64,
    /// Mapped by its logarithm.
    pub log: bool,
}

pub(super) const fn linear(name: &'static str, (low, high): (f64, f64)) -> Feature {
    Feature { name, low, high, log: false }
}

pub(super) const fn log(name: &'static str, (low, high): (f64, f64)) -> Feature {
    Feature { name, low, high, log: true }
}

/// Maps a value to [−1, 1] and clips it; not-a-number, 0/0, counts as a tight limit.
pub(super) fn scale(feature: &Feature, value: f64) -> f32 {
    let (low, high, value) = if feature.log {
        (math::ln(feature.low), math::ln(feature.high), math::ln(value))
    } else {
        (feature.low, feature.high, value)
    };
    let scaled = (value - low) / (high - low) * 2.0 - 1.0;
    if scaled.is_nan() { 1.0 } else { math::clamp(scaled, -1.0, 1.0) as f32 }
}

#[cfg(test)]
mod tests {
    use super::super::{bench, signals};
    use super::*;

    #[test]
    fn bounds_map_to_the_ends_and_beyond_is_clipped() {
        for feature in bench::FEATURES.iter().chain(&signals::FEATURES) {
            assert_eq!(scale(feature, feature.low), -1.0);
            assert_eq!(scale(feature, feature.high), 1.0);
            assert_eq!(scale(feature, feature.high * 9.0), 1.0);
            assert_eq!(scale(feature, f64::NAN), 1.0);
            let middle = if feature.log {
                (feature.low * feature.high).sqrt()
            } else {
                0.5 * (feature.low + feature.high)
            };
            assert!(scale(feature, middle).abs() < 1e-6, "{}", feature.name);
        }
    }
}
