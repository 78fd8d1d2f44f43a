//! Noun phrases without a parser: where one starts, which noun is its head, where its tail begins.

use crate::words::lexicon::Traits;
use crate::words::marks;
use crate::words::reading::Reading;
use crate::words::token::{TokenId, Tokens};
use crate::words::word::{Ending, Shape};

/// A noun phrase seldom has more words before its head.
const MAX_BEFORE_HEAD: usize = 8;
/// The second of two modifiers has at most this many words.
const MAX_SECOND: usize = 3;

/// What opens a phrase of its own before "and": "the council | and party officials".
const OPENS_ONE: Traits = Traits::POSSESSIVE.with(Traits::DETERMINER);

/// Where the noun phrase starts whose head is the token: goes left over modifiers to a determiner.
pub(crate) fn start(reading: &Reading, head: TokenId, floor: TokenId) -> TokenId {
    let mut start = head;
    while start > floor && head - start < MAX_BEFORE_HEAD {
        let word = reading.word(start - 1);
        let pointing = matches!(word.key, marks::THAT | marks::THIS);
        if pointing && reading.traits(head).any(Traits::PLURAL) {
            break;
        }
        if word.traits.any(Traits::DETERMINER.with(Traits::POSSESSIVE)) {
            return with_quantity(reading, start - 1, floor);
        }
        if !is_modifier(reading, start - 1) || is_finite(reading, start - 1) {
            break;
        }
        start -= 1;
    }
    start
}

/// "the two", "all the": a determiner before a determiner belongs to the phrase.
fn with_quantity(reading: &Reading, start: TokenId, floor: TokenId) -> TokenId {
    let before = start.checked_sub(1).filter(|before| *before >= floor);
    let quantity = before.filter(|before| {
        let word = reading.word(*before);
        word.traits.any(Traits::DETERMINER) && !matches!(word.key, marks::THAT | marks::THIS)
    });
    quantity.unwrap_or(start)
}

/// Whether the token is a past tense behind its subject: "Lind cynically dismissed | member states".
pub(super) fn is_finite(reading: &Reading, index: TokenId) -> bool {
    let word = reading.word(index);
    if word.ending == Ending::Adverb && word.shape == Shape::Lower {
        return true;
    }
    let Some(before) = index.checked_sub(1).map(|before| reading.word(before)) else {
        return false;
    };
    let subject = matches!(before.shape, Shape::Capital | Shape::Upper) && !before.first
        || before.key == marks::CLOSE
        || before.ending == Ending::Adverb
        || before.traits.any(Traits::PRONOUN);
    word.ending == Ending::Past && subject
}

/// Whether the token can stand between determiner and head.
pub(super) fn is_modifier(reading: &Reading, index: TokenId) -> bool {
    let word = reading.word(index);
    let before = || index.checked_sub(1).map(|before| reading.word(before)).unwrap_or_default();
    if word.key == marks::POSSESSIVE
        || word.key == marks::APOSTROPHE && word.glued && before().ending == Ending::Plural
    {
        return true;
    }
    if word.key == marks::UNDER && reading.is(index + 1, marks::SECRETARY) {
        return true;
    }
    // "the first president", "Ode's first president".
    let ranks = before().traits.any(Traits::DETERMINER) || before().key == marks::POSSESSIVE;
    if word.key == marks::FIRST && ranks && reading.traits(index + 1).any(Traits::PERSON) {
        return true;
    }
    let never = Traits::FUNCTION.with(Traits::ANY_DAY).with(Traits::COMMENT);
    match word.shape {
        Shape::Other => !word.is_mark(),
        Shape::Capital if word.traits.any(Traits::ANY_DAY) => true,
        Shape::Lower => !word.traits.any(never.with(Traits::VERB)),
        _ => !word.traits.any(never),
    }
}

/// Where the part of the phrase ends that holds the head: before a preposition, a comma, a relative
/// clause. Name tokens (`in_name`) are never a boundary.
pub(crate) fn core_end(
    reading: &Reading,
    span: Tokens,
    in_name: impl Fn(TokenId) -> bool,
) -> TokenId {
    let first = span.start();
    for index in span.ids() {
        let aside =
            is_aside(reading, index, &in_name) || is_two_roles(reading, index, span, &in_name);
        // "phone calls": a verb form at the end is a noun.
        let last = index + 1 == span.end() && reading.traits(index).any(Traits::VERB);
        let aside = aside || is_joint_owner(reading, index, &in_name);
        let aside = aside || is_between_adjectives(reading, index, span);
        let aside = aside || is_between_modifiers(reading, index, span);
        let aside = aside || is_dash_between_names(reading, index, span);
        if index > first && !last && !in_name(index) && is_boundary(reading, index) && !aside {
            return index;
        }
    }
    span.end()
}

