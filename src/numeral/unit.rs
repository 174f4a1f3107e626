//! A number in another unit than its field's: `0.38 kg/kWh` where grams stand, `43 dBm` where watts do.
//!
//! A unit is read as prefix and base, over another where it is a rate. What measures the same can be
//! converted; nothing else can.

use crate::math::{self, decimal};

/// What a base measures.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Measure {
    Length,
    Mass,
    Time,
    Frequency,
    Power,
    Energy,
    Data,
    Gain,
    Count,
}

/// A base: how it is spelt, and how many of the first base of its measure it is.
struct Base {
    measure: Measure,
    size: f64,
    /// The prefixes that stand before it, apart by what they are for.
    prefixes: &'static str,
    spelt: &'static [&'static str],
}

const fn base(
    measure: Measure,
    size: f64,
    prefixes: &'static str,
    spelt: &'static [&'static str],
) -> Base {
    Base { measure, size, prefixes, spelt }
}

/// Days that a year has in the model.
const YEAR_S: f64 = 365.0 * 86_400.0;

const BASES: [Base; 32] = [
    base(Measure::Length, 1.0, "munpck", &["m", "米"]),
    base(Measure::Length, 1000.0, "", &["公里", "千米"]),
    base(Measure::Length, 1609.344, "", &["mi", "mile", "miles"]),
    base(Measure::Length, 0.3048, "", &["ft", "feet", "foot"]),
    base(Measure::Mass, 1.0, "mukM", &["g", "gram", "grams", "克"]),
    base(Measure::Mass, 1e3, "", &["公斤", "千克"]),
    base(Measure::Mass, 1e6, "kMG", &["t", "吨"]),
    base(Measure::Mass, 1e6, "", &["ton", "tons", "tonne", "tonnes", "tonelada", "toneladas"]),
    base(Measure::Mass, 453.592_37, "", &["lb", "lbs"]),
    base(
        Measure::Time,
        1.0,
        "mun",
        &["s", "sec", "second", "seconds", "segundo", "segundos", "秒"],
    ),
    base(Measure::Time, 1e-3, "", &["毫秒"]),
    base(
        Measure::Time,
        60.0,
        "",
        &["min", "mins", "minute", "minutes", "minuto", "minutos", "分钟"],
    ),
    base(Measure::Time, 3600.0, "", &["h", "hr", "hour", "hours", "hora", "horas", "小时"]),
    base(Measure::Time, 86_400.0, "", &["d", "day", "days", "día", "días", "dia", "dias", "天"]),
    base(Measure::Time, YEAR_S / 12.0, "", &["month", "months", "mes", "meses", "个月"]),
    base(Measure::Time, YEAR_S, "", &["y", "yr", "yrs", "year", "years", "año", "años", "年"]),
    base(Measure::Frequency, 1.0, "kMGT", &["Hz", "赫兹"]),
    base(Measure::Power, 1.0, "nmukMG", &["W", "watt", "watts", "vatio", "vatios", "瓦"]),
    base(Measure::Power, 1e3, "", &["千瓦"]),
    base(Measure::Energy, 1.0, "mkMGT", &["Wh"]),
    base(Measure::Energy, 1.0 / 3600.0, "kMGT", &["J"]),
    base(Measure::Data, 1.0, "kMGT", &["b", "bit", "bits"]),
    base(Measure::Data, 8.0, "kMGT", &["B", "byte", "bytes"]),
    base(Measure::Data, 8.0 * 1024.0, "", &["KiB", "kiB"]),
    base(Measure::Data, 8.0 * 1024.0 * 1024.0, "", &["MiB"]),
    base(Measure::Gain, 1.0, "", &["dB", "dBi"]),
    base(
        Measure::Count,
        1.0,
        "",
        &["", "1", "token", "tokens", "requests", "users", "GPUs", "answers", "parameter"],
    ),
    base(Measure::Count, 1e3, "", &["k", "mil", "千"]),
    base(Measure::Count, 1e4, "", &["万"]),
    base(Measure::Count, 1e6, "", &["M", "million", "millones"]),
    base(Measure::Count, 1e8, "", &["亿"]),
    base(Measure::Count, 1e9, "", &[BILLION, "bn"]),
];

/// What parameters of a model are counted in.
pub const BILLION: &str = "billion";

