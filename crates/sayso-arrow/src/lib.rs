//! Columns of Arrow as texts.
//!
//! Stands beside the readers: Parquet files and the tables that Python gives are both Arrow, and an id
//! or a date must read the same from either.
//!
//! ```
//! use arrow_array::{ArrayRef, TimestampMicrosecondArray};
//! use arrow_schema::Field;
//! use std::sync::Arc;
//!
//! let times = TimestampMicrosecondArray::from(vec![0]).with_timezone("+02:00");
//! let times: ArrayRef = Arc::new(times);
//! let field = Field::new("seen", times.data_type().clone(), true);
//! assert_eq!(sayso_arrow::cell(&field, &times, 0).as_deref(), Some("1970-01-01 02:00:00+02:00"));
//! ```
//!
//! Always: nothing is lost (numbers to their last figure, times to their unit and with the zone that
//! the column states, or none where it states none) and nothing fails: a value that has no other form
//! is written in hexadecimal figures. What is nested is JSON. A missing value is `None`.
//!
//! Does not: use the casts of Arrow (`arrow-cast`, `arrow-json`), which write structs as nothing can
//! read them back, and bring a parser of numbers that is not needed.

mod cell;
mod json;
mod runs;
mod strings;
mod time;
mod value;

pub use cell::cell;
pub use json::json;
pub use strings::{Strings, is_text};
pub use value::is_uuid;
