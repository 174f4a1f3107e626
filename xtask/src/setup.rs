//! Installs the tools that a new machine lacks, and skips what is there.
//!
//! Beforehand there must be rustup (the toolchain is named in rust-toolchain.toml), Node.js with
//! npm, and for the tests Debian's package sources, or Chromium with its driver and Firefox.

use crate::python;
use crate::run::{cargo_home, command, find, output, root, run};
use std::path::Path;
use std::process::Stdio;
use std::{env, fs};

const WASM: &str = "wasm32-unknown-unknown";
const TRUNK: &str = "0.21.14";
const WASM_SPLIT: &str = "0.2.4";
const BINARYEN: &str = "132";
/// Debian's 108 breaks the page without a word: what it makes of `Table.grow` fails at run time.
const WASM_OPT_MIN: u32 = 116;
const NODE_MIN: [u32; 2] = [20, 10];

/// What `trunk build` needs.
pub fn for_build() -> Result<(), String> {
    wasm_target()?;
    node()?;
    crates()?;
    wasm_bindgen()?;
    trunk()?;
    wasm_split()?;
    wasm_opt()
}

/// What the tests need on top of the build.
pub fn for_tests() -> Result<(), String> {
    // First what may need a person, so that nobody waits minutes to be asked for it.
    packages(&[CHROMIUM, FIREFOX, PYTHON])?;
    lints()?;
    for_build()?;
    page_tests()?;
    oracle()?;
    python::set_up()
}

/// What the checks without a browser need.
pub fn for_quick() -> Result<(), String> {
    lints()?;
    wasm_target()
}

/// What measuring needs.
pub fn for_bench() -> Result<(), String> {
    packages(&[CHROMIUM])?;
    wasm_target()?;
    wasm_bindgen()
}

/// Says what is about to be installed, and why.
fn installing(what: &str, why: &str) {
    println!("installing {what}: {why}");
}

fn wasm_target() -> Result<(), String> {
    let installed = output("rustc", &["--print", "target-libdir", "--target", WASM])
        .is_some_and(|folder| Path::new(folder.trim()).is_dir());
    if installed {
        return Ok(());
    }
    installing(WASM, "Rust's library for WebAssembly, which the page is compiled to");
    run(&mut command("rustup", &["target", "add", WASM]))
}

/// Every crate of Cargo.lock, for each platform: Trunk builds offline, and asks about all of them.
fn crates() -> Result<(), String> {
    run(&mut command("cargo", &["fetch", "--locked"]))
}

/// Shows that the set-up fetches all that building offline needs: with a cargo home without crates,
/// which a machine that has built before cannot show.
pub fn check_fetch() -> Result<(), String> {
    let home = root().join("target/empty-cargo-home");
    let failed = |error: std::io::Error| format!("{}: {error}", home.display());
    if home.exists() {
        fs::remove_dir_all(&home).map_err(failed)?;
    }
    fs::create_dir_all(&home).map_err(failed)?;
    // The configuration stays: it may say where crates come from.
    for name in ["config.toml", "config", "credentials.toml"] {
        let file = cargo_home()?.join(name);
        if file.exists() {
            fs::copy(file, home.join(name)).map_err(failed)?;
        }
    }
    let this = env::current_exe().map_err(|error| format!("the path of xtask: {error}"))?;
    run(command(&this.to_string_lossy(), &["setup"]).env("CARGO_HOME", &home))?;
    // What Trunk asks before it builds, and what it builds is all in the answer.
    let offline = ["metadata", "--offline", "--locked", "--format-version", "1"];
    run(command("cargo", &offline).env("CARGO_HOME", &home).stdout(Stdio::null()))?;
    fs::remove_dir_all(&home).map_err(failed)
}

fn lints() -> Result<(), String> {
    for (component, why) in [("rustfmt", "checks the format"), ("clippy", "checks the code")] {
        let program = if component == "clippy" { "cargo-clippy" } else { component };
        if output(program, &["--version"]).is_none() {
            installing(component, why);
            run(&mut command("rustup", &["component", "add", component]))?;
        }
    }
    Ok(())
}

