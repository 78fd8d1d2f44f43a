//! What a role noun and a candidate have to do with each other: "the senator" and who is one.

use crate::cast::entity::{Entity, EntityKind};
use crate::choice::question::Question;
use crate::choice::ranker::{Feature, Features};
use crate::ids::EntityId;
use crate::mentions::mention::{Mention, MentionKind};
use crate::words::key::{self, Key};
use crate::words::lexicon::Traits;
use crate::words::marks;
use crate::words::token::Tokens;
use crate::words::word::Word;

/// So many words of a name or a role are compared.
const MAX_WORDS: usize = 16;

/// Adds the features of a candidate of a role noun; the other features must be known.
pub(crate) fn add(
    question: &Question<'_>,
    entity: &Entity,
    last: &Mention,
    features: &mut Features,
) {
    add_roles(question, entity, last, features);
    add_heads(question, entity, last, features);
    add_modifiers(question, entity, features);
    add_class(question, entity, features);
    if entity.kind == EntityKind::Group {
        add_members(question, entity, features);
    }
    add_support(question, entity, features);
}

/// Whether something in the noun phrase speaks against the candidate's role whatever else agrees.
pub(crate) fn clashes(question: &Question<'_>, entity: &Entity) -> bool {
    owner_clashes(question, entity)
        || place_clashes(question, entity)
        || is_of_another(question, entity)
        || is_owned_thing(question, entity)
}

/// Whether the article names the candidate as what somebody has: "its Lisse Hub", "its business" are not
/// the company.
fn is_owned_thing(question: &Question<'_>, entity: &Entity) -> bool {
    let article = question.view.article;
    let owner = entity.first.checked_sub(1).map(|before| article.reading.word(before));
    let body = question.mention.traits.any(Traits::ORGANISATION);
    let own = question.mention.tokens.start();
    let thing = !matches!(entity.kind, EntityKind::Person | EntityKind::Group);
    body && thing
        && owner.is_some_and(|owner| owner.is_possessive_pronoun())
        && !article.reading.word(own).is_possessive_pronoun()
}

/// Whether somebody else holds the office and the candidate another: "the CEO" is not the CFO.
fn is_of_another(question: &Question<'_>, entity: &Entity) -> bool {
    let (own, near) = (question.mention, question.near);
    let one = own.traits.is_one_person();
    let holds =
        |role: &Key| *role == own.role || question.view.article.lexicon.takes_up(own.role, *role);
    near.role_known
        && one
        && !question.is_indefinite
        && entity.kind == EntityKind::Person
        && entity.roles.iter().any(|role| *role != key::EMPTY)
        && !entity.roles.iter().any(holds)
        && !modifiers_agree(question, entity)
}

/// Whether the noun has one owner and the candidate's role another: "Lind's lawyer" is not Roe, of
/// whom the text says "Ode's lawyer, Roe".
fn owner_clashes(question: &Question<'_>, entity: &Entity) -> bool {
    if !question.is_owned || !entity.has_role(question.mention.role) {
        return false;
    }
    let reading = question.view.article.reading;
    let owner = |phrase: Tokens| {
        let end = phrase.ids().find(|index| reading.is(*index, marks::POSSESSIVE))?;
        end.checked_sub(1).map(|last| reading.word(last).key)
    };
    let own = question.mention.tokens;
    let (one, other) = (owner(own), owner(entity.role));
    other.is_some() && one != other
}

/// The role itself, or one that the noun takes up.
fn add_roles(question: &Question<'_>, entity: &Entity, last: &Mention, features: &mut Features) {
    let (own, lexicon) = (question.mention, question.view.article.lexicon);
    let has = entity.has_role(own.role);
    let kindred = !has && entity.roles.iter().any(|role| lexicon.takes_up(own.role, *role));
    let known = entity.roles.iter().any(|role| *role != key::EMPTY);
    let other = entity.kind == EntityKind::Person && known && !has && !kindred;
    let implied = entity.implies(own.role);
    let place = lexicon.is_place_noun(own.role);
    let is_place = entity.kind == EntityKind::Place;
    let headline = last.sentence == 0 && last.kind == MentionKind::Nominal;
    let after_headline = headline && own.paragraph < 3 && question.is_indefinite;
    features.flag(Feature::RoleAgrees, has);
    features.flag(Feature::RoleKindred, kindred);
    features.flag(Feature::OtherRole, other);
    features.flag(Feature::KindAgrees, implied);
    features.flag(Feature::PlaceAgrees, place && is_place);
    features.flag(Feature::PlaceClashes, !place && is_place);
    features.flag(Feature::IndefiniteRole, question.is_indefinite && has);
    features.flag(Feature::AfterHeadline, after_headline && (has || implied || kindred));
}

