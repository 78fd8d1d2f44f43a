//! Windows: whole paragraphs packed together, so that each is read among its neighbours.
//!
//! A window is `[CLS] paragraph [SEP] paragraph [SEP] …`, packed greedily in text order while it
//! fits. A paragraph that fits no window is cut into chunks, each a window of its own: at the last
//! sentence end in the second half of the chunk, or where the room ends. Windows depend on the
//! document alone, never on what is computed along with it. Linear in the tokens.

use std::ops::Range;

use sayso_text::{Segmentation, TokenSpan};

use crate::pieces::Pieces;

/// The paragraphs of a text that a network reads.
#[derive(Clone, Copy)]
pub(crate) struct Passage<'a> {
    pub(crate) pieces: &'a Pieces,
    pub(crate) segmentation: &'a Segmentation,
    /// Whether it reads the paragraph of this number.
    pub(crate) is_read: &'a dyn Fn(usize) -> bool,
}

/// The windows of a document.
#[derive(Clone, Debug, Default)]
pub(crate) struct Windows {
    /// Paragraphs and chunks, in text order.
    parts: Vec<TokenSpan>,
    windows: Vec<Window>,
}

/// A window: a run of parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Window {
    parts: Range<usize>,
    /// Its pieces, special ones included.
    pub(crate) pieces: usize,
}

/// Packs windows of one document.
struct Packer<'a> {
    windows: &'a mut Windows,
    pieces: &'a Pieces,
    /// The most pieces of a window.
    limit: usize,
    /// The window that is being filled.
    open: Window,
}

impl Windows {
    /// Packs the paragraphs of a passage into windows of at most `limit` pieces. No window has paragraphs on
    /// both sides of one that is left out.
    pub(crate) fn pack(&mut self, limit: usize, passage: Passage<'_>) {
        let Passage { pieces, segmentation, is_read } = passage;
        self.parts.clear();
        self.windows.clear();
        let mut packer = Packer { windows: self, pieces, limit, open: Window::default() };
        for (number, paragraph) in segmentation.paragraphs.iter().enumerate() {
            let tokens = within(paragraph.tokens, segmentation.tokens.len());
            if !is_read(number) {
                packer.close();
            } else if !tokens.is_empty() {
                packer.add(tokens, segmentation);
            }
        }
        packer.close();
    }

    /// All windows, in text order.
    pub(crate) fn list(&self) -> &[Window] {
        &self.windows
    }

    /// The paragraphs or the chunk of a window.
    pub(crate) fn parts(&self, window: &Window) -> &[TokenSpan] {
        &self.parts[window.parts.clone()]
    }

    /// The tokens of a window.
    pub(crate) fn tokens(&self, window: &Window) -> TokenSpan {
        match self.parts(window) {
            [first, .., last] => TokenSpan::new(first.start(), last.end()),
            [only] => *only,
            [] => TokenSpan::default(),
        }
    }
}

/// The range, cut off where the tokens end.
fn within(tokens: TokenSpan, count: usize) -> TokenSpan {
    TokenSpan::new(tokens.start().min(count), tokens.end().min(count))
}

