//! CSV and TSV (RFC 4180).

use std::io::Write;

use csv::{Terminator, WriterBuilder};
use sayso_text::{Document, Statement};

use crate::spreadsheet::{cut, neutralised};
use crate::writer::{Writer, Written};
use crate::{Cell, Cells, Error, Options, RowWriter, Table};

/// Writes one row a statement, with commas or tabs between the cells. Rows of CSV end with CR LF,
/// as RFC 4180 has it, and rows of TSV with LF.
pub(crate) struct Separated<W: Write> {
    output: csv::Writer<W>,
    table: Table,
    cells: Cells,
    written: Written,
}

impl<W: Write> Separated<W> {
    pub(crate) fn new(mut output: W, delimiter: u8, options: &Options) -> Result<Self, Error> {
        if options.cells == Cells::Spreadsheet && options.header {
            output.write_all("\u{feff}".as_bytes())?;
        }
        let terminator = if delimiter == b',' { Terminator::CRLF } else { Terminator::Any(b'\n') };
        let output =
            WriterBuilder::new().delimiter(delimiter).terminator(terminator).from_writer(output);
        let (table, cells) = (Table::new(options), options.cells);
        let mut writer = Self { output, table, cells, written: Written::default() };
        if options.header {
            writer.write_header()?;
        }
        Ok(writer)
    }

    fn write_header(&mut self) -> Result<(), Error> {
        for name in self.table.header() {
            match self.cells {
                Cells::Exact => self.output.write_field(name)?,
                Cells::Spreadsheet => self.output.write_field(&*neutralised(name))?,
            }
        }
        Ok(self.output.write_record(None::<&[u8]>)?)
    }

    fn write_rows(&mut self, document: &Document, statements: &[Statement]) -> Result<(), Error> {
        for row in self.table.rows(document, statements) {
            self.written.cut_cells += write_row(&mut self.output, row.cells(), self.cells)?;
        }
        Ok(())
    }
}

/// Writes a row and says how many of its cells were cut.
fn write_row<'c, W: Write>(
    output: &mut csv::Writer<W>,
    row: impl Iterator<Item = Cell<'c>>,
    cells: Cells,
) -> Result<u64, Error> {
    let mut cut_cells = 0;
    for cell in row {
        cut_cells += u64::from(write_cell(output, &cell.text(), cells)?);
    }
    output.write_record(None::<&[u8]>)?;
    Ok(cut_cells)
}

/// Writes a cell and says whether it was cut.
fn write_cell<W: Write>(
    output: &mut csv::Writer<W>,
    cell: &str,
    cells: Cells,
) -> Result<bool, Error> {
    if cells == Cells::Exact {
        output.write_field(cell)?;
        return Ok(false);
    }
    let safe = neutralised(cell);
    let (kept, was_cut) = cut(&safe);
    output.write_field(kept)?;
    Ok(was_cut)
}

impl<W: Write + Send> Writer for Separated<W> {
    fn write(&mut self, document: &Document, statements: &[Statement]) -> Result<(), Error> {
        self.written.count(statements);
        self.write_rows(document, statements).map_err(|error| error.in_document(&document.id))
    }

    fn flush(&mut self) -> Result<(), Error> {
        Ok(self.output.flush()?)
    }

    fn finish(mut self: Box<Self>) -> Result<Written, Error> {
        self.output.flush()?;
        Ok(self.written)
    }
}

impl<W: Write + Send> RowWriter for Separated<W> {
    fn write(&mut self, cells: &[Cell<'_>]) -> Result<(), Error> {
        self.written.statements += 1;
        self.written.cut_cells += write_row(&mut self.output, cells.iter().cloned(), self.cells)?;
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<Written, Error> {
        Writer::finish(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Format, sample};

    #[test]
    fn row_of_csv_follows_its_header() {
        let csv = sample::written(Format::Csv, &sample::options());
        assert_eq!(
            csv,
            "doc_id,statement_id,speaker,source,cue,content,kind,attribution_type,date,\
             confidence,paragraph,sentence,content_start,content_end,source_start,source_end,\
             cue_start,cue_end,title,speaker_kind,speaker_role,speaker_confidence,within\r\n\
             wire-1,S1,Ada Okoye,Ms. Okoye,said,\
             \"“Rain is likely, […] but not before noon.”\",direct,communication,2024-10-02,\
             0.93,1,1,0,56,18,27,28,32,A headline,person,forecaster,0.97,\r\n"
        );
    }

    #[test]
    fn rows_of_tsv_end_with_a_line_feed_alone() {
        let tsv = sample::written(Format::Tsv, &sample::options());
        assert_eq!(tsv.lines().count(), 2);
        assert!(!tsv.contains('\r'));
        assert!(tsv.contains("\tsaid\t“Rain"));
    }

    #[test]
    fn spreadsheet_cells_hold_no_formula() {
        let options = Options {
            columns: vec!["=title".to_owned()],
            cells: Cells::Spreadsheet,
            ..Options::default()
        };
        let (mut document, statements) = sample::document();
        document.columns = vec!["=HYPERLINK(\"x\",\"y\")".to_owned()];
        let mut bytes = Vec::new();
        let mut writer = Format::Csv.writer(&mut bytes, &options).expect("memory");
        writer.write(&document, &statements).expect("memory");
        writer.finish().expect("memory");
        let csv = String::from_utf8(bytes).expect("text");
        assert!(csv.starts_with("\u{feff}doc_id,") && csv.contains(",'=title,"), "{csv}");
        assert!(csv.contains(",\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\","), "{csv}");
    }

    #[test]
    fn cut_cells_are_counted() {
        let options = Options { cells: Cells::Spreadsheet, ..sample::options() };
        let (mut document, statements) = sample::document();
        document.columns = vec!["x".repeat(40_000)];
        let mut bytes = Vec::new();
        let mut writer = Format::Csv.writer(&mut bytes, &options).expect("memory");
        writer.write(&document, &statements).expect("memory");
        assert_eq!(writer.finish().expect("memory").cut_cells, 1);
    }

    #[test]
    fn table_without_header_continues_another() {
        let options = Options { header: false, ..sample::options() };
        assert!(sample::written(Format::Csv, &options).starts_with("wire-1,S1,"));
    }
}
