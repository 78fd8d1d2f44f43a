//! Prints the segmentation of every text as token offsets and ranges of tokens.
//!
//! Reads JSON lines with `doc_id` and `text` from standard input and writes one JSON line for
//! each: `tokens` as code-point offsets `[start, end]`, `sentences` and `paragraphs` as token
//! ranges `[first, end]`.
//!
//! ```text
//! cargo run --release -p sayso-segment --example dump < articles.jsonl > tokens.jsonl
//! ```

use std::io::{BufRead, BufWriter, Error, Write};

use sayso_segment::Segmenter;
use sayso_text::{Segmentation, Span, TokenSpan};
use serde_json::{Value, json};

fn main() -> Result<(), Error> {
    let segmenter = Segmenter::new();
    let mut worker = segmenter.worker();
    let mut output = BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let document: Value = serde_json::from_str(&line?)?;
        let text = document.get("text").and_then(Value::as_str).unwrap_or_default();
        let record = record(document.get("doc_id"), text, worker.segment(text));
        writeln!(output, "{record}")?;
    }
    output.flush()
}

fn record(id: Option<&Value>, text: &str, segmentation: &Segmentation) -> Value {
    let range = |tokens: TokenSpan| [tokens.start(), tokens.end()];
    let sentences = segmentation.sentences.iter().map(|sentence| range(sentence.tokens));
    let paragraphs = segmentation.paragraphs.iter().map(|paragraph| range(paragraph.tokens));
    json!({
        "doc_id": id,
        "tokens": offsets(text, segmentation),
        "sentences": sentences.collect::<Vec<_>>(),
        "paragraphs": paragraphs.collect::<Vec<_>>(),
    })
}

/// The code-point offsets of the tokens.
fn offsets(text: &str, segmentation: &Segmentation) -> Vec<[usize; 2]> {
    let (mut byte, mut character) = (0, 0);
    let mut count_to = |end: usize| {
        character += Span::new(byte, end).of(text).chars().count();
        byte = end;
        character
    };
    let tokens = segmentation.tokens.iter();
    tokens.map(|token| [count_to(token.span.start()), count_to(token.span.end())]).collect()
}
