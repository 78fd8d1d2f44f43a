//! `sayso extract`: articles in, a table of who said what out.

use std::io::{self, IsTerminal as _};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use sayso::export::{Cells, Format, Offsets, Options};

use crate::corpus_args::CorpusArgs;
use crate::exit::{self, tell};
use crate::output::Output;
use crate::pipeline_args::{DriverArgs, PipelineArgs};
use crate::progress::Progress;

/// Writes who said what: a row for each statement
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  sayso extract articles/ -o statements.csv            a folder of text files
  sayso extract articles/ -o statements.csv --excel    safe to open in a spreadsheet program
  sayso extract news.csv --text-column body            a table of articles; its columns are kept
  sayso extract article.txt --format table             to look at on the screen
  sayso extract articles/ --type communication         only what somebody said or wrote
  cat article.txt | sayso extract --format jsonl       one JSON object for each statement")]
pub(crate) struct Args {
    #[command(flatten)]
    corpus: CorpusArgs,

    #[command(flatten)]
    output: OutputArgs,

    #[command(flatten)]
    pipeline: PipelineArgs,

    #[command(flatten)]
    driver: DriverArgs,
}

/// Where and how rows are written.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Output")]
struct OutputArgs {
    /// Where to write; the file appears when it is whole [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// How to write [default: by the ending of --output, else csv]
    #[arg(long, value_name = "FORMAT", value_parser = formats())]
    format: Option<Format>,

    /// What offsets count: code points, bytes of UTF-8, or units of UTF-16
    #[arg(long, value_name = "UNIT", value_parser = units(), default_value = "chars")]
    offsets: Offsets,

    /// Make CSV and TSV safe to open in a spreadsheet program: no cell is taken for a formula, the
    /// encoding is recognised, and cells are cut at 32,767 characters
    #[arg(long)]
    excel: bool,
}

fn formats() -> impl TypedValueParser<Value = Format> {
    let names = Format::ALL.iter().map(|format| format.name());
    PossibleValuesParser::new(names).try_map(|name| name.parse::<Format>())
}

fn units() -> impl TypedValueParser<Value = Offsets> {
    let names = Offsets::ALL.iter().map(|unit| unit.name());
    PossibleValuesParser::new(names).try_map(|name| name.parse::<Offsets>())
}

impl OutputArgs {
    fn format(&self) -> Format {
        let by_ending = || Format::from_path(self.output.as_deref()?);
        self.format.or_else(by_ending).unwrap_or(Format::Csv)
    }

    fn options(&self, columns: &[String]) -> Options {
        Options {
            columns: columns.to_vec(),
            offsets: self.offsets,
            cells: if self.excel { Cells::Spreadsheet } else { Cells::Exact },
            width: screen_width(),
            ..Options::default()
        }
    }
}

/// The width of the terminal that standard output is, or the width that suits a file.
fn screen_width() -> usize {
    let width = terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| width.0.into());
    let width = width.filter(|_| io::stdout().is_terminal());
    width.unwrap_or(Options::default().width)
}

/// Runs the command.
pub(crate) fn run(args: Args) -> anyhow::Result<ExitCode> {
    let pipeline = args.pipeline.pipeline()?;
    let driver = args.driver.driver(&pipeline)?;
    let corpus = args.corpus.corpus()?;
    let options = args.output.options(corpus.columns());
    let mut output = Output::open(args.output.output.as_deref())?;
    let mut writer = args.output.format().writer(&mut output, &options)?;
    let mut progress = Progress::new(args.driver.quiet);
    let summary = driver
        .run(corpus, &mut progress, |document, statements| writer.write(document, statements))?;
    let written = writer.finish()?;
    if args.driver.fail_fast && summary.failed > 0 {
        // Half a table under the final name would pass for a whole one.
        return Ok(exit::with_failures(summary.failed));
    }
    output.finish()?;
    progress.finish(&summary);
    if written.cut_cells > 0 {
        tell(format_args!("warning: {} cells were cut at 32,767 characters", written.cut_cells));
    }
    Ok(exit::with_failures(summary.failed))
}
