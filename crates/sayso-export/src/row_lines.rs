//! JSON lines: one object a statement.

use std::io::{BufWriter, Write};

use sayso_text::{Document, Statement};

use crate::json::Object;
use crate::writer::{Writer, Written};
use crate::{Cell, Error, Options, RowWriter, Table};

/// Writes one object a statement, with the columns of the table as its fields. What is absent is
/// null; counts and offsets are numbers.
pub(crate) struct RowLines<W: Write> {
    output: BufWriter<W>,
    table: Table,
    line: Vec<u8>,
    written: Written,
}

impl<W: Write> RowLines<W> {
    pub(crate) fn new(output: W, options: &Options) -> Self {
        Self {
            output: BufWriter::new(output),
            table: Table::new(options),
            line: Vec::new(),
            written: Written::default(),
        }
    }
}

impl<W: Write + Send> Writer for RowLines<W> {
    fn write(&mut self, document: &Document, statements: &[Statement]) -> Result<(), Error> {
        self.written.count(statements);
        self.line.clear();
        for row in self.table.rows(document, statements) {
            let mut object = Object::new(&mut self.line);
            for (name, cell) in self.table.header().iter().zip(row.cells()) {
                object.cell(name, &cell);
            }
            object.end();
            self.line.push(b'\n');
        }
        let written = self.output.write_all(&self.line);
        written.map_err(|error| Error::from(error).in_document(&document.id))
    }

    fn flush(&mut self) -> Result<(), Error> {
        Ok(self.output.flush()?)
    }

    fn finish(mut self: Box<Self>) -> Result<Written, Error> {
        self.output.flush()?;
        Ok(self.written)
    }
}

impl<W: Write + Send> RowWriter for RowLines<W> {
    fn write(&mut self, cells: &[Cell<'_>]) -> Result<(), Error> {
        self.written.statements += 1;
        self.line.clear();
        let mut object = Object::new(&mut self.line);
        for (name, cell) in self.table.header().iter().zip(cells) {
            object.cell(name, cell);
        }
        object.end();
        self.line.push(b'\n');
        Ok(self.output.write_all(&self.line)?)
    }

    fn finish(self: Box<Self>) -> Result<Written, Error> {
        Writer::finish(self)
    }
}

#[cfg(test)]
mod tests {
    use crate::{Format, sample};

    #[test]
    fn object_has_the_columns_as_fields_with_their_types() {
        let line = sample::written(Format::Jsonl, &sample::options());
        assert!(line.starts_with(r#"{"doc_id": "wire-1", "statement_id": "S1", "#), "{line}");
        let row: serde_json::Value = serde_json::from_str(&line).expect("JSON");
        assert_eq!(row["content_end"], 56);
        assert_eq!(row["confidence"], 0.93);
        assert_eq!(row["title"], "A headline");
        assert_eq!(row["speaker_role"], "forecaster");
    }
}
