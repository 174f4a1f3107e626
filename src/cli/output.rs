//! What the command line prints, and what it remarks.
//!
//! `println!` panics where nobody reads any more, as `aolo contexts … | head` soon does. Here whoever
//! has read enough ends the program quietly, and only what cannot be written is a failure.

use super::Failure;
use std::fmt::{Arguments, Display};
use std::io::{self, ErrorKind, Write};

/// Prints an object, or what else stands on a line of its own.
pub(super) fn say(what: impl Display) -> Result<(), Failure> {
    written(format_args!("{what}\n"))
}

/// Prints a text that ends its lines itself.
pub(super) fn say_text(text: impl Display) -> Result<(), Failure> {
    written(format_args!("{text}"))
}

/// Says on standard error how it goes; that nobody hears it must not end the work.
pub(super) fn remark(line: Arguments) {
    remark_text(format_args!("{line}\n"));
}

/// The same without an end of the line.
pub(super) fn remark_text(text: Arguments) {
    let _ = io::stderr().write_fmt(text);
}

fn written(text: Arguments) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.write_fmt(text).and_then(|()| out.flush()) {
        Ok(()) => Ok(()),
        // What is read no more is asked no more.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => std::process::exit(0),
        Err(error) => Err(Failure(format!("standard output: {error}"))),
    }
}
