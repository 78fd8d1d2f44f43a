//! The course of the article: who was mentioned last, who spoke last, and what a candidate looks
//! like from where a pronoun stands.

use sayso_text::TokenSpan;

use crate::cast::entities::Cast;
use crate::cast::entity::{Entity, EntityKind};
use crate::choice::near::Near;
use crate::choice::ranker::{Anaphor, Feature, Features};
use crate::choice::role_features;
use crate::mentions::article::Article;
use crate::mentions::mention::{Mention, MentionKind, Pronoun};
use crate::words::key::Key;
use crate::words::lexicon::Traits;

/// A pronoun takes up one of this many entities mentioned last. On the gold speakers of the
/// training articles the right one is among them for all but one in a hundred.
const MAX_RECENT: usize = 14;
/// How many earlier mentions of a candidate are looked at to find one outside the content.
const MAX_CHAIN: usize = 6;
/// A pronoun can stand in a content of one of this many last turns.
const MAX_TURNS: usize = 3;

/// Who took the floor.
#[derive(Clone, Copy, Debug)]
struct Turn {
    entity: usize,
    sentence: usize,
    paragraph: usize,
    content: TokenSpan,
}

/// What was mentioned and said up to a place in the article.
#[derive(Debug, Default)]
pub(crate) struct Discourse {
    recent: Vec<usize>,
    previous: Vec<Option<usize>>,
    turns: Vec<Turn>,
    /// The entity mentioned most so far.
    top: Option<usize>,
}

/// A mention to resolve.
#[derive(Clone, Copy)]
pub(crate) struct Question<'r> {
    pub(crate) article: Article<'r>,
    pub(crate) cast: &'r Cast,
    pub(crate) mention: &'r Mention,
    pub(crate) anaphor: Anaphor,
    /// The content that the mention is the source of.
    pub(crate) content: Option<TokenSpan>,
    /// The noun phrase has an owner: "Lind's lawyer".
    pub(crate) is_owned: bool,
    /// "of" or a relative clause follows: "the head of the police".
    pub(crate) has_tail: bool,
    /// The noun phrase has no definite article.
    pub(crate) is_indefinite: bool,
    /// What stands around the mention.
    pub(crate) near: Near,
}

impl Discourse {
    /// Starts another article.
    pub(crate) fn clear(&mut self) {
        self.recent.clear();
        self.previous.clear();
        self.turns.clear();
        self.top = None;
    }

    /// The entities mentioned last, the latest first.
    pub(crate) fn recent(&self) -> &[usize] {
        &self.recent
    }

    /// Notes that a mention is of an entity.
    pub(crate) fn note(&mut self, cast: &mut Cast, entity: usize, mention: usize) {
        if let Some(known) = self.recent.iter().position(|recent| *recent == entity) {
            self.recent.remove(known);
        }
        self.recent.insert(0, entity);
        self.recent.truncate(MAX_RECENT);
        if self.previous.len() <= mention {
            self.previous.resize(mention + 1, None);
        }
        let Some(known) = cast.entities.get_mut(entity) else { return };
        if let Some(previous) = self.previous.get_mut(mention) {
            *previous = known.last;
        }
        known.last = Some(mention);
        known.mentions += 1;
        let (count, named) = (known.mentions, known.kind == EntityKind::Person);
        let top = self.top.and_then(|top| cast.entities.get(top));
        if named && top.is_none_or(|top| count > top.mentions) {
            self.top = Some(entity);
        }
    }

    /// Notes a group whose last member the mention names.
    pub(crate) fn note_group(&mut self, cast: &mut Cast, group: usize, mention: usize) {
        self.recent.insert(0, group);
        self.recent.truncate(MAX_RECENT);
        if let Some(group) = cast.entities.get_mut(group) {
            group.last = Some(mention);
            group.mentions += 1;
        }
    }

    /// Notes that an entity is the source of an attribution.
    pub(crate) fn take_turn(
        &mut self,
        cast: &mut Cast,
        entity: usize,
        mention: &Mention,
        content: TokenSpan,
    ) {
        let Mention { sentence, paragraph, .. } = *mention;
        self.turns.push(Turn { entity, sentence, paragraph, content });
        if let Some(entity) = cast.entities.get_mut(entity) {
            entity.statements += 1;
        }
    }

