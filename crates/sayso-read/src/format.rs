//! The formats that can be read, told by name or by the first bytes.

use std::fmt;
use std::path::Path;
use std::str::FromStr;

use crate::columns::is_name_of_text;
use crate::{Error, ErrorKind};

/// A format of input.
///
/// ```
/// use sayso_read::Format;
///
/// assert_eq!("csv".parse::<Format>()?, Format::Csv);
/// assert_eq!(Format::from_path("news/articles.ndjson".as_ref()), Some(Format::Jsonl));
/// # Ok::<(), sayso_read::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Format {
    /// Plain text: the file is one document.
    Text,
    /// A table with a header, its fields separated by commas (or semicolons, tabs, bars or carets,
    /// whichever the header has most of).
    Csv,
    /// A table with a header, its fields separated by tabs.
    Tsv,
    /// An array of objects in JSON, or objects one after the other, on as many lines as they like.
    Json,
    /// One JSON object a line.
    Jsonl,
    /// Parquet. Needs the feature `parquet`.
    Parquet,
    /// A page of HTML: its article is the document. Needs the feature `html`.
    Html,
    /// An archive of a crawl: each page of HTML in it is a document (WARC), or the text of each
    /// page (WET). Needs the feature `html`.
    Warc,
    /// A document of Word: its text is one document, or several as a text file's. Needs the feature `docx`.
    Docx,
    /// A workbook of Excel: its first sheet with a column of texts is a table. Needs the feature `xlsx`.
    Xlsx,
}

impl Format {
    /// All formats.
    pub const ALL: &[Self] = &[
        Self::Text,
        Self::Csv,
        Self::Tsv,
        Self::Json,
        Self::Jsonl,
        Self::Parquet,
        Self::Html,
        Self::Warc,
        Self::Docx,
        Self::Xlsx,
    ];

    /// The name, as on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Csv => "csv",
            Self::Tsv => "tsv",
            Self::Json => "json",
            Self::Jsonl => "jsonl",
            Self::Parquet => "parquet",
            Self::Html => "html",
            Self::Warc => "warc",
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
        }
    }

    /// The endings of file names that mean the format, in lower case.
    #[must_use]
    pub const fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Text => &["txt", "md", "text"],
            Self::Csv => &["csv", "psv"],
            Self::Tsv => &["tsv", "tab"],
            Self::Json => &["json"],
            Self::Jsonl => &["jsonl", "ndjson", "jsonlines"],
            Self::Parquet => &["parquet", "pq"],
            Self::Html => &["html", "htm", "xhtml"],
            Self::Warc => &["warc", "wet"],
            Self::Docx => &["docx", "docm"],
            Self::Xlsx => &["xlsx", "xlsm"],
        }
    }

    /// Whether a folder is searched for files of this format where no other is asked for. Tables are
    /// read only where they, or their format, are named, because a table beside articles mostly
    /// describes them.
    #[must_use]
    pub const fn in_folders(self) -> bool {
        match self {
            Self::Text => true,
            Self::Html | Self::Warc => cfg!(feature = "html"),
            Self::Docx => cfg!(feature = "docx"),
            Self::Csv | Self::Tsv | Self::Json | Self::Jsonl | Self::Parquet | Self::Xlsx => false,
        }
    }

    /// Whether files of the other format's ending may be of this one: JSON lines are often called `.json`.
    pub(crate) fn is_akin_to(self, other: Self) -> bool {
        let is_json = |format| matches!(format, Self::Json | Self::Jsonl);
        self == other || is_json(self) && is_json(other)
    }

    /// The other columns, where they are the same for all files of the format. Text files mostly have
    /// none, but for those of news databases and those with a block of metadata.
    pub(crate) const fn fixed_columns(self) -> Option<&'static [&'static str]> {
        match self {
            Self::Html => Some(&["title", "byline", "publisher", "url"]),
            Self::Warc => Some(&["title", "byline", "publisher", "url", "fetched"]),
            _ => None,
        }
    }

    /// The format that the ending of the name means, if any; an ending that means compression is
    /// passed over.
    #[must_use]
    pub fn from_path(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_str()?;
        let (_, extension) = crate::compression::stem(name).rsplit_once('.')?;
        let extension = extension.to_ascii_lowercase();
        Self::ALL.iter().copied().find(|format| format.extensions().contains(&&*extension))
    }

    /// The format that the first bytes of a file tell. A table of separated values has no sign of
    /// its own, and is told by a header with the name of a column of texts.
    #[must_use]
    pub fn from_bytes(start: &[u8]) -> Self {
        if start.starts_with(b"PAR1") {
            return Self::Parquet;
        }
        if start.starts_with(b"WARC/") {
            return Self::Warc;
        }
        // The names of parts stand plainly between them.
        if start.starts_with(b"PK\x03\x04") && memchr::memmem::find(start, b"word/").is_some() {
            return Self::Docx;
        }
        if start.starts_with(b"PK\x03\x04") && memchr::memmem::find(start, b"xl/").is_some() {
            return Self::Xlsx;
        }
        let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start).trim_ascii_start();
        if let Some(format) = json(start) {
            return format;
        }
        let tag = start.get(..14).unwrap_or(start).to_ascii_lowercase();
        if tag.starts_with(b"<!doctype html") || tag.starts_with(b"<html") {
            return Self::Html;
        }
        table(start).unwrap_or(Self::Text)
    }
}

