//! The cast of an article: its named people and organisations, each with all its names.

use sayso_text::TokenSpan;

use crate::entity::{Entity, EntityKind};
use crate::evidence::NameEvidence;
use crate::heat::{Fit, Heat};
use crate::index::Index;
use crate::key::{self, Key, KeyMap};
use crate::lexicon::{Lexicon, Traits};
use crate::marks;
use crate::mention::{Mention, MentionKind, NameKind, Pronoun};
use crate::name::Names;
use crate::reading::{Reading, Shape, Word};
use crate::role;
use crate::scan::Mentions;

/// Among how many groups formed last one of the same members is looked for.
const MAX_GROUPS: usize = 4;

/// A name that stood alone this often before it ends a longer one is no surname.
const MIN_ALONE: usize = 3;

/// The pronoun that tells whose surname a name is stands at most this many tokens behind.
const MAX_TO_PRONOUN: usize = 30;

/// The entities of an article and the mentions that name them.
#[derive(Debug, Default)]
pub(crate) struct Cast {
    pub(crate) entities: Vec<Entity>,
    of_mention: Vec<Option<usize>>,
    heat: Vec<Heat>,
    by_last: Index,
    by_consonants: Index,
    by_first: Index,
    by_acronym: Index,
    by_name: Index,
    by_role: Index,
    /// How often each name of one word stood in the body so far.
    alone: KeyMap<usize>,
    /// The members of the groups, one group after another.
    pub(crate) members: Vec<usize>,
    groups: Vec<usize>,
}

/// What the cast is gathered from.
#[derive(Clone, Copy)]
pub(crate) struct Article<'r> {
    pub(crate) reading: &'r Reading,
    pub(crate) lexicon: &'r Lexicon,
    pub(crate) mentions: &'r Mentions,
}

impl Article<'_> {
    fn names(&self) -> Names<'_> {
        Names { reading: self.reading, lexicon: self.lexicon }
    }

    /// The key of the name's last word.
    pub(crate) fn last_word_key(&self, core: TokenSpan) -> Key {
        self.reading.word(self.last_word(core)).key
    }

    /// The token of the name's last word, a suffix ("Jr.") aside.
    fn last_word(&self, core: TokenSpan) -> usize {
        let plain = |index: &usize| !self.reading.traits(*index).any(Traits::SUFFIX);
        core.range()
            .rev()
            .filter(|index| self.reading.word(*index).shape != Shape::Other)
            .find(plain)
            .unwrap_or(core.start())
    }
}

impl Cast {
    /// Gathers the cast of another article: full names first, so that a headline's surname finds
    /// the person that the body introduces. Linear: an index holds few entities for a word.
    pub(crate) fn gather(&mut self, article: Article<'_>) {
        self.clear(article.mentions.list().len());
        for (number, mention) in article.mentions.list().iter().enumerate() {
            if !mention.is_name() {
                continue;
            }
            if mention.core.len() == 1 {
                self.note_alone(article, mention);
            } else {
                let entity = self.full(article, mention);
                self.join(article, number, mention, entity);
                self.add_parenthesis(article, mention, entity);
            }
        }
        self.gather_titled(article);
        for (number, mention) in article.mentions.list().iter().enumerate() {
            if !mention.is_name() {
                continue;
            }
            if mention.core.len() == 1 && self.of(number).is_none() {
                let entity = self.single(article, mention);
                self.join(article, number, mention, entity);
            }
            self.warm(number, mention);
        }
    }

    /// Counts a name of one word where nothing says that it is a surname.
    fn note_alone(&mut self, article: Article<'_>, mention: &Mention) {
        if mention.title.is_empty() && !article.reading.is_headline(mention.sentence) {
            *self.alone.entry(article.reading.word(mention.core.start()).key).or_default() += 1;
        }
    }

    /// Whether the last word of a new name was a name of its own before: persons are introduced by their
    /// full names, so that "Old Acme" behind many an "Acme" is not Acme.
    fn is_name_before(&self, article: Article<'_>, mention: &Mention) -> bool {
        let last = article.reading.word(article.last_word(mention.core)).key;
        mention.name_kind != NameKind::Person
            && self.alone.get(&last).is_some_and(|count| *count >= MIN_ALONE)
    }

