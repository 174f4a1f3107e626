//! AOLO: the carbon footprint of one AI answer over the radio.

pub mod agent;
pub mod math;
pub mod nn;
pub mod rng;
pub mod snn;
