//! `sayso merge`: the tables of shards as one.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, BufRead as _, BufReader, Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, anyhow};
use sayso::export::Format;

use crate::beside::beside;
use crate::exit::{tell, wrong_usage};
use crate::output::Output;
use crate::output_args::check_ending_of;
use crate::replacing::{self, Source};

/// Joins the tables of shards to one table, in the order in which they are named
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Tables of CSV and TSV must have the same columns, and one header is kept. A shard that is not whole, of
which a part or a journal lies beside it, is refused, and nothing is written then.

Examples:
  sayso merge statements/*.csv -o statements.csv
  sayso merge statements/*.jsonl -o statements.jsonl")]
pub(crate) struct Args {
    /// Tables that sayso wrote, in csv, tsv, jsonl or doc-jsonl
    #[arg(value_name = "TABLE", required = true)]
    tables: Vec<PathBuf>,

    /// Where to write; the file appears when it is whole [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// The formats of which tables can be joined byte for byte.
const FORMATS: [Format; 4] = [Format::Csv, Format::Tsv, Format::Jsonl, Format::DocJsonl];

/// Runs the command.
pub(crate) fn run(args: Args) -> anyhow::Result<ExitCode> {
    let format = format(&args.tables)?;
    if let Some(path) = &args.output {
        check_ending_of(path, Some(&FORMATS), "")?;
        check_format(path, format)?;
    }
    let sources: Vec<Source> = args.tables.iter().map(|table| Source::new(table, &[])).collect();
    replacing::check(&sources, args.output.as_deref())?;
    args.tables.iter().try_for_each(|table| check_whole(table))?;
    check_each_once(&args.tables)?;
    let mut out = Output::open(args.output.as_deref())?;
    let mut header = None;
    for table in &args.tables {
        let joined = match format {
            Format::Csv => separated(table, b',', &mut header, &mut out),
            Format::Tsv => separated(table, b'\t', &mut header, &mut out),
            _ => File::open(table)
                .map_err(Into::into)
                .and_then(|file| lines(BufReader::new(file), &mut out)),
        };
        joined.with_context(|| table.display().to_string())?;
    }
    out.finish()?;
    tell(format_args!("{} tables joined", args.tables.len()));
    Ok(ExitCode::SUCCESS)
}

/// The format that all tables have.
fn format(tables: &[PathBuf]) -> anyhow::Result<Format> {
    let of = |table: &PathBuf| {
        let format = Format::from_path(table).filter(|format| FORMATS.contains(format));
        format.ok_or_else(|| {
            let name = table.display();
            wrong_usage(anyhow!(
                "{name}: only csv, tsv, jsonl and doc-jsonl are joined; Spark, Polars and DuckDB read \
                 several files of Parquet as one table"
            ))
        })
    };
    let formats = tables.iter().map(of).collect::<anyhow::Result<Vec<_>>>()?;
    match formats.as_slice() {
        [first, others @ ..] if others.iter().all(|other| other == first) => Ok(*first),
        _ => Err(wrong_usage(anyhow!("the tables have different formats"))),
    }
}

/// Refuses a name that promises another format than the tables have, which are joined as they are.
fn check_format(output: &Path, format: Format) -> anyhow::Result<()> {
    match Format::from_path(output) {
        Some(named) if named != format => Err(wrong_usage(anyhow!(
            "{}: the tables are {format}; name an output with that ending, or sayso convert writes {named}",
            output.display()
        ))),
        _ => Ok(()),
    }
}

/// Refuses a table that is named twice, under one name or two: its rows would be there twice.
fn check_each_once(tables: &[PathBuf]) -> anyhow::Result<()> {
    let mut known: HashMap<PathBuf, &Path> = HashMap::new();
    for table in tables {
        let place = fs::canonicalize(table).unwrap_or_else(|_| table.clone());
        if let Some(before) = known.insert(place, table) {
            let (before, name) = (before.display(), table.display());
            return Err(wrong_usage(anyhow!(
                "{name}: is the same file as {before}; name each table once, or its rows are there twice"
            )));
        }
    }
    Ok(())
}

/// Refuses a shard that a run is at work on, or that one has left.
fn check_whole(table: &Path) -> anyhow::Result<()> {
    let left = ["part", "journal", "lock"].map(|ending| beside(table, ending));
    let name = table.display();
    if let Some(left) = left.iter().find(|left| left.exists()) {
        let left = left.display();
        return Err(wrong_usage(anyhow!(
            "{name} is not whole: {left} is beside it; go on with that run by --resume"
        )));
    }
    if !table.is_file() {
        return Err(wrong_usage(anyhow!("{name}: there is no such file")));
    }
    let ends = ends_its_last_line(table).with_context(|| name.to_string())?;
    ends.then_some(()).ok_or_else(|| {
        wrong_usage(anyhow!(
            "{name}: its last line has no end, so the table may be cut off; write it anew, or end the \
             line if it is whole"
        ))
    })
}

/// Whether the file ends as all do that sayso writes, or is empty.
fn ends_its_last_line(table: &Path) -> io::Result<bool> {
    let mut file = File::open(table)?;
    if file.metadata()?.len() == 0 {
        return Ok(true);
    }
    file.seek(SeekFrom::End(-1))?;
    let mut last = [0];
    file.read_exact(&mut last)?;
    Ok(last == *b"\n")
}

/// Copies the records, and the header of the first table.
fn separated(
    table: &Path,
    delimiter: u8,
    header: &mut Option<csv::ByteRecord>,
    out: &mut Output,
) -> anyhow::Result<()> {
    let name = table.display();
    let file = File::open(table)?;
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(&file);
    let own = reader.byte_headers()?.clone();
    if own.is_empty() {
        return Err(wrong_usage(anyhow!(
            "{name}: an empty file without a header; leave it out, or write it anew"
        )));
    }
    let after = reader.position().byte();
    let is_first = header.is_none();
    let expected = header.get_or_insert_with(|| own.clone());
    if *expected != own {
        return Err(wrong_usage(anyhow!("{name}: other columns than the first table has")));
    }
    let mut file = file.try_clone()?;
    file.seek(SeekFrom::Start(if is_first { 0 } else { after }))?;
    let mut file = BufReader::new(file);
    // Of a line end of two characters, the parser has read the first.
    if !is_first && file.fill_buf()?.first() == Some(&b'\n') {
        file.consume(1);
    }
    lines(file, out)
}

/// Copies the rest of the file.
fn lines(mut file: BufReader<File>, out: &mut Output) -> anyhow::Result<()> {
    io::copy(&mut file, out)?;
    Ok(())
}
