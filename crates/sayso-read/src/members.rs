//! Files of many compressed streams one after the other, each of which may be damaged.
//!
//! Crawlers compress each record by itself, so that a damaged one need not cost those behind it. A
//! damaged stream is an error of the reader, once; who reads on gets what follows it, from the next
//! bytes that begin a stream. To find them, the compressed bytes of the stream that is being read
//! are kept, up to a bound: a decompressor may run far past the end of a damaged stream before it
//! sees that something is wrong.

use std::fmt;
use std::io::{self, BufRead, Read};

use flate2::bufread::GzDecoder;

use crate::reread::Reread;
use crate::source::Peeked;

/// The most compressed bytes of a stream that are kept. Pages have some 30 KB; a file that is one
/// stream cannot be entered anywhere but at its beginning.
const MOST_KEPT: usize = 4 << 20;

/// What begins a stream of gzip: its mark and its only method.
const GZIP: &[u8] = b"\x1f\x8b\x08";

/// Compressed bytes, of which those since a mark can be read again.
pub(crate) struct Kept {
    input: Reread,
    kept: Vec<u8>,
    is_over: bool,
}

impl Kept {
    pub(crate) fn new(input: Peeked) -> Self {
        Self { input: Reread::new(input), kept: Vec::new(), is_over: false }
    }

    /// Forgets what was read so far.
    pub(crate) fn forget(&mut self) {
        self.kept.clear();
        self.is_over = false;
    }

    /// Goes back to what was read, but for its first byte, and on to the next bytes that begin a
    /// stream. Says whether there are any.
    pub(crate) fn seek(&mut self, mark: &[u8]) -> io::Result<bool> {
        match self.kept.get(1..) {
            _ if self.is_over => {}
            Some(kept) => self.input.put_back(kept),
            // Nothing was read of the stream, which must not be found again.
            None => {
                let count = self.input.fill_buf()?.len().min(1);
                self.input.consume(count);
            }
        }
        self.forget();
        loop {
            if self.input.peek(mark.len())?.len() < mark.len() {
                return Ok(false);
            }
            let buffer = self.input.fill_buf()?;
            let found = memchr::memmem::find(buffer, mark);
            // The mark may lie across the end of the buffer.
            let count = found.unwrap_or((buffer.len() + 1).saturating_sub(mark.len()));
            self.input.consume(count);
            if found.is_some() {
                self.forget();
                return Ok(true);
            }
        }
    }
}

impl Read for Kept {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut there = self.fill_buf()?;
        let count = there.read(buffer)?;
        self.consume(count);
        Ok(count)
    }
}

impl BufRead for Kept {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.input.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        if self.kept.len() + count > MOST_KEPT {
            self.is_over = true;
        } else if !self.is_over {
            // What is consumed is in the buffer.
            let there = self.input.fill_buf().unwrap_or_default();
            self.kept.extend_from_slice(there.get(..count).unwrap_or_default());
        }
        self.input.consume(count);
    }
}

/// An error of damaged bytes, after which the reader goes on.
pub(crate) fn damaged(what: &'static str, given: u64) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, DamagedStream { what, given })
}

/// A stream that is damaged.
#[derive(Debug)]
struct DamagedStream {
    what: &'static str,
    /// The bytes of it that were given away: what was read before them is whole.
    #[cfg_attr(not(feature = "html"), expect(dead_code, reason = "archives alone ask for it"))]
    given: u64,
}

impl fmt::Display for DamagedStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.what)
    }
}

impl std::error::Error for DamagedStream {}

/// Whether the error is of a stream of which no more than so many bytes were read.
#[cfg(feature = "html")]
pub(crate) fn begins_within(error: &io::Error, bytes: u64) -> bool {
    let damaged = error.get_ref().and_then(|inner| inner.downcast_ref::<DamagedStream>());
    damaged.is_some_and(|damaged| damaged.given <= bytes)
}

