//! What a reader puts in the place of what the table has.

use std::fmt;

use sayso_export::{Offsets, SPAN_SEPARATOR};
use sayso_text::{AttributionType, Kind, SpeakerKind};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Words of the article with their offsets, in the unit of the table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// Where they begin.
    pub start: usize,
    /// Where they end.
    pub end: usize,
    /// The words as they stand there.
    pub text: String,
}

/// What is otherwise than the table has it; what is absent stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Change {
    /// Who speaks; empty for nobody.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub speaker: Option<String>,
    /// What the speaker is, where it is known.
    #[serde(skip_serializing_if = "Option::is_none", with = "named")]
    pub speaker_kind: Option<SpeakerKind>,
    /// The role of the speaker, where it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub speaker_role: Option<String>,
    /// The source; an empty list for none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Vec<Piece>>,
    /// The cue; an empty list for none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cue: Option<Vec<Piece>>,
    /// The content, one piece or several in text order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content: Option<Vec<Piece>>,
    /// Whether the content is quoted.
    #[serde(skip_serializing_if = "Option::is_none", with = "named")]
    pub kind: Option<Kind>,
    /// What the cue does with the content.
    #[serde(skip_serializing_if = "Option::is_none", with = "named")]
    pub attribution_type: Option<AttributionType>,
    /// The paragraph of the content, counted from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paragraph: Option<usize>,
    /// The sentence of the content within the article, counted from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sentence: Option<usize>,
    /// The statement in whose content this one stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub within: Option<String>,
}

impl Change {
    /// Whether nothing is changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// What is wrong with it, where it cannot stand in a table.
    pub(crate) fn fault(&self) -> Option<String> {
        let words = [("source", &self.source), ("cue", &self.cue), ("content", &self.content)];
        let wrong =
            |(name, pieces): (&str, &Option<Vec<Piece>>)| of_pieces(name, pieces.as_deref()?);
        words.into_iter().find_map(wrong)
    }

    /// Whether source, cue or content are others than the table has.
    #[must_use]
    pub fn moves_edges(&self) -> bool {
        self.source.is_some() || self.cue.is_some() || self.content.is_some()
    }
}

/// What is wrong with pieces, which stand in the order of the text.
fn of_pieces(name: &str, pieces: &[Piece]) -> Option<String> {
    let mut last = 0;
    for Piece { start, end, .. } in pieces {
        if start >= end {
            return Some(format!(
                "its {name} goes from {start} to {end}; an end comes after its start"
            ));
        }
        if *start < last {
            return Some(format!(
                "its {name} has a piece from {start} on, before the end of the one before, {last}; pieces \
                 stand in the order of the text"
            ));
        }
        last = *end;
    }
    None
}

/// The words of pieces as one cell, and their outer ends.
pub(crate) fn joined(pieces: &[Piece]) -> Option<(String, usize, usize)> {
    let (first, last) = (pieces.first()?, pieces.last()?);
    let words: Vec<&str> = pieces.iter().map(|piece| &*piece.text).collect();
    Some((words.join(SPAN_SEPARATOR), first.start, last.end))
}

/// Values that have a name in every output.
mod named {
    use super::{Deserialize, Deserializer, Serializer, fmt};

    pub(super) fn serialize<T: fmt::Display, S: Serializer>(
        value: &Option<T>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        match value {
            Some(value) => serializer.collect_str(value),
            None => serializer.serialize_none(),
        }
    }

    pub(super) fn deserialize<'d, T, D>(deserializer: D) -> Result<Option<T>, D::Error>
    where
        T: std::str::FromStr<Err: fmt::Display>,
        D: Deserializer<'d>,
    {
        let name: Option<String> = Option::deserialize(deserializer)?;
        let value = name.map(|name| name.parse().map_err(serde::de::Error::custom));
        value.transpose()
    }
}

/// The unit of offsets, by its name.
pub(crate) mod unit {
    use super::{Deserialize, Deserializer, Offsets, Serializer};

    pub(crate) fn serialize<S: Serializer>(unit: &Offsets, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(unit.name())
    }

    pub(crate) fn deserialize<'d, D: Deserializer<'d>>(from: D) -> Result<Offsets, D::Error> {
        let name = String::deserialize(from)?;
        name.parse().map_err(serde::de::Error::custom)
    }
}
