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
//! whole; everything else goes to standard error. Exit status 0: all read; 1: some inputs failed and
//! the rest is written; 2: wrong usage; 3: broken off before the end, and nothing is under the final
//! name; 4: another run writes the output; 130, 143: ended by Ctrl-C, SIGTERM. A panic is told as a failure, in words.
//!
//! Does not: hold any of the logic; that is in the crates `sayso` and `sayso-eval`. A library only so
//! that other programs, such as `python -m sayso`, can be the same command line.

mod apply;
mod attribute;
mod audit;
mod beside;
mod cite;
mod completions;
mod config;
mod convert;
mod corpus_args;
mod doctor;
mod eval;
mod exit;
mod extract;
mod findings;
mod gold;
mod hashes;
mod interrupt;
mod journal;
mod lock;
mod manifest;
mod marked;
mod merge;
mod output;
mod output_args;
mod pages;
mod pipeline_args;
mod progress;
mod reasons;
mod repeats;
mod replacing;
mod review;
mod rows;
mod seen;
mod segment;
#[cfg(feature = "serve")]
mod serve;
mod settings;
mod shard;
mod signals;
mod size;
mod speakers;
mod statement_match;
mod statement_table;
mod summary;
mod tag;
mod troubles;
mod verify;
mod why;

use std::ffi::OsString;
use std::panic;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{ArgMatches, CommandFactory as _, FromArgMatches as _, Parser, Subcommand};

use crate::config::Config;

/// Finds who said what in news articles
#[derive(Debug, Parser)]
#[command(name = "sayso", version, arg_required_else_help = true, after_help = EXAMPLES)]
struct Cli {
    #[command(subcommand)]
    command: Command,

    /// Read options that were not typed from this file [default: sayso.toml in the current folder,
    /// if there is one]; its keys are the long names of options
    #[arg(long, value_name = "FILE", global = true)]
    config: Option<PathBuf>,
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
    Audit(audit::Args),
    #[cfg(feature = "serve")]
    Serve(serve::Args),
    Match(statement_match::Args),
    Segment(segment::Args),
    Tag(tag::Args),
    Eval(eval::Args),
    Verify(verify::Args),
    Review(review::Args),
    Apply(apply::Args),
    Merge(merge::Args),
    Cite(cite::Args),
    Convert(convert::Args),
    Doctor(doctor::Args),
    Completions(completions::Args),
    #[command(hide = true)]
    Dist(completions::DistArgs),
}

/// Runs the program with these arguments, the first of which is its own name, and gives its exit
/// status. Never ends the process itself but for a second Ctrl-C.
pub fn run(arguments: impl IntoIterator<Item = impl Into<OsString> + Clone>) -> ExitCode {
    let typed: Vec<OsString> = arguments.into_iter().map(Into::into).collect();
    signals::prepare();
    // What a panic says is told where it is caught, by who knows which document it was.
    panic::set_hook(Box::new(|_| {}));
    panic::catch_unwind(|| run_typed(&typed)).unwrap_or_else(|panic| exit::after_panic(&*panic))
}

fn run_typed(typed: &[OsString]) -> ExitCode {
    let mut program = Cli::command();
    match program.try_get_matches_from_mut(typed) {
        Ok(matches) => run_with_config(typed, matches, program),
        Err(told) => exit::after_parsing(&told),
    }
}

/// Completes the arguments from a file, where there is one, and follows them.
fn run_with_config(
    typed: &[OsString],
    matches: ArgMatches,
    mut program: clap::Command,
) -> ExitCode {
    let named = matches.get_one::<PathBuf>("config").map(PathBuf::as_path);
    let config = match Config::find(named, &program) {
        Ok(config) => config,
        Err(error) => return exit::after(&exit::wrong_usage(error)),
    };
    let Some(config) = config else { return parsed(&matches, None) };
    replacing::protect_config(&config.path);
    let complete = match config.complete(typed, &matches, &program) {
        Ok(arguments) => arguments,
        Err(error) => return exit::after(&exit::wrong_usage(error)),
    };
    match program.try_get_matches_from_mut(complete) {
        Ok(matches) => parsed(&matches, Some(&config.path)),
        Err(told) => {
            // What was typed was good, so it is the file that is not.
            exit::tell(format_args!("in {}:", config.path.display()));
            exit::after_parsing(&told)
        }
    }
}

fn parsed(matches: &ArgMatches, config: Option<&Path>) -> ExitCode {
    match Cli::from_arg_matches(matches) {
        Ok(cli) => follow(cli.command, config),
        Err(told) => exit::after_parsing(&told),
    }
}

fn follow(command: Command, config: Option<&Path>) -> ExitCode {
    let result = match command {
        Command::Extract(args) => extract::run(args),
        Command::Attribute(args) => attribute::run(args),
        Command::Speakers(args) => speakers::run(args),
        Command::Audit(args) => audit::run(args),
        #[cfg(feature = "serve")]
        Command::Serve(args) => serve::run(args),
        Command::Match(args) => statement_match::run(args),
        Command::Segment(args) => segment::run(args),
        Command::Tag(args) => tag::run(args),
        Command::Eval(args) => eval::run(args),
        Command::Verify(args) => verify::run(args),
        Command::Review(args) => review::run(args),
        Command::Apply(args) => apply::run(args),
        Command::Merge(args) => merge::run(args),
        Command::Cite(args) => cite::run(args),
        Command::Convert(args) => convert::run(args),
        Command::Doctor(args) => doctor::run(args, config),
        Command::Completions(args) => completions::run(args),
        Command::Dist(args) => completions::run_dist(args),
    };
    result.unwrap_or_else(|error| exit::after(&error))
}
