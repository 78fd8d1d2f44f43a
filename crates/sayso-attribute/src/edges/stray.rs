//! Pieces that belong to no content: a plain one of another sentence than the cue's, a lone word of grammar, what
//! is spoken of beside what is quoted ("said of *the dam*, “It is old”"), the clause before the speaker's own ("*the
//! dam is old* and we hope to mend it"), what the speaker does who opens a sentence by saying something ("Saying it
//! leaks, Obi shut *the dam*"), what the speaker speaks for ("*To end the row*, Obi announced a vote").
//!
//! A network links each piece by itself, and one that nobody says goes to the nearest cue. Of the plain pieces
//! of another sentence beside one in the cue's own, one in nine was right on the articles with strict marks.

use sayso_text::{Attribution, Segmentation, TokenKind, TokenSpan};
use sayso_words::{Traits, Words};

use super::{is_of, sentence};

/// Leaves out such pieces where another piece stands in the sentence of the cue.
pub(crate) fn drop(words: Words<'_>, one: &mut Attribution) {
    if one.content.len() < 2 {
        return;
    }
    let Words { text, segmentation, .. } = words;
    let cue = segmentation.tokens_in(one.cue);
    let own = sentence(segmentation, cue.start());
    if one.content.iter().any(|span| is_opened(segmentation, segmentation.tokens_in(*span))) {
        one.content.retain(|span| !is_topic(words, segmentation.tokens_in(*span), cue));
    }
    let source = one.source.map_or(cue, |source| segmentation.tokens_in(source));
    if let [first, _, ..] = one.content.as_slice() {
        let first = segmentation.tokens_in(*first);
        let opens = cue.end() <= first.start() && first.end() <= source.start();
        one.content.retain(|span| {
            let piece = segmentation.tokens_in(*span);
            !opens || piece.start() < source.end() || is_opened(segmentation, piece)
        });
    }
    let starts = || one.content.iter().map(|span| segmentation.tokens_in(*span).start());
    if starts().any(|start| start == cue.end()) {
        one.content.retain(|span| !is_purpose(words, segmentation.tokens_in(*span), source));
    }
    if one.content.iter().any(|span| segmentation.tokens_in(*span).start() >= cue.end()) {
        one.content.retain(|span| !is_joined(words, segmentation.tokens_in(*span), source));
    }
    let mut content = one.content.clone();
    content.retain(|span| {
        let piece = segmentation.tokens_in(*span);
        own.touches(piece) && !is_grammar(words, piece)
    });
    if content.is_empty() || is_list(text, segmentation, own) {
        return;
    }
    one.content.retain(|span| {
        let piece = segmentation.tokens_in(*span);
        (own.touches(piece) || is_quoted(segmentation, piece, cue)) && !is_grammar(words, piece)
    });
}

/// Whether the piece begins with a quotation mark.
fn is_opened(segmentation: &Segmentation, piece: TokenSpan) -> bool {
    let first = segmentation.tokens.get(piece.start());
    first.is_some_and(|token| token.kind == TokenKind::OpeningQuote)
}

/// Whether the piece is plain and hangs on the cue by "of" or "about".
fn is_topic(words: Words<'_>, piece: TokenSpan, cue: TokenSpan) -> bool {
    let Words { text, segmentation, .. } = words;
    let hangs = |token: usize| is_of(text, segmentation, token, &["of", "about"]);
    let behind = piece.start() == cue.end() + 1 && hangs(cue.end())
        || piece.start() == cue.end() && cue.end().checked_sub(1).is_some_and(hangs);
    behind && !is_opened(segmentation, piece)
}

/// Whether "and" or "but" joins the piece, which is plain, to the source behind it.
fn is_joined(words: Words<'_>, piece: TokenSpan, source: TokenSpan) -> bool {
    let comma = usize::from(words.traits(piece.end()).any(Traits::COMMA));
    let joint = piece.end() + comma;
    joint + 1 == source.start()
        && is_of(words.text, words.segmentation, joint, &["and", "but"])
        && !is_opened(words.segmentation, piece)
}

/// Whether the piece is an infinitive that opens the sentence of the source behind it: what is done for a purpose.
fn is_purpose(words: Words<'_>, piece: TokenSpan, source: TokenSpan) -> bool {
    let own = sentence(words.segmentation, source.start());
    let comma = usize::from(words.traits(piece.end()).any(Traits::COMMA));
    piece.start() == own.start()
        && piece.end() + comma == source.start()
        && is_of(words.text, words.segmentation, piece.start(), &["to"])
        && !piece.range().any(|at| words.traits(at).any(Traits::AUXILIARY))
}

/// Whether the sentence leads to what follows it by a colon.
fn is_list(text: &str, segmentation: &Segmentation, sentence: TokenSpan) -> bool {
    sentence.range().next_back().is_some_and(|last| is_of(text, segmentation, last, &[":"]))
}

/// Whether the piece stands in a quotation that does not hold the cue as well: who is quoted as saying so
/// ends his sentences too.
fn is_quoted(segmentation: &Segmentation, piece: TokenSpan, cue: TokenSpan) -> bool {
    let quotations = &segmentation.quotations;
    let after = quotations.partition_point(|one| one.tokens.start() <= piece.start());
    let around = quotations.get(..after).unwrap_or_default().iter().rev();
    let mut around = around.take(2).filter(|one| one.tokens.holds(piece.start()));
    around.any(|one| !one.tokens.holds(cue.start()))
}

