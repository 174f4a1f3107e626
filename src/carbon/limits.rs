//! The four limits of an answer, and which of them a footprint breaks.

use super::Footprint;
use crate::units::BitsPerSecond;
use serde::{Deserialize, Serialize};

/// Limits are inclusive within this relative tolerance.
pub const TOLERANCE: f64 = 1e-9;

/// What an answer has to keep.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// QoE ≥ Q_min.
    pub qoe_min: f64,
    /// Latency ≤ T_max, s.
    pub latency_max_s: f64,
    /// Outage at the least rate ≤ ε.
    pub outage_max: f64,
    /// Rate ≥ R_min.
    pub rate_min: BitsPerSecond,
}

/// A limit that can be broken, or bind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Constraint {
    Qoe,
    Latency,
    Outage,
    Rate,
    PowerMin,
    PowerMax,
    TokensMax,
}

impl Constraint {
    /// Its word in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Qoe => "qoe",
            Self::Latency => "latency",
            Self::Outage => "outage",
            Self::Rate => "rate",
            Self::PowerMin => "power_min",
            Self::PowerMax => "power_max",
            Self::TokensMax => "tokens_max",
        }
    }
}

/// The limits that a footprint breaks, in the order QoE, latency, outage, rate.
pub fn violations(limits: &Limits, footprint: &Footprint) -> Vec<Constraint> {
    let kept = kept(limits, footprint);
    [Constraint::Qoe, Constraint::Latency, Constraint::Outage, Constraint::Rate]
        .into_iter()
        .zip(kept)
        .filter_map(|(constraint, kept)| (!kept).then_some(constraint))
        .collect()
}

/// Whether QoE, latency, outage and rate are kept.
pub(super) fn kept(limits: &Limits, footprint: &Footprint) -> [bool; 4] {
    [
        footprint.qoe.total >= limits.qoe_min * (1.0 - TOLERANCE),
        footprint.latency_s <= limits.latency_max_s * (1.0 + TOLERANCE),
        footprint.wireless.outage <= limits.outage_max * (1.0 + TOLERANCE),
        footprint.wireless.rate_bps >= limits.rate_min.0 * (1.0 - TOLERANCE),
    ]
}
