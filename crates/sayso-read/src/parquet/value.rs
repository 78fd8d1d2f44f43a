//! What a value of a column means, as a text.
//!
//! A moment that the file gives in UTC is written in the local time of its column, with its distance from UTC;
//! one that it gives without a zone without any. Lists, structs and maps are JSON, as nested values of JSON lines are.

use jiff::tz::TimeZone;
use parquet::basic::{ConvertedType, LogicalType, TimeUnit, Type as Physical};
use parquet::record::Field;
use parquet::schema::types::Type;
use serde_json::Value as Json;

use super::zone::ahead;
use crate::encoding::decode_field;

/// A value, and whether JSON has a form of its own for it.
enum Value {
    Missing,
    Text(String),
    /// A number or a truth, as JSON writes it.
    Bare(String),
}

/// The value as a text, a moment in the zone of its column; nothing where it is missing.
pub(crate) fn text(schema: &Type, field: &Field, zone: Option<&TimeZone>) -> Option<String> {
    if let (Field::Long(number), Some(zone), Some(places)) = (field, zone, utc(schema)) {
        return Some(local(*number, places, zone));
    }
    match value(schema, field) {
        Value::Missing => None,
        Value::Text(text) | Value::Bare(text) => Some(text),
    }
}

/// The text of the article, where the column holds texts or bytes; nothing where it is missing.
///
/// # Errors
/// What the column holds instead.
pub(crate) fn article(schema: &Type, field: &Field) -> Result<Option<String>, String> {
    match field {
        Field::Null => Ok(None),
        Field::Str(text) => Ok(Some(text.clone())),
        Field::Bytes(bytes) if is_bytes(schema) => Ok(Some(decode_field(bytes.data()))),
        _ if schema.is_group() => Err("nested values".to_owned()),
        _ => Err(schema.get_physical_type().to_string()),
    }
}

fn is_bytes(schema: &Type) -> bool {
    schema.is_primitive() && schema.get_physical_type() == Physical::BYTE_ARRAY
}

fn value(schema: &Type, field: &Field) -> Value {
    match field {
        Field::Null => Value::Missing,
        Field::Group(_) | Field::ListInternal(_) | Field::MapInternal(_) => {
            let mut out = String::new();
            json(schema, field, &mut out);
            Value::Text(out)
        }
        _ if schema.is_group() => Value::Text(field.to_string()),
        Field::Int(number) => whole(schema, i64::from(*number)),
        Field::Long(number) => whole(schema, *number),
        // INT96 alone comes so, which says nothing of a zone.
        Field::TimestampMillis(time) => Value::Text(moment(*time, 3, false)),
        Field::Bool(truth) => Value::Bare(truth.to_string()),
        Field::Float16(number) => Value::Bare(format!("{:?}", number.to_f32())),
        Field::Float(number) => Value::Bare(format!("{number:?}")),
        Field::Double(number) => Value::Bare(format!("{number:?}")),
        Field::Bytes(bytes) => Value::Text(of_bytes(schema, bytes.data())),
        other => Value::Text(other.to_string()),
    }
}

/// The decimal places of a second that a unit stands for.
fn places(unit: &TimeUnit) -> u32 {
    match unit {
        TimeUnit::MILLIS => 3,
        TimeUnit::MICROS => 6,
        TimeUnit::NANOS => 9,
    }
}

/// The decimal places of moments in UTC, where these are what the column holds.
fn utc(schema: &Type) -> Option<u32> {
    let info = schema.get_basic_info();
    match (info.logical_type_ref(), info.converted_type()) {
        (Some(LogicalType::Timestamp(found)), _) => {
            found.is_adjusted_to_u_t_c.then(|| places(&found.unit))
        }
        (None, ConvertedType::TIMESTAMP_MILLIS) => Some(3),
        (None, ConvertedType::TIMESTAMP_MICROS) => Some(6),
        _ => None,
    }
}

/// What a whole number of the file stands for.
fn whole(schema: &Type, number: i64) -> Value {
    let info = schema.get_basic_info();
    let is_wide = schema.get_physical_type() == Physical::INT64;
    match (info.logical_type_ref(), info.converted_type()) {
        (Some(LogicalType::Date), _) | (None, ConvertedType::DATE) => Value::Text(day(number)),
        (Some(LogicalType::Timestamp(found)), _) => {
            Value::Text(moment(number, places(&found.unit), found.is_adjusted_to_u_t_c))
        }
        (Some(LogicalType::Time(found)), _) => Value::Text(time(number, places(&found.unit))),
        (None, ConvertedType::TIMESTAMP_MILLIS) => Value::Text(moment(number, 3, true)),
        (None, ConvertedType::TIMESTAMP_MICROS) => Value::Text(moment(number, 6, true)),
        (None, ConvertedType::TIME_MILLIS) => Value::Text(time(number, 3)),
        (None, ConvertedType::TIME_MICROS) => Value::Text(time(number, 6)),
        (Some(LogicalType::Integer(found)), _) if !found.is_signed => unsigned(number, is_wide),
        (
            None,
            ConvertedType::UINT_8
            | ConvertedType::UINT_16
            | ConvertedType::UINT_32
            | ConvertedType::UINT_64,
        ) => unsigned(number, is_wide),
        _ => Value::Bare(number.to_string()),
    }
}

