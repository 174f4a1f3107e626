//! AOLO: the carbon footprint of one AI answer over the radio.

pub mod agent;
pub mod carbon;
pub mod data;
pub mod inference;
pub mod math;
pub mod nn;
pub mod optimum;
pub mod qoe;
pub mod rng;
pub mod scenario;
pub mod snn;
pub mod ui;
pub mod units;
pub mod wireless;
