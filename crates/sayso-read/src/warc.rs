//! Archives of crawls (WARC, ISO 28500), record by record.
//!
//! A reader of our own: what is needed of the format is a head of fields and a length, and what is
//! hard is what the crates for it do not do, to go on behind a fault.

mod record;
mod segments;

use std::collections::VecDeque;
use std::io;

use sayso_text::Document;

use self::record::{Head, Record, Records};
use self::segments::Segments;
use crate::encoding::decode;
use crate::html::{Article, charset, decode_page};
use crate::http::{self, PAGE_LIMIT};
use crate::reader::{Origin, Reader, fixed_columns};
use crate::source::Peeked;
use crate::{Error, ErrorKind, Format, Options};

/// Reads the pages of HTML in an archive, or the texts of pages that somebody has made of one
/// (records of the type "conversion", as in the WET files of Common Crawl). A document is named by
/// its address; its date is the one that the page gives, never the day on which it was fetched,
/// which is a column of its own.
pub(crate) struct Warc {
    records: Records,
    segments: Segments,
    origin: Origin,
    names: Vec<String>,
    /// What is yet to be given.
    found: VecDeque<Result<Document, Error>>,
    /// Pages in UTF-8 that say they are not, and what the first of them says.
    recoded: (u64, String),
    ended: bool,
}

impl Warc {
    pub(crate) fn new(source: Peeked, origin: Origin, options: &Options) -> Self {
        let limit = options.max_document_bytes.unwrap_or(PAGE_LIMIT).min(PAGE_LIMIT);
        Self {
            records: Records::new(source, limit),
            segments: Segments::new(limit),
            origin,
            names: fixed_columns(Format::Warc),
            found: VecDeque::new(),
            recoded: (0, String::new()),
            ended: false,
        }
    }

    /// Reads on until there is something to give, or the archive ends.
    fn read(&mut self) {
        while self.found.is_empty() && !self.ended {
            match self.read_record() {
                Ok(true) => {}
                Ok(false) => self.end(),
                Err(error) => self.fail(error),
            }
        }
    }

    /// Reads a record, and says whether there was one.
    fn read_record(&mut self) -> Result<bool, Error> {
        let Some(record) = self.records.next(is_wanted)? else { return Ok(false) };
        let Some(record) = self.segments.add(record)? else { return Ok(true) };
        let Record { head, body } = record;
        let article = match media(&head) {
            Media::Answer => match http::page(&body)? {
                Some((page, said)) => Some((Article::of(&page)?, said)),
                None => None,
            },
            Media::Page => {
                let (page, said) = decode_page(body, charset(&head.media).as_deref());
                Some((Article::of(&page)?, said))
            }
            Media::Text => Some((Article::of_text(decode(body)), None)),
            Media::Other => None,
        };
        if let Some((article, said)) = article {
            self.recoded.0 += u64::from(said.is_some());
            if let Some(said) = said.filter(|_| self.recoded.1.is_empty()) {
                self.recoded.1 = said;
            }
            self.found.extend(article.warning().map(|warning| Err(self.place(warning))));
            let document = self.document(article, head);
            self.found.push_back(Ok(document));
        }
        Ok(true)
    }

    fn document(&self, mut article: Article, head: Head) -> Document {
        if article.url.is_empty() {
            article.url.clone_from(&head.address);
        }
        let id = match head.address {
            address if address.is_empty() => self.origin.record_id(self.records.position().record),
            address => address,
        };
        let mut document = article.document(id);
        document.columns.push(head.date);
        document
    }

    /// What cost a record is told, and the next ones follow; an error of the operating system, which
    /// would come again, ends the archive.
    fn fail(&mut self, error: Error) {
        self.ended = match error.kind() {
            ErrorKind::Io(error) => error.kind() != io::ErrorKind::InvalidData,
            _ => false,
        };
        let error = self.place(error);
        self.found.push_back(Err(error));
        if self.ended {
            self.end();
        }
    }

    fn end(&mut self) {
        self.ended = true;
        while let Some(error) = self.segments.lost() {
            self.found.push_back(Err(error.in_file(&self.origin.path)));
        }
        let (pages, said) = std::mem::take(&mut self.recoded);
        if pages > 0 {
            let warning = Error::new(ErrorKind::OtherEncoding { said, pages });
            self.found.push_back(Err(warning.in_file(&self.origin.path)));
        }
    }

    fn place(&self, error: Error) -> Error {
        error.at(self.records.position()).in_file(&self.origin.path)
    }
}

impl Iterator for Warc {
    type Item = Result<Document, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        self.read();
        self.found.pop_front()
    }
}

impl Reader for Warc {
    fn columns(&self) -> &[String] {
        &self.names
    }
}

/// What the bytes of a record are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Media {
    /// The answer of a web server.
    Answer,
    Page,
    Text,
    Other,
}

/// What the bytes are, by the type of the record and that of its content. A conversion that does not
/// say what it is is text; resources of archivers' own, such as their logs, are nobody's text.
fn media(head: &Head) -> Media {
    let is = |media: &str| head.media.starts_with(media);
    let is_own =
        ["metadata:", "dns:", "warcinfo:"].iter().any(|kind| head.address.starts_with(kind));
    match &*head.kind {
        "response" => Media::Answer,
        "resource" | "conversion" if is("application/http") => Media::Answer,
        "resource" | "conversion" if is("text/html") || is("application/xhtml+xml") => Media::Page,
        "resource" if is("text/plain") && !is_own => Media::Text,
        "conversion" if is("text/plain") || head.media.is_empty() => Media::Text,
        _ => Media::Other,
    }
}

fn is_wanted(head: &Head) -> bool {
    head.kind == "continuation" || media(head) != Media::Other
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
        assert_eq!(read[0].date, None);
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
