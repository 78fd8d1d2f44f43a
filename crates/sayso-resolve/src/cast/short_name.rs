//! Who a name of one word is: a surname, a given name, an acronym, the first word of an organisation.

use crate::cast::entities::Cast;
use crate::cast::entity::{Entity, EntityKind};
use crate::cast::heat::Fit;
use crate::ids::EntityId;
use crate::mentions::article::Article;
use crate::mentions::mention::{Mention, MentionKind, NameKind, Pronoun};
use crate::words::gender::Gender;
use crate::words::key::{self, Key};
use crate::words::lexicon::Traits;
use crate::words::marks;
use crate::words::token::{TokenId, Tokens};
use crate::words::word::{Shape, Word};

/// A name that stood alone this often before it ends a longer one is no surname.
const MIN_ALONE: usize = 3;

/// The pronoun that tells whose surname a name is stands at most this many tokens behind.
const MAX_TO_PRONOUN: usize = 30;

/// What stands before a place, and seldom before a surname: "in Jordan", but "with Jordan".
const IN_PLACES: [Key; 12] = [
    marks::IN,
    marks::TO,
    marks::FROM,
    marks::OF,
    marks::AT,
    key::of_ascii("into"),
    key::of_ascii("across"),
    key::of_ascii("throughout"),
    key::of_ascii("near"),
    key::of_ascii("outside"),
    key::of_ascii("inside"),
    key::of_ascii("toward"),
];

impl Cast {
    /// Counts a name of one word where nothing says that it is a surname.
    pub(crate) fn note_alone(&mut self, article: Article<'_>, mention: &Mention) {
        if mention.title.is_empty() && !article.reading.is_headline(mention.sentence) {
            *self.alone.entry(article.reading.word(mention.core.start()).key).or_default() += 1;
        }
    }

    /// Whether the last word of a new name was a name of its own before: persons are introduced by their
    /// full names, so that "Old Acme" behind many an "Acme" is not Acme.
    pub(crate) fn is_name_before(&self, article: Article<'_>, mention: &Mention) -> bool {
        let last = article.last_word_key(mention.core);
        mention.name_kind != NameKind::Person
            && self.alone.get(&last).is_some_and(|count| *count >= MIN_ALONE)
    }

    /// The entity of a name of one word.
    pub(crate) fn single(&mut self, article: Article<'_>, mention: &Mention) -> EntityId {
        let word = *article.reading.word(mention.core.start());
        let shown = self.shown_gender(article, mention, word);
        let best = self
            .candidates(article, mention, word)
            .map(|(entity, fit)| (entity, fit.with_gender(self.gender(entity), shown)))
            .reduce(|best, next| if next.1 > best.1 { next } else { best });
        let best = best.map(|(entity, _)| entity).or_else(|| self.misspelt(mention, word));
        best.unwrap_or_else(|| self.introduce(article, mention))
    }

    fn gender(&self, entity: EntityId) -> Option<Gender> {
        self.entities[entity].gender.gender()
    }

    /// Of a surname that a man and a woman of the article have: the gender of the pronoun that takes it
    /// up, "Lind said … after | she | left".
    fn shown_gender(&self, article: Article<'_>, mention: &Mention, word: Word) -> Option<Gender> {
        let family = || self.by_last.get(word.key).map(|entity| self.gender(entity));
        let has = |gender: Gender| family().any(|it| it == Some(gender));
        if !(has(Gender::Masculine) && has(Gender::Feminine)) {
            return None;
        }
        let end = mention.core.end();
        for index in end.until(end + MAX_TO_PRONOUN) {
            let next = article.mentions.at(index).map(|number| &article.mentions[number]);
            match next.map(|next| (next.kind, next)) {
                Some((MentionKind::Pronoun(Pronoun::Masculine), _)) => {
                    return Some(Gender::Masculine);
                }
                Some((MentionKind::Pronoun(Pronoun::Feminine), _)) => {
                    return Some(Gender::Feminine);
                }
                Some((MentionKind::Name, next)) if next.name_kind != NameKind::Place => break,
                _ => {}
            }
            if article.reading.word(index).sentence > mention.sentence + 1 {
                break;
            }
        }
        None
    }

    /// The person whose surname this is with other vowels: "Kowalsky" for "Dee Kowalski".
    fn misspelt(&self, mention: &Mention, word: Word) -> Option<EntityId> {
        let plain = mention.name_kind == NameKind::Unknown || !mention.title.is_empty();
        if word.consonants == key::EMPTY || !plain || word.traits.any(Traits::GIVEN) {
            return None;
        }
        self.by_consonants.get(word.consonants).find(|entity| {
            let it = &self.entities[*entity];
            !clashes(it, mention.traits)
                && matches!(it.kind, EntityKind::Person | EntityKind::Unknown)
                && it.name.len() > 1
        })
    }

