//! The page's words for values: names of models, cells and zones, quantities in the unit that
//! suits them.

use super::charts::format::{number, plain, plain_significant, prefixed, with_unit};
use crate::carbon::Footprint;
use crate::data::{self, Field, ZONES};
use crate::link::View;
use crate::scenario::{Accounting, EnergyModel, LlmChoice, Scenario};

pub use super::charts::format::{duration, mass, percent, share, whole};

/// Name of the language model.
pub fn model(choice: &LlmChoice) -> String {
    match choice {
        LlmChoice::Named(name) => {
            data::llm(name).map_or_else(|| name.clone(), |llm| llm.label.to_string())
        }
        LlmChoice::Custom(shape) => {
            format!("a model of {} parameters", billions(shape.params_billion))
        }
    }
}

fn billions(billions: f64) -> String {
    with_unit(&plain_significant(billions, 3), "billion")
}

/// Name of the zone that has this intensity: the picked one, else the first that matches.
pub fn zone_name(picked: Option<&str>, g_per_kwh: f64) -> Option<&'static str> {
    let matches = |zone: &&data::Zone| (zone.carbon_intensity_g_per_kwh - g_per_kwh).abs() < 0.005;
    picked
        .and_then(data::zone)
        .filter(|zone| matches(zone))
        .or_else(|| {
            // The default is the world's average, rounded.
            data::zone("WORLD")
                .filter(|world| (world.carbon_intensity_g_per_kwh - g_per_kwh).abs() < 0.1)
        })
        .or_else(|| ZONES.iter().find(matches))
        .map(|zone| if zone.code == "WORLD" { "World average" } else { zone.name })
}

/// Where the electricity comes from, for the sentence: `Germany`, or two places.
pub fn place(view: &View) -> String {
    let name = |value: f64| {
        zone_name(view.zone.as_deref(), value).map_or_else(
            || format!("a grid of {}", with_unit(&plain(value), "g/kWh")),
            |name| {
                if name == "World average" {
                    "an average grid".to_string()
                } else {
                    name.to_string()
                }
            },
        )
    };
    let scenario = &view.scenario;
    let (centre, cell) = (scenario.grid_dc_g_per_kwh, scenario.grid_bs_g_per_kwh);
    if centre == cell {
        name(centre)
    } else {
        format!("{} with the radio in {}", name(centre), name(cell))
    }
}

/// A label inside a sentence: `bandwidth`, but `QoE threshold`: abbreviations keep their capitals.
pub fn lowered(label: &str) -> String {
    let first_word = label.split(' ').next().unwrap_or_default();
    if first_word.chars().filter(|letter| letter.is_uppercase()).count() > 1 {
        return label.to_string();
    }
    let mut letters = label.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// A distance: `600 m`, `1 km`.
pub fn distance(metres: f64) -> String {
    prefixed(metres, "m")
}

/// Bytes of a token: `200 B per token`, `5 kB per token`.
pub fn payload(bytes: f64) -> String {
    format!("{} per token", prefixed(bytes, "B"))
}

/// A power with its unit.
pub fn power(watts: f64) -> String {
    super::charts::words::power(watts)
}

/// A number box's text: as typed, six digits at most, no thin spaces.
pub fn editable(value: f64) -> String {
    let rounded = plain_significant(value, 6);
    if rounded.contains('\u{d7}') {
        return value.to_string();
    }
    rounded.replace('\u{202f}', "").replace('\u{2212}', "-")
}

/// With a capital first letter.
pub fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The value to three significant digits.
pub fn three_digits(value: f64) -> f64 {
    format!("{value:.2e}").parse().unwrap_or(value)
}

/// The number that somebody typed: grouping is ignored, a comma alone is a decimal point.
pub fn parse(text: &str) -> Option<f64> {
    let clean: String = text
        .chars()
        .filter(|letter| !letter.is_whitespace() && *letter != '\'')
        .map(|letter| if letter == '\u{2212}' { '-' } else { letter })
        .collect();
    let commas = clean.matches(',').count();
    let clean = match (commas, clean.contains('.')) {
        (0, _) => clean,
        (1, false) => clean.replace(',', "."),
        _ => clean.replace(',', ""),
    };
    clean.parse::<f64>().ok().filter(|number| number.is_finite())
}

/// The unit as it stands beside a number; empty where there is none.
pub fn unit(unit: &'static str) -> &'static str {
    if unit == "1" { "" } else { unit }
}

/// A value of a field with its unit.
pub fn value_of(field: &Field, value: f64) -> String {
    with_unit(&plain(value), unit(field.unit))
}

/// `1.4 to 100 MHz`.
pub fn span(min: f64, max: f64, unit: &str) -> String {
    format!("{} to {}", plain(min), with_unit(&plain(max), unit))
}

/// Difference against the best in percent, with its sign: `+28 %`, `0`.
pub fn against(total_g: f64, best_g: f64) -> String {
    let difference = total_g / best_g - 1.0;
    if difference.abs() < 0.0005 {
        return "0".to_string();
    }
    let sign = if difference > 0.0 { "+" } else { "" };
    format!("{sign}{}", percent(difference))
}

/// A number of the table of decisions: three digits.
pub fn figure(value: f64) -> String {
    number(value)
}

/// Name of an accounting.
pub fn accounting(accounting: Accounting) -> &'static str {
    match accounting {
        Accounting::Amplifier => "Amplifier",
        Accounting::Marginal => "Marginal",
        Accounting::Airtime => "Airtime",
        Accounting::Session => "Session",
    }
}

/// What an accounting charges, in a sentence.
pub fn accounting_meaning(accounting: Accounting) -> &'static str {
    match accounting {
        Accounting::Amplifier => {
            "Amplifier: only what the power amplifiers draw more while the cell sends to you."
        }
        Accounting::Marginal => {
            "Marginal: what the cell draws above its sleep while it sends to you."
        }
        Accounting::Airtime => "Airtime: all that the cell draws while it sends to you.",
        Accounting::Session => {
            "Session: the amplifiers, and your share of the standing power for as long as you wait."
        }
    }
}

