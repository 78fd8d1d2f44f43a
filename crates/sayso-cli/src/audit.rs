//! `sayso audit`: who speaks in a corpus, by outlet, month, kind of source and the user's labels.

use std::convert::Infallible;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Error, anyhow};
use sayso::text::{Document, Statement};
use sayso::{Failure, Sink};
use sayso_audit::{Audit, Form, Labels};

use crate::corpus_args::CorpusArgs;
use crate::exit::{tell, wrong_usage};
use crate::output::Output;
use crate::pipeline_args::{DriverArgs, PipelineArgs};
use crate::progress::Progress;
use crate::replacing;

/// Counts who speaks: by outlet, month, kind of source, and labels of your own
#[derive(Debug, clap::Args)]
#[command(after_help = "\
A list of labels is CSV with the columns name and label, or pattern and label: a name is the whole name of a
speaker, a pattern a regular expression looked for in name and role. Nothing is guessed about anybody:
who is in no line of the list is counted under (none). A voice within
another's statement is counted with it.

    name,pattern,label
    Amina Lindqvist,,women
    ,minister|mayor,officials

Examples:
  sayso audit articles/ -o audit.xlsx                         a workbook with charts
  sayso audit news.csv --outlet-column paper -o audit.html    a page
  sayso audit news.csv --labels women.csv                     one table of CSV
  sayso audit news.csv --type communication                   only what somebody said or wrote")]
pub(crate) struct Args {
    #[command(flatten)]
    corpus: CorpusArgs,

    /// Where to write: .csv, .xlsx or .html; the file appears when it is whole [default: CSV on
    /// standard output]
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    output: Option<PathBuf>,

    /// Column that names the outlet [default: one named outlet, publisher, publication, newspaper,
    /// source or site, if there is one]
    #[arg(long, value_name = "NAME", help_heading = "Input")]
    outlet_column: Option<String>,

    /// Table of speakers with your labels
    #[arg(long, value_name = "FILE", help_heading = "Input")]
    labels: Option<PathBuf>,

    #[command(flatten)]
    pipeline: PipelineArgs,

    #[command(flatten)]
    driver: DriverArgs,
}

/// Columns that name an outlet, the surest first.
const OUTLETS: [&str; 6] = ["outlet", "publisher", "publication", "newspaper", "source", "site"];

impl Args {
    fn path(&self) -> Option<&Path> {
        self.output.as_deref().filter(|path| path.as_os_str() != "-")
    }

    fn form(&self) -> anyhow::Result<Form> {
        let Some(path) = self.path() else { return Ok(Form::Csv) };
        Form::from_path(path).ok_or_else(|| {
            let name = path.display();
            wrong_usage(anyhow!("{name}: an audit is written to a file in .csv, .xlsx or .html"))
        })
    }
}

/// Runs the command.
pub(crate) fn run(args: Args) -> anyhow::Result<ExitCode> {
    let (form, labels) = (args.form()?, labels(args.labels.as_deref())?);
    let path = args.path().map(Path::to_owned);
    let files: Vec<&Path> = args.labels.as_deref().into_iter().chain(path.as_deref()).collect();
    replacing::check_distinct(&files)?;
    replacing::check(&args.pipeline.sources(), path.as_deref())?;
    let corpus = args.corpus.corpus(path.as_deref())?;
    let outlet = outlet(args.outlet_column.as_deref(), corpus.columns())?;
    let pipeline = args.pipeline.pipeline()?;
    let mut file = Output::open(path.as_deref())?;
    let mut counts = Counts {
        audit: Audit::new(labels, outlet),
        progress: Progress::new(&corpus, args.driver.quiet),
        inner: 0,
    };
    let summary = args.driver.driver(&pipeline)?.run(corpus, &mut counts)?;
    counts.audit.figures().write(form, &mut file)?;
    file.finish()?;
    let exit = args.driver.exit(summary.failed, counts.progress.has_warnings());
    counts.progress.finish(&summary);
    if !args.driver.quiet {
        tell_uncounted(counts.inner, outlet.is_some());
    }
    Ok(exit)
}

/// Says why a figure is lower than that of the run, or is not there.
fn tell_uncounted(inner: usize, has_outlets: bool) {
    if inner > 0 {
        tell(format_args!("{inner} of them stand within others and are counted with these"));
    }
    if !has_outlets {
        let names = OUTLETS.join(", ");
        tell(format_args!(
            "nothing is counted by outlet: no column is named {names}; name one with --outlet-column"
        ));
    }
}

fn labels(path: Option<&Path>) -> anyhow::Result<Labels> {
    let Some(path) = path else { return Ok(Labels::default()) };
    let file = File::open(path).map_err(Error::from);
    let labels = file.and_then(|file| Ok(Labels::from_csv(file)?));
    labels.with_context(|| path.display().to_string()).map_err(wrong_usage)
}

/// The place of the column that names the outlet.
fn outlet(name: Option<&str>, columns: &[String]) -> anyhow::Result<Option<usize>> {
    let place = |name: &str| columns.iter().position(|found| found.eq_ignore_ascii_case(name));
    let Some(name) = name else { return Ok(OUTLETS.iter().find_map(|name| place(name))) };
    place(name).map(Some).ok_or_else(|| {
        let have = if columns.is_empty() { "none".to_owned() } else { columns.join(", ") };
        let remedy = "choose one with --outlet-column";
        wrong_usage(anyhow!("no column named \"{name}\" (have: {have}); {remedy}"))
    })
}

/// Counts the statements of a run.
struct Counts {
    audit: Audit,
    progress: Progress,
    /// The statements within others.
    inner: usize,
}

impl Sink for Counts {
    type Error = Infallible;

    fn take(&mut self, document: &Document, statements: &[Statement]) -> Result<(), Infallible> {
        self.audit.add(document, statements);
        self.inner += statements.iter().filter(|statement| statement.within.is_some()).count();
        self.progress.count(statements.len());
        Ok(())
    }

    fn failed(&mut self, failure: &Failure) -> Result<(), Infallible> {
        self.progress.tell_failure(failure);
        Ok(())
    }
}
