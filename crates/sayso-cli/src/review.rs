//! `sayso review`: rows of a table read by hand, one after the other.

mod article;
mod ask;
mod book;
mod command;
mod edges;
mod gather;
mod mending;
mod session;
mod shown;

use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::anyhow;
use sayso::export::Offsets;
use sayso::read::{self, Input};
use sayso_review::{Figures, Order, Plan, sentence};

use crate::beside::beside;
use crate::corpus_args::CorpusArgs;
use crate::exit::{self, wrong_usage};
use crate::output_args::units;
use crate::replacing::{self, Source};
use crate::review::book::Book;
pub(crate) use crate::review::book::read_corrections;
pub(crate) use crate::review::gather::TableRows;
use crate::review::gather::{Gathered, Sources};
use crate::review::session::Session;

/// Reads rows of a table by hand: shows each in its paragraph, and keeps what you say of it
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Type a letter and Enter for each row: a accepts it, m mends it (speaker, content, source, cue,
type), r says that it is no statement, ? that you cannot say, + adds one that is missing, u takes
the last word back, q ends (the same command goes on there), h says more. Nothing needs a mouse,
colours or a screen of its own.

What you say is kept beside the table, in TABLE.review.jsonl, line by line as you say it: nothing
is lost when the program is killed, and the table itself is never changed. sayso apply puts it
into a copy.

In the end come the figures, with a sentence for a section on methods: precision of a sample drawn
at random, and recall too where whole articles were read. The least sure rows say nothing of the
others. How it is counted, and the form of the file, is in docs/review.md.

Examples:
  sayso review statements.csv articles/                     from the least sure row on
  sayso review statements.csv articles/ --sample 200        how right is the table?
  sayso review statements.csv articles/ --articles 20       and how much is missed?
  sayso review statements.csv news.csv --text-column body
  sayso apply statements.csv -o corrected.csv               what you said, put into a copy")]
pub(crate) struct Args {
    /// Table that sayso wrote: csv, tsv, jsonl, parquet or xlsx
    #[arg(value_name = "TABLE")]
    table: PathBuf,

    #[command(flatten)]
    corpus: CorpusArgs,

    /// From the row on of which the program is least sure, so many rows [default: 200]
    #[arg(long, value_name = "N", help_heading = "Reading", group = "plan")]
    least_sure: Option<usize>,

    /// Rows drawn at random, so many
    #[arg(long, value_name = "N", help_heading = "Reading", group = "plan")]
    sample: Option<usize>,

    /// Whole articles drawn at random, so many: with what the table lacks
    #[arg(long, value_name = "N", help_heading = "Reading", group = "plan")]
    articles: Option<usize>,

    /// Another sample than that of seed 1
    #[arg(long, value_name = "NUMBER", help_heading = "Reading")]
    seed: Option<u64>,

    /// Where what you say is kept [default: TABLE.review.jsonl]
    #[arg(long, value_name = "FILE", help_heading = "Reading")]
    corrections: Option<PathBuf>,

    /// What the offsets of the table count
    #[arg(long, value_name = "UNIT", value_parser = units(), default_value = "chars", help_heading = "Reading")]
    offsets: Offsets,
}

/// How many of the least sure rows are read where the user does not say.
const LEAST_SURE: usize = 200;

/// The ending of the file of corrections beside a table.
pub(crate) const BESIDE: &str = "review.jsonl";

impl Args {
    /// What was asked for; nothing where a review is to go on as it was.
    fn asked(&self, before: Option<&Plan>) -> Option<(Order, usize)> {
        let seed = self.seed.or_else(|| before.and_then(seed)).unwrap_or(1);
        let least = self.least_sure.map(|size| (Order::LeastSure, size));
        let sample = self.sample.map(|size| (Order::Random { seed }, size));
        let articles = self.articles.map(|size| (Order::Articles { seed }, size));
        let first = || before.is_none().then_some((Order::LeastSure, LEAST_SURE));
        least.or(sample).or(articles).or_else(first)
    }
}

impl Args {
    /// The articles; the file of corrections is none of them.
    fn inputs(&self, corrections: &Path) -> anyhow::Result<(Vec<Input>, read::Options)> {
        let (inputs, reading) = self.corpus.clone().inputs()?;
        if inputs.contains(&Input::StandardInput) {
            return Err(wrong_usage(anyhow!(
                "the articles cannot be standard input, which is what you type; name files or folders"
            )));
        }
        let sources: Vec<Source> =
            inputs.iter().map(|input| Source::of_articles(input, reading.format)).collect();
        replacing::check_read(&sources, [corrections])?;
        Ok((inputs, reading))
    }
}

fn seed(plan: &Plan) -> Option<u64> {
    match plan.order {
        Order::Random { seed } | Order::Articles { seed } => Some(seed),
        _ => None,
    }
}

/// Runs the command.
pub(crate) fn run(args: Args) -> anyhow::Result<ExitCode> {
    if args.table == Path::new("-") || !args.table.is_file() {
        let name = args.table.display();
        return Err(wrong_usage(anyhow!("{name}: TABLE must be a file, which is read twice")));
    }
    let path = args.corrections.clone().unwrap_or_else(|| beside(&args.table, BESIDE));
    let (inputs, reading) = args.inputs(&path)?;
    let sources = Sources { table: &args.table, inputs: &inputs, reading: &reading };
    let mut book = Book::open(&path, &args.table, args.offsets)?;
    let plan = plan(&args, &mut book, &sources)?;
    let Gathered { articles, failed } = sources.gather(&plan, args.offsets)?;
    let colours = io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let mut session = Session::new(io::stdin().lock(), io::stdout().lock(), colours);
    session.run(&mut book, &plan, &articles)?;
    let name = args.table.file_name().unwrap_or_default().to_string_lossy();
    session.tell(&sentence(&Figures::of(&book.corrections), &name))?;
    session.tell(&format!("What you said is kept in {}", path.display()))?;
    Ok(exit::with_failures(failed))
}

/// What is to be read: what was asked for, or else what was before.
fn plan(args: &Args, book: &mut Book, sources: &Sources<'_>) -> anyhow::Result<Plan> {
    let before = book.corrections.plans().last().copied().cloned();
    match (args.asked(before.as_ref()), before) {
        (None, Some(before)) => Ok(before),
        (Some((order, size)), Some(before)) if is_same(&before, order, size) => Ok(before),
        (asked, _) => {
            let (order, size) = asked.unwrap_or((Order::LeastSure, LEAST_SURE));
            book.begin(sources.plan(order, size)?)
        }
    }
}

/// Whether the plan is what was asked for, or all of what there is.
fn is_same(plan: &Plan, order: Order, size: usize) -> bool {
    let is_all = plan.size() as u64 == plan.of && plan.size() < size;
    plan.order == order && (plan.size() == size || is_all)
}
