//! A scenario and its result as files: JSON with a schema, CSV, and a paragraph of methods.
//!
//! One tree of named figures ([`result`]) is the source of both files, so that they cannot differ.
//! `www/result-1.schema.json` describes it; a test holds the two together. Left out: where the
//! files go.

use crate::carbon::{self, Chain, Footprint};
use crate::data::{FIELDS, field};
use crate::link::{self, Choice, View};
use crate::optimum::{Optimum, optimum};
use crate::scenario::plain;
use crate::scenario::{Allowed, Decision, Scenario, ScenarioError};
use serde_json::{Map, Value, json};

/// Name of the shape that [`result`] has; a new shape takes a new name.
pub const SCHEMA: &str = "aolo-result-1";

/// What a view says and what follows from it, with every intermediate.
///
/// # Errors
/// Names the field of the scenario that is wrong.
pub fn result(view: &View, chosen: &Footprint) -> Result<Value, ScenarioError> {
    let valid = view.scenario.validate()?;
    let chain = Chain::new(&valid);
    let best = match optimum(&chain) {
        Optimum::Feasible { footprint, .. } => json!({
            "tokens": footprint.decision.tokens,
            "power_w": footprint.decision.power_w,
            "total_g": footprint.total_g,
        }),
        Optimum::Infeasible { .. } => Value::Null,
    };
    let (low_g, high_g) = carbon::range(&valid, chosen.decision);
    let violations: Vec<_> =
        carbon::violations(&chain.limits, chosen).into_iter().map(|it| it.word()).collect();
    Ok(json!({
        "schema": SCHEMA,
        "program": concat!("AOLO Lab ", env!("CARGO_PKG_VERSION")),
        "link": format!("#{}", link::encode(view)),
        "scenario": view.scenario.to_json(),
        "choice": match view.choice {
            Choice::Optimum => "optimum",
            Choice::Agent => "agent",
            Choice::Manual(_) => "manual",
        },
        "decision": { "tokens": chosen.decision.tokens, "power_w": chosen.decision.power_w },
        "footprint": {
            "total_g": chosen.total_g,
            "low_g": low_g,
            "high_g": high_g,
            "inference": chosen.inference,
            "wireless": chosen.wireless,
        },
        "qoe": chosen.qoe,
        "latency_s": chosen.latency_s,
        "feasible": chosen.feasible(),
        "violations": violations,
        "optimum": best,
    }))
}

/// A result as rows of `name,value,unit,source`, one figure a row.
pub fn csv(result: &Value) -> String {
    let mut text = "name,value,unit,source\n".to_string();
    rows("", result, &mut text);
    text
}

fn rows(path: &str, value: &Value, text: &mut String) {
    let below = |name: &str| {
        if path.is_empty() { name.to_string() } else { format!("{path}.{name}") }
    };
    match value {
        Value::Object(object) => {
            object.iter().for_each(|(name, value)| rows(&below(name), value, text));
        }
        Value::Array(items) => {
            let words: Vec<_> = items.iter().filter_map(Value::as_str).collect();
            row(path, &words.join(" "), text);
        }
        Value::String(word) => row(path, word, text),
        Value::Null => row(path, "", text),
        Value::Bool(_) | Value::Number(_) => row(path, &value.to_string(), text),
    }
}

fn row(path: &str, value: &str, text: &mut String) {
    let name = path.rsplit('.').next().unwrap_or(path);
    let given = path.strip_prefix("scenario.").and_then(field);
    let (unit, source) = match given {
        // Of what was set here, the field's source says nothing.
        Some(field) if value.parse().ok() == field.default => (field.unit, field.source),
        Some(field) => (field.unit, "set in this scenario"),
        None => (unit(name), ""),
    };
    let cells = [path, value, unit, source].map(quoted);
    text.push_str(&cells.join(","));
    text.push('\n');
}

/// The unit that a name ends with.
fn unit(name: &str) -> &'static str {
    match name.rsplit_once('_').map(|(_, unit)| unit) {
        Some("g") => "g",
        Some("j") => "J",
        Some("s") => "s",
        Some("w") => "W",
        Some("db") => "dB",
        Some("bps") => "bit/s",
        Some("bytes") => "B",
        Some("seconds") => "s",
        _ if name == "tokens" => "tokens",
        _ => "",
    }
}

fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_string()
    }
}

/// A view read back from a file, and what in it was not usable.
///
/// Takes what [`result`] gives, and a scenario alone. What is wrong is named and left at its
/// default; figures that were computed are computed again.
///
/// # Errors
/// The text is no JSON object, or of a shape that is not known.
pub fn read(text: &str) -> Result<(View, Vec<ScenarioError>), ScenarioError> {
    let value: Value = serde_json::from_str(text).map_err(|error| ScenarioError::json(&error))?;
    let Value::Object(object) = value else {
        return Err(ScenarioError::NoObject);
    };
    let mut view = View::default();
    let Some(schema) = object.get("schema") else {
        let (scenario, errors) = Scenario::salvage(&object);
        view.scenario = scenario;
        return Ok((view, errors));
    };
    if schema != SCHEMA {
        return Err(ScenarioError::Schema {
            found: plain::quoted(&schema.to_string()),
            reads: SCHEMA,
        });
    }
    let none = Map::new();
    let given = object.get("scenario").and_then(Value::as_object).unwrap_or(&none);
    let (scenario, mut errors) = Scenario::salvage(given);
    view.scenario = scenario;
    let text = |name: &str| object.get(name).and_then(Value::as_str);
    match text("choice") {
        None | Some("optimum") => {}
        Some("agent") => view.choice = Choice::Agent,
        Some("manual") => match manual(&view.scenario, object.get("decision")) {
            Ok(decision) => view.choice = Choice::Manual(decision),
            Err(error) => errors.push(error),
        },
        Some(other) => {
            let allowed = Allowed::OneOf(vec!["optimum", "agent", "manual"]);
            errors.push(ScenarioError::range("choice", other, allowed));
        }
    }
    Ok((view, errors))
}

fn manual(scenario: &Scenario, given: Option<&Value>) -> Result<Decision, ScenarioError> {
    let number =
        |name: &str| given.and_then(|it| it.get(name)).and_then(Value::as_f64).unwrap_or(f64::NAN);
    scenario.validate()?.decision(number("tokens"), number("power_w"))
}

/// How the result came about, as a paragraph with its sources: plain, or for LaTeX.
///
/// # Errors
/// Names the field of the scenario that is wrong.
pub fn methods(view: &View, chosen: &Footprint, latex: bool) -> Result<String, ScenarioError> {
    let valid = view.scenario.validate()?;
    let chain = Chain::new(&valid);
    let scenario = &view.scenario;
    let (low_g, high_g) = carbon::range(&valid, chosen.decision);
    let mg = |grams: f64| format!("{:.3}", 1e3 * grams);
    let model = match &scenario.model {
        crate::scenario::LlmChoice::Named(name) => name.clone(),
        crate::scenario::LlmChoice::Custom(shape) => {
            format!("a model of {} billion parameters", shape.params_billion)
        }
    };
    let chooser = match view.choice {
        Choice::Optimum => "the exact optimum under all limits",
        Choice::Agent => "a trained agent",
        Choice::Manual(_) => "hand",
    };
    let against = match optimum(&chain) {
        Optimum::Feasible { footprint, .. } => format!(
            "The exact optimum emits {} mg ({} tokens at {:.2} W).",
            mg(footprint.total_g),
            footprint.decision.tokens,
            footprint.decision.power_w
        ),
        Optimum::Infeasible { .. } => "No decision keeps all limits.".to_string(),
    };
    let kept = if chosen.feasible() { "keeps" } else { "does not keep" };
    let text = format!(
        "The footprint of one answer of {model} over the radio was computed with AOLO Lab {version}. \
         Length and power were chosen by {chooser}: {tokens} tokens at {power:.2} W of transmit power, \
         {distance} m from a {cell} cell with {bandwidth} MHz, {payload} bytes per token. \
         Grid intensity is {dc} g/kWh at the data centre and {bs} g/kWh at the base station; \
         accounting of the radio: {accounting}; energy model of inference: {energy}. \
         The answer emits {total} mg CO2e (range {low} to {high} mg as the uncertain constants lean): \
         inference {io} mg operational and {ie} mg embodied, radio {wo} mg operational and {we} mg embodied. \
         QoE is {qoe:.3} (at least {qoe_min} wanted), latency {latency:.2} s; the decision {kept} all limits. \
         {against} The scenario is #{link}.",
        version = env!("CARGO_PKG_VERSION"),
        tokens = chosen.decision.tokens,
        power = chosen.decision.power_w,
        distance = scenario.distance_m,
        cell = scenario.cell.word(),
        bandwidth = scenario.bandwidth_mhz,
        payload = scenario.payload_bytes_per_token,
        dc = scenario.grid_dc_g_per_kwh,
        bs = scenario.grid_bs_g_per_kwh,
        accounting = scenario.accounting.word(),
        energy = scenario.energy_model.word(),
        total = mg(chosen.total_g),
        low = mg(low_g),
        high = mg(high_g),
        io = mg(chosen.inference.operational_g),
        ie = mg(chosen.inference.embodied_g),
        wo = mg(chosen.wireless.operational_g),
        we = mg(chosen.wireless.embodied_g),
        qoe = chosen.qoe.total,
        qoe_min = scenario.qoe_min,
        latency = chosen.latency_s,
        link = link::encode(view),
    );
    let sources = sources(scenario).join("; ");
    let text =
        format!("{text}\n\nSources of the constants: {sources}.\n\nCite as: {}\n", citation());
    Ok(if latex { escaped(&text) + &bibtex() } else { text })
}

