//! The zones of columns of moments.
//!
//! Parquet keeps a moment in UTC. Which zone it was in stands in a note of the file, the schema of Arrow that
//! pyarrow, pandas and Polars write, so that the day that the source states is known.

use arrow_schema::{DataType, Fields, Schema};
use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};
use parquet::arrow::parquet_to_arrow_schema;
use parquet::file::metadata::FileMetaData;

/// What the file notes of its columns; nothing where there is no note, or none that can be read.
pub(crate) struct Zones(Option<Schema>);

impl Zones {
    pub(crate) fn of(file: &FileMetaData) -> Self {
        Self(parquet_to_arrow_schema(file.schema_descr(), file.key_value_metadata()).ok())
    }

    /// The zone of a column, or of a member of it, by its name and those of the members.
    pub(crate) fn of_column<'p>(&self, path: impl Iterator<Item = &'p str>) -> Option<TimeZone> {
        let none = Fields::empty();
        let mut fields = self.0.as_ref().map_or(&none, |schema| &schema.fields);
        let mut zone = None;
        for name in path {
            let field = fields.iter().find(|field| field.name() == name)?;
            (fields, zone) = match field.data_type() {
                DataType::Struct(members) => (members, None),
                DataType::Timestamp(_, zone) => (&none, zone.as_deref()),
                _ => (&none, None),
            };
        }
        named(zone?)
    }
}

/// The zone that Arrow writes so: a name of the zone database, or its distance from UTC, `+05:30`.
pub(crate) fn named(name: &str) -> Option<TimeZone> {
    fixed(name).map(TimeZone::fixed).or_else(|| TimeZone::get(name).ok())
}

fn fixed(name: &str) -> Option<Offset> {
    let (sign, clock) = match name.split_at_checked(1)? {
        ("+", clock) => (1, clock),
        ("-", clock) => (-1, clock),
        _ => return None,
    };
    let (hours, minutes) = clock.split_once(':').or_else(|| clock.split_at_checked(2))?;
    let minutes = if minutes.is_empty() { 0 } else { minutes.parse::<i32>().ok()? };
    Offset::from_seconds(sign * (hours.parse::<i32>().ok()? * 60 + minutes) * 60).ok()
}

/// How many seconds the clocks of the zone are ahead of UTC, in seconds after 1970; nothing beyond the calendar.
pub(crate) fn ahead(zone: &TimeZone, seconds: i64) -> Option<i32> {
    Some(zone.to_offset(Timestamp::from_second(seconds).ok()?).seconds())
}
