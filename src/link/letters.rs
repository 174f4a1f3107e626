//! What people wrote, in the letters that no messenger cuts a link at: ASCII letters and digits, `-`,
//! `.` and `_`.
//!
//! A space is `+`, another sign of ASCII `~` and two digits of base 16, and a letter of another script
//! `~` and three digits of base 64, so that a sentence in Chinese still fits into a QR code. Links of
//! version 1 had letters of all scripts as they are, and `~` and two digits for each byte of the rest:
//! the first of the three is never a digit of base 16, so that both are read.

use crate::written::holds;

/// Digits of base 64.
const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
/// What the first of three may be.
const FIRST: &[u8; 40] = b"GHIJKLMNOPQRSTUVWXYZghijklmnopqrstuvwxyz";

/// As a link writes a text.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            ' ' => out.push('+'),
            _ if letter.is_ascii_alphanumeric() || holds("-._", letter) => out.push(letter),
            _ => match three_digits(letter) {
                Some(digits) => {
                    out.push('~');
                    out.extend(digits.map(char::from));
                }
                None => {
                    let mut bytes = [0; 4];
                    for byte in letter.encode_utf8(&mut bytes).bytes() {
                        out.push_str(&format!("~{byte:02x}"));
                    }
                }
            },
        }
    }
    out
}

/// None for ASCII and for what lies beyond them.
fn three_digits(letter: char) -> Option<[u8; 3]> {
    let number = letter as usize;
    let first = *FIRST.get(number >> 12)?;
    (!letter.is_ascii()).then(|| [first, DIGITS[(number >> 6) & 63], DIGITS[number & 63]])
}

/// The text that a link has written; none if its digits are wrong.
pub fn unescape(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        match byte {
            b'+' => bytes.push(b' '),
            b'~' => match place(FIRST, *rest.first()?) {
                Some(first) => {
                    let (digits, after) = rest.split_at_checked(3)?;
                    let number = (first << 12)
                        | (place(DIGITS, digits[1])? << 6)
                        | place(DIGITS, digits[2])?;
                    let letter = char::from_u32(u32::try_from(number).ok()?)?;
                    bytes.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes());
                    rest = after;
                }
                None => {
                    let (digits, after) = rest.split_at_checked(2)?;
                    // Of the reader of numbers a sign is allowed.
                    let digits = std::str::from_utf8(digits).ok().filter(|it| !holds(it, '+'))?;
                    bytes.push(u8::from_str_radix(digits, 16).ok()?);
                    rest = after;
                }
            },
            _ => bytes.push(byte),
        }
    }
    String::from_utf8(bytes).ok()
}

fn place(digits: &[u8], digit: u8) -> Option<usize> {
    digits.iter().position(|it| *it == digit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn field_9_every_script_is_written_in_letters_that_nobody_cuts_at() {
        for text in [
            "¿Cuánto CO₂e? “Año” 100 %",
            "再想想：半径与碳。",
            "Чему равно? α + β ≥ 2",
            "مرحبا، كم؟",
            "नमस्ते 한국어 ไทย",
            "🌍👩🏽‍🔬 e\u{301}",
            "#&=~%+;:,'\"!?/\\<>",
            "\u{10ffff}\u{e0101}\u{2a6d6}\u{27fff}\u{28000}",
        ] {
            let written = escape(text);
            let plain = |letter: char| letter.is_ascii_alphanumeric() || "-._~+".contains(letter);
            assert!(written.chars().all(plain), "{written}");
            assert_eq!(unescape(&written).as_deref(), Some(text));
        }
        // No longer than percent-encoding by half.
        assert_eq!(escape("碳").len(), 4);
    }

    #[test]
    fn texts_of_version_1_are_read() {
        let written = "¿Qué+pasa?+再想想。~3a+100+~25~e2~82~ac!,'";
        assert_eq!(unescape(written).as_deref(), Some("¿Qué pasa? 再想想。: 100 %€!,'"));
        for wrong in ["~", "~2", "~2g", "~G", "~GA", "~G!A", "~ff", "~+5"] {
            assert_eq!(unescape(wrong), None, "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn any_text_comes_back(text in "\\PC{0,60}") {
            prop_assert_eq!(unescape(&escape(&text)), Some(text));
        }
    }
}
