//! A stream of bytes of one encoding as a stream of UTF-8.

use std::io::{self, Read};

use encoding_rs::{CoderResult, Decoder, Encoding};

use crate::bytes::Bytes;

const BUFFER: usize = 16 * 1024;

/// Reads another stream and gives its text as UTF-8. Malformed parts become U+FFFD.
pub(crate) struct Transcoder {
    input: Bytes,
    decoder: Decoder,
    raw: Vec<u8>,
    /// The part of `raw` that is not yet decoded.
    pending: std::ops::Range<usize>,
    text: Vec<u8>,
    /// The part of `text` that is not yet given away.
    ready: std::ops::Range<usize>,
    ended: bool,
}

impl Transcoder {
    pub(crate) fn new(input: Bytes, encoding: &'static Encoding) -> Self {
        Self {
            input,
            decoder: encoding.new_decoder_with_bom_removal(),
            raw: vec![0; BUFFER],
            pending: 0..0,
            text: vec![0; BUFFER],
            ready: 0..0,
            ended: false,
        }
    }

    /// Decodes until there is text to give away or the input has ended.
    fn refill(&mut self) -> io::Result<()> {
        let mut finished = false;
        while self.ready.is_empty() && !finished {
            if self.pending.is_empty() && !self.ended {
                self.pending = 0..self.input.read(&mut self.raw)?;
                self.ended = self.pending.is_empty();
            }
            let raw = self.raw.get(self.pending.clone()).unwrap_or_default();
            let (result, read, written, _) =
                self.decoder.decode_to_utf8(raw, &mut self.text, self.ended);
            self.pending.start += read;
            self.ready = 0..written;
            finished = self.ended && result == CoderResult::InputEmpty;
            if finished {
                // A decoder that has seen the end must not be asked again.
                self.decoder = self.decoder.encoding().new_decoder_without_bom_handling();
            }
        }
        Ok(())
    }
}

impl Read for Transcoder {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.ready.is_empty() {
            self.refill()?;
        }
        let mut ready = self.text.get(self.ready.clone()).unwrap_or_default();
        let count = ready.read(buffer)?;
        self.ready.start += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use encoding_rs::UTF_16LE;
    use proptest::prelude::*;

    use super::*;

    fn transcode(bytes: Vec<u8>) -> String {
        let mut transcoder = Transcoder::new(Box::new(io::Cursor::new(bytes)), UTF_16LE);
        let mut text = String::new();
        transcoder.read_to_string(&mut text).expect("memory can be read");
        text
    }

    #[test]
    fn text_longer_than_the_buffer_stays_whole() {
        let text = "Rain – she said. ".repeat(3000);
        assert_eq!(transcode(text.encode_utf16().flat_map(u16::to_le_bytes).collect()), text);
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_to_their_end(bytes in proptest::collection::vec(any::<u8>(), 0..99)) {
            let _ = transcode(bytes);
        }
    }
}
