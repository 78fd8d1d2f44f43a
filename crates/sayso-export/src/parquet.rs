//! Parquet: rows by columns, typed and compressed.
//!
//! Written column by column through the core of the library, without Arrow, which would double
//! what has to be compiled and copy every cell once more.

use std::io::{self, Write};
use std::sync::Arc;

use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical, ZstdLevel};
use parquet::data_type::{ByteArray, ByteArrayType, DataType, DoubleType, Int32Type, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::{Type, TypePtr};
use sayso_text::{Document, Statement};

use crate::row::rounded;
use crate::writer::{Writer, Written};
use crate::{Cell, ColumnType, Error, Options, RowWriter, Table};

/// The bytes of cells after which the rows are written as a group. Readers work group by group;
/// their authors advise 100,000 rows and more, which these are.
const GROUP_BYTES: usize = 16 << 20;

/// Writes one row a statement into typed columns.
pub(crate) struct Parquet<W: Write + Send> {
    rows: Rows<W>,
    table: Table,
    written: Written,
}

/// Rows of cells that are written group by group, whatever they are of.
pub(crate) struct Rows<W: Write + Send> {
    output: SerializedFileWriter<W>,
    columns: Vec<Column>,
    /// The bytes that the columns hold.
    bytes: usize,
}

/// The cells of one column that are not yet written.
struct Column {
    values: Values,
    /// For each cell 1 where it is there and 0 where it is not.
    levels: Vec<i16>,
}

enum Values {
    Texts(Vec<ByteArray>),
    Numbers(Vec<i64>),
    Shares(Vec<f64>),
    Days(Vec<i32>),
}

impl<W: Write + Send> Parquet<W> {
    pub(crate) fn new(output: W, options: &Options) -> Result<Self, Error> {
        let table = Table::new(options);
        let columns = table.header().iter().map(|name| (&**name, ColumnType::of(name)));
        let rows = Rows::new(output, "statements", columns)?;
        Ok(Self { rows, table, written: Written::default() })
    }

    fn write_rows(&mut self, document: &Document, statements: &[Statement]) -> Result<(), Error> {
        for row in self.table.rows(document, statements) {
            self.rows.push(row.cells());
        }
        self.rows.write_if_full()
    }
}

impl<W: Write + Send> Rows<W> {
    /// The rows of a table of this name with these columns.
    pub(crate) fn new<'n>(
        output: W,
        table: &str,
        columns: impl Iterator<Item = (&'n str, ColumnType)> + Clone,
    ) -> Result<Self, Error> {
        let own: Vec<Column> = columns.clone().map(|(_, holds)| Column::new(holds)).collect();
        let fields = columns.zip(&own).map(|((name, _), column)| column.schema(name));
        let fields = fields.collect::<Result<Vec<TypePtr>, ParquetError>>()?;
        let schema = Type::group_type_builder(table).with_fields(fields).build()?;
        let properties =
            WriterProperties::builder().set_compression(Compression::ZSTD(ZstdLevel::default()));
        let properties = Arc::new(properties.build());
        let output = SerializedFileWriter::new(output, Arc::new(schema), properties)?;
        Ok(Self { output, columns: own, bytes: 0 })
    }

    /// Takes up a row, a cell for each column.
    pub(crate) fn push<'c>(&mut self, cells: impl Iterator<Item = Cell<'c>>) {
        for (column, cell) in self.columns.iter_mut().zip(cells) {
            self.bytes += column.push(&cell);
        }
    }

    /// Writes the rows as a group where they are many enough.
    pub(crate) fn write_if_full(&mut self) -> Result<(), Error> {
        if self.bytes < GROUP_BYTES { Ok(()) } else { self.write_group() }
    }

    fn write_group(&mut self) -> Result<(), Error> {
        self.bytes = 0;
        if self.columns.first().is_none_or(|column| column.levels.is_empty()) {
            return Ok(());
        }
        let mut group = self.output.next_row_group()?;
        for column in &mut self.columns {
            if let Some(writer) = group.next_column()? {
                column.write(writer)?;
            }
        }
        group.close()?;
        Ok(())
    }

    /// Writes what is left, and the end of the file.
    pub(crate) fn finish(mut self) -> Result<(), Error> {
        self.write_group()?;
        self.output.finish()?;
        Ok(self.output.inner_mut().flush()?)
    }
}

impl Column {
    fn new(holds: ColumnType) -> Self {
        let values = match holds {
            ColumnType::Text => Values::Texts(Vec::new()),
            ColumnType::Number => Values::Numbers(Vec::new()),
            ColumnType::Date => Values::Days(Vec::new()),
            ColumnType::Confidence => Values::Shares(Vec::new()),
        };
        Self { values, levels: Vec::new() }
    }

