//! What the ranker sees of a candidate: distance, place, agreement, and who spoke last.

use crate::cast::entity::{Entity, EntityKind};
use crate::choice::question::Question;
use crate::choice::ranker::{Anaphor, Feature, Features};
use crate::choice::role_features;
use crate::ids::{EntityId, Id};
use crate::mentions::mention::{Mention, MentionKind};
use crate::words::gender;
use crate::words::key::Key;
use crate::words::lexicon::Traits;

/// How many earlier mentions of a candidate are looked at to find one outside the content.
const MAX_CHAIN: usize = 6;
/// A pronoun can stand in a content of one of this many last turns.
const MAX_TURNS: usize = 3;

impl Question<'_> {
    /// The features of a candidate; `rank` counts the entities mentioned after it.
    pub(crate) fn features(&self, candidate: EntityId, rank: usize) -> Features {
        let (mut features, ranker) = (Features::default(), self.view.ranker);
        let entity = &self.view.cast.entities[candidate];
        let never = Mention::default();
        let last = self.last_outside(entity, &mut features).unwrap_or(&never);
        if entity.last.is_some() {
            add_distance(self.mention, last, rank, &mut features);
            features.set(Feature::Rank, ranker.log(rank));
            add_place(self.mention, last, &mut features);
        } else {
            self.add_ahead(entity, &mut features);
        }
        add_class(entity, &mut features);
        self.add_gender(entity, &mut features);
        self.add_turns(candidate, &mut features);
        features.set(Feature::Mentions, ranker.log(entity.mentions));
        features.set(Feature::Statements, ranker.log(entity.statements));
        features.flag(Feature::HasSpoken, entity.statements > 0);
        features.flag(Feature::FirstEntity, candidate.place() == 0);
        features.flag(Feature::TopPerson, self.view.discourse.top() == Some(candidate));
        self.add_near(candidate, &mut features);
        if self.near.of_another {
            self.add_other(candidate, last, &mut features);
        }
        if self.anaphor == Anaphor::Role {
            role_features::add(self, entity, last, &mut features);
        }
        add_joint(entity, &mut features);
        features
    }

    /// Of a candidate that is yet to come: whether it has the role.
    fn add_ahead(&self, entity: &Entity, features: &mut Features) {
        features.flag(Feature::Ahead, true);
        let role = self.mention.role;
        let takes_up = |it: &Key| self.view.article.lexicon.takes_up(role, *it);
        let agrees =
            entity.has_role(role) || entity.implies(role) || entity.roles.iter().any(takes_up);
        features.flag(Feature::AheadRole, agrees);
        let headline = self.mention.sentence == 0 && self.is_indefinite;
        features.flag(Feature::AheadHeadline, agrees && headline);
    }

    /// What tells the candidate from the others, and who reports that in which the mention stands.
    fn add_near(&self, candidate: EntityId, features: &mut Features) {
        let (near, own) = (&self.near, self.mention);
        let nearest = near.person == Some(candidate);
        features.flag(Feature::NearestPerson, nearest);
        features.flag(Feature::NearestSubject, near.subject == Some(candidate));
        features.flag(Feature::OnlyPerson, nearest && near.alone);
        features.flag(Feature::NearestOrganisation, near.organisation == Some(candidate));
        features.flag(Feature::HeadOnly, near.only_head == Some(candidate));
        features.flag(Feature::RoleOnly, near.only_role == Some(candidate));
        features.flag(Feature::AheadSentence, near.ahead == Some(candidate));
        features.flag(Feature::NamedAfter, near.after.contains(&Some(candidate)));
        let reported = self.view.discourse.turns().iter().rev().take(MAX_TURNS).any(|turn| {
            turn.entity == candidate
                && turn.content.contains(own.tokens)
                && self.content.is_none_or(|own| turn.content != own)
        });
        let reported = reported || near.holder == Some(candidate);
        features.flag(Feature::Reported, reported && !own.place.quoted);
        features.flag(Feature::ReportedQuoted, reported && own.place.quoted);
        let goes_on = features.has(Feature::LastSpeakerHere) && near.quotes;
        features.flag(Feature::SpeakerQuotes, goes_on);
    }

    /// Of a quotation that speaks of another of the gender: whom the last speaker talked about is the
    /// other rather than who speaks.
    fn add_other(&self, candidate: EntityId, last: &Mention, features: &mut Features) {
        let turn = self.view.discourse.turns().last();
        let told =
            turn.is_some_and(|turn| turn.entity != candidate && turn.content.contains(last.tokens));
        features.flag(Feature::TalkedAbout, told);
        let spoke = turn.is_some_and(|turn| turn.entity == candidate);
        features.flag(Feature::SpeakerOfAnother, spoke);
        let subject = features.has(Feature::SubjectOfLast);
        features.flag(Feature::SubjectOfAnother, subject);
        features.flag(Feature::NearestOfAnother, self.near.person == Some(candidate));
    }

    /// The last mention of the entity that does not lie in the question's own content: who speaks
    /// seldom calls himself by name.
    fn last_outside(&self, entity: &Entity, features: &mut Features) -> Option<&Mention> {
        let content = self.content.unwrap_or_default();
        let mut next = entity.last;
        let mut latest = None;
        for _ in 0..MAX_CHAIN {
            let Some(id) = next else { break };
            let mention = &self.view.article.mentions[id];
            latest = latest.or(Some(mention));
            if !content.touches(mention.core) {
                return Some(mention);
            }
            features.flag(Feature::InContent, true);
            features.flag(Feature::InContentQuoted, mention.place.quoted);
            next = self.view.discourse.previous(id);
        }
        features.flag(Feature::OnlyInContent, latest.is_some());
        latest
    }

    fn add_turns(&self, candidate: EntityId, features: &mut Features) {
        let turns = self.view.discourse.turns();
        let Some(last) = turns.last() else { return };
        if last.entity == candidate {
            let (sentence, paragraph) = (self.mention.sentence, self.mention.paragraph);
            features.flag(Feature::LastSpeaker, true);
            features.flag(Feature::LastSpeakerHere, last.paragraph == paragraph);
            features.flag(Feature::LastSpeakerSentence, last.sentence == sentence);
            features.flag(Feature::StartsParagraph, last.paragraph + 1 == paragraph);
        }
        let before = turns.iter().rev().take(4).find(|turn| turn.entity != last.entity);
        features.flag(Feature::SpeakerBefore, before.is_some_and(|turn| turn.entity == candidate));
    }

    fn add_gender(&self, entity: &Entity, features: &mut Features) {
        let asked = self.mention.gender();
        let known = entity.gender.gender();
        features.flag(Feature::GenderAgrees, gender::agree(asked, known));
        features.flag(Feature::GenderUnknown, asked.is_some() && known.is_none());
        features.flag(Feature::GenderClashes, gender::clash(asked, known));
        let referred = if known.is_none() { entity.pronouns.gender() } else { None };
        features.flag(Feature::PronounAgrees, gender::agree(asked, referred));
        features.flag(Feature::PronounClashes, gender::clash(asked, referred));
    }
}

