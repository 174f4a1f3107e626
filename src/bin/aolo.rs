//! The command line; everything is in [`aolo::cli`].

fn main() -> std::process::ExitCode {
    aolo::cli::main()
}
