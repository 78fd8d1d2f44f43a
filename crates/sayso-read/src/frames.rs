//! Files of Zstandard: frames one after the other, and the dictionary that may come before them.
//!
//! Archives of crawls keep a dictionary in their first frame (the draft "Zstandard compression for
//! WARC files"): a frame that decoders skip, of a type of its own, whose content is the dictionary
//! or the dictionary compressed. Other frames to skip, as parallel and seekable writers set them,
//! hold nothing to read.

use std::io::{self, BufRead, Read};

use zstd::stream::raw::{Decoder, Operation};

use crate::members::{Kept, damaged};
use crate::source::Peeked;

/// What begins a frame.
const FRAME: &[u8] = b"\x28\xb5\x2f\xfd";

/// What begins the frame with the dictionary of an archive.
const DICTIONARY: &[u8] = b"\x5d\x2a\x4d\x18";

/// The most bytes of a dictionary; those of archives have some hundred thousand.
const MOST: u64 = 64 << 20;

/// Whether the file is Zstandard: it begins with a frame, or with one that is skipped.
pub(crate) fn is_zstandard(start: &[u8]) -> bool {
    let is_skipped = matches!(start, [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..]);
    is_skipped || start.starts_with(FRAME)
}

/// Frames of Zstandard one after the other, each of which may be damaged.
pub(crate) struct Frames {
    input: Kept,
    decoder: Decoder<'static>,
    /// Between two frames, where the file may end.
    is_between: bool,
    /// The bytes of the frame that were given away.
    given: u64,
    /// Something was read, so that the file needs no dictionary that it has not.
    is_readable: bool,
    is_damaged: bool,
    ended: bool,
}

impl Frames {
    pub(crate) fn new(input: Peeked) -> io::Result<Self> {
        let begins = input.start().starts_with(DICTIONARY);
        let mut input = Kept::new(input);
        let decoder = if begins {
            Decoder::with_dictionary(&dictionary(&mut input)?)?
        } else {
            Decoder::new()?
        };
        Ok(Self {
            input,
            decoder,
            is_between: true,
            given: 0,
            is_readable: false,
            is_damaged: false,
            ended: false,
        })
    }

    fn step(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let there = self.input.fill_buf()?;
        if there.is_empty() {
            self.ended = true;
            let end =
                if self.is_between { Ok(0) } else { Err(io::ErrorKind::UnexpectedEof.into()) };
            return end;
        }
        let status = self.decoder.run_on_buffers(there, buffer)?;
        self.input.consume(status.bytes_read);
        self.is_between = status.remaining == 0;
        self.given = if self.is_between { 0 } else { self.given + status.bytes_written as u64 };
        self.is_readable |= status.bytes_written > 0;
        if self.is_between {
            self.decoder.reinit()?;
            self.input.forget();
        }
        Ok(status.bytes_written)
    }

    fn find_next(&mut self) -> io::Result<()> {
        self.is_damaged = false;
        self.is_between = true;
        self.given = 0;
        self.decoder.reinit()?;
        self.ended = !self.input.seek(FRAME)?;
        Ok(())
    }
}

impl Read for Frames {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while !self.ended && !buffer.is_empty() {
            if self.is_damaged {
                self.find_next()?;
                continue;
            }
            match self.step(buffer) {
                Ok(0) => {}
                Err(error) if error.kind() == io::ErrorKind::Interrupted => return Err(error),
                Err(_) if self.ended => return Err(damaged("the file is cut off", u64::MAX)),
                Err(error) if !self.is_readable && error.to_string().contains("ictionary") => {
                    self.ended = true;
                    let what = "compressed with a dictionary that is not in it; unpack it with \
                                zstd -d -D DICTIONARY first";
                    return Err(io::Error::new(io::ErrorKind::Unsupported, what));
                }
                Err(_) => {
                    self.is_damaged = true;
                    return Err(damaged("a damaged frame of Zstandard", self.given));
                }
                read => return read,
            }
        }
        Ok(0)
    }
}

