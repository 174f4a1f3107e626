//! What a request takes of the GPUs: time, energy, memory.

use super::Serving;
use crate::data::value;
use crate::units::{GpuSeconds, ItEnergy};

/// Time of one GPU for a request, by what it does meanwhile, s.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GpuTime {
    /// Starting kernels, exchanging, routing.
    pub launch_s: f64,
    /// Reading weights and caches.
    pub memory_s: f64,
    /// Computing prompt and answer.
    pub compute_s: f64,
}

impl GpuTime {
    /// All of it.
    pub fn total(&self) -> GpuSeconds {
        GpuSeconds(self.launch_s + self.memory_s + self.compute_s)
    }
}

/// GPU time of a request.
///
/// g_o = κ·(G/B)·o; g_m = κ·(G·41 µs + W(B)/(B·BW)) + κ·K(L)/BW; g_c = κ·f/F + Φ_ρ/F.
/// Source: constants fitted to ML.ENERGY leaderboard v3.
pub fn gpu_time(serving: &Serving, tokens: f64) -> GpuTime {
    let Serving { gpus, batch, gpu, .. } = *serving;
    let cache = serving.cache_bytes(serving.mean_context(tokens));
    let weights_s = serving.weight_bytes() / (batch * gpu.bandwidth_bytes_per_s);
    let flop = tokens * serving.flop_per_token() + serving.prompt_flop();
    GpuTime {
        launch_s: tokens * gpus / batch * serving.launch_s(),
        memory_s: tokens
            * (gpus * value::STEP_SEQUENCE_S + weights_s + cache / gpu.bandwidth_bytes_per_s),
        compute_s: flop / gpu.flop_per_s,
    }
}

/// GPU energy of that time: P_max·(φ·g_o + 0.86·g_m + g_c), never above P_max·g.
///
/// Source: shares fitted to ML.ENERGY leaderboard v3.
pub fn gpu_energy(serving: &Serving, time: &GpuTime) -> ItEnergy {
    ItEnergy(
        serving.gpu.power_max_w
            * (serving.gpu.launch_power_share * time.launch_s
                + value::MEMORY_POWER_SHARE * time.memory_s
                + time.compute_s),
    )
}

/// Memory that weights, caches and states need at the end of the answer, bytes.
pub fn memory_bytes(serving: &Serving, tokens: f64) -> f64 {
    let model = &serving.model;
    let sequence = model.kept(serving.prompt_tokens + tokens) + 0.5 * model.state_bytes;
    model.shared_bytes + model.expert_bytes + serving.batch * sequence
}

/// Memory that the GPUs have, bytes.
pub fn memory_of_gpus(serving: &Serving) -> f64 {
    serving.gpus * serving.gpu.memory_gb * 1e9
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::{GPUS, LLMS};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn gpus_never_draw_more_than_they_can(
            (model, gpu) in (0..LLMS.len(), 0..GPUS.len()),
            (gpus, batch) in (1..=64_u32, 1.0..4096.0_f64),
            (prompt, cached, cv2) in (0.0..1e6_f64, 0.0..=1.0_f64, 0.0..10.0_f64),
            tokens in 1.0..1e6_f64,
        ) {
            let serving = Serving {
                model: (&LLMS[model]).into(),
                gpu: GPUS[gpu],
                gpus: f64::from(gpus),
                batch,
                prompt_tokens: prompt,
                prompt_cached: cached,
                length_cv2: cv2,
                queue_s: 0.0,
                rtt_s: 0.0,
            };
            let time = gpu_time(&serving, tokens);
            let energy = gpu_energy(&serving, &time).0;
            let most = GPUS[gpu].power_max_w * time.total().0;
            prop_assert!(energy > 0.0 && energy <= most * (1.0 + 1e-12), "{} of {}", energy, most);
        }
    }
}
