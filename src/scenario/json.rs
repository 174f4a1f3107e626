//! Scenarios as JSON: every field optional, an unknown one an error.
//!
//! By hand over the field table instead of derived, so that an error names the field and its range.

use super::{
    Allowed, CellKind, LlmChoice, LlmShape, LogNormal, Scenario, ScenarioError, Span, ValidScenario,
};
use crate::data::{FIELDS, field};
use crate::written::quoted;
use serde_json::{Map, Number, Value, json};
use std::borrow::Cow;

impl Scenario {
    /// Reads one JSON object.
    ///
    /// # Errors
    /// Names the field, the value and the allowed range, or where the syntax is wrong.
    pub fn from_json(text: &str) -> Result<Self, ScenarioError> {
        let Entries(entries) =
            serde_json::from_str(unmarked(text)).map_err(|error| ScenarioError::json(&error))?;
        let mut scenario = Self::default();
        for (index, (name, value)) in entries.iter().enumerate() {
            if entries[..index].iter().any(|(earlier, _)| earlier == name) {
                return Err(ScenarioError::Duplicate { field: quoted(name) });
            }
            scenario.set_value(name, value)?;
        }
        let value = |name: &str| entries.iter().find(|it| it.0 == name).map(|it| &it.1);
        scenario.set_log_normal(&value)?;
        scenario.validate()?;
        Ok(scenario)
    }

    /// What of an object is usable, and what is wrong with the rest, which stays at its default.
    pub fn salvage(object: &Map<String, Value>) -> (Self, Vec<ScenarioError>) {
        let mut scenario = Self::default();
        let mut errors = Vec::new();
        for (name, value) in object {
            errors.extend(scenario.set_value(name, value).err());
        }
        errors.extend(scenario.set_log_normal(&|name| object.get(name)).err());
        errors.extend(scenario.repair());
        (scenario, errors)
    }

