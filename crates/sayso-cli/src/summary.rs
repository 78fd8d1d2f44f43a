//! The counts of a run as JSON.

use std::fs;
use std::path::Path;
use std::time::Duration;

use anyhow::Context as _;
use sayso::Summary;
use sayso::text::{AttributionType, Kind};
use serde_json::{Map, json};

use crate::output::cannot_be_written;

/// Writes the counts to a file.
pub(crate) fn write(path: &Path, summary: &Summary, time: Duration) -> anyhow::Result<()> {
    let kinds: Map<_, _> = Kind::ALL
        .iter()
        .map(|kind| (kind.name().to_owned(), summary.of_kind(*kind).into()))
        .collect();
    let types: Map<_, _> = AttributionType::ALL
        .iter()
        .map(|found| (found.name().to_owned(), summary.of_type(*found).into()))
        .collect();
    let counts = json!({
        "version": env!("CARGO_PKG_VERSION"),
        "articles": summary.documents,
        "failed": summary.failed,
        "warnings": summary.warnings,
        "bytes": summary.bytes,
        "words": summary.words,
        "statements": summary.statements,
        "kinds": kinds,
        "attribution_types": types,
        "seconds": time.as_secs_f64(),
    });
    fs::write(path, format!("{counts:#}\n")).with_context(|| cannot_be_written(path))
}
