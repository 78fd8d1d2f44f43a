//! Full names that the article gives only in the name of something else: "President Lind … Dee Lind Election
//! Day", "the Dee Lind campaign".

use crate::cast::entities::Cast;
use crate::cast::entity::{Entity, EntityKind};
use crate::ids::EntityId;
use crate::mentions::article::Article;
use crate::words::gender::Gender;
use crate::words::key::{self, Key};
use crate::words::lexicon::Traits;
use crate::words::token::Tokens;
use crate::words::word::Shape;

/// What is called after somebody who seldom speaks any more.
const MEMORIALS: [Key; 24] = [
    key::of_ascii("act"),
    key::of_ascii("airport"),
    key::of_ascii("award"),
    key::of_ascii("awards"),
    key::of_ascii("bridge"),
    key::of_ascii("building"),
    key::of_ascii("center"),
    key::of_ascii("centre"),
    key::of_ascii("church"),
    key::of_ascii("college"),
    key::of_ascii("foundation"),
    key::of_ascii("hall"),
    key::of_ascii("hospital"),
    key::of_ascii("house"),
    key::of_ascii("institute"),
    key::of_ascii("library"),
    key::of_ascii("memorial"),
    key::of_ascii("museum"),
    key::of_ascii("park"),
    key::of_ascii("prize"),
    key::of_ascii("school"),
    key::of_ascii("stadium"),
    key::of_ascii("street"),
    key::of_ascii("university"),
];

impl Cast {
    /// Gives persons known by a title and a surname the full name that opens another name.
    pub(super) fn name_after(&mut self, article: Article<'_>) {
        let found: Vec<(EntityId, Tokens)> = self
            .entities
            .pairs()
            .filter(|(_, thing)| thing.kind != EntityKind::Person && thing.name.len() > 2)
            .filter_map(|(_, thing)| full_name_in(article, thing.name))
            .filter_map(|name| Some((self.known_by_surname(article, name)?, name)))
            .collect();
        for (person, name) in found {
            self.entities[person].name = name;
        }
    }

    /// The only one of the surname with which the name ends of whom no given name is known, if a title
    /// stands before it and the given name is of no other gender.
    fn known_by_surname(&self, article: Article<'_>, name: Tokens) -> Option<EntityId> {
        let surname = article.last_word_key(name);
        let shown = Gender::shown(article.reading.traits(name.start()));
        let meant = |person: &Entity| {
            let gender = person.stated.gender();
            person.kind == EntityKind::Person
                && person.name.len() == 1
                && article.last_word_key(person.name) == surname
                && (gender.is_none() || shown.is_none() || gender == shown)
        };
        let mut persons = self.entities.pairs().filter(|(_, person)| meant(person));
        let (id, person) = persons.next()?;
        (persons.next().is_none() && person.titled).then_some(id)
    }
}

/// The given name and surname that open the name of something, unless it keeps a memory.
fn full_name_in(article: Article<'_>, name: Tokens) -> Option<Tokens> {
    let words = article.reading.slice(name);
    let initial = usize::from(words.get(1).is_some_and(|word| word.shape == Shape::Initial));
    let surname = words.get(1 + initial)?;
    let rest = words.get(2 + initial..)?;
    let given = words.first().is_some_and(|word| word.traits.any(Traits::GIVEN));
    let named = given && surname.shape == Shape::Capital && !rest.is_empty();
    let memorial = words.iter().any(|word| MEMORIALS.contains(&word.key));
    (named && !memorial).then(|| Tokens::new(name.start(), name.start() + 2 + initial))
}
