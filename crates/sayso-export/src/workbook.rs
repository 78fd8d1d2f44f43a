//! A workbook of Excel.

use std::collections::HashSet;
use std::hash::{BuildHasher as _, RandomState};
use std::io::Write;

use rust_xlsxwriter::{Workbook, XlsxError};
use sayso_text::{Document, Statement};

use crate::sheets::{Column, SHEET_ROWS, Sheets, Style, column};
use crate::spreadsheet::cut;
use crate::tally::{RowCount, Tally};
use crate::writer::{Writer, Written};
use crate::{COLUMNS, Cell, Error, Options, RowWriter, Table};

/// Widths of our columns in characters, chosen so that names, dates and a sentence over a few
/// lines read without a move of the mouse.
const WIDTHS: [f64; COLUMNS.len()] = [
    22.0, 8.0, 24.0, 24.0, 14.0, 80.0, 9.0, 16.0, 11.0, 11.0, 10.0, 9.0, 9.0, 9.0, 9.0, 9.0, 9.0,
    9.0,
];
const OTHER_WIDTH: f64 = 24.0;

/// Writes the statements on a sheet, and the speakers with their counts on a second one.
pub(crate) struct Excel<W: Write> {
    output: W,
    sheets: Sheets,
    table: Table,
    tally: Tally,
    written: Written,
}

impl<W: Write + Send> Excel<W> {
    pub(crate) fn new(output: W, options: &Options) -> Result<Self, Error> {
        Self::with_rows(output, options, SHEET_ROWS)
    }

    /// A workbook whose sheets have this many rows.
    fn with_rows(output: W, options: &Options, rows: u32) -> Result<Self, Error> {
        let table = Table::new(options);
        let sheets = Sheets::new("statements", columns(&table), rows)?;
        let (tally, written) = (Tally::default(), Written::default());
        Ok(Self { output, sheets, table, tally, written })
    }

    fn write_rows(&mut self, document: &Document, statements: &[Statement]) -> Result<(), Error> {
        for row in self.table.rows(document, statements) {
            self.sheets.write(row.cells())?;
        }
        Ok(())
    }
}

/// Writes rows whose cells are known already as the workbook that [`Format::Xlsx`](crate::Format)
/// writes: for a table that is there while its texts are not.
///
/// ```
/// use sayso_export::{Cell, Options, RowWorkbook, Table};
///
/// let options = Options::default();
/// let mut bytes = Vec::new();
/// let mut workbook = RowWorkbook::new(&mut bytes, &options)?;
/// let cells = vec![Cell::Text("a".into()); Table::new(&options).header().len()];
/// workbook.write(&cells)?;
/// assert_eq!(workbook.finish()?.statements, 1);
/// assert!(bytes.starts_with(b"PK"));
/// # Ok::<(), sayso_export::Error>(())
/// ```
///
/// Rows may come in any order: of each document, and of each speaker in one, a hash of 8 bytes is
/// kept to count them once.
pub struct RowWorkbook<W: Write> {
    excel: Excel<W>,
    seen: HashSet<u64>,
    state: RandomState,
}

impl<W: Write + Send> RowWorkbook<W> {
    /// A workbook of the columns that a [`Table`] of the options has.
    ///
    /// # Errors
    /// If the temporary files cannot be written, or there are more columns than a sheet has.
    pub fn new(output: W, options: &Options) -> Result<Self, Error> {
        let excel = Excel::new(output, options)?;
        Ok(Self { excel, seen: HashSet::new(), state: RandomState::new() })
    }

