//! Tables of any format with a row for each statement.

use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};

use sayso_read::{Corpus, Format, Input, Options};
use sayso_text::Document;

use crate::draft::{Draft, Drafts, Mention};
use crate::error::Place;
use crate::{Error, ErrorKind};

/// A table whose rows are read as documents: the column that a reader cannot do without is the
/// text, and the others are found by their names.
pub(crate) struct Table {
    rows: Rows,
    first: Option<Result<Document, Error>>,
    places: HashMap<String, usize>,
    /// The column that names the document, where the reader was not told it.
    id: Option<usize>,
    record: u64,
}

/// What reads a table.
enum Rows {
    Corpus(Box<Corpus>),
    #[cfg(feature = "xlsx")]
    Workbook(Box<crate::workbook::Workbook>),
}

impl Rows {
    fn next(&mut self) -> Option<Result<Document, Error>> {
        match self {
            Self::Corpus(corpus) => corpus.next().map(|read| read.map_err(Error::from)),
            #[cfg(feature = "xlsx")]
            Self::Workbook(workbook) => workbook.next_row(),
        }
    }

    fn columns(&self) -> &[String] {
        match self {
            Self::Corpus(corpus) => corpus.columns(),
            #[cfg(feature = "xlsx")]
            Self::Workbook(workbook) => &workbook.columns,
        }
    }
}

impl Table {
    /// Opens a workbook of Excel, likewise.
    #[cfg(feature = "xlsx")]
    pub(crate) fn open_workbook(
        path: &Path,
        (text, ids): (&'static str, &[&'static str]),
    ) -> Result<Self, Error> {
        let workbook = crate::workbook::Workbook::open(path, text)?;
        Self::of_rows(Rows::Workbook(Box::new(workbook)), None, (text, ids), true)
    }

    /// Opens a workbook of Excel, which this build cannot read.
    #[cfg(not(feature = "xlsx"))]
    pub(crate) fn open_workbook(
        _: &Path,
        _: (&'static str, &[&'static str]),
    ) -> Result<Self, Error> {
        Err(Error::new(ErrorKind::MissingFeature("xlsx")))
    }

    /// Opens the table. The first of the ids that is one of its columns names the document.
    pub(crate) fn open(
        path: &Path,
        format: Option<Format>,
        (text, ids): (&'static str, &[&'static str]),
    ) -> Result<Self, Error> {
        // Of a folder the texts would be read, each as one row.
        if path.is_dir() {
            return Err(io::Error::from(io::ErrorKind::IsADirectory).into());
        }
        // The reader must be told one column, and standard input is read once: of several the
        // first that is there is known only afterwards, and the text names the rows till then.
        let asked = if let [only] = ids { only } else { text };
        let mut corpus = corpus(path, format, text, asked);
        let first = match corpus.next() {
            Some(Err(error)) => match missing(&error) {
                Some(("id", have)) => return Err(no_column(ids, have.to_vec())),
                Some((_, have)) => return Err(no_column(&[text], have.to_vec())),
                None if error.position().is_none() => return Err(error.into()),
                None => Some(Err(error.into())),
            },
            first => first.map(|read| read.map_err(Error::from)),
        };
        Self::of_rows(Rows::Corpus(Box::new(corpus)), first, (text, ids), asked == text)
    }

    /// The table of the rows, the first of which may be read already. Where the reader was not told
    /// the column that names the document, it is looked for among the others.
    fn of_rows(
        rows: Rows,
        first: Option<Result<Document, Error>>,
        (text, ids): (&'static str, &[&'static str]),
        looks_for_id: bool,
    ) -> Result<Self, Error> {
        let names = rows.columns().iter().map(|name| name.trim().to_owned());
        let places: HashMap<String, usize> = names.zip(0..).collect();
        let id = ids.iter().find_map(|id| places.get(*id).copied());
        if looks_for_id && id.is_none() && (first.is_some() || !rows.columns().is_empty()) {
            let have = [text.to_owned()].into_iter().chain(rows.columns().iter().cloned());
            return Err(no_column(ids, have.collect()));
        }
        Ok(Self { rows, first, places, id, record: 0 })
    }

    /// The names of the columns but for the text and the id.
    pub(crate) fn columns(&self) -> &[String] {
        self.rows.columns()
    }

    /// The next row; what cannot be read is an error of its own.
    pub(crate) fn next_row(&mut self) -> Option<Result<Row, Error>> {
        loop {
            match self.first.take().or_else(|| self.rows.next())? {
                Err(error) if error.is_warning() => {}
                Err(error) => {
                    self.record += 1;
                    return Some(Err(error));
                }
                Ok(mut document) => {
                    self.record += 1;
                    if let Some(id) = self.id.and_then(|place| document.columns.get(place)) {
                        document.id.clone_from(id);
                    }
                    return Some(Ok(Row { document, record: self.record }));
                }
            }
        }
    }

    /// The cell of a row in the column, empty where there is none.
    pub(crate) fn cell<'r>(&self, row: &'r Row, column: &str) -> &'r str {
        let place = self.places.get(column);
        place.and_then(|place| row.document.columns.get(*place)).map_or("", String::as_str)
    }

    /// The cell as a value, where the column has one.
    pub(crate) fn value<T: std::str::FromStr>(
        &self,
        row: &Row,
        column: &'static str,
        expected: &'static str,
    ) -> Result<Option<T>, Error> {
        let cell = self.cell(row, column).trim();
        if cell.is_empty() {
            return Ok(None);
        }
        let wrong = |_| Error::value(column, cell, expected).at(row.place());
        cell.parse().map(Some).map_err(wrong)
    }
}

