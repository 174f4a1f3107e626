//! Which functions of the page's module are fetched after the page has opened, and the splitting
//! itself. Nothing depends on it but when they are fetched: see [`crate::split`].

use crate::run::{command, run};
use crate::split::{Parts, split};
use std::fs;
use std::path::Path;

/// What fetches the later part: `src/ui/later.rs`.
const LOAD: &str = "load_later";
/// The page's module, and what is split off it.
const FIRST: &str = "ui_bg.wasm";
const LATER: &str = "ui_later.wasm";

/// Parts of names of functions that the page opens without: the other views, what they alone use,
/// and what hides until it is asked for.
const NAMES: [&str; 23] = [
    "aolo::ui::lab::",
    "aolo::ui::teach::",
    "aolo::ui::assumptions::",
    "aolo::ui::assumption::",
    "aolo::ui::share::",
    "aolo::ui::files::",
    "aolo::ui::qr::",
    "aolo::ui::reproduced::",
    "aolo::ui::charts::learning_",
    "aolo::ui::charts::tornado",
    "aolo::ui::charts::spread",
    "aolo::ui::charts::distance",
    "aolo::ui::charts::raster",
    "aolo::ui::charts::rug",
    "aolo::ui::charts::sketch",
    "aolo::ui::charts::bars",
    "aolo::teach::",
    "aolo::analysis::",
    "aolo::receipt::",
    "aolo::report::",
    "aolo::stats::",
    "fast_qr::",
    "serde_json::",
];

/// Splits the page's module in that folder; makes both parts small if it is to ship.
pub fn divide(folder: &Path, ship: bool) -> Result<(), String> {
    let at = |path: &Path, error: std::io::Error| format!("{}: {error}", path.display());
    let (first, later) = (folder.join(FIRST), folder.join(LATER));
    let whole = fs::read(&first).map_err(|error| at(&first, error))?;
    let parts = split(&whole, LOAD, is_later)
        .map_err(|error| format!("{} could not be split: {error}", first.display()))?;
    let Parts { first: opens, later: follows, moved } = parts;
    println!("{moved} functions of the page are fetched later");
    for (path, bytes) in [(&first, opens), (&later, follows)] {
        fs::write(path, bytes).map_err(|error| at(path, error))?;
        if ship {
            run(command("wasm-opt", &["-Oz"]).arg(path).arg("-o").arg(path))?;
        }
    }
    Ok(())
}

fn is_later(name: &str) -> bool {
    let name = without_hashes(name);
    NAMES.iter().any(|part| name.contains(part))
}

/// A demangled name without the hashes of crates, as in `aolo[1f2e]::ui`.
fn without_hashes(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    let mut rest = name;
    while let Some((before, after)) = rest.split_once('[') {
        plain.push_str(before);
        match after.split_once(']').filter(|(hash, _)| is_hash(hash)) {
            Some((_, after)) => rest = after,
            None => {
                plain.push('[');
                rest = after;
            }
        }
    }
    plain + rest
}

fn is_hash(text: &str) -> bool {
    text.len() > 8 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_known_by_their_path() {
        let lab =
            "<aolo[b2b9bd416cb1052]::ui::lab::Lab as core[3ca501edff3f0c7c]::A<[u8; 4usize]>>::b";
        assert_eq!(without_hashes(lab), "<aolo::ui::lab::Lab as core::A<[u8; 4usize]>>::b");
        assert!(is_later(lab));
        assert!(!is_later("aolo[b2b9bd416cb1052]::ui::lede::Lede"));
    }
}
