//! Tables of separated values (RFC 4180), record by record.
//!
//! Records are parsed as bytes and decoded cell by cell: all encodings but UTF-16 keep commas and
//! quotation marks as they are in ASCII, and a table that was joined from two sources may change
//! its encoding from record to record.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use csv::{ByteRecord, ErrorKind as CsvError, ReaderBuilder};
use sayso_text::Document;

use crate::columns::{Layout, distinct};
use crate::dates::Dates;
use crate::encoding::{decode_field, looks_binary};
use crate::escapes::{has_escapes, unescaped};
use crate::marks::{Loose, Marks, Unclosed, are_text};
use crate::markup::{has_references, plain};
use crate::reader::{Origin, Reader};
use crate::source::Peeked;
use crate::{Error, ErrorKind, Format, Options, Position};

/// The bytes that are read at a time: most tables are larger than most buffers.
const BUFFER: usize = 64 * 1024;

/// Reads a table whose first record is its header.
pub(crate) struct Table {
    records: csv::Reader<Marks<Metered>>,
    unclosed: Unclosed,
    loose: Loose,
    /// The place of the first record with a cell that goes on behind its closing mark.
    first_loose: Option<Position>,
    /// Texts with references to characters.
    references: u64,
    /// Cells are written with backslashes for tabs and line breaks.
    has_escapes: bool,
    /// A line before the header tells the delimiter.
    is_told: bool,
    meter: Meter,
    record: ByteRecord,
    header: Vec<String>,
    layout: Layout,
    dates: Dates,
    names: Vec<String>,
    origin: Origin,
    limit: u64,
    count: u64,
    ended: bool,
}

impl Table {
    /// Reads the header and finds the columns that have a meaning.
    pub(crate) fn new(
        source: Peeked,
        format: Format,
        origin: Origin,
        options: &Options,
    ) -> Result<Self, Error> {
        if looks_binary(source.start()) {
            return Err(Error::new(ErrorKind::Binary));
        }
        let mut source = source.into_ascii_compatible()?;
        let told = told_delimiter(source.start());
        if let Some((_, length)) = told {
            io::copy(&mut source.by_ref().take(length), &mut io::sink())?;
        }
        let length = told.map_or(0, |(_, length)| length);
        let start = source.start().get(usize::try_from(length).unwrap_or(0)..).unwrap_or_default();
        let start = start.to_vec();
        let delimiter = match told {
            _ if format == Format::Tsv => b'\t',
            Some((delimiter, _)) => delimiter,
            None => delimiter(&start),
        };
        let meter = Meter::new(options);
        let source = Metered { source, meter: meter.clone() };
        let has_marks = !(matches!(delimiter, b'\t' | b'|' | b'^') && are_text(&start, delimiter));
        let source =
            if has_marks { Marks::new(source, delimiter, &start) } else { Marks::passing(source) };
        let (unclosed, loose) = (source.unclosed(), source.loose());
        let mut records = ReaderBuilder::new()
            .delimiter(delimiter)
            .quoting(has_marks)
            .flexible(true)
            .buffer_capacity(BUFFER)
            .from_reader(source);
        let header = records.byte_headers().map_err(failure)?;
        let header = distinct(header.iter().map(decode_field));
        let ended = header.is_empty();
        let layout = if ended { empty_layout() } else { Layout::new(&header, options)? };
        Ok(Self {
            records,
            unclosed,
            loose,
            first_loose: None,
            references: 0,
            has_escapes: delimiter == b'\t' && has_escapes(&start),
            is_told: told.is_some(),
            meter,
            record: ByteRecord::new(),
            dates: Dates::new(options, &origin, layout.date_name(&header)),
            names: layout.other_names(&header),
            header,
            layout,
            origin,
            limit: options.max_document_bytes.unwrap_or(u64::MAX),
            count: 0,
            ended,
        })
    }

    /// Whether there is not even a header.
    #[cfg(feature = "xlsx")]
    pub(crate) fn is_empty(&self) -> bool {
        self.header.is_empty()
    }

    fn read(&mut self) -> Result<Option<Document>, Error> {
        self.meter.restart();
        if !self.records.read_byte_record(&mut self.record).map_err(failure)? {
            return Ok(None);
        }
        self.count += 1;
        if self.unclosed.is_so() {
            return Err(Error::new(ErrorKind::UnclosedMark));
        }
        if self.first_loose.is_none() && self.loose.lies_before(self.records.position().byte()) {
            self.first_loose = Some(self.here());
        }
        self.check_width()?;
        let Some(text) = self.record.get(self.layout.text) else {
            let (found, expected) = (self.record.len(), self.header.len());
            return Err(Error::new(ErrorKind::FieldCount { found, expected }));
        };
        if text.len() as u64 > self.limit {
            return Err(Error::new(ErrorKind::TooLarge { limit: self.limit }));
        }
        let text = plain(self.decoded(text));
        self.references += u64::from(has_references(&text));
        Ok(Some(self.document(text)))
    }

