//! The edges of contents that begin with a quotation mark: where the marks are, the words end.
//!
//! A network runs on behind a closing mark now and then, into what the journalist tells: “We will pay,” he
//! said as rain fell; “It is” — she pointed — “ours”; “We will pay.” People cheered. Marks are certain, so they
//! cut it.

use sayso_text::{Attribution, Quotation, Segmentation, Span, TokenKind, TokenSpan};
use sayso_words::{Traits, Words};

/// The content, cut where its quotation marks say that it ends.
pub(crate) fn pieces(words: Words<'_>, content: TokenSpan, cue: TokenSpan) -> Vec<Span> {
    let edges = Edges { words };
    let content = edges.closed(content);
    let mut pieces = Vec::new();
    let mut start = content.start();
    let mut before: Option<&Quotation> = None;
    for quotation in edges.quotations(content) {
        if let Some(before) = before
            && edges.is_between(before, quotation.tokens.start())
        {
            pieces.push(TokenSpan::new(start, before.tokens.end()));
            start = quotation.tokens.start();
        }
        before = Some(quotation);
    }
    let tail = before.and_then(|last| edges.end(last, (start, content.end()), cue));
    pieces.push(TokenSpan::new(start, tail.unwrap_or(content.end())));
    pieces.iter().map(|piece| words.segmentation.span(*piece)).collect()
}

/// What is left of a content that begins with a closing mark or behind one that ends a sentence: from the
/// next quotation in it on, if there is one. Nothing where the words are no narration.
pub(crate) fn behind_mark(words: Words<'_>, content: TokenSpan) -> Option<TokenSpan> {
    let edges = Edges { words };
    let first = content.start();
    let kind = |token: usize| words.segmentation.tokens.get(token).map(|it| it.kind);
    let start = first + usize::from(kind(first) == Some(TokenKind::ClosingQuote));
    let quotation = edges.ending(start)?;
    let opens = |token: &usize| kind(*token) == Some(TokenKind::OpeningQuote);
    let next = (start..content.end()).find(opens).unwrap_or(content.end());
    let narrated = if next < content.end() {
        start == next || edges.is_told_between(quotation, next)
    } else {
        start > first && (start == next || edges.is_narration(quotation, next))
    };
    (narrated && next > first).then(|| TokenSpan::new(next, content.end()))
}

/// The pieces with those joined that stand in one quotation which holds neither source nor cue: all of it is said.
pub(crate) fn joined(
    segmentation: &Segmentation,
    pieces: Vec<Span>,
    one: &Attribution,
) -> Vec<Span> {
    let mut joined: Vec<Span> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let whole = joined.last().map(|before| before.join(piece));
        let quotation = whole.and_then(|whole| around(segmentation, whole));
        let apart = quotation.is_none_or(|it| {
            it.touches(one.cue) || one.source.is_some_and(|source| it.touches(source))
        });
        match (joined.last_mut(), whole) {
            (Some(last), Some(whole)) if !apart => *last = whole,
            _ => joined.push(piece),
        }
    }
    joined
}

