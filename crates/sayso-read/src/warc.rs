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
use crate::codings::decoded;
use crate::encoding::decode;
use crate::html::{Article, charset, decode_page};
use crate::http::{self, PAGE_LIMIT, Page};
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
    pages: u64,
    /// Texts that a crawler made of pages.
    own_texts: u64,
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
            pages: 0,
            own_texts: 0,
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
        let media = media(&head);
        self.own_texts += u64::from(media == Media::Own);
        let Some(page) = page(media, body, &head)? else { return Ok(true) };
        self.pages += 1;
        if page.is_cut_off || head.is_truncated {
            self.found.push_back(Err(self.place(Error::new(ErrorKind::CutOff))));
        }
        self.recoded.0 += u64::from(page.said.is_some());
        if let Some(said) = page.said.filter(|_| self.recoded.1.is_empty()) {
            self.recoded.1 = said;
        }
        let article = match media {
            Media::Text => Article::of_text(page.html),
            _ => Article::of(&page.html)?,
        };
        self.found.extend(article.warning().map(|warning| Err(self.place(warning))));
        let document = self.document(article, head);
        self.found.push_back(Ok(document));
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
        let texts = std::mem::take(&mut self.own_texts);
        if self.pages == 0 && texts > 0 {
            let warning = Error::new(ErrorKind::OwnTexts { texts });
            self.found.push_back(Err(warning.in_file(&self.origin.path)));
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
    /// The text that a crawler made of a page which it has too.
    Own,
    Other,
}

/// What the bytes are, by the type of the record and that of its content. A conversion that does not
/// say what it is is text; resources of archivers' own, such as their logs, are nobody's text.
fn media(head: &Head) -> Media {
    let is = |media: &str| head.media.starts_with(media);
    let is_own = ["metadata:", "dns:", "warcinfo:", "urn:X-wpull:"]
        .iter()
        .any(|kind| head.address.starts_with(kind));
    match &*head.kind {
        "response" => Media::Answer,
        // Browsertrix: "urn:text:" and "urn:textFinal:" with the address of the page.
        "resource" if head.address.starts_with("urn:text") => Media::Own,
        "resource" | "conversion" if is("application/http") => Media::Answer,
        "resource" | "conversion" if is("text/html") || is("application/xhtml+xml") => Media::Page,
        "resource" if is("text/plain") && !is_own => Media::Text,
        "conversion" if is("text/plain") || head.media.is_empty() => Media::Text,
        _ => Media::Other,
    }
}

