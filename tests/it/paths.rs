//! Every path that documents and comments name is there.

use std::fs;
use std::path::{Path, PathBuf};

/// Folders whose files are read, and with whose names a path begins.
const FOLDERS: [&str; 9] =
    ["src", "tests", "xtask", "docs", "results", "benches", "www", "texts", "python"];

fn read_into(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if !["node_modules", "target"].contains(&name.as_str()) {
                read_into(&path, files);
            }
        } else {
            files.push(path);
        }
    }
}

/// What a file says to people: all of a document, the comments of a source.
fn prose(path: &Path, text: &str) -> String {
    let comment = match path.extension().and_then(|it| it.to_str()) {
        Some("md") => return text.to_owned(),
        Some("rs" | "js" | "mjs") => "//",
        Some("py" | "toml") => "#",
        _ => return String::new(),
    };
    let comments = text.lines().filter_map(|line| Some(line.split_once(comment)?.1));
    comments.collect::<Vec<_>>().join("\n")
}

fn named(text: &str) -> impl Iterator<Item = &str> {
    let of_a_path = |letter: char| letter.is_ascii_alphanumeric() || "_./-".contains(letter);
    text.split(move |letter| !of_a_path(letter))
        .map(|path| path.trim_end_matches('.'))
        .filter(|path| path.split_once('/').is_some_and(|(first, _)| FOLDERS.contains(&first)))
}

#[test]
fn paths_are_found_in_prose() {
    let text = "see `src/a.rs`, (tests/it/b.rs).\nNot ./src/c, x/src/d or src alone; docs/e-f.md";
    assert_eq!(named(text).collect::<Vec<_>>(), ["src/a.rs", "tests/it/b.rs", "docs/e-f.md"]);
    let source = Path::new("a.rs");
    assert_eq!(prose(source, "let a = \"src/x\";\nb(); // src/lib.rs"), " src/lib.rs");
}

#[test]
fn every_path_that_is_named_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let at_the_top = ["README.md", "CONTRIBUTING.md", "Cargo.toml", "Trunk.toml"];
    let mut files = at_the_top.map(|file| root.join(file)).to_vec();
    for folder in FOLDERS {
        let folder = root.join(folder);
        if folder.exists() {
            read_into(&folder, &mut files);
        }
    }
    let (mut checked, mut missing) = (0, Vec::new());
    for file in files {
        // Pictures and policies are no text.
        let Ok(text) = fs::read_to_string(&file) else { continue };
        for path in named(&prose(&file, &text)) {
            checked += 1;
            if !root.join(path).exists() {
                missing.push(format!("{}: {path}", file.strip_prefix(root).unwrap().display()));
            }
        }
    }
    assert!(checked > 50, "only {checked} paths were found");
    assert!(missing.is_empty(), "{missing:#?}");
}
