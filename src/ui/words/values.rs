//! The page's words for values: names of models, cells and zones, quantities in the unit that
//! suits them.

use super::format::{number, plain, plain_significant, prefixed, with_unit};
use super::{Lang, lang, listed, names as words, pedigree};
use crate::carbon::Footprint;
use crate::data::{self, Cell, Field, Provenance, Task, ZONES};
use crate::link::View;
use crate::math::{self, decimal};
use crate::scenario::{Accounting, Boundary, EnergyModel, LlmChoice, Preset, Scenario};
use crate::written::holds;

pub use super::format::{duration, mass, percent, power, share, whole};

/// Name of the language model.
pub fn model(choice: &LlmChoice) -> String {
    match choice {
        LlmChoice::Named(name) => {
            data::llm(name).map_or_else(|| name.clone(), |llm| llm.label.to_string())
        }
        LlmChoice::Custom(shape) => words::own_model(&billions(
            shape.total_params_billion.unwrap_or(shape.active_params_billion),
        )),
    }
}

fn billions(billions: f64) -> String {
    with_unit(&plain_significant(billions, 3), words::billion())
}

/// What the page calls a zone: in English as the table does, else as the browser calls the region.
pub fn zone_label(zone: &data::Zone) -> String {
    match zone.code {
        "WORLD" => words::world_average().to_string(),
        "ASEAN" => words::asean().to_string(),
        "MIDDLE EAST" => words::middle_east().to_string(),
        "OECD" => words::oecd().to_string(),
        _ if lang() == Lang::En || zone.region.is_empty() => zone.name.to_string(),
        _ => region_name(zone.region, lang().tag()).unwrap_or_else(|| zone.name.to_string()),
    }
}

#[cfg(browser)]
use crate::ui::browser::region_name;
/// Only a browser knows.
#[cfg(not(browser))]
fn region_name(_: &str, _: &str) -> Option<String> {
    None
}

/// Name of the zone that has this intensity: the picked one, else the first that matches.
pub fn zone_name(picked: Option<&str>, g_per_kwh: f64) -> Option<String> {
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
        .map(zone_label)
}

/// The mean of the hourly record of 2020 over the yearly figure of the Netherlands, less 1.
const HOURLY_ABOVE_YEARLY: f64 = 0.80;

/// What the figure of a zone counts, and why other sources have others.
pub fn grid_counts() -> String {
    pedigree::grid_counts(&percent(HOURLY_ABOVE_YEARLY))
}

/// Where the electricity comes from, for the sentence: `Germany`, or two places.
pub fn place(view: &View) -> String {
    let name = |value: f64| {
        zone_name(view.zone.as_deref(), value).map_or_else(
            || words::a_grid_of(&with_unit(&plain(value), "g/kWh")),
            |name| {
                if name == words::world_average() {
                    words::average_grid().to_string()
                } else {
                    name
                }
            },
        )
    };
    let scenario = &view.scenario;
    let (centre, cell) = (scenario.grid_dc_g_per_kwh, scenario.grid_bs_g_per_kwh);
    if centre == cell { name(centre) } else { words::two_places(&name(centre), &name(cell)) }
}

/// A label inside a sentence: `bandwidth`, but `QoE threshold`: abbreviations keep their capitals.
pub fn lowered(label: &str) -> String {
    let first_word = label.split(' ').next().unwrap_or_default();
    if first_word.chars().filter(|&letter| small_letter(letter) != letter).count() > 1 {
        return label.to_string();
    }
    with_first(label, small_letter)
}

/// With another first letter.
fn with_first(text: &str, change: fn(char) -> char) -> String {
    let mut letters = text.chars();
    letters.next().map(change).into_iter().chain(letters).collect()
}

/// In small letters, as far as the page's languages have others: Latin letters, with an accent or
/// without. The standard library's tables of all scripts would be 8 KiB of the page.
pub fn small(text: &str) -> String {
    text.chars().map(small_letter).collect()
}

/// Capitals and small letters of Latin-1 lie this far apart.
const CASE: u32 = 'a' as u32 - 'A' as u32;

fn small_letter(letter: char) -> char {
    match letter {
        'A'..='Z' | 'À'..='Ö' | 'Ø'..='Þ' => {
            char::from_u32(letter as u32 + CASE).unwrap_or(letter)
        }
        _ => letter,
    }
}

fn capital_letter(letter: char) -> char {
    match letter {
        'a'..='z' | 'à'..='ö' | 'ø'..='þ' => {
            char::from_u32(letter as u32 - CASE).unwrap_or(letter)
        }
        _ => letter,
    }
}

