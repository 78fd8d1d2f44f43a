//! Nobody is put in another's place: who is not meant, however near and salient, because the article
//! says so or because nothing in it says that it is the one.
//!
//! A wrong name is worse than the source's own words, so that these are not left to the weights of the
//! ranker.

use crate::cast::entity::{Entity, EntityKind};
use crate::choice::question::Question;
use crate::choice::ranker::{Anaphor, Feature, Features};
use crate::choice::role_features;
use crate::ids::EntityId;
use crate::mentions::mention::Mention;
use crate::words::gender;
use crate::words::key::Key;
use crate::words::lexicon::Traits;
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
}

/// "“He is wrong,” Lind said": who is quoted says "I" of himself.
fn is_quoted_of_itself(question: &Question<'_>, candidate: EntityId) -> bool {
    question.anaphor == Anaphor::Personal
        && question.mention.place.quoted
        && question.near.holder == Some(candidate)
}

/// "Ms. Lind" is never "he".
fn is_of_other_gender(question: &Question<'_>, entity: &Entity) -> bool {
    gender::clash(question.mention.gender(), entity.stated.gender())
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
    let bare = mention.core.start() <= mention.tokens.start() + 1;
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
    let reading = question.view.article.reading;
    let before = |head: TokenId, start: TokenId| {
        let word = head.checked_sub(1).filter(|it| *it >= start).map(|it| reading.word(it))?;
        (!word.is_mark() && !word.traits.any(NO_FIELD)).then_some(word)
    };
    let head = reading.word(own.core.start()).role;
    let their_head = entity.role.ids().find(|it| reading.word(*it).role == head);
    let their = their_head.and_then(|it| before(it, entity.role.start()));
    let told = |key: Key| reading.slice(entity.role).iter().any(|word| word.key == key);
    let field = before(own.core.start(), own.tokens.start());
    question.anaphor == Anaphor::Role
        && entity.kind == EntityKind::Person
        && own.traits.is_one_person()
        && field.is_some_and(|it| it.shape == Shape::Lower && !told(it.key))
        && their.is_some()
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
