//! A table of something else than statements, such as speakers.

use std::io::{BufWriter, Write};

use crate::json::Object;
use crate::{Cell, ColumnType, Error, ErrorKind, Format};

/// Writes a table whose columns the caller names, row by row, as CSV, TSV, JSON lines, Parquet or a
/// workbook of Excel.
///
/// CSV has lines that end with LF. In a workbook the header stays in sight and has filters, numbers
/// are numbers, cells are cut at 32,767 characters, and a table longer than a sheet goes on on
/// another; rows go to temporary files, and the workbook is written at its end.
///
/// ```
/// use sayso_export::{Cell, ColumnType, Format, Heading, Listing};
///
/// let columns = [Heading::text("speaker", 36.0), Heading::number("n", 8.0)];
/// let mut csv = Vec::new();
/// let mut listing = Listing::new(&mut csv, Format::Csv, ("speakers", &columns))?;
/// listing.write([Cell::Text("Ada Obi".into()), Cell::Number(2)])?;
/// listing.finish()?;
/// assert_eq!(csv, b"speaker,n\nAda Obi,2\n");
/// # Ok::<(), sayso_export::Error>(())
/// ```
pub struct Listing<W: Write + Send>(Kind<W>);

enum Kind<W: Write + Send> {
    Separated(Box<csv::Writer<W>>),
    Lines {
        output: BufWriter<W>,
        columns: Vec<Heading>,
        line: Vec<u8>,
    },
    #[cfg(feature = "xlsx")]
    Workbook(Box<crate::sheets::Sheets>, W),
    #[cfg(feature = "parquet")]
    Parquet(Box<crate::parquet::Rows<W>>),
}

/// A column of a [`Listing`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Heading {
    /// The name.
    pub name: &'static str,
    /// The width in a workbook, in characters.
    pub width: f64,
    /// What its cells hold.
    pub holds: ColumnType,
}

impl Heading {
    /// A column of texts.
    #[must_use]
    pub const fn text(name: &'static str, width: f64) -> Self {
        Self { name, width, holds: ColumnType::Text }
    }

    /// A column of counts.
    #[must_use]
    pub const fn number(name: &'static str, width: f64) -> Self {
        Self { name, width, holds: ColumnType::Number }
    }

    /// A column of days.
    #[must_use]
    pub const fn date(name: &'static str) -> Self {
        Self { name, width: 11.0, holds: ColumnType::Date }
    }

    /// A column of shares from 0 to 1.
    #[must_use]
    pub const fn share(name: &'static str) -> Self {
        Self { name, width: 11.0, holds: ColumnType::Confidence }
    }
}

impl<W: Write + Send> Listing<W> {
    /// The table of the name with its columns.
    ///
    /// # Errors
    /// If the format is for statements alone or the program was built without it, or the beginning
    /// cannot be written.
    pub fn new(
        output: W,
        format: Format,
        (name, columns): (&'static str, &[Heading]),
    ) -> Result<Self, Error> {
        match format {
            Format::Csv => Self::separated(output, b',', columns),
            Format::Tsv => Self::separated(output, b'\t', columns),
            Format::Jsonl => {
                let (output, columns) = (BufWriter::new(output), columns.to_vec());
                Ok(Self(Kind::Lines { output, columns, line: Vec::new() }))
            }
            Format::Xlsx => Self::workbook(output, name, columns),
            Format::Parquet => Self::parquet(output, name, columns),
            other => Err(Error::new(ErrorKind::StatementsOnly(other))),
        }
    }

    fn separated(output: W, delimiter: u8, columns: &[Heading]) -> Result<Self, Error> {
        let mut table = csv::WriterBuilder::new().delimiter(delimiter).from_writer(output);
        table.write_record(columns.iter().map(|column| column.name))?;
        Ok(Self(Kind::Separated(Box::new(table))))
    }

    #[cfg(feature = "xlsx")]
    fn workbook(output: W, name: &'static str, columns: &[Heading]) -> Result<Self, Error> {
        use crate::sheets::{SHEET_ROWS, Sheets};

        let sheets = Sheets::new(name, own_columns(columns), SHEET_ROWS)?;
        Ok(Self(Kind::Workbook(Box::new(sheets), output)))
    }

    #[cfg(not(feature = "xlsx"))]
    fn workbook(_: W, _: &'static str, _: &[Heading]) -> Result<Self, Error> {
        Err(Error::new(ErrorKind::MissingFeature("xlsx")))
    }

    #[cfg(feature = "parquet")]
    fn parquet(output: W, name: &'static str, columns: &[Heading]) -> Result<Self, Error> {
        let columns = columns.iter().map(|column| (column.name, column.holds));
        Ok(Self(Kind::Parquet(Box::new(crate::parquet::Rows::new(output, name, columns)?))))
    }

    #[cfg(not(feature = "parquet"))]
    fn parquet(_: W, _: &'static str, _: &[Heading]) -> Result<Self, Error> {
        Err(Error::new(ErrorKind::MissingFeature("parquet")))
    }

    /// Ends the table, and begins another on a sheet of its own. Only a workbook holds two; of other
    /// formats nothing is written, and that is the answer.
    ///
    /// # Errors
    /// If the output cannot be written.
    pub fn begin(&mut self, name: &'static str, columns: &[Heading]) -> Result<bool, Error> {
        match &mut self.0 {
            #[cfg(feature = "xlsx")]
            Kind::Workbook(sheets, _) => {
                sheets.begin_table(name, own_columns(columns))?;
                Ok(true)
            }
            _ => {
                let _ = (name, columns);
                Ok(false)
            }
        }
    }

    /// Writes a row, a cell for each column.
    ///
    /// # Errors
    /// If the output cannot be written.
    pub fn write<'c>(&mut self, cells: impl IntoIterator<Item = Cell<'c>>) -> Result<(), Error> {
        match &mut self.0 {
            Kind::Separated(table) => {
                for cell in cells {
                    table.write_field(&*cell.text())?;
                }
                Ok(table.write_record(None::<&[u8]>)?)
            }
            Kind::Lines { output, columns, line } => {
                line.clear();
                let mut object = Object::new(line);
                for (column, cell) in columns.iter().zip(cells) {
                    object.cell(column.name, &cell);
                }
                object.end();
                line.push(b'\n');
                Ok(output.write_all(line)?)
            }
            #[cfg(feature = "xlsx")]
            Kind::Workbook(sheets, _) => Ok(sheets.write(cells.into_iter())?),
            #[cfg(feature = "parquet")]
            Kind::Parquet(rows) => {
                rows.push(cells.into_iter());
                rows.write_if_full()
            }
        }
    }

