//! The tables: constants, models, base stations, scenario fields, grid zones, measurements.
//!
//! Values stand in the CSV files beside this one, each with unit, source, year and provenance;
//! `build.rs` makes the statics below of them. No formula lives here.

pub mod cited;
pub mod day;
mod measured;

pub use measured::{
    DataError, EcologitsRow, MeasuredServing, ReferencePoint, ecologits_check,
    mlenergy_calibration, mlenergy_held_out, reference_points,
};

include!(concat!(env!("OUT_DIR"), "/tables.rs"));

/// The place of a row in its table.
fn place<T>(of: &[T], is: impl Fn(&T) -> bool) -> usize {
    of.iter().position(is).unwrap_or_default()
}

/// Where a number comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Provenance {
    /// From arXiv 2503.04418 itself.
    Paper,
    /// From a measurement whose data ship with the project.
    Measured,
    /// From a publication that is named.
    Literature,
    /// Taken for want of better; the user can change it.
    Assumed,
}

impl Provenance {
    /// The word that stands beside the number.
    pub fn word(self) -> &'static str {
        match self {
            Self::Paper => "paper",
            Self::Measured => "measured",
            Self::Literature => "literature",
            Self::Assumed => "assumed",
        }
    }
}

/// A constant of the model with its pedigree.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Constant {
    /// Its row in the table, from 0.
    pub place: usize,
    pub key: &'static str,
    pub value: f64,
    pub unit: &'static str,
    /// Least plausible value, where one is known.
    pub low: Option<f64>,
    /// Greatest plausible value, where one is known.
    pub high: Option<f64>,
    pub provenance: Provenance,
    pub year: u16,
}

/// What a language model is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LlmKind {
    /// Every token goes through all of it.
    Dense,
    /// Mixture of experts: every token goes through some of them.
    Mixture,
    /// Most layers keep a state instead of a cache (Mamba).
    Hybrid,
}

/// A language model as served.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Llm {
    pub name: &'static str,
    pub label: &'static str,
    pub family: &'static str,
    pub kind: LlmKind,
    /// On which of [`GPUS`] it was measured, a bit each.
    pub measured_on: u8,
    /// Experts in 8-bit blocks, read by a kernel that wastes bandwidth.
    pub slow_kernel: bool,
    /// All parameters, in 1e9.
    pub total_billion: f64,
    /// Active parameters as the model card counts them, in 1e9.
    pub active_billion: f64,
    /// Parameters multiplied for a token, in 1e9: without the embedding of the input.
    pub compute_billion: f64,
    pub layers: f64,
    /// Layers with experts.
    pub moe_layers: f64,
    /// Layers with latent attention (MLA).
    pub latent_layers: f64,
    /// Layers that attend.
    pub attention_layers: f64,
    pub experts: f64,
    pub experts_per_token: f64,
    /// Key-value cache, bytes per token of context.
    pub kv_bytes_per_token: f64,
    /// Tokens that windowed layers look back; 0 where none is windowed.
    pub window_tokens: f64,
    /// Share of the layers that are windowed.
    pub window_share: f64,
    /// State of a sequence, bytes read and written in a step.
    pub state_bytes: f64,
    /// Weights that every step reads, bytes.
    pub shared_bytes: f64,
    /// Weights of all experts, bytes.
    pub expert_bytes: f64,
    pub weight_bytes_per_param: f64,
    /// Query heads times their dimension.
    pub attention_width: f64,
}

impl Llm {
    /// Its row in [`LLMS`], from 0.
    pub fn place(&self) -> usize {
        place(LLMS, |it| it.name == self.name)
    }
}

/// Names that version 1 of the model had for others.
const RENAMED: [(&str, &str); 2] = [("qwen-3-14b", "qwen3-14b"), ("qwen-3-32b", "qwen3-32b")];

