//! The document form: one object a document, with spans and no words.

use std::path::Path;

use sayso_eval::MarkedAttribution;
use sayso_read::Format;
use sayso_text::{Speaker, SpeakerKind};
use sayso_verify::Claim;
use serde::Deserialize;

use crate::draft::{Draft, Drafts, Mention, Names};
use crate::rows::number;
use crate::table::{Row, Table};
use crate::{Error, ErrorKind};

/// An attribution of the document form: what is compared with gold, and what else is known of it.
#[derive(Deserialize)]
struct Line {
    speaker_confidence: Option<f32>,
    /// Gold files have another name for it.
    #[serde(alias = "nested_in")]
    within: Option<String>,
    #[serde(flatten)]
    marked: MarkedAttribution,
}

/// Reads one object a line. A gold document may hold its text, and then needs no other.
pub(crate) fn read(path: &Path) -> Result<Drafts, Error> {
    let mut table = Table::open(path, Some(Format::Jsonl), ("doc_id", &["attributions"]))?;
    let path = path.to_owned();
    Ok(Drafts::new(std::iter::from_fn(move || {
        let row = table.next_row()?;
        Some(row.and_then(|row| draft(&table, &row, &path)).map_err(|error| error.in_file(&path)))
    })))
}

fn draft(table: &Table, row: &Row, path: &Path) -> Result<Draft, Error> {
    let wrong = |error| Error::new(ErrorKind::Json(error)).at(row.place());
    // The list stands where a table has the name of its document.
    let lines: Vec<Line> = serde_json::from_str(&row.document.id).map_err(wrong)?;
    let mentions: Result<Vec<Mention>, Error> =
        lines.into_iter().map(|line| mention(line, row)).collect();
    Ok(Draft {
        doc_id: row.document.text.clone(),
        text: Some(table.cell(row, "text").to_owned()).filter(|text| !text.is_empty()),
        date: sayso_read::parse_date(table.cell(row, "date")),
        columns: Vec::new(),
        mentions: mentions?,
        path: path.to_owned(),
    })
}

fn mention(line: Line, row: &Row) -> Result<Mention, Error> {
    let Line { marked, speaker_confidence, within } = line;
    let speaker = marked.speaker.map(|name| Speaker::new(name, SpeakerKind::default()));
    let speaker = match (speaker.unwrap_or_default(), speaker_confidence) {
        (speaker, Some(confidence)) => speaker.with_confidence(confidence),
        (speaker, None) => speaker,
    };
    #[expect(clippy::cast_possible_truncation, reason = "a share needs no more than seven digits")]
    let confidence = marked.confidence.map(|share| share as f32);
    Ok(Mention {
        place: row.place(),
        number: number(&marked.id),
        names: Names { own: marked.id, within: within.unwrap_or_default() },
        source: claim("source", &marked.source, row)?,
        cue: claim("cue", &marked.cue, row)?,
        content: claim("content", &marked.content, row)?,
        speaker: Some(speaker),
        // Gold files have the kind of the speaker there.
        kind: marked.kind.and_then(|name| name.parse().ok()),
        attribution_type: marked.attribution_type.and_then(|name| name.parse().ok()),
        confidence,
    })
}

fn claim(field: &'static str, spans: &[[i64; 2]], row: &Row) -> Result<Vec<Claim>, Error> {
    let wrong = |span: &[i64; 2]| {
        Error::value(field, &format!("{span:?}"), "two offsets in order").at(row.place())
    };
    let span = |span: &[i64; 2]| match span.map(usize::try_from) {
        [Ok(start), Ok(end)] if start <= end => Ok([start, end]),
        _ => Err(wrong(span)),
    };
    let spans: Result<Vec<[usize; 2]>, Error> = spans.iter().map(span).collect();
    Ok(vec![Claim::Spans(spans?)])
}
