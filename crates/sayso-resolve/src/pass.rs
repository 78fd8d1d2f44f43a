//! The pass over the mentions in text order that decides who each is.

use std::ops::Range;

use sayso_text::{Segmentation, Span, TokenSpan};

use crate::cast::{Article, Cast, Entity, EntityKind};
use crate::choice::{Candidate, Choice};
use crate::discourse::{Discourse, Question};
use crate::key::KeyMap;
use crate::lexicon::Traits;
use crate::marks;
use crate::mention::{Mention, MentionKind, Pronoun};
use crate::naming::Naming;
use crate::noun_phrase;
use crate::ranker::{Anaphor, Feature, Features, Ranker};
use crate::reading::{Ending, Shape};
use crate::source::Head;

/// A role without a name can be of somebody named later in this many first paragraphs.
const MAX_EARLY: usize = 4;

/// What is asked about one attribution.
#[derive(Clone, Debug)]
pub(crate) struct Task {
    /// Its heads in the plan.
    pub(crate) heads: Range<usize>,
    pub(crate) source: TokenSpan,
    pub(crate) cue: TokenSpan,
    pub(crate) content: TokenSpan,
    /// Who speaks.
    pub(crate) entity: Option<usize>,
}

/// All tasks, and which mention is whose head.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    pub(crate) heads: Vec<Head>,
    pub(crate) tasks: Vec<Task>,
    /// For each mention the first task of which it is a head.
    task_of: Vec<Option<usize>>,
    order: Vec<usize>,
}

impl Plan {
    pub(crate) fn clear(&mut self) {
        self.heads.clear();
        self.tasks.clear();
        self.task_of.clear();
        self.order.clear();
    }

    pub(crate) fn add(
        &mut self,
        heads: Range<usize>,
        source: TokenSpan,
        cue: TokenSpan,
        content: TokenSpan,
    ) {
        self.tasks.push(Task { heads, source, cue, content, entity: None });
    }

    /// The heads of a task.
    pub(crate) fn heads(&self, task: &Task) -> &[Head] {
        self.heads.get(task.heads.clone()).unwrap_or_default()
    }

    /// Sorts the mentions by place, and finds the tasks of each.
    fn prepare(&mut self, mentions: &[Mention]) {
        self.order.extend(0..mentions.len());
        self.order.sort_by_key(|number| mentions.get(*number).map(|it| it.core.start()));
        self.task_of.resize(mentions.len(), None);
        for (number, task) in self.tasks.iter().enumerate() {
            for head in self.heads.get(task.heads.clone()).unwrap_or_default() {
                if let Head::Mention(mention, _) = head
                    && let Some(slot) = self.task_of.get_mut(*mention)
                {
                    slot.get_or_insert(number);
                }
            }
        }
    }

    fn task_of(&self, mention: usize) -> Option<usize> {
        self.task_of.get(mention).copied().flatten()
    }
}

/// The pass.
pub(crate) struct Pass<'r> {
    pub(crate) text: &'r str,
    pub(crate) article: Article<'r>,
    pub(crate) segmentation: &'r Segmentation,
    pub(crate) ranker: &'r Ranker,
    pub(crate) plan: &'r mut Plan,
    pub(crate) discourse: &'r mut Discourse,
    pub(crate) choices: Option<&'r mut Vec<Choice>>,
}

