//! The number that somebody wrote: typed, or pasted from a table, a paper, another page.
//!
//! One reader for all places where people write numbers; what programs write to each other (links,
//! JSON, the command line) has one spelling and is not read here.
//!
//! - Digits of every script count, full-width forms too, and so does a minus of any length.
//! - Spaces of every width, apostrophes and `_` group.
//! - Of `.` and `,` the last is the decimal sign where both stand; one that stands twice groups.
//! - A single one before exactly three digits groups where the number is a whole one. Elsewhere it
//!   may be either, and whoever asked has to ask back: [`Numeral::Either`].
//! - The unit of the field may follow, and where there is none a percent sign. Another unit that
//!   measures the same can be converted ([`unit`]).

use crate::math::decimal;
use crate::written::is_hidden;
use thiserror::Error;

pub mod unit;

/// What was read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Numeral {
    Number(f64),
    /// A separator that may group or be the decimal sign: `1,250` is 1250 or 1.250.
    Either {
        grouped: f64,
        decimal: f64,
    },
}

impl Numeral {
    /// The number, where it comes from a program: those write no groups.
    pub fn ungrouped(self) -> f64 {
        match self {
            Self::Number(number) | Self::Either { decimal: number, .. } => number,
        }
    }
}

/// Why a text is no number.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NumeralError {
    #[error("there is no number")]
    NoNumber,
    /// What stands behind the number, which is not the field's unit.
    #[error("{found:?} is not the unit")]
    Unit { found: String },
    /// Separators where no digits are grouped so, and no fraction begins.
    #[error("separators do not stand as in a number")]
    Separators,
    #[error("too large for a number")]
    TooLarge,
}

/// Reads a number: `whole` where it has to be one, with the spellings of its unit.
///
/// # Errors
/// Says why it is none.
pub fn read(text: &str, whole: bool, units: &[&str]) -> Result<Numeral, NumeralError> {
    let text: String = text.chars().filter_map(plain).collect();
    let text = text.trim();
    let (minus, unsigned) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let of_number = |letter: char| letter.is_ascii_digit() || SEPARATORS.contains(&letter);
    let end = unsigned.find(|letter| !of_number(letter)).unwrap_or(unsigned.len());
    let (body, rest) = unsigned.split_at(end);
    let body = body.trim();
    if !body.contains(|letter: char| letter.is_ascii_digit()) {
        return Err(NumeralError::NoNumber);
    }
    let (power, unit) = power_of_ten(rest.trim_start());
    let mut exponent = power.unwrap_or_default();
    let unit = unit.trim().trim_end_matches('.');
    if unit == "%" && units.iter().all(|it| it.is_empty()) {
        exponent -= 2;
    } else if !unit.is_empty() && !units.iter().any(|it| same_unit(unit, it)) {
        return Err(NumeralError::Unit { found: unit.to_string() });
    }
    let number = |(integer, fraction): (&str, &str)| {
        let sign = if minus { "-" } else { "" };
        let digits = |part: &str| part.chars().filter(char::is_ascii_digit).collect::<String>();
        let text = format!("{sign}{}.{}e{exponent}", digits(integer), digits(fraction));
        decimal::read(&text).ok_or(NumeralError::TooLarge)
    };
    let cut = cut(body, whole)?;
    match cut {
        Cut::Plain(integer, fraction) => Ok(Numeral::Number(number((integer, fraction))?)),
        // With a power of ten nobody groups.
        Cut::Either(integer, fraction) if power.is_some() => {
            Ok(Numeral::Number(number((integer, fraction))?))
        }
        Cut::Either(..) if whole => Ok(Numeral::Number(number((body, ""))?)),
        Cut::Either(integer, fraction) => Ok(Numeral::Either {
            grouped: number((body, ""))?,
            decimal: number((integer, fraction))?,
        }),
    }
}

