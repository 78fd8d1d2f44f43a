//! Content codings of HTTP (RFC 9110, section 8.4.1): how a body was compressed.

use std::io::{self, Read};

use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

use crate::encoding::looks_binary;
use crate::{Error, ErrorKind};

/// How often a body may be compressed without saying so.
const MOST_TIMES: usize = 3;

/// A body without its codings.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Decoded {
    pub(crate) bytes: Vec<u8>,
    /// The compressed bytes end before their end.
    pub(crate) is_cut_off: bool,
}

/// The body as it was before the codings, which are named in the order in which they were applied:
/// "gzip, br". Archivers often take the compression away and leave the field in, so that a body that
/// is markup stays as it is; and servers compress what they say is not, or twice, which its first
/// bytes tell. A body that is cut off is read as far as it goes, as browsers do.
///
/// # Errors
///
/// A coding cannot be undone, or what is left is no text.
pub(crate) fn decoded(body: Vec<u8>, codings: &str, limit: u64) -> Result<Decoded, Error> {
    let codings = codings.split(',').map(str::trim).filter(|coding| !coding.is_empty());
    let body = Decoded { bytes: body, is_cut_off: false };
    let body = codings.rev().try_fold(body, |body, coding| {
        if is_markup(&body.bytes) { Ok(body) } else { again(&body, coding, limit) }
    })?;
    unsaid(body, limit)
}

/// The body without one more coding.
fn again(body: &Decoded, coding: &str, limit: u64) -> Result<Decoded, Error> {
    let next = undone(&body.bytes, coding, limit)?;
    Ok(Decoded { is_cut_off: body.is_cut_off || next.is_cut_off, ..next })
}

/// The body without the codings that its first bytes tell; brotli and deflate have no such bytes, so
/// that they are tried where it is no text.
fn unsaid(mut body: Decoded, limit: u64) -> Result<Decoded, Error> {
    for _ in 0..MOST_TIMES {
        let coding = match &*body.bytes {
            [0x1f, 0x8b, 8, ..] => "gzip",
            [0x28, 0xb5, 0x2f, 0xfd, ..] => "zstd",
            _ => break,
        };
        body = again(&body, coding, limit)?;
    }
    if is_markup(&body.bytes) || !looks_binary(&body.bytes) {
        return Ok(body);
    }
    let tried = ["br", "deflate"].iter().filter_map(|coding| again(&body, coding, limit).ok());
    let what =
        "bytes that are no text where a page should be: compressed in a way that they do not say";
    tried
        .filter(|tried| is_markup(&tried.bytes))
        .find(|tried| !tried.is_cut_off)
        .ok_or_else(|| Error::new(ErrorKind::Damaged(what)))
}

/// Whether the bytes are a page already.
fn is_markup(body: &[u8]) -> bool {
    let start = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body).trim_ascii_start();
    start.starts_with(b"<") && !looks_binary(start)
}

fn undone(body: &[u8], coding: &str, limit: u64) -> Result<Decoded, Error> {
    let name = coding.to_ascii_lowercase();
    let failed = || Error::new(ErrorKind::Coding(coding.to_owned()));
    let reader: Box<dyn Read + '_> = match &*name {
        "gzip" | "x-gzip" => Box::new(MultiGzDecoder::new(body)),
        "deflate" if is_zlib(body) => Box::new(ZlibDecoder::new(body)),
        "deflate" => Box::new(DeflateDecoder::new(body)),
        "br" => Box::new(brotli_decompressor::Decompressor::new(body, 4096)),
        #[cfg(feature = "zstd")]
        "zstd" => Box::new(zstd::Decoder::new(body).map_err(|_| failed())?),
        "identity" | "none" => return Ok(Decoded { bytes: body.to_vec(), is_cut_off: false }),
        _ => return Err(failed()),
    };
    let mut whole = Vec::new();
    let read = reader.take(limit.saturating_add(1)).read_to_end(&mut whole);
    let is_cut_off = |error: &io::Error| error.kind() == io::ErrorKind::UnexpectedEof;
    match read {
        _ if whole.len() as u64 > limit => Err(Error::new(ErrorKind::TooLarge { limit })),
        Ok(_) => Ok(Decoded { bytes: whole, is_cut_off: false }),
        Err(error) if is_cut_off(&error) && !whole.is_empty() => {
            Ok(Decoded { bytes: whole, is_cut_off: true })
        }
        Err(_) => Err(failed()),
    }
}

