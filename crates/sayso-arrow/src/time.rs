//! Days, times and spans of time.

use arrow_array::cast::AsArray as _;
use arrow_array::temporal_conversions::as_datetime;
use arrow_array::timezone::Tz;
use arrow_array::types::{
    ArrowTimestampType, DurationMicrosecondType, DurationMillisecondType, DurationNanosecondType,
    DurationSecondType, IntervalDayTimeType, IntervalMonthDayNanoType, IntervalYearMonthType,
    TimestampMicrosecondType, TimestampMillisecondType, TimestampNanosecondType,
    TimestampSecondType,
};
use arrow_array::{Array, ArrayRef, downcast_temporal_array};
use arrow_schema::{DataType, IntervalUnit, TimeUnit};

/// The value as a text: `2024-10-02`, `2024-10-02 10:00:00.5`, and with its distance from UTC where
/// the column has a zone, in the local time of that zone.
pub(crate) fn cell(column: &ArrayRef, row: usize) -> Option<String> {
    match column.data_type() {
        DataType::Timestamp(unit, zone) => {
            let zone = zone.as_deref();
            match unit {
                TimeUnit::Second => moment::<TimestampSecondType>(column, row, zone),
                TimeUnit::Millisecond => moment::<TimestampMillisecondType>(column, row, zone),
                TimeUnit::Microsecond => moment::<TimestampMicrosecondType>(column, row, zone),
                TimeUnit::Nanosecond => moment::<TimestampNanosecondType>(column, row, zone),
            }
        }
        DataType::Duration(unit) => Some(duration(column, row, *unit)),
        DataType::Interval(unit) => Some(interval(column, row, *unit)),
        _ => day_or_time(column, row),
    }
}

fn moment<T: ArrowTimestampType>(
    column: &ArrayRef,
    row: usize,
    zone: Option<&str>,
) -> Option<String> {
    let value = column.as_primitive::<T>().value(row);
    // What lies beyond the calendar stays the number that it is.
    let Some(time) = as_datetime::<T>(value) else { return Some(value.to_string()) };
    Some(match zone.map(str::parse::<Tz>) {
        None => time.format(WRITTEN).to_string(),
        Some(Ok(zone)) => time.and_utc().with_timezone(&zone).format(WITH_ZONE).to_string(),
        // A zone that nobody knows: the moment is right in any.
        Some(Err(_)) => time.and_utc().format(WITH_ZONE).to_string(),
    })
}

const WRITTEN: &str = "%Y-%m-%d %H:%M:%S%.f";
const WITH_ZONE: &str = "%Y-%m-%d %H:%M:%S%.f%:z";

fn day_or_time(column: &ArrayRef, row: usize) -> Option<String> {
    let is_time = matches!(column.data_type(), DataType::Time32(_) | DataType::Time64(_));
    let column: &dyn Array = column;
    downcast_temporal_array!(
        column => {
            if is_time {
                column.value_as_time(row).map(|time| time.format("%H:%M:%S%.f").to_string())
            } else {
                column.value_as_date(row).map(|day| day.to_string())
            }
        }
        _ => None,
    )
}

/// As ISO 8601 writes it, in seconds.
fn duration(column: &ArrayRef, row: usize, unit: TimeUnit) -> String {
    let (value, places) = match unit {
        TimeUnit::Second => (column.as_primitive::<DurationSecondType>().value(row), 0),
        TimeUnit::Millisecond => (column.as_primitive::<DurationMillisecondType>().value(row), 3),
        TimeUnit::Microsecond => (column.as_primitive::<DurationMicrosecondType>().value(row), 6),
        TimeUnit::Nanosecond => (column.as_primitive::<DurationNanosecondType>().value(row), 9),
    };
    format!("PT{}S", seconds(value, places))
}

/// A number of so many decimal places, without zeros at its end.
fn seconds(value: i64, places: u32) -> String {
    let one = 10_u64.pow(places);
    let (whole, part) = (value.unsigned_abs() / one, value.unsigned_abs() % one);
    let sign = if value < 0 { "-" } else { "" };
    let width = places as usize;
    let part = format!("{part:0width$}");
    match part.trim_end_matches('0') {
        "" => format!("{sign}{whole}"),
        part => format!("{sign}{whole}.{part}"),
    }
}

/// As ISO 8601 writes it, months, days and seconds apart, because none is so many of another.
fn interval(column: &ArrayRef, row: usize, unit: IntervalUnit) -> String {
    match unit {
        IntervalUnit::YearMonth => {
            format!("P{}M", column.as_primitive::<IntervalYearMonthType>().value(row))
        }
        IntervalUnit::DayTime => {
            let found = column.as_primitive::<IntervalDayTimeType>().value(row);
            format!("P{}DT{}S", found.days, seconds(found.milliseconds.into(), 3))
        }
        IntervalUnit::MonthDayNano => {
            let found = column.as_primitive::<IntervalMonthDayNanoType>().value(row);
            format!("P{}M{}DT{}S", found.months, found.days, seconds(found.nanoseconds, 9))
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use arrow_array::{
        Date32Array, DurationMillisecondArray, Time64MicrosecondArray, TimestampMicrosecondArray,
        TimestampNanosecondArray, TimestampSecondArray,
    };

    use super::*;

    fn of(column: impl Array + 'static) -> String {
        let column: ArrayRef = Arc::new(column);
        cell(&column, 0).expect("a value")
    }

    #[test]
    fn moment_without_a_zone_gets_none() {
        assert_eq!(of(TimestampSecondArray::from(vec![1_727_863_200])), "2024-10-02 10:00:00");
        let nanoseconds = TimestampNanosecondArray::from(vec![1_727_863_200_000_000_001]);
        assert_eq!(of(nanoseconds), "2024-10-02 10:00:00.000000001");
        assert_eq!(of(TimestampSecondArray::from(vec![i64::MAX])), i64::MAX.to_string());
    }

    #[test]
    fn moment_is_in_the_local_time_of_its_zone() {
        let of_zone = |zone: &str| {
            of(TimestampMicrosecondArray::from(vec![1_727_819_400_500_000]).with_timezone(zone))
        };
        assert_eq!(of_zone("UTC"), "2024-10-01 21:50:00.500+00:00");
        assert_eq!(of_zone("Europe/Oslo"), "2024-10-01 23:50:00.500+02:00");
        assert_eq!(of_zone("+05:30"), "2024-10-02 03:20:00.500+05:30");
        assert_eq!(of_zone("no/where"), "2024-10-01 21:50:00.500+00:00");
    }

    #[test]
    fn days_times_and_spans_are_written_as_iso_has_them() {
        assert_eq!(of(Date32Array::from(vec![19_998])), "2024-10-02");
        assert_eq!(of(Time64MicrosecondArray::from(vec![3_600_000_001])), "01:00:00.000001");
        assert_eq!(of(DurationMillisecondArray::from(vec![-1_500])), "PT-1.5S");
    }
}
