//! A statement printed as a block: a paragraph that ends with "X said:" and the paragraphs after it,
//! which no quotation marks surround, as governments and companies publish them. It may begin in the line
//! of its heading.
//!
//! Where such a block ends is not marked. So it holds the first paragraph after the colon, and as
//! many more as there are up to the last one in the first person, but nothing at or after a heading,
//! a quotation, another speaker, the turn of a transcript or another colon.

use sayso_text::{Paragraph, TokenKind, TokenSpan};
use sayso_words::Traits;

use crate::lexicon::{Complements, Lexicon};
use crate::rules::candidate::{Candidate, Pieces};
use crate::rules::cue::{VerbCue, Voice, verb_cue};
use crate::rules::layout::{Layout, opening};
use crate::rules::phrase::subject_before;
use crate::rules::reading::Reading;
use crate::rules::rule::Rule;

/// The most tokens between the cue and the colon: "said in a statement on Monday:".
const LONGEST_GAP: usize = 14;

/// The most tokens before the colon of a statement that begins in the same line, so that a long paragraph
/// is not searched.
const LONGEST_HEAD: usize = 30;

/// The most paragraphs of a block; it bounds the work per colon.
const MOST_PARAGRAPHS: usize = 40;

/// The attribution of the block that the paragraph at `index` introduces.
pub(crate) fn statement(
    reading: &Reading<'_>,
    lexicon: &Lexicon,
    index: usize,
    layout: &Layout<'_>,
) -> Option<Candidate> {
    let paragraphs = &reading.segmentation.paragraphs;
    let paragraph = paragraphs.get(index)?;
    let colon = paragraph.tokens.end().checked_sub(1)?;
    let (source, cue, content) = match introduction(reading, lexicon, paragraph, colon) {
        Some((source, cue)) => (source, cue, block(reading, lexicon, (index, None), layout)?),
        None => opened(reading, lexicon, index, layout)?,
    };
    let content = Pieces::one(content);
    Some(Candidate { source: Some(source), cue, content, rule: Rule::Statement })
}

/// The statement that begins in the line of its heading, without quotation marks: "The mayor said: We will
/// mend the dam. It needs time." Nothing but the first person tells a statement of several sentences from
/// one sentence and the journalist's next.
fn opened(
    reading: &Reading<'_>,
    lexicon: &Lexicon,
    index: usize,
    layout: &Layout<'_>,
) -> Option<(TokenSpan, TokenSpan, TokenSpan)> {
    let paragraph = reading.segmentation.paragraphs.get(index)?;
    let tokens = paragraph.tokens;
    let mut head = tokens.range().take(LONGEST_HEAD);
    let colon = head.find(|token| reading.is(*token, Traits::COLON))?;
    let (source, cue) = introduction(reading, lexicon, paragraph, colon)?;
    let own = TokenSpan::new(colon + 1, tokens.end());
    let word = reading.segmentation.tokens.get(colon + 1)?.kind == TokenKind::Word;
    let is_prose = word
        && reading.is(colon + 1, Traits::CAPITAL)
        && reading.is_before(tokens.end(), Traits::TERMINAL)
        && opening(reading, paragraph, layout).is_none()
        && !has_speaker(reading, lexicon, own);
    let content = block(reading, lexicon, (index, Some(own)), layout)?;
    let several = reading.sentence(colon + 1).tokens.end() < content.end();
    (is_prose && several && is_first_person(reading, content)).then_some((source, cue, content))
}

/// What a speaker says who is introduced in the paragraph at `index`, beginning with the words that
/// stand there already, if any.
pub(crate) fn block(
    reading: &Reading<'_>,
    lexicon: &Lexicon,
    (index, mut content): (usize, Option<TokenSpan>),
    layout: &Layout<'_>,
) -> Option<TokenSpan> {
    let after = reading.segmentation.paragraphs.iter().skip(index + 1).take(MOST_PARAGRAPHS);
    let may_belong = |paragraph: &&Paragraph| {
        opening(reading, paragraph, layout).is_none() && may_belong(reading, lexicon, paragraph)
    };
    for paragraph in after.take_while(may_belong) {
        let start = content.map_or(paragraph.tokens.start(), TokenSpan::start);
        if content.is_none() || is_first_person(reading, paragraph.tokens) {
            content = Some(TokenSpan::new(start, paragraph.tokens.end()));
        }
    }
    content
}

/// The source and the cue before the colon of a paragraph: "In York on Monday Ms. Obi said:".
fn introduction(
    reading: &Reading<'_>,
    lexicon: &Lexicon,
    paragraph: &Paragraph,
    colon: usize,
) -> Option<(TokenSpan, TokenSpan)> {
    if !reading.is(colon, Traits::COLON) {
        return None;
    }
    let floor = reading.sentence(colon).tokens.start().max(paragraph.tokens.start());
    let reach = floor.max(colon.saturating_sub(LONGEST_GAP))..colon;
    let cue = reach.rev().find_map(|token| verb_cue(reading, lexicon, token).filter(speaks))?;
    let source = after_adverbs(reading, subject_before(reading, cue.tokens.start(), floor)?)?;
    let unquoted = reading.quotation(cue.tokens.start()).is_none();
    let asks = Traits::QUESTION.with(Traits::RELATIVE);
    (unquoted && !reading.is(source.start(), asks)).then_some((source, cue.tokens))
}

