//! Where the digests of the tests came out the same; docs/digests.md says how that is known.

use crate::ui::words::lab as words;

/// Engines by their names; none is the command line.
const ENGINES: [Option<&str>; 3] = [None, Some("Chromium 156"), Some("Firefox ESR 153")];

/// Head of the table.
pub fn head() -> Vec<String> {
    [words::verified_engine(), words::verified_os(), words::verified_cpu()].map(String::from).into()
}

/// Engine, system, processor.
pub fn rows() -> Vec<Vec<String>> {
    let row = |engine: Option<&str>| {
        let engine = engine.unwrap_or(words::verified_native());
        [engine, words::verified_system(), words::verified_processor()].map(String::from).into()
    };
    ENGINES.map(row).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn field_27_the_page_names_the_engines_and_processors_of_the_document_and_no_others() {
        let document = include_str!("../../../docs/digests.md");
        let table: Vec<&str> = document.lines().filter(|line| line.starts_with("| ")).collect();
        assert_eq!(table.len(), 1 + rows().len());
        for (line, row) in table[1..].iter().zip(rows()) {
            let native = row[0] == words::verified_native();
            assert!(line.contains(if native { "| native |" } else { &row[0] }), "{line}: {row:?}");
            assert!(line.contains(&row[1]), "{line}: {row:?}");
        }
        assert!(document.contains(words::verified_processor()));
        // What has not been tried is said, there and here.
        for not in ["Safari", "ARM", "Intel", "Windows", "macOS"] {
            assert!(document.contains(not) && words::verified_not().contains(not), "{not}");
        }
    }
}
