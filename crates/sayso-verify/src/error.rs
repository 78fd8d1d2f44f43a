//! What can go wrong while a table is read.

use std::fmt;
use std::path::{Path, PathBuf};

/// A table, or a record of one, that could not be read: what, and where. One word wide.
#[derive(Debug)]
pub struct Error(Box<Inner>);

#[derive(Debug)]
struct Inner {
    kind: ErrorKind,
    path: Option<PathBuf>,
    record: Option<u64>,
}

/// What went wrong.
#[derive(Debug)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The file or the record cannot be read; the error names the place itself.
    Read(sayso_read::Error),
    /// The table has no column of this name.
    MissingColumn {
        /// The column.
        name: &'static str,
        /// The columns that there are.
        have: Vec<String>,
    },
    /// The format has no rows that could be read back.
    Format(sayso_export::Format),
    /// The attributions of a document are not in the document form.
    DocumentForm(serde_json::Error),
    /// The program was built without the cargo feature that the format needs.
    MissingFeature(&'static str),
}

impl Error {
    pub(crate) fn new(kind: ErrorKind) -> Self {
        Self(Box::new(Inner { kind, path: None, record: None }))
    }

    pub(crate) fn in_file(mut self, path: &Path) -> Self {
        self.0.path.get_or_insert_with(|| path.to_owned());
        self
    }

    pub(crate) fn at_record(mut self, record: u64) -> Self {
        self.0.record.get_or_insert(record);
        self
    }

    /// What went wrong.
    #[must_use]
    pub fn kind(&self) -> &ErrorKind {
        &self.0.kind
    }

    /// The file; `-` for standard input.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.0.path.as_deref()
    }

    /// The record, counted from 1 without the header, where it is one that cannot be read.
    #[must_use]
    pub fn record(&self) -> Option<u64> {
        self.0.record
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Most errors of reading name their place themselves.
        if let ErrorKind::Read(error) = self.kind()
            && error.path().is_some()
        {
            return error.fmt(f);
        }
        if let Some(path) = self.path() {
            write!(f, "{}: ", path.display())?;
        }
        if let Some(record) = self.record() {
            write!(f, "record {record}: ")?;
        }
        self.kind().fmt(f)
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Read(error) => error.fmt(f),
            Self::MissingColumn { name, have } => write!(
                f,
                "no table of statements: it has no column \"{name}\" (have: {})",
                have.join(", ")
            ),
            Self::Format(format) => write!(
                f,
                "the format \"{format}\" is to be looked at, not to be read back; \
                 write csv, tsv, jsonl, doc-jsonl, xlsx or parquet"
            ),
            Self::DocumentForm(_) => f.write_str("attributions that are not in the document form"),
            Self::MissingFeature(name) => {
                write!(f, "this format needs a program built with the feature \"{name}\"")
            }
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self.kind() {
            ErrorKind::Read(error) => error.source(),
            ErrorKind::DocumentForm(error) => Some(error),
            _ => None,
        }
    }
}

impl From<sayso_read::Error> for Error {
    fn from(error: sayso_read::Error) -> Self {
        let (path, place) = (error.path().map(Path::to_owned), error.position());
        let record = place.map(|place| place.record).filter(|record| *record > 0);
        Self(Box::new(Inner { kind: ErrorKind::Read(error), path, record }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn message_names_the_file_and_what_there_is() {
        let have = vec!["id".to_owned(), "text".to_owned()];
        let error = Error::new(ErrorKind::MissingColumn { name: "content", have });
        assert_eq!(
            error.in_file(Path::new("a.csv")).to_string(),
            "a.csv: no table of statements: it has no column \"content\" (have: id, text)"
        );
        assert_eq!(size_of::<Error>(), size_of::<usize>());
    }
}
