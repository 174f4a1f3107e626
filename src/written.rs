//! What people wrote: letters that nobody sees, and a text fit to be shown in a sentence.

/// The most letters that are quoted.
const QUOTED: usize = 100;

/// Whether a letter only turns the direction of those around it.
///
/// Source: Unicode Standard Annex 9, explicit directional formatting characters.
pub fn turns(letter: char) -> bool {
    matches!(letter, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Letters that nobody sees: controls, line breaks among them, joints, and what turns others around.
pub fn is_hidden(letter: char) -> bool {
    letter.is_control()
        || turns(letter)
        || matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{2065}' | '\u{feff}')
}

/// Whether a text holds a letter. `str::contains` looks for a letter as for a text of any length, which is
/// much to have in what the page opens with.
pub fn holds(text: &str, letter: char) -> bool {
    text.chars().any(|it| it == letter)
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

    #[test]
    fn what_is_quoted_is_short_and_turns_nothing_around() {
        assert_eq!(quoted("grid = <b>7</b>"), "grid = <b>7</b>", "markup is text like any other");
        assert_eq!(quoted("a\u{202e}gpj.exe\u{2069}\n\u{0}"), "agpj.exe");
        assert_eq!(quoted(&"ü".repeat(100)), "ü".repeat(100));
        assert_eq!(quoted(&"ü".repeat(1_000_000)), format!("{}…", "ü".repeat(100)));
    }
}
