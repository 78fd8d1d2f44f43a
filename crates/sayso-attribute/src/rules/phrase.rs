//! Where noun phrases and clauses begin and end, told by closed word classes, capitals and marks.
//!
//! A full parser would know better and cost a hundred times as much. News prose is regular enough
//! that the subject of a verb of saying can be read off the words around it.

use sayso_text::TokenSpan;

use crate::inflection::Form;
use crate::rules::reading::Reading;
use crate::rules::words::Classes;

/// The longest noun phrase that is looked for, in tokens. It bounds the work per cue.
const LONGEST_PHRASE: usize = 40;

/// The longest run of adverbials between a source and its cue.
const LONGEST_ADVERBIAL: usize = 10;

/// The subject that ends before `end`, not reaching before `floor`: "Chinese President Xi Jinping"
/// in "Chinese President Xi Jinping on Wednesday said".
pub(crate) fn subject_before(reading: &Reading<'_>, end: usize, floor: usize) -> Option<TokenSpan> {
    let floor = floor.max(end.saturating_sub(LONGEST_PHRASE));
    let end = before_adverbials(reading, end, floor);
    if end <= floor {
        return None;
    }
    if reading.is(end - 1, Classes::COMMA) {
        return subject_with_apposition(reading, end - 1, floor);
    }
    let start = phrase_start(reading, end, floor);
    (start < end && can_be_source(reading, TokenSpan::new(start, end)))
        .then(|| TokenSpan::new(start, end))
}

/// Steps left over "on Wednesday", "Wednesday", "late on Oct. 2".
fn before_adverbials(reading: &Reading<'_>, end: usize, floor: usize) -> usize {
    let mut at = end;
    while at > floor && end - at < LONGEST_ADVERBIAL && reading.is_before(at, Classes::DATE) {
        at -= 1;
        while at > floor && reading.is_before(at, Classes::NUMBER.with(Classes::DATE)) {
            at -= 1;
        }
        if at > floor && reading.is_before(at, Classes::PREPOSITION) {
            at -= 1;
        }
    }
    // A phrase of nothing but dates is the subject itself ("Tuesday said" does not occur).
    if at == floor { end } else { at }
}

/// The subject before a comma at `comma`: a name with its apposition, or the name before an
/// inserted adverbial.
fn subject_with_apposition(reading: &Reading<'_>, comma: usize, floor: usize) -> Option<TokenSpan> {
    let opening = opening_comma(reading, comma, floor)?;
    let start = phrase_start(reading, opening, floor);
    if start >= opening {
        return None;
    }
    let inserted = opening + 1;
    let adverbial = reading.is(inserted, Classes::PREPOSITION.with(Classes::ADVERBIAL))
        || (reading.is(inserted, Classes::SUBORDINATOR)
            && !reading.is(inserted, Classes::RELATIVE))
        || (reading.is(inserted, Classes::VERBAL) && reading.form(inserted).ends_with("ing"));
    let end = if adverbial { opening } else { comma };
    let source = TokenSpan::new(start, end);
    can_be_source(reading, TokenSpan::new(start, opening)).then_some(source)
}

/// The comma that opens the insertion which ends at `comma`: the one before "who" or an article if
/// there is one close by, since an apposition may hold commas of its own ("who lives in Aurora,
/// Colorado,"), else the nearest.
fn opening_comma(reading: &Reading<'_>, comma: usize, floor: usize) -> Option<usize> {
    let opens = Classes::RELATIVE.with(Classes::DETERMINER);
    let commas = || (floor..comma).rev().filter(|token| reading.is(*token, Classes::COMMA));
    commas().take(3).find(|token| reading.is(token + 1, opens)).or_else(|| commas().next())
}

/// Where the noun phrase that ends before `end` begins.
fn phrase_start(reading: &Reading<'_>, end: usize, floor: usize) -> usize {
    if end > floor && reading.is(end - 1, Classes::ANY_PRONOUN) && !in_phrase(reading, end - 1) {
        return end - 1;
    }
    let mut start = end;
    while start > floor && continues_left(reading, start - 1, floor) {
        start -= 1;
    }
    while start < end && opens_no_phrase(reading, start) {
        start += 1;
    }
    start
}

/// Whether the pronoun is the last word of a longer phrase: "all of you", "some of those".
fn in_phrase(reading: &Reading<'_>, token: usize) -> bool {
    reading.is_before(token, Classes::LINKING)
}