/// Name of an energy model.
pub fn energy_model(model: EnergyModel) -> &'static str {
    match model {
        EnergyModel::Calibrated => "Fitted to ML.ENERGY",
        EnergyModel::Ecologits => "EcoLogits 0.11",
    }
}

/// Name of a group of fields.
pub fn group(group: &str) -> &'static str {
    match group {
        "model" => "Model",
        "centre" => "Data centre",
        "grid" => "Grid",
        "cell" => "Cell",
        "link" => "Link",
        _ => "Limits",
    }
}

/// What stands beside a group's name.
pub fn group_summary(group: &str, scenario: &Scenario) -> String {
    match group {
        "model" => format!("{}, batch {}", model(&scenario.model), plain(scenario.batch)),
        "centre" => {
            format!("PUE {}, {} years", plain(scenario.pue), plain(scenario.lifetime_y))
        }
        "cell" => format!(
            "{}, {}, {}",
            scenario.cell.word(),
            distance(scenario.distance_m),
            with_unit(&plain(scenario.carrier_ghz), "GHz")
        ),
        "link" => payload(scenario.payload_bytes_per_token),
        _ => format!(
            "{}, {} outage",
            with_unit(&plain(scenario.latency_max_s), "s"),
            percent(scenario.outage_max)
        ),
    }
}

/// The result in a few words, for those who hear the page.
pub fn spoken(print: &Footprint) -> String {
    format!(
        "{} of CO₂e, {} tokens at {}, QoE {}",
        mass(print.total_g),
        print.decision.tokens,
        power(print.decision.power_w),
        share(print.qoe.total)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::PRESETS;

    #[test]
    fn what_people_type_is_understood() {
        for (text, number) in [
            ("20", Some(20.0)),
            (" 1\u{202f}750 ", Some(1750.0)),
            ("0,6", Some(0.6)),
            ("1,234.5", Some(1234.5)),
            ("\u{2212}40", Some(-40.0)),
            ("2e3", Some(2000.0)),
            ("", None),
            ("NaN", None),
            ("inf", None),
            ("twenty", None),
        ] {
            assert_eq!(parse(text), number, "{text:?}");
        }
    }

    #[test]
    fn what_a_box_shows_can_be_typed_again() {
        for value in [20.0, 0.6, 1750.0, -40.0, 1e6, 0.02, 1.82e-10, 473.0] {
            assert_eq!(parse(&editable(value)), Some(value));
        }
    }

    #[test]
    fn grids_have_names() {
        assert_eq!(zone_name(None, 473.0), Some("World average"));
        assert_eq!(zone_name(Some("FRA"), 44.18), Some("France"));
        // A name that no longer fits its number is not shown.
        assert_eq!(zone_name(Some("FRA"), 1234.5), None);
        let view = |key| View {
            scenario: PRESETS.iter().find(|preset| preset.key == key).unwrap().scenario(),
            ..View::default()
        };
        assert_eq!(place(&view("coal-grid")), "Poland");
        assert_eq!(place(&view("avatar")), "an average grid");
        let mut two = view("coal-grid");
        two.scenario.grid_bs_g_per_kwh = 12.25;
        assert!(place(&two).starts_with("Poland with the radio in"), "{}", place(&two));
    }

    #[test]
    fn labels_in_a_sentence_keep_their_acronyms() {
        assert_eq!(lowered("Bandwidth"), "bandwidth");
        assert_eq!(lowered("QoE threshold"), "QoE threshold");
        assert_eq!(lowered("GPUs"), "GPUs");
    }

    #[test]
    fn differences_carry_their_sign() {
        assert_eq!(against(1.28, 1.0), "+28\u{202f}%");
        assert_eq!(against(0.74, 1.0), "\u{2212}26\u{202f}%");
        assert_eq!(against(1.0, 1.0), "0");
    }
}
