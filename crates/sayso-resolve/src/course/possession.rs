//! Who and what belongs to whom: "his campaign" is "the Ode campaign" where he is Ode, and "Lind's
//! lawyer" is whom the article called "a lawyer for Lind".

use crate::cast::entities::Cast;
use crate::cast::entity::EntityKind;
use crate::ids::{EntityId, Id, MentionId};
use crate::mentions::article::Article;
use crate::mentions::mention::{Mention, MentionKind};
use crate::words::key::{self, Key, KeyMap};
use crate::words::lexicon::Traits;
use crate::words::marks;
use crate::words::token::{TokenId, Tokens};

/// The name of an organisation that opens a title has at most this many words.
const MAX_EMPLOYER: usize = 5;

/// So many words of a title are read.
const MAX_ROLE: usize = 12;

/// A person stands at most this many tokens before a relative named without "his".
const MAX_TO_PERSON: usize = 6;

/// What each owner was said to have so far, by the role of what is owned.
#[derive(Debug, Default)]
pub(crate) struct Possessions {
    known: KeyMap<EntityId>,
}

impl Possessions {
    /// Starts another article.
    pub(crate) fn clear(&mut self) {
        self.known.clear();
    }

    /// Notes what a mention tells of who has what.
    pub(crate) fn note(&mut self, article: Article<'_>, cast: &Cast, number: MentionId) {
        let mention = &article.mentions[number];
        let Some(entity) = cast.of(number) else { return };
        if let Some(owner) = owner(article, cast, mention).filter(|owner| *owner != entity) {
            self.add(article, owner, mention, entity);
        }
        if let Some(owned) = owned_by_phrase(article, mention)
            && let Some(thing) = cast.of(owned).filter(|thing| *thing != entity)
        {
            self.add(article, entity, &article.mentions[owned], thing);
        }
    }

    /// What the noun phrase takes up by its owner.
    pub(crate) fn find(
        &self,
        article: Article<'_>,
        cast: &Cast,
        own: &Mention,
    ) -> Option<EntityId> {
        let owner = owner(article, cast, own)?;
        let known = self.known.get(&place(article, owner, own)).copied();
        known
            .or_else(|| campaign(article, cast, owner, own))
            .or_else(|| bank(article, cast, owner, own))
    }

    fn add(&mut self, article: Article<'_>, owner: EntityId, mention: &Mention, entity: EntityId) {
        if mention.role != key::EMPTY {
            self.known.insert(place(article, owner, mention), entity);
        }
    }
}

/// One key for an owner and a role, or what the role takes up ("attorney" for "lawyer"); "his lawyer"
/// and "his lawyers" are two.
fn place(article: Article<'_>, owner: EntityId, mention: &Mention) -> Key {
    let owner = owner.place() as u64;
    let number = u64::from(mention.traits.any(Traits::PLURAL));
    let role = article.lexicon.kindred(mention.role).unwrap_or(mention.role);
    key::extend(key::extend(owner << 1 | number, role), role)
}

/// Whose it is: the one of "his", of a name before "'s", or the person before a relative, "Ode and wife
/// Dee".
pub(crate) fn owner(article: Article<'_>, cast: &Cast, mention: &Mention) -> Option<EntityId> {
    possessor(article, cast, mention).or_else(|| person_before(article, cast, mention))
}

/// The person before a relative who is named without "his".
fn person_before(article: Article<'_>, cast: &Cast, mention: &Mention) -> Option<EntityId> {
    let start = mention.tokens.start();
    let bare = mention.is_name() && marks::RELATIVES.contains(&mention.role);
    let before = start.saturating_sub(MAX_TO_PERSON).until(start).rev();
    let numbers = before.filter(|_| bare).filter_map(|index| article.mentions.at(index));
    let mut persons = numbers.filter(|number| {
        let other = &article.mentions[*number];
        other.is_name() && other.sentence == mention.sentence
    });
    cast.of(persons.next()?).filter(|owner| cast.entities[*owner].kind == EntityKind::Person)
}

/// The one of "his" or of a name before "'s".
fn possessor(article: Article<'_>, cast: &Cast, mention: &Mention) -> Option<EntityId> {
    let before = Tokens::new(mention.tokens.start(), mention.core.start());
    let reading = article.reading;
    let pronoun = reading.word(before.start()).is_possessive_pronoun() && !before.is_empty();
    let token = if pronoun {
        before.start()
    } else {
        let mark =
            |it: &TokenId| matches!(reading.word(*it).key, marks::POSSESSIVE | marks::APOSTROPHE);
        before.ids().rev().find(mark)?.checked_sub(1)?
    };
    article.mentions.at(token).and_then(|number| cast.of(number))
}

/// The noun of which a mention tells whose it is: "an | adviser | to Lind".
fn owned_by_phrase(article: Article<'_>, mention: &Mention) -> Option<MentionId> {
    let joint = mention.tokens.start().checked_sub(1)?;
    let joins = matches!(article.reading.word(joint).key, marks::OF | marks::TO | marks::FOR);
    let owned = article.mentions.at(joint.checked_sub(1).filter(|_| joins)?)?;
    let noun = &article.mentions[owned];
    // "supporters of Lind and Ode" are not those of Lind alone.
    let alone = !article.reading.is(mention.core.end(), marks::AND);
    (alone && noun.kind == MentionKind::Nominal && noun.core.end() == joint).then_some(owned)
}

/// The office that the article names by its owner's surname: "the Ode campaign".
fn campaign(article: Article<'_>, cast: &Cast, owner: EntityId, own: &Mention) -> Option<EntityId> {
    let owner = &cast.entities[owner];
    let noun = article.reading.word(own.core.start());
    let named = matches!(owner.kind, EntityKind::Person | EntityKind::Unknown);
    if !named || !noun.traits.any(Traits::OFFICE) {
        return None;
    }
    cast.called(key::extend(article.last_word_key(owner.name), noun.key))
}

/// The organisation for which the owner works: "his bank" is Acme where he is "Acme CEO Dee Ode".
fn bank(article: Article<'_>, cast: &Cast, owner: EntityId, own: &Mention) -> Option<EntityId> {
    let thing = own.traits.any(Traits::ORGANISATION)
        && !own.traits.any(Traits::PLURAL.with(Traits::PERSON).with(Traits::OFFICE));
    employer(article, cast, owner).filter(|_| thing)
}

/// The organisation that the title or the apposition of a person names, the last of several: "president
/// of Acme".
pub(crate) fn employer(article: Article<'_>, cast: &Cast, person: EntityId) -> Option<EntityId> {
    let person = &cast.entities[person];
    if person.kind != EntityKind::Person {
        return None;
    }
    let end = person.role.end();
    let starts = person.role.ids().take(MAX_ROLE).rev();
    let mut found = starts.filter_map(|start| longest(article, cast, start, end));
    found.next()
}

/// The organisation of the longest name that starts at the token.
fn longest(article: Article<'_>, cast: &Cast, start: TokenId, end: TokenId) -> Option<EntityId> {
    let mut phrase = None;
    let words = start.until(end.min(start + MAX_EMPLOYER)).map(|it| article.reading.word(it).key);
    let called = words.filter_map(|word| {
        let whole = phrase.map_or(word, |before| key::extend(before, word));
        phrase = Some(whole);
        cast.called(whole)
    });
    called.last()
}
