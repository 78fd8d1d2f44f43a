//! Interviews and transcripts: paragraphs that open with a name and a colon.

use sayso_text::{Paragraph, TokenKind, TokenSpan};

use crate::rules::candidate::{Candidate, Pieces};
use crate::rules::reading::Reading;
use crate::rules::words::Classes;

/// The longest name before the colon, in tokens.
const LONGEST_NAME: usize = 6;

/// How many paragraphs must open this way before the text counts as a transcript; one alone is a
/// headline ("Budget: what we know").
const FEWEST_TURNS: usize = 3;

/// In a transcript every turn is its speaker's. (PolNeAR marks only some of them, so that the share
/// measured there, 0.4, says little.)
const TRUST_TURN: f32 = 0.9;

/// Whether the text is a transcript: several paragraphs open with a name and a colon.
pub(crate) fn is_transcript(reading: &Reading<'_>) -> bool {
    let paragraphs = &reading.segmentation.paragraphs;
    paragraphs.iter().filter(|paragraph| label(reading, paragraph).is_some()).count()
        >= FEWEST_TURNS
}

/// The attribution of a paragraph in a transcript: the name, the colon, and all that follows.
pub(crate) fn turn(reading: &Reading<'_>, paragraph: &Paragraph) -> Option<Candidate> {
    let source = label(reading, paragraph)?;
    let colon = TokenSpan::new(source.end(), source.end() + 1);
    let content = TokenSpan::new(colon.end(), paragraph.tokens.end());
    (!content.is_empty()).then(|| Candidate {
        source: Some(source),
        cue: colon,
        content: Pieces::one(content),
        trust: TRUST_TURN,
    })
}

/// The name before the colon that opens the paragraph.
fn label(reading: &Reading<'_>, paragraph: &Paragraph) -> Option<TokenSpan> {
    let start = paragraph.tokens.start();
    let reach = paragraph.tokens.end().min(start + LONGEST_NAME + 1);
    let colon = (start..reach).find(|token| reading.is(*token, Classes::COLON))?;
    let name = TokenSpan::new(start, colon);
    let capital = name
        .range()
        .all(|token| reading.is(token, Classes::CAPITAL) || reading.is(token, Classes::LINKING));
    let words = reading.segmentation.tokens.get(name.range())?;
    let word = words.iter().all(|token| token.kind == TokenKind::Word);
    (!name.is_empty() && capital && word).then_some(name)
}
