//! What opens a turn: a name and a colon, perhaps with the time before it and a role behind it.

use sayso_text::{Paragraph, TokenKind, TokenSpan};
use sayso_words::Traits;

use crate::rules::reading::Reading;

/// The longest name before the colon, in tokens.
const LONGEST_NAME: usize = 6;

/// The longest role after the name and a comma: "OBI, CHIEF ENGINEER OF THE NORTH BRIDGE:".
const LONGEST_ROLE: usize = 12;

/// The longest remark in brackets after a name, with its brackets: "QUESTION (Reuters):".
const LONGEST_REMARK: usize = 8;

/// The longest time before a name, with its brackets: "[ 00 : 12 : 30 ]".
const LONGEST_TIME: usize = 8;

/// What opens a turn.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Label {
    /// The name with its role; none where the letter and its full stop are one token ("Q.").
    pub(crate) source: Option<TokenSpan>,
    /// The name without its role.
    pub(crate) name_tokens: Option<TokenSpan>,
    /// The colon, or the letter with its full stop.
    pub(crate) cue: TokenSpan,
    /// Whether nothing follows in the paragraph, so that the next one is the turn.
    pub(crate) ends_line: bool,
}

impl Label {
    pub(crate) fn name<'a>(&self, reading: &Reading<'a>) -> &'a str {
        reading.segmentation.span(self.name_tokens.unwrap_or(self.cue)).of(reading.text)
    }
}

/// What opens the paragraph as a turn, after a quotation mark where the whole turn is quoted.
pub(crate) fn label(reading: &Reading<'_>, paragraph: &Paragraph) -> Option<Label> {
    let first = paragraph.tokens.start();
    let start = after_time(reading, first + usize::from(reading.is(first, Traits::QUOTE)));
    let ceiling = paragraph.tokens.end();
    if matches!(reading.form(start), "Q." | "A.") {
        let cue = TokenSpan::new(start, start + 1);
        return Some(Label {
            source: None,
            name_tokens: None,
            cue,
            ends_line: cue.end() == ceiling,
        });
    }
    let ends = |token: &usize| {
        reading.is(*token, Traits::COLON.with(Traits::COMMA)) || reading.form(*token) == "("
    };
    let end = (start..ceiling.min(start + LONGEST_NAME + 1)).find(ends)?;
    let name = Some(TokenSpan::new(start, end)).filter(|name| is_name(reading, *name))?;
    let role =
        if reading.is(end, Traits::COMMA) { end_of_role(reading, end, ceiling)? } else { end };
    let colon = after_remark(reading, role, ceiling)?;
    Some(Label {
        source: Some(TokenSpan::new(start, role)),
        name_tokens: Some(name),
        cue: TokenSpan::new(colon, colon + 1),
        ends_line: colon + 1 == ceiling,
    })
}

/// Words with capitals, a number behind them perhaps: "Speaker 2".
fn is_name(reading: &Reading<'_>, name: TokenSpan) -> bool {
    let is_part = |token: usize| {
        let kind = reading.segmentation.tokens.get(token).map(|token| token.kind);
        match kind {
            Some(TokenKind::Word) => reading.is(token, Traits::CAPITAL.with(Traits::LINKING)),
            Some(TokenKind::Number) => token > name.start(),
            _ => false,
        }
    };
    !name.is_empty() && name.range().all(is_part)
}

/// Where the role ends that follows a name of two words or one in capitals, at a colon or a remark. A
/// sentence that goes on to a colon ("Obi, who came late, added:") has a verb or a pronoun before it.
fn end_of_role(reading: &Reading<'_>, comma: usize, ceiling: usize) -> Option<usize> {
    let reach = comma + 1..ceiling.min(comma + 1 + LONGEST_ROLE);
    let end = reach
        .clone()
        .find(|token| reading.is(*token, Traits::COLON) || reading.form(*token) == "(")?;
    let clause = Traits::AUXILIARY
        .with(Traits::ANY_PRONOUN)
        .with(Traits::RELATIVE)
        .with(Traits::QUOTE)
        .with(Traits::TERMINAL);
    let is_role = |token: usize| {
        // In capitals nothing tells a verb from a noun, and nobody writes sentences so.
        let capital = reading.is(token, Traits::CAPITAL);
        !reading.is(token, clause) && (capital || reading.cue_forms(token).is_empty())
    };
    (end > comma + 1 && (comma + 1..end).all(is_role)).then_some(end)
}

/// The colon at `token`, or after the remark in brackets that begins there.
fn after_remark(reading: &Reading<'_>, token: usize, ceiling: usize) -> Option<usize> {
    if reading.is(token, Traits::COLON) {
        return Some(token);
    }
    let mut reach = token..ceiling.min(token + LONGEST_REMARK);
    let closing = reach.find(|at| reading.form(*at) == ")")?;
    (closing + 1 < ceiling && reading.is(closing + 1, Traits::COLON)).then_some(closing + 1)
}

/// The token after the time that opens a line: "[00:12]", "(10:32)", "10:32", "00:01:15 -".
fn after_time(reading: &Reading<'_>, start: usize) -> usize {
    let opens = matches!(reading.form(start), "[" | "(");
    let mut at = start + usize::from(opens);
    let mut numbers = 0;
    while at < start + LONGEST_TIME {
        let form = reading.form(at);
        if form.starts_with(|letter: char| letter.is_ascii_digit()) {
            numbers += 1 + usize::from(form.contains(':'));
        } else if numbers == 0
            || !matches!(form, ":" | "." | "-" | "–" | "—" | "]" | ")" | "am" | "pm")
        {
            break;
        }
        at += 1;
    }
    if numbers >= 2 { at } else { start }
}
