//! Compressed files, told by their first bytes and read as what is in them.

use std::io;

use crate::bytes::Bytes;
#[cfg(feature = "zstd")]
use crate::frames::{Frames, is_zstandard};
use crate::members::GzipMembers;
use crate::source::Peeked;

/// Endings of file names that mean compression, in lower case.
const ENDINGS: [&str; 5] = ["gz", "gzip", "zst", "zstd", "bgz"];

const GZIP: &[u8] = b"\x1f\x8b";

/// The name without an ending that means compression.
pub(crate) fn stem(name: &str) -> &str {
    match name.rsplit_once('.') {
        Some((stem, ending)) if ENDINGS.contains(&&*ending.to_ascii_lowercase()) => stem,
        _ => name,
    }
}

/// The stream itself, or what is in it where its first bytes say that it is compressed.
///
/// A file may be several compressed streams one after the other, as crawlers and `cat` write them.
pub(crate) fn decompressed(source: Peeked) -> io::Result<Peeked> {
    if source.start().starts_with(GZIP) {
        return Peeked::new(Box::new(GzipMembers::new(source)));
    }
    if is_zstandard(source.start()) {
        return Peeked::new(zstandard(source)?);
    }
    Ok(source)
}

#[cfg(feature = "zstd")]
fn zstandard(source: Peeked) -> io::Result<Bytes> {
    Ok(Box::new(Frames::new(source)?))
}

#[cfg(not(feature = "zstd"))]
fn is_zstandard(start: &[u8]) -> bool {
    start.starts_with(b"\x28\xb5\x2f\xfd")
}

#[cfg(not(feature = "zstd"))]
fn zstandard(_: Peeked) -> io::Result<Bytes> {
    Err(io::Error::new(
        io::ErrorKind::Unsupported,
        "Zstandard needs a program built with the feature \"zstd\"",
    ))
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn gzip(text: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(text).expect("memory can be written");
        encoder.finish().expect("memory can be written")
    }

    fn read(bytes: Vec<u8>) -> io::Result<String> {
        let mut text = String::new();
        decompressed(Peeked::new(Box::new(io::Cursor::new(bytes)))?)?.read_to_string(&mut text)?;
        Ok(text)
    }

    #[test]
    fn streams_one_after_the_other_are_all_read() {
        let bytes = [gzip(b"Rain "), gzip(b"and snow.")].concat();
        assert_eq!(read(bytes).expect("whole"), "Rain and snow.");
        assert_eq!(read(b"Rain.".to_vec()).expect("plain"), "Rain.");
    }

    #[test]
    fn stream_that_is_cut_off_is_an_error() {
        let mut bytes = gzip("Rain. ".repeat(5000).as_bytes());
        bytes.truncate(bytes.len() / 2);
        assert!(read(bytes).is_err());
    }

    #[cfg(feature = "zstd")]
    #[test]
    fn zstandard_is_read_frame_after_frame() {
        let frame = |text: &[u8]| zstd::encode_all(text, 1).expect("memory can be written");
        assert_eq!(
            read([frame(b"Rain "), frame(b"and snow.")].concat()).expect("whole"),
            "Rain and snow."
        );
    }
}
