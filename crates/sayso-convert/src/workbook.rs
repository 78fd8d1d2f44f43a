//! Rows of a workbook of Excel.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;
use std::vec;

use calamine::{Data, Range, Reader as _, Xlsx, XlsxError};
use sayso_read::parse_date;
use sayso_text::Document;

use crate::{Error, ErrorKind};

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
    cells: Range<Data>,
    next: usize,
}

impl Workbook {
    /// Opens the workbook; a sheet is held in memory.
    pub(crate) fn open(path: &Path, text: &'static str) -> Result<Self, Error> {
        let file = File::open(path).map_err(Error::from)?;
        let mut workbook: Xlsx<_> = calamine::open_workbook_from_rs(BufReader::new(file))?;
        let mut names = workbook.sheet_names().into_iter();
        let mut have = Vec::new();
        for name in names.by_ref() {
            let cells = workbook.worksheet_range(&name)?;
            let header = row(&cells, 0).unwrap_or_default();
            if let Some(text) = header.iter().position(|column| column.trim() == text) {
                let mut columns = header.clone();
                columns.remove(text);
                let date = columns.iter().position(|column| column.trim() == "date");
                return Ok(Self { workbook, names, header, columns, text, date, cells, next: 1 });
            }
            have.extend(header);
        }
        Err(Error::new(ErrorKind::MissingColumn { wanted: vec![text], have }))
    }

    /// The next row as a document whose text is the text's column.
    pub(crate) fn next_row(&mut self) -> Option<Result<Document, Error>> {
        loop {
            if let Some(mut cells) = row(&self.cells, self.next) {
                self.next += 1;
                let text = cells.remove(self.text);
                let date = self.date.and_then(|date| parse_date(cells.get(date)?));
                return Some(Ok(Document { date, columns: cells, ..Document::new("", text) }));
            }
            let name = self.names.next()?;
            match self.workbook.worksheet_range(&name) {
                Err(error) => return Some(Err(error.into())),
                Ok(cells) if row(&cells, 0).as_ref() == Some(&self.header) => {
                    (self.cells, self.next) = (cells, 1);
                }
                Ok(_) => {}
            }
        }
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
        Data::DateTime(date) if date.is_datetime() => {
            let (year, month, day, ..) = date.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        other => other.to_string(),
    }
}

impl From<XlsxError> for Error {
    fn from(error: XlsxError) -> Self {
        Self::new(ErrorKind::Workbook(Box::new(error)))
    }
}
