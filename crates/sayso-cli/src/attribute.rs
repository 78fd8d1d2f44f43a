//! `sayso attribute`: a text with its attributions marked under the words.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use sayso::segment::{Segmenter, SegmenterWorker};
use sayso::text::{Document, Statement};
use sayso::{Failure, Sink};

use crate::corpus_args::CorpusArgs;
use crate::exit;
use crate::marked;
use crate::output::Output;
use crate::pipeline_args::{DriverArgs, PipelineArgs};
use crate::progress::Progress;
use crate::reasons;

/// Shows texts with sources (^), cues (=) and contents (~) marked under the words
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  sayso attribute article.txt
  sayso attribute article.txt --type attitude      only what somebody thinks
  sayso attribute article.txt --scores             why each row came out")]
pub(crate) struct Args {
    #[command(flatten)]
    corpus: CorpusArgs,

    /// Where to write [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Write for each row the probability of its parts, and what they could be linked to, the
    /// chosen link first
    #[arg(long)]
    scores: bool,

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
    if args.scores {
        return reasons::write(corpus, &pipeline, &driver, args.output.as_deref());
    }
    let segmenter = Segmenter::new();
    let mut page = Page {
        out: Output::open(args.output.as_deref())?,
        segmenter: segmenter.worker(),
        progress: Progress::new(&corpus, args.driver.quiet),
    };
    let summary = driver.run(corpus, &mut page)?;
    page.out.finish()?;
    page.progress.finish(&summary);
    Ok(exit::with_failures(summary.failed))
}

/// Where the marked texts go.
struct Page<'s> {
    out: Output,
    segmenter: SegmenterWorker<'s>,
    progress: Progress,
}

impl Sink for Page<'_> {
    type Error = io::Error;

    fn take(&mut self, document: &Document, statements: &[Statement]) -> io::Result<()> {
        let segmentation = self.segmenter.segment(&document.text);
        writeln!(self.out, "{}", document.id)?;
        marked::write(&mut self.out, &document.text, segmentation, statements)?;
        writeln!(self.out)?;
        self.progress.count(statements.len());
        Ok(())
    }

    fn failed(&mut self, failure: &Failure) -> io::Result<()> {
        self.progress.tell_failure(failure);
        Ok(())
    }
}
