//! The pass over the mentions in text order that decides who each is.

use sayso_text::{Segmentation, TokenSpan};

use crate::cast::entities::Cast;
use crate::cast::entity::{Entity, EntityKind};
use crate::choice::explained::Choice;
use crate::choice::ranker::{Anaphor, Ranker};
use crate::course::discourse::Discourse;
use crate::course::heads::Heads;
use crate::course::possession::Possessions;
use crate::mentions::article::Article;
use crate::mentions::mention::{Mention, MentionKind, Pronoun};
use crate::mentions::noun_phrase;
use crate::sources::plan::Plan;
use crate::sources::source::Head;
use crate::walk::grouping::members;
use crate::words::lexicon::Traits;
use crate::words::marks;
use crate::words::word::{Ending, Shape};

/// A role without a name can be of somebody named later in this many first paragraphs.
const MAX_EARLY: usize = 4;

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
    pub(crate) possessions: &'r mut Possessions,
    pub(crate) choices: Option<&'r mut Vec<Choice>>,
}

impl Pass<'_> {
    /// Decides who every mention is, then who every source is.
    pub(crate) fn run(&mut self, cast: &mut Cast) {
        self.link_named_roles(cast);
        let mut by_head = Heads::default();
        for position in 0..self.plan.order.len() {
            let Some(number) = self.plan.order.get(position).copied() else { continue };
            let mention = self.article.mentions.get(number);
            let task = self.plan.task_of(number);
            let Some(entity) = self.entity(cast, number, &mention, &mut by_head) else { continue };
            cast.link(number, entity);
            self.discourse.note(cast, entity, number);
            self.possessions.note(self.article, cast, number);
            let group = self.joined(cast, number, &mention);
            if let Some(group) = group {
                self.discourse.note_group(cast, group, number);
            }
            if let Some(task) = task.and_then(|task| self.plan.tasks.get(task)) {
                let speaker = group.unwrap_or(entity);
                self.discourse.take_turn(cast, speaker, &mention, task.content);
            }
        }
        self.finish(cast);
    }

    /// "A lawyer for Ode, Dee Lind, said": the noun that opens a source is the one that the source names.
    fn link_named_roles(&self, cast: &mut Cast) {
        for task in &self.plan.tasks {
            let [Head::Mention(named, span)] = self.plan.heads(task) else { continue };
            let name = self.article.mentions.get(*named);
            let before =
                (span.start()..name.tokens.start()).find_map(|it| self.article.mentions.at(it));
            let Some(noun) = before.filter(|_| name.is_name()) else { continue };
            let role = self.article.mentions.get(noun);
            let opens = role.kind == MentionKind::Nominal && role.tokens.start() == span.start();
            let one = role.traits.is_one_person();
            if opens
                && one
                && cast.of(noun).is_none()
                && let Some(entity) = cast.of(*named)
            {
                cast.link(noun, entity);
                cast.add_role(entity, role.role);
            }
        }
    }

    /// The entity of a mention, a new one where it is nobody known.
    fn entity(
        &mut self,
        cast: &mut Cast,
        number: usize,
        mention: &Mention,
        by_head: &mut Heads,
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
                let best = self.best(cast, number, anaphor(pronoun), by_head);
                let entity = best.or_else(|| self.pair(cast, mention))?;
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
                if task.is_none() && self.is_predicate_of_many(mention) {
                    return None;
                }
                let owned = || self.possessions.find(self.article, cast, mention);
                let known = if let Some(known) = self.made_of(cast, mention).or_else(owned) {
                    Some(known)
                } else if self.is_definite(cast, mention) {
                    let best = self.best(cast, number, Anaphor::Role, by_head);
                    best.or_else(|| self.pair(cast, mention))
                } else {
                    None
                };
                let entity = known.unwrap_or_else(|| self.introduce(cast, number, mention));
                self.rename(cast, entity, number, mention);
                by_head.note(mention.role, entity);
                if let Some(set) = self.article.lexicon.kindred(mention.role) {
                    by_head.note(set, entity);
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
        let indefinite = matches!(reading.word(start).key, marks::A | marks::AN | marks::THE);
        let is = matches!(reading.word(start - 1).key, marks::IS | marks::WAS);
        let subject = self.article.mentions.at(copula).filter(|_| indefinite && is)?;
        cast.of(subject)
    }

    /// "Lind and Ode have been friends": a bare plural that tells about a subject names nobody new.
    fn is_predicate_of_many(&self, mention: &Mention) -> bool {
        let reading = self.article.reading;
        let opens = reading.traits(mention.tokens.start()).any(Traits::DETERMINER);
        let copula = mention.tokens.start().checked_sub(1).map(|before| reading.word(before).key);
        let copula = matches!(copula, Some(marks::ARE | marks::WERE | marks::BEEN));
        copula && !opens && mention.traits.any(Traits::PLURAL)
    }

    /// Whether a noun phrase can take up somebody known.
    fn is_definite(&self, cast: &Cast, mention: &Mention) -> bool {
        let reading = self.article.reading;
        let first = reading.word(mention.tokens.start());
        let pointing = matches!(first.key, marks::THE | marks::THIS | marks::THAT | marks::BOTH);
        // The "A" of questions and answers takes nobody up.
        if reading.word(mention.core.start()).shape == Shape::Initial {
            return false;
        }
        pointing
            || (!mention.traits.any(Traits::PLURAL)
                && (first.key == reading.word(mention.core.start()).key
                    || self.is_in_headline(mention)
                    || self.is_introduced_later(cast, mention)
                    || self.is_owned(mention)))
    }

    /// "Popular Bridge Reopens": headlines leave articles out.
    fn is_in_headline(&self, mention: &Mention) -> bool {
        let first = self.article.reading.traits(mention.tokens.start());
        self.article.reading.is_headline(mention.sentence) && !first.any(Traits::DETERMINER)
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
            first: mention.core.start(),
            ..Entity::default()
        })
    }

    /// "his aides" are better called "Ode's aides" once the text does.
    fn rename(&self, cast: &mut Cast, entity: usize, number: usize, mention: &Mention) {
        let pronoun =
            |tokens: TokenSpan| self.article.reading.word(tokens.start()).is_possessive_pronoun();
        let Some(known) = cast.entities.get_mut(entity) else { return };
        let head = self.article.reading.word(mention.core.start()).key;
        let same = self.article.reading.slice(known.name).iter().any(|word| word.key == head);
        let vague = known.kind == EntityKind::Nameless && pronoun(known.name) && same;
        if vague && self.is_owned(mention) && !pronoun(mention.tokens) {
            known.name = self.named_by(number, self.naming_span(number, mention));
        }
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