/// `number` of the unit `found`, counted in the unit `own`; none where they measure different things.
pub fn converted(number: f64, found: &str, own: &str) -> Option<f64> {
    let (to, per) = rate(own)?;
    if to.measure == Measure::Power && per.is_none() {
        // As radio engineers write it: decibels over a milliwatt, or over a watt.
        let over_w = match found.to_ascii_lowercase().as_str() {
            "dbm" => Some(1e-3),
            "dbw" => Some(1.0),
            _ => None,
        };
        if let Some(over_w) = over_w {
            // More digits than people who write decibels mean.
            return rounded(over_w * math::pow(10.0, number / 10.0) / to.size, 4);
        }
    }
    // As models are called: 13B.
    let found = if own == BILLION && matches!(found, "B" | "b") { BILLION } else { found };
    let (from, from_per) = rate(found)?;
    let per_size = match (from_per, per) {
        (Some(a), Some(b)) if a.measure == b.measure => b.size / a.size,
        (None, None) => 1.0,
        // `5 kB` where bytes a token stand.
        (None, Some(b)) if b.measure == Measure::Count => b.size,
        _ => return None,
    };
    let factor = from.size / to.size * per_size;
    let number = if factor < 1.0 { number / (1.0 / factor) } else { number * factor };
    (from.measure == to.measure).then(|| rounded(number, 12)).flatten()
}

/// What floating point adds in the last places goes.
fn rounded(number: f64, digits: usize) -> Option<f64> {
    number.is_finite().then(|| decimal::read(&format!("{number:.*e}", digits - 1))).flatten()
}

/// What a unit, or one side of its stroke, measures, and how much of it one is.
#[derive(Clone, Copy)]
struct Part {
    measure: Measure,
    size: f64,
}

fn rate(unit: &str) -> Option<(Part, Option<Part>)> {
    let bare = unit.replace(" per ", "/").replace(' ', "");
    let bare = without_gas(&bare);
    if let Some(bits) = bare.strip_suffix("bps") {
        return Some((part(&format!("{bits}bit"))?, Some(part("s")?)));
    }
    match bare.split_once('/') {
        Some((of, per)) => Some((part(of)?, Some(part(per)?))),
        None => Some((part(&bare)?, None)),
    }
}

/// Grams of what are meant goes without saying.
pub fn without_gas(unit: &str) -> String {
    let unit = unit.replace('₂', "2");
    ["-CO2-eq", "CO2-eq", "CO2eq", "CO2e", "CO2"].iter().fold(unit, |unit, it| unit.replace(it, ""))
}

fn part(text: &str) -> Option<Part> {
    let of = |base: &Base, times: f64| Part { measure: base.measure, size: base.size * times };
    let exact = BASES.iter().find(|base| base.spelt.contains(&text)).map(|base| of(base, 1.0));
    exact.or_else(|| {
        BASES.iter().find_map(|base| {
            let before = base.spelt.iter().filter_map(|it| before(text, it));
            let mut times = before.filter_map(|it| prefix(it, base));
            times.next().map(|times| of(base, times))
        })
    })
}

/// What stands before a base that ends the text. Large and small letters are told apart only where
/// both are bases.
fn before<'a>(text: &'a str, base: &str) -> Option<&'a str> {
    if base.is_empty() {
        return None;
    }
    let at = text.len().checked_sub(base.len())?;
    let (before, end) = (text.get(..at)?, text.get(at..)?);
    let same =
        if base == "b" || base == "B" { end == base } else { end.eq_ignore_ascii_case(base) };
    same.then_some(before)
}

