//! Keys of punctuation marks. They are even and those of words odd, so that no word has the key of a mark.

use crate::key::{self, Key};
use crate::traits::Traits;

/// A comma.
pub const COMMA: Key = 2;
/// A colon.
pub const COLON: Key = 4;
/// An opening bracket.
pub const OPEN: Key = 6;
/// A closing bracket.
pub const CLOSE: Key = 8;
/// A dash or a hyphen that stands alone.
pub const DASH: Key = 10;
/// An apostrophe that stands alone.
pub const APOSTROPHE: Key = 12;
/// "&".
pub const AMPERSAND: Key = 14;
/// A bullet of a list.
pub const BULLET: Key = 16;
/// A semicolon.
pub const SEMICOLON: Key = 18;
/// Any other mark.
pub const OTHER: Key = 20;
/// A quotation mark.
pub const QUOTE: Key = 22;

/// The key of a mark.
pub(crate) fn key(mark: &str) -> Key {
    match mark {
        "%" => key::of_word(mark),
        "," => COMMA,
        ":" => COLON,
        ";" => SEMICOLON,
        "(" | "[" => OPEN,
        ")" | "]" => CLOSE,
        "&" => AMPERSAND,
        "'" | "’" => APOSTROPHE,
        "-" | "–" | "—" | "--" | "―" => DASH,
        "•" | "*" => BULLET,
        "\"" | "“" | "”" | "„" | "‘" | "«" | "»" | "``" | "''" => QUOTE,
        _ => OTHER,
    }
}

/// What a mark does in a sentence.
pub(crate) fn traits(mark: &str) -> Traits {
    match mark {
        "," => Traits::COMMA,
        ":" => Traits::COLON,
        "'" | "’" => Traits::GENITIVE,
        ";" | "(" | ")" | "[" | "]" => Traits::BREAK,
        _ if mark.starts_with(['.', '!', '?', '…']) => Traits::TERMINAL,
        _ if mark.starts_with(['-', '–', '—', '―']) => Traits::BREAK,
        _ => Traits::NONE,
    }
}
