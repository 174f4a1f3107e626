//! What comes of the text in a number box: a number is taken, asked about, or refused with the reason.
//! Boxes reach it through what follows the opening (`load`): nobody types before that is there.

use super::format::{plain, with_unit};
use super::{Lang, controls as words, gap, lang, reading as said, values};
use crate::numeral::unit::{BILLION, converted, without_gas};
use crate::numeral::{self, Numeral, NumeralError};
use crate::scenario::Span;

/// What comes of it.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    Take(f64),
    /// Taken out of another unit, which is said: `1.2 km = 1200 m`.
    Convert {
        number: f64,
        said: String,
    },
    /// Either may be meant.
    Ask {
        grouped: f64,
        decimal: f64,
    },
    /// Why not, and what may be typed.
    Refuse(String),
}

/// Letters of what was typed that a message repeats.
const QUOTED: usize = 24;

/// Reads what was typed where `allowed` holds.
pub fn outcome(typed: &str, allowed: &Span) -> Outcome {
    if typed.trim().is_empty() {
        return Outcome::Refuse(range(allowed));
    }
    let unit = values::unit(allowed.unit);
    // What has no unit is no unit of a text either.
    let own = if allowed.unit == "1" { "" } else { allowed.unit };
    match numeral::read(typed, allowed.integer, &[own, unit]) {
        Ok(Numeral::Number(number)) if is_in_full(number, allowed) => {
            out_of_another_unit(typed, "", allowed).unwrap_or_else(|| judge(number, allowed))
        }
        Ok(Numeral::Number(number)) => judge(number, allowed),
        Ok(Numeral::Either { grouped, decimal }) => Outcome::Ask { grouped, decimal },
        Err(why) => {
            if let NumeralError::Unit { found } = &why
                && let Some(outcome) = out_of_another_unit(typed, found, allowed)
            {
                return outcome;
            }
            let why = reason(&why, typed, unit);
            Outcome::Refuse(format!("{why}{}{}", gap(), range(allowed)))
        }
    }
}

/// Where billions stand, nobody has a million of them: the parameters are written in full.
fn is_in_full(number: f64, allowed: &Span) -> bool {
    allowed.unit == BILLION && number >= 1e6
}

/// What comes of a number in another unit; none where that measures something else.
fn out_of_another_unit(typed: &str, found: &str, allowed: &Span) -> Option<Outcome> {
    // The rest of the unit goes without saying: 350 g in a field for g/kWh, 25 % where it is of the peak.
    let begun = without_gas(found);
    let is_begun = match begun.trim() {
        "" => false,
        "%" => allowed.unit.contains('%'),
        begun => allowed.unit.split('/').next() == Some(begun),
    };
    let convert =
        |number| if is_begun { Some(number) } else { converted(number, found, allowed.unit) };
    let said = |number: f64| {
        let unit = values::counted(allowed.unit, number);
        format!("{} = {}", quoted(typed), with_unit(&values::editable(number), unit))
    };
    let may_be = match numeral::read(typed, false, &[found]).ok()? {
        Numeral::Number(number) => [convert(number)?; 2],
        Numeral::Either { grouped, decimal } => {
            let decimal = convert(decimal)?;
            [convert(grouped).unwrap_or(decimal), decimal]
        }
    };
    Some(match may_be {
        [grouped, decimal] if grouped == decimal || !allowed.holds(grouped) => {
            if allowed.holds(decimal) {
                Outcome::Convert { number: decimal, said: said(decimal) }
            } else {
                let stop = if lang() == Lang::Zh { "。" } else { ". " };
                Outcome::Refuse(format!("{}{stop}{}", said(decimal), range(allowed)))
            }
        }
        [number, decimal] if !allowed.holds(decimal) => {
            Outcome::Convert { number, said: said(number) }
        }
        [grouped, decimal] => Outcome::Ask { grouped, decimal },
    })
}

/// A number that was read.
pub fn judge(number: f64, allowed: &Span) -> Outcome {
    if allowed.holds(number) { Outcome::Take(number) } else { Outcome::Refuse(range(allowed)) }
}

/// What was typed, cut where it is long.
fn quoted(text: &str) -> String {
    let text = text.trim();
    let short: String = text.chars().take(QUOTED).collect();
    if short.len() < text.len() { short + "…" } else { short }
}

