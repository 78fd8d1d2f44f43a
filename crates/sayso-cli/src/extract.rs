//! `sayso extract`: articles in, a table of who said what out.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::anyhow;
use sayso::export::brat;
use sayso::text::Document;
use sayso::{Driver, OnFailure, Summary, read};

use crate::corpus_args::CorpusArgs;
use crate::exit::{self, tell, wrong_usage};
use crate::interrupt;
use crate::journal::{Done, Journal};
use crate::output::Output;
use crate::output_args::{OutputArgs, OutputFormat};
use crate::pipeline_args::{DriverArgs, PipelineArgs};
use crate::progress::Progress;
use crate::rows::{Errors, Rows};
use crate::shard::Shard;
use crate::summary;

/// Writes who said what: a row for each statement
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  sayso extract articles/ -o statements.csv            a folder of text files
  sayso extract articles/ -o statements.csv --resume   go on after the run was stopped
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

    #[command(flatten)]
    books: BookArgs,
}

/// What is kept of a run beside its rows.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Running")]
struct BookArgs {
    /// Go on with a stopped run of the same inputs and options, from the journal beside its output
    #[arg(long)]
    resume: bool,

    /// Only every N-th article, beginning with the I-th: one machine of many
    #[arg(long, value_name = "I/N")]
    shard: Option<Shard>,

    /// Write what failed, and why, as a table
    #[arg(long, value_name = "FILE")]
    errors: Option<PathBuf>,

    /// Write the counts of the run as JSON
    #[arg(long, value_name = "FILE")]
    summary: Option<PathBuf>,
}

/// Runs the command.
pub(crate) fn run(args: Args) -> anyhow::Result<ExitCode> {
    let journal = journal(&args)?;
    let done = journal.as_ref().map(Journal::done).unwrap_or_default();
    let Args { corpus, output, pipeline, driver, books } = args;
    let pipeline = pipeline.pipeline()?;
    let running = driver.driver(&pipeline)?;
    let corpus = corpus.corpus()?;
    let mut options = output.options(corpus.columns());
    options.header = done.bytes == 0;
    let progress = Progress::new(&corpus, driver.quiet);
    let errors = books.errors.as_deref().map(|path| Errors::open(path, done)).transpose()?;
    let mut file = open(&output, done)?;
    let writer = match output.format() {
        OutputFormat::File(format) => format.writer(&mut file, &options)?,
        OutputFormat::Brat => brat(folder(&output)?)?,
    };
    let mut rows = Rows { writer, journal, errors, progress, on_failure: driver.on_failure() };
    let documents = items(corpus, books.shard, done);
    let summary = extract(&running, documents, &mut rows)?;
    if interrupt::is_asked() || driver.on_failure() == OnFailure::Stop && summary.failed > 0 {
        rows.stop()?;
        return Ok(stopped(&rows, &summary));
    }
    let (written, progress, journal) = rows.finish()?;
    file.finish()?;
    if let Some(path) = &books.summary {
        summary::write(path, &summary, progress.elapsed())?;
    }
    progress.finish(&summary);
    if written.cut_cells > 0 {
        tell(format_args!("warning: {} cells were cut at 32,767 characters", written.cut_cells));
    }
    if let Some(journal) = journal {
        journal.finish();
    }
    Ok(exit::with_failures(summary.failed + usize::try_from(done.failed).unwrap_or(usize::MAX)))
}

/// The journal of the output, where it can have one.
fn journal(args: &Args) -> anyhow::Result<Option<Journal>> {
    let Args { corpus, output, pipeline, books, .. } = args;
    let settings = || {
        let version = env!("CARGO_PKG_VERSION");
        format!("{version} {corpus:?} {output:?} {pipeline:?} {:?}", books.shard)
    };
    match output.resumable() {
        Some(path) if books.resume => Journal::resume(path, settings()).map(Some),
        Some(path) => Ok(Some(Journal::begin(path, settings()))),
        None if books.resume => Err(wrong_usage(anyhow!(
            "only a run with -o FILE in csv, tsv, jsonl or doc-jsonl can be resumed"
        ))),
        None => Ok(None),
    }
}

fn open(output: &OutputArgs, done: Done) -> anyhow::Result<Output> {
    match (output.path(), output.format()) {
        (_, OutputFormat::Brat) => Output::open(None),
        (Some(path), _) if done.bytes > 0 => Output::resume(path, done.bytes),
        (path, _) => Output::open(path),
    }
}

fn folder(output: &OutputArgs) -> anyhow::Result<&std::path::Path> {
    output
        .path()
        .ok_or_else(|| wrong_usage(anyhow!("brat needs a folder to write to; name it with -o")))
}

/// The items of the corpus that are left to do, until an interrupt.
fn items(
    corpus: read::Corpus,
    shard: Option<Shard>,
    done: Done,
) -> impl Iterator<Item = Result<Document, read::Error>> + Send {
    let shard = shard.unwrap_or_default();
    let own = corpus.enumerate().filter(move |(index, _)| shard.holds(*index));
    let skipped = usize::try_from(done.items).unwrap_or(usize::MAX);
    interrupt::listen();
    own.map(|(_, item)| item).skip(skipped).take_while(|_| !interrupt::is_asked())
}

fn extract(
    driver: &Driver<'_>,
    documents: impl Iterator<Item = Result<Document, read::Error>> + Send,
    rows: &mut Rows<'_>,
) -> anyhow::Result<Summary> {
    driver.run(documents, rows)
}

/// Tells that the run has stopped before its end, and how to go on.
fn stopped(rows: &Rows<'_>, summary: &Summary) -> ExitCode {
    let remedy = if rows.journal.is_some() { "; --resume goes on from there" } else { "" };
    tell(format_args!("stopped after {} articles{remedy}", summary.documents));
    if interrupt::is_asked() { ExitCode::from(exit::INTERRUPTED) } else { exit::with_failures(1) }
}
