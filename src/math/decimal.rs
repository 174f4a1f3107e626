//! A number in decimal digits, read to the nearest floating-point number: bit for bit what the standard
//! library's `parse` gives, for what is finite.
//!
//! Its own is faster, by a table of 10 KiB that hardly compresses and would be a twentieth of what the
//! page opens with.

/// The nearest f64, ties to even; none where the text is no number or its number is too large.
pub fn read(text: &str) -> Option<f64> {
    Decimal::parse(text)?
        .nearest(Binary { precision: 53, least: -1074 })
        .filter(|it| it.is_finite())
}

/// The nearest f32, ties to even; none where the text is no number or its number is too large.
pub fn read_f32(text: &str) -> Option<f32> {
    let nearest = Decimal::parse(text)?.nearest(Binary { precision: 24, least: -149 })?;
    // It has no more digits than an f32.
    Some(nearest as f32).filter(|it| it.is_finite())
}

/// A binary format: bits of its integers, and the exponent of its least number.
struct Binary {
    precision: u32,
    least: i32,
}

/// 0.d₁d₂d₃… · 10^point, without zeros at either end.
struct Decimal {
    negative: bool,
    digits: Vec<u8>,
    point: i32,
}

/// So many digits tell each number from the middle between two floating-point numbers.
const MOST_DIGITS: usize = 800;
/// Beyond 10 to this power is no number, below its inverse nothing but 0.
const MOST_POINT: i32 = 400;

impl Decimal {
    /// `-12.5e3`: digits, at most one point among them, and an exponent.
    fn parse(text: &str) -> Option<Self> {
        let negative = text.starts_with('-');
        let text = text.strip_prefix(['-', '+']).unwrap_or(text);
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, saturated(exponent)?),
            None => (text, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all = || whole.bytes().chain(fraction.bytes());
        if all().next().is_none() || !all().all(|it| it.is_ascii_digit()) {
            return None;
        }
        let zeros = all().take_while(|it| *it == b'0').count();
        let mut rest = all().skip(zeros).map(|it| it - b'0');
        let mut digits: Vec<u8> = rest.by_ref().take(MOST_DIGITS).collect();
        if rest.any(|it| it > 0) {
            digits.push(1);
        }
        let counted = |it: usize| i64::try_from(it).unwrap_or(i64::MAX);
        let point = exponent.saturating_add(counted(whole.len())).saturating_sub(counted(zeros));
        let most = i64::from(MOST_POINT);
        let point = i32::try_from(point.clamp(-most, most)).unwrap_or_default();
        Some(Self { negative, digits, point }.trimmed())
    }

    fn trimmed(mut self) -> Self {
        let zeros = self.digits.iter().take_while(|it| **it == 0).count();
        self.digits.drain(..zeros);
        self.point -= zeros as i32;
        while self.digits.last() == Some(&0) {
            self.digits.pop();
        }
        self
    }

    /// The nearest number of a format; none beyond its largest, or where it is infinite.
    fn nearest(mut self, of: Binary) -> Option<f64> {
        if self.digits.is_empty() || self.point <= -MOST_POINT {
            return Some(if self.negative { -0.0 } else { 0.0 });
        }
        if self.point >= MOST_POINT {
            return None;
        }
        // As whole · 2^exponent, with as many bits of the whole as the format has.
        let (mut exponent, most) = (0, 1 << of.precision);
        while self.point > 17 || self.whole() >= most {
            let shift = (3 * (self.point - 17)).clamp(1, 32);
            self = self.halved(shift as u32);
            exponent += shift;
        }
        while self.whole() < most / 2 && exponent > of.least {
            let shift = (-3 * self.point).clamp(1, 32).min(exponent - of.least);
            self = self.doubled(shift as u32);
            exponent -= shift;
        }
        let whole = self.whole() + u64::from(self.rounds_up());
        // Exact: the whole has no more bits than an f64, the power is one of 2.
        let nearest = whole as f64 * power_of_two(exponent)?;
        Some(if self.negative { -nearest } else { nearest })
    }

    /// The digit at a place before or behind the point.
    fn digit(&self, place: i32) -> u8 {
        usize::try_from(place).ok().and_then(|it| self.digits.get(it)).copied().unwrap_or_default()
    }

    /// What stands before the point, of up to 17 digits.
    fn whole(&self) -> u64 {
        (0..self.point).fold(0, |whole, place| 10 * whole + u64::from(self.digit(place)))
    }

    /// Whether what stands behind the point is more than a half, or just one beside an odd number.
    fn rounds_up(&self) -> bool {
        let next = self.digit(self.point);
        let tie = next == 5 && self.digits.len() as i32 == self.point + 1;
        next >= 5 && (!tie || self.whole() % 2 == 1)
    }

    /// Over 2^shift, exactly.
    fn halved(self, shift: u32) -> Self {
        let (mut rest, mut digits) =
            (0_u64, Vec::with_capacity(self.digits.len() + shift as usize));
        let mut given = self.digits.into_iter();
        loop {
            let next = given.next();
            if next.is_none() && rest == 0 {
                break;
            }
            rest = 10 * rest + u64::from(next.unwrap_or_default());
            digits.push((rest >> shift) as u8);
            rest &= (1 << shift) - 1;
        }
        Self { digits, ..self }.trimmed()
    }