/// "Member of parliament (MP) Dee Lind": an acronym in a parenthesis right before the name.
fn is_aside(reading: &Reading, index: TokenId, in_name: impl Fn(TokenId) -> bool) -> bool {
    let open = if reading.is(index, marks::OPEN) { index } else { index.saturating_sub(2) };
    reading.is(open, marks::OPEN) && reading.is(open + 2, marks::CLOSE) && in_name(open + 3)
}

/// "the bespectacled | , | 71-year-old diplomat": a comma between what stands before one noun.
fn is_between_adjectives(reading: &Reading, comma: TokenId, span: Tokens) -> bool {
    let adjective = |index: TokenId| {
        let word = reading.word(index);
        word.shape == Shape::Lower && !word.traits.any(Traits::FUNCTION.with(Traits::ROLE))
    };
    let alone = reading.traits(span.start()).any(Traits::DETERMINER);
    let opens = comma == span.start() + 2 && alone && adjective(comma - 1);
    let noun = (comma + 1).until(span.end().min(comma + 5)).find(|index| !adjective(*index));
    reading.is(comma, marks::COMMA)
        && opens
        && noun.is_some_and(|noun| noun > comma + 1 && reading.traits(noun).any(Traits::ROLE))
}

/// "state | and | federal officials", "neither Ruritanian | nor | Lisse officials": what stands on both
/// sides tells of one noun for several.
pub(crate) fn is_between_modifiers(reading: &Reading, and: TokenId, span: Tokens) -> bool {
    let Some(before) = and.checked_sub(1).filter(|it| *it >= span.start()) else { return false };
    let before = reading.word(before);
    let people = before.traits.any(Traits::DEMONYM.with(Traits::PARTY));
    let opens = reading.traits(span.start()).any(OPENS_ONE) && !people;
    let first = before.shape == Shape::Upper
        || people
        || before.shape == Shape::Lower && before.ending != Ending::Plural
        || before.first && and == span.start() + 1;
    let single =
        first && !before.traits.any(Traits::PLURAL.with(Traits::FUNCTION).with(Traits::PERSON));
    let last = span.end().min(and + MAX_SECOND + 2);
    let head = (and + 2).until(last).find(|index| reading.traits(*index).any(Traits::PLURAL));
    let head = head.filter(|index| {
        let noun = reading.traits(*index);
        let plain = (and + 1).until(*index).all(|it| is_modifier(reading, it));
        noun.any(Traits::ROLE) && plain && reading.word(*index).shape == Shape::Lower
    });
    matches!(reading.word(and).key, marks::AND | marks::OR | marks::NOR)
        && single
        && !opens
        && head.is_some()
}

/// "a Lind Group | - | Ode news release": a dash in what stands before a noun that speaks.
pub(super) fn is_dash_between_names(reading: &Reading, dash: TokenId, span: Tokens) -> bool {
    let capital =
        |index: TokenId| matches!(reading.word(index).shape, Shape::Capital | Shape::Upper);
    let last = span.end() - 1;
    let noun =
        reading.word(last).shape == Shape::Lower && reading.traits(last).any(Traits::DOCUMENT);
    reading.is(dash, marks::DASH)
        && matches!(reading.word(span.start()).key, marks::A | marks::AN)
        && capital(dash - 1)
        && capital(dash + 1)
        && noun
}

/// "lobbyist and strategist Dee Lind": two roles of one person.
fn is_two_roles(
    reading: &Reading,
    index: TokenId,
    span: Tokens,
    in_name: impl Fn(TokenId) -> bool,
) -> bool {
    if !reading.is(index, marks::AND) || index == span.start() || in_name(index - 1) {
        return false;
    }
    let before = reading.word(index - 1);
    let bare = !reading.traits(span.start()).any(Traits::DETERMINER.with(Traits::POSSESSIVE));
    let named = (index + 1)
        .until(span.end().min(index + 6))
        .take_while(|token| in_name(*token) || is_modifier(reading, *token))
        .any(|token| in_name(token) && reading.word(token).shape != Shape::Lower);
    bare && named && !before.traits.any(Traits::PLURAL)
}