/// A row as a document whose text is the column that is always there.
pub(crate) struct Row {
    pub(crate) document: Document,
    record: u64,
}

impl Row {
    pub(crate) fn place(&self) -> Place {
        Place::Record(self.record)
    }
}

fn corpus(path: &Path, format: Option<Format>, text: &str, id: &str) -> Corpus {
    let input =
        if path.as_os_str() == "-" { Input::StandardInput } else { Input::Path(path.to_owned()) };
    let mut options = Options::default();
    options.format = format;
    options.text_column = Some(text.to_owned());
    options.id_column = Some(id.to_owned());
    Corpus::new(&[input], &options)
}

/// What the column is for that is missing, and the columns that there are.
fn missing(error: &sayso_read::Error) -> Option<(&'static str, &[String])> {
    match error.kind() {
        sayso_read::ErrorKind::MissingColumn { role, have, .. } => Some((role, have)),
        _ => None,
    }
}

fn no_column(wanted: &[&'static str], have: Vec<String>) -> Error {
    Error::new(ErrorKind::MissingColumn { wanted: wanted.to_vec(), have })
}

/// The documents of rows, in the order in which they first come; their rows may be scattered.
#[derive(Default)]
pub(crate) struct Documents {
    drafts: Vec<Draft>,
    places: HashMap<String, usize>,
    errors: Vec<Error>,
    path: PathBuf,
}

impl Documents {
    pub(crate) fn of(path: &Path) -> Self {
        Self { path: path.to_owned(), ..Self::default() }
    }

    /// The draft of the document, new where it is named for the first time.
    pub(crate) fn draft(&mut self, doc_id: &str) -> &mut Draft {
        let place = match self.places.get(doc_id) {
            Some(place) => *place,
            None => {
                self.places.insert(doc_id.to_owned(), self.drafts.len());
                let (doc_id, path) = (doc_id.to_owned(), self.path.clone());
                self.drafts.push(Draft { doc_id, path, ..Draft::default() });
                self.drafts.len() - 1
            }
        };
        &mut self.drafts[place]
    }

    pub(crate) fn add(&mut self, doc_id: &str, mention: Result<Mention, Error>) {
        match mention {
            Ok(mention) => self.draft(doc_id).mentions.push(mention),
            Err(error) => self.fail(error),
        }
    }

    pub(crate) fn fail(&mut self, error: Error) {
        self.errors.push(error.in_file(&self.path));
    }

    /// What could not be read, and then the documents.
    pub(crate) fn into_drafts(self) -> Drafts {
        let errors = self.errors.into_iter().map(Err);
        Drafts::new(errors.chain(self.drafts.into_iter().map(Ok)))
    }
}
