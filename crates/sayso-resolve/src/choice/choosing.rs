//! Choosing among the candidates for a pronoun or a role noun.

use sayso_text::Span;

use crate::cast::entity::EntityKind;
use crate::choice::explained::{Candidate, Choice};
use crate::choice::question::Question;
use crate::choice::ranker::{Anaphor, Feature, Features};
use crate::choice::refusal;
use crate::choice::role_features;
use crate::choice::view::View;
use crate::ids::{EntityId, Id, MentionId};
use crate::mentions::mention::Mention;
use crate::naming::Naming;
use crate::sources::source::Head;
use crate::words::lexicon::Traits;
use crate::words::word::Ending;

/// By how much nobody must be better than the best candidate of a pronoun, as log-odds. Without a lead,
/// on the folds of the training articles one right name in a hundred goes for each wrong one that does.
const NOBODY_LEAD: f32 = 2.5;

/// What the ranker found.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ranking {
    pub(crate) anaphor: Anaphor,
    /// The best candidate with its score; none where there is none.
    best: Option<(EntityId, f32)>,
    /// The candidate that scores best but for the best.
    second: Option<(EntityId, f32)>,
    /// The score of nobody known.
    nobody: Option<f32>,
}

impl Ranking {
    /// Who is meant: the best candidate, unless nobody is at least as good.
    pub(crate) fn chosen(&self) -> Option<EntityId> {
        self.best.filter(|(_, score)| !self.is_refused(*score)).map(|(entity, _)| entity)
    }

    fn is_refused(&self, score: f32) -> bool {
        self.nobody.is_some_and(|nobody| nobody >= score)
    }

    /// Who would be meant if the chosen one were not there, and by how much less.
    pub(crate) fn runner_up(&self) -> (Option<EntityId>, Option<f32>) {
        let Some((_, best)) = self.best else { return (None, None) };
        if self.is_refused(best) {
            return (self.best.map(|(entity, _)| entity), self.nobody.map(|nobody| nobody - best));
        }
        match (self.second, self.nobody) {
            (Some((entity, score)), nobody) if nobody.is_none_or(|it| it < score) => {
                (Some(entity), Some(best - score))
            }
            (_, nobody) => (None, nobody.map(|nobody| best - nobody)),
        }
    }
}

/// Ranks the candidates for a mention.
pub(crate) fn rank(view: &View<'_>, id: MentionId, anaphor: Anaphor) -> Ranking {
    let question = Question::new(view, id, anaphor);
    let mut ranking = Ranking { anaphor, best: None, second: None, nobody: None };
    for (rank, candidate) in candidates(&question).enumerate() {
        let features = question.features(candidate, rank);
        let score = view.ranker.score(anaphor, &features);
        // Of several yet to come that fit alike, the one that comes first is meant.
        let ahead = features.has(Feature::Ahead);
        if ranking.best.is_none_or(|(_, known)| score > known || ahead && score >= known) {
            ranking.second = ranking.best;
            ranking.best = Some((candidate, score));
        } else if ranking.second.is_none_or(|(_, known)| score > known) {
            ranking.second = Some((candidate, score));
        }
    }
    let lead = if anaphor == Anaphor::Role { 0.0 } else { NOBODY_LEAD };
    ranking.nobody = Some(view.ranker.score(anaphor, &nobody(&question)) - lead);
    ranking
}

/// The ranking of a mention with all that the ranker saw.
pub(crate) fn explain(view: &View<'_>, id: MentionId, anaphor: Anaphor) -> Choice {
    let question = Question::new(view, id, anaphor);
    let chosen = rank(view, id, anaphor).chosen();
    let all: Vec<EntityId> = candidates(&question).collect();
    let seen = |(rank, entity): (usize, &EntityId)| {
        candidate(view, *entity, question.features(*entity, rank))
    };
    let place = all.iter().position(|entity| Some(*entity) == chosen);
    let mut candidates: Vec<Candidate> = all.iter().enumerate().map(seen).collect();
    let (name, mention) = (String::new(), Span::default());
    candidates.push(Candidate { name, mention, features: nobody(&question) });
    Choice {
        anaphor,
        mention: view.segmentation.span(question.mention.tokens.into()),
        attribution: view.plan.task_of(id).map(Id::place),
        chosen: place.unwrap_or(candidates.len().saturating_sub(1)),
        candidates,
    }
}

