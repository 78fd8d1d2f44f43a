//! Segmentation of any bytes: no panic, no character lost, everything nested.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use sayso_segment::Segmenter;
use sayso_text::{Segmentation, Span};

static SEGMENTER: LazyLock<Segmenter> = LazyLock::new(Segmenter::new);

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let segmentation = SEGMENTER.segment(&text);
    assert_tokens_cover(&text, &segmentation);
    assert_nested(&segmentation);
});

/// Every character that is no white space or control character lies in a token.
fn assert_tokens_cover(text: &str, segmentation: &Segmentation) {
    let mut end = 0;
    for token in &segmentation.tokens {
        assert!(!token.span.is_empty() && token.span.start() >= end);
        assert_blank(Span::new(end, token.span.start()).of(text));
        end = token.span.end();
    }
    assert_blank(Span::new(end, text.len()).of(text));
}

fn assert_blank(gap: &str) {
    let invisible = ['\u{200b}', '\u{feff}', '\u{2060}'];
    assert!(gap.chars().all(|c| c.is_whitespace() || c.is_control() || invisible.contains(&c)));
}

/// Sentences follow one another without gap in their paragraphs, and these in the text.
fn assert_nested(segmentation: &Segmentation) {
    let (mut token, mut sentence) = (0, 0);
    for paragraph in &segmentation.paragraphs {
        assert_eq!((paragraph.tokens.start(), paragraph.sentences.start()), (token, sentence));
        for tokens in segmentation.sentences[paragraph.sentences.range()].iter().map(|s| s.tokens) {
            assert!(tokens.start() == token && !tokens.is_empty());
            token = tokens.end();
        }
        assert_eq!(paragraph.tokens.end(), token);
        sentence = paragraph.sentences.end();
    }
    assert_eq!((token, sentence), (segmentation.tokens.len(), segmentation.sentences.len()));
    let inside = |q: &sayso_text::Quotation| q.tokens.end() <= segmentation.tokens.len();
    assert!(segmentation.quotations.iter().all(inside));
}
