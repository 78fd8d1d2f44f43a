//! `sayso segment`: paragraphs, sentences, tokens and quotations, to look at or to train on.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::ValueEnum;
use sayso::text::{Document, Segmentation, Span, TokenSpan};
use sayso::{Cut, ModelChoice, Pipeline, PipelineOptions};
use serde_json::json;

use crate::corpus_args::CorpusArgs;
use crate::output::Output;
use crate::pages::Pages;
use crate::pipeline_args::{DriverArgs, PartArgs};
use crate::progress::Progress;

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

    #[command(flatten)]
    parts: PartArgs,

    #[command(flatten)]
    driver: DriverArgs,
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
    let corpus = args.corpus.corpus(args.output.as_deref())?;
    let mut options = PipelineOptions::default();
    options.model = ModelChoice::Rules;
    let pipeline = Pipeline::new(args.parts.options(options))?;
    let pages = Pages {
        progress: Progress::new(&corpus, args.driver.quiet),
        driver: args.driver.driver(&pipeline)?,
        args: &args.driver,
        out: Output::open(args.output.as_deref())?,
    };
    let worker = || pipeline.segmenter().worker();
    pages.write(corpus, worker, |segmenter, document, page| {
        let mut ranges = Ranges::default();
        for part in pipeline.parts(&document.text) {
            let text = part.span.of(&document.text);
            let segmentation = segmenter.segment(text);
            match args.format {
                Format::Text => write_text(page, text, segmentation, part.end)?,
                Format::Jsonl => ranges.add(text, segmentation, part.end),
            }
        }
        match args.format {
            Format::Text => Ok(()),
            Format::Jsonl => ranges.write(page, document),
        }
    })
}

fn write_text(
    out: &mut impl Write,
    text: &str,
    segmentation: &Segmentation,
    cut: Cut,
) -> io::Result<()> {
    let sentences = &segmentation.sentences;
    for paragraph in &segmentation.paragraphs {
        for index in paragraph.sentences.range() {
            let Some(sentence) = sentences.get(index) else { continue };
            let words: Vec<_> =
                sentence.tokens.range().map(|token| segmentation.word(text, token)).collect();
            let goes_on = cut == Cut::Sentence && index + 1 == sentences.len();
            write!(out, "{}{}", words.join(" "), if goes_on { ' ' } else { '\n' })?;
        }
        if cut == Cut::Nothing || paragraph.sentences.end() < sentences.len() {
            writeln!(out)?;
        }
    }
    Ok(())
}

/// The pieces of a text as ranges, put together from its parts.
#[derive(Debug, Default)]
struct Ranges {
    /// Of code points.
    tokens: Vec<[usize; 2]>,
    /// Of tokens, as all that follow.
    sentences: Vec<[usize; 2]>,
    paragraphs: Vec<[usize; 2]>,
    quotations: Vec<[usize; 2]>,
    /// The code points before the next part.
    chars: usize,
    /// What the cut before the next part goes through.
    cut: Cut,
}

impl Ranges {
    fn add(&mut self, text: &str, segmentation: &Segmentation, cut: Cut) {
        let before = self.tokens.len();
        let range = |tokens: TokenSpan| [before + tokens.start(), before + tokens.end()];
        let sentences = segmentation.sentences.iter().map(|sentence| range(sentence.tokens));
        extend(&mut self.sentences, sentences, self.cut == Cut::Sentence);
        let paragraphs = segmentation.paragraphs.iter().map(|paragraph| range(paragraph.tokens));
        extend(&mut self.paragraphs, paragraphs, self.cut != Cut::Nothing);
        self.quotations.extend(segmentation.quotations.iter().map(|found| range(found.tokens)));
        let chars = self.chars;
        let tokens = code_points(text, segmentation).into_iter();
        self.tokens.extend(tokens.map(|[start, end]| [chars + start, chars + end]));
        self.chars += text.chars().count();
        self.cut = cut;
    }

    /// Writes one JSON object on a line.
    fn write(&self, out: &mut impl Write, document: &Document) -> io::Result<()> {
        write!(out, "{{\"doc_id\":{}", json!(document.id))?;
        for (name, ranges) in [
            ("tokens", &self.tokens),
            ("sentences", &self.sentences),
            ("paragraphs", &self.paragraphs),
            ("quotations", &self.quotations),
        ] {
            write!(out, ",\"{name}\":")?;
            serde_json::to_writer(&mut *out, ranges)?;
        }
        writeln!(out, "}}")
    }
}

/// Adds ranges to a list, the first of which goes on with the last one there where a cut went
/// through them.
fn extend(list: &mut Vec<[usize; 2]>, mut ranges: impl Iterator<Item = [usize; 2]>, is_cut: bool) {
    if let Some(last) = list.last_mut().filter(|_| is_cut)
        && let Some([_, end]) = ranges.next()
    {
        last[1] = end;
    }
    list.extend(ranges);
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
    use sayso::segment::Segmenter;

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
