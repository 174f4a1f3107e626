//! `cargo xtask`: sets up, builds, serves and tests AOLO Lab.
//!
//! - [`setup`] installs the tools that are missing;
//! - [`dist`] builds the page into `dist/`;
//! - [`serve`] serves `dist/` on this machine;
//! - [`check`] runs every check, as the continuous integration does;
//! - [`bench`] measures speed, native, in a browser and beside PyTorch;
//! - [`parts`] says what of the page is fetched later, [`split`] takes its module apart, and
//!   [`words`] its texts out of it;
//! - [`run`] starts other programs for all of them.
//!
//! The standard library and one small library for names, so that it compiles in seconds on a new
//! machine.

mod bench;
mod check;
mod dist;
mod parts;
mod run;
mod serve;
mod setup;
mod split;
mod words;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask COMMAND

  serve [--port N]   set up, build and serve the page on this machine (port 8080, or a free one)
  build              set up and build the page into dist/
  test               set up and run every check: format, lints, tests, browser tests, the built page
  bench              measure speed: native, in a browser, and PyTorch where there is one
  budgets            build the page and print what it weighs and how swift it is
  profile            find out what of the page opening it does not run, so that it is fetched later
  setup              install what the above need and this machine lacks
  help               this text
";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(args: &[String]) -> Result<(), String> {
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    match words[..] {
        [] | ["help" | "--help" | "-h"] => {
            print!("{HELP}");
            Ok(())
        }
        ["serve"] => build_and_serve(serve::DEFAULT_PORT),
        ["serve", "--port", port] => {
            build_and_serve(port.parse().map_err(|_| {
                format!("--port {port} is not a port; give a number from 0 to 65535")
            })?)
        }
        ["build"] => build(),
        ["test"] => {
            setup::for_tests()?;
            check::all()
        }
        ["bench"] => {
            setup::for_bench()?;
            bench::run()
        }
        ["budgets"] => {
            setup::for_tests()?;
            dist::build()?;
            run::run(&mut run::command("node", &["tests/e2e/budgets.mjs"]))
        }
        ["profile"] => {
            setup::for_tests()?;
            run::run(run::command("trunk", &["build", "--release"]).env(parts::PROFILE, "1"))?;
            let printed = run::output("node", &["tests/e2e/profile.mjs"])
                .ok_or("tests/e2e/profile.mjs failed; run it by itself to see why")?;
            parts::profile(&printed)?;
            dist::build()
        }
        ["setup"] => setup::for_tests(),
        // Called by the hook in Trunk.toml, on the files that trunk is about to put into dist/.
        ["finish-dist"] => dist::finish(),
        _ => Err(format!("unknown command: {}\n\n{HELP}", words.join(" "))),
    }
}

fn build() -> Result<(), String> {
    setup::for_build()?;
    dist::build()
}

fn build_and_serve(port: u16) -> Result<(), String> {
    build()?;
    serve::serve(&run::root().join("dist"), port)
}
