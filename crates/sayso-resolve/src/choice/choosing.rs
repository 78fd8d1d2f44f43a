//! Choosing among the candidates for a pronoun or a role noun.

use sayso_text::{Span, TokenSpan};

use crate::cast::entities::Cast;
use crate::cast::entity::EntityKind;
use crate::choice::explained::{Candidate, Choice};
use crate::choice::near::Near;
use crate::choice::ranker::{Anaphor, Feature, Features};
use crate::choice::role_features;
use crate::course::discourse::Question;
use crate::course::heads::Heads;
use crate::course::possession;
use crate::mentions::mention::Mention;
use crate::naming::Naming;
use crate::sources::source::Head;
use crate::walk::steps::Pass;
use crate::words::lexicon::Traits;
use crate::words::marks;
use crate::words::reading::Reading;

impl Pass<'_> {
    /// The best candidate for a mention, or nobody.
    pub(crate) fn best(
        &mut self,
        cast: &Cast,
        number: usize,
        anaphor: Anaphor,
        by_head: &Heads,
    ) -> Option<usize> {
        let mention = self.article.mentions.get(number);
        let task = self.plan.task_of(number);
        let content = task.and_then(|task| self.plan.tasks.get(task)).map(|task| task.content);
        let near = Near {
            ahead: self.ahead(cast, number, anaphor),
            only_role: self.only_with_role(cast, &mention, anaphor),
            role_known: self.has_holder(cast, &mention),
            only_head: by_head.only(mention.role),
            owner: possession::owner(self.article, cast, &mention),
            ..self.near(cast, &mention, anaphor, content)
        };
        let question = Question { content, ..self.question(cast, &mention, anaphor, near) };
        let mut best: Option<(usize, f32)> = None;
        let mut candidates = Vec::new();
        let mut chosen = 0;
        let recent = self.discourse.recent();
        let other = self.other_candidates(cast, &mention, anaphor, by_head);
        let other = other.chain(near.ahead);
        let all = recent.iter().copied().chain(other.filter(|it| !recent.contains(it)));
        let all = all.filter(|it| self.may_be(question, task, *it));
        for (rank, candidate) in all.enumerate() {
            let features = self.discourse.features(question, candidate, rank);
            let score = self.ranker.score(anaphor, &features);
            // Of several yet to come that fit alike, the one that comes first is meant.
            let ahead = features.has(Feature::Ahead);
            if best.is_none_or(|(_, known)| score > known || ahead && score >= known) {
                best = Some((candidate, score));
                chosen = rank;
            }
            if self.choices.is_some() {
                candidates.push(self.candidate(cast, candidate, features));
            }
        }
        let nobody = nobody(question);
        let refused = anaphor == Anaphor::Role
            && best.is_none_or(|(_, score)| self.ranker.score(anaphor, &nobody) >= score);
        if let Some(choices) = self.choices.as_deref_mut() {
            let empty = Span::default();
            if anaphor == Anaphor::Role {
                candidates.push(Candidate {
                    name: String::new(),
                    mention: empty,
                    features: nobody,
                });
            }
            let chosen = if refused { candidates.len().saturating_sub(1) } else { chosen };
            let span = self.segmentation.span(mention.tokens);
            choices.push(Choice { anaphor, mention: span, attribution: task, candidates, chosen });
        }
        best.filter(|_| !refused).map(|(entity, _)| entity)
    }

    /// Whether the candidate can be meant at all.
    fn may_be(&self, question: Question<'_>, task: Option<usize>, candidate: usize) -> bool {
        let Question { cast, mention, anaphor, near, .. } = question;
        let Some(entity) = cast.entities.get(candidate) else { return false };
        let known = near.role_known && !question.is_indefinite;
        can_be(cast, candidate, anaphor, mention)
            && (!known || entity.last.is_some())
            && (!self.is_dual(mention) || is_group(cast, candidate))
            && !self.is_beside(cast, task, candidate)
            && (anaphor != Anaphor::Role
                || near.owner != Some(candidate) && !role_features::clashes(question, entity))
    }

    fn question<'q>(
        &self,
        cast: &'q Cast,
        mention: &'q Mention,
        anaphor: Anaphor,
        near: Near,
    ) -> Question<'q>
    where
        Self: 'q,
    {
        let determiner = self.article.reading.word(mention.tokens.start()).key;
        Question {
            article: self.article,
            cast,
            mention,
            anaphor,
            content: None,
            is_owned: self.is_owned(mention),
            has_tail: has_tail(self.article.reading, mention),
            is_indefinite: determiner != marks::THE,
            near,
        }
    }

    /// Whether the noun phrase is about two: "both officers", "the two men".
    pub(crate) fn is_dual(&self, mention: &Mention) -> bool {
        let own = self.article.reading.slice(mention.tokens);
        own.iter().take(3).any(|word| matches!(word.key, marks::BOTH | marks::TWO | marks::NEITHER))
    }

    /// Candidates by role, and by the same head noun, of a role noun.
    fn other_candidates<'s>(
        &self,
        cast: &'s Cast,
        mention: &Mention,
        anaphor: Anaphor,
        by_head: &Heads,
    ) -> impl Iterator<Item = usize> + use<'s>
    where
        Self: 's,
    {
        let asked = anaphor == Anaphor::Role;
        let head = asked.then(|| by_head.last(mention.role)).flatten();
        let set = self.article.lexicon.kindred(mention.role).filter(|_| asked);
        let kindred = set.and_then(|set| by_head.last(set)).filter(|it| Some(*it) != head);
        let by_role = asked.then(|| cast.with_role(mention.role));
        let narrower = asked.then(|| self.article.lexicon.narrower(mention.role));
        // Of several of one role, the one that the article names first.
        let narrower = narrower.unwrap_or_default().iter();
        let narrower = narrower.filter_map(|role| cast.with_role(*role).min());
        by_role.into_iter().flatten().chain(head).chain(kindred).chain(narrower)
    }

    /// Whether another head of the same source names the entity: "the Herald and the paper" are two.
    fn is_beside(&self, cast: &Cast, task: Option<usize>, entity: usize) -> bool {
        let task = task.and_then(|task| self.plan.tasks.get(task));
        let heads = task.map(|task| self.plan.heads(task)).unwrap_or_default();
        heads.len() > 1
            && heads.iter().any(|head| match head {
                Head::Mention(mention, _) => cast.of(*mention) == Some(entity),
                _ => false,
            })
    }

    fn candidate(&self, cast: &Cast, candidate: usize, features: Features) -> Candidate {
        let entity = cast.entities.get(candidate);
        let last = entity.and_then(|it| it.last).map(|number| self.article.mentions.get(number));
        let naming = Naming { text: self.text, segmentation: self.segmentation, cast };
        Candidate {
            name: naming.name(candidate),
            mention: self.segmentation.span(last.map_or(TokenSpan::default(), |it| it.tokens)),
            features,
        }
    }
}

