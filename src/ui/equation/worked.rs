//! Works an equation out from what is shown of it: the numbers as they are read, with their units
//! and as far as they are rounded, by the operations between them.

use super::{Equation, Origin, Piece};
use crate::data::value::SECONDS_PER_YEAR;
use crate::math;
use crate::stats::interquartile_mean;
use std::collections::VecDeque;

/// Powers of second, joule and gram.
type Dimension = [i32; 3];
const NONE: Dimension = [0; 3];

/// Whatever rounds to what is shown, in seconds, joules and grams.
#[derive(Clone, Copy, Debug)]
pub struct Shown {
    pub low: f64,
    pub high: f64,
    dimension: Dimension,
}

impl Shown {
    fn new(values: &[f64], dimension: Dimension) -> Self {
        let low = values.iter().copied().fold(f64::INFINITY, f64::min);
        let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        Self { low, high, dimension }
    }

    fn number(self) -> Self {
        assert_eq!(self.dimension, NONE, "a unit where a number belongs: {self:?}");
        self
    }

    fn plus(self, other: Self) -> Self {
        assert_eq!(self.dimension, other.dimension, "{self:?} + {other:?}");
        Self { low: self.low + other.low, high: self.high + other.high, ..self }
    }

    fn negative(self) -> Self {
        Self { low: -self.high, high: -self.low, ..self }
    }

    fn times(self, other: Self) -> Self {
        let ends = |a: f64| [a * other.low, a * other.high];
        let dimension = std::array::from_fn(|it| self.dimension[it] + other.dimension[it]);
        Self::new(&[ends(self.low), ends(self.high)].concat(), dimension)
    }

    fn inverse(self) -> Self {
        assert!(self.low > 0.0 || self.high < 0.0, "division by {self:?}");
        Self::new(&[1.0 / self.low, 1.0 / self.high], self.dimension.map(|power| -power))
    }

    /// A number as the page writes it, with its unit: `1 750 mg`, `0.04 %`, `1.8×10⁻¹⁰ J/B`.
    pub fn read(text: &str, exact: bool) -> Self {
        let text = text.replace(['\u{202f}', '\u{a0}'], " ");
        let (below, text) = text.strip_prefix('<').map_or((false, &text[..]), |it| (true, it));
        let end = text.find(|it: char| !it.is_ascii_digit() && !" .−".contains(it));
        let (digits, rest) = text.split_at(end.unwrap_or(text.len()));
        let digits = digits.trim().replace(' ', "");
        let (ten, unit) = match rest.strip_prefix("×10") {
            Some(rest) => {
                let end = rest.find(|it| !"⁻⁰¹²³⁴⁵⁶⁷⁸⁹".contains(it)).unwrap_or(rest.len());
                (exponent(&rest[..end]), &rest[end..])
            }
            None => (0, rest),
        };
        let value: f64 = digits.replace('−', "-").parse().unwrap_or_else(|_| panic!("{text:?}"));
        let decimals = digits.split_once('.').map_or(0, |(_, fraction)| fraction.len()) as i32;
        // Of whole numbers the zeros from the fourth digit on may be there for want of digits.
        let digits = digits.trim_start_matches('−');
        let tail = digits.len().saturating_sub(3);
        let rounded = !digits.contains('.') && tail > 0 && digits[3..].chars().all(|it| it == '0');
        // No rounded number has a single digit.
        let exact = exact || digits.len() == 1;
        let last = if rounded { tail as i32 } else { -decimals };
        let half = if exact { 1e-9 * value.abs() } else { 0.5 * math::pow(10.0, f64::from(last)) };
        let (scale, dimension) = unit_of(unit.trim());
        let scale = scale * math::pow(10.0, f64::from(ten));
        let low = if below { 0.0 } else { value - half };
        Self { low: scale * low, high: scale * (value + half), dimension }
    }
}

