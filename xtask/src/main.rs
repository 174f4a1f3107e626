//! Placeholder entry point; see the commits that follow.
fn main() {}
