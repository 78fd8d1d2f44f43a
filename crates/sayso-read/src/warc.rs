//! Archives of crawls (WARC, ISO 28500), record by record.
//!
//! A reader of our own: what is needed of the format is a head of fields and a length, and the
//! crates for it are not kept up.

use std::io::{self, BufRead, BufReader, Read};

use sayso_text::Document;

use crate::date::parse_date;
use crate::encoding::decode;
use crate::html::Article;
use crate::http::{PAGE_LIMIT, page};
use crate::lines::read_limited;
use crate::reader::{Origin, Reader, fixed_columns};
use crate::source::Peeked;
use crate::{Error, ErrorKind, Format, Options, Position};

/// The most bytes of a line in the head of a record.
const LINE_LIMIT: u64 = 64 * 1024;

/// Reads the pages of HTML in an archive, or the texts of pages that somebody has made of one
/// (records of the type "conversion", as in the WET files of Common Crawl). A document is named by
/// its address; its date is the one that the page gives, or else the day on which it was fetched.
pub(crate) struct Warc {
    input: BufReader<Peeked>,
    origin: Origin,
    limit: u64,
    names: Vec<String>,
    position: Position,
    next_byte: u64,
    ended: bool,
}

/// What the head of a record says.
#[derive(Debug, Default)]
struct Head {
    kind: String,
    address: String,
    date: String,
    length: Option<u64>,
}

impl Warc {
    pub(crate) fn new(source: Peeked, origin: Origin, options: &Options) -> Self {
        Self {
            input: BufReader::with_capacity(64 * 1024, source),
            origin,
            limit: options.max_document_bytes.unwrap_or(PAGE_LIMIT).min(PAGE_LIMIT),
            names: fixed_columns(Format::Warc),
            position: Position::default(),
            next_byte: 0,
            ended: false,
        }
    }

    /// The next page, or `None` at the end.
    fn read(&mut self) -> Result<Option<Document>, Error> {
        while let Some(head) = self.read_head()? {
            let Some(length) = head.length else {
                return Err(Error::new(ErrorKind::Damaged("a record of WARC without its length")));
            };
            if !matches!(head.kind.as_str(), "response" | "conversion") {
                self.pass_over(length)?;
                continue;
            }
            if length > self.limit {
                self.pass_over(length)?;
                return Err(Error::new(ErrorKind::TooLarge { limit: self.limit }));
            }
            let mut answer = Vec::new();
            self.next_byte += self.input.by_ref().take(length).read_to_end(&mut answer)? as u64;
            if head.kind == "conversion" {
                return Ok(Some(self.document(Article::of_text(decode(answer)), head)));
            }
            if let Some(page) = page(&answer) {
                let article = Article::of(&page, Some(&head.address))?;
                return Ok(Some(self.document(article, head)));
            }
        }
        Ok(None)
    }

    fn document(&self, mut article: Article, head: Head) -> Document {
        if article.url.is_empty() {
            article.url.clone_from(&head.address);
        }
        let id = match head.address {
            address if address.is_empty() => self.origin.record_id(self.position.record),
            address => address,
        };
        let mut document = article.document(id);
        document.date = document.date.or_else(|| parse_date(&head.date));
        document.columns.push(head.date);
        document
    }

    /// Reads on to the head of the next record. After a damaged record that is wherever the next
    /// one begins.
    fn read_head(&mut self) -> Result<Option<Head>, Error> {
        let mut line = Vec::new();
        loop {
            let start = self.next_byte;
            if !self.read_line(&mut line)? {
                return Ok(None);
            }
            if line.starts_with(b"WARC/") {
                self.position.record += 1;
                self.position.byte = start;
                return self.read_fields().map(Some);
            }
        }
    }

    fn read_fields(&mut self) -> Result<Head, Error> {
        let mut head = Head::default();
        let mut line = Vec::new();
        while self.read_line(&mut line)? && !line.trim_ascii().is_empty() {
            let line = String::from_utf8_lossy(&line);
            let Some((name, value)) = line.split_once(':') else { continue };
            let value = value.trim();
            match &*name.trim().to_ascii_lowercase() {
                "warc-type" => head.kind = value.to_ascii_lowercase(),
                "warc-target-uri" => head.address = value.trim_matches(['<', '>']).to_owned(),
                "warc-date" => head.date = value.to_owned(),
                "content-length" => head.length = value.parse().ok(),
                _ => {}
            }
        }
        Ok(head)
    }

