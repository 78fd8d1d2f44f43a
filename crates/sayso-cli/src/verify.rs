//! `sayso verify`: a table against the texts that it was made from.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Error, anyhow};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use sayso::export::{Format, Offsets};
use sayso::read::{self, Corpus, Input};
use sayso_verify::{Checked, Event, Options, Role, Rows, Verdict, Verifier};

use crate::corpus_args::CorpusArgs;
use crate::exit::{self, tell, wrong_usage};
use crate::output::Output;
use crate::output_args::units;
use crate::replacing::{self, Source};

/// Proves that the rows of a table are word for word in the articles
#[derive(Debug, clap::Args)]
#[command(after_help = "\
A row passes where its source, cue and content are at their offsets; where they are but for white
space, quotation marks and dashes, which spreadsheet programs change; and where they are elsewhere
in the text. The rows that fail go to standard output, the counts to standard error.
Exit status: 0 all rows pass, 1 some do not, 2 wrong usage.

Examples:
  sayso verify statements.csv articles/                the inputs of extract, named the same way
  sayso verify saved-again.xlsx news.csv --text-column body
  sayso verify statements.csv articles/ --strict       rows must be at their offsets to the letter
  sayso verify statements.csv articles/ --report changes.csv")]
pub(crate) struct Args {
    /// Table that sayso wrote, perhaps saved again by a spreadsheet program; - is standard input
    #[arg(value_name = "TABLE")]
    table: PathBuf,

    #[command(flatten)]
    corpus: CorpusArgs,

    /// Format of the table [default: by its name, else by its first bytes]
    #[arg(long, value_name = "FORMAT", value_parser = formats(), help_heading = "Checking")]
    table_format: Option<Format>,

    /// What the offsets of the table count
    #[arg(long, value_name = "UNIT", value_parser = units(), default_value = "chars", help_heading = "Checking")]
    offsets: Offsets,

    /// Write all that is not at its offsets to the letter as CSV, with the place where it was found
    #[arg(long, value_name = "FILE", help_heading = "Checking")]
    report: Option<PathBuf>,

    /// Fail rows too that are changed, cut, or elsewhere than at their offsets
    #[arg(long, help_heading = "Checking")]
    strict: bool,
}

fn formats() -> impl TypedValueParser<Value = Format> {
    let names = Rows::FORMATS.iter().map(|format| format.name());
    PossibleValuesParser::new(names).try_map(|name| name.parse::<Format>())
}

/// Runs the command.
pub(crate) fn run(args: Args) -> anyhow::Result<ExitCode> {
    let (inputs, reading) = args.corpus.inputs()?;
    if args.table == Path::new("-") && inputs.contains(&Input::StandardInput) {
        return Err(wrong_usage(anyhow!("TABLE and INPUT cannot both be standard input")));
    }
    let mut sources: Vec<Source> = inputs.iter().map(Source::of_articles).collect();
    sources.push(Source::new(&args.table, &[]));
    replacing::check(&sources, args.report.as_deref())?;
    let rows = Rows::open(&args.table, args.table_format);
    let rows = rows.map_err(|error| wrong_usage(Error::new(error)))?;
    let mut options = Options { offsets: args.offsets, ..Options::default() };
    if inputs.iter().any(comes_once) {
        options.block_bytes = usize::MAX;
    }
    let mut findings = Findings::new(args.report.as_deref(), args.strict)?;
    let verifier = Verifier::new(options);
    let open = || Corpus::new(&inputs, &reading);
    let summary = verifier.run(rows, open, |event| findings.tell(event))?;
    if summary.rows() > 0 && summary.document_missing == summary.rows() {
        tell(format_args!("no row names a text of INPUT; name it as it was named for extract"));
    }
    tell(format_args!("{summary}"));
    findings.finish(summary.failed())
}

/// Whether the input is a pipe, which cannot be read a second time.
fn comes_once(input: &Input) -> bool {
    let is_pipe =
        |path: &Path| fs::metadata(path).is_ok_and(|found| !found.is_file() && !found.is_dir());
    *input == Input::StandardInput || is_pipe(input.path())
}

/// Where findings go.
struct Findings {
    out: Output,
    report: Option<csv::Writer<Output>>,
    strict: bool,
    /// Rows that fail only because they are judged strictly.
    strict_failures: u64,
    unread_texts: usize,
}

impl Findings {
    const COLUMNS: [&str; 9] = [
        "record",
        "doc_id",
        "statement_id",
        "column",
        "verdict",
        "found_start",
        "found_end",
        "text_has",
        "row_has",
    ];

    fn new(report: Option<&Path>, strict: bool) -> anyhow::Result<Self> {
        let out = Output::open(None)?;
        let report = report.map(|path| Output::open(Some(path)).map(csv::Writer::from_writer));
        let mut report = report.transpose()?;
        if let Some(report) = &mut report {
            report.write_record(Self::COLUMNS)?;
        }
        Ok(Self { out, report, strict, strict_failures: 0, unread_texts: 0 })
    }

    fn tell(&mut self, event: Event<'_, read::Error>) -> anyhow::Result<()> {
        match event {
            Event::Row(checked) => return self.row(checked),
            Event::UnreadRow(error) => {
                tell(format_args!("failed: {:#}", Error::new(error)));
            }
            Event::UnreadText(error) => self.unread_texts += exit::tell_unread(error),
            _ => {}
        }
        Ok(())
    }

    fn row(&mut self, checked: &Checked) -> anyhow::Result<()> {
        let verdict = checked.verdict();
        let is_strict_failure = verdict.is_word_for_word() && *verdict != Verdict::Exact;
        self.strict_failures += u64::from(is_strict_failure && self.strict);
        for (role, _, verdict) in checked.claims() {
            if *verdict == Verdict::Exact {
                continue;
            }
            self.report(checked, role, verdict)?;
            if self.strict || !verdict.is_word_for_word() {
                self.print(checked, role, verdict)?;
            }
            // What is true of one claim then is true of all.
            if *verdict == Verdict::DocumentMissing {
                break;
            }
        }
        Ok(())
    }

    fn print(&mut self, checked: &Checked, role: Role, verdict: &Verdict) -> anyhow::Result<()> {
        let row = checked.row();
        write!(self.out, "record {}: {} {}: ", row.record, row.doc_id, row.statement_id)?;
        match verdict {
            Verdict::DocumentMissing => writeln!(self.out, "{verdict}")?,
            _ => writeln!(self.out, "{} {verdict}", role.name())?,
        }
        Ok(())
    }

    fn report(&mut self, checked: &Checked, role: Role, verdict: &Verdict) -> anyhow::Result<()> {
        let Some(report) = &mut self.report else { return Ok(()) };
        let row = checked.row();
        let place = verdict.place().map(|place| (place.start.to_string(), place.end.to_string()));
        let (start, end) = place.unwrap_or_default();
        let (text, words) = match verdict {
            Verdict::NotFound(Some(nearest)) => (&*nearest.text, &*nearest.row),
            _ => ("", ""),
        };
        report.write_record([
            &row.record.to_string(),
            &*row.doc_id,
            &row.statement_id,
            role.name(),
            verdict.name(),
            &start,
            &end,
            text,
            words,
        ])?;
        Ok(())
    }

    fn finish(self, failed: u64) -> anyhow::Result<ExitCode> {
        self.out.finish()?;
        if let Some(report) = self.report {
            report.into_inner().map_err(|error| error.into_error())?.finish()?;
        }
        let failed = failed + self.strict_failures;
        Ok(exit::with_failures(usize::from(failed > 0) + self.unread_texts))
    }
}
