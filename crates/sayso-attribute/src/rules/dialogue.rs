//! Interviews and transcripts: paragraphs that open with a name and a colon.

use sayso_text::{Paragraph, TokenKind, TokenSpan};

use crate::rules::candidate::{Candidate, Pieces};
use crate::rules::reading::Reading;
use crate::rules::rule::Rule;
use crate::rules::words::Classes;

/// The longest name before the colon, in tokens.
const LONGEST_NAME: usize = 6;

/// How many paragraphs must open this way before the text counts as a dialogue; one alone is a
/// headline ("Budget: what we know").
const FEWEST_TURNS: usize = 3;

/// The longest remark in brackets after a name, with its brackets: "QUESTION (Reuters):".
const LONGEST_REMARK: usize = 8;

/// How a text is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Layout {
    /// Sentences and paragraphs.
    Prose,
    /// Several paragraphs open with a name and a colon.
    Dialogue,
    /// A dialogue whose names come again or stand in capitals, as stenographers write it.
    Transcript,
    /// Questions and answers that alternate, each after its letter: "Q:", "A:", or "Q.", "A.".
    Interview,
}

/// How the text is laid out.
pub(crate) fn layout(reading: &Reading<'_>) -> Layout {
    let paragraphs = reading.segmentation.paragraphs.iter();
    let turns = paragraphs.filter(|paragraph| is_sentence(reading, paragraph));
    let labels: Vec<Label> = turns.filter_map(|turn| label(reading, turn)).collect();
    let names = || labels.iter().map(|label| label.name(reading));
    if alternates(names().filter_map(letter)) {
        return Layout::Interview;
    }
    let named = labels.iter().filter(|label| label.source.is_some());
    let mut names: Vec<&str> = named.map(|label| label.name(reading)).collect();
    if names.len() < FEWEST_TURNS {
        return Layout::Prose;
    }
    let capitals = names.iter().filter(|name| is_in_capitals(name)).count();
    names.retain(|name| name.len() > 1);
    names.sort_unstable();
    let comes_again = names.windows(2).any(|pair| matches!(pair, [one, next] if one == next));
    if comes_again || capitals >= FEWEST_TURNS { Layout::Transcript } else { Layout::Dialogue }
}

/// Whether questions and answers take turns; two questions may follow each other now and then.
fn alternates(letters: impl Iterator<Item = char>) -> bool {
    let letters: Vec<char> = letters.collect();
    let changes = letters.windows(2).filter(|pair| matches!(pair, [one, next] if one != next));
    let changes = changes.count();
    letters.len() >= FEWEST_TURNS && 2 * changes >= letters.len()
}

/// The letter of a question or an answer.
fn letter(name: &str) -> Option<char> {
    matches!(name, "Q" | "A" | "Q." | "A.").then(|| name.chars().next())?
}

/// The attribution of a paragraph in a dialogue: the name, the colon, and all that follows.
pub(crate) fn turn(
    reading: &Reading<'_>,
    paragraph: &Paragraph,
    layout: Layout,
) -> Option<Candidate> {
    let rule = match layout {
        Layout::Prose => return None,
        Layout::Dialogue => Rule::Turn,
        Layout::Transcript | Layout::Interview => Rule::Transcript,
    };
    let Label { source, cue } = label(reading, paragraph)?;
    if source.is_none() && layout != Layout::Interview {
        return None;
    }
    let content = TokenSpan::new(cue.end(), end_of_turn(reading, paragraph).max(cue.end()));
    (!content.is_empty()).then(|| Candidate { source, cue, content: Pieces::one(content), rule })
}

/// What opens a turn.
#[derive(Clone, Copy, Debug)]
struct Label {
    /// The name; none where the letter and its full stop are one token ("Q.").
    source: Option<TokenSpan>,
    /// The colon, or the letter with its full stop.
    cue: TokenSpan,
}

impl Label {
    fn name<'a>(&self, reading: &Reading<'a>) -> &'a str {
        reading.segmentation.span(self.source.unwrap_or(self.cue)).of(reading.text)
    }
}

/// Where the words of the turn end: before the mark that closes a quotation opened before the name.
fn end_of_turn(reading: &Reading<'_>, paragraph: &Paragraph) -> usize {
    let (start, end) = (paragraph.tokens.start(), paragraph.tokens.end());
    let around = reading.opens(start).is_some_and(|quotation| quotation.tokens.end() == end);
    if around && reading.is_before(end, Classes::QUOTE) { end - 1 } else { end }
}

/// What opens the paragraph as a turn, after a quotation mark where the whole turn is quoted.
fn label(reading: &Reading<'_>, paragraph: &Paragraph) -> Option<Label> {
    let first = paragraph.tokens.start();
    let start = first + usize::from(reading.is(first, Classes::QUOTE));
    if matches!(reading.form(start), "Q." | "A.") {
        return Some(Label { source: None, cue: TokenSpan::new(start, start + 1) });
    }
    let reach = paragraph.tokens.end().min(start + LONGEST_NAME + 1);
    let ends = |token: &usize| reading.is(*token, Classes::COLON) || reading.form(*token) == "(";
    let end = (start..reach).find(ends)?;
    let colon = after_remark(reading, end, paragraph.tokens.end())?;
    let name = TokenSpan::new(start, end);
    let capital = name
        .range()
        .all(|token| reading.is(token, Classes::CAPITAL) || reading.is(token, Classes::LINKING));
    let words = reading.segmentation.tokens.get(name.range())?;
    let word = words.iter().all(|token| token.kind == TokenKind::Word);
    let cue = TokenSpan::new(colon, colon + 1);
    (!name.is_empty() && capital && word).then_some(Label { source: Some(name), cue })
}

/// The colon at `token`, or after the remark in brackets that begins there.
fn after_remark(reading: &Reading<'_>, token: usize, ceiling: usize) -> Option<usize> {
    if reading.is(token, Classes::COLON) {
        return Some(token);
    }
    let mut reach = token..ceiling.min(token + LONGEST_REMARK);
    let closing = reach.find(|at| reading.form(*at) == ")")?;
    (closing + 1 < ceiling && reading.is(closing + 1, Classes::COLON)).then_some(closing + 1)
}

/// Whether a sentence follows the name, and not a figure as in a list of results ("Obi: 1,812").
fn is_sentence(reading: &Reading<'_>, paragraph: &Paragraph) -> bool {
    reading.is_before(paragraph.tokens.end(), Classes::TERMINAL.with(Classes::QUOTE))
}

/// A letter alone ("Q", "A") is no name.
fn is_in_capitals(name: &str) -> bool {
    name.len() > 1 && name.chars().all(|letter| !letter.is_lowercase())
}
