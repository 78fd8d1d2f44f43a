//! Byte offsets to the units that other programs count.

use std::fmt;
use std::str::FromStr;

use sayso_text::Span;

use crate::{Error, ErrorKind};

/// What offsets in an output count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Offsets {
    /// Unicode code points, as the indices of a string in Python.
    #[default]
    Chars,
    /// Bytes of UTF-8, as the indices of a string in Rust and Go.
    Bytes,
    /// Units of UTF-16, as the indices of a string in JavaScript, Java and C#.
    Utf16,
}

impl Offsets {
    /// All units.
    pub const ALL: &[Self] = &[Self::Chars, Self::Bytes, Self::Utf16];

    /// The name, as on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Chars => "chars",
            Self::Bytes => "bytes",
            Self::Utf16 => "utf16",
        }
    }

    /// How many units the bytes of a text, or of a part of it, begin.
    fn count(self, bytes: &[u8]) -> usize {
        match self {
            Self::Bytes => bytes.len(),
            Self::Chars => bytes.iter().filter(|byte| !is_continuation(**byte)).count(),
            // A character of four bytes is two units.
            Self::Utf16 => {
                let units =
                    |byte: &u8| usize::from(!is_continuation(*byte)) + usize::from(*byte >= 0xF0);
                bytes.iter().map(units).sum()
            }
        }
    }
}

fn is_continuation(byte: u8) -> bool {
    byte & 0xC0 == 0x80
}

impl fmt::Display for Offsets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Offsets {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let found = Self::ALL.iter().copied().find(|unit| unit.name() == name);
        found.ok_or_else(|| Error::new(ErrorKind::UnknownOffsets(name.to_owned())))
    }
}

/// How many bytes lie between two counts that are kept.
const STRIDE: usize = 256;

/// Converts byte offsets of one text. Made in one pass over the text; each conversion then looks
/// at fewer than 256 bytes, and at none where the text is ASCII.
///
/// ```
/// use sayso_export::{OffsetMap, Offsets};
///
/// let text = "“Yes,” 😀 he said";
/// assert_eq!(OffsetMap::new(text, Offsets::Chars).of(text.len()), 16);
/// assert_eq!(OffsetMap::new(text, Offsets::Utf16).of(text.len()), 17);
/// ```
#[derive(Clone, Debug)]
pub struct OffsetMap<'t> {
    bytes: &'t [u8],
    unit: Offsets,
    /// The units before each multiple of the stride; empty where bytes and units are the same.
    counts: Vec<usize>,
}

impl<'t> OffsetMap<'t> {
    /// The map of the text.
    #[must_use]
    pub fn new(text: &'t str, unit: Offsets) -> Self {
        let bytes = text.as_bytes();
        let mut counts = Vec::new();
        if unit != Offsets::Bytes && !bytes.is_ascii() {
            let mut count = 0;
            for chunk in bytes.chunks(STRIDE) {
                counts.push(count);
                count += unit.count(chunk);
            }
            counts.push(count);
        }
        Self { bytes, unit, counts }
    }

    /// The offset in units of a byte offset on a character boundary.
    #[must_use]
    pub fn of(&self, byte: usize) -> usize {
        let byte = byte.min(self.bytes.len());
        let block = byte / STRIDE;
        match self.counts.get(block) {
            None => byte,
            Some(before) => {
                let rest = self.bytes.get(block * STRIDE..byte).unwrap_or_default();
                before + self.unit.count(rest)
            }
        }
    }

    /// Both ends of a span in units.
    #[must_use]
    pub fn ends(&self, span: Span) -> (usize, usize) {
        (self.of(span.start()), self.of(span.end()))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_boundary_is_converted(text in "[a-c“é😀]{0,40}", times in 1..40_usize) {
            let text = text.repeat(times);
            let chars = OffsetMap::new(&text, Offsets::Chars);
            let utf16 = OffsetMap::new(&text, Offsets::Utf16);
            let bytes = OffsetMap::new(&text, Offsets::Bytes);
            let mut units = 0;
            for (count, (byte, letter)) in text.char_indices().enumerate() {
                prop_assert_eq!(chars.of(byte), count);
                prop_assert_eq!(utf16.of(byte), units);
                prop_assert_eq!(bytes.of(byte), byte);
                units += letter.len_utf16();
            }
            prop_assert_eq!(chars.of(text.len()), text.chars().count());
            prop_assert_eq!(utf16.of(text.len()), units);
        }
    }

    #[test]
    fn offset_beyond_the_text_is_its_end() {
        assert_eq!(OffsetMap::new("é", Offsets::Chars).of(99), 1);
        assert_eq!(OffsetMap::new("", Offsets::Chars).of(3), 0);
    }

    #[test]
    fn unit_reads_back_from_its_name() {
        for unit in Offsets::ALL {
            assert_eq!(unit.name().parse::<Offsets>().expect("a known name"), *unit);
        }
    }
}