    /// Reads a line and says whether there was one.
    fn read_line(&mut self, line: &mut Vec<u8>) -> io::Result<bool> {
        line.clear();
        let (count, _) = read_limited(&mut self.input, LINE_LIMIT, line)?;
        self.next_byte += count;
        Ok(count > 0)
    }

    fn pass_over(&mut self, length: u64) -> io::Result<()> {
        let mut left = length;
        while left > 0 {
            let there = self.input.fill_buf()?.len();
            let count = there.min(usize::try_from(left).unwrap_or(usize::MAX));
            if count == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            self.input.consume(count);
            left -= count as u64;
        }
        self.next_byte += length;
        Ok(())
    }
}

impl Iterator for Warc {
    type Item = Result<Document, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let document = self.read();
        self.ended = match &document {
            Ok(document) => document.is_none(),
            Err(error) => matches!(error.kind(), ErrorKind::Io(_)),
        };
        let place = |error: Error| error.at(self.position).in_file(&self.origin.path);
        document.map_err(place).transpose()
    }
}

impl Reader for Warc {
    fn columns(&self) -> &[String] {
        &self.names
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: &str, address: &str, answer: &str) -> String {
        format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\n\
             WARC-Date: 2024-10-02T06:00:00Z\r\nContent-Length: {}\r\n\r\n{answer}\r\n\r\n",
            answer.len()
        )
    }

    fn items(archive: &str) -> Vec<Result<Document, Error>> {
        let source = Peeked::new(Box::new(io::Cursor::new(archive.as_bytes().to_vec())));
        let origin = Origin { path: "crawl.warc".into(), id: "crawl".to_owned() };
        Warc::new(source.expect("memory"), origin, &Options::default()).collect()
    }

    const PAGE: &str = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Rain, she said.";
    const IMAGE: &str = "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nWARC/1.0";

    #[test]
    fn pages_become_documents_and_the_rest_is_passed_over() {
        let archive = [
            record("warcinfo", "", "software: x"),
            record("request", "https://example.org/1", "GET / HTTP/1.1"),
            record("response", "https://example.org/1", PAGE),
            record("response", "https://example.org/2", IMAGE),
            record("response", "<https://example.org/3>", PAGE),
        ];
        let items = items(&archive.concat());
        let read: Vec<_> = items.iter().map(|item| item.as_ref().expect("a page")).collect();
        assert_eq!(read.len(), 2);
        assert_eq!((&*read[1].id, &*read[1].text), ("https://example.org/3", "Rain, she said."));
        assert_eq!(read[0].date.map(|date| date.to_string()).as_deref(), Some("2024-10-02"));
        assert_eq!(read[0].columns[3..], ["https://example.org/1", "2024-10-02T06:00:00Z"]);
    }

    #[test]
    fn texts_of_pages_are_read_as_they_are() {
        let archive = [
            record("warcinfo", "", "software: x"),
            record("conversion", "https://example.org/1", "Rain\nIt rains, she said.\n"),
        ];
        let items = items(&archive.concat());
        let read = items[0].as_ref().expect("a text");
        assert_eq!(
            (&*read.id, &*read.text),
            ("https://example.org/1", "Rain\nIt rains, she said.\n")
        );
        assert_eq!(read.columns[3..], ["https://example.org/1", "2024-10-02T06:00:00Z"]);
        assert_eq!(items.len(), 1);
    }

    #[test]
    fn damaged_record_is_named_and_the_next_one_comes() {
        let damaged = "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: many\r\n\r\nrubbish\r\n";
        let items =
            items(&(damaged.to_owned() + &record("response", "https://example.org/1", PAGE)));
        assert_eq!(
            items[0].as_ref().expect_err("damaged").position().map(|place| place.record),
            Some(1)
        );
        assert_eq!(items[1].as_ref().expect("a page").text, "Rain, she said.");
        assert_eq!(items.len(), 2);
    }

    #[test]
    fn archive_that_is_cut_off_ends() {
        let mut archive = record("resource", "https://example.org/1", PAGE);
        archive.truncate(archive.len() - 20);
        let items = items(&archive);
        assert!(items.len() == 1 && items[0].is_err());
    }
}
