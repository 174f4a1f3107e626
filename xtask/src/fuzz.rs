//! Random input in masses: the tests that are called `fuzz_…`, with a million inputs instead of those
//! of every day, and the kernels' unsafe code under Miri where the toolchain has it.

use crate::run::{command, output, root};
use std::fs;
use std::time::Instant;

const INPUTS: u64 = 1_000_000;
/// Tests of modules that hold unsafe code; what the allocator of the worker does only a browser can.
const UNSAFE: [&str; 3] = ["nn::bits::", "nn::gemm::", "snn::events::"];
const NIGHTLY: &str = "+nightly";

/// Runs them and writes docs/fuzz.md.
///
/// # Errors
/// The first input that is not as it should be, or what could not be run.
pub fn run() -> Result<(), String> {
    let start = Instant::now();
    let mut tests = command("cargo", &["test", "--locked", "fuzz_", "--", "--show-output"]);
    tests.env("AOLO_FUZZ", INPUTS.to_string());
    let printed = tests.output().map_err(|error| format!("cargo test: {error}"))?;
    let text = String::from_utf8_lossy(&printed.stdout).into_owned();
    print!("{text}");
    if !printed.status.success() {
        eprint!("{}", String::from_utf8_lossy(&printed.stderr));
        return Err("an input was not as it should be; its number is above".to_string());
    }
    let names = passed(&text);
    if names.is_empty() {
        return Err("no test is called fuzz_…".to_string());
    }
    let seconds = start.elapsed().as_secs();
    let miri = miri()?;
    let path = root().join("docs/fuzz.md");
    fs::write(&path, report(&names, &rows(&text), seconds, miri))
        .map_err(|error| format!("{}: {error}", path.display()))
}

/// Names of the tests that passed, in the output of `cargo test`.
fn passed(text: &str) -> Vec<String> {
    let name = |line: &str| {
        let name = line.strip_prefix("test ")?.strip_suffix(" ... ok")?;
        name.contains("fuzz_").then(|| name.to_string())
    };
    let mut names: Vec<String> = text.lines().filter_map(name).collect();
    names.sort();
    names
}

/// What the decoders' tests print of themselves, lines of a table.
fn rows(text: &str) -> Vec<String> {
    let mut rows: Vec<String> =
        text.lines().filter(|line| line.starts_with("| ")).map(str::to_string).collect();
    rows.sort();
    rows
}

/// Runs the tests of the unsafe modules under Miri; whether there is one.
fn miri() -> Result<bool, String> {
    if output("cargo", &[NIGHTLY, "miri", "--version"]).is_none() {
        eprintln!("Miri is left out: rustup {NIGHTLY} component add miri");
        return Ok(false);
    }
    let words = [&[NIGHTLY, "miri", "test", "--lib", "--"][..], &UNSAFE].concat();
    crate::run::run(&mut command("cargo", &words))?;
    Ok(true)
}

fn report(names: &[String], rows: &[String], seconds: u64, miri: bool) -> String {
    let tests: String = names.iter().map(|name| format!("- `{name}`\n")).collect();
    let miri = match miri {
        true => "passed under Miri",
        false => "were not run under Miri, which this toolchain lacked",
    };
    format!(
        "# Random input in masses\n\n`cargo xtask fuzz` wrote this. Each test had {INPUTS} inputs \
         (AOLO_FUZZ), numbered from 0; an input\u{2019}s number is its seed. All passed, in {seconds} s \
         together, compiling included:\n\n{tests}\n## Decoders\n\n{TABLE}{}\n\nThe \
         kernels\u{2019} unsafe code: its tests {miri}.\n",
        rows.join("\n")
    )
}

const TABLE: &str = "Valid inputs that were mutated, and a tenth of random bytes. An input that is not \
                     taken has an error that names what is wrong. The longest time is that of the \
                     slowest input, the least of up to four tries on a machine that does other \
                     things; memory is what the input needed at once.\n\n\
                     | decoder | inputs | taken | longest | most memory |\n|:---|---:|---:|---:|---:|\n";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_has_passed_is_reported() {
        let text = "running 3 tests\ntest fuzz::fuzz_b ... ok\ntest fuzz::fuzz_a ... ok\n\
                    test link::other ... ok\ntest fuzz::fuzz_c ... FAILED\n";
        assert_eq!(passed(text), ["fuzz::fuzz_a", "fuzz::fuzz_b"]);
        let row = "| links | 1000000 | 7 | 0.1 ms | 2 KiB |";
        let rows = rows(&format!("{text}successes:\n\n---- fuzz_b stdout ----\n{row}\n"));
        let report = report(&passed(text), &rows, 7, false);
        assert!(report.contains(&format!("---:|\n{row}\n\nThe")), "{report}");
        assert!(
            report.contains("- `fuzz::fuzz_a`\n- `fuzz::fuzz_b`\n") && report.contains("1000000")
        );
    }
}
