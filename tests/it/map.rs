//! What the tree holds the documents name, and what they say of each other and of results is so.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn text(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// What stands between backticks, outside of blocks.
fn quoted(text: &str) -> Vec<&str> {
    let outside = text.split("```").step_by(2);
    outside.flat_map(|part| part.split('`').skip(1).step_by(2)).collect()
}

/// Documents that speak of the whole tree.
const DOCUMENTS: [&str; 5] =
    ["README.md", "CONTRIBUTING.md", "docs/architecture.md", "docs/cut.md", "docs/sac.md"];

#[test]
fn links_between_the_documents_lead_somewhere() {
    for document in DOCUMENTS {
        let text = text(document);
        let folder = root().join(document);
        let folder = folder.parent().unwrap();
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            if link.contains("://") {
                continue;
            }
            let file = link.split('#').next().unwrap();
            assert!(folder.join(file).exists(), "{document} leads to {link}, which is not there");
        }
    }
}

#[test]
fn every_module_and_every_folder_of_the_page_is_on_the_map() {
    let map = text("docs/architecture.md");
    let named: BTreeSet<&str> = quoted(&map).into_iter().collect();
    let library = text("src/lib.rs");
    let modules = library.lines().filter_map(|line| line.trim().strip_prefix("pub mod "));
    for module in modules.map(|module| module.trim_end_matches(';')) {
        assert!(named.contains(module), "docs/architecture.md does not name the module {module}");
        let row = library.lines().any(|line| {
            line.starts_with("//! | ") && line.split('|').nth(1).unwrap().contains(module)
        });
        assert!(row, "the table of src/lib.rs has no row for {module}");
    }
    for entry in fs::read_dir(root().join("src/ui")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let path = format!("src/ui/{name}");
        if name != "mod.rs" {
            assert!(named.contains(path.as_str()), "docs/architecture.md does not name {path}");
        }
    }
}

/// The figures of a text: numbers of percent or points with what stands around them.
fn figures(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (at, _) in text.match_indices('[') {
        let inside = text[at + 1..].split(']').next().unwrap();
        let pair: Vec<&str> = inside.split(", ").collect();
        let number = |it: &&str| it.trim_start_matches(['+', '-', '−']).parse::<f64>().is_ok();
        // What stands before it, "1.68 %" or "+0.15".
        let before = text[..at].trim_end().trim_end_matches('%').trim_end();
        let value = before.rsplit([' ', '\n', '(', '|']).next().unwrap();
        if pair.len() == 2 && pair.iter().all(number) && number(&value) {
            found.insert(format!("{value} [{inside}]"));
        }
    }
    found
}

#[test]
fn figures_of_ablations_stand_in_the_summary() {
    let summary = figures(&text("results/version-1/summary.md"));
    let named = figures(&text("docs/sac.md"));
    assert!(named.len() >= 8, "{named:?}");
    let strange: Vec<_> = named.difference(&summary).collect();
    assert!(strange.is_empty(), "not in results/version-1/summary.md: {strange:?}");
}