/// What `CITATION.cff` says too.
const AUTHORS: &str = "AOLO Lab contributors";
const YEAR: &str = "2026";

/// How to cite this program and the paper that it follows.
fn citation() -> String {
    let version = env!("CARGO_PKG_VERSION");
    format!(
        "{AUTHORS}: AOLO Lab {version}, software, {YEAR}; after Wang, Du, Gao, Kim: AOLO, \
         arXiv 2503.04418, 2025."
    )
}

/// The same as entries of BibTeX, in comments.
fn bibtex() -> String {
    let version = env!("CARGO_PKG_VERSION");
    format!(
        "% @software{{aolo_lab, author = {{{{{AUTHORS}}}}}, title = {{AOLO Lab}}, \
         version = {{{version}}}, year = {{{YEAR}}}}}\n\
         % @misc{{aolo, author = {{Wang and Du and Gao and Kim}}, title = {{AOLO}}, \
         eprint = {{2503.04418}}, archivePrefix = {{arXiv}}, year = {{2025}}}}\n"
    )
}

/// Sources of the fields that stand at their default, each once, in the order of the table.
fn sources(scenario: &Scenario) -> Vec<&'static str> {
    let mut found = vec!["AOLO, arXiv 2503.04418", scenario.cell.cell().source];
    for field in FIELDS {
        let stands = scenario.number(field.name) == field.default;
        if stands && !field.source.is_empty() && !found.contains(&field.source) {
            found.push(field.source);
        }
    }
    found.retain(|it| !it.is_empty());
    found
}

