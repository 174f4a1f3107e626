//! A scenario: everything that is given, before anybody decides length and power.
//!
//! [`Scenario`] is what people write; [`Scenario::validate`] is the only gate to
//! [`ValidScenario`], past which the science returns values and no errors. Ranges, defaults and
//! units of the numbers stand in `data/fields.csv`, and every reader (JSON, link, number box) goes
//! through [`Scenario::set`].

mod error;
mod json;
mod own_model;
mod presets;
mod repair;
mod valid;
mod version_1;

pub use error::{Allowed, Bound, Refused, ScenarioError, Span};
pub use json::{parse_lines, text_of};
pub use own_model::LlmShape;
pub use presets::{Needed, PRESETS, Preset, task};
pub use valid::{Decision, ValidScenario};
pub use version_1::{LogNormal, MODEL_VERSION};

use crate::data::{self, CELLS, Cell, FIELDS, Field, GPUS, Gpu, Llm, default, field, fields};
use crate::math::decimal;
use crate::written::quoted;
use serde::{Deserialize, Serialize};

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
                    _ => Err(ScenarioError::range($field, format!("{word:?}"), Allowed::OneOf(vec![$($word),*]))),
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
        MassiveMimo = "massive_mimo",
    }
}

choice! {
    /// Which GPU serves; indexes [`GPUS`].
    GpuKind, "gpu" {
        H100 = "h100",
        B200 = "b200",
        A100 = "a100",
        H200 = "h200",
    }
}

choice! {
    /// What is counted; each holds the one before.
    Boundary, "boundary" {
        /// Data centre and radio: the paper's chain.
        Service = "service",
        /// And the network between them.
        Network = "network",
        /// And the electricity of the phone.
        PhoneUse = "phone_use",
        /// And its making.
        Phone = "phone",
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

impl GpuKind {
    /// Its row in the table.
    pub fn gpu(self) -> &'static Gpu {
        &GPUS[self as usize]
    }
}

impl Boundary {
    /// Whether the network between data centre and base station counts.
    pub fn network(self) -> bool {
        self != Self::Service
    }

    /// Whether the electricity of the phone counts.
    pub fn phone_use(self) -> bool {
        matches!(self, Self::PhoneUse | Self::Phone)
    }

    /// Whether the making of the phone counts.
    pub fn phone_making(self) -> bool {
        self == Self::Phone
    }
}

/// The language model: one of the table, or one described by its numbers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum LlmChoice {
    Named(String),
    Custom(LlmShape),
}

