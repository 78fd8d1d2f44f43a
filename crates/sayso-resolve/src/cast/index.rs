//! An index of entities by the words of their names.

use crate::ids::EntityId;
use crate::words::key::{Key, KeyMap};

/// A word finds at most this many entities: families are small, and an article that gives one
/// surname to more people must not cost the square of its length.
const MAX_ENTITIES: usize = 8;

/// Which entities a word names. Holds its memory when cleared.
#[derive(Debug, Default)]
pub(crate) struct Index {
    heads: KeyMap<usize>,
    links: Vec<(EntityId, Option<usize>)>,
}

impl Index {
    /// Empties the index.
    pub(crate) fn clear(&mut self) {
        self.heads.clear();
        self.links.clear();
    }

    /// Adds an entity for the word.
    pub(crate) fn add(&mut self, word: Key, entity: EntityId) {
        let link = self.links.len();
        let before = self.heads.insert(word, link);
        self.links.push((entity, before));
    }

    /// The entities of the word, the latest first.
    pub(crate) fn get(&self, word: Key) -> Entities<'_> {
        Entities { links: &self.links, next: self.heads.get(&word).copied(), left: MAX_ENTITIES }
    }
}

/// The entities of one word.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Entities<'i> {
    links: &'i [(EntityId, Option<usize>)],
    next: Option<usize>,
    left: usize,
}

impl Iterator for Entities<'_> {
    type Item = EntityId;

    fn next(&mut self) -> Option<EntityId> {
        self.left = self.left.checked_sub(1)?;
        let (entity, next) = self.links.get(self.next?).copied()?;
        self.next = next;
        Some(entity)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::Id;

    #[test]
    fn latest_entity_comes_first_and_few_come_at_all() {
        let mut index = Index::default();
        (0..20).for_each(|place| index.add(7, EntityId::new(place)));
        assert_eq!(index.get(7).next(), Some(EntityId::new(19)));
        assert_eq!(index.get(7).count(), MAX_ENTITIES);
        assert_eq!(index.get(9).count(), 0);
    }
}