/// The outermost quotation that holds the span.
fn around(segmentation: &Segmentation, span: Span) -> Option<Span> {
    let quotations = &segmentation.quotations;
    let after = quotations.partition_point(|one| one.span.start() <= span.start());
    let mut outer = quotations.get(..after)?.iter().rev().filter(|one| one.depth == 0);
    outer.next().map(|one| one.span).filter(|it| it.contains(span))
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

    /// The content with the closing mark right behind it, which a network leaves out now and then.
    fn closed(&self, content: TokenSpan) -> TokenSpan {
        let mark = TokenSpan::new(content.start(), content.end() + 1);
        let whole = self.quotations(content).any(|one| one.tokens == mark);
        if whole { mark } else { content }
    }

    /// The outermost quotation that ends before the token.
    fn ending(&self, end: usize) -> Option<&'t Quotation> {
        let quotations = &self.words.segmentation.quotations;
        let after = quotations.partition_point(|one| one.tokens.start() < end);
        let mut before = quotations.get(..after)?.iter().rev().filter(|one| one.depth == 0);
        before.next().filter(|one| one.closed && one.tokens.end() == end)
    }

    /// Whether what stands between two quotations is said by neither.
    fn is_between(&self, before: &Quotation, next: usize) -> bool {
        let gap = TokenSpan::new(before.tokens.end(), next);
        self.is_aside(gap) || self.is_told_between(before, next)
    }

    /// Whether whole sentences of the journalist's stand between two quotations.
    fn is_told_between(&self, before: &Quotation, next: usize) -> bool {
        let last = next.checked_sub(1);
        let ended = last.is_some_and(|last| self.words.traits(last).any(Traits::TERMINAL));
        ended && self.is_narration(before, next)
    }

    /// Where a content ends whose last quotation is this one, if before its own end.
    fn end(&self, last: &Quotation, (start, end): (usize, usize), cue: TokenSpan) -> Option<usize> {
        let quoted = last.tokens.start() == start && cue.end() <= start;
        let told = quoted && self.is_sentence(last) && self.is_told(last.tokens.end(), end);
        (told || self.is_narration(last, end)).then(|| last.tokens.end())
    }

    /// Whether the words from the quotation to `end` are a sentence of the journalist's: the quotation ends
    /// one, they begin another, and no comma leads from them to who said so ("“We pay.” The firm hires too,
    /// he said").
    fn is_narration(&self, before: &Quotation, end: usize) -> bool {
        let start = before.tokens.end();
        let segmentation = self.words.segmentation;
        let sentence = segmentation.sentences.get(segmentation.sentence_of(start));
        let stop = before.inner_tokens().end().checked_sub(1);
        start < end
            && stop.is_some_and(|stop| self.words.traits(stop).any(Traits::TERMINAL))
            && sentence.is_some_and(|it| it.tokens.start() == start)
            && !self.words.traits(end).any(Traits::COMMA)
            && !self.words.traits(end - 1).any(Traits::COMMA)
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
    use crate::test_text::span_of;

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
    fn sentence_of_the_journalist_between_quotations_is_cut() {
        let text = "\"The dam is old.\" Obi's sister nodded. \"It will go,\" she told them.";
        let content = "\"The dam is old.\" Obi's sister nodded. \"It will go,\"";
        assert_eq!(cut(text, content), ["\"The dam is old.\"", "\"It will go,\""]);
        let text = "\"We fish,\" Obi told them. \"The dam is old.\" Nobody spoke. Rain fell.";
        let content = "\"The dam is old.\" Nobody";
        assert_eq!(cut(text, content), ["\"The dam is old.\""]);
    }

    #[test]
    fn sentence_that_a_comma_leads_to_its_speaker_stays() {
        let text = "“The dam is old.” The lock leaks too, she told them.";
        let content = "“The dam is old.” The lock leaks too";
        assert_eq!(cut(text, content), [content]);
    }

    #[test]
    fn words_that_go_on_within_the_sentence_stay() {
        let content = "“Is It Late?” of the harbour band";
        assert_eq!(cut(&format!("{content}, she told them."), content), [content]);
        let text = format!("{content} she told them.");
        assert_eq!(cut(&text, content), [content]);
    }

    #[test]
    fn closing_mark_that_is_left_out_is_taken_in() {
        let text = "“The dam is old,” she told them.";
        assert_eq!(cut(text, "“The dam is old,"), ["“The dam is old,”"]);
    }

    #[test]
    fn pieces_of_one_quotation_are_one_piece() {
        let pieces = |text: &str, cue: &str, pieces: &[&str]| {
            let segmentation = sayso_segment::Segmenter::new().segment(text);
            let place = |words: &str| span_of(text, words);
            let content: Vec<Span> = pieces.iter().map(|words| place(words)).collect();
            let one = Attribution::new(place(cue), content.clone());
            let joined = joined(&segmentation, content, &one);
            joined.iter().map(|span| span.of(text).to_owned()).collect::<Vec<_>>()
        };
        let text = "She told them: “The sea is ours. There is no excuse for it.”";
        let parts = ["“The sea is ours.", "no excuse for it.”"];
        assert_eq!(pieces(text, "told", &parts), ["“The sea is ours. There is no excuse for it.”"]);
        // What stands between is who says so, in the words of another.
        let text = "“The sea, she told me, is ours,” Obi said.";
        assert_eq!(pieces(text, "told", &["The sea", "is ours"]), ["The sea", "is ours"]);
        let text = "“The sea,” she told them, “is ours.”";
        assert_eq!(pieces(text, "told", &["“The sea,”", "“is ours.”"]).len(), 2);
    }

    #[test]
    fn content_does_not_begin_behind_a_closing_mark() {
        let left = |text: &str, content: &str| {
            let segmentation = sayso_segment::Segmenter::new().segment(text);
            let start = text.find(content).unwrap();
            let reader = sayso_words::Reader::new();
            let mut reader = reader.worker();
            let words = reader.read(text, &segmentation);
            let content = segmentation.tokens_in(Span::new(start, start + content.len()));
            behind_mark(words, content).map(|span| segmentation.span(span).of(text).to_owned())
        };
        let text = "\"It is old.\" Nobody spoke. \"It will go,\" she told them.";
        let next = Some("\"It will go,\"".to_owned());
        assert_eq!(left(text, "\" Nobody spoke. \"It will go,\""), next);
        assert_eq!(left(text, "Nobody spoke. \"It will go,\""), next);
        assert_eq!(left(text, "\"It will go,\""), None);
        let text = "\"It is old.\" The lock leaks too, she told them.";
        assert_eq!(left(text, "The lock leaks too"), None);
        let text = "\"It is old.\" The lock \"is new,\" she told them.";
        assert_eq!(left(text, "The lock \"is new,\""), None);
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
