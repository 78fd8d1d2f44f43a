//! Where noun phrases and clauses begin and end, told by closed word classes, capitals and marks.
//!
//! A full parser would know better and cost a hundred times as much. News prose is regular enough
//! that the subject of a verb of saying can be read off the words around it.

use sayso_text::TokenSpan;
use sayso_words::Traits;

use crate::inflection::Form;
use crate::rules::reading::Reading;

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
    if reading.is(end - 1, Traits::COMMA) {
        return subject_with_apposition(reading, end - 1, floor);
    }
    let start = phrase_start(reading, end, floor);
    (start < end && can_be_source(reading, TokenSpan::new(start, end)))
        .then(|| TokenSpan::new(start, end))
}

/// Steps left over "on Wednesday", "Wednesday", "late on Oct. 2".
fn before_adverbials(reading: &Reading<'_>, end: usize, floor: usize) -> usize {
    let mut at = end;
    while at > floor && end - at < LONGEST_ADVERBIAL && reading.is_before(at, Traits::DATE) {
        at -= 1;
        while at > floor && reading.is_before(at, Traits::NUMBER.with(Traits::DATE)) {
            at -= 1;
        }
        if at > floor && reading.is_before(at, Traits::PREPOSITION) {
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
    let adverbial = reading.is(inserted, Traits::PREPOSITION.with(Traits::ADVERBIAL))
        || (reading.is(inserted, Traits::SUBORDINATOR) && !reading.is(inserted, Traits::RELATIVE))
        || (reading.is(inserted, Traits::VERBAL) && reading.form(inserted).ends_with("ing"));
    let end = if adverbial { opening } else { comma };
    let source = TokenSpan::new(start, end);
    can_be_source(reading, TokenSpan::new(start, opening)).then_some(source)
}

/// The comma that opens the insertion which ends at `comma`: the one before "who" or an article if
/// there is one close by, since an apposition may hold commas of its own ("who lives in Aurora,
/// Colorado,"), else the nearest.
fn opening_comma(reading: &Reading<'_>, comma: usize, floor: usize) -> Option<usize> {
    let opens = Traits::RELATIVE.with(Traits::DETERMINER);
    let commas = || (floor..comma).rev().filter(|token| reading.is(*token, Traits::COMMA));
    commas().take(3).find(|token| reading.is(token + 1, opens)).or_else(|| commas().next())
}

/// Where the noun phrase that ends before `end` begins.
fn phrase_start(reading: &Reading<'_>, end: usize, floor: usize) -> usize {
    if end > floor && reading.is(end - 1, Traits::ANY_PRONOUN) && !in_phrase(reading, end - 1) {
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
    reading.is_before(token, Traits::LINKING)
}

/// Whether the token can belong to a noun phrase that goes on to its right.
fn continues_left(reading: &Reading<'_>, token: usize, floor: usize) -> bool {
    if reading.quotation(token).is_some() || reading.is(token, Traits::MARK) {
        return false;
    }
    if reading.is(token, Traits::GENITIVE) {
        return true;
    }
    let ends = Traits::AUXILIARY
        .with(Traits::SUBJECT)
        .with(Traits::SUBORDINATOR)
        .with(Traits::CONTRAST)
        .with(Traits::NEGATION)
        .with(Traits::QUESTION)
        .with(Traits::COMPLEMENTISER);
    if is_verb(reading, token) {
        return false;
    }
    if reading.is(token, Traits::RELATIVE) {
        return reading.is_word(token, "who")
            && token > floor
            && !reading.is_before(token, Traits::MARK);
    }
    if reading.is(token, Traits::PREPOSITION) {
        return reading.is(token, Traits::LINKING) && token > floor;
    }
    if reading.is(token, Traits::COORDINATOR) {
        return joins_names(reading, token);
    }
    let determined = reading.is(token + 1, Traits::DETERMINER.with(Traits::POSSESSIVE))
        && !reading.is(token, Traits::DETERMINER);
    !reading.is(token, ends) && !determined
}

/// Whether the token is a verb of saying or thinking in the past or a participle, not an adjective.
fn is_verb(reading: &Reading<'_>, token: usize) -> bool {
    let inflected = |form: Form| matches!(form, Form::Past | Form::PastOrParticiple | Form::Gerund);
    !reading.is(token, Traits::CAPITAL)
        && !reading.is_before(token, Traits::DETERMINER.with(Traits::POSSESSIVE))
        && reading.cue_forms(token).iter().any(|cue| inflected(cue.form))
}

/// Whether "and" stands between two names or nouns, not between two clauses.
fn joins_names(reading: &Reading<'_>, token: usize) -> bool {
    reading.is_word(token, "and")
        && !reading.is_before(token, Traits::MARK)
        && (reading.is_before(token, Traits::CAPITAL) == reading.is(token + 1, Traits::CAPITAL))
        && !reading.is(token + 1, Traits::ANY_PRONOUN)
}

/// Words that cannot open the noun phrase: a stray preposition, "and", an adverb.
fn opens_no_phrase(reading: &Reading<'_>, token: usize) -> bool {
    let not_first =
        Traits::PREPOSITION.with(Traits::COORDINATOR).with(Traits::GENITIVE).with(Traits::RELATIVE);
    let adverb = reading.is(token, Traits::ADVERBIAL)
        && !reading.is(token, Traits::DETERMINER.with(Traits::NUMBER).with(Traits::ANY_PRONOUN));
    reading.is(token, not_first) || adverb
}

/// Whether the phrase can speak: not a bare mark, number, "there", or an article ("the | proposed law").
fn can_be_source(reading: &Reading<'_>, phrase: TokenSpan) -> bool {
    let only = phrase.start();
    let nobody = phrase.len() == 1
        && (reading.is(only, Traits::NUMBER)
            || ["it", "this", "that", "there", "which", "you", "the", "a", "an"]
                .iter()
                .any(|word| reading.is_word(only, word)));
    !phrase.is_empty() && !nobody
}

/// The noun phrase that begins at `start`, as in "said Kevin Madden, a strategist", not reaching
/// beyond `ceiling`.
pub(crate) fn phrase_after(reading: &Reading<'_>, start: usize, ceiling: usize) -> TokenSpan {
    if reading.is(start, Traits::ANY_PRONOUN) && !reading.is(start + 1, Traits::CAPITAL) {
        return TokenSpan::new(start, (start + 1).min(ceiling));
    }
    let ceiling = ceiling.min(start + LONGEST_PHRASE);
    let end = head_end(reading, start, ceiling);
    if end < ceiling && reading.is(end, Traits::COMMA) && opens_apposition(reading, end + 1) {
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
    if reading.is(token, Traits::MARK) || reading.quotation(token).is_some() {
        return false;
    }
    if reading.is(token, Traits::GENITIVE) {
        return token > start;
    }
    let ends = Traits::AUXILIARY
        .with(Traits::SUBJECT)
        .with(Traits::SUBORDINATOR)
        .with(Traits::CONTRAST)
        .with(Traits::COMPLEMENTISER)
        .with(Traits::DATE);
    if reading.is(token, Traits::PREPOSITION) {
        return reading.is(token, Traits::LINKING)
            && token > start
            && (reading.is_word(token, "of")
                || !reading.is(token + 1, Traits::DATE) && reading.is_word(token, "for"));
    }
    if reading.is(token, Traits::COORDINATOR) {
        return joins_names(reading, token);
    }
    let adverb = reading.is(token, Traits::ADVERBIAL) && !reading.is(token, Traits::DETERMINER);
    !(reading.is(token, ends) || adverb && token > start)
}

/// "a Republican strategist", "who chairs the panel", "president of the union".
fn opens_apposition(reading: &Reading<'_>, token: usize) -> bool {
    if reading.is(token, Traits::MARK) || reading.quotation(token).is_some() {
        return false;
    }
    let opens =
        Traits::DETERMINER.with(Traits::POSSESSIVE).with(Traits::RELATIVE).with(Traits::NUMBER);
    let party = reading.is(token, Traits::CAPITAL)
        && (token + 1..token + 4).any(|at| reading.is(at, Traits::COMMA.with(Traits::TERMINAL)));
    // "president of the union", "director for Asia"
    let office = reading.is(token + 1, Traits::LINKING)
        && !reading.is(token, Traits::MARK.with(Traits::PREPOSITION).with(Traits::VERBAL));
    reading.is(token, opens) || party || office
}

/// An apposition runs to the next clause: a participle after a comma, a conjunction, a mark.
fn apposition_end(reading: &Reading<'_>, start: usize, ceiling: usize) -> usize {
    let mut end = start;
    while end < ceiling {
        let comma = reading.is(end, Traits::COMMA);
        let closes = reading.is(end, Traits::TERMINAL.with(Traits::BREAK).with(Traits::COLON))
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
            if end > 1 && reading.is(end - 2, Traits::COMMA.with(Traits::TERMINAL)) {
                break;
            }
            continue;
        }
        let date = reading.is(end, Traits::COMMA) && reading.is(end + 1, Traits::NUMBER);
        let mark = reading.is(end, Traits::MARK) && !date;
        let clause = end > start
            && (reading.is(end, Traits::CONTRAST)
                || (reading.is(end, Traits::SUBORDINATOR)
                    && !reading.is(end, Traits::PREPOSITION)));
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
        *end > floor && reading.is(end - 1, Traits::POSSESSIVE.with(Traits::GENITIVE))
    })?;
    if reading.is(end - 1, Traits::POSSESSIVE) {
        return Some(TokenSpan::new(end - 1, end));
    }
    let start = phrase_start(reading, end - 1, floor);
    (start < end - 1).then(|| TokenSpan::new(start, end - 1))
}
