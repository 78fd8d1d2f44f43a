//! `sayso verify`: a table against the texts that it was made from.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Error, anyhow};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use sayso::export::{Format, Offsets};
use sayso::read::{Corpus, Input, Seen};
use sayso_verify::{ColumnNames, Options, Rows, Verifier};

use crate::corpus_args::CorpusArgs;
use crate::exit::{self, tell, wrong_usage};
use crate::findings::{Findings, Wanted};
use crate::manifest::Manifest;
use crate::output_args::{check_ending_of, units};
use crate::replacing::{self, Source};

/// Proves that the rows of a table are word for word in the articles, and says what was altered
#[derive(Debug, clap::Args)]
#[command(after_help = "\
A row passes where its source, cue and content are in the article and its speaker is named there:
  exact          to the letter, at its offsets where the table has them
  resolved       the same, and the speaker is named elsewhere in the article than in the source
  cut            as far as a cell of a spreadsheet goes
  white_space, typography
                 but for white space; but for quotation marks, dashes, and letters that an encoding lacks
  joined         in pieces, with a negation, a number or much text left out between them
  elsewhere      not at its offsets, but in the article
and fails where it is
  altered_number, altered_negation, altered_name, altered_other
                 nearly the words of a passage
  absent         nowhere in the article
The table may be any table of quotations with the ids of their articles, as of a language model: columns
called quote or quotation, article_id or url, speaker or name are known, and others can be named.
The rows that fail go to standard output, the first 20 of each kind of finding unless --all asks for
more; the counts of each kind go to standard error, whatever is printed.
Exit status: 0 all rows pass, 1 some do not, 2 wrong usage, 3 broken off.

Examples:
  sayso verify statements.csv articles/                the inputs of extract, named the same way
  sayso verify saved-again.xlsx news.csv --text-column body
  sayso verify statements.csv articles/ --strict       rows must be at their offsets to the letter
  sayso verify answers.json articles/ --quote-column said --table-id-column file
  sayso verify statements.csv articles/ --report changes.csv")]
pub(crate) struct Args {
    /// Table that sayso wrote, perhaps saved again by a spreadsheet program, or another table of
    /// quotations; - is standard input
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

    /// Write all that is not at its offsets to the letter as CSV, with the place where it was found and
    /// the row's speaker and content
    #[arg(long, value_name = "FILE", help_heading = "Checking")]
    report: Option<PathBuf>,

    /// Column of the table with the words that are ascribed [default: content, quote, …]
    #[arg(long, value_name = "NAME", help_heading = "Checking")]
    quote_column: Option<String>,

    /// Column of the table that names the article [default: doc_id, article_id, id, url, …]
    #[arg(long, value_name = "NAME", help_heading = "Checking")]
    table_id_column: Option<String>,

    /// Column of the table that names the speaker [default: speaker, name, …]
    #[arg(long, value_name = "NAME", help_heading = "Checking")]
    speaker_column: Option<String>,

    /// Fail rows too that are changed, cut, joined, or elsewhere than at their offsets
    #[arg(long, help_heading = "Checking")]
    strict: bool,

    /// Print all findings, not only the first 20 of each kind
    #[arg(long, help_heading = "Checking")]
    all: bool,

    /// Check the table and INPUT against this manifest too, and fail where they are not those it
    /// names [default: TABLE.manifest.json, where it is there; then differences are only told]
    #[arg(long, value_name = "FILE", help_heading = "Checking")]
    manifest: Option<PathBuf>,
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
    let mut sources: Vec<Source> =
        inputs.iter().map(|input| Source::of_articles(input, reading.format)).collect();
    sources.push(Source::new(&args.table, &[]));
    let manifest = args.manifest.clone().or_else(|| Manifest::beside(&args.table));
    sources.extend(manifest.map(|path| Source::new(&path, &[])));
    replacing::check(&sources, args.report.as_deref())?;
    if let Some(report) = &args.report {
        check_ending_of(report, Some(&[Format::Csv]), "; the report is CSV")?;
    }
    let names = ColumnNames {
        document: args.table_id_column,
        content: args.quote_column,
        speaker: args.speaker_column,
    };
    let rows = Rows::open_with(&args.table, args.table_format, &names);
    let rows = rows.map_err(|error| wrong_usage(Error::new(error)))?;
    let mut options = Options::default();
    options.offsets = args.offsets;
    if inputs.iter().any(comes_once) {
        options.block_bytes = usize::MAX;
    }
    let wanted = Wanted { strict: args.strict, all: args.all };
    let mut findings = Findings::new(args.report.as_deref(), wanted)?;
    let verifier = Verifier::new(options);
    let read = Seen::default();
    let open = || Corpus::new(&inputs, &reading).without(read.clone());
    let summary = verifier.run(rows, open, |event| findings.tell(event))?;
    let status = findings.finish(&summary)?;
    let is_as_named = check_manifest(&args.table, args.manifest.as_deref(), &read)?;
    Ok(if is_as_named { status } else { ExitCode::from(exit::SOME_FAILED) })
}

/// Tells what is otherwise than the manifest of the table has it, and whether the table may pass.
fn check_manifest(table: &Path, named: Option<&Path>, read: &Seen) -> anyhow::Result<bool> {
    let Some(path) = named.map(Path::to_owned).or_else(|| Manifest::beside(table)) else {
        return Ok(true);
    };
    let manifest = Manifest::open(&path)?;
    // Each round of reading notes its files anew.
    let files: BTreeSet<PathBuf> = read.now().iter().map(|it| it.path().to_owned()).collect();
    let found = manifest.differences(table, &files.into_iter().collect::<Vec<_>>());
    found.iter().for_each(|difference| tell(format_args!("manifest: {difference}")));
    if found.is_empty() {
        tell(format_args!("{}: the table and the articles are those it names", path.display()));
    }
    Ok(found.is_empty() || named.is_none())
}

/// Whether the input is a pipe, which cannot be read a second time.
fn comes_once(input: &Input) -> bool {
    let is_pipe =
        |path: &Path| fs::metadata(path).is_ok_and(|found| !found.is_file() && !found.is_dir());
    *input == Input::StandardInput || is_pipe(input.path())
}
