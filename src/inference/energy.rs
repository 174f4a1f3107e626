//! GPU energy of a request, calibrated to ML.ENERGY measurements.

use super::Serving;
use crate::data::value;
use crate::units::ItEnergy;

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