/// A distance: `600 m`, `1 km`.
pub fn distance(metres: f64) -> String {
    prefixed(metres, "m")
}

/// Bytes of a token: `200 B per token`, `5 kB per token`.
pub fn payload(bytes: f64) -> String {
    words::per_token(&prefixed(bytes, "B"))
}

/// Digits of what somebody writes.
const WRITTEN: i32 = 6;

/// A number box's text: as typed, six digits at most, no thin spaces.
pub fn editable(value: f64) -> String {
    let rounded = plain_significant(value, WRITTEN);
    if holds(&rounded, '\u{d7}') {
        return value.to_string();
    }
    rounded.replace('\u{202f}', "").replace('\u{2212}', "-")
}

/// With a capital first letter.
pub fn sentence(text: &str) -> String {
    with_first(text, capital_letter)
}

/// A power or another computed number as a box shows it: what somebody wrote as it was written, what
/// was computed to three significant digits, since more would not change what the answer emits.
pub fn as_written(value: f64) -> f64 {
    if to_digits(value, WRITTEN) == value { value } else { three_digits(value) }
}

/// The value to three significant digits.
pub fn three_digits(value: f64) -> f64 {
    to_digits(value, 3)
}

/// The value to so many significant digits.
pub fn to_digits(value: f64, digits: i32) -> f64 {
    if value == 0.0 || !value.is_finite() {
        return value;
    }
    let decimals = digits - 1 - math::log10(value.abs()).floor() as i32;
    if decimals < 0 {
        let step = math::pow(10.0, f64::from(-decimals));
        return (value / step).round() * step;
    }
    decimal::read(&format!("{value:.*}", decimals as usize)).unwrap_or(value)
}

/// The unit as it stands beside a number; empty where there is none.
pub fn unit(unit: &'static str) -> &'static str {
    match unit {
        "1" => "",
        "tokens" => words::unit_tokens(),
        "requests" => words::unit_requests(),
        "users" => words::unit_users(),
        "y" => words::unit_years(),
        "B/token" => words::unit_bytes_token(),
        "B/parameter" => words::unit_bytes_parameter(),
        "billion" => words::billion(),
        "GPUs" if lang() != Lang::En => "GPU",
        other => other,
    }
}

/// The unit beside that number: one of it stands in the singular.
pub fn counted(name: &'static str, value: f64) -> &'static str {
    match name {
        _ if value != 1.0 => unit(name),
        "tokens" => words::unit_token(),
        "requests" => words::unit_request(),
        "users" => words::unit_user(),
        "GPUs" => "GPU",
        "y" => words::unit_year(),
        _ => unit(name),
    }
}

/// A value of a field with its unit.
pub fn value_of(field: &Field, value: f64) -> String {
    with_unit(&plain(value), counted(field.unit, value))
}

/// A constant with its unit.
pub fn constant(of: &data::Constant) -> String {
    with_unit(&plain(of.value), unit(of.unit))
}

/// `1.4 to 100 MHz`.
pub fn span(min: f64, max: f64, unit: &str) -> String {
    words::span(&plain(min), &with_unit(&plain(max), unit))
}

/// Difference against the best in percent, with its sign: `+28 %`, `0`.
pub fn against(total_g: f64, best_g: f64) -> String {
    let difference = total_g / best_g - 1.0;
    if difference.abs() < 0.0005 || total_g == best_g {
        return "0".to_string();
    }
    // Nothing is a share of nothing.
    if best_g == 0.0 {
        return percent(f64::NAN);
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
        Accounting::Amplifier => words::amplifier(),
        Accounting::Marginal => words::marginal(),
        Accounting::Airtime => words::airtime(),
        Accounting::Session => words::session(),
    }
}

/// What an accounting charges, in a sentence.
pub fn accounting_meaning(accounting: Accounting) -> &'static str {
    match accounting {
        Accounting::Amplifier => words::amplifier_means(),
        Accounting::Marginal => words::marginal_means(),
        Accounting::Airtime => words::airtime_means(),
        Accounting::Session => words::session_means(),
    }
}

/// Name of what is counted.
pub fn boundary(boundary: Boundary) -> &'static str {
    match boundary {
        Boundary::Service => words::boundary_service(),
        Boundary::Network => words::boundary_network(),
        Boundary::PhoneUse => words::boundary_phone_use(),
        Boundary::Phone => words::boundary_phone(),
    }
}

