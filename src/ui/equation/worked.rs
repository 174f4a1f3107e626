//! Works an equation out as a reader would by hand: from the digits that are shown, with their units,
//! by the operations between them.

use super::{Equation, Piece};
use crate::data::value::SECONDS_PER_YEAR;
use crate::math;
use crate::stats::interquartile_mean;
use crate::ui::words::names;

/// Powers of second, joule and gram.
type Dimension = [i32; 3];
const NONE: Dimension = [0; 3];

/// A quantity as it is read, in seconds, joules and grams.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shown {
    pub value: f64,
    dimension: Dimension,
}

impl Shown {
    fn number(self) -> f64 {
        assert_eq!(self.dimension, NONE, "a unit where a number belongs: {self:?}");
        self.value
    }

    fn plus(self, other: Self, sign: f64) -> Self {
        assert_eq!(self.dimension, other.dimension, "{self:?} + {other:?}");
        Self { value: self.value + sign * other.value, ..self }
    }

    fn times(self, other: Self, power: i32) -> Self {
        let value = self.value * math::pow(other.value, f64::from(power));
        let dimension = std::array::from_fn(|it| self.dimension[it] + power * other.dimension[it]);
        Self { value, dimension }
    }
}

/// What a text comes to that holds numbers as the page writes them: `1 750 mg`, `0.04 %`,
/// `1.8×10⁻¹⁰ J/B`, operators between spaces, brackets, and the functions that the page uses.
pub fn worked_out_text(text: &str) -> Shown {
    let mut reader = Reader { rest: text };
    let found = reader.sum();
    assert!(reader.rest.trim().is_empty(), "{:?} is left of {text}", reader.rest);
    found
}

/// What the right side of an equation comes to.
pub fn worked_out(equation: &Equation) -> Shown {
    worked_out_text(&raw(equation))
}

struct Reader<'a> {
    rest: &'a str,
}

impl Reader<'_> {
    fn takes(&mut self, sign: char) -> bool {
        let rest = self.rest.trim_start_matches(' ').strip_prefix(sign);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    /// As many letters as hold.
    fn take_while(&mut self, holds: impl Fn(char) -> bool) -> String {
        let end = self.rest.find(|it| !holds(it)).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at(end);
        self.rest = rest;
        taken.to_string()
    }

    fn sum(&mut self) -> Shown {
        let mut total = self.product();
        loop {
            if self.takes('+') {
                total = total.plus(self.product(), 1.0);
            } else if self.takes('−') {
                total = total.plus(self.product(), -1.0);
            } else {
                return total;
            }
        }
    }

    fn product(&mut self) -> Shown {
        let mut total = self.power();
        loop {
            if self.takes('×') {
                total = total.times(self.power(), 1);
            } else if self.takes('/') {
                total = total.times(self.power(), -1);
            } else {
                return total;
            }
        }
    }

    fn power(&mut self) -> Shown {
        if self.takes('−') {
            let it = self.power();
            return Shown { value: -it.value, ..it };
        }
        let base = self.factor();
        if !self.takes('^') {
            return base;
        }
        let value = math::pow(base.number(), self.power().number());
        Shown { value, dimension: NONE }
    }

    fn factor(&mut self) -> Shown {
        self.rest = self.rest.trim_start_matches(' ');
        if self.takes('(') {
            let inside = self.sum();
            assert!(self.takes(')'), "a bracket stays open: {:?}", self.rest);
            return inside;
        }
        if self.rest.starts_with(|it: char| it.is_ascii_digit()) {
            return self.number();
        }
        let name = self.take_while(char::is_alphabetic);
        assert!(self.takes('('), "{name:?} of nothing: {:?}", self.rest);
        let mut inside = vec![self.sum().number()];
        while self.takes(',') {
            inside.push(self.sum().number());
        }
        assert!(self.takes(')'), "a bracket stays open: {:?}", self.rest);
        let value = match (name.as_str(), inside.as_slice()) {
            ("exp", [value]) => math::exp(*value),
            ("ln", [value]) => math::ln(*value),
            ("Φ", [value]) => math::normal_cdf(*value),
            ("IQM", values) => interquartile_mean(values).unwrap(),
            _ => panic!("the function {name}"),
        };
        Shown { value, dimension: NONE }
    }

    fn number(&mut self) -> Shown {
        let mut digits = String::new();
        loop {
            digits += &self.take_while(|it| it.is_ascii_digit() || it == '.');
            // A thin space groups where a digit follows it.
            match self.rest.strip_prefix('\u{202f}') {
                Some(rest) if rest.starts_with(|it: char| it.is_ascii_digit()) => self.rest = rest,
                _ => break,
            }
        }
        let mut value: f64 = digits.parse().unwrap();
        if let Some(rest) = self.rest.strip_prefix("×10") {
            self.rest = rest;
            value *= math::pow(10.0, exponent(&self.take_while(|it| SUPERSCRIPTS.contains(it))));
        }
        let unit = match self.rest.strip_prefix(['\u{202f}', '\u{a0}']) {
            Some(rest) => {
                self.rest = rest;
                self.take_while(|it| !" ),".contains(it))
            }
            None => String::new(),
        };
        let (scale, dimension) = unit_of(&unit);
        Shown { value: scale * value, dimension }
    }
}

