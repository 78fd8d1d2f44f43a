//! Noun phrases without a parser: where one starts, which noun is its head, where its tail begins.

use crate::words::key::{self, Key};
use crate::words::lexicon::Traits;
use crate::words::marks;
use crate::words::reading::Reading;
use crate::words::token::{TokenId, Tokens};
use crate::words::word::{Ending, Shape, Word};

/// A noun phrase seldom has more words before its head.
const MAX_BEFORE_HEAD: usize = 8;
/// A noun phrase that is no source is named by at most this many words behind its head.
const MAX_TAIL: usize = 12;

/// A participle with more words behind it is no part of a name.
const MAX_CLAUSE: usize = 9;

/// The second of two modifiers has at most this many words.
const MAX_SECOND: usize = 3;

/// Words that say when, which no list knows.
const DATE_WORDS: [Key; 10] = [
    marks::THIS,
    marks::LAST,
    marks::WEEK,
    marks::MONTH,
    marks::YEAR,
    key::of_ascii("late"),
    key::of_ascii("early"),
    key::of_ascii("mid"),
    key::of_ascii("night"),
    key::of_ascii("spring"),
];

/// What opens a phrase of its own before "and": "the council | and party officials".
const OPENS_ONE: Traits = Traits::POSSESSIVE.with(Traits::DETERMINER);

