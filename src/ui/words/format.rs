//! Numbers as the page writes them: three significant digits, thin spaces, a true minus.

use crate::math;
use crate::written::holds;

/// Between digit groups and before percent signs: thin, and lines do not break there.
pub const THIN_SPACE: char = '\u{202f}';
const MINUS: char = '\u{2212}';
/// What stands where there is no number.
const NONE: &str = "–";

/// Whether emissions are written in milligrams or in grams.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MassUnit {
    Milligram,
    Gram,
}

impl MassUnit {
    /// The unit for a scale that reaches up to `top_g` grams.
    pub fn reaching(top_g: f64) -> Self {
        if top_g < 1.0 { Self::Milligram } else { Self::Gram }
    }

    /// The unit of that many grams. What rounds to 1000 mg is a gram.
    fn of(grams: f64) -> Self {
        Self::reaching(if grams >= 0.999_5 { 1.0 } else { grams })
    }

    /// Its symbol.
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Milligram => "mg",
            Self::Gram => "g",
        }
    }

    /// `grams` counted in this unit.
    pub fn count(self, grams: f64) -> f64 {
        match self {
            Self::Milligram => grams * 1e3,
            Self::Gram => grams,
        }
    }

    /// The number alone, for marks on an axis that has the unit.
    pub fn number(self, grams: f64) -> String {
        number(self.count(grams))
    }
}

/// Emissions with their own unit: `29.7 mg`, `1.20 g`.
pub fn mass(grams: f64) -> String {
    let unit = MassUnit::of(grams);
    with_unit(&unit.number(grams), unit.symbol())
}

/// Emissions of a day to three digits: `0.839 kg`, `27.0 g`.
pub fn day_mass(grams: f64) -> String {
    match grams {
        small if small < 99.5 => mass(grams),
        large if large >= 999.5e3 => with_unit(&significant(grams / 1e6, 3), "t"),
        _ => with_unit(&significant(grams / 1e3, 3), "kg"),
    }
}

/// Emissions to work on with.
pub fn mass_factor(grams: f64) -> String {
    let unit = MassUnit::of(grams);
    with_unit(&factor(unit.count(grams)), unit.symbol())
}

/// A number, a thin space and a unit; nothing follows where the unit is `1`.
pub fn with_unit(number: &str, unit: &str) -> String {
    if unit == "1" || unit.is_empty() {
        number.to_string()
    } else {
        format!("{number}\u{a0}{unit}")
    }
}

/// Three significant digits, two under 1, thousands in groups: `1 750`, `29.7`, `0.89`.
pub fn number(value: f64) -> String {
    match value.abs() {
        below if below < 0.995 => significant(value, 2),
        // What rounds to 1 is written like 1.
        below if below < 1.0 => significant(value.signum(), 3),
        _ => significant(value, 3),
    }
}

/// A number among others that lie within `span` of each other: three significant digits, up to five
/// where fewer would not tell them apart.
pub fn resolved(value: f64, span: f64) -> String {
    let share = span / value.abs();
    significant(
        value,
        if share < 0.01 {
            5
        } else if share < 0.1 {
            4
        } else {
            3
        },
    )
}

/// So many significant digits, zeros at the end kept; far from 1 in powers of ten.
pub fn significant(value: f64, digits: i32) -> String {
    if value == 0.0 {
        return "0".to_string();
    }
    // A share of nothing.
    if value.is_nan() {
        return NONE.to_string();
    }
    if !value.is_finite() {
        return if value > 0.0 { "∞".to_string() } else { format!("{MINUS}∞") };
    }
    let magnitude = value.abs();
    let mut exponent = math::log10(magnitude).floor() as i32;
    // Rounding can carry into the next decade: 9.996 is 10.0.
    if magnitude / power_of_ten(exponent) >= 10.0 - 0.5 * power_of_ten(1 - digits) {
        exponent += 1;
    }
    let sign = if value < 0.0 { MINUS.to_string() } else { String::new() };
    if !(-4..9).contains(&exponent) {
        let decimals = (digits - 1).max(0) as usize;
        let mantissa = magnitude / power_of_ten(exponent);
        return format!("{sign}{mantissa:.decimals$}\u{d7}10{}", superscript(exponent));
    }
    let decimals = digits - 1 - exponent;
    let text = if decimals >= 0 {
        // Half a last place rounds up, as people do it: 19.95 lies a hair below itself.
        format!("{:.*}", decimals as usize, magnitude * (1.0 + f64::EPSILON))
    } else {
        let step = power_of_ten(-decimals);
        format!("{:.0}", (magnitude / step).round() * step)
    };
    format!("{sign}{}", grouped(&text))
}

