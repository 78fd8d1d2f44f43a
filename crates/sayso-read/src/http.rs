//! The answer of a web server, as archives keep it.

use std::io::Read;

use flate2::read::{GzDecoder, ZlibDecoder};

use crate::html::{charset, decode_page};

/// The most bytes of a page once it is decompressed.
pub(crate) const PAGE_LIMIT: u64 = 32 << 20;

/// The page of HTML that the answer holds: `None` where it holds something else or is no success.
pub(crate) fn page(answer: &[u8]) -> Option<String> {
    let (head, body) = split(answer)?;
    let head = String::from_utf8_lossy(head).into_owned();
    let mut lines = head.lines();
    let status = lines.next()?.split(' ').nth(1)?;
    let fields: Vec<(String, &str)> = lines.filter_map(field).collect();
    let value = |name: &str| {
        fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.to_ascii_lowercase())
    };
    let media = value("content-type")?;
    let is_html = media.starts_with("text/html") || media.starts_with("application/xhtml+xml");
    if status != "200" || !is_html {
        return None;
    }
    let is_chunked = value("transfer-encoding").is_some_and(|coding| coding.contains("chunked"));
    let body = if is_chunked { unchunked(body) } else { None }.unwrap_or_else(|| body.to_vec());
    let body = decompressed(body, &value("content-encoding").unwrap_or_default())?;
    Some(decode_page(body, charset(&media).as_deref()))
}

/// Head and body, parted by an empty line.
fn split(answer: &[u8]) -> Option<(&[u8], &[u8])> {
    let find = |end: &[u8]| {
        let at = answer.windows(end.len()).position(|window| window == end)?;
        Some((answer.get(..at)?, answer.get(at + end.len()..)?))
    };
    find(b"\r\n\r\n").or_else(|| find(b"\n\n"))
}

fn field(line: &str) -> Option<(String, &str)> {
    let (name, value) = line.split_once(':')?;
    Some((name.trim().to_ascii_lowercase(), value.trim()))
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

/// The body as it was before it was compressed, as far as it is whole; `None` for a method that is
/// not known. Archivers often take the compression away and leave the field in.
fn decompressed(body: Vec<u8>, coding: &str) -> Option<Vec<u8>> {
    let mut whole = Vec::new();
    let read = match coding.trim() {
        "gzip" | "x-gzip" if body.starts_with(b"\x1f\x8b") => {
            GzDecoder::new(&*body).take(PAGE_LIMIT).read_to_end(&mut whole)
        }
        "deflate" if body.first() == Some(&0x78) => {
            ZlibDecoder::new(&*body).take(PAGE_LIMIT).read_to_end(&mut whole)
        }
        "br" | "zstd" if !body.trim_ascii_start().starts_with(b"<") => return None,
        _ => return Some(body),
    };
    // A page that is cut off is read as far as it goes, as browsers do.
    read.is_ok().then_some(()).or((!whole.is_empty()).then_some(()))?;
    Some(whole)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

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
