//! Contents that stop within a phrase: "to help them in their | efforts to row".
//!
//! A network ends a content where its words waver, be it behind an article. What an article, a possessive or an
//! auxiliary begins goes on to the end of its phrase; a conjunction that begins a clause which is not said falls.

use sayso_text::{Attribution, Segmentation, TokenKind, TokenSpan};
use sayso_words::{Traits, Words};

use super::{is_of, sentence};

/// Words behind which their phrase goes on.
const OPEN: [&str; 16] = [
    "the", "a", "an", "my", "your", "our", "their", "its", "to", "will", "would", "could", "can",
    "should", "must", "shall",
];

/// Words that begin a clause.
const CLAUSE: [&str; 7] = ["because", "when", "while", "although", "though", "unless", "whereas"];

/// Sets the ends of the contents of one attribution.
pub(crate) fn finish(words: Words<'_>, one: &mut Attribution) {
    let segmentation = words.segmentation;
    let parts: Vec<TokenSpan> = [one.cue]
        .iter()
        .chain(one.source.as_slice())
        .chain(&one.content)
        .map(|span| segmentation.tokens_in(*span))
        .collect();
    for span in &mut one.content {
        let piece = segmentation.tokens_in(*span);
        let end = end(words, piece, &parts);
        if end != piece.end() && end > piece.start() {
            *span = segmentation.span(TokenSpan::new(piece.start(), end));
        }
    }
}

fn end(words: Words<'_>, piece: TokenSpan, parts: &[TokenSpan]) -> usize {
    let Words { text, segmentation, .. } = words;
    let end = piece.end();
    let last = end.saturating_sub(1);
    let limit = sentence(segmentation, last).end();
    if piece.len() < 2 || !is_word(segmentation, end) || end >= limit {
        return end;
    }
    let relative = words.traits(last.saturating_sub(1)).any(Traits::COMMA)
        && is_of(text, segmentation, last, &["where", "which", "who", "whose"]);
    if relative {
        return last - 1;
    }
    if is_of(text, segmentation, last, &CLAUSE) {
        return last;
    }
    if !is_of(text, segmentation, last, &OPEN) {
        return end;
    }
    let stops = |token: &usize| {
        let ends = Traits::CONTRAST.with(Traits::SUBORDINATOR).with(Traits::RELATIVE);
        words.traits(*token).any(ends)
            || !is_word(segmentation, *token)
            || parts.iter().any(|part| part.holds(*token))
    };
    (end..limit).find(stops).unwrap_or(limit)
}

fn is_word(segmentation: &Segmentation, token: usize) -> bool {
    let kind = segmentation.tokens.get(token).map(|token| token.kind);
    matches!(kind, Some(TokenKind::Word | TokenKind::Number))
}

#[cfg(test)]
mod tests {
    use sayso_tag::Reading;

    use super::super::tests::set;

    fn content(text: &str, cue: &str, content: &str) -> String {
        set(Reading::Strict, text, cue, &[content]).1.concat()
    }

    #[test]
    fn phrase_goes_on_to_its_end() {
        let text = "We want to help them in their efforts to row, Obi said.";
        let whole = "to help them in their efforts to row";
        assert_eq!(content(text, "want", "to help them in their"), whole);
        let text = "Obi announced a plan that will mend the dam.";
        assert_eq!(content(text, "announced", "a plan that will"), "a plan that will mend the dam");
    }

    #[test]
    fn clause_that_is_not_said_falls_with_its_conjunction() {
        let text = "I support the dam because the river floods.";
        assert_eq!(content(text, "support", "the dam because"), "the dam");
        let text = "I support the dam, where the river floods.";
        assert_eq!(content(text, "support", "the dam, where"), "the dam");
    }

    #[test]
    fn end_that_marks_set_stays() {
        let text = "Obi knows who they are. She hopes that they will, too.";
        assert_eq!(content(text, "knows", "who they are"), "who they are");
        assert_eq!(content(text, "hopes", "that they will"), "that they will");
    }
}
