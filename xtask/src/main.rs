//! `cargo xtask`: sets up, builds, serves and tests AOLO Lab.
//!
//! - [`setup`] installs the tools that are missing;
//! - [`dist`] builds the page into `dist/`;
//! - `xtask/single` makes one file of it;
//! - `xtask/serve.mjs` serves `dist/` on this machine, and to the tests of the built page;
//! - [`check`] runs every check, as the continuous integration does;
//! - [`python`] builds the Python package and tries it;
//! - [`fuzz`] gives the tests called `fuzz_…` a million inputs;
//! - [`bench`] measures speed, native, in a browser and beside PyTorch;
//! - [`licences`] reads what the libraries allow, and where they come from;
//! - [`cut`] cuts the modules of page and worker;
//! - [`texts`] reads the page's texts, and [`day`] packs the hours of the grids, as `build.rs` does;
//! - [`run`] starts other programs for all of them.
//!
//! The standard library and one small library for hashes, so that it compiles in seconds on a new
//! machine.

mod bench;
mod check;
mod cut;
mod dist;
mod fuzz;
mod licences;
mod python;
mod run;
mod setup;
#[path = "../../build/day.rs"]
mod day;
#[path = "../../build/texts.rs"]
mod texts;

use std::process::ExitCode;

/// The port that is tried first.
const DEFAULT_PORT: u16 = 8080;

/// A command of `cargo xtask`.
struct Task {
    name: &'static str,
    /// Empty for what other programs call.
    about: &'static str,
    /// The one flag it takes, what its value is called, and what it does.
    flag: Option<[&'static str; 3]>,
    /// Gets the flag's value, if it is given.
    run: fn(Option<&str>) -> Result<(), String>,
}

const TASKS: [Task; 15] = [
    Task {
        flag: Some(["--port", "N", "listen on port N; without it on 8080; on a free one if taken"]),
        ..task("serve", "set up, build and serve the page on this machine", |port| {
            let port = port.map_or(Ok(DEFAULT_PORT), port_of)?;
            build()?;
            run::run(&mut run::command("node", &["xtask/serve.mjs", &port.to_string()]))
        })
    },
    task("build", "set up and build the page into dist/", |_| build()),
    task("single", "the same; the whole page as one file is dist/aolo-lab.html then", |_| {
        build()?;
        println!("dist/aolo-lab.html opens by a double click");
        Ok(())
    }),
    task("test", "set up and run every check: format, lints, tests, the built page", |_| {
        setup::for_tests()?;
        check::all()
    }),
    task("quick", "run the checks that need no browser: format, lints, native tests", |_| {
        setup::for_quick()?;
        check::quick()
    }),
    task("bench", "measure speed: native, in a browser, and PyTorch where there is one", |_| {
        setup::for_bench()?;
        bench::run()
    }),
    task("budgets", "build the page and print what it weighs and how swift it is", |_| {
        setup::for_tests()?;
        dist::build()?;
        run::run(&mut run::command("node", &["tests/e2e/budgets.mjs"]))
    }),
    task("fuzz", "a million random inputs for each test called fuzz_…, and Miri", |_| {
        fuzz::run()
    }),
    task("soak", "build the page, use it long in one tab, and write docs/soak.md", |_| {
        setup::for_tests()?;
        dist::build()?;
        run::run(&mut run::command("node", &["tests/e2e/soak.mjs"]))
    }),
    Task {
        flag: Some([
            "--seeds",
            "N",
            "train N seeds of each recipe into results/public; takes hours",
        ]),
        ..task("python-baselines", "set up torch and test what of python/ needs it", |seeds| {
            python::baselines(seeds)
        })
    },
    task("setup", "install what the above need and this machine lacks", |_| setup::for_tests()),
    // Called by the hook in Trunk.toml, on the files that trunk is about to put into dist/.
    task("finish-dist", "", |_| dist::finish()),
    // A step of the checks.
    task("check-licences", "", |_| licences::check()),
    task("check-fetch", "", |_| setup::check_fetch()),
    task("check-python", "", |_| python::check()),
];

const fn task(
    name: &'static str,
    about: &'static str,
    run: fn(Option<&str>) -> Result<(), String>,
) -> Task {
    Task { name, about, flag: None, run }
}

/// What the arguments ask for.
enum Asked<'a> {
    Help(Option<&'static Task>),
    Run(&'static Task, Option<&'a str>),
}

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let done = parse(&args).and_then(|asked| match asked {
        Asked::Help(task) => {
            print!("{}", task.map_or_else(overview, help));
            Ok(())
        }
        Asked::Run(task, value) => (task.run)(value),
    });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}