/// A number to work on with: as many digits as make what is shown for the result come out, to its last
/// place; whole numbers whole, zeros at the end dropped.
pub fn factor(value: f64) -> String {
    if (99_999.5..1e9).contains(&value.abs()) { whole(value) } else { plain_significant(value, 5) }
}

/// QoE or another share to work on with: five decimals, zeros at the end dropped.
pub fn share_factor(value: f64) -> String {
    let text = format!("{value:.5}");
    text.trim_end_matches('0').trim_end_matches('.').to_string()
}

/// A share in percent to work on with.
pub fn percent_factor(share: f64) -> String {
    format!("{}{THIN_SPACE}%", factor(100.0 * share))
}

/// So many decimals, thousands in groups.
pub fn with_decimals(value: f64, decimals: usize) -> String {
    let sign = if value < 0.0 { MINUS.to_string() } else { String::new() };
    format!("{sign}{}", grouped(&format!("{:.decimals$}", value.abs())))
}

/// A whole number, thousands in groups.
pub fn whole(value: f64) -> String {
    let sign = if value < -0.5 { MINUS.to_string() } else { String::new() };
    format!("{sign}{}", grouped(&format!("{:.0}", value.abs())))
}

/// As short as it can be without losing what was typed, up to six digits: settings, tick labels.
pub fn plain(value: f64) -> String {
    plain_significant(value, 6)
}

/// A share in percent: `74 %`, `0.04 %`.
pub fn percent(share: f64) -> String {
    let value = share * 100.0;
    if value.is_nan() {
        return NONE.to_string();
    }
    if value > 0.0 && value < 0.0095 {
        return format!("<0.01{THIN_SPACE}%");
    }
    let digits = if value.abs() < 0.995 { 1 } else { 2 };
    let text = if value.abs() >= 99.5 { whole(value) } else { significant(value, digits) };
    format!("{text}{THIN_SPACE}%")
}

/// What is saved of a total: `−82 %`.
pub fn share_saved(share: f64) -> String {
    format!("{MINUS}{}", percent(share))
}

/// A duration: `77 ms`, `0.71 s`, `5.4 s`.
pub fn duration(seconds: f64) -> String {
    if seconds < 0.0995 {
        with_unit(&significant(seconds * 1e3, 2), "ms")
    } else if seconds >= 99.5 {
        with_unit(&whole(seconds), "s")
    } else {
        with_unit(&significant(seconds, 2), "s")
    }
}

/// A rate in the unit that suits it: `45 Mbit/s`.
pub fn bit_rate(bits_per_second: f64) -> String {
    prefixed(bits_per_second, "bit/s")
}

/// A quantity with the prefix k, M, G or T that suits it: `10 kB`, `16.1 GB`.
pub fn prefixed(value: f64, unit: &str) -> String {
    let (scale, prefix) = prefix(value);
    with_unit(&plain_significant(value / scale, 3), &format!("{prefix}{unit}"))
}

/// The same to work a [`factor`] out from: with a digit more.
pub fn prefixed_factor(value: f64, unit: &str) -> String {
    let (scale, prefix) = prefix(value);
    with_unit(&plain_significant(value / scale, 6), &format!("{prefix}{unit}"))
}

fn prefix(value: f64) -> (f64, &'static str) {
    let magnitude = value.abs();
    match magnitude {
        m if m >= 999.5e9 => (1e12, "T"),
        m if m >= 999.5e6 => (1e9, "G"),
        m if m >= 999.5e3 => (1e6, "M"),
        m if m >= 999.5 => (1e3, "k"),
        _ => (1.0, ""),
    }
}

/// A transmit power; small cells in milliwatts.
pub fn power(watts: f64) -> String {
    let (scale, unit) = power_unit(watts);
    with_unit(&number(watts * scale), unit)
}

/// A transmit power to work on with.
pub fn power_factor(watts: f64) -> String {
    let (scale, unit) = power_unit(watts);
    with_unit(&factor(watts * scale), unit)
}

