//! Rows of a workbook of Excel.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;
use std::vec;

use calamine::{Data, Range, Reader as _, Xlsx, XlsxError};

use crate::columns::Columns;
use crate::{Error, ErrorKind, Row};

/// The rows of all sheets that are tables of statements, one sheet after the other.
pub(crate) struct Sheets {
    workbook: Xlsx<BufReader<File>>,
    names: vec::IntoIter<String>,
    sheet: Sheet,
    record: u64,
}

/// A sheet in memory.
struct Sheet {
    cells: Range<Data>,
    columns: Columns,
    next: usize,
}

impl Sheets {
    pub(crate) fn open(path: &Path) -> Result<Self, Error> {
        let file = File::open(path).map_err(sayso_read::Error::from)?;
        let mut workbook: Xlsx<_> = calamine::open_workbook_from_rs(BufReader::new(file))?;
        let mut names = workbook.sheet_names().into_iter();
        let mut missing = None;
        for name in names.by_ref() {
            match Sheet::open(&mut workbook, &name) {
                Ok(sheet) => return Ok(Self { workbook, names, sheet, record: 0 }),
                Err(error) => missing = missing.or(Some(error)),
            }
        }
        Err(missing.unwrap_or_else(|| XlsxError::Unexpected("no sheet").into()))
    }
}

impl Iterator for Sheets {
    type Item = Row;

    fn next(&mut self) -> Option<Row> {
        loop {
            if let Some(cells) = self.sheet.next() {
                self.record += 1;
                return Some(self.sheet.columns.row(self.record, &cells));
            }
            let name = self.names.next()?;
            if let Ok(sheet) = Sheet::open(&mut self.workbook, &name) {
                self.sheet = sheet;
            }
        }
    }
}

impl Sheet {
    fn open(workbook: &mut Xlsx<BufReader<File>>, name: &str) -> Result<Self, Error> {
        let cells = workbook.worksheet_range(name)?;
        let header: Vec<String> = row(&cells, 0).unwrap_or_default();
        Ok(Self { cells, columns: Columns::new(&header)?, next: 1 })
    }

    fn next(&mut self) -> Option<Vec<String>> {
        let cells = row(&self.cells, self.next)?;
        self.next += 1;
        Some(cells)
    }
}

fn row(cells: &Range<Data>, at: usize) -> Option<Vec<String>> {
    let (height, width) = cells.get_size();
    let cell = |column| cells.get((at, column)).map_or_else(String::new, text);
    (at < height).then(|| (0..width).map(cell).collect())
}

fn text(cell: &Data) -> String {
    match cell {
        Data::String(text) => text.clone(),
        other => other.to_string(),
    }
}

impl From<XlsxError> for Error {
    fn from(error: XlsxError) -> Self {
        Self::new(ErrorKind::Workbook(Box::new(error)))
    }
}