/// A number without a sign, which the file keeps in the bits of one with.
fn unsigned(number: i64, is_wide: bool) -> Value {
    let bits = number.cast_unsigned();
    let bits = if is_wide { bits } else { bits & u64::from(u32::MAX) };
    Value::Bare(bits.to_string())
}

fn of_bytes(schema: &Type, bytes: &[u8]) -> String {
    let info = schema.get_basic_info();
    match (info.logical_type_ref(), info.converted_type()) {
        (Some(LogicalType::Uuid), _) => uuid(bytes),
        (_, ConvertedType::INTERVAL) => interval(bytes),
        (Some(LogicalType::String | LogicalType::Json | LogicalType::Enum), _)
        | (_, ConvertedType::UTF8 | ConvertedType::JSON | ConvertedType::ENUM) => {
            decode_field(bytes)
        }
        _ => std::str::from_utf8(bytes).map_or_else(|_| figures(bytes), str::to_owned),
    }
}

fn figures(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn uuid(bytes: &[u8]) -> String {
    let part = |from: usize, to: usize| figures(bytes.get(from..to).unwrap_or_default());
    [part(0, 4), part(4, 6), part(6, 8), part(8, 10), part(10, bytes.len())].join("-")
}

/// Months, days and milliseconds, as ISO 8601 writes them; none is so many of another.
fn interval(bytes: &[u8]) -> String {
    let number = |at: usize| {
        let bytes = bytes.get(at..at + 4).and_then(|bytes| bytes.try_into().ok());
        bytes.map_or(0, u32::from_le_bytes)
    };
    format!("P{}M{}DT{}S", number(0), number(4), decimal(number(8).into(), 3))
}

/// A number of so many decimal places, without zeros at its end.
fn decimal(value: u64, places: u32) -> String {
    let one = 10_u64.pow(places);
    let width = places as usize;
    let part = format!("{:0width$}", value % one);
    let part = part.trim_end_matches('0');
    let point = if part.is_empty() { "" } else { "." };
    format!("{}{point}{part}", value / one)
}

/// The day of so many days after 1970-01-01 (H. Hinnant, "chrono-Compatible Low-Level Date
/// Algorithms", `civil_from_days`).
fn day(days: i64) -> String {
    let days = days.saturating_add(719_468);
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

/// A moment in units of so many decimal places of a second after 1970.
fn moment(value: i64, places: u32, is_utc: bool) -> String {
    let per_day = 86_400 * 10_i64.pow(places);
    let (days, rest) = (value.div_euclid(per_day), value.rem_euclid(per_day));
    let zone = if is_utc { "+00:00" } else { "" };
    format!("{} {}{zone}", day(days), time(rest, places))
}

/// A moment in UTC, in the local time of a zone.
fn local(value: i64, places: u32, zone: &TimeZone) -> String {
    let one = 10_i64.pow(places);
    let Some(seconds) = ahead(zone, value.div_euclid(one)) else {
        return moment(value, places, true);
    };
    let Some(shifted) = value.checked_add(i64::from(seconds) * one) else {
        return moment(value, places, true);
    };
    let sign = if seconds < 0 { '-' } else { '+' };
    let minutes = seconds.unsigned_abs() / 60;
    let written = moment(shifted, places, false);
    format!("{written}{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}

/// A time of day in units of so many decimal places of a second.
fn time(value: i64, places: u32) -> String {
    let value = value.unsigned_abs();
    let one = 10_u64.pow(places);
    let (seconds, part) = (value / one, value % one);
    let clock = format!("{:02}:{:02}:{:02}", seconds / 3_600, seconds / 60 % 60, seconds % 60);
    match decimal(part, places).split_once('.') {
        Some((_, part)) => format!("{clock}.{part}"),
        None => clock,
    }
}

/// Writes the value as JSON.
fn json(schema: &Type, field: &Field, out: &mut String) {
    match field {
        Field::Group(row) => {
            let members = row.get_column_iter();
            let members = members.map(|(name, member)| (name.clone(), child(schema, name), member));
            object(members, out);
        }
        Field::ListInternal(list) => {
            let item = element(schema);
            out.push('[');
            for (place, element) in list.elements().iter().enumerate() {
                out.push_str(if place > 0 { ", " } else { "" });
                member(item, element, out);
            }
            out.push(']');
        }
        Field::MapInternal(map) => {
            let entry = schema.get_fields().first();
            let part = |place: usize| entry.and_then(|entry| type_at(entry, place));
            let members = map.entries().iter().map(|(key, value)| {
                let key = part(0).and_then(|schema| text(schema, key, None));
                (key.unwrap_or_default(), part(1), value)
            });
            object(members, out);
        }
        _ => member(Some(schema), field, out),
    }
}

fn member(schema: Option<&Type>, field: &Field, out: &mut String) {
    match (schema, field) {
        (_, Field::Null) => out.push_str("null"),
        (Some(schema), Field::Group(_) | Field::ListInternal(_) | Field::MapInternal(_)) => {
            json(schema, field, out);
        }
        (Some(schema), _) => match value(schema, field) {
            Value::Missing => out.push_str("null"),
            // Not a number is none in JSON.
            Value::Bare(number) if number.contains(['N', 'i']) => out.push_str("null"),
            Value::Bare(number) => out.push_str(&number),
            Value::Text(text) => out.push_str(&Json::from(text).to_string()),
        },
        (None, _) => out.push_str(&Json::from(field.to_string()).to_string()),
    }
}

fn object<'a>(
    members: impl Iterator<Item = (String, Option<&'a Type>, &'a Field)>,
    out: &mut String,
) {
    out.push('{');
    for (place, (name, schema, field)) in members.enumerate() {
        out.push_str(if place > 0 { ", " } else { "" });
        out.push_str(&Json::from(name).to_string());
        out.push_str(": ");
        member(schema, field, out);
    }
    out.push('}');
}

/// The type of a member of a struct.
pub(crate) fn child<'t>(schema: &'t Type, name: &str) -> Option<&'t Type> {
    let fields = if schema.is_group() { schema.get_fields() } else { &[] };
    fields.iter().find(|field| field.name() == name).map(AsRef::as_ref)
}

fn type_at(schema: &Type, place: usize) -> Option<&Type> {
    let fields = if schema.is_group() { schema.get_fields() } else { &[] };
    fields.get(place).map(AsRef::as_ref)
}

/// The type of the items of a list, also of one as older programs lay it out ("Backward-compatibility
/// rules" of Parquet's logical types).
fn element(schema: &Type) -> Option<&Type> {
    let is_list = schema.is_group()
        && (schema.get_basic_info().converted_type() == ConvertedType::LIST
            || matches!(schema.get_basic_info().logical_type_ref(), Some(LogicalType::List)));
    if !is_list {
        return Some(schema);
    }
    let repeated = type_at(schema, 0)?;
    let is_item = repeated.is_primitive()
        || repeated.get_fields().len() > 1
        || repeated.name() == "array"
        || repeated.name().ends_with("_tuple");
    if is_item { Some(repeated) } else { type_at(repeated, 0) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use sayso_text::Date;

    use super::super::zone::named;
    use super::*;

    #[test]
    fn moments_are_written_with_the_zone_that_the_file_states() {
        let at = |value, places, is_utc| moment(value, places, is_utc);
        assert_eq!(at(1_727_863_200_000_000_001, 9, false), "2024-10-02 10:00:00.000000001");
        assert_eq!(at(1_727_863_200_500, 3, true), "2024-10-02 10:00:00.5+00:00");
        assert_eq!(at(-1, 6, false), "1969-12-31 23:59:59.999999");
        assert_eq!(at(i64::MIN, 3, false).split(' ').count(), 2);
    }

    #[test]
    fn moments_are_in_the_local_time_of_their_column() {
        let at = |zone: &str| local(1_727_819_400_500_000, 6, &named(zone).expect("a zone"));
        assert_eq!(at("Europe/Oslo"), "2024-10-01 23:50:00.5+02:00");
        assert_eq!(at("America/New_York"), "2024-10-01 17:50:00.5-04:00");
        assert_eq!(at("+05:30"), "2024-10-02 03:20:00.5+05:30");
        assert_eq!(at("-0930"), "2024-10-01 12:20:00.5-09:30");
        assert!(["no/where", "", "+", "+aa", "é"].iter().all(|name| named(name).is_none()));
        let end = local(i64::MAX, 3, &named("Asia/Tokyo").expect("a zone"));
        assert_eq!(end, moment(i64::MAX, 3, true));
    }

    #[test]
    fn spans_ids_and_bytes_have_their_forms() {
        let bytes = [1, 0, 0, 0, 2, 0, 0, 0, 0xdc, 5, 0, 0];
        assert_eq!(interval(&bytes), "P1M2DT1.5S");
        assert_eq!(interval(b"\x01"), "P0M0DT0S");
        let id: Vec<u8> = (0..16).collect();
        assert_eq!(uuid(&id), "00010203-0405-0607-0809-0a0b0c0d0e0f");
        assert_eq!(time(3_600_000_001, 6), "01:00:00.000001");
    }

    proptest! {
        #[test]
        fn every_day_of_the_calendar_is_written(days in -10_000..80_000_i32) {
            let date: Date = day(days.into()).parse().expect("a day");
            prop_assert_eq!(date.days_since_1970(), days);
        }
    }
}
