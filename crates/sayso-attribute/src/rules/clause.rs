//! Where a content clause ends.

use sayso_words::Traits;

use crate::lexicon::{Complements, Lexicon};
use crate::rules::cue::{Voice, verb_cue};
use crate::rules::reading::Reading;

/// The longest clause, in tokens. No sentence of news is longer; the bound keeps rules that look at
/// a clause and then reject it linear in texts without full stops.
const LONGEST_CLAUSE: usize = 400;

/// How far after a comma the verb of a new attribution is looked for, in tokens.
const LOOK_AHEAD: usize = 8;

/// The end of the clause that begins at `start`: the end of its sentence, or where a dash, a
/// semicolon or another attribution cuts it off. A quotation inside is never cut.
pub(crate) fn clause_end(
    reading: &Reading<'_>,
    lexicon: &Lexicon,
    start: usize,
    ceiling: usize,
) -> usize {
    let ceiling = ceiling.min(start + LONGEST_CLAUSE);
    let mut at = start;
    let mut open_brackets = 0_usize;
    while at < ceiling {
        if let Some(quotation) = reading.opens(at) {
            at = quotation.tokens.end();
            if closes_clause(reading, at) {
                break;
            }
            continue;
        }
        match reading.form(at) {
            "(" | "[" => open_brackets += 1,
            ")" | "]" if open_brackets == 0 => break,
            ")" | "]" => open_brackets -= 1,
            ";" | "--" | "—" | "–" if at > start && open_brackets == 0 => break,
            "," if at > start && cuts(reading, lexicon, at + 1, ceiling) => break,
            _ => {}
        }
        at += 1;
    }
    at
}

/// Whether a quotation that ends before `at` ends its clause too: “…” but he, “…,” and its.
fn closes_clause(reading: &Reading<'_>, at: usize) -> bool {
    let paused = at > 1 && reading.is(at - 2, Traits::COMMA.with(Traits::TERMINAL));
    paused
        || reading.is(at, Traits::CONTRAST)
        || (reading.is(at, Traits::SUBORDINATOR) && !reading.is(at, Traits::LINKING))
}

/// Whether another attribution begins after the comma: ", adding that", ", but she said".
fn cuts(reading: &Reading<'_>, lexicon: &Lexicon, after: usize, ceiling: usize) -> bool {
    let conjunction = Traits::COORDINATOR.with(Traits::CONTRAST);
    let first = if reading.is(after, conjunction) { after + 1 } else { after };
    let reach = if first == after { after + 1 } else { (first + LOOK_AHEAD).min(ceiling) };
    (first..reach).take_while(|at| !reading.is(*at, Traits::MARK)).any(|at| {
        verb_cue(reading, lexicon, at).is_some_and(|cue| {
            let speaks = cue.entry.complements.has(Complements::QUOTE.or(Complements::THAT));
            let fits = match cue.voice {
                Voice::Participle => at == after,
                Voice::Active => first > after,
                Voice::Passive | Voice::Infinitive => false,
            };
            speaks && fits
        })
    })
}
