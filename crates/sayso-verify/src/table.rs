//! The rows of a table, in any of the formats that can be read back.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;
use std::vec;

use sayso_export::Format;
use sayso_read::{Corpus, Input, Options};

use crate::columns::{ColumnNames, Columns, needed};
use crate::{Error, ErrorKind, Row, document_form};

/// The rows of a table as an iterator; a record that cannot be read is an item of its own.
///
/// Tables of separated values may have commas, semicolons or tabs, any encoding, line ends of any
/// kind, columns in any order and further ones, and may be compressed. A workbook is held in
/// memory sheet by sheet, other formats row by row.
pub struct Rows(Source);

enum Source {
    Records(Box<Records>),
    Documents(Box<Documents>),
    #[cfg(feature = "xlsx")]
    Workbook(Box<crate::sheets::Sheets>),
}

impl Rows {
    /// The formats that can be read back in this build of the program.
    pub const FORMATS: &[Format] = &[
        Format::Csv,
        Format::Tsv,
        Format::Jsonl,
        Format::DocJsonl,
        #[cfg(feature = "xlsx")]
        Format::Xlsx,
        #[cfg(feature = "parquet")]
        Format::Parquet,
    ];

    /// Opens a table; `-` is standard input. Without a format, the name of the file tells it, or
    /// else its first bytes.
    ///
    /// # Errors
    /// If the file cannot be read, or is no table of statements.
    pub fn open(path: &Path, format: Option<Format>) -> Result<Self, Error> {
        Self::open_with(path, format, &ColumnNames::default())
    }

    /// The same with names for columns that are not called as sayso and its like call them.
    ///
    /// # Errors
    /// If the file cannot be read, or is no table of quotations.
    pub fn open_with(
        path: &Path,
        format: Option<Format>,
        names: &ColumnNames,
    ) -> Result<Self, Error> {
        // Of a folder the texts would be read, each as one row.
        if path.is_dir() {
            let error = io::Error::from(io::ErrorKind::IsADirectory);
            return Err(Error::from(sayso_read::Error::from(error)).in_file(path));
        }
        let is_empty =
            std::fs::metadata(path).is_ok_and(|found| found.is_file() && found.len() == 0);
        let opened = match format.map_or_else(|| Kind::of_file(path), Kind::of_format)? {
            // A table without rows has a header at least, and JSON lines of no statement have no line.
            Kind::Records(format) if is_empty && format != sayso_read::Format::Jsonl => {
                Err(Error::new(ErrorKind::MissingColumn { name: "content", have: Vec::new() }))
            }
            Kind::Records(format) => Self::records(path, format, names),
            Kind::Documents => Documents::open(path).map(Source::Documents),
            Kind::Workbook => workbook(path, names),
        };
        opened.map(Self).map_err(|error| error.in_file(path))
    }

    fn records(
        path: &Path,
        format: sayso_read::Format,
        names: &ColumnNames,
    ) -> Result<Source, Error> {
        let is_document_form = |error: &Error| {
            matches!(error.kind(), ErrorKind::MissingColumn { have, .. }
                if have.iter().any(|name| name == "attributions"))
        };
        match Records::open(path, format, names) {
            Err(error) if is_document_form(&error) => Documents::open(path).map(Source::Documents),
            opened => opened.map(Source::Records),
        }
    }
}

impl Iterator for Rows {
    type Item = Result<Row, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        match &mut self.0 {
            Source::Records(records) => records.next(),
            Source::Documents(documents) => documents.next(),
            #[cfg(feature = "xlsx")]
            Source::Workbook(sheets) => sheets.next(),
        }
    }
}

#[cfg(feature = "xlsx")]
fn workbook(path: &Path, names: &ColumnNames) -> Result<Source, Error> {
    Ok(Source::Workbook(Box::new(crate::sheets::Sheets::open(path, names)?)))
}

#[cfg(not(feature = "xlsx"))]
fn workbook(_: &Path, _: &ColumnNames) -> Result<Source, Error> {
    Err(Error::new(ErrorKind::MissingFeature("xlsx")))
}

/// What reads a table.
#[derive(Clone, Copy)]
enum Kind {
    Records(sayso_read::Format),
    Documents,
    Workbook,
}

impl Kind {
    fn of_format(format: Format) -> Result<Self, Error> {
        Ok(match format {
            Format::Csv => Self::Records(sayso_read::Format::Csv),
            Format::Tsv => Self::Records(sayso_read::Format::Tsv),
            Format::Jsonl => Self::Records(sayso_read::Format::Jsonl),
            Format::Parquet => Self::Records(sayso_read::Format::Parquet),
            Format::DocJsonl => Self::Documents,
            Format::Xlsx => Self::Workbook,
            other => return Err(Error::new(ErrorKind::Format(other))),
        })
    }

    /// The kind that the name tells, or the first bytes where programs give names of their own:
    /// Excel calls its Unicode text `.txt`.
    fn of_file(path: &Path) -> Result<Self, Error> {
        match (Format::from_path(path), sayso_read::Format::from_path(path)) {
            (Some(Format::Table), _) | (None, None) => Self::of_bytes(path),
            // A separator other than the name says is told by the header.
            (Some(Format::Tsv), _) => Ok(Self::Records(sayso_read::Format::Csv)),
            (Some(format), _) => Self::of_format(format),
            (None, Some(sayso_read::Format::Text | sayso_read::Format::Tsv)) => {
                Ok(Self::Records(sayso_read::Format::Csv))
            }
            (None, Some(format)) => Ok(Self::Records(format)),
        }
        .map_err(|error| error.in_file(path))
    }

