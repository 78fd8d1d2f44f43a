//! Interviews and transcripts: paragraphs that open with a name and a colon.

use sayso_text::{Paragraph, TokenKind, TokenSpan};

use crate::rules::candidate::{Candidate, Pieces};
use crate::rules::reading::Reading;
use crate::rules::words::Classes;

/// The longest name before the colon, in tokens.
const LONGEST_NAME: usize = 6;

/// How many paragraphs must open this way before the text counts as a dialogue; one alone is a
/// headline ("Budget: what we know").
const FEWEST_TURNS: usize = 3;

/// In a dialogue every turn is its speaker's. (PolNeAR marks only some of them, so that the share
/// measured there, 0.4, says little.)
const TRUST_TURN: f32 = 0.9;

/// In a transcript nothing else can be meant.
const TRUST_TRANSCRIPT: f32 = 0.98;

/// How a text is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Layout {
    /// Sentences and paragraphs.
    Prose,
    /// Several paragraphs open with a name and a colon.
    Dialogue,
    /// A dialogue whose names come again or stand in capitals, as stenographers write it.
    Transcript,
}

/// How the text is laid out.
pub(crate) fn layout(reading: &Reading<'_>) -> Layout {
    let paragraphs = reading.segmentation.paragraphs.iter();
    let turns = paragraphs.filter(|paragraph| is_sentence(reading, paragraph));
    let mut names: Vec<&str> =
        turns.filter_map(|turn| label(reading, turn)).map(|name| words(reading, name)).collect();
    if names.len() < FEWEST_TURNS {
        return Layout::Prose;
    }
    let capitals = names.iter().filter(|name| is_in_capitals(name)).count();
    names.retain(|name| name.len() > 1);
    names.sort_unstable();
    let comes_again = names.windows(2).any(|pair| matches!(pair, [one, next] if one == next));
    if comes_again || capitals >= FEWEST_TURNS { Layout::Transcript } else { Layout::Dialogue }
}

/// The attribution of a paragraph in a dialogue: the name, the colon, and all that follows.
pub(crate) fn turn(
    reading: &Reading<'_>,
    paragraph: &Paragraph,
    layout: Layout,
) -> Option<Candidate> {
    let trust = match layout {
        Layout::Prose => return None,
        Layout::Dialogue => TRUST_TURN,
        Layout::Transcript => TRUST_TRANSCRIPT,
    };
    let source = label(reading, paragraph)?;
    let colon = TokenSpan::new(source.end(), source.end() + 1);
    let content = TokenSpan::new(colon.end(), end_of_turn(reading, paragraph));
    (!content.is_empty()).then(|| Candidate {
        source: Some(source),
        cue: colon,
        content: Pieces::one(content),
        trust,
    })
}

/// Where the words of the turn end: before the mark that closes a quotation opened before the name.
fn end_of_turn(reading: &Reading<'_>, paragraph: &Paragraph) -> usize {
    let (start, end) = (paragraph.tokens.start(), paragraph.tokens.end());
    let around = reading.opens(start).is_some_and(|quotation| quotation.tokens.end() == end);
    if around && reading.is_before(end, Classes::QUOTE) { end - 1 } else { end }
}

/// The name before the colon that opens the paragraph, after a quotation mark where the whole turn
/// is quoted.
fn label(reading: &Reading<'_>, paragraph: &Paragraph) -> Option<TokenSpan> {
    let first = paragraph.tokens.start();
    let start = first + usize::from(reading.is(first, Classes::QUOTE));
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

/// Whether a sentence follows the name, and not a figure as in a list of results ("Obi: 1,812").
fn is_sentence(reading: &Reading<'_>, paragraph: &Paragraph) -> bool {
    reading.is_before(paragraph.tokens.end(), Classes::TERMINAL.with(Classes::QUOTE))
}

fn words<'a>(reading: &Reading<'a>, name: TokenSpan) -> &'a str {
    reading.segmentation.span(name).of(reading.text)
}

/// A letter alone ("Q", "A") is no name.
fn is_in_capitals(name: &str) -> bool {
    name.len() > 1 && name.chars().all(|letter| !letter.is_lowercase())
}
