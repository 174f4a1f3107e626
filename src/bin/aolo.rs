//! The command line; everything is in [`aolo::cli`].

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    aolo::cli::main()
}

#[cfg(target_arch = "wasm32")]
fn main() {}
