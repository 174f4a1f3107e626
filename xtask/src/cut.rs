//! Cuts the modules of page and worker into what they start with and what is fetched after that;
//! `docs/cut.md` tells how and why. The source says where, by `#[wasm_split(part)]`, and
//! `wasm-split-cli` of wasm_split_cli_support does it: this runs the tools, one after the other.

use crate::run::{command, root, run};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// A module: `NAME.js`, `NAME_bg.wasm`.
struct Module {
    name: &'static str,
    /// Where it ships; both have a file `__wasm_split.js`.
    folder: &'static str,
    /// How cargo makes it where it is to ship.
    profile: &'static str,
    /// What wasm-opt does to each part then.
    passes: &'static [&'static str],
}

/// Not -Oz: what it folds together is smaller as it is and larger compressed.
const PAGE: Module =
    Module { name: "ui", folder: "", profile: "release-ui", passes: &["-O1", "--rse", "--vacuum"] };
const WORKER: Module =
    Module { name: "worker", folder: "worker", profile: "release-worker", passes: &["-O4"] };

/// Cuts both modules in that folder, and makes the parts small if they are to ship.
pub fn cut(folder: &Path, ship: bool) -> Result<(), String> {
    for module in [PAGE, WORKER] {
        module.cut(folder, ship)?;
    }
    Ok(())
}

impl Module {
    fn cut(&self, folder: &Path, ship: bool) -> Result<(), String> {
        let name = self.name;
        // Trunk has had wasm-bindgen make these of the module in one piece.
        for file in [format!("{name}.js"), format!("{name}_bg.wasm")] {
            fs::remove_file(folder.join(&file)).map_err(at(folder))?;
        }
        let parts = folder.join("parts");
        run(command("wasm-split-cli", &["--out-name", name]).arg(self.linked(ship)).arg(&parts))?;
        let first = parts.join(format!("{name}.wasm"));
        let to_web = ["--target", "web", "--no-typescript", "--no-demangle", "--keep-lld-exports"];
        run(command("wasm-bindgen", &to_web)
            .args(["--out-name", name, "--out-dir"])
            .arg(&parts)
            .arg(&first))?;
        fs::remove_file(&first).map_err(at(&first))?;
        shorten_names(&parts, name)?;
        let target = folder.join(self.folder);
        fs::create_dir_all(&target).map_err(at(&target))?;
        for entry in fs::read_dir(&parts).map_err(at(&parts))? {
            let path = entry.map_err(at(&parts))?.path();
            if path.extension().is_some_and(|extension| extension == "wasm") {
                self.finish(&path, ship)?;
            }
            let moved = target.join(path.file_name().unwrap_or_default());
            fs::rename(&path, &moved).map_err(at(&path))?;
        }
        fs::remove_dir(&parts).map_err(at(&parts))
    }

    /// As the linker has left it.
    fn linked(&self, ship: bool) -> PathBuf {
        let target =
            env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
        let profile = if ship { self.profile } else { "debug" };
        target.join("wasm32-unknown-unknown").join(profile).join(format!("{}.wasm", self.name))
    }

    fn finish(&self, path: &Path, ship: bool) -> Result<(), String> {
        let bytes = fs::read(path).map_err(at(path))?;
        fs::write(path, without_paths(bytes, &sources())).map_err(at(path))?;
        if ship {
            run(command("wasm-opt", self.passes).arg(path).arg("-o").arg(path))?;
        }
        Ok(())
    }
}

/// Puts numbers in the place of the hashes in the names of what a module's script provides: hashes
/// do not compress.
fn shorten_names(folder: &Path, module: &str) -> Result<(), String> {
    let files = [format!("{module}.js"), format!("{module}_bg.wasm")].map(|it| folder.join(it));
    let mut numbers = BTreeMap::new();
    for file in files {
        let mut bytes = fs::read(&file).map_err(at(&file))?;
        number_hashes(&mut bytes, &mut numbers);
        fs::write(&file, bytes).map_err(at(&file))?;
    }
    Ok(())
}

const HASH: usize = 16;

/// The same name gets the same number, of the same length.
fn number_hashes(bytes: &mut [u8], numbers: &mut BTreeMap<Vec<u8>, String>) {
    let mut from = 0;
    while let Some(at) = find(&bytes[from..], b"__wbg_").map(|at| from + at) {
        let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
        let length = bytes[at..].iter().take_while(|byte| is_name(byte)).count();
        from = at + length;
        let Some(hash) = bytes[at..from].len().checked_sub(HASH).map(|it| at + it) else {
            continue;
        };
        let is_hash = bytes[hash..from].iter().all(|it| matches!(it, b'0'..=b'9' | b'a'..=b'f'));
        if is_hash && bytes[hash - 1] == b'_' {
            let next = numbers.len();
            let number =
                numbers.entry(bytes[at..from].to_vec()).or_insert_with(|| format!("{next:0HASH$}"));
            bytes[hash..from].copy_from_slice(number.as_bytes());
        }
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

fn at(path: &Path) -> impl Fn(std::io::Error) -> String {
    move |error| format!("{}: {error}", path.display())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_keep_their_length_and_differ_by_a_number() {
        let mut numbers = BTreeMap::new();
        let mut script = b"__wbg_set_0123456789abcdef: f, __wbg_set_fedcba9876543210: g".to_vec();
        number_hashes(&mut script, &mut numbers);
        let numbered = b"__wbg_set_0000000000000000: f, __wbg_set_0000000000000001: g";
        assert_eq!(script, numbered);
        let mut module =
            b"\x1a__wbg_set_fedcba9876543210\x00__wbg_load\x00__wbg_0123456789abcdef0".to_vec();
        number_hashes(&mut module, &mut numbers);
        let numbered = b"\x1a__wbg_set_0000000000000001\x00__wbg_load\x00__wbg_0123456789abcdef0";
        assert_eq!(module, numbered);
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
}
