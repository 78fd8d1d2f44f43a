//! Passive cues: "is expected to", "was told that", "was praised by X".

use sayso_text::TokenSpan;
use sayso_words::Traits;

use crate::lexicon::{Complements, Lexicon};
use crate::rules::candidate::{Candidate, Pieces};
use crate::rules::clause::clause_end;
use crate::rules::complement::complement;
use crate::rules::cue::{VerbCue, Voice};
use crate::rules::fronted::Field;
use crate::rules::phrase::{phrase_after, subject_before};
use crate::rules::reading::Reading;
use crate::rules::rule::Rule;

/// The attribution of a passive cue.
pub(crate) fn passive(
    reading: &Reading<'_>,
    lexicon: &Lexicon,
    cue: &VerbCue<'_>,
    field: Field,
) -> Option<Candidate> {
    if cue.voice != Voice::Passive {
        return None;
    }
    let after = cue.tokens.end();
    let candidate =
        |source, content| Candidate { source, cue: cue.tokens, content, rule: Rule::Passive };
    let takes = cue.entry.complements;
    let subject = || subject_before(reading, cue.tokens.start(), field.floor());
    if reading.is_word(after, "to") && takes.has(Complements::THAT.or(Complements::BARE)) {
        let end = clause_end(reading, lexicon, after, field.sentence.end());
        let rest = reading.without_final_marks(TokenSpan::new(after, end));
        return Some(candidate(None, Pieces::one(subject()?).and(rest)));
    }
    if reading.is_word(after, "by") && takes.has(Complements::OBJECT) {
        let source = phrase_after(reading, after + 1, field.sentence.end());
        let source = (!source.is_empty()).then_some(source)?;
        return Some(candidate(Some(source), Pieces::one(subject()?)));
    }
    let clause = reading.is(after, Traits::COMPLEMENTISER.with(Traits::QUESTION));
    if clause && takes.has(Complements::THAT.or(Complements::QUESTION)) {
        let content = complement(reading, lexicon, cue, field.sentence.end())?;
        return Some(candidate(None, content));
    }
    None
}