/// The dictionary in the first frame.
fn dictionary(input: &mut Kept) -> io::Result<Vec<u8>> {
    let mut head = [0; 8];
    input.read_exact(&mut head)?;
    let [.., a, b, c, d] = head;
    let length = u64::from(u32::from_le_bytes([a, b, c, d]));
    let mut content = Vec::new();
    let count = input.by_ref().take(length.min(MOST)).read_to_end(&mut content)? as u64;
    input.forget();
    if count < length {
        return Err(damaged("a dictionary that is cut off or over 64 MiB", u64::MAX));
    }
    if !content.starts_with(FRAME) {
        return Ok(content);
    }
    let mut plain = Vec::new();
    zstd::Decoder::new(&*content)?.take(MOST).read_to_end(&mut plain)?;
    Ok(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: Vec<u8>) -> (String, Vec<String>) {
        let input = Peeked::new(Box::new(io::Cursor::new(bytes))).expect("memory can be read");
        let mut frames = match Frames::new(input) {
            Ok(frames) => frames,
            Err(error) => return (String::new(), vec![error.to_string()]),
        };
        let (mut text, mut errors) = (Vec::new(), Vec::new());
        loop {
            match frames.read_to_end(&mut text) {
                Ok(_) => return (String::from_utf8_lossy(&text).into_owned(), errors),
                Err(error) => errors.push(error.to_string()),
            }
            assert!(errors.len() < 100, "no end");
        }
    }

    fn frame(text: &str) -> Vec<u8> {
        zstd::encode_all(text.as_bytes(), 3).expect("memory can be written")
    }

    fn skipped(kind: u8, content: &[u8]) -> Vec<u8> {
        let length = u32::try_from(content.len()).expect("short").to_le_bytes();
        [&[kind, 0x2a, 0x4d, 0x18], &length[..], content].concat()
    }

    const WORDS: &str = "The harbour bridge will close for a month, the city council said.";

    fn with_dictionary(text: &str) -> Vec<u8> {
        let mut encoder =
            zstd::stream::write::Encoder::with_dictionary(Vec::new(), 3, WORDS.as_bytes())
                .expect("an encoder");
        io::Write::write_all(&mut encoder, text.as_bytes()).expect("memory can be written");
        encoder.finish().expect("memory can be written")
    }

    #[test]
    fn frames_to_skip_hold_nothing_to_read() {
        let bytes =
            [skipped(0x50, b"index"), frame("Rain "), skipped(0x5e, b""), frame("and snow.")];
        assert!(is_zstandard(&bytes.concat()));
        assert_eq!(read(bytes.concat()), ("Rain and snow.".to_owned(), vec![]));
    }

    #[test]
    fn dictionary_is_used_and_never_read_as_text() {
        let pages = [with_dictionary(WORDS), with_dictionary("It rains in the harbour.")].concat();
        let plain = [skipped(0x5d, WORDS.as_bytes()), pages.clone()].concat();
        let packed = [skipped(0x5d, &frame(WORDS)), pages].concat();
        let expected = format!("{WORDS}It rains in the harbour.");
        assert_eq!(read(plain), (expected.clone(), vec![]));
        assert_eq!(read(packed), (expected, vec![]));
    }

    #[test]
    fn damaged_frame_costs_itself() {
        let middle = frame(&"A long page of rain and hail, and of snow. ".repeat(40));
        for place in 4..middle.len() {
            let mut broken = middle.clone();
            broken[place] ^= 0x55;
            let (text, _) = read([frame("One."), broken, frame("Three.")].concat());
            assert!(text.starts_with("One.") && text.ends_with("Three."), "{place}: {text}");
        }
    }

    #[test]
    fn file_that_is_cut_off_is_an_error() {
        let whole = frame(&WORDS.repeat(50));
        let (_, errors) = read(whole[..whole.len() - 3].to_vec());
        assert_eq!(errors, ["the file is cut off"]);
        let (_, errors) = read(skipped(0x5d, WORDS.as_bytes())[..20].to_vec());
        assert_eq!(errors, ["a dictionary that is cut off or over 64 MiB"]);
    }
}
