//! A scenario and its result as files: JSON with a schema, CSV, and a paragraph of methods.
//!
//! One tree of named figures ([`result`]) is the source of both files, so that they cannot differ.
//! `www/result-2.schema.json` describes it; a test holds the two together. Left out: where the
//! files go.
//!
//! | file | what it holds |
//! |---|---|
//! | `csv` | a result as a table |
//! | `methods` | a result as a paragraph, and how to cite it |
//! | `named` | which numbers a result follows from, by name |
//! | `trained` | what was trained, for the paragraph |
//! | `sources` | where each number comes from |
//! | [`day`] | the plan of a day |
//! | [`foreign`] | files of other tools |

mod csv;
pub mod day;
pub mod foreign;
mod methods;
mod named;
mod sources;
mod trained;

pub use csv::{csv, spreadsheet};
pub use methods::{bibtex, citation, methods};
pub use sources::{address, sources, sources_csv};
pub use trained::{Reached, Trained};

use crate::carbon::{self, Chain, Footprint};
use crate::link::beside::Beside;
use crate::link::{self, Choice, LinkIssue, Place, View, Whose};
use crate::optimum::{Optimum, optimum};
use crate::scenario::{Allowed, Decision, LogNormal, MODEL_VERSION, Scenario, ScenarioError};
use crate::written::quoted;
use serde_json::{Map, Value, json};

/// Name of the shape that [`result`] has; a new shape takes a new name.
pub const SCHEMA: &str = "aolo-result-2";
/// The shapes that are read.
const READS: &str = "aolo-result-2, aolo-day-1";
/// What version 1 of the model wrote; it is read, too.
const SCHEMA_OF_MODEL_1: &str = "aolo-result-1";

/// What a view says and what follows from it, with every intermediate; and the same of the design that
/// it is compared with.
///
/// # Errors
/// Names the field of the scenario that is wrong.
pub fn result(view: &View, chosen: &Footprint) -> Result<Value, ScenarioError> {
    let mut all = figures(view, chosen)?;
    all.insert("schema".to_string(), SCHEMA.into());
    all.insert("model_version".to_string(), MODEL_VERSION.into());
    all.insert("program".to_string(), concat!("AOLO Lab ", env!("CARGO_PKG_VERSION")).into());
    all.insert("link".to_string(), format!("#{}", link::encode(view)).into());
    if let Some(beside) = &view.beside {
        let (kept_view, kept) = (beside.view(), kept(beside)?);
        let [first, second] = &beside.names;
        let compared = json!({
            "names": { "kept": first, "shown": second },
            "kept": figures(&kept_view, &kept)?,
            "difference_g": chosen.total_g - kept.total_g,
        });
        all.insert("compared".to_string(), compared);
    }
    Ok(all.into())
}

/// What the design to compare with comes to.
fn kept(beside: &Beside) -> Result<Footprint, ScenarioError> {
    let chain = Chain::new(&beside.scenario.validate()?);
    Ok(match beside.choice {
        Choice::Manual(decision) => carbon::footprint(&chain, chain.nearest(decision)),
        Choice::Optimum | Choice::Agent => optimum(&chain).footprint().clone(),
    })
}

fn figures(view: &View, chosen: &Footprint) -> Result<Map<String, Value>, ScenarioError> {
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
    let warnings = carbon::warnings(&valid, &chain, chosen);
    let warnings: Vec<_> = warnings.into_iter().map(|it| it.word()).collect();
    let all = json!({
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
            "network": chosen.network,
            "phone": chosen.phone,
        },
        "qoe": chosen.qoe,
        "latency_s": chosen.latency_s,
        "feasible": chosen.feasible(),
        "violations": violations,
        "warnings": warnings,
        "optimum": best,
    });
    Ok(if let Value::Object(all) = all { all } else { Map::new() })
}