/// Whether the token can belong to a noun phrase that goes on to its right.
fn continues_left(reading: &Reading<'_>, token: usize, floor: usize) -> bool {
    if reading.quotation(token).is_some() || reading.is(token, Classes::MARK) {
        return false;
    }
    if reading.is(token, Classes::GENITIVE) {
        return true;
    }
    let ends = Classes::AUXILIARY
        .with(Classes::SUBJECT)
        .with(Classes::SUBORDINATOR)
        .with(Classes::CONTRAST)
        .with(Classes::NEGATION)
        .with(Classes::QUESTION)
        .with(Classes::COMPLEMENTISER);
    if is_verb(reading, token) {
        return false;
    }
    if reading.is(token, Classes::RELATIVE) {
        return reading.is_word(token, "who")
            && token > floor
            && !reading.is_before(token, Classes::MARK);
    }
    if reading.is(token, Classes::PREPOSITION) {
        return reading.is(token, Classes::LINKING) && token > floor;
    }
    if reading.is(token, Classes::COORDINATOR) {
        return joins_names(reading, token);
    }
    let determined = reading.is(token + 1, Classes::DETERMINER.with(Classes::POSSESSIVE))
        && !reading.is(token, Classes::DETERMINER);
    !reading.is(token, ends) && !determined
}

/// Whether the token is a verb of saying or thinking in the past or a participle, not an adjective.
fn is_verb(reading: &Reading<'_>, token: usize) -> bool {
    let inflected = |form: Form| matches!(form, Form::Past | Form::PastOrParticiple | Form::Gerund);
    !reading.is(token, Classes::CAPITAL)
        && !reading.is_before(token, Classes::DETERMINER.with(Classes::POSSESSIVE))
        && reading.cue_forms(token).iter().any(|cue| inflected(cue.form))
}

/// Whether "and" stands between two names or nouns, not between two clauses.
fn joins_names(reading: &Reading<'_>, token: usize) -> bool {
    reading.is_word(token, "and")
        && !reading.is_before(token, Classes::MARK)
        && (reading.is_before(token, Classes::CAPITAL) == reading.is(token + 1, Classes::CAPITAL))
        && !reading.is(token + 1, Classes::ANY_PRONOUN)
}

/// Words that cannot open the noun phrase: a stray preposition, "and", an adverb.
fn opens_no_phrase(reading: &Reading<'_>, token: usize) -> bool {
    let not_first = Classes::PREPOSITION
        .with(Classes::COORDINATOR)
        .with(Classes::GENITIVE)
        .with(Classes::RELATIVE);
    let adverb = reading.is(token, Classes::ADVERBIAL)
        && !reading.is(token, Classes::DETERMINER.with(Classes::NUMBER).with(Classes::ANY_PRONOUN));
    reading.is(token, not_first) || adverb
}

/// Whether the phrase can speak: not a bare mark, number, "there", or an article ("the | proposed law").
fn can_be_source(reading: &Reading<'_>, phrase: TokenSpan) -> bool {
    let only = phrase.start();
    let nobody = phrase.len() == 1
        && (reading.is(only, Classes::NUMBER)
            || ["it", "this", "that", "there", "which", "you", "the", "a", "an"]
                .iter()
                .any(|word| reading.is_word(only, word)));
    !phrase.is_empty() && !nobody
}

/// The noun phrase that begins at `start`, as in "said Kevin Madden, a strategist", not reaching
/// beyond `ceiling`.
pub(crate) fn phrase_after(reading: &Reading<'_>, start: usize, ceiling: usize) -> TokenSpan {
    if reading.is(start, Classes::ANY_PRONOUN) && !reading.is(start + 1, Classes::CAPITAL) {
        return TokenSpan::new(start, (start + 1).min(ceiling));
    }
    let ceiling = ceiling.min(start + LONGEST_PHRASE);
    let end = head_end(reading, start, ceiling);
    if end < ceiling && reading.is(end, Classes::COMMA) && opens_apposition(reading, end + 1) {
        return TokenSpan::new(start, apposition_end(reading, end + 1, ceiling));
    }
    TokenSpan::new(start, end)
}

/// The noun phrase that begins at `start` without its appositions, for where a comma after it
/// opens the next clause: "According to the coroner, the man had drowned".
pub(crate) fn bare_phrase_after(reading: &Reading<'_>, start: usize, ceiling: usize) -> TokenSpan {
    TokenSpan::new(start, head_end(reading, start, ceiling.min(start + LONGEST_PHRASE)))
}

