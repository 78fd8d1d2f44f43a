//! What a character is to the tokenizer.

/// The class of a character: the word-break property of UAX #29 as far as the quick path of
/// [`atom`](crate::atom) knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// Separates tokens and belongs to none.
    Blank,
    Letter,
    Digit,
    Underscore,
    /// Joins two letters: the colon.
    MidLetter,
    /// Joins two digits: comma and semicolon.
    MidNumber,
    /// Joins two letters or two digits: full stop, apostrophes.
    MidBoth,
    /// A mark or symbol that is a word of its own to UAX #29.
    Other,
    /// Anything that the quick path leaves to the full algorithm.
    Complex,
}

/// Whether the character separates tokens: white space, control characters and the invisible
/// marks that files carry along (byte-order mark, zero-width space, word joiner).
pub(crate) fn is_blank(character: char) -> bool {
    character.is_whitespace()
        || character.is_control()
        || matches!(character, '\u{200b}' | '\u{feff}' | '\u{2060}')
}

/// The classes of the ASCII characters.
static ASCII: [Class; 128] = ascii_classes();

const fn ascii_classes() -> [Class; 128] {
    let mut classes = [Class::Other; 128];
    let mut byte = 0_u8;
    while byte < 128 {
        classes[byte as usize] = match byte {
            0..=b' ' | 127 => Class::Blank,
            b'a'..=b'z' | b'A'..=b'Z' => Class::Letter,
            b'0'..=b'9' => Class::Digit,
            b'_' => Class::Underscore,
            b':' => Class::MidLetter,
            b',' | b';' => Class::MidNumber,
            b'.' | b'\'' => Class::MidBoth,
            _ => Class::Other,
        };
        byte += 1;
    }
    classes
}

/// The class and the length in bytes of the character at a byte offset; blank of length 1 where
/// there is no character.
#[inline]
pub(crate) fn class_at(text: &str, offset: usize) -> (Class, usize) {
    match text.as_bytes().get(offset) {
        Some(&byte) => match ASCII.get(usize::from(byte)) {
            Some(&class) => (class, 1),
            None => wide_class_at(text, offset),
        },
        None => (Class::Blank, 1),
    }
}

fn wide_class_at(text: &str, offset: usize) -> (Class, usize) {
    let Some(character) = text.get(offset..).and_then(|rest| rest.chars().next()) else {
        return (Class::Blank, 1);
    };
    (wide_class(character), character.len_utf8())
}

fn wide_class(character: char) -> Class {
    match character {
        '\u{d7}' | '\u{f7}' => Class::Other,
        '\u{c0}'..='\u{24f}' => Class::Letter,
        '\u{2018}' | '\u{2019}' => Class::MidBoth,
        '\u{2010}'..='\u{2017}' | '\u{201a}'..='\u{2023}' | '\u{2026}' => Class::Other,
        '\u{2039}' | '\u{203a}' | '\u{ab}' | '\u{bb}' | '\u{a3}' | '\u{20ac}' => Class::Other,
        _ if is_blank(character) => Class::Blank,
        _ => Class::Complex,
    }
}

/// Whether the character is a punctuation mark rather than a symbol.
pub(crate) fn is_punctuation(character: char) -> bool {
    match character {
        '$' | '+' | '<' | '=' | '>' | '^' | '`' | '|' | '~' => false,
        '\u{2044}' | '\u{2052}' => false,
        '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}' => true,
        '¡' | '§' | '«' | '¶' | '·' | '»' | '¿' => true,
        '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301f}' => true,
        '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}' | '\u{ff1b}' | '\u{ff1f}' => true,
        _ => character.is_ascii_punctuation(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_ascii_blank_separates_tokens() {
        for byte in 0..128_u8 {
            let character = char::from(byte);
            let blank = class_at(character.encode_utf8(&mut [0; 4]), 0).0 == Class::Blank;
            assert_eq!(blank, is_blank(character), "{character:?}");
        }
    }
}