/// The model named `name`, whatever its case, its owner, and that it was taught to follow instructions.
pub fn llm(name: &str) -> Option<&'static Llm> {
    let exact = LLMS.iter().find(|llm| llm.name == name);
    exact.or_else(|| {
        let wanted = bare(name);
        let renamed = RENAMED.iter().find(|(old, _)| *old == wanted);
        let wanted = renamed.map_or(wanted.as_str(), |(_, new)| new);
        LLMS.iter().find(|llm| bare(llm.name) == wanted)
    })
}

/// A model's name in small letters with dashes, without owner and without `-instruct`.
fn bare(name: &str) -> String {
    let name = name.trim().trim_end_matches('/');
    let name = name.rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
    let words = name.split([' ', '_', '-', '(', ')']).filter(|word| !word.is_empty());
    let taught = ["instruct", "it", "chat", "hf", "meta"];
    let words: Vec<&str> = words.filter(|word| !taught.contains(word)).collect();
    words.join("-")
}

/// A GPU: what its data sheet says, and the share of its power that it draws between steps.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gpu {
    pub name: &'static str,
    pub label: &'static str,
    /// Memory bandwidth, B/s.
    pub bandwidth_bytes_per_s: f64,
    /// Dense bf16; 8-bit weights save bytes and no arithmetic.
    pub flop_per_s: f64,
    pub power_max_w: f64,
    /// Share of the most power while kernels are started.
    pub launch_power_share: f64,
    pub memory_gb: f64,
    pub provenance: Provenance,
}

impl Gpu {
    /// Its row in [`GPUS`], from 0.
    pub fn place(&self) -> usize {
        place(GPUS, |it| it.name == self.name)
    }
}

/// A ready-made task: how long its answers are, and what people expect of them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Task {
    pub name: &'static str,
    pub prompt_tokens: f64,
    pub tokens_max: f64,
    pub latency_max_s: f64,
    pub patience_s: f64,
    pub thinking_share: f64,
    pub qoe_min: f64,
    /// Place in [`LLMS`], scale and shape of the Weibull fit to the measured lengths.
    pub lengths: &'static [(usize, f64, f64)],
}

/// Which path-loss model a cell uses; indexes [`PATH_LOSS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathLossKind {
    Uma,
    Umi,
}

/// A path-loss model: loss = intercept + slope·log10(d/m) + slope·log10(f/GHz), in dB.
#[derive(Clone, Copy, Debug)]
pub struct PathLoss {
    pub name: &'static str,
    pub label: &'static str,
    pub nlos_intercept_db: f64,
    pub nlos_distance_slope: f64,
    pub nlos_frequency_slope: f64,
    pub los_intercept_db: f64,
    pub los_distance_slope: f64,
    pub los_frequency_slope: f64,
    pub shadowing_sigma_db: f64,
}

/// A base station: the EARTH power model of one transceiver, and its hardware.
#[derive(Clone, Copy, Debug)]
pub struct Cell {
    pub name: &'static str,
    pub label: &'static str,
    pub path_loss: PathLossKind,
    /// Most transmit power of a transceiver, W.
    pub power_max_w: f64,
    /// Input power of an awake transceiver at zero transmit power, W.
    pub static_power_w: f64,
    /// Input power over transmit power.
    pub slope: f64,
    /// Input power of a sleeping transceiver, W.
    pub sleep_power_w: f64,
    /// Transceivers of the site.
    pub transceivers: f64,
    /// Transceivers of the sector that serves.
    pub serving_transceivers: f64,
    pub site_embodied_kg: f64,
    pub site_embodied_low_kg: f64,
    pub site_embodied_high_kg: f64,
    pub sectors_per_site: f64,
}

impl Cell {
    /// Its row in [`CELLS`], from 0.
    pub fn place(&self) -> usize {
        place(CELLS, |it| it.name == self.name)
    }
}

