//! Roles from appositions: "Jane Lind, a spokeswoman for Acme," and "the mayor, Dee Ode,".

use sayso_text::TokenSpan;

use crate::cast::{Article, Cast};
use crate::entity::EntityKind;
use crate::lexicon::Traits;
use crate::marks;
use crate::mention::{Mention, MentionKind, NameKind};
use crate::noun_phrase;
use crate::plan::{Plan, Task};
use crate::reading::{Ending, Shape, Word};
use crate::role;

/// The head of an apposition is at most this many tokens behind its comma.
const MAX_TO_HEAD: usize = 9;
/// A role longer than this is cut.
const MAX_ROLE: usize = 14;

/// Gives the named entities the roles of their appositions, and the role nouns in these to the
/// entities.
pub(crate) fn attach(article: Article<'_>, plan: &Plan, cast: &mut Cast) {
    // In "it was sold to Acme, the agency said" the agency is a source of its own, not Acme, and so
    // is the poll of "in Ruritania, a poll shows".
    let apart = |mention: &Mention, head: usize| {
        let task = article.mentions.at(head).and_then(|number| plan.task_of(number));
        let task = task.and_then(|task| plan.tasks.get(task));
        let said = |task: &Task| {
            let cue = task.cue.start();
            let word = article.reading.word(cue);
            let opener = article.reading.word(task.source.start()).key;
            let fronted = task.content.start() < task.source.start();
            (head + 1..head + 3).contains(&cue)
                && word.ending != Ending::Participle
                && (fronted || !matches!(opener, marks::A | marks::AN))
        };
        let place = mention.name_kind == NameKind::Place && task.is_some();
        !place && !task.is_some_and(said)
    };
    for (number, mention) in article.mentions.list().iter().enumerate() {
        let Some(entity) = cast.of(number).filter(|_| mention.is_name()) else { continue };
        let role = after(article, mention).filter(|it| apart(mention, it.0));
        if let Some(role) = role {
            second_role(article, cast, entity, role.0);
        }
        if let Some(role) =
            role.or_else(|| before(article, mention).filter(|it| apart(mention, it.0)))
        {
            give(article, cast, entity, role);
        }
        own_title(article, cast, entity, mention);
    }
}

/// Role words of a title of several words: "campaign manager", "prime minister".
fn own_title(article: Article<'_>, cast: &mut Cast, entity: usize, mention: &Mention) {
    for word in article.reading.slice(mention.title) {
        if word.traits.any(Traits::PERSON.with(Traits::TITLE)) {
            cast.add_role(entity, word.role);
        }
    }
}

/// "a teacher and activist": the second role of an apposition is of the same one.
fn second_role(article: Article<'_>, cast: &mut Cast, entity: usize, head: usize) {
    if !article.reading.is(head + 1, marks::AND) {
        return;
    }
    let second = (head + 2..head + 6).find_map(|index| article.mentions.at(index));
    let Some(number) = second.filter(|number| cast.of(*number).is_none()) else { return };
    let mention = article.mentions.get(number);
    if mention.kind == MentionKind::Nominal && !mention.traits.any(Traits::PLURAL) {
        cast.link(number, entity);
        cast.add_role(entity, mention.role);
    }
}

fn give(article: Article<'_>, cast: &mut Cast, entity: usize, (head, phrase): (usize, TokenSpan)) {
    let word = article.reading.word(head);
    if let Some(number) = article.mentions.at(head).filter(|it| cast.of(*it).is_none()) {
        cast.link(number, entity);
    }
    cast.add_role(entity, word.role);
    let Some(entity) = cast.entities.get_mut(entity) else { return };
    entity.gender += i32::from(word.traits.any(Traits::MASCULINE));
    entity.gender -= i32::from(word.traits.any(Traits::FEMININE));
    if role::weight(article.reading, phrase) > role::weight(article.reading, entity.role) {
        entity.role = phrase;
    }
    if entity.kind == EntityKind::Unknown && word.traits.any(Traits::PERSON) {
        entity.kind = EntityKind::Person;
    }
}

/// The role after a name: ", 32, a truck driver from Ode,".
fn after(article: Article<'_>, mention: &Mention) -> Option<(usize, TokenSpan)> {
    let reading = article.reading;
    let mut start = mention.core.end();
    if !reading.is(start, marks::COMMA) {
        return None;
    }
    start += 1;
    if reading.word(start).shape == Shape::Other && reading.is(start + 1, marks::COMMA) {
        start += 2;
    }
    let opens = reading.word(start);
    if !opens_role(opens) && !is_owner(article, start) {
        return None;
    }
    let wanted = wanted(mention);
    let head = role_head(article, start, wanted)?;
    let end = phrase_end(article, head + 1, start + MAX_ROLE);
    let supported = reading.word(head + 1).traits.any(Traits::VERB);
    let closes = supported
        || matches!(reading.word(end).key, marks::COMMA)
        || reading.word(end).shape == Shape::Other
        || noun_phrase::is_relative(reading, end);
    closes.then(|| (head, TokenSpan::new(after_determiner(article, start), end)))
}