/// The subject without what leads into it: "Speaking today Mr Hill".
fn after_adverbs(reading: &Reading<'_>, subject: TokenSpan) -> Option<TokenSpan> {
    let adverbial = Traits::DATE.with(Traits::ADVERBIAL);
    let last = subject.range().rev().find(|token| {
        reading.is(*token, adverbial)
            && !reading.is_before(*token, Traits::COMMA.with(Traits::LINKING))
    });
    let start = last.map_or(subject.start(), |last| last + 1);
    (start < subject.end()).then(|| TokenSpan::new(start, subject.end()))
}

fn speaks(cue: &VerbCue<'_>) -> bool {
    cue.voice == Voice::Active && cue.entry.complements.has(Complements::QUOTE)
}

/// Whether the paragraph is one of sentences that may be those of the speaker introduced before.
fn may_belong(reading: &Reading<'_>, lexicon: &Lexicon, paragraph: &Paragraph) -> bool {
    let first = paragraph.tokens.start();
    let word =
        reading.segmentation.tokens.get(first).is_some_and(|one| one.kind == TokenKind::Word);
    let sentence = reading.is_before(paragraph.tokens.end(), Traits::TERMINAL);
    word && sentence && !has_speaker(reading, lexicon, paragraph.tokens)
}

/// Whether somebody else says something there outside quotation marks: "said Ada Obi", "he added".
fn has_speaker(reading: &Reading<'_>, lexicon: &Lexicon, tokens: TokenSpan) -> bool {
    let mine =
        |token: usize| reading.is_before(token, Traits::SUBJECT) && is_own(reading, token - 1);
    tokens.range().any(|token| {
        reading.quotation(token).is_none()
            && verb_cue(reading, lexicon, token).is_some_and(|cue| {
                speaks(&cue) && cue.form.is_finite() && !mine(cue.tokens.start())
            })
    })
}

fn is_first_person(reading: &Reading<'_>, tokens: TokenSpan) -> bool {
    tokens.range().any(|token| is_own(reading, token))
}

/// Whether the word is one of the first person.
fn is_own(reading: &Reading<'_>, token: usize) -> bool {
    ["i", "we", "my", "our", "me", "us"]
        .iter()
        .any(|word| reading.is_word(token, word) && reading.quotation(token).is_none())
        && reading.form(token) != "US"
}

#[cfg(test)]
mod tests {
    use crate::Attributor;

    fn found(text: &str) -> Vec<String> {
        let segmentation = sayso_segment::Segmenter::new().segment(text);
        let attributions = Attributor::default().attribute(text, &segmentation);
        let show = |one: &sayso_text::Attribution| {
            let source = one.source.map_or("-", |span| span.of(text));
            let content: Vec<&str> = one.content.iter().map(|span| span.of(text)).collect();
            format!("{source} | {} | {}", one.cue.of(text), content.join(" / "))
        };
        attributions.iter().map(show).collect()
    }

    #[test]
    fn paragraphs_after_a_colon_are_the_speakers() {
        assert_eq!(
            found(
                "Speaking today Ms Okoye said:\n\nWe will mend the dam. It needs time.\n\nWork began \
                 in May.\n\nI thank the crews.\n\nNotes to editors\n\nOur office opens at nine."
            ),
            [
                "Ms Okoye | said | We will mend the dam. It needs time / Work began in May / I thank \
              the crews"
            ]
        );
    }

    #[test]
    fn first_paragraph_needs_no_first_person() {
        assert_eq!(
            found("The mayor said in a statement:\n\nThe dam is safe.\n\nIt was built in 1931."),
            ["The mayor | said | The dam is safe"]
        );
    }

    #[test]
    fn statement_may_begin_in_the_line_of_its_heading() {
        assert_eq!(
            found(
                "Mayor Ada Obi said: The dam will hold. We have tested it for a year.\n\nWork began in \
                 May.\n\nI thank the crews.\n\nThe town is on the sea."
            ),
            [
                "Mayor Ada Obi | said | The dam will hold. We have tested it for a year / Work began in \
                 May / I thank the crews"
            ]
        );
        let told = "The mayor said: The dam will hold. Nobody in the hall spoke.";
        assert_eq!(found(told), [""; 0]);
    }

    #[test]
    fn another_speaker_ends_the_statement() {
        assert_eq!(
            found(
                "The mayor said:\n\nWe will mend the dam.\n\nHis rival, Ada Obi, said that our taxes \
                 would rise."
            ),
            [
                "The mayor | said | We will mend the dam",
                "His rival, Ada Obi | said | that our taxes would rise"
            ]
        );
    }

    #[test]
    fn turns_of_a_transcript_are_no_statement() {
        let text = "Ana Lund said:\n\nOBI: Is it safe?\n\nLOPES: It is. We tried.\n\nOBI: Truly?";
        let turns = ["OBI | : | Is it safe?", "LOPES | : | It is. We tried", "OBI | : | Truly?"];
        assert_eq!(found(text), turns);
    }

    #[test]
    fn list_heading_or_quotation_is_no_statement() {
        for after in ["- Mend the dam.", "Background", "• Pay the crews."] {
            assert_eq!(found(&format!("The mayor said on Monday:\n\n{after}")), [""; 0]);
        }
    }
}
