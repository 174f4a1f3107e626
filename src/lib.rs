//! AOLO: the carbon footprint of one AI answer over the radio.

pub mod agent;
pub mod carbon;
#[cfg(feature = "cli")]
pub mod cli;
pub mod data;
pub mod env;
pub mod inference;
pub mod link;
pub mod math;
pub mod nn;
pub mod optimum;
pub mod qoe;
pub mod rng;
pub mod scenario;
pub mod snn;
pub mod units;
pub mod wireless;
