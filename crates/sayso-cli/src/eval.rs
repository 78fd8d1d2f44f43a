//! `sayso eval`: the figures of the reference scorer.

use std::fs;
use std::io::{Read as _, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Error};
use sayso_eval::{
    Reliability, Report, SpeakerReliability, SpeakersByKind, SpeakersByMention, TypeReport,
    join_speakers, mistakes, parse_documents, parse_lines,
};

use crate::exit::wrong_usage;
use crate::gold;
use crate::output::Output;
use crate::pipeline_args::{DriverArgs, PipelineArgs};

/// Scores statements against gold ones
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  sayso eval gold.jsonl                          what sayso finds in the texts of gold.jsonl
  sayso eval gold.jsonl predicted.jsonl          what `sayso extract --format doc-jsonl` wrote
  sayso eval gold.jsonl --errors 20              with the first twenty mistakes
  sayso eval gold.jsonl.gz --speakers speakers.jsonl.gz --gold-spans
                                                 how well speakers are resolved by themselves")]
pub(crate) struct Args {
    /// Documents with text and gold attributions, one JSON object a line, perhaps compressed
    #[arg(value_name = "GOLD")]
    gold: PathBuf,

    /// Documents with predicted attributions [default: run the pipeline over the gold texts]
    #[arg(value_name = "PRED")]
    predicted: Option<PathBuf>,

    /// Gold speakers in a file of their own, joined by document and attribution
    #[arg(long, value_name = "FILE")]
    speakers: Option<PathBuf>,

    /// Gold attribution types in a file of their own
    #[arg(long = "types", value_name = "FILE")]
    type_gold: Option<PathBuf>,

    /// Resolve the speakers of the gold attributions instead of finding attributions
    #[arg(long, conflicts_with = "predicted")]
    gold_spans: bool,

    /// Show the first N mistakes, missed and invented
    #[arg(long, value_name = "N", default_value_t = 0)]
    errors: usize,

    /// Write the figures of the table as one JSON object
    #[arg(long)]
    json: bool,

    #[command(flatten)]
    pipeline: PipelineArgs,

    #[command(flatten)]
    driver: DriverArgs,
}

/// Runs the command.
pub(crate) fn run(args: Args) -> anyhow::Result<ExitCode> {
    let mut documents = load(&args.gold, parse_documents)?;
    if let Some(path) = &args.speakers {
        join_speakers(&mut documents, &load(path, parse_lines)?);
    }
    let types = args.type_gold.as_deref().map(|path| load(path, parse_lines)).transpose()?;
    let pipeline = args.pipeline.with_reading(gold::reading(&documents));
    let predicted = match &args.predicted {
        Some(path) => load(path, parse_documents)?,
        None if args.gold_spans => gold::with_speakers_resolved(&documents, &pipeline.pipeline()?),
        None => gold::found_in(
            &documents,
            pipeline.with_complementizer(gold::complementizer(&documents)).pipeline()?,
            &args.driver,
        )?,
    };
    let mut out = Output::open(None)?;
    for mistake in mistakes(&documents, &predicted).iter().take(args.errors) {
        writeln!(out, "{mistake}")?;
    }
    let report = Report::of(&documents, &predicted);
    if args.json {
        writeln!(out, "{}", serde_json::to_string(&report)?)?;
    } else {
        write!(out, "{report}")?;
        write!(out, "{}", SpeakersByMention::of(&documents, &predicted))?;
        write!(out, "{}", SpeakersByKind::of(&documents, &predicted))?;
        if let Some(types) = types {
            write!(out, "{}", TypeReport::of(&documents, &predicted, &types))?;
        }
        write!(out, "{}", Reliability::of(&documents, &predicted))?;
        write!(out, "{}", SpeakerReliability::of(&documents, &predicted))?;
    }
    out.finish()?;
    Ok(ExitCode::SUCCESS)
}

/// Reads a file, decompressed where its first bytes say so, and parses it.
fn load<T>(
    path: &Path,
    parse: impl Fn(&str) -> Result<Vec<T>, sayso_eval::Error>,
) -> anyhow::Result<Vec<T>> {
    let read = fs::read(path).map_err(Error::from).and_then(decompressed);
    let parsed = read.and_then(|text| Ok(parse(&text)?));
    parsed.with_context(|| path.display().to_string()).map_err(wrong_usage)
}

fn decompressed(bytes: Vec<u8>) -> anyhow::Result<String> {
    if !bytes.starts_with(&[0x1f, 0x8b]) {
        return String::from_utf8(bytes).context("not UTF-8");
    }
    let mut text = String::new();
    flate2::read::MultiGzDecoder::new(bytes.as_slice()).read_to_string(&mut text)?;
    Ok(text)
}
