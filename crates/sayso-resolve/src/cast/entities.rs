//! The cast of an article: its named people and organisations, each with all its names.

use crate::cast::acronym;
use crate::cast::entity::{Entity, EntityKind};
use crate::cast::evidence::NameEvidence;
use crate::cast::heat::Heat;
use crate::cast::index::Index;
use crate::cast::title;
use crate::ids::{EntityId, MentionId, Table};
use crate::mentions::article::Article;
use crate::mentions::mention::{Mention, NameKind};
use crate::reason::Reason;
use crate::words::gender::Gender;
use crate::words::key::{self, Key, KeyMap};
use crate::words::lexicon::Traits;
use crate::words::marks;
use crate::words::token::Tokens;
use crate::words::word::{Shape, Word};

/// What is written, where a name ends so. Not here: what newspapers, bodies and events are called
/// ("Post", "Report", "Convention").
const DOCUMENTS: [Key; 21] = [
    key::of_ascii("act"),
    key::of_ascii("bill"),
    key::of_ascii("law"),
    key::of_ascii("legislation"),
    key::of_ascii("treaty"),
    key::of_ascii("constitution"),
    key::of_ascii("amendment"),
    key::of_ascii("resolution"),
    key::of_ascii("charter"),
    key::of_ascii("agreement"),
    key::of_ascii("accord"),
    key::of_ascii("declaration"),
    key::of_ascii("study"),
    key::of_ascii("poll"),
    key::of_ascii("index"),
    key::of_ascii("order"),
    key::of_ascii("directive"),
    key::of_ascii("regulation"),
    key::of_ascii("memorandum"),
    key::of_ascii("census"),
    key::of_ascii("proposal"),
];

/// Among how many groups formed last one of the same members is looked for.
const MAX_GROUPS: usize = 4;

/// The entities of an article and the mentions that name them.
#[derive(Debug, Default)]
pub(crate) struct Cast {
    pub(crate) entities: Table<EntityId, Entity>,
    of_mention: Table<MentionId, Option<(EntityId, Reason)>>,
    pub(crate) heat: Table<EntityId, Heat>,
    pub(crate) by_last: Index,
    pub(crate) by_consonants: Index,
    pub(crate) by_first: Index,
    pub(crate) by_acronym: Index,
    pub(crate) by_name: Index,
    pub(crate) by_role: Index,
    /// How often each name of one word stood in the body so far.
    pub(crate) alone: KeyMap<usize>,
    /// The members of the groups, one group after another.
    pub(crate) members: Vec<EntityId>,
    groups: Vec<EntityId>,
}

impl Cast {
    /// Gathers the cast of another article: full names first, so that a headline's surname finds
    /// the person that the body introduces. Linear: an index holds few entities for a word.
    pub(crate) fn gather(&mut self, article: Article<'_>) {
        self.clear(article.mentions.list().len());
        for (number, mention) in article.mentions.list().pairs() {
            if !mention.is_name() {
                continue;
            }
            if mention.core.len() == 1 {
                self.note_alone(article, mention);
            } else {
                let entity = self.full(article, mention);
                self.join(article, Some(number), mention, entity);
                self.add_aliases(article, mention, entity);
            }
        }
        self.spell_out(article);
        self.gather_titled(article);
        for (number, mention) in article.mentions.list().pairs() {
            if !mention.is_name() {
                continue;
            }
            if mention.core.len() == 1 && self.of(number).is_none() {
                let entity = self.single(article, mention);
                self.join(article, Some(number), mention, entity);
            }
            self.warm(number, mention);
        }
        self.name_after(article);
    }

    /// Notes what a network takes each of the entities for.
    pub(crate) fn count_votes(&mut self, article: Article<'_>, evidence: NameEvidence<'_>) {
        if evidence.is_empty() {
            return;
        }
        for (number, mention) in article.mentions.list().pairs() {
            let Some(entity) = self.of(number).filter(|_| mention.is_name()) else { continue };
            self.entities[entity].votes.add(evidence.votes(mention.core));
        }
    }

