//! Rows of a workbook of Excel.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;
use std::vec;

use calamine::{Data, DataRef, Reader as _, Xlsx, XlsxError};
use sayso_read::parse_date;
use sayso_text::Document;

use crate::{Error, ErrorKind};

/// The columns that a sheet of Excel has; a file that names further ones is damaged.
const MOST_COLUMNS: u32 = 16_384;

/// The rows of the first sheet that has the text, and of those after it with the same header.
pub(crate) struct Workbook {
    workbook: Xlsx<BufReader<File>>,
    names: vec::IntoIter<String>,
    header: Vec<String>,
    /// The names of the columns but for the text.
    pub(crate) columns: Vec<String>,
    text: usize,
    /// The place of the date among the other columns.
    date: Option<usize>,
    rows: vec::IntoIter<Row>,
}

/// The cells of a row that hold something, by their columns. A sheet is kept so, because one stray
/// cell in its last row and column would make a table of it that no memory holds.
type Row = Vec<(usize, String)>;

impl Workbook {
    /// Opens the workbook; a sheet is held in memory.
    pub(crate) fn open(path: &Path, text: &'static str) -> Result<Self, Error> {
        let file = File::open(path).map_err(Error::from)?;
        let mut workbook: Xlsx<_> = calamine::open_workbook_from_rs(BufReader::new(file))?;
        let mut names = workbook.sheet_names().into_iter();
        let mut have = Vec::new();
        for name in names.by_ref() {
            let mut rows = rows(&mut workbook, &name)?.into_iter();
            let header = header(rows.next().unwrap_or_default());
            if let Some(text) = header.iter().position(|column| column.trim() == text) {
                let mut columns = header.clone();
                columns.remove(text);
                let date = columns.iter().position(|column| column.trim() == "date");
                return Ok(Self { workbook, names, header, columns, text, date, rows });
            }
            have.extend(header);
        }
        Err(Error::new(ErrorKind::MissingColumn { wanted: vec![text], have }))
    }

    /// The next row as a document whose text is the text's column.
    pub(crate) fn next_row(&mut self) -> Option<Result<Document, Error>> {
        loop {
            // What stands beside the table alone is none of its rows.
            let width = self.header.len();
            let is_row = |row: &Row| row.iter().any(|(column, _)| *column < width);
            if let Some(row) = self.rows.find(is_row) {
                return Some(Ok(self.document(row)));
            }
            let name = self.names.next()?;
            let mut rows = match rows(&mut self.workbook, &name) {
                Ok(rows) => rows.into_iter(),
                Err(error) => return Some(Err(error)),
            };
            if header(rows.next().unwrap_or_default()) == self.header {
                self.rows = rows;
            }
        }
    }

    fn document(&self, row: Row) -> Document {
        let mut cells = table_row(row, self.header.len());
        let text = cells.remove(self.text);
        let date = self.date.and_then(|date| parse_date(cells.get(date)?));
        Document { date, columns: cells, ..Document::new("", text) }
    }
}

/// The rows of a sheet that hold something.
fn rows(workbook: &mut Xlsx<BufReader<File>>, sheet: &str) -> Result<Vec<Row>, Error> {
    let mut cells = workbook.worksheet_cells_reader(sheet)?;
    let mut rows: Vec<Row> = Vec::new();
    let mut last = None;
    while let Some(cell) = cells.next_cell()? {
        let (row, column) = cell.get_position();
        let text = text(cell.get_value());
        if text.is_empty() || column >= MOST_COLUMNS {
            continue;
        }
        if last != Some(row) {
            last = Some(row);
            rows.push(Row::new());
        }
        if let Some(row) = rows.last_mut() {
            row.push((column as usize, text));
        }
    }
    Ok(rows)
}

/// The names of the columns; one without a name is empty.
fn header(row: Row) -> Vec<String> {
    let width = row.iter().map(|(column, _)| column + 1).max().unwrap_or_default();
    table_row(row, width)
}

/// The row with a cell for each column.
fn table_row(row: Row, width: usize) -> Vec<String> {
    let mut cells = vec![String::new(); width];
    for (column, text) in row {
        if let Some(cell) = cells.get_mut(column) {
            *cell = text;
        }
    }
    cells
}

fn text(cell: &DataRef<'_>) -> String {
    match cell {
        DataRef::DateTime(date) if date.is_datetime() => {
            let (year, month, day, ..) = date.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        DataRef::SharedString(text) => (*text).to_owned(),
        other => Data::from(other.clone()).to_string(),
    }
}

impl From<XlsxError> for Error {
    fn from(error: XlsxError) -> Self {
        Self::new(ErrorKind::Workbook(Box::new(error)))
    }
}