    /// Reads `sigma` of version 1, with `kappa50` beside it.
    fn set_log_normal<'a>(
        &mut self,
        value: &dyn Fn(&str) -> Option<&'a Value>,
    ) -> Result<(), ScenarioError> {
        let Some(given) = value("sigma") else { return Ok(()) };
        let sigma = given.as_f64().filter(|it| LogNormal::SIGMA.holds(*it));
        let sigma = sigma.ok_or_else(|| ScenarioError::range("sigma", given, LogNormal::SIGMA))?;
        if value("shape").is_some() {
            return Err(ScenarioError::Together { field: "sigma", other: "shape" });
        }
        let kappa50 = value("kappa50").map(|_| self.kappa50);
        let kappa50 = kappa50.unwrap_or(LogNormal::default().kappa50);
        (self.kappa50, self.shape) = LogNormal { kappa50, sigma }.weibull();
        Ok(())
    }

    /// A base station of one's own: the numbers of its power model, and whose path loss it has.
    fn set_cell(&mut self, object: &Map<String, Value>) -> Result<(), ScenarioError> {
        // Each with the field that it is, and what it is where it is not said.
        const NUMBERS: [(&str, &str, Option<f64>); 7] = [
            ("p_max_w", "power_max_w", None),
            ("p0_w", "static_power_w", None),
            ("slope", "power_slope", None),
            ("sleep_w", "sleep_power_w", None),
            ("transceivers", "transceivers", Some(1.0)),
            ("sectors", "sectors", Some(1.0)),
            ("site_embodied_kg", "site_embodied_kg", None),
        ];
        const NEEDED: [&str; 4] = ["cell.p_max_w", "cell.p0_w", "cell.slope", "cell.sleep_w"];
        let known = |key: &str| key == "path_loss" || NUMBERS.iter().any(|it| it.0 == key);
        if let Some(extra) = object.keys().find(|key| !known(key)) {
            return Err(ScenarioError::UnknownField { field: format!("cell.{}", quoted(extra)) });
        }
        let given = |name: &&str| object.contains_key(name.trim_start_matches("cell."));
        let missing: Vec<_> = NEEDED.into_iter().filter(|name| !given(name)).collect();
        if !missing.is_empty() {
            return Err(ScenarioError::Missing { fields: missing });
        }
        self.cell = match object.get("path_loss").map(|it| it.as_str()) {
            None | Some(Some("uma")) => CellKind::Macro,
            Some(Some("umi")) => CellKind::Micro,
            Some(_) => {
                let allowed = Allowed::OneOf(vec!["uma", "umi"]);
                return Err(ScenarioError::range("cell.path_loss", &object["path_loss"], allowed));
            }
        };
        for (key, name, otherwise) in NUMBERS {
            let name_here = format!("cell.{key}");
            let span = field(name).map_or(Span::any(), Span::from);
            let number = match object.get(key) {
                Some(value) => {
                    let number = value.as_f64().filter(|it| span.holds(*it));
                    number.ok_or_else(|| ScenarioError::range(&name_here, value, span))?
                }
                None => match otherwise {
                    Some(number) => number,
                    None => continue,
                },
            };
            self.set(name, number)?;
        }
        Ok(())
    }

    fn set_value(&mut self, name: &str, value: &Value) -> Result<(), ScenarioError> {
        match (name, value) {
            // Read once all of it is there.
            ("sigma", _) => Ok(()),
            ("cell", Value::Object(object)) => self.set_cell(object),
            ("model", Value::Object(object)) => {
                self.model = LlmChoice::Custom(shape(object)?);
                Ok(())
            }
            (_, Value::String(word)) if field(name).is_none() => self.set_text(name, word),
            (_, Value::Number(number)) if field(name).is_some() => {
                self.set(name, number.as_f64().unwrap_or(f64::NAN))
            }
            _ => match field(name) {
                Some(field) => Err(ScenarioError::range(name, value, field)),
                // A word of the wrong type: let its own check name what is allowed.
                None => self.set_text(name, &value.to_string()),
            },
        }
    }

    /// All fields but those that are left to the cell.
    pub fn to_json(&self) -> Value {
        let mut object = Map::new();
        let model = match &self.model {
            LlmChoice::Named(name) => json!(name),
            LlmChoice::Custom(shape) => LlmShape::NAMES
                .into_iter()
                .zip(shape.numbers())
                .filter_map(|(name, value)| Some((bare(name).to_string(), number(value?))))
                .collect(),
        };
        object.insert("model".into(), model);
        object.insert("gpu".into(), json!(self.gpu.word()));
        object.insert("energy_model".into(), json!(self.energy_model.word()));
        object.insert("cell".into(), json!(self.cell.word()));
        object.insert("accounting".into(), json!(self.accounting.word()));
        object.insert("boundary".into(), json!(self.boundary.word()));
        for field in FIELDS {
            if let Some(value) = self.number(field.name) {
                object.insert(field.name.into(), number(value));
            }
        }
        Value::Object(object)
    }
}

/// A text without the mark at its start that some editors leave.
fn unmarked(text: &str) -> &str {
    text.trim_start_matches('\u{feff}')
}

/// The text of a file, without a mark at its start; bytes that are no letters become question marks.
///
/// # Errors
/// Names another way to write letters than UTF-8, told by its mark or by where its zeros are.
pub fn text_of(bytes: &[u8]) -> Result<Cow<'_, str>, ScenarioError> {
    let found = match bytes {
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] => Some("UTF-32"),
        [first, 0, 0, 0, ..] | [0, 0, 0, first, ..] if *first != 0 => Some("UTF-32"),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => Some("UTF-16"),
        [first, 0, ..] | [0, first, ..] if *first != 0 => Some("UTF-16"),
        _ => None,
    };
    if let Some(found) = found {
        return Err(ScenarioError::Letters { found });
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    Ok(String::from_utf8_lossy(bytes))
}

