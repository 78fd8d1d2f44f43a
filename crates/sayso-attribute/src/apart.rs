//! Quotations of two speakers, kept apart, and those that nobody beside them speaks.
//!
//! A network gives a quotation to the nearest verb that can report. The marks know better: "he said" hangs on
//! a comma, a question mark or an exclamation mark, and what stands behind a full stop is told of others
//! ("“It is late.” People booed."; in 4 of 2,900 gold quotations it is the tag all the same, each with one of
//! [`TAGS`]); of two quotations with nothing between, the second answers the first.

use sayso_text::{Attribution, Quotation, Segmentation, Span, TokenSpan};

/// Verbs before which a full stop within the marks is a slip.
pub(crate) const TAGS: [&str; 8] =
    ["said", "says", "say", "wrote", "writes", "added", "adds", "tweeted"];

/// The content without the quotations that another speaks.
pub(crate) fn kept(text: &str, segmentation: &Segmentation, one: &Attribution) -> Vec<Span> {
    let apart = Apart { text, segmentation, cue: segmentation.tokens_in(one.cue) };
    if one.source.is_some_and(|source| apart.is_told(segmentation.tokens_in(source), &one.content))
    {
        return Vec::new();
    }
    one.content.iter().filter_map(|piece| apart.own(*piece, &one.content)).collect()
}

struct Apart<'t> {
    text: &'t str,
    segmentation: &'t Segmentation,
    cue: TokenSpan,
}

impl Apart<'_> {
    /// Whether a full stop and a closing mark part all contents from a subject and its verb right behind:
    /// “It is late.” | People booed.
    fn is_told(&self, source: TokenSpan, content: &[Span]) -> bool {
        let last = content.iter().map(|span| self.segmentation.tokens_in(*span)).max();
        let quotation = last.and_then(|last| self.closing(last.end()));
        let stop = quotation.and_then(|it| it.inner_tokens().end().checked_sub(1));
        let word = |token: usize| self.segmentation.word(self.text, token);
        let tag =
            self.cue.range().any(|it| TAGS.iter().any(|tag| word(it).eq_ignore_ascii_case(tag)));
        source.end() <= self.cue.start()
            && quotation.is_some_and(|it| it.tokens.end() == source.start())
            && stop.is_some_and(|stop| word(stop) == ".")
            && !tag
    }

    /// What the speaker says of a piece: of two quotations side by side the one at the cue.
    fn own(&self, piece: Span, content: &[Span]) -> Option<Span> {
        let tokens = self.segmentation.tokens_in(piece);
        let (mut start, mut end) = (tokens.start(), tokens.end());
        for turn in self.turns(content) {
            if turn < self.cue.start() {
                start = start.max(turn);
            } else {
                end = end.min(turn);
            }
        }
        match (start, end) {
            (start, end) if start >= end => None,
            (start, end) if (start, end) == (tokens.start(), tokens.end()) => Some(piece),
            (start, end) => Some(self.segmentation.span(TokenSpan::new(start, end))),
        }
    }

    /// Where, in the paragraph of the cue, a quotation opens right behind another within the contents.
    fn turns(&self, content: &[Span]) -> impl Iterator<Item = usize> {
        let bounds = content.iter().copied().reduce(Span::join).unwrap_or_default();
        let bounds = self.segmentation.tokens_in(bounds);
        let paragraph = self.segmentation.paragraph_of(self.cue.start());
        let quotations = &self.segmentation.quotations;
        let first = quotations.partition_point(|one| one.tokens.start() <= bounds.start());
        let within = quotations.get(first..).unwrap_or_default().iter();
        let within = within.take_while(move |one| one.tokens.start() < bounds.end());
        within
            .filter(|one| one.depth == 0)
            .map(|one| one.tokens.start())
            .filter(move |start| self.segmentation.paragraph_of(*start) == paragraph)
            .filter(|start| self.closing(*start).is_some())
    }

    /// The outermost quotation that ends before the token.
    fn closing(&self, end: usize) -> Option<&Quotation> {
        let quotations = &self.segmentation.quotations;
        let after = quotations.partition_point(|one| one.tokens.start() < end);
        let before = quotations.get(..after).unwrap_or_default().iter().rev();
        let mut outer = before.filter(|one| one.depth == 0);
        outer.next().filter(|one| one.closed && one.tokens.end() == end)
    }
}

#[cfg(test)]
mod tests {
    use sayso_segment::Segmenter;

    use super::*;
    use crate::test_text::span_of;

    /// What is kept of contents of a source and a cue, all named by their text.
    fn kept_of<'t>(text: &'t str, source: &str, cue: &str, contents: &[&str]) -> Vec<&'t str> {
        let segmentation = Segmenter::new().segment(text);
        let place = |words: &str| span_of(text, words);
        let content = contents.iter().map(|words| place(words)).collect();
        let one = Attribution::new(place(cue), content).with_source(Some(place(source)));
        kept(text, &segmentation, &one).iter().map(|span| span.of(text)).collect()
    }

    #[test]
    fn what_happens_behind_a_full_stop_is_no_tag() {
        let quotation = "“The hall is shut.”";
        let text = format!("{quotation} Fans cheered.");
        assert_eq!(kept_of(&text, "Fans", "cheered", &[quotation]), [""; 0]);
        // A slip before a plain tag, and marks on which a tag hangs.
        let text = format!("{quotation} Lind said.");
        assert_eq!(kept_of(&text, "Lind", "said", &[quotation]), [quotation]);
        for quotation in ["“The hall is shut,”", "“The hall is shut!”"] {
            let text = format!("{quotation} Lind cheered.");
            assert_eq!(kept_of(&text, "Lind", "cheered", &[quotation]), [quotation]);
        }
        let text = format!("{quotation} cheered Lind.");
        assert_eq!(kept_of(&text, "Lind", "cheered", &[quotation]), [quotation]);
    }

    #[test]
    fn of_two_quotations_side_by_side_the_one_at_the_cue_is_said() {
        let (question, answer) = ("“Is it late?”", "“It is early,”");
        let text = format!("{question} {answer} Lind said.");
        assert_eq!(kept_of(&text, "Lind", "said", &[question, answer]), [answer]);
        let both = format!("{question} {answer}");
        assert_eq!(kept_of(&text, "Lind", "said", &[&both]), [answer]);
        let text = "Lind asked: “Is it late?” “It is early.”";
        assert_eq!(kept_of(text, "Lind", "asked", &["“Is it late?” “It is early.”"]), [question]);
    }

    #[test]
    fn quotation_that_words_part_is_one() {
        let text = "“It is late,” Lind said. “It will rain.”";
        let contents = ["“It is late,”", "“It will rain.”"];
        assert_eq!(kept_of(text, "Lind", "said", &contents), contents);
    }
}
