//! What can go wrong while writing.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// An output that could not be written: what, and where. One word wide.
#[derive(Debug)]
pub struct Error(Box<Inner>);

#[derive(Debug)]
struct Inner {
    kind: ErrorKind,
    path: Option<PathBuf>,
    document: Option<String>,
}

/// What went wrong.
#[derive(Debug)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The reader of the output has closed it, as `head` does. Mostly no reason for a message.
    BrokenPipe,
    /// The operating system could not write: the disk is full, or the place is gone.
    Io(io::Error),
    /// There is no output format of this name.
    UnknownFormat(String),
    /// The program was built without the cargo feature that the format needs.
    MissingFeature(&'static str),
    /// The format is for statements, and no table of something else.
    StatementsOnly(crate::Format),
    /// The format is made from the texts, and cannot be written from rows alone.
    TextsNeeded(crate::Format),
    /// There is no unit of offsets of this name.
    UnknownOffsets(String),
}

impl Error {
    pub(crate) fn new(kind: ErrorKind) -> Self {
        Self(Box::new(Inner { kind, path: None, document: None }))
    }

    /// The same error with the file it belongs to, where none is known yet.
    #[must_use]
    pub fn in_file(mut self, path: &Path) -> Self {
        self.0.path.get_or_insert_with(|| path.to_owned());
        self
    }

    pub(crate) fn in_document(mut self, id: &str) -> Self {
        self.0.document.get_or_insert_with(|| id.to_owned());
        self
    }

    /// What went wrong.
    #[must_use]
    pub fn kind(&self) -> &ErrorKind {
        &self.0.kind
    }

    /// The file, where it is known.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.0.path.as_deref()
    }

    /// The id of the document that was being written, if any.
    #[must_use]
    pub fn document(&self) -> Option<&str> {
        self.0.document.as_deref()
    }
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::new(ErrorKind::BrokenPipe),
            _ => Self::new(ErrorKind::Io(error)),
        }
    }
}

impl From<csv::Error> for Error {
    fn from(error: csv::Error) -> Self {
        match error.into_kind() {
            csv::ErrorKind::Io(error) => error.into(),
            other => io::Error::other(format!("{other:?}")).into(),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(path) = self.path() {
            write!(f, "{}: ", path.display())?;
        }
        if let Some(document) = self.document() {
            write!(f, "document \"{document}\": ")?;
        }
        match self.kind() {
            ErrorKind::BrokenPipe => f.write_str("the reader of the output has closed it"),
            ErrorKind::Io(_) => f.write_str("cannot be written"),
            ErrorKind::UnknownFormat(name) => {
                let known: Vec<&str> =
                    crate::Format::ALL.iter().map(|format| format.name()).collect();
                write!(f, "no output format \"{name}\" (known: {})", known.join(", "))
            }
            ErrorKind::MissingFeature(name) => {
                write!(f, "this format needs a program built with the feature \"{name}\"")
            }
            ErrorKind::StatementsOnly(format) => {
                write!(
                    f,
                    "the format \"{format}\" is for statements alone (for other tables: csv, tsv, jsonl, \
                     xlsx, parquet)"
                )
            }
            ErrorKind::TextsNeeded(format) => {
                let known: Vec<&str> =
                    crate::Format::OF_ROWS.iter().map(|format| format.name()).collect();
                write!(
                    f,
                    "the format \"{format}\" cannot be written without the texts (of rows alone: {})",
                    known.join(", ")
                )
            }
            ErrorKind::UnknownOffsets(name) => {
                let known: Vec<&str> = crate::Offsets::ALL.iter().map(|unit| unit.name()).collect();
                write!(f, "no unit of offsets \"{name}\" (known: {})", known.join(", "))
            }
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self.kind() {
            ErrorKind::Io(error) => Some(error),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closed_pipe_is_a_kind_of_its_own() {
        let error = Error::from(io::Error::from(io::ErrorKind::BrokenPipe));
        assert!(matches!(error.kind(), ErrorKind::BrokenPipe));
    }

    #[test]
    fn message_names_file_and_document() {
        let error = Error::from(io::Error::from(io::ErrorKind::StorageFull))
            .in_document("wire-1")
            .in_file(Path::new("out.csv"));
        assert_eq!(error.to_string(), "out.csv: document \"wire-1\": cannot be written");
        assert_eq!(size_of::<Error>(), size_of::<usize>());
    }
}
