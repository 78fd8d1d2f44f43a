//! `sayso extract`: articles in, a table of who said what out.

use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::anyhow;
use sayso::export::{Format, Options, Writer, brat, inception};
use sayso::read::Corpus;
use sayso::text::Document;
use sayso::{OnFailure, Summary, read};

use crate::beside::make_folder;
use crate::corpus_args::CorpusArgs;
use crate::exit::{self, tell, wrong_usage};
use crate::interrupt;
use crate::journal::{Done, Journal, Opened};
use crate::lock::Lock;
use crate::manifest::Plan;
use crate::output::Output;
use crate::output_args::{OutputArgs, OutputFormat};
use crate::pipeline_args::{DriverArgs, PipelineArgs};
use crate::progress::Progress;
use crate::repeats::Repeats;
use crate::replacing::{self, Source};
use crate::rows::{Errors, Rows};
use crate::seen::SeenFile;
use crate::settings::Settings;
use crate::shard::Shard;
use crate::summary;
use crate::troubles::Troubles;

/// Writes who said what: a row for each statement
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  sayso extract articles/ -o statements.csv            a folder of text files
  sayso extract articles/ -o statements.csv --resume   go on after the run was stopped
  sayso extract articles/ -o statements.csv --excel    safe to open in a spreadsheet program
  sayso extract news.csv --text-column body            a table of articles; its columns are kept
  sayso extract article.txt --format table             to look at on the screen
  sayso extract articles/ -o $(date +%F).csv --seen read.tsv
                                                    what came since the last run
  sayso extract articles/ --type communication         only what somebody said or wrote
  sayso extract articles/ -o sample.xlsx --sample 200  rows to read by hand and fill in
  sayso extract articles/ -o network.gexf              who speaks of whom, for Gephi
  sayso extract articles/ -o statements.dna            for Discourse Network Analyzer
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

    #[command(flatten)]
    sample: SampleArgs,
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

    /// Take only files that no earlier run with this FILE has read; those of this run are added to it.
    /// A file that has changed since then, or in which something failed, is taken again
    #[arg(long, value_name = "FILE", conflicts_with_all = ["resume", "shard"])]
    seen: Option<PathBuf>,

    /// Write what failed, and why, as a table
    #[arg(long, value_name = "FILE")]
    errors: Option<PathBuf>,

    /// Write the counts of the run as JSON
    #[arg(long, value_name = "FILE")]
    summary: Option<PathBuf>,

    /// Write beside the output what it was made of and how (OUT.manifest.json): version, model, options,
    /// sizes and hashes of what was read and written. verify checks it, cite cites by it
    #[arg(long)]
    manifest: bool,
}

/// A sample to be read by hand.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Output")]
struct SampleArgs {
    /// Only so many rows, drawn at random, each with its passage and with lists to choose verdict, speaker
    /// and type from: a workbook to fill in, which sayso apply reads back. Needs -o FILE.xlsx
    #[arg(long, value_name = "N")]
    sample: Option<usize>,

    /// Another sample than that of seed 1
    #[arg(long, value_name = "NUMBER", default_value_t = 1, requires = "sample")]
    seed: u64,
}

impl SampleArgs {
    /// The size and the seed, where a sample is asked for and the output is one that can hold it.
    fn checked(&self, output: &OutputArgs) -> anyhow::Result<Option<(usize, u64)>> {
        output.check()?;
        let Some(size) = self.sample else { return Ok(None) };
        match (output.format(), output.path()) {
            (OutputFormat::File(Format::Xlsx), Some(_)) => Ok(Some((size, self.seed))),
            _ => Err(wrong_usage(anyhow!(
                "a sample to fill in is a workbook; name it with -o FILE.xlsx"
            ))),
        }
    }
}

