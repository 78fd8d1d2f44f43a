//! Measures how often the edges of hand-marked spans fall on edges of tokens.
//!
//! ```text
//! cargo run --release -p sayso-segment --example token_edges -- [--errors] FILE.jsonl.gz...
//! ```
//!
//! Reads documents with `text` and `attributions` whose `source`, `cue` and `content` are lists of
//! code-point offsets `[start, end]`. Prints the number of edges and the share that a tagger over
//! these tokens can reproduce; with `--errors` also the text around each of the others.

use std::collections::HashSet;
use std::fs::File;
use std::io::{BufRead, BufReader, Error, Write};

use flate2::read::GzDecoder;
use sayso_segment::Segmenter;
use serde_json::Value;

#[derive(Default)]
struct Counts {
    edges: usize,
    on_tokens: usize,
}

fn main() -> Result<(), Error> {
    let segmenter = Segmenter::new();
    let mut output = std::io::stdout().lock();
    let mut errors = false;
    for argument in std::env::args().skip(1) {
        if argument == "--errors" {
            errors = true;
            continue;
        }
        let mut counts = Counts::default();
        for line in BufReader::new(GzDecoder::new(File::open(&argument)?)).lines() {
            let document: Value = serde_json::from_str(&line?)?;
            for text in compare(&segmenter, &document, &mut counts) {
                if errors {
                    writeln!(output, "{text}")?;
                }
            }
        }
        let share = 100.0 * counts.on_tokens as f64 / counts.edges.max(1) as f64;
        writeln!(output, "{argument}: {} edges, {share:.2} % on token edges", counts.edges)?;
    }
    Ok(())
}

/// Counts the edges of a document; gives the surroundings of those inside tokens.
fn compare(segmenter: &Segmenter, document: &Value, counts: &mut Counts) -> Vec<String> {
    let text = document.get("text").and_then(Value::as_str).unwrap_or_default();
    let bytes: Vec<usize> = text.char_indices().map(|(byte, _)| byte).chain([text.len()]).collect();
    let segmentation = segmenter.segment(text);
    let starts: HashSet<usize> = segmentation.tokens.iter().map(|t| t.span.start()).collect();
    let ends: HashSet<usize> = segmentation.tokens.iter().map(|t| t.span.end()).collect();
    let mut errors = Vec::new();
    for [start, end] in spans(document) {
        for (edge, tokens) in [(start, &starts), (end, &ends)] {
            let byte = bytes.get(edge).copied().unwrap_or(text.len());
            counts.edges += 1;
            if tokens.contains(&byte) {
                counts.on_tokens += 1;
            } else {
                errors.push(surroundings(text, byte));
            }
        }
    }
    errors
}

/// The spans of all sources, cues and contents.
fn spans(document: &Value) -> Vec<[usize; 2]> {
    let attributions = document.get("attributions").and_then(Value::as_array);
    let parts = attributions.into_iter().flatten().flat_map(|attribution| {
        ["source", "cue", "content"].map(|part| attribution.get(part).cloned().unwrap_or_default())
    });
    let lists = parts.filter_map(|part| serde_json::from_value::<Vec<[usize; 2]>>(part).ok());
    lists.flatten().collect()
}

fn surroundings(text: &str, byte: usize) -> String {
    let (before, after) = text.split_at(byte);
    let before: Vec<char> = before.chars().rev().take(16).collect();
    let after: String = after.chars().take(16).collect();
    format!("{:?} | {after:?}", before.iter().rev().collect::<String>())
}