/// Whether the phrase goes on behind its head noun with what tells who it is.
fn has_tail(reading: &Reading, mention: &Mention) -> bool {
    let next = reading.word(mention.core.end());
    matches!(next.key, marks::OF | marks::FOR | marks::ON) || next.is_relative()
}

/// What speaks for a role noun that takes up nobody.
fn nobody(question: Question<'_>) -> Features {
    let (reading, mention) = (question.article.reading, question.mention);
    let first = reading.word(mention.tokens.start());
    let bare = !first.traits.any(Traits::DETERMINER);
    let before = mention.core.start() - mention.tokens.start();
    let mut features = Features::default();
    features.flag(Feature::Nobody, true);
    features.flag(Feature::NobodyModified, before > usize::from(!bare));
    features.flag(Feature::NobodyTail, question.has_tail);
    features.flag(Feature::NobodyBare, bare);
    features.flag(Feature::NobodyPlural, mention.traits.any(Traits::PLURAL));
    features.flag(Feature::NobodyGroup, mention.traits.any(Traits::GROUP));
    features.flag(Feature::NobodyOrganisation, mention.traits.any(Traits::ORGANISATION));
    features.flag(Feature::NobodyDocument, mention.traits.any(Traits::DOCUMENT));
    features.flag(Feature::NobodyFirst, mention.paragraph < 2);
    features.flag(Feature::NobodyOwned, question.is_owned);
    features.flag(Feature::NobodyIndefinite, question.is_indefinite);
    let title = mention.traits.any(Traits::TITLE) && !mention.traits.any(Traits::PLURAL);
    features.flag(Feature::NobodyTitle, title && !question.is_indefinite);
    features
}

/// Whether a mention can be of the entity at all: many are no person, nor is a committee.
fn can_be(cast: &Cast, entity: usize, anaphor: Anaphor, mention: &Mention) -> bool {
    match anaphor {
        Anaphor::Role => can_have(cast, entity, mention),
        Anaphor::Personal => cast.entities.get(entity).is_some_and(|entity| {
            let known = entity.traits.any(Traits::ROLE);
            entity.kind != EntityKind::Nameless || !known || entity.traits.any(Traits::PERSON)
        }),
        _ => true,
    }
}

/// Whether the entity can be what a role noun says.
fn can_have(cast: &Cast, entity: usize, mention: &Mention) -> bool {
    let asked = mention.traits;
    let person = asked.is_one_person();
    // "Those in the hall" are many too; an unknown noun ("the impostor") can be anybody.
    let known = asked.any(Traits::ROLE.with(Traits::DETERMINER));
    cast.entities.get(entity).is_some_and(|entity| {
        entity.kind != EntityKind::Person || person || !known && !asked.any(Traits::PLURAL)
    })
}

fn is_group(cast: &Cast, entity: usize) -> bool {
    cast.entities.get(entity).is_some_and(|entity| entity.kind == EntityKind::Group)
}
