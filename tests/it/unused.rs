//! What nobody sees is not kept: texts that nothing says, styles that nothing wears.

use crate::imports::{Sources, all_paths};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

fn files(folder: &str, ending: &str) -> Vec<(PathBuf, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let paths = paths.filter(|path| path.extension().is_some_and(|it| it == ending));
    paths.map(|path| (path.clone(), fs::read_to_string(path).unwrap())).collect()
}

fn names(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split(|letter: char| !(letter.is_alphanumeric() || "_-".contains(letter)));
    parts.filter(|part| !part.is_empty())
}

#[test]
fn every_text_is_said_somewhere() {
    let mut said = BTreeSet::new();
    for code in Sources::read().0.values() {
        // `use crate::ui::words::lab as words`
        let tokens: Vec<&str> = names(code).collect();
        let mut areas = BTreeMap::<&str, Vec<&str>>::new();
        for window in tokens.windows(3) {
            if let [area, "as", alias] = window {
                areas.entry(alias).or_default().push(area);
            }
        }
        for path in all_paths(code) {
            for pair in path.windows(2) {
                let [alias, key] = pair else { continue };
                let aliased = areas.get(alias.as_str()).into_iter().flatten().copied();
                for area in aliased.chain([alias.as_str()]) {
                    said.insert((area.to_string(), key.clone()));
                }
            }
        }
    }
    let mut kept = 0;
    let mut silent = Vec::new();
    for (path, text) in files("texts/en", "txt") {
        let area = path.file_stem().unwrap().to_string_lossy().into_owned();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let Some((head, _)) = line.split_once(" = ") else { continue };
            let key = head.split('(').next().unwrap_or_default();
            kept += 1;
            if !said.contains(&(area.clone(), key.to_string())) {
                silent.push(format!("{area}::{key}"));
            }
        }
    }
    assert!(kept > 1_000, "{kept}");
    assert_eq!(silent, Vec::<String>::new());
}

/// The texts in quotes, without what stands for other letters.
fn quoted(code: &str, quotes: &[char]) -> String {
    let mut found = String::new();
    let mut letters = code.chars();
    while let Some(open) = letters.by_ref().find(|letter| quotes.contains(letter)) {
        while let Some(letter) = letters.next().filter(|letter| *letter != open) {
            match letter {
                // `\n`, and the name of `\u{202f}`.
                '\\' => found.extend(letters.next().map(|_| ' ')),
                letter => found.push(letter),
            }
        }
        found.push(' ');
    }
    found
}

/// Names that code puts on elements, and the beginnings of those that end in a figure or a word: `rp{}`.
fn worn() -> (BTreeSet<String>, BTreeSet<String>) {
    let mut texts: Vec<String> = Vec::new();
    for code in Sources::read().0.values() {
        texts.push(quoted(code, &['"']));
        texts.extend(
            code.split("class:").skip(1).filter_map(|rest| Some(names(rest).next()?.into())),
        );
    }
    let html =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("index.html")).unwrap();
    texts.push(quoted(&html, &['"']));
    texts.extend(files("www", "js").iter().map(|(_, code)| quoted(code, &['"', '`'])));
    let mut stems = BTreeSet::new();
    let mut whole = BTreeSet::new();
    for text in &texts {
        whole.extend(names(text).map(String::from));
        for (at, _) in text.match_indices('{') {
            let stem = text[..at].trim_end_matches('$');
            let stem = names(stem).last().filter(|last| stem.ends_with(last) && last.len() > 1);
            stems.extend(stem.map(String::from));
        }
    }
    (whole, stems)
}

/// What stands before each block of a style sheet, comments left out.
fn selectors(styles: &str) -> String {
    let bare: String =
        styles.split("/*").map(|it| it.split_once("*/").map_or(it, |(_, it)| it)).collect();
    let before = bare.split('{').map(|it| it.rsplit(['}', ';']).next().unwrap_or_default());
    before.collect::<Vec<_>>().join(" ")
}

#[test]
fn every_class_that_has_a_style_is_worn() {
    let (whole, stems) = worn();
    let is_worn = |class: &str| {
        whole.contains(class)
            || stems.iter().any(|stem| class.len() > stem.len() && class.starts_with(stem.as_str()))
    };
    let (mut styled, mut bare) = (0, BTreeSet::new());
    for (path, styles) in files("www", "css") {
        let selectors = selectors(&styles);
        for (at, _) in selectors.match_indices('.') {
            let class = names(&selectors[at + 1..]).next().unwrap_or_default();
            if !selectors[at + 1..].starts_with(class)
                || class.starts_with(|it: char| it.is_numeric())
            {
                continue;
            }
            styled += 1;
            if !is_worn(class) {
                bare.insert(format!("{}: .{class}", path.file_name().unwrap().to_string_lossy()));
            }
        }
    }
    assert!(styled > 500, "{styled}");
    assert_eq!(bare, BTreeSet::new());
}

#[test]
fn every_value_that_styles_name_is_used() {
    let all: String = files("www", "css").into_iter().map(|(_, text)| text).collect();
    let defined = all.match_indices("--").filter_map(|(at, _)| {
        let name = names(&all[at..]).next()?;
        all[at + name.len()..].starts_with(':').then_some(name)
    });
    let code: String = Sources::read().0.into_values().collect();
    let used = |name: &str| all.contains(&format!("var({name})")) || code.contains(name);
    let idle: BTreeSet<&str> = defined.filter(|name| !used(name)).collect();
    assert_eq!(idle, BTreeSet::new());
}
