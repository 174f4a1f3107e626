//! What of the page's and of the worker's module is fetched after they have started, and the splitting
//! itself. Nothing depends on it but when it is fetched: see [`crate::split`].
//!
//! The source says so by functions whose name begins with `later_`, or of the page with `soon_`: what
//! is fetched next, and does not hold up the sentence, the controls and the waterfall. Besides, of
//! the page what opening Explore does not run comes soon, and what using its controls does not run
//! either comes later: `rare.txt` names it, and `cargo xtask profile` writes that file. What it does
//! not name opens the page, so that new functions cost bytes, not time; what it names and opening has
//! come to run is waited for, and `tests/e2e/later.test.mjs` fails.

use crate::run::{command, root, run};
use crate::split::{Cut, Parts, functions, marking, split};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// A part that is fetched after a module has started.
struct Part {
    /// How the function's own name begins at which the module is cut, and with what the part's name
    /// ends.
    name: &'static str,
    /// What fetches it: `src/later.rs`, `src/ui/load/mod.rs`.
    load: &'static str,
}

const SOON: Part = Part { name: "soon", load: "load_soon" };
const LATER: Part = Part { name: "later", load: "load_later" };

/// A module as wasm-bindgen leaves it: `NAME.js`, `NAME_bg.wasm`.
struct Whole {
    name: &'static str,
    /// How cargo makes it where it is to ship.
    profile: &'static str,
    /// What wasm-opt then does to each part.
    optimise: &'static [&'static str],
    /// In the order in which they are put in their places.
    parts: &'static [Part],
}

/// Not -Oz: what it folds together is smaller as it is and larger compressed.
const PAGE: Whole = Whole {
    name: "ui",
    profile: "release-ui",
    optimise: &["-O1", "--rse", "--vacuum"],
    parts: &[SOON, LATER],
};
const WORKER: Whole =
    Whole { name: "worker", profile: "release-worker", optimise: &["-O4"], parts: &[LATER] };

/// Functions that opening the page does not run, each with the part that it goes into.
const RARE: &str = include_str!("../rare.txt");
/// Set while the page is built to see which functions run.
pub const PROFILE: &str = "AOLO_PROFILE";
/// Where that build names its functions.
const FUNCTIONS: &str = "functions.txt";
/// A stub takes the place of a function; below this many bytes it would not be smaller.
const LEAST_BYTES: usize = 48;

/// Parts by the fingerprints of functions.
type Rare = BTreeMap<&'static str, &'static str>;

/// Splits both modules in that folder; makes the parts small if they are to ship.
pub fn divide(folder: &Path, ship: bool) -> Result<(), String> {
    WORKER.divide(folder, ship, &BTreeMap::new())?;
    if env::var_os(PROFILE).is_some() {
        return PAGE.mark(folder, ship);
    }
    let part = |line: &'static str| {
        let mut words = line.split(' ');
        Some((words.next()?, words.next()?))
    };
    let rare = RARE.lines().filter_map(part).collect();
    PAGE.divide(folder, ship, &rare)
}

impl Whole {
    fn divide(&self, folder: &Path, ship: bool, rare: &Rare) -> Result<(), String> {
        let first = self.first(folder);
        let (whole, linked) = (read(&first)?, read(&self.linked(ship))?);
        let Parts { first: opens, later, imports } =
            self.with_cuts(rare, |cuts| split(&whole, &linked, cuts)).map_err(failed(&first))?;
        let script = folder.join(format!("{}.js", self.name));
        let text = String::from_utf8_lossy(&read(&script)?).into_owned();
        write(&script, with_short_names(text, &imports)?.as_bytes())?;
        let mut written = vec![(first, opens)];
        for (part, (bytes, moved)) in self.parts.iter().zip(later) {
            println!("{moved} functions of {} are fetched {}", self.name, part.name);
            written.push((folder.join(format!("{}_{}.wasm", self.name, part.name)), bytes));
        }
        for (path, bytes) in written {
            write(&path, &without_paths(bytes, &sources()))?;
            if ship {
                run(command("wasm-opt", self.optimise).arg(&path).arg("-o").arg(&path))?;
            }
        }
        Ok(())
    }