/// Whether the piece is one determiner or preposition; "that" and "who" can be what somebody says.
fn is_grammar(words: Words<'_>, piece: TokenSpan) -> bool {
    let traits = words.traits(piece.start());
    let grammar = Traits::DETERMINER.with(Traits::PREPOSITION).with(Traits::COORDINATOR);
    let stands_alone = Traits::RELATIVE.with(Traits::NUMBER).with(Traits::ALONE);
    let to = is_of(words.text, words.segmentation, piece.start(), &["to"]);
    piece.len() == 1 && (to || traits.any(grammar) && !traits.any(stands_alone))
}

#[cfg(test)]
mod tests {
    use sayso_tag::Reading;

    use super::super::tests::{set, set_with};

    fn contents(text: &str, cue: &str, contents: &[&str]) -> Vec<String> {
        set(Reading::Strict, text, cue, contents).1
    }

    /// As [`contents`], with a source.
    fn sourced(text: &str, source: &str, cue: &str, contents: &[&str]) -> Vec<String> {
        set_with(Reading::Strict, text, (Some(source), cue), contents).1
    }

    #[test]
    fn plain_piece_of_another_sentence_is_nobodys() {
        let text = "The answer drew laughter. Obi said the ferry was late.";
        assert_eq!(
            contents(text, "said", &["The answer", "the ferry was late"]),
            ["the ferry was late"]
        );
    }

    #[test]
    fn purpose_in_front_is_not_announced() {
        let text = "To end the row, Obi announced a vote.";
        let pieces = ["To end the row", "a vote"];
        assert_eq!(sourced(text, "Obi", "announced", &pieces), ["a vote"]);
        let text = "To end the row, Obi announced, a vote is best.";
        let pieces = ["To end the row", "a vote is best"];
        assert_eq!(sourced(text, "Obi", "announced", &pieces), pieces);
        let text = "To rest is best, Obi said it was late.";
        let pieces = ["To rest is best", "it was late"];
        assert_eq!(sourced(text, "Obi", "said", &pieces), pieces);
    }

    #[test]
    fn what_is_spoken_of_is_no_piece_beside_a_quotation() {
        let text = "“It is old,” Obi said of the dam. “It leaks.”";
        let pieces = ["“It is old,”", "the dam", "“It leaks.”"];
        assert_eq!(contents(text, "said", &pieces), ["“It is old,”", "“It leaks.”"]);
        assert_eq!(contents(text, "said of", &pieces), ["“It is old,”", "“It leaks.”"]);
        let text = "Obi said of “the old lady”, “It leaks.”";
        let pieces = ["“the old lady”", "“It leaks.”"];
        assert_eq!(contents(text, "said", &pieces), pieces);
        let text = "Obi spoke of the dam and of the lock.";
        let pieces = ["the dam", "the lock"];
        assert_eq!(contents(text, "spoke of", &pieces), pieces);
    }

    #[test]
    fn clause_that_and_joins_to_the_speakers_own_is_no_piece() {
        let text = "The dam is old and Obi hopes to mend it.";
        let pieces = ["The dam is old", "to mend it"];
        assert_eq!(sourced(text, "Obi", "hopes", &pieces), ["to mend it"]);
        let text = "The dam, Obi says, is old.";
        let pieces = ["The dam", "is old"];
        assert_eq!(sourced(text, "Obi", "says", &pieces), pieces);
        let text = "The dam is old and the lock leaks, Obi says.";
        let pieces = ["The dam is old", "the lock leaks"];
        assert_eq!(sourced(text, "Obi", "says", &pieces), pieces);
    }

    #[test]
    fn what_is_done_by_who_says_something_is_no_piece() {
        let text = "Saying it leaks, Obi shut the dam.";
        assert_eq!(sourced(text, "Obi", "Saying", &["it leaks", "the dam"]), ["it leaks"]);
        let text = "“It leaks,” Obi said of it, “and creaks.”";
        let pieces = ["“It leaks,”", "“and creaks.”"];
        assert_eq!(sourced(text, "Obi", "said", &pieces), pieces);
    }

    #[test]
    fn quotation_of_another_sentence_stays() {
        let text = "“It is late,” Obi said. “It always is.”";
        let expected = ["“It is late,”", "“It always is.”"];
        assert_eq!(contents(text, "said", &expected), expected);
    }

    #[test]
    fn next_sentence_of_who_is_quoted_is_no_piece_of_what_he_hopes() {
        let text = "“I hope to sail. The sea is calm,” Obi said.";
        assert_eq!(contents(text, "hope", &["to sail", "The sea is calm"]), ["to sail"]);
    }

    #[test]
    fn pieces_that_are_all_elsewhere_or_behind_a_colon_stay() {
        let text = "The ferry is late. The pier is shut. So said Obi.";
        let expected = ["The ferry is late", "The pier is shut"];
        assert_eq!(contents(text, "said", &expected), expected);
        let text = "With the crew Obi said:\n\nThe ferry is late.";
        let expected = ["With the crew", "The ferry is late"];
        assert_eq!(contents(text, "said", &expected), expected);
    }

    #[test]
    fn lone_word_of_grammar_is_no_piece() {
        let text = "Obi said of the ferry, that it was late.";
        assert_eq!(contents(text, "said", &["of", "that it was late"]), ["that it was late"]);
        let text = "the dam, which Obi said was late";
        assert_eq!(contents(text, "said", &["which", "was late"]), ["which", "was late"]);
    }
}
