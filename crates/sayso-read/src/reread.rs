//! A stream of which bytes can be put back.

use std::io::{self, BufRead, BufReader, Read};

use crate::source::Peeked;

/// Reads bytes that were put back, then the input.
pub(crate) struct Reread {
    input: BufReader<Peeked>,
    back: Vec<u8>,
    read: usize,
}

impl Reread {
    pub(crate) fn new(input: Peeked) -> Self {
        let input = BufReader::with_capacity(64 * 1024, input);
        Self { input, back: Vec::new(), read: 0 }
    }

    /// Puts bytes before those that would come next.
    pub(crate) fn put_back(&mut self, bytes: &[u8]) {
        let unread = self.back.get(self.read..).unwrap_or_default();
        self.back = [bytes, unread].concat();
        self.read = 0;
    }

    /// Forgets the bytes that were put back and not read again: so many.
    #[cfg(feature = "html")]
    pub(crate) fn forget_back(&mut self) -> usize {
        let count = self.back.len() - self.read;
        self.read = self.back.len();
        count
    }

    /// The next bytes, so many as asked for where there are so many.
    pub(crate) fn peek(&mut self, count: usize) -> io::Result<&[u8]> {
        if self.fill_buf()?.len() < count {
            let mut bytes = Vec::new();
            let read = self.by_ref().take(count as u64).read_to_end(&mut bytes);
            self.put_back(&bytes);
            read?;
        }
        let there = self.fill_buf()?;
        Ok(there.get(..count).unwrap_or(there))
    }
}

impl Read for Reread {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut there = self.fill_buf()?;
        let count = there.read(buffer)?;
        self.consume(count);
        Ok(count)
    }
}

impl BufRead for Reread {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.read < self.back.len() {
            return Ok(self.back.get(self.read..).unwrap_or_default());
        }
        self.input.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        if self.read < self.back.len() {
            self.read += count;
        } else {
            self.input.consume(count);
        }
    }
}
