//! What a new field of the scenario has to be written into.

use aolo::data::FIELDS;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A field of the scenario has a row in the table, a line in the struct and a place in the model; the
/// schema of results is printed by `aolo schema`. Whatever else names every field would be a further
/// place that a new one has to be written into.
#[test]
fn a_field_of_the_scenario_stands_in_three_places() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders: Vec<PathBuf> =
        ["build", "src", "texts", "www", "xtask/src"].map(|folder| root.join(folder)).into();
    let mut naming = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let Ok(text) = fs::read_to_string(&path) else { continue };
            let words: BTreeSet<_> =
                text.split(|letter: char| !letter.is_alphanumeric() && letter != '_').collect();
            if FIELDS.iter().all(|field| words.contains(field.name)) {
                naming.push(path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/"));
            }
        }
    }
    naming.sort();
    let expected = [
        "src/carbon/chain.rs",
        "src/data/fields.csv",
        "src/scenario/mod.rs",
        "www/result-2.schema.json",
    ];
    assert_eq!(naming, expected);
}