/// A letter as the rest of this file knows it; none for one that is not seen.
fn plain(letter: char) -> Option<char> {
    if let Some(digit) = digit(letter) {
        return char::from_digit(digit, 10);
    }
    Some(match letter {
        _ if letter.is_whitespace() => ' ',
        _ if is_hidden(letter) => return None,
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe63}' | '\u{ff0d}' => '-',
        '’' | '‘' | 'ʼ' | '′' | '`' | '´' | '\u{ff07}' | '\u{66c}' => '\'',
        '\u{66b}' => DECIMAL,
        // What keyboards for Chinese write.
        '。' | '｡' => '.',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(letter as u32 - 0xfee0)?,
        _ => letter,
    })
}

/// A decimal sign that is nothing else.
const DECIMAL: char = '\u{66b}';
const SEPARATORS: [char; 6] = [' ', '\'', '_', '.', ',', DECIMAL];

/// Zero of each script that counts in tens.
const ZEROS: [u32; 21] = [
    0x0660, 0x06f0, 0x07c0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6, 0x0d66,
    0x0e50, 0x0ed0, 0x0f20, 0x1040, 0x17e0, 0x1810, 0xff10, 0x1d7ce, 0x1d7ec,
];

fn digit(letter: char) -> Option<u32> {
    let zero = ZEROS.iter().find(|&&zero| (zero..zero + 10).contains(&(letter as u32)))?;
    Some(letter as u32 - zero)
}

/// Where the digits of a number lie, separators still among them.
enum Cut<'a> {
    /// Before and behind the decimal sign.
    Plain(&'a str, &'a str),
    /// The same, or one number without a decimal sign.
    Either(&'a str, &'a str),
}

fn cut(body: &str, whole: bool) -> Result<Cut<'_>, NumeralError> {
    let count = |sign: char| body.matches(sign).count();
    let (points, commas) = (count('.'), count(','));
    let at = match (count(DECIMAL), points, commas) {
        (0, 0, 0) => None,
        (0, 1, 0) | (0, 0, 1) => body.find(['.', ',']),
        (0, _, 0) | (0, 0, _) => None,
        (0, ..) => body.rfind(['.', ',']),
        _ => body.find(DECIMAL),
    };
    let Some(at) = at else {
        return if is_grouped(body) {
            Ok(Cut::Plain(body, ""))
        } else {
            Err(NumeralError::Separators)
        };
    };
    let sign = body[at..].chars().next().map_or(1, char::len_utf8);
    let (integer, fraction) = (&body[..at], &body[at + sign..]);
    let separated = |part: &str| part.contains(SEPARATORS);
    let in_threes = |part: &str| {
        let parts: Vec<_> = part.split(' ').collect();
        let (last, all) = parts.split_last().map_or((0, true), |(last, before)| {
            (last.len(), before.iter().all(|it| it.len() == 3))
        });
        all && (last <= 3 || parts.len() == 1)
    };
    let fraction_holds = !fraction.contains(&SEPARATORS[1..]) && in_threes(fraction);
    if !(integer.is_empty() || is_grouped(integer)) || !fraction_holds {
        return Err(NumeralError::Separators);
    }
    let single = points + commas == 1 && !separated(integer);
    let digits = fraction.len();
    if single && digits == 3 && (1..=3).contains(&integer.len()) && !integer.starts_with('0') {
        return Ok(Cut::Either(integer, fraction));
    }
    // `1,0000` may be a group of another count.
    if single && whole && digits > 3 {
        return Err(NumeralError::Separators);
    }
    Ok(Cut::Plain(integer, fraction))
}

/// Whether these are digits, in groups of three, or as in India of two before the last, by one
/// separator.
fn is_grouped(text: &str) -> bool {
    let Some(separator) = text.chars().find(|letter| SEPARATORS.contains(letter)) else {
        return true;
    };
    let groups: Vec<&str> = text.split(separator).collect();
    let digits = |group: &&str| group.chars().all(|letter| letter.is_ascii_digit());
    let [first, middle @ .., last] = &groups[..] else { return false };
    let all = |count: usize| middle.iter().all(|group| group.len() == count);
    groups.iter().all(digits)
        && last.len() == 3
        && !first.starts_with('0')
        && ((1..=3).contains(&first.len()) && all(3) || (1..=2).contains(&first.len()) && all(2))
}

