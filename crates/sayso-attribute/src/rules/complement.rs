//! The content that follows its cue: "said that X", "told reporters: “X”", "vowed to X".

use sayso_text::TokenSpan;
use sayso_words::Traits;

use crate::lexicon::{Complements, Lexicon};
use crate::rules::candidate::Pieces;
use crate::rules::clause::clause_end;
use crate::rules::cue::VerbCue;
use crate::rules::phrase::{object_end, phrase_after};
use crate::rules::reading::Reading;

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
        if start >= ceiling || reading.is(start, Traits::MARK) {
            continue;
        }
        if takes.has(Complements::QUESTION) && reading.is(start, Traits::QUESTION) {
            return clause(start);
        }
        if takes.has(Complements::INFINITIVE)
            && reading.is_word(start, "to")
            && !reading.is(start + 1, Traits::DETERMINER.with(Traits::CAPITAL))
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
    if reading.is(start, Traits::OBJECT) || reading.is_word(start, "it") {
        return start + 1;
    }
    if reading.is(start, Traits::COMPLEMENTISER.with(Traits::MARK).with(Traits::SUBJECT)) {
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
            Traits::PREPOSITION.with(Traits::DATE).with(Traits::ADVERBIAL).with(Traits::COMMA),
        )
    };
    let skips = addressed > after || adverbial(after);
    for at in after..reach {
        if reading.opens(at).is_some() {
            let led = at == after || reading.is_before(at, Traits::COMMA.with(Traits::COLON));
            let fits = takes.has(Complements::QUOTE) && (led || at == addressed);
            return fits.then_some(at);
        }
        let that = reading.is(at, Traits::COMPLEMENTISER) && takes.has(Complements::THAT);
        if that && (at == after || (skips && !reading.is_before(at, Traits::COMMA))) {
            return Some(at);
        }
        let stops = reading.is(at, Traits::TERMINAL.with(Traits::BREAK).with(Traits::AUXILIARY));
        if stops || (reading.is(at, Traits::SUBJECT) && at > after) {
            return None;
        }
    }
    None
}

/// Whether a clause with a subject and a verb can begin here.
fn is_clause(reading: &Reading<'_>, start: usize, ceiling: usize) -> bool {
    if reading.is(start, Traits::MARK.with(Traits::DATE)) || start + 2 > ceiling {
        return false;
    }
    let verb = Traits::AUXILIARY.with(Traits::VERBAL);
    let subject = Traits::SUBJECT
        .with(Traits::ANY_PRONOUN)
        .with(Traits::DETERMINER)
        .with(Traits::POSSESSIVE)
        .with(Traits::CAPITAL)
        .with(Traits::NUMBER);
    let opens = reading.is(start, subject)
        || !reading.is(start, Traits::PREPOSITION.with(Traits::ADVERBIAL).with(Traits::OBJECT));
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
        && !reading.is(token, Traits::CAPITAL)
}

fn opens_object(reading: &Reading<'_>, start: usize) -> bool {
    let never = Traits::PREPOSITION
        .with(Traits::TERMINAL)
        .with(Traits::COMMA)
        .with(Traits::COLON)
        .with(Traits::BREAK)
        .with(Traits::COORDINATOR)
        .with(Traits::SUBORDINATOR)
        .with(Traits::AUXILIARY)
        .with(Traits::DATE);
    !reading.form(start).is_empty() && !reading.is(start, never)
}
