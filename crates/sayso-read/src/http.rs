//! The answer of a web server, as archives keep it.

use crate::codings::decoded;
use crate::encoding::looks_binary;
use crate::html::{charset, decode_page};
use crate::{Error, ErrorKind};

/// The most bytes of a page once it is decompressed.
pub(crate) const PAGE_LIMIT: u64 = 32 << 20;

/// A page as text.
pub(crate) struct Page {
    pub(crate) html: String,
    /// The encoding that it says it has and has not.
    pub(crate) said: Option<String>,
    /// Its last bytes are missing.
    pub(crate) is_cut_off: bool,
}

/// The page of HTML that the answer holds; `None` where it holds something else or is no success.
///
/// # Errors
///
/// The body has a content coding that cannot be undone, or lengths of chunks that are wrong.
pub(crate) fn page(answer: &[u8]) -> Result<Option<Page>, Error> {
    let Some(answer) = Answer::of(answer) else { return Ok(None) };
    let is_chunked = answer.field("transfer-encoding").to_ascii_lowercase().contains("chunked");
    if !answer.is_page(is_chunked) {
        return Ok(None);
    }
    let body = if is_chunked { unchunked(answer.body)? } else { None };
    let (body, is_short) = body.unwrap_or_else(|| (answer.body.to_vec(), false));
    let body = decoded(body, answer.field("content-encoding"), PAGE_LIMIT)?;
    let media = answer.field("content-type").to_ascii_lowercase();
    let (html, said) = decode_page(body.bytes, charset(&media).as_deref());
    Ok(Some(Page { html, said, is_cut_off: is_short || body.is_cut_off }))
}

/// An answer in its parts.
struct Answer<'a> {
    status: String,
    fields: Vec<(String, String)>,
    body: &'a [u8],
}

impl<'a> Answer<'a> {
    fn of(answer: &'a [u8]) -> Option<Self> {
        let (head, body) = split(answer)?;
        let head = String::from_utf8_lossy(head);
        let mut lines = head.lines();
        let status = lines.next()?.split(' ').nth(1)?.to_owned();
        Some(Self { status, fields: lines.filter_map(field).collect(), body })
    }

    /// The value of a field, empty where there is none.
    fn field(&self, name: &str) -> &str {
        let found = self.fields.iter().find(|(field, _)| field == name);
        found.map(|(_, value)| &**value).unwrap_or_default()
    }

    /// Whether it is a success and a page; one that does not say what it is, or says that it is bytes
    /// and no more, is looked at.
    fn is_page(&self, is_chunked: bool) -> bool {
        let media = self.field("content-type").to_ascii_lowercase();
        let says_nothing = ["", "application/octet-stream", "unknown/unknown", "*/*"]
            .contains(&media.split(';').next().unwrap_or_default().trim());
        let is_html = media.starts_with("text/html")
            || media.starts_with("application/xhtml+xml")
            || says_nothing && looks_like_page(self.body, is_chunked);
        matches!(&*self.status, "200" | "201" | "202" | "203" | "206") && is_html
    }
}

/// Whether a page of HTML begins with the bytes, as browsers look at them: behind a mark of the byte
/// order, white space, comments and a declaration of XML.
fn looks_like_page(body: &[u8], is_chunked: bool) -> bool {
    const STARTS: [&[u8]; 6] =
        [b"<!doctype html", b"<html", b"<head", b"<title", b"<body", b"<script"];
    let body = body.get(..4096).unwrap_or(body);
    let line = memchr::memchr(b'\n', body).filter(|_| is_chunked).map_or(0, |end| end + 1);
    let is_length = body.first().is_some_and(u8::is_ascii_hexdigit);
    let start = body.get(if is_length { line } else { 0 }..).unwrap_or_default();
    let start = start.to_ascii_lowercase();
    let mut rest = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&start).trim_ascii_start();
    loop {
        let end: &[u8] = match rest {
            _ if rest.starts_with(b"<!--") => b"-->",
            _ if rest.starts_with(b"<?xml") => b"?>",
            _ => return STARTS.iter().any(|tag| rest.starts_with(tag)),
        };
        let Some(at) = memchr::memmem::find(rest, end) else { return false };
        rest = rest.get(at + end.len()..).unwrap_or_default().trim_ascii_start();
    }
}

/// Head and body, parted by an empty line.
fn split(answer: &[u8]) -> Option<(&[u8], &[u8])> {
    let find = |end: &[u8]| {
        let at = answer.windows(end.len()).position(|window| window == end)?;
        Some((answer.get(..at)?, answer.get(at + end.len()..)?))
    };
    find(b"\r\n\r\n").or_else(|| find(b"\n\n"))
}

fn field(line: &str) -> Option<(String, String)> {
    let (name, value) = line.split_once(':')?;
    Some((name.trim().to_ascii_lowercase(), value.trim().to_owned()))
}

/// The body without the lengths between its chunks, and whether it is cut off; `None` where it has
/// none, since archivers often take the chunks out and leave the field in. As in browsers, a line may
/// end without a carriage return, and what there is of a chunk that is cut off is read.
fn unchunked(body: &[u8]) -> Result<Option<(Vec<u8>, bool)>, Error> {
    let mut whole = Vec::new();
    let mut rest = body;
    while let Some((size, start)) = size_line(rest) {
        if size == 0 {
            return Ok(Some((whole, false)));
        }
        let data = rest.get(start..).unwrap_or_default();
        let chunk = data.get(..size).unwrap_or(data);
        let behind = data.get(size..).unwrap_or_default();
        let next = behind.strip_prefix(b"\r\n").or_else(|| behind.strip_prefix(b"\n"));
        let is_whole = data.len() >= size && (next.is_some() || behind.is_empty());
        if !is_whole && whole.is_empty() && !begins_page(chunk) {
            return Ok(None);
        }
        if !is_whole && data.len() > size {
            let what = "a page in chunks whose lengths are wrong";
            return Err(Error::new(ErrorKind::Damaged(what)));
        }
        whole.extend_from_slice(chunk);
        rest = next.unwrap_or_default();
    }
    if whole.is_empty() { Ok(None) } else { Ok(Some((whole, true))) }
}