    /// Does something with the cuts by the source's names and by what is rare.
    fn with_cuts<T>(&self, rare: &Rare, act: impl FnOnce(&[Cut]) -> T) -> T {
        let tests: Vec<_> = self
            .parts
            .iter()
            .map(|part| {
                move |name: &str| {
                    is_cut(name, part)
                        || rare.get(fingerprint(&plain(name)).as_str()) == Some(&part.name)
                }
            })
            .collect();
        let cuts = self.parts.iter().zip(&tests);
        act(&cuts.map(|(part, is_cut)| Cut { load: part.load, is_cut }).collect::<Vec<_>>())
    }

    /// Makes it take down which of its functions run, and names them.
    fn mark(&self, folder: &Path, ship: bool) -> Result<(), String> {
        let first = self.first(folder);
        let (whole, linked) = (read(&first)?, read(&self.linked(ship))?);
        let listed = self.with_cuts(&BTreeMap::new(), |cuts| functions(&whole, &linked, cuts));
        let listed = listed.map_err(failed(&first))?;
        write(&first, &marking(&whole).map_err(failed(&first))?)?;
        // All is in the first part; what waits for the soon one finds it.
        write(&folder.join("ui_soon.wasm"), b"\0asm\x01\0\0\0")?;
        write(&folder.join(FUNCTIONS), list(&listed).as_bytes())
    }

    fn first(&self, folder: &Path) -> PathBuf {
        folder.join(format!("{}_bg.wasm", self.name))
    }

    /// What cargo has made for trunk.
    fn linked(&self, ship: bool) -> PathBuf {
        let target =
            env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
        let profile = if ship { self.profile } else { "debug" };
        target.join("wasm32-unknown-unknown").join(profile).join(format!("{}.wasm", self.name))
    }
}

/// Where cargo keeps the sources of libraries on this machine.
fn sources() -> String {
    let home =
        env::var("CARGO_HOME").or_else(|_| env::var("HOME").map(|it| format!("{it}/.cargo")));
    format!("{}/registry/src/", home.unwrap_or_default())
}

