//! Quotations without a cue of their own: “X,” Xi said. “Y.” And a quotation that goes on in the
//! next paragraph.

use sayso_text::{Paragraph, TokenSpan};
use sayso_words::Traits;

use crate::rules::candidate::Candidate;
use crate::rules::reading::Reading;

/// How many candidates back a floating quotation looks for its own: the one before it, and two
/// participles that may hang on that.
const NEAR: usize = 3;

/// Gives every quotation of the paragraph that stands as sentences of its own, and that no
/// candidate holds, to the candidate before it whose content is quoted.
///
/// `candidates` are those of the article so far; those of this paragraph begin at `first`, and those
/// of which a quotation may go on over paragraphs at `earliest`.
pub(crate) fn adopt_floating(
    reading: &Reading<'_>,
    paragraph: &Paragraph,
    candidates: &mut [Candidate],
    (earliest, first): (usize, usize),
) {
    let quotations = &reading.segmentation.quotations;
    let from = quotations.partition_point(|one| one.tokens.start() < paragraph.tokens.start());
    let mut next = first;
    for quotation in &quotations[from.min(quotations.len())..] {
        if quotation.tokens.start() >= paragraph.tokens.end() {
            break;
        }
        while candidates.get(next).is_some_and(|one| one.end() <= quotation.tokens.start()) {
            next += 1;
        }
        if quotation.depth > 0 || !stands_alone(reading, quotation.tokens) {
            continue;
        }
        let held = candidates.get(next).is_some_and(|one| holds(one, quotation.tokens));
        let earliest = if quotation.continues { earliest } else { first };
        let heir = heir(reading, candidates, earliest, next);
        let Some(heir) = heir.and_then(|heir| candidates.get_mut(heir)) else { continue };
        if !held && !holds(heir, quotation.tokens) {
            heir.content = heir.content.and(quotation.tokens);
        }
    }
}

/// The candidate that a floating quotation before `next` goes to: the last one with quoted content,
/// over a participle or two that hang on it ("said, referring to Y").
fn heir(
    reading: &Reading<'_>,
    candidates: &[Candidate],
    earliest: usize,
    next: usize,
) -> Option<usize> {
    (earliest.max(next.saturating_sub(NEAR))..next)
        .rev()
        .find(|at| candidates.get(*at).is_some_and(|one| is_quoted(reading, one)))
}

fn holds(candidate: &Candidate, tokens: TokenSpan) -> bool {
    candidate.content.as_slice().iter().any(|piece| piece.touches(tokens))
        || candidate.cue.touches(tokens)
}

/// Whether the last stretch of content ends with a quotation.
fn is_quoted(reading: &Reading<'_>, candidate: &Candidate) -> bool {
    candidate
        .content
        .as_slice()
        .iter()
        .any(|piece| reading.closes(piece.end().saturating_sub(1)).is_some())
        || candidate.last_piece().is_some_and(|piece| reading.quotation(piece.start()).is_some())
}

/// Whether the quotation opens a sentence and ends one.
fn stands_alone(reading: &Reading<'_>, tokens: TokenSpan) -> bool {
    let start = tokens.start();
    let opens = start == 0
        || reading.sentence(start).tokens.start() == start
        || reading.is_before(start, Traits::TERMINAL);
    let end = tokens.end();
    let last = reading.sentence(end.saturating_sub(1)).tokens.end();
    opens && (last <= end || reading.is(end, Traits::TERMINAL))
}
