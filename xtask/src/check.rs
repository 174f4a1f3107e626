//! Every check of the project, in lanes that run side by side; the first that fails ends them all.

use crate::run::{command, end, find, line, root};
use crate::setup::ORACLE;
use std::fs::{self, File};
use std::path::PathBuf;
use std::process::Command;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use std::{env, thread};

/// A check: what it is called, how it is run, and which steps of other lanes it waits for.
struct Step {
    name: &'static str,
    command: Command,
    after: &'static [&'static str],
}

const NATIVE: &str = "tests, native";
const PAGE: &str = "build of the page";

/// Runs every check.
pub fn all() -> Result<(), String> {
    let mut browser_tests = typed(
        // Without the page's own feature: nothing here needs leptos, which takes minutes to build. As the
        // worker ships: what these tests hold are its bits, and what they do not reach is not compiled.
        "cargo test --locked --profile release-worker --target wasm32-unknown-unknown --features worker \
         --test browser_window --test browser_worker",
    );
    // 200 updates of both learners take longer than the runner's 20 s on a slow machine.
    browser_tests.env("WASM_BINDGEN_TEST_TIMEOUT", "600");
    if let Some(driver) = find(&["chromedriver"]) {
        browser_tests.env("CHROMEDRIVER", driver);
    }
    let mut native = native()?;
    let python = root().join(ORACLE);
    let independent = |file: &str, n: &str| {
        let mut oracle =
            command(&python.to_string_lossy(), &[file, "--n", n, "--seed", "1", "--bin"]);
        oracle.arg(aolo()?);
        Ok::<_, String>(oracle)
    };
    native.extend([
        step("the model beside an independent one", independent("tests/oracle/compare.py", "30")?),
        step("the day beside an independent one", independent("tests/oracle/day.py", "8")?),
        step(
            "agents that ship, judged independently",
            independent("tests/oracle/policies.py", "300")?,
        ),
        step("the Python package", command(&this()?.to_string_lossy(), &["check-python"])),
        step("browser tests, in a window and in a worker", browser_tests),
        page_tests("tests of the built page, in Firefox", "firefox")?,
    ]);
    // Not by cargo, which would wait for what the other lane compiles.
    let fetch = command(&this()?.to_string_lossy(), &["check-fetch"]);
    let page = vec![
        step("set-up with an empty cargo home", fetch),
        browser_lints(),
        step(PAGE, typed("trunk build --release")),
        page_tests("tests of the built page, in Chromium", "chromium")?,
    ];
    run(vec![native, page])
}

/// Runs what needs neither a browser nor the built page.
pub fn quick() -> Result<(), String> {
    run(vec![native()?, vec![browser_lints()]])
}

fn native() -> Result<Vec<Step>, String> {
    let licences = command(&this()?.to_string_lossy(), &["check-licences"]);
    Ok(vec![
        step("format", typed("cargo fmt --all --check")),
        step(
            "lints, native",
            typed("cargo clippy --locked --workspace --all-targets -- -D warnings"),
        ),
        // Also the examples in the documentation, and the commands that documents show.
        step(NATIVE, typed("cargo test --locked")),
        step("tests of xtask", typed("cargo test --locked --package xtask")),
        step("licences and sources of the libraries", licences),
    ])
}

fn browser_lints() -> Step {
    // The unit tests draw on a library that a browser has no randomness for: native only. In the
    // profile of the page, for which macros are then compiled once.
    let lints = "cargo clippy --locked --profile release-ui --target wasm32-unknown-unknown \
                 --features ui,worker --lib --bins --test browser_window --test browser_worker \
                 --bench updates -- -D warnings";
    step("lints, browser", typed(lints))
}

/// The command line that the native tests have built.
fn aolo() -> Result<PathBuf, String> {
    Ok(this()?.with_file_name(format!("aolo{}", env::consts::EXE_SUFFIX)))
}

/// The tests of the built page in one browser.
fn page_tests(name: &'static str, engine: &str) -> Result<Step, String> {
    // By itself it leaves a core alone, and most of a test is waiting.
    let mut tests = typed("npm test --silent -- --test-concurrency=2");
    tests.current_dir(root().join("tests/e2e")).env("AOLO_ENGINE", engine).env("AOLO_BIN", aolo()?);
    Ok(Step { name, command: tests, after: &[NATIVE, PAGE] })
}

/// This program, which lies beside what cargo builds for the tests.
fn this() -> Result<PathBuf, String> {
    env::current_exe().map_err(|error| format!("the path of xtask: {error}"))
}

/// A step that waits for none of another lane.
fn step(name: &'static str, command: Command) -> Step {
    Step { name, command, after: &[] }
}

/// A command as one types it, a program and arguments without spaces in them.
fn typed(line: &str) -> Command {
    let (program, words) = line.split_once(' ').unwrap_or((line, ""));
    command(program, &words.split_whitespace().collect::<Vec<_>>())
}

