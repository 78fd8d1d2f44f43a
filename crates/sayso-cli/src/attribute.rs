//! `sayso attribute`: a text with its attributions marked under the words.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use sayso::segment::SegmenterWorker;
use sayso::text::{Document, Statement};
use sayso::{Pipeline, PipelineWorker, Summary};

use crate::corpus_args::CorpusArgs;
use crate::marked::Marker;
use crate::output::Output;
use crate::pages::Pages;
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

    /// Write for each row the probability of its parts, what they could be linked to, the chosen
    /// link first, and the rule that named the speaker
    #[arg(long)]
    scores: bool,

    #[command(flatten)]
    pipeline: PipelineArgs,

    #[command(flatten)]
    driver: DriverArgs,
}

/// Runs the command.
pub(crate) fn run(args: Args) -> anyhow::Result<ExitCode> {
    let corpus = args.corpus.corpus(args.output.as_deref())?;
    let pipeline = args.pipeline.pipeline()?;
    let mut progress = Progress::new(&corpus, args.driver.quiet);
    let driver = args.driver.driver(&pipeline)?;
    let mut out = Output::open(args.output.as_deref())?;
    if args.scores {
        let pages = Pages { driver, args: &args.driver, out, progress };
        let worker = || pipeline.worker();
        return pages.write(corpus, worker, |worker, document, page| {
            let (found, speakers) = (worker.explain(document), worker.explain_speakers(document));
            reasons::write(page, document, &found, &speakers)
        });
    }
    let mut summary = Summary::default();
    driver.map(
        corpus,
        || PageWorker::new(&pipeline),
        PageWorker::page,
        |result| -> io::Result<()> {
            match result {
                Ok(page) => {
                    let page = page?;
                    out.write_all(&page.bytes)?;
                    summary += &page.counts;
                    progress.count(page.counts.statements);
                }
                Err(failure) => {
                    progress.tell_failure(&failure);
                    summary.add_failure(&failure);
                }
            }
            Ok(())
        },
    )?;
    out.finish()?;
    progress.finish(&summary);
    Ok(args.driver.exit(summary.failed, progress.has_warnings()))
}

/// A text with its marks.
struct Page {
    bytes: Vec<u8>,
    counts: Summary,
}

/// What makes pages on one thread.
struct PageWorker<'p> {
    pipeline: &'p Pipeline,
    extractor: PipelineWorker<'p>,
    segmenter: SegmenterWorker<'p>,
}

impl<'p> PageWorker<'p> {
    fn new(pipeline: &'p Pipeline) -> Self {
        let (extractor, segmenter) = (pipeline.worker(), pipeline.segmenter().worker());
        Self { pipeline, extractor, segmenter }
    }

    fn page(&mut self, document: &Document) -> io::Result<Page> {
        let statements = self.extractor.extract(document);
        let mut counts = Summary::default();
        counts.add_document(document, self.extractor.words(), &statements);
        Ok(Page { bytes: self.marked(document, &statements)?, counts })
    }

    fn marked(&mut self, document: &Document, statements: &[Statement]) -> io::Result<Vec<u8>> {
        let mut page = Vec::new();
        writeln!(page, "{}", document.id)?;
        let mut marker = Marker::new(&document.text, statements);
        let mut cut = None;
        for part in self.pipeline.parts(&document.text) {
            let segmentation = self.segmenter.segment(part.span.of(&document.text));
            marker.write_part(&mut page, part.span, segmentation, cut)?;
            cut = Some(part.end);
        }
        writeln!(page)?;
        Ok(page)
    }
}
