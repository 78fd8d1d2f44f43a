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
use crate::mentions::mention::{Mention, MentionKind};
use crate::words::gender;
use crate::words::lexicon::Traits;

/// Whether the candidate is not meant whatever else speaks for it.
pub(crate) fn is_refused(question: &Question<'_>, candidate: EntityId) -> bool {
    let entity = &question.view.cast.entities[candidate];
    is_quoted_of_itself(question, candidate)
        || is_of_other_gender(question, entity)
        || is_unintroduced(question, entity)
        || is_another_nameless(question, entity)
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

/// "A witness spoke. The judge said …": two role nouns that are not said of one are two people.
fn is_another_nameless(question: &Question<'_>, entity: &Entity) -> bool {
    if question.anaphor != Anaphor::Role
        || entity.kind != EntityKind::Nameless
        || !question.mention.traits.is_one_person()
        || !entity.traits.is_one_person()
    {
        return false;
    }
    let last = entity.last.map(|last| question.view.article.mentions[last]).unwrap_or_default();
    let pronoun = matches!(last.kind, MentionKind::Pronoun(_));
    let seen = role_seen(question, entity, &last);
    let one = [
        Feature::HeadAgrees,
        Feature::HeadKindred,
        Feature::RoleAgrees,
        Feature::RoleKindred,
        Feature::ModifierAgrees,
    ];
    !pronoun && !one.into_iter().any(|feature| seen.has(feature))
}

/// What the role noun and the candidate have to do with each other.
fn role_seen(question: &Question<'_>, entity: &Entity, last: &Mention) -> Features {
    let mut features = Features::default();
    role_features::add(question, entity, last, &mut features);
    features
}
