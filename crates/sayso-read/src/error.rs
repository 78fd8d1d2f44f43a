//! What can go wrong while reading, and where.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// An input, or a record of one, that could not be read: what, and where.
///
/// One word wide. The message names the place and, where there is one, the remedy.
#[derive(Debug)]
pub struct Error(Box<Inner>);

#[derive(Debug)]
struct Inner {
    kind: ErrorKind,
    path: Option<PathBuf>,
    position: Option<Position>,
}

/// What went wrong.
#[derive(Debug)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The operating system could not open or read the input, or its bytes are damaged.
    Io(io::Error),
    /// No column has the name that was asked for, or none that means the text.
    MissingColumn {
        /// What the column is for, as in the option `--text-column`: "text", "id" or "date".
        role: &'static str,
        /// The name that was asked for; empty where the column was to be guessed.
        name: String,
        /// The columns that there are.
        have: Vec<String>,
    },
    /// More than one column may be the text.
    AmbiguousColumn {
        /// The columns that may be it.
        candidates: Vec<String>,
    },
    /// The text of the record is something else than a text. One that is missing is no error: the
    /// document is empty.
    MissingText {
        /// The column in which the text was looked for.
        column: String,
        /// What it holds instead.
        found: String,
    },
    /// The record has more fields than the header, or too few for its text.
    FieldCount {
        /// The fields of the record.
        found: usize,
        /// The fields of the header.
        expected: usize,
    },
    /// A quotation mark that the record opens is never closed, so that it has swallowed what follows.
    UnclosedMark,
    /// Cells of a table go on behind the mark that closes them. A warning.
    LooseMarks {
        /// How many.
        count: u64,
    },
    /// Texts have references to characters of HTML, which stay in them. A warning.
    References {
        /// How many.
        count: u64,
    },
    /// Dates that may be read in two ways, of a column that does not tell which. A warning.
    UndecidedDates {
        /// How many.
        count: u64,
        /// The first.
        first: String,
    },
    /// Cells of a column of dates that are none. A warning.
    UnreadDates {
        /// How many.
        count: u64,
        /// The first.
        first: String,
    },
    /// The record is not an object in JSON.
    Json(serde_json::Error),
    /// The file is no workbook of Excel, or a damaged one.
    Workbook(Box<dyn std::error::Error + Send + Sync>),
    /// The table cannot be read further.
    Csv(csv::Error),
    /// The file holds something other than text.
    Binary,
    /// The file is of a known kind that is not read; its name, as "a PDF".
    OtherKind(&'static str),
    /// A folder has files that are not read. A warning.
    PassedOver {
        /// Their endings, and how many have them.
        endings: Vec<(String, u64)>,
    },
    /// A folder has no articles. A warning.
    NoArticles {
        /// How many other files it has.
        others: u64,
    },
    /// The document has more bytes than [`Options`](crate::Options) allow.
    TooLarge {
        /// The most bytes allowed.
        limit: u64,
    },
    /// The record has fields that the records at the start of its file had not, so that the table
    /// has no columns for them. A warning, given once for each field: the documents still come.
    NewColumns(Vec<String>),
    /// The file, or a record of it, is not what its format demands.
    Damaged(&'static str),
    /// The body of an answer has a content coding that is not known, or that cannot be undone; its
    /// name.
    Coding(String),
    /// Bytes of an archive belong to no record.
    StrayBytes {
        /// How many.
        bytes: u64,
    },
    /// The file is of a kind that is not read.
    NotRead {
        /// The kind, as "an archive of the form ARC".
        what: &'static str,
        /// What to do.
        remedy: &'static str,
    },
    /// A file of a news database has an article without a body; its headline.
    NoBody(String),
    /// The end of a page is missing in the archive. A warning.
    CutOff,
    /// An archive holds no pages, but texts that a crawler made of pages. A warning.
    OwnTexts {
        /// How many.
        texts: u64,
    },
    /// The page has no article; the reason.
    NoArticle(&'static str),
    /// The article that was found in a page is much shorter than what the page has in paragraphs.
    /// A warning.
    ShortArticle {
        /// Letters of the article.
        kept: usize,
        /// Letters of all paragraphs of prose.
        paragraphs: usize,
    },
    /// Pages are UTF-8 though they, or the server, say otherwise, and were read as UTF-8. A warning.
    OtherEncoding {
        /// The encoding that they say they have.
        said: String,
        /// How many of the file.
        pages: u64,
    },
    /// There is no input format of this name.
    UnknownFormat(String),
    /// The program was built without the cargo feature that the format needs.
    MissingFeature(&'static str),
}

/// A place in a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Position {
    /// The record, counted from 1 without the header; 0 for the header.
    pub record: u64,
    /// The line on which the record begins, counted from 1; 0 where lines have no meaning.
    pub line: u64,
    /// The byte at which the record begins in the decompressed file.
    pub byte: u64,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind) -> Self {
        Self(Box::new(Inner { kind, path: None, position: None }))
    }

    pub(crate) fn in_file(mut self, path: &Path) -> Self {
        self.0.path.get_or_insert_with(|| path.to_owned());
        self
    }

    pub(crate) fn at(mut self, position: Position) -> Self {
        self.0.position.get_or_insert(position);
        self
    }

    /// What went wrong.
    #[must_use]
    pub fn kind(&self) -> &ErrorKind {
        &self.0.kind
    }

    /// The file or folder; `-` for standard input.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.0.path.as_deref()
    }

    /// The place in the file, where the file has records.
    #[must_use]
    pub fn position(&self) -> Option<Position> {
        self.0.position
    }

    /// Whether no document is lost by it.
    #[must_use]
    pub fn is_warning(&self) -> bool {
        matches!(
            self.0.kind,
            ErrorKind::NewColumns(_)
                | ErrorKind::PassedOver { .. }
                | ErrorKind::NoArticles { .. }
                | ErrorKind::ShortArticle { .. }
                | ErrorKind::CutOff
                | ErrorKind::OwnTexts { .. }
                | ErrorKind::OtherEncoding { .. }
                | ErrorKind::LooseMarks { .. }
                | ErrorKind::References { .. }
                | ErrorKind::UndecidedDates { .. }
                | ErrorKind::UnreadDates { .. }
        )
    }
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        Self::new(ErrorKind::Io(error))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(path) = self.path() {
            write!(f, "{}: ", path.display())?;
        }
        match self.position() {
            Some(Position { record, line: 0, .. }) if record > 0 => write!(f, "record {record}: ")?,
            Some(Position { record, line, .. }) if record > 0 => {
                write!(f, "record {record} (line {line}): ")?;
            }
            _ => {}
        }
        write!(f, "{}", self.0.kind)
    }
}

