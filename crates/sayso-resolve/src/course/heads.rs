//! Who was last called by each head noun: "the report" takes up a report.

use crate::words::key::{Key, KeyMap};

/// The entities by the head nouns that were used for them so far.
#[derive(Debug, Default)]
pub(crate) struct Heads {
    known: KeyMap<Uses>,
}

#[derive(Clone, Copy, Debug)]
struct Uses {
    last: usize,
    /// Whether the noun was used for nobody else.
    only: bool,
}

impl Heads {
    /// Notes that a noun was used for an entity.
    pub(crate) fn note(&mut self, noun: Key, entity: usize) {
        let first = Uses { last: entity, only: true };
        let uses = self.known.entry(noun).or_insert(first);
        uses.only &= uses.last == entity;
        uses.last = entity;
    }

    /// Who was called by the noun last.
    pub(crate) fn last(&self, noun: Key) -> Option<usize> {
        self.known.get(&noun).map(|uses| uses.last)
    }

    /// Who was called by the noun, if nobody else was.
    pub(crate) fn only(&self, noun: Key) -> Option<usize> {
        self.known.get(&noun).filter(|uses| uses.only).map(|uses| uses.last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_one_is_called_by_a_noun_until_another_is() {
        let mut heads = Heads::default();
        heads.note(7, 1);
        heads.note(7, 1);
        assert_eq!((heads.last(7), heads.only(7)), (Some(1), Some(1)));
        heads.note(7, 2);
        assert_eq!((heads.last(7), heads.only(7)), (Some(2), None));
    }
}