/// "The senators" are the group all of whose members are senators.
fn add_members(question: &Question<'_>, entity: &Entity, features: &mut Features) {
    let (own, lexicon) = (question.mention, question.view.article.lexicon);
    let role = |it: &Entity| {
        it.has_role(own.role)
            || it.implies(own.role)
            || it.roles.iter().any(|role| lexicon.takes_up(own.role, *role))
    };
    let class = |it: &Entity| match it.kind {
        EntityKind::Person => own.traits.any(Traits::PERSON),
        EntityKind::Organisation => own.traits.any(Traits::ORGANISATION.with(Traits::GROUP)),
        EntityKind::Place => lexicon.is_place_noun(own.role),
        _ => false,
    };
    let many = own.traits.any(Traits::PLURAL);
    let cast = question.view.cast;
    let members = cast.members.get(entity.members.clone()).unwrap_or_default();
    let all = |holds: &dyn Fn(&Entity) -> bool| {
        many && members.iter().all(|member| holds(&cast.entities[*member]))
    };
    features.flag(Feature::GroupRole, all(&role));
    features.flag(Feature::GroupClass, all(&class));
    let named = |it: &EntityId| cast.entities[*it].kind == EntityKind::Person;
    let team = |it: &EntityId| {
        let entity = &cast.entities[*it];
        entity.kind == EntityKind::Nameless && entity.traits.any(Traits::PERSON.with(Traits::GROUP))
    };
    let one = members.first().is_some_and(named) && members.last().is_some_and(team);
    let people = own.traits.any(Traits::PERSON.with(Traits::GROUP));
    features.flag(Feature::GroupTeam, many && people && one);
}

/// The head noun of the last mention of somebody nameless.
fn add_heads(question: &Question<'_>, entity: &Entity, last: &Mention, features: &mut Features) {
    let own = question.mention;
    let nominal = entity.kind == EntityKind::Nameless && last.kind == MentionKind::Nominal;
    let head = nominal && last.role == own.role;
    let kindred = nominal && question.view.article.lexicon.takes_up(own.role, last.role);
    let bare = own.core.start() <= own.tokens.start() + 1;
    let both = question.view.article.reading.is(own.tokens.start(), marks::BOTH);
    features.flag(Feature::HeadAgrees, head);
    features.flag(Feature::HeadKindred, kindred);
    features.flag(Feature::HeadBare, head && bare);
    features.flag(Feature::HeadSpoken, head && entity.statements > 0);
    features.flag(Feature::BothGroup, both && entity.kind == EntityKind::Group);
}

/// The words before the head noun.
fn add_modifiers(question: &Question<'_>, entity: &Entity, features: &mut Features) {
    let role = question.mention.role;
    let agree = modifiers_agree(question, entity);
    let organisation = entity.kind == EntityKind::Organisation;
    let named = organisation || entity.kind == EntityKind::Person;
    let new = named && !agree && has_modifiers(question);
    let same = entity.has_role(role) || entity.implies(role);
    features.flag(Feature::ModifierAgrees, agree);
    features.flag(Feature::ModifierNew, new);
    features.flag(Feature::ModifierNewOrganisation, new && same && organisation);
    features.flag(Feature::Owned, question.is_owned && agree && entity.has_role(role));
}

/// Whether the noun can be of an entity of this kind.
fn add_class(question: &Question<'_>, entity: &Entity, features: &mut Features) {
    let own = question.mention.traits;
    let plural = own.any(Traits::PLURAL);
    let asked = own.only(Traits::ROLE);
    let fits = match entity.kind {
        EntityKind::Person => asked.any(Traits::PERSON) && !plural,
        EntityKind::Organisation | EntityKind::Place => {
            asked.any(Traits::ORGANISATION.with(Traits::GROUP)) && !plural
        }
        EntityKind::Unknown => true,
        EntityKind::Group => plural,
        EntityKind::Nameless => {
            let many = Traits::PLURAL.with(Traits::GROUP);
            let number = plural == entity.traits.any(Traits::PLURAL);
            // "the team" of researchers.
            features.has(Feature::HeadKindred)
                || asked.any(entity.traits) && (number || own.any(many) && entity.traits.any(many))
        }
    };
    features.flag(Feature::ClassAgrees, fits);
    features.flag(Feature::ClassClashes, !fits);
}

