//! Rows of a workbook of Excel.

use std::path::Path;

use sayso_read::{Sheet, parse_date};
use sayso_text::Document;

use crate::{Error, ErrorKind};

/// The rows of the first sheet that has the text, and of those after it with the same header.
pub(crate) struct Workbook {
    workbook: sayso_read::Workbook,
    sheet: Sheet,
    /// The names of the columns but for the text.
    pub(crate) columns: Vec<String>,
    text: usize,
    /// The place of the date among the other columns.
    date: Option<usize>,
}

impl Workbook {
    /// Opens the workbook; a sheet is held in memory.
    pub(crate) fn open(path: &Path, text: &'static str) -> Result<Self, Error> {
        let mut workbook = sayso_read::Workbook::open(path)?;
        let mut have = Vec::new();
        for sheet in workbook.by_ref() {
            let sheet = sheet?;
            let header = sheet.header();
            if let Some(text) = header.iter().position(|column| column.trim() == text) {
                let mut columns = header.to_vec();
                columns.remove(text);
                let date = columns.iter().position(|column| column.trim() == "date");
                return Ok(Self { workbook, sheet, columns, text, date });
            }
            have.extend_from_slice(header);
        }
        Err(Error::new(ErrorKind::MissingColumn { wanted: vec![text], have }))
    }

    /// The next row as a document whose text is the text's column.
    pub(crate) fn next_row(&mut self) -> Option<Result<Document, Error>> {
        loop {
            if let Some((_, row)) = self.sheet.next() {
                return Some(Ok(self.document(row)));
            }
            match self.workbook.next()? {
                Err(error) => return Some(Err(error.into())),
                Ok(sheet) if sheet.header() == self.sheet.header() => self.sheet = sheet,
                Ok(_) => {}
            }
        }
    }

    fn document(&self, mut cells: Vec<String>) -> Document {
        let text = cells.remove(self.text);
        let date = self.date.and_then(|date| parse_date(cells.get(date)?));
        Document { date, columns: cells, ..Document::new("", text) }
    }
}