/// A number of the scenario: what it may be, and where its default comes from. What people read of it
/// stands in the same row and is the page's alone.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Field {
    /// Its row in the table, from 0.
    pub place: usize,
    pub name: &'static str,
    /// Where the page shows it: model, centre, grid, cell, link, phone or limits.
    pub group: &'static str,
    pub unit: &'static str,
    /// Least allowed value, inclusive.
    pub min: f64,
    /// Greatest allowed value, inclusive.
    pub max: f64,
    pub integer: bool,
    /// Whether equal steps of a slider are equal ratios.
    pub log_scale: bool,
    /// Range of its slider; narrower than what is allowed.
    pub slider: Option<(f64, f64)>,
    /// Default; none where it depends on the cell.
    pub default: Option<f64>,
    /// Least plausible value, where the default is uncertain.
    pub low: Option<f64>,
    /// Greatest plausible value, where the default is uncertain.
    pub high: Option<f64>,
    pub provenance: Provenance,
}

/// The field named `name`.
pub fn field(name: &str) -> Option<&'static Field> {
    FIELDS.iter().find(|field| field.name == name)
}

/// A grid zone with its yearly average carbon intensity.
#[derive(Clone, Copy, Debug)]
pub struct Zone {
    /// ISO 3166 alpha-3 code, or a word for a region.
    pub code: &'static str,
    pub name: &'static str,
    /// A country; otherwise a region of several.
    pub country: bool,
    /// ISO 3166 alpha-2 code, or UN M49 code of a region, by which browsers know its name in their
    /// languages; empty for a group of countries that has none.
    pub region: &'static str,
    pub carbon_intensity_g_per_kwh: f64,
}

/// The zone with that code.
pub fn zone(code: &str) -> Option<&'static Zone> {
    ZONES.iter().find(|zone| zone.code == code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_hold_what_the_sources_say() {
        assert_eq!(ZONES.len(), 221);
        assert_eq!(zone("FRA").map(|z| z.name), Some("France"));
        assert_eq!(zone("WORLD").map(|z| z.carbon_intensity_g_per_kwh.round()), Some(473.0));
        assert_eq!(LLMS.len(), 42);
        assert_eq!(llm("llama-3.1-70b").map(|m| m.layers), Some(80.0));
        assert_eq!(llm("qwen-3-14b").map(|m| m.name), Some("qwen3-14b"));
        assert_eq!(llm("Qwen/Qwen3-32B").map(|m| m.name), Some("qwen3-32b"));
        let h100 = 1;
        let measured = |name| llm(name).map(|m| m.measured_on & h100);
        assert_eq!((measured("mixtral-8x7b"), measured("kimi-k2")), (Some(1), Some(0)));
        assert_eq!(
            GPUS.iter().map(|it| it.name).collect::<Vec<_>>(),
            ["h100", "b200", "a100", "h200"]
        );
        // Of two measurements of a model the larger: 56 320 answers, not 24 576.
        let chat = &TASKS[0].lengths;
        let place = LLMS.iter().position(|m| m.name == "qwen3-235b-a22b").unwrap();
        assert!(chat.contains(&(place, 808.0, 0.804)), "{chat:?}");
        assert_eq!(
            CELLS.iter().map(|cell| cell.name).collect::<Vec<_>>(),
            ["macro", "rrh", "micro", "pico", "femto", "massive_mimo"]
        );
        assert_eq!(PATH_LOSS[PathLossKind::Umi as usize].name, "umi");
        assert_eq!(PATH_LOSS[PathLossKind::Uma as usize].name, "uma");
    }

    #[test]
    fn every_range_holds_its_value() {
        for constant in CONSTANTS {
            let inside = constant.low.is_none_or(|low| low <= constant.value)
                && constant.high.is_none_or(|high| constant.value <= high);
            assert!(inside, "{}", constant.key);
        }
        for field in FIELDS {
            let default = field.default.unwrap_or(field.max);
            assert!((field.min..=field.max).contains(&default), "{}", field.name);
            if let Some((low, high)) = field.slider {
                assert!(field.min <= low && low < high && high <= field.max, "{}", field.name);
                assert!(!field.log_scale || low > 0.0, "{}", field.name);
            }
        }
    }
}