/// The length that a line before a chunk says, and where the chunk begins.
fn size_line(body: &[u8]) -> Option<(usize, usize)> {
    let end = memchr::memchr(b'\n', body.get(..1024).unwrap_or(body))?;
    let line = std::str::from_utf8(body.get(..end)?).ok()?;
    let size = line.split(';').next().unwrap_or_default().trim();
    let is_hex = !size.is_empty() && size.bytes().all(|byte| byte.is_ascii_hexdigit());
    let size = usize::from_str_radix(size, 16).ok().filter(|_| is_hex)?;
    Some((size, end + 1))
}

/// Whether the bytes are markup or compressed, so that a number before them is no text.
fn begins_page(chunk: &[u8]) -> bool {
    chunk.trim_ascii_start().starts_with(b"<") || looks_binary(chunk)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    fn page(answer: &[u8]) -> Option<String> {
        super::page(answer).expect("decodable").map(|page| page.html)
    }

    #[test]
    fn only_a_successful_page_of_html_is_one() {
        let answer = |status: &str, media: &str| {
            page(format!("HTTP/1.1 {status} X\r\nContent-Type: {media}\r\n\r\n<p>Rain").as_bytes())
        };
        assert_eq!(answer("200", "text/html; charset=utf-8").as_deref(), Some("<p>Rain"));
        assert_eq!(answer("404", "text/html"), None);
        assert_eq!(answer("200", "image/png"), None);
        assert_eq!(page(b""), None);
    }

    #[test]
    fn chunks_are_joined_where_there_are_any() {
        let head =
            "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ntransfer-encoding: chunked\r\n\r\n";
        let chunked = format!("{head}5\r\n<p>Ra\r\n2;x=y\r\nin\r\n0\r\n\r\n");
        assert_eq!(page(chunked.as_bytes()).as_deref(), Some("<p>Rain"));
        assert_eq!(page(format!("{head}<p>Rain").as_bytes()).as_deref(), Some("<p>Rain"));
    }

    #[test]
    fn compressed_page_is_decompressed() {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(b"<p>Rain").expect("memory can be written");
        let body = encoder.finish().expect("memory can be written");
        let head = b"HTTP/1.1 200 OK\nContent-Type: text/html\nContent-Encoding: gzip\n\n";
        assert_eq!(page(&[head, &*body].concat()).as_deref(), Some("<p>Rain"));
    }

    const CHUNKED: &str =
        "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ntransfer-encoding: chunked\r\n\r\n";

    #[test]
    fn chunks_that_are_cut_off_leave_no_lengths_in_the_text() {
        for (body, html, is_cut_off) in [
            ("5\r\n<p>Ra\r\n2\r\nin\r\n", "<p>Rain", true),
            ("5\r\n<p>Ra\r\n20\r\nin", "<p>Rain", true),
            ("5\r\n<p>Ra\r\n2\r\nin", "<p>Rain", true),
            ("50\r\n<p>Rain", "<p>Rain", true),
            ("5\n<p>Ra\n2\nin\n0\n\n", "<p>Rain", false),
            ("5\r\n<p>Ra\r\n2\r\nin\r\n0\r\nX-Sum: 1\r\n\r\n", "<p>Rain", false),
            // No chunks, though the text begins with what may be a length.
            ("Dead\nRain is near", "Dead\nRain is near", false),
            ("<p>5\r\nRain", "<p>5\r\nRain", false),
        ] {
            let page = super::page(format!("{CHUNKED}{body}").as_bytes());
            let page = page.expect("a page").expect("one");
            assert_eq!((&*page.html, page.is_cut_off), (html, is_cut_off), "{body:?}");
        }
        for body in ["4\r\n<p>Rain\r\n0\r\n\r\n", "5\r\n<p>Ra\r\n1\r\nin\r\n0\r\n\r\n"] {
            let error = super::page(format!("{CHUNKED}{body}").as_bytes()).err();
            assert!(error.is_some_and(|error| error.to_string().contains("chunks")), "{body:?}");
        }
    }

    #[test]
    fn page_that_does_not_say_what_it_is_is_looked_at() {
        for (media, body, is_one) in [
            ("", "<!-- made by hand -->\n<!DOCTYPE html><p>Rain", true),
            ("", "<?xml version=\"1.0\"?><html><p>Rain", true),
            ("", "\u{feff} <head><title>Rain</title></head>", true),
            ("Content-Type: application/octet-stream\r\n", "<html><p>Rain", true),
            ("", "<?xml version=\"1.0\"?><rss><title>Rain</title></rss>", false),
            ("", "Rain is near <html>", false),
            ("Content-Type: text/plain\r\n", "<html><p>Rain", false),
        ] {
            let answer = format!("HTTP/1.1 200 OK\r\n{media}\r\n{body}");
            assert_eq!(page(answer.as_bytes()).is_some(), is_one, "{media}{body}");
        }
        for (status, is_one) in [("201", true), ("206", true), ("304", false), ("500", false)] {
            let answer = format!("HTTP/1.1 {status} X\r\nContent-Type: text/html\r\n\r\n<p>Rain");
            assert_eq!(page(answer.as_bytes()).is_some(), is_one, "{status}");
        }
    }
}
