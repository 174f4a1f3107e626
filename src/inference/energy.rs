//! GPU energy, GPU time and memory of a request, calibrated to ML.ENERGY measurements.

use super::Serving;
use crate::data::value;
use crate::units::{GpuSeconds, ItEnergy};

/// Coefficients of the GPU energy.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GpuEnergyCoefficients {
    /// J per byte of weights read.
    pub per_weight_byte_j: f64,
    /// J per floating-point operation.
    pub per_flop_j: f64,
    /// J per byte of key-value cache read.
    pub per_kv_byte_j: f64,
}

impl GpuEnergyCoefficients {
    /// The rounded values that the model uses.
    pub const PUBLISHED: Self = Self {
        per_weight_byte_j: value::GPU_ENERGY_PER_WEIGHT_BYTE_J,
        per_flop_j: value::GPU_ENERGY_PER_FLOP_J,
        per_kv_byte_j: value::GPU_ENERGY_PER_KV_BYTE_J,
    };
}

/// The three terms that the coefficients multiply: weight bytes, operations, cache bytes.
pub(super) fn gpu_work(serving: &Serving, tokens: f64) -> [f64; 3] {
    [
        serving.weight_bytes / serving.batch * tokens,
        2.0 * serving.params * (tokens + serving.prompt_tokens),
        serving.kv_bytes_per_token * serving.attended_tokens(tokens),
    ]
}

/// GPU energy of a request, J.
///
/// E = e_W·(W/B)·κ + e_F·2N·(κ+ρ) + e_K·k_v·(ρκ + κ²/2). Valid for dense models on H100, batch up
/// to 512. Source: form by roofline, coefficients fitted to ML.ENERGY leaderboard v3.
pub fn gpu_energy(
    serving: &Serving,
    tokens: f64,
    coefficients: &GpuEnergyCoefficients,
) -> ItEnergy {
    let [weight_bytes, flop, kv_bytes] = gpu_work(serving, tokens);
    ItEnergy(
        coefficients.per_weight_byte_j * weight_bytes
            + coefficients.per_flop_j * flop
            + coefficients.per_kv_byte_j * kv_bytes,
    )
}

/// GPU time of a request, in seconds of one GPU.
///
/// g = κ·[c₀·G/B + c₁·G·layers·\[G>1\]/B + c₂·W/(BW·B)] + c₃·k_v·(ρκ+κ²/2)/BW + c₄·2N(ρ+κ)/F.
/// Source: coefficients fitted to ML.ENERGY leaderboard v3.
pub fn gpu_seconds(serving: &Serving, tokens: f64) -> GpuSeconds {
    let per_step_s = value::GPU_TIME_FIXED_S * serving.gpus / serving.batch
        + value::GPU_TIME_PER_LAYER_S * serving.gpus * serving.exchanging_layers() / serving.batch
        + value::GPU_TIME_WEIGHT_FACTOR * serving.weight_bytes
            / (value::HBM_BANDWIDTH_BYTES_PER_S * serving.batch);
    let attention_s =
        value::GPU_TIME_KV_FACTOR * serving.kv_bytes_per_token * serving.attended_tokens(tokens)
            / value::HBM_BANDWIDTH_BYTES_PER_S;
    let compute_s =
        value::GPU_TIME_FLOP_FACTOR * 2.0 * serving.params * (serving.prompt_tokens + tokens)
            / serving.flop_per_s;
    GpuSeconds(tokens * per_step_s + attention_s + compute_s)
}

/// Memory that weights and caches need at the end of the answer, bytes: W + B·k_v·(ρ+κ).
pub fn memory_bytes(serving: &Serving, tokens: f64) -> f64 {
    serving.weight_bytes
        + serving.batch * serving.kv_bytes_per_token * (serving.prompt_tokens + tokens)
}