    /// Writes a row, a cell for each name of [`Table::header`].
    ///
    /// # Errors
    /// If the temporary files cannot be written.
    pub fn write(&mut self, cells: &[Cell<'_>]) -> Result<(), Error> {
        let text = |name: &str| {
            let place = self.excel.table.header().iter().position(|found| found == name);
            place.and_then(|place| cells.get(place)).map_or("".into(), Cell::text)
        };
        let (doc_id, speaker) = (text("doc_id"), text("speaker"));
        let is_new_document = self.seen.insert(self.state.hash_one(&doc_id));
        let count = RowCount {
            speaker: &speaker,
            speaker_kind: text("speaker_kind").parse().unwrap_or_default(),
            kind: text("kind").parse().ok(),
            is_new_document: self.seen.insert(self.state.hash_one((&doc_id, &speaker))),
        };
        self.excel.tally.add_row(&count);
        self.excel.written.documents += u64::from(is_new_document);
        self.excel.written.statements += 1;
        Ok(self.excel.sheets.write(cells.iter().cloned())?)
    }

    /// Writes the workbook and says what was written.
    ///
    /// # Errors
    /// If the output cannot be written.
    pub fn finish(self) -> Result<Written, Error> {
        Box::new(self.excel).finish()
    }
}

impl<W: Write + Send> RowWriter for RowWorkbook<W> {
    fn write(&mut self, cells: &[Cell<'_>]) -> Result<(), Error> {
        Self::write(self, cells)
    }

    fn finish(self: Box<Self>) -> Result<Written, Error> {
        Self::finish(*self)
    }
}

/// The columns with their widths.
fn columns(table: &Table) -> Vec<Column> {
    let names = table.header().iter().enumerate();
    let column = |(place, name): (usize, &String)| Column {
        name: name.clone(),
        width: WIDTHS.get(place).copied().unwrap_or(OTHER_WIDTH),
        wraps: COLUMNS.get(place) == Some(&"content"),
    };
    names.map(column).collect()
}

fn write_speakers(workbook: &mut Workbook, style: &Style, tally: &Tally) -> Result<(), XlsxError> {
    let sheet = workbook.add_worksheet();
    sheet.set_name("speakers")?.set_freeze_panes(1, 1)?;
    let names =
        ["speaker", "speaker_kind", "statements", "direct", "indirect", "mixed", "documents"];
    for (place, name) in names.iter().enumerate() {
        sheet.write_string_with_format(0, column(place), *name, &style.header)?;
        sheet.set_column_width(column(place), if place == 0 { 36.0 } else { 13.0 })?;
    }
    let ranked = tally.ranked();
    let mut last = 0;
    for ((name, count), row) in ranked.iter().zip(1..SHEET_ROWS) {
        sheet.write_string(row, 0, cut(name).0)?;
        sheet.write_string(row, 1, count.kind.name())?;
        let counts = [count.statements, count.direct, count.indirect, count.mixed, count.documents];
        for (place, count) in counts.iter().enumerate() {
            sheet.write_number(row, column(place + 2), *count as f64)?;
        }
        last = row;
    }
    sheet.autofilter(0, 0, last.max(1), column(names.len() - 1))?;
    Ok(())
}

impl<W: Write + Send> Writer for Excel<W> {
    fn write(&mut self, document: &Document, statements: &[Statement]) -> Result<(), Error> {
        self.written.count(statements);
        self.tally.add(statements);
        self.write_rows(document, statements).map_err(|error| error.in_document(&document.id))
    }

    fn flush(&mut self) -> Result<(), Error> {
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<Written, Error> {
        let (mut workbook, style, cut_cells) = self.sheets.finish()?;
        write_speakers(&mut workbook, &style, &self.tally)?;
        workbook.save_to_writer(&mut self.output)?;
        self.output.flush()?;
        Ok(Written { cut_cells, ..self.written })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    fn workbook(rows: u32, documents: usize) -> Vec<u8> {
        let mut bytes = Vec::new();
        let (document, statements) = sample::document();
        let excel = Excel::with_rows(&mut bytes, &sample::options(), rows).expect("memory");
        let mut writer: Box<dyn Writer + '_> = Box::new(excel);
        for _ in 0..documents {
            writer.write(&document, &statements).expect("memory");
        }
        writer.finish().expect("memory");
        bytes
    }

    #[test]
    fn workbook_is_written_whole_and_the_same_each_time() {
        let bytes = workbook(SHEET_ROWS, 2);
        assert!(bytes.starts_with(b"PK"));
        assert_eq!(bytes, workbook(SHEET_ROWS, 2));
    }

    #[test]
    fn table_longer_than_a_sheet_goes_on_on_another() {
        let names = |bytes: &[u8]| {
            bytes.windows(16).filter(|name| name.starts_with(b"worksheets/sheet")).count()
        };
        // Each file of the archive is named twice: before its bytes and in the directory.
        assert_eq!(names(&workbook(3, 2)), 2 * 2);
        assert_eq!(names(&workbook(3, 5)), 2 * 4);
    }

    #[test]
    fn rows_give_the_workbook_of_their_documents() {
        let (document, statements) = sample::document();
        let other = Document { id: "wire-2".to_owned(), ..document.clone() };
        let table = Table::new(&sample::options());
        let (mut expected, mut bytes) = (Vec::new(), Vec::new());
        let excel = Excel::new(&mut expected, &sample::options()).expect("memory");
        let mut writer: Box<dyn Writer + '_> = Box::new(excel);
        let mut copy = RowWorkbook::new(&mut bytes, &sample::options()).expect("memory");
        for document in [&document, &other] {
            writer.write(document, &statements).expect("memory");
            for row in table.rows(document, &statements) {
                copy.write(&row.cells().collect::<Vec<_>>()).expect("memory");
            }
        }
        let (whole, copied) = (writer.finish(), copy.finish());
        assert_eq!(whole.expect("memory"), copied.expect("memory"));
        assert!(expected == bytes);
    }

    #[test]
    fn rows_of_a_document_may_be_scattered() {
        let (document, statements) = sample::document();
        let other = Document { id: "wire-2".to_owned(), ..document.clone() };
        let table = Table::new(&sample::options());
        let mut copy = RowWorkbook::new(Vec::new(), &sample::options()).expect("memory");
        for document in [&document, &other, &document, &other] {
            for row in table.rows(document, &statements) {
                copy.write(&row.cells().collect::<Vec<_>>()).expect("memory");
            }
        }
        let ranked = copy.excel.tally.ranked();
        assert_eq!((ranked[0].1.statements, ranked[0].1.documents), (4, 2));
        let written = copy.finish().expect("memory");
        assert_eq!((written.documents, written.statements), (2, 4));
    }
}
