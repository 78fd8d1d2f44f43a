//! The role ahead of a name and its comma: "the mayor, Dee Ode,".

use crate::ids::MentionId;
use crate::mentions::article::Article;
use crate::mentions::mention::{Mention, MentionKind, NameKind};
use crate::mentions::noun_phrase;
use crate::mentions::place;
use crate::words::lexicon::Traits;
use crate::words::marks;
use crate::words::reading::Reading;
use crate::words::token::{TokenId, Tokens};
use crate::words::word::{Ending, Shape};

/// A role is of at most this many things, one in another: "the head of the board of Acme".
const MAX_OF: usize = 3;
/// The longest office in capitals before a name.
const MAX_OFFICE: usize = 10;
/// The name of an office has at most this many tokens behind its head.
const MAX_TAIL: usize = 12;
/// The longest parenthesis between a role and the name.
const MAX_ASIDE: usize = 12;

/// The role noun of the phrase that ends with the token, over what it is of: "the mayor", "the mayor
/// of Lisse", "the head of the board of Acme".
fn office_before(article: Article<'_>, last: TokenId, mention: &Mention) -> Option<MentionId> {
    let mut last = last;
    for _ in 0..MAX_OF {
        let number = article.mentions.at(last)?;
        let noun = &article.mentions[number];
        let thing = Traits::ORGANISATION.with(Traits::GROUP).with(Traits::DOCUMENT);
        let own = noun.traits.any(Traits::PERSON)
            // "the lawyer of the company, Acme": what can be the company is.
            || mention.name_kind != NameKind::Person && noun.traits.any(thing);
        if !noun.is_name() && own {
            return Some(number);
        }
        let start = noun.tokens.start();
        let the =
            usize::from(noun.is_name() && article.reading.is(start.checked_sub(1)?, marks::THE));
        let of = start.checked_sub(1 + the)?;
        let joins =
            matches!(article.reading.word(of).key, marks::OF | marks::FOR | marks::AT | marks::IN);
        last = of.checked_sub(1).filter(|_| joins)?;
    }
    None
}

/// The role noun of an office over any words that it is of: "the minister | of petroleum", "the leader |
/// of the drivers' union".
fn office_of(article: Article<'_>, last: TokenId) -> Option<MentionId> {
    let reading = article.reading;
    let office = |index: TokenId| {
        let number = article.mentions.at(index)?;
        let mention = &article.mentions[number];
        let one = mention.traits.is_one_person();
        let nominal = mention.kind == MentionKind::Nominal && mention.core.start() == index;
        (nominal && one).then_some(number)
    };
    let sentence = reading.word(last).sentence;
    let parts = Traits::VERB.with(Traits::AUXILIARY).with(Traits::PREPOSITION);
    let mut found = None;
    for index in last.saturating_sub(MAX_TAIL).until(last).rev() {
        let word = reading.word(index);
        let joins = matches!(word.key, marks::OF | marks::FOR | marks::AT | marks::TO);
        let inside = word.shape != Shape::Other
            || matches!(word.key, marks::POSSESSIVE | marks::APOSTROPHE | marks::AMPERSAND);
        let parts = word.traits.any(parts) && word.shape == Shape::Lower && !joins;
        if word.sentence != sentence || !inside || parts || word.is_relative() {
            break;
        }
        if reading.traits(index + 1).any(Traits::PREPOSITION) {
            found = office(index).or(found);
        }
    }
    found
}

/// Whether a participle stands before the phrase: "meeting | the mayor", "including | the mayor" aside.
fn is_object(reading: &Reading, start: TokenId) -> bool {
    start.checked_sub(1).map(|before| reading.word(before)).is_some_and(|before| {
        before.ending == Ending::Participle && !before.traits.any(Traits::PREPOSITION)
    })
}

