//! The content that follows its cue: "said that X", "told reporters: “X”", "vowed to X".

use sayso_text::TokenSpan;

use crate::lexicon::{Complements, Lexicon};
use crate::rules::candidate::Pieces;
use crate::rules::clause::clause_end;
use crate::rules::cue::VerbCue;
use crate::rules::phrase::{object_end, phrase_after};
use crate::rules::reading::Reading;
use crate::rules::words::Classes;

/// How many tokens may stand between a cue and the "that" or the quotation that it introduces:
/// "said in a statement on Tuesday that".
const LONGEST_GAP: usize = 14;

/// The content after the cue, not reaching beyond the sentence that ends at `ceiling` but for a
/// quotation that does.
pub(crate) fn complement(
    reading: &Reading<'_>,
    lexicon: &Lexicon,
    cue: &VerbCue<'_>,
    ceiling: usize,
) -> Option<Pieces> {
    let takes = cue.entry.complements;
    let after = cue.tokens.end();
    let clause = |start: usize| {
        let end = clause_end(reading, lexicon, start, ceiling);
        pieces(reading, TokenSpan::new(start, end))
    };
    let addressed =
        if takes.has(Complements::PERSON) { after_person(reading, after) } else { after };
    if let Some(start) = introduced(reading, takes, after, addressed, ceiling) {
        return clause(start);
    }
    let starts = [addressed, after];
    for start in starts {
        if start >= ceiling || reading.is(start, Classes::MARK) {
            continue;
        }
        if takes.has(Complements::QUESTION) && reading.is(start, Classes::QUESTION) {
            return clause(start);
        }
        if takes.has(Complements::INFINITIVE)
            && reading.is_word(start, "to")
            && !reading.is(start + 1, Classes::DETERMINER.with(Classes::CAPITAL))
        {
            return clause(start);
        }
    }
    if takes.has(Complements::BARE) && is_clause(reading, addressed, ceiling) {
        return clause(addressed);
    }
    if takes.has(Complements::OBJECT.or(Complements::GERUND)) && opens_object(reading, after) {
        return pieces(reading, TokenSpan::new(after, object_end(reading, after, ceiling)));
    }
    None
}

fn pieces(reading: &Reading<'_>, span: TokenSpan) -> Option<Pieces> {
    let span = reading.without_final_marks(span);
    (!span.is_empty()).then(|| Pieces::one(span))
}

/// Steps over the person spoken to: "told reporters", "asked him", "reminded Mr. Jones".
fn after_person(reading: &Reading<'_>, start: usize) -> usize {
    if reading.is(start, Classes::OBJECT) || reading.is_word(start, "it") {
        return start + 1;
    }
    if reading.is(start, Classes::COMPLEMENTISER.with(Classes::MARK).with(Classes::SUBJECT)) {
        return start;
    }
    phrase_after(reading, start, start + LONGEST_GAP).end()
}

/// Where "that" or a quotation mark opens the content, perhaps after an adverbial.
fn introduced(
    reading: &Reading<'_>,
    takes: Complements,
    after: usize,
    addressed: usize,
    ceiling: usize,
) -> Option<usize> {
    let reach = ceiling.min(after + LONGEST_GAP);
    let adverbial = |token| {
        reading.is(
            token,
            Classes::PREPOSITION.with(Classes::DATE).with(Classes::ADVERBIAL).with(Classes::COMMA),
        )
    };
    let skips = addressed > after || adverbial(after);
    for at in after..reach {
        if reading.opens(at).is_some() {
            let led = at == after || reading.is_before(at, Classes::COMMA.with(Classes::COLON));
            let fits = takes.has(Complements::QUOTE) && (led || at == addressed);
            return fits.then_some(at);
        }
        let that = reading.is(at, Classes::COMPLEMENTISER) && takes.has(Complements::THAT);
        if that && (at == after || (skips && !reading.is_before(at, Classes::COMMA))) {
            return Some(at);
        }
        let stops = reading.is(at, Classes::TERMINAL.with(Classes::BREAK).with(Classes::AUXILIARY));
        if stops || (reading.is(at, Classes::SUBJECT) && at > after) {
            return None;
        }
    }
    None
}

/// Whether a clause with a subject and a verb can begin here.
fn is_clause(reading: &Reading<'_>, start: usize, ceiling: usize) -> bool {
    if reading.is(start, Classes::MARK.with(Classes::DATE)) || start + 2 > ceiling {
        return false;
    }
    let verb = Classes::AUXILIARY.with(Classes::VERBAL);
    let subject = Classes::SUBJECT
        .with(Classes::ANY_PRONOUN)
        .with(Classes::DETERMINER)
        .with(Classes::POSSESSIVE)
        .with(Classes::CAPITAL)
        .with(Classes::NUMBER);
    let opens = reading.is(start, subject)
        || !reading.is(start, Classes::PREPOSITION.with(Classes::ADVERBIAL).with(Classes::OBJECT));
    opens
        && (start + 1..ceiling.min(start + 25)).any(|at| {
            reading.is(at, verb) || !reading.cue_forms(at).is_empty() || ends_like_verb(reading, at)
        })
}

/// Third persons end in "s"; so do plurals, but a clause without any such word is none.
fn ends_like_verb(reading: &Reading<'_>, token: usize) -> bool {
    let form = reading.form(token);
    form.len() > 3
        && form.ends_with('s')
        && !form.ends_with("ss")
        && !reading.is(token, Classes::CAPITAL)
}

fn opens_object(reading: &Reading<'_>, start: usize) -> bool {
    let never = Classes::PREPOSITION
        .with(Classes::TERMINAL)
        .with(Classes::COMMA)
        .with(Classes::COLON)
        .with(Classes::BREAK)
        .with(Classes::COORDINATOR)
        .with(Classes::SUBORDINATOR)
        .with(Classes::AUXILIARY)
        .with(Classes::DATE);
    !reading.form(start).is_empty() && !reading.is(start, never)
}
