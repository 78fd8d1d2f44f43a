//! `sayso segment`: paragraphs, sentences, tokens and quotations, to look at or to train on.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::ValueEnum;
use sayso::segment::Segmenter;
use sayso::text::{Document, Segmentation, Span, TokenSpan};
use serde_json::json;

use crate::corpus_args::CorpusArgs;
use crate::exit;
use crate::output::Output;

/// Shows how texts fall into paragraphs, sentences, tokens and quotations
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  sayso segment article.txt                       one sentence a line, tokens set apart
  sayso segment news.jsonl.gz --format jsonl      token offsets in code points, for other programs")]
pub(crate) struct Args {
    #[command(flatten)]
    corpus: CorpusArgs,

    /// Where to write [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// How to write
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum Format {
    /// One sentence a line, a blank between tokens, an empty line between paragraphs
    #[default]
    Text,
    /// One document a line: tokens as [start, end] in code points, the rest as token ranges
    Jsonl,
}

/// Runs the command.
pub(crate) fn run(args: Args) -> anyhow::Result<ExitCode> {
    let corpus = args.corpus.corpus()?;
    let mut out = Output::open(args.output.as_deref())?;
    let segmenter = Segmenter::new();
    let mut worker = segmenter.worker();
    let mut failed = 0;
    for read in corpus {
        match read {
            Ok(document) => {
                let segmentation = worker.segment(&document.text);
                match args.format {
                    Format::Text => write_text(&mut out, &document.text, segmentation)?,
                    Format::Jsonl => write_jsonl(&mut out, &document, segmentation)?,
                }
            }
            Err(error) => failed += exit::tell_unread(error),
        }
    }
    out.finish()?;
    Ok(exit::with_failures(failed))
}

fn write_text(out: &mut impl Write, text: &str, segmentation: &Segmentation) -> io::Result<()> {
    for paragraph in &segmentation.paragraphs {
        for sentence in segmentation.sentences.get(paragraph.sentences.range()).unwrap_or_default()
        {
            let words: Vec<_> =
                sentence.tokens.range().map(|token| segmentation.word(text, token)).collect();
            writeln!(out, "{}", words.join(" "))?;
        }
        writeln!(out)?;
    }
    Ok(())
}

fn write_jsonl(
    out: &mut impl Write,
    document: &Document,
    segmentation: &Segmentation,
) -> io::Result<()> {
    let range = |tokens: TokenSpan| [tokens.start(), tokens.end()];
    let sentences: Vec<_> = segmentation.sentences.iter().map(|s| range(s.tokens)).collect();
    let paragraphs: Vec<_> = segmentation.paragraphs.iter().map(|p| range(p.tokens)).collect();
    let quotations: Vec<_> = segmentation.quotations.iter().map(|q| range(q.tokens)).collect();
    let line = json!({
        "doc_id": document.id,
        "tokens": code_points(&document.text, segmentation),
        "sentences": sentences,
        "paragraphs": paragraphs,
        "quotations": quotations,
    });
    writeln!(out, "{line}")
}

/// The tokens as ranges of code points. Linear: counts on from token to token.
fn code_points(text: &str, segmentation: &Segmentation) -> Vec<[usize; 2]> {
    let (mut byte, mut counted) = (0, 0);
    let mut count_to = |end: usize| {
        counted += Span::new(byte, end).of(text).chars().count();
        byte = end;
        counted
    };
    let tokens = segmentation.tokens.iter();
    tokens.map(|token| [count_to(token.span.start()), count_to(token.span.end())]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_count_code_points() {
        let text = "“Né,” he said.";
        let segmentation = Segmenter::new().segment(text);
        let letters: Vec<char> = text.chars().collect();
        let words: Vec<String> = code_points(text, &segmentation)
            .into_iter()
            .map(|[start, end]| letters[start..end].iter().collect())
            .collect();
        assert_eq!(words, ["“", "Né", ",", "”", "he", "said", "."]);
    }
}