/// Where a role starts that is the second of two: "the president and chief executive".
fn first_of_two(article: Article<'_>, role: &Mention) -> Option<TokenId> {
    let reading = article.reading;
    let and = role.tokens.start().checked_sub(1).filter(|and| reading.is(*and, marks::AND))?;
    let first = &article.mentions[article.mentions.at(and.checked_sub(1)?)?];
    let nominal = first.kind == MentionKind::Nominal && first.sentence == role.sentence;
    let one = first.traits.is_one_person();
    (nominal && one).then_some(first.tokens.start())
}

/// The last token of the phrase before the comma, a parenthesis aside: "the | head | (of four), Dee
/// Ode".
fn before_aside(reading: &Reading, comma: TokenId) -> Option<TokenId> {
    let last = comma.checked_sub(1)?;
    if !reading.is(last, marks::CLOSE) {
        return Some(last);
    }
    let open =
        last.saturating_sub(MAX_ASIDE).until(last).rev().find(|it| reading.is(*it, marks::OPEN));
    open?.checked_sub(1)
}

/// An office in capitals that opens the sentence of the name, so that it needs no article: "Minister
/// for the Far East, Dee Ode said".
fn capital_office(
    article: Article<'_>,
    mention: &Mention,
    last: TokenId,
) -> Option<(TokenId, Tokens)> {
    let reading = article.reading;
    let floor = last.saturating_sub(MAX_OFFICE);
    let inside = |index: &TokenId| reading.word(*index).sentence == mention.sentence;
    let start = floor.until(last + 1).rev().take_while(inside).last()?;
    let opens = start.checked_sub(1).is_none_or(|before| !inside(&before));
    let office = |index: TokenId| {
        let small =
            matches!(reading.word(index).key, marks::OF | marks::FOR | marks::THE | marks::AND);
        small || matches!(reading.word(index).shape, Shape::Capital | Shape::Upper)
    };
    let head =
        start.until(last).find(|it| matches!(reading.word(*it + 1).key, marks::OF | marks::FOR))?;
    let person = reading.traits(head).is_one_person() && mention.name_kind == NameKind::Person;
    let titled = reading.word(head).shape == Shape::Capital && start.until(last + 1).all(office);
    (opens && person && titled).then(|| (head, Tokens::new(start, last + 1)))
}

/// The role before a name: "The mayor, Dee Ode,".
pub(crate) fn role(article: Article<'_>, mention: &Mention) -> Option<(TokenId, Tokens)> {
    let reading = article.reading;
    let comma = mention.tokens.start().checked_sub(1).filter(|it| reading.is(*it, marks::COMMA))?;
    let closes = reading.word(mention.core.end());
    if closes.shape != Shape::Other && !closes.traits.any(Traits::VERB.with(Traits::AUXILIARY)) {
        return None;
    }
    let last = before_aside(reading, comma)?;
    if let Some(office) = capital_office(article, mention, last) {
        return Some(office);
    }
    let organisation = mention.name_kind == NameKind::Organisation;
    let office = office_before(article, last, mention);
    let office = office.or_else(|| office_of(article, last).filter(|_| !organisation));
    let role = article.mentions[office?];
    let start = first_of_two(article, &role).unwrap_or(role.tokens.start());
    let singular = role.traits.is_one_person();
    let owner = Tokens::new(start, role.tokens.end());
    let definite = reading.is(start, marks::THE)
        || reading.traits(start).any(Traits::POSSESSIVE)
        || reading.slice(owner).iter().any(|word| word.key == marks::POSSESSIVE);
    let nominal = role.kind == MentionKind::Nominal
        && role.sentence == mention.sentence
        && !is_object(reading, start)
        // "According to his lawyer, Lind left" tells nothing about Lind, "by his lawyer, Mr. Lind," does.
        && (!place::of(reading, &Mention { tokens: owner, ..role }).after_preposition
            || !mention.title.is_empty() && closes.is_mark());
    let phrase = Tokens::new(noun_phrase::after_determiner(reading, start), last + 1);
    (singular && definite && nominal).then_some((role.core.start(), phrase))
}