/// "Lind and Ode's mother": both own what follows.
pub(crate) fn is_joint_owner(
    reading: &Reading,
    and: TokenId,
    in_name: impl Fn(TokenId) -> bool,
) -> bool {
    let joins = reading.is(and, marks::AND) && in_name(and - 1) && in_name(and + 1);
    let end = (and + 1).until(and + MAX_BEFORE_HEAD).find(|index| !in_name(*index));
    let owns = |end: TokenId| {
        matches!(reading.word(end).key, marks::POSSESSIVE | marks::APOSTROPHE)
            && reading.word(end + 1).shape == Shape::Lower
    };
    joins && end.is_some_and(owns)
}

/// "the leading candidate", "Ode's proposed law".
fn is_participle_of_noun(reading: &Reading, index: TokenId) -> bool {
    let before = index.checked_sub(1).map(|before| reading.word(before)).unwrap_or_default();
    let opens = matches!(
        before.key,
        marks::POSSESSIVE | marks::APOSTROPHE | marks::THE | marks::A | marks::AN
    );
    let ending = matches!(reading.word(index).ending, Ending::Participle | Ending::Past);
    let next = reading.word(index + 1);
    opens && ending && next.shape != Shape::Other && !next.traits.any(Traits::FUNCTION)
}

/// "a report | issued on Monday": a past participle behind a noun tells what was done to it.
fn is_reduced(reading: &Reading, index: TokenId) -> bool {
    let Some(noun) = index.checked_sub(1).map(|noun| reading.word(noun)) else { return false };
    let word = reading.word(index);
    let when = Traits::ANY_DAY.with(Traits::PREPOSITION);
    word.ending == Ending::Past
        && word.shape == Shape::Lower
        && noun.shape == Shape::Lower
        && noun.traits.any(Traits::ROLE)
        && reading.traits(index + 1).any(when)
        // "a decree signed by Lind" is told from others by that.
        && !reading.is(index + 1, marks::BY)
}

/// "groups | urging Lind to run": a present participle behind a noun, with what it does it to.
pub(super) fn is_doing(reading: &Reading, index: TokenId) -> bool {
    let Some(noun) = index.checked_sub(1).map(|noun| reading.word(noun)) else { return false };
    let (word, next) = (reading.word(index), reading.word(index + 1));
    // "judges | hearing civil suits", where a document or a body has more nouns behind it.
    let people = noun.traits.any(Traits::PERSON) && noun.traits.any(Traits::PLURAL);
    let object = next.traits.any(Traits::DETERMINER.with(Traits::PRONOUN).with(Traits::POSSESSIVE))
        || matches!(next.shape, Shape::Capital | Shape::Upper);
    word.ending == Ending::Participle
        && word.shape == Shape::Lower
        && !word.traits.any(Traits::ROLE.with(Traits::PREPOSITION))
        && noun.traits.any(Traits::ROLE)
        && (object || people && next.shape == Shape::Lower)
}

fn is_boundary(reading: &Reading, index: TokenId) -> bool {
    let word = reading.word(index);
    let tail = Traits::PREPOSITION.with(Traits::CONJUNCTION).with(Traits::AUXILIARY);
    let verb = word.traits.any(Traits::VERB)
        && !word.traits.any(Traits::ROLE)
        && word.shape == Shape::Lower
        && !is_participle_of_noun(reading, index);
    // "the Under Secretary".
    let rank = word.key == marks::UNDER && reading.is(index + 1, marks::SECRETARY);
    word.key != marks::POSSESSIVE
        && !rank
        && (word.traits.any(tail)
            || verb
            || is_relative(reading, index)
            || is_reduced(reading, index)
            || is_doing(reading, index)
            || matches!(
                word.key,
                marks::COMMA | marks::OPEN | marks::DASH | marks::COLON | marks::SEMICOLON
            ))
}

/// Whether the token opens a relative clause.
pub(crate) fn is_relative(reading: &Reading, index: TokenId) -> bool {
    reading.word(index).is_relative()
}

/// Where the role starts behind its article; "his wife" is a wife, for who he is does not show in a
/// table.
pub(crate) fn after_determiner(reading: &Reading, start: TokenId) -> TokenId {
    if is_determiner(reading, start) { start + 1 } else { start }
}

/// Whether the token says nothing in a table: "the", "that", "his".
pub(crate) fn is_determiner(reading: &Reading, index: TokenId) -> bool {
    let word = reading.word(index);
    let article = matches!(word.key, marks::A | marks::AN | marks::THE | marks::THAT | marks::THIS);
    (article && word.shape != Shape::Upper) || word.is_possessive_pronoun()
}