/// The same, with dots where the compiler has put down in which folder of this machine a library's
/// sources lie, up to the library's name: that is nobody's business, and the address of what panics
/// is told by the rest.
fn without_paths(mut bytes: Vec<u8>, sources: &str) -> Vec<u8> {
    let mut from = 0;
    while let Some(at) = find(&bytes[from..], sources.as_bytes()).map(|at| from + at) {
        let rest = at + sources.len();
        let end = bytes[rest..].iter().position(|&byte| byte == b'/').map_or(rest, |it| rest + it);
        bytes[at..end].fill(b'.');
        from = end;
    }
    bytes
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

fn failed(path: &Path) -> impl Fn(String) -> String {
    move |error| format!("{} could not be split: {error}", path.display())
}

/// A script with shorter names for what it provides: theirs hold hashes, which do not
/// compress.
fn with_short_names(mut script: String, names: &[(String, String)]) -> Result<String, String> {
    for (long, short) in names {
        let key = format!(" {long}: ");
        if script.matches(&key).count() != 1 {
            return Err(format!("the script does not provide {long} once"));
        }
        script = script.replacen(&key, &format!(" {short}: "), 1);
    }
    Ok(script)
}

/// Functions for tests/e2e/profile.mjs: fingerprint, the part that it goes into by the source or `-`
/// if it is not worth a stub, name.
fn list(functions: &[(String, usize, usize)]) -> String {
    let mut out = String::new();
    for (name, bytes, part) in functions {
        let name = plain(name);
        let part = if *bytes < LEAST_BYTES { "-".to_string() } else { part.to_string() };
        let shown: String = name.chars().take(80).collect();
        // Writing to a string does not fail.
        let _ = writeln!(out, "{} {part} {shown}", fingerprint(&name));
    }
    out
}

/// Takes down which functions opening the page does not run, by what the script prints.
pub fn profile(printed: &str) -> Result<(), String> {
    let lines: BTreeMap<&str, &str> =
        printed.lines().filter_map(|line| line.split_once(' ')).collect();
    let text: String = lines.iter().map(|(print, name)| format!("{print} {name}\n")).collect();
    write(&root().join("xtask/rare.txt"), text.as_bytes())
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    fs::read(path).map_err(|error| format!("{}: {error}", path.display()))
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), String> {
    fs::write(path, bytes).map_err(|error| format!("{}: {error}", path.display()))
}

/// Whether a compiled name is that of a cut; names stand in it with their lengths before them.
fn is_cut(name: &str, part: &Part) -> bool {
    let cuts = |(at, _): (usize, &str)| name[..at].ends_with(|it: char| it.is_ascii_digit());
    name.match_indices(&format!("{}_", part.name)).any(cuts)
}

/// A name as in the source, without the hashes of crates.
fn plain(name: &str) -> String {
    format!("{:#}", rustc_demangle::demangle(name))
}

/// Eight bytes that stand for a name, which may be long.
fn fingerprint(name: &str) -> String {
    let mut hash = crate::dist::Fnv::new();
    hash.add(name.as_bytes());
    format!("{:016x}", hash.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_are_known_by_their_name() {
        assert!(is_cut("_RNvNtNtCsd3_4aolo2ui4page9later_lab", &LATER));
        assert!(!is_cut("_RNvNtNtCsd3_4aolo2ui4page9later_lab", &SOON));
        assert!(is_cut("_RNvNtNtCsd3_4aolo2ui4page9soon_rest", &SOON));
        assert!(!is_cut("_RNvNtNtCsd3_4aolo2ui5later10load_later", &LATER));
        assert!(!is_cut("_RNvNtNtCsd3_4aolo2ui5later10when_there", &LATER));
    }

    #[test]
    fn the_script_provides_the_same_under_shorter_names() {
        let script = "{ __wbg_log_1f: function(a) { log(a); }, __wbg_log_1f2: f }";
        let names = [("__wbg_log_1f", "i0"), ("__wbg_log_1f2", "i1")];
        let names = names.map(|(long, short)| (long.to_string(), short.to_string()));
        let short = with_short_names(script.to_string(), &names).unwrap();
        assert_eq!(short, "{ i0: function(a) { log(a); }, i1: f }");
        assert!(with_short_names(short, &names).unwrap_err().contains("__wbg_log_1f"));
    }

    #[test]
    fn paths_of_this_machine_become_dots() {
        let bytes = b"a/home/me/.cargo/registry/src/mirror-1f/leptos-0.8/src/lib.rs\0/home/me/.cargo/registry/src/x/y";
        let left = without_paths(bytes.to_vec(), "/home/me/.cargo/registry/src/");
        let left = String::from_utf8(left).unwrap();
        assert_eq!(left.len(), bytes.len());
        assert!(left.starts_with("a...") && left.ends_with("./y"), "{left}");
        assert!(left.contains("./leptos-0.8/src/lib.rs\0."), "{left}");
        assert!(!left.contains("home") && !left.contains("mirror"), "{left}");
    }

    #[test]
    fn names_do_not_depend_on_hashes() {
        assert_eq!(plain("_RNvNtCsd3_4aolo2ui4page"), "aolo::ui::page");
        assert_eq!(plain("_RNvNtCsd4_4aolo2ui4page"), "aolo::ui::page");
        assert_eq!(plain("memcpy"), "memcpy");
    }

    #[test]
    fn the_rare_are_named_once_and_in_order() {
        let prints: Vec<&str> = RARE.lines().map(|line| &line[..16]).collect();
        assert!(prints.is_sorted_by(|a, b| a < b));
        for line in RARE.lines() {
            let part = line.split(' ').nth(1).unwrap();
            assert!(PAGE.parts.iter().any(|it| it.name == part), "{line}");
        }
    }
}