/// Runs the command.
pub(crate) fn run(args: Args) -> anyhow::Result<ExitCode> {
    let sample = args.sample.checked(&args.output)?;
    let lock = args.output.path().map(Lock::take).transpose()?;
    let mut journal = journal(&args, lock.as_ref())?;
    let plan = manifest(&args)?;
    let done = journal.as_ref().map(Journal::done).cloned().unwrap_or_default();
    let Args { corpus, output, pipeline, driver, books, .. } = args;
    let corpus = checked(corpus, &pipeline, &output, &books)?;
    let pipeline = pipeline.with_complementizer(output.format().complementizer()).pipeline()?;
    let opened = journal.as_mut().map(|journal| journal.follow(&corpus)).transpose()?;
    let seen = books.seen.as_deref().map(SeenFile::open).transpose()?;
    let read = seen.as_ref().map(|file| file.seen.clone());
    let plan = plan.map(|plan| plan.of_what_is_read(read.clone().unwrap_or_default()));
    let corpus = match read.or_else(|| plan.as_ref().map(|plan| plan.read.clone())) {
        Some(read) => corpus.without(read),
        None => corpus,
    };
    let mut file = open(&output, lock.as_ref(), &done)?;
    let mut writing = output.options(corpus.columns())?;
    writing.header = done.bytes == 0;
    let mut rows = Rows {
        writer: writer((&output, sample), &mut file, writing)?,
        place: output.path().map_or_else(|| "standard output".into(), Path::to_owned),
        journal,
        errors: books.errors.as_deref().map(|path| Errors::open(path, &done)).transpose()?,
        progress: Progress::new(&corpus, driver.quiet)
            .after(&done.summary, done.time)
            .with_troubles(Troubles::listed_in(books.errors.as_deref())),
    };
    let (mut repeats, mut broken) = (Repeats::default(), Vec::new());
    let corpus = corpus.inspect(|item| match item {
        Ok(found) => repeats.add(&found.id),
        Err(error) if error.is_warning() => {}
        Err(error) => broken.extend(error.path().map(Path::to_owned)),
    });
    let documents = items(corpus, books.shard.unwrap_or_default(), done.items);
    let documents = documents.inspect(|_| opened.iter().for_each(Opened::note));
    let failed_before = done.summary.failed;
    let run = driver.driver(&pipeline)?.run_on(done.summary, documents, &mut rows);
    let summary = run.map_err(|error| rows.with_remedy(error))?;
    // Failures of the run that this one resumes have not stopped it.
    let failed = driver.on_failure() == OnFailure::Stop && summary.failed > failed_before;
    if let Some(exit) = stopped(&mut rows, &summary, failed)? {
        return Ok(exit);
    }
    let (progress, journal) = rows.finish()?;
    let is_written = match &seen {
        Some(seen) => seen.place(file, output.path())?,
        None => file.finish().map(|()| true)?,
    };
    journal.into_iter().for_each(Journal::finish);
    let plan = plan.filter(|_| is_written);
    let ends = Ends { plan, summary: books.summary, repeats, seen, broken };
    let has_warnings = ends.close(output.path(), &summary, progress)?;
    // Only now may another run have the output.
    drop(lock);
    Ok(driver.exit(summary.failed, has_warnings || summary.warnings > 0))
}

/// The corpus, where no output of the run takes the place of another or of what is read.
fn checked(
    corpus: CorpusArgs,
    pipeline: &PipelineArgs,
    output: &OutputArgs,
    books: &BookArgs,
) -> anyhow::Result<Corpus> {
    let beside = [books.errors.as_deref(), books.summary.as_deref(), books.seen.as_deref()];
    let outputs: Vec<&Path> =
        output.path().into_iter().chain(beside.into_iter().flatten()).collect();
    replacing::check_distinct(&outputs)?;
    let mut sources = pipeline.sources();
    sources.extend(output.register().map(|path| Source::new(path, &[])));
    replacing::check(&sources, outputs.iter().copied())?;
    if let (Some(folder), Some(endings)) = (output.path(), output.format().endings_in_folder()) {
        replacing::check_new(folder, endings)?;
    }
    // That there is a place for it is found out before the run, not after it.
    books.summary.as_deref().map_or(Ok(()), make_folder)?;
    corpus.corpus(outputs)
}

/// What is written and told once the rows are in their place.
struct Ends {
    plan: Option<Plan>,
    summary: Option<PathBuf>,
    repeats: Repeats,
    seen: Option<SeenFile>,
    /// The files in which something failed.
    broken: Vec<PathBuf>,
}

impl Ends {
    /// Closes the books, and says whether there was anything to warn of.
    fn close(
        self,
        output: Option<&Path>,
        summary: &Summary,
        mut progress: Progress,
    ) -> anyhow::Result<bool> {
        if let (Some(plan), Some(path)) = (self.plan, output) {
            plan.write(path, summary)?;
        }
        if let Some(path) = &self.summary {
            summary::write(path, summary, self.repeats.count(), progress.elapsed())?;
        }
        self.repeats.warning().inspect(|warning| progress.warn(warning));
        let has_warnings = progress.has_warnings();
        progress.finish(summary);
        if let Some(file) = self.seen {
            let before = file.seen.passed_over();
            file.finish(&self.broken)?;
            tell(format_args!("{before} files passed over that were read before"));
        }
        Ok(has_warnings)
    }
}

