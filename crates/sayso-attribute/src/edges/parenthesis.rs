//! A sentence into which source and cue are put between commas: "*With the bridge gone*, Obi said, the
//! ferry would sail". What stands before them is of what is said, as much as what stands behind.

use sayso_text::{Attribution, Span, TokenKind, TokenSpan};
use sayso_words::{Traits, Words};

use super::{is_of, sentence};
use crate::reconcile::Taken;

/// The most tokens that may stand before the source; it bounds the work of one attribution.
const LONGEST: usize = 40;

/// Gives contents the beginning of their sentence, where nothing else stands on it.
pub(crate) fn adopt_openings(words: Words<'_>, taken: &Taken, found: &mut [Attribution]) {
    for one in found {
        if let Some(opening) = opening(words, taken, one) {
            one.content.insert(0, words.segmentation.span(opening));
        }
    }
}

fn opening(words: Words<'_>, taken: &Taken, one: &Attribution) -> Option<TokenSpan> {
    let Words { text, segmentation, .. } = words;
    let is_comma = |token: usize| is_of(text, segmentation, token, &[","]);
    let parenthesis = segmentation.tokens_in(one.cue.join(one.source?));
    let (comma, start) = (parenthesis.start().checked_sub(1)?, parenthesis.end());
    let content = segmentation.tokens_in(*one.content.first()?);
    let behind = is_comma(comma) && is_comma(start) && content.start() == start + 1;
    let sentence = sentence(segmentation, comma);
    let before = TokenSpan::new(sentence.start(), comma.max(sentence.start()));
    let plain = |span: Span| !span.of(text).contains(['“', '”', '"']);
    let fits = behind && sentence.holds(content.start()) && (1..=LONGEST).contains(&before.len());
    let is_joint = before.len() == 1 && is_of(text, segmentation, before.start(), &JOINTS);
    // "The lock leaks and, Obi says, the dam is old": what "and" joins to is the journalist's.
    let joins = words.traits(before.end().saturating_sub(1)).any(Traits::COORDINATOR);
    let is_joint = is_joint || joins;
    let unquoted = segmentation.tokens.get(content.start());
    let unquoted = unquoted.is_some_and(|token| token.kind != TokenKind::OpeningQuote);
    (fits && unquoted && !is_joint && taken.leaves(before) && plain(segmentation.span(before)))
        .then_some(before)
}

/// Words that join the sentence to the one before it and are no part of what is said.
const JOINTS: [&str; 9] = [
    "but",
    "and",
    "however",
    "nevertheless",
    "further",
    "furthermore",
    "moreover",
    "meanwhile",
    "still",
];

#[cfg(test)]
mod tests {
    use sayso_segment::Segmenter;

    use super::*;
    use crate::test_text::span_of;

    fn contents(text: &str, source: &str, content: &str) -> Vec<String> {
        let segmentation = Segmenter::new().segment(text);
        let place = |words: &str| span_of(text, words);
        let one = Attribution::new(place("said"), vec![place(content)]);
        let mut found = vec![one.with_source(Some(place(source)))];
        let mut taken = Taken::default();
        taken.mark(&segmentation, &found);
        let reader = sayso_words::Reader::new();
        let mut reader = reader.worker();
        adopt_openings(reader.read(text, &segmentation), &taken, &mut found);
        found[0].content.iter().map(|span| span.of(text).to_owned()).collect()
    }

    #[test]
    fn beginning_before_a_parenthesis_is_said_too() {
        let text = "With the bridge gone, Ada Obi said, the ferry would sail.";
        let expected = ["With the bridge gone", "the ferry would sail"];
        assert_eq!(contents(text, "Ada Obi", "the ferry would sail"), expected);
        let text = "That means, said Ada Obi, that it sails.";
        assert_eq!(contents(text, "Ada Obi", "that it sails"), ["That means", "that it sails"]);
    }

    #[test]
    fn where_and_when_it_was_said_is_not() {
        for text in [
            "On Monday, Ada Obi said the ferry would sail.",
            "On Monday Ada Obi said, the ferry would sail.",
            "However, Ada Obi said, the ferry would sail.",
            "The sea is calm and, Ada Obi said, the ferry would sail.",
            "On Monday, Ada Obi said, “the ferry would sail.”",
        ] {
            let content = if text.contains('“') {
                "“the ferry would sail.”"
            } else {
                "the ferry would sail"
            };
            assert_eq!(contents(text, "Ada Obi", content), [content], "{text}");
        }
    }
}
