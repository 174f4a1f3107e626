//! Each line of `docs/field.md` is held by a test that names its number.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Lines that no test holds yet.
const OPEN: [usize; 1] = [24];

fn texts(folder: &Path, into: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            if !path.ends_with("node_modules") {
                texts(&path, into);
            }
        } else if path.extension().is_some_and(|it| it == "rs" || it == "mjs") {
            into.push(fs::read_to_string(path).unwrap());
        }
    }
}

/// The numbers in the names of tests.
fn held(text: &str) -> impl Iterator<Item = usize> {
    let names = ["fn field_", "\"field ", "`field "];
    names.into_iter().flat_map(|name| text.split(name).skip(1)).filter_map(|rest| {
        let end = rest.find(|letter: char| !letter.is_ascii_digit())?;
        rest[end..].starts_with(['_', ':']).then(|| rest[..end].parse().ok())?
    })
}

#[test]
fn numbers_are_found_in_names() {
    let text =
        "fn field_9_cut() {} test(\"field 12: copy\") test(`field 30: ${x}`) fn field_of_9()";
    assert_eq!(held(text).collect::<Vec<_>>(), [9, 12, 30]);
}

#[test]
fn every_line_is_held_by_a_test() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let document = fs::read_to_string(root.join("docs/field.md")).unwrap();
    let lines: Vec<usize> =
        document.lines().filter_map(|line| line.split_once(". ")?.0.parse().ok()).collect();
    assert!(lines.iter().copied().eq(1..=lines.len()), "{lines:?}");
    let mut sources = Vec::new();
    for folder in ["src", "tests", "xtask"] {
        texts(&root.join(folder), &mut sources);
    }
    // Its own example holds nothing.
    sources.retain(|text| !text.contains("fn numbers_are_found_in_names"));
    let held: BTreeSet<usize> = sources.iter().flat_map(|text| held(text)).collect();
    let missing: Vec<_> =
        lines.iter().filter(|line| !held.contains(line) && !OPEN.contains(line)).collect();
    assert!(missing.is_empty(), "no test is named after lines {missing:?}");
    let unknown: Vec<_> = held.iter().filter(|line| !lines.contains(line)).collect();
    assert!(unknown.is_empty(), "tests are named after lines that are not there: {unknown:?}");
}