    /// Notes what a network takes each of the entities for.
    pub(crate) fn count_votes(&mut self, article: Article<'_>, evidence: NameEvidence<'_>) {
        if evidence.is_empty() {
            return;
        }
        for (number, mention) in article.mentions.list().iter().enumerate() {
            let Some(entity) = self.of(number).filter(|_| mention.is_name()) else { continue };
            if let Some(entity) = self.entities.get_mut(entity) {
                entity.votes.add(evidence.votes(mention.core));
            }
        }
    }

    /// Surnames behind "Mr." or "Ms." come before bare ones: they tell members of a family apart.
    fn gather_titled(&mut self, article: Article<'_>) {
        let shown = Traits::MASCULINE.with(Traits::FEMININE);
        for (number, mention) in article.mentions.list().iter().enumerate() {
            let titled = !mention.title.is_empty() && mention.traits.any(shown);
            if mention.is_name() && mention.core.len() == 1 && titled {
                let entity = self.single(article, mention);
                self.join(article, number, mention, entity);
            }
            self.warm(number, mention);
        }
        self.heat.iter_mut().for_each(|heat| *heat = Heat::default());
    }

    /// Notes that the article names the mention's entity here.
    fn warm(&mut self, number: usize, mention: &Mention) {
        let entity = self.of(number).filter(|_| mention.is_name());
        if let Some(heat) = entity.and_then(|entity| self.heat.get_mut(entity)) {
            heat.add(mention);
        }
    }

    fn clear(&mut self, mentions: usize) {
        self.entities.clear();
        self.members.clear();
        self.groups.clear();
        self.heat.clear();
        self.alone.clear();
        self.of_mention.clear();
        self.of_mention.resize(mentions, None);
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
    pub(crate) fn of(&self, mention: usize) -> Option<usize> {
        self.of_mention.get(mention).copied().flatten()
    }

    /// Says that a mention is of an entity.
    pub(crate) fn link(&mut self, mention: usize, entity: usize) {
        if self.of_mention.len() <= mention {
            self.of_mention.resize(mention + 1, None);
        }
        if let Some(of) = self.of_mention.get_mut(mention) {
            *of = Some(entity);
        }
    }

    /// The group of the members in their order: the one already there, or a new one.
    pub(crate) fn add_group(&mut self, members: &[usize]) -> usize {
        let known = self.groups.iter().rev().take(MAX_GROUPS).copied();
        let same = known.into_iter().find(|group| {
            let group = self.entities.get(*group).map(|group| group.members.clone());
            let own = group.and_then(|range| self.members.get(range)).unwrap_or_default();
            own == members
        });
        if let Some(group) = same {
            return group;
        }
        let first = self.members.len();
        self.members.extend_from_slice(members);
        let members = first..self.members.len();
        let group = self.add(Entity { kind: EntityKind::Group, members, ..Entity::default() });
        self.groups.push(group);
        group
    }

    /// The organisation whose whole name has the key.
    pub(crate) fn called(&self, name: Key) -> Option<usize> {
        self.by_name.get(name).find(|entity| {
            let kind = self.entities.get(*entity).map(|entity| entity.kind);
            matches!(kind, Some(EntityKind::Organisation | EntityKind::Unknown))
        })
    }

    /// The persons of a surname, the latest first.
    pub(crate) fn with_surname(&self, surname: Key) -> impl Iterator<Item = usize> + use<'_> {
        self.by_last.get(surname)
    }

    /// Makes two entities one, called by the name of the second.
    pub(crate) fn merge(&mut self, from: usize, into: usize) {
        for of in &mut self.of_mention {
            if *of == Some(from) {
                *of = Some(into);
            }
        }
    }