fn parse(args: &[String]) -> Result<Asked<'_>, String> {
    let Some((name, rest)) = args.split_first() else { return Ok(Asked::Help(None)) };
    if ["help", "--help", "-h"].contains(&name.as_str()) {
        return Ok(Asked::Help(None));
    }
    let task = TASKS
        .iter()
        .find(|task| task.name == name)
        .ok_or_else(|| format!("there is no command {name}\n\n{}", overview()))?;
    let (mut value, mut wants_help) = (None, false);
    let mut rest = rest.iter();
    while let Some(word) = rest.next() {
        if ["--help", "-h"].contains(&word.as_str()) {
            wants_help = true;
            continue;
        }
        let (flag, joined) = word.split_once('=').map_or((&word[..], None), |(a, b)| (a, Some(b)));
        match task.flag {
            Some([known, ..]) if known == flag => {
                let given = joined.or_else(|| rest.next().map(String::as_str));
                value =
                    Some(given.ok_or_else(|| format!("{flag} lacks its value\n\n{}", help(task)))?);
            }
            _ => return Err(format!("{name} does not take {word}\n\n{}", help(task))),
        }
    }
    Ok(if wants_help { Asked::Help(Some(task)) } else { Asked::Run(task, value) })
}

/// A command with its flag, as one types it.
fn usage(task: &Task) -> String {
    let flag = task.flag.map(|[flag, value, _]| format!(" [{flag} {value}]"));
    format!("{}{}", task.name, flag.unwrap_or_default())
}

fn overview() -> String {
    let shown = TASKS.iter().filter(|task| !task.about.is_empty());
    let lines = shown.map(|task| format!("  {:<28} {}\n", usage(task), task.about));
    format!(
        "cargo xtask COMMAND\n\n{}\nCOMMAND --help says what a command takes.\n",
        lines.collect::<String>()
    )
}

fn help(task: &Task) -> String {
    let mut text = format!("cargo xtask {}\n\n  {}\n\n", usage(task), task.about);
    let help = ["--help", "", "print this text"];
    for [flag, value, about] in task.flag.into_iter().chain([help]) {
        text += &format!("  {:<10} {about}\n", format!("{flag} {value}"));
    }
    text
}

fn port_of(text: &str) -> Result<u16, String> {
    text.parse().map_err(|_| format!("--port {text} is not a port; give a number from 0 to 65535"))
}

fn build() -> Result<(), String> {
    setup::for_build()?;
    dist::build()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a command line asks for, or the error.
    fn asked(line: &str) -> Result<String, String> {
        let args: Vec<String> = line.split_whitespace().map(str::to_string).collect();
        Ok(match parse(&args)? {
            Asked::Help(task) => format!("help {}", task.map_or("", |task| task.name)),
            Asked::Run(task, value) => format!("run {} {}", task.name, value.unwrap_or("-")),
        })
    }

    #[test]
    fn every_command_runs_and_has_its_help() {
        for task in &TASKS {
            assert_eq!(asked(task.name), Ok(format!("run {} -", task.name)));
            for flag in ["--help", "-h"] {
                let line = format!("{} {flag}", task.name);
                assert_eq!(asked(&line), Ok(format!("help {}", task.name)));
            }
        }
        for line in ["", "help", "--help", "-h"] {
            assert_eq!(asked(line), Ok("help ".to_string()), "{line}");
        }
        for line in ["serve --port 0", "serve --port=0"] {
            assert_eq!(asked(line), Ok("run serve 0".to_string()), "{line}");
        }
        assert_eq!(asked("serve --port 0 --help"), Ok("help serve".to_string()));
    }

    #[test]
    fn a_wrong_word_is_named_beside_what_is_allowed() {
        for (line, named, allowed) in [
            ("srve", "no command srve", "serve [--port N]"),
            ("serve --prot 1", "does not take --prot", "--port N"),
            ("serve 8080", "does not take 8080", "--port N"),
            ("serve --help --prot", "does not take --prot", "--port N"),
            ("serve --port", "--port lacks its value", "--port N"),
            ("test --port 1", "does not take --port", "--help"),
        ] {
            let error = asked(line).unwrap_err();
            assert!(error.contains(named) && error.contains(allowed), "{line}: {error}");
        }
    }
}