fn reason(why: &NumeralError, typed: &str, unit: &str) -> String {
    match why {
        NumeralError::NoNumber => said::not_a_number(&quoted(typed)),
        NumeralError::Unit { found } if unit.is_empty() => said::no_unit(&quoted(found)),
        NumeralError::Unit { found } => said::another_unit(&quoted(found), unit),
        NumeralError::Separators => said::separators(&quoted(typed)),
        NumeralError::TooLarge => said::too_large(&quoted(typed)),
    }
}

/// What may be typed, in words.
fn range(allowed: &Span) -> String {
    let &Span { from, to, above, integer, unit, .. } = allowed;
    // The least whole number above another is the next.
    let least = if integer && above { from.floor() + 1.0 } else { from };
    if !to.is_finite() {
        return said::use_from(&with_unit(&plain(least), values::unit(unit)));
    }
    let span = values::span(least, to, values::unit(unit));
    match (integer, above) {
        (true, _) => words::use_whole(&span),
        (false, true) => words::use_above(&span),
        (false, false) => words::use_range(&span),
    }
}

/// Both answers to the question which number is meant, as they are written on its buttons.
pub fn answers(grouped: f64, decimal: f64, unit: &'static str) -> [String; 2] {
    let with_unit = |number: String| format!("{number}\u{a0}{}", values::unit(unit));
    [format!("{grouped:.0}"), format!("{decimal:.3}")]
        .map(|number| with_unit(number).trim_end().to_string())
}