fn node() -> Result<(), String> {
    let found = output("node", &["--version"]).and_then(|text| first_numbers(&text));
    let npm = output("npm", &["--version"]).is_some();
    match found {
        Some(version) if version >= NODE_MIN && npm => Ok(()),
        _ => Err(format!(
            "Node.js {}.{} or newer with npm is needed (for wasm-opt and the page's tests), \
             and `node --version` says {}; install it and try again",
            NODE_MIN[0],
            NODE_MIN[1],
            found.map_or("nothing".into(), |[major, minor]| format!("{major}.{minor}"))
        )),
    }
}

/// The generator of the glue between Rust and JavaScript; it must match the library to the digit.
fn wasm_bindgen() -> Result<(), String> {
    let lock = root().join("Cargo.lock");
    let text = fs::read_to_string(&lock).map_err(|error| format!("{}: {error}", lock.display()))?;
    let version = locked_version(&text, "wasm-bindgen")
        .ok_or_else(|| format!("{} names no wasm-bindgen", lock.display()))?;
    cargo_tool(
        "wasm-bindgen",
        &format!("wasm-bindgen-cli@{version}"),
        "makes the JavaScript side of the WebAssembly, and runs the browser tests",
        &[],
    )
}

fn trunk() -> Result<(), String> {
    cargo_tool(
        "trunk",
        &format!("trunk@{TRUNK}"),
        "puts the page together",
        &["--no-default-features", "--features", "rustls"],
    )
}

/// Cuts the page's module where `#[wasm_split]` stands. It does not tell its own version: the list
/// that cargo keeps beside it does.
fn wasm_split() -> Result<(), String> {
    let package = "wasm_split_cli_support";
    let listed = find(&["wasm-split-cli"]).and_then(|program| {
        fs::read_to_string(program.parent()?.parent()?.join(".crates.toml")).ok()
    });
    if listed.is_some_and(|list| list.contains(&format!("\"{package} {WASM_SPLIT} "))) {
        return Ok(());
    }
    cargo_tool(
        "wasm-split-cli",
        &format!("{package}@{WASM_SPLIT}"),
        "cuts the page's module in parts",
        &["--features", "build-binary"],
    )
}