fn exponent(superscript: &str) -> i32 {
    let digits = superscript.chars().map(|it| match it {
        '⁻' => '-',
        it => char::from(b'0' + "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().position(|digit| digit == it).unwrap() as u8),
    });
    digits.collect::<String>().parse().unwrap()
}

/// A unit such as `g/kWh` in seconds, joules and grams. A bit is a number.
fn unit_of(text: &str) -> (f64, Dimension) {
    let mut scale = 1.0;
    let mut dimension = NONE;
    for (index, part) in text.split('/').enumerate() {
        let (size, powers) = part_of(part);
        let sign = if index == 0 { 1 } else { -1 };
        scale *= math::pow(size, f64::from(sign));
        dimension = std::array::from_fn(|it| dimension[it] + sign * powers[it]);
    }
    (scale, dimension)
}

fn part_of(text: &str) -> (f64, Dimension) {
    let plain = |unit: &str| {
        Some(match unit {
            "" | "bit" => (1.0, NONE),
            "%" => (0.01, NONE),
            "s" => (1.0, [1, 0, 0]),
            "Hz" => (1.0, [-1, 0, 0]),
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

enum Token {
    Number(Shown),
    Sign(char),
    Function(String),
}

/// What the pieces of an equation come to.
pub fn worked_out(equation: &Equation) -> Shown {
    let mut tokens = VecDeque::new();
    for piece in &equation.pieces {
        match piece {
            Piece::Term(term) => {
                tokens.push_back(Token::Number(Shown::read(&term.text, is_exact(&term.origin))));
            }
            Piece::Sign(text) => tokens.extend(tokens_of(text)),
        }
    }
    let found = sum(&mut tokens);
    assert!(tokens.is_empty(), "{equation:?}");
    found
}

/// Settings and constants are shown as they are.
fn is_exact(origin: &Origin) -> bool {
    matches!(
        origin,
        Origin::Field(_)
            | Origin::OtherTokens
            | Origin::GpusPerServer
            | Origin::Sectors
            | Origin::SiteMaking
            | Origin::SiteLife
    )
}

fn tokens_of(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    for letter in text.chars().filter(|letter| *letter != ' ') {
        match (letter, tokens.last_mut()) {
            ('0'..='9', _) => {
                let number = f64::from(letter.to_digit(10).unwrap());
                tokens.push(Token::Number(Shown::new(&[number], NONE)));
            }
            ('a'..='z' | 'A'..='Z', Some(Token::Function(name))) => name.push(letter),
            ('a'..='z' | 'A'..='Z', _) => tokens.push(Token::Function(letter.into())),
            _ => tokens.push(Token::Sign(letter)),
        }
    }
    tokens
}

fn takes(tokens: &mut VecDeque<Token>, sign: char) -> bool {
    let there = matches!(tokens.front(), Some(Token::Sign(it)) if *it == sign);
    if there {
        tokens.pop_front();
    }
    there
}

fn sum(tokens: &mut VecDeque<Token>) -> Shown {
    let mut total = product(tokens);
    loop {
        if takes(tokens, '+') {
            total = total.plus(product(tokens));
        } else if takes(tokens, '−') {
            total = total.plus(product(tokens).negative());
        } else {
            return total;
        }
    }
}

fn product(tokens: &mut VecDeque<Token>) -> Shown {
    let mut total = power(tokens);
    loop {
        if takes(tokens, '×') {
            total = total.times(power(tokens));
        } else if takes(tokens, '/') {
            total = total.times(power(tokens).inverse());
        } else {
            return total;
        }
    }
}

fn power(tokens: &mut VecDeque<Token>) -> Shown {
    if takes(tokens, '−') {
        return power(tokens).negative();
    }
    let base = factor(tokens);
    if !takes(tokens, '^') {
        return base;
    }
    let (base, exponent) = (base.number(), power(tokens).number());
    let of = |base, exponent| math::pow(base, exponent);
    Shown::new(&[of(base.low, exponent.low), of(base.high, exponent.high)], NONE)
}

fn factor(tokens: &mut VecDeque<Token>) -> Shown {
    match tokens.pop_front() {
        Some(Token::Number(number)) => number,
        Some(Token::Sign('(')) => {
            let inside = sum(tokens);
            assert!(takes(tokens, ')'), "a bracket stays open");
            inside
        }
        Some(Token::Function(name)) => {
            assert!(takes(tokens, '('), "{name} of nothing");
            let mut inside = vec![sum(tokens).number()];
            while takes(tokens, ',') {
                inside.push(sum(tokens).number());
            }
            assert!(takes(tokens, ')'), "a bracket stays open");
            let of = |values: Vec<f64>| match (name.as_str(), values.as_slice()) {
                ("exp", [value]) => math::exp(*value),
                ("IQM", values) => interquartile_mean(values).unwrap(),
                _ => panic!("the function {name}"),
            };
            let low = of(inside.iter().map(|it| it.low).collect());
            let high = of(inside.iter().map(|it| it.high).collect());
            Shown::new(&[low, high], NONE)
        }
        _ => panic!("something is missing"),
    }
}

/// What is shown on the left gives what is shown on the right, in its unit, and all of what it may
/// give lies within `spread` of it.
pub fn assert_works_out(equation: &Equation, spread: f64) {
    let (found, result) = (worked_out(equation), Shown::read(&equation.result, false));
    assert_eq!(found.dimension, result.dimension, "{equation:?}");
    let apart = found.low > result.high || found.high < result.low;
    assert!(!apart, "{found:?} is not {}: {}", equation.result, text(equation));
    let width = found.high - found.low;
    let narrow = width <= spread * result.low.abs().max(result.high.abs());
    assert!(narrow, "{found:?} for {}: {}", equation.result, text(equation));
}

/// The right side as it is read.
pub fn text(equation: &Equation) -> String {
    let text = |piece: &Piece| match piece {
        Piece::Sign(sign) => (*sign).to_string(),
        Piece::Term(term) => term.text.clone(),
    };
    equation.pieces.iter().map(text).collect::<String>().replace(['\u{a0}', '\u{202f}'], " ")
}

#[test]
fn numbers_are_read_as_far_as_they_are_shown() {
    let near = |a: f64, b: f64| (a - b).abs() <= 1e-9 * b.abs();
    for (text, low, high) in [
        ("29.7\u{a0}mg", 29.65e-3, 29.75e-3),
        ("12\u{202f}300", 12_250.0, 12_350.0),
        ("1\u{202f}751", 1_750.5, 1_751.5),
        ("0.04\u{202f}%", 0.000_35, 0.000_45),
        ("<0.01\u{202f}%", 0.0, 0.000_15),
        ("473\u{a0}g/kWh", 472.5 / 3.6e6, 473.5 / 3.6e6),
        ("1.8×10⁻¹⁰\u{a0}J", 1.75e-10, 1.85e-10),
        ("−26.0", -26.05, -25.95),
        ("45\u{a0}Mbit/s", 44.5e6, 45.5e6),
    ] {
        let read = Shown::read(text, false);
        assert!(near(read.low, low) && near(read.high, high), "{text}: {read:?}");
    }
}