/// What the run was asked for.
fn settings(args: &Args) -> Settings {
    let Args { corpus, output, pipeline, books, .. } = args;
    Settings::default()
        .with("sayso --version", env!("CARGO_PKG_VERSION"))
        .and(corpus.settings())
        .and(output.settings())
        .and(pipeline.settings())
        .with_optional("--shard", books.shard)
}

/// A number that changes with what is in the files of the run's own use. One that cannot be read is told
/// where it is read.
fn own(args: &Args) -> String {
    let mut digest = DefaultHasher::new();
    for path in args.pipeline.files().chain(args.output.register()) {
        fs::read(path).ok().hash(&mut digest);
    }
    format!("{:016x}", digest.finish())
}

/// The manifest to be written, where one is asked for.
fn manifest(args: &Args) -> anyhow::Result<Option<Plan>> {
    if !args.books.manifest {
        return Ok(None);
    }
    let format = args.output.format();
    if args.output.path().is_none() || format.is_folder() {
        return Err(wrong_usage(anyhow!(
            "--manifest lies beside an output file; name one with -o FILE"
        )));
    }
    let plan = Plan::new(settings(args), args.pipeline.model(), format.name())?;
    Ok(Some(plan.with_register(args.output.register())))
}

/// The journal of the output, where it can have one.
fn journal(args: &Args, lock: Option<&Lock>) -> anyhow::Result<Option<Journal>> {
    let Args { output, books, .. } = args;
    let settings =
        || settings(args).with("lexicons, register and model, by their contents", own(args));
    // A run of new files alone is not gone on with: what it has not written is new once more.
    let is_kept = output.resumable().is_some() && books.seen.is_none();
    match lock.filter(|_| is_kept) {
        Some(lock) if books.resume => Journal::resume(lock.target(), settings()).map(Some),
        Some(lock) => Journal::begin(lock.target(), settings()).map(Some),
        None if books.resume => Err(wrong_usage(anyhow!(
            "only a run with -o FILE in csv, tsv, jsonl or doc-jsonl can be resumed"
        ))),
        None => Ok(None),
    }
}

fn open(output: &OutputArgs, lock: Option<&Lock>, done: &Done) -> anyhow::Result<Output> {
    match lock {
        Some(lock) if !output.format().is_folder() => Output::under(lock, done.bytes),
        _ => Output::open(None),
    }
}

fn writer<'o>(
    (output, sample): (&OutputArgs, Option<(usize, u64)>),
    file: &'o mut Output,
    options: Options,
) -> anyhow::Result<Box<dyn Writer + 'o>> {
    #[cfg(feature = "xlsx")]
    if let Some(sample) = sample {
        return Ok(Box::new(sayso_review::SampleWorkbook::new(file, &options, sample)));
    }
    #[cfg(not(feature = "xlsx"))]
    let _ = sample;
    match (output.format(), output.path()) {
        (OutputFormat::File(format), _) => Ok(format.writer(file, &options)?),
        (OutputFormat::Brat, Some(folder)) => Ok(brat(folder)?),
        (OutputFormat::Inception, Some(folder)) => Ok(inception(folder)?),
        (format, None) => {
            let name = format.name();
            Err(wrong_usage(anyhow!("{name} needs a folder to write to; name it with -o")))
        }
    }
}

/// The items of the corpus that are left to do, until an interrupt.
fn items(
    corpus: impl Iterator<Item = Result<Document, read::Error>> + Send,
    shard: Shard,
    done: usize,
) -> impl Iterator<Item = Result<Document, read::Error>> + Send {
    let own = corpus.enumerate().filter(move |(place, _)| shard.holds(*place));
    interrupt::listen();
    own.map(|(_, item)| item).skip(done).take_while(|_| !interrupt::is_asked())
}

/// Where the run has stopped before its end: what is done is kept and told, with how to go on.
fn stopped(
    rows: &mut Rows<'_>,
    summary: &Summary,
    failed: bool,
) -> anyhow::Result<Option<ExitCode>> {
    if !failed && !interrupt::is_asked() {
        return Ok(None);
    }
    rows.stop()?;
    let remedy = if rows.journal.is_some() { "; --resume goes on from there" } else { "" };
    tell(format_args!("stopped after {} articles{remedy}", summary.documents));
    Ok(Some(ExitCode::from(if failed { exit::SOME_FAILED } else { interrupt::status() })))
}
