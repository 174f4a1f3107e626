//! What people wrote, fit to be shown in the middle of a sentence.

/// The most letters that are quoted.
const QUOTED: usize = 100;

/// Whether a letter only turns the direction of those around it.
///
/// Source: Unicode Standard Annex 9, explicit directional formatting characters.
pub fn turns(letter: char) -> bool {
    matches!(letter, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Without controls and what turns letters around, and cut where it is long.
pub fn quoted(text: &str) -> String {
    let mut letters = text.chars().filter(|letter| !letter.is_control() && !turns(*letter));
    let mut quoted: String = letters.by_ref().take(QUOTED).collect();
    if letters.next().is_some() {
        quoted.push('…');
    }
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Scenario, parse_lines};

    #[test]
    fn what_is_quoted_is_short_and_turns_nothing_around() {
        assert_eq!(quoted("grid = <b>7</b>"), "grid = <b>7</b>", "markup is text like any other");
        assert_eq!(quoted("a\u{202e}gpj.exe\u{2069}\n\u{0}"), "agpj.exe");
        assert_eq!(quoted(&"ü".repeat(100)), "ü".repeat(100));
        assert_eq!(quoted(&"ü".repeat(1_000_000)), format!("{}…", "ü".repeat(100)));
    }

    #[test]
    fn errors_quote_what_was_written() {
        let long = "\u{202e}".to_string() + &"x".repeat(1_000_000);
        let mut scenario = Scenario::default();
        let errors = [
            scenario.set_text("bandwidth_mhz", &long).unwrap_err(),
            scenario.set_text("cell", &long).unwrap_err(),
            scenario.set_text("model", &long).unwrap_err(),
            scenario.set_text(&long, "1").unwrap_err(),
        ];
        let json = [
            format!(r#"{{"{long}":1}}"#),
            format!(r#"{{"cell":"{long}"}}"#),
            format!(r#"{{"schema":"{long}"}}"#),
            format!(r#"{{"{long}":1,"{long}":2}}"#),
            format!(r#"{{"model":{{"{long}":1}}}}"#),
        ];
        let json = json.iter().map(|text| parse_lines(text).unwrap_err().1.to_string());
        for error in errors.iter().map(ToString::to_string).chain(json) {
            assert!(error.len() < 3_000 && !error.contains('\u{202e}'), "{}", error.len());
        }
    }
}
