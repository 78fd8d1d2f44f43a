//! A text whose lines end with line feeds alone, and where its bytes come to lie.
//!
//! Tools that show a text in a window of their own (Swing's, Qt's) or read it in Python's text mode make
//! one character of the two of a Windows line end, and count offsets after that. Where a form hands the
//! text on, it is handed on so that nothing is left to make of it.

use std::borrow::Cow;

use sayso_text::Span;

#[cfg(feature = "qdpx")]
use crate::{OffsetMap, Offsets};

/// A text with line feeds alone.
pub(crate) struct LineFeeds<'t> {
    text: Cow<'t, str>,
    /// Where the line feeds stood that had a carriage return before them, in bytes of the text.
    dropped: Vec<usize>,
}

impl<'t> LineFeeds<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        if !text.contains('\r') {
            return Self { text: text.into(), dropped: Vec::new() };
        }
        let dropped = text.match_indices("\r\n").map(|(place, _)| place + 1).collect();
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        Self { text: text.into(), dropped }
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The span of the same words.
    pub(crate) fn span(&self, span: Span) -> Span {
        Span::new(self.place(span.start()), self.place(span.end()))
    }

    /// The map of the text.
    #[cfg(feature = "qdpx")]
    pub(crate) fn map(&self, unit: Offsets) -> OffsetMap<'_> {
        OffsetMap::new(&self.text, unit)
    }

    fn place(&self, byte: usize) -> usize {
        byte - self.dropped.partition_point(|dropped| *dropped <= byte)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn words_are_at_their_places(text in "[a-c😀é\r\n]{0,40}", start in 0..40_usize, len in 0..9_usize) {
            let starts: Vec<usize> = text.char_indices().map(|(place, _)| place).chain([text.len()]).collect();
            let at = |number: usize| starts[number.min(starts.len() - 1)];
            let span = Span::new(at(start), at(start + len));
            let feeds = LineFeeds::new(&text);
            prop_assert!(!feeds.text().contains('\r'));
            // A span may begin or end between the two characters of a line end.
            let expected = span.of(&text).replace("\r\n", "\n").replace('\r', "\n");
            let found = feeds.span(span).of(feeds.text());
            prop_assert_eq!(found.trim_matches('\n'), expected.trim_matches('\n'));
        }
    }

    #[test]
    fn text_without_carriage_returns_is_borrowed() {
        let feeds = LineFeeds::new("a\nb");
        assert!(matches!(feeds.text, Cow::Borrowed("a\nb")));
        assert_eq!(feeds.span(Span::new(2, 3)), Span::new(2, 3));
    }
}
