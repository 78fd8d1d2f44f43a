//! Numbers that are types: the number of a mention is no number of an entity.
//!
//! An id is what a [`Table`] gives when it takes a row, so that it always finds its row again; a table
//! is indexed by its own ids alone. An `Option` of an id is no larger than the id.

use std::marker::PhantomData;
use std::num::NonZeroU32;
use std::ops::{Index, IndexMut};

/// The number of one kind of thing.
pub(crate) trait Id: Copy {
    /// The id of the row at the place.
    fn new(place: usize) -> Self;
    /// The place of its row.
    fn place(self) -> usize;
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub(crate) struct $name(NonZeroU32);

        impl Id for $name {
            fn new(place: usize) -> Self {
                let number = u32::try_from(place).unwrap_or(u32::MAX).saturating_add(1);
                Self(NonZeroU32::new(number).unwrap_or(NonZeroU32::MAX))
            }

            fn place(self) -> usize {
                self.0.get() as usize - 1
            }
        }
    )+};
}

ids! {
    /// A name, pronoun or role noun of the article.
    MentionId,
    /// Somebody or something that the article mentions.
    EntityId,
    /// What is asked about one attribution.
    TaskId,
}

/// Rows that are found by ids of one kind. Holds its memory when cleared.
#[derive(Clone, Debug)]
pub(crate) struct Table<I, T> {
    rows: Vec<T>,
    ids: PhantomData<fn(I) -> I>,
}

impl<I, T> Default for Table<I, T> {
    fn default() -> Self {
        Self { rows: Vec::new(), ids: PhantomData }
    }
}

impl<I: Id, T> Table<I, T> {
    pub(crate) fn clear(&mut self) {
        self.rows.clear();
    }

    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    /// Adds a row, and gives its id.
    pub(crate) fn push(&mut self, row: T) -> I {
        self.rows.push(row);
        I::new(self.rows.len() - 1)
    }

    /// As many rows of the value as another table has.
    pub(crate) fn fill(&mut self, rows: usize, value: T)
    where
        T: Clone,
    {
        self.rows.clear();
        self.rows.resize(rows, value);
    }

    pub(crate) fn ids(&self) -> impl Iterator<Item = I> + use<I, T> {
        (0..self.rows.len()).map(I::new)
    }

    pub(crate) fn iter(&self) -> std::slice::Iter<'_, T> {
        self.rows.iter()
    }

    pub(crate) fn iter_mut(&mut self) -> std::slice::IterMut<'_, T> {
        self.rows.iter_mut()
    }

    /// The row before that of the id.
    pub(crate) fn before(&self, id: I) -> Option<&T> {
        self.rows.get(id.place().checked_sub(1)?)
    }

    /// The rows with their ids.
    pub(crate) fn pairs(&self) -> impl Iterator<Item = (I, &T)> {
        self.ids().zip(&self.rows)
    }
}

impl<I: Id, T> Index<I> for Table<I, T> {
    type Output = T;

    fn index(&self, id: I) -> &T {
        &self.rows[id.place()]
    }
}

impl<I: Id, T> IndexMut<I> for Table<I, T> {
    fn index_mut(&mut self, id: I) -> &mut T {
        &mut self.rows[id.place()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn id_finds_the_row_that_gave_it() {
        let mut table: Table<MentionId, &str> = Table::default();
        let (one, other) = (table.push("Lind"), table.push("Ode"));
        assert_eq!((table[one], table[other]), ("Lind", "Ode"));
        assert_eq!(table.ids().collect::<Vec<_>>(), [one, other]);
    }

    #[test]
    fn no_id_costs_nothing() {
        assert_eq!(size_of::<Option<EntityId>>(), size_of::<EntityId>());
    }
}
