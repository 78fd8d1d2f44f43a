//! Nobody is put in another's place: who is not meant, however near and salient, because the article
//! says so or because nothing in it says that it is the one.
//!
//! A wrong name is worse than the source's own words, so that these are not left to the weights of the
//! ranker.

use crate::cast::entity::{Entity, EntityKind};
use crate::choice::definite;
use crate::choice::question::Question;
use crate::choice::ranker::{Anaphor, Feature, Features};
use crate::choice::role_features;
use crate::ids::EntityId;
use crate::mentions::mention::Mention;
use crate::words::gender;
use crate::words::key::{self, Key};
use crate::words::lexicon::Traits;
use crate::words::marks;
use crate::words::token::TokenId;
use crate::words::word::Shape;

/// Whether the candidate is not meant whatever else speaks for it.
pub(crate) fn is_refused(question: &Question<'_>, candidate: EntityId) -> bool {
    let entity = &question.view.cast.entities[candidate];
    is_quoted_of_itself(question, candidate)
        || is_of_other_gender(question, entity)
        || is_unintroduced(question, entity)
        || is_no_thing(question, entity)
        || is_another_nameless(question, entity)
        || has_another_office(question, entity)
        || is_of_another_kind(question, entity)
        || is_new_to_the_reader(question, candidate)
        || is_named_beside(question, entity)
        || is_no_such_group(question, candidate)
        || is_of_another_class(question, entity)
        || is_another_place(question, candidate)
        || is_whom_he_spoke_to(question, candidate)
        || is_no_people(question, entity)
}

/// "The nation", "the public", "the delegation" are no body of another kind and nobody's name, and the last
/// two no country.
fn is_no_people(question: &Question<'_>, entity: &Entity) -> bool {
    let (lexicon, noun) = (question.view.article.lexicon, question.mention.role);
    if question.anaphor != Anaphor::Role || !PEOPLES.contains(&noun) {
        return false;
    }
    let told = |role: &Key| *role == noun || lexicon.takes_up(noun, *role);
    let called = entity.roles.iter().chain(&entity.implied).any(told);
    match entity.kind {
        EntityKind::Place => !called && !lexicon.is_place_noun(noun),
        EntityKind::Person | EntityKind::Organisation => !called,
        EntityKind::Unknown | EntityKind::Nameless | EntityKind::Group => false,
    }
}

/// What many people are called together.
const PEOPLES: [Key; 5] = [
    key::of_ascii("nation"),
    key::of_ascii("public"),
    key::of_ascii("delegation"),
    key::of_ascii("population"),
    key::of_ascii("community"),
];

/// "Speaking to Tom Ode, he said", "In an interview with Tom Ode, he said": who asked is not who answers.
fn is_whom_he_spoke_to(question: &Question<'_>, candidate: EntityId) -> bool {
    if question.anaphor != Anaphor::Personal || question.mention.place.possessive {
        return false;
    }
    let (article, own) = (question.view.article, question.mention.core.start());
    let Some(comma) = own.checked_sub(1).filter(|it| article.reading.is(*it, marks::COMMA)) else {
        return false;
    };
    let sentence = question.mention.sentence;
    let talk = comma.saturating_sub(MAX_TALK).until(comma).rev().find(|index| {
        let word = article.reading.word(*index);
        word.sentence == sentence && TALKS.contains(&word.key)
    });
    let Some(to) = talk.map(|talk| talk + 1) else { return false };
    let spoken = matches!(article.reading.word(to).key, marks::TO | marks::WITH | marks::BY);
    let named = to.until(comma).find_map(|it| article.mentions.at(it));
    spoken && named.and_then(|id| question.view.cast.of(id)) == Some(candidate)
}

/// A talk is told of at most this many tokens before its comma.
const MAX_TALK: usize = 14;
/// How somebody speaks to whom is named next.
const TALKS: [Key; 9] = [
    key::of_ascii("speaking"),
    key::of_ascii("talking"),
    key::of_ascii("replying"),
    key::of_ascii("responding"),
    key::of_ascii("interview"),
    key::of_ascii("conversation"),
    key::of_ascii("asked"),
    key::of_ascii("interviewed"),
    key::of_ascii("pressed"),
];

/// "“He is wrong,” Lind said": who is quoted says "I" of himself.
fn is_quoted_of_itself(question: &Question<'_>, candidate: EntityId) -> bool {
    question.anaphor == Anaphor::Personal
        && question.mention.place.quoted
        && question.near.holder == Some(candidate)
}

/// "Ms. Lind" is never "he", nor is Mary Lind, unless pronouns said so before.
fn is_of_other_gender(question: &Question<'_>, entity: &Entity) -> bool {
    let shown = question.mention.gender();
    gender::clash(shown, entity.stated.gender())
        || gender::clash(shown, entity.gender.gender())
            && !gender::agree(shown, entity.pronouns.gender())
}

