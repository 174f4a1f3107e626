//! The schema of a result: the committed one, with the scenario's numbers as the table has them. A new
//! field is written into it by `aolo schema`.

use super::Failure;
use super::output::say;
use crate::data::{FIELDS, Field, cited};
use serde_json::{Map, Value, json};

const COMMITTED: &str = include_str!("../../www/result-2.schema.json");

/// Prints it.
pub fn print() -> Result<(), Failure> {
    let mut schema: Value = serde_json::from_str(COMMITTED)?;
    let Some(known) = schema.pointer_mut("/properties/scenario/properties") else {
        return Err(Failure("the schema has no scenario".to_string()));
    };
    for field in FIELDS {
        known[field.name] = number(field);
    }
    say(serde_json::to_string_pretty(&schema)?)
}

fn number(field: &Field) -> Value {
    let mut it = Map::new();
    it.insert("type".into(), json!(if field.integer { "integer" } else { "number" }));
    it.insert("minimum".into(), plain(field.min));
    if field.max < f64::MAX {
        it.insert("maximum".into(), plain(field.max));
    }
    let unit = if field.unit == "1" { String::new() } else { format!(", {}", field.unit) };
    let about = format!("{}{unit}. Source: {}", cited::label(field), cited::field(field));
    it.insert("description".into(), json!(about));
    if let Some(default) = field.default {
        it.insert("default".into(), plain(default));
    }
    Value::Object(it)
}

/// Whole numbers without a fraction.
fn plain(value: f64) -> Value {
    if value.fract() == 0.0 { json!(value as i64) } else { json!(value) }
}
