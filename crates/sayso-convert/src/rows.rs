//! sayso's own rows, as CSV, TSV, JSON lines, Parquet or a workbook.

use std::path::Path;

use sayso_export::{COLUMNS, Format, LAST_COLUMNS};
use sayso_text::{AttributionType, Kind, Speaker, SpeakerKind};
use sayso_verify::Claim;

use crate::draft::{Drafts, Mention, Names, words};
use crate::table::{Documents, Row, Table};
use crate::{Error, ErrorKind, Form};

/// Reads a table of rows; further columns go along with the document.
pub(crate) fn read(path: &Path, format: Format) -> Result<Drafts, Error> {
    let mut table = open(path, format)?;
    let others = others(&table);
    let mut documents = Documents::of(path);
    while let Some(row) = table.next_row() {
        match row {
            Err(error) => documents.fail(error),
            Ok(row) => {
                let draft = documents.draft(&row.document.id);
                if draft.mentions.is_empty() {
                    draft.date = row.document.date;
                    let cell = |place: usize| row.document.columns.get(place).cloned();
                    draft.columns =
                        others.iter().map(|(place, _)| cell(*place).unwrap_or_default()).collect();
                }
                documents.add(&row.document.id, mention(&table, &row));
            }
        }
    }
    let names = others.into_iter().map(|(_, name)| name).collect();
    Ok(documents.into_drafts().with_columns(names))
}

/// Opens a table of rows.
pub(crate) fn open(path: &Path, format: Format) -> Result<Table, Error> {
    let columns: (&str, &[&str]) = ("content", &["doc_id"]);
    match format {
        Format::Xlsx => Table::open_workbook(path, columns),
        format => Table::open(path, Some(read_format(format)?), columns),
    }
}

/// The columns that are not of sayso's own, with their places.
pub(crate) fn others(table: &Table) -> Vec<(usize, String)> {
    let is_own = |name: &str| COLUMNS.contains(&name) || LAST_COLUMNS.contains(&name);
    let columns = table.columns().iter().cloned().enumerate();
    columns.filter(|(_, name)| !is_own(name.trim())).collect()
}

fn read_format(format: Format) -> Result<sayso_read::Format, Error> {
    Ok(match format {
        // A separator other than the name says is told by the header.
        Format::Csv | Format::Tsv => sayso_read::Format::Csv,
        Format::Jsonl => sayso_read::Format::Jsonl,
        Format::Parquet => sayso_read::Format::Parquet,
        other => return Err(Error::new(ErrorKind::WriteOnly(Form::Own(other)))),
    })
}

/// The statement of a row.
pub(crate) fn mention(table: &Table, row: &Row) -> Result<Mention, Error> {
    let claim = |text: &str, start, end| -> Result<Vec<Claim>, Error> {
        let ends = offset(table, row, start)?.zip(offset(table, row, end)?);
        Ok(vec![words(text.to_owned(), ends)])
    };
    let text = |column: &str| table.cell(row, column);
    Ok(Mention {
        place: row.place(),
        number: number(text("statement_id")),
        names: Names {
            own: text("statement_id").trim().to_owned(),
            within: text("within").trim().to_owned(),
        },
        source: claim(text("source"), "source_start", "source_end")?,
        cue: claim(text("cue"), "cue_start", "cue_end")?,
        content: claim(&row.document.text, "content_start", "content_end")?,
        speaker: Some(speaker(table, row)?),
        kind: table.value::<Kind>(row, "kind", "direct, indirect or mixed")?,
        attribution_type: table.value::<AttributionType>(
            row,
            "attribution_type",
            "communication, attitude, factive or control",
        )?,
        confidence: table.value(row, "confidence", "a number from 0 to 1")?,
    })
}

fn offset(table: &Table, row: &Row, column: &'static str) -> Result<Option<usize>, Error> {
    let cell = table.cell(row, column).trim();
    if cell.is_empty() {
        return Ok(None);
    }
    let wrong = || Error::value(column, cell, "an offset").at(row.place());
    sayso_verify::offset(cell).map(Some).ok_or_else(wrong)
}

fn speaker(table: &Table, row: &Row) -> Result<Speaker, Error> {
    let kind: Option<SpeakerKind> = table.value(
        row,
        "speaker_kind",
        "person, organisation, document, group, nameless or none",
    )?;
    let speaker = Speaker::new(table.cell(row, "speaker"), kind.unwrap_or_default())
        .with_role(table.cell(row, "speaker_role"));
    let confidence = table.value(row, "speaker_confidence", "a number from 0 to 1")?;
    Ok(match confidence {
        Some(confidence) => speaker.with_confidence(confidence),
        None => speaker,
    })
}

/// The number of `S3`.
pub(crate) fn number(id: &str) -> Option<usize> {
    id.trim().strip_prefix('S')?.parse().ok().filter(|number| *number > 0)
}
