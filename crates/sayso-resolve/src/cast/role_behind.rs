//! The role behind a name: "Jane Lind, a spokeswoman for Acme,".

use crate::mentions::article::Article;
use crate::mentions::mention::{Mention, NameKind};
use crate::mentions::noun_phrase;
use crate::words::lexicon::Traits;
use crate::words::marks;
use crate::words::reading::Reading;
use crate::words::token::{TokenId, Tokens};
use crate::words::word::{Ending, Shape, Word};

/// The head of an apposition is at most this many tokens behind its comma.
const MAX_TO_HEAD: usize = 9;
/// A role longer than this is cut.
const MAX_ROLE: usize = 20;
/// The party and place of a member in a parenthesis have at most this many tokens.
const MAX_PARTY: usize = 8;
/// A noun that no list knows stands at most this many tokens behind its article.
const MAX_TO_NOUN: usize = 3;

/// The role after a name: ", 32, a truck driver from Ode,".
pub(crate) fn role(article: Article<'_>, mention: &Mention) -> Option<(TokenId, Tokens)> {
    let reading = article.reading;
    let comma = comma_behind(reading, mention.core.end())?;
    let aged = reading.word(comma + 1).shape == Shape::Other && reading.is(comma + 2, marks::COMMA);
    let start = comma + if aged { 3 } else { 1 };
    // "formerly | a teacher": when the role was theirs belongs to it, that it is theirs now does not.
    let noun = if is_timed(reading, start) { start + 1 } else { start };
    let now = matches!(reading.word(start).key, marks::NOW | marks::CURRENTLY);
    let start = if now { noun } else { start };
    let opens = opens_role(*reading.word(noun)) || is_owner(article, noun);
    if noun_phrase::is_relative(reading, noun) || !(opens || is_office(article, noun)) {
        return None;
    }
    let known = role_head(article, noun, wanted(mention));
    let head = known.or_else(|| unlisted_head(article, noun, mention))?;
    let end = phrase_end(article, head + 1, noun + MAX_ROLE);
    let supported = reading.word(head + 1).traits.any(Traits::VERB);
    let closes = supported
        || matches!(reading.word(end).key, marks::COMMA)
        || reading.word(end).shape == Shape::Other
        || noun_phrase::is_relative(reading, end)
        || is_predicate(reading, end) && opens_sentence(reading, mention);
    let phrase = Tokens::new(noun_phrase::after_determiner(reading, start), end);
    closes.then(|| (head, without_tail(reading, phrase, head)))
}

/// The comma behind a name, over the party in a parenthesis or between commas: "Rep. Dee Lind (D-Ohio) | ,
/// the chairman", "Dee Lind, D-Ohio | , the chairman".
fn comma_behind(reading: &Reading, end: TokenId) -> Option<TokenId> {
    let close = (end + 1).until(end + MAX_PARTY).find(|index| reading.is(*index, marks::CLOSE));
    let comma = if reading.is(end, marks::OPEN) { close? + 1 } else { end };
    if !reading.is(comma, marks::COMMA) {
        return None;
    }
    let party =
        reading.traits(comma + 1).any(Traits::MEMBER) && reading.is(comma + 2, marks::COMMA);
    Some(if party { comma + 2 } else { comma })
}

/// The role without a small word at its end, whose title in quotation marks is left out: "author | of".
fn without_tail(reading: &Reading, phrase: Tokens, head: TokenId) -> Tokens {
    let joint = Traits::PREPOSITION.with(Traits::CONJUNCTION);
    let small = |index: &TokenId| {
        let word = reading.word(*index);
        let article = matches!(word.key, marks::A | marks::AN | marks::THE);
        word.shape == Shape::Lower && (article || word.traits.any(joint))
    };
    let end = (head + 1).until(phrase.end()).rev().find(|index| !small(index)).unwrap_or(head) + 1;
    Tokens::new(phrase.start(), end)
}

/// Whether an apposition can start with the word: "a", "his", "mayor", "former", "senior".
fn opens_role(word: Word) -> bool {
    let article =
        matches!(word.key, marks::A | marks::AN | marks::THE | marks::ONE | marks::ANOTHER);
    let determiner = article || word.traits.any(Traits::POSSESSIVE);
    let never = Traits::FUNCTION.with(Traits::VERB).with(Traits::COMMENT).with(Traits::ANY_DAY);
    let verb = matches!(word.ending, Ending::Participle | Ending::Past | Ending::Adverb)
        && !matches!(word.key, marks::ACTING | marks::RETIRED);
    determiner || word.shape == Shape::Lower && !word.traits.any(never) && !verb
}

