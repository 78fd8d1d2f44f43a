//! `sayso tag`: what the network thinks of each word.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::anyhow;
use sayso::tag::{Scores, TAGS, TagScores};
use sayso::text::Segmentation;
use sayso::{Cut, ModelChoice, Pipeline, PipelineOptions};

use crate::corpus_args::CorpusArgs;
use crate::exit::wrong_usage;
use crate::output::Output;
use crate::pages::Pages;
use crate::pipeline_args::{DriverArgs, PartArgs};
use crate::progress::Progress;

/// Shows for each word the part that the network takes it for
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  sayso tag article.txt                    word and tag, one word a line
  sayso tag article.txt --scores           with the score of every tag, higher is likelier")]
pub(crate) struct Args {
    #[command(flatten)]
    corpus: CorpusArgs,

    /// Where to write [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// The network: large, small, auto (small, and large where that is unsure), or a model file
    #[arg(long, value_name = "MODEL", default_value_t)]
    model: ModelChoice,

    /// Write the scores of all tags, in logits
    #[arg(long)]
    scores: bool,

    #[command(flatten)]
    parts: PartArgs,

    #[command(flatten)]
    driver: DriverArgs,
}

/// What is shown of each word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shown {
    Tags,
    Scores,
}

/// Runs the command.
pub(crate) fn run(args: Args) -> anyhow::Result<ExitCode> {
    let corpus = args.corpus.corpus(args.output.as_deref())?;
    let mut options = PipelineOptions::default();
    options.model = args.model;
    let pipeline = Pipeline::new(args.parts.options(options));
    let pipeline = pipeline.map_err(|error| wrong_usage(error.into()))?;
    let Some(tagger) = pipeline.tagger() else {
        return Err(wrong_usage(anyhow!(
            "the rules have no scores; choose a network with --model"
        )));
    };
    let shown = if args.scores { Shown::Scores } else { Shown::Tags };
    let pages = Pages {
        progress: Progress::new(&corpus, args.driver.quiet),
        driver: args.driver.driver(&pipeline)?,
        args: &args.driver,
        out: Output::open(args.output.as_deref())?,
    };
    let worker = || (pipeline.segmenter().worker(), tagger.worker());
    pages.write(corpus, worker, |(segmenter, tagger), document, page| {
        for part in pipeline.parts(&document.text) {
            let text = part.span.of(&document.text);
            let segmentation = segmenter.segment(text);
            write(page, text, segmentation, tagger.tag(text, segmentation), shown)?;
            if part.end != Cut::Sentence && !segmentation.sentences.is_empty() {
                writeln!(page)?;
            }
        }
        Ok(())
    })
}

/// Writes the words, with an empty line between sentences.
fn write(
    out: &mut impl Write,
    text: &str,
    segmentation: &Segmentation,
    scores: &Scores,
    shown: Shown,
) -> io::Result<()> {
    for (index, sentence) in segmentation.sentences.iter().enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        for token in sentence.tokens.range() {
            let Some(row) = scores.tags().get(token) else { continue };
            write!(out, "{}\t{}", segmentation.word(text, token), likeliest(row))?;
            for score in row.iter().filter(|_| shown == Shown::Scores) {
                write!(out, "\t{score:.2}")?;
            }
            writeln!(out)?;
        }
    }
    Ok(())
}

/// The tag of the highest score.
fn likeliest(row: &TagScores) -> &'static str {
    let best = row.iter().zip(TAGS).max_by(|(a, _), (b, _)| a.total_cmp(b));
    best.map_or("O", |(_, tag)| tag)
}
