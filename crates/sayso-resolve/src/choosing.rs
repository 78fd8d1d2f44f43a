//! Choosing among the candidates for a pronoun or a role noun.

use sayso_text::{Span, TokenSpan};

use crate::cast::Cast;
use crate::choice::{Candidate, Choice};
use crate::discourse::{MAX_AFTER, Near, Question};
use crate::entity::EntityKind;
use crate::heads::Heads;
use crate::lexicon::Traits;
use crate::marks;
use crate::mention::{Mention, MentionKind, Pronoun};
use crate::naming::Naming;
use crate::pass::Pass;
use crate::possession;
use crate::ranker::{Anaphor, Feature, Features};
use crate::reading::Reading;
use crate::role;
use crate::source::Head;

/// So many tokens behind a mention belong to its clause at most.
const MAX_CLAUSE: usize = 10;

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
        let ahead = self.ahead(cast, number, anaphor);
        let mut question = self.question(cast, &mention, anaphor, content);
        question.near.ahead = ahead;
        question.near.only_role = self.only_with_role(cast, &mention, anaphor);
        question.near.role_known = self.has_holder(cast, &mention);
        question.near.only_head = by_head.only(mention.role);
        let mut best: Option<(usize, f32)> = None;
        let mut candidates = Vec::new();
        let mut chosen = 0;
        let recent = self.discourse.recent();
        let other = self.other_candidates(cast, &mention, anaphor, by_head);
        let other = other.chain(ahead);
        let all = recent.iter().copied().chain(other.filter(|it| !recent.contains(it)));
        let dual = self.is_dual(&mention);
        let all = all.filter(|it| !dual || is_group(cast, *it));
        let all = all.filter(|it| can_be(cast, *it, anaphor, &mention));
        let all = all.filter(|it| !self.is_beside(cast, task, *it));
        let known = self.is_known_role(cast, &mention);
        let all = all.filter(|it| {
            !known || cast.entities.get(*it).is_some_and(|entity| entity.last.is_some())
        });
        let owner = possession::owner(self.article, cast, &mention);
        let all = all.filter(|it| anaphor != Anaphor::Role || Some(*it) != owner);
        let all = all.filter(|it| {
            let entity = cast.entities.get(*it).filter(|_| anaphor == Anaphor::Role);
            !entity.is_some_and(|entity| role::clashes(question, entity))
        });
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

    fn question<'q>(
        &self,
        cast: &'q Cast,
        mention: &'q Mention,
        anaphor: Anaphor,
        content: Option<TokenSpan>,
    ) -> Question<'q>
    where
        Self: 'q,
    {
        let near = self.near(cast, mention, anaphor, content);
        let determiner = self.article.reading.word(mention.tokens.start()).key;
        Question {
            article: self.article,
            cast,
            mention,
            anaphor,
            content,
            is_owned: self.is_owned(mention),
            has_tail: has_tail(self.article.reading, mention),
            is_indefinite: determiner != marks::THE,
            near,
        }
    }

    /// Who stands near the mention.
    fn near(
        &self,
        cast: &Cast,
        mention: &Mention,
        anaphor: Anaphor,
        content: Option<TokenSpan>,
    ) -> Near {
        let gender = match mention.kind {
            MentionKind::Pronoun(Pronoun::Masculine) => 1,
            MentionKind::Pronoun(Pronoun::Feminine) => -1,
            _ => {
                i32::from(mention.traits.any(Traits::MASCULINE))
                    - i32::from(mention.traits.any(Traits::FEMININE))
            }
        };
        let mut near = Near::default();
        let mut close = 0;
        for candidate in self.discourse.recent() {
            let Some(entity) = cast.entities.get(*candidate) else { continue };
            let Some(last) = entity.last.map(|last| self.article.mentions.get(last)) else {
                continue;
            };
            if content.is_some_and(|content| content.touches(last.core)) && last.is_name() {
                continue;
            }
            let known = if entity.gender == 0 { entity.pronouns } else { entity.gender };
            let fits = gender == 0 || known.signum() != -gender;
            let person = match entity.kind {
                EntityKind::Person => true,
                EntityKind::Nameless => {
                    anaphor == Anaphor::Personal
                        && entity.traits.any(Traits::PERSON)
                        && !entity.traits.any(Traits::PLURAL)
                }
                _ => false,
            };
            if person && fits {
                near.person.get_or_insert(*candidate);
                if last.place.subject {
                    near.subject.get_or_insert(*candidate);
                }
                close += usize::from(last.sentence + 1 >= mention.sentence);
            }
            if matches!(entity.kind, EntityKind::Organisation | EntityKind::Unknown) {
                near.organisation.get_or_insert(*candidate);
            }
        }
        near.alone = close == 1;
        near.after = self.named_after(cast, mention);
        let opens = content.map(|content| self.article.reading.word(content.start()));
        near.quotes = opens.is_some_and(|word| word.quoted);
        near
    }

    /// Those named behind the mention in the same clause: "he saw Lind" is not Lind.
    fn named_after(&self, cast: &Cast, mention: &Mention) -> [Option<usize>; MAX_AFTER] {
        let reading = self.article.reading;
        let start = mention.core.end();
        let goes_on = |index: &usize| {
            let word = reading.word(*index);
            word.sentence == mention.sentence
                && !word.is_mark()
                && !word.traits.any(Traits::CONJUNCTION)
        };
        let clause = (start..start + MAX_CLAUSE).take_while(goes_on);
        let names = clause.filter_map(|index| {
            let number = self.article.mentions.at(index)?;
            let name = self.article.mentions.get(number);
            (name.is_name() && name.core.start() == index).then(|| cast.of(number)).flatten()
        });
        let mut after = [None; MAX_AFTER];
        for (slot, entity) in after.iter_mut().zip(names) {
            *slot = Some(entity);
        }
        after
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

    /// The person named later in the sentence: "After he won, Lind left".
    fn ahead(&self, cast: &Cast, number: usize, anaphor: Anaphor) -> Option<usize> {
        let own = self.article.mentions.get(number);
        let reading = self.article.reading;
        let sentence = self.segmentation.sentences.get(own.sentence)?.tokens;
        let opener = reading.traits(sentence.start());
        let near = own.core.start() < sentence.start() + 5;
        let opens = opener.any(Traits::CONJUNCTION.with(Traits::PREPOSITION)) && near;
        if anaphor != Anaphor::Personal || !opens {
            return None;
        }
        let comma = (own.core.end()..sentence.end()).find(|it| reading.is(*it, marks::COMMA))?;
        let next =
            (comma..sentence.end().min(comma + 6)).find_map(|it| self.article.mentions.at(it));
        next.filter(|next| self.article.mentions.get(*next).is_name())
            .and_then(|next| cast.of(next))
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

    /// The one mentioned so far that has the role of the noun, if there is one alone.
    fn only_with_role(&self, cast: &Cast, mention: &Mention, anaphor: Anaphor) -> Option<usize> {
        let mentioned = |it: &usize| cast.entities.get(*it).is_some_and(|it| it.last.is_some());
        let mut holders = cast.with_role(mention.role).filter(mentioned);
        let holder = holders.next().filter(|_| anaphor == Anaphor::Role);
        holder.filter(|_| holders.next().is_none())
    }

    /// Whether "the court" can be one that was mentioned, so that none of those to come is meant.
    fn is_known_role(&self, cast: &Cast, mention: &Mention) -> bool {
        self.article.reading.is(mention.tokens.start(), marks::THE)
            && self.has_holder(cast, mention)
    }

    /// Whether somebody mentioned has the role of the noun.
    fn has_holder(&self, cast: &Cast, mention: &Mention) -> bool {
        let mentioned = |it: usize| cast.entities.get(it).is_some_and(|it| it.last.is_some());
        cast.with_role(mention.role).any(mentioned)
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
    let person = asked.any(Traits::PERSON) && !asked.any(Traits::PLURAL);
    // "Those in the hall" are many too; an unknown noun ("the impostor") can be anybody.
    let known = asked.any(Traits::ROLE.with(Traits::DETERMINER));
    cast.entities.get(entity).is_some_and(|entity| {
        entity.kind != EntityKind::Person || person || !known && !asked.any(Traits::PLURAL)
    })
}

fn is_group(cast: &Cast, entity: usize) -> bool {
    cast.entities.get(entity).is_some_and(|entity| entity.kind == EntityKind::Group)
}