    /// Surnames behind "Mr." or "Ms." come before bare ones: they tell members of a family apart.
    fn gather_titled(&mut self, article: Article<'_>) {
        let shown = Traits::MASCULINE.with(Traits::FEMININE);
        for (number, mention) in article.mentions.list().pairs() {
            let titled = !mention.title.is_empty() && mention.traits.any(shown);
            if mention.is_name() && mention.core.len() == 1 && titled {
                let entity = self.single(article, mention);
                self.join(article, Some(number), mention, entity);
            }
            self.warm(number, mention);
        }
        self.heat.iter_mut().for_each(|heat| *heat = heat.forgotten());
    }

    /// Notes that the article names the mention's entity here.
    fn warm(&mut self, number: MentionId, mention: &Mention) {
        if let Some(entity) = self.of(number).filter(|_| mention.is_name()) {
            self.heat[entity].add(mention);
        }
    }

    fn clear(&mut self, mentions: usize) {
        self.entities.clear();
        self.members.clear();
        self.groups.clear();
        self.heat.clear();
        self.alone.clear();
        self.of_mention.fill(mentions, None);
        for index in [
            &mut self.by_last,
            &mut self.by_consonants,
            &mut self.by_first,
            &mut self.by_acronym,
            &mut self.by_name,
            &mut self.by_role,
        ] {
            index.clear();
        }
    }

    /// The entity that the mention names, if any.
    pub(crate) fn of(&self, mention: MentionId) -> Option<EntityId> {
        self.of_mention[mention].map(|(entity, _)| entity)
    }

    /// Why the mention is of its entity.
    pub(crate) fn reason(&self, mention: MentionId) -> Option<Reason> {
        self.of_mention[mention].map(|(_, reason)| reason)
    }

    /// Says that a mention is of an entity.
    pub(crate) fn link(&mut self, mention: MentionId, entity: EntityId, reason: Reason) {
        self.of_mention[mention] = Some((entity, reason));
    }

    /// The group of the members in their order: the one already there, or a new one.
    pub(crate) fn add_group(&mut self, members: &[EntityId]) -> EntityId {
        let known = self.groups.iter().rev().take(MAX_GROUPS).copied();
        if let Some(group) = known.into_iter().find(|group| self.members_of(*group) == members) {
            return group;
        }
        let first = self.members.len();
        self.members.extend_from_slice(members);
        let members = first..self.members.len();
        let group = self.add(Entity { kind: EntityKind::Group, members, ..Entity::default() });
        self.groups.push(group);
        group
    }

    /// The members of a group; nobody where it is none.
    pub(crate) fn members_of(&self, group: EntityId) -> &[EntityId] {
        self.members.get(self.entities[group].members.clone()).unwrap_or_default()
    }

    /// The organisation whose whole name has the key.
    pub(crate) fn called(&self, name: Key) -> Option<EntityId> {
        self.by_name.get(name).find(|entity| {
            let kind = self.entities[*entity].kind;
            matches!(kind, EntityKind::Organisation | EntityKind::Unknown)
        })
    }