/// A list within a name has at most this many items.
const MAX_ITEMS: usize = 6;

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
fn is_finite(reading: &Reading, index: TokenId) -> bool {
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
fn is_modifier(reading: &Reading, index: TokenId) -> bool {
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
fn is_dash_between_names(reading: &Reading, dash: TokenId, span: Tokens) -> bool {
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
fn is_doing(reading: &Reading, index: TokenId) -> bool {
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

/// The phrase with what it is of or from: "researchers | from the University of Lisse".
pub(crate) fn with_tail(
    reading: &Reading,
    span: Tokens,
    in_name: impl Fn(TokenId) -> bool,
) -> Tokens {
    let mut end = span.end();
    let mut index = end;
    let sentence = reading.word(span.start()).sentence;
    while index < span.end() + MAX_TAIL {
        let word = reading.word(index);
        if word.sentence != sentence {
            break;
        }
        let joins = matches!(word.key, marks::OF | marks::FROM | marks::AT | marks::FOR | marks::BY)
            // "a decree | signed by the mayor"
            || word.ending == Ending::Past && reading.is(index + 1, marks::BY);
        if end > span.end() && is_acronym_aside(reading, index) {
            end = index + 3;
            index = end;
            continue;
        }
        let opens = word.traits.any(Traits::DETERMINER) && word.key != marks::THOSE
            || word.key == marks::AND;
        let noun = in_name(index) || word.shape == Shape::Lower && is_modifier(reading, index);
        if joins || opens {
            index += 1;
        } else if noun && index > span.end() && !is_finite(reading, index) {
            index += 1;
            end = index;
        } else {
            break;
        }
    }
    Tokens::new(span.start(), end)
}

/// The words that name a nameless source: without article, relative clause, apposition.
pub(crate) fn naming(reading: &Reading, span: Tokens) -> Tokens {
    let start = after_article(reading, span);
    let mut end = span.end();
    for index in (start + 1).until(span.end()) {
        if ends_naming(reading, span, index) {
            end = index;
            break;
        }
    }
    if end > start + 3 && is_acronym_aside(reading, end - 3) {
        end -= 3;
    }
    while end > start + 1 && is_trailing(reading, end - 1) {
        end -= 1;
    }
    Tokens::new(start, end)
}

fn after_article(reading: &Reading, span: Tokens) -> TokenId {
    let leading = |index: TokenId| {
        matches!(
            reading.word(index).key,
            marks::THE | marks::A | marks::AN | marks::BY | marks::BOTH | marks::TO | marks::ONLY
        ) || (reading.word(index).is_mark())
    };
    let mut start = span.start();
    while start + 1 < span.end() && leading(start) {
        start += 1;
    }
    start
}

fn ends_naming(reading: &Reading, span: Tokens, index: TokenId) -> bool {
    let word = reading.word(index);
    if is_needed_clause(reading, span, index) {
        return false;
    }
    // "judges | hearing …": of a long clause only the noun is left.
    if is_doing(reading, index) && span.end() > index + MAX_CLAUSE {
        return true;
    }
    match word.key {
        marks::COMMA => !continues_list(reading, index) && !is_list_in_tail(reading, span, index),
        marks::DASH => !is_dash_between_names(reading, index, span),
        marks::COLON | marks::SEMICOLON | marks::BEING => true,
        marks::OPEN => !closes_soon(reading, index),
        marks::THAT => {
            let before = reading.word(index - 1);
            let verb = reading.traits(index + 1).any(Traits::AUXILIARY.with(Traits::VERB));
            let points = before.traits.any(Traits::PREPOSITION)
                || before.ending == Ending::Participle && before.shape == Shape::Lower && !verb;
            before.shape != Shape::Other && !points
        }
        marks::WHO | marks::WHICH | marks::WHOSE | marks::WHOM | marks::WHEN => true,
        _ => word.shape == Shape::Lower && is_dated(reading, index, span.end()),
    }
}

/// "those | who stayed": the clause without which the pronoun says nothing.
fn is_needed_clause(reading: &Reading, span: Tokens, index: TokenId) -> bool {
    let first = reading.word(span.start());
    index == span.start() + 1
        && (first.key == marks::THOSE || marks::ANY.contains(&first.key))
        && is_relative(reading, index)
}

/// Whether a parenthesis closes before a comma.
fn closes_soon(reading: &Reading, open: TokenId) -> bool {
    (open + 1)
        .until(open + 8)
        .map(|index| reading.word(index).key)
        .find(|key| matches!(*key, marks::CLOSE | marks::COMMA))
        .is_some_and(|key| key == marks::CLOSE)
}

/// A comma within a list, "colleges, universities and nonprofits", belongs to the name.
fn continues_list(reading: &Reading, comma: TokenId) -> bool {
    let item = |index: &TokenId| {
        let word = reading.word(*index);
        word.shape == Shape::Lower
            && !word.traits.any(Traits::FUNCTION.with(Traits::VERB).with(Traits::COMMENT))
    };
    let mut index = comma;
    // Each further item has few words, and "and" stands before the last.
    for _ in 0..MAX_ITEMS {
        let words = (index + 1).until(index + 5).take_while(item).count();
        let next = index + 1 + words;
        if words == 0 {
            return reading.is(index, marks::COMMA)
                && reading.is(index + 1, marks::AND)
                && (index > comma || follows_item(reading, comma));
        }
        match reading.word(next).key {
            marks::AND => return true,
            marks::COMMA => index = next,
            _ => return false,
        }
    }
    false
}

/// "ports, towns | , and villages": whether one word or two stand between the comma and another.
fn follows_item(reading: &Reading, comma: TokenId) -> bool {
    let other = |back: usize| {
        let place = comma.checked_sub(back);
        place.is_some_and(|place| reading.is(place, marks::COMMA) && continues_list(reading, place))
    };
    (2..MAX_ITEMS).any(other)
}

/// "towns across Ruritania, | Port Lind, and Ode": a list of names in what the phrase is of or in.
fn is_list_in_tail(reading: &Reading, span: Tokens, comma: TokenId) -> bool {
    let name = |index: TokenId| matches!(reading.word(index).shape, Shape::Capital | Shape::Upper);
    let listed = |index: TokenId| {
        let small = matches!(reading.word(index).key, marks::COMMA | marks::THE);
        name(index) || small
    };
    let start = span.start().until(comma).rev().find(|index| !listed(*index));
    let end = comma.until(span.end()).find(|index| !listed(*index));
    let opens = start
        .is_some_and(|it| reading.traits(it).any(Traits::PREPOSITION.with(Traits::CONJUNCTION)));
    let (Some(start), Some(end)) = (start, end) else { return false };
    let commas = start.until(end).filter(|index| reading.is(*index, marks::COMMA)).count();
    opens && commas > 1 && reading.is(end, marks::AND) && reading.is(end - 1, marks::COMMA)
}

/// "released Sunday", "out this week" at the end: when it came out is no part of a name.
fn is_dated(reading: &Reading, index: TokenId, end: TokenId) -> bool {
    let verb = reading.word(index);
    let before = reading.traits(index - 1);
    if before.any(Traits::DOCUMENT) && is_when(reading, index, end) {
        return true;
    }
    let opens = verb.ending == Ending::Past || verb.key == marks::OUT;
    opens
        && end > index + 1
        && end - index <= 5
        && before.any(Traits::ROLE)
        && !(before.any(Traits::DOCUMENT) && before.any(Traits::PLURAL))
        && (index + 1).until(end).all(|rest| is_date_word(reading, rest))
}

/// "a poll | last month", "the report | at the time", "reports | as of Monday".
fn is_when(reading: &Reading, index: TokenId, end: TokenId) -> bool {
    let (word, next) = (reading.word(index), reading.word(index + 1));
    let period = |word: &Word| {
        word.traits.any(Traits::ANY_DAY)
            || matches!(word.key, marks::WEEK | marks::MONTH | marks::YEAR)
    };
    match word.key {
        marks::LAST | marks::THIS => period(&next),
        marks::AT => next.key == marks::THE && reading.is(index + 2, marks::TIME),
        marks::AS => next.key == marks::OF && index + 2 < end,
        _ => false,
    }
}

fn is_date_word(reading: &Reading, index: TokenId) -> bool {
    let word = reading.word(index);
    let small = Traits::ANY_DAY.with(Traits::COMMENT).with(Traits::PREPOSITION);
    word.traits.any(small) || word.shape == Shape::Other || DATE_WORDS.contains(&word.key)
}

/// "(WHO)".
fn is_acronym_aside(reading: &Reading, open: TokenId) -> bool {
    reading.is(open, marks::OPEN)
        && reading.word(open + 1).shape == Shape::Upper
        && reading.is(open + 2, marks::CLOSE)
}

fn is_trailing(reading: &Reading, index: TokenId) -> bool {
    let word = reading.word(index);
    word.key == marks::POSSESSIVE
        || word.key == marks::APOSTROPHE
        || (word.is_mark() && word.key != marks::CLOSE)
        || (word.traits.any(Traits::PREPOSITION) && word.shape == Shape::Lower)
        || matches!(word.key, marks::HERE | marks::THERE)
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
