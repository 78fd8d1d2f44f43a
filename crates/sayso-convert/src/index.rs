//! Pairs of offsets as the Gender Gap Tracker writes them: `(4,12)`.

use std::fmt;

use serde::de::{Deserializer, Error as _, SeqAccess, Visitor};
use serde::{Deserialize, Serialize, Serializer};

use crate::Error;

const EXPECTED: &str = "two offsets, as \"(4,12)\"";

/// Two offsets, or none. An empty cell and `(0,0)` stand for none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Index(pub(crate) Option<(usize, usize)>);

impl Index {
    /// Reads `(4,12)`, `(4, 12)` or `[4, 12]`.
    pub(crate) fn parse(field: &'static str, cell: &str) -> Result<Self, Error> {
        parsed(cell).ok_or_else(|| Error::value(field, cell, EXPECTED))
    }

    /// The pair as Python prints a tuple, `(0, 0)` for none.
    pub(crate) fn tuple(self) -> String {
        let (start, end) = self.0.unwrap_or_default();
        format!("({start}, {end})")
    }
}

fn parsed(cell: &str) -> Option<Index> {
    let cell = cell.trim();
    if cell.is_empty() {
        return Some(Index(None));
    }
    let inner = cell.strip_prefix(['(', '['])?.strip_suffix([')', ']'])?;
    let (start, end) = inner.split_once(',')?;
    Some(pair(start.trim().parse().ok()?, end.trim().parse().ok()?))
}

fn pair(start: usize, end: usize) -> Index {
    Index(Some((start, end)).filter(|ends| *ends != (0, 0)))
}

impl Serialize for Index {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Some((start, end)) => serializer.collect_str(&format_args!("({start},{end})")),
            None => serializer.serialize_str(""),
        }
    }
}

impl<'de> Deserialize<'de> for Index {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Pair)
    }
}

struct Pair;

impl<'de> Visitor<'de> for Pair {
    type Value = Index;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(EXPECTED)
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Index, E> {
        parsed(text).ok_or_else(|| E::invalid_value(serde::de::Unexpected::Str(text), &self))
    }

    fn visit_unit<E>(self) -> Result<Index, E> {
        Ok(Index(None))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Index, A::Error> {
        let (start, end) = (list.next_element()?, list.next_element()?);
        let none = list.next_element::<usize>()?.is_none();
        match (start, end) {
            (Some(start), Some(end)) if none => Ok(pair(start, end)),
            _ => Err(A::Error::invalid_length(0, &self)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_read_as_json_and_python_write_them() {
        for json in ["\"(4,12)\"", "\"(4, 12)\"", "[4, 12]"] {
            let index: Index = serde_json::from_str(json).expect("two offsets");
            assert_eq!(index, Index(Some((4, 12))), "{json}");
        }
        for json in ["\"\"", "\"(0,0)\"", "null", "[0, 0]"] {
            assert_eq!(serde_json::from_str::<Index>(json).expect("none"), Index(None), "{json}");
        }
    }

    #[test]
    fn what_is_no_pair_is_refused() {
        for json in ["\"(4\"", "\"4,12\"", "\"(a,b)\"", "[4]", "[4, 12, 13]", "\"(-1,3)\"", "5"] {
            assert!(serde_json::from_str::<Index>(json).is_err(), "{json}");
        }
        let error = Index::parse("verb_index", "(4;5)").expect_err("no pair");
        assert_eq!(error.to_string(), "verb_index is \"(4;5)\", not two offsets, as \"(4,12)\"");
    }

    #[test]
    fn pairs_are_written_as_both_tools_do() {
        let index = Index(Some((4, 12)));
        assert_eq!(serde_json::to_string(&index).expect("JSON"), "\"(4,12)\"");
        assert_eq!((index.tuple().as_str(), Index(None).tuple().as_str()), ("(4, 12)", "(0, 0)"));
    }
}
