//! Scenarios as JSON: every field optional, an unknown one an error.
//!
//! By hand over the field table instead of derived, so that an error names the field and its range.

use super::plain::quoted;
use super::{LlmChoice, LlmShape, Scenario, ScenarioError, ValidScenario};
use crate::data::{FIELDS, field};
use serde_json::{Map, Number, Value, json};

impl Scenario {
    /// Reads one JSON object.
    ///
    /// # Errors
    /// Names the field, the value and the allowed range, or where the syntax is wrong.
    pub fn from_json(text: &str) -> Result<Self, ScenarioError> {
        let Entries(entries) =
            serde_json::from_str(text).map_err(|error| ScenarioError::json(&error))?;
        let mut scenario = Self::default();
        for (index, (name, value)) in entries.iter().enumerate() {
            if entries[..index].iter().any(|(earlier, _)| earlier == name) {
                return Err(ScenarioError::Duplicate { field: quoted(name) });
            }
            scenario.set_value(name, value)?;
        }
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
        errors.extend(scenario.repair());
        (scenario, errors)
    }

    fn set_value(&mut self, name: &str, value: &Value) -> Result<(), ScenarioError> {
        match (name, value) {
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
                .map(|(name, value)| (bare(name).to_string(), number(value)))
                .collect(),
        };
        object.insert("model".into(), model);
        object.insert("energy_model".into(), json!(self.energy_model.word()));
        object.insert("cell".into(), json!(self.cell.word()));
        object.insert("accounting".into(), json!(self.accounting.word()));
        for field in FIELDS {
            if let Some(value) = self.number(field.name) {
                object.insert(field.name.into(), number(value));
            }
        }
        Value::Object(object)
    }
}

/// Scenarios, one JSON object a line; blank lines are passed over.
///
/// # Errors
/// The line, counted from 1, and what is wrong in it.
pub fn parse_lines(text: &str) -> Result<Vec<ValidScenario>, (usize, ScenarioError)> {
    let parse = |line: &str| Scenario::from_json(line)?.validate();
    text.lines()
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
    let known = |key: &str| LlmShape::NAMES.into_iter().any(|name| bare(name) == key);
    if let Some(extra) = object.keys().find(|key| !known(key)) {
        return Err(ScenarioError::UnknownField { field: format!("model.{}", quoted(extra)) });
    }
    let mut numbers = [None; 4];
    for ((number, name), span) in numbers.iter_mut().zip(LlmShape::NAMES).zip(LlmShape::SPANS) {
        if let Some(value) = object.get(bare(name)) {
            let read = value.as_f64().ok_or_else(|| ScenarioError::range(name, value, span))?;
            *number = Some(read);
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
            (r#"{"pue":1,"pue":2}"#, "pue stands twice"),
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
            (r#"{"model":{"moon":1}}"#, "the fields are model.params_billion, model.weight"),
            (
                r#"{"model":{"params_billion":-1,"weight_bytes_per_param":1,"kv_bytes_per_token":4096,"layers":20}}"#,
                "model.params_billion = -1",
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
