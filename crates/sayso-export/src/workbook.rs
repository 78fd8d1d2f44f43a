//! A workbook of Excel.

use std::io::{self, Write};

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError,
};
use sayso_text::{Date, Document, Statement};

use crate::row::rounded;
use crate::spreadsheet::cut;
use crate::tally::Tally;
use crate::writer::{Writer, Written};
use crate::{COLUMNS, Cell, Error, Options, Row, Table};

/// The rows of a sheet, the header among them.
const SHEET_ROWS: u32 = 1_048_576;

/// Widths of our columns in characters, chosen so that names, dates and a sentence over a few
/// lines read without a move of the mouse.
const WIDTHS: [f64; COLUMNS.len()] = [
    22.0, 8.0, 24.0, 24.0, 14.0, 80.0, 9.0, 16.0, 11.0, 11.0, 10.0, 9.0, 9.0, 9.0, 9.0, 9.0, 9.0,
    9.0,
];
const OTHER_WIDTH: f64 = 24.0;

/// Writes the statements on a sheet, and the speakers with their counts on a second one. The
/// header stays in sight and has filters. A table longer than a sheet goes on on another.
pub(crate) struct Excel<W: Write> {
    output: W,
    workbook: Workbook,
    /// The sheet that is being filled.
    sheet: usize,
    /// The next free row of that sheet.
    row: u32,
    rows: u32,
    table: Table,
    style: Style,
    tally: Tally,
    written: Written,
}

struct Style {
    header: Format,
    date: Format,
    top: Format,
    content: Format,
}

impl Style {
    fn new() -> Self {
        let top = Format::new().set_align(FormatAlign::Top);
        Self {
            header: Format::new().set_bold(),
            date: top.clone().set_num_format("yyyy-mm-dd"),
            content: top.clone().set_text_wrap(),
            top,
        }
    }
}

impl<W: Write + Send> Excel<W> {
    pub(crate) fn new(output: W, options: &Options) -> Result<Self, Error> {
        Self::with_rows(output, options, SHEET_ROWS)
    }

    /// A workbook whose sheets have this many rows.
    fn with_rows(output: W, options: &Options, rows: u32) -> Result<Self, Error> {
        let mut workbook = Workbook::new();
        // A fixed date, so that the same statements give the same bytes.
        let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
        workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
        let (table, style) = (Table::new(options), Style::new());
        begin(&mut workbook, "statements", &table, &style)?;
        let (tally, written) = (Tally::default(), Written::default());
        Ok(Self { output, workbook, sheet: 0, row: 1, rows, table, style, tally, written })
    }

    fn write_rows(&mut self, document: &Document, statements: &[Statement]) -> Result<(), Error> {
        for row in self.table.rows(document, statements) {
            if self.row == self.rows {
                self.next_sheet()?;
            }
            let sheet = self.workbook.worksheet_from_index(self.sheet)?;
            self.written.cut_cells += write_row(sheet, self.row, &row, &self.style)?;
            self.row += 1;
        }
        Ok(())
    }

    fn next_sheet(&mut self) -> Result<(), Error> {
        self.end_sheet()?;
        self.sheet += 1;
        self.row = 1;
        let name = format!("statements {}", self.sheet + 1);
        begin(&mut self.workbook, &name, &self.table, &self.style)
    }

    /// Puts filters over the rows that the sheet has.
    fn end_sheet(&mut self) -> Result<(), Error> {
        let last = column(self.table.header().len().saturating_sub(1));
        let sheet = self.workbook.worksheet_from_index(self.sheet)?;
        sheet.autofilter(0, 0, self.row.saturating_sub(1).max(1), last)?;
        Ok(())
    }

    fn write_speakers(&mut self) -> Result<(), Error> {
        let sheet = self.workbook.add_worksheet();
        sheet.set_name("speakers")?.set_freeze_panes(1, 1)?;
        let names =
            ["speaker", "speaker_kind", "statements", "direct", "indirect", "mixed", "documents"];
        for (place, name) in names.iter().enumerate() {
            sheet.write_string_with_format(0, column(place), *name, &self.style.header)?;
            sheet.set_column_width(column(place), if place == 0 { 36.0 } else { 13.0 })?;
        }
        let ranked = self.tally.ranked();
        let mut last = 0;
        for ((name, count), row) in ranked.iter().zip(1..SHEET_ROWS) {
            sheet.write_string(row, 0, cut(name).0)?;
            sheet.write_string(row, 1, count.kind.name())?;
            let counts =
                [count.statements, count.direct, count.indirect, count.mixed, count.documents];
            for (place, count) in counts.iter().enumerate() {
                sheet.write_number(row, column(place + 2), *count as f64)?;
            }
            last = row;
        }
        sheet.autofilter(0, 0, last.max(1), column(names.len() - 1))?;
        Ok(())
    }
}

/// Adds a sheet with the header.
fn begin(workbook: &mut Workbook, name: &str, table: &Table, style: &Style) -> Result<(), Error> {
    let sheet = workbook.add_worksheet_with_constant_memory()?;
    sheet.set_name(name)?.set_freeze_panes(1, 0)?;
    for (place, name) in table.header().iter().enumerate() {
        let width = WIDTHS.get(place).copied().unwrap_or(OTHER_WIDTH);
        sheet.set_column_width(column(place), width)?;
        sheet.write_string_with_format(0, column(place), cut(name).0, &style.header)?;
    }
    Ok(())
}

/// Writes a row and gives the number of cells that were cut.
fn write_row(sheet: &mut Worksheet, at: u32, row: &Row<'_>, style: &Style) -> Result<u64, Error> {
    let mut cut_cells = 0;
    for (place, cell) in row.cells().enumerate() {
        let is_content = COLUMNS.get(place) == Some(&"content");
        match (&cell, cell.day()) {
            (_, Some(day)) => {
                sheet.write_datetime_with_format(at, column(place), &day, &style.date)?;
            }
            (Cell::Confidence(share), _) => {
                sheet.write_number_with_format(at, column(place), rounded(*share), &style.top)?;
            }
            (Cell::Number(number), _) => {
                let number = *number as f64;
                sheet.write_number_with_format(at, column(place), number, &style.top)?;
            }
            (Cell::Absent, _) => {}
            _ => {
                let text = cell.text();
                let (kept, was_cut) = cut(&text);
                cut_cells += u64::from(was_cut);
                let style = if is_content { &style.content } else { &style.top };
                sheet.write_string_with_format(at, column(place), kept, style)?;
            }
        }
    }
    Ok(cut_cells)
}

impl Cell<'_> {
    /// The day of a date that Excel knows: its calendar begins in 1900.
    fn day(&self) -> Option<ExcelDateTime> {
        let Self::Date(date) = self else { return None };
        let (year, month, day) = (Date::year(*date), Date::month(*date), Date::day(*date));
        ExcelDateTime::from_ymd(year, month, day).ok()
    }
}

/// The number of a column. A sheet has 16,384; the library refuses more.
fn column(place: usize) -> u16 {
    u16::try_from(place).unwrap_or(u16::MAX)
}

impl From<XlsxError> for Error {
    fn from(error: XlsxError) -> Self {
        match error {
            XlsxError::IoError(error) => error.into(),
            other => io::Error::other(other).into(),
        }
    }
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
        self.end_sheet()?;
        self.write_speakers()?;
        self.workbook.save_to_writer(&mut self.output)?;
        self.output.flush()?;
        Ok(self.written)
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
}
