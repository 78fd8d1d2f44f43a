//! What tests of several files ask of a text.

use sayso_text::Span;

/// Where the words first stand in the text.
pub(crate) fn span_of(text: &str, words: &str) -> Span {
    let start = text.find(words).expect("words of the text");
    Span::new(start, start + words.len())
}
