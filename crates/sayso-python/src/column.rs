//! The columns of rows that are being made.

use std::sync::Arc;

use arrow_array::ArrayRef;
use arrow_array::builder::{Date32Builder, Float64Builder, Int64Builder, StringBuilder};
use arrow_schema::{DataType, Field};
use sayso::export::{Cell, ColumnType};

/// The cells of one column.
#[derive(Debug)]
pub(crate) enum Column {
    Texts(StringBuilder),
    Numbers(Int64Builder),
    Days(Date32Builder),
    Shares(Float64Builder),
}

impl Column {
    /// An empty column of this name of the table.
    pub(crate) fn new(name: &str) -> Self {
        match ColumnType::of(name) {
            ColumnType::Number => Self::Numbers(Int64Builder::new()),
            ColumnType::Date => Self::Days(Date32Builder::new()),
            ColumnType::Confidence => Self::Shares(Float64Builder::new()),
            _ => Self::Texts(StringBuilder::new()),
        }
    }

    /// The name and type, as a schema has them.
    pub(crate) fn field(name: &str) -> Field {
        let data_type = match ColumnType::of(name) {
            ColumnType::Number => DataType::Int64,
            ColumnType::Date => DataType::Date32,
            ColumnType::Confidence => DataType::Float64,
            _ => DataType::Utf8,
        };
        Field::new(name, data_type, true)
    }

    /// Takes up a cell. One of another type than the column's counts as absent, which the table
    /// never gives.
    pub(crate) fn push(&mut self, cell: &Cell<'_>) {
        match (self, cell) {
            (Self::Texts(texts), Cell::Text(text)) => texts.append_value(text),
            (Self::Texts(texts), _) => texts.append_null(),
            (Self::Numbers(numbers), Cell::Number(number)) => {
                numbers.append_option(i64::try_from(*number).ok());
            }
            (Self::Numbers(numbers), _) => numbers.append_null(),
            (Self::Days(days), Cell::Date(date)) => days.append_value(date.days_since_1970()),
            (Self::Days(days), _) => days.append_null(),
            (Self::Shares(shares), cell) => shares.append_option(cell.confidence()),
        }
    }

    /// The column as an array.
    pub(crate) fn finish(self) -> ArrayRef {
        match self {
            Self::Texts(mut texts) => Arc::new(texts.finish()),
            Self::Numbers(mut numbers) => Arc::new(numbers.finish()),
            Self::Days(mut days) => Arc::new(days.finish()),
            Self::Shares(mut shares) => Arc::new(shares.finish()),
        }
    }
}