/// The kind of table whose header and first record the bytes begin, if any. In prose a blank follows
/// a comma.
fn table(start: &[u8]) -> Option<Format> {
    let mut lines = start.split(|byte| *byte == b'\n');
    let (header, record) = (std::str::from_utf8(lines.next()?).ok()?, lines.next()?);
    let is_header = |delimiter: char| {
        let is_name = |name: &str| !name.is_empty() && !name.starts_with(' ');
        let mut names = header.trim_end().split(delimiter).map(|name| name.trim_matches('"'));
        let is_record = u8::try_from(delimiter).is_ok_and(|byte| record.contains(&byte));
        is_record
            && header.contains(delimiter)
            && names.clone().all(is_name)
            && names.any(is_name_of_text)
    };
    let kinds = [(',', Format::Csv), (';', Format::Csv), ('\t', Format::Tsv), ('|', Format::Csv)];
    kinds.into_iter().find(|(delimiter, _)| is_header(*delimiter)).map(|(_, format)| format)
}

/// The form of JSON that the bytes begin, if any: an array of objects or an object on several lines,
/// or an object a line. A brace alone may be anything.
fn json(start: &[u8]) -> Option<Format> {
    let array = start.strip_prefix(b"[").map(<[u8]>::trim_ascii_start);
    let object = array.unwrap_or(start).strip_prefix(b"{")?;
    let has_key = object.trim_ascii_start().starts_with(b"\"");
    let next = object.iter().find(|byte| !matches!(byte, b' ' | b'\t' | b'\r'));
    let is_broken = next == Some(&b'\n');
    let format = if array.is_some() || is_broken { Format::Json } else { Format::Jsonl };
    has_key.then_some(format)
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Format {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let found = Self::ALL.iter().copied().find(|format| format.name() == name);
        found.ok_or_else(|| Error::new(ErrorKind::UnknownFormat(name.to_owned())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn name_of_every_format_reads_back() {
        for format in Format::ALL {
            assert_eq!(format.name().parse::<Format>().expect("a known name"), *format);
        }
    }

    #[test]
    fn ending_counts_in_any_case() {
        assert_eq!(Format::from_path("A.TXT".as_ref()), Some(Format::Text));
        assert_eq!(Format::from_path("notes".as_ref()), None);
        assert_eq!(Format::from_path("wire.csv.GZ".as_ref()), Some(Format::Csv));
        assert_eq!(Format::from_path("wire.gz".as_ref()), None);
    }

    #[test]
    fn table_is_told_by_its_header_and_prose_is_none() {
        assert_eq!(Format::from_bytes(b"id,Full Text\r\n1,Rain"), Format::Csv);
        assert_eq!(Format::from_bytes(b"\"id\";\"text\"\n1;Rain"), Format::Csv);
        assert_eq!(Format::from_bytes(b"id\ttext\n1\tRain"), Format::Tsv);
        assert_eq!(Format::from_bytes(b"Text, body, she said.\nRain, snow."), Format::Text);
        assert_eq!(Format::from_bytes(b"Text\nRain, snow."), Format::Text);
        assert_eq!(Format::from_bytes(b"id,name\n1,Rain"), Format::Text);
    }

    #[test]
    fn brace_alone_makes_no_json() {
        assert_eq!(Format::from_bytes(b"{ \"text\": 1}"), Format::Jsonl);
        assert_eq!(Format::from_bytes(b"{\r\n  \"text\": 1}"), Format::Json);
        assert_eq!(Format::from_bytes(b"[ {\"text\": 1}]"), Format::Json);
        assert_eq!(Format::from_bytes(b"[Rain, she said]"), Format::Text);
        assert_eq!(Format::from_bytes(b"\n<!DOCTYPE html>"), Format::Html);
        assert_eq!(Format::from_bytes(b"<b>Rain"), Format::Text);
        assert_eq!(Format::from_bytes(b"{sic} he said"), Format::Text);
    }
}
