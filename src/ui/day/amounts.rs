//! Amounts of a day as the page writes them.

use crate::ui::words::format::{mass, number, significant, with_unit};

/// Grams up to which a day is not written in kilograms.
const KILOGRAMS_FROM_G: f64 = 99.5;

/// Emissions of a day: `0.58 kg`, `27.0 g`.
pub fn carbon(grams: f64) -> String {
    match grams.abs() {
        small if small < KILOGRAMS_FROM_G => mass(grams),
        large if large >= 999.5e3 => with_unit(&number(grams / 1e6), "t"),
        _ => with_unit(&number(grams / 1e3), "kg"),
    }
}

/// Kilograms among others that lie close to them, three digits: `0.580`.
pub fn kilograms(grams: f64) -> String {
    significant(grams / 1e3, 3)
}

/// Answers: whole, and to so many digits as people read.
pub fn count(answers: f64) -> String {
    if answers < 99.5 { number(answers) } else { crate::ui::words::format::whole(answers) }
}

/// Answers that are told as round numbers.
pub fn about(answers: f64) -> String {
    significant(answers, 3)
}

/// What is less, as a share: a minus, and a digit more where it is little.
pub fn less(share: f64) -> String {
    let percent = 100.0 * share;
    let digits = if percent.abs() < 9.95 { 2 } else { 3 };
    let text = match percent.abs() {
        tiny if tiny < 0.05 => "0".to_string(),
        small if small < 0.995 => significant(percent.abs(), 1),
        _ => significant(percent.abs(), digits.min(2)),
    };
    let sign = if text == "0" {
        ""
    } else if percent > 0.0 {
        "\u{2212}"
    } else {
        "+"
    };
    format!("{sign}{text}\u{202f}%")
}

/// The same without a sign: `28 %`, `3.0 %`.
pub fn share(share: f64) -> String {
    less(share.abs()).trim_start_matches('\u{2212}').to_string()
}

/// The same without the sign of percent, before another: `17` of `17 to 38 %`.
pub fn share_bare(part: f64) -> String {
    share(part).trim_end_matches(['\u{202f}', '%']).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_written_in_the_unit_that_suits_it() {
        assert_eq!(carbon(838.6), "0.84\u{a0}kg");
        assert_eq!(carbon(27.04), "27.0\u{a0}g");
        assert_eq!(carbon(0.0), "0\u{a0}mg");
        assert_eq!(carbon(83_860.0), "83.9\u{a0}kg");
        assert_eq!(carbon(2.5e6), "2.50\u{a0}t");
        assert_eq!(kilograms(580.2), "0.580");
    }

    #[test]
    fn what_is_less_has_two_digits_and_what_is_more_a_plus() {
        for (part, said) in [
            (0.281, "\u{2212}28\u{202f}%"),
            (0.0302, "\u{2212}3.0\u{202f}%"),
            (0.004, "\u{2212}0.4\u{202f}%"),
            (0.0, "0\u{202f}%"),
            (-0.02, "+2.0\u{202f}%"),
            (1.0, "\u{2212}100\u{202f}%"),
        ] {
            assert_eq!(less(part), said);
        }
        assert_eq!(share(0.0302), "3.0\u{202f}%");
    }
}
