//! `sayso attribute`: a text with its attributions marked under the words.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use sayso::segment::Segmenter;

use crate::corpus_args::CorpusArgs;
use crate::exit;
use crate::marked;
use crate::output::Output;
use crate::pipeline_args::{DriverArgs, PipelineArgs};
use crate::progress::Progress;

/// Shows texts with sources (^), cues (=) and contents (~) marked under the words
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  sayso attribute article.txt
  sayso attribute article.txt --type attitude      only what somebody thinks")]
pub(crate) struct Args {
    #[command(flatten)]
    corpus: CorpusArgs,

    /// Where to write [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    #[command(flatten)]
    pipeline: PipelineArgs,

    #[command(flatten)]
    driver: DriverArgs,
}

/// Runs the command.
pub(crate) fn run(args: Args) -> anyhow::Result<ExitCode> {
    let corpus = args.corpus.corpus()?;
    let pipeline = args.pipeline.pipeline()?;
    let driver = args.driver.driver(&pipeline)?;
    let mut out = Output::open(args.output.as_deref())?;
    let mut progress = Progress::new(args.driver.quiet);
    let segmenter = Segmenter::new();
    let mut worker = segmenter.worker();
    let summary = driver.run(corpus, &mut progress, |document, statements| {
        writeln!(out, "{}", document.id)?;
        marked::write(&mut out, &document.text, worker.segment(&document.text), statements)?;
        writeln!(out)
    })?;
    out.finish()?;
    progress.finish(&summary);
    Ok(exit::with_failures(summary.failed))
}