/// Streams of gzip one after the other.
pub(crate) struct GzipMembers {
    /// The stream that is being read; none only while the next one is opened.
    open: Option<GzDecoder<Kept>>,
    /// The bytes of it that were given away.
    given: u64,
    is_damaged: bool,
    ended: bool,
}

impl GzipMembers {
    pub(crate) fn new(input: Peeked) -> Self {
        let open = Some(GzDecoder::new(Kept::new(input)));
        Self { open, given: 0, is_damaged: false, ended: false }
    }

    /// Opens the next stream: the one that follows, or after a damaged one the next that is found.
    fn advance(&mut self) -> io::Result<()> {
        let Some(open) = self.open.take() else { return Ok(()) };
        let mut input = open.into_inner();
        let next = next_gzip(&mut input, self.is_damaged);
        self.open = Some(GzDecoder::new(input));
        self.ended = !next?;
        self.given = 0;
        self.is_damaged = false;
        Ok(())
    }
}

/// Goes to the next stream and says whether there is one. Zeros between streams are padding.
fn next_gzip(input: &mut Kept, is_damaged: bool) -> io::Result<bool> {
    if is_damaged {
        return input.seek(GZIP);
    }
    input.forget();
    loop {
        let buffer = input.fill_buf()?;
        let zeros = buffer.iter().take_while(|byte| **byte == 0).count();
        if zeros == 0 {
            return Ok(!buffer.is_empty());
        }
        input.consume(zeros);
        input.forget();
    }
}

impl Read for GzipMembers {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while !self.ended && !buffer.is_empty() {
            if self.is_damaged {
                self.advance()?;
                continue;
            }
            match self.open.as_mut().map_or(Ok(0), |open| open.read(buffer)) {
                Ok(0) => self.advance()?,
                Err(error) if error.kind() != io::ErrorKind::Interrupted => {
                    self.is_damaged = true;
                    return Err(damaged("a damaged stream of gzip", self.given));
                }
                Ok(count) => {
                    self.given += count as u64;
                    return Ok(count);
                }
                error => return error,
            }
        }
        Ok(0)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn gzip(text: &str) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(text.as_bytes()).expect("memory can be written");
        encoder.finish().expect("memory can be written")
    }

    /// What is read, and how many errors there were.
    fn read(bytes: Vec<u8>) -> (String, usize) {
        let input = Peeked::new(Box::new(io::Cursor::new(bytes))).expect("memory can be read");
        let mut members = GzipMembers::new(input);
        let (mut text, mut errors) = (Vec::new(), 0);
        loop {
            match members.read_to_end(&mut text) {
                Ok(_) => return (String::from_utf8_lossy(&text).into_owned(), errors),
                Err(_) => errors += 1,
            }
            assert!(errors < 100, "no end");
        }
    }

    #[test]
    fn streams_with_padding_between_are_all_read() {
        let bytes = [gzip("Rain "), vec![0; 9], gzip("and snow."), vec![0; 512]].concat();
        assert_eq!(read(bytes), ("Rain and snow.".to_owned(), 0));
    }

    #[test]
    fn damaged_stream_costs_itself_wherever_it_is_damaged() {
        let middle = gzip(&"A long page of rain and hail, and of snow. ".repeat(40));
        for place in 0..middle.len() {
            let mut broken = middle.clone();
            broken[place] ^= 0x55;
            let (text, errors) = read([gzip("One."), broken, gzip("Three.")].concat());
            assert!(text.starts_with("One.") && text.ends_with("Three."), "{place}: {text}");
            // Time, system and extra flags of a head may be anything.
            assert!(errors > 0 || (3..10).contains(&place), "{place}");
        }
    }

    #[test]
    fn what_is_no_stream_is_an_error_and_an_end() {
        let (text, errors) = read([gzip("One."), b"rubbish".to_vec()].concat());
        assert_eq!((&*text, errors), ("One.", 1));
        let whole = gzip(&"Rain. ".repeat(100));
        let (_, errors) = read(whole[..whole.len() / 2].to_vec());
        assert_eq!(errors, 1);
    }
}
