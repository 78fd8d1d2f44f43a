//! What can go wrong with a list of labels or an output.

use std::{fmt, io};

/// A list that cannot be used, or an output that cannot be written. One word wide.
#[derive(Debug)]
pub struct Error(Box<ErrorKind>);

/// What went wrong.
#[derive(Debug)]
#[non_exhaustive]
pub enum ErrorKind {
    /// Reading the list, or writing the figures.
    Io(io::Error),
    /// The list is no table.
    Table(csv::Error),
    /// The list lacks a column.
    Columns {
        /// The columns that there are.
        have: Vec<String>,
    },
    /// A line of the list without a label or without a name and a pattern.
    Incomplete {
        /// Counted from 1 without the header.
        record: u64,
    },
    /// A pattern of the list.
    Pattern(regex::Error),
    /// The program was built without the cargo feature that the form needs.
    MissingFeature(&'static str),
}

impl Error {
    pub(crate) fn new(kind: ErrorKind) -> Self {
        Self(Box::new(kind))
    }

    /// What went wrong.
    #[must_use]
    pub fn kind(&self) -> &ErrorKind {
        &self.0
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind() {
            ErrorKind::Io(_) => f.write_str("cannot be read or written"),
            ErrorKind::Table(_) => f.write_str("no table"),
            ErrorKind::Columns { have } => write!(
                f,
                "a list of labels needs the column \"label\", and \"name\" or \"pattern\" (have: {})",
                have.join(", ")
            ),
            ErrorKind::Incomplete { record } => {
                write!(f, "record {record}: a label and somebody to give it to are needed")
            }
            ErrorKind::Pattern(_) => f.write_str("no regular expression in the column \"pattern\""),
            ErrorKind::MissingFeature(name) => {
                write!(f, "this form needs a program built with the feature \"{name}\"")
            }
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self.kind() {
            ErrorKind::Io(error) => Some(error),
            ErrorKind::Table(error) => Some(error),
            ErrorKind::Pattern(error) => Some(error),
            _ => None,
        }
    }
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        Self::new(ErrorKind::Io(error))
    }
}

impl From<csv::Error> for Error {
    fn from(error: csv::Error) -> Self {
        Self::new(ErrorKind::Table(error))
    }
}
