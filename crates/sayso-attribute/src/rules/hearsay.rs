//! What is told of somebody without saying by whom: "The dam reportedly leaks."

use sayso_text::TokenSpan;
use sayso_words::Traits;

use crate::lexicon::Lexicon;
use crate::rules::candidate::{Candidate, Pieces};
use crate::rules::clause::clause_end;
use crate::rules::fronted::Field;
use crate::rules::phrase::subject_before;
use crate::rules::reading::Reading;
use crate::rules::rule::Rule;

/// The adverbs: of 46 places in the articles with strict marks and those of Wikinews all but one are marked.
const ADVERBS: [&str; 2] = ["reportedly", "allegedly"];

/// How many auxiliaries and adverbs may stand before the adverb: "has since then reportedly left".
const REACH: usize = 4;

/// The attribution whose cue is the adverb at the token: the clause around it, from its subject on.
pub(crate) fn hearsay(
    reading: &Reading<'_>,
    lexicon: &Lexicon,
    token: usize,
    field: Field,
) -> Option<Candidate> {
    // Asked of nearly each word, so that all else waits for the few that are one of the adverbs.
    let manner = reading.is(token, Traits::MANNER);
    if !manner || !ADVERBS.iter().any(|adverb| reading.is_word(token, adverb)) {
        return None;
    }
    let ceiling = field.sentence.end();
    let after = token + 1;
    // Before a preposition, a noun or a mark it tells of a phrase alone.
    let phrase = Traits::PREPOSITION
        .with(Traits::DETERMINER)
        .with(Traits::MARK)
        .with(Traits::NUMBER)
        .with(Traits::CAPITAL);
    let helped = TokenSpan::new(token.saturating_sub(REACH).max(field.floor()), token);
    let verb = Traits::AUXILIARY.with(Traits::ADVERBIAL).with(Traits::NEGATION);
    let start = helped.range().rev().take_while(|at| reading.is(*at, verb)).last().unwrap_or(token);
    let has_auxiliary = (start..token).any(|at| reading.is(at, Traits::FINITE));
    let is_clause = after < ceiling && (has_auxiliary || !reading.is(after, phrase));
    // "There" stands for the subject, and is an adverb besides.
    let there = (start..token).find(|at| reading.is_word(*at, "there"));
    let there = there.map(|there| TokenSpan::new(there, there + 1));
    let subject = there.or_else(|| subject_before(reading, start, field.floor()));
    let subject = subject.filter(|it| is_clause && it.start() >= field.floor())?;
    let end = clause_end(reading, lexicon, after, ceiling);
    let rest = reading.without_final_marks(TokenSpan::new(after, end));
    let content = Pieces::one(TokenSpan::new(subject.start(), token)).and(rest);
    let cue = TokenSpan::new(token, after);
    (!rest.is_empty()).then_some(Candidate { source: None, cue, content, rule: Rule::Hearsay })
}