    /// Empty cells beyond the header are what spreadsheet programs leave; others are a sign of a
    /// record that was cut in the wrong place.
    fn check_width(&self) -> Result<(), Error> {
        let (found, expected) = (self.record.len(), self.header.len());
        if self.record.iter().skip(expected).any(|cell| !cell.is_empty()) {
            return Err(Error::new(ErrorKind::FieldCount { found, expected }));
        }
        Ok(())
    }

    fn document(&mut self, text: String) -> Document {
        let id = self.layout.id.map(|column| self.cell(column)).filter(|id| !id.is_empty());
        let date = self.layout.date.map(|column| self.cell(column)).unwrap_or_default();
        Document {
            id: id.unwrap_or_else(|| self.origin.record_id(self.count)),
            text,
            date: self.dates.read(&date),
            columns: self.layout.others.iter().map(|&column| self.cell(column)).collect(),
        }
    }

    fn cell(&self, column: usize) -> String {
        self.record.get(column).map(|cell| self.decoded(cell)).unwrap_or_default()
    }

    fn decoded(&self, cell: &[u8]) -> String {
        let text = decode_field(cell);
        if self.has_escapes { unescaped(text) } else { text }
    }

    fn here(&self) -> Position {
        let place = self.record.position();
        Position {
            record: self.count,
            line: place.map_or(0, csv::Position::line) + u64::from(self.is_told),
            byte: place.map_or(0, csv::Position::byte),
        }
    }

    fn place(&self, error: Error) -> Error {
        error.at(self.here()).in_file(&self.origin.path)
    }

    /// What is to be said of the whole table at its end: a warning at each call, until none is left.
    fn last_warning(&mut self) -> Option<Error> {
        if let Some(first) = self.first_loose.take() {
            let kind = ErrorKind::LooseMarks { count: self.loose.count() };
            return Some(Error::new(kind).at(first));
        }
        match std::mem::take(&mut self.references) {
            0 => self.dates.warning(),
            count => Some(Error::new(ErrorKind::References { count })),
        }
    }
}

impl Iterator for Table {
    type Item = Result<Document, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            let warning = self.last_warning()?;
            return Some(Err(warning.in_file(&self.origin.path)));
        }
        let document = self.read();
        // A stream that failed once fails for ever.
        self.ended = match &document {
            Ok(document) => document.is_none(),
            Err(error) => {
                matches!(error.kind(), ErrorKind::Io(_) | ErrorKind::Csv(_) | ErrorKind::Damaged(_))
            }
        };
        match document.map_err(|error| self.place(error)) {
            Ok(None) => self.next(),
            document => document.transpose(),
        }
    }
}

impl Reader for Table {
    fn columns(&self) -> &[String] {
        &self.names
    }
}

/// The bytes that may still be read for the current record. A quotation mark that is never closed
/// makes one record of the rest of the file, which may be larger than the memory.
#[derive(Clone)]
struct Meter {
    left: Arc<AtomicU64>,
    full: u64,
}

impl Meter {
    /// Room for a document and for what stands beside it.
    fn new(options: &Options) -> Self {
        const BESIDE: u64 = 1 << 20;
        let full = options.max_document_bytes.map_or(u64::MAX, |most| most.saturating_add(BESIDE));
        Self { left: Arc::new(full.into()), full }
    }

    fn restart(&self) {
        self.left.store(self.full, Ordering::Relaxed);
    }
}

/// A stream that fails where the meter has run out.
struct Metered {
    source: Peeked,
    meter: Meter,
}

impl Read for Metered {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = self.meter.left.load(Ordering::Relaxed);
        if left == 0 {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let count = self.source.read(buffer)?;
        self.meter.left.store(left.saturating_sub(count as u64), Ordering::Relaxed);
        Ok(count)
    }
}

/// The layout of a file without a header, which is an empty file.
fn empty_layout() -> Layout {
    Layout { text: 0, id: None, date: None, others: Vec::new() }
}

