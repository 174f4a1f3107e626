//! One request as the data centre serves it: model, GPU, prompt, batch.

use crate::data::{Gpu, Llm, LlmKind, value};
use crate::math;

/// What time and energy of a language model depend on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Architecture {
    pub kind: LlmKind,
    /// Parameters multiplied for a token, N.
    pub params: f64,
    pub layers: f64,
    /// Layers with experts.
    pub moe_layers: f64,
    /// Layers with latent attention.
    pub latent_layers: f64,
    /// Layers that attend.
    pub attention_layers: f64,
    /// Query heads times their dimension.
    pub attention_width: f64,
    pub experts: f64,
    pub experts_per_token: f64,
    /// Key-value cache, bytes per token of context.
    pub kv_bytes_per_token: f64,
    pub window_tokens: f64,
    /// Share of the layers that are windowed.
    pub window_share: f64,
    /// State of a sequence that a step reads and writes, bytes.
    pub state_bytes: f64,
    /// Weights that every step reads, bytes.
    pub shared_bytes: f64,
    /// Weights of all experts, bytes.
    pub expert_bytes: f64,
    /// Whether a slow kernel reads the experts.
    pub slow_kernel: bool,
}

impl From<&Llm> for Architecture {
    fn from(llm: &Llm) -> Self {
        Self {
            kind: llm.kind,
            params: llm.compute_billion * 1e9,
            layers: llm.layers,
            moe_layers: llm.moe_layers,
            latent_layers: llm.latent_layers,
            attention_layers: llm.attention_layers,
            attention_width: llm.attention_width,
            experts: llm.experts,
            experts_per_token: llm.experts_per_token,
            kv_bytes_per_token: llm.kv_bytes_per_token,
            window_tokens: llm.window_tokens,
            window_share: llm.window_share,
            state_bytes: llm.state_bytes,
            shared_bytes: llm.shared_bytes,
            expert_bytes: llm.expert_bytes,
            slow_kernel: llm.slow_kernel,
        }
    }
}

/// One request as the data centre serves it; numbers as in the scenario.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Serving {
    pub model: Architecture,
    pub gpu: Gpu,
    /// GPUs that one copy of the model is spread over.
    pub gpus: f64,
    /// Requests that a decoding step serves at once.
    pub batch: f64,
    pub prompt_tokens: f64,
    /// Share of the prompt that was computed before.
    pub prompt_cached: f64,
    /// Squared coefficient of variation of the lengths in the batch.
    pub length_cv2: f64,
    /// Wait before the request is served, s.
    pub queue_s: f64,
    /// Network delay, s.
    pub rtt_s: f64,
}

impl Serving {
    /// Effective operations for a token, f = 2·m·N.
    pub(super) fn flop_per_token(&self) -> f64 {
        let factor = match self.model.kind {
            LlmKind::Mixture => value::MIXTURE_COMPUTE_FACTOR,
            LlmKind::Dense | LlmKind::Hybrid => 1.0,
        };
        2.0 * factor * self.model.params
    }

    /// Bytes of weights that a step reads: W_s + q·(1 − (1 − k/E)^B)·W_e.
    pub(super) fn weight_bytes(&self) -> f64 {
        let Architecture { shared_bytes, expert_bytes, experts, experts_per_token, .. } =
            self.model;
        if expert_bytes == 0.0 {
            return shared_bytes;
        }
        let touched = 1.0 - math::pow(1.0 - experts_per_token / experts, self.batch);
        let kernel = if self.model.slow_kernel { value::SLOW_KERNEL_FACTOR } else { 1.0 };
        shared_bytes + kernel * touched * expert_bytes
    }

    /// Time of a step in which nothing is read or computed: launches, exchange, routing, s.
    pub(super) fn launch_s(&self) -> f64 {
        let Architecture { layers, moe_layers, latent_layers, .. } = self.model;
        let exchange = if self.gpus > 1.0 { value::STEP_EXCHANGE_S } else { 0.0 };
        layers * (value::STEP_LAUNCH_S + exchange)
            + moe_layers * value::STEP_ROUTING_S
            + latent_layers * value::STEP_LATENT_S
    }

    /// Mean context while the answer is written: L = ρ + κ/2·(1 + c²).
    pub(super) fn mean_context(&self, tokens: f64) -> f64 {
        self.prompt_tokens + 0.5 * tokens * (1.0 + self.length_cv2)
    }

    /// Bytes of cache read for a sequence in a step: k_v·((1 − s_w)·L + s_w·min(L, w)) + S.
    pub(super) fn cache_bytes(&self, context: f64) -> f64 {
        self.model.kept(context) + self.model.state_bytes
    }

    /// Operations of the prompt: the part that is not cached through all weights, and its attention.
    pub(super) fn prompt_flop(&self) -> f64 {
        let cached = self.prompt_cached;
        (1.0 - cached) * value::PREFILL_FLOP_FACTOR * self.flop_per_token() * self.prompt_tokens
            + (1.0 - cached * cached) * self.model.attention_flop(self.prompt_tokens)
    }
}

impl Architecture {
    /// Bytes of cache of a context, windowed layers looking back no further than their window.
    pub(super) fn kept(&self, context: f64) -> f64 {
        let windowed = self.window_share * context.min(self.window_tokens);
        self.kv_bytes_per_token * ((1.0 - self.window_share) * context + windowed)
    }

    /// Operations of the attention of a prompt: 2·d_a·l_a·ρ², in windowed layers 2wρ − w² for ρ².
    ///
    /// Source: causal attention; DeepSeek-V2 for latent attention.
    fn attention_flop(&self, prompt: f64) -> f64 {
        let full = prompt * prompt;
        let window = self.window_tokens;
        let windowed = if prompt > window { 2.0 * window * prompt - window * window } else { full };
        let pairs = (1.0 - self.window_share) * full + self.window_share * windowed;
        let latent = if self.latent_layers > 0.0 { value::LATENT_ATTENTION_FACTOR } else { 1.0 };
        2.0 * self.attention_width * self.attention_layers * pairs * latent
    }
}