macro_rules! scenario {
    (numbers { $($number:ident = $default:ident,)* } optional { $($optional:ident,)* }) => {
        /// A scenario as written; every number is finite only after [`Scenario::validate`].
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        pub struct Scenario {
            pub model: LlmChoice,
            pub gpu: GpuKind,
            pub energy_model: EnergyModel,
            pub cell: CellKind,
            pub accounting: Accounting,
            pub boundary: Boundary,
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
                    gpu: GpuKind::H100,
                    energy_model: EnergyModel::Calibrated,
                    cell: CellKind::Macro,
                    accounting: Accounting::Marginal,
                    boundary: Boundary::Service,
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
                    "gpu" => self.gpu = fresh.gpu,
                    "boundary" => self.boundary = fresh.boundary,
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
    prompt_cached = PROMPT_CACHED,
    length_cv2 = LENGTH_CV2,
    tokens_max = TOKENS_MAX,
    kappa50 = KAPPA50,
    shape = SHAPE,
    thinking_share = THINKING_SHARE,
    patience_s = PATIENCE_S,
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
    network_kwh_per_gb = NETWORK_KWH_PER_GB,
    phone_power_w = PHONE_POWER_W,
    charger_efficiency = CHARGER_EFFICIENCY,
    phone_embodied_kg = PHONE_EMBODIED_KG,
    phone_lifetime_y = PHONE_LIFETIME_Y,
    phone_hours_per_day = PHONE_HOURS_PER_DAY,
    qoe_min = QOE_MIN,
    latency_max_s = LATENCY_MAX_S,
    outage_max = OUTAGE_MAX,
    rate_min_kbps = RATE_MIN_KBPS,
    }
    optional {
    site_embodied_kg,
    static_power_w,
    sleep_power_w,
    power_slope,
    power_max_w,
    transceivers,
    sectors,
    power_min_w,
    }
}

/// Names of the numbers of a language model of one's own.
const MODEL_NUMBERS: [&str; 9] = [
    "model.active_params_billion",
    "model.weight_bytes_per_param",
    "model.kv_bytes_per_token",
    "model.layers",
    "model.total_params_billion",
    "model.moe_layers",
    "model.experts",
    "model.experts_per_token",
    "model.attention_width",
];

/// The numbers that make a base station one's own.
const CELL_NUMBERS: [&str; 6] =
    ["power_max_w", "static_power_w", "power_slope", "sleep_power_w", "transceivers", "sectors"];

/// The words that are fields but not numbers.
const WORDS: [&str; 6] = ["model", "gpu", "energy_model", "cell", "accounting", "boundary"];

impl Scenario {
    /// What the fields were that a link of version 1 or 2 leaves out: another default, plain text at
    /// 200 m.
    pub fn of_old_links() -> Self {
        Self { distance_m: 200.0, payload_bytes_per_token: 200.0, ..Self::default() }
    }

    /// Whether the base station is one's own: a number of it is set.
    pub fn own_cell(&self) -> bool {
        CELL_NUMBERS.iter().any(|name| self.number(name).is_some())
    }

    /// Takes a base station of the table as it is.
    pub fn take_cell(&mut self, cell: CellKind) {
        self.cell = cell;
        CELL_NUMBERS.iter().for_each(|name| self.reset(name));
    }

    /// Makes the base station one's own, with the numbers that are in force: nothing else moves.
    pub fn make_cell_own(&mut self) {
        let Ok(valid) = self.validate() else { return };
        for name in CELL_NUMBERS {
            if let Some(value) = valid.number(name) {
                self.put(name, value);
            }
        }
    }

    /// Gives a base station of one's own the path loss of another cell, and nothing else of it.
    pub fn lose_as(&mut self, cell: CellKind) {
        self.make_cell_own();
        self.site_embodied_kg = self.validate().ok().map(|valid| valid.site_embodied_kg());
        self.cell = cell;
    }

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
            "model" => {
                let name = data::llm(text).map_or(text, |llm| llm.name);
                self.model = LlmChoice::Named(name.to_string());
            }
            "gpu" => self.gpu = GpuKind::parse(text)?,
            "boundary" => self.boundary = Boundary::parse(text)?,
            "energy_model" => self.energy_model = EnergyModel::parse(text)?,
            "cell" => self.cell = CellKind::parse(text)?,
            "accounting" => self.accounting = Accounting::parse(text)?,
            _ => {
                let known = field(name).ok_or_else(|| Self::unknown(name))?;
                let value = decimal::read(text.trim())
                    .ok_or_else(|| ScenarioError::range(name, format!("{text:?}"), known))?;
                return self.set(name, value);
            }
        }
        if name == "model" { self.llm().map(drop) } else { Ok(()) }
    }

    fn unknown(name: &str) -> ScenarioError {
        ScenarioError::UnknownField { field: quoted(name) }
    }

    fn llm(&self) -> Result<Llm, ScenarioError> {
        match &self.model {
            LlmChoice::Named(name) => data::llm(name)
                .copied()
                .ok_or_else(|| ScenarioError::range("model", format!("{name:?}"), Allowed::Model)),
            LlmChoice::Custom(shape) => shape.llm(),
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
        let llm = self.llm()?;
        let cell = self.cell_as_set();
        if cell.sleep_power_w > cell.static_power_w {
            let allowed = Span::real(0.0, cell.static_power_w, "W");
            return Err(ScenarioError::range("sleep_power_w", cell.sleep_power_w, allowed));
        }
        let power_max_w = cell.power_max_w;
        let power_min_w = self.power_min_w.unwrap_or(power_max_w * POWER_SPAN);
        if power_min_w > power_max_w {
            let allowed = Span::real(fields::POWER_MIN_W.min, power_max_w, "W").bound(Bound::Cell);
            return Err(ScenarioError::range("power_min_w", power_min_w, allowed));
        }
        Ok(ValidScenario {
            scenario: self.clone(),
            llm,
            site_embodied_kg: self.site_embodied_kg.unwrap_or(cell.site_embodied_kg),
            cell,
            power_min_w,
        })
    }

    /// The base station of the table, with the numbers of one's own in place of its.
    fn cell_as_set(&self) -> Cell {
        let table = self.cell.cell();
        let mut cell = *table;
        cell.power_max_w = self.power_max_w.unwrap_or(table.power_max_w);
        cell.static_power_w = self.static_power_w.unwrap_or(table.static_power_w);
        cell.slope = self.power_slope.unwrap_or(table.slope);
        // The table's sleeps no deeper than what is set lets it.
        let sleep_w = table.sleep_power_w.min(cell.static_power_w);
        cell.sleep_power_w = self.sleep_power_w.unwrap_or(sleep_w);
        cell.sectors_per_site = self.sectors.unwrap_or(table.sectors_per_site);
        if let Some(serving) = self.transceivers {
            cell.serving_transceivers = serving;
        }
        if self.transceivers.or(self.sectors).is_some() {
            cell.transceivers = cell.serving_transceivers * cell.sectors_per_site;
        }
        cell
    }
}