    fn schema(&self, name: &str) -> Result<TypePtr, ParquetError> {
        let (physical, logical) = match &self.values {
            Values::Texts(_) => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
            Values::Numbers(_) => (Physical::INT64, None),
            Values::Shares(_) => (Physical::DOUBLE, None),
            Values::Days(_) => (Physical::INT32, Some(LogicalType::Date)),
        };
        let builder = Type::primitive_type_builder(name, physical).with_logical_type(logical);
        Ok(Arc::new(builder.with_repetition(Repetition::OPTIONAL).build()?))
    }

    /// Takes up a cell and gives the bytes that it needs. A cell of another type than its column
    /// counts as absent, which [`Table`] never gives.
    fn push(&mut self, cell: &Cell<'_>) -> usize {
        let mut bytes = size_of::<i16>() + size_of::<ByteArray>();
        let mut is_there = true;
        match (&mut self.values, cell) {
            (Values::Texts(texts), Cell::Text(text)) => {
                bytes += text.len();
                texts.push(text.as_bytes().to_vec().into());
            }
            (Values::Numbers(numbers), Cell::Number(number)) => {
                numbers.push(i64::try_from(*number).unwrap_or(i64::MAX));
            }
            (Values::Shares(shares), Cell::Confidence(share)) => shares.push(rounded(*share)),
            (Values::Days(days), Cell::Date(date)) => days.push(date.days_since_1970()),
            _ => is_there = false,
        }
        self.levels.push(i16::from(is_there));
        bytes
    }

    /// Writes all cells and forgets them.
    fn write(&mut self, mut writer: SerializedColumnWriter<'_>) -> Result<(), ParquetError> {
        match &mut self.values {
            Values::Texts(texts) => write::<ByteArrayType>(&mut writer, texts, &self.levels)?,
            Values::Numbers(numbers) => write::<Int64Type>(&mut writer, numbers, &self.levels)?,
            Values::Shares(shares) => write::<DoubleType>(&mut writer, shares, &self.levels)?,
            Values::Days(days) => write::<Int32Type>(&mut writer, days, &self.levels)?,
        }
        self.levels.clear();
        writer.close()
    }
}

fn write<T: DataType>(
    writer: &mut SerializedColumnWriter<'_>,
    values: &mut Vec<T::T>,
    levels: &[i16],
) -> Result<(), ParquetError> {
    writer.typed::<T>().write_batch(values, Some(levels), None)?;
    values.clear();
    Ok(())
}

impl From<ParquetError> for Error {
    fn from(error: ParquetError) -> Self {
        match error {
            ParquetError::External(inner) => match inner.downcast::<io::Error>() {
                Ok(error) => (*error).into(),
                Err(inner) => io::Error::other(inner).into(),
            },
            other => io::Error::other(other).into(),
        }
    }
}

impl<W: Write + Send> Writer for Parquet<W> {
    fn write(&mut self, document: &Document, statements: &[Statement]) -> Result<(), Error> {
        self.written.count(statements);
        self.write_rows(document, statements).map_err(|error| error.in_document(&document.id))
    }

    fn flush(&mut self) -> Result<(), Error> {
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<Written, Error> {
        self.rows.finish()?;
        Ok(self.written)
    }
}

impl<W: Write + Send> RowWriter for Parquet<W> {
    fn write(&mut self, cells: &[Cell<'_>]) -> Result<(), Error> {
        self.written.statements += 1;
        self.rows.push(cells.iter().cloned());
        self.rows.write_if_full()
    }

    fn finish(self: Box<Self>) -> Result<Written, Error> {
        Writer::finish(self)
    }
}

#[cfg(test)]
mod tests {
    use parquet::file::reader::{FileReader, SerializedFileReader};

    use crate::{Format, sample};

    #[test]
    fn rows_read_back_with_their_types() {
        let mut bytes = Vec::new();
        let (document, mut statements) = sample::document();
        let mut writer = Format::Parquet.writer(&mut bytes, &sample::options()).expect("memory");
        writer.write(&document, &statements).expect("memory");
        statements[0].attribution.source = None;
        writer.write(&document, &statements).expect("memory");
        writer.finish().expect("memory");

        let reader = SerializedFileReader::new(bytes::Bytes::from(bytes)).expect("a file");
        let rows: Vec<String> = reader
            .get_row_iter(None)
            .expect("rows")
            .map(|row| row.expect("a row").to_string())
            .collect();
        assert_eq!(rows.len(), 2);
        assert!(
            rows[0].contains("date: 2024-10-02") && rows[0].contains("confidence: 0.93"),
            "{}",
            rows[0]
        );
        assert!(rows[0].contains("content_end: 56") && rows[0].contains("title: \"A headline\""));
        assert!(rows[1].contains("source: null"), "{}", rows[1]);
    }
}