/// Whether an apposition can start with the word: "a", "his", "mayor", "former", "senior".
fn opens_role(word: Word) -> bool {
    let determiner = word.traits.any(Traits::DETERMINER.with(Traits::POSSESSIVE));
    let never = Traits::FUNCTION.with(Traits::VERB).with(Traits::ADVERB).with(Traits::CALENDAR);
    let verb = matches!(word.ending, Ending::Participle | Ending::Past | Ending::Adverb);
    determiner || word.shape == Shape::Lower && !word.traits.any(never) && !verb
}

/// Whether a name that owns what follows starts at the token: "Ode's | spokeswoman".
fn is_owner(article: Article<'_>, start: usize) -> bool {
    let owner = article.mentions.at(start).map(|number| article.mentions.get(number));
    let owner = owner.filter(|owner| owner.is_name() && owner.tokens.start() == start);
    owner.is_some_and(|owner| article.reading.is(owner.core.end(), marks::POSSESSIVE))
}

/// Where the role starts behind its article; "his wife" is a wife, for who he is does not show in a
/// table.
fn after_determiner(article: Article<'_>, start: usize) -> usize {
    let word = article.reading.word(start);
    let pronoun = word.traits.any(Traits::POSSESSIVE) && word.key != marks::POSSESSIVE;
    let leads = pronoun || matches!(word.key, marks::A | marks::AN | marks::THE);
    if leads { start + 1 } else { start }
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
fn role_head(article: Article<'_>, start: usize, wanted: Traits) -> Option<usize> {
    let reading = article.reading;
    let mut found = None;
    for index in start..start + MAX_TO_HEAD {
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
        }
    }
    found
}

/// Where an apposition ends: at a comma, a relative clause or the end of the sentence.
fn phrase_end(article: Article<'_>, start: usize, limit: usize) -> usize {
    let reading = article.reading;
    let sentence = reading.word(start.saturating_sub(1)).sentence;
    (start..limit)
        .find(|index| {
            let word = reading.word(*index);
            let mark = word.is_mark() && word.key != marks::APOSTROPHE;
            mark || noun_phrase::is_relative(reading, *index)
                || word.traits.any(Traits::VERB) && word.shape == Shape::Lower
                || word.sentence != sentence
        })
        .unwrap_or(limit)
}

/// The role noun of the phrase that ends with the token: "the mayor", "the mayor of Lisse".
fn office_before(article: Article<'_>, last: usize) -> Option<usize> {
    let number = article.mentions.at(last)?;
    let mention = article.mentions.get(number);
    let Some(of) = mention.tokens.start().checked_sub(1).filter(|_| mention.is_name()) else {
        return Some(number);
    };
    let the = usize::from(article.reading.is(of, marks::THE));
    let of = of.checked_sub(the)?;
    let joins = matches!(article.reading.word(of).key, marks::OF | marks::FOR | marks::AT);
    article.mentions.at(of.checked_sub(1)?).filter(|_| joins)
}

/// The role before a name: "The mayor, Dee Ode,".
fn before(article: Article<'_>, mention: &Mention) -> Option<(usize, TokenSpan)> {
    let reading = article.reading;
    let comma = mention.tokens.start().checked_sub(1).filter(|it| reading.is(*it, marks::COMMA))?;
    let closes = reading.word(mention.core.end());
    if closes.shape != Shape::Other && !closes.traits.any(Traits::VERB.with(Traits::AUXILIARY)) {
        return None;
    }
    let head = comma.checked_sub(1)?;
    let number = office_before(article, head)?;
    let role = article.mentions.get(number);
    let singular = role.traits.any(Traits::PERSON) && !role.traits.any(Traits::PLURAL);
    let definite = matches!(reading.word(role.tokens.start()).key, marks::THE)
        || reading.traits(role.tokens.start()).any(Traits::POSSESSIVE)
        || reading.slice(role.tokens).iter().any(|word| word.key == marks::POSSESSIVE);
    let nominal = role.kind == MentionKind::Nominal
        && role.sentence == mention.sentence
        // "According to his lawyer, Lind left" tells nothing about Lind.
        && !role.place.after_preposition;
    let phrase = TokenSpan::new(after_determiner(article, role.tokens.start()), comma);
    (singular && definite && nominal).then_some((role.core.start(), phrase))
}