impl ErrorKind {
    /// What is the matter, in words that errors of one kind share: for who counts them.
    #[must_use]
    pub const fn class(&self) -> &'static str {
        match self {
            Self::Io(_) => "cannot be read",
            Self::MissingColumn { .. } => "no such column",
            Self::AmbiguousColumn { .. } => "several columns may be the text",
            Self::MissingText { .. } => "a text that is none",
            Self::FieldCount { .. } => "another number of fields than the header",
            Self::UnclosedMark => "a quotation mark that is never closed",
            Self::LooseMarks { .. } => "text behind a closing mark",
            Self::References { .. } => "references to characters",
            Self::UndecidedDates { .. } => "dates of two meanings",
            Self::UnreadDates { .. } => "dates that are none",
            Self::Json(_) => "not an object in JSON",
            Self::Workbook(_) => "no workbook of Excel",
            Self::Csv(_) => "not a table of separated values",
            Self::Binary => "not a text file",
            Self::OtherKind(_) => "a kind of file that is not read",
            Self::PassedOver { .. } => "files passed over",
            Self::NoArticles { .. } => "no articles in a folder",
            Self::TooLarge { .. } => "larger than --max-doc-bytes",
            Self::NewColumns(_) => "fields that the first records have not",
            Self::Damaged(_) => "damaged",
            Self::Coding(_) => "a content coding that cannot be undone",
            Self::StrayBytes { .. } => "bytes of no record",
            Self::NotRead { .. } => "a kind of file that is not read",
            Self::NoBody(_) => "an article without a body",
            Self::CutOff => "pages that are cut off",
            Self::OwnTexts { .. } => "texts that a crawler made of pages",
            Self::NoArticle(_) => "no article in the page",
            Self::ShortArticle { .. } => "an article much shorter than its page",
            Self::OtherEncoding { .. } => "UTF-8 under another name",
            Self::UnknownFormat(_) => "no such format",
            Self::MissingFeature(_) => "a format that this program was built without",
        }
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(_) => write!(f, "cannot be read"),
            Self::MissingColumn { role, name, have } => missing_column(f, role, name, have),
            Self::AmbiguousColumn { candidates } => write!(
                f,
                "several columns may be the text ({}); choose one with --text-column",
                candidates.join(", ")
            ),
            Self::MissingText { column, found } => {
                write!(f, "the column \"{column}\" holds {found}, not text")
            }
            Self::UnclosedMark
            | Self::FieldCount { .. }
            | Self::UndecidedDates { .. }
            | Self::UnreadDates { .. }
            | Self::LooseMarks { .. }
            | Self::References { .. } => of_cells(f, self),
            Self::Json(_) => write!(f, "not an object in JSON"),
            Self::Workbook(_) => {
                f.write_str("no workbook of Excel, or one that is damaged or encrypted")
            }
            Self::Csv(_) => write!(f, "not a table of separated values"),
            Self::Binary => write!(f, "not a text file"),
            Self::OtherKind(kind) => {
                write!(f, "{kind}, which is not read; save it as plain text, or a table as CSV")
            }
            Self::PassedOver { endings } => passed_over(f, endings),
            Self::NoArticles { others: 0 } => write!(f, "an empty folder"),
            Self::NoArticles { others } => write!(
                f,
                "no texts, pages of HTML or archives in the folder, other files: {others}; name \
                 tables to read them"
            ),
            Self::TooLarge { limit } => write!(f, "a document of more than {limit} bytes"),
            Self::NewColumns(names) => write!(
                f,
                "fields that the first records have not are left out: {}",
                names.join(", ")
            ),
            Self::Damaged(what) => f.write_str(what),
            Self::Coding(_)
            | Self::NoBody(_)
            | Self::StrayBytes { .. }
            | Self::NotRead { .. }
            | Self::NoArticle(_)
            | Self::CutOff
            | Self::OwnTexts { .. }
            | Self::ShortArticle { .. }
            | Self::OtherEncoding { .. } => of_the_web(f, self),
            Self::UnknownFormat(name) => {
                let known: Vec<&str> =
                    crate::Format::ALL.iter().map(|format| format.name()).collect();
                write!(f, "no input format \"{name}\" (known: {})", known.join(", "))
            }
            Self::MissingFeature(name) => {
                write!(f, "this format needs a program built with the feature \"{name}\"")
            }
        }
    }
}