/// Whether an office in capitals that is nobody's title starts at the token: "Lind, | Minister for
/// Trade", but not "Lind, | Minister Ode".
fn is_office(article: Article<'_>, start: TokenId) -> bool {
    let reading = article.reading;
    let capital = |index: &TokenId| {
        matches!(reading.word(*index).shape, Shape::Capital | Shape::Upper)
            && !is_named(article, *index)
    };
    let last = start.until(start + MAX_TO_HEAD).take_while(capital).last();
    last.is_some_and(|last| {
        let closes = |index: TokenId| {
            let next = reading.word(index).key;
            let person = reading.traits(index - 1).any(Traits::PERSON);
            person && matches!(next, marks::OF | marks::FOR | marks::AT | marks::COMMA)
        };
        let two = reading.is(last + 1, marks::AND) && closes(last + 3);
        reading.traits(last).any(Traits::PERSON) && (closes(last + 1) || two)
    })
}

/// Whether the token belongs to a name that is more than an office: "President" alone is taken for a
/// name where nothing else is known of it.
fn is_named(article: Article<'_>, index: TokenId) -> bool {
    let Some(number) = article.mentions.at(index) else { return false };
    let name = &article.mentions[number];
    let mut words = article.reading.slice(name.core).iter();
    name.is_name() && words.any(|word| !word.traits.any(Traits::PERSON.with(Traits::TITLE)))
}

/// "formerly a", "now the": when somebody had a role, before its article.
fn is_timed(reading: &Reading, start: TokenId) -> bool {
    let time = matches!(
        reading.word(start).key,
        marks::FORMERLY | marks::CURRENTLY | marks::ONCE | marks::NOW | marks::THEN
    );
    time && matches!(reading.word(start + 1).key, marks::A | marks::AN | marks::THE)
}

/// Whether the token is a verb: one of the lists, or one that shows by its ending between a name and
/// a determiner, "of the Far East | welcomes | the".
fn is_predicate(reading: &Reading, index: TokenId) -> bool {
    let word = reading.word(index);
    let name = index.checked_sub(1).is_some_and(|it| reading.word(it).shape == Shape::Capital);
    let ends = matches!(word.ending, Ending::Past | Ending::Plural);
    let never = Traits::FUNCTION.with(Traits::ROLE);
    let shown = name
        && word.shape == Shape::Lower
        && ends
        && !word.traits.any(never)
        && reading.traits(index + 1).any(Traits::DETERMINER.with(Traits::POSSESSIVE));
    word.traits.any(Traits::VERB.with(Traits::AUXILIARY)) || shown
}

/// Whether the mention opens its sentence, so that a verb without a comma before it can end the
/// apposition: "Lind, the head of Acme | said".
fn opens_sentence(reading: &Reading, mention: &Mention) -> bool {
    let before = mention.tokens.start().checked_sub(1).map(|before| reading.word(before).sentence);
    before.is_none_or(|before| before != mention.sentence) && !mention.place.quoted
}

/// A noun that no list knows tells the role of a person where it is from or at a name: "Lind, a
/// | welder | from Ode".
fn unlisted_head(article: Article<'_>, start: TokenId, mention: &Mention) -> Option<TokenId> {
    let reading = article.reading;
    let article_first = matches!(reading.word(start).key, marks::A | marks::AN);
    if mention.name_kind != NameKind::Person || !article_first {
        return None;
    }
    let never = Traits::FUNCTION.with(Traits::VERB).with(Traits::ANY_DAY).with(Traits::ROLE);
    let noun = |index: &TokenId| {
        let word = reading.word(*index);
        word.shape == Shape::Lower && !word.traits.any(never)
    };
    let head = (start + 1).until(start + 1 + MAX_TO_NOUN).take_while(noun).last()?;
    let from = matches!(reading.word(head + 1).key, marks::FROM | marks::AT | marks::WITH);
    let the = usize::from(reading.is(head + 2, marks::THE));
    let name = article.mentions.at(head + 2 + the).map(|number| &article.mentions[number]);
    // "Lind, a present from Ode" is about a thing.
    let place = name.is_some_and(|it| it.is_name() && it.name_kind != NameKind::Person);
    // "a gunner | and native | of Lisse".
    let second = reading.traits(head + 2);
    let two = reading.is(head + 1, marks::AND) && second.is_one_person();
    (from && place || two).then_some(head)
}

