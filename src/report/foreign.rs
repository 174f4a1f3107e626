//! Files of other tools, known by their shape: what they state, to stand beside ours, and the grid,
//! which a scene can take from them.
//!
//! EcoLogits: the `impacts` of an answer, alone or in it (JSON). CodeCarbon: `emissions.csv`, its last
//! row. Impact Framework: a manifest (YAML or JSON), of which the last figures count, those of the
//! whole.

use crate::data::{ZONES, Zone};
use crate::math::decimal;
use serde_json::{Map, Value};

/// A tool whose files are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tool {
    EcoLogits,
    CodeCarbon,
    ImpactFramework,
}

impl Tool {
    /// Its name, the same in every language.
    pub const fn name(self) -> &'static str {
        ["EcoLogits", "CodeCarbon", "Impact Framework"][self as usize]
    }
}

/// What a file of another tool states.
#[derive(Clone, Debug, PartialEq)]
pub struct Foreign {
    pub tool: Tool,
    pub energy_kwh: Option<f64>,
    pub emissions_g: Option<f64>,
    /// The zone of the table that it names.
    pub zone: Option<&'static str>,
    /// As it states it; else that of the zone.
    pub grid_g_per_kwh: Option<f64>,
}

impl Foreign {
    fn of(tool: Tool) -> Self {
        Self { tool, energy_kwh: None, emissions_g: None, zone: None, grid_g_per_kwh: None }
    }

    fn in_zone(self, name: Option<&str>) -> Self {
        let zone = name.and_then(zone_of);
        let grid = zone.map(|it| it.carbon_intensity_g_per_kwh);
        Self {
            zone: zone.map(|it| it.code).filter(|_| self.grid_g_per_kwh.is_none()),
            grid_g_per_kwh: self.grid_g_per_kwh.or(grid),
            ..self
        }
    }
}

/// The file of another tool; none where it is none that is known.
pub fn recognise(text: &str) -> Option<Foreign> {
    let text = text.trim_start_matches('\u{feff}');
    match serde_json::from_str::<Value>(text) {
        Ok(value) => ecologits(&value).or_else(|| manifest_of_json(&value)),
        Err(_) => codecarbon(text).or_else(|| manifest(text)),
    }
}

/// A zone by its code of three letters or two, a region of it, or its name.
fn zone_of(name: &str) -> Option<&'static Zone> {
    let name = name.trim().trim_matches(['"', '\'']);
    let country = name.split(['-', '_']).next().unwrap_or_default();
    let same = |a: &str, b: &str| !a.is_empty() && a.eq_ignore_ascii_case(b);
    ZONES
        .iter()
        .find(|it| same(it.code, name) || same(it.region, name) || same(it.name, name))
        .or_else(|| ZONES.iter().find(|it| it.country && same(it.region, country)))
}

fn positive(value: f64) -> Option<f64> {
    (value.is_finite() && value >= 0.0).then_some(value)
}

/// Of an answer its impacts, of several the first; each figure is a number or a range, with its unit.
fn ecologits(value: &Value) -> Option<Foreign> {
    let object = match value {
        Value::Array(items) => return items.first().and_then(ecologits),
        Value::Object(object) => object,
        _ => return None,
    };
    if let Some(inner) = object.get("impacts") {
        return ecologits(inner);
    }
    let figure = |name: &str| object.get(name).and_then(Value::as_object);
    let (energy, warming) = (figure("energy")?, figure("gwp")?);
    energy.get("unit").or(energy.get("value"))?;
    Some(
        Foreign {
            energy_kwh: amount(energy).and_then(|(value, unit)| {
                positive(match unit {
                    "Wh" => value * 1e-3,
                    "mWh" => value * 1e-6,
                    "MJ" => value / 3.6,
                    "J" => value / 3.6e6,
                    _ => value,
                })
            }),
            emissions_g: amount(warming).and_then(|(value, unit)| {
                positive(match unit.chars().next() {
                    Some('g') => value,
                    Some('m') => value * 1e-3,
                    Some('t') => value * 1e6,
                    _ => value * 1e3,
                })
            }),
            ..Foreign::of(Tool::EcoLogits)
        }
        .in_zone(object.get("electricity_mix_zone").and_then(Value::as_str)),
    )
}

/// A figure, or the middle of its range, and its unit.
fn amount(figure: &Map<String, Value>) -> Option<(f64, &str)> {
    let within = figure.get("value").unwrap_or(&Value::Null);
    let end = |name: &str| within.get(name).or_else(|| figure.get(name)).and_then(Value::as_f64);
    let value = within.as_f64().or_else(|| Some((end("min")? + end("max")?) / 2.0));
    let unit = figure.get("unit").and_then(Value::as_str).unwrap_or_default();
    positive(value?).map(|value| (value, unit))
}