/// What is the matter with the cells of a column.
fn of_cells(f: &mut fmt::Formatter<'_>, kind: &ErrorKind) -> fmt::Result {
    match kind {
        ErrorKind::UndecidedDates { count, first } => write!(
            f,
            "{count} dates may be read in two ways, the first \"{first}\", and are left out; say \
             which with --date-format day-first or month-first"
        ),
        ErrorKind::FieldCount { found, expected } => write!(
            f,
            "{found} fields, but the header has {expected}; a quotation mark may be missing"
        ),
        ErrorKind::UnclosedMark => f.write_str(
            "a quotation mark is opened here and never closed; the record, and all that follows, is not \
             read",
        ),
        ErrorKind::LooseMarks { count } => write!(
            f,
            "cells that go on behind their closing quotation mark, and may have swallowed records, from \
             here on: {count}; double the marks within a cell, and look at its last line"
        ),
        ErrorKind::References { count } => write!(
            f,
            "texts with references to characters such as &quot; are read with them: {count}; replace \
             them first, as html.unescape of Python does"
        ),
        ErrorKind::UnreadDates { count, first } => write!(
            f,
            "{count} dates are not read, the first \"{first}\"; --date-format says how they are \
             written, as %d.%m.%Y"
        ),
        _ => Ok(()),
    }
}

