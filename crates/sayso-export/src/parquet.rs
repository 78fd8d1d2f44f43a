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
    output: SerializedFileWriter<W>,
    table: Table,
    columns: Vec<Column>,
    /// The bytes that the columns hold.
    bytes: usize,
    written: Written,
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
        let columns: Vec<Column> = table.header().iter().map(|name| Column::new(name)).collect();
        let properties =
            WriterProperties::builder().set_compression(Compression::ZSTD(ZstdLevel::default()));
        let schema = schema(table.header(), &columns)?;
        let output = SerializedFileWriter::new(output, schema, Arc::new(properties.build()))?;
        Ok(Self { output, table, columns, bytes: 0, written: Written::default() })
    }

    fn write_rows(&mut self, document: &Document, statements: &[Statement]) -> Result<(), Error> {
        for row in self.table.rows(document, statements) {
            self.bytes += push(&mut self.columns, row.cells());
        }
        self.write_full_group()
    }

    fn write_full_group(&mut self) -> Result<(), Error> {
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
}

/// Takes up a row and gives the bytes that it needs.
fn push<'c>(columns: &mut [Column], row: impl Iterator<Item = Cell<'c>>) -> usize {
    columns.iter_mut().zip(row).map(|(column, cell)| column.push(&cell)).sum()
}

impl Column {
    fn new(name: &str) -> Self {
        let values = match ColumnType::of(name) {
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

fn schema(names: &[String], columns: &[Column]) -> Result<TypePtr, ParquetError> {
    let fields = names.iter().zip(columns).map(|(name, column)| column.schema(name));
    let fields = fields.collect::<Result<Vec<TypePtr>, ParquetError>>()?;
    Ok(Arc::new(Type::group_type_builder("statements").with_fields(fields).build()?))
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

    fn finish(mut self: Box<Self>) -> Result<Written, Error> {
        self.write_group()?;
        self.output.finish()?;
        self.output.inner_mut().flush()?;
        Ok(self.written)
    }
}

impl<W: Write + Send> RowWriter for Parquet<W> {
    fn write(&mut self, cells: &[Cell<'_>]) -> Result<(), Error> {
        self.written.statements += 1;
        self.bytes += push(&mut self.columns, cells.iter().cloned());
        self.write_full_group()
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