fn power_unit(watts: f64) -> (f64, &'static str) {
    if watts < 0.000_999_5 {
        (1e6, "µW")
    } else if watts < 0.009_995 {
        (1e3, "mW")
    } else {
        (1.0, "W")
    }
}

/// At most so many digits, zeros at the end dropped.
pub fn plain_significant(value: f64, digits: i32) -> String {
    let text = significant(value, digits);
    let (body, power) = text.split_at(text.find('\u{d7}').unwrap_or(text.len()));
    if holds(body, '.') {
        format!("{}{power}", body.trim_end_matches('0').trim_end_matches('.'))
    } else {
        text
    }
}

fn power_of_ten(exponent: i32) -> f64 {
    math::pow(10.0, f64::from(exponent))
}

fn grouped(text: &str) -> String {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let mut out = String::with_capacity(text.len() + 6);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            out.push(THIN_SPACE);
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

fn superscript(value: i32) -> String {
    value
        .to_string()
        .chars()
        .map(|digit| match digit {
            '-' => '⁻',
            '0' => '⁰',
            '1' => '¹',
            '2' => '²',
            '3' => '³',
            '4' => '⁴',
            '5' => '⁵',
            '6' => '⁶',
            '7' => '⁷',
            '8' => '⁸',
            _ => '⁹',
        })
        .collect()
}

/// QoE or another share in two digits; three where two would make a whole one of it.
pub fn share(value: f64) -> String {
    let text = format!("{value:.2}");
    if text == "1.00" && value < 0.999_5 { format!("{value:.3}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_three_digits_and_two_under_one() {
        for (value, text) in [
            (29.68, "29.7"),
            (6.749, "6.75"),
            (0.8912, "0.89"),
            (0.996, "1.00"),
            (9.996, "10.0"),
            (99.96, "100"),
            (1750.4, "1\u{202f}750"),
            (12_345.0, "12\u{202f}300"),
            (0.001_24, "0.0012"),
            (-26.04, "\u{2212}26.0"),
            (19.95, "20.0"),
            (0.125, "0.13"),
            (1.005, "1.01"),
            (0.0, "0"),
            (1.82e-10, "1.8\u{d7}10⁻¹⁰"),
        ] {
            assert_eq!(number(value), text);
        }
        assert_eq!(significant(9.8e14, 3), "9.80\u{d7}10¹⁴");
    }

    #[test]
    fn units_change_where_they_should() {
        assert_eq!(mass(0.029_68), "29.7\u{a0}mg");
        assert_eq!(mass(0.999_6), "1.00\u{a0}g");
        assert_eq!(mass(0.999_4), "999\u{a0}mg");
        assert_eq!(duration(0.0771), "77\u{a0}ms");
        assert_eq!(duration(0.712), "0.71\u{a0}s");
        assert_eq!(duration(134.9), "135\u{a0}s");
        assert_eq!(bit_rate(4.5e7), "45\u{a0}Mbit/s");
        assert_eq!(prefixed(16.06e9, "B"), "16.1\u{a0}GB");
        assert_eq!(percent(0.744), "74\u{202f}%");
        assert_eq!(percent(0.000_4), "0.04\u{202f}%");
        assert_eq!(percent(8e-7), "<0.01\u{202f}%");
        assert_eq!(percent(1.28), "128\u{202f}%");
    }

    #[test]
    fn what_asks_for_less_than_all_is_not_shown_as_all() {
        assert_eq!(share(0.6), "0.60");
        assert_eq!(share(0.999), "0.999");
        assert_eq!(share(0.999_9), "1.00");
        assert_eq!(share(1.0), "1.00");
    }

    #[test]
    fn settings_keep_what_was_typed() {
        assert_eq!(plain(342.0), "342");
        assert_eq!(plain(0.6), "0.6");
        assert_eq!(plain(1.09), "1.09");
        assert_eq!(plain(2048.0), "2\u{202f}048");
        assert_eq!(whole(20_000.0), "20\u{202f}000");
    }

    #[test]
    fn neighbours_are_told_apart() {
        assert_eq!(resolved(13.18, 5.0), "13.2");
        assert_eq!(resolved(13.18, 0.7), "13.18");
        assert_eq!(resolved(0.83, 0.001), "0.83000");
    }
}
