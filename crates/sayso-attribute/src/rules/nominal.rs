//! Cues that are no verbs: "according to X", "X's claim that".

use sayso_text::TokenSpan;
use sayso_words::Traits;

use crate::lexicon::{Complements, CueClass, Entry, Lexicon};
use crate::rules::candidate::{Candidate, Pieces};
use crate::rules::clause::clause_end;
use crate::rules::cue::best_entry;
use crate::rules::fronted::Field;
use crate::rules::phrase::{bare_phrase_after, phrase_after, possessor_before};
use crate::rules::reading::Reading;
use crate::rules::rule::Rule;

/// The attribution of a noun or fixed phrase at the token.
pub(crate) fn nominal(
    reading: &Reading<'_>,
    lexicon: &Lexicon,
    token: usize,
    field: Field,
) -> Option<Candidate> {
    if let Some((_, entry)) = best_entry(reading, lexicon, token, CueClass::Phrase) {
        return phrase(reading, lexicon, token, entry, field);
    }
    let (_, entry) = best_entry(reading, lexicon, token, CueClass::Noun)?;
    noun(reading, lexicon, token, entry, field)
}

/// "According to X, Y" and "Y, according to X".
fn phrase(
    reading: &Reading<'_>,
    lexicon: &Lexicon,
    token: usize,
    entry: &Entry,
    field: Field,
) -> Option<Candidate> {
    let cue = TokenSpan::new(token, token + 1 + entry.tail.len());
    let rule = if entry.complements == Complements::QUOTE { Rule::Words } else { Rule::Phrase };
    let ceiling = field.sentence.end();
    let before = reading.without_final_marks(TokenSpan::new(field.floor(), token));
    let leads = before.len() < 2 && token - field.floor() <= before.len() + 1;
    let source = if leads {
        bare_phrase_after(reading, cue.end(), ceiling)
    } else {
        phrase_after(reading, cue.end(), ceiling)
    };
    if source.is_empty() {
        return None;
    }
    let inserted = !leads && reading.is(source.end(), Traits::COMMA) && source.end() + 2 < ceiling;
    if inserted {
        let end = clause_end(reading, lexicon, source.end() + 1, ceiling);
        let rest = reading.without_final_marks(TokenSpan::new(source.end() + 1, end));
        let content = Pieces::one(before).and(rest);
        return Some(Candidate { source: Some(source), cue, content, rule });
    }
    let content = if leads {
        let start = source.end() + usize::from(reading.is(source.end(), Traits::COMMA));
        let end = clause_end(reading, lexicon, start, ceiling);
        reading.without_final_marks(TokenSpan::new(start, end))
    } else {
        before
    };
    (!content.is_empty()).then(|| Candidate {
        source: Some(source),
        cue,
        content: Pieces::one(content),
        rule,
    })
}

/// "X's claim that Y", "their promise to Y".
fn noun(
    reading: &Reading<'_>,
    lexicon: &Lexicon,
    token: usize,
    entry: &Entry,
    field: Field,
) -> Option<Candidate> {
    let start = token + 1;
    let takes = entry.complements;
    let that = takes.has(Complements::THAT) && reading.is(start, Traits::COMPLEMENTISER);
    let infinitive = takes.has(Complements::INFINITIVE) && reading.is_word(start, "to");
    if !that && !infinitive {
        return None;
    }
    let source = possessor_before(reading, token, field.floor());
    if source.is_none() && !that {
        return None;
    }
    let end = clause_end(reading, lexicon, start, field.sentence.end());
    let content = reading.without_final_marks(TokenSpan::new(start, end));
    (content.len() > 2).then(|| Candidate {
        source,
        cue: TokenSpan::new(token, start),
        content: Pieces::one(content),
        rule: Rule::Noun,
    })
}