/// A nurse is never "it", nor is a man.
fn is_no_thing(question: &Question<'_>, entity: &Entity) -> bool {
    let someone = entity.kind == EntityKind::Nameless && entity.traits.is_one_person()
        || entity.stated.gender().is_some();
    question.anaphor == Anaphor::Neuter && someone
}

/// "Lind met the press. The driver said …": a bare role noun is not the person of whom nothing told
/// that role. With words before it that tell who it is ("the Ohio senator"), the ranker decides; and
/// whoever stands for an office is called "the candidate".
fn is_unintroduced(question: &Question<'_>, entity: &Entity) -> bool {
    let mention = question.mention;
    let first = question.view.article.reading.word(mention.tokens.start());
    // "his chief aide" says nothing of who it is but whose.
    let bare = mention.core.start() <= mention.tokens.start() + 1 || first.is_possessive_pronoun();
    question.anaphor == Anaphor::Role
        && entity.kind == EntityKind::Person
        && bare
        && !question.has_tail
        && mention.traits.is_one_person()
        && mention.traits.any(Traits::ROLE)
        && !question.view.article.lexicon.is_candidate(mention.role)
        && role_seen(question, entity, &Mention::default()).has(Feature::Unsupported)
}

/// "Aviation Minister Lind … The health minister": one office under two words is two offices.
fn has_another_office(question: &Question<'_>, entity: &Entity) -> bool {
    let own = question.mention;
    let person = entity.kind == EntityKind::Person && own.traits.is_one_person();
    if question.anaphor != Anaphor::Role || !person {
        return false;
    }
    let reading = question.view.article.reading;
    let before = |head: TokenId, start: TokenId| {
        let word = head.checked_sub(1).filter(|it| *it >= start).map(|it| reading.word(it))?;
        // "health" is a party word before a minister only.
        let field = word.shape == Shape::Lower && word.traits.any(Traits::PARTY)
            || !word.traits.any(NO_FIELD);
        (!word.is_mark() && field).then_some(word)
    };
    let head = reading.word(own.core.start()).role;
    let their_head = entity.role.ids().find(|it| reading.word(*it).role == head);
    let their = their_head.and_then(|it| before(it, entity.role.start()));
    let told = |key: Key| reading.slice(entity.role).iter().any(|word| word.key == key);
    let field = before(own.core.start(), own.tokens.start());
    field.is_some_and(|it| it.shape == Shape::Lower && !told(it.key)) && their.is_some()
}

/// "The police" are no hotel, and "the company" is no ministry: what a body is called against what its
/// name says that it is.
fn is_of_another_kind(question: &Question<'_>, entity: &Entity) -> bool {
    let mention = question.mention;
    let article = question.view.article;
    let body = mention.traits.any(Traits::ORGANISATION) && !mention.traits.any(Traits::PLURAL);
    let named = matches!(entity.kind, EntityKind::Organisation | EntityKind::Unknown);
    if question.anaphor != Anaphor::Role || !body || !named {
        return false;
    }
    let told = |role: &Key| *role == mention.role || article.lexicon.takes_up(mention.role, *role);
    if entity.roles.iter().chain(&entity.implied).any(told) {
        return false;
    }
    let business = BUSINESSES.contains(&mention.role);
    let public = entity.implied.iter().any(|role| PUBLIC.contains(role));
    PUBLIC.contains(&mention.role)
        && entity.kind == EntityKind::Organisation
        && entity.name.len() > 1
        || business && public
}

/// What only a body of the state is called, or a party or a church.
const PUBLIC: [Key; 17] = [
    key::of_ascii("police"),
    key::of_ascii("government"),
    key::of_ascii("ministry"),
    key::of_ascii("department"),
    key::of_ascii("court"),
    key::of_ascii("tribunal"),
    key::of_ascii("army"),
    key::of_ascii("military"),
    key::of_ascii("senate"),
    key::of_ascii("congress"),
    key::of_ascii("parliament"),
    key::of_ascii("legislature"),
    key::of_ascii("party"),
    key::of_ascii("church"),
    key::of_ascii("town"),
    key::of_ascii("city"),
    key::of_ascii("embassy"),
];

/// What only a body that trades is called.
const BUSINESSES: [Key; 12] = [
    key::of_ascii("company"),
    key::of_ascii("firm"),
    key::of_ascii("business"),
    key::of_ascii("corporation"),
    key::of_ascii("chain"),
    key::of_ascii("retailer"),
    key::of_ascii("manufacturer"),
    key::of_ascii("maker"),
    key::of_ascii("bank"),
    key::of_ascii("airline"),
    key::of_ascii("carrier"),
    key::of_ascii("developer"),
];

/// "Lind left, an aide said": "a" and "an" are for somebody whom the reader does not know yet, so that
/// only who is but a role in the headline is meant, or in the first sentence who is named later.
fn is_new_to_the_reader(question: &Question<'_>, candidate: EntityId) -> bool {
    let first = question.view.article.reading.word(question.mention.tokens.start()).key;
    question.anaphor == Anaphor::Role
        && matches!(first, marks::A | marks::AN)
        && (!definite::is_unseen(question.view, candidate)
            || question.view.cast.entities[candidate].last.is_none()
                && question.mention.sentence > 0)
}

