//! What has to be known before a figure of inference is believed: where nothing was measured.

use super::{Chain, Footprint};
use crate::data::{LlmKind, value};
use crate::scenario::{GpuKind, LlmChoice, ValidScenario};
use serde::{Deserialize, Serialize};

/// Something that was not measured, or is known to be off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Warning {
    /// Weights and caches need more memory than the GPUs have.
    Memory,
    /// Smaller or larger batches than were measured.
    Batch,
    /// Under a byte a parameter, of a dense model.
    Weights,
    /// This model was not measured on this GPU.
    Unmeasured,
    /// Constants of other GPUs were carried over.
    Transferred,
    /// Computed from the data sheet.
    Extrapolated,
    /// Measured 27 to 41 % lower.
    GptOssB200,
    /// Latency is measured 20 to 30 % longer.
    Llama4Latency,
    /// Short answers of hybrids are measured 16 to 23 % higher.
    HybridChat,
}

impl Warning {
    pub const ALL: [Self; 9] = [
        Self::Memory,
        Self::Batch,
        Self::Weights,
        Self::Unmeasured,
        Self::Transferred,
        Self::Extrapolated,
        Self::GptOssB200,
        Self::Llama4Latency,
        Self::HybridChat,
    ];

    /// Its word in JSON.
    pub const fn word(self) -> &'static str {
        [
            "memory",
            "batch",
            "weights",
            "unmeasured",
            "transferred",
            "extrapolated",
            "gpt_oss_b200",
            "llama4_latency",
            "hybrid_chat",
        ][self as usize]
    }
}

/// What a footprint is to be taken with.
pub fn warnings(valid: &ValidScenario, chain: &Chain, print: &Footprint) -> Vec<Warning> {
    let (scenario, llm) = (valid.scenario(), valid.llm());
    let measured = value::MEASURED_BATCH_LEAST..=value::MEASURED_BATCH_MOST;
    let own = matches!(scenario.model, LlmChoice::Custom(_));
    let small = own && llm.total_billion < value::OWN_MODEL_LEAST_BILLION;
    let short = f64::from(print.decision.tokens) < value::SHORT_ANSWER_TOKENS;
    let gpu = scenario.gpu;
    let holds = |warning: Warning| match warning {
        Warning::Memory => print.out_of_memory,
        Warning::Batch => !measured.contains(&chain.serving.batch),
        Warning::Weights => llm.kind == LlmKind::Dense && llm.weight_bytes_per_param < 1.0,
        Warning::Unmeasured => small || llm.measured_on & (1 << gpu as u8) == 0,
        Warning::Transferred => gpu == GpuKind::A100,
        Warning::Extrapolated => gpu == GpuKind::H200,
        Warning::GptOssB200 => gpu == GpuKind::B200 && llm.family == "gpt-oss",
        Warning::Llama4Latency => llm.family == "Llama 4",
        Warning::HybridChat => llm.kind == LlmKind::Hybrid && short,
    };
    Warning::ALL.into_iter().filter(|it| holds(*it)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::carbon::footprint;
    use crate::scenario::{Decision, Scenario};

    fn words(scenario: &str) -> Vec<&'static str> {
        let valid = Scenario::from_json(scenario).unwrap().validate().unwrap();
        let chain = Chain::new(&valid);
        let print = footprint(&chain, Decision { tokens: 400, power_w: 1.0 });
        warnings(&valid, &chain, &print).into_iter().map(Warning::word).collect()
    }

    #[test]
    fn each_is_said_where_it_holds_and_nowhere_else() {
        for (scenario, expected) in [
            (r#"{}"#, &[][..]),
            (r#"{"model":"qwen3-235b-a22b"}"#, &["memory"]),
            (r#"{"batch":6.9}"#, &["batch"]),
            (r#"{"batch":1101}"#, &["memory", "batch"]),
            (
                r#"{"model":{"params_billion":8,"weight_bytes_per_param":0.5,"kv_bytes_per_token":1e5,"layers":32}}"#,
                &["weights"],
            ),
            (
                r#"{"model":{"params_billion":6,"weight_bytes_per_param":1,"kv_bytes_per_token":1e5,"layers":32}}"#,
                &["unmeasured"],
            ),
            (r#"{"model":"llama-3.2-1b"}"#, &["unmeasured"]),
            (r#"{"gpu":"a100"}"#, &["transferred"]),
            (r#"{"gpu":"h200"}"#, &["unmeasured", "extrapolated"]),
            (r#"{"model":"gpt-oss-20b"}"#, &[]),
            (r#"{"model":"gpt-oss-20b","gpu":"b200"}"#, &["gpt_oss_b200"]),
            (r#"{"model":"llama-4-scout","gpus":4}"#, &["llama4_latency"]),
            (r#"{"model":"nemotron-nano-9b-v2"}"#, &["hybrid_chat"]),
        ] {
            assert_eq!(words(scenario), expected, "{scenario}");
        }
    }
}