/// Whether a name that owns what follows starts at the token: "Ode's | spokeswoman".
fn is_owner(article: Article<'_>, start: TokenId) -> bool {
    let owner = article.mentions.at(start).map(|number| &article.mentions[number]);
    let owner = owner.filter(|owner| owner.is_name() && owner.tokens.start() == start);
    owner.is_some_and(|owner| article.reading.is(owner.core.end(), marks::POSSESSIVE))
}

/// The roles that a name can have.
fn wanted(mention: &Mention) -> Traits {
    let organisation = Traits::ORGANISATION.with(Traits::GROUP).with(Traits::DOCUMENT);
    match mention.name_kind {
        NameKind::Person => Traits::PERSON,
        NameKind::Organisation | NameKind::Place => organisation,
        NameKind::Unknown => organisation.with(Traits::PERSON),
    }
}

/// The last role noun of the noun phrase that starts at the token.
fn role_head(article: Article<'_>, start: TokenId, wanted: Traits) -> Option<TokenId> {
    let reading = article.reading;
    let mut found = None;
    for index in start.until(start + MAX_TO_HEAD) {
        let word = reading.word(index);
        let modifier = index == start
            || word.key == marks::POSSESSIVE
            || article.mentions.in_name(index)
            || (word.shape != Shape::Other
                && !word
                    .traits
                    .any(Traits::FUNCTION.with(Traits::VERB).without(Traits::POSSESSIVE)));
        if !modifier {
            break;
        }
        if word.traits.any(wanted) && !word.traits.any(Traits::PLURAL) {
            found = Some(index);
        } else if word.shape == Shape::Lower && is_plural(*word) {
            // "his business | ventures".
            found = None;
        }
    }
    found
}

/// Whether a noun is of several, as far as it shows.
fn is_plural(word: Word) -> bool {
    let ends = word.ending == Ending::Plural && word.key != marks::POSSESSIVE;
    let looks = ends && !word.traits.any(Traits::ROLE);
    word.traits.any(Traits::PLURAL) || looks
}

/// Where an apposition ends: at a comma, a relative clause or the end of the sentence.
fn phrase_end(article: Article<'_>, start: TokenId, limit: TokenId) -> TokenId {
    let reading = article.reading;
    let sentence = reading.word(start.saturating_sub(1)).sentence;
    start
        .until(limit)
        .find(|index| {
            let word = reading.word(*index);
            let mark = word.is_mark()
                && word.key != marks::APOSTROPHE
                && !is_dash_in_name(article, *index)
                && !is_inside_place(article, *index);
            let verb = is_predicate(reading, *index)
                && word.shape == Shape::Lower
                && !matches!(word.key, marks::POSSESSIVE | marks::BE | marks::BEEN)
                && !is_infinitive(reading, *index);
            mark || verb || noun_phrase::is_relative(reading, *index) || word.sentence != sentence
        })
        .unwrap_or(limit)
}

/// "an election to be | held", "a plan to | oppose it".
fn is_infinitive(reading: &Reading, verb: TokenId) -> bool {
    verb.checked_sub(1).is_some_and(|it| matches!(reading.word(it).key, marks::TO | marks::BE))
}

/// "Ode Basin | - | Lisse Office,": a dash between names of which one is that of an office, where a
/// comma follows the second.
fn is_dash_in_name(article: Article<'_>, dash: TokenId) -> bool {
    let reading = article.reading;
    let office = |index: TokenId| reading.traits(index).any(Traits::ORGANISATION_WORD);
    let name = |index: &TokenId| article.mentions.in_name(*index);
    let Some(before) = dash.checked_sub(1).filter(name) else { return false };
    let last = (dash + 1).until(dash + MAX_TO_HEAD).take_while(name).last();
    let closed = last.is_some_and(|last| reading.is(last + 1, marks::COMMA));
    reading.is(dash, marks::DASH)
        && closed
        && (office(before) || last.is_some_and(|last| (dash + 1).until(last + 1).any(office)))
}

/// "Lisse | , | Ohio,": a comma inside a place, which another comma or the end closes.
fn is_inside_place(article: Article<'_>, comma: TokenId) -> bool {
    let reading = article.reading;
    let place = article.mentions.at(comma + 1).map(|number| &article.mentions[number]);
    let place = place.filter(|it| it.name_kind == NameKind::Place && it.core.start() == comma + 1);
    let closed = place.is_some_and(|it| reading.word(it.core.end()).is_mark());
    reading.is(comma, marks::COMMA)
        && closed
        && comma.checked_sub(1).is_some_and(|before| article.mentions.in_name(before))
}
