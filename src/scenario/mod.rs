//! A scenario: everything that is given, before anybody decides length and power.
//!
//! [`Scenario`] is what people write; [`Scenario::validate`] is the only gate to
//! [`ValidScenario`], past which the science returns values and no errors. Ranges, defaults and
//! units of the numbers stand in `data/fields.csv`, and every reader (JSON, link, number box) goes
//! through [`Scenario::set`].

mod json;
mod presets;

pub use json::parse_lines;
pub use presets::{PRESETS, Preset};

use crate::data::{self, CELLS, Cell, FIELDS, Field, LLMS, default, field};
use crate::math;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// What is wrong with a scenario, by field.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum ScenarioError {
    #[error("{field} = {value} is out of range: {allowed}")]
    OutOfRange { field: String, value: String, allowed: String },
    #[error("{field} is not a field of a scenario; the fields are {known}")]
    UnknownField { field: String, known: String },
    #[error("{field} stands twice")]
    Duplicate { field: String },
    #[error("the scenario is not a JSON object: {reason}")]
    Syntax { reason: String },
}

impl ScenarioError {
    /// The field that is at fault, where it is one.
    pub fn field(&self) -> Option<&str> {
        match self {
            Self::OutOfRange { field, .. }
            | Self::UnknownField { field, .. }
            | Self::Duplicate { field } => Some(field),
            Self::Syntax { .. } => None,
        }
    }

    pub(crate) fn range(field: &str, value: impl ToString, allowed: impl ToString) -> Self {
        Self::OutOfRange {
            field: field.to_string(),
            value: value.to_string(),
            allowed: allowed.to_string(),
        }
    }
}

