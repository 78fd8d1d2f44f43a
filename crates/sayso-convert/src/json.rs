//! Values in JSON with the lines on which they stand.

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::error::Place;
use crate::{Error, ErrorKind};

/// A value as it is written, and the line on which it begins.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Value<'t> {
    pub(crate) raw: &'t RawValue,
    pub(crate) line: u64,
}

impl<'t> Value<'t> {
    pub(crate) fn place(self) -> Place {
        Place::Line(self.line)
    }

    pub(crate) fn is_list(self) -> bool {
        self.raw.get().starts_with('[')
    }

    /// A part of the value, with its own line.
    pub(crate) fn part(self, raw: &'t RawValue) -> Self {
        let mut lines = Lines { text: self.raw.get(), byte: 0, line: self.line };
        Self { raw, line: lines.of(raw.get()) }
    }

    /// What the value holds.
    pub(crate) fn parse<T: Deserialize<'t>>(self) -> Result<T, Error> {
        serde_json::from_str(self.raw.get()).map_err(|error| not_of_the_form(error, self.line))
    }

    /// The values of a list.
    pub(crate) fn items(self) -> Result<Vec<Self>, Error> {
        let text = self.raw.get();
        let items: Vec<&'t RawValue> =
            serde_json::from_str(text).map_err(|error| not_of_the_form(error, self.line))?;
        let mut lines = Lines { text, byte: 0, line: self.line };
        Ok(items.into_iter().map(|raw| Self { raw, line: lines.of(raw.get()) }).collect())
    }
}

/// The values of a text, one after the other: one that fills the file, or one a line. After what
/// is no JSON nothing follows.
pub(crate) fn values(text: &str) -> impl Iterator<Item = Result<Value<'_>, Error>> {
    let mut stream = serde_json::Deserializer::from_str(text).into_iter::<&RawValue>();
    let mut lines = Lines { text, byte: 0, line: 1 };
    std::iter::from_fn(move || {
        Some(match stream.next()? {
            Ok(raw) => Ok(Value { raw, line: lines.of(raw.get()) }),
            Err(error) => Err(not_of_the_form(error, 1)),
        })
    })
}

/// The error of a value that begins on the line.
fn not_of_the_form(error: serde_json::Error, line: u64) -> Error {
    let within = (error.line() as u64).saturating_sub(1);
    Error::new(ErrorKind::Json(error)).at(Place::Line(line + within))
}

/// Counts the lines before the parts of a text, which are asked for in order.
struct Lines<'t> {
    text: &'t str,
    byte: usize,
    line: u64,
}

impl Lines<'_> {
    fn of(&mut self, part: &str) -> u64 {
        let byte = (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        let between = self.text.as_bytes().get(self.byte..byte).unwrap_or_default();
        self.line += between.iter().filter(|byte| **byte == b'\n').count() as u64;
        self.byte = self.byte.max(byte);
        self.line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_know_their_lines() {
        let text = "\n[\n 1,\n {\"a\":\n 2}]\n";
        let list = values(text).next().expect("a value").expect("JSON");
        assert_eq!(list.line, 2);
        let lines: Vec<u64> = list.items().expect("a list").iter().map(|item| item.line).collect();
        assert_eq!(lines, [3, 4]);
    }

    #[test]
    fn error_names_the_line_within_the_file() {
        let text = "{\"a\": 1}\n{\"a\":\n \"x\"}";
        let value = values(text).nth(1).expect("a value").expect("JSON");
        let error = value.parse::<std::collections::HashMap<String, u8>>().expect_err("no number");
        assert_eq!(error.line(), Some(3));
        let error = values("{}\n{\n").nth(1).expect("an item").expect_err("no JSON");
        assert_eq!(error.line(), Some(3));
    }

    #[test]
    fn nesting_of_any_depth_is_no_danger() {
        let deep = format!("{}{}", "[".repeat(200_000), "]".repeat(200_000));
        let value = values(&deep).next().expect("a value").expect("JSON");
        assert_eq!(value.items().expect("a list").len(), 1);
        assert!(value.parse::<Vec<Vec<u8>>>().is_err());
    }
}
