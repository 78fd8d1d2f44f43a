//! Offsets of a table to bytes of a text.

use sayso_export::Offsets;
use sayso_text::Span;

/// How many bytes lie between two counts that are kept.
const STRIDE: usize = 256;

/// Finds the byte of an offset. Made in one pass over the text; each look-up then takes a binary
/// search and a walk over fewer than 256 bytes, or neither where the text is ASCII.
pub(crate) struct Places<'t> {
    text: &'t str,
    unit: Offsets,
    /// The units before each multiple of the stride; empty where bytes and units are the same.
    counts: Vec<usize>,
}

impl<'t> Places<'t> {
    pub(crate) fn new(text: &'t str, unit: Offsets) -> Self {
        let mut counts = Vec::new();
        if unit != Offsets::Bytes && !text.is_ascii() {
            let mut count = 0;
            for chunk in text.as_bytes().chunks(STRIDE) {
                counts.push(count);
                count += chunk.iter().map(|byte| units(*byte, unit)).sum::<usize>();
            }
        }
        Self { text, unit, counts }
    }

    /// The byte at which the unit begins, if one does.
    pub(crate) fn byte(&self, offset: usize) -> Option<usize> {
        if self.counts.is_empty() {
            return self.text.is_char_boundary(offset).then_some(offset);
        }
        let block = self.counts.partition_point(|count| *count <= offset).checked_sub(1)?;
        let mut count = *self.counts.get(block)?;
        let start = block * STRIDE;
        for (byte, value) in self.text.as_bytes().iter().enumerate().skip(start) {
            let units = units(*value, self.unit);
            if units > 0 && count >= offset {
                return (count == offset).then_some(byte);
            }
            count += units;
        }
        (count == offset).then_some(self.text.len())
    }

    /// The span between two offsets, if both are in the text and in order.
    pub(crate) fn span(&self, (start, end): (usize, usize)) -> Option<Span> {
        let (start, end) = (self.byte(start)?, self.byte(end)?);
        (start <= end).then(|| Span::new(start, end))
    }
}

/// How many units begin with the byte.
fn units(byte: u8, unit: Offsets) -> usize {
    let begins = usize::from(byte & 0xC0 != 0x80);
    match unit {
        Offsets::Bytes => 1,
        Offsets::Chars => begins,
        // A character of four bytes is two units.
        Offsets::Utf16 => begins + usize::from(byte >= 0xF0),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use sayso_export::OffsetMap;

    use super::*;

    proptest! {
        #[test]
        fn every_boundary_comes_back(text in "[a-c“é😀]{0,40}", times in 1..40_usize) {
            let text = text.repeat(times);
            for unit in Offsets::ALL {
                let (there, back) = (OffsetMap::new(&text, *unit), Places::new(&text, *unit));
                for (byte, _) in text.char_indices() {
                    prop_assert_eq!(back.byte(there.of(byte)), Some(byte));
                }
                let end = there.of(text.len());
                prop_assert_eq!(back.byte(end), Some(text.len()));
                prop_assert_eq!(back.byte(end + 1), None);
            }
        }
    }

    #[test]
    fn middle_of_a_character_is_no_place() {
        assert_eq!(Places::new("a😀", Offsets::Utf16).byte(2), None);
        assert_eq!(Places::new("é", Offsets::Bytes).byte(1), None);
        assert_eq!(Places::new("abc", Offsets::Chars).span((2, 1)), None);
    }
}