/// Where the phrase ends before its appositions.
fn head_end(reading: &Reading<'_>, start: usize, ceiling: usize) -> usize {
    let mut end = start;
    while end < ceiling && continues_right(reading, end, start) {
        end += 1;
    }
    end
}

fn continues_right(reading: &Reading<'_>, token: usize, start: usize) -> bool {
    if reading.is(token, Classes::MARK) || reading.quotation(token).is_some() {
        return false;
    }
    if reading.is(token, Classes::GENITIVE) {
        return token > start;
    }
    let ends = Classes::AUXILIARY
        .with(Classes::SUBJECT)
        .with(Classes::SUBORDINATOR)
        .with(Classes::CONTRAST)
        .with(Classes::COMPLEMENTISER)
        .with(Classes::DATE);
    if reading.is(token, Classes::PREPOSITION) {
        return reading.is(token, Classes::LINKING)
            && token > start
            && (reading.is_word(token, "of")
                || !reading.is(token + 1, Classes::DATE) && reading.is_word(token, "for"));
    }
    if reading.is(token, Classes::COORDINATOR) {
        return joins_names(reading, token);
    }
    let adverb = reading.is(token, Classes::ADVERBIAL) && !reading.is(token, Classes::DETERMINER);
    !(reading.is(token, ends) || adverb && token > start)
}

/// "a Republican strategist", "who chairs the panel", "president of the union".
fn opens_apposition(reading: &Reading<'_>, token: usize) -> bool {
    if reading.is(token, Classes::MARK) || reading.quotation(token).is_some() {
        return false;
    }
    let opens =
        Classes::DETERMINER.with(Classes::POSSESSIVE).with(Classes::RELATIVE).with(Classes::NUMBER);
    let party = reading.is(token, Classes::CAPITAL)
        && (token + 1..token + 4).any(|at| reading.is(at, Classes::COMMA.with(Classes::TERMINAL)));
    // "president of the union", "director for Asia"
    let office = reading.is(token + 1, Classes::LINKING)
        && !reading.is(token, Classes::MARK.with(Classes::PREPOSITION).with(Classes::VERBAL));
    reading.is(token, opens) || party || office
}

/// An apposition runs to the next clause: a participle after a comma, a conjunction, a mark.
fn apposition_end(reading: &Reading<'_>, start: usize, ceiling: usize) -> usize {
    let mut end = start;
    while end < ceiling {
        let comma = reading.is(end, Classes::COMMA);
        let closes = reading.is(end, Classes::TERMINAL.with(Classes::BREAK).with(Classes::COLON))
            || reading.opens(end).is_some()
            || (comma && !opens_apposition(reading, end + 1));
        if closes {
            break;
        }
        end += 1;
    }
    end
}

/// Where the object that begins at `start` ends: at a mark, or at a conjunction that opens a
/// clause.
pub(crate) fn object_end(reading: &Reading<'_>, start: usize, ceiling: usize) -> usize {
    let mut end = start;
    while end < ceiling {
        if let Some(quotation) = reading.opens(end) {
            end = quotation.tokens.end().min(ceiling);
            if end > 1 && reading.is(end - 2, Classes::COMMA.with(Classes::TERMINAL)) {
                break;
            }
            continue;
        }
        let date = reading.is(end, Classes::COMMA) && reading.is(end + 1, Classes::NUMBER);
        let mark = reading.is(end, Classes::MARK) && !date;
        let clause = end > start
            && (reading.is(end, Classes::CONTRAST)
                || (reading.is(end, Classes::SUBORDINATOR)
                    && !reading.is(end, Classes::PREPOSITION)));
        if mark || clause {
            break;
        }
        end += 1;
    }
    end
}

/// The possessor of the noun at `noun`: "Xi" in "Xi's claim", "their" in "their claim".
pub(crate) fn possessor_before(
    reading: &Reading<'_>,
    noun: usize,
    floor: usize,
) -> Option<TokenSpan> {
    // One adjective may stand between: "his repeated claim".
    let end = (noun.saturating_sub(1)..=noun).rev().find(|end| {
        *end > floor && reading.is(end - 1, Classes::POSSESSIVE.with(Classes::GENITIVE))
    })?;
    if reading.is(end - 1, Classes::POSSESSIVE) {
        return Some(TokenSpan::new(end - 1, end));
    }
    let start = phrase_start(reading, end - 1, floor);
    (start < end - 1).then(|| TokenSpan::new(start, end - 1))
}
