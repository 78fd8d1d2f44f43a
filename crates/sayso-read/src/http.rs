//! The answer of a web server, as archives keep it.

use crate::Error;
use crate::codings::decoded;
use crate::html::{charset, decode_page};

/// The most bytes of a page once it is decompressed.
pub(crate) const PAGE_LIMIT: u64 = 32 << 20;

/// The page of HTML that the answer holds, and the encoding that it says it has and has not; `None`
/// where it holds something else or is no success.
///
/// # Errors
///
/// The body has a content coding that cannot be undone.
pub(crate) fn page(answer: &[u8]) -> Result<Option<(String, Option<String>)>, Error> {
    let Some(answer) = Answer::of(answer) else { return Ok(None) };
    if !answer.is_page() {
        return Ok(None);
    }
    let is_chunked = answer.field("transfer-encoding").to_ascii_lowercase().contains("chunked");
    let body = if is_chunked { unchunked(answer.body) } else { None };
    let body = body.unwrap_or_else(|| answer.body.to_vec());
    let body = decoded(body, answer.field("content-encoding"), PAGE_LIMIT)?;
    Ok(Some(decode_page(
        body,
        charset(&answer.field("content-type").to_ascii_lowercase()).as_deref(),
    )))
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

    /// Whether it is a success and a page; one that does not say what it is is looked at.
    fn is_page(&self) -> bool {
        let media = self.field("content-type").to_ascii_lowercase();
        let start = self.body.get(..512).unwrap_or(self.body).trim_ascii_start();
        let start = start.to_ascii_lowercase();
        let looks_like_one = start.starts_with(b"<!doctype html") || start.starts_with(b"<html");
        let is_html = media.starts_with("text/html")
            || media.starts_with("application/xhtml+xml")
            || media.is_empty() && looks_like_one;
        matches!(&*self.status, "200" | "203") && is_html
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

/// The body without the lengths between its chunks; `None` where it has none, since archivers
/// often take the chunks out and leave the field in.
fn unchunked(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::new();
    loop {
        let end = body.windows(2).take(1024).position(|window| window == b"\r\n")?;
        let size = std::str::from_utf8(body.get(..end)?).ok()?;
        let size = size.split(';').next().unwrap_or_default().trim();
        let size = usize::from_str_radix(size, 16).ok()?;
        if size == 0 {
            return Some(whole);
        }
        let start = end + 2;
        whole.extend_from_slice(body.get(start..start.checked_add(size)?)?);
        body = body.get(start + size + 2..)?;
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    fn page(answer: &[u8]) -> Option<String> {
        super::page(answer).expect("decodable").map(|(page, _)| page)
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
}
