//! Labels, notes and sources of the scenario's fields: columns of `src/data/fields.csv`. Citations
//! stay as they are in every language.

use super::{field_labels, field_notes, text};
use crate::data::{FIELDS, Field};

/// The place of a field in the table, in whose order its texts stand.
fn place(field: &Field) -> usize {
    FIELDS.iter().position(|it| it.name == field.name).unwrap_or_default()
}

/// What the page calls a field.
pub fn label(field: &Field) -> &'static str {
    text(field_labels::FIRST + place(field))
}

/// What a field is, in a few words.
pub fn note(field: &Field) -> &'static str {
    text(field_notes::FIRST + place(field))
}

/// Where its default comes from.
pub fn source(field: &Field) -> &'static str {
    text(field_notes::FIRST + FIELDS.len() + place(field))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Provenance;
    use crate::ui::words::{KEYS, Lang, set_lang};

    /// The build refuses a field without words; this holds them to the right field.
    #[test]
    fn every_field_has_its_own_words() {
        for field in FIELDS {
            let key = |number: usize| KEYS[number].split_once("::").unwrap().1;
            let place = place(field);
            assert_eq!(key(field_labels::FIRST + place), format!("{}_label", field.name));
            assert_eq!(key(field_notes::FIRST + place), format!("{}_note", field.name));
            let source_key = key(field_notes::FIRST + FIELDS.len() + place);
            assert_eq!(source_key, format!("{}_source", field.name));
            assert_eq!(source(field), field.source);
            let english = note(field);
            for lang in [Lang::Es, Lang::Zh] {
                set_lang(lang);
                assert_ne!(note(field), english);
                let cited = field.provenance != Provenance::Assumed;
                assert_eq!(source(field) == field.source, cited, "{}", field.name);
            }
            set_lang(Lang::En);
        }
    }
}