macro_rules! choice {
    ($(#[$doc:meta])* $name:ident, $field:literal { $($(#[$vdoc:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
        pub enum $name { $($(#[$vdoc])* $variant,)* }

        impl $name {
            /// All of them, in the order in which the page shows them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The word of JSON and links.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }

            fn parse(word: &str) -> Result<Self, ScenarioError> {
                match word {
                    $($word => Ok(Self::$variant),)*
                    _ => Err(ScenarioError::range($field, format!("{word:?}"), [$($word),*].join(", "))),
                }
            }
        }
    };
}

choice! {
    /// Kind of base station; indexes [`CELLS`].
    CellKind, "cell" {
        Macro = "macro",
        Rrh = "rrh",
        Micro = "micro",
        Pico = "pico",
        Femto = "femto",
    }
}

choice! {
    /// What of the base station's power an answer is charged for while it is on air.
    Accounting, "accounting" {
        /// What the amplifiers draw more.
        Amplifier = "amplifier",
        /// What the sector draws above its sleep.
        Marginal = "marginal",
        /// All that the sector draws.
        Airtime = "airtime",
        /// The amplifiers' extra draw, and a user's share of the static power for the whole latency.
        Session = "session",
    }
}

choice! {
    /// Which energy model the inference is charged by.
    EnergyModel, "energy_model" {
        /// Fitted to ML.ENERGY measurements.
        Calibrated = "calibrated",
        /// EcoLogits 0.11.
        Ecologits = "ecologits",
    }
}

impl CellKind {
    /// Its row in the table.
    pub fn cell(self) -> &'static Cell {
        &CELLS[self as usize]
    }
}

/// The language model: one of the table, or one described by its numbers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum LlmChoice {
    Named(String),
    Custom(LlmShape),
}

/// What the energy and latency of a language model depend on.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct LlmShape {
    /// Active parameters, in 1e9.
    pub params_billion: f64,
    pub weight_bytes_per_param: f64,
    /// Key-value cache, bytes per token of context.
    pub kv_bytes_per_token: f64,
    pub layers: f64,
}

impl LlmShape {
    /// Its numbers by name.
    pub fn numbers(&self) -> [(&'static str, f64); 4] {
        [
            ("params_billion", self.params_billion),
            ("weight_bytes_per_param", self.weight_bytes_per_param),
            ("kv_bytes_per_token", self.kv_bytes_per_token),
            ("layers", self.layers),
        ]
    }
}

macro_rules! scenario {
    (numbers { $($number:ident = $default:ident,)* } optional { $($optional:ident,)* }) => {
        /// A scenario as written; every number is finite only after [`Scenario::validate`].
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        pub struct Scenario {
            pub model: LlmChoice,
            pub energy_model: EnergyModel,
            pub cell: CellKind,
            pub accounting: Accounting,
            $(
                #[doc = concat!("See `data/fields.csv`, row `", stringify!($number), "`.")]
                pub $number: f64,
            )*
            $(
                #[doc = concat!("See `data/fields.csv`, row `", stringify!($optional), "`; none: by the cell.")]
                pub $optional: Option<f64>,
            )*
        }

        impl Default for Scenario {
            fn default() -> Self {
                Self {
                    model: LlmChoice::Named("llama-3.1-8b".to_string()),
                    energy_model: EnergyModel::Calibrated,
                    cell: CellKind::Macro,
                    accounting: Accounting::Marginal,
                    $($number: default::$default,)*
                    $($optional: None,)*
                }
            }
        }

        impl Scenario {
            /// The number named `name` as written; none where it is left to the cell.
            pub fn number(&self, name: &str) -> Option<f64> {
                match name {
                    $(stringify!($number) => Some(self.$number),)*
                    $(stringify!($optional) => self.$optional,)*
                    _ => None,
                }
            }

            fn put(&mut self, name: &str, value: f64) {
                match name {
                    $(stringify!($number) => self.$number = value,)*
                    $(stringify!($optional) => self.$optional = Some(value),)*
                    _ => {}
                }
            }

            /// Puts the field `name` back to its default.
            pub fn reset(&mut self, name: &str) {
                let fresh = Self::default();
                match name {
                    $(stringify!($number) => self.$number = fresh.$number,)*
                    $(stringify!($optional) => self.$optional = None,)*
                    "model" => self.model = fresh.model,
                    "cell" => self.cell = fresh.cell,
                    "accounting" => self.accounting = fresh.accounting,
                    "energy_model" => self.energy_model = fresh.energy_model,
                    _ => {}
                }
            }
        }
    };
}

scenario! {
    numbers {
    gpus = GPUS,
    batch = BATCH,
    prompt_tokens = PROMPT_TOKENS,
    tokens_max = TOKENS_MAX,
    kappa50 = KAPPA50,
    sigma = SIGMA,
    grid_dc_g_per_kwh = GRID_DC_G_PER_KWH,
    grid_bs_g_per_kwh = GRID_BS_G_PER_KWH,
    pue = PUE,
    host_power_w = HOST_POWER_W,
    idle_fraction = IDLE_FRACTION,
    rtt_s = RTT_S,
    queue_s = QUEUE_S,
    gpu_embodied_kg = GPU_EMBODIED_KG,
    server_embodied_kg = SERVER_EMBODIED_KG,
    lifetime_y = LIFETIME_Y,
    utilisation = UTILISATION,
    distance_m = DISTANCE_M,
    carrier_ghz = CARRIER_GHZ,
    antenna_gain_db = ANTENNA_GAIN_DB,
    noise_figure_db = NOISE_FIGURE_DB,
    coding_efficiency = CODING_EFFICIENCY,
    shadowing_db = SHADOWING_DB,
    session_users = SESSION_USERS,
    bandwidth_mhz = BANDWIDTH_MHZ,
    payload_bytes_per_token = PAYLOAD_BYTES_PER_TOKEN,
    qoe_min = QOE_MIN,
    latency_max_s = LATENCY_MAX_S,
    outage_max = OUTAGE_MAX,
    rate_min_kbps = RATE_MIN_KBPS,
    }
    optional {
    site_embodied_kg,
    power_min_w,
    }
}

/// The words that are fields but not numbers.
const WORDS: [&str; 4] = ["model", "energy_model", "cell", "accounting"];

impl Scenario {
    /// Sets a number from its value, refusing what is outside its range.
    ///
    /// # Errors
    /// Names field, value and allowed range, or says that there is no such field.
    pub fn set(&mut self, name: &str, value: f64) -> Result<(), ScenarioError> {
        let Some(field) = field(name) else {
            return Err(Self::unknown(name));
        };
        check(field, value)?;
        self.put(name, value);
        Ok(())
    }

    /// Sets any field from its text: a number, or a word.
    ///
    /// # Errors
    /// Names field, value and allowed range, or says that there is no such field.
    pub fn set_text(&mut self, name: &str, text: &str) -> Result<(), ScenarioError> {
        match name {
            "model" => self.model = LlmChoice::Named(text.to_string()),
            "energy_model" => self.energy_model = EnergyModel::parse(text)?,
            "cell" => self.cell = CellKind::parse(text)?,
            "accounting" => self.accounting = Accounting::parse(text)?,
            _ => {
                let known = field(name).ok_or_else(|| Self::unknown(name))?;
                let value = text
                    .trim()
                    .parse()
                    .map_err(|_| ScenarioError::range(name, format!("{text:?}"), allowed(known)))?;
                return self.set(name, value);
            }
        }
        if name == "model" { self.shape().map(drop) } else { Ok(()) }
    }

    fn unknown(name: &str) -> ScenarioError {
        let known = WORDS
            .into_iter()
            .chain(FIELDS.iter().map(|field| field.name))
            .collect::<Vec<_>>()
            .join(", ");
        ScenarioError::UnknownField { field: name.to_string(), known }
    }

    fn shape(&self) -> Result<LlmShape, ScenarioError> {
        match &self.model {
            LlmChoice::Named(name) => data::llm(name)
                .map(|llm| LlmShape {
                    params_billion: llm.params_billion,
                    weight_bytes_per_param: llm.weight_bytes_per_param,
                    kv_bytes_per_token: llm.kv_bytes_per_token,
                    layers: llm.layers,
                })
                .ok_or_else(|| {
                    let names = LLMS.iter().map(|llm| llm.name).collect::<Vec<_>>().join(", ");
                    ScenarioError::range(
                        "model",
                        format!("{name:?}"),
                        format!("{names}, or an object"),
                    )
                }),
            LlmChoice::Custom(shape) => {
                for (name, value) in shape.numbers() {
                    let whole = name != "layers" || value.fract() == 0.0;
                    if !(value.is_finite() && value > 0.0 && value <= 1e12 && whole) {
                        let kind = if name == "layers" { "an integer" } else { "a number" };
                        return Err(ScenarioError::range(
                            &format!("model.{name}"),
                            value,
                            format!("{kind} above 0 and up to 1e12"),
                        ));
                    }
                }
                Ok(*shape)
            }
        }
    }

    /// The gate: every range is checked, and what is left to the cell is filled in.
    ///
    /// # Errors
    /// Names the first field that is wrong, its value and the allowed range.
    pub fn validate(&self) -> Result<ValidScenario, ScenarioError> {
        for field in FIELDS {
            if let Some(value) = self.number(field.name) {
                check(field, value)?;
            }
        }
        let shape = self.shape()?;
        let cell = self.cell.cell();
        let power_max_w = cell.power_max_w;
        let power_min_w = self.power_min_w.unwrap_or(power_max_w * POWER_SPAN);
        if power_min_w > power_max_w {
            let allowed = format!(
                "above 0 and up to {power_max_w} W, the most of a {} cell",
                self.cell.word()
            );
            return Err(ScenarioError::range("power_min_w", power_min_w, allowed));
        }
        Ok(ValidScenario {
            scenario: self.clone(),
            shape,
            cell,
            power_min_w,
            site_embodied_kg: self.site_embodied_kg.unwrap_or(cell.site_embodied_kg),
        })
    }
}

/// 30 dB between the most and the least power, unless told otherwise.
const POWER_SPAN: f64 = 1e-3;

fn check(field: &Field, value: f64) -> Result<(), ScenarioError> {
    let above = if field.name == "power_min_w" { value > field.min } else { value >= field.min };
    let whole = !field.integer || value.fract() == 0.0;
    if value.is_finite() && above && value <= field.max && whole {
        Ok(())
    } else {
        Err(ScenarioError::range(field.name, value, allowed(field)))
    }
}

/// The allowed range of a field in words, with its unit.
pub fn allowed(field: &Field) -> String {
    let unit = if field.unit == "1" { String::new() } else { format!(" {}", field.unit) };
    if field.name == "power_min_w" {
        return "above 0 and up to the most of the cell, W".to_string();
    }
    let kind = if field.integer { "an integer from" } else { "from" };
    format!("{kind} {} to {}{unit}", field.min, field.max)
}

/// A scenario that passed the gate.
#[derive(Clone, Debug, PartialEq)]
pub struct ValidScenario {
    scenario: Scenario,
    shape: LlmShape,
    cell: &'static Cell,
    power_min_w: f64,
    site_embodied_kg: f64,
}

impl PartialEq for Cell {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl ValidScenario {
    /// What was written.
    pub fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    /// The language model's numbers.
    pub fn llm(&self) -> LlmShape {
        self.shape
    }

    /// The base station.
    pub fn cell(&self) -> &'static Cell {
        self.cell
    }

    /// Least transmit power, W.
    pub fn power_min_w(&self) -> f64 {
        self.power_min_w
    }

    /// Most transmit power, W.
    pub fn power_max_w(&self) -> f64 {
        self.cell.power_max_w
    }

    /// Longest answer, tokens.
    pub fn tokens_max(&self) -> u32 {
        self.scenario.tokens_max as u32
    }

    /// Making of the site, kgCO2e.
    pub fn site_embodied_kg(&self) -> f64 {
        self.site_embodied_kg
    }

    /// A decision inside the scenario's box.
    ///
    /// # Errors
    /// Names `tokens` or `power_w`, the value and the allowed range.
    pub fn decision(&self, tokens: f64, power_w: f64) -> Result<Decision, ScenarioError> {
        let most = self.scenario.tokens_max;
        if !(tokens.fract() == 0.0 && (1.0..=most).contains(&tokens)) {
            return Err(ScenarioError::range(
                "tokens",
                tokens,
                format!("an integer from 1 to {most} (tokens_max)"),
            ));
        }
        // A printed bound may have lost its last digits: forgive a relative 1e-9.
        let (low, high) = (self.power_min_w, self.power_max_w());
        if !(low * (1.0 - 1e-9)..=high * (1.0 + 1e-9)).contains(&power_w) {
            return Err(ScenarioError::range(
                "power_w",
                power_w,
                format!("from {low} to {high} W"),
            ));
        }
        Ok(Decision { tokens: tokens as u32, power_w: power_w.clamp(low, high) })
    }

    /// A decision that the cell can carry out, whether or not it lies inside the scenario's box:
    /// what an answer would emit is a fair question beyond `tokens_max` too.
    ///
    /// # Errors
    /// Names `tokens` or `power_w`, the value and the allowed range.
    pub fn any_decision(&self, tokens: f64, power_w: f64) -> Result<Decision, ScenarioError> {
        const MOST: f64 = 1e6;
        if !(tokens.fract() == 0.0 && (1.0..=MOST).contains(&tokens)) {
            let allowed = format!("an integer from 1 to {MOST}");
            return Err(ScenarioError::range("tokens", tokens, allowed));
        }
        let high = self.power_max_w();
        if !(power_w > 0.0 && power_w <= high * (1.0 + 1e-9)) {
            let allowed = format!("above 0 and up to {high} W");
            return Err(ScenarioError::range("power_w", power_w, allowed));
        }
        Ok(Decision { tokens: tokens as u32, power_w: power_w.min(high) })
    }

    /// The decision whose length and power lie at fractions of their logarithmic ranges.
    pub fn decision_at(&self, length: f64, power: f64) -> Decision {
        let tokens = math::exp(length.clamp(0.0, 1.0) * math::ln(self.scenario.tokens_max)).round();
        let (low, high) = (math::ln(self.power_min_w), math::ln(self.power_max_w()));
        let power_w = math::exp(low + power.clamp(0.0, 1.0) * (high - low));
        Decision {
            tokens: (tokens as u32).clamp(1, self.tokens_max()),
            power_w: power_w.clamp(self.power_min_w, self.power_max_w()),
        }
    }
}

/// What is chosen for a request: how long the answer is, and how strongly the cell sends.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Decision {
    /// Output length κ, tokens.
    pub tokens: u32,
    /// Transmit power P of a transceiver, W.
    pub power_w: f64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_of_the_table_is_a_field_of_the_struct() {
        for field in FIELDS {
            let mut scenario = Scenario::default();
            let low = if field.name == "power_min_w" { 0.01 } else { field.min };
            scenario.set(field.name, low).unwrap();
            assert_eq!(scenario.number(field.name), Some(low), "{}", field.name);
            scenario.reset(field.name);
            assert_eq!(scenario, Scenario::default());
            assert_eq!(Scenario::default().number(field.name), field.default, "{}", field.name);
        }
    }

    #[test]
    fn values_outside_are_named_with_their_range() {
        for field in FIELDS {
            for value in [f64::NAN, f64::INFINITY, field.min - 1.0, field.max * 1.5 + 1.0] {
                let mut scenario = Scenario::default();
                let error = scenario.set(field.name, value).unwrap_err();
                assert_eq!(error.field(), Some(field.name));
                assert!(error.to_string().contains(&value.to_string()), "{error}");
                scenario.put(field.name, value);
                assert_eq!(scenario.validate().unwrap_err().field(), Some(field.name));
            }
        }
        let mut scenario = Scenario::default();
        assert_eq!(
            scenario.set("gpus", 2.5).unwrap_err().to_string(),
            "gpus = 2.5 is out of range: an integer from 1 to 64 GPUs"
        );
        assert!(scenario.set_text("qoe_min", "NaN").is_err());
        assert!(scenario.set_text("cell", "huge").unwrap_err().to_string().contains("femto"));
        assert!(
            scenario.set_text("model", "gpt-9").unwrap_err().to_string().contains("llama-3.1-8b")
        );
        assert!(matches!(
            scenario.set("bandwith_mhz", 1.0),
            Err(ScenarioError::UnknownField { .. })
        ));
    }

    #[test]
    fn the_cell_bounds_power() {
        let mut scenario =
            Scenario { cell: CellKind::Pico, power_min_w: Some(1.0), ..Scenario::default() };
        assert_eq!(scenario.validate().unwrap_err().field(), Some("power_min_w"));
        scenario.power_min_w = None;
        let valid = scenario.validate().unwrap();
        assert!((valid.power_min_w() - 0.000_13).abs() < 1e-12);
        assert_eq!(valid.site_embodied_kg(), 150.0);
        assert!(valid.decision(2049.0, 0.1).is_err() && valid.decision(0.0, 0.1).is_err());
        assert!(valid.decision(1.5, 0.1).is_err() && valid.decision(1.0, f64::NAN).is_err());
        assert!(valid.decision(2048.0, 0.13).is_ok());
        assert_eq!(valid.decision_at(1.0, 1.0), Decision { tokens: 2048, power_w: 0.13 });
        assert_eq!(valid.decision_at(-3.0, 0.0).tokens, 1);
    }
}
