//! The Python package: what it needs, and its tests.
//!
//! It has a workspace and a lock of its own (`python/Cargo.toml` says why), and is built here as people
//! build it, by pip, into an environment below target/.

use crate::run::{command, output, root, run};
use std::env;
use std::process::Command;

/// What the tests need, and what they need it for; relative to the project's folder, its environment.
const VENV: &str = "target/python";
const NEEDED: [&str; 5] = ["maturin", "numpy", "gymnasium", "pytest", "ray"];
/// The same with torch, which takes GiBs.
const TORCH_VENV: &str = "target/python-baselines";
const WITH_TORCH: [&str; 6] =
    ["maturin", "numpy", "gymnasium", "pytest", "ray", "stable-baselines3"];

/// Installs what the tests need.
pub fn set_up() -> Result<(), String> {
    run(&mut command("cargo", &["fetch", "--locked", "--manifest-path", "python/Cargo.toml"]))?;
    environment(VENV, &NEEDED, "the tests of python/ build it and try it")
}

/// Builds the package and tests what needs no torch.
pub fn check() -> Result<(), String> {
    let format = ["fmt", "--check", "--manifest-path", "python/Cargo.toml"];
    run(&mut command("cargo", &format))?;
    install(VENV)?;
    tests(VENV, &["python/tests"])
}

/// Tests what needs torch; with a number of seeds it also trains as many of each recipe.
pub fn baselines(seeds: Option<&str>) -> Result<(), String> {
    environment(TORCH_VENV, &WITH_TORCH, "python/baselines trains with torch (some GiB)")?;
    install(TORCH_VENV)?;
    let Some(seeds) = seeds else { return tests(TORCH_VENV, &["python/baselines"]) };
    let train = ["python/baselines/train.py", "--dir", "results/public", "--seeds", seeds];
    run(&mut python(TORCH_VENV, &train))
}

fn python(venv: &str, args: &[&str]) -> Command {
    command(&root().join(venv).join("bin/python").to_string_lossy(), args)
}

/// An environment with these packages, made where it is not there.
fn environment(venv: &str, packages: &[&str], why: &str) -> Result<(), String> {
    let modules = packages.join(", ").replace('-', "_");
    let program = root().join(venv).join("bin/python");
    if output(&program.to_string_lossy(), &["-c", &format!("import {modules}")]).is_some() {
        return Ok(());
    }
    println!("installing {} into {venv}: {why}", packages.join(", "));
    run(&mut command("python3", &["-m", "venv", venv]))?;
    run(python(venv, &["-m", "pip", "install", "--quiet"]).args(packages))
}

/// As `pip install ./python`, with the maturin that is there instead of one that is fetched each time.
fn install(venv: &str) -> Result<(), String> {
    let pip = "-m pip install --quiet --no-build-isolation --no-deps --force-reinstall ./python";
    let mut pip = python(venv, &pip.split(' ').collect::<Vec<_>>());
    let mut path = vec![root().join(venv).join("bin")];
    path.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
    let path = env::join_paths(path).map_err(|error| format!("PATH: {error}"))?;
    run(pip.env("PATH", path).env("CARGO_TARGET_DIR", root().join("target/python-build")))
}

fn tests(venv: &str, folders: &[&str]) -> Result<(), String> {
    let this = env::current_exe().map_err(|error| format!("the path of xtask: {error}"))?;
    let aolo = this.with_file_name(format!("aolo{}", env::consts::EXE_SUFFIX));
    if !aolo.exists() {
        run(&mut command("cargo", &["build", "--locked"]))?;
    }
    let mut pytest = python(venv, &["-m", "pytest", "--quiet", "-p", "no:cacheprovider"]);
    run(pytest.args(folders).env("AOLO_BIN", aolo))
}
