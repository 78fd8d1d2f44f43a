//! One value as a text.

use arrow_array::ArrayRef;
use arrow_schema::Field;

use crate::json::json;
use crate::value::{Value, value};

/// The value of a row as a text, or nothing where it is missing.
#[must_use]
pub fn cell(field: &Field, column: &ArrayRef, row: usize) -> Option<String> {
    match value(field, column, row) {
        Value::Missing => None,
        Value::Text(text) => Some(text),
        Value::Nested(column, row) => {
            let mut text = String::new();
            json(&column, row, &mut text);
            Some(text)
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use arrow_array::builder::FixedSizeBinaryBuilder;
    use arrow_array::types::Int32Type;
    use arrow_array::{
        Array, BinaryArray, BooleanArray, Decimal128Array, DictionaryArray, Float64Array,
        Int64Array, NullArray, RunArray, StringArray,
    };

    use super::*;
    use crate::value::UUID;

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