const SUPERSCRIPTS: &str = "⁻⁰¹²³⁴⁵⁶⁷⁸⁹";

fn exponent(superscript: &str) -> f64 {
    let digit = |it| match SUPERSCRIPTS.chars().position(|digit| digit == it).unwrap() {
        0 => '-',
        digit => char::from(b'0' + digit as u8 - 1),
    };
    superscript.chars().map(digit).collect::<String>().parse().unwrap()
}

/// A unit such as `g/kWh` in seconds, joules and grams. Bits and bytes are numbers.
fn unit_of(text: &str) -> (f64, Dimension) {
    let mut unit = Shown { value: 1.0, dimension: NONE };
    for (index, part) in text.split('/').enumerate() {
        let (value, dimension) = part_of(part);
        unit = unit.times(Shown { value, dimension }, if index == 0 { 1 } else { -1 });
    }
    (unit.value, unit.dimension)
}

fn part_of(text: &str) -> (f64, Dimension) {
    let plain = |unit: &str| {
        Some(match unit {
            "" | "bit" | "B" => (1.0, NONE),
            "%" => (0.01, NONE),
            "s" => (1.0, [1, 0, 0]),
            "Hz" => (1.0, [-1, 0, 0]),
            "h" => (3_600.0, [1, 0, 0]),
            "y" => (SECONDS_PER_YEAR, [1, 0, 0]),
            "J" => (1.0, [0, 1, 0]),
            "W" => (1.0, [-1, 1, 0]),
            "Wh" => (3_600.0, [0, 1, 0]),
            "g" => (1.0, [0, 0, 1]),
            _ => return None,
        })
    };
    if let Some(found) = plain(text) {
        return found;
    }
    let mut letters = text.chars();
    let prefix = letters.next().and_then(|it| "pnµmkMG".chars().position(|prefix| prefix == it));
    let prefix = prefix.map(|it| [1e-12, 1e-9, 1e-6, 1e-3, 1e3, 1e6, 1e9][it]);
    let found = prefix.zip(plain(letters.as_str()).filter(|_| !letters.as_str().is_empty()));
    let (prefix, (size, dimension)) = found.unwrap_or_else(|| panic!("the unit {text:?}"));
    (prefix * size, dimension)
}

