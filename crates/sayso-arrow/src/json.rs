//! Values, nested ones too, as JSON.

use arrow_array::cast::AsArray as _;
use arrow_array::{Array, ArrayRef};
use arrow_schema::{DataType, Field};

use crate::runs::run_of;
use crate::strings::bytes;
use crate::value::{Value, integer, number, text_or_figures, value};

/// Writes the value of a row as JSON. Numbers stay numbers, with all their figures; times, and what
/// else JSON has not, are strings.
pub fn json(column: &ArrayRef, row: usize, out: &mut String) {
    if column.is_null(row) {
        out.push_str("null");
        return;
    }
    if let Some(bytes) = bytes(column, row) {
        string(&text_or_figures(&bytes), out);
        return;
    }
    match column.data_type() {
        DataType::Boolean => out.push_str(&column.as_boolean().value(row).to_string()),
        found if found.is_integer() => {
            out.push_str(&integer(column, row).unwrap_or_else(|| "null".to_owned()));
        }
        found if found.is_floating() || found.is_decimal() => {
            let figures = number(column, row);
            let figures = figures.filter(|text| !text.contains(['N', 'i', 'n']));
            out.push_str(figures.as_deref().unwrap_or("null"));
        }
        found if found.is_nested() => nested(column, row, out),
        DataType::Dictionary(..) => {
            let dictionary = column.as_any_dictionary();
            match dictionary.normalized_keys().get(row) {
                Some(key) => json(dictionary.values(), *key, out),
                None => out.push_str("null"),
            }
        }
        found => {
            let field = Field::new("", found.clone(), true);
            match value(&field, column, row) {
                Value::Text(text) => string(&text, out),
                _ => out.push_str("null"),
            }
        }
    }
}

fn nested(column: &ArrayRef, row: usize, out: &mut String) {
    match column.data_type() {
        DataType::List(_) => list(&column.as_list::<i32>().value(row), out),
        DataType::LargeList(_) => list(&column.as_list::<i64>().value(row), out),
        DataType::ListView(_) => list(&column.as_list_view::<i32>().value(row), out),
        DataType::LargeListView(_) => list(&column.as_list_view::<i64>().value(row), out),
        DataType::FixedSizeList(..) => list(&column.as_fixed_size_list().value(row), out),
        DataType::Struct(fields) => {
            let columns = column.as_struct().columns();
            let members = fields.iter().zip(columns);
            object(members.map(|(field, member)| (field.name().clone(), member, row)), out);
        }
        DataType::Map(..) => {
            let entries = column.as_map().value(row);
            let [keys, values] = entries.columns() else { return out.push_str("null") };
            let members = (0..entries.len()).map(|entry| (name(keys, entry), values, entry));
            object(members, out);
        }
        DataType::RunEndEncoded(..) => match run_of(column, row) {
            Some((values, place)) => json(&values, place, out),
            None => out.push_str("null"),
        },
        DataType::Union(..) => {
            let union = column.as_union();
            json(union.child(union.type_id(row)), union.value_offset(row), out);
        }
        _ => out.push_str("null"),
    }
}

/// The key of an entry, as the name of a member.
fn name(keys: &ArrayRef, entry: usize) -> String {
    let field = Field::new("", keys.data_type().clone(), true);
    match value(&field, keys, entry) {
        Value::Missing => String::new(),
        Value::Text(text) => text,
        Value::Nested(column, row) => {
            let mut text = String::new();
            json(&column, row, &mut text);
            text
        }
    }
}

fn list(items: &ArrayRef, out: &mut String) {
    out.push('[');
    for item in 0..items.len() {
        if item > 0 {
            out.push_str(", ");
        }
        json(items, item, out);
    }
    out.push(']');
}

fn object<'a>(members: impl Iterator<Item = (String, &'a ArrayRef, usize)>, out: &mut String) {
    out.push('{');
    for (place, (name, member, row)) in members.enumerate() {
        if place > 0 {
            out.push_str(", ");
        }
        string(&name, out);
        out.push_str(": ");
        json(member, row, out);
    }
    out.push('}');
}

fn string(text: &str, out: &mut String) {
    out.push_str(&serde_json::Value::from(text).to_string());
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use arrow_array::builder::{Int32Builder, ListBuilder, MapBuilder, StringBuilder};
    use arrow_array::{Date32Array, Float64Array, StringArray, StructArray};

    use super::*;

    fn of(column: impl Array + 'static) -> String {
        let (column, mut out): (ArrayRef, _) = (Arc::new(column), String::new());
        json(&column, 0, &mut out);
        let read: Result<serde_json::Value, _> = serde_json::from_str(&out);
        assert!(read.is_ok(), "{out}");
        out
    }

    #[test]
    fn structs_lists_and_maps_are_json() {
        let mut tags = ListBuilder::new(StringBuilder::new());
        tags.append_value([Some("a \"b\""), None]);
        let days: ArrayRef = Arc::new(Date32Array::from(vec![0]));
        let share: ArrayRef = Arc::new(Float64Array::from(vec![f64::NAN]));
        let members = StructArray::from(vec![
            (
                Arc::new(Field::new(
                    "tags",
                    DataType::List(Arc::new(Field::new("item", DataType::Utf8, true))),
                    true,
                )),
                Arc::new(tags.finish()) as ArrayRef,
            ),
            (Arc::new(Field::new("day", DataType::Date32, true)), days),
            (Arc::new(Field::new("share", DataType::Float64, true)), share),
        ]);
        assert_eq!(
            of(members),
            r#"{"tags": ["a \"b\"", null], "day": "1970-01-01", "share": null}"#
        );
        let mut counts = MapBuilder::new(None, StringBuilder::new(), Int32Builder::new());
        counts.keys().append_value("k");
        counts.values().append_value(1);
        counts.append(true).expect("one entry");
        assert_eq!(of(counts.finish()), r#"{"k": 1}"#);
        assert_eq!(of(StringArray::from(vec![None::<&str>])), "null");
    }
}
