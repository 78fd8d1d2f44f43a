//! Who a name of several words is: the same person with a middle name, the same office spelled out.

use crate::cast::entities::Cast;
use crate::cast::entity::EntityKind;
use crate::ids::EntityId;
use crate::mentions::article::Article;
use crate::mentions::mention::{Mention, NameKind};
use crate::words::key;
use crate::words::lexicon::{Lexicon, Traits};
use crate::words::marks;
use crate::words::word::{Shape, Word};

impl Cast {
    /// The entity of a name of several words: one that has it already, or a new one.
    pub(crate) fn full(&mut self, article: Article<'_>, mention: &Mention) -> EntityId {
        let last = article.last_word_key(mention.core);
        let office = self.office_word(article, mention.core);
        let alias = self.by_name.get(article.names().phrase(mention.core)).next();
        if let Some(known) = alias {
            return known;
        }
        let first = article.reading.word(mention.core.start()).key;
        let named = self.by_last.get(last).chain(self.by_role.get(office));
        if let Some(known) = self.national(article, mention) {
            return known;
        }
        let known = named.into_iter().find(|entity| self.is_same(article, *entity, mention));
        let opens = || self.by_first.get(first).find(|it| self.is_part(article, *it, mention));
        known.or_else(opens).unwrap_or_else(|| self.introduce(article, mention))
    }

    /// "U.S. CDC": behind a country letters that stand for an office of it that was named before.
    fn national(&self, article: Article<'_>, mention: &Mention) -> Option<EntityId> {
        let letters = article.reading.word(mention.core.end() - 1);
        let country =
            article.names().place_at(mention.core.start()) == Some(mention.core.end() - 1);
        let mut named = self.by_acronym.get(letters.key).chain(self.by_name.get(letters.key));
        let office = |it: &EntityId| self.entities[*it].kind != EntityKind::Person;
        (country && letters.shape == Shape::Upper).then(|| named.find(office)).flatten()
    }

    /// Whether one of the name and the entity's opens the other.
    fn is_part(&self, article: Article<'_>, entity: EntityId, mention: &Mention) -> bool {
        let entity = &self.entities[entity];
        let person = entity.kind == EntityKind::Person || mention.name_kind == NameKind::Person;
        let words = |name| article.reading.slice(name);
        let (one, other) = (words(entity.name), words(mention.core));
        is_opening(one, other, person) || is_opening(other, one, person)
    }

    /// Whether a name of several words can be another name of the entity, which shares its last.
    fn is_same(&self, article: Article<'_>, entity: EntityId, mention: &Mention) -> bool {
        let entity = &self.entities[entity];
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
        if person && short.len() > 1 && same_first(article.lexicon, *one, *other) {
            return !middles_differ(short_words, long_words);
        }
        is_spelled_by(short_words, long_words)
            || short.len() > 1
                && short_words.iter().all(|word| long_words.iter().any(|it| it.key == word.key))
    }
}

/// Whether two first names can be of one person: equal, short form, or initial.
fn same_first(lexicon: &Lexicon, one: Word, other: Word) -> bool {
    let initial = one.shape == Shape::Initial || other.shape == Shape::Initial;
    lexicon.same_given_name(one.key, other.key) || (initial && one.initial == other.initial)
}

/// Whether the shorter name opens the longer, and what follows is of what the first part names ("Ode
/// Chamber | of Commerce", "Ode News | & World Report"), or a person's last name ("Abu Lind | Ode").
fn is_opening(short: &[Word], long: &[Word], person: bool) -> bool {
    let opens = short.len() > 1
        && long.iter().map(|it| it.key).take(short.len()).eq(short.iter().map(|it| it.key));
    let next = long.get(short.len()).filter(|_| opens);
    next.is_some_and(|next| match next.key {
        marks::OF | marks::FOR | marks::AMPERSAND => !person,
        _ => {
            let other = Traits::ORGANISATION_WORD.with(Traits::ROLE).with(Traits::TITLE);
            let last = short.len() + 1 == long.len() && next.shape == Shape::Capital;
            person && last && !next.traits.any(other.with(Traits::VERB))
        }
    })
}

/// Whether the second words of two full names begin with different letters: "George W." and "George H."
/// A nickname is no second word.
fn middles_differ(one: &[Word], other: &[Word]) -> bool {
    let middle = |words: &[Word]| match words {
        [_, middle, _, ..] if !middle.is_mark() => Some(middle.initial),
        _ => None,
    };
    matches!((middle(one), middle(other)), (Some(one), Some(other)) if one != other)
}

/// "U.N. Council" for "United Nations Council": the first word of one is the initials of the other's.
fn is_spelled_by(short: &[Word], long: &[Word]) -> bool {
    let ([acronym, rest @ ..], Some(parts)) = (short, (long.len() + 1).checked_sub(short.len()))
    else {
        return false;
    };
    let (spelled, tail) = long.split_at(parts.min(long.len()));
    let same = rest.iter().map(|word| word.key).eq(tail.iter().map(|word| word.key));
    acronym.shape == Shape::Upper
        && spelled.len() > 1
        && !rest.is_empty()
        && same
        && key::of_initials(spelled.iter().map(|word| word.initial)) == acronym.key
}
