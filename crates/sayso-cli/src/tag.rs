//! `sayso tag`: what the network thinks of each word.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::anyhow;
use sayso::ModelChoice;
use sayso::segment::Segmenter;
use sayso::tag::{Scores, TAGS, TagScores};
use sayso::text::Segmentation;

use crate::corpus_args::CorpusArgs;
use crate::exit::{self, wrong_usage};
use crate::output::Output;

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

    /// The network: large, small, or a model file
    #[arg(long, value_name = "MODEL", default_value_t)]
    model: ModelChoice,

    /// Write the scores of all tags, in logits
    #[arg(long)]
    scores: bool,
}

/// What is shown of each word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shown {
    Tags,
    Scores,
}

/// Runs the command.
pub(crate) fn run(args: Args) -> anyhow::Result<ExitCode> {
    let corpus = args.corpus.corpus()?;
    let tagger = args.model.tagger().map_err(|error| wrong_usage(error.into()))?;
    let Some(tagger) = tagger else {
        return Err(wrong_usage(anyhow!(
            "the rules have no scores; choose a network with --model"
        )));
    };
    let segmenter = Segmenter::new();
    let (mut segmenter, mut tagger) = (segmenter.worker(), tagger.worker());
    let mut out = Output::open(args.output.as_deref())?;
    let mut failed = 0;
    for read in corpus {
        match read {
            Ok(document) => {
                let segmentation = segmenter.segment(&document.text);
                let scores = tagger.tag(&document.text, segmentation);
                let shown = if args.scores { Shown::Scores } else { Shown::Tags };
                write(&mut out, &document.text, segmentation, scores, shown)?;
            }
            Err(error) => failed += exit::tell_unread(error),
        }
    }
    out.finish()?;
    Ok(exit::with_failures(failed))
}

fn write(
    out: &mut impl Write,
    text: &str,
    segmentation: &Segmentation,
    scores: &Scores,
    shown: Shown,
) -> io::Result<()> {
    for sentence in &segmentation.sentences {
        for token in sentence.tokens.range() {
            let Some(row) = scores.tags().get(token) else { continue };
            write!(out, "{}\t{}", segmentation.word(text, token), likeliest(row))?;
            for score in row.iter().filter(|_| shown == Shown::Scores) {
                write!(out, "\t{score:.2}")?;
            }
            writeln!(out)?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// The tag of the highest score.
fn likeliest(row: &TagScores) -> &'static str {
    let best = row.iter().zip(TAGS).max_by(|(a, _), (b, _)| a.total_cmp(b));
    best.map_or("O", |(_, tag)| tag)
}