/// Who can be meant: those mentioned last, then those who have the role.
fn candidates(question: &Question<'_>) -> impl Iterator<Item = EntityId> {
    let recent = question.view.discourse.recent();
    let other = other_candidates(question).chain(question.near.ahead);
    let all = recent.iter().copied().chain(other.filter(|it| !recent.contains(it)));
    all.filter(|it| may_be(question, *it))
}

/// Candidates by role, and by the same head noun, of a role noun.
fn other_candidates(question: &Question<'_>) -> impl Iterator<Item = EntityId> {
    let Question { view, mention, .. } = *question;
    let (cast, lexicon) = (view.cast, view.article.lexicon);
    let asked = question.anaphor == Anaphor::Role;
    let head = asked.then(|| view.heads.last(mention.role)).flatten();
    let set = lexicon.kindred(mention.role).filter(|_| asked);
    let kindred = set.and_then(|set| view.heads.last(set)).filter(|it| Some(*it) != head);
    let by_role = asked.then(|| cast.with_role(mention.role));
    // Of several of one role, the one that the article names first.
    let narrower = if asked { lexicon.narrower(mention.role) } else { &[] };
    let narrower = narrower.iter().filter_map(|role| cast.with_role(*role).min());
    by_role.into_iter().flatten().chain(head).chain(kindred).chain(narrower)
}

/// Whether the candidate can be meant at all.
fn may_be(question: &Question<'_>, candidate: EntityId) -> bool {
    let Question { view, mention, anaphor, ref near, .. } = *question;
    let entity = &view.cast.entities[candidate];
    let known = near.role_known && !question.is_indefinite;
    can_be(view, candidate, anaphor, mention)
        && (!known || entity.last.is_some())
        && (!view.article.is_dual(mention) || entity.kind == EntityKind::Group)
        && !is_beside(view, question.id, candidate)
        && !refusal::is_refused(question, candidate)
        && (anaphor != Anaphor::Role
            || near.owner != Some(candidate) && !role_features::clashes(question, entity))
}

/// Whether another head of the same source names the entity: "the Herald and the paper" are two.
fn is_beside(view: &View<'_>, id: MentionId, entity: EntityId) -> bool {
    let heads = view.plan.heads_with(id);
    heads.len() > 1
        && heads.iter().any(|head| match head {
            Head::Mention(mention, _) => view.cast.of(*mention) == Some(entity),
            _ => false,
        })
}

/// Whether a mention can be of the entity at all: many are no person, nor is a committee.
fn can_be(view: &View<'_>, entity: EntityId, anaphor: Anaphor, mention: &Mention) -> bool {
    let entity = &view.cast.entities[entity];
    match anaphor {
        Anaphor::Role => {
            let asked = mention.traits;
            // "Those in the hall" are many too; an unknown noun ("the impostor") can be anybody.
            let known = asked.any(Traits::ROLE.with(Traits::DETERMINER));
            let head = view.article.reading.word(mention.core.start());
            let plural = asked.any(Traits::PLURAL) || head.ending == Ending::Plural;
            let one = asked.is_one_person() || !known && !plural;
            entity.kind != EntityKind::Person || one
        }
        Anaphor::Personal => {
            let known = entity.traits.any(Traits::ROLE);
            entity.kind != EntityKind::Nameless || !known || entity.traits.any(Traits::PERSON)
        }
        _ => true,
    }
}

/// What speaks for a mention that takes up nobody known.
fn nobody(question: &Question<'_>) -> Features {
    let (reading, mention) = (question.view.article.reading, question.mention);
    let first = reading.word(mention.tokens.start());
    let bare = !first.traits.any(Traits::DETERMINER);
    let before = mention.core.start() - mention.tokens.start();
    let mut features = Features::default();
    features.flag(Feature::Nobody, true);
    if question.anaphor != Anaphor::Role {
        features.flag(Feature::NobodyFirst, mention.paragraph < 2);
        features.flag(Feature::NobodyQuoted, mention.place.quoted);
        features.flag(Feature::NobodySource, question.content.is_some());
        return features;
    }
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

fn candidate(view: &View<'_>, entity: EntityId, features: Features) -> Candidate {
    let last = view.cast.entities[entity].last.map(|id| view.article.mentions[id].tokens);
    let naming = Naming { text: view.text, segmentation: view.segmentation, cast: view.cast };
    Candidate {
        name: naming.name(entity),
        mention: view.segmentation.span(last.unwrap_or_default().into()),
        features,
    }
}
