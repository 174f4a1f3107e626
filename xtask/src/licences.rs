//! What the libraries allow, and where they come from: each has a licence under which the page and its
//! programs may be passed on, each comes from the one registry by its hash, and the page carries none
//! twice.

use crate::run::{output, root};
use std::collections::BTreeMap;
use std::fs;

/// Licences that ask for no more than their text and the names of the authors.
const ALLOWED: [&str; 10] = [
    "MIT",
    "Apache-2.0",
    // Allows more than without.
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// What the page may carry twice: a derive and next to no code.
const TWICE: [&str; 1] = ["thiserror"];

/// All libraries on all systems, those of the Python package, then those in the page alone.
const ALL: &str = "tree --workspace --all-features --target all --locked --offline --prefix none \
                   --format {p}|{l}";
const PYTHON: &str = "tree --manifest-path python/Cargo.toml --target all --locked --offline \
                      --prefix none --format {p}|{l}";
const PAGE: &str = "tree --features ui,worker --target wasm32-unknown-unknown \
                    --edges normal,no-proc-macro --locked --offline --prefix none --format {p}|{l}";

/// Names what is not as it has to be.
pub fn check() -> Result<(), String> {
    let (all, page) = (tree(ALL)? + &tree(PYTHON)?, tree(PAGE)?);
    let mut wrong = unlicensed(&all);
    for lock in ["Cargo.lock", "python/Cargo.lock"] {
        let path = root().join(lock);
        let lock =
            fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        wrong.extend(unsourced(&lock));
    }
    wrong.extend(twice(&page));
    if wrong.is_empty() {
        println!(
            "{} libraries, {} of them in the page",
            libraries(&all).len(),
            libraries(&page).len()
        );
        return Ok(());
    }
    Err(wrong.join("\n"))
}

fn tree(line: &str) -> Result<String, String> {
    output("cargo", &line.split_whitespace().collect::<Vec<_>>())
        .ok_or_else(|| format!("cargo {line} failed"))
}

/// Versions and licences of the libraries of a tree, by name.
fn libraries(tree: &str) -> BTreeMap<&str, BTreeMap<&str, &str>> {
    let mut found: BTreeMap<&str, BTreeMap<&str, &str>> = BTreeMap::new();
    for line in tree.lines() {
        let Some((package, licence)) = line.split_once('|') else { continue };
        let mut words = package.split(' ');
        if let (Some(name), Some(version)) = (words.next(), words.next()) {
            // What was listed before is marked.
            let licence = licence.trim_end_matches("(*)").trim();
            found.entry(name).or_default().insert(version, licence);
        }
    }
    found
}

fn unlicensed(tree: &str) -> Vec<String> {
    let all = libraries(tree);
    let each = all.iter().flat_map(|(name, versions)| versions.iter().map(move |it| (name, it)));
    each.filter(|(_, (_, licence))| !is_allowed(licence))
        .map(|(name, (version, licence))| format!("{name} {version} has the licence \"{licence}\""))
        .collect()
}

/// Whether one may choose an allowed licence: one of each group that is joined by AND.
///
/// Source: SPDX Specification 2.3, annex D; a slash is what cargo used for OR before.
fn is_allowed(licence: &str) -> bool {
    let bare = |it: &str| it.trim().trim_matches(['(', ')']).trim().to_string();
    licence.split(" AND ").all(|group| {
        bare(group)
            .split(" OR ")
            .flat_map(|it| it.split('/'))
            .any(|it| ALLOWED.contains(&&*bare(it)))
    })
}

/// Libraries of a Cargo.lock that are not of the registry of the others, or have no hash.
fn unsourced(lock: &str) -> Vec<String> {
    let value = |entry: &'_ str, key: &str| {
        let line = entry.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = "));
        line.map(|it| it.trim_matches('"').to_string())
    };
    let mut registry = None;
    let mut wrong = Vec::new();
    for entry in lock.split("[[package]]").skip(1) {
        let name = value(entry, "name").unwrap_or_default();
        // Without a source it lies in this folder.
        let Some(source) = value(entry, "source") else { continue };
        let first = registry.get_or_insert_with(|| source.clone());
        if !source.starts_with("registry+") || source != *first {
            wrong.push(format!("{name} comes from {source}"));
        } else if value(entry, "checksum").is_none_or(|it| it.len() != 64) {
            wrong.push(format!("{name} has no hash in Cargo.lock"));
        }
    }
    wrong
}

/// Libraries that a tree holds in more than one version.
fn twice(tree: &str) -> Vec<String> {
    let all = libraries(tree);
    let twice = all.iter().filter(|(name, versions)| versions.len() > 1 && !TWICE.contains(name));
    twice.map(|(name, them)| format!("the page carries {name} {}x", them.len())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_licence_is_allowed_if_one_of_each_group_is() {
        for yes in ["MIT", "GPL-3.0 OR MIT", "(MIT OR X) AND Unicode-3.0", "Apache-2.0/MIT"] {
            assert!(is_allowed(yes), "{yes}");
        }
        for no in ["", "GPL-3.0", "MIT AND GPL-3.0", "LGPL-2.1 OR GPL-3.0", "MITX"] {
            assert!(!is_allowed(no), "{no}");
        }
    }

    #[test]
    fn what_is_wrong_is_named() {
        let tree = "a v1.0.0|MIT\nb v0.1.0 (proc-macro)|GPL-3.0 (*)\na v2.0.0|MIT (*)\n";
        assert_eq!(unlicensed(tree), ["b v0.1.0 has the licence \"GPL-3.0\""]);
        assert_eq!(twice(tree), ["the page carries a 2x"]);
        let entry = |name: &str, source: &str, hash: &str| {
            format!("[[package]]\nname = \"{name}\"\nversion = \"1.0.0\"\n{source}{hash}\n")
        };
        let (registry, hash) =
            ("source = \"registry+x\"\n", format!("checksum = \"{}\"\n", "0".repeat(64)));
        let lock = [
            entry("ours", "", ""),
            entry("good", registry, &hash),
            entry("bare", registry, ""),
            entry("loose", "source = \"git+y\"\n", ""),
        ];
        let wrong = ["bare has no hash in Cargo.lock", "loose comes from git+y"];
        assert_eq!(unsourced(&lock.concat()), wrong);
    }
}
