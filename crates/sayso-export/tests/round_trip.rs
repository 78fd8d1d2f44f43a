//! What is written reads back: by the libraries that other programs use, for any text.

#![expect(clippy::expect_used, reason = "what goes wrong here fails the test")]

mod any;

use proptest::prelude::*;
use sayso_export::{Cells, Format, Offsets, Options, SPAN_SEPARATOR, Table};
use sayso_text::{Document, Statement};

use any::{any_document, options, statement, written};

fn rows(document: &(Document, Vec<Statement>)) -> Vec<Vec<String>> {
    let table = Table::new(&options());
    let cells = |row: sayso_export::Row<'_>| row.cells().map(|cell| cell.text().into()).collect();
    table.rows(&document.0, &document.1).map(cells).collect()
}

/// The text between two offsets in code points.
fn characters(text: &str, start: &str, end: &str) -> String {
    let (start, end): (usize, usize) = (start.parse().expect("start"), end.parse().expect("end"));
    text.chars().skip(start).take(end - start).collect()
}

proptest! {
    #[test]
    fn separated_values_read_back_as_the_same_rows(document in any_document()) {
        for (format, delimiter) in [(Format::Csv, b','), (Format::Tsv, b'\t')] {
            let bytes = written(format, &options(), &document);
            let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(&*bytes);
            let read: Vec<Vec<String>> =
                reader.records().map(|record| record.expect("a record").iter().map(str::to_owned).collect()).collect();
            prop_assert_eq!(read, rows(&document));
        }
    }

    #[test]
    fn json_lines_read_back_as_the_same_rows(document in any_document()) {
        let bytes = written(Format::Jsonl, &options(), &document);
        let lines = serde_json::Deserializer::from_slice(&bytes).into_iter::<serde_json::Value>();
        for (line, row) in lines.zip(rows(&document)) {
            let line = line.expect("an object");
            prop_assert_eq!(line["content"].as_str(), Some(&*row[5]));
            prop_assert_eq!(line["content_start"].to_string(), row[12].clone());
            prop_assert_eq!(line["title"].as_str(), Some(&*row[18]));
        }
    }

    #[test]
    fn text_at_the_offsets_is_the_text_of_the_row(document in any_document()) {
        for (row, statement) in rows(&document).iter().zip(&document.1) {
            let text = &document.0.text;
            prop_assert_eq!(characters(text, &row[16], &row[17]), row[4].clone());
            if statement.attribution.source.is_some() {
                prop_assert_eq!(characters(text, &row[14], &row[15]), row[3].clone());
            }
            let content = characters(text, &row[12], &row[13]);
            for part in row[5].split(SPAN_SEPARATOR) {
                prop_assert!(content.contains(part));
            }
        }
    }

    #[test]
    fn utf_16_offsets_hold_for_programs_that_count_so(document in any_document()) {
        let mut options = options();
        options.offsets = Offsets::Utf16;
        let units: Vec<u16> = document.0.text.encode_utf16().collect();
        let bytes = written(Format::Jsonl, &options, &document);
        let lines = serde_json::Deserializer::from_slice(&bytes).into_iter::<serde_json::Value>();
        for line in lines {
            let line = line.expect("an object");
            let end = |name: &str| usize::try_from(line[name].as_u64().expect("a number")).expect("small");
            let cue = String::from_utf16(&units[end("cue_start")..end("cue_end")]);
            prop_assert_eq!(line["cue"].as_str().map(str::to_owned), cue.ok());
        }
    }

    #[test]
    fn no_cell_for_a_spreadsheet_begins_as_a_formula(document in any_document()) {
        let mut options = options();
        options.cells = Cells::Spreadsheet;
        let bytes = written(Format::Csv, &options, &document);
        for record in csv::Reader::from_reader(&*bytes).records() {
            for cell in &record.expect("a record") {
                prop_assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']), "{:?}", cell);
            }
        }
    }

    #[test]
    fn every_format_takes_any_text(document in any_document(), width in 0..200_usize) {
        for format in Format::ALL {
            let mut options = options();
            options.width = width;
            written(*format, &options, &document);
        }
    }
}

/// An output that takes a number of bytes and then fails.
struct Full(usize);

impl std::io::Write for Full {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        if self.0 < bytes.len() {
            return Err(std::io::ErrorKind::StorageFull.into());
        }
        self.0 -= bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn full_disk_is_an_error_at_the_latest_at_the_end() {
    let text = "Rain is likely.";
    let document = (Document::new("id", text), vec![statement(text, 1, &[0; 8])]);
    for format in Format::ALL {
        let finish = || -> Result<_, sayso_export::Error> {
            let mut writer = format.writer(Full(40), &Options::default())?;
            writer.write(&document.0, &document.1)?;
            writer.finish()
        };
        assert!(finish().is_err(), "{format}");
    }
}
