//! What stands behind the head of a noun phrase: what belongs to its name, and what says when, who else
//! or which.

use super::noun_phrase::{is_dash_between_names, is_doing, is_finite, is_modifier, is_relative};
use crate::words::key::{self, Key};
use crate::words::lexicon::Traits;
use crate::words::marks;
use crate::words::reading::Reading;
use crate::words::token::{TokenId, Tokens};
use crate::words::word::{Ending, Shape, Word};

/// A noun phrase that is no source is named by at most this many words behind its head.
const MAX_TAIL: usize = 12;

/// A participle with more words behind it is no part of a name.
const MAX_CLAUSE: usize = 9;

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

/// Words that say on which day, without a preposition.
const DAYS: [Key; 10] = [
    key::of_ascii("today"),
    key::of_ascii("tomorrow"),
    key::of_ascii("yesterday"),
    key::of_ascii("monday"),
    key::of_ascii("tuesday"),
    key::of_ascii("wednesday"),
    key::of_ascii("thursday"),
    key::of_ascii("friday"),
    key::of_ascii("saturday"),
    key::of_ascii("sunday"),
];

/// A list within a name has at most this many items.
const MAX_ITEMS: usize = 6;

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
    let start = with_bound(reading, after_article(reading, span));
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

/// "at | least a dozen clerks": the least and the most of a number begin with a preposition.
fn with_bound(reading: &Reading, start: TokenId) -> TokenId {
    let bound = matches!(reading.word(start).key, marks::LEAST | marks::MOST);
    start.checked_sub(1).filter(|at| bound && reading.is(*at, marks::AT)).unwrap_or(start)
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
        // "a report | to be released".
        marks::TO => reading.is(index + 1, marks::BE),
        marks::OPEN => !closes_soon(reading, index),
        marks::THAT => {
            let before = reading.word(index - 1);
            let verb = reading.traits(index + 1).any(Traits::AUXILIARY.with(Traits::VERB));
            let points = before.traits.any(Traits::PREPOSITION)
                || before.ending == Ending::Participle && before.shape == Shape::Lower && !verb;
            before.shape != Shape::Other && !points
        }
        marks::WHO | marks::WHICH | marks::WHOSE | marks::WHOM | marks::WHEN => true,
        _ => {
            word.shape == Shape::Lower
                && (is_dated(reading, index, span.end()) || is_printed(reading, index, span.end()))
        }
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
        marks::LAST | marks::THIS => period(next),
        marks::AT => next.key == marks::THE && reading.is(index + 2, marks::TIME),
        marks::AS => next.key == marks::OF && index + 2 < end,
        _ => false,
    }
}

/// "a panel | in 2001", "scientists | in the June issue of …": when it was, or where it was printed.
fn is_printed(reading: &Reading, index: TokenId, end: TokenId) -> bool {
    if !reading.is(index, marks::IN) {
        return false;
    }
    let next = reading.word(index + 1);
    // "nine | in 10" are a share.
    let before = reading.word(index - 1);
    let noun = before.shape == Shape::Lower && !before.traits.any(Traits::NUMBER);
    let year = noun && next.shape == Shape::Other && !next.is_mark() && index + 2 == end;
    let issue =
        (index + 1).until(end.min(index + 5)).any(|it| ISSUES.contains(&reading.word(it).key));
    year || issue
}

/// What papers are printed in.
const ISSUES: [Key; 2] = [key::of_ascii("issue"), key::of_ascii("edition")];

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

/// Whether a day behind the word says when it is: "released | Sunday" and "from | Sunday" do not.
fn is_dateable(word: &Word) -> bool {
    word.shape == Shape::Lower
        && word.ending != Ending::Past
        && !word.traits.any(Traits::FUNCTION.with(Traits::VERB))
}

fn is_trailing(reading: &Reading, index: TokenId) -> bool {
    let word = reading.word(index);
    word.key == marks::POSSESSIVE
        || word.key == marks::APOSTROPHE
        || (word.is_mark() && word.key != marks::CLOSE)
        || (word.traits.any(Traits::PREPOSITION) && word.shape == Shape::Lower)
        || matches!(word.key, marks::HERE | marks::THERE | marks::AND)
        // "a key panel | Thursday", but not "Super Tuesday".
        || DAYS.contains(&word.key)
            && index.checked_sub(1).is_some_and(|it| is_dateable(reading.word(it)))
}