fn prefix(text: &str, base: &Base) -> Option<f64> {
    let mut letters = text.chars();
    let Some(letter) = letters.next() else { return Some(1.0) };
    // Nobody has a thousandth of a hertz, of a bit, or a million metres; a billion is G in either case.
    let of_many = matches!(base.measure, Measure::Frequency | Measure::Data);
    let letter = match letter {
        'µ' | 'μ' => 'u',
        'K' => 'k',
        'm' if of_many => 'M',
        'g' if of_many => 'G',
        _ => letter,
    };
    if letters.next().is_some() || !base.prefixes.contains(letter) {
        return None;
    }
    Some(match letter {
        'p' => 1e-12,
        'n' => 1e-9,
        'u' => 1e-6,
        'm' => 1e-3,
        'c' => 1e-2,
        'k' => 1e3,
        'M' => 1e6,
        'G' => 1e9,
        _ => 1e12,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::FIELDS;
    use proptest::prelude::*;

    #[test]
    fn what_measures_the_same_is_converted() {
        for (number, found, own, value) in [
            (0.38, "kg/kWh", "g/kWh", 380.0),
            (0.38, "kgCO₂e/kWh", "g/kWh", 380.0),
            (0.38, "kg CO2-eq / kWh", "g/kWh", 380.0),
            (380.0, "g CO₂eq per kWh", "g/kWh", 380.0),
            (2.0, "Mbit per s", "kbit/s", 2000.0),
            (380.0, "kg/MWh", "g/kWh", 380.0),
            (0.38, "t/MWh", "g/kWh", 380.0),
            (100.0, "g/MJ", "g/kWh", 360.0),
            (1.0, "lb/kWh", "g/kWh", 453.592_37),
            (43.0, "dBm", "W", 19.95),
            (46.0, "dbm", "W", 39.81),
            (30.0, "dBm", "W", 1.0),
            (-10.0, "dBm", "W", 1e-4),
            (13.0, "dBW", "W", 19.95),
            (0.21, "kW", "W", 210.0),
            (200.0, "mW", "W", 0.2),
            (5.0, "µW", "W", 5e-6),
            (5.0, "μW", "W", 5e-6),
            (2.0, "MW", "W", 2e6),
            (1.2, "km", "m", 1200.0),
            (1.2, "KM", "m", 1200.0),
            (1.2, "公里", "m", 1200.0),
            (80.0, "cm", "m", 0.8),
            (1.0, "mi", "m", 1609.344),
            (700.0, "MHz", "GHz", 0.7),
            (700.0, "mhz", "GHz", 0.7),
            (3.5, "GHz", "MHz", 3500.0),
            (3.5, "ghz", "MHz", 3500.0),
            (180.0, "kHz", "MHz", 0.18),
            (5.0, "kB", "B/token", 5000.0),
            (5.0, "KB", "B/token", 5000.0),
            (20.0, "MB", "B/token", 2e7),
            (0.02, "MB/token", "B/token", 20_000.0),
            (40.0, "kbit", "B/token", 5000.0),
            (40.0, "kb", "B/token", 5000.0),
            (2.0, "Mbit/s", "kbit/s", 2000.0),
            (2.0, "Mbps", "kbit/s", 2000.0),
            (2.0, "Mb/s", "kbit/s", 2000.0),
            (2.0, "MB/s", "kbit/s", 16_000.0),
            (6.5, "Wh/GB", "kWh/GB", 0.0065),
            (6.5, "kWh/TB", "kWh/GB", 0.0065),
            (0.07, "t", "kg", 70.0),
            (500.0, "g", "kg", 0.5),
            (0.5, "kg", "mg", 500_000.0),
            (50.0, "ms", "s", 0.05),
            (2.0, "min", "s", 120.0),
            (2.0, "minutos", "s", 120.0),
            (18.0, "months", "y", 1.5),
            (3.0, "años", "y", 3.0),
            (3.0, "年", "y", 3.0),
            (90.0, "min", "h", 1.5),
            (8.0, "dBi", "dB", 8.0),
            (2.0, "k", "tokens", 2000.0),
            (1.5, "万", "1", 15_000.0),
            (2.0, "M", "answers", 2e6),
            (13.0, "B", "billion", 13.0),
            (70.0, "b", "billion", 70.0),
            (500.0, "M", "billion", 0.5),
            (500.0, "millones", "billion", 0.5),
            (130.0, "亿", "billion", 13.0),
            (7e9, "", "billion", 7.0),
            (8.0, "bit", "B/parameter", 1.0),
            (4.0, "bits/parameter", "B/parameter", 0.5),
            (128.0, "KiB", "B/token", 131_072.0),
            (0.5, "MiB/token", "B/token", 524_288.0),
        ] {
            assert_eq!(converted(number, found, own), Some(value), "{number} {found} in {own}");
        }
    }

    #[test]
    fn what_measures_something_else_is_not() {
        for (found, own) in [
            ("km", "g/kWh"),
            ("kg", "g/kWh"),
            ("g/kWh", "kg"),
            ("W", "m"),
            ("kWh", "W"),
            ("dBm", "m"),
            ("dBm", "dB"),
            ("dB", "W"),
            ("kB/s", "B/token"),
            ("MB", "MHz"),
            ("m", "MHz"),
            ("Hz/m", "MHz"),
            ("mb", "g"),
            ("kk", "tokens"),
            ("xm", "m"),
            ("mkm", "m"),
            ("/", "m"),
            (" per ", "m"),
            ("", "m"),
            ("%", "W"),
            ("B", "1"),
            ("billion", "W"),
        ] {
            assert_eq!(converted(1.0, found, own), None, "{found} in {own}");
        }
        assert_eq!(converted(1e5, "dBm", "W"), None);
    }

    #[test]
    fn every_unit_of_a_field_is_known() {
        let model = [BILLION, "B/parameter", "B/token"];
        for unit in FIELDS.iter().map(|field| field.unit).chain(model) {
            assert_eq!(converted(1.0, unit, unit), Some(1.0), "{unit}");
        }
    }

    proptest! {
        #[test]
        fn no_text_breaks_the_reader_of_units(text in "\\PC{0,12}", number in -1e9f64..1e9) {
            let _ = converted(number, &text, "g/kWh");
        }
    }
}