/// The delimiter that a line before the header tells, as Excel reads it ("sep=;"), and the length of
/// that line.
fn told_delimiter(start: &[u8]) -> Option<(u8, u64)> {
    let mark = if start.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
    let line = start.get(mark..)?.split_inclusive(|byte| *byte == b'\n').next()?;
    let text = line.trim_ascii_end();
    let text = text.strip_prefix(b"\"").and_then(|text| text.strip_suffix(b"\"")).unwrap_or(text);
    let (name, delimiter) = text.split_at_checked(4)?;
    // A tab is white space, so that it is gone from the end.
    let delimiter = match delimiter {
        [] if line.get(4) == Some(&b'\t') => b'\t',
        [delimiter] => *delimiter,
        _ => return None,
    };
    name.eq_ignore_ascii_case(b"sep=").then_some((delimiter, (mark + line.len()) as u64))
}

/// The delimiter that stands most often outside quotation marks in the header. Spreadsheet programs
/// write semicolons where the comma is the decimal mark.
fn delimiter(start: &[u8]) -> u8 {
    let mut quoted = false;
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0), (b'|', 0), (b'^', 0)];
    for &byte in start {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            _ if !quoted => {
                for (delimiter, count) in &mut counts {
                    *count += usize::from(*delimiter == byte);
                }
            }
            _ => {}
        }
    }
    // Of equal counts the first stands: the comma.
    let most = counts.iter().rev().max_by_key(|(_, count)| *count);
    most.map_or(b',', |(delimiter, _)| *delimiter)
}

