//! Rows of a workbook of Excel.

use std::path::Path;

use sayso_read::{Sheet, Workbook};

use crate::columns::{ColumnNames, Columns};
use crate::{Error, ErrorKind, Row};

/// The rows of all sheets that are tables of statements, one sheet after the other.
pub(crate) struct Sheets {
    workbook: Workbook,
    sheet: Sheet,
    columns: Columns,
    names: ColumnNames,
    /// The rows of the sheets before.
    before: u64,
    record: u64,
}

impl Sheets {
    pub(crate) fn open(path: &Path, names: &ColumnNames) -> Result<Self, Error> {
        let mut workbook = Workbook::open(path)?;
        let mut missing = None;
        for sheet in workbook.by_ref() {
            let sheet = sheet?;
            match Columns::new(sheet.header(), names) {
                Ok(columns) => {
                    let names = names.clone();
                    return Ok(Self { workbook, sheet, columns, names, before: 0, record: 0 });
                }
                Err(error) => missing = missing.or(Some(error)),
            }
        }
        let none = || Error::new(ErrorKind::MissingColumn { name: "doc_id", have: Vec::new() });
        Err(missing.unwrap_or_else(none))
    }
}

impl Iterator for Sheets {
    type Item = Result<Row, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some((row, cells)) = self.sheet.next() {
                self.record = self.before + row;
                return Some(Ok(self.columns.row(self.record, &cells)));
            }
            match self.workbook.next()? {
                Err(error) => return Some(Err(error.into())),
                Ok(sheet) => {
                    if let Ok(columns) = Columns::new(sheet.header(), &self.names) {
                        (self.sheet, self.columns, self.before) = (sheet, columns, self.record);
                    }
                }
            }
        }
    }
}
