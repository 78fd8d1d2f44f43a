//! How a run ends: what it tells and its exit status.

use std::any::Any;
use std::fmt;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Error;
use sayso::Failure;
use sayso::export::{self, ErrorKind};
use sayso::read;

/// Everything was read but some inputs.
pub(crate) const SOME_FAILED: u8 = 1;

/// Ended by Ctrl-C, as shells count it.
pub(crate) const INTERRUPTED: u8 = 130;

/// Ended by SIGTERM, as shells count it.
pub(crate) const TERMINATED: u8 = 143;

/// The arguments, or a file that they name for the program's own use, are wrong.
const WRONG_USAGE: u8 = 2;

/// The run ended before its end: a full disk, a lost output, a fault of the program. Nothing is under
/// the final name; with a journal, `--resume` goes on.
const BROKEN_OFF: u8 = 3;

/// Another run writes the output, so this one did nothing.
const IN_USE: u8 = 4;

/// The exit status after so many failures.
pub(crate) fn with_failures(failed: usize) -> ExitCode {
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::from(SOME_FAILED) }
}

/// Prints help, version or what is wrong with the arguments, and gives the exit status.
pub(crate) fn after_parsing(told: &clap::Error) -> ExitCode {
    // That it cannot be printed is nobody's to hear.
    let _ = told.print();
    u8::try_from(told.exit_code()).map_or(ExitCode::from(WRONG_USAGE), ExitCode::from)
}

/// Tells the error and gives the exit status. A reader that closed its end of a pipe has what it
/// wanted, so that ends quietly.
pub(crate) fn after(error: &Error) -> ExitCode {
    if is_closed_pipe(error) {
        return ExitCode::SUCCESS;
    }
    if let Some(wrong) = error.downcast_ref::<WrongUsage>() {
        tell(format_args!("error: {wrong}"));
        return ExitCode::from(WRONG_USAGE);
    }
    if let Some(in_use) = error.downcast_ref::<InUse>() {
        tell(format_args!("error: {in_use}"));
        return ExitCode::from(IN_USE);
    }
    tell(format_args!("error: {error:#}"));
    ExitCode::from(BROKEN_OFF)
}

/// Tells of a fault of the program itself, which no document is to blame for, and gives the exit
/// status.
pub(crate) fn after_panic(panic: &(dyn Any + Send)) -> ExitCode {
    let Failure { reason, .. } = Failure::of_panic(Some("error"), panic);
    tell(format_args!("{reason}; this is a fault of the program: please report it"));
    ExitCode::from(BROKEN_OFF)
}

/// Writes a line to standard error; that it cannot be written is nobody's to hear.
pub(crate) fn tell(line: fmt::Arguments<'_>) {
    let _ = writeln!(io::stderr().lock(), "{line}");
}

/// Names an input that could not be read, and gives the number of failures that it counts for.
pub(crate) fn tell_unread(error: read::Error) -> usize {
    let failure = Failure::from(error);
    tell_failure(&failure);
    usize::from(!failure.is_warning)
}

/// Names what failed, and why.
pub(crate) fn tell_failure(failure: &Failure) {
    let what = if failure.is_warning { "warning" } else { "failed" };
    tell(format_args!("{what}: {}", failure.reason));
}

/// Tells how many cells a spreadsheet was too small for.
pub(crate) fn tell_cut(cells: u64) {
    if cells > 0 {
        tell(format_args!("warning: {cells} cells were cut at 32,767 characters"));
    }
}

fn is_closed_pipe(error: &Error) -> bool {
    let of_system = |cause: &io::Error| cause.kind() == io::ErrorKind::BrokenPipe;
    let of_export = |cause: &export::Error| matches!(cause.kind(), ErrorKind::BrokenPipe);
    error.chain().any(|cause| {
        cause.downcast_ref().is_some_and(of_system) || cause.downcast_ref().is_some_and(of_export)
    })
}

/// Arguments that cannot be followed.
#[derive(Debug)]
struct WrongUsage(Error);

/// An error of the arguments.
pub(crate) fn wrong_usage(error: Error) -> Error {
    Error::new(WrongUsage(error))
}

impl fmt::Display for WrongUsage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:#}", self.0)
    }
}

impl std::error::Error for WrongUsage {}

/// An output that another run writes.
#[derive(Debug)]
struct InUse {
    output: PathBuf,
    by: String,
}

/// The error of an output that another run writes, with what is known of that run.
pub(crate) fn in_use(output: &Path, by: &str) -> Error {
    Error::new(InUse { output: output.to_owned(), by: by.to_owned() })
}

impl fmt::Display for InUse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (output, by) = (self.output.display(), &self.by);
        write!(f, "{output}: {by} writes this output; wait for it, or choose another with -o")
    }
}

impl std::error::Error for InUse {}
