//! One value as a text.

use arrow_array::cast::AsArray as _;
use arrow_array::types::{Decimal32Type, Decimal64Type, Decimal128Type, Decimal256Type};
use arrow_array::{Array, ArrayRef, downcast_integer_array};
use arrow_schema::{DataType, Field};

use crate::json::json;
use crate::strings::bytes;
use crate::time;

/// The name of the extension type of UUIDs (Arrow, "Canonical Extension Types").
const UUID: &str = "arrow.uuid";

/// Whether the column holds UUIDs.
#[must_use]
pub fn is_uuid(field: &Field) -> bool {
    *field.data_type() == DataType::FixedSizeBinary(16) && field.extension_type_name() == Some(UUID)
}

/// The value of a row as a text, or nothing where it is missing.
#[must_use]
pub fn cell(field: &Field, column: &ArrayRef, row: usize) -> Option<String> {
    if column.is_null(row) {
        return None;
    }
    match column.data_type() {
        DataType::FixedSizeBinary(_) if is_uuid(field) => {
            Some(uuid(column.as_fixed_size_binary().value(row)))
        }
        DataType::Dictionary(..) => {
            let dictionary = column.as_any_dictionary();
            let key = dictionary.normalized_keys().get(row).copied()?;
            cell(field, dictionary.values(), key)
        }
        DataType::RunEndEncoded(..) => {
            let (values, place) = run_of(column, row)?;
            cell(field, &values, place)
        }
        _ => plain(column, row),
    }
}

/// The value of a type without a name of its own.
fn plain(column: &ArrayRef, row: usize) -> Option<String> {
    if let Some(bytes) = bytes(column, row) {
        return Some(text_or_figures(&bytes));
    }
    match column.data_type() {
        DataType::Null => None,
        DataType::Boolean => Some(column.as_boolean().value(row).to_string()),
        found if found.is_integer() => integer(column, row),
        found if found.is_floating() || found.is_decimal() => number(column, row),
        found if found.is_temporal() => time::cell(column, row),
        _ => {
            let mut text = String::new();
            json(column, row, &mut text);
            Some(text)
        }
    }
}

/// The values of a column in runs, and the place of the row's among them.
pub(crate) fn run_of(column: &ArrayRef, row: usize) -> Option<(ArrayRef, usize)> {
    use arrow_array::RunArray;
    use arrow_array::types::{Int16Type, Int32Type, Int64Type};
    macro_rules! of {
        ($type:ty) => {
            if let Some(runs) = column.as_any().downcast_ref::<RunArray<$type>>() {
                return Some((runs.values().clone(), runs.get_physical_index(row)));
            }
        };
    }
    of!(Int16Type);
    of!(Int32Type);
    of!(Int64Type);
    None
}

pub(crate) fn integer(column: &ArrayRef, row: usize) -> Option<String> {
    let column: &dyn Array = column;
    downcast_integer_array!(
        column => Some(column.value(row).to_string()),
        _ => None,
    )
}

/// A number with a point, to its last figure.
pub(crate) fn number(column: &ArrayRef, row: usize) -> Option<String> {
    use arrow_array::types::{Float16Type, Float32Type, Float64Type};
    Some(match column.data_type() {
        DataType::Float16 => {
            format!("{:?}", column.as_primitive::<Float16Type>().value(row).to_f32())
        }
        DataType::Float32 => format!("{:?}", column.as_primitive::<Float32Type>().value(row)),
        DataType::Float64 => format!("{:?}", column.as_primitive::<Float64Type>().value(row)),
        DataType::Decimal32(..) => column.as_primitive::<Decimal32Type>().value_as_string(row),
        DataType::Decimal64(..) => column.as_primitive::<Decimal64Type>().value_as_string(row),
        DataType::Decimal128(..) => column.as_primitive::<Decimal128Type>().value_as_string(row),
        DataType::Decimal256(..) => column.as_primitive::<Decimal256Type>().value_as_string(row),
        _ => return None,
    })
}

/// Bytes as the text that they are, or in hexadecimal figures.
pub(crate) fn text_or_figures(bytes: &[u8]) -> String {
    let figures = || bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    std::str::from_utf8(bytes).map_or_else(|_| figures(), str::to_owned)
}

fn uuid(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(36);
    for (place, byte) in bytes.iter().enumerate() {
        if matches!(place, 4 | 6 | 8 | 10) {
            text.push('-');
        }
        text += &format!("{byte:02x}");
    }
    text
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use arrow_array::builder::FixedSizeBinaryBuilder;
    use arrow_array::types::Int32Type;
    use arrow_array::{
        BinaryArray, BooleanArray, Decimal128Array, DictionaryArray, Float64Array, Int64Array,
        NullArray, RunArray, StringArray,
    };

    use super::*;

    fn of(column: impl Array + 'static, row: usize) -> Option<String> {
        let column: ArrayRef = Arc::new(column);
        cell(&Field::new("x", column.data_type().clone(), true), &column, row)
    }

    #[test]
    fn numbers_keep_every_figure() {
        assert_eq!(of(Int64Array::from(vec![i64::MAX]), 0).as_deref(), Some("9223372036854775807"));
        assert_eq!(
            of(Float64Array::from(vec![0.1 + 0.2]), 0).as_deref(),
            Some("0.30000000000000004")
        );
        let money = Decimal128Array::from(vec![-12_345]).with_precision_and_scale(38, 2);
        assert_eq!(of(money.expect("38 figures"), 0).as_deref(), Some("-123.45"));
        assert_eq!(of(BooleanArray::from(vec![true]), 0).as_deref(), Some("true"));
    }

    #[test]
    fn bytes_are_text_or_figures() {
        let bytes = BinaryArray::from(vec![Some("Rain".as_bytes()), Some(b"\xff\x00"), None]);
        assert_eq!(of(bytes.clone(), 0).as_deref(), Some("Rain"));
        assert_eq!(of(bytes.clone(), 1).as_deref(), Some("ff00"));
        assert_eq!(of(bytes, 2), None);
        assert_eq!(of(NullArray::new(1), 0), None);
    }

    #[test]
    fn uuid_is_written_as_people_write_it() {
        let mut ids = FixedSizeBinaryBuilder::new(16);
        ids.append_value((0..16).collect::<Vec<u8>>()).expect("16 bytes");
        let column: ArrayRef = Arc::new(ids.finish());
        let name: std::collections::HashMap<String, String> =
            [("ARROW:extension:name".to_owned(), UUID.to_owned())].into();
        let field = Field::new("id", column.data_type().clone(), true).with_metadata(name);
        assert_eq!(
            cell(&field, &column, 0).as_deref(),
            Some("00010203-0405-0607-0809-0a0b0c0d0e0f")
        );
        let field = Field::new("id", column.data_type().clone(), true);
        assert!(cell(&field, &column, 0).is_some());
    }

    #[test]
    fn dictionaries_and_runs_are_as_their_values() {
        let names: DictionaryArray<Int32Type> = [Some("a"), None, Some("b")].into_iter().collect();
        assert_eq!(of(names.clone(), 2).as_deref(), Some("b"));
        assert_eq!(of(names, 1), None);
        let runs = RunArray::<Int32Type>::try_new(
            &vec![2, 3].into(),
            &StringArray::from(vec![Some("a"), None]),
        );
        let runs = runs.expect("two runs");
        assert_eq!(of(runs.clone(), 1).as_deref(), Some("a"));
        assert_eq!(of(runs, 2), None);
    }
}
