//! The four limits of an answer.

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
