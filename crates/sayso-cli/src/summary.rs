//! The counts of a run as JSON.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::Duration;

use anyhow::Context as _;
use sayso::Summary;
use sayso::text::{AttributionType, Kind};
use serde_json::{Map, Value, json};

use crate::beside::cannot_be_written;

/// Writes the counts to a file, with that of the articles whose id an earlier one has.
pub(crate) fn write(
    path: &Path,
    summary: &Summary,
    repeated: u64,
    time: Duration,
) -> anyhow::Result<()> {
    let mut counts = to_json(summary);
    counts.insert("repeated_doc_ids".to_owned(), repeated.into());
    let seconds = time.as_secs_f64();
    counts.insert("version".to_owned(), env!("CARGO_PKG_VERSION").into());
    counts.insert("seconds".to_owned(), seconds.into());
    if seconds > 0.0 {
        counts.insert("words_per_second".to_owned(), (summary.words as f64 / seconds).into());
    }
    let counts = Value::Object(counts);
    fs::write(path, format!("{counts:#}\n")).with_context(|| cannot_be_written(path))
}

/// The counts.
pub(crate) fn to_json(summary: &Summary) -> Map<String, Value> {
    let kinds = Kind::ALL.iter().map(|kind| (kind.name().to_owned(), summary.of_kind(*kind)));
    let types = AttributionType::ALL.iter();
    let types = types.map(|found| (found.name().to_owned(), summary.of_type(*found)));
    let counts = json!({
        "articles": summary.documents,
        "empty": summary.empty,
        "failed": summary.failed,
        "warnings": summary.warnings,
        "bytes": summary.bytes,
        "words": summary.words,
        "statements": summary.statements,
        "speakers": summary.speakers,
        "kinds": kinds.collect::<BTreeMap<_, _>>(),
        "attribution_types": types.collect::<BTreeMap<_, _>>(),
    });
    match counts {
        Value::Object(counts) => counts,
        _ => Map::new(),
    }
}

/// The counts back; `None` where one is missing.
pub(crate) fn from_json(counts: &Value) -> Option<Summary> {
    let number = |value: &Value| value.as_u64().and_then(|number| usize::try_from(number).ok());
    let mut summary = Summary::default();
    summary.documents = number(&counts["articles"])?;
    summary.empty = number(&counts["empty"])?;
    summary.failed = number(&counts["failed"])?;
    summary.warnings = number(&counts["warnings"])?;
    summary.bytes = counts["bytes"].as_u64()?;
    summary.words = counts["words"].as_u64()?;
    summary.statements = number(&counts["statements"])?;
    summary.speakers = number(&counts["speakers"])?;
    for kind in Kind::ALL {
        *summary.of_kind_mut(*kind) = number(&counts["kinds"][kind.name()])?;
    }
    for found in AttributionType::ALL {
        *summary.of_type_mut(*found) = number(&counts["attribution_types"][found.name()])?;
    }
    Some(summary)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_read_back() {
        let mut summary = Summary::default();
        (summary.documents, summary.words, summary.speakers) = (3, 400, 2);
        summary.empty = 1;
        *summary.of_kind_mut(Kind::Mixed) = 5;
        *summary.of_type_mut(AttributionType::Factive) = 6;
        assert_eq!(from_json(&Value::Object(to_json(&summary))), Some(summary));
        assert_eq!(from_json(&Value::Null), None);
    }
}
