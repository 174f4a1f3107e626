//! Inference: how long a language model takes for an answer, and what energy its GPUs draw.
//!
//! Times and energies of one request in a batch; no carbon, no quality, no radio. Dense models on
//! H100 only: the coefficients were measured there.

pub mod calibration;
pub mod ecologits;
mod energy;
mod gpus;
mod latency;
mod serving;

pub use energy::{GpuEnergyCoefficients, gpu_energy};
pub use gpus::{gpu_seconds, memory_bytes};
pub use latency::{inter_token_time, time_to_first_token};
pub use serving::Serving;