fn add_distance(own: &Mention, last: &Mention, rank: usize, features: &mut Features) {
    let sentences = own.sentence.abs_diff(last.sentence);
    features.flag(Feature::SameSentence, sentences == 0);
    features.flag(Feature::LastSentence, sentences == 1);
    features.flag(Feature::NearSentence, (2..=3).contains(&sentences));
    features.flag(Feature::FarSentence, sentences > 3);
    let paragraphs = own.paragraph.abs_diff(last.paragraph);
    features.flag(Feature::SameParagraph, paragraphs == 0);
    features.flag(Feature::LastParagraph, paragraphs == 1);
    features.flag(Feature::Nearest, rank == 0);
    features.flag(Feature::Second, rank == 1);
}

/// Features that count together more than each alone.
fn add_joint(entity: &Entity, features: &mut Features) {
    let named = matches!(entity.kind, EntityKind::Person | EntityKind::Organisation);
    let near = features.has(Feature::SameSentence) || features.has(Feature::LastSentence);
    let nameless = features.has(Feature::NamelessPerson);
    let joint = [
        (Feature::NamelessSpeaker, Feature::LastSpeaker, nameless && near),
        (Feature::SpeakerAgrees, Feature::LastSpeaker, features.has(Feature::GenderAgrees)),
        (Feature::SpeakerUnknown, Feature::LastSpeaker, features.has(Feature::GenderUnknown)),
        (Feature::SpeakerNamed, Feature::LastSpeaker, named),
        (Feature::RoleNamed, Feature::RoleAgrees, named),
        (Feature::ModifierNamed, Feature::ModifierAgrees, named),
        (Feature::PersonGender, Feature::GenderAgrees, named),
    ];
    for (both, one, other) in joint {
        let holds = features.has(one) && other;
        features.flag(both, holds);
    }
}

fn add_place(own: &Mention, last: &Mention, features: &mut Features) {
    let place = last.place;
    features.flag(Feature::Subject, place.subject);
    let same = own.sentence == last.sentence;
    features.flag(Feature::SubjectOfSentence, place.subject && place.first && same);
    features.flag(Feature::First, place.first);
    features.flag(Feature::FirstOfLast, place.first && own.sentence == last.sentence + 1);
    features.flag(Feature::Possessive, place.possessive);
    features.flag(Feature::AfterPreposition, place.after_preposition);
    features.flag(Feature::Quoted, place.quoted);
    features.flag(Feature::PronounBefore, matches!(last.kind, MentionKind::Pronoun(_)));
    features.flag(Feature::SubjectToSubject, place.subject && own.place.subject);
    features.flag(Feature::PhraseHere, same && place.after_preposition);
    let next = own.sentence == last.sentence + 1;
    features.flag(Feature::SubjectOfLast, next && place.subject);
    features.flag(Feature::SameClause, same && !place.subject && own.place.subject);
}

fn add_class(entity: &Entity, features: &mut Features) {
    let class = match entity.kind {
        EntityKind::Person => Feature::Person,
        EntityKind::Organisation => Feature::Organisation,
        EntityKind::Place => Feature::Place,
        EntityKind::Unknown => Feature::Unknown,
        EntityKind::Group => Feature::Group,
        EntityKind::Nameless => nameless_class(entity.traits),
    };
    features.flag(class, true);
}

fn nameless_class(traits: Traits) -> Feature {
    if traits.any(Traits::PLURAL) {
        Feature::NamelessPlural
    } else if traits.any(Traits::GROUP) {
        Feature::NamelessGroup
    } else if traits.any(Traits::PERSON) {
        Feature::NamelessPerson
    } else if traits.any(Traits::ORGANISATION) {
        Feature::NamelessOrganisation
    } else if traits.any(Traits::DOCUMENT) {
        Feature::NamelessDocument
    } else {
        Feature::NamelessOther
    }
}
