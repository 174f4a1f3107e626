//! Every check of the project, one after another; the first that fails ends the run.

use crate::run::{command, find, root, run};
use std::process::Command;
use std::time::{Duration, Instant};

/// A check: what it is called, and how it is run.
struct Step {
    name: &'static str,
    command: Command,
}

/// Runs the checks and sums them up.
pub fn all() -> Result<(), String> {
    let mut done: Vec<(&str, Duration)> = Vec::new();
    for mut step in steps() {
        println!("\n== {} ==", step.name);
        let start = Instant::now();
        let result = run(&mut step.command);
        let time = start.elapsed();
        if let Err(error) = result {
            summary(&done);
            println!("FAILED {:7.1} s  {}", time.as_secs_f64(), step.name);
            return Err(format!("{}: {error}; its output is above", step.name));
        }
        done.push((step.name, time));
    }
    summary(&done);
    Ok(())
}

fn summary(done: &[(&str, Duration)]) {
    println!("\n== summary ==");
    for (name, time) in done {
        println!("ok     {:7.1} s  {name}", time.as_secs_f64());
    }
}

fn steps() -> Vec<Step> {
    let mut browser_tests = step(
        "browser tests, in a window and in a worker",
        // Without the page's own feature: nothing here needs leptos, which takes minutes to build.
        "cargo test --locked --target wasm32-unknown-unknown --features worker \
         --test browser_window --test browser_worker",
    );
    // 200 updates of both learners take longer than the runner's 20 s on a slow machine.
    browser_tests.command.env("WASM_BINDGEN_TEST_TIMEOUT", "600");
    if let Some(driver) = find(&["chromedriver"]) {
        browser_tests.command.env("CHROMEDRIVER", driver);
    }
    vec![
        step("format", "cargo fmt --all --check"),
        step(
            "lints, native",
            "cargo clippy --locked --workspace --all-targets -- -D warnings",
        ),
        // Also runs the examples in the documentation.
        step("tests, native", "cargo test --locked --workspace"),
        step(
            "lints, browser",
            // The unit tests draw on a library that a browser has no randomness for: native only.
            "cargo clippy --locked --target wasm32-unknown-unknown --features ui,worker \
             --lib --bins --test browser_window --test browser_worker --bench updates -- -D warnings",
        ),
        browser_tests,
        step("set-up with an empty cargo home", "cargo xtask check-fetch"),
        step("build of the page", "trunk build --release"),
        page_tests("tests of the built page, in Chromium", "chromium"),
        page_tests("tests of the built page, in Firefox", "firefox"),
    ]
}

fn page_tests(name: &'static str, engine: &str) -> Step {
    // Without arguments it finds the tests by itself; versions differ in how they read a folder's name.
    let mut step = step(name, "node --test");
    step.command.current_dir(root().join("tests/e2e")).env("AOLO_ENGINE", engine);
    step
}

/// A step from its command line, a program and arguments without spaces in them.
fn step(name: &'static str, line: &str) -> Step {
    let mut words = line.split_whitespace();
    let program = words.next().unwrap_or_default();
    Step { name, command: command(program, &words.collect::<Vec<_>>()) }
}