/// A view read back from a file, and what in it was not usable.
///
/// Takes what [`result`] gives, as JSON or as a table, the plan of a day, and a scenario alone. What is wrong is
/// named and left at its default; figures that were computed are computed again.
///
/// # Errors
/// The text is no JSON object, of a shape that is not known, or no scenario: it has not one field of
/// one, or more that are none.
pub fn read(text: &str) -> Result<(View, Vec<ScenarioError>), ScenarioError> {
    let Value::Object(object) = parsed(text)? else {
        return Err(ScenarioError::NoObject);
    };
    let mut view = View::default();
    // Those of before say their shape by what they hold.
    let schema = object.get("schema");
    if schema.map_or(object.contains_key("served"), |it| it == day::SCHEMA) {
        return read_day(&object);
    }
    let Some(schema) = schema else {
        let (scenario, errors) = Scenario::salvage(&object);
        let unknown = |it: &&ScenarioError| matches!(it, ScenarioError::UnknownField { .. });
        let unknown = errors.iter().filter(unknown).count();
        if 2 * unknown > object.len() || errors.len() >= object.len() {
            return Err(ScenarioError::NoScenario);
        }
        view.scenario = scenario;
        return Ok((view, errors));
    };
    let ours = schema.as_str().is_some_and(|it| it.starts_with("aolo"));
    if !ours {
        return Err(ScenarioError::NoScenario);
    }
    if schema != SCHEMA && schema != SCHEMA_OF_MODEL_1 {
        return Err(ScenarioError::Schema { found: quoted(&schema.to_string()), reads: READS });
    }
    let none = Map::new();
    let given = object.get("scenario").and_then(Value::as_object).unwrap_or(&none);
    let (scenario, mut errors) = Scenario::salvage(given);
    view.scenario = scenario;
    let says_spread = given.contains_key("sigma") || given.contains_key("shape");
    if schema == SCHEMA_OF_MODEL_1 && !says_spread {
        let before = LogNormal::default();
        let kappa50 = given.get("kappa50").map_or(before.kappa50, |_| view.scenario.kappa50);
        let needed = LogNormal { kappa50, ..before };
        (view.scenario.kappa50, view.scenario.shape) = needed.weibull();
    }
    if let Some(compared) = object.get("compared") {
        let (beside, wrong) = read_kept(compared);
        view.beside = Some(Box::new(beside));
        errors.extend(wrong);
    }
    let text = |name: &str| object.get(name).and_then(Value::as_str);
    match text("choice") {
        None | Some("optimum") => {}
        Some("agent") => {
            view.choice = Choice::Agent;
            // Whoever wrote the file may have meant an agent of their own.
            let said = text("link").map(|link| link::decode(link).0.agent);
            if said == Some(Whose::Own) {
                view.agent = Whose::Senders;
            }
        }
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

/// The scene and the day of a file, as its link has them: what was planned is planned again.
fn read_day(object: &Map<String, Value>) -> Result<(View, Vec<ScenarioError>), ScenarioError> {
    let link = object.get("link").and_then(Value::as_str);
    let link = link.ok_or_else(|| ScenarioError::Missing { fields: vec!["link"] })?;
    let (View { scenario, day, .. }, issues) = link::decode(link);
    let wrong = |issue| match issue {
        LinkIssue::Value(error) => error,
        _ => ScenarioError::range("link", link, Allowed::Exactly("#v4&view=day…&end".to_string())),
    };
    let view = View { place: Place::Day, scenario, day, ..View::default() };
    Ok((view, issues.into_iter().map(wrong).collect()))
}

/// A file as a tree.
fn parsed(text: &str) -> Result<Value, ScenarioError> {
    match csv::uncsv(text) {
        Some(table) => Ok(table),
        None => {
            let text = text.trim_start_matches('\u{feff}').trim_start();
            // What is no JSON at all is not told where it stops to be some.
            match text.starts_with(['{', '[']) {
                true => serde_json::from_str(text).map_err(|error| ScenarioError::json(&error)),
                false if day::is_table(text) => Err(ScenarioError::PlanTable),
                false => Err(ScenarioError::NoScenario),
            }
        }
    }
}

/// The design to compare with, and what in it was not usable.
fn read_kept(compared: &Value) -> (Beside, Vec<ScenarioError>) {
    let (none, kept) = (Map::new(), &compared["kept"]);
    let (scenario, mut errors) = Scenario::salvage(kept["scenario"].as_object().unwrap_or(&none));
    let mut view = View { scenario, ..View::default() };
    if kept["choice"].as_str().is_some_and(|it| it != "optimum") {
        match manual(&view.scenario, kept.get("decision")) {
            Ok(decision) => view.choice = Choice::Manual(decision),
            Err(error) => errors.push(error),
        }
    }
    // Only a decision that was made is kept.
    let mut beside = Beside { choice: view.choice, ..Beside::keep(&view, UNDECIDED) };
    for (which, name) in ["kept", "shown"].into_iter().enumerate() {
        beside.call(which, compared["names"][name].as_str().unwrap_or_default());
    }
    (beside, errors)
}

/// Stands where nobody decides by hand.
const UNDECIDED: Decision = Decision { tokens: 1, power_w: 1.0 };

/// Whether a text is a file that was saved, and no scenario alone: it says its shape.
pub fn is_saved(text: &str) -> bool {
    parsed(text).is_ok_and(|it| it.get("schema").is_some())
}

/// The version of the model that a file is of; the one of today where it says nothing.
pub fn model_version(text: &str) -> u32 {
    let of_1 = parsed(text).is_ok_and(|it| it.get("schema") == Some(&SCHEMA_OF_MODEL_1.into()));
    if of_1 { 1 } else { MODEL_VERSION }
}

/// The total that a result states, g; it was computed by whoever wrote it.
pub fn stated_total_g(text: &str) -> Option<f64> {
    parsed(text).ok()?.pointer("/footprint/total_g")?.as_f64()
}

/// Whether two totals are one, but for the digits that another machine or a spreadsheet drops.
pub fn same_total(stated_g: f64, computed_g: f64) -> bool {
    (stated_g - computed_g).abs() <= 1e-6 * computed_g.abs()
}

fn manual(scenario: &Scenario, given: Option<&Value>) -> Result<Decision, ScenarioError> {
    let number =
        |name: &str| given.and_then(|it| it.get(name)).and_then(Value::as_f64).unwrap_or(f64::NAN);
    scenario.validate()?.decision(number("tokens"), number("power_w"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::carbon::footprint;
    use crate::data::FIELDS;
    use proptest::prelude::*;

    const FILE: &str = include_str!("../../www/result-2.schema.json");

    pub fn opening() -> (View, Footprint) {
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
        if let Some(path) = schema["$ref"].as_str() {
            let whole: Value = serde_json::from_str(FILE).unwrap();
            return fits(whole.pointer(&path[1..]).unwrap(), value, at);
        }
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
    fn tour_16_a_table_that_was_saved_opens_as_what_it_was_saved_of() {
        let (mut view, _) = opening();
        view.scenario.phone_power_w = 1.25;
        view.scenario.static_power_w = Some(100.0);
        for choice in [view.choice, Choice::Optimum] {
            view.choice = choice;
            let mut beside = Beside::keep(&View::default(), UNDECIDED);
            // What looks like a number or a formula is a name all the same.
            beside.call(0, "7");
            beside.call(1, "=1, \"x\"");
            for beside in [None, Some(Box::new(beside))] {
                let view = View { beside, ..view.clone() };
                let chain = Chain::new(&view.scenario.validate().unwrap());
                let print = footprint(&chain, Decision { tokens: 400, power_w: 12.5 });
                let value = result(&view, &print).unwrap();
                let tables = [csv(&value), spreadsheet(&value, ',', '.')];
                for table in [&tables[..], &[spreadsheet(&value, ';', ',')]].concat() {
                    assert_eq!(read(&table), read(&value.to_string()), "{table}");
                    assert_eq!(read(&table).unwrap().1, []);
                    assert_eq!(stated_total_g(&table), Some(print.total_g));
                    assert_eq!(model_version(&table), MODEL_VERSION);
                }
            }
        }
        // What is no such table is still refused as what it is.
        assert_eq!(read("name,price\na,1\n"), Err(ScenarioError::NoScenario));
    }

    #[test]
    fn tour_unfinished_a_file_whose_total_is_not_its_scenarios_is_told() {
        let (view, print) = opening();
        let mut value = result(&view, &print).unwrap();
        let stated = stated_total_g(&value.to_string()).unwrap();
        assert!(same_total(stated, print.total_g));
        value["footprint"]["total_g"] = json!(0.9 * print.total_g);
        let stated = stated_total_g(&value.to_string()).unwrap();
        assert!(!same_total(stated, print.total_g) && !same_total(f64::NAN, print.total_g));
        assert_eq!(stated_total_g(&view.scenario.to_json().to_string()), None);
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
        let text = r#"{"schema": "aolo-result-2", "choice": "moon",
            "scenario": {"bandwidth_mhz": 40, "pue": 9, "nonsense": 1, "cell": 3}}"#;
        let (read_back, errors) = read(text).unwrap();
        assert_eq!(read_back.scenario, Scenario { bandwidth_mhz: 40.0, ..Scenario::default() });
        let said: Vec<String> = errors.iter().map(ToString::to_string).collect();
        assert_eq!(said.len(), 4, "{said:#?}");
        for part in ["pue = 9", "nonsense", "cell = ", "choice = moon"] {
            assert!(said.iter().any(|it| it.contains(part)), "{part}: {said:?}");
        }
        let manual =
            r#"{"schema": "aolo-result-2", "choice": "manual", "decision": {"tokens": 0}}"#;
        assert!(read(manual).unwrap().1[0].to_string().contains("tokens"));
        assert!(read("[]").is_err() && read("{").is_err());
        for (text, why) in [
            ("{\"pue\": ", ScenarioError::Json { line: 1, column: 8 }),
            ("", ScenarioError::NoScenario),
            ("@software{aolo_lab, year = {2026}}", ScenarioError::NoScenario),
            (&sources_csv(&view).unwrap(), ScenarioError::NoScenario),
            ("arrived,hour,site,amount,tokens,power_w,qoe,carbon_g\n", ScenarioError::PlanTable),
        ] {
            assert_eq!(read(text), Err(why), "{text}");
            assert!(read(&format!("\u{feff}{text}")).is_err());
        }
        assert!(
            read(r#"{"schema": "aolo-result-9"}"#)
                .unwrap_err()
                .to_string()
                .contains("aolo-result-9")
        );
        let long = format!(r#"{{"schema": "aolo{}"}}"#, "\u{202e}".repeat(1_000));
        assert!(read(&long).unwrap_err().to_string().len() < 200);
    }

    #[test]
    fn a_file_of_version_1_of_the_model_opens_in_the_words_of_today() {
        let of = |scenario: &str| {
            let text = format!(r#"{{"schema":"aolo-result-1","scenario":{{{scenario}}}}}"#);
            assert_eq!(model_version(&text), 1);
            let (view, errors) = read(&text).unwrap();
            assert_eq!(errors, []);
            (view.scenario.kappa50, view.scenario.shape, view.scenario.model)
        };
        let before = LogNormal::default();
        for (scenario, needed) in [
            ("", before),
            (r#""kappa50":300"#, LogNormal { kappa50: 300.0, ..before }),
            (r#""kappa50":300,"sigma":0.8"#, LogNormal { kappa50: 300.0, sigma: 0.8 }),
        ] {
            let (kappa50, shape, _) = of(scenario);
            assert_eq!((kappa50, shape), needed.weibull(), "{scenario}");
        }
        let (.., model) = of(r#""model":"qwen-3-32b""#);
        assert_eq!(model, crate::scenario::LlmChoice::Named("qwen3-32b".to_string()));
        let (view, print) = opening();
        assert_eq!(model_version(&result(&view, &print).unwrap().to_string()), MODEL_VERSION);
    }

    proptest! {
        #[test]
        fn no_text_makes_reading_panic(text in "\\PC*") {
            let _ = read(&text);
            let _ = read(&format!("{{\"schema\": \"aolo-result-1\", \"scenario\": {{\"{}\": 1}}}}", text.replace(['"', '\\'], "")));
        }
    }

    #[test]
    fn tour_18_both_designs_are_in_the_files_and_come_back() {
        let (kept_view, kept_print) = opening();
        let mut beside = Beside::keep(&kept_view, kept_print.decision);
        beside.call(0, "=1+1 \"Today\"");
        beside.call(1, "<b>Plan</b>, né");
        let view = View { beside: Some(Box::new(beside)), ..View::default() };
        let shown = optimum(&Chain::new(&view.scenario.validate().unwrap())).footprint().clone();
        let result = result(&view, &shown).unwrap();
        fits(&serde_json::from_str(FILE).unwrap(), &result, "result");
        let grams = |path: &str| result.pointer(path).and_then(Value::as_f64).unwrap();
        assert_eq!(grams("/compared/kept/footprint/total_g"), kept_print.total_g);
        assert_eq!(grams("/compared/difference_g"), shown.total_g - kept_print.total_g);
        assert_eq!(read(&result.to_string()).unwrap(), (view.clone(), vec![]));
        let table = csv(&result);
        for row in [
            "compared.kept.footprint.total_g,",
            "compared.kept.scenario.distance_m,600,m,",
            "compared.names.kept,\"'=1+1 \"\"Today\"\"\",",
            "compared.names.shown,\"<b>Plan</b>, né\",",
        ] {
            assert!(table.lines().any(|line| line.starts_with(row)), "{row} in {table}");
        }
        let methods = methods(&view, &shown, None, false).unwrap();
        assert!(
            methods.contains("=1+1 \"Today\"") && methods.contains("mg CO2e less"),
            "{methods}"
        );
        // What is wrong in the kept one is named, and the rest is used.
        let mut broken = result;
        broken["compared"]["kept"]["scenario"]["distance_m"] = json!(-40);
        let (read, errors) = read(&broken.to_string()).unwrap();
        assert_eq!(
            (errors.len(), read.beside.map(|it| it.names)),
            (1, view.beside.map(|it| it.names))
        );
    }
}