/// Keyboards of telephones that ask for a decimal number have no minus.
pub fn keyboard(allowed: &Span) -> &'static str {
    if allowed.from < 0.0 { "text" } else { "decimal" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::{FIELDS, fields};

    const MHZ: Span = Span::real(0.1, 1000.0, "MHz");
    const LENGTH: Span = Span { unit: "tokens", ..Span::integer(1.0, 2048.0) };
    const GRID: Span = Span::real(0.0, 2000.0, "g/kWh");
    const PEAK: Span = Span::real(0.0, 1000.0, "% of the peak");
    const BILLIONS: Span = Span::real(0.0, 1e12, BILLION);

    fn refused(typed: &str, allowed: &Span) -> String {
        match outcome(typed, allowed) {
            Outcome::Refuse(why) => why.replace(['\u{a0}', '\u{202f}'], " "),
            other => panic!("{typed}: {other:?}"),
        }
    }

    #[test]
    fn field_1_numbers_are_read_in_the_fields_that_people_type_into() {
        assert_eq!(outcome("1,000", &MHZ), Outcome::Ask { grouped: 1000.0, decimal: 1.0 });
        assert_eq!(outcome("1,000", &LENGTH), Outcome::Take(1000.0));
        let updates = Span::integer(1.0, 1e6);
        assert_eq!(outcome("10.000", &updates), Outcome::Take(10_000.0));
        assert_eq!(outcome("1.234,56", &GRID), Outcome::Take(1234.56));
        assert_eq!(outcome("40 MHz", &MHZ), Outcome::Take(40.0));
        assert_eq!(outcome("４０", &MHZ), Outcome::Take(40.0));
        assert_eq!(outcome("60 %", &Span::real(0.0, 1.0, "1")), Outcome::Take(0.6));
        // A name that means "no unit" is not one.
        assert!(matches!(outcome("2 1", &Span::real(0.0, 5.0, "1")), Outcome::Refuse(_)));
        assert_eq!(answers(1000.0, 1.0, "MHz"), ["1000\u{a0}MHz", "1.000\u{a0}MHz"]);
        assert_eq!(answers(-2500.0, -2.5, "1"), ["-2500", "-2.500"]);
    }

    #[test]
    fn field_1_a_unit_that_measures_the_same_is_converted_and_said() {
        let metres = Span::real(1.0, 20_000.0, "m");
        let watts = Span::real(1e-6, 20.0, "W");
        let cache = Span::real(0.0, 1e12, "B/token");
        for (typed, allowed, number, said) in [
            ("0,38 kg/kWh", GRID, 380.0, "0,38 kg/kWh = 380 g/kWh"),
            ("43 dBm", watts, 19.95, "43 dBm = 19.95 W"),
            ("0.2 GHz", MHZ, 200.0, "0.2 GHz = 200 MHz"),
            ("1,2 km", metres, 1200.0, "1,2 km = 1200 m"),
            // Of two numbers that may be meant only one is allowed.
            ("1,250 km", metres, 1250.0, "1,250 km = 1250 m"),
            ("2 k", LENGTH, 2000.0, "2 k = 2000 tokens"),
            // As much of the unit as people say.
            ("350 g", GRID, 350.0, "350 g = 350 g/kWh"),
            ("350 g CO₂e", GRID, 350.0, "350 g CO₂e = 350 g/kWh"),
            ("350 gCO2 per kWh", GRID, 350.0, "350 gCO2 per kWh = 350 g/kWh"),
            ("25 %", PEAK, 25.0, "25 % = 25 % of the peak"),
            ("98304 B", cache, 98_304.0, "98304 B = 98304 B/token"),
            // Parameters in full, as a model card has them.
            ("3,3e9", BILLIONS, 3.3, "3,3e9 = 3.3 billion"),
            ("30500000000", BILLIONS, 30.5, "30500000000 = 30.5 billion"),
            ("30.532.122.624", BILLIONS, 30.532_122_624, "30.532.122.624 = 30.5321 billion"),
        ] {
            let Outcome::Convert { number: taken, said: words } = outcome(typed, &allowed) else {
                panic!("{typed}")
            };
            assert_eq!((taken, words.replace('\u{a0}', " ").as_str()), (number, said));
        }
        assert_eq!(outcome("671", &BILLIONS), Outcome::Take(671.0));
        let asked = Outcome::Ask { grouped: 1.25, decimal: 0.001_25 };
        assert_eq!(outcome("1.250 MHz", &Span::real(0.0, 100.0, "GHz")), asked);
    }

    #[test]
    fn field_1_what_is_refused_says_why_and_what_may_be_typed() {
        for (typed, allowed, said) in [
            ("-50", GRID, "Use 0 to 2 000 g/kWh."),
            ("twenty", MHZ, "“twenty” is not a number. Use 0.1 to 1 000 MHz."),
            ("", MHZ, "Use 0.1 to 1 000 MHz."),
            ("2 GHz", MHZ, "2 GHz = 2000 MHz. Use 0.1 to 1 000 MHz."),
            ("350 kg", GRID, "The unit here is g/kWh, not “kg”. Use 0 to 2 000 g/kWh."),
            ("2 km", MHZ, "The unit here is MHz, not “km”. Use 0.1 to 1 000 MHz."),
            ("90 k", LENGTH, "90 k = 90000 tokens. Use a whole number from 1 to 2 048 tokens."),
            ("1.5", LENGTH, "Use a whole number from 1 to 2 048 tokens."),
            ("1 km", Span::real(1.0, 3.0, "1"), "“km” is no part of a number here. Use 1 to 3."),
        ] {
            assert_eq!(refused(typed, &allowed), said);
        }
        // Where nothing ends it, no sign of a mathematician stands.
        let mass = Span::real(6.92, f64::INFINITY, "1");
        assert_eq!(refused("3", &mass), "Use 6.92 or more.");
        assert!(refused("1,00,0", &MHZ).starts_with("The separators in “1,00,0”"));
        assert!(refused(&"x".repeat(99), &MHZ).len() < 120);
    }

    #[test]
    fn field_2_the_least_that_is_named_is_the_least_that_is_taken() {
        let rate = Span::real(1e-6, 1.0, "1");
        assert_eq!(refused("0", &rate), "Use 1×10⁻⁶ to 1.");
        let layers = Span { above: true, ..Span::integer(0.0, 200.0) };
        assert_eq!(refused("0", &layers), "Use a whole number from 1 to 200.");
        assert_eq!(outcome("1×10⁻⁶", &rate), Outcome::Take(1e-6));
        assert_eq!(outcome("0.000001", &rate), Outcome::Take(1e-6));
    }

    #[test]
    fn field_5_where_a_number_may_be_negative_the_keyboard_has_a_minus() {
        for field in FIELDS {
            let minus = keyboard(&Span::from(field)) != "decimal";
            assert_eq!(minus, field.min < 0.0, "{}", field.name);
        }
        assert_eq!(keyboard(&Span::from(fields::SHADOWING_DB)), "text");
        assert_eq!(keyboard(&Span::from(fields::ANTENNA_GAIN_DB)), "text");
    }
}
