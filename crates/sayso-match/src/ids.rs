//! Numbers of things, each of a type of its own.

use crate::{Error, ErrorKind};

/// A statement, by its place in the order in which they came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct EntryId(u32);

/// A wording: a speaker's name and words. Statements that are copies of one another share it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct WordingId(u32);

/// A speaker's name, as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct NameId(u32);

macro_rules! id {
    ($name:ident) => {
        impl $name {
            /// The next of a list of this length.
            pub(crate) fn next(length: usize) -> Result<Self, Error> {
                let number = u32::try_from(length).map_err(|_| Error::new(ErrorKind::TooMany))?;
                Ok(Self(number))
            }

            pub(crate) fn of(number: u32) -> Self {
                Self(number)
            }

            pub(crate) fn place(self) -> usize {
                self.0 as usize
            }
        }
    };
}

id!(EntryId);
id!(WordingId);
id!(NameId);

impl WordingId {
    /// The number, to be kept elsewhere.
    pub(crate) fn number(self) -> u32 {
        self.0
    }
}
