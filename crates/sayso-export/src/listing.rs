//! A table of something else than statements, such as speakers.

use std::io::Write;

use crate::{Cell, Error, ErrorKind, Format};

/// Writes a table whose columns the caller names, row by row, as CSV or as a workbook of Excel.
///
/// CSV has lines that end with LF. In a workbook the header stays in sight and has filters, numbers
/// are numbers, cells are cut at 32,767 characters, and a table longer than a sheet goes on on
/// another; rows go to temporary files, and the workbook is written at its end.
///
/// ```
/// use sayso_export::{Cell, Format, Heading, Listing};
///
/// let columns = [Heading { name: "speaker", width: 36.0 }, Heading { name: "n", width: 8.0 }];
/// let mut csv = Vec::new();
/// let mut listing = Listing::new(&mut csv, Format::Csv, ("speakers", &columns))?;
/// listing.write([Cell::Text("Ada Obi".into()), Cell::Number(2)])?;
/// listing.finish()?;
/// assert_eq!(csv, b"speaker,n\nAda Obi,2\n");
/// # Ok::<(), sayso_export::Error>(())
/// ```
pub struct Listing<W: Write>(Kind<W>);

enum Kind<W: Write> {
    Csv(Box<csv::Writer<W>>),
    #[cfg(feature = "xlsx")]
    Workbook(Box<crate::sheets::Sheets>, W),
}

/// A column of a [`Listing`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Heading {
    /// The name.
    pub name: &'static str,
    /// The width in a workbook, in characters.
    pub width: f64,
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
            Format::Csv => {
                let mut table = csv::Writer::from_writer(output);
                table.write_record(columns.iter().map(|column| column.name))?;
                Ok(Self(Kind::Csv(Box::new(table))))
            }
            Format::Xlsx => Self::workbook(output, name, columns),
            other => Err(Error::new(ErrorKind::StatementsOnly(other))),
        }
    }

    #[cfg(feature = "xlsx")]
    fn workbook(output: W, name: &'static str, columns: &[Heading]) -> Result<Self, Error> {
        use crate::sheets::{Column, SHEET_ROWS, Sheets};

        let columns = columns.iter().map(|column| Column {
            name: column.name.to_owned(),
            width: column.width,
            wraps: false,
        });
        let sheets = Sheets::new(name, columns.collect(), SHEET_ROWS)?;
        Ok(Self(Kind::Workbook(Box::new(sheets), output)))
    }

    #[cfg(not(feature = "xlsx"))]
    fn workbook(_: W, _: &'static str, _: &[Heading]) -> Result<Self, Error> {
        Err(Error::new(ErrorKind::MissingFeature("xlsx")))
    }

    /// Writes a row, a cell for each column.
    ///
    /// # Errors
    /// If the output cannot be written.
    pub fn write<'c>(&mut self, cells: impl IntoIterator<Item = Cell<'c>>) -> Result<(), Error> {
        match &mut self.0 {
            Kind::Csv(table) => {
                for cell in cells {
                    table.write_field(&*cell.text())?;
                }
                Ok(table.write_record(None::<&[u8]>)?)
            }
            #[cfg(feature = "xlsx")]
            Kind::Workbook(sheets, _) => Ok(sheets.write(cells.into_iter())?),
        }
    }

    /// Writes what is left, and gives the number of cells that were cut.
    ///
    /// # Errors
    /// If the output cannot be written.
    pub fn finish(self) -> Result<u64, Error> {
        match self.0 {
            Kind::Csv(mut table) => {
                table.flush()?;
                Ok(0)
            }
            #[cfg(feature = "xlsx")]
            Kind::Workbook(sheets, mut output) => {
                let (mut workbook, _, cut_cells) = sheets.finish()?;
                workbook.save_to_writer(&mut output)?;
                output.flush()?;
                Ok(cut_cells)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: [Heading; 2] =
        [Heading { name: "speaker", width: 36.0 }, Heading { name: "n", width: 8.0 }];

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
    fn format_of_statements_is_refused() {
        let error = written(Format::Html, &[]).expect_err("no listing");
        assert_eq!(
            error.to_string(),
            "the format \"html\" is for statements alone (for other tables: csv, xlsx)"
        );
    }
}