/// What is the matter with a page or an archive, of the web or of news.
fn of_the_web(f: &mut fmt::Formatter<'_>, kind: &ErrorKind) -> fmt::Result {
    match kind {
        ErrorKind::Coding(name) => {
            write!(f, "the content coding \"{name}\" is not known or its bytes are damaged")
        }
        ErrorKind::StrayBytes { bytes } => {
            write!(f, "bytes before the record that belong to none: {bytes}")
        }
        ErrorKind::NotRead { what, remedy } => write!(f, "{what}, which is not read; {remedy}"),
        ErrorKind::CutOff => f.write_str(
            "the end of the page is missing in the archive; it is read as far as it goes",
        ),
        ErrorKind::OwnTexts { texts } => write!(
            f,
            "texts that a crawler made of pages are passed over, as the pages are read: {texts}; \
             the archive beside this one has them"
        ),
        ErrorKind::NoArticle(reason) => write!(f, "no article in the page: {reason}"),
        ErrorKind::ShortArticle { kept, paragraphs } => write!(
            f,
            "the article found has {kept} letters, but the paragraphs of the page {paragraphs}; \
             look whether it is whole"
        ),
        ErrorKind::OtherEncoding { said, pages } => {
            write!(f, "pages read as UTF-8, which they are, though they say \"{said}\": {pages}")
        }
        _ => Ok(()),
    }
}

fn passed_over(f: &mut fmt::Formatter<'_>, endings: &[(String, u64)]) -> fmt::Result {
    let files: u64 = endings.iter().map(|(_, count)| count).sum();
    let kinds: Vec<String> =
        endings.iter().map(|(ending, count)| format!("{ending} {count}")).collect();
    write!(
        f,
        "files passed over: {files} ({}); name tables, or their format with --input-format, to read \
         them, and save other articles as plain text",
        kinds.join(", ")
    )
}

fn missing_column(
    f: &mut fmt::Formatter<'_>,
    role: &str,
    name: &str,
    have: &[String],
) -> fmt::Result {
    let have = have.join(", ");
    if name.is_empty() {
        write!(f, "no column that is plainly the {role} (have: {have}); ")?;
    } else {
        write!(f, "no column named \"{name}\" (have: {have}); ")?;
    }
    write!(f, "choose one with --{role}-column")
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.0.kind {
            ErrorKind::Io(error) => Some(error),
            ErrorKind::Json(error) => Some(error),
            ErrorKind::Workbook(error) => Some(&**error),
            ErrorKind::Csv(error) => Some(error),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_column_names_the_file_the_columns_and_the_remedy() {
        let have = ["id", "title", "text"].map(str::to_owned).to_vec();
        let kind = ErrorKind::MissingColumn { role: "text", name: "body".to_owned(), have };
        let error = Error::new(kind).in_file(Path::new("articles.csv"));
        assert_eq!(
            error.to_string(),
            "articles.csv: no column named \"body\" (have: id, title, text); \
             choose one with --text-column"
        );
    }

    #[test]
    fn place_within_a_file_stands_after_its_path() {
        let error = Error::new(ErrorKind::FieldCount { found: 7, expected: 5 })
            .in_file(Path::new("wire.csv"))
            .at(Position { record: 3, line: 9, byte: 120 });
        assert!(error.to_string().starts_with("wire.csv: record 3 (line 9): 7 fields"), "{error}");
    }

    #[test]
    fn error_is_one_word_wide() {
        assert_eq!(size_of::<Error>(), size_of::<usize>());
    }
}