    /// The persons of a surname, the latest first.
    pub(crate) fn with_surname(&self, surname: Key) -> impl Iterator<Item = EntityId> + use<'_> {
        self.by_last.get(surname)
    }

    /// Gives the mentions of the first entity of each pair to the second.
    pub(crate) fn merge(&mut self, pairs: &[(EntityId, EntityId)]) {
        if pairs.is_empty() {
            return;
        }
        for of in self.of_mention.iter_mut().flatten() {
            if let Some((_, into)) = pairs.iter().find(|(from, _)| *from == of.0) {
                *of = (*into, Reason::of("relative"));
            }
        }
    }

    /// The entities that have the role.
    pub(crate) fn with_role(&self, role: Key) -> impl Iterator<Item = EntityId> + use<'_> {
        self.by_role.get(role)
    }

    /// Gives an entity a role.
    pub(crate) fn add_role(&mut self, entity: EntityId, role: Key) {
        if self.entities[entity].add_role(role) {
            self.by_role.add(role, entity);
        }
    }

    /// A new entity.
    pub(crate) fn add(&mut self, entity: Entity) -> EntityId {
        self.heat.push(Heat::default());
        self.entities.push(entity)
    }

    /// The word of an organisation's name that says what it is: "Agency", "Court".
    pub(crate) fn office_word(&self, article: Article<'_>, core: Tokens) -> Key {
        let office = Traits::ORGANISATION.with(Traits::GROUP).with(Traits::DOCUMENT);
        let words = article.reading.slice(core).iter().rev();
        let mut offices =
            words.filter(|word| word.traits.any(office) && !word.traits.any(Traits::GIVEN));
        offices.next().map_or(key::EMPTY, |word| word.role)
    }

    /// A new entity with a name, found by its words from now on.
    pub(crate) fn introduce(&mut self, article: Article<'_>, mention: &Mention) -> EntityId {
        let core = mention.core;
        let entity = self.add(Entity { first: core.start(), ..Entity::default() });
        let last = article.last_word_key(core);
        self.by_name.add(article.names().phrase(core), entity);
        let office = article.reading.traits(core.end() - 1).any(Traits::OFFICE)
            && article.reading.word(core.end() - 1).shape == Shape::Lower;
        if core.len() == 1 && mention.name_kind != NameKind::Person {
            self.add_implied(article, entity, core);
        }
        if core.len() > 1 && !office {
            if !self.is_name_before(article, mention) {
                self.by_last.add(last, entity);
            }
            if mention.name_kind != NameKind::Organisation {
                let word = article.reading.word(article.last_word(core));
                self.by_consonants.add(word.consonants, entity);
            }
            self.by_first.add(article.reading.word(core.start()).key, entity);
            if mention.name_kind != NameKind::Person {
                self.add_role(entity, self.office_word(article, core));
                self.add_implied(article, entity, core);
            }
            if let Some(nickname) = article.names().nickname_in(core) {
                self.by_first.add(article.reading.word(nickname).key, entity);
            }
            for acronym in acronym::acronyms(article.reading.slice(core)) {
                self.by_acronym.add(acronym, entity);
            }
        }
        entity
    }

    fn add_implied(&mut self, article: Article<'_>, entity: EntityId, core: Tokens) {
        let words = article.reading.slice(core).iter().map(|word| word.key);
        let whole = Some(article.names().phrase(core)).filter(|_| core.len() > 1);
        for role in words.chain(whole).flat_map(|name| article.lexicon.kinds(name)) {
            if self.entities[entity].add_implied(*role) {
                self.by_role.add(*role, entity);
            }
        }
    }

    /// Takes a mention into an entity: its name if it is fuller, its title, its gender.
    pub(super) fn join(
        &mut self,
        article: Article<'_>,
        number: Option<MentionId>,
        mention: &Mention,
        entity: EntityId,
    ) {
        let rule = if mention.core.len() == 1 { "short-name" } else { "full-name" };
        if let Some(number) = number {
            self.link(number, entity, Reason::of(rule));
        }
        let quality = quality(article, mention);
        self.add_role(entity, mention.role);
        let entity = &mut self.entities[entity];
        entity.first = entity.first.min(mention.core.start());
        let other =
            entity.kind == EntityKind::Person && mention.name_kind == NameKind::Organisation;
        if quality > entity.quality && !other {
            entity.quality = quality;
            entity.name = mention.core;
            entity.document = is_document(article, mention.core);
            entity.several = is_of_several(article, mention.core);
        }
        entity.kind = match (entity.kind, mention.name_kind) {
            (EntityKind::Unknown, NameKind::Person) => EntityKind::Person,
            (EntityKind::Unknown, NameKind::Organisation) => EntityKind::Organisation,
            (EntityKind::Unknown, NameKind::Place) => EntityKind::Place,
            (EntityKind::Organisation, NameKind::Person) if !mention.title.is_empty() => {
                EntityKind::Person
            }
            (kind, _) => kind,
        };
        // Organisations are seldom called by the last word of their name alone.
        let last = article.reading.word(article.last_word(entity.name));
        let short = mention.core.len() == 1 && entity.name.len() > 1;
        let surname = short
            && last.key == article.reading.word(mention.core.start()).key
            && !last.traits.any(Traits::ORGANISATION_WORD.with(Traits::ROLE));
        if surname && entity.kind == EntityKind::Unknown && last.shape == Shape::Capital {
            entity.kind = EntityKind::Person;
        }
        entity.gender.add(Gender::shown(mention.traits));
        for word in article.reading.slice(mention.title) {
            entity.stated.add(Gender::shown(word.traits));
        }
        let first = article.reading.traits(mention.core.start());
        if mention.core.len() > 1 && entity.pronouns.gender().is_none() {
            entity.pronouns.add(Gender::leaning(first));
        }
        entity.titled |= !mention.title.is_empty();
        let role = title::weight(article.reading, mention.title);
        if role > title::weight(article.reading, entity.role) {
            entity.role = mention.title;
        }
    }
}

