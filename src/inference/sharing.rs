//! How the machines of a model share its time: what a step takes however many share it, and what each
//! answer takes by itself.

use super::{Serving, gpu_time};

/// Time of a step that its batch shares, s: launches, and reading the weights. It rises with the batch
/// where experts are read, and a sequence's share of it, over the batch, falls.
pub fn shared_step_s(serving: &Serving) -> f64 {
    let bandwidth = serving.gpus * serving.gpu.bandwidth_bytes_per_s;
    serving.launch_s() + serving.weight_bytes() / bandwidth
}

/// Time of a machine that an answer takes whatever the batch, s: its prompt, its cache, its arithmetic.
/// With its share of the steps, κ·[`shared_step_s`]/B, these are its GPU-seconds over G.
pub fn own_s(serving: &Serving, tokens: f64) -> f64 {
    let alone = Serving { batch: 1.0, ..*serving };
    gpu_time(&alone, tokens).total().0 / serving.gpus - tokens * shared_step_s(&alone)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::{GPUS, LLMS};

    #[test]
    fn both_are_all_of_the_time() {
        for llm in LLMS {
            for (gpus, batch, tokens) in [(1.0, 1.0, 30.0), (8.0, 77.5, 900.0), (2.0, 600.0, 5e3)] {
                let serving = Serving {
                    model: llm.into(),
                    gpu: GPUS[0],
                    gpus,
                    batch,
                    prompt_tokens: 700.0,
                    prompt_cached: 0.2,
                    length_cv2: 0.5,
                    queue_s: 0.0,
                    rtt_s: 0.0,
                };
                let all = gpu_time(&serving, tokens).total().0 / gpus;
                let sum = own_s(&serving, tokens) + tokens * shared_step_s(&serving) / batch;
                assert!((sum / all - 1.0).abs() < 1e-12, "{}: {sum} {all}", llm.name);
            }
        }
    }
}