/// Columns by name, in whatever order and with whatever separator.
fn codecarbon(text: &str) -> Option<Foreign> {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let header = lines.next()?;
    let separator = [',', ';', '\t'].into_iter().max_by_key(|it| header.matches(*it).count())?;
    let names = cells(header, separator);
    let column = |name: &str| names.iter().position(|it| it.trim() == name);
    let (energy, emissions) = (column("energy_consumed")?, column("emissions")?);
    column("duration").or(column("run_id"))?;
    let row = cells(lines.next_back()?, separator);
    let number = |index: usize| {
        let cell = row.get(index)?.trim().replace(',', ".");
        positive(decimal::read(&cell)?)
    };
    let zone = column("country_iso_code").and_then(|it| row.get(it)).map(String::as_str);
    Some(
        Foreign {
            energy_kwh: number(energy),
            emissions_g: number(emissions).and_then(|kg| positive(kg * 1e3)),
            ..Foreign::of(Tool::CodeCarbon)
        }
        .in_zone(zone),
    )
}

fn cells(row: &str, separator: char) -> Vec<String> {
    let (mut cells, mut quoted) = (vec![String::new()], false);
    for letter in row.chars() {
        match (letter, cells.last_mut()) {
            ('"', _) => quoted = !quoted,
            (_, Some(cell)) if quoted || letter != separator => cell.push(letter),
            _ => cells.push(String::new()),
        }
    }
    cells
}

/// Names of what a manifest states.
const ENERGY: [&str; 2] = ["energy", "energy/total"];
const CARBON: [&str; 2] = ["carbon", "carbon/total"];
const GRID: [&str; 2] = ["grid/carbon-intensity", "grid-carbon-intensity"];
const PLACE: [&str; 4] = ["location", "country", "geolocation", "cloud/region-cfe"];

/// YAML is read as far as its lines say `name: value`.
fn manifest(text: &str) -> Option<Foreign> {
    let begins = |name: &str| text.lines().any(|line| line.trim_end() == format!("{name}:"));
    if !begins("initialize") || !begins("tree") {
        return None;
    }
    let value = |name: &&str| {
        let mut found = text.lines().filter_map(|line| {
            let line = line.trim_start_matches([' ', '\t', '-']);
            let (known, value) = line.split_once(':')?;
            let value = value.split(" #").next().unwrap_or_default().trim();
            (known.trim_matches(['"', '\'']) == *name && !value.is_empty()).then_some(value)
        });
        found.next_back()
    };
    let last = |names: &[&str]| names.iter().find_map(value).map(str::to_string);
    Some(stated(last))
}

fn manifest_of_json(value: &Value) -> Option<Foreign> {
    value.get("initialize").and(value.get("tree"))?;
    let mut found = Map::new();
    gather(value, &mut found);
    let last = |names: &[&str]| {
        let value = names.iter().find_map(|name| found.get(*name))?;
        Some(value.as_str().map_or_else(|| value.to_string(), str::to_string))
    };
    Some(stated(last))
}