    fn candidates<'s>(
        &'s self,
        article: Article<'s>,
        mention: &'s Mention,
        word: Word,
    ) -> impl Iterator<Item = (EntityId, Fit)> + 's {
        let acronym = (word.shape == Shape::Upper).then_some(word.key);
        // "People" are not the People's Bank.
        let first = (!word.traits.any(Traits::PLURAL)).then_some(word.key);
        let office = word
            .traits
            .any(Traits::ORGANISATION_WORD.with(Traits::ORGANISATION))
            .then_some(word.role);
        // "U.S." for the United States.
        let place = Some(article.lexicon.place_of(word.key)).filter(|it| {
            word.shape == Shape::Upper && mention.name_kind == NameKind::Place && *it != word.key
        });
        let lists = [
            (self.by_name.get(word.key), 3),
            (place.map(|key| self.by_name.get(key)).unwrap_or_default(), 3),
            (self.by_last.get(word.key), 2),
            (acronym.map(|key| self.by_acronym.get(key)).unwrap_or_default(), 2),
            (first.map(|key| self.by_first.get(key)).unwrap_or_default(), 1),
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

    fn is_person(&self, entity: EntityId) -> bool {
        self.entities[entity].kind == EntityKind::Person
    }

    /// Whether one word can name the entity. `rank` says which of its words it is: 3 its whole
    /// name, 2 the last word or the acronym, 1 the first word.
    fn can_be(&self, article: Article<'_>, mention: &Mention, entity: EntityId, rank: i64) -> bool {
        let named = !self.heat[entity].is_cold() || article.reading.is_headline(mention.sentence);
        let entity = &self.entities[entity];
        if clashes(entity, mention.traits) && !mention.title.is_empty() {
            return false;
        }
        let traits = article.reading.traits(mention.core.start());
        let office = traits.any(Traits::ORGANISATION_WORD);
        // "Jordan said" is the country, unless the article has a person of the name.
        let inside = mention.place.after_preposition
            && IN_PLACES.contains(&article.reading.word(mention.core.start() - 1).key);
        let surname = rank == 2 && entity.kind == EntityKind::Person && !inside;
        let place = mention.name_kind == NameKind::Place && !surname;
        let whole = place || office && traits.any(Traits::PARTY);
        if whole && rank < 3 {
            return false;
        }
        if rank == 1 && entity.kind != EntityKind::Person && self.is_apart(article, mention, entity)
        {
            return false;
        }
        match entity.kind {
            EntityKind::Person | EntityKind::Unknown => !office || rank == 3,
            EntityKind::Place => {
                let key = article.reading.word(mention.core.start()).key;
                rank == 3 && (inside || !self.by_last.get(key).any(|it| self.is_person(it)))
            }
            _ if rank == 2 && office => {
                traits.any(Traits::ROLE) || named || self.is_after_the(article, mention)
            }
            // "Acme" before "Acme Ireland Ltd." is not short for it, nor ever for "Acme Ireland".
            _ if rank == 1 && is_branch(article, entity.name) => false,
            _ => rank > 1 || named && !traits.any(Traits::PARTY.with(Traits::DEMONYM)) && !office,
        }
    }

    /// Whether the first word of a name is no short form of it: "Acme" is not "its Acme Hub", nor, where it
    /// stands alone as a rule, "the Acme Train" ("the Acme Group" says what it is, and is Acme).
    fn is_apart(&self, article: Article<'_>, mention: &Mention, entity: &Entity) -> bool {
        let word = article.reading.word(mention.core.start());
        let alone = self.alone.get(&word.key).is_some_and(|count| *count >= MIN_ALONE);
        let told = article.reading.slice(entity.name).iter().skip(1);
        let told = told.into_iter().any(|word| word.traits.any(Traits::ORGANISATION_WORD));
        alone && !told || is_owned(article, entity.name)
    }

    fn is_after_the(&self, article: Article<'_>, mention: &Mention) -> bool {
        let start = mention.core.start();
        article.reading.is(start - 1, marks::THE)
    }

    /// How well one word fits the entity: a person before an organisation, the last word before
    /// the first, the one named most often and most recently so far.
    fn fit(&self, mention: &Mention, entity: EntityId, rank: i64) -> Fit {
        let heat = self.heat[entity];
        let person = self.is_person(entity);
        let titled = !mention.title.is_empty() && person;
        let weight = rank * 10 + i64::from(person) * 5 + i64::from(titled) * 10;
        Fit { weight, heat: heat.with_prior(mention.sentence) }
    }
}

/// Whether a title or given name shows the other gender.
fn clashes(entity: &Entity, shown: Traits) -> bool {
    entity.gender.gender().is_some_and(|gender| shown.any(gender.other()))
}

/// Whether a pronoun before the name says whose what it names is.
fn is_owned(article: Article<'_>, name: Tokens) -> bool {
    let before = name.start().checked_sub(1).map(|before| article.reading.word(before));
    before.is_some_and(|before| before.is_possessive_pronoun())
}

/// Whether a place behind the first word makes the name that of a branch: "Acme Ireland".
fn is_branch(article: Article<'_>, name: Tokens) -> bool {
    let place = |index: TokenId| article.names().place_at(index).is_some();
    (name.start() + 1).until(name.end().min(name.start() + 4)).any(place)
}
