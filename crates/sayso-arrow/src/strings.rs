//! A column of texts, in any of the forms that Arrow has for them.

use std::borrow::Cow;

use arrow_array::cast::AsArray as _;
use arrow_array::{Array, ArrayRef, BinaryArray, BinaryViewArray, LargeBinaryArray, UInt64Array};
use arrow_schema::{ArrowError, DataType};
use arrow_select::take::take;

use crate::runs::run_of;

/// A column of texts.
///
/// Kept as bytes: Arrow promises UTF-8 of strings, and some who give them do not look; and crawled
/// tables hold texts as bytes.
#[derive(Clone, Debug)]
pub enum Strings {
    /// With offsets of 32 bits.
    Short(BinaryArray),
    /// With offsets of 64 bits.
    Long(LargeBinaryArray),
    /// Views into buffers.
    Views(BinaryViewArray),
    /// A column without a type has nothing in it.
    None(usize),
}

/// Whether the type is one of texts, or of bytes that may be texts.
#[must_use]
pub fn is_text(found: &DataType) -> bool {
    match found {
        DataType::Utf8
        | DataType::LargeUtf8
        | DataType::Utf8View
        | DataType::Binary
        | DataType::LargeBinary
        | DataType::BinaryView
        | DataType::Null => true,
        DataType::Dictionary(_, values) => is_text(values),
        DataType::RunEndEncoded(_, values) => is_text(values.data_type()),
        _ => false,
    }
}

impl Strings {
    /// The texts of the column, without copying them but where they are numbered or in runs.
    ///
    /// # Errors
    /// Where the column holds no texts.
    pub fn new(column: &ArrayRef) -> Result<Self, ArrowError> {
        match column.data_type() {
            DataType::Utf8 => Ok(Self::Short(column.as_string::<i32>().clone().into())),
            DataType::LargeUtf8 => Ok(Self::Long(column.as_string::<i64>().clone().into())),
            DataType::Utf8View => Ok(Self::Views(column.as_string_view().clone().to_binary_view())),
            DataType::Binary => Ok(Self::Short(column.as_binary::<i32>().clone())),
            DataType::LargeBinary => Ok(Self::Long(column.as_binary::<i64>().clone())),
            DataType::BinaryView => Ok(Self::Views(column.as_binary_view().clone())),
            DataType::Dictionary(_, values) if is_text(values) => {
                let dictionary = column.as_any_dictionary();
                Self::new(&take(dictionary.values(), dictionary.keys(), None)?)
            }
            DataType::RunEndEncoded(_, values) if is_text(values.data_type()) => {
                Self::new(&unrolled(column)?)
            }
            DataType::Null => Ok(Self::None(column.len())),
            other => {
                Err(ArrowError::ExternalError(format!("a column of {other} holds no texts").into()))
            }
        }
    }

    /// The number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Short(strings) => strings.len(),
            Self::Long(strings) => strings.len(),
            Self::Views(strings) => strings.len(),
            Self::None(rows) => *rows,
        }
    }

    /// Whether there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The bytes of the row's text, if it has one.
    #[must_use]
    pub fn of(&self, row: usize) -> Option<&[u8]> {
        match self {
            Self::Short(strings) => strings.is_valid(row).then(|| strings.value(row)),
            Self::Long(strings) => strings.is_valid(row).then(|| strings.value(row)),
            Self::Views(strings) => strings.is_valid(row).then(|| strings.value(row)),
            Self::None(_) => None,
        }
    }
}

/// A column in runs with a value for each row.
fn unrolled(column: &ArrayRef) -> Result<ArrayRef, ArrowError> {
    let runs: Vec<_> = (0..column.len()).filter_map(|row| run_of(column, row)).collect();
    let Some((values, _)) = runs.first() else {
        return Ok(arrow_array::new_empty_array(&DataType::Utf8));
    };
    let places: UInt64Array =
        runs.iter().map(|(_, place)| *place as u64).collect::<Vec<_>>().into();
    take(values, &places, None)
}

/// The bytes of a text or of bytes.
pub(crate) fn bytes(column: &ArrayRef, row: usize) -> Option<Cow<'_, [u8]>> {
    Some(match column.data_type() {
        DataType::Utf8 => of_offsets::<i32>(column.as_string::<i32>(), row)?,
        DataType::LargeUtf8 => of_offsets::<i64>(column.as_string::<i64>(), row)?,
        DataType::Binary => column.as_binary::<i32>().value(row).into(),
        DataType::LargeBinary => column.as_binary::<i64>().value(row).into(),
        DataType::FixedSizeBinary(_) => column.as_fixed_size_binary().value(row).into(),
        DataType::BinaryView => column.as_binary_view().value(row).into(),
        DataType::Utf8View => {
            column.as_string_view().clone().to_binary_view().value(row).to_vec().into()
        }
        _ => return None,
    })
}

/// The bytes of a string of which nobody knows that it is UTF-8, which `value` would take for granted.
fn of_offsets<O: arrow_array::OffsetSizeTrait>(
    strings: &arrow_array::GenericStringArray<O>,
    row: usize,
) -> Option<Cow<'_, [u8]>> {
    let (start, end) = (strings.value_offsets().get(row)?, strings.value_offsets().get(row + 1)?);
    Some(strings.value_data().get(start.as_usize()..end.as_usize())?.into())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use arrow_array::types::Int16Type;
    use arrow_array::{
        Int32Array, LargeStringArray, NullArray, RunArray, StringArray, StringViewArray,
    };

    use super::*;

    #[test]
    fn texts_of_any_form_are_read() {
        let runs = RunArray::<Int16Type>::try_new(
            &vec![1, 2, 3].into(),
            &StringArray::from(vec![Some("Rain"), None, Some("Snow")]),
        );
        let columns: [ArrayRef; 5] = [
            Arc::new(StringArray::from(vec![Some("Rain"), None, Some("Snow")])),
            Arc::new(LargeStringArray::from(vec![Some("Rain"), None, Some("Snow")])),
            Arc::new(StringViewArray::from(vec![Some("Rain"), None, Some("Snow")])),
            Arc::new(BinaryArray::from(vec![Some(&b"Rain"[..]), None, Some(b"Snow")])),
            Arc::new(runs.expect("three runs")),
        ];
        for column in columns {
            let strings = Strings::new(&column).expect("texts");
            let of = |row| strings.of(row).map(<[u8]>::to_vec);
            assert_eq!(
                [of(0), of(1), of(2)],
                [Some(b"Rain".to_vec()), None, Some(b"Snow".to_vec())]
            );
        }
        let none: ArrayRef = Arc::new(NullArray::new(2));
        assert_eq!(Strings::new(&none).expect("nothing").of(1), None);
    }

    #[test]
    fn numbers_are_no_texts() {
        let column: ArrayRef = Arc::new(Int32Array::from(vec![1]));
        let error = Strings::new(&column).expect_err("numbers").to_string();
        assert!(error.contains("a column of Int32 holds no texts"), "{error}");
        assert!(!is_text(&DataType::Int32));
    }
}