/// What a boundary holds, in a sentence.
pub fn boundary_meaning(boundary: Boundary) -> &'static str {
    match boundary {
        Boundary::Service => words::boundary_service_means(),
        Boundary::Network => words::boundary_network_means(),
        Boundary::PhoneUse => words::boundary_phone_use_means(),
        Boundary::Phone => words::boundary_phone_means(),
    }
}

/// Name of a ready-made task.
pub fn task(task: &Task) -> &'static str {
    match task.name {
        "chat" => words::task_chat(),
        "reasoning" => words::task_reasoning(),
        "image" => words::task_image(),
        _ => words::task_video(),
    }
}

/// Name of an energy model.
pub fn energy_model(model: EnergyModel) -> &'static str {
    match model {
        EnergyModel::Calibrated => words::calibrated(),
        EnergyModel::Ecologits => "EcoLogits 0.11",
    }
}

/// Name of a group of fields.
pub fn group(group: &str) -> &'static str {
    match group {
        "model" => words::group_model(),
        "centre" => words::group_centre(),
        "grid" => words::group_grid(),
        "cell" => words::group_cell(),
        "link" => words::group_link(),
        "phone" => words::group_phone(),
        _ => words::group_limits(),
    }
}

/// What stands beside a group's name.
pub fn group_summary(group: &str, scenario: &Scenario) -> String {
    match group {
        "model" => words::model_summary(&model(&scenario.model), &plain(scenario.batch)),
        "centre" => words::centre_summary(&plain(scenario.pue), &plain(scenario.lifetime_y)),
        "cell" => [
            if scenario.own_cell() {
                words::own_cell().to_string()
            } else {
                cell_word(scenario.cell.cell())
            },
            distance(scenario.distance_m),
            with_unit(&plain(scenario.carrier_ghz), "GHz"),
        ]
        .join(listed()),
        "link" => payload(scenario.payload_bytes_per_token),
        "phone" => words::phone_summary(
            &with_unit(&plain(scenario.phone_embodied_kg), "kg"),
            &plain(scenario.phone_lifetime_y),
            &with_unit(&plain(scenario.phone_power_w), "W"),
        ),
        _ => words::limits_summary(
            &with_unit(&plain(scenario.latency_max_s), "s"),
            &percent(scenario.outage_max),
        ),
    }
}

/// The result in a few words, for those who hear the page.
pub fn spoken(print: &Footprint) -> String {
    words::spoken(
        &mass(print.total_g),
        &print.decision.tokens.to_string(),
        &power(print.decision.power_w),
        &share(print.qoe.total),
    )
}

/// What the page calls a base station.
pub fn cell_label(cell: &Cell) -> &'static str {
    match cell.name {
        "macro" => words::macro_cell(),
        "rrh" => words::rrh_cell(),
        "micro" => words::micro_cell(),
        "pico" => words::pico_cell(),
        "femto" => words::femto_cell(),
        "massive_mimo" => words::massive_mimo_cell(),
        _ => cell.label,
    }
}

/// What stands before the word cell in a sentence.
pub fn kind_of_cell(scenario: &Scenario) -> String {
    match scenario.own_cell() {
        true => words::own_cell().to_string(),
        false => lowered(cell_label(scenario.cell.cell())),
    }
}

/// The same inside a sentence: in English its short name.
pub fn cell_word(cell: &Cell) -> String {
    match lang() {
        Lang::En if cell.name == "massive_mimo" => "massive-MIMO".to_string(),
        Lang::En => cell.name.to_string(),
        _ => lowered(cell_label(cell)),
    }
}

/// Name of a preset.
pub fn preset(preset: &Preset) -> &'static str {
    match preset.key {
        "avatar" => words::avatar(),
        "clean-grid" => words::clean_grid(),
        "coal-grid" => words::coal_grid(),
        "crowded-cell" => words::crowded_cell(),
        "cell-edge" => words::cell_edge(),
        "plain-text" => words::plain_text(),
        "video-reply" => words::video_reply(),
        "reasoning" => words::reasoning(),
        "mixture-8" => words::mixture_8(),
        "mixture-256" => words::mixture_256(),
        "image-question" => words::image_question(),
        "massive-mimo" => words::massive_mimo(),
        _ => preset.label,
    }
}