    /// Writes what is left, and gives the number of cells that were cut.
    ///
    /// # Errors
    /// If the output cannot be written.
    pub fn finish(self) -> Result<u64, Error> {
        match self.0 {
            Kind::Separated(mut table) => {
                table.flush()?;
                Ok(0)
            }
            Kind::Lines { mut output, .. } => {
                output.flush()?;
                Ok(0)
            }
            #[cfg(feature = "xlsx")]
            Kind::Workbook(sheets, mut output) => {
                let (mut workbook, _, cut_cells) = sheets.finish()?;
                workbook.save_to_writer(&mut output)?;
                output.flush()?;
                Ok(cut_cells)
            }
            #[cfg(feature = "parquet")]
            Kind::Parquet(rows) => {
                rows.finish()?;
                Ok(0)
            }
        }
    }
}

#[cfg(feature = "xlsx")]
fn own_columns(columns: &[Heading]) -> Vec<crate::sheets::Column> {
    let own = |column: &Heading| crate::sheets::Column {
        name: column.name.to_owned(),
        width: column.width,
        // A column as wide as that is of texts to read.
        wraps: column.width >= 60.0,
    };
    columns.iter().map(own).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: [Heading; 2] = [Heading::text("speaker", 36.0), Heading::number("n", 8.0)];

    fn written(format: Format, rows: &[(&str, usize)]) -> Result<(Vec<u8>, u64), Error> {
        let mut bytes = Vec::new();
        let mut listing = Listing::new(&mut bytes, format, ("speakers", &COLUMNS))?;
        for (name, number) in rows {
            listing.write([Cell::Text((*name).into()), Cell::Number(*number)])?;
        }
        let cut_cells = listing.finish()?;
        Ok((bytes, cut_cells))
    }

    #[test]
    fn csv_has_the_header_without_rows_too() {
        let (bytes, _) = written(Format::Csv, &[]).expect("memory");
        assert_eq!(bytes, b"speaker,n\n");
        let (bytes, _) = written(Format::Csv, &[("Obi, Ada", 2)]).expect("memory");
        assert_eq!(bytes, b"speaker,n\n\"Obi, Ada\",2\n");
    }

    #[test]
    #[cfg(feature = "xlsx")]
    fn workbook_is_the_same_each_time_and_tells_what_it_cut() {
        let long = "x".repeat(40_000);
        let (bytes, cut_cells) =
            written(Format::Xlsx, &[("Ada Obi", 2), (&long, 1)]).expect("memory");
        assert!(bytes.starts_with(b"PK"));
        assert_eq!(cut_cells, 1);
        let (again, _) = written(Format::Xlsx, &[("Ada Obi", 2), (&long, 1)]).expect("memory");
        assert!(bytes == again);
    }

    #[test]
    fn lines_of_json_have_typed_cells() {
        let (bytes, _) = written(Format::Jsonl, &[("Ada Obi", 2)]).expect("memory");
        assert_eq!(bytes, b"{\"speaker\": \"Ada Obi\", \"n\": 2}\n");
    }

    #[test]
    #[cfg(feature = "parquet")]
    fn parquet_reads_back_with_its_types() {
        use parquet::file::reader::{FileReader, SerializedFileReader};

        let (bytes, _) = written(Format::Parquet, &[("Ada Obi", 2), ("Bo Ek", 1)]).expect("memory");
        let reader = SerializedFileReader::new(bytes::Bytes::from(bytes)).expect("a file");
        let rows = reader.get_row_iter(None).expect("rows");
        let rows: Vec<String> = rows.map(|row| row.expect("a row").to_string()).collect();
        assert_eq!(rows, ["{speaker: \"Ada Obi\", n: 2}", "{speaker: \"Bo Ek\", n: 1}"]);
    }

    #[test]
    #[cfg(feature = "xlsx")]
    fn second_table_is_of_a_workbook_alone() {
        let mut bytes = Vec::new();
        let mut listing = Listing::new(&mut bytes, Format::Xlsx, ("a", &COLUMNS)).expect("memory");
        assert!(listing.begin("b", &COLUMNS[..1]).expect("memory"));
        listing.write([Cell::Text("x".into())]).expect("memory");
        listing.finish().expect("memory");
        let mut listing = Listing::new(Vec::new(), Format::Csv, ("a", &COLUMNS)).expect("memory");
        assert!(!listing.begin("b", &COLUMNS).expect("memory"));
    }

    #[test]
    fn format_of_statements_is_refused() {
        let error = written(Format::Html, &[]).expect_err("no listing");
        assert_eq!(
            error.to_string(),
            "the format \"html\" is for statements alone (for other tables: csv, tsv, jsonl, xlsx, parquet)"
        );
    }
}