/// The last plain value of each name, wherever it stands.
fn gather(value: &Value, found: &mut Map<String, Value>) {
    match value {
        Value::Object(object) => {
            for (name, value) in object {
                gather(value, found);
                if value.is_number() || value.is_string() {
                    found.insert(name.clone(), value.clone());
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|it| gather(it, found)),
        _ => {}
    }
}

fn stated(last: impl Fn(&[&str]) -> Option<String>) -> Foreign {
    let number = |names: &[&str]| decimal::read(&last(names)?).and_then(positive);
    let place = last(&PLACE);
    Foreign {
        energy_kwh: number(&ENERGY),
        emissions_g: number(&CARBON),
        grid_g_per_kwh: number(&GRID),
        ..Foreign::of(Tool::ImpactFramework)
    }
    .in_zone(place.as_deref())
}

#[cfg(test)]
mod tests {
    use super::*;

    const IMPACTS: &str = r#"{
        "energy": {"type": "energy", "name": "Energy", "value": {"min": 0.0004, "max": 0.0006}, "unit": "kWh"},
        "gwp": {"type": "GWP", "name": "Global Warming Potential", "value": {"min": 0.0002, "max": 0.0004}, "unit": "kgCO2eq"},
        "adpe": {"type": "ADPe", "value": 1e-9, "unit": "kgSbeq"},
        "pe": {"type": "PE", "value": 0.005, "unit": "MJ"},
        "usage": {"energy": {"value": 0.0005, "unit": "kWh"}}, "embodied": {}}"#;
    const EMISSIONS: &str = "timestamp,project_name,run_id,duration,emissions,emissions_rate,cpu_power,energy_consumed,country_name,country_iso_code,region,pue\n\
        2026-01-01T00:00:00,\"a, b\",1,10,0.001,1e-4,42.5,0.002,France,FRA,ile-de-france,1\n\
        2026-01-01T00:00:10,\"a, b\",1,20,0.0031,1e-4,42.5,0.0125,France,FRA,ile-de-france,1\n";
    const MANIFEST: &str = "name: demo\ndescription: a manifest\ninitialize:\n  plugins:\n    sum:\n      method: Sum\ntree:\n  children:\n    server:\n      defaults:\n        grid/carbon-intensity: 457 # world\n      inputs:\n        - timestamp: 2026-01-01T00:00:00.000Z\n          duration: 3600\n          energy: 0.005\n      outputs:\n        - energy: 0.005\n          carbon: 2.285\n";

    fn near(value: Option<f64>, expected: f64) {
        assert!(
            value.is_some_and(|it| (it / expected - 1.0).abs() < 1e-12),
            "{value:?}, {expected}"
        );
    }

    #[test]
    fn field_21_files_of_three_other_tools_are_known_by_their_shape() {
        for text in [
            IMPACTS.to_string(),
            format!("{{\"impacts\": {IMPACTS}}}"),
            format!(
                "{{\"id\": \"x\", \"model\": \"gpt-4o\", \"choices\": [], \"impacts\": {IMPACTS}}}"
            ),
            format!("[{IMPACTS}, {IMPACTS}]"),
            format!("\u{feff}{IMPACTS}"),
        ] {
            let found = recognise(&text).unwrap();
            assert_eq!((found.tool, found.zone), (Tool::EcoLogits, None));
            near(found.energy_kwh, 0.0005);
            near(found.emissions_g, 0.3);
        }
        let zoned = IMPACTS.replacen('{', "{\"electricity_mix_zone\": \"SWE\",", 1);
        assert_eq!(recognise(&zoned).unwrap().zone, Some("SWE"));
        let small = IMPACTS.replace("\"kWh\"", "\"Wh\"").replace("kgCO2eq", "gCO2eq");
        near(recognise(&small).unwrap().energy_kwh, 5e-7);
        near(recognise(&small).unwrap().emissions_g, 3e-4);

        let spanish = EMISSIONS.replace("\"a, b\"", "a").replace(',', ";").replace('.', ",");
        for text in
            [EMISSIONS, &EMISSIONS.replace('\n', "\r\n"), &spanish, &EMISSIONS.replace("FRA", "FR")]
        {
            let found = recognise(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((found.tool, found.zone), (Tool::CodeCarbon, Some("FRA")));
            near(found.energy_kwh, 0.0125);
            near(found.emissions_g, 3.1);
            assert!(found.grid_g_per_kwh.is_some_and(|it| (20.0..100.0).contains(&it)));
        }

        let json = r#"{"name": "demo", "initialize": {"plugins": {}}, "tree": {"children": {"a": {
            "inputs": [{"energy": 0.001, "grid/carbon-intensity": 457}], "outputs": [{"energy": 0.005, "carbon": 2.285}]}}}}"#;
        for text in [MANIFEST, json] {
            let found = recognise(text).unwrap();
            assert_eq!((found.tool, found.zone), (Tool::ImpactFramework, None));
            near(found.energy_kwh, 0.005);
            near(found.emissions_g, 2.285);
            near(found.grid_g_per_kwh, 457.0);
        }
        let placed = MANIFEST.replace("grid/carbon-intensity: 457 # world", "location: DE");
        assert_eq!(recognise(&placed).unwrap().zone, Some("DEU"));
    }

    #[test]
    fn field_21_what_is_no_file_of_theirs_is_none() {
        for text in [
            "",
            "{}",
            "[]",
            "1",
            "hello",
            "a,b\n1,2",
            r#"{"energy": 3}"#,
            r#"{"energy": {}, "gwp": {}}"#,
            r#"{"bandwidth_mhz": 40}"#,
            "emissions,duration\n1,2",
            "energy_consumed,emissions,duration",
            "initialize:\n",
            "tree: 1\ninitialize: 2",
            "[[[[",
            r#"{"impacts": 3}"#,
        ] {
            assert_eq!(recognise(text), None, "{text}");
        }
        // Figures that are none are not stated.
        for (energy, emissions) in [("-1", "NaN"), ("inf", "1e308"), ("x", "1e309")] {
            let odd = EMISSIONS.replace("0.0125", energy).replace("0.0031", emissions);
            let found = recognise(&odd).unwrap();
            assert_eq!((found.energy_kwh, found.emissions_g), (None, None));
        }
    }
}