/// Whether the two bytes of a zlib header (RFC 1950) stand in front, which some servers leave out.
fn is_zlib(body: &[u8]) -> bool {
    match body {
        [first, second, ..] => {
            first & 0x0f == 8 && (u16::from(*first) * 256 + u16::from(*second)) % 31 == 0
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};

    use super::*;

    const PAGE: &[u8] = b"<!doctype html><p>Rain is near, she said. Rain is near, she said.";

    fn gzip(body: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(body).expect("memory can be written");
        encoder.finish().expect("memory can be written")
    }

    fn zlib(body: &[u8]) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(body).expect("memory can be written");
        encoder.finish().expect("memory can be written")
    }

    fn deflate(body: &[u8]) -> Vec<u8> {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(body).expect("memory can be written");
        encoder.finish().expect("memory can be written")
    }

    /// The page as an uncompressed block of brotli: window, length less one, the bytes, the end.
    fn brotli(body: &[u8]) -> Vec<u8> {
        let length = u32::try_from(body.len() - 1).expect("short");
        // Bits from the lowest: window 0, not last, 4 nibbles of length (00), length, uncompressed.
        let head = (length << 4 | 1 << 20).to_le_bytes();
        [&head[..3], body, &[0x03]].concat()
    }

    fn read(body: Vec<u8>, codings: &str) -> Result<Vec<u8>, String> {
        let body = decoded(body, codings, 1 << 20).map_err(|error| error.to_string())?;
        assert!(!body.is_cut_off, "{codings}");
        Ok(body.bytes)
    }

    #[test]
    fn every_coding_is_undone() {
        for (body, coding) in [
            (gzip(PAGE), "gzip"),
            (gzip(PAGE), "X-GZIP"),
            (zlib(PAGE), "deflate"),
            (deflate(PAGE), "deflate"),
            (brotli(PAGE), "br"),
            (PAGE.to_vec(), "identity"),
            (PAGE.to_vec(), ""),
        ] {
            assert_eq!(read(body, coding).as_deref(), Ok(PAGE), "{coding}");
        }
        #[cfg(feature = "zstd")]
        assert_eq!(read(zstd::encode_all(PAGE, 1).expect("memory"), "zstd").as_deref(), Ok(PAGE));
    }

    #[test]
    fn codings_are_undone_from_the_last_one() {
        assert_eq!(read(brotli(&gzip(PAGE)), "gzip, br").as_deref(), Ok(PAGE));
        assert_eq!(read(gzip(&brotli(PAGE)), "br,gzip").as_deref(), Ok(PAGE));
    }

    #[test]
    fn compression_that_was_taken_away_is_not_missed() {
        for coding in ["gzip", "deflate", "br", "zstd", "gzip, br", "exi"] {
            assert_eq!(read(PAGE.to_vec(), coding).as_deref(), Ok(PAGE), "{coding}");
        }
    }

    #[test]
    fn what_cannot_be_undone_is_named() {
        let noise: Vec<u8> = (0..=255).rev().collect();
        for coding in ["gzip", "deflate", "br", "zstd", "compress"] {
            let error = read(noise.clone(), coding).expect_err("noise");
            assert!(error.contains(&format!("\"{coding}\"")), "{error}");
        }
        let error = decoded(gzip(&vec![b' '; 4000]), "gzip", 100).expect_err("too large");
        assert!(matches!(error.kind(), ErrorKind::TooLarge { limit: 100 }));
    }

    #[test]
    fn compression_that_is_not_said_is_undone() {
        for (body, coding) in [
            (gzip(PAGE), ""),
            (gzip(&gzip(PAGE)), "gzip"),
            (brotli(&gzip(PAGE)), "br"),
            (zlib(&PAGE.repeat(9)), ""),
            (gzip(PAGE), "identity"),
        ] {
            let read = read(body, coding).expect("a page");
            assert!(read.starts_with(PAGE), "{coding}");
        }
        let noise: Vec<u8> = (0..=250).rev().cycle().take(2000).collect();
        assert!(read(noise.clone(), "").expect_err("noise").contains("no text"));
        assert!(read(gzip(&noise), "gzip").expect_err("noise").contains("no text"));
    }

    #[test]
    fn body_that_is_cut_off_says_so() {
        let long: Vec<u8> =
            (0..400_u32).flat_map(|n| format!("<p>{} rain", n * 7919).into_bytes()).collect();
        let mut body = gzip(&long);
        body.truncate(body.len() - 40);
        let read = decoded(body, "gzip", 1 << 20).expect("a part");
        assert!(read.is_cut_off && long.starts_with(&read.bytes));
    }
}