impl Packer<'_> {
    /// Pieces of a chunk: a window without its first and its last special piece.
    fn room(&self) -> usize {
        self.limit - 2
    }

    fn add(&mut self, paragraph: TokenSpan, segmentation: &Segmentation) {
        let size = self.pieces.count(paragraph);
        if self.open.pieces + size + 1 > self.limit {
            self.close();
        }
        if size <= self.room() {
            self.push(paragraph);
            return;
        }
        let mut rest = paragraph;
        while !rest.is_empty() {
            let end = self.chunk_end(rest, segmentation);
            self.push(TokenSpan::new(rest.start(), end));
            self.close();
            rest = TokenSpan::new(end, rest.end());
        }
    }

    fn push(&mut self, part: TokenSpan) {
        let start = self.windows.parts.len();
        if self.open.parts.is_empty() {
            self.open = Window { parts: start..start, pieces: 1 };
        }
        self.open.parts.end = start + 1;
        self.open.pieces += self.pieces.count(part) + 1;
        self.windows.parts.push(part);
    }

    fn close(&mut self) {
        let window = std::mem::take(&mut self.open);
        if !window.parts.is_empty() {
            self.windows.windows.push(window);
        }
    }

    /// Where the first chunk of a long paragraph ends: after at least one token.
    fn chunk_end(&self, rest: TokenSpan, segmentation: &Segmentation) -> usize {
        let before = self.pieces.before(rest.start());
        let fits = |end: usize| self.pieces.before(end) - before <= self.room();
        let mut end = rest.start() + 1;
        while end < rest.end() && fits(end + 1) {
            end += 1;
        }
        if end == rest.end() {
            return end;
        }
        let sentences = &segmentation.sentences;
        let after = sentences.partition_point(|sentence| sentence.tokens.end() <= end);
        let last = after.checked_sub(1).and_then(|index| sentences.get(index));
        let last = last.map_or(0, |sentence| sentence.tokens.end());
        let half = last > rest.start() && self.pieces.before(last) - before >= self.room() / 2;
        if half { last } else { end }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use sayso_text::{Paragraph, Sentence, Span, Token, TokenKind};

    use super::*;
    use crate::vocabulary::Vocabulary;

    /// Paragraphs of sentences of so many one-letter tokens.
    fn segmentation(paragraphs: &[Vec<usize>]) -> (String, Segmentation) {
        let mut segmentation = Segmentation::default();
        for sentences in paragraphs {
            let start = segmentation.tokens.len();
            for tokens in sentences {
                let start = segmentation.tokens.len();
                for at in start..start + tokens {
                    let token = Token { span: Span::new(at, at + 1), kind: TokenKind::Word };
                    segmentation.tokens.push(token);
                }
                let tokens = TokenSpan::new(start, segmentation.tokens.len());
                segmentation.sentences.push(Sentence { tokens, ..Sentence::default() });
            }
            let tokens = TokenSpan::new(start, segmentation.tokens.len());
            segmentation.paragraphs.push(Paragraph { tokens, ..Paragraph::default() });
        }
        ("a".repeat(segmentation.tokens.len()), segmentation)
    }

    fn windows(limit: usize, paragraphs: &[Vec<usize>]) -> Vec<Vec<(usize, usize)>> {
        let (text, segmentation) = segmentation(paragraphs);
        let vocabulary = Vocabulary::new(b"[PAD]\n[UNK]\n[CLS]\n[SEP]\na").unwrap();
        let mut pieces = Pieces::default();
        pieces.read(&vocabulary, limit - 2, &text, &segmentation);
        let mut windows = Windows::default();
        let (pieces, segmentation) = (&pieces, &segmentation);
        windows.pack(limit, Passage { pieces, segmentation, is_read: &|_| true });
        let parts =
            |window| windows.parts(window).iter().map(|part| (part.start(), part.end())).collect();
        windows.list().iter().map(parts).collect()
    }

    #[test]
    fn paragraphs_fill_a_window_to_its_last_piece() {
        // 1 + (3 + 1) + (4 + 1) = 10
        assert_eq!(windows(10, &[vec![3], vec![4], vec![1]]), [vec![(0, 3), (3, 7)], vec![(7, 8)]]);
        assert_eq!(windows(9, &[vec![3], vec![4], vec![1]]), [vec![(0, 3)], vec![(3, 7), (7, 8)]]);
    }

    #[test]
    fn long_paragraph_is_cut_at_a_sentence_end_in_the_second_half() {
        assert_eq!(windows(12, &[vec![2, 4, 9]]), [vec![(0, 6)], vec![(6, 15)]]);
        assert_eq!(windows(12, &[vec![2, 20]]), [vec![(0, 10)], vec![(10, 20)], vec![(20, 22)]]);
    }

    #[test]
    fn chunks_stand_alone() {
        let found = windows(12, &[vec![1], vec![11], vec![1]]);
        assert_eq!(found, [vec![(0, 1)], vec![(1, 11)], vec![(11, 12)], vec![(12, 13)]]);
    }

    proptest! {
        #[test]
        fn every_token_stands_in_one_window_that_fits(
            paragraphs in prop::collection::vec(prop::collection::vec(0usize..30, 0..5), 0..8),
            limit in 3usize..40,
        ) {
            let found = windows(limit, &paragraphs);
            let mut next = 0;
            for window in &found {
                let size: usize = window.iter().map(|part| part.1 - part.0 + 1).sum();
                prop_assert!(size < limit);
                for part in window {
                    prop_assert_eq!(part.0, next);
                    next = part.1;
                }
            }
            prop_assert_eq!(next, paragraphs.iter().flatten().sum::<usize>());
        }
    }
}
