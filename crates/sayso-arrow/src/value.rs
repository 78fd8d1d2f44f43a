//! One value: a text, or what is nested and has no text but JSON.

use arrow_array::cast::AsArray as _;
use arrow_array::types::{Decimal32Type, Decimal64Type, Decimal128Type, Decimal256Type};
use arrow_array::{Array, ArrayRef, downcast_integer_array};
use arrow_schema::{DataType, Field};

use crate::runs::run_of;
use crate::strings::bytes;
use crate::time;

/// The name of the extension type of UUIDs (Arrow, "Canonical Extension Types").
pub(crate) const UUID: &str = "arrow.uuid";

/// Whether the column holds UUIDs.
#[must_use]
pub fn is_uuid(field: &Field) -> bool {
    *field.data_type() == DataType::FixedSizeBinary(16) && field.extension_type_name() == Some(UUID)
}

/// The value of a row.
pub(crate) enum Value {
    /// There is none.
    Missing,
    /// Its text.
    Text(String),
    /// It holds others: the column and the row in which it stands.
    Nested(ArrayRef, usize),
}

/// The value of a row.
pub(crate) fn value(field: &Field, column: &ArrayRef, row: usize) -> Value {
    if column.is_null(row) {
        return Value::Missing;
    }
    match column.data_type() {
        DataType::FixedSizeBinary(_) if is_uuid(field) => {
            Value::Text(uuid(column.as_fixed_size_binary().value(row)))
        }
        DataType::Dictionary(..) => {
            let dictionary = column.as_any_dictionary();
            let key = dictionary.normalized_keys().get(row).copied();
            key.map_or(Value::Missing, |key| value(field, dictionary.values(), key))
        }
        DataType::RunEndEncoded(..) => {
            let run = run_of(column, row);
            run.map_or(Value::Missing, |(values, place)| value(field, &values, place))
        }
        _ => plain(column, row),
    }
}

/// The value of a type without a name of its own.
fn plain(column: &ArrayRef, row: usize) -> Value {
    if let Some(bytes) = bytes(column, row) {
        return Value::Text(text_or_figures(&bytes));
    }
    let text = match column.data_type() {
        DataType::Null => None,
        DataType::Boolean => Some(column.as_boolean().value(row).to_string()),
        found if found.is_integer() => integer(column, row),
        found if found.is_floating() || found.is_decimal() => number(column, row),
        found if found.is_temporal() => time::cell(column, row),
        _ => return Value::Nested(column.clone(), row),
    };
    text.map_or(Value::Missing, Value::Text)
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
