//! One word for one thing, and that of the language that is spoken.

use std::fs;
use std::path::Path;

/// Of a language: what stands for something that has another word there.
const OTHERS: [(&str, &[&str]); 2] = [
    // A limit is kept or `se incumple`.
    ("es", &["romper un", "rompe un", "rompe límit", "rompa un", "límite roto", "límites rotos"]),
    // A token is 词元, held-out is 留出, and a limit is 违反.
    ("zh", &["，token", " token", "token ", "预留", "打破"]),
];

#[test]
fn a_thing_has_one_word_in_each_language() {
    for (language, others) in OTHERS {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("texts").join(language);
        let mut read = 0;
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            for line in fs::read_to_string(&path).unwrap().lines() {
                read += 1;
                let text = line.split_once(" = ").map_or("", |(_, text)| text);
                for other in others {
                    assert!(!text.contains(other), "{}: {other} in {line}", path.display());
                }
            }
        }
        assert!(read > 1_000, "{read}");
    }
}