/// Scenarios, one JSON object a line; blank lines are passed over.
///
/// # Errors
/// The line, counted from 1, and what is wrong in it.
pub fn parse_lines(text: &str) -> Result<Vec<ValidScenario>, (usize, ScenarioError)> {
    let parse = |line: &str| Scenario::from_json(line)?.validate();
    unmarked(text)
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(index, line)| parse(line).map_err(|error| (index + 1, error)))
        .collect()
}

/// Whole numbers without a fraction, so that an integer field reads back as one anywhere.
fn number(value: f64) -> Value {
    if value.fract() == 0.0 && value.abs() < 9e15 {
        return json!(value as i64);
    }
    Number::from_f64(value).map_or(Value::Null, Value::Number)
}

/// A name of [`LlmShape::NAMES`] as the object of a model has it.
fn bare(name: &'static str) -> &'static str {
    name.trim_start_matches("model.")
}

fn shape(object: &Map<String, Value>) -> Result<LlmShape, ScenarioError> {
    let mut numbers = [None; 9];
    for (key, value) in object {
        let name = format!("model.{key}");
        let Some(place) = LlmShape::place(&name) else {
            return Err(ScenarioError::UnknownField { field: format!("model.{}", quoted(key)) });
        };
        let span = LlmShape::SPANS[place];
        let read = value.as_f64().ok_or_else(|| ScenarioError::range(&name, value, span))?;
        if numbers[place].replace(read).is_some() {
            let (field, other) = (LlmShape::FORMER, LlmShape::NAMES[0]);
            return Err(ScenarioError::Together { field, other });
        }
    }
    LlmShape::of_numbers(numbers)
}

/// An object's entries in order, duplicates kept, so that none is lost in silence.
struct Entries(Vec<(String, Value)>);

impl<'de> serde::Deserialize<'de> for Entries {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> serde::de::Visitor<'de> for Visitor {
            type Value = Entries;
            fn expecting(&self, formatter: &mut std::fmt::Formatter) -> std::fmt::Result {
                formatter.write_str("an object of scenario fields")
            }
            fn visit_map<A: serde::de::MapAccess<'de>>(
                self,
                mut map: A,
            ) -> Result<Entries, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Entries(entries))
            }
        }
        deserializer.deserialize_map(Visitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{CellKind, PRESETS};

    #[test]
    fn json_goes_there_and_back() {
        for preset in PRESETS {
            let scenario = preset.scenario();
            assert_eq!(Scenario::from_json(&scenario.to_json().to_string()), Ok(scenario));
        }
        let custom = r#"{"model":{"params_billion":9.5,"weight_bytes_per_param":1,"kv_bytes_per_token":4096,"layers":20},"cell":"pico","site_embodied_kg":12.5,"power_min_w":0.01}"#;
        let scenario = Scenario::from_json(custom).unwrap();
        assert_eq!(scenario.cell, CellKind::Pico);
        assert_eq!(Scenario::from_json(&scenario.to_json().to_string()), Ok(scenario));
        assert_eq!(Scenario::from_json("{}"), Ok(Scenario::default()));
    }

    #[test]
    fn a_cell_of_ones_own_is_an_object_like_a_model() {
        let text = r#"{"cell":{"p_max_w":5,"p0_w":60,"slope":3,"sleep_w":10,"transceivers":4,
            "path_loss":"umi","site_embodied_kg":200}}"#;
        let scenario = Scenario::from_json(text).unwrap();
        let valid = scenario.validate().unwrap();
        let cell = valid.cell();
        assert_eq!((cell.power_max_w, cell.static_power_w, cell.slope), (5.0, 60.0, 3.0));
        assert_eq!((cell.sleep_power_w, cell.serving_transceivers), (10.0, 4.0));
        assert_eq!((cell.sectors_per_site, valid.site_embodied_kg()), (1.0, 200.0));
        assert_eq!(cell.path_loss, crate::data::PathLossKind::Umi);
        // Written field by field it is the same cell.
        assert_eq!(Scenario::from_json(&scenario.to_json().to_string()), Ok(scenario));
        for (text, part) in [
            (r#"{"cell":{"p_max_w":5,"slope":3}}"#, "missing: cell.p0_w, cell.sleep_w"),
            (r#"{"cell":{"moon":5}}"#, "cell.moon is not a field"),
            (
                r#"{"cell":{"p_max_w":-5,"p0_w":1,"slope":3,"sleep_w":0}}"#,
                "cell.p_max_w = -5 is out of range",
            ),
        ] {
            let error = Scenario::from_json(text).unwrap_err().to_string();
            assert!(error.contains(part), "{text}: {error}");
        }
    }

    #[test]
    fn what_version_1_said_is_read_in_the_words_of_today() {
        let of = |text: &str| Scenario::from_json(text).unwrap();
        let (kappa50, shape) = LogNormal { kappa50: 300.0, sigma: 0.8 }.weibull();
        for text in [r#"{"kappa50":300,"sigma":0.8}"#, r#"{"sigma":0.8,"kappa50":300}"#] {
            assert_eq!((of(text).kappa50, of(text).shape), (kappa50, shape));
        }
        let (kappa50, _) = LogNormal { sigma: 0.8, ..LogNormal::default() }.weibull();
        assert_eq!(of(r#"{"sigma":0.8}"#).kappa50, kappa50);
        // Without a deviation the length is the median of today.
        assert_eq!((of(r#"{"kappa50":300}"#).kappa50, of("{}").shape), (300.0, 1.02));
        let own = |name: &str| {
            format!(
                r#"{{"model":{{"{name}":9,"weight_bytes_per_param":1,"kv_bytes_per_token":4096,"layers":20}}}}"#
            )
        };
        assert_eq!(of(&own("params_billion")), of(&own("active_params_billion")));
        let both =
            own("params_billion").replace("\"layers\"", "\"active_params_billion\":9,\"layers\"");
        assert!(Scenario::from_json(&both).unwrap_err().to_string().contains("together with"));
    }

    #[test]
    fn field_22_a_mark_is_passed_over_and_other_letters_are_named() {
        let text = r#"{"bandwidth_mhz":40,"cell":"micro"}"#;
        let expected = Scenario::from_json(text).unwrap();
        for marked in [format!("\u{feff}{text}"), format!("\u{feff}\u{feff}{text}\r\n")] {
            assert_eq!(Scenario::from_json(&marked), Ok(expected.clone()));
            assert_eq!(parse_lines(&marked).unwrap().len(), 1);
            let read = text_of(marked.as_bytes()).unwrap().into_owned();
            assert_eq!(Scenario::from_json(&read), Ok(expected.clone()));
        }
        assert_eq!(text_of("\u{feff}año".as_bytes()).unwrap(), "año");
        assert_eq!(text_of(b"a\xff").unwrap(), "a\u{fffd}");
        assert_eq!(text_of(b"").unwrap(), "");
        let wide = |mark: &[u16], order: fn(u16) -> [u8; 2]| -> Vec<u8> {
            mark.iter().copied().chain(text.encode_utf16()).flat_map(order).collect()
        };
        for bytes in [
            wide(&[0xfeff], u16::to_le_bytes),
            wide(&[0xfeff], u16::to_be_bytes),
            wide(&[], u16::to_le_bytes),
            wide(&[], u16::to_be_bytes),
        ] {
            assert_eq!(text_of(&bytes), Err(ScenarioError::Letters { found: "UTF-16" }));
        }
        let four: Vec<u8> = text.chars().flat_map(|it| (it as u32).to_le_bytes()).collect();
        for bytes in [four.clone(), [&[0xff, 0xfe, 0, 0], &four[..]].concat()] {
            assert_eq!(text_of(&bytes), Err(ScenarioError::Letters { found: "UTF-32" }));
        }
    }

    #[test]
    fn field_22_a_model_is_found_whatever_its_case_owner_or_ending() {
        for written in [
            "llama-3.1-8b",
            "Llama-3.1-8B",
            "LLAMA-3.1-8B",
            "meta-llama/Llama-3.1-8B",
            "meta-llama/Llama-3.1-8B-Instruct",
            "meta-llama/Meta-Llama-3.1-8B-Instruct",
            "Llama 3.1 8B Instruct",
            "llama_3.1_8b_instruct",
            " llama-3.1-8b ",
            "Meta-Llama-3.1-8B",
            "unsloth/Llama-3.1-8B-Instruct",
            "https://huggingface.co/meta-llama/Llama-3.1-8B-Instruct",
            "hf.co/meta-llama/Llama-3.1-8B-Instruct/",
            "Llama 3.1 8B (Instruct)",
            "llama-3.1-8b-chat",
        ] {
            let mut scenario = Scenario::default();
            scenario.set_text("model", "llama-3.1-70b").unwrap();
            scenario.set_text("model", written).unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(scenario, Scenario::default(), "{written}");
            let text = json!({ "model": written }).to_string();
            assert_eq!(Scenario::from_json(&text), Ok(Scenario::default()), "{written}");
        }
        for other in ["", "llama", "-instruct", "llama-3.1-8b-v2", "8b", "/", "llama-3.1", "gpt-9"]
        {
            assert!(Scenario::default().set_text("model", other).is_err(), "{other}");
        }
    }

    #[test]
    fn errors_name_the_field() {
        for (text, part) in [
            (r#"{"bandwith_mhz":20}"#, "bandwith_mhz is not a field"),
            (
                r#"{"bandwidth_mhz":"20"}"#,
                "bandwidth_mhz = \"20\" is out of range: from 0.1 to 1000 MHz",
            ),
            (
                r#"{"bandwidth_mhz":2000}"#,
                "bandwidth_mhz = 2000 is out of range: from 0.1 to 1000 MHz",
            ),
            (r#"{"bandwidth_mhz":null}"#, "bandwidth_mhz = null"),
            (r#"{"bandwidth_mhz":NaN}"#, "not a JSON object"),
            (r#"{"gpus":1.5}"#, "gpus = 1.5 is out of range: an integer"),
            (r#"{"pue":1,"pue":2}"#, "pue is given twice"),
            (r#"{"cell":3}"#, "cell = \"3\" is out of range: macro, rrh"),
            (r#"{"model":"x"}"#, "model = \"x\""),
            (
                r#"{"model":{"params_billion":1}}"#,
                "missing: model.weight_bytes_per_param, model.kv_bytes_per_token, model.layers",
            ),
            (
                r#"{"model":{"layers":"3"}}"#,
                "model.layers = \"3\" is out of range: an integer above 0",
            ),
            (r#"{"model":{"moon":1}}"#, "the fields are model.active_params_billion, model.weight"),
            (
                r#"{"model":{"params_billion":-1,"weight_bytes_per_param":1,"kv_bytes_per_token":4096,"layers":20}}"#,
                "model.active_params_billion = -1",
            ),
            (
                r#"{"cell":"pico","power_min_w":5}"#,
                "power_min_w = 5 is out of range: from 0.000000000001 to 0.13 W",
            ),
            ("[1]", "not a JSON object"),
            ("", "not a JSON object"),
        ] {
            let error = Scenario::from_json(text).unwrap_err().to_string();
            assert!(error.contains(part) && !error.contains('\n'), "{text}: {error}");
        }
        assert_eq!(parse_lines("{}\n\n{\"x\":1}").unwrap_err().0, 3);
        let (line, error) = parse_lines("{}\n{\"pue\":9}").unwrap_err();
        assert_eq!((line, error.field()), (2, Some("pue")));
    }
}
