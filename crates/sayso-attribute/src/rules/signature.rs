//! A quotation signed with a dash and a name: “We all lost.” — Ada Obi

use sayso_text::{Paragraph, TokenKind, TokenSpan};
use sayso_words::Traits;

use crate::rules::candidate::{Candidate, Pieces};
use crate::rules::reading::Reading;
use crate::rules::rule::Rule;

/// The longest signature after the dash, in tokens: a name with what its bearer does.
const LONGEST_SIGNATURE: usize = 20;

/// The attribution of a paragraph that is a quotation and its signature.
pub(crate) fn signature(reading: &Reading<'_>, paragraph: &Paragraph) -> Option<Candidate> {
    let start = paragraph.tokens.start();
    let quotation = reading.opens(start).filter(|quotation| quotation.closed)?;
    let dash = quotation.tokens.end();
    let end = paragraph.tokens.end();
    let source = reading.without_final_marks(TokenSpan::new(dash + 1, end));
    let signed = is_dash(reading.form(dash))
        && !source.is_empty()
        && source.len() <= LONGEST_SIGNATURE
        && reading.is(source.start(), Traits::CAPITAL)
        && source.range().all(|token| !ends_sentence(reading, token));
    signed.then(|| Candidate {
        source: Some(source),
        cue: TokenSpan::new(dash, dash + 1),
        content: Pieces::one(quotation.tokens),
        rule: Rule::Signature,
    })
}

fn is_dash(mark: &str) -> bool {
    mark.starts_with(['-', '–', '—', '―']) && mark.chars().all(|letter| "-–—―".contains(letter))
}

/// Whether the token is no part of a signature: a mark that ends a sentence, a quotation.
fn ends_sentence(reading: &Reading<'_>, token: usize) -> bool {
    let tokens = &reading.segmentation.tokens;
    let mark = tokens.get(token).is_none_or(|token| token.kind != TokenKind::Word);
    reading.quotation(token).is_some() || (mark && reading.is(token, Traits::TERMINAL))
}
