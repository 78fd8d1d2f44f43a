//! sayso's own rows as they stand, for a table that holds the same and so needs no texts.

use std::path::{Path, PathBuf};

use sayso_export::{COLUMNS, Cell, ColumnType, Format, LAST_COLUMNS};
use sayso_read::parse_date;

use crate::rows;
use crate::table::{Row, Table};
use crate::{Error, ErrorKind};

/// The rows of a table of statements as cells, in the order of the table: of each a cell for every
/// name that the header of a [`Table`](sayso_export::Table) has with [`RowCopy::columns`].
///
/// Cells are copied: what is not in the table is absent, and nothing is looked up in the texts. A
/// record with a value that no row has is an error of its own, as where the texts are at hand.
pub struct RowCopy {
    table: Table,
    /// The columns of the input table with their places.
    others: Vec<(usize, String)>,
    path: PathBuf,
}

impl RowCopy {
    /// Opens a table in one of the formats that hold rows; `-` is standard input.
    ///
    /// # Errors
    /// If nothing can be read, or the format or the table is not one of rows.
    pub fn open(path: &Path, format: Format) -> Result<Self, Error> {
        let table = rows::open(path, format).map_err(|error| error.in_file(path))?;
        let others = rows::others(&table);
        Ok(Self { table, others, path: path.to_owned() })
    }

    /// The names of the columns that are not of sayso's own.
    #[must_use]
    pub fn columns(&self) -> Vec<String> {
        self.others.iter().map(|(_, name)| name.clone()).collect()
    }

    fn cells(&self, row: &Row) -> Result<Vec<Cell<'static>>, Error> {
        rows::mention(&self.table, row)?;
        if row.document.text.trim().is_empty() {
            return Err(Error::new(ErrorKind::NoContent).at(row.place()));
        }
        let own = COLUMNS.iter().map(|name| match *name {
            "doc_id" => text(&row.document.id),
            "content" => text(&row.document.text),
            "date" => row.document.date.map_or(Cell::Absent, Cell::Date),
            name => cell(name, self.table.cell(row, name)),
        });
        let other =
            |place: &usize| row.document.columns.get(*place).map_or(Cell::Absent, |c| text(c));
        let others = self.others.iter().map(|(place, _)| other(place));
        let last = LAST_COLUMNS.iter().map(|name| cell(name, self.table.cell(row, name)));
        Ok(own.chain(others).chain(last).collect())
    }
}

impl Iterator for RowCopy {
    type Item = Result<Vec<Cell<'static>>, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let row = self.table.next_row()?;
        let cells = row.and_then(|row| self.cells(&row));
        Some(cells.map_err(|error| error.in_file(&self.path)))
    }
}

fn text(cell: &str) -> Cell<'static> {
    Cell::Text(cell.to_owned().into())
}

/// The cell as what its column holds, or as its text where it holds something else.
fn cell(name: &str, found: &str) -> Cell<'static> {
    let value = found.trim();
    let typed = match ColumnType::of(name) {
        ColumnType::Number => sayso_verify::offset(value).map(Cell::Number),
        ColumnType::Date => parse_date(value).map(Cell::Date),
        ColumnType::Confidence => value.parse().ok().map(Cell::Confidence),
        _ => None,
    };
    // A statement without a source has none, and not an empty one.
    let is_optional = matches!(name, "source" | "within");
    let is_absent = value.is_empty() && (is_optional || ColumnType::of(name) != ColumnType::Text);
    typed.unwrap_or_else(|| if is_absent { Cell::Absent } else { text(found) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(table: &str) -> (Vec<String>, Vec<Result<Vec<Cell<'static>>, String>>) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("rows.csv");
        std::fs::write(&path, table).expect("a new table");
        let rows = RowCopy::open(&path, Format::Csv).expect("a table of rows");
        let columns = rows.columns();
        let told = |error: Error| error.to_string().replace(&*path.to_string_lossy(), "rows.csv");
        (columns, rows.map(|row| row.map_err(told)).collect())
    }

    #[test]
    fn cells_are_those_of_the_table_with_their_types() {
        let (columns, rows) = rows(
            "title,doc_id,content,content_start,date,confidence,speaker\n\
             Rain,a,It rains.,4,2024-10-02,0.93,Ada Obi\n",
        );
        assert_eq!(columns, ["title"]);
        let cells = rows[0].as_ref().expect("a row");
        assert_eq!(cells.len(), COLUMNS.len() + 1 + LAST_COLUMNS.len());
        assert_eq!(
            (&cells[0], &cells[2], &cells[5]),
            (&text("a"), &text("Ada Obi"), &text("It rains."))
        );
        assert_eq!((&cells[9], &cells[12]), (&Cell::Confidence(0.93), &Cell::Number(4)));
        assert_eq!((cells[8].text(), &cells[13]), ("2024-10-02".into(), &Cell::Absent));
        assert_eq!((&cells[18], &cells[3]), (&text("Rain"), &Cell::Absent));
    }

    #[test]
    fn rows_that_are_none_are_named_and_the_rest_come() {
        let (_, rows) = rows(
            "doc_id,content,kind,content_start\na,Rain.,loud,\na,,direct,\na,Snow.,direct,x\na,Hail.,,\n",
        );
        let told: Vec<&str> =
            rows.iter().filter_map(|row| row.as_ref().err()).map(|e| &**e).collect();
        assert!(told[0].starts_with("rows.csv: record 1: kind is \"loud\""), "{told:?}");
        assert_eq!(told[1], "rows.csv: record 2: nothing that is ascribed");
        assert!(told[2].starts_with("rows.csv: record 3: content_start is \"x\""), "{told:?}");
        assert_eq!((told.len(), rows.len()), (3, 4));
    }
}
