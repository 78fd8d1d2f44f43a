//! A table over as many sheets of a workbook as its rows need.

use std::io;

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError,
};
use sayso_text::Date;

use crate::row::rounded;
use crate::spreadsheet::cut;
use crate::{Cell, Error};

/// The rows of a sheet, the header among them.
pub(crate) const SHEET_ROWS: u32 = 1_048_576;

/// A column of a table.
pub(crate) struct Column {
    pub(crate) name: String,
    /// In characters.
    pub(crate) width: f64,
    /// Whether long cells take several lines.
    pub(crate) wraps: bool,
}

/// A table that is being written to a workbook. The header stays in sight and has filters. Rows go
/// to temporary files; a table longer than a sheet goes on on another.
pub(crate) struct Sheets {
    workbook: Workbook,
    name: &'static str,
    columns: Vec<Column>,
    /// The sheet that is being filled.
    sheet: usize,
    /// The first sheet of the table.
    first: usize,
    /// The next free row of that sheet.
    row: u32,
    rows: u32,
    style: Style,
    cut_cells: u64,
}

pub(crate) struct Style {
    pub(crate) header: Format,
    date: Format,
    top: Format,
    wrapped: Format,
}

impl Style {
    fn new() -> Self {
        let top = Format::new().set_align(FormatAlign::Top);
        Self {
            header: Format::new().set_bold(),
            date: top.clone().set_num_format("yyyy-mm-dd"),
            wrapped: top.clone().set_text_wrap(),
            top,
        }
    }
}

impl Sheets {
    /// A workbook whose sheets have this many rows; its first sheet has the name, and the others
    /// the name with their number.
    pub(crate) fn new(
        name: &'static str,
        columns: Vec<Column>,
        rows: u32,
    ) -> Result<Self, XlsxError> {
        let mut workbook = Workbook::new();
        // A fixed date, so that the same table gives the same bytes.
        let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
        workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
        let style = Style::new();
        let mut sheets =
            Self { workbook, name, columns, sheet: 0, first: 0, row: 1, rows, style, cut_cells: 0 };
        sheets.begin(name)?;
        Ok(sheets)
    }

    /// Ends the table, and begins another on a sheet of its own.
    pub(crate) fn begin_table(
        &mut self,
        name: &'static str,
        columns: Vec<Column>,
    ) -> Result<(), XlsxError> {
        self.end_sheet()?;
        (self.name, self.columns) = (name, columns);
        (self.sheet, self.first, self.row) = (self.sheet + 1, self.sheet + 1, 1);
        self.begin(name)
    }

    /// Writes a row, a cell for each column.
    pub(crate) fn write<'c>(
        &mut self,
        cells: impl Iterator<Item = Cell<'c>>,
    ) -> Result<(), XlsxError> {
        if self.row == self.rows {
            self.end_sheet()?;
            self.sheet += 1;
            self.row = 1;
            self.begin(&format!("{} {}", self.name, self.sheet - self.first + 1))?;
        }
        let sheet = self.workbook.worksheet_from_index(self.sheet)?;
        for (place, (cell, own)) in cells.zip(&self.columns).enumerate() {
            let text = if own.wraps { &self.style.wrapped } else { &self.style.top };
            let was_cut = write_cell(sheet, (self.row, column(place)), &cell, (&self.style, text))?;
            self.cut_cells += u64::from(was_cut);
        }
        self.row += 1;
        Ok(())
    }

    /// The workbook, to which other sheets may be added, with the style of headers and the number
    /// of cells that were cut.
    pub(crate) fn finish(mut self) -> Result<(Workbook, Style, u64), XlsxError> {
        self.end_sheet()?;
        Ok((self.workbook, self.style, self.cut_cells))
    }

    /// Adds a sheet with the header.
    fn begin(&mut self, name: &str) -> Result<(), XlsxError> {
        let sheet = self.workbook.add_worksheet_with_constant_memory()?;
        sheet.set_name(name)?.set_freeze_panes(1, 0)?;
        for (place, own) in self.columns.iter().enumerate() {
            sheet.set_column_width(column(place), own.width)?;
            let name = cut(&own.name).0;
            sheet.write_string_with_format(0, column(place), name, &self.style.header)?;
        }
        Ok(())
    }

    /// Puts filters over the rows that the sheet has.
    fn end_sheet(&mut self) -> Result<(), XlsxError> {
        let last = column(self.columns.len().saturating_sub(1));
        let sheet = self.workbook.worksheet_from_index(self.sheet)?;
        sheet.autofilter(0, 0, self.row.saturating_sub(1).max(1), last)?;
        Ok(())
    }
}

/// Writes a cell and says whether it was cut.
fn write_cell(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell<'_>,
    (style, text_style): (&Style, &Format),
) -> Result<bool, XlsxError> {
    if let Some(day) = cell.day() {
        sheet.write_datetime_with_format(row, column, &day, &style.date)?;
        return Ok(false);
    }
    match cell {
        Cell::Confidence(share) => {
            sheet.write_number_with_format(row, column, rounded(*share), &style.top)?;
        }
        Cell::Number(number) => {
            sheet.write_number_with_format(row, column, *number as f64, &style.top)?;
        }
        Cell::Absent => {}
        Cell::Text(_) | Cell::Date(_) => {
            let text = cell.text();
            let (kept, was_cut) = cut(&text);
            sheet.write_string_with_format(row, column, kept, text_style)?;
            return Ok(was_cut);
        }
    }
    Ok(false)
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
pub(crate) fn column(place: usize) -> u16 {
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
