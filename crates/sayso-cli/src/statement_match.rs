//! `sayso match`: the same statement in many articles, who had it first, who changed the words.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::anyhow;
use sayso::export::Format;
use sayso_match::{Matcher, Matches, Options};

use crate::exit::{self, tell, wrong_usage};
use crate::output::Output;
use crate::replacing::{self, Source};
use crate::statement_table::{Names, StatementTable};

/// Groups statements of one speaker with nearly the same words: who had it first, who changed it
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Statements are in one group where their speakers can be one (Pete Lind, Peter V. Lind, Sen. Lind) and their
words are nearly the same, quoted or reported: pronouns and tenses do not count. A surname alone, or nobody's
name, joins only where the words are many and nobody else can be meant. Statements of fewer than
--min-words words are in no group.

What -o gives by its ending:
  .csv .tsv .jsonl .parquet   a row for each statement: group, what it changed, where it stands
  .xlsx                       the same, with a sheet that has a row for each group
  .html .txt                  the groups to read, the words that differ marked
\"first\" is the earliest date; first_is says how sure that is: several articles of that day, or
articles without a date.

Examples:
  sayso match statements.csv -o matches.xlsx
  sayso match 2024/*.parquet --outlet-column paper -o groups.html
  sayso match statements.csv --groups groups.csv      a row for each group too
  sayso match statements.csv --similarity 0.8         only small changes")]
pub(crate) struct Args {
    /// Tables of statements that sayso wrote, or others of quotations
    #[arg(value_name = "TABLE", required = true)]
    tables: Vec<PathBuf>,

    /// Where to write; the file appears when it is whole [default: CSV on standard output]
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    output: Option<PathBuf>,

    /// Write a table with a row for each group too: .csv, .tsv, .jsonl, .parquet or .xlsx
    #[arg(long, value_name = "FILE", help_heading = "Output")]
    groups: Option<PathBuf>,

    /// How much of two wordings must be the same, 0.3 to 1
    #[arg(long, value_name = "SHARE", default_value_t = Options::default().similarity, value_parser = share, help_heading = "Matching")]
    similarity: f32,

    /// Leave out statements of fewer words
    #[arg(long, value_name = "N", default_value_t = Options::default().min_words, help_heading = "Matching")]
    min_words: usize,

    /// List only statements of at least so many articles; with 1, every statement is listed
    #[arg(long, value_name = "N", default_value_t = Options::default().min_articles, help_heading = "Matching")]
    min_articles: usize,

    #[command(flatten)]
    names: Names,

    /// No summary
    #[arg(long, short, help_heading = "Running")]
    quiet: bool,
}

fn share(text: &str) -> Result<f32, String> {
    let number = text.parse().ok().filter(|number| (0.3..=1.0).contains(number));
    number.ok_or_else(|| "not a number from 0.3 to 1".to_owned())
}

/// What is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Table(Format),
    Page,
    Text,
}

impl Form {
    /// The form that the ending of the file means.
    fn of(path: Option<&Path>) -> anyhow::Result<Self> {
        let Some(path) = path else { return Ok(Self::Table(Format::Csv)) };
        match Format::from_path(path) {
            Some(Format::Html) => Ok(Self::Page),
            Some(Format::Table) => Ok(Self::Text),
            Some(format) if Format::OF_LISTINGS.contains(&format) => Ok(Self::Table(format)),
            _ => Err(unknown(path, "html, txt, ")),
        }
    }
}

fn unknown(path: &Path, others: &str) -> anyhow::Error {
    let listings: Vec<&str> = Format::OF_LISTINGS.iter().map(|format| format.name()).collect();
    let (name, listings) = (path.display(), listings.join(", "));
    wrong_usage(anyhow!("{name}: matches are written to a file in {others}{listings}"))
}

/// Runs the command.
pub(crate) fn run(args: Args) -> anyhow::Result<ExitCode> {
    let path = args.output.as_deref().filter(|path| path.as_os_str() != "-");
    let form = Form::of(path)?;
    let groups = args.groups.as_deref().map(group_format).transpose()?;
    let outputs: Vec<&Path> = path.into_iter().chain(args.groups.as_deref()).collect();
    replacing::check_distinct(&outputs)?;
    let sources: Vec<Source> = args.tables.iter().map(|table| Source::new(table, &[])).collect();
    replacing::check(&sources, outputs)?;
    let mut options = Options::default();
    options.similarity = args.similarity;
    options.min_words = args.min_words;
    options.min_articles = args.min_articles;
    let mut file = Output::open(path)?;
    let mut beside = groups.map(|(path, _)| Output::open(Some(path))).transpose()?;
    let mut matcher = Matcher::new(options)?;
    let mut unread = 0;
    for table in &args.tables {
        for entry in StatementTable::open(table, &args.names)? {
            match entry {
                Ok(entry) => matcher.add(&entry)?,
                Err(error) => unread += exit::tell_unread(error),
            }
        }
    }
    let mut matches = matcher.finish()?;
    exit::tell_cut(write(&mut matches, form, &mut file)?);
    if let (Some((_, format)), Some(out)) = (groups, &mut beside) {
        exit::tell_cut(matches.write_groups(format, out)?);
    }
    file.finish()?;
    beside.map_or(Ok(()), Output::finish)?;
    if !args.quiet {
        tell_summary(&matches);
    }
    Ok(exit::with_failures(unread))
}

fn group_format(path: &Path) -> anyhow::Result<(&Path, Format)> {
    let format = Format::from_path(path).filter(|format| Format::OF_LISTINGS.contains(format));
    Ok((path, format.ok_or_else(|| unknown(path, ""))?))
}

fn write(matches: &mut Matches, form: Form, out: &mut Output) -> anyhow::Result<u64> {
    match form {
        Form::Table(format) => Ok(matches.write_statements(format, out)?),
        Form::Page => Ok(matches.write_page(out).map(|()| 0)?),
        Form::Text => Ok(matches.write_text(out).map(|()| 0)?),
    }
}

fn tell_summary(matches: &Matches) {
    let (all, own, groups) = (matches.all_statements(), matches.statements(), matches.groups());
    let noun = if groups == 1 { "group" } else { "groups" };
    tell(format_args!("{all} statements, {own} of them in {groups} {noun}"));
}
