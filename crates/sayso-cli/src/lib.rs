//! The command line of sayso.
//!
//! Stands over all: turns arguments into objects of the library, runs them, and tells what
//! happened.
//!
//! ```
//! use std::process::ExitCode;
//!
//! let status = sayso_cli::run(["sayso", "extract", "--format", "no such format"]);
//! assert_eq!(status, ExitCode::from(2));
//! ```
//!
//! Always: results go to standard output or to the file of `-o`, which appears only when it is
//! whole; everything else goes to standard error. Exit status 0: all read; 1: some inputs failed;
//! 2: wrong usage.
//!
//! Does not: hold any of the logic; that is in the crates `sayso` and `sayso-eval`. A library only so
//! that other programs, such as `python -m sayso`, can be the same command line.

mod attribute;
mod completions;
mod corpus_args;
mod doctor;
mod eval;
mod exit;
mod extract;
mod gold;
mod interrupt;
mod journal;
mod marked;
mod output;
mod output_args;
mod pipeline_args;
mod progress;
mod reasons;
mod rows;
mod segment;
mod shard;
mod speakers;
mod summary;
mod tag;
mod verify;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Finds who said what in news articles
#[derive(Debug, Parser)]
#[command(name = "sayso", version, arg_required_else_help = true, after_help = EXAMPLES)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
Examples:
  sayso extract articles/ -o statements.csv      a folder of text files to a table
  sayso extract news.csv --text-column body      a table of articles to rows on the screen
  sayso attribute article.txt                    one article with its attributions marked
Each command has examples of its own: sayso extract --help";

#[derive(Debug, Subcommand)]
enum Command {
    Extract(extract::Args),
    Attribute(attribute::Args),
    Speakers(speakers::Args),
    Segment(segment::Args),
    Tag(tag::Args),
    Eval(eval::Args),
    Verify(verify::Args),
    Doctor(doctor::Args),
    Completions(completions::Args),
    #[command(hide = true)]
    Dist(completions::DistArgs),
}

/// Runs the program with these arguments, the first of which is its own name, and gives its exit
/// status. Never ends the process itself but for a second Ctrl-C.
pub fn run(arguments: impl IntoIterator<Item = impl Into<OsString> + Clone>) -> ExitCode {
    match Cli::try_parse_from(arguments) {
        Ok(cli) => follow(cli.command),
        Err(told) => exit::after_parsing(&told),
    }
}

fn follow(command: Command) -> ExitCode {
    let result = match command {
        Command::Extract(args) => extract::run(args),
        Command::Attribute(args) => attribute::run(args),
        Command::Speakers(args) => speakers::run(args),
        Command::Segment(args) => segment::run(args),
        Command::Tag(args) => tag::run(args),
        Command::Eval(args) => eval::run(args),
        Command::Verify(args) => verify::run(args),
        Command::Doctor(args) => doctor::run(args),
        Command::Completions(args) => completions::run(args),
        Command::Dist(args) => completions::run_dist(args),
    };
    result.unwrap_or_else(|error| exit::after(&error))
}
