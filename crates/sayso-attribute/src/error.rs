//! What can be wrong with a lexicon file.

use std::fmt;

/// Why a lexicon could not be read, and in which line.
#[derive(Debug)]
pub struct Error(Box<Inner>);

#[derive(Debug)]
struct Inner {
    kind: ErrorKind,
    line: usize,
}

/// What was wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A line has another number of columns than four.
    Columns {
        /// The number of columns found.
        found: usize,
    },
    /// A name in a column is none of those known.
    Name {
        /// The column: class, complement or type.
        column: &'static str,
        /// The name found.
        found: String,
    },
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, line: usize) -> Self {
        Self(Box::new(Inner { kind, line }))
    }

    /// What was wrong.
    #[must_use]
    pub fn kind(&self) -> &ErrorKind {
        &self.0.kind
    }

    /// The line, counted from 1.
    #[must_use]
    pub fn line(&self) -> usize {
        self.0.line
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: ", self.line())?;
        match self.kind() {
            ErrorKind::Columns { found } => write!(
                f,
                "found {found} columns, expected 4 separated by tabs: words, class, complements, type"
            ),
            ErrorKind::Name { column, found } => {
                write!(f, "no {column} named \"{found}\"; the head of the built-in file lists them")
            }
        }
    }
}

impl std::error::Error for Error {}
