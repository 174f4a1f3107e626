//! Ready-made scenarios that people start from.

use super::{CellKind, LlmChoice, Scenario};
use crate::data::{self, LLMS, TASKS, Task};
use crate::math;
use std::f64::consts::LN_2;

/// A named scenario.
pub struct Preset {
    /// Key of its label and of links.
    pub key: &'static str,
    pub label: &'static str,
    make: fn(&mut Scenario),
}

impl Preset {
    /// The default scenario with the preset's changes.
    pub fn scenario(&self) -> Scenario {
        let mut scenario = Scenario::default();
        (self.make)(&mut scenario);
        scenario
    }
}

/// Both sites on the yearly average of one zone.
fn grid(scenario: &mut Scenario, code: &str) {
    if let Some(zone) = data::zone(code) {
        scenario.grid_dc_g_per_kwh = zone.carbon_intensity_g_per_kwh;
        scenario.grid_bs_g_per_kwh = zone.carbon_intensity_g_per_kwh;
    }
}

/// Median and shape of the lengths that a task needs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Needed {
    pub kappa50: f64,
    pub shape: f64,
    /// Whether the answers of the model itself were measured; else it is the median over models.
    pub measured: bool,
}

impl Task {
    /// How long the answers of a model to this task have to be.
    pub fn needed(&self, model: &LlmChoice) -> Needed {
        // To a tenth of a token: more was not measured.
        let tenths = |tokens: f64| (10.0 * tokens).round() / 10.0;
        let half = |scale: f64, shape: f64| scale * math::pow(LN_2, 1.0 / shape);
        let own = |name: &str| {
            let place = LLMS.iter().position(|llm| llm.name == name)?;
            self.lengths.iter().find(|(it, ..)| *it == place)
        };
        if let LlmChoice::Named(name) = model
            && let Some(&(_, scale, shape)) = own(name)
        {
            return Needed { kappa50: tenths(half(scale, shape)), shape, measured: true };
        }
        let of = |what: fn(f64, f64) -> f64| {
            let all = self.lengths.iter().map(|&(_, scale, shape)| what(scale, shape));
            median(&all.collect::<Vec<_>>())
        };
        Needed { kappa50: tenths(of(half)), shape: of(|_, shape| shape), measured: false }
    }

    /// Sets what the task asks for; all else stays.
    pub fn set(&self, scenario: &mut Scenario) {
        let needed = self.needed(&scenario.model);
        (scenario.kappa50, scenario.shape) = (needed.kappa50, needed.shape);
        scenario.prompt_tokens = self.prompt_tokens;
        scenario.tokens_max = self.tokens_max;
        scenario.latency_max_s = self.latency_max_s;
        scenario.patience_s = self.patience_s;
        scenario.thinking_share = self.thinking_share;
        scenario.qoe_min = self.qoe_min;
    }

    /// Whether a scenario stands as the task sets it.
    pub fn stands(&self, scenario: &Scenario) -> bool {
        let mut set = scenario.clone();
        self.set(&mut set);
        set == *scenario
    }
}

/// The task of that name.
pub fn task(name: &str) -> Option<&'static Task> {
    TASKS.iter().find(|task| task.name == name)
}

/// By ranks: a library's sort is 3 KiB of what the page opens with, and these are a dozen values.
fn median(values: &[f64]) -> f64 {
    let ranks = |value: f64| {
        let below = values.iter().filter(|it| **it < value).count();
        below..below + values.iter().filter(|it| **it == value).count()
    };
    let at = |rank: usize| values.iter().find(|it| ranks(**it).contains(&rank)).copied();
    let middle = [values.len().saturating_sub(1) / 2, values.len() / 2];
    0.5 * middle.into_iter().filter_map(at).sum::<f64>()
}

/// A model of the table on so many GPUs, so many requests at once; it answers in text.
fn serve(scenario: &mut Scenario, model: &str, gpus: f64, batch: f64) {
    scenario.model = LlmChoice::Named(model.to_string());
    (scenario.gpus, scenario.batch) = (gpus, batch);
    scenario.payload_bytes_per_token = 200.0;
}

fn set_task(scenario: &mut Scenario, name: &str) {
    if let Some(task) = task(name) {
        task.set(scenario);
    }
}

