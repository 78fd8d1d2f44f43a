//! The program `sayso`: the library beside it, with the arguments of the process.

use std::process::ExitCode;

fn main() -> ExitCode {
    sayso_cli::run(std::env::args_os())
}
