//! Inference: how long a language model takes for an answer, and what energy its GPUs draw.
//!
//! Times and energies of one request in a batch; no carbon, no quality, no radio. A decoding step is a
//! sum of physical times: starting kernels, reading memory, computing. Energy is each time times a share
//! of the GPU's greatest power, so that its power never passes that. Constants fitted to measurements of
//! dense models, mixtures of experts and hybrids on H100 and B200.

pub mod ecologits;
mod gpus;
mod latency;
mod serving;
mod sharing;

#[cfg(test)]
mod calibration;

pub use gpus::{GpuTime, gpu_energy, gpu_time, memory_bytes, memory_of_gpus};
pub use latency::{inter_token_time, kink, time_to_first_token};
pub use serving::{Architecture, Serving};
pub use sharing::{own_s, shared_step_s};