/// Installs `package@version` with cargo unless `program` is there in just that version.
fn cargo_tool(program: &str, package: &str, why: &str, features: &[&str]) -> Result<(), String> {
    let wanted = package.split('@').next_back();
    let found = output(program, &["--version"]);
    if wanted.is_some() && found.as_deref().and_then(version_word) == wanted {
        return Ok(());
    }
    installing(package, &format!("{why} (compiles for some minutes)"));
    run(command("cargo", &["install", "--locked", package])
        .args(features)
        // Compile time counts here, not speed: this halves it.
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1"))
}

fn wasm_opt() -> Result<(), String> {
    let found = output("wasm-opt", &["--version"]).and_then(|text| first_numbers(&text));
    if found.is_some_and(|[major, _]| major >= WASM_OPT_MIN) {
        return Ok(());
    }
    let package = format!("binaryen@{BINARYEN}");
    installing(&package, "its wasm-opt makes the WebAssembly smaller and faster");
    // Into cargo's folder: its bin/ is on PATH already and needs no special rights.
    run(command("npm", &["install", "--global", "--no-audit", "--no-fund", "--prefix"])
        .arg(cargo_home()?)
        .arg(package))
}

/// What Debian has in packages.
struct Needed {
    what: &'static str,
    there: fn() -> bool,
    packages: &'static str,
}

/// Chromium, with the driver that wasm-bindgen's runner speaks to.
const CHROMIUM: Needed = Needed {
    what: "chromium or google-chrome, and chromedriver",
    there: || {
        let names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
        find(&names).is_some() && find(&["chromedriver"]).is_some()
    },
    packages: "chromium chromium-headless-shell chromium-driver fonts-liberation",
};
const FIREFOX: Needed = Needed {
    what: "firefox-esr or firefox",
    there: || find(&["firefox-esr", "firefox"]).is_some(),
    packages: "firefox-esr",
};
const PYTHON: Needed = Needed {
    what: "python3 with venv",
    there: || output("python3", &["-c", "import ensurepip"]).is_some(),
    packages: "python3-venv",
};

/// Installs those that are missing, all at once: what only root can do is asked for once.
fn packages(wanted: &[Needed]) -> Result<(), String> {
    let missing: Vec<&Needed> = wanted.iter().filter(|needed| !(needed.there)()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let packages = missing.iter().map(|needed| needed.packages).collect::<Vec<_>>().join(" ");
    if find(&["apt-get"]).is_none() {
        let what: Vec<&str> = missing.iter().map(|needed| needed.what).collect();
        return Err(format!(
            "the tests need on PATH: {}; install them and try again",
            what.join("; ")
        ));
    }
    if output("id", &["-u"]).is_none_or(|id| id.trim() != "0") {
        return Err(format!(
            "the tests need what only root can install; run this and try again:\n\n  \
             sudo apt-get install -y {packages}\n"
        ));
    }
    installing(&packages, "for the tests: browsers, what drives them, a font, Python");
    run(&mut command("apt-get", &["update", "-q"]))?;
    run(command("apt-get", &["install", "-yq", "--no-install-recommends"])
        .args(packages.split(' '))
        .env("DEBIAN_FRONTEND", "noninteractive"))
}

fn page_tests() -> Result<(), String> {
    let folder = root().join("tests/e2e");
    let modified = |file| fs::metadata(folder.join(file)).and_then(|data| data.modified()).ok();
    let installed = modified("node_modules/.package-lock.json");
    if installed.is_some() && installed >= modified("package-lock.json") {
        return Ok(());
    }
    installing("the packages of tests/e2e", "drive the browser through the built page");
    run(command("npm", &["ci", "--no-audit", "--no-fund"]).current_dir(&folder))
}

/// The Python that the tests compare the model by, relative to the project's folder.
pub const ORACLE: &str = "target/oracle/bin/python";

fn oracle() -> Result<(), String> {
    let libraries = ["numpy", "scipy", "mpmath"];
    let python = root().join(ORACLE);
    let python = python.to_string_lossy();
    if output(&python, &["-c", &format!("import {}", libraries.join(", "))]).is_some() {
        return Ok(());
    }
    installing("numpy, scipy and mpmath into target/oracle", "tests/oracle computes with them");
    run(&mut command("python3", &["-m", "venv", "target/oracle"]))?;
    run(command(&python, &["-m", "pip", "install", "--quiet"]).args(libraries))
}

/// The version of `package` in a Cargo.lock.
fn locked_version<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    lines.nth(1)?.strip_prefix("version = \"")?.strip_suffix('"')
}

/// The second word of a line such as `trunk 0.21.14`.
fn version_word(text: &str) -> Option<&str> {
    text.split_whitespace().nth(1)
}

/// The first version in a text such as `wasm-opt version 132 (version_132)` or `v20.10.0`, major and
/// minor; without a minor that is 0.
fn first_numbers(text: &str) -> Option<[u32; 2]> {
    let version = text.trim_start_matches(|character: char| !character.is_ascii_digit());
    let mut numbers =
        version.split(|character: char| !character.is_ascii_digit()).map(|it| it.parse().ok());
    Some([numbers.next()??, numbers.next().flatten().unwrap_or(0)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_from_what_tools_print() {
        assert_eq!(version_word("wasm-bindgen 0.2.129\n"), Some("0.2.129"));
        assert_eq!(version_word("trunk"), None);
        assert_eq!(first_numbers("wasm-opt version 132 (version_132)\n"), Some([132, 0]));
        assert_eq!(first_numbers("wasm-opt version 108"), Some([108, 0]));
        assert_eq!(first_numbers("v20.9.1\n"), Some([20, 9]));
        assert_eq!(first_numbers("none"), None);
    }

    #[test]
    fn the_lock_file_gives_the_version_of_just_that_package() {
        let lock = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"0.1.0\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.129\"\nsource = \"x\"\n";
        assert_eq!(locked_version(lock, "wasm-bindgen"), Some("0.2.129"));
        assert_eq!(locked_version(lock, "wasm"), None);
    }
}
