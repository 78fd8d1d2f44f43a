//! What can go wrong while a form is read.

use std::fmt;
use std::path::{Path, PathBuf};

use sayso_verify::Role;

use crate::Form;

/// A file, or a mark in it, that could not be converted: what, and where. One word wide.
#[derive(Debug)]
pub struct Error(Box<Inner>);

#[derive(Debug)]
struct Inner {
    kind: ErrorKind,
    path: Option<PathBuf>,
    place: Place,
}

/// A place in a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Place {
    /// The file as a whole.
    #[default]
    File,
    /// A line, counted from 1.
    Line(u64),
    /// A record of a table, counted from 1 without the header.
    Record(u64),
}

/// What went wrong.
#[derive(Debug)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The operating system could not read.
    Io(std::io::Error),
    /// A table or a text cannot be read; the error names the place itself.
    Read(sayso_read::Error),
    /// The file is not JSON, or not of the form.
    Json(serde_json::Error),
    /// The program was built without the cargo feature that the file needs.
    MissingFeature(&'static str),
    /// There is no form of this name.
    UnknownForm(String),
    /// The form can be written and not read.
    WriteOnly(Form),
    /// The table has none of the columns that would do.
    MissingColumn {
        /// The columns that would do.
        wanted: Vec<&'static str>,
        /// The columns that there are.
        have: Vec<String>,
    },
    /// The form does not hold the texts, and none are given.
    NoText {
        /// The document.
        doc_id: String,
    },
    /// Texts are given, and none of them is of this document.
    UnknownDocument {
        /// The document.
        doc_id: String,
    },
    /// The words are not in the text.
    NotInText {
        /// What the words are in the statement.
        role: Role,
        /// The words.
        words: String,
        /// The document.
        doc_id: String,
    },
    /// The offsets do not lie in the text, one after the other.
    OutsideText {
        /// What the span is in the statement.
        role: Role,
        /// The offsets.
        ends: (usize, usize),
        /// The document.
        doc_id: String,
    },
    /// The mark has nothing that could be a content.
    NoContent,
    /// A value is not what the form demands.
    Value {
        /// The field.
        field: &'static str,
        /// What it holds.
        found: String,
        /// What it should hold.
        expected: &'static str,
    },
}

impl Error {
    pub(crate) fn new(kind: ErrorKind) -> Self {
        Self(Box::new(Inner { kind, path: None, place: Place::File }))
    }

    pub(crate) fn value(field: &'static str, found: &str, expected: &'static str) -> Self {
        Self::new(ErrorKind::Value { field, found: found.to_owned(), expected })
    }

    pub(crate) fn at(mut self, place: Place) -> Self {
        if self.0.place == Place::File {
            self.0.place = place;
        }
        self
    }

    pub(crate) fn in_file(mut self, path: &Path) -> Self {
        self.0.path.get_or_insert_with(|| path.to_owned());
        self
    }

    /// Whether nothing is lost by it.
    #[must_use]
    pub fn is_warning(&self) -> bool {
        matches!(self.kind(), ErrorKind::Read(error) if error.is_warning())
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

    /// The line, counted from 1, where the form has lines of its own.
    #[must_use]
    pub fn line(&self) -> Option<u64> {
        match self.0.place {
            Place::Line(line) => Some(line),
            _ => None,
        }
    }

    /// The record of a table, counted from 1 without the header.
    #[must_use]
    pub fn record(&self) -> Option<u64> {
        match self.0.place {
            Place::Record(record) => Some(record),
            _ => None,
        }
    }
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        Self::new(ErrorKind::Io(error))
    }
}

impl From<sayso_read::Error> for Error {
    fn from(error: sayso_read::Error) -> Self {
        Self::new(ErrorKind::Read(error))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let ErrorKind::Read(error) = self.kind() {
            return error.fmt(f);
        }
        if let Some(path) = self.path() {
            write!(f, "{}: ", path.display())?;
        }
        match self.0.place {
            Place::File => {}
            Place::Line(line) => write!(f, "line {line}: ")?,
            Place::Record(record) => write!(f, "record {record}: ")?,
        }
        self.kind().fmt(f)
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(_) => f.write_str("cannot be read"),
            Self::Read(error) => error.fmt(f),
            Self::Json(_) => f.write_str("not of the form"),
            Self::MissingFeature(name) => {
                write!(f, "this file needs a program built with the feature \"{name}\"")
            }
            Self::UnknownForm(name) => {
                write!(f, "no form \"{name}\" (known: {})", names(Form::written()))
            }
            Self::WriteOnly(form) => write!(
                f,
                "the form \"{form}\" can be written and not read (to be read: {})",
                names(Form::read())
            ),
            Self::MissingColumn { wanted, have } => {
                write!(f, "no column \"{}\" (have: {})", wanted.join("\" or \""), have.join(", "))
            }
            Self::NoText { doc_id } => {
                write!(f, "the text of \"{doc_id}\" is not in it; name the texts with --texts")
            }
            Self::UnknownDocument { doc_id } => write!(f, "no text is named \"{doc_id}\""),
            Self::NotInText { role, words, doc_id } => {
                write!(f, "{} [{}] is not in the text of \"{doc_id}\"", role.name(), short(words))
            }
            Self::OutsideText { role, ends: (start, end), doc_id } => {
                write!(f, "{} {start}..{end} is no span of the text of \"{doc_id}\"", role.name())
            }
            Self::NoContent => f.write_str("nothing that is ascribed"),
            Self::Value { field, found, expected } => {
                write!(f, "{field} is \"{}\", not {expected}", short(found))
            }
        }
    }
}

fn names(forms: impl Iterator<Item = Form>) -> String {
    forms.map(|form| form.name()).collect::<Vec<_>>().join(", ")
}

/// So much of the words that a message stays a line.
fn short(words: &str) -> String {
    const MOST: usize = 60;
    let line: String =
        words.chars().take(MOST).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if words.chars().nth(MOST).is_some() { format!("{line}…") } else { line }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self.kind() {
            ErrorKind::Io(error) => Some(error),
            ErrorKind::Read(error) => error.source(),
            ErrorKind::Json(error) => Some(error),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn message_names_file_line_and_what_was_expected() {
        let error = Error::value("quote_index", "(4", "two offsets, as \"(4,12)\"");
        assert_eq!(
            error.at(Place::Line(7)).in_file(Path::new("a.json")).to_string(),
            "a.json: line 7: quote_index is \"(4\", not two offsets, as \"(4,12)\""
        );
        assert_eq!(size_of::<Error>(), size_of::<usize>());
    }

    #[test]
    fn long_words_are_cut_and_stay_on_a_line() {
        assert_eq!(short(&"a\n".repeat(100)).chars().count(), 61);
        assert!(!short("a\nb").contains('\n'));
    }
}
