//! `sayso apply`: what a reader said of a table, put into a copy of it.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, anyhow};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use sayso::export::{Format, Options};
use sayso_review::{Corrected, Corrections, Counts, Figures, Order, sampled, sentence};
use serde_json::json;

use crate::beside::{beside, cannot_be_written};
use crate::exit::{self, tell, wrong_usage};
use crate::output::Output;
use crate::output_args::check_ending_of;
use crate::replacing::{self, Source};
use crate::review::{BESIDE, TableRows, read_corrections};

/// Puts what a reader said of a table into a copy of it, and says how right the table is
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Rows that were accepted, mended or added say so in a column \"reviewed\", which is empty where nobody
has read them; those that were rejected are left out unless --keep-rejected asks for them. What was
not mended stays as it is, offsets among it. The table itself is never changed.

CORRECTIONS is what sayso review keeps beside the table, or a sample that extract --sample has
written and somebody has filled in. A sample can be its own TABLE: then its rows alone come out.

Examples:
  sayso apply statements.csv -o corrected.csv              what sayso review keeps beside it
  sayso apply statements.csv sample.xlsx -o corrected.csv  a sample that was filled in
  sayso apply sample.xlsx -o corrected-sample.csv          the rows of the sample alone")]
pub(crate) struct Args {
    /// Table that sayso wrote: csv, tsv, jsonl, parquet or xlsx
    #[arg(value_name = "TABLE")]
    table: PathBuf,

    /// What was said of it [default: TABLE.review.jsonl, or TABLE itself where it is a sample]
    #[arg(value_name = "CORRECTIONS")]
    corrections: Option<PathBuf>,

    /// Where to write; the file appears when it is whole [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// How to write [default: by the ending of --output; csv where it has none]
    #[arg(long, value_name = "FORMAT", value_parser = formats())]
    format: Option<Format>,

    /// Write counts, shares and intervals as JSON, with the sentence for a section on methods
    #[arg(long, value_name = "FILE")]
    figures: Option<PathBuf>,

    /// Keep the rows that were rejected, marked as such
    #[arg(long)]
    keep_rejected: bool,
}

fn formats() -> impl TypedValueParser<Value = Format> {
    let names = Format::OF_ROWS.iter().map(|format| format.name());
    PossibleValuesParser::new(names).try_map(|name| name.parse::<Format>())
}

impl Args {
    fn out(&self) -> Option<&Path> {
        self.output.as_deref().filter(|path| path.as_os_str() != "-")
    }

    /// The format that was asked for, or else that the name of the file means.
    fn format(&self) -> anyhow::Result<Format> {
        if let (Some(path), None) = (self.out(), self.format) {
            check_ending_of(path, Some(Format::OF_ROWS), "; name one with --format")?;
        }
        let by_ending = || Format::from_path(self.out()?);
        Ok(self.format.or_else(by_ending).unwrap_or(Format::Csv))
    }

    /// What was said, where it was said, and how many lines of it cannot be read.
    fn said(&self) -> anyhow::Result<(Corrections, PathBuf, usize)> {
        let path = match &self.corrections {
            Some(path) => path.clone(),
            None => {
                let kept = beside(&self.table, BESIDE);
                if kept.exists() { kept } else { self.table.clone() }
            }
        };
        if !is_table(&path) && path != self.table {
            let mut corrections = read_corrections(&path)?;
            if corrections.refers() {
                let mut rows = TableRows::open(&self.table)?.silent();
                let header = rows.header.clone();
                corrections.fit(rows.by_ref().map(|row| header.id(&row)));
            }
            let faults = corrections.faults().iter();
            faults.clone().for_each(|fault| {
                tell(format_args!(
                    "failed: {}: line {}: {}",
                    path.display(),
                    fault.line,
                    fault.reason
                ));
            });
            let faults = faults.count();
            return Ok((corrections, path, faults));
        }
        let mut rows = TableRows::open(&path)?;
        let header = rows.header.clone();
        let Some((corrections, faults)) = sampled(&header, rows.by_ref()) else {
            let (name, kept) = (path.display(), beside(&self.table, BESIDE));
            return Err(wrong_usage(anyhow!(
                "{name} has no column \"verdict\", so nobody has said anything in it, and there is no {}; \
                 sayso review makes that, and extract --sample makes a table to fill in",
                kept.display()
            )));
        };
        for fault in &faults {
            tell(format_args!(
                "failed: {}: record {}: {}",
                path.display(),
                fault.line,
                fault.reason
            ));
        }
        Ok((corrections, path, faults.len() + rows.failed))
    }
}