fn failure(error: csv::Error) -> Error {
    if !error.is_io_error() {
        return Error::new(ErrorKind::Csv(error));
    }
    match error.into_kind() {
        CsvError::Io(error) if error.kind() == io::ErrorKind::FileTooLarge => {
            Error::new(ErrorKind::Damaged(
                "a record longer than a document may be, perhaps for want of a quotation mark; \
                 the rest of the table is not read",
            ))
        }
        CsvError::Io(error) => Error::from(error),
        other => Error::from(io::Error::other(format!("{other:?}"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(bytes: &[u8], format: Format) -> Result<Table, Error> {
        let source = Peeked::new(Box::new(std::io::Cursor::new(bytes.to_vec())))?;
        let origin = Origin { path: "wire.csv".into(), id: "wire".to_owned() };
        Table::new(source, format, origin, &Options::default())
    }

    fn documents(bytes: &[u8]) -> Vec<Document> {
        let table = table(bytes, Format::Csv).expect("a readable header");
        table.map(|document| document.expect("a readable record")).collect()
    }

    #[test]
    fn cells_may_hold_commas_marks_and_lines() {
        let read = documents(
            b"id,title,text\r\n7,Rain,\"\"\"Rain, again,\"\" he said.\r\n\r\nMore.\"\r\n",
        );
        assert_eq!(read[0].id, "7");
        assert_eq!(read[0].text, "\"Rain, again,\" he said.\r\n\r\nMore.");
        assert_eq!(read[0].columns, ["Rain"]);
    }

    #[test]
    fn records_without_an_id_are_named_by_file_and_number() {
        let read = documents(b"text,id\nRain.,\nSnow.,s9\n");
        assert_eq!([&read[0].id, &read[1].id], ["wire#1", "s9"]);
    }

    #[test]
    fn date_goes_to_the_document_and_stays_in_its_column() {
        let read = documents(b"date,text\n2 Oct 2024 08:30,Rain.\n");
        assert_eq!(read[0].date.map(|date| date.to_string()).as_deref(), Some("2024-10-02"));
        assert_eq!(read[0].columns, ["2 Oct 2024 08:30"]);
    }

    #[test]
    fn semicolons_and_tabs_are_recognised() {
        assert_eq!(documents(b"id;text;note\n1;Rain, he said.;x\n")[0].text, "Rain, he said.");
        assert_eq!(documents(b"id\ttext\n1\tRain, he said.\n")[0].text, "Rain, he said.");
    }

    #[test]
    fn broken_record_is_named_and_the_next_one_comes() {
        let mut table = table(b"id,text\n1,Rain.,x,y\n2\n3,Snow.\n", Format::Csv).expect("header");
        let error = table.next().expect("a first item").expect_err("too many fields");
        assert!(matches!(error.kind(), ErrorKind::FieldCount { found: 4, expected: 2 }));
        assert_eq!(error.position().map(|place| (place.record, place.line)), Some((1, 2)));
        let error = table.next().expect("a second item").expect_err("no text");
        assert_eq!(
            error.to_string(),
            "wire.csv: record 2 (line 3): 1 fields, but the header has 2; a quotation mark may be missing"
        );
        assert_eq!(table.next().expect("a third item").expect("a good record").text, "Snow.");
        assert!(table.next().is_none());
    }

    #[test]
    fn encoding_may_change_from_record_to_record() {
        let read = documents(b"text\ncaf\xc3\xa9 \xe2\x80\x93 he said\n\x93Caf\xe9\x94 he said\n");
        assert_eq!(read[0].text, "café – he said");
        assert_eq!(read[1].text, "“Café” he said");
    }

    #[test]
    fn wide_table_is_read() {
        let bytes: Vec<u8> =
            "\u{feff}id,text\n1,“Rain”\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(documents(&bytes)[0].text, "“Rain”");
    }

    #[test]
    fn mark_that_is_never_closed_does_not_fill_the_memory() {
        let bytes = "text\n\"Rain.\n".to_owned() + &"Snow.\n".repeat(400_000);
        let source = Peeked::new(Box::new(io::Cursor::new(bytes.into_bytes()))).expect("memory");
        let origin = Origin { path: "wire.csv".into(), id: "wire".to_owned() };
        let options = Options { max_document_bytes: Some(1000), ..Options::default() };
        let items: Vec<_> =
            Table::new(source, Format::Csv, origin, &options).expect("a header").collect();
        assert_eq!(items.len(), 1);
        let error = items[0].as_ref().expect_err("too long").to_string();
        assert!(error.ends_with("the rest of the table is not read"), "{error}");
    }

    #[test]
    fn bars_and_carets_are_recognised_and_a_line_may_tell_the_delimiter() {
        for table in [
            "id|text|n\n1|Rain, he said; snow.|x\n",
            "id^text^n\n1^Rain, he said; snow.^x\n",
            "sep=;\r\nid;text;n\r\n1;\"Rain, he said; snow.\";x\r\n",
            "\u{feff}\"sep=|\"\nid|text|n,m\n1|Rain, he said; snow.|x\n",
            "SEP=\t\nid\ttext\tn\n1\tRain, he said; snow.\tx\n",
        ] {
            let read = documents(table.as_bytes());
            assert_eq!((read.len(), &*read[0].id), (1, "1"), "{table}");
            assert_eq!(read[0].text, "Rain, he said; snow.");
            assert_eq!(read[0].columns, ["x"]);
        }
        let read = documents(b"id,text\n1,a | b | c ^ d\n");
        assert_eq!(read[0].text, "a | b | c ^ d");
    }

    /// The texts and the errors of a table.
    fn read(bytes: &[u8], format: Format) -> (Vec<String>, Vec<String>) {
        let (mut texts, mut errors) = (Vec::new(), Vec::new());
        for item in table(bytes, format).expect("a header") {
            match item {
                Ok(document) => texts.push(document.text),
                Err(error) => {
                    assert!(error.is_warning(), "{error}");
                    errors.push(error.to_string());
                }
            }
        }
        (texts, errors)
    }

    #[test]
    fn cell_that_goes_on_behind_its_mark_is_told_with_its_record() {
        let swallowed = b"id,text\na,\"Rain.\"\nb,\"Hail, she said.\nc,\"Snow he said.\"\nd,Sun.\n";
        let (texts, errors) = read(swallowed, Format::Csv);
        assert_eq!(texts.len(), 3, "{texts:?}");
        assert!(errors.len() == 1 && errors[0].contains("record 2 (line 3)"), "{errors:?}");
        let (_, errors) = read(b"id,text\na,\"Rain.\"\nb,5\" of \"snow\"\n", Format::Csv);
        assert!(errors.is_empty(), "{errors:?}");
        let table = b"id\ttext\na\t\"Rain,\" she said.\nb\t\"Snow,\" he said. \"Now.\"\n";
        let (texts, errors) = read(table, Format::Tsv);
        assert_eq!(texts, ["\"Rain,\" she said.", "\"Snow,\" he said. \"Now.\""]);
        assert!(errors.is_empty(), "{errors:?}");
    }

    #[test]
    fn references_to_characters_are_told() {
        let (texts, errors) = read(b"text\nRain &amp; snow.\nAT&T; B&B\nsun\n", Format::Csv);
        assert_eq!(texts[0], "Rain &amp; snow.");
        assert!(errors.len() == 1 && errors[0].contains("read with them: 1"), "{errors:?}");
    }

    #[test]
    fn backslashes_for_tabs_and_line_breaks_are_undone_where_all_are_such() {
        let (texts, _) =
            read(b"id\ttext\n1\tRain,\\tshe said.\\nSnow: C:\\\\x.\n2\t\\N\n", Format::Tsv);
        assert_eq!(texts, ["Rain,\tshe said.\nSnow: C:\\x.", ""]);
        let path = b"id\ttext\n1\tIt is in C:\\new\\dir, she said.\n";
        assert_eq!(read(path, Format::Tsv).0, ["It is in C:\\new\\dir, she said."]);
    }

    #[test]
    fn empty_file_has_no_documents() {
        assert!(documents(b"").is_empty());
        assert!(documents(b"\xef\xbb\xbf").is_empty());
    }
}
