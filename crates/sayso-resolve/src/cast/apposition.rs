//! Roles from appositions: "Jane Lind, a spokeswoman for Acme," and "the mayor, Dee Ode,".

use crate::cast::entities::Cast;
use crate::cast::entity::EntityKind;
use crate::cast::title;
use crate::cast::{role_ahead, role_behind};
use crate::ids::EntityId;
use crate::mentions::article::Article;
use crate::mentions::mention::{Mention, MentionKind, NameKind};
use crate::mentions::noun_phrase;
use crate::reason::Reason;
use crate::sources::plan::{Plan, Task};
use crate::words::gender::Gender;
use crate::words::lexicon::Traits;
use crate::words::marks;
use crate::words::reading::Reading;
use crate::words::token::{TokenId, Tokens};
use crate::words::word::Ending;

/// Gives the named entities the roles of their appositions, and the role nouns in these to the
/// entities.
pub(crate) fn attach(article: Article<'_>, plan: &Plan, cast: &mut Cast) {
    // In "it was sold to Acme, the agency said" the agency is a source of its own, not Acme, and so
    // is the poll of "in Ruritania, a poll shows".
    let apart = |mention: &Mention, head: TokenId| {
        let task = article.mentions.at(head).and_then(|number| plan.task_of(number));
        let task = task.map(|task| &plan.tasks[task]);
        let said = |task: &Task| {
            let cue = task.cue.start();
            let word = article.reading.word(cue);
            let opener = article.reading.word(task.source.start()).key;
            let fronted = task.content.start() < task.source.start();
            (cue == head + 1 || cue == head + 2)
                && word.ending != Ending::Participle
                && (fronted || !matches!(opener, marks::A | marks::AN))
        };
        let place = mention.name_kind == NameKind::Place && task.is_some();
        !place && !task.is_some_and(said)
    };
    for (number, mention) in article.mentions.list().pairs() {
        let Some(entity) = cast.of(number).filter(|_| mention.is_name()) else { continue };
        let role = role_behind::role(article, mention).filter(|it| apart(mention, it.0));
        if let Some(role) = role {
            second_role(article, cast, entity, role.0);
        }
        if let Some(role) =
            role.or_else(|| role_ahead::role(article, mention).filter(|it| apart(mention, it.0)))
        {
            give(article, cast, entity, role);
        }
        own_title(article, cast, entity, mention);
    }
    for entity in cast.entities.iter_mut() {
        entity.role = trimmed(article.reading, entity.role, entity.kind);
    }
}

/// The role without its article, "the mayor" or "that former mayor"; none where an organisation only
/// shows of which people it is.
fn trimmed(reading: &Reading, role: Tokens, kind: EntityKind) -> Tokens {
    let belonging = Traits::DEMONYM.with(Traits::PARTY);
    let words = reading.slice(role);
    if kind == EntityKind::Organisation && words.iter().all(|word| word.traits.any(belonging)) {
        return Tokens::default();
    }
    let mut start = role.start();
    while start + 1 < role.end() && noun_phrase::is_determiner(reading, start) {
        start += 1;
    }
    // "pharmacologist | Dr" Lind: how one is addressed behind what one is.
    let address = |index: TokenId| {
        let word = reading.word(index);
        marks::ADDRESSES.contains(&word.key) || matches!(word.key, marks::DR | marks::DR_)
    };
    let mut end = role.end();
    while end > start + 1 && address(end - 1) {
        end -= 1;
    }
    Tokens::new(start, end)
}

/// Role words of a title of several words: "campaign manager", "prime minister".
fn own_title(article: Article<'_>, cast: &mut Cast, entity: EntityId, mention: &Mention) {
    for word in article.reading.slice(mention.title) {
        if word.traits.any(Traits::PERSON.with(Traits::TITLE)) {
            cast.add_role(entity, word.role);
        }
    }
}

/// "a teacher and activist": the second role of an apposition is of the same one.
fn second_role(article: Article<'_>, cast: &mut Cast, entity: EntityId, head: TokenId) {
    if !article.reading.is(head + 1, marks::AND) {
        return;
    }
    let second = (head + 2).until(head + 6).find_map(|index| article.mentions.at(index));
    let Some(number) = second.filter(|number| cast.of(*number).is_none()) else { return };
    let mention = article.mentions[number];
    if mention.kind == MentionKind::Nominal && !mention.traits.any(Traits::PLURAL) {
        cast.link(number, entity, Reason::of("apposition"));
        cast.add_role(entity, mention.role);
    }
}

fn give(
    article: Article<'_>,
    cast: &mut Cast,
    entity: EntityId,
    (head, phrase): (TokenId, Tokens),
) {
    let word = article.reading.word(head);
    if let Some(number) = article.mentions.at(head).filter(|it| cast.of(*it).is_none()) {
        cast.link(number, entity, Reason::of("apposition"));
    }
    cast.add_role(entity, word.role);
    tell(article, cast, entity, phrase);
    let entity = &mut cast.entities[entity];
    entity.gender.add(Gender::shown(word.traits));
    entity.stated.add(Gender::shown(word.traits));
    if entity.kind == EntityKind::Unknown && word.traits.any(Traits::PERSON) {
        entity.kind = EntityKind::Person;
    }
}

/// Gives an entity the words of a role that tells more than those known.
pub(crate) fn tell(article: Article<'_>, cast: &mut Cast, entity: EntityId, role: Tokens) {
    let known = &mut cast.entities[entity].role;
    if rank(article.reading, role) > rank(article.reading, *known) {
        *known = role;
    }
}

/// The words of a role that a comma parts from the name that it introduces: "a | lawyer for Ode |, Dee
/// Lind"; none without a comma.
pub(crate) fn before_name(article: Article<'_>, role: &Mention, name: &Mention) -> Tokens {
    let reading = article.reading;
    let comma = name.tokens.start().checked_sub(1).filter(|it| reading.is(*it, marks::COMMA));
    let Some(end) = comma.filter(|comma| *comma > role.core.start()) else {
        return Tokens::default();
    };
    let start = noun_phrase::after_determiner(reading, role.tokens.start());
    let counted = matches!(reading.word(start).key, marks::ONE | marks::ANOTHER);
    Tokens::new(if counted { start + 1 } else { start }, end)
}

/// How much a role tells: what somebody is to another, "his rival", less than any office.
fn rank(reading: &Reading, role: Tokens) -> (bool, (usize, usize)) {
    let owner = role.start().checked_sub(1);
    let owned = owner.is_some_and(|owner| reading.word(owner).is_possessive_pronoun());
    let weight = title::weight(reading, role);
    (weight > title::NONE && !owned, weight)
}