    /// The entities that have the role.
    pub(crate) fn with_role(&self, role: Key) -> impl Iterator<Item = usize> + use<'_> {
        self.by_role.get(role)
    }

    /// Gives an entity a role.
    pub(crate) fn add_role(&mut self, entity: usize, role: Key) {
        if self.entities.get_mut(entity).is_some_and(|known| known.add_role(role)) {
            self.by_role.add(role, entity);
        }
    }

    /// A new entity.
    pub(crate) fn add(&mut self, entity: Entity) -> usize {
        self.entities.push(entity);
        self.heat.push(Heat::default());
        self.entities.len() - 1
    }

    /// The entity of a name of several words: one that has it already, or a new one.
    fn full(&mut self, article: Article<'_>, mention: &Mention) -> usize {
        let last = article.reading.word(article.last_word(mention.core)).key;
        let office = self.office_word(article, mention.core);
        let named = self.by_last.get(last).chain(self.by_role.get(office));
        let known = named.into_iter().find(|entity| self.is_same(article, *entity, mention));
        known.unwrap_or_else(|| self.introduce(article, mention))
    }

    /// The word of an organisation's name that says what it is: "Agency", "Court".
    fn office_word(&self, article: Article<'_>, core: TokenSpan) -> Key {
        let office = Traits::ORGANISATION.with(Traits::GROUP).with(Traits::DOCUMENT);
        let words = article.reading.slice(core).iter().rev();
        let mut offices =
            words.filter(|word| word.traits.any(office) && !word.traits.any(Traits::GIVEN));
        offices.next().map_or(key::EMPTY, |word| word.role)
    }

    /// Whether a name of several words can be another name of the entity, which shares its last.
    fn is_same(&self, article: Article<'_>, entity: usize, mention: &Mention) -> bool {
        let Some(entity) = self.entities.get(entity) else { return false };
        if article.names().phrase(entity.name) == article.names().phrase(mention.core) {
            return true;
        }
        let (short, long) = if entity.name.len() < mention.core.len() {
            (entity.name, mention.core)
        } else {
            (mention.core, entity.name)
        };
        let short_words = article.reading.slice(short);
        let long_words = article.reading.slice(long);
        let person = entity.kind == EntityKind::Person || mention.name_kind == NameKind::Person;
        let (one, other) =
            (article.reading.word(short.start()), article.reading.word(long.start()));
        if person && short.len() > 1 && same_first(article.lexicon, one, other) {
            return !middles_differ(short_words, long_words);
        }
        short.len() > 1
            && short_words.iter().all(|word| long_words.iter().any(|it| it.key == word.key))
    }

    /// A new entity with a name, found by its words from now on.
    fn introduce(&mut self, article: Article<'_>, mention: &Mention) -> usize {
        let core = mention.core;
        let entity = self.add(Entity { first: core.start(), ..Entity::default() });
        let last = article.reading.word(article.last_word(core)).key;
        self.by_name.add(article.names().phrase(core), entity);
        let office = article.reading.traits(core.end() - 1).any(Traits::OFFICE)
            && article.reading.word(core.end() - 1).shape == Shape::Lower;
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
            for acronym in acronyms(article.reading.slice(core)) {
                self.by_acronym.add(acronym, entity);
            }
        }
        entity
    }

    fn add_implied(&mut self, article: Article<'_>, entity: usize, core: TokenSpan) {
        let words = article.reading.slice(core).iter();
        for role in words.flat_map(|word| article.lexicon.kinds(word.key)) {
            if self.entities.get_mut(entity).is_some_and(|known| known.add_implied(*role)) {
                self.by_role.add(*role, entity);
            }
        }
    }

    /// Takes a mention into an entity: its name if it is fuller, its title, its gender.
    fn join(&mut self, article: Article<'_>, number: usize, mention: &Mention, entity: usize) {
        self.link(number, entity);
        let quality = quality(article, mention);
        self.add_role(entity, mention.role);
        let Some(entity) = self.entities.get_mut(entity) else { return };
        entity.first = entity.first.min(mention.core.start());
        let other =
            entity.kind == EntityKind::Person && mention.name_kind == NameKind::Organisation;
        if quality > entity.quality && !other {
            entity.quality = quality;
            entity.name = mention.core;
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
        entity.add_gender(mention.traits);
        let first = article.reading.traits(mention.core.start());
        if mention.core.len() > 1 && entity.pronouns == 0 {
            entity.pronouns += i32::from(first.any(Traits::MOSTLY_MASCULINE));
            entity.pronouns -= i32::from(first.any(Traits::MOSTLY_FEMININE));
        }
        entity.titled |= !mention.title.is_empty();
        let role = role::weight(article.reading, mention.title);
        if role > role::weight(article.reading, entity.role) {
            entity.role = mention.title;
        }
    }

    /// "World Health Organization (WHO)": the letters in the parenthesis name it too.
    fn add_parenthesis(&mut self, article: Article<'_>, mention: &Mention, entity: usize) {
        let open = mention.core.end();
        let alias = article.reading.word(open + 1);
        let closed = article.reading.is(open + 2, marks::CLOSE);
        if article.reading.is(open, marks::OPEN) && closed && alias.shape != Shape::Other {
            self.by_name.add(alias.key, entity);
        }
    }

    /// The entity of a name of one word.
    fn single(&mut self, article: Article<'_>, mention: &Mention) -> usize {
        let word = article.reading.word(mention.core.start());
        let shown = self.shown_gender(article, mention, word);
        let best = self
            .candidates(article, mention, word)
            .map(|(entity, fit)| (entity, fit.with_gender(self.gender(entity), shown)))
            .reduce(|best, next| if next.1 > best.1 { next } else { best });
        let best = best.map(|(entity, _)| entity).or_else(|| self.misspelt(mention, word));
        best.unwrap_or_else(|| self.introduce(article, mention))
    }

    fn gender(&self, entity: usize) -> i32 {
        self.entities.get(entity).map_or(0, |entity| entity.gender.signum())
    }

    /// Of a surname that a man and a woman of the article have: the gender of the pronoun that takes it
    /// up, "Lind said … after | she | left"; 0 where none shows it.
    fn shown_gender(&self, article: Article<'_>, mention: &Mention, word: Word) -> i32 {
        let family = || self.by_last.get(word.key).map(|entity| self.gender(entity));
        if !(family().any(|gender| gender > 0) && family().any(|gender| gender < 0)) {
            return 0;
        }
        let end = mention.core.end();
        for index in end..end + MAX_TO_PRONOUN {
            let next = article.mentions.at(index).map(|number| article.mentions.get(number));
            match next.map(|next| (next.kind, next)) {
                Some((MentionKind::Pronoun(Pronoun::Masculine), _)) => return 1,
                Some((MentionKind::Pronoun(Pronoun::Feminine), _)) => return -1,
                Some((MentionKind::Name, next)) if next.name_kind != NameKind::Place => break,
                _ => {}
            }
            if article.reading.word(index).sentence > mention.sentence + 1 {
                break;
            }
        }
        0
    }

    /// The person whose surname this is with other vowels: "Kowalsky" for "Dee Kowalski".
    fn misspelt(&self, mention: &Mention, word: Word) -> Option<usize> {
        let plain = mention.name_kind == NameKind::Unknown || !mention.title.is_empty();
        if word.consonants == key::EMPTY || !plain || word.traits.any(Traits::GIVEN) {
            return None;
        }
        self.by_consonants.get(word.consonants).find(|entity| {
            self.entities.get(*entity).is_some_and(|it| {
                !clashes(it, mention.traits)
                    && matches!(it.kind, EntityKind::Person | EntityKind::Unknown)
                    && it.name.len() > 1
            })
        })
    }

    fn candidates<'s>(
        &'s self,
        article: Article<'s>,
        mention: &'s Mention,
        word: Word,
    ) -> impl Iterator<Item = (usize, Fit)> + 's {
        let acronym = (word.shape == Shape::Upper).then_some(word.key);
        let office = word
            .traits
            .any(Traits::ORGANISATION_WORD.with(Traits::ORGANISATION))
            .then_some(word.role);
        let lists = [
            (self.by_name.get(word.key), 3),
            (self.by_last.get(word.key), 2),
            (acronym.map(|key| self.by_acronym.get(key)).unwrap_or_default(), 2),
            (self.by_first.get(word.key), 1),
            (office.map(|key| self.by_role.get(key)).unwrap_or_default(), 2),
        ];
        lists
            .into_iter()
            .flat_map(|(entities, rank)| entities.map(move |entity| (entity, rank)))
            .filter(move |(entity, _)| {
                // "U.N." is not "Kim Jong Un".
                !word.traits.any(Traits::ACRONYM) || !self.is_person(*entity)
            })
            .filter(move |(entity, rank)| self.can_be(article, mention, *entity, *rank))
            .map(move |(entity, rank)| (entity, self.fit(mention, entity, rank)))
    }

    fn is_person(&self, entity: usize) -> bool {
        self.entities.get(entity).is_some_and(|it| it.kind == EntityKind::Person)
    }

    /// Whether one word can name the entity. `rank` says which of its words it is: 3 its whole
    /// name, 2 the last word or the acronym, 1 the first word.
    fn can_be(&self, article: Article<'_>, mention: &Mention, entity: usize, rank: i64) -> bool {
        let named = self.heat.get(entity).is_some_and(|heat| !heat.is_cold())
            || article.reading.is_headline(mention.sentence);
        let Some(entity) = self.entities.get(entity) else { return false };
        if clashes(entity, mention.traits) && !mention.title.is_empty() {
            return false;
        }
        let traits = article.reading.traits(mention.core.start());
        let office = traits.any(Traits::ORGANISATION_WORD);
        // "Jordan said" is the country, unless the article has a person of the name.
        let surname =
            rank == 2 && entity.kind == EntityKind::Person && !mention.place.after_preposition;
        let place = mention.name_kind == NameKind::Place && !surname;
        let whole = place || office && traits.any(Traits::PARTY);
        if whole && rank < 3 {
            return false;
        }
        match entity.kind {
            EntityKind::Person | EntityKind::Unknown => !office || rank == 3,
            EntityKind::Place => rank == 3,
            _ if rank == 2 && office => {
                traits.any(Traits::ROLE) || named || self.is_after_the(article, mention)
            }
            // "Acme" before "Acme Ireland Ltd." is not short for it, nor ever for "Acme Ireland".
            _ if rank == 1 && is_branch(article, entity.name) => false,
            _ => rank > 1 || named && !traits.any(Traits::PARTY.with(Traits::DEMONYM)) && !office,
        }
    }

    fn is_after_the(&self, article: Article<'_>, mention: &Mention) -> bool {
        let start = mention.core.start();
        start > 0 && article.reading.is(start - 1, marks::THE)
    }

    /// How well one word fits the entity: a person before an organisation, the last word before
    /// the first, the one named most often and most recently so far.
    fn fit(&self, mention: &Mention, entity: usize, rank: i64) -> Fit {
        let heat = self.heat.get(entity).copied().unwrap_or_default();
        let Some(entity) = self.entities.get(entity) else { return Fit::default() };
        let person = entity.kind == EntityKind::Person;
        let titled = !mention.title.is_empty() && person;
        let weight = rank * 10 + i64::from(person) * 5 + i64::from(titled) * 10;
        Fit { weight, heat: heat.at(mention.sentence) }
    }
}