/// The presets, the opening scene first, which is the default: a question asked on the phone, answered by
/// a speaking avatar with 5 kB of speech and motion for each token.
pub const PRESETS: &[Preset] = &[
    Preset { key: "avatar", label: "Speaking avatar", make: |_| {} },
    Preset { key: "clean-grid", label: "Clean grid", make: |s| grid(s, "FRA") },
    Preset { key: "coal-grid", label: "Coal grid", make: |s| grid(s, "POL") },
    Preset {
        key: "crowded-cell",
        label: "Crowded cell",
        make: |s| {
            s.bandwidth_mhz = 3.0;
            s.session_users = 200.0;
            s.queue_s = 1.0;
        },
    },
    Preset {
        key: "cell-edge",
        label: "Cell edge",
        make: |s| {
            s.distance_m = 1_000.0;
            s.payload_bytes_per_token = 10_000.0;
        },
    },
    Preset { key: "plain-text", label: "Plain text", make: |s| s.payload_bytes_per_token = 200.0 },
    Preset {
        key: "video-reply",
        label: "Video reply",
        make: |s| {
            s.cell = CellKind::Micro;
            s.distance_m = 300.0;
            s.payload_bytes_per_token = 20_000.0;
        },
    },
    Preset {
        key: "reasoning",
        label: "Reasoning answer",
        make: |s| {
            serve(s, "qwen3-32b", 2.0, 32.0);
            set_task(s, "reasoning");
        },
    },
    Preset {
        key: "mixture-8",
        label: "Mixture, batch 8",
        make: |s| {
            serve(s, "qwen3-235b-a22b", 8.0, 8.0);
            set_task(s, "chat");
        },
    },
    Preset {
        key: "mixture-256",
        label: "Mixture, batch 256",
        make: |s| {
            serve(s, "qwen3-235b-a22b", 8.0, 256.0);
            set_task(s, "chat");
        },
    },
    Preset {
        key: "image-question",
        label: "Image question",
        make: |s| {
            serve(s, "qwen3-vl-8b", 1.0, 32.0);
            set_task(s, "image");
        },
    },
    Preset {
        key: "massive-mimo",
        label: "Massive MIMO",
        make: |s| {
            s.cell = CellKind::MassiveMimo;
            (s.bandwidth_mhz, s.antenna_gain_db) = (100.0, 24.0);
        },
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tour_6_the_opening_scene_is_the_default() {
        let [first, ..] = PRESETS else { panic!("no preset") };
        assert_eq!(first.scenario(), Scenario::default());
        // An avatar that speaks, where the radio counts.
        let scenario = Scenario::default();
        assert_eq!((scenario.distance_m, scenario.payload_bytes_per_token), (600.0, 5_000.0));
        let text = PRESETS.iter().find(|it| it.key == "plain-text").map(Preset::scenario);
        assert_eq!(text, Some(Scenario { payload_bytes_per_token: 200.0, ..scenario }));
    }

    #[test]
    fn every_preset_passes_the_gate() {
        for preset in PRESETS {
            assert!(preset.scenario().validate().is_ok(), "{}", preset.key);
        }
    }

    #[test]
    fn a_task_takes_the_lengths_of_the_model_or_the_median_over_models() {
        let named = |name: &str| LlmChoice::Named(name.to_string());
        let chat = task("chat").unwrap();
        // 401·(ln 2)^(1/1.016).
        let own = chat.needed(&named("llama-3.1-8b"));
        assert_eq!(own, Needed { kappa50: 279.6, shape: 1.016, measured: true });
        let other = chat.needed(&named("kimi-k2"));
        assert!(!other.measured && (300.0..600.0).contains(&other.kappa50), "{other:?}");
        for task in TASKS {
            let mut scenario = Scenario::default();
            task.set(&mut scenario);
            assert!(task.stands(&scenario) && scenario.validate().is_ok(), "{}", task.name);
        }
        let mut reasoning = Scenario::default();
        task("reasoning").unwrap().set(&mut reasoning);
        assert_eq!((reasoning.thinking_share, reasoning.patience_s), (0.9, 3600.0));
        assert!(reasoning.kappa50 > 5000.0 && !task("chat").unwrap().stands(&reasoning));
    }
}