    /// Times 2^shift, exactly.
    fn doubled(self, shift: u32) -> Self {
        let (mut carry, mut digits) = (0_u64, Vec::with_capacity(self.digits.len() + 10));
        for digit in self.digits.iter().rev() {
            carry += u64::from(*digit) << shift;
            digits.push((carry % 10) as u8);
            carry /= 10;
        }
        let mut point = self.point;
        while carry > 0 {
            digits.push((carry % 10) as u8);
            carry /= 10;
            point += 1;
        }
        digits.reverse();
        Self { digits, point, ..self }.trimmed()
    }
}

/// A whole number; far beyond all that means anything it may be another.
fn saturated(text: &str) -> Option<i64> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|it| it.is_ascii_digit()) {
        return None;
    }
    let size = digits
        .bytes()
        .fold(0_i64, |size, it| size.saturating_mul(10).saturating_add(i64::from(it - b'0')));
    Some(if text.starts_with('-') { -size } else { size })
}

/// 2^exponent, from the least that an f64 can be; none where it is too large.
fn power_of_two(exponent: i32) -> Option<f64> {
    match exponent {
        1024.. => None,
        -1022.. => Some(f64::from_bits(((exponent + 1023) as u64) << 52)),
        _ => Some(f64::from_bits(1 << (exponent + 1074))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Reads it as the standard library does.
    fn same(text: &str) {
        let std = text.parse::<f64>().ok().filter(|it| it.is_finite());
        assert_eq!(read(text).map(f64::to_bits), std.map(f64::to_bits), "{text}");
        let std = text.parse::<f32>().ok().filter(|it| it.is_finite());
        assert_eq!(read_f32(text).map(f32::to_bits), std.map(f32::to_bits), "{text}");
    }

    #[test]
    fn numbers_are_read_to_the_last_bit() {
        for text in [
            "0",
            "-0",
            "1",
            "600",
            "0.1",
            ".5",
            "5.",
            "+2.5",
            "1e3",
            "1E-3",
            "1e+05",
            "0.000123e7",
            "123456789012345678901234567890",
            "9007199254740993",
            "9007199254740992.99999",
            "9007199254740993.0000000000000000000000000000000001",
            "16777217",
            "16777219",
            "1.7976931348623157e308",
            "1.7976931348623158e308",
            "1.7976931348623159e308",
            "1e309",
            "3.4028235e38",
            "3.4028236e38",
            "2.2250738585072011e-308",
            "2.2250738585072014e-308",
            "5e-324",
            "2.4703282292062327e-324",
            "2.4703282292062328e-324",
            "1e-400",
            "1e400",
            "1e-99999999999999999999",
            "1e99999999999999999999",
            "0e99999999999999999999",
            "7.0064923216240853e-46",
            "7.0064923216240854e-46",
            "1.17549435e-38",
            "00000.00001",
            // What is no number.
            "",
            ".",
            "-",
            "+",
            "e5",
            "1e",
            "1e-",
            "1.2.3",
            "1,5",
            " 1",
            "1 ",
            "--1",
            "1e5.5",
            "0x10",
            "1_000",
            "٣",
            "1e٣",
        ] {
            same(text);
        }
        for other in ["inf", "-Infinity", "nan"] {
            assert_eq!((read(other), read_f32(other)), (None, None), "{other}");
        }
        // Just at, below and above the middle between two numbers, far behind the point.
        let middle = format!("{:.1100}", f64::from_bits(1)).replace("4940", "2470");
        for tail in ["", "1"] {
            same(&format!("{middle}{tail}"));
        }
        let middle = format!("9007199254740993.{}", "0".repeat(900));
        for tail in ["", "1"] {
            same(&format!("{middle}{tail}"));
        }
        same(&"9".repeat(3000));
        same(&format!("0.{}7", "0".repeat(3000)));
    }

    proptest! {
        #[test]
        fn any_number_is_read_back(bits in any::<u64>(), small in any::<u32>()) {
            let (wide, narrow) = (f64::from_bits(bits), f32::from_bits(small));
            for text in [format!("{wide}"), format!("{wide:e}"), format!("{narrow}"), format!("{narrow:e}")] {
                if !text.contains(['i', 'N']) {
                    same(&text);
                }
            }
        }

        #[test]
        fn any_text_is_read_as_the_standard_library_does(
            text in "[-+]?[0-9]{0,25}\\.?[0-9]{0,25}([eE][-+]?[0-9]{0,3})?"
        ) {
            same(&text);
        }

        #[test]
        fn the_middle_between_two_numbers_goes_to_the_even_one(
            odd in (1_u64 << 52)..(1 << 53), small in (1_u64 << 23)..(1 << 24), halvings in 1_u32..30
        ) {
            // (n + ½) / 2^k, in decimal.
            for whole in [odd, small] {
                let middle = (2 * u128::from(whole) + 1) * 5_u128.pow(halvings);
                for text in [
                    format!("{middle}e-{halvings}"),
                    format!("{middle}1e-{}", halvings + 1),
                    format!("{}e-{}", 10 * middle - 1, halvings + 1),
                ] {
                    same(&text);
                }
            }
        }
    }
}
