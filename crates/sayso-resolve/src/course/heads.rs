//! Who was last called by each head noun: "the report" takes up a report.

use crate::ids::EntityId;
use crate::words::key::{Key, KeyMap};

/// The entities by the head nouns that were used for them so far.
#[derive(Debug, Default)]
pub(crate) struct Heads {
    known: KeyMap<Uses>,
}

#[derive(Clone, Copy, Debug)]
struct Uses {
    last: EntityId,
    /// Whether the noun was used for nobody else.
    only: bool,
}

impl Heads {
    /// Starts another article.
    pub(crate) fn clear(&mut self) {
        self.known.clear();
    }

    /// Notes that a noun was used for an entity.
    pub(crate) fn note(&mut self, noun: Key, entity: EntityId) {
        let first = Uses { last: entity, only: true };
        let uses = self.known.entry(noun).or_insert(first);
        uses.only &= uses.last == entity;
        uses.last = entity;
    }

    /// Who was called by the noun last.
    pub(crate) fn last(&self, noun: Key) -> Option<EntityId> {
        self.known.get(&noun).map(|uses| uses.last)
    }

    /// Who was called by the noun, if nobody else was.
    pub(crate) fn only(&self, noun: Key) -> Option<EntityId> {
        self.known.get(&noun).filter(|uses| uses.only).map(|uses| uses.last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::Id;

    #[test]
    fn only_one_is_called_by_a_noun_until_another_is() {
        let (one, other) = (EntityId::new(1), EntityId::new(2));
        let mut heads = Heads::default();
        heads.note(7, one);
        heads.note(7, one);
        assert_eq!((heads.last(7), heads.only(7)), (Some(one), Some(one)));
        heads.note(7, other);
        assert_eq!((heads.last(7), heads.only(7)), (Some(other), None));
    }
}
