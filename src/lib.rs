//! AOLO: the carbon footprint of one AI answer over the radio.

pub mod agent;
pub mod math;
pub mod nn;
pub mod rng;
pub mod snn;
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
pub mod ui;
#[cfg(all(feature = "worker", target_arch = "wasm32"))]
pub mod worker;