    /// The features of a candidate; `rank` counts the entities mentioned after it.
    pub(crate) fn features(
        &self,
        question: Question<'_>,
        candidate: usize,
        rank: usize,
    ) -> Features {
        let mut features = Features::default();
        let Some(entity) = question.cast.entities.get(candidate) else { return features };
        let last = self.last_outside(question, entity, &mut features);
        if entity.last.is_some() {
            self.add_distance(question.mention, &last, rank, &mut features);
            add_place(question.mention, &last, &mut features);
        } else {
            features.flag(Feature::Ahead, true);
            let role = question.mention.role;
            let takes_up = |it: &Key| question.article.lexicon.takes_up(role, *it);
            let agrees =
                entity.has_role(role) || entity.implies(role) || entity.roles.iter().any(takes_up);
            features.flag(Feature::AheadRole, agrees);
            let headline = question.mention.sentence == 0 && question.is_indefinite;
            features.flag(Feature::AheadHeadline, agrees && headline);
        }
        add_class(entity, &mut features);
        add_gender(question, entity, &mut features);
        self.add_turns(question.mention, candidate, &mut features);
        features.set(Feature::Mentions, log(entity.mentions));
        features.set(Feature::Statements, log(entity.statements));
        features.flag(Feature::HasSpoken, entity.statements > 0);
        features.flag(Feature::FirstEntity, candidate == 0);
        features.flag(Feature::TopPerson, self.top == Some(candidate));
        self.add_near(question, candidate, &mut features);
        if question.anaphor == Anaphor::Role {
            role_features::add(question, entity, &last, &mut features);
        }
        add_joint(entity, &mut features);
        features
    }

    /// What tells the candidate from the others, and who reports that in which the mention stands.
    fn add_near(&self, question: Question<'_>, candidate: usize, features: &mut Features) {
        let near = question.near;
        let own = question.mention;
        let nearest = near.person == Some(candidate);
        features.flag(Feature::NearestPerson, nearest);
        features.flag(Feature::NearestSubject, near.subject == Some(candidate));
        features.flag(Feature::OnlyPerson, nearest && near.alone);
        features.flag(Feature::NearestOrganisation, near.organisation == Some(candidate));
        features.flag(Feature::HeadOnly, near.only_head == Some(candidate));
        features.flag(Feature::RoleOnly, near.only_role == Some(candidate));
        features.flag(Feature::AheadSentence, near.ahead == Some(candidate));
        features.flag(Feature::NamedAfter, near.after.contains(&Some(candidate)));
        let reported = self.turns.iter().rev().take(MAX_TURNS).any(|turn| {
            turn.entity == candidate
                && turn.content.contains(own.tokens)
                && question.content.is_none_or(|own| turn.content != own)
        });
        features.flag(Feature::Reported, reported && !own.place.quoted);
        features.flag(Feature::ReportedQuoted, reported && own.place.quoted);
        let goes_on = features.has(Feature::LastSpeakerHere) && near.quotes;
        features.flag(Feature::SpeakerQuotes, goes_on);
    }

    /// The last mention of the entity that does not lie in the question's own content: who speaks
    /// seldom calls himself by name.
    fn last_outside(
        &self,
        question: Question<'_>,
        entity: &Entity,
        features: &mut Features,
    ) -> Mention {
        let content = question.content.unwrap_or_default();
        let mut next = entity.last;
        let mut latest = None;
        for _ in 0..MAX_CHAIN {
            let Some(number) = next else { break };
            let mention = question.article.mentions.get(number);
            latest = Some(latest.unwrap_or(mention));
            if !content.touches(mention.core) {
                return mention;
            }
            features.flag(Feature::InContent, true);
            features.flag(Feature::InContentQuoted, mention.place.quoted);
            next = self.previous.get(number).copied().flatten();
        }
        features.flag(Feature::OnlyInContent, latest.is_some());
        latest.unwrap_or_default()
    }

    fn add_distance(&self, own: &Mention, last: &Mention, rank: usize, features: &mut Features) {
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
        features.set(Feature::Rank, log(rank));
    }

    fn add_turns(&self, own: &Mention, candidate: usize, features: &mut Features) {
        let Some(last) = self.turns.last() else { return };
        if last.entity == candidate {
            features.flag(Feature::LastSpeaker, true);
            features.flag(Feature::LastSpeakerHere, last.paragraph == own.paragraph);
            features.flag(Feature::LastSpeakerSentence, last.sentence == own.sentence);
            features.flag(Feature::StartsParagraph, last.paragraph + 1 == own.paragraph);
        }
        let before = self.turns.iter().rev().take(4).find(|turn| turn.entity != last.entity);
        features.flag(Feature::SpeakerBefore, before.is_some_and(|turn| turn.entity == candidate));
    }
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

fn add_gender(question: Question<'_>, entity: &Entity, features: &mut Features) {
    let traits = question.mention.traits;
    let asked = match question.mention.kind {
        MentionKind::Pronoun(Pronoun::Masculine) => 1,
        MentionKind::Pronoun(Pronoun::Feminine) => -1,
        _ => i32::from(traits.any(Traits::MASCULINE)) - i32::from(traits.any(Traits::FEMININE)),
    };
    let known = entity.gender.signum();
    features.flag(Feature::GenderAgrees, asked != 0 && known == asked);
    features.flag(Feature::GenderUnknown, asked != 0 && known == 0);
    features.flag(Feature::GenderClashes, asked != 0 && known == -asked);
    let referred = if known == 0 { entity.pronouns.signum() } else { 0 };
    features.flag(Feature::PronounAgrees, asked != 0 && referred == asked);
    features.flag(Feature::PronounClashes, asked != 0 && referred == -asked);
}

fn log(count: usize) -> f32 {
    let count = u16::try_from(count).unwrap_or(u16::MAX);
    f32::from(count).ln_1p()
}
