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
pub mod units;
pub mod wireless;

#[cfg(all(feature = "ui", target_arch = "wasm32"))]
pub mod ui;
#[cfg(all(feature = "worker", target_arch = "wasm32"))]
pub mod worker;
