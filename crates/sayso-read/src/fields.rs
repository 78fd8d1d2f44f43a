//! The fields of an object of JSON, as they are written.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

/// The fields of an object in the order in which they are written.
pub(crate) struct Fields<'a>(pub(crate) Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Fields<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut fields = Fields(Vec::new());
        deserializer.deserialize_map(Collector(&mut fields))?;
        Ok(fields)
    }
}

impl<'a> Fields<'a> {
    /// The fields up to the end of the line or to where it stops being an object.
    pub(crate) fn of_prefix(line: &'a str) -> Vec<(String, &'a RawValue)> {
        let mut fields = Fields(Vec::new());
        let mut deserializer = serde_json::Deserializer::from_str(line);
        // What is wrong with the line is reported when it is read as a record.
        let _ = deserializer.deserialize_map(Collector(&mut fields));
        fields.0
    }
}

struct Collector<'f, 'a>(&'f mut Fields<'a>);

impl<'de> Visitor<'de> for Collector<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(field) = map.next_entry()? {
            self.0.0.push(field);
        }
        Ok(())
    }
}
