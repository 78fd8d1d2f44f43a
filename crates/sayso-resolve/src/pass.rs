//! The pass over the mentions in text order that decides who each is.

use sayso_text::{Segmentation, TokenSpan};

use crate::cast::{Article, Cast};
use crate::choice::Choice;
use crate::discourse::Discourse;
use crate::entity::{Entity, EntityKind};
use crate::key::KeyMap;
use crate::lexicon::Traits;
use crate::marks;
use crate::mention::{Mention, MentionKind, Pronoun};
use crate::noun_phrase;
use crate::plan::Plan;
use crate::ranker::{Anaphor, Ranker};
use crate::reading::{Ending, Shape};
use crate::source::Head;

/// A role without a name can be of somebody named later in this many first paragraphs.
const MAX_EARLY: usize = 4;

/// The two that "the two men" are were named at most this many sentences before.
const MAX_PAIR: usize = 3;

/// The subject of a sentence that leads up to a colon is among its first tokens.
const MAX_SUBJECT: usize = 40;

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
                let couple =
                    (pronoun == Pronoun::Plural).then(|| self.couple(cast, mention, entity));
                let entity = couple.flatten().unwrap_or(entity);
                // Whom "her answer" takes up is less sure than whom "she said" does.
                if mention.place.subject || task.is_some() {
                    vote(cast, entity, pronoun);
                }
                Some(entity)
            }
            MentionKind::Nominal => {
                if let Some(subject) = self.predicated(cast, mention) {
                    return Some(subject);
                }
                let known = if let Some(whole) = self.made_of(cast, mention) {
                    Some(whole)
                } else if self.is_definite(cast, mention) {
                    let best = self.best(cast, number, Anaphor::Role, by_head);
                    best.or_else(|| self.pair(cast, mention))
                } else {
                    None
                };
                let entity = known.unwrap_or_else(|| self.introduce(cast, number, mention));
                by_head.insert(mention.role, entity);
                if let Some(set) = self.article.lexicon.kindred(mention.role) {
                    by_head.insert(set, entity);
                }
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

    /// "a group of researchers": the researchers are the group.
    fn made_of(&self, cast: &Cast, mention: &Mention) -> Option<usize> {
        let reading = self.article.reading;
        let of = mention.tokens.start().checked_sub(1).filter(|of| reading.is(*of, marks::OF))?;
        let whole = of.checked_sub(1).filter(|it| {
            matches!(reading.word(*it).key, marks::GROUP | marks::TEAM | marks::PANEL | marks::PAIR)
        })?;
        let whole = self.article.mentions.at(whole)?;
        cast.of(whole).filter(|_| mention.traits.any(Traits::PLURAL))
    }

    /// "the two men", "both countries": the last two named that can be meant, in the order of the
    /// text.
    fn pair(&self, cast: &mut Cast, mention: &Mention) -> Option<usize> {
        let place = self.article.lexicon.is_place_noun(mention.role);
        let wanted = match (place, mention.traits.any(Traits::PERSON)) {
            (true, _) => EntityKind::Place,
            (_, true) => EntityKind::Person,
            _ => return None,
        };
        if !self.is_dual(mention) || !mention.traits.any(Traits::PLURAL) {
            return None;
        }
        let near = |entity: usize| {
            let entity = cast.entities.get(entity)?;
            let last = self.article.mentions.get(entity.last?);
            let near = place || last.sentence + MAX_PAIR >= mention.sentence;
            (entity.kind == wanted && near).then_some(())
        };
        let mut recent: Vec<usize> =
            self.discourse.recent().iter().copied().filter(|it| near(*it).is_some()).collect();
        if place {
            // Places are named in passing, so that the two that the article is about are meant.
            let mentions = |it: &usize| cast.entities.get(*it).map_or(0, |it| it.mentions);
            recent.sort_by_key(|it| std::cmp::Reverse(mentions(it)));
        }
        let [last, first, ..] = *recent.as_slice() else { return None };
        Some(cast.add_group(&[first, last]))
    }

    /// "Lind met Ode in Lisse. They agreed": not the place that "they" would take up, but the two
    /// persons of the sentence before.
    fn couple(&self, cast: &mut Cast, mention: &Mention, entity: usize) -> Option<usize> {
        let chosen = cast.entities.get(entity)?;
        let aside = self.article.mentions.get(chosen.last?).place.after_preposition;
        if chosen.kind != EntityKind::Place || !aside {
            return None;
        }
        let near = |entity: &&usize| {
            let entity = cast.entities.get(**entity);
            let person =
                entity.filter(|it| matches!(it.kind, EntityKind::Person | EntityKind::Unknown));
            let last = person.and_then(|person| person.last);
            last.is_some_and(|it| self.article.mentions.get(it).sentence + 1 == mention.sentence)
        };
        let mut persons = self.discourse.recent().iter().filter(near).copied();
        let (second, first) = (persons.next()?, persons.next()?);
        persons.next().is_none().then(|| cast.add_group(&[first, second]))
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
            && self.article.lexicon.narrower(mention.role).iter().chain([&mention.role]).any(
                |role| {
                    let unseen = |entity: usize| self.is_unseen(cast, entity);
                    cast.with_role(*role).any(unseen)
                },
            )
    }

    /// Whether nothing but a role in the headline was about the entity so far.
    fn is_unseen(&self, cast: &Cast, entity: usize) -> bool {
        let last = cast.entities.get(entity).and_then(|entity| entity.last);
        last.is_none_or(|last| {
            let last = self.article.mentions.get(last);
            last.sentence == 0 && last.kind == MentionKind::Nominal
        })
    }

    /// Whether a name owns it: "Lind's lawyer".
    pub(crate) fn is_owned(&self, mention: &Mention) -> bool {
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
            name: self.named_by(number, span),
            traits,
            gender,
            ..Entity::default()
        })
    }

    /// The words that name it: those of the source, or of the noun phrase with what it is of or from.
    fn named_by(&self, number: usize, span: TokenSpan) -> TokenSpan {
        let reading = self.article.reading;
        let is_source = self.plan.task_of(number).is_some();
        let in_name = |token: usize| self.article.mentions.in_name(token);
        let span = if is_source { span } else { noun_phrase::with_tail(reading, span, in_name) };
        noun_phrase::naming(reading, span)
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

    /// Who speaks in each task, now that all mentions are known.
    fn finish(&mut self, cast: &mut Cast) {
        for number in 0..self.plan.tasks.len() {
            let Some(task) = self.plan.tasks.get(number) else { continue };
            let entity = match self.plan.heads(task) {
                [] | [Head::Nobody] => self.implied(cast, number),
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

    /// Who speaks where no source stands but a participle hangs on the last attribution ("…, adding
    /// that"), or a colon leads from a sentence to what its subject said.
    fn implied(&self, cast: &Cast, number: usize) -> Option<usize> {
        let task = self.plan.tasks.get(number)?;
        let reading = self.article.reading;
        let cue = reading.word(task.cue.start());
        if cue.key == marks::COLON {
            return self.subject_before(cast, task.cue.start());
        }
        let before = self.plan.tasks.get(number.checked_sub(1)?)?;
        let same = cue.sentence == reading.word(before.cue.start()).sentence;
        let token = task.cue.start();
        let joined = token.checked_sub(1).is_some_and(|before| {
            let joint = Traits::CONJUNCTION.with(Traits::ADVERB);
            reading.traits(before).any(joint) && reading.traits(token).any(Traits::VERB)
        });
        let goes_on = cue.shape == Shape::Lower && (cue.ending == Ending::Participle || joined);
        (same && goes_on).then_some(before.entity).flatten()
    }

    /// The subject of the sentence up to the token: "Lind was clear | : no taxes".
    fn subject_before(&self, cast: &Cast, token: usize) -> Option<usize> {
        let sentence = self.article.reading.word(token).sentence;
        let start = self.segmentation.sentences.get(sentence)?.tokens.start();
        let subject = |number: &usize| {
            let place = self.article.mentions.get(*number).place;
            place.subject && !place.quoted
        };
        (start..token.min(start + MAX_SUBJECT))
            .filter_map(|index| self.article.mentions.at(index))
            .find(subject)
            .and_then(|number| cast.of(number))
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