impl Pass<'_> {
    /// Decides who every mention is, then who every source is.
    pub(crate) fn run(&mut self, cast: &mut Cast) {
        self.plan.prepare(self.article.mentions.list());
        let mut by_head = KeyMap::default();
        for position in 0..self.plan.order.len() {
            let Some(number) = self.plan.order.get(position).copied() else { continue };
            let mention = self.article.mentions.get(number);
            let task = self.plan.task_of(number);
            let Some(entity) = self.entity(cast, number, &mention, &mut by_head) else { continue };
            cast.link(number, entity);
            self.discourse.note(cast, entity, number);
            let group = self.joined(cast, number, &mention);
            if let Some(group) = group {
                self.discourse.note_group(cast, group, number);
            }
            if task.is_some() {
                self.discourse.take_turn(cast, group.unwrap_or(entity), &mention);
            }
        }
        self.finish(cast);
    }

    /// The group that the mention closes: the heads of a source, or two persons joined by "and".
    fn joined(&mut self, cast: &mut Cast, number: usize, mention: &Mention) -> Option<usize> {
        let task = self.plan.task_of(number);
        let heads =
            task.and_then(|task| self.plan.tasks.get(task)).map(|task| self.plan.heads(task));
        if let Some(heads @ [_, .., Head::Mention(last, _)]) = heads
            && *last == number
        {
            let members = members(cast, heads);
            let group = cast.add_group(&members);
            if let Some(task) = task.and_then(|task| self.plan.tasks.get_mut(task)) {
                task.entity = Some(group);
            }
            return Some(group);
        }
        let and = mention.tokens.start().checked_sub(1)?;
        let before = self.article.mentions.at(and.checked_sub(1)?)?;
        let person = |number: usize| {
            let entity = cast.of(number).and_then(|entity| cast.entities.get(entity));
            entity.is_some_and(|entity| entity.kind == EntityKind::Person)
        };
        let joined = self.article.reading.is(and, marks::AND) && person(before) && person(number);
        let (first, second) = (cast.of(before)?, cast.of(number)?);
        (joined && first != second).then(|| cast.add_group(&[first, second]))
    }

    /// The entity of a mention, a new one where it is nobody known.
    fn entity(
        &mut self,
        cast: &mut Cast,
        number: usize,
        mention: &Mention,
        by_head: &mut KeyMap<usize>,
    ) -> Option<usize> {
        if let Some(entity) = cast.of(number) {
            return Some(entity);
        }
        let task = self.plan.task_of(number);
        if mention.place.quoted && task.is_none() {
            return None;
        }
        match mention.kind {
            MentionKind::Name => None,
            MentionKind::Pronoun(pronoun) => {
                let entity = self.best(cast, number, anaphor(pronoun), by_head)?;
                vote(cast, entity, pronoun);
                Some(entity)
            }
            MentionKind::Nominal if self.predicated(cast, mention).is_some() => {
                self.predicated(cast, mention)
            }
            MentionKind::Nominal => {
                let known = if self.is_definite(cast, mention) {
                    self.best(cast, number, Anaphor::Role, by_head)
                } else {
                    None
                };
                let entity = known.unwrap_or_else(|| self.introduce(cast, number, mention));
                by_head.insert(mention.role, entity);
                Some(entity)
            }
        }
    }

    /// Whom a predicate tells about: "Lind is a teacher".
    fn predicated(&self, cast: &Cast, mention: &Mention) -> Option<usize> {
        let reading = self.article.reading;
        let start = mention.tokens.start();
        let copula = start.checked_sub(2)?;
        let indefinite = matches!(reading.word(start).key, marks::A | marks::AN);
        let is = matches!(reading.word(start - 1).key, marks::IS | marks::WAS);
        let subject = self.article.mentions.at(copula).filter(|_| indefinite && is)?;
        cast.of(subject)
    }

    /// Whether a noun phrase can take up somebody known.
    fn is_definite(&self, cast: &Cast, mention: &Mention) -> bool {
        let reading = self.article.reading;
        let first = reading.word(mention.tokens.start());
        let pointing = matches!(first.key, marks::THE | marks::THIS | marks::THAT | marks::BOTH);
        pointing
            || (!mention.traits.any(Traits::PLURAL)
                && (first.key == reading.word(mention.core.start()).key
                    || self.is_introduced_later(cast, mention)
                    || self.is_owned(mention)))
    }

    /// "A judge ruled. … Judge Lind said": a role early in the article of somebody named later.
    fn is_introduced_later(&self, cast: &Cast, mention: &Mention) -> bool {
        mention.paragraph < MAX_EARLY
            && mention.traits.any(Traits::PERSON.with(Traits::ORGANISATION))
            && cast
                .with_role(mention.role)
                .any(|entity| cast.entities.get(entity).is_some_and(|entity| entity.last.is_none()))
    }

    /// Whether a name owns it: "Lind's lawyer".
    fn is_owned(&self, mention: &Mention) -> bool {
        let reading = self.article.reading;
        let before = TokenSpan::new(mention.tokens.start(), mention.core.start());
        !reading.traits(before.start()).any(Traits::POSSESSIVE)
            && reading.slice(before).iter().any(|word| word.key == marks::POSSESSIVE)
    }

    /// A new nameless entity.
    fn introduce(&self, cast: &mut Cast, number: usize, mention: &Mention) -> usize {
        let span = self.naming_span(number, mention);
        let traits = mention.traits;
        let gender =
            i32::from(traits.any(Traits::MASCULINE)) - i32::from(traits.any(Traits::FEMININE));
        cast.add(Entity {
            kind: EntityKind::Nameless,
            name: noun_phrase::naming(self.article.reading, span),
            traits,
            gender,
            ..Entity::default()
        })
    }

    /// The words of a nameless source: all of the source where it is its only head.
    fn naming_span(&self, number: usize, mention: &Mention) -> TokenSpan {
        let task = self.plan.task_of(number).and_then(|task| self.plan.tasks.get(task));
        let heads = task.map(|task| self.plan.heads(task)).unwrap_or_default();
        let own = heads.iter().find_map(|head| match head {
            Head::Mention(head, span) if *head == number => Some(*span),
            _ => None,
        });
        own.unwrap_or(mention.tokens)
    }

    /// The best candidate for a mention, or nobody.
    fn best(
        &mut self,
        cast: &Cast,
        number: usize,
        anaphor: Anaphor,
        by_head: &KeyMap<usize>,
    ) -> Option<usize> {
        let mention = self.article.mentions.get(number);
        let task = self.plan.task_of(number);
        let content = task.and_then(|task| self.plan.tasks.get(task)).map(|task| task.content);
        let question = self.question(cast, &mention, anaphor, content);
        let mut best: Option<(usize, f32)> = None;
        let mut candidates = Vec::new();
        let mut chosen = 0;
        let recent = self.discourse.recent();
        let other = self.other_candidates(cast, &mention, anaphor, by_head);
        let ahead = self.ahead(cast, number, anaphor);
        let other = other.chain(ahead);
        let all = recent.iter().copied().chain(other.filter(|it| !recent.contains(it)));
        let dual = self.is_dual(&mention);
        let all = all.filter(|it| !dual || is_group(cast, *it));
        for (rank, candidate) in all.enumerate() {
            let features = self.discourse.features(question, candidate, rank);
            let score = self.ranker.score(anaphor, &features);
            if best.is_none_or(|(_, known)| score > known) {
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

    /// Whether the noun phrase is about two: "both officers", "the two men".
    fn is_dual(&self, mention: &Mention) -> bool {
        let own = self.article.reading.slice(mention.tokens);
        own.iter().take(3).any(|word| matches!(word.key, marks::BOTH | marks::TWO))
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
        let determiner = self.article.reading.word(mention.tokens.start()).key;
        Question {
            article: self.article,
            cast,
            mention,
            anaphor,
            content,
            is_owned: self.is_owned(mention),
            is_indefinite: determiner != marks::THE,
        }
    }

    /// Candidates by role, and by the same head noun, of a role noun.
    fn other_candidates<'s>(
        &self,
        cast: &'s Cast,
        mention: &Mention,
        anaphor: Anaphor,
        by_head: &KeyMap<usize>,
    ) -> impl Iterator<Item = usize> + use<'s> {
        let asked = anaphor == Anaphor::Role;
        let head = asked.then(|| by_head.get(&mention.role).copied()).flatten();
        let by_role = asked.then(|| cast.with_role(mention.role));
        by_role.into_iter().flatten().chain(head)
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

    /// Who speaks in each task, now that all mentions are known.
    fn finish(&mut self, cast: &mut Cast) {
        for number in 0..self.plan.tasks.len() {
            let Some(task) = self.plan.tasks.get(number) else { continue };
            let entity = match self.plan.heads(task) {
                [] | [Head::Nobody] => self.implied(number),
                [Head::FirstPerson] => None,
                [Head::Mention(mention, _)] => cast.of(*mention),
                several => task.entity.or_else(|| {
                    let members = members(cast, several);
                    (!members.is_empty()).then(|| cast.add_group(&members))
                }),
            };
            if let Some(task) = self.plan.tasks.get_mut(number) {
                task.entity = entity;
            }
        }
        self.finish_first_person();
    }

    /// Who speaks where no source stands but a participle hangs on the last attribution: "…, adding
    /// that".
    fn implied(&self, number: usize) -> Option<usize> {
        let task = self.plan.tasks.get(number)?;
        let before = self.plan.tasks.get(number.checked_sub(1)?)?;
        let reading = self.article.reading;
        let cue = reading.word(task.cue.start());
        let same = cue.sentence == reading.word(before.cue.start()).sentence;
        let token = task.cue.start();
        let joined = token.checked_sub(1).is_some_and(|before| {
            let joint = Traits::CONJUNCTION.with(Traits::ADVERB);
            reading.traits(before).any(joint) && reading.traits(token).any(Traits::VERB)
        });
        let goes_on = cue.shape == Shape::Lower && (cue.ending == Ending::Participle || joined);
        (same && goes_on).then_some(before.entity).flatten()
    }

    /// "I" is who speaks the content in which it stands.
    fn finish_first_person(&mut self) {
        for number in 0..self.plan.tasks.len() {
            let Some(task) = self.plan.tasks.get(number) else { continue };
            if self.plan.heads(task) != [Head::FirstPerson] {
                continue;
            }
            let source = task.source;
            let near = self.plan.tasks.iter().skip(number.saturating_sub(3)).take(7);
            let holder = near.filter(|it| it.content.contains(source) && it.source != source);
            let entity = holder.filter_map(|it| it.entity).next();
            if let Some(task) = self.plan.tasks.get_mut(number) {
                task.entity = entity;
            }
        }
    }
}

/// A pronoun tells the gender that later pronouns will have.
fn vote(cast: &mut Cast, entity: usize, pronoun: Pronoun) {
    if let Some(entity) = cast.entities.get_mut(entity) {
        entity.pronouns += match pronoun {
            Pronoun::Masculine => 1,
            Pronoun::Feminine => -1,
            _ => 0,
        };
    }
}

/// What speaks for a role noun that takes up nobody.
fn nobody(question: Question<'_>) -> Features {
    let (reading, mention) = (question.article.reading, question.mention);
    let first = reading.word(mention.tokens.start());
    let bare = !first.traits.any(Traits::DETERMINER);
    let before = mention.core.start() - mention.tokens.start();
    let tail = matches!(reading.word(mention.core.end()).key, marks::OF | marks::FOR | marks::ON)
        || reading.word(mention.core.end()).is_relative();
    let mut features = Features::default();
    features.flag(Feature::Nobody, true);
    features.flag(Feature::NobodyModified, before > usize::from(!bare));
    features.flag(Feature::NobodyTail, tail);
    features.flag(Feature::NobodyBare, bare);
    features.flag(Feature::NobodyPlural, mention.traits.any(Traits::PLURAL));
    features.flag(Feature::NobodyGroup, mention.traits.any(Traits::GROUP));
    features.flag(Feature::NobodyOrganisation, mention.traits.any(Traits::ORGANISATION));
    features.flag(Feature::NobodyDocument, mention.traits.any(Traits::DOCUMENT));
    features.flag(Feature::NobodyFirst, mention.paragraph < 2);
    features.flag(Feature::NobodyOwned, question.is_owned);
    features.flag(Feature::NobodyIndefinite, question.is_indefinite);
    features
}

fn is_group(cast: &Cast, entity: usize) -> bool {
    cast.entities.get(entity).is_some_and(|entity| entity.kind == EntityKind::Group)
}

fn anaphor(pronoun: Pronoun) -> Anaphor {
    match pronoun {
        Pronoun::Masculine | Pronoun::Feminine => Anaphor::Personal,
        Pronoun::Neuter => Anaphor::Neuter,
        Pronoun::Plural => Anaphor::Plural,
    }
}

/// The entities of several heads.
fn members(cast: &Cast, heads: &[Head]) -> Vec<usize> {
    let entity = |head: &Head| match head {
        Head::Mention(mention, _) => cast.of(*mention),
        _ => None,
    };
    heads.iter().filter_map(entity).collect()
}
