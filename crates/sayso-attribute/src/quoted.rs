//! The edges of contents that begin with a quotation mark: where the marks are, the words end.
//!
//! A network runs on behind a closing mark now and then, into what the journalist tells: “We will pay,” he
//! said as rain fell; “It is” — she pointed — “ours.” Marks are certain, so they cut it.

use sayso_text::{Quotation, Span, TokenSpan};
use sayso_words::{Traits, Words};

/// The content, cut where its quotation marks say that it ends.
pub(crate) fn pieces(words: Words<'_>, content: TokenSpan, cue: TokenSpan) -> Vec<Span> {
    let edges = Edges { words };
    let mut pieces = Vec::new();
    let mut start = content.start();
    let mut before: Option<&Quotation> = None;
    for quotation in edges.quotations(content) {
        if let Some(before) = before
            && edges.is_aside(TokenSpan::new(before.tokens.end(), quotation.tokens.start()))
        {
            pieces.push(TokenSpan::new(start, before.tokens.end()));
            start = quotation.tokens.start();
        }
        before = Some(quotation);
    }
    let end = before
        .filter(|last| last.tokens.start() == start && cue.end() <= content.start())
        .filter(|last| edges.is_sentence(last) && edges.is_told(last.tokens.end(), content.end()))
        .map_or(content.end(), |last| last.tokens.end());
    pieces.push(TokenSpan::new(start, end));
    pieces.iter().map(|piece| words.segmentation.span(*piece)).collect()
}

struct Edges<'t> {
    words: Words<'t>,
}

impl<'t> Edges<'t> {
    /// The outermost quotations that begin in the content and are closed.
    fn quotations(&self, content: TokenSpan) -> impl Iterator<Item = &'t Quotation> + use<'t> {
        let quotations = &self.words.segmentation.quotations;
        let first = quotations.partition_point(|one| one.tokens.start() < content.start());
        let within = quotations.get(first..).unwrap_or_default().iter();
        let within = within.take_while(move |one| one.tokens.start() < content.end());
        within.filter(|one| one.depth == 0 && one.closed)
    }

    /// Whether dashes part the words from the quotations on both sides: “It is” — she pointed — “ours”.
    fn is_aside(&self, gap: TokenSpan) -> bool {
        let is_dash = |token: usize| self.word(token).starts_with(['-', '–', '—', '―']);
        gap.len() > 2 && is_dash(gap.start()) && is_dash(gap.end() - 1)
    }

    /// Whether the quotation opens as a sentence does and has a verb.
    fn is_sentence(&self, quotation: &Quotation) -> bool {
        let inner = quotation.inner_tokens();
        let opens = self.word(inner.start()).starts_with(char::is_uppercase);
        opens && inner.len() > 2 && inner.range().any(|token| self.is_finite(token))
    }

    /// Whether the words behind the quotation are the journalist's: not its verb, of which the quotation
    /// would be the subject (a song, a slogan).
    fn is_told(&self, start: usize, end: usize) -> bool {
        start < end && !self.is_finite(start)
    }

    fn is_finite(&self, token: usize) -> bool {
        self.words.traits(token).any(Traits::FINITE)
    }

    fn word(&self, token: usize) -> &'t str {
        self.words.segmentation.word(self.words.text, token)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pieces of a content after the cue "told", or before it.
    fn cut<'t>(text: &'t str, content: &str) -> Vec<&'t str> {
        let segmentation = sayso_segment::Segmenter::new().segment(text);
        let place = |words: &str| {
            let start = text.find(words).unwrap();
            segmentation.tokens_in(Span::new(start, start + words.len()))
        };
        let reader = sayso_words::Reader::new();
        let mut reader = reader.worker();
        let words = reader.read(text, &segmentation);
        let spans = pieces(words, place(content), place("told"));
        spans.iter().map(|span| span.of(text)).collect()
    }

    #[test]
    fn sentence_in_marks_ends_at_the_closing_mark() {
        let text = "She told them “The ferry will sail tonight” while the crew slept.";
        let content = "“The ferry will sail tonight” while the crew slept";
        assert_eq!(cut(text, content), ["“The ferry will sail tonight”"]);
    }

    #[test]
    fn title_in_marks_is_the_subject_of_what_follows() {
        for content in ["“The Night Ferry” opens in May", "“Ships Are Late” was her best song"]
        {
            let text = format!("She told them {content}.");
            assert_eq!(cut(&text, content), [content]);
        }
    }

    #[test]
    fn words_in_marks_that_go_on_stay_whole() {
        let content = "“we are tired” of the sea";
        assert_eq!(cut(&format!("She told them {content}."), content), [content]);
        let fronted = "“We are tired” of the sea";
        assert_eq!(cut(&format!("{fronted}, she told them."), fronted), [fronted]);
    }

    #[test]
    fn aside_between_dashes_is_no_part_of_a_quotation() {
        for text in [
            "“The sea” — he waved at it — “is ours,” she told them.",
            "“The sea”—he waved—“is ours,” she told them.",
        ] {
            let (content, _) = text.split_once(" she told").unwrap();
            assert_eq!(cut(text, content), ["“The sea”", "“is ours,”"], "{text}");
        }
        let text = "“The sea” and the land are “ours,” she told them.";
        let content = "“The sea” and the land are “ours,”";
        assert_eq!(cut(text, content), [content]);
    }
}
