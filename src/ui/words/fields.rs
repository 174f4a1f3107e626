//! Labels, notes and sources of the scenario's fields: columns of `src/data/fields.csv`. Citations
//! stay as they are in every language.

use super::{field_labels, field_notes, text};
use crate::data::{FIELDS, Field};

/// What the page calls a field.
pub fn label(field: &Field) -> &'static str {
    text(field_labels::FIRST + field.place)
}

/// What a field is, in a few words.
pub fn note(field: &Field) -> &'static str {
    text(field_notes::FIRST + field.place)
}

/// Where its default comes from.
pub fn source(field: &Field) -> &'static str {
    text(field_notes::FIRST + FIELDS.len() + field.place)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::cited;
    use crate::ui::words::{KEYS, Lang, set_lang};

    /// The build refuses a field without words; this holds them to the right field.
    #[test]
    fn every_field_has_its_own_words() {
        for field in FIELDS {
            let place = field.place;
            for (number, column) in [
                (field_labels::FIRST + place, "field_labels::{}_label"),
                (field_notes::FIRST + place, "field_notes::{}_note"),
                (field_notes::FIRST + FIELDS.len() + place, "field_notes::{}_source"),
            ] {
                assert_eq!(KEYS[number], column.replace("{}", field.name));
            }
            assert_eq!(source(field), cited::field(field));
            let english = note(field);
            for lang in [Lang::Es, Lang::Zh] {
                set_lang(lang);
                assert_ne!(note(field), english);
            }
            set_lang(Lang::En);
        }
    }
}