/// `e3`, `×10³` or `*10^3`, and what follows.
fn power_of_ten(text: &str) -> (Option<i32>, &str) {
    let none = (None, text);
    let (raised, digits) = if let Some(rest) = text.strip_prefix(['e', 'E']) {
        (false, rest)
    } else if let Some(rest) = text.strip_prefix(['×', '*', '·', 'x']) {
        let Some(rest) = rest.trim_start().strip_prefix("10") else { return none };
        match rest.strip_prefix('^') {
            Some(rest) => (false, rest),
            None => (true, rest),
        }
    } else {
        return none;
    };
    let value = |letter: char| if raised { superscript(letter) } else { letter.to_digit(10) };
    let mut letters = digits.chars();
    let minus = digits.starts_with(['-', '⁻']);
    if minus || digits.starts_with('+') {
        letters.next();
    }
    let digits = letters.as_str();
    let end = digits.find(|letter| value(letter).is_none()).unwrap_or(digits.len());
    let (digits, rest) = digits.split_at(end);
    // No number has more.
    if digits.is_empty() || digits.chars().count() > 4 {
        return none;
    }
    let size = digits.chars().filter_map(value).fold(0, |sum, digit| 10 * sum + digit as i32);
    (Some(if minus { -size } else { size }), rest)
}

fn superscript(letter: char) -> Option<u32> {
    "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().position(|it| it == letter).map(|digit| digit as u32)
}