/// What in the text speaks for a named candidate of a role noun, and what else where nothing does.
fn add_support(question: &Question<'_>, entity: &Entity, features: &mut Features) {
    let named = matches!(entity.kind, EntityKind::Person | EntityKind::Organisation);
    let asked = question.mention.traits;
    let one = asked.is_one_person();
    let person = entity.kind == EntityKind::Person;
    let support = [
        Feature::RoleAgrees,
        Feature::RoleKindred,
        Feature::KindAgrees,
        Feature::ModifierAgrees,
        Feature::PlaceAgrees,
    ];
    let supported = support.iter().any(|feature| features.has(*feature));
    let subject = features.has(Feature::SubjectOfLast) || features.has(Feature::SubjectOfSentence);
    let top = features.has(Feature::TopPerson);
    let spoke = features.has(Feature::LastSpeakerHere);
    let role = features.has(Feature::RoleAgrees);
    let bare = named && !supported;
    // "The impostor": a noun of no known class.
    let unknown = !asked.any(Traits::ROLE) && !asked.any(Traits::PLURAL);
    let one =
        (one || unknown) && !question.is_owned && !question.is_indefinite && !question.has_tail;
    let nearest = features.has(Feature::NearestPerson);
    let thing = features.has(Feature::NearestOrganisation);
    let general = question.view.article.lexicon.is_organisation_noun(question.mention.role);
    features.flag(Feature::Unsupported, bare);
    features.flag(Feature::UnsupportedSubject, bare && person && one && subject);
    features.flag(Feature::UnsupportedTop, bare && person && one && top);
    features.flag(Feature::UnsupportedSpeaker, bare && person && one && spoke);
    // "Brevix makes TV sets. The company said …": nothing says that Brevix is anybody else.
    let open = entity.kind == EntityKind::Unknown && !supported;
    features.flag(Feature::UnsupportedOrganisation, (bare || open) && !person && general);
    features.flag(Feature::UnsupportedNearest, bare && person && one && nearest);
    let institution = asked.any(Traits::ORGANISATION) && !asked.any(Traits::PLURAL);
    let of_thing = !supported
        && !person
        && institution
        && thing
        && !question.is_owned
        && !question.near.role_known;
    features.flag(Feature::UnsupportedNearestOrganisation, of_thing);
    let first = question.view.article.reading.traits(question.mention.tokens.start());
    let headline = !first.any(Traits::DETERMINER) && question.mention.paragraph < 3;
    features.flag(Feature::BareAhead, headline && features.has(Feature::AheadRole));
    features.flag(Feature::BareTop, headline && person && top);
    features.flag(Feature::RoleSubject, role && subject);
    features.flag(Feature::RoleTop, role && top);
    features.flag(Feature::RoleSpeaker, role && spoke);
}

/// Whether words that tell something stand before the head noun.
fn has_modifiers(question: &Question<'_>) -> bool {
    let own = question.mention;
    let modifiers = Tokens::new(own.tokens.start(), own.core.start());
    let words = question.view.article.reading.slice(modifiers).iter();
    words.into_iter().any(|word| {
        !word.is_mark()
            && !word.traits.any(Traits::FUNCTION.with(Traits::DEMONYM).with(Traits::PARTY))
            && !matches!(word.key, marks::POSSESSIVE | marks::FORMER)
    })
}

/// Whether a word before the head noun is in the entity's name or in its role: "the Vermont
/// senator", "the Acme boss".
fn modifiers_agree(question: &Question<'_>, entity: &Entity) -> bool {
    let reading = question.view.article.reading;
    let own = question.mention;
    let modifiers = Tokens::new(own.tokens.start(), own.core.start());
    // In "the mayor's spokesman" the words before the possessive are about somebody else.
    let owner = reading.slice(modifiers).iter().rposition(|it| it.key == marks::POSSESSIVE);
    let own_start = owner.map_or(modifiers.start(), |owner| modifiers.start() + owner + 1);
    let modifiers = if question.is_owned && question.mention.traits.any(Traits::PERSON) {
        Tokens::new(own_start, own.core.start())
    } else {
        modifiers
    };
    let known = [entity.name, entity.role];
    reading.slice(modifiers).iter().any(|modifier| {
        let counts = !modifier.is_mark()
            && !modifier.traits.any(Traits::FUNCTION)
            && modifier.key != marks::POSSESSIVE;
        let place = |key: Key| question.view.article.lexicon.place_of(key);
        let same = |word: &Word| {
            word.key == modifier.key
                || modifier.traits.any(Traits::DEMONYM) && place(word.key) == place(modifier.key)
        };
        counts && known.iter().any(|span| reading.slice(*span).iter().take(MAX_WORDS).any(same))
    })
}

/// Whether the noun is of one country and the candidate's role of another: "the Spanish leader" is
/// not the president of Peru.
fn place_clashes(question: &Question<'_>, entity: &Entity) -> bool {
    let (reading, lexicon) = (question.view.article.reading, question.view.article.lexicon);
    let own = question.mention;
    let modifiers = reading.slice(Tokens::new(own.tokens.start(), own.core.start()));
    let Some(people) = modifiers.iter().find(|word| word.traits.any(Traits::DEMONYM)) else {
        return false;
    };
    let wanted = lexicon.place_of(people.key);
    let role = reading.slice(entity.role).iter().take(MAX_WORDS);
    let mut places = role.map(|word| lexicon.place_of(word.key)).filter(|it| lexicon.is_place(*it));
    places.next().is_some_and(|first| first != wanted && places.all(|place| place != wanted))
}