/// The word that says what kind of source a number has.
pub fn provenance(provenance: Provenance) -> &'static str {
    match provenance {
        Provenance::Paper => words::paper(),
        Provenance::Measured => words::measured(),
        Provenance::Literature => words::literature(),
        Provenance::Assumed => words::assumed(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numeral::{self, Numeral};
    use crate::scenario::{CellKind, PRESETS};
    use crate::ui::words::set_lang;

    /// As the standard library has it for letters of the page's languages.
    #[test]
    fn letters_change_as_in_the_languages_of_the_page() {
        let words = ["Célula", "Ñandú", "ÁÉÍÓÚÜ", "QoE", "宏基站", "Straße 5", "×÷ÿ", "São Tomé"];
        for word in words.into_iter().chain(crate::data::ZONES.iter().map(|zone| zone.name)) {
            assert_eq!(small(word), word.to_lowercase(), "{word}");
        }
        assert_eq!(sentence("última"), "Última");
        assert_eq!(sentence("ß"), "ß");
        assert_eq!(lowered("Ángulo"), "ángulo");
    }

    /// MIMO, in whatever language.
    #[test]
    fn a_base_station_keeps_its_capitals_inside_a_sentence() {
        for lang in Lang::ALL {
            set_lang(lang);
            let massive = CellKind::MassiveMimo;
            let scenario = Scenario { cell: massive, ..Scenario::default() };
            for said in [cell_word(massive.cell()), kind_of_cell(&scenario)] {
                assert!(said.contains("MIMO"), "{said}");
            }
        }
        set_lang(Lang::En);
    }

    #[test]
    fn what_a_box_shows_can_be_typed_again() {
        for value in [20.0, 0.6, 1750.0, -40.0, 1e6, 0.02, 1.82e-10, 473.0] {
            let read = numeral::read(&editable(value), false, &[]);
            assert_eq!(read, Ok(Numeral::Number(value)));
        }
    }

    #[test]
    fn field_26_the_difference_that_is_explained_is_the_one_in_the_data() {
        let year = data::day::GridYear::carried(2020).unwrap();
        let place = year.record.zone("NL").unwrap();
        let hours: Vec<f64> =
            (0..year.days()).filter_map(|day| year.day(place, day)).flatten().collect();
        let mean = hours.iter().sum::<f64>() / hours.len() as f64;
        let yearly = data::zone("NLD").unwrap().carbon_intensity_g_per_kwh;
        assert!((mean / yearly - 1.0 - HOURLY_ABOVE_YEARLY).abs() < 0.005, "{mean} {yearly}");
    }

    #[test]
    fn grids_have_names() {
        assert_eq!(zone_name(None, 473.0).as_deref(), Some("World average"));
        assert_eq!(zone_name(Some("FRA"), 44.18).as_deref(), Some("France"));
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
    fn presets_and_cells_speak_each_language_and_english_as_the_data() {
        for (lang, change) in [(Lang::En, false), (Lang::Zh, true)] {
            set_lang(lang);
            for it in PRESETS {
                assert_eq!(preset(it) != it.label, change, "{}", it.key);
            }
            for it in data::CELLS {
                assert_eq!(cell_label(it) != it.label, change, "{}", it.name);
            }
        }
        for it in [Provenance::Paper, Provenance::Measured, Provenance::Literature] {
            set_lang(Lang::En);
            assert_eq!(provenance(it), it.word());
            set_lang(Lang::Es);
            assert_ne!(provenance(it), it.word());
        }
    }

    #[test]
    fn three_digits_are_those_that_stand_before_the_exponent() {
        for step in -700..900 {
            let value = 1.0371 * math::exp2(f64::from(step) / 37.0);
            for value in [value, -value] {
                let by_exponent: f64 = format!("{value:.2e}").parse().unwrap();
                assert_eq!(three_digits(value), by_exponent, "{value}");
            }
        }
        assert_eq!([9.996, 999.7, 0.0].map(three_digits), [10.0, 1000.0, 0.0]);
        assert!(three_digits(f64::NAN).is_nan());
    }

    #[test]
    fn what_somebody_wrote_is_not_cut_and_what_was_computed_is() {
        for written in [19.95, 20.0, 6.4237, 0.123_456, 1e-6, 1234.5, 0.0] {
            assert_eq!(as_written(written), written);
        }
        for (computed, shown) in
            [(19.952_623_149_7, 20.0), (6.423_712_5, 6.42), (1.234_567_8e-5, 1.23e-5)]
        {
            assert_eq!(as_written(computed), shown);
        }
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
        assert_eq!((against(0.0, 0.0), against(1.0, 0.0)), ("0".to_string(), "–".to_string()));
    }
}