/// Whether the file is a table, and not what a review keeps.
fn is_table(path: &Path) -> bool {
    let is_kept = path.to_string_lossy().to_lowercase().ends_with(BESIDE);
    !is_kept && Format::from_path(path).is_some_and(|format| format != Format::Jsonl)
}

/// Runs the command.
pub(crate) fn run(args: Args) -> anyhow::Result<ExitCode> {
    let format = args.format()?;
    if args.table == Path::new("-") {
        return Err(wrong_usage(anyhow!("TABLE must be a file")));
    }
    let (corrections, path, mut failed) = args.said()?;
    let sources = [Source::new(&args.table, &[]), Source::new(&path, &[])];
    let outputs: Vec<&Path> = args.out().into_iter().chain(args.figures.as_deref()).collect();
    replacing::check_distinct(&outputs)?;
    replacing::check(&sources, outputs)?;
    let written = args.write(format, &corrections)?;
    failed += written.failed + written.missing;
    let mut figures = Figures::of(&corrections);
    tell_counts(&figures.counts, args.keep_rejected);
    let file = args.table.file_name().unwrap_or_default().to_string_lossy();
    let is_sample = path == args.table;
    let is_drawn = is_sample && !figures.estimates.is_empty();
    let name = if is_drawn { format!("the table that {file} was drawn from") } else { file.into() };
    if let Some(reason) = written.is_of_another(&corrections).filter(|_| !is_sample) {
        // What was read says nothing of rows among which it was not drawn.
        figures.estimates.clear();
        tell(format_args!("no figures: {reason}; apply to the table that was read"));
    }
    let sentence = sentence(&figures, &name);
    tell(format_args!("{sentence}"));
    if let Some(path) = &args.figures {
        let figures = json!({ "table": name, "figures": figures, "sentence": sentence });
        let mut file = Output::open(Some(path))?;
        writeln!(file, "{figures:#}").with_context(|| cannot_be_written(path))?;
        file.finish()?;
    }
    Ok(exit::with_failures(failed))
}

/// The copy of a table.
struct Copied {
    /// The rows of the table.
    rows: u64,
    /// Those that cannot be read.
    failed: usize,
    /// What was said of rows that the table has not.
    missing: usize,
}

impl Copied {
    /// Why what was said is of another table, if it is.
    fn is_of_another(&self, corrections: &Corrections) -> Option<String> {
        let drawn = corrections.plans().into_iter().find_map(|plan| match plan.order {
            Order::Random { .. } => Some(plan.of),
            _ => None,
        });
        let rows = self.rows;
        match (self.missing, drawn.filter(|drawn| *drawn != rows)) {
            (missing @ 1.., _) => {
                Some(format!("{missing} of the rows that were read are not in the table"))
            }
            (0, Some(drawn)) => {
                Some(format!("the rows were drawn from {drawn}, and the table has {rows}"))
            }
            (0, None) => None,
        }
    }
}

impl Args {
    /// Writes the copy of the table.
    fn write(&self, format: Format, corrections: &Corrections) -> anyhow::Result<Copied> {
        let mut rows = TableRows::open(&self.table)?;
        let mut corrected =
            Corrected::new(&rows.columns, corrections).with_rejected(self.keep_rejected);
        let mut options = Options::default();
        options.columns = corrected.columns().to_vec();
        let mut file = Output::open(self.out())?;
        let mut writer = format.row_writer(&mut file, &options)?;
        let mut count = 0;
        for row in rows.by_ref() {
            count += 1;
            corrected.rows(row).iter().try_for_each(|row| writer.write(row))?;
        }
        corrected.finish().iter().try_for_each(|row| writer.write(row))?;
        exit::tell_cut(writer.finish()?.cut_cells);
        file.finish()?;
        let missing = corrected.missing();
        for id in &missing {
            let (doc_id, statement_id) = (&id.doc_id, &id.statement_id);
            tell(format_args!("failed: the table has no row {statement_id} of \"{doc_id}\""));
        }
        Ok(Copied { rows: count, failed: rows.failed, missing: missing.len() })
    }
}

fn tell_counts(counts: &Counts, keeps_rejected: bool) {
    let Counts { accepted, mended, rejected, unsure, added, .. } = counts;
    let left_out = if *rejected > 0 && !keeps_rejected {
        " and left out (--keep-rejected keeps them)"
    } else {
        ""
    };
    tell(format_args!(
        "{accepted} rows accepted, {mended} mended, {added} added, {unsure} unsure, {rejected} \
         rejected{left_out}"
    ));
}
