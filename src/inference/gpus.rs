//! What a request takes of the GPUs: time and memory, calibrated to ML.ENERGY measurements.

use super::Serving;
use crate::data::value;
use crate::units::GpuSeconds;

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
