//! The cells of a workbook of Excel.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;
use std::vec;

use calamine::{Data, DataRef, Reader as _, Xlsx, XlsxError};

use crate::{Error, ErrorKind};

/// The columns that a sheet of Excel has; a file that names further ones is damaged.
const MOST_COLUMNS: u32 = 16_384;

/// The sheets of a workbook of Excel, in their order; one that is read is held in memory.
pub struct Workbook {
    workbook: Xlsx<BufReader<File>>,
    names: vec::IntoIter<String>,
}

/// The rows of a sheet below its first, each with its number below it and a cell for each column.
///
/// Rows without anything in the columns of the first are passed over.
pub struct Sheet {
    header: Vec<String>,
    header_row: u32,
    rows: vec::IntoIter<(u32, Cells)>,
}

/// The cells of a row that hold something, by their columns. A sheet is kept so, because one stray
/// cell in its last row and column would make a table of it that no memory holds.
type Cells = Vec<(usize, String)>;

impl Workbook {
    /// Opens the workbook.
    ///
    /// # Errors
    /// If the file cannot be read, or is no workbook.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let file = File::open(path).map_err(sayso_read::Error::from)?;
        let workbook: Xlsx<_> = calamine::open_workbook_from_rs(BufReader::new(file))?;
        let names = workbook.sheet_names().into_iter();
        Ok(Self { workbook, names })
    }
}

impl Iterator for Workbook {
    type Item = Result<Sheet, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let name = self.names.next()?;
        Some(rows(&mut self.workbook, &name).map(Sheet::new).map_err(Error::from))
    }
}

impl Sheet {
    fn new(rows: Vec<(u32, Cells)>) -> Self {
        let mut rows = rows.into_iter();
        let (header_row, cells) = rows.next().unwrap_or_default();
        let width = cells.iter().map(|(column, _)| column + 1).max().unwrap_or_default();
        Self { header: table_row(cells, width), header_row, rows }
    }

    /// The first row that holds something: the names of the columns; one without a name is empty.
    #[must_use]
    pub fn header(&self) -> &[String] {
        &self.header
    }
}

impl Iterator for Sheet {
    type Item = (u64, Vec<String>);

    fn next(&mut self) -> Option<Self::Item> {
        let width = self.header.len();
        // What stands beside the table alone is none of its rows.
        let is_row = |(_, cells): &(u32, Cells)| cells.iter().any(|(column, _)| *column < width);
        let (row, cells) = self.rows.find(is_row)?;
        Some((u64::from(row.saturating_sub(self.header_row)), table_row(cells, width)))
    }
}

/// The rows of a sheet that hold something. One that is a chart has none.
fn rows(workbook: &mut Xlsx<BufReader<File>>, sheet: &str) -> Result<Vec<(u32, Cells)>, XlsxError> {
    let mut cells = match workbook.worksheet_cells_reader(sheet) {
        Err(XlsxError::NotAWorksheet(_)) => return Ok(Vec::new()),
        cells => cells?,
    };
    let mut rows: Vec<(u32, Cells)> = Vec::new();
    while let Some(cell) = cells.next_cell()? {
        let (row, column) = cell.get_position();
        let text = text(cell.get_value());
        if text.is_empty() || column >= MOST_COLUMNS {
            continue;
        }
        match rows.last_mut().filter(|(last, _)| *last == row) {
            Some((_, cells)) => cells.push((column as usize, text)),
            None => rows.push((row, vec![(column as usize, text)])),
        }
    }
    Ok(rows)
}

/// The row with a cell for each column.
fn table_row(row: Cells, width: usize) -> Vec<String> {
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