/// Whether two spellings name one unit: case, spaces, a plural, and how CO₂e is written do not count.
fn same_unit(a: &str, b: &str) -> bool {
    let plain = |unit: &str| {
        let small: String = unit
            .chars()
            .filter(|letter| *letter != ' ')
            .map(|letter| if letter == '₂' { '2' } else { letter.to_ascii_lowercase() })
            .collect();
        let bare = small.replace("co2eq", "").replace("co2e", "").replace("co2", "");
        bare.trim_end_matches('s').to_string()
    };
    !b.is_empty() && plain(a) == plain(b)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn number(text: &str, whole: bool, unit: &str) -> Option<f64> {
        match read(text, whole, &[unit]) {
            Ok(Numeral::Number(number)) => Some(number),
            _ => None,
        }
    }

    #[test]
    fn field_1_what_people_type_and_paste_is_understood() {
        for (text, value) in [
            ("20", 20.0),
            ("0,6", 0.6),
            ("13,9", 13.9),
            ("1.234,56", 1234.56),
            ("1,234.56", 1234.56),
            ("1,234,567.5", 1_234_567.5),
            ("1.234.567,5", 1_234_567.5),
            ("1.234.567", 1_234_567.0),
            ("12,34,567.25", 1_234_567.25),
            ("1 000", 1000.0),
            ("1\u{a0}000,5", 1000.5),
            ("1\u{202f}000.500", 1000.5),
            ("1\u{2009}234\u{2009}567", 1_234_567.0),
            ("4’000", 4000.0),
            ("4'000.250", 4000.25),
            ("1_000", 1000.0),
            ("0.500", 0.5),
            ("0,025", 0.025),
            ("-0,125", -0.125),
            (",500", 0.5),
            ("1234.567", 1234.567),
            ("12,5", 12.5),
            ("12.3456", 12.3456),
            ("0.123\u{2009}456", 0.123_456),
            ("40.", 40.0),
            ("\u{2212}40", -40.0),
            ("–3,5", -3.5),
            ("+7", 7.0),
            ("2e3", 2000.0),
            ("1.234e2", 123.4),
            ("2E-2", 0.02),
            ("1.8×10⁻¹⁰", 1.8e-10),
            ("2,5 * 10^3", 2500.0),
            ("４０", 40.0),
            ("１，２３４．５", 1234.5),
            ("٤٠", 40.0),
            ("١٬٢٣٤٫٥", 1234.5),
            ("۴۰", 40.0),
            ("४०", 40.0),
            ("๔๐", 40.0),
            ("0。6", 0.6),
            ("\u{feff}\u{200e}20\u{200f}", 20.0),
            (" 20\n", 20.0),
        ] {
            assert_eq!(number(text, false, ""), Some(value), "{text:?}");
        }
    }

    #[test]
    fn field_1_one_separator_before_three_digits_groups_or_is_asked_about() {
        for (text, grouped, decimal) in [
            ("1,000", 1000.0, 1.0),
            ("1.000", 1000.0, 1.0),
            ("10.000", 10_000.0, 10.0),
            ("123,456", 123_456.0, 123.456),
            ("-2.500", -2500.0, -2.5),
            ("１．２５０", 1250.0, 1.25),
            ("1.250 MHz", 1250.0, 1.25),
        ] {
            let either = Numeral::Either { grouped, decimal };
            assert_eq!(read(text, false, &["MHz"]), Ok(either), "{text:?}");
            assert_eq!(either.ungrouped(), decimal);
            assert_eq!(number(text, true, "MHz"), Some(grouped), "{text:?}");
        }
        // Where nothing is grouped so there is nothing to ask.
        for (text, value) in
            [("0,500", Some(0.5)), ("1234,567", Some(1234.567)), ("10.0", Some(10.0))]
        {
            assert_eq!(number(text, true, ""), value, "{text:?}");
        }
        assert_eq!(read("1,0000", true, &[]), Err(NumeralError::Separators));
    }

    #[test]
    fn field_1_the_fields_own_unit_may_follow() {
        for (text, unit, value) in [
            ("40 MHz", "MHz", Some(40.0)),
            ("40MHz", "MHz", Some(40.0)),
            ("40\u{a0}mhz", "MHz", Some(40.0)),
            ("４０ＭＨｚ", "MHz", Some(40.0)),
            ("1 000 g/kWh", "g/kWh", Some(1000.0)),
            ("473 gCO₂e/kWh", "g/kWh", Some(473.0)),
            ("473 g CO2 / kWh", "g/kWh", Some(473.0)),
            ("1 token", "tokens", Some(1.0)),
            ("300 词元", "词元", Some(300.0)),
            ("40 GHz", "MHz", None),
            ("40 m", "", None),
            ("60 %", "", Some(0.6)),
            ("0,5 %", "", Some(0.005)),
            ("60 %", "MHz", None),
        ] {
            assert_eq!(number(text, false, unit), value, "{text:?}");
        }
        assert_eq!(
            read("40 GHz", false, &["MHz"]),
            Err(NumeralError::Unit { found: "GHz".to_string() })
        );
    }

    #[test]
    fn field_1_what_is_refused_says_why() {
        for (text, why) in [
            ("", NumeralError::NoNumber),
            ("twenty", NumeralError::NoNumber),
            ("NaN", NumeralError::NoNumber),
            ("inf", NumeralError::NoNumber),
            ("-", NumeralError::NoNumber),
            (".", NumeralError::NoNumber),
            ("≈20", NumeralError::NoNumber),
            ("20 40", NumeralError::Separators),
            ("1,00,0", NumeralError::Separators),
            ("1,234.567,8", NumeralError::Separators),
            ("1 234'567", NumeralError::Separators),
            ("0.500.000", NumeralError::Separators),
            ("1..5", NumeralError::Separators),
            ("1,,000", NumeralError::Separators),
            ("20-40", NumeralError::Unit { found: "-40".to_string() }),
            ("2e999", NumeralError::TooLarge),
        ] {
            assert_eq!(read(text, false, &[]), Err(why), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn no_text_breaks_the_reader(text in "\\PC{0,40}", whole: bool) {
            let _ = read(&text, whole, &["MHz"]);
        }

        #[test]
        fn what_rust_writes_is_read_back(value in -1e12f64..1e12) {
            let read = read(&value.to_string(), false, &[]).map(Numeral::ungrouped);
            prop_assert_eq!(read, Ok(value));
        }
    }
}