/// The same for LaTeX.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 64);
    for letter in text.replace("CO2e", "CO\u{2082}e").chars() {
        match letter {
            '\u{2082}' => out.push_str("$_2$"),
            '&' | '%' | '$' | '#' | '_' | '{' | '}' => out.extend(['\\', letter]),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '\\' => out.push_str("\\textbackslash{}"),
            '\u{d7}' => out.push_str("$\\times$"),
            '\u{2212}' => out.push_str("$-$"),
            _ => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::carbon::footprint;
    use proptest::prelude::*;

    const FILE: &str = include_str!("../www/result-1.schema.json");

    fn opening() -> (View, Footprint) {
        let view = View {
            scenario: crate::scenario::PRESETS[0].scenario(),
            choice: Choice::Manual(Decision { tokens: 400, power_w: 12.5 }),
            ..View::default()
        };
        let chain = Chain::new(&view.scenario.validate().unwrap());
        let print = footprint(&chain, Decision { tokens: 400, power_w: 12.5 });
        (view, print)
    }

    /// Whether a value has the shape, as far as this schema uses the language of schemas.
    fn fits(schema: &Value, value: &Value, at: &str) {
        let kind = match value {
            Value::Null => "null",
            Value::Bool(_) => "boolean",
            Value::Number(_) => "number",
            Value::String(_) => "string",
            Value::Array(_) => "array",
            Value::Object(_) => "object",
        };
        let allowed = &schema["type"];
        let one = |it: &Value| it == kind || (it == "integer" && value.is_u64());
        let fits_type = allowed.as_array().map_or_else(|| one(allowed), |all| all.iter().any(one));
        assert!(fits_type, "{at} is {value}, the schema wants {allowed}");
        if let Some(constant) = schema.get("const") {
            assert_eq!(constant, value, "{at}");
        }
        if let Some(choices) = schema.get("enum").and_then(Value::as_array) {
            assert!(choices.contains(value), "{at} = {value}");
        }
        if let (Some(low), Some(number)) = (schema.get("minimum"), value.as_f64()) {
            assert!(number >= low.as_f64().unwrap(), "{at}");
        }
        if let (Some(high), Some(number)) = (schema.get("maximum"), value.as_f64()) {
            assert!(number <= high.as_f64().unwrap(), "{at}");
        }
        if let (Value::Object(object), Some(properties)) = (value, schema.get("properties")) {
            for (name, value) in object {
                let below = properties.get(name).unwrap_or(&Value::Null);
                assert!(below.is_object(), "{at}.{name} is new");
                fits(below, value, &format!("{at}.{name}"));
            }
            for name in schema["required"].as_array().unwrap() {
                assert!(object.contains_key(name.as_str().unwrap()), "{at} lacks {name}");
            }
            assert_eq!(schema["additionalProperties"], false, "{at}");
        }
    }

    #[test]
    fn a_result_has_the_shape_of_its_schema_and_the_schema_has_nothing_else() {
        let schema: Value = serde_json::from_str(FILE).unwrap();
        let (view, print) = opening();
        let value = result(&view, &print).unwrap();
        fits(&schema, &value, "result");
        // Every field of the table, with its range.
        let fields = &schema["properties"]["scenario"]["properties"];
        for field in FIELDS {
            let known = &fields[field.name];
            assert_eq!(known["minimum"].as_f64(), Some(field.min), "{}", field.name);
            let most = known.get("maximum").and_then(Value::as_f64).unwrap_or(f64::MAX);
            assert_eq!(most, field.max, "{}", field.name);
        }
        let infeasible = View {
            scenario: Scenario { qoe_min: 0.999, ..Scenario::default() },
            ..View::default()
        };
        fits(&schema, &result(&infeasible, &print).unwrap(), "result");
    }

    #[test]
    fn a_file_is_read_back_and_bad_values_are_named_and_left_out() {
        let (view, print) = opening();
        let text = result(&view, &print).unwrap().to_string();
        assert_eq!(read(&text), Ok((view.clone(), vec![])));
        assert_eq!(read(&view.scenario.to_json().to_string()).unwrap().0.scenario, view.scenario);
        let text = r#"{"schema": "aolo-result-1", "choice": "moon",
            "scenario": {"bandwidth_mhz": 40, "pue": 9, "nonsense": 1, "cell": 3}}"#;
        let (read_back, errors) = read(text).unwrap();
        assert_eq!(read_back.scenario, Scenario { bandwidth_mhz: 40.0, ..Scenario::default() });
        let said: Vec<String> = errors.iter().map(ToString::to_string).collect();
        assert_eq!(said.len(), 4, "{said:#?}");
        for part in ["pue = 9", "nonsense", "cell = ", "choice = moon"] {
            assert!(said.iter().any(|it| it.contains(part)), "{part}: {said:?}");
        }
        let manual =
            r#"{"schema": "aolo-result-1", "choice": "manual", "decision": {"tokens": 0}}"#;
        assert!(read(manual).unwrap().1[0].to_string().contains("tokens"));
        assert!(read("[]").is_err() && read("{").is_err());
        assert!(
            read(r#"{"schema": "aolo-result-9"}"#)
                .unwrap_err()
                .to_string()
                .contains("aolo-result-9")
        );
        let long = format!(r#"{{"schema": "{}"}}"#, "\u{202e}".repeat(1_000));
        assert!(read(&long).unwrap_err().to_string().len() < 200);
    }

    /// The cells of a row, as RFC 4180 reads them.
    fn cells(row: &str) -> Vec<String> {
        let (mut cells, mut quoted) = (vec![String::new()], false);
        let mut letters = row.chars().peekable();
        while let (Some(letter), Some(cell)) = (letters.next(), cells.last_mut()) {
            match letter {
                '"' if quoted && letters.next_if_eq(&'"').is_some() => cell.push('"'),
                '"' => quoted = !quoted,
                ',' if !quoted => cells.push(String::new()),
                _ => cell.push(letter),
            }
        }
        assert!(!quoted, "{row}");
        cells
    }

    #[test]
    fn a_table_has_every_figure_with_its_unit() {
        let (view, print) = opening();
        let value = result(&view, &print).unwrap();
        let table = csv(&value);
        let find = |name: &str| {
            let row = table.lines().find(|row| row.starts_with(&format!("{name},")));
            row.unwrap_or_default().to_string()
        };
        assert_eq!(find("footprint.total_g"), format!("footprint.total_g,{},g,", print.total_g));
        assert!(find("footprint.wireless.rate_bps").ends_with(",bit/s,"));
        assert!(find("scenario.bandwidth_mhz").starts_with("scenario.bandwidth_mhz,20,MHz,"));
        assert!(find("scenario.payload_bytes_per_token").ends_with("set in this scenario"));
        assert_eq!(find("decision.tokens"), "decision.tokens,400,tokens,");
        for row in table.lines() {
            assert_eq!(cells(row).len(), 4, "{row}");
        }
        // What holds a comma comes back whole.
        let sources: Vec<String> = table.lines().map(|row| cells(row).remove(3)).collect();
        let with_comma = FIELDS.iter().filter(|field| field.source.contains(','));
        assert!(with_comma.filter(|field| sources.iter().any(|it| it == field.source)).count() > 0);
    }

    #[test]
    fn the_paragraph_says_the_figures_and_their_sources() {
        let (view, print) = opening();
        let text = methods(&view, &print, false).unwrap();
        assert!(text.contains(&format!("{:.3} mg CO2e", 1e3 * print.total_g)), "{text}");
        for part in ["arXiv 2503.04418", "EARTH", "400 tokens at 12.50 W", "#v1&"] {
            assert!(text.contains(part), "{part} in {text}");
        }
        let latex = methods(&view, &print, true).unwrap();
        // Entries of BibTeX follow, as comments.
        let (latex, _) = latex.split_once("\n% @").unwrap();
        assert!(latex.contains("CO$_2$e") && latex.contains("\\#v1\\&"), "{latex}");
        // Nothing is left that LaTeX would take for its own.
        let bare =
            latex.replace("\\#", "").replace("\\&", "").replace("\\%", "").replace("\\_", "");
        assert!(!bare.contains(['#', '&', '%', '~']), "{bare}");
    }

    #[test]
    fn the_paragraph_and_citation_cff_cite_the_same() {
        let (view, print) = opening();
        let [text, latex] = [false, true].map(|latex| methods(&view, &print, latex).unwrap());
        let file = include_str!("../CITATION.cff");
        let value = |key: &str| {
            let mut values = file.lines().filter_map(|line| line.trim().strip_prefix(key));
            values.next().unwrap_or_default().trim().to_string()
        };
        let (title, version) = (value("title:"), value("version:"));
        assert_eq!(version, env!("CARGO_PKG_VERSION"));
        assert!(text.contains(&format!("{}: {title} {version}", value("- name:"))), "{text}");
        let year = value("date-released:")[..4].to_string();
        let arxiv = value("value: arXiv:");
        for said in [&text, &latex] {
            for part in [&title, &version, &year, &arxiv] {
                assert!(said.contains(part.as_str()), "{part} in {said}");
            }
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_reading_panic(text in "\\PC*") {
            let _ = read(&text);
            let _ = read(&format!("{{\"schema\": \"aolo-result-1\", \"scenario\": {{\"{}\": 1}}}}", text.replace(['"', '\\'], "")));
        }
    }
}
