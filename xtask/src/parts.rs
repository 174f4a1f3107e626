//! Which functions of the page's module are fetched after the page has opened, and the splitting
//! itself. Nothing depends on it but when they are fetched: see [`crate::split`].

use crate::run::{command, root, run};
use crate::split::{Parts, split};
use std::path::{Path, PathBuf};
use std::{env, fs};

/// What fetches the later part: `src/ui/later.rs`.
const LOAD: &str = "load_later";
/// The page's module, and what is split off it.
const FIRST: &str = "ui_bg.wasm";
const LATER: &str = "ui_later.wasm";

/// How a function's own name begins at which the page is cut, in the source …
const CUT: &str = "later_";
/// … and what cuts besides: pieces of compiled names. What leptos keeps ready for views that change
/// as a whole, which ours do not, and what rounds numbers that the quick way cannot.
const RARE: [&str; 0] = [];

/// Splits the page's module in that folder; makes both parts small if it is to ship.
pub fn divide(folder: &Path, ship: bool) -> Result<(), String> {
    let at = |path: &Path, error: std::io::Error| format!("{}: {error}", path.display());
    let (first, later) = (folder.join(FIRST), folder.join(LATER));
    let read = |path: &Path| fs::read(path).map_err(|error| at(path, error));
    let linked = linked(ship);
    let parts = split(&read(&first)?, &read(&linked)?, LOAD, is_cut)
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

/// What cargo has made for trunk.
fn linked(ship: bool) -> PathBuf {
    let target =
        env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    let profile = if ship { "release-ui" } else { "debug" };
    target.join("wasm32-unknown-unknown").join(profile).join("ui.wasm")
}

/// Whether a compiled name is that of a cut; names stand in it with their lengths before them.
fn is_cut(name: &str) -> bool {
    let own =
        name.match_indices(CUT).any(|(at, _)| name[..at].ends_with(|it: char| it.is_ascii_digit()));
    own || RARE.iter().any(|part| name.contains(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_are_known_by_their_name() {
        assert!(is_cut("_RNvNtNtCsd3_4aolo2ui4page9later_lab"));
        assert!(!is_cut("_RNvNtNtCsd3_4aolo2ui5later10load_later"));
        assert!(!is_cut("_RNvNtNtCsd3_4aolo2ui5later10when_there"));
    }
}