/// Whether a title or given name shows the other gender.
fn clashes(entity: &Entity, shown: Traits) -> bool {
    (entity.gender > 0 && shown.any(Traits::FEMININE))
        || (entity.gender < 0 && shown.any(Traits::MASCULINE))
}

/// Whether two first names can be of one person: equal, short form, or initial.
fn same_first(lexicon: &Lexicon, one: Word, other: Word) -> bool {
    let initial = one.shape == Shape::Initial || other.shape == Shape::Initial;
    lexicon.same_given_name(one.key, other.key) || (initial && one.initial == other.initial)
}

/// Whether the second words of two full names begin with different letters: "George W." and "George H."
fn middles_differ(one: &[Word], other: &[Word]) -> bool {
    let middle = |words: &[Word]| match words {
        [_, middle, _, ..] => Some(middle.initial),
        _ => None,
    };
    matches!((middle(one), middle(other)), (Some(one), Some(other)) if one != other)
}

/// Whether a place behind the first word makes the name that of a branch: "Acme Ireland".
fn is_branch(article: Article<'_>, name: TokenSpan) -> bool {
    let place = |index: usize| article.names().place_at(index).is_some();
    (name.start() + 1..name.end().min(name.start() + 4)).any(place)
}

/// How good a name is: more words ("of" and the like aside, so that "Department of Labor" is no
/// better than "Labor Department"), not in capitals, not from a headline.
fn quality(article: Article<'_>, mention: &Mention) -> usize {
    let words = article.reading.slice(mention.core);
    let small = |word: &&Word| word.traits.any(Traits::FUNCTION);
    let small = words.iter().filter(small).count();
    let plain = !words.iter().all(|word| word.shape == Shape::Upper);
    let body = !article.reading.is_headline(mention.sentence);
    (words.len() - small) * 4 + usize::from(plain) * 2 + usize::from(body)
}

/// The acronyms that a name makes: of all its words, and without the small ones.
fn acronyms(words: &[Word]) -> [Key; 2] {
    let named = || words.iter().filter(|word| word.shape != Shape::Other);
    let capital = |word: &&Word| word.shape != Shape::Lower;
    [
        key::of_initials(named().map(|word| word.initial)),
        key::of_initials(named().filter(capital).map(|word| word.initial)),
    ]
}