/// What the lanes tell each other.
#[derive(Default)]
struct Board {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    done: Vec<&'static str>,
    failed: Option<String>,
    /// Process ids of the steps that run.
    running: Vec<u32>,
}

/// Runs the lanes side by side, prints the output of each step once it has ended, and sums up.
fn run(lanes: Vec<Vec<Step>>) -> Result<(), String> {
    let (board, start) = (Board::default(), Instant::now());
    let run_lane = |lane: Vec<Step>| -> Vec<_> {
        lane.into_iter().map_while(|step| Some((step.name, board.run(step)?))).collect()
    };
    let times = thread::scope(|scope| {
        let lanes: Vec<_> = lanes.into_iter().map(|it| scope.spawn(|| run_lane(it))).collect();
        lanes.into_iter().map(|lane| lane.join().unwrap_or_default()).collect::<Vec<_>>()
    });
    println!("\n== summary ==");
    for (lane, times) in times.iter().enumerate() {
        let sum: Duration = times.iter().map(|(_, time)| *time).sum();
        println!("lane {}   {:7.1} s", lane + 1, sum.as_secs_f64());
        for (name, time) in times {
            println!("    ok   {:7.1} s  {name}", time.as_secs_f64());
        }
    }
    println!("in all   {:7.1} s", start.elapsed().as_secs_f64());
    board.state().failed.take().map_or(Ok(()), Err)
}

impl Board {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Runs one step, once those that it waits for are done; the time it took, or nothing if it or
    /// another has failed.
    fn run(&self, mut step: Step) -> Option<Duration> {
        let waits = |state: &mut State| {
            state.failed.is_none() && !step.after.iter().all(|name| state.done.contains(name))
        };
        let state = self.changed.wait_while(self.state(), waits);
        let mut state = state.unwrap_or_else(PoisonError::into_inner);
        if state.failed.is_some() {
            return None;
        }
        println!("-- {}: {}", step.name, line(&step.command));
        let start = Instant::now();
        let started = log(step.name).and_then(|(path, out)| {
            let errors = out.try_clone()?;
            Ok((path, step.command.stdout(out).stderr(errors).spawn()?))
        });
        let result = match started {
            Err(error) => Err(format!("could not be started: {error}")),
            Ok((path, mut child)) => {
                state.running.push(child.id());
                drop(state);
                let status = child.wait();
                state = self.state();
                state.running.retain(|id| *id != child.id());
                if state.failed.is_some() {
                    return None;
                }
                let output = fs::read(path).unwrap_or_default();
                println!("\n== {} ==\n{}", step.name, String::from_utf8_lossy(&output));
                match status {
                    Ok(status) if status.success() => Ok(()),
                    Ok(status) => Err(format!("ended with {status}; its output is above")),
                    Err(error) => Err(format!("could not be waited for: {error}")),
                }
            }
        };
        let time = start.elapsed();
        match &result {
            Ok(()) => state.done.push(step.name),
            Err(error) => {
                state.failed = Some(format!("{}: {error}", step.name));
                state.running.iter().for_each(|id| end(*id));
            }
        }
        self.changed.notify_all();
        result.ok().map(|()| time)
    }
}

/// The file that a step writes to, so that what two of them say does not mix.
fn log(name: &str) -> std::io::Result<(PathBuf, File)> {
    let folder = root().join("target/checks");
    fs::create_dir_all(&folder)?;
    let path = folder.join(format!("{name}.log"));
    let file = File::create(&path)?;
    Ok((path, file))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(name: &'static str, script: &str, after: &'static [&'static str]) -> Step {
        Step { name, command: command("sh", &["-c", script]), after }
    }

    #[test]
    fn a_step_waits_for_another_lane() {
        let file = env::temp_dir().join(format!("aolo-lanes-{}", std::process::id()));
        let [write, read] =
            [format!("sleep 0.3; touch {0}", file.display()), format!("rm {}", file.display())];
        let lanes = vec![
            vec![shell("test step that reads", &read, &["test step that writes"])],
            vec![shell("test step that writes", &write, &[])],
        ];
        assert_eq!(run(lanes), Ok(()));
    }

    /// What runs is ended with what it has started, what waits is never started.
    #[test]
    fn the_first_failure_ends_every_lane() {
        let start = Instant::now();
        let lanes = vec![
            vec![
                shell("test step that lasts", "sleep 60 | sleep 60", &[]),
                shell("test step after it", "exit 4", &[]),
            ],
            vec![shell("test step that fails", "sleep 0.2; exit 3", &[])],
            vec![shell("test step that waits", "exit 5", &["test step that lasts"])],
        ];
        let error = run(lanes).unwrap_err();
        assert!(error.starts_with("test step that fails: ended with exit status: 3"), "{error}");
        assert!(start.elapsed() < Duration::from_secs(30));
    }
}
