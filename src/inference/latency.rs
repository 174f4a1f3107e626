//! Latency of a request: time to the first token, time between tokens.

use super::Serving;
use crate::data::value;
use crate::units::Seconds;

/// Time between two tokens, averaged over the answer.
///
/// t = c₀ + c₁·layers·\[G>1\] + c₂·W/(G·BW) + B·(c₃·k_v·(ρ+κ/2)/(G·BW) + c₄·2N/(G·F)).
/// Source: coefficients fitted to ML.ENERGY leaderboard v3.
pub fn inter_token_time(serving: &Serving, tokens: f64) -> Seconds {
    let bandwidth = serving.gpus * value::HBM_BANDWIDTH_BYTES_PER_S;
    let mean_context = serving.prompt_tokens + tokens / 2.0;
    Seconds(
        value::ITL_FIXED_S
            + value::ITL_PER_LAYER_S * serving.exchanging_layers()
            + value::ITL_WEIGHT_FACTOR * serving.weight_bytes / bandwidth
            + serving.batch
                * (value::ITL_KV_FACTOR * serving.kv_bytes_per_token * mean_context / bandwidth
                    + value::ITL_FLOP_FACTOR * 2.0 * serving.params
                        / (serving.gpus * serving.flop_per_s)),
    )
}

/// Time until the first token: reading the prompt, one step, queue and network.
///
/// TTFT = c·2Nρ/(G·F) + t_itl + t_queue + RTT. Source: as for the time between tokens.
pub fn time_to_first_token(serving: &Serving, inter_token: Seconds) -> Seconds {
    let prefill_s = value::PREFILL_FLOP_FACTOR * 2.0 * serving.params * serving.prompt_tokens
        / (serving.gpus * serving.flop_per_s);
    Seconds(prefill_s + inter_token.0 + serving.queue_s + serving.rtt_s)
}
