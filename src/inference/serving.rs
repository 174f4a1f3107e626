//! One request as the data centre serves it: model, prompt, batch, GPUs.

use crate::data::value;

/// One request as the data centre serves it; numbers as in the scenario.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Serving {
    /// Active parameters N.
    pub params: f64,
    /// Weight bytes W of the whole model.
    pub weight_bytes: f64,
    /// Key-value cache, bytes per token of context.
    pub kv_bytes_per_token: f64,
    pub layers: f64,
    /// GPUs that one copy of the model is spread over.
    pub gpus: f64,
    /// Requests that a decoding step serves at once.
    pub batch: f64,
    pub prompt_tokens: f64,
    /// Operations per second of one GPU at this weight precision.
    pub flop_per_s: f64,
    /// Wait before the request is served, s.
    pub queue_s: f64,
    /// Network delay, s.
    pub rtt_s: f64,
}

impl Serving {
    /// A request from what a scenario says of it.
    #[allow(clippy::too_many_arguments)] // Exactly the symbols of the formulas, once.
    pub fn new(
        params_billion: f64,
        weight_bytes_per_param: f64,
        kv_bytes_per_token: f64,
        layers: f64,
        gpus: f64,
        batch: f64,
        prompt_tokens: f64,
    ) -> Self {
        // The data sheet doubles the rate for 8-bit weights and names no other precision.
        let speedup = if weight_bytes_per_param == 1.0 { 2.0 } else { 1.0 };
        Self {
            params: params_billion * 1e9,
            weight_bytes: params_billion * 1e9 * weight_bytes_per_param,
            kv_bytes_per_token,
            layers,
            gpus,
            batch,
            prompt_tokens,
            flop_per_s: speedup * value::GPU_FLOP_PER_S,
            queue_s: 0.0,
            rtt_s: 0.0,
        }
    }

    /// Layers across which several GPUs exchange activations; none on a single GPU.
    pub(super) fn exchanging_layers(&self) -> f64 {
        if self.gpus > 1.0 { self.layers } else { 0.0 }
    }

    /// Context tokens read while the answer is written: Σ over its tokens, ρκ + κ²/2.
    pub(super) fn attended_tokens(&self, tokens: f64) -> f64 {
        self.prompt_tokens * tokens + tokens * tokens / 2.0
    }
}
