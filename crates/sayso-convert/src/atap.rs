//! The table of the ATAP Quotation Tool: the Gender Gap Tracker's columns, with the text that each
//! quote comes from and the named entities in speaker and quote.
//!
//! Also read: the Gender Gap Tracker's columns alone, with a column `doc_id`.

use std::io::Write;
use std::path::Path;

use md5::{Digest as _, Md5};
use sayso_export::{Error as WriteError, Offsets, Writer, Written};
use sayso_segment::Segmenter;
use sayso_text::{Document, Statement};

use crate::draft::Drafts;
use crate::index::Index;
use crate::quotes::{Article, Marked, Quote, mentions};
use crate::table::{Documents, Row, Table as Rows};
use crate::{Error, entities};

const COLUMNS: [&str; 14] = [
    "text_id",
    "text_name",
    "quote_id",
    "quote",
    "quote_index",
    "quote_entities",
    "speaker",
    "speaker_index",
    "speaker_entities",
    "verb",
    "verb_index",
    "quote_token_count",
    "quote_type",
    "is_floating_quote",
];

/// The columns that may name the document.
const IDS: &[&str] = &["text_name", "doc_id", "text_id"];

/// Opens a workbook, which is what the tool saves, a table of any separator, JSON lines or Parquet.
fn open(path: &Path) -> Result<Rows, Error> {
    let format = sayso_read::Format::from_path(path);
    let format = format.filter(|format| *format != sayso_read::Format::Text);
    match sayso_export::Format::from_path(path) {
        Some(sayso_export::Format::Xlsx) => Rows::open_workbook(path, ("quote", IDS)),
        _ => Rows::open(path, format.or(Some(sayso_read::Format::Csv)), ("quote", IDS)),
    }
}

/// Reads the table.
pub(crate) fn read(path: &Path) -> Result<Drafts, Error> {
    let mut rows = open(path)?;
    let mut documents = Documents::of(path);
    let mut quotes: Vec<(String, Vec<Marked>)> = Vec::new();
    let mut places = std::collections::HashMap::new();
    while let Some(row) = rows.next_row() {
        let marked = row.and_then(|row| Ok((row.document.id.clone(), marked(&rows, row)?)));
        match marked {
            Err(error) => documents.fail(error),
            Ok((doc_id, marked)) => {
                let place = *places.entry(doc_id.clone()).or_insert(quotes.len());
                match quotes.get_mut(place) {
                    Some((_, of_document)) => of_document.push(marked),
                    None => quotes.push((doc_id, vec![marked])),
                }
            }
        }
    }
    for (doc_id, quotes) in quotes {
        documents.draft(&doc_id).mentions = mentions(quotes);
    }
    Ok(documents.into_drafts())
}

fn marked(rows: &Rows, row: Row) -> Result<Marked, Error> {
    let text = |column: &str| rows.cell(&row, column).to_owned();
    let index = |column: &'static str| {
        Index::parse(column, rows.cell(&row, column)).map_err(|error| error.at(row.place()))
    };
    Ok(Marked {
        place: row.place(),
        quote_index: index("quote_index")?,
        speaker: text("speaker"),
        speaker_index: index("speaker_index")?,
        verb: text("verb"),
        verb_index: index("verb_index")?,
        named: entities::speaker(rows.cell(&row, "speaker_entities")),
        quote: row.document.text,
    })
}

/// Writes the table as CSV.
pub(crate) struct Table<W: Write> {
    output: csv::Writer<W>,
    segmenter: Segmenter,
    offsets: Offsets,
    written: Written,
}

impl<W: Write> Table<W> {
    pub(crate) fn new(output: W, offsets: Offsets) -> Result<Self, WriteError> {
        let mut output = csv::Writer::from_writer(output);
        output.write_record(COLUMNS)?;
        let (segmenter, written) = (Segmenter::new(), Written::default());
        Ok(Self { output, segmenter, offsets, written })
    }
}

impl<W: Write + Send> Writer for Table<W> {
    fn write(&mut self, document: &Document, statements: &[Statement]) -> Result<(), WriteError> {
        self.written.count(statements);
        let article = Article::new(&document.text, &self.segmenter, self.offsets);
        let text_id = text_id(&document.text);
        let mut number = 0_usize;
        for statement in statements {
            let speaker = entities::of(&statement.speaker);
            for quote in article.quotes(statement) {
                let cells = cells(&quote, &speaker);
                let names = [text_id.as_str(), &document.id].map(str::to_owned);
                self.output
                    .write_record(names.into_iter().chain([number.to_string()]).chain(cells))?;
                number += 1;
            }
        }
        Ok(())
    }

    fn flush(&mut self) -> Result<(), WriteError> {
        Ok(self.output.flush()?)
    }

    fn finish(mut self: Box<Self>) -> Result<Written, WriteError> {
        self.output.flush()?;
        Ok(self.written)
    }
}

/// The columns of a quote after its names.
fn cells(quote: &Quote<'_>, speaker: &str) -> [String; 11] {
    [
        quote.quote.to_owned(),
        quote.quote_index.tuple(),
        "[]".to_owned(),
        quote.speaker.to_owned(),
        quote.speaker_index.tuple(),
        speaker.to_owned(),
        quote.verb.to_owned(),
        quote.verb_index.tuple(),
        quote.quote_token_count.to_string(),
        quote.quote_type.clone(),
        if quote.is_floating_quote { "True" } else { "False" }.to_owned(),
    ]
}

/// The tool's name of a text: the MD5 of its bytes.
fn text_id(text: &str) -> String {
    Md5::digest(text).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_named_as_the_tool_names_it() {
        // RFC 1321, appendix A.5.
        assert_eq!(text_id("abc"), "900150983cd24fb0d6963f7d28e17f72");
    }
}
