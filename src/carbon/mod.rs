//! The carbon footprint of one answer over the whole chain, from GPU to phone.
//!
//! Functional unit: one request. Location-based, no offsets (SCI, ISO/IEC 21031:2024). What limits
//! the answer (quality, latency, outage, rate) is said here too, but nothing is chosen.

mod chain;
mod footprint;
mod limits;
mod outside;
mod range;
mod warning;

pub use chain::{Beyond, Chain};
pub use footprint::{
    Footprint, GenerationTimes, InferencePart, NetworkPart, PhonePart, WirelessPart, footprint,
    generation_times, inference_part, quality, violations, waited, wireless_part,
};
pub use limits::{Constraint, Limits, TOLERANCE};
pub use outside::{OUTSIDE, Outside, counting_all, outside};
#[cfg(test)]
pub use range::certain;
pub use range::{
    GPU_ENERGY, Leaning, SITE_LIFE, Source, Uncertain, gpu_energy_range, range, uncertain,
};
pub use warning::{Warning, warnings};