/// 30 dB between the most and the least power, unless told otherwise.
const POWER_SPAN: f64 = 1e-3;

fn check(field: &Field, value: f64) -> Result<(), ScenarioError> {
    if Span::from(field).holds(value) {
        Ok(())
    } else {
        Err(ScenarioError::range(field.name, value, field))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_quote_what_was_written() {
        let long = "\u{202e}".to_string() + &"x".repeat(1_000_000);
        let mut scenario = Scenario::default();
        let errors = [
            scenario.set_text("bandwidth_mhz", &long).unwrap_err(),
            scenario.set_text("cell", &long).unwrap_err(),
            scenario.set_text("model", &long).unwrap_err(),
            scenario.set_text(&long, "1").unwrap_err(),
        ];
        let json = [
            format!(r#"{{"{long}":1}}"#),
            format!(r#"{{"cell":"{long}"}}"#),
            format!(r#"{{"schema":"{long}"}}"#),
            format!(r#"{{"{long}":1,"{long}":2}}"#),
            format!(r#"{{"model":{{"{long}":1}}}}"#),
        ];
        let json = json.iter().map(|text| parse_lines(text).unwrap_err().1.to_string());
        for error in errors.iter().map(ToString::to_string).chain(json) {
            assert!(error.len() < 3_000 && !error.contains('\u{202e}'), "{}", error.len());
        }
    }

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
    fn tour_18_a_cell_of_ones_own_is_held_to_what_a_cell_can_be() {
        let own = |changes: &[(&str, f64)]| {
            let mut scenario = Scenario::default();
            changes.iter().for_each(|(name, value)| scenario.set(name, *value).unwrap());
            scenario.validate()
        };
        let valid = own(&[("static_power_w", 60.0), ("power_max_w", 5.0), ("transceivers", 8.0)]);
        let valid = valid.unwrap();
        let cell = valid.cell();
        assert_eq!((cell.static_power_w, cell.power_max_w), (60.0, 5.0));
        // What is not set is the table's, as far as it fits: the macro cell sleeps at 75 W.
        assert_eq!((cell.slope, cell.sleep_power_w, cell.sectors_per_site), (4.7, 60.0, 3.0));
        assert_eq!((cell.serving_transceivers, cell.transceivers), (8.0, 24.0));
        assert_eq!((valid.power_max_w(), valid.power_min_w()), (5.0, 0.005));
        assert_eq!(valid.number("power_slope"), Some(4.7));
        let error = own(&[("static_power_w", 60.0), ("sleep_power_w", 70.0)]).unwrap_err();
        assert_eq!(error.to_string(), "sleep_power_w = 70 is out of range: from 0 to 60 W");
        let error = own(&[("power_max_w", 1.0), ("power_min_w", 2.0)]).unwrap_err();
        assert_eq!(error.field(), Some("power_min_w"));
        let error = Scenario::default().set("power_slope", 0.5).unwrap_err();
        assert_eq!(error.to_string(), "power_slope = 0.5 is out of range: from 1 to 1000");
        // Nothing set is the table's cell, to the bit.
        assert_eq!(own(&[]).unwrap().cell().static_power_w, CELLS[0].static_power_w);
    }

    #[test]
    fn tour_18_a_cell_of_ones_own_begins_with_the_numbers_of_another() {
        for &cell in CellKind::ALL {
            let table = Scenario { cell, ..Scenario::default() };
            let mut own = table.clone();
            own.make_cell_own();
            assert!(own.own_cell() && !table.own_cell());
            let (before, after) = (table.validate().unwrap(), own.validate().unwrap());
            for field in FIELDS {
                assert_eq!(after.number(field.name), before.number(field.name), "{}", field.name);
            }
            // Only where it stands, and what is lost on the way, is another's.
            let there = if cell == CellKind::Macro { CellKind::Micro } else { CellKind::Macro };
            own.lose_as(there);
            let lost = own.validate().unwrap();
            assert_eq!(lost.cell().path_loss, there.cell().path_loss);
            for field in FIELDS {
                assert_eq!(lost.number(field.name), before.number(field.name), "{}", field.name);
            }
            own.take_cell(cell);
            assert_eq!(Scenario { site_embodied_kg: None, ..own }, table);
        }
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
        assert_eq!(valid.decision_at(f64::NAN, f64::NAN), valid.decision_at(1.0, 1.0));
    }
}
