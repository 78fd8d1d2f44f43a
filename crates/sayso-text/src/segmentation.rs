//! What segmentation gives: paragraphs, sentences, tokens and quotations over one text.

use crate::{Date, SentenceSpan, Span, TokenSpan};

/// The paragraphs, sentences, tokens and quotations of one text, each list in text order.
///
/// Tokens do not overlap and none holds white space at its ends; every token lies in exactly one
/// sentence, every sentence in exactly one paragraph.
///
/// ```
/// use sayso_text::{Segmentation, SentenceSpan, Span, Token, TokenKind, TokenSpan};
///
/// let mut segmentation = Segmentation::default();
/// segmentation.tokens.push(Token { span: Span::new(0, 2), kind: TokenKind::Word });
/// segmentation.tokens.push(Token { span: Span::new(3, 7), kind: TokenKind::Word });
/// assert_eq!(segmentation.span(TokenSpan::new(0, 2)), Span::new(0, 7));
/// assert_eq!(segmentation.tokens_in(Span::new(3, 7)), TokenSpan::new(1, 2));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Segmentation {
    /// Blocks of text between blank lines, or between lines where the text has no blank ones.
    pub paragraphs: Vec<Paragraph>,
    /// Sentences; a header or a dateline before the first sentence is one of its own.
    pub sentences: Vec<Sentence>,
    /// Words, numbers, marks and symbols.
    pub tokens: Vec<Token>,
    /// Stretches between quotation marks, outer before inner.
    pub quotations: Vec<Quotation>,
    /// The date that a header or dateline in the text gives.
    pub date: Option<Date>,
}

impl Segmentation {
    /// Empties all lists and keeps their memory.
    pub fn clear(&mut self) {
        self.paragraphs.clear();
        self.sentences.clear();
        self.tokens.clear();
        self.quotations.clear();
        self.date = None;
    }

    /// The bytes from the first token of the range to its last; empty for an empty range.
    #[must_use]
    pub fn span(&self, tokens: TokenSpan) -> Span {
        match self.tokens.get(tokens.range()) {
            Some([first, .., last]) => first.span.join(last.span),
            Some([only]) => only.span,
            _ => Span::default(),
        }
    }

    /// The tokens that share a byte with the span. Logarithmic in the number of tokens.
    #[must_use]
    pub fn tokens_in(&self, span: Span) -> TokenSpan {
        let start = self.tokens.partition_point(|token| token.span.end() <= span.start());
        let end = self.tokens.partition_point(|token| token.span.start() < span.end());
        TokenSpan::new(start, end)
    }

    /// The index of the sentence that holds the token, or of the last sentence. Logarithmic.
    #[must_use]
    pub fn sentence_of(&self, token: usize) -> usize {
        let after = self.sentences.partition_point(|sentence| sentence.tokens.start() <= token);
        after.saturating_sub(1)
    }

    /// The index of the paragraph that holds the token, or of the last paragraph. Logarithmic.
    #[must_use]
    pub fn paragraph_of(&self, token: usize) -> usize {
        let after = self.paragraphs.partition_point(|paragraph| paragraph.tokens.start() <= token);
        after.saturating_sub(1)
    }

    /// The text of the token, or the empty string where there is no such token.
    #[must_use]
    pub fn word<'t>(&self, text: &'t str, token: usize) -> &'t str {
        self.tokens.get(token).map_or("", |token| token.span.of(text))
    }
}

/// A paragraph: a run of sentences.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Paragraph {
    /// The bytes from its first character to its last that are not white space.
    pub span: Span,
    /// Its sentences.
    pub sentences: SentenceSpan,
    /// Its tokens.
    pub tokens: TokenSpan,
}

/// A sentence, a headline, or a header or dateline that stands before a sentence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Sentence {
    /// The bytes from its first token to its last.
    pub span: Span,
    /// Its tokens.
    pub tokens: TokenSpan,
}

/// A token: a word, a number, a punctuation mark or a symbol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Token {
    /// Its bytes.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
}

/// What a token is. Quotation marks are told from apostrophes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub enum TokenKind {
    /// Letters, perhaps with hyphens, dots or digits: `well-known`, `U.S.`, `G20`, `n't`, `'s`.
    Word,
    /// Digits with their separators: `3.5`, `1,200`, `2024`.
    Number,
    /// A punctuation mark or a run of the same dash or dot.
    Punctuation,
    /// A quotation mark that opens, or one that repeats at the start of a paragraph.
    OpeningQuote,
    /// A quotation mark that closes.
    ClosingQuote,
    /// Any other visible character.
    Symbol,
}

/// A stretch between quotation marks within one paragraph.
///
/// A quotation that runs over several paragraphs is one `Quotation` in each, all but the first
/// with `continues` set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Quotation {
    /// The bytes with both marks, or to the end of the paragraph where none closes.
    pub span: Span,
    /// The tokens with both marks.
    pub tokens: TokenSpan,
    /// 0 for an outermost quotation, 1 for one inside it, and so on.
    pub depth: u8,
    /// Whether a mark closes it in its paragraph.
    pub closed: bool,
    /// Whether it takes up the quotation that the paragraph before left open.
    pub continues: bool,
}

impl Quotation {
    /// The tokens between the marks.
    #[must_use]
    pub const fn inner_tokens(&self) -> TokenSpan {
        let end = if self.closed { self.tokens.end().saturating_sub(1) } else { self.tokens.end() };
        TokenSpan::new(self.tokens.start() + 1, end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inner_tokens_leave_out_the_marks() {
        let mut quotation = Quotation { tokens: TokenSpan::new(3, 9), ..Quotation::default() };
        assert_eq!(quotation.inner_tokens(), TokenSpan::new(4, 9));
        quotation.closed = true;
        assert_eq!(quotation.inner_tokens(), TokenSpan::new(4, 8));
    }

    #[test]
    fn empty_segmentation_answers_every_question() {
        let segmentation = Segmentation::default();
        assert_eq!(segmentation.sentence_of(7), 0);
        assert_eq!(segmentation.word("", 7), "");
        assert!(segmentation.tokens_in(Span::new(0, 9)).is_empty());
        assert!(segmentation.span(TokenSpan::new(2, 4)).is_empty());
    }
}
