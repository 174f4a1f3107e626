//! Latency of a request: time to the first token, time between tokens.

use super::Serving;
use crate::data::value;
use crate::units::Seconds;

/// Time between two tokens, averaged over the answer.
///
/// t = o + 41 µs·B + W(B)/(G·BW) + B·K(L)/(G·BW) + B·f/(G·F).
/// Source: form by roofline, constants fitted to ML.ENERGY leaderboard v3.
pub fn inter_token_time(serving: &Serving, tokens: f64) -> Seconds {
    let bandwidth = serving.gpus * serving.gpu.bandwidth_bytes_per_s;
    let cache = serving.cache_bytes(serving.mean_context(tokens));
    Seconds(
        serving.launch_s()
            + value::STEP_SEQUENCE_S * serving.batch
            + serving.weight_bytes() / bandwidth
            + serving.batch * cache / bandwidth
            + serving.batch * serving.flop_per_token() / (serving.gpus * serving.gpu.flop_per_s),
    )
}

/// Time until the first token: reading the prompt, one step, queue and network.
///
/// TTFT = Φ_ρ/(G·F) + t_itl + t_queue + RTT. Source: as for the time between tokens.
pub fn time_to_first_token(serving: &Serving, inter_token: Seconds) -> Seconds {
    let prefill_s = serving.prompt_flop() / (serving.gpus * serving.gpu.flop_per_s);
    Seconds(prefill_s + inter_token.0 + serving.queue_s + serving.rtt_s)
}

/// The length at which windowed caches stop growing, κ_w = 2(w − ρ)/(1 + c²): there the time between
/// tokens bends downwards. None where no layer is windowed, or the prompt fills the window.
pub fn kink(serving: &Serving) -> Option<f64> {
    let rest = serving.model.window_tokens - serving.prompt_tokens;
    let bends = serving.model.window_share > 0.0 && rest > 0.0;
    bends.then(|| 2.0 * rest / (1.0 + serving.length_cv2))
}
