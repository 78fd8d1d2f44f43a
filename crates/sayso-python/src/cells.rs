//! The cells of a column as texts, whatever type holds them.
//!
//! Arrow's own casts can do this too, and much else that would be compiled for nothing.

use arrow_array::cast::AsArray;
use arrow_array::{
    Array, ArrayRef, BinaryArray, BinaryViewArray, LargeBinaryArray, downcast_integer_array,
    downcast_temporal_array,
};
use arrow_schema::{ArrowError, DataType};
use arrow_select::take::take;

/// A column of strings in any of the forms that Arrow has for them.
///
/// Kept as bytes: Arrow promises UTF-8, and some who give it do not look.
#[derive(Clone, Debug)]
pub(crate) enum Strings {
    Short(BinaryArray),
    Long(LargeBinaryArray),
    Views(BinaryViewArray),
    /// A column without a type has nothing in it.
    None(usize),
}

/// Whether the type is one of strings.
pub(crate) fn is_text(found: &DataType) -> bool {
    match found {
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View | DataType::Null => true,
        DataType::Dictionary(_, values) => is_text(values),
        _ => false,
    }
}

/// Whether cells of the type can be written as texts.
pub(crate) fn is_writable(found: &DataType) -> bool {
    is_text(found) || found.is_integer() || found.is_temporal()
}

impl Strings {
    /// The strings of the column, without copying them but where they are numbered in a dictionary.
    pub(crate) fn new(column: &ArrayRef) -> Result<Self, ArrowError> {
        match column.data_type() {
            DataType::Utf8 => Ok(Self::Short(column.as_string::<i32>().clone().into())),
            DataType::LargeUtf8 => Ok(Self::Long(column.as_string::<i64>().clone().into())),
            DataType::Utf8View => Ok(Self::Views(column.as_string_view().clone().to_binary_view())),
            DataType::Dictionary(_, values) if is_text(values) => {
                let dictionary = column.as_any_dictionary();
                Self::new(&take(dictionary.values(), dictionary.keys(), None)?)
            }
            DataType::Null => Ok(Self::None(column.len())),
            other => Err(unwritable(other)),
        }
    }

    pub(crate) fn len(&self) -> usize {
        match self {
            Self::Short(strings) => strings.len(),
            Self::Long(strings) => strings.len(),
            Self::Views(strings) => strings.len(),
            Self::None(rows) => *rows,
        }
    }

    /// The bytes of the row's string, if it has one.
    pub(crate) fn of(&self, row: usize) -> Option<&[u8]> {
        match self {
            Self::Short(strings) => strings.is_valid(row).then(|| strings.value(row)),
            Self::Long(strings) => strings.is_valid(row).then(|| strings.value(row)),
            Self::Views(strings) => strings.is_valid(row).then(|| strings.value(row)),
            Self::None(_) => None,
        }
    }
}

/// The cells of a column of strings, whole numbers or days, written out; what is not UTF-8 has marks
/// for it.
pub(crate) fn written(column: &ArrayRef) -> Result<Vec<Option<String>>, ArrowError> {
    if is_text(column.data_type()) {
        let strings = Strings::new(column)?;
        let string = |row| strings.of(row).map(|bytes| String::from_utf8_lossy(bytes).into_owned());
        return Ok((0..strings.len()).map(string).collect());
    }
    downcast_integer_array!(
        column => Ok(column.iter().map(|cell| cell.map(|cell| cell.to_string())).collect()),
        _ => days(column),
    )
}

fn days(column: &ArrayRef) -> Result<Vec<Option<String>>, ArrowError> {
    let column: &dyn Array = column;
    downcast_temporal_array!(
        column => {
            let day = |row| column.value_as_date(row).map(|day| day.to_string());
            let rows = 0..column.len();
            Ok(rows.map(|row| column.is_valid(row).then(|| day(row)).flatten()).collect())
        }
        other => Err(unwritable(other)),
    )
}

fn unwritable(found: &DataType) -> ArrowError {
    ArrowError::ExternalError(format!("a column of {found} holds no texts").into())
}
