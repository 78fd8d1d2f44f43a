//! The bytes of an input: looked at, and turned into UTF-8 where they are UTF-16.

use std::io::{self, Read};

use encoding_rs::Encoding;

use crate::Progress;
use crate::bytes::Bytes;
use crate::encoding::utf_16_without_mark;
use crate::transcode::Transcoder;

/// How many bytes at the start of a file are looked at to tell its format, its encoding and, in
/// JSON lines, its columns. Enough for some ten articles.
const START: u64 = 64 * 1024;

/// Room for most articles, which are then read at once.
const ARTICLE: usize = 8 * 1024;

/// A stream whose first bytes can be looked at before they are read.
pub(crate) struct Peeked {
    start: Vec<u8>,
    read: usize,
    /// What went wrong behind the start, told once the start is read.
    failed: Option<io::Error>,
    rest: Bytes,
    #[cfg_attr(not(feature = "parquet"), expect(dead_code, reason = "Parquet alone asks for it"))]
    progress: Progress,
}

impl Peeked {
    /// Reads the first 64 KiB, or all where there is less.
    pub(crate) fn new(mut rest: Bytes) -> io::Result<Self> {
        let mut start = Vec::with_capacity(ARTICLE);
        let failed = match rest.by_ref().take(START).read_to_end(&mut start) {
            // Damaged bytes may lie far behind what is looked at.
            Err(error) if error.kind() == io::ErrorKind::InvalidData => Some(error),
            Err(error) => return Err(error),
            Ok(_) => None,
        };
        Ok(Self { start, read: 0, failed, rest, progress: Progress::default() })
    }

    /// Where the bytes of the stream are counted, for a reader that reads its file by itself.
    #[cfg(feature = "parquet")]
    pub(crate) fn progress(&self) -> Progress {
        self.progress.clone()
    }

    /// The same stream, whose bytes are counted there.
    pub(crate) fn counted_by(self, progress: &Progress) -> Self {
        Self { progress: progress.clone(), ..self }
    }

    /// The first bytes of the stream, whether they have been read or not.
    pub(crate) fn start(&self) -> &[u8] {
        &self.start
    }

    /// Reads on until the start holds the first line, or all where there is no other.
    pub(crate) fn hold_first_line(&mut self) -> io::Result<()> {
        let mut seen = 0;
        while !self.start.get(seen..).unwrap_or_default().contains(&b'\n') {
            seen = self.start.len();
            if self.failed.is_some() {
                break;
            }
            if self.rest.by_ref().take(START).read_to_end(&mut self.start)? == 0 {
                break;
            }
        }
        Ok(())
    }

    /// The lines that lie wholly in the start, and the last one where the stream may end with it.
    pub(crate) fn first_lines(&self) -> impl Iterator<Item = &[u8]> {
        let end = self.start.iter().rposition(|&byte| byte == b'\n');
        let goes_on = self.start.len() as u64 >= START;
        let whole = end.filter(|_| goes_on).and_then(|end| self.start.get(..end));
        whole.unwrap_or(&self.start).split(|&byte| byte == b'\n')
    }

    /// The same stream as UTF-8 where it is UTF-16, without a byte-order mark. Bytes of other
    /// encodings stay as they are.
    pub(crate) fn into_ascii_compatible(mut self) -> io::Result<Self> {
        let (encoding, mark) = match Encoding::for_bom(&self.start) {
            Some((encoding, mark)) => (Some(encoding), mark),
            None => (utf_16_without_mark(&self.start), 0),
        };
        self.read = mark;
        match encoding {
            Some(encoding) if !encoding.is_ascii_compatible() => {
                Self::new(Box::new(Transcoder::new(Box::new(self), encoding)))
            }
            _ => {
                self.start.drain(..mark);
                self.read = 0;
                Ok(self)
            }
        }
    }
}

impl Read for Peeked {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut unread = self.start.get(self.read..).unwrap_or_default();
        if unread.is_empty() {
            return self.failed.take().map_or_else(|| self.rest.read(buffer), Err);
        }
        let count = unread.read(buffer)?;
        self.read += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &'static [u8]) -> Vec<u8> {
        let peeked = Peeked::new(Box::new(bytes)).expect("memory can be read");
        let mut all = Vec::new();
        let mut text = peeked.into_ascii_compatible().expect("memory can be read");
        text.read_to_end(&mut all).expect("memory can be read");
        all
    }

    #[test]
    fn looking_at_the_start_takes_nothing_away() {
        let mut peeked = Peeked::new(Box::new(&b"id,text"[..])).expect("memory can be read");
        assert_eq!(peeked.start(), b"id,text");
        let mut all = Vec::new();
        peeked.read_to_end(&mut all).expect("memory can be read");
        assert_eq!(all, b"id,text");
    }

    #[test]
    fn utf_16_comes_out_as_utf_8_and_other_bytes_as_they_are() {
        assert_eq!(read(b"\xff\xfei\0d\0"), b"id");
        assert_eq!(read(b"i\0d\0,\0t\0"), b"id,t");
        assert_eq!(read(b"\xef\xbb\xbfid"), b"id");
        assert_eq!(read(b"caf\xe9"), b"caf\xe9");
    }
}
