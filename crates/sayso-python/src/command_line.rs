//! `python -m sayso`: the command line, in the process of the interpreter.

use std::ffi::OsString;
use std::process::ExitCode;

use pyo3::prelude::*;

/// Runs the command line with these arguments, the first of which is the program's name, and gives
/// the exit status.
#[pyfunction]
pub(crate) fn run(py: Python<'_>, arguments: Vec<OsString>) -> u8 {
    number(py.detach(|| sayso_cli::run(arguments)))
}

/// The number of an exit status, which the type itself keeps to itself.
fn number(status: ExitCode) -> u8 {
    (0..=u8::MAX).find(|number| ExitCode::from(*number) == status).unwrap_or(u8::MAX)
}
