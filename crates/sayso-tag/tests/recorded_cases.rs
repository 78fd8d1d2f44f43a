//! The scores of the committed networks against those that training recorded with
//! `training/record_cases.py` (`tests/large.json`, `tests/small.json`: made anew with each network).
//!
//! Training computes in floating point what here is whole numbers (linear layers as quantised, but
//! with a float softmax), so scores agree to a tolerance; pieces are the same or nothing is.

use std::error::Error;
use std::path::{Path, PathBuf};

use sayso_tag::{Model, Tagger};
use sayso_text::{Paragraph, Segmentation, Sentence, Span, Token, TokenKind, TokenSpan};
use serde::Deserialize;

/// How far scores may be off on average. Scores of tags run from about -8 to 12, those of links from
/// -20 to 20. Training's own scores of the large network move by 0.05 on average when its weights
/// of attention change by a ten-thousandth, because roundings to bytes then fall to other sides.
const MEAN_TOLERANCE: f32 = 0.2;
/// How far a single score may be off.
const TOLERANCE: f32 = 3.0;
/// Where a tag leads by so much, it must lead here too.
const CLEAR_LEAD: f32 = 1.0;

#[derive(Deserialize)]
struct Case {
    name: String,
    text: String,
    tokens: Vec<(usize, usize)>,
    paragraphs: Vec<(usize, usize)>,
    sentence_ends: Vec<usize>,
    windows: Vec<Window>,
}

#[derive(Deserialize)]
struct Window {
    tokens: Vec<usize>,
    scores: Vec<Vec<f32>>,
    entity_scores: Vec<Vec<f32>>,
    links: Links,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Links {
    contents: Vec<usize>,
    cues: Vec<usize>,
    sources: Vec<usize>,
    content_cue: Vec<Vec<f32>>,
    cue_source_none_first: Vec<Vec<f32>>,
}

/// Distances between scores.
#[derive(Default)]
struct Distances(Vec<f32>);

impl Distances {
    fn add(&mut self, found: f32, expected: f32) {
        self.0.push((found - expected).abs());
    }

    fn mean(&self) -> f32 {
        self.0.iter().sum::<f32>() / self.0.len() as f32
    }

    fn largest(&self) -> f32 {
        self.0.iter().copied().fold(0.0, f32::max)
    }
}

impl Case {
    fn segmentation(&self) -> Segmentation {
        let bytes: Vec<usize> =
            self.text.char_indices().map(|(at, _)| at).chain([self.text.len()]).collect();
        let token = |(start, end): &(usize, usize)| Token {
            span: Span::new(bytes[*start], bytes[*end]),
            kind: TokenKind::Word,
        };
        let paragraph = |(start, end): &(usize, usize)| Paragraph {
            tokens: TokenSpan::new(*start, *end),
            ..Paragraph::default()
        };
        let starts = std::iter::once(&0).chain(&self.sentence_ends);
        let sentence = |(start, end): (&usize, &usize)| Sentence {
            tokens: TokenSpan::new(*start, *end),
            ..Sentence::default()
        };
        Segmentation {
            tokens: self.tokens.iter().map(token).collect(),
            paragraphs: self.paragraphs.iter().map(paragraph).collect(),
            sentences: starts.zip(&self.sentence_ends).map(sentence).collect(),
            ..Segmentation::default()
        }
    }
}

fn cases(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(format!("{name}.json"))
}

/// The place of the largest score, and how far it is above the next.
fn best_and_lead(scores: &[f32]) -> (usize, f32) {
    let mut order: Vec<usize> = (0..scores.len()).collect();
    order.sort_by(|left, right| scores[*right].total_cmp(&scores[*left]));
    (order[0], scores[order[0]] - scores[order[1]])
}

fn compare(tagger: &Tagger, case: &Case) -> Distances {
    let scores = tagger.tag(&case.text, &case.segmentation());
    let mut distances = Distances::default();
    assert_eq!(scores.windows().len(), case.windows.len(), "windows of {}", case.name);
    for window in &case.windows {
        for (token, expected) in window.tokens.iter().zip(&window.scores) {
            let found = scores.tags()[*token];
            found.iter().zip(expected).for_each(|(a, b)| distances.add(*a, *b));
            let (best, lead) = best_and_lead(expected);
            let same = best_and_lead(&found).0 == best;
            assert!(same || lead < CLEAR_LEAD, "{}, token {token}: {found:?}", case.name);
        }
        for (token, expected) in window.tokens.iter().zip(&window.entity_scores) {
            scores.entities()[*token].iter().zip(expected).for_each(|(a, b)| distances.add(*a, *b));
        }
        let token = |place: &usize| window.tokens[*place];
        let links = &window.links;
        for (content, expected) in links.contents.iter().zip(&links.content_cue) {
            for (cue, expected) in links.cues.iter().zip(expected) {
                distances.add(scores.content_to_cue(token(content), token(cue)), *expected);
            }
        }
        for (cue, expected) in links.cues.iter().zip(&links.cue_source_none_first) {
            let sources = std::iter::once(None).chain(links.sources.iter().map(Some));
            for (source, expected) in sources.zip(expected) {
                distances.add(scores.cue_to_source(token(cue), source.map(token)), *expected);
            }
        }
    }
    distances
}

fn check(name: &str, model: &'static [u8]) -> Result<(), Box<dyn Error>> {
    let tagger = Tagger::new(&Model::from_bytes(model)?)?;
    let cases: Vec<Case> = serde_json::from_str(&std::fs::read_to_string(cases(name))?)?;
    for case in cases.iter().filter(|case| !case.tokens.is_empty()) {
        let distances = compare(&tagger, case);
        let (mean, largest) = (distances.mean(), distances.largest());
        let near = mean < MEAN_TOLERANCE && largest < TOLERANCE;
        assert!(near, "{name}, {}: mean {mean:.4}, largest {largest:.4}", case.name);
    }
    Ok(())
}

#[test]
fn large_network_scores_as_training_recorded() -> Result<(), Box<dyn Error>> {
    check("large", sayso_model_large::MODEL)
}

#[test]
fn small_network_scores_as_training_recorded() -> Result<(), Box<dyn Error>> {
    check("small", sayso_model_small::MODEL)
}
