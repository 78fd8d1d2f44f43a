//! Workbooks of Excel: their cells, and the articles in them.

use std::fs::File;
use std::io::{BufReader, Cursor, Read, Seek};
use std::panic::catch_unwind;
use std::path::Path;
use std::vec;

use calamine::{Data, DataRef, Reader as _, Xlsx, XlsxError};

use crate::reader::Origin;
use crate::source::Peeked;
use crate::table::Table;
use crate::{Error, ErrorKind, Format, Options};

/// The columns that a sheet of Excel has; a file that names further ones is damaged.
const MOST_COLUMNS: u32 = 16_384;

/// The sheets of a workbook of Excel, in their order; one that is read is held in memory.
pub struct Workbook<R = BufReader<File>>
where
    R: Read + Seek,
{
    workbook: Xlsx<R>,
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
        let opened = File::open(path).map_err(Error::from);
        opened.and_then(|file| Self::new(BufReader::new(file))).map_err(|error| error.in_file(path))
    }
}

impl<R: Read + Seek> Workbook<R> {
    fn new(input: R) -> Result<Self, Error> {
        let workbook: Xlsx<R> = calamine::open_workbook_from_rs(input)?;
        let names = workbook.sheet_names().into_iter();
        Ok(Self { workbook, names })
    }
}

impl<R: Read + Seek> Iterator for Workbook<R> {
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

/// The articles of a workbook: the rows of its first sheet that has a column of texts, as a table of CSV.
///
/// All of the file is held in memory, as every reader of workbooks does: what its cells say stands in one
/// part of the file, and where they stand in others.
pub(crate) fn articles(
    mut source: Peeked,
    origin: Origin,
    options: &Options,
) -> Result<Table, Error> {
    let mut bytes = Vec::new();
    source.read_to_end(&mut bytes)?;
    // A damaged file may bring the library down in places that have no other way to fail.
    let sheets =
        catch_unwind(|| Workbook::new(Cursor::new(bytes))?.collect::<Result<Vec<Sheet>, Error>>());
    let mut missing = None;
    for sheet in sheets.unwrap_or_else(|_| Err(XlsxError::Unexpected("damaged").into()))? {
        let table = Peeked::new(Box::new(Cursor::new(separated(sheet)?)))?;
        match Table::new(table, Format::Csv, origin.clone(), options) {
            Ok(table) if !table.is_empty() => return Ok(table),
            Ok(_) => {}
            Err(error) => missing = missing.or(Some(error)),
        }
    }
    Err(missing.unwrap_or_else(|| XlsxError::Unexpected("no sheet with a table").into()))
}

/// The sheet as CSV.
fn separated(sheet: Sheet) -> Result<Vec<u8>, Error> {
    let mut table =
        csv::WriterBuilder::new().quote_style(csv::QuoteStyle::Always).from_writer(Vec::new());
    if !sheet.header.is_empty() {
        table.write_record(&sheet.header).map_err(|error| Error::new(ErrorKind::Csv(error)))?;
    }
    for (_, cells) in sheet {
        table.write_record(&cells).map_err(|error| Error::new(ErrorKind::Csv(error)))?;
    }
    table.into_inner().map_err(|error| Error::from(error.into_error()))
}

/// The rows of a sheet that hold something. One that is a chart has none.
fn rows<R: Read + Seek>(
    workbook: &mut Xlsx<R>,
    sheet: &str,
) -> Result<Vec<(u32, Cells)>, XlsxError> {
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
            let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
            let day = format!("{year:04}-{month:02}-{day:02}");
            match (hour, minute, second) {
                (0, 0, 0) => day,
                _ => format!("{day} {hour:02}:{minute:02}:{second:02}"),
            }
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

#[cfg(test)]
mod tests {
    use rust_xlsxwriter::Workbook as Written;

    use super::*;
    use crate::reader::Reader as _;

    fn read(sheets: &[&[&[&str]]]) -> Result<Vec<(String, String, Vec<String>)>, Error> {
        let mut workbook = Written::new();
        for rows in sheets {
            let sheet = workbook.add_worksheet();
            for (row, cells) in (0..).zip(*rows) {
                for (column, cell) in (0..).zip(*cells) {
                    sheet.write_string(row, column, *cell).expect("a cell");
                }
            }
        }
        let bytes = workbook.save_to_buffer().expect("a workbook");
        let source = Peeked::new(Box::new(Cursor::new(bytes))).expect("memory can be read");
        let origin = Origin { path: "news.xlsx".into(), id: "news".to_owned() };
        let table = articles(source, origin, &Options::default())?;
        assert!(!table.columns().contains(&"text".to_owned()));
        let document = |found: Result<sayso_text::Document, Error>| {
            found.map(|found| (found.id, found.text, found.columns))
        };
        table.map(document).collect()
    }

    #[test]
    fn rows_of_the_first_sheet_with_texts_are_articles() {
        let notes: &[&[&str]] = &[&["who", "when"], &["Bo Ek", "today"]];
        let news: &[&[&str]] = &[
            &["id", "paper", "text"],
            &["7", "Star", "“Rain, \"cold\" rain,”\nAda Obi said."],
            &["", "", ""],
            &["8", "Post", "Snow."],
        ];
        let found = read(&[notes, &[], news]).expect("articles");
        let texts: Vec<&str> = found.iter().map(|(_, text, _)| &**text).collect();
        assert_eq!(texts, ["“Rain, \"cold\" rain,”\nAda Obi said.", "Snow."]);
        assert_eq!((&*found[0].0, &found[1].2), ("7", &vec!["Post".to_owned()]));
    }

    #[test]
    fn workbook_without_texts_says_which_columns_it_has() {
        let error = read(&[&[&["who", "when"], &["Bo Ek", "today"]]]).expect_err("no texts");
        assert!(error.to_string().contains("who, when"), "{error}");
        assert!(read(&[&[]]).is_err());
    }

    #[test]
    fn days_are_written_as_days() {
        let mut workbook = Written::new();
        let sheet = workbook.add_worksheet();
        sheet.write_string(0, 0, "text").expect("a cell");
        sheet.write_string(0, 1, "date").expect("a cell");
        sheet.write_string(1, 0, "Rain.").expect("a cell");
        let day = rust_xlsxwriter::ExcelDateTime::from_ymd(2024, 10, 2).expect("a day");
        let format = rust_xlsxwriter::Format::new().set_num_format("d.m.yy");
        sheet.write_datetime_with_format(1, 1, &day, &format).expect("a cell");
        let bytes = workbook.save_to_buffer().expect("a workbook");
        let source = Peeked::new(Box::new(Cursor::new(bytes))).expect("memory can be read");
        let origin = Origin { path: "news.xlsx".into(), id: "news".to_owned() };
        let mut table = articles(source, origin, &Options::default()).expect("a table");
        let document = table.next().expect("a row").expect("an article");
        assert_eq!(document.date.map(|date| date.to_string()).as_deref(), Some("2024-10-02"));
    }
}