/// The page or text that the bytes of a record are, if they are one.
fn page(media: Media, body: Vec<u8>, head: &Head) -> Result<Option<Page>, Error> {
    match media {
        Media::Answer => http::page(&body),
        Media::Page => {
            let body = decoded(body, "", PAGE_LIMIT)?;
            let (html, said) = decode_page(body.bytes, charset(&head.media).as_deref());
            Ok(Some(Page { html, said, is_cut_off: body.is_cut_off }))
        }
        Media::Text => {
            let body = decoded(body, "", PAGE_LIMIT)?;
            let is_cut_off = body.is_cut_off;
            Ok(Some(Page { html: decode(body.bytes), said: None, is_cut_off }))
        }
        Media::Own | Media::Other => Ok(None),
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

    /// What each item is: the text of an article, or the error.
    fn said(archive: &str) -> Vec<String> {
        let said = |item: Result<Document, Error>| match item {
            Ok(document) => document.text,
            Err(error) => error.to_string(),
        };
        items(archive).into_iter().map(said).collect()
    }

    #[test]
    fn page_is_read_once_where_the_crawler_made_a_text_of_it() {
        let resource = |kind: &str| {
            let text =
                record("resource", &format!("urn:{kind}:https://example.org/1"), "Rain. Menu.");
            text.replacen("WARC-Date", "Content-Type: text/plain\r\nWARC-Date", 1)
        };
        let texts = [resource("text"), resource("textFinal")].concat();
        // Another name of this kind may be that of a text.
        assert_eq!(said(&resource("nbn")), ["Rain. Menu."]);
        let page = record("response", "https://example.org/1", PAGE);
        assert_eq!(said(&format!("{texts}{page}")), ["Rain, she said."]);
        let warning = said(&texts);
        assert!(warning.len() == 1 && warning[0].contains("are read: 2"), "{warning:?}");
        assert!(items(&texts)[0].as_ref().is_err_and(Error::is_warning));
    }

    #[test]
    fn page_that_is_cut_off_is_told() {
        let cut = record("response", "https://example.org/1", PAGE);
        let cut = cut.replacen("WARC-Date", "WARC-Truncated: length\r\nWARC-Date", 1);
        let said = said(&cut);
        assert!(said.len() == 2 && said[0].contains("missing"), "{said:?}");
        assert_eq!(said[1], "Rain, she said.");
    }

    #[test]
    fn false_length_costs_its_record_alone() {
        let one = record("response", "https://example.org/1", PAGE);
        let last = record("response", "https://example.org/2", PAGE);
        let length = format!("Content-Length: {}", PAGE.len());
        let false_lengths = (5..last.len() - PAGE.len()).map(|more| PAGE.len() + more);
        for false_length in false_lengths.chain([99_999_999]) {
            let with = one.replacen(&length, &format!("Content-Length: {false_length}"), 1);
            let said = said(&format!("{with}{last}"));
            assert_eq!(said.len(), 2, "{false_length}: {said:?}");
            assert!(said[0].contains("longer than it is"), "{false_length}: {said:?}");
            assert_eq!(said[1], "Rain, she said.", "{false_length}");
        }
    }

    #[test]
    fn archive_within_a_large_answer_is_none_of_this_one() {
        let inner = record("response", "https://example.org/inner", PAGE);
        let padding = "x".repeat(usize::try_from(PAGE_LIMIT).expect("32 MiB"));
        let body = format!("{inner}{padding}");
        let head = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        let outer = record("response", "https://example.org/1", &format!("{head}{body}"));
        let said = said(&format!("{outer}{}", record("response", "https://example.org/2", PAGE)));
        assert_eq!(said.len(), 2);
        assert!(said[0].contains("more than"), "{}", said[0]);
        assert_eq!(said[1], "Rain, she said.");
    }

    #[test]
    fn member_that_is_damaged_costs_its_record_alone() {
        use std::io::Write;
        let gzip = |text: &str| {
            let mut encoder =
                flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
            encoder.write_all(text.as_bytes()).expect("memory");
            encoder.finish().expect("memory")
        };
        let records: Vec<String> = (0..3)
            .map(|n| {
                let page = format!("{PAGE} It was the {n}th day of rain, wind and hail; she left.");
                record("response", &format!("https://example.org/{n}"), &page)
            })
            .collect();
        let [one, two, three] = [0, 1, 2].map(|n: usize| gzip(&records[n]));
        let cut = (1..two.len()).map(|end| two[..end].to_vec());
        let flipped = (10..two.len()).map(|at| {
            let mut bytes = two.clone();
            bytes[at] ^= 1 << (at % 8);
            bytes
        });
        for (end, damaged) in cut.chain(flipped).enumerate() {
            let archive = [&*one, &*damaged, &*three].concat();
            let source = Peeked::new(Box::new(io::Cursor::new(archive))).expect("memory");
            let members = crate::members::GzipMembers::new(source);
            let source = Peeked::new(Box::new(members)).expect("a start");
            let origin = Origin { path: "crawl.warc.gz".into(), id: "crawl".to_owned() };
            let items: Vec<_> = Warc::new(source, origin, &Options::default()).collect();
            let ids: Vec<_> =
                items.iter().filter_map(|item| Some(&*item.as_ref().ok()?.id)).collect();
            assert!(ids.contains(&"https://example.org/0"), "{end}: {ids:?}");
            assert!(ids.contains(&"https://example.org/2"), "{end}: {ids:?}");
            assert!(items.iter().any(Result::is_err), "{end}");
        }
    }
}
