//! What several tests need: tiny networks and a plain way to segment.
#![allow(dead_code, reason = "each test uses a part of it")]
#![allow(clippy::expect_used, reason = "a test that cannot be set up fails")]

pub(crate) mod tiny;

use sayso_tag::{Model, Scores};
use sayso_text::{Paragraph, Segmentation, Sentence, Span, Token, TokenKind, TokenSpan};

/// The tiny networks, by name.
pub(crate) fn models() -> [(&'static str, Model); 2] {
    [("encoder", tiny::encoder()), ("recurrent", tiny::recurrent())]
        .map(|(name, tiny)| (name, Model::from_bytes(tiny.to_bytes()).expect("a complete model")))
}

/// Lines are paragraphs of one sentence, what stands between blanks is a token.
pub(crate) fn segment(text: &str) -> Segmentation {
    let mut segmentation = Segmentation::default();
    for line in text.split('\n') {
        let start = segmentation.tokens.len();
        let words = line.split_whitespace();
        segmentation
            .tokens
            .extend(words.map(|word| Token { span: span_of(text, word), kind: TokenKind::Word }));
        let tokens = TokenSpan::new(start, segmentation.tokens.len());
        if !tokens.is_empty() {
            let span = segmentation.span(tokens);
            segmentation.sentences.push(Sentence { span, tokens });
            segmentation.paragraphs.push(Paragraph { span, tokens, ..Paragraph::default() });
        }
    }
    segmentation
}

fn span_of(text: &str, word: &str) -> Span {
    let start = word.as_ptr().addr() - text.as_ptr().addr();
    Span::new(start, start + word.len())
}

/// Every number that scores can give, as bits.
pub(crate) fn bits(scores: &Scores) -> Vec<u32> {
    let mut numbers: Vec<f32> = scores.tags().iter().flatten().copied().collect();
    numbers.extend(scores.entities().iter().flatten());
    let tokens = scores.tags().len();
    for from in (0..tokens).step_by(3) {
        numbers.push(scores.cue_to_source(from, None));
        for to in (0..tokens).step_by(7) {
            numbers.push(scores.content_to_cue(from, to));
            numbers.push(scores.cue_to_source(from, Some(to)));
        }
    }
    numbers.into_iter().map(f32::to_bits).collect()
}
