//! The second opinion: EcoLogits 0.11, a regression over many models at batch 64.
//!
//! Its energy and embodied carbon replace ours where the scenario says so; latency and quality
//! stay those of the calibrated model.

use crate::data::value;
use crate::math;
use crate::units::{Carbon, FacilityEnergy, J_PER_KWH, Pue, Seconds};

/// A request as EcoLogits sees it, every intermediate kept.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EcologitsRequest {
    /// GPUs of the server, by its memory rule.
    pub gpus: f64,
    /// Energy of one GPU, kWh.
    pub gpu_energy_kwh: f64,
    /// Generation latency.
    pub latency: Seconds,
    /// Energy of the request at the meter.
    pub energy: FacilityEnergy,
    /// Share of the making of server and GPUs.
    pub embodied: Carbon,
}

/// EcoLogits' request energy and embodied carbon.
///
/// Active and total parameters in 1e9, `bits` per weight, `tokens` of output. Source: EcoLogits 0.11.3,
/// `impacts/llm.py` and its methodology page.
pub fn request(
    active_billion: f64,
    total_billion: f64,
    bits: f64,
    tokens: f64,
    batch: f64,
    pue: Pue,
) -> EcologitsRequest {
    let memory_gb = value::ECOLOGITS_MEMORY_FACTOR * total_billion * bits / 8.0;
    let gpus = power_of_two_at_least(memory_gb / value::ECOLOGITS_GPU_MEMORY_GB);
    let per_token_wh =
        value::ECOLOGITS_ALPHA * math::exp(value::ECOLOGITS_BETA * batch) * active_billion
            + value::ECOLOGITS_GAMMA;
    let gpu_energy_kwh = tokens * per_token_wh / 1000.0;
    let latency_s = tokens
        * (value::ECOLOGITS_LATENCY_PARAMS_S * active_billion
            + value::ECOLOGITS_LATENCY_BATCH_S * batch
            + value::ECOLOGITS_LATENCY_FIXED_S);
    let servers = gpus / value::GPUS_PER_SERVER;
    let server_kwh = latency_s / 3600.0 * value::ECOLOGITS_SERVER_POWER_KW * servers / batch;
    let it_kwh = server_kwh + gpus * gpu_energy_kwh;
    let embodied_kg = latency_s
        * (servers * value::ECOLOGITS_SERVER_EMBODIED_KG + gpus * value::ECOLOGITS_GPU_EMBODIED_KG)
        / (value::ECOLOGITS_LIFETIME_S * batch);
    EcologitsRequest {
        gpus,
        gpu_energy_kwh,
        latency: Seconds(latency_s),
        energy: FacilityEnergy(pue.0 * it_kwh * J_PER_KWH),
        embodied: Carbon(embodied_kg * 1000.0),
    }
}

/// The least power of two that is at least `x`, and at least 1.
fn power_of_two_at_least(x: f64) -> f64 {
    let mut power = 1.0;
    while power < x {
        power *= 2.0;
    }
    power
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::ecologits_check;
    use crate::units::CarbonIntensity;

    #[test]
    fn five_requests_agree_with_the_library_to_1e_9() {
        for row in ecologits_check().unwrap() {
            let ours = request(
                row.params_billion,
                row.params_billion,
                row.quantization_bits,
                row.output_tokens,
                row.batch,
                Pue(row.pue),
            );
            let usage = ours.energy * CarbonIntensity(row.grid_g_per_kwh);
            for (ours, theirs) in [
                (ours.gpus, row.gpus),
                (ours.gpu_energy_kwh, row.gpu_energy_kwh_per_gpu),
                (ours.latency.0, row.generation_latency_s),
                (ours.energy.0 / J_PER_KWH, row.request_energy_kwh),
                (usage.0, row.usage_g),
                (ours.embodied.0, row.embodied_g),
            ] {
                assert!((ours - theirs).abs() <= 1e-9 * theirs, "{ours} {theirs}");
            }
        }
    }

    /// kWh of a request and GPUs, as the library has them for 400 tokens at a batch of 64.
    #[test]
    fn mixtures_agree_with_the_library_to_its_digits() {
        for (active, total, bits, kwh, gpus) in [
            (12.9, 46.7, 16.0, 7.608e-5, 2.0),
            (39.1, 140.6, 16.0, 4.060e-4, 8.0),
            (37.0, 671.0, 8.0, 7.958e-4, 16.0),
        ] {
            let ours = request(active, total, bits, 400.0, 64.0, Pue(1.2));
            assert_eq!(ours.gpus, gpus);
            // Four digits are given.
            let found = ours.energy.0 / J_PER_KWH;
            assert!((found / kwh - 1.0).abs() < 1e-3, "{found} {kwh}");
        }
    }
}