/// Whether the name is that of something written: its last word says so, or that before "of" or "on".
fn is_document(article: Article<'_>, core: Tokens) -> bool {
    // "Jude Law" is a person.
    let person = core.len() == 2 && article.reading.traits(core.start()).any(Traits::GIVEN);
    core.len() > 1 && !person && DOCUMENTS.contains(&head(article, core).role)
}

/// Whether the name is that of holders of one office or members of one party: "Members of Congress".
fn is_of_several(article: Article<'_>, core: Tokens) -> bool {
    let head = head(article, core);
    let office = Traits::TITLE.with(Traits::PARTY).with(Traits::HIGH_OFFICE);
    head.traits.any(Traits::PLURAL)
        && head.traits.any(Traits::PERSON)
        && (head.traits.any(office) || head.role == marks::MEMBER)
}

/// The word of a name that says what it names: the last, or that before "of".
fn head(article: Article<'_>, core: Tokens) -> Word {
    let words = article.reading.slice(core);
    let of = |word: &Word| matches!(word.key, marks::OF | marks::FOR | marks::ON);
    let end = words.iter().position(of).unwrap_or(words.len());
    let head = words.iter().take(end).rfind(|word| word.shape != Shape::Other);
    head.copied().unwrap_or_default()
}

/// How good a name is: more words ("of" and the like aside, so that "Department of Labor" is no
/// better than "Labor Department"), not in capitals, not from a headline.
fn quality(article: Article<'_>, mention: &Mention) -> usize {
    let words = article.reading.slice(mention.core);
    let small = |word: &&Word| word.traits.any(Traits::FUNCTION);
    let small = words.iter().filter(small).count();
    let plain = !words.iter().all(|word| word.shape == Shape::Upper);
    let body = !article.reading.is_headline(mention.sentence);
    // "the Lind campaign" rather than "Lind's campaign".
    let own = !words.iter().any(|word| word.key == marks::POSSESSIVE);
    let is_office = |word: &Word| word.traits.any(Traits::OFFICE) && word.shape == Shape::Lower;
    let office = words.first().is_some_and(is_office) || words.last().is_some_and(is_office);
    // "the Lind campaign" is better than "Dee Lind's campaign" too.
    let own = if office { usize::from(own) * 17 } else { usize::from(own) };
    (words.len() - small) * 8 + usize::from(plain) * 4 + usize::from(body) * 2 + own
}