    fn of_bytes(path: &Path) -> Result<Self, Error> {
        // Standard input and pipes can be read only once.
        if !path.is_file() {
            return Ok(Self::Records(sayso_read::Format::Csv));
        }
        let start = start(path).map_err(sayso_read::Error::from)?;
        Ok(match sayso_read::Format::from_bytes(&start) {
            _ if start.starts_with(b"PK\x03\x04") => Self::Workbook,
            sayso_read::Format::Text => Self::Records(sayso_read::Format::Csv),
            format => Self::Records(format),
        })
    }
}

fn start(path: &Path) -> io::Result<Vec<u8>> {
    let mut start = Vec::new();
    File::open(path)?.take(64).read_to_end(&mut start)?;
    Ok(start)
}

/// Reads a table as a corpus whose texts are the cells of the column.
fn corpus(path: &Path, format: sayso_read::Format, text: &str, id: Option<&str>) -> Corpus {
    let input =
        if path.as_os_str() == "-" { Input::StandardInput } else { Input::Path(path.to_owned()) };
    let mut options = Options::default();
    options.format = Some(format);
    options.text_column = Some(text.to_owned());
    options.id_column = id.map(str::to_owned);
    Corpus::new(&[input], &options)
}

/// The items of a corpus but for warnings; one that is ahead, so that what is wrong with the whole
/// table is known when it is opened.
struct Items {
    first: Option<Result<sayso_text::Document, Error>>,
    corpus: Corpus,
    record: u64,
}

impl Items {
    fn open(corpus: Corpus) -> Result<Self, Error> {
        let mut items = Self { first: None, corpus, record: 0 };
        match items.next_item() {
            Some(Err(error)) if error.record().is_none() => return Err(error),
            first => items.first = first,
        }
        Ok(items)
    }

    fn next_item(&mut self) -> Option<Result<sayso_text::Document, Error>> {
        loop {
            match self.corpus.next()? {
                Err(error) if error.is_warning() => {}
                item => return Some(item.map_err(Error::from)),
            }
        }
    }
}

impl Iterator for Items {
    type Item = Result<(u64, sayso_text::Document), Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let item = self.first.take().or_else(|| self.next_item())?;
        self.record += 1;
        Some(item.map(|document| (self.record, document)))
    }
}

/// Rows of a table with a column for each claim.
struct Records {
    items: Items,
    columns: Columns,
}

impl Records {
    fn open(
        path: &Path,
        format: sayso_read::Format,
        names: &ColumnNames,
    ) -> Result<Box<Self>, Error> {
        let content = names.content.as_deref().unwrap_or("content");
        let document = names.document.as_deref().unwrap_or("doc_id");
        match Self::of_columns(path, format, (content, document), names) {
            Err(error) => {
                // The error says which columns there are, and so which of them are meant. Standard
                // input cannot be read a second time.
                let is_pipe = path.as_os_str() == "-";
                let Some(have) = columns_of(&error).filter(|_| !is_pipe).map(<[String]>::to_vec)
                else {
                    return Err(error);
                };
                let columns = needed(&have, names)?;
                Self::of_columns(path, format, columns, names)
            }
            opened => opened,
        }
    }

    fn of_columns(
        path: &Path,
        format: sayso_read::Format,
        (content, document): (&str, &str),
        names: &ColumnNames,
    ) -> Result<Box<Self>, Error> {
        let items = Items::open(corpus(path, format, content, Some(document)))?;
        let mut header = items.corpus.columns().to_vec();
        header.extend([content.to_owned(), document.to_owned()]);
        let names = ColumnNames {
            content: Some(content.to_owned()),
            document: Some(document.to_owned()),
            ..names.clone()
        };
        Ok(Box::new(Self { items, columns: Columns::new(&header, &names)? }))
    }
}

/// The columns of a table that lacks one of those that were asked for.
fn columns_of(error: &Error) -> Option<&[String]> {
    let ErrorKind::Read(error) = error.kind() else { return None };
    match error.kind() {
        sayso_read::ErrorKind::MissingColumn { have, .. } => Some(have),
        _ => None,
    }
}

impl Iterator for Records {
    type Item = Result<Row, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let item = self.items.next()?;
        Some(item.map(|(record, document)| {
            let mut cells = document.columns;
            cells.extend([document.text, document.id]);
            self.columns.row(record, &cells)
        }))
    }
}

/// Rows of the document form, one object a document.
struct Documents {
    items: Items,
    attributions: usize,
    rows: vec::IntoIter<Row>,
}

impl Documents {
    fn open(path: &Path) -> Result<Box<Self>, Error> {
        let items = Items::open(corpus(path, sayso_read::Format::Jsonl, "doc_id", None))?;
        let columns = items.corpus.columns();
        let attributions = columns.iter().position(|name| name == "attributions");
        let name = "attributions";
        let missing = || Error::new(ErrorKind::MissingColumn { name, have: columns.to_vec() });
        let attributions = attributions.ok_or_else(missing)?;
        Ok(Box::new(Self { attributions, items, rows: Vec::new().into_iter() }))
    }
}

impl Iterator for Documents {
    type Item = Result<Row, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(row) = self.rows.next() {
                return Some(Ok(row));
            }
            let read = self.items.next()?.and_then(|(record, document)| {
                let cell = document.columns.get(self.attributions).map_or("", String::as_str);
                document_form::rows(record, &document.text, cell)
            });
            match read {
                Ok(rows) => self.rows = rows.into_iter(),
                Err(error) => return Some(Err(error)),
            }
        }
    }
}