/// A unit in the last place of a number as it is written, in its unit. Of whole numbers the zeros from
/// the fourth digit on stand for want of digits.
fn last_place(text: &str) -> f64 {
    let number = text.trim_start_matches(['<', '−']);
    let end = number.find(['\u{a0}', '×', '%']).unwrap_or(number.len());
    let digits = number[..end].replace('\u{202f}', "");
    let zeros =
        digits.len().saturating_sub(3).min(digits.len() - digits.trim_end_matches('0').len());
    let decimals = match digits.split_once('.') {
        Some((_, fraction)) => -(fraction.len() as f64),
        None => zeros as f64,
    };
    let one = number.replacen(&number[..end], "1", 1);
    let unit = if one.ends_with('%') { "1\u{202f}%".to_string() } else { one };
    worked_out_text(&unit).value * math::pow(10.0, decimals)
}

/// What is shown on the left is what is shown on the right, within so much of a unit in its last place.
pub fn assert_same(left: Shown, shown: &str, within: f64, what: &str) {
    let (below, text) = shown.strip_prefix('<').map_or((false, shown), |it| (true, it));
    let (right, unit) = (worked_out_text(text), last_place(text));
    assert_eq!(left.dimension, right.dimension, "{what} = {shown}");
    let apart = (left.value - right.value) / unit;
    let near = if below { apart < within } else { apart.abs() < within };
    assert!(near, "{what} = {shown}, and not {} ({apart:.2} of the last place)", left.value);
}

/// An equation works out by hand: what its numbers give rounds to what is shown for it, or nearly lies
/// where two neighbours are as near.
pub fn assert_works_out(equation: &Equation) {
    let (kind, source) = &equation.source;
    assert!(*kind == names::set_by_you() || !source.is_empty(), "{}: from where?", equation.name);
    assert_same(worked_out(equation), &equation.result, 0.55, &text(equation));
}

fn raw(equation: &Equation) -> String {
    let text = |piece: &Piece| match piece {
        Piece::Sign(sign) => (*sign).to_string(),
        Piece::Term(term) => term.text.clone(),
    };
    equation.pieces.iter().map(text).collect()
}

/// The right side as it is read.
pub fn text(equation: &Equation) -> String {
    raw(equation).replace(['\u{a0}', '\u{202f}'], " ")
}

#[test]
fn tour_8_texts_are_worked_out_from_what_they_show() {
    let near = |a: f64, b: f64| (a - b).abs() <= 1e-9 * b.abs();
    for (text, value) in [
        ("29.7\u{a0}mg", 29.7e-3),
        ("12\u{202f}300", 12_300.0),
        ("0.04\u{202f}%", 0.000_4),
        ("473\u{a0}g/kWh", 473.0 / 3.6e6),
        ("1.8×10⁻¹⁰\u{a0}J", 1.8e-10),
        ("−26.0 + 1", -25.0),
        ("45\u{a0}Mbit/s × 2\u{a0}s", 90e6),
        ("1 − exp(−(2^(1 / 2) − 1) / 4)", 1.0 - math::exp((1.0 - 2.0_f64.sqrt()) / 4.0)),
        ("IQM(1\u{202f}%, 2\u{202f}%)", 0.015),
    ] {
        let read = worked_out_text(text).value;
        assert!(near(read, value), "{text}: {read}");
    }
    for (text, place) in [
        ("29.7\u{a0}mg", 1e-4),
        ("12\u{202f}300\u{a0}g", 100.0),
        ("12\u{202f}345", 1.0),
        ("100", 1.0),
        ("0.04\u{202f}%", 1e-4),
        ("1.8×10⁻¹⁰\u{a0}J", 1e-11),
    ] {
        assert!(near(last_place(text), place), "{text}: {}", last_place(text));
    }
}

#[test]
#[should_panic(expected = "of the last place")]
fn tour_8_what_does_not_work_out_is_found() {
    // 0.2125 s, written as 0.21 s, beside what 0.2125 s give.
    assert_same(worked_out_text("0.21\u{a0}s × 22.4\u{a0}W"), "4.76\u{a0}J", 1.0, "an equation");
}