/// "A Lind adviser" is not Lind: whom the words before a noun for a person name is somebody else.
fn is_named_beside(question: &Question<'_>, entity: &Entity) -> bool {
    let (article, own) = (question.view.article, question.mention);
    let person = entity.kind == EntityKind::Person && own.traits.any(Traits::PERSON);
    let mut before = own.tokens.start().until(own.core.start());
    if question.anaphor != Anaphor::Role || !person || before.len() == 0 {
        return false;
    }
    let surname = article.last_word_key(entity.name);
    before.any(|it| article.reading.is(it, surname) && article.mentions.in_name(it))
}

/// Several are never "he", and bodies alone are no "ministers".
fn is_no_such_group(question: &Question<'_>, candidate: EntityId) -> bool {
    let cast = question.view.cast;
    let members = cast.members_of(candidate);
    let traits = question.mention.traits;
    let people = traits.any(Traits::PERSON)
        && !traits.any(Traits::ORGANISATION.with(Traits::GROUP).with(Traits::DOCUMENT));
    let body = |member: &EntityId| match cast.entities[*member].kind {
        EntityKind::Organisation | EntityKind::Place => true,
        EntityKind::Nameless => !cast.entities[*member].traits.any(Traits::PERSON),
        _ => false,
    };
    match question.anaphor {
        Anaphor::Personal => !members.is_empty(),
        Anaphor::Role => people && !members.is_empty() && members.iter().all(body),
        Anaphor::Neuter | Anaphor::Plural => false,
    }
}

/// "Each of those states … That poll said": a document is nobody without a name, and nobody a document.
fn is_of_another_class(question: &Question<'_>, entity: &Entity) -> bool {
    let document = |traits: Traits| traits.only(Traits::ROLE) == Traits::DOCUMENT;
    let people = |traits: Traits| traits.any(Traits::ROLE) && !traits.any(Traits::DOCUMENT);
    let asked = question.mention.traits;
    question.anaphor == Anaphor::Role
        && entity.kind == EntityKind::Nameless
        && (document(asked)
            && (people(entity.traits) || is_many(entity) && !asked.any(Traits::PLURAL))
            || people(asked) && document(entity.traits))
}

/// What no country is called.
const TOWNS: [Key; 3] = [key::of_ascii("city"), key::of_ascii("town"), key::of_ascii("village")];

/// "The city of Lisse … The city": a place that was called so before, and no other.
fn is_another_place(question: &Question<'_>, candidate: EntityId) -> bool {
    let place = TOWNS.contains(&question.mention.role);
    // "the city of Ode" says which city it is.
    let called = question.has_tail || question.near.only_head.is_some_and(|it| it != candidate);
    question.anaphor == Anaphor::Role
        && place
        && called
        && question.view.cast.entities[candidate].kind == EntityKind::Place
}

/// Whether somebody nameless is several, and no document.
fn is_many(entity: &Entity) -> bool {
    let many = entity.several || entity.traits.any(Traits::DETERMINER);
    many && !entity.traits.any(Traits::DOCUMENT)
}

/// Words before an office that say nothing of its field.
const NO_FIELD: Traits = Traits::FUNCTION
    .with(Traits::PARTY)
    .with(Traits::DEMONYM)
    .with(Traits::TITLE)
    .with(Traits::ROLE)
    .with(Traits::COMMENT)
    .with(Traits::ANY_DAY);

/// "A witness spoke. The judge said …": two role nouns that are not said of one are two people.
fn is_another_nameless(question: &Question<'_>, entity: &Entity) -> bool {
    if question.anaphor != Anaphor::Role
        || entity.kind != EntityKind::Nameless
        || !question.mention.traits.is_one_person()
        || !entity.traits.is_one_person()
    {
        return false;
    }
    let article = question.view.article;
    let last = entity.last.map(|last| article.mentions[last]).unwrap_or_default();
    let role = question.mention.role;
    // The last mention can be a pronoun, which does not say the noun.
    let called = article
        .reading
        .slice(entity.name)
        .iter()
        .any(|word| word.role == role || article.lexicon.takes_up(role, word.role));
    let seen = role_seen(question, entity, &last);
    let one = [
        Feature::HeadAgrees,
        Feature::HeadKindred,
        Feature::RoleAgrees,
        Feature::RoleKindred,
        Feature::ModifierAgrees,
    ];
    !called && !one.into_iter().any(|feature| seen.has(feature))
}

/// What the role noun and the candidate have to do with each other.
fn role_seen(question: &Question<'_>, entity: &Entity, last: &Mention) -> Features {
    let mut features = Features::default();
    role_features::add(question, entity, last, &mut features);
    features
}
